"""The rhythm of a superior's feedback (Ps. 17): agreed by both, due and overdue, one reminder a week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import assignments, reminders, tasks
from appraisal.models import Appraisal, Assignment, Event
from appraisal.opening import open_period
from appraisal.workflow import Refused
from employees.models import Notification
from feedback import notes, rhythm
from feedback.models import NoteRhythm
from tests import factories, queries
from tests.factories import Agency, make_appraisal, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


def agreed(appraisal: Appraisal, agency: Agency, days_ago: int) -> None:
    rhythm.propose(appraisal, "MONTH", by=agency.superior)
    rhythm.agree(appraisal, "MONTH", by=agency.staff)
    NoteRhythm.objects.update(agreed_on=timezone.localdate() - timedelta(days=days_ago))


def test_article_17_the_rhythm_holds_once_both_agree(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    sign_in(client, agency.superior).post(
        reverse("rhythm_propose", args=[appraisal.uuid]), {"interval": "MONTH"}
    )
    assert rhythm.standing(appraisal, timezone.localdate()).agreed == ""
    page = sign_in(client, agency.staff).get(reverse("appraisal_feedback", args=[appraisal.uuid]))
    assert "Setujui usulan" in page.content.decode()
    client.post(reverse("rhythm_agree", args=[appraisal.uuid]), {"interval": "MONTH"})
    standing = rhythm.standing(appraisal, timezone.localdate())
    assert (standing.agreed, standing.due_on) == (
        "Sebulan sekali", timezone.localdate() + timedelta(days=31)
    )  # fmt: skip
    assert Event.objects.filter(action="rhythm_agreed", actor=agency.staff).exists()


def test_nobody_agrees_to_his_own_proposal_or_to_another_than_he_read(
    agency: Agency, appraisal: Appraisal
) -> None:
    rhythm.propose(appraisal, "MONTH", by=agency.superior)
    with pytest.raises(Refused, match="menunggu persetujuan"):
        rhythm.agree(appraisal, "MONTH", by=agency.superior)
    with pytest.raises(Refused, match="sudah berubah"):
        rhythm.agree(appraisal, "QUARTER", by=agency.staff)
    for other in (agency.head, agency.personnel, agency.colleague):
        with pytest.raises(Refused, match="disepakati pegawai dan pejabat penilai"):
            rhythm.propose(appraisal, "MONTH", by=other)


def test_the_old_rhythm_holds_until_a_new_one_is_agreed(agency: Agency, appraisal: Appraisal) -> None:
    agreed(appraisal, agency, 0)
    rhythm.propose(appraisal, "QUARTER", by=agency.staff)
    assert rhythm.standing(appraisal, timezone.localdate()).agreed == "Sebulan sekali"
    rhythm.propose(appraisal, "QUARTER", by=agency.superior)
    assert rhythm.standing(appraisal, timezone.localdate()).agreed == "Tiga bulan sekali"


def test_what_is_overdue_stands_on_both_pages_of_the_superior_until_he_writes(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    agreed(appraisal, agency, 40)
    words = "Umpan balik berkala terlambat: 1 pegawai"
    sign_in(client, agency.superior)
    for name in ("home", "feedback"):
        assert words in client.get(reverse(name)).content.decode()
    assert "Terlambat" in client.get(reverse("team_notes"), {"perlu": "terlambat"}).content.decode()
    # A note of the superior's superior is welcome, but it is not the periodic one.
    for giver, late in ((agency.head, True), (agency.superior, False)):
        notes.give(appraisal, by=giver, kind="ADVICE", text="Saran", day=timezone.localdate())
        assert rhythm.standing(appraisal, timezone.localdate()).late is late
    assert words not in client.get(reverse("home")).content.decode()


def test_line_3679_a_leader_reads_that_he_owes_a_note_for_work_that_he_gave(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    given = {"appraisal": appraisal, "giver": agency.stranger, "asked_on": timezone.localdate()}
    agreed_on = {"status": "AGREED", "decided_by": agency.superior, "decided_at": timezone.now()}
    work = Assignment.objects.create(text="Satu data", **given, **agreed_on)
    Assignment.objects.create(text="Belum disetujui", **given)
    words = "Umpan balik atas penugasan yang Anda berikan: 1"
    sign_in(client, agency.stranger)
    for name in ("home", "feedback"):
        assert words in client.get(reverse(name)).content.decode()
    assignments.give_feedback(work, text="Datanya rapi.", by=agency.stranger)
    assert words not in client.get(reverse("home")).content.decode()


def test_one_proposal_reaches_everybody_without_a_rhythm(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    agreed(appraisal, agency, 0)
    sign_in(client, agency.superior).post(reverse("rhythm_to_all"), {"interval": "QUARTER"})
    asked = NoteRhythm.objects.exclude(proposed="").values_list("appraisal__employee", flat=True)
    assert list(asked) == [agency.colleague.pk]


def test_a_late_superior_is_reminded_once_a_week_on_working_days(
    agency: Agency, appraisal: Appraisal
) -> None:
    agreed(appraisal, agency, 40)
    monday = timezone.localdate() + timedelta(days=-timezone.localdate().weekday())
    reminders.send(monday - timedelta(days=1))
    lines = Notification.objects.filter(employee=agency.superior, key__startswith="remind:notes")
    assert not lines.exists()
    for day in (0, 1, 2):
        reminders.send(monday + timedelta(days=day))
    assert lines.count() == 1


def test_the_task_waits_for_the_morning_and_runs_once(agency: Agency, appraisal: Appraisal) -> None:
    agreed(appraisal, agency, 400)
    lines = Notification.objects.filter(key__startswith="remind:notes")
    for moment, count in (("2026-06-03 05:00+07:00", 0), ("2026-06-03 09:00+07:00", 1)):
        with time_machine.travel(moment):
            NoteRhythm.objects.update(agreed_on=date(2025, 1, 1))
            tasks.send_reminders()
            tasks.send_reminders()
        assert lines.count() == count


def test_a_head_with_many_people_reads_them_in_as_many_queries_as_one(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    def more() -> None:
        for _ in range(49):
            factories.place(factories.make_employee(login=False), agency.section, agency.superior)
        open_period(appraisal.period, by=agency.personnel)

    sign_in(client, agency.superior)
    queries.assert_constant(client, reverse("team_notes"), more)
