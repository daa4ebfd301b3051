"""A day's run of reminders: exactly once, one mail a person, its log, and what a killed run leaves."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from appraisal import digests, reminders, tasks
from appraisal.digests import Told
from appraisal.models import Appraisal, AppraisalStatus, Reminder, ReminderRun
from employees import outbox
from employees.models import Employee, Notification, Outbox
from tests import factories
from tests.factories import Agency

MONDAY = date(2026, 3, 9)
FRIDAY = date(2026, 3, 6)  # a limit that is late on Monday
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    """A Monday at 09.00 in Jakarta; the window is open, its limits a month away."""
    with time_machine.travel(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), tick=False):
        yield


def limit_of(*people: Employee) -> None:
    """Nobody is late but these."""
    Appraisal.objects.update(targets_due_on=date(2026, 6, 30))
    Appraisal.objects.filter(employee__in=people).update(targets_due_on=FRIDAY)


def lines(person: Employee) -> list[Notification]:
    return list(Notification.objects.filter(employee=person, key__startswith="remind:").order_by("pk"))


def test_all_of_a_day_is_one_mail_with_a_link_each(agency: Agency) -> None:
    """Siti has her own SKP to propose and that of Budi to set."""
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    limit_of(agency.staff, agency.superior)
    mail.outbox.clear()

    reminders.send(MONDAY)

    assert len(lines(agency.superior)) == 2
    row = Outbox.objects.get(kind="digest", payload__employee=agency.superior.pk)
    assert outbox.carry_out(row.pk)
    assert not outbox.carry_out(row.pk)
    (message,) = mail.outbox
    assert message.subject == "2 hal menunggu Anda di aplikasi Kinerja"
    assert message.to == [agency.superior.email]
    assert message.body.count("Buka: http") == 2
    assert "Yth. Siti Atasan" in message.body
    assert "Budi" not in message.body
    logged = Reminder.objects.filter(employee=agency.superior)
    assert {(one.mail, one.mail_key) for one in logged} == {("SENT", row.key)}


def test_two_runs_tell_everybody_exactly_once(agency: Agency) -> None:
    factories.make_appraisal(agency)
    limit_of(agency.staff)

    first, second = reminders.send(MONDAY), reminders.send(MONDAY)

    assert first == second
    assert first is not None
    assert (first.people, first.mails) == (1, 1)
    assert len(lines(agency.staff)) == Outbox.objects.filter(kind="digest").count() == 1


def test_a_run_killed_between_people_is_completed_the_same_day_or_before_the_next(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays written; nobody hears twice, and Tuesday tells first what Monday owed."""
    factories.make_appraisal(agency)
    limit_of(agency.staff, agency.colleague)

    class Killed(Exception): ...

    def killed_at_the_second(told: list[Told], *args: Any, **options: Any) -> int:
        if Reminder.objects.exists():
            raise Killed
        return tell(told, *args, **options)

    tell = digests.tell
    with monkeypatch.context() as patch:
        patch.setattr(reminders, "BATCH", 1)
        patch.setattr(digests, "tell", killed_at_the_second)
        with pytest.raises(Killed):
            reminders.send(MONDAY)
    assert Reminder.objects.count() == 1
    run = ReminderRun.objects.get()
    assert run.finished_at is None

    with time_machine.travel(datetime(2026, 3, 10, 2, 0, tzinfo=UTC), tick=False):
        reminders.send(MONDAY + timedelta(1))

    for person in (agency.staff, agency.colleague):
        assert [line.key for line in lines(person)] == ["remind:propose:late:2026-03-09"]
    assert not ReminderRun.objects.filter(finished_at=None).exists()


def test_without_an_address_or_by_wish_it_stays_in_the_inbox_and_the_log_says_so(agency: Agency) -> None:
    factories.make_appraisal(agency)
    limit_of(agency.staff, agency.colleague)
    Employee.objects.filter(pk=agency.staff.pk).update(email="")
    Employee.objects.filter(pk=agency.colleague.pk).update(wants_mail=False)

    reminders.send(MONDAY)

    assert Outbox.objects.filter(kind="digest").count() == 0
    states = dict(Reminder.objects.values_list("employee__name", "mail"))
    assert states == {"Budi Pegawai": "NONE", "Rina Rekan": "OFF"}
    assert len(lines(agency.staff)) == len(lines(agency.colleague)) == 1


def test_a_mail_that_cannot_be_sent_is_failed_with_its_reason(agency: Agency, settings: Any) -> None:
    factories.make_appraisal(agency)
    limit_of(agency.staff)
    reminders.send(MONDAY)
    row = Outbox.objects.get(kind="digest")
    settings.EMAIL_BACKEND = "no.such.Backend"
    with pytest.raises(ImportError):
        outbox.carry_out(row.pk)
    outbox.note_failure(row.pk, "ImportError: No module named 'no'")
    assert Reminder.objects.get().mail == "QUEUED"

    Outbox.objects.filter(pk=row.pk).update(attempts=Outbox.MOST_ATTEMPTS)
    outbox.note_failure(row.pk, "ImportError: No module named 'no'")

    logged = Reminder.objects.get()
    assert (logged.mail, logged.mail_error) == ("FAILED", "ImportError: No module named 'no'")


def test_queries_do_not_grow_with_the_people(agency: Agency, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        factories.place(factories.make_employee(f"Anggota {number}"), agency.section, agency.superior)
    factories.make_appraisal(agency)
    Appraisal.objects.update(targets_due_on=FRIDAY)

    with django_assert_max_num_queries(60):
        run = reminders.send(MONDAY)

    assert run is not None
    assert run.people > 30


def test_the_command_previews_and_sends(agency: Agency) -> None:
    factories.make_appraisal(agency)
    limit_of(agency.staff)

    preview, sent, quiet = StringIO(), StringIO(), StringIO()
    call_command("send_reminders", "--today", "2026-03-09", "--dry-run", stdout=preview)
    assert not Notification.objects.filter(key__startswith="remind:").exists()
    call_command("send_reminders", "--today", "2026-03-09", stdout=sent)
    call_command("send_reminders", "--today", "2026-03-15", stdout=quiet)

    assert "Pengajuan SKP, Terlambat: Budi Pegawai — SKP Anda belum diajukan" in preview.getvalue()
    assert "1 orang akan diingatkan." in preview.getvalue()
    assert "Pengingat 9 Maret 2026: 1 orang, 1 surel." in sent.getvalue()
    assert "bukan hari kerja" in quiet.getvalue()


def test_the_task_acts_once_a_day_and_not_before_seven_of_the_agencys_clock(agency: Agency) -> None:
    factories.make_appraisal(agency)
    limit_of(agency.staff)

    with time_machine.travel(datetime(2026, 3, 8, 23, 59, tzinfo=UTC), tick=False):  # 06.59 in Jakarta
        tasks.send_reminders()
    assert lines(agency.staff) == []
    tasks.send_reminders()
    assert len(lines(agency.staff)) == 1
    assert ReminderRun.objects.get().finished_at == timezone.now()

    Notification.objects.all().delete()
    tasks.send_reminders()
    assert lines(agency.staff) == []  # the day is done
