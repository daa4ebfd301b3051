"""A late item of the development plan: told once to its owner and to the superior, on a working day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import reminders, tasks
from appraisal.models import Evaluation
from employees.models import Employee, Holiday, Notification, Outbox
from tests.factories import Agency, make_evaluation, sign_in
from training import planning
from training.models import DevelopmentItem
from training.reminders import NAMED

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    Employee.objects.filter(pk__in=[agency.staff.pk, agency.superior.pk]).update(email="x@contoh.example")
    return make_evaluation(agency, "RATED")


def late(
    agency: Agency, evaluation: Evaluation, text: str = "Belajar menulis laporan", **fields: Any
) -> DevelopmentItem:
    """Agreed in the dialogue, and its day is over."""
    given = {
        "owner": agency.staff, "status": "AGREED", "agreed_by": agency.superior, "agreed_at": timezone.now(),
        "due_on": timezone.localdate() - timedelta(days=40), "proposed_by": agency.staff, "evaluation": evaluation,
    } | fields  # fmt: skip
    plan = planning.plan_of(agency.staff)
    return DevelopmentItem.objects.create(plan=plan, about="Laporan", text=text, **given)


def working_day() -> date:
    """A Tuesday within the year that counts now."""
    today = timezone.localdate()
    return today + timedelta(days=(1 - today.weekday()) % 7)


def told(person: Employee) -> list[Notification]:
    return list(Notification.objects.filter(employee=person, key__startswith="remind:item:"))


def test_owner_and_superior_are_told_once(agency: Agency, evaluation: Evaluation, client: Client) -> None:
    late(agency, evaluation)
    for days in (0, 0, 1, 7):
        reminders.send(working_day() + timedelta(days=days))
    (own,), (theirs,) = told(agency.staff), told(agency.superior)
    assert "Belajar menulis laporan" in own.body
    assert agency.staff.full_name not in own.body
    assert agency.staff.full_name in theirs.body
    assert own.url == theirs.url == reverse("development", args=[evaluation.appraisal.uuid])
    for person in (agency.staff, agency.superior):
        page = sign_in(client, person).get(own.url).content.decode()
        assert "Lewat tenggat" in page


def test_mail_names_neither_person_nor_what_is_to_be_learnt(agency: Agency, evaluation: Evaluation) -> None:
    late(agency, evaluation)
    reminders.send(working_day())
    rows = Outbox.objects.filter(kind="digest")
    payloads = [line for one in rows for line in one.payload["lines"] if "tenggat" in line["title"]]
    assert len(payloads) == 2
    assert not [one for one in payloads if "laporan" in str(one) or agency.staff.name in str(one)]


def test_many_are_one_line_and_a_later_one_is_told_later(agency: Agency, evaluation: Evaluation) -> None:
    for number in range(7):
        late(agency, evaluation, f"Butir {number}")
    reminders.send(working_day())
    late(agency, evaluation, "Butir lain")
    reminders.send(working_day() + timedelta(days=1))
    first, second = sorted(told(agency.superior), key=lambda one: one.pk)
    assert first.title.endswith("7 butir")
    assert first.body.count("Butir") == NAMED
    assert "dan 2 lainnya" in first.body
    assert "Butir lain" in second.body


def test_a_superior_who_sees_to_it_himself_gets_one_line(agency: Agency, evaluation: Evaluation) -> None:
    late(agency, evaluation, owner=agency.superior)
    reminders.send(working_day())
    assert [len(told(one)) for one in (agency.staff, agency.superior)] == [0, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"due_on": timezone.localdate() + timedelta(days=20)},
        {"status": "PROPOSED", "agreed_by": None, "agreed_at": None},
        {"status": "DONE", "closed_at": timezone.now()},
    ],
)
def test_what_is_not_late_not_agreed_or_done_reminds_nobody(
    fields: dict[str, Any], agency: Agency, evaluation: Evaluation
) -> None:
    closed = {"closed_by": agency.staff} if "closed_at" in fields else {}
    late(agency, evaluation, **fields, **closed)
    reminders.send(working_day())
    assert not Notification.objects.filter(key__startswith="remind:item:").exists()


def test_neither_on_a_holiday_nor_about_somebody_who_left(agency: Agency, evaluation: Evaluation) -> None:
    item = late(agency, evaluation)
    Holiday.objects.create(day=working_day(), name="Libur")
    reminders.send(working_day())
    Employee.objects.filter(pk=agency.staff.pk).update(active=False)
    reminders.send(working_day() + timedelta(days=1))
    item.refresh_from_db()
    assert (item.reminded_on, told(agency.superior)) == (None, [])


def test_the_task_waits_for_the_morning_and_runs_once(agency: Agency, evaluation: Evaluation) -> None:
    late(agency, evaluation)
    for hour, count in ((5, 0), (9, 1), (10, 1)):
        with time_machine.travel(f"{working_day()} {hour:02d}:00+07:00"):
            tasks.send_reminders()
        assert len(told(agency.staff)) == count
