"""Reminders: the right people, once per person, stage and day, and never on a day off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from appraisal import reminders, tasks, workflow
from appraisal.models import Appraisal, AppraisalStatus, EvaluationStatus, Party, PartyRole
from employees import outbox
from employees.models import Employee, Holiday, Notification, Outbox, Pulse
from tests import factories
from tests.factories import Agency

MONDAY = date(2026, 3, 9)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    """A Monday at 09.00 in Jakarta; the window is open, its limits a month away."""
    with time_machine.travel(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), tick=False):
        yield


def limit_skp(day: date) -> None:
    Appraisal.objects.update(targets_due_on=day)


def reminded(stage: str, day: date = MONDAY) -> list[str]:
    """Names of those who would be told in a stage."""
    found = next(rows for one, rows in reminders.due(day).items() if one.code == stage)
    return [reminder.employee.name for reminder in found]


def only(agency: Agency, *people: Employee) -> None:
    """Leave the appraisals of these people as the only ones that anybody could be late with."""
    for appraisal in Appraisal.objects.alive().exclude(employee__in=people):
        workflow.perform(appraisal, "close_in_error", by=closer(agency, appraisal), note="Bukan bagian uji.")


def closer(agency: Agency, appraisal: Appraisal) -> Employee:
    """Personnel close any appraisal but their own."""
    if appraisal.employee_id != agency.personnel.pk:
        return agency.personnel
    return agency.unit_personnel


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (date(2026, 3, 12), False),  # the fourth working day counted from Monday
        (date(2026, 3, 11), True),
        (MONDAY, True),
        (date(2026, 3, 6), True),
        (date(2026, 1, 31), True),
    ],
)
def test_an_unproposed_skp_is_due_on_its_last_three_working_days_and_late_ever_after(
    agency: Agency, limit: date, told: bool
) -> None:
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(limit)

    assert reminded("propose") == (["Budi Pegawai"] if told else [])
    assert reminded("set") == []


def test_holidays_stretch_the_last_three_working_days(agency: Agency) -> None:
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(date(2026, 3, 12))
    Holiday.objects.create(day=date(2026, 3, 11), name="Cuti bersama")

    assert reminded("propose") == ["Budi Pegawai"]


@pytest.mark.parametrize("day", [date(2026, 3, 14), date(2026, 3, 15), date(2026, 3, 16)])
def test_days_off_are_quiet(agency: Agency, day: date) -> None:
    factories.make_appraisal(agency)
    limit_skp(date(2026, 1, 31))
    Holiday.objects.create(day=date(2026, 3, 16), name="Hari libur")

    assert set(reminders.send(day).values()) == {0}
    assert not Notification.objects.filter(key__startswith="remind:").exists()


@pytest.mark.parametrize(
    ("status", "stage", "who"),
    [
        (EvaluationStatus.OPEN, "self", "staff"),
        (EvaluationStatus.ASSESSED, "rating", "superior"),
        (EvaluationStatus.RATED, "rating", "superior"),
        (EvaluationStatus.DELIVERED, "reply", "staff"),
        (EvaluationStatus.FINAL, "", ""),
    ],
)
def test_an_evaluation_reminds_whose_turn_it_is(agency: Agency, status: str, stage: str, who: str) -> None:
    evaluation = factories.make_evaluation(agency, status)
    only(agency, agency.staff)
    type(evaluation).objects.filter(pk=evaluation.pk).update(
        opens_on=MONDAY, self_due_on=MONDAY, ends_on=MONDAY, reply_due_on=MONDAY
    )

    found = {one.code: reminded(one.code) for one in reminders.STAGES}

    expected = {stage: [getattr(agency, who).name]} if stage else {}
    assert {code: names for code, names in found.items() if names} == expected


def test_a_proposed_skp_reminds_the_appraiser(agency: Agency) -> None:
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    only(agency, agency.staff)
    limit_skp(MONDAY)

    assert (reminded("set"), reminded("propose")) == (["Siti Atasan"], [])


def test_a_question_about_a_rating_reminds_early_and_only_until_it_is_answered(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    for about in ("results", "behaviour"):
        workflow.perform(evaluation, f"ask_{about}", by=agency.staff, note="Mengapa?")
    evaluation.refresh_from_db()
    assert evaluation.reply_due_on is not None
    day = evaluation.reply_due_on - timedelta(7)

    assert reminded("explanation", day) == ["Siti Atasan"]
    rows = next(rows for one, rows in reminders.due(day).items() if one.code == "explanation")
    assert len(rows[0].matters) == 1

    for about in ("results", "behaviour"):
        workflow.perform(evaluation, f"answer_{about}", by=agency.superior, note="Karena target tercapai.")
    assert reminded("explanation", day) == []


def test_somebody_who_signed_has_answered(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    workflow.perform(evaluation, "sign", by=agency.staff)

    assert reminded("reply", date(2026, 4, 30)) == []


def test_nobody_inactive_outside_the_service_or_closed_is_reminded(agency: Agency) -> None:
    """One cause each: the same appraisal reminds before and does not after."""
    appraisal = factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    only(agency, agency.staff)
    limit_skp(MONDAY)
    assert reminded("set") == ["Siti Atasan"]

    Employee.objects.filter(pk=agency.superior.pk).update(active=False)
    assert reminded("set") == []
    Party.objects.filter(appraisal=appraisal, role=PartyRole.APPRAISER).update(employee=agency.mayor)
    assert reminded("set") == []
    Party.objects.filter(appraisal=appraisal, role=PartyRole.APPRAISER).update(employee=agency.head)
    assert reminded("set") == ["Hendra Kepala"]
    workflow.perform(appraisal, "close_in_error", by=agency.personnel, note="Keliru.")
    assert reminded("set") == []


def test_only_the_party_of_the_day_is_reminded(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    only(agency, agency.staff)
    limit_skp(MONDAY)
    old = Party.objects.get(appraisal=appraisal, role=PartyRole.APPRAISER)
    Party.objects.filter(pk=old.pk).update(ends_on=MONDAY - timedelta(1))
    old.pk, old.employee, old.starts_on = None, agency.head, MONDAY
    old.save()

    assert reminded("set") == ["Hendra Kepala"]


def test_many_matters_make_one_line_that_counts_and_names_five(agency: Agency) -> None:
    for number in range(7):
        person = factories.make_employee(f"Anggota {number}")
        factories.place(person, agency.section, agency.superior)
    factories.make_appraisal(agency)
    members = Employee.objects.filter(name__startswith="Anggota")
    only(agency, *members)
    for member in members:
        factories.make_appraisal(agency, AppraisalStatus.PROPOSED, employee=member)
    limit_skp(date(2026, 3, 6))

    reminders.send(MONDAY)

    line = Notification.objects.get(employee=agency.superior, key=f"remind:set:{MONDAY}")
    assert line.title == "7 SKP menunggu penetapan Anda"
    assert line.body.count("Anggota") == 5
    assert line.body.endswith("dan 2 lainnya")
    assert "terlambat, batasnya 6 Maret 2026" in line.body
    assert line.url == "/"


def test_two_runs_and_two_workers_tell_everybody_exactly_once(agency: Agency) -> None:
    """A second run adds nothing, and a mail row carried out twice sends one mail."""
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(MONDAY)
    Outbox.objects.all().delete()
    mail.outbox.clear()

    first, second = reminders.send(MONDAY), reminders.send(MONDAY)

    assert (sum(first.values()), sum(second.values())) == (1, 0)
    assert Notification.objects.filter(key__startswith="remind:").count() == 1
    row = Outbox.objects.get(kind="mail")
    assert outbox.carry_out(row.pk)
    assert not outbox.carry_out(row.pk)
    assert [message.to for message in mail.outbox] == [[agency.staff.email]]
    assert "SKP Anda belum diajukan" in mail.outbox[0].subject


def test_a_run_killed_between_stages_is_completed_by_the_next(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_appraisal(agency)
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED, employee=agency.colleague)
    only(agency, agency.staff, agency.colleague)
    limit_skp(MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr(reminders, "STAGES", reminders.STAGES[:1])  # as far as the killed run came
        reminders.send(MONDAY)

    reminders.send(MONDAY)

    told = Notification.objects.filter(key__startswith="remind:")
    assert {(one.employee.name, one.key.split(":")[1]) for one in told} == {
        ("Budi Pegawai", "propose"),
        ("Siti Atasan", "set"),
    }
    assert told.count() == 2


def test_the_next_day_reminds_again(agency: Agency) -> None:
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(MONDAY)

    reminders.send(MONDAY)
    reminders.send(MONDAY + timedelta(1))

    assert Notification.objects.filter(employee=agency.staff, key__startswith="remind:").count() == 2


def test_queries_do_not_grow_with_the_people(agency: Agency, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        factories.place(factories.make_employee(f"Anggota {number}"), agency.section, agency.superior)
    factories.make_appraisal(agency)
    limit_skp(MONDAY)

    with django_assert_max_num_queries(45):
        new = reminders.send(MONDAY)

    assert sum(new.values()) > 30


def test_the_command_previews_and_sends(agency: Agency) -> None:
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(MONDAY)

    preview, sent = StringIO(), StringIO()
    call_command("send_reminders", "--today", "2026-03-09", "--dry-run", stdout=preview)
    assert not Notification.objects.filter(key__startswith="remind:").exists()
    call_command("send_reminders", "--today", "2026-03-09", stdout=sent)

    assert "Pengajuan SKP: 1 orang akan diingatkan.\n  Budi Pegawai" in preview.getvalue()
    assert "Pengajuan SKP: 1 orang baru diingatkan." in sent.getvalue()
    assert "Penetapan SKP: 0 orang baru diingatkan." in sent.getvalue()


def test_the_task_acts_once_a_day_and_not_before_seven(agency: Agency) -> None:
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(MONDAY)

    def told() -> int:
        return Notification.objects.filter(key__startswith="remind:propose:").count()

    with time_machine.travel(datetime(2026, 3, 8, 23, 59, tzinfo=UTC), tick=False):  # 06.59 in Jakarta
        tasks.send_reminders()
    assert told() == 0
    tasks.send_reminders()
    assert told() == 1
    assert Notification.objects.filter(key__startswith="remind:unit-result:").exists()
    assert Pulse.objects.get(name=tasks.REMINDED).beat_at == timezone.now()

    Notification.objects.all().delete()
    tasks.send_reminders()
    assert told() == 0  # the day is done
