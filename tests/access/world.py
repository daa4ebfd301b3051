"""The people and things that the rows of the access matrix speak of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from employees.models import Employee, Notification
from employees.notifications import notify
from tests import factories

NOBODY = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class World:
    """`people` by role; `kinds` gives the URL arguments for each kind of row."""

    people: dict[str, Any]
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)

    def arguments(self, kind: str) -> dict[str, Any]:
        return self.kinds[kind]


def told(employee: Employee) -> Notification:
    notify(employee, key="access", title="Pesan", url="/akun/", mail=False)
    return Notification.objects.get(employee=employee, key="access")


def make_world() -> World:
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    appraisal = evaluation.appraisal
    people = {
        "anonymous": None,
        "appraisee": agency.staff,
        "appraiser": agency.superior,
        "reviewer": agency.head,
        "stranger": agency.stranger,
        "unit_personnel": agency.unit_personnel,
        "other_unit_personnel": agency.other_unit_personnel,
        "personnel": agency.personnel,
        "auditor": agency.auditor,
    }
    kinds = {
        "none": {},
        "appraisal": {"uuid": appraisal.uuid},
        "evaluation": {"uuid": appraisal.uuid, "window": evaluation.window},
        "year": {"year": appraisal.period.year},
        "person": {"uuid": agency.staff.uuid},
        "unknown": {"uuid": NOBODY},
        "notification": {"uuid": told(agency.staff).uuid},
        "token": {"token": "K7QM2XR9K7QM2XR9K7QM"},
        "reset": {"uidb36": "1", "key": "no-such-key"},
        "draft": {"form": "targets", "uuid": appraisal.uuid},
    }
    return World(people, kinds)
