"""The people and things that the rows of the access matrix speak of."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from appraisal import documents, evidence, opening
from appraisal.models import Appraisal, Document, Evaluation, Period, ProgressEntry
from employees.models import Employee, Job, Notification
from employees.notifications import notify
from feedback import notes
from feedback.models import FeedbackNote
from tests import access, factories

NOBODY = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class World:
    """`people` by role; `kinds` gives the URL arguments for each kind of row."""

    agency: factories.Agency
    people: dict[str, Any]
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)

    def arguments(self, kind: str) -> dict[str, Any]:
        return self.kinds[kind]


def told(employee: Employee) -> Notification:
    notify(employee, key="access", title="Pesan", url="/akun/", mail=False)
    return Notification.objects.get(employee=employee, key="access")


def photo() -> evidence.Checked:
    return evidence.Checked("foto.png", ".png", "image/png", b"only its address matters here")


def praise(appraisal: Appraisal, by: Employee) -> FeedbackNote:
    return notes.give(appraisal, by=by, kind="APPRECIATION", text="Rapi.", day=timezone.localdate())


def kept(evaluation: Evaluation) -> Document:
    """A document on record; access does not ask what its pages say."""
    content = b"%PDF-1.7"
    return Document.objects.create(
        evaluation=evaluation,
        form="D.1.1",
        code="7K2M9QXR41BC",
        file=documents.store(content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def finished(employee: Employee) -> Job:
    name = default_storage.save("jobs/access.json", ContentFile(b"[]"))
    return Job.objects.create(
        kind="export",
        title="Laporan kinerja",
        requested_by=employee,
        status=Job.Status.DONE,
        file=name,
        file_name="kinerja.json",
    )


def people_of(agency: factories.Agency) -> dict[str, Any]:
    """Who stands for each role."""
    return {
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


def next_year(agency: factories.Agency) -> dict[str, Any]:
    """The staff member's next year, opened early and still being planned: what may be written there."""
    today = timezone.localdate()
    ends = date(today.year + 1, 12, 31)
    period = factories.make_period(today.year + 1, opens_on=ends, self_due_on=ends, ends_on=ends)
    Period.objects.filter(pk=period.pk).update(ends_on=ends)
    opening.open_period(period, by=agency.personnel)
    appraisal = Appraisal.objects.get(period=period, employee=agency.staff)
    entry = ProgressEntry.objects.create(appraisal=appraisal, day=today, text="Awal")
    return {
        "early": {"uuid": appraisal.uuid},
        "early_target": {
            "uuid": appraisal.uuid,
            "target": factories.add_target(appraisal, "Arsip tertata").uuid,
        },
        "early_entry": {"uuid": appraisal.uuid, "entry": entry.uuid},
        "early_step": {"uuid": appraisal.uuid, "action": "propose"},
    }


def make_world() -> World:
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    appraisal = evaluation.appraisal
    entry = ProgressEntry.objects.create(
        appraisal=appraisal, day=timezone.localdate(), text="Macet", help_wanted=True
    )
    kinds = {
        "none": {},
        "appraisal": {"uuid": appraisal.uuid},
        "evaluation": {"uuid": appraisal.uuid, "window": evaluation.window},
        "year": {"year": appraisal.period.year},
        "person": {"uuid": agency.staff.uuid},
        "unknown": {"uuid": NOBODY},
        "unknown_file": {"uuid": NOBODY, "file": "pegawai"},
        "notification": {"uuid": told(agency.staff).uuid},
        "target": {"uuid": appraisal.uuid, "target": appraisal.targets.first().uuid},
        "entry": {"uuid": appraisal.uuid, "entry": entry.uuid},
        "evidence": {"uuid": evidence.keep(entry, photo()).uuid},
        "note": {"uuid": praise(appraisal, agency.superior).uuid},
        "step": {"uuid": appraisal.uuid, "action": "propose"},
        "evaluation_step": {"uuid": appraisal.uuid, "window": evaluation.window, "action": "sign"},
        "token": {"token": "K7QM2XR9K7QM2XR9K7QM"},
        "reset": {"uidb36": "1", "key": "no-such-key"},
        "document": {"uuid": kept(evaluation).uuid},
        "code": {"code": "7K2M-9QXR-41BC"},
        "job": {"uuid": finished(agency.unit_personnel).uuid},
        "draft": {"form": "targets", "uuid": appraisal.uuid},
    }
    world = World(agency, people_of(agency), kinds | next_year(agency))
    for module in pkgutil.iter_modules(access.__path__):
        more = getattr(importlib.import_module(f"tests.access.{module.name}"), "kinds", None)
        if more is not None:
            world.kinds |= more(world, evaluation)
    return world
