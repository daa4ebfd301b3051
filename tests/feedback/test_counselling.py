"""A behaviour problem: told first, then B.1.10, then a case that only those who are named can open or find."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg import sql

from appraisal.models import Appraisal, Event
from appraisal.papers import registry
from appraisal.papers.subject import Subject
from appraisal.workflow import Conflict, Refused
from employees import jobs, outbox
from employees.models import Employee, Job, Notification, Outbox
from feedback import behaviour_papers, coaching, counselling, notes
from feedback.models import BehaviourReport, CoachingSession, CounsellingCase, FeedbackNote
from feedback.secrecy import UnreadableError
from tests import factories, queries
from tests.factories import Agency, sign_in
from tests.printed import words_of

pytestmark = pytest.mark.django_db
SECRET = "Kata yang hanya boleh dibaca mereka"


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return factories.make_appraisal(agency, "RUNNING")


def note(appraisal: Appraisal, agency: Agency) -> FeedbackNote:
    return notes.give(
        appraisal, by=agency.superior, kind="IMPROVEMENT", text="Datang tepat waktu", day=timezone.localdate()
    )


def reported(appraisal: Appraisal, agency: Agency) -> CounsellingCase:
    found = counselling.tell(appraisal, SECRET, by=agency.superior)
    counselling.reply(found, SECRET, by=agency.staff, version=1)
    said = counselling.Problem(SECRET, SECRET, True, SECRET, [note(appraisal, agency)])
    return counselling.report(found, said, by=agency.superior, version=2)


def scheduled(
    appraisal: Appraisal, agency: Agency, *, by: str = "INDEPENDENT", counsellor: Employee | None = None
) -> CounsellingCase:
    case = reported(appraisal, agency)
    counselling.name(case, agency.unit_personnel, by=agency.personnel.user)
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    planned = counselling.Schedule(counsellor or agency.stranger, by, day, "09:00", SECRET)
    counselling.appoint(case, planned, by=agency.unit_personnel.user, version=0)
    case.refresh_from_db()
    return case


def recorded(appraisal: Appraisal, agency: Agency, **more: Any) -> CounsellingCase:
    case = scheduled(appraisal, agency, **more)
    assert case.counsellor is not None
    counselling.record(case, SECRET, by=case.counsellor, version=case.version)
    case.refresh_from_db()
    return case


def who_finds(case: CounsellingCase, agency: Agency) -> set[str]:
    names = ("staff", "superior", "head", "colleague", "stranger", "personnel", "unit_personnel", "auditor")
    return {
        name
        for name in names
        if CounsellingCase.objects.visible_to(getattr(agency, name).user).filter(pk=case.pk).exists()
    }


# --- first the employee ---------------------------------------------------------------
def test_the_employee_is_told_first_and_answers_before_anything_is_reported(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    """Lines 3558-3567: communicated, and reported only where nothing changed, with the evidence of feedback."""
    sign_in(client, agency.superior)
    client.post(reverse("behaviour_new", args=[appraisal.uuid]), {"words": SECRET})
    found = BehaviourReport.objects.get()
    url = reverse("behaviour_report", args=[found.uuid])
    said = {"problem": "Tiap Senin", "similar": "tidak", "done": "Sudah diingatkan", "version": 1}
    assert client.post(url, said).status_code == 422  # there is no feedback to attach yet
    sign_in(client, agency.staff)
    assert SECRET in client.get(found.get_absolute_url()).content.decode()
    answer = {"words": "Anak saya sakit", "version": 1}
    assert client.post(reverse("behaviour_reply", args=[found.uuid]), answer).status_code == 302
    sign_in(client, agency.superior)
    said |= {"notes": [note(appraisal, agency).pk]}
    lost = client.post(url, said)  # drawn before the employee answered
    assert lost.status_code == 409
    assert "Tiap Senin" in lost.content.decode()
    assert client.post(url, said | {"version": 2}).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.case.status) == ("REPORTED", "WAITING")
    assert found.said()["reply"] == "Anak saya sakit"


def test_what_changed_is_not_reported(agency: Agency, appraisal: Appraisal) -> None:
    found = counselling.tell(appraisal, SECRET, by=agency.superior)
    counselling.improve(found, by=agency.superior)
    with pytest.raises(Refused, match="sudah selesai"):
        counselling.report(
            found,
            counselling.Problem("", "", False, "", [note(appraisal, agency)]),
            by=agency.superior,
            version=1,
        )
    assert not CounsellingCase.objects.exists()


@pytest.mark.parametrize("act", ["tell", "reply", "improve", "name self", "name reporter", "name nobody", "appoint",
                                 "superior", "record", "follow"])  # fmt: skip
def test_who_may_not(act: str, agency: Agency, appraisal: Appraisal) -> None:
    case = reported(appraisal, agency) if act.startswith("name") else scheduled(appraisal, agency)
    report, by = case.report, agency.personnel.user
    planned = counselling.Schedule(agency.head, "INDEPENDENT", "2026-11-30", "09:00", "-")
    doors = {
        "tell": lambda: counselling.tell(appraisal, "-", by=agency.head),
        "reply": lambda: counselling.reply(report, "-", by=agency.superior, version=report.version),
        "improve": lambda: counselling.improve(report, by=agency.staff),
        "name self": lambda: counselling.name(case, agency.staff, by=by),
        "name reporter": lambda: counselling.name(case, agency.superior, by=by),
        "name nobody": lambda: counselling.name(case, agency.colleague, by=by),
        "appoint": lambda: counselling.appoint(case, planned, by=by, version=case.version),
        "superior": lambda: counselling.appoint(
            case, planned, by=agency.unit_personnel.user, version=case.version
        ),
        "record": lambda: counselling.record(case, "-", by=agency.unit_personnel, version=case.version),
        "follow": lambda: counselling.follow_up(case, "-", by=agency.unit_personnel.user),
    }
    with pytest.raises(Refused):
        doors[act]()


def test_once_there_is_an_officer_nobody_else_names_himself(agency: Agency, appraisal: Appraisal) -> None:
    case = reported(appraisal, agency)
    counselling.name(case, agency.unit_personnel, by=agency.personnel.user)
    with pytest.raises(Refused, match="hanya mereka"):
        counselling.name(case, agency.personnel, by=agency.personnel.user)
    counselling.name(case, agency.personnel, by=agency.unit_personnel.user)
    assert Notification.objects.filter(employee=agency.unit_personnel, title=counselling.READ).count() == 2


# --- who finds it -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("by", "counsellor", "more"),
    [
        ("INDEPENDENT", "stranger", set()),
        ("OFFICIAL", "stranger", {"superior", "head"}),
        ("APPRAISER", "superior", {"superior", "head"}),
    ],
)
def test_to_whom_the_record_is_reported_follows_from_who_counselled(
    by: str, counsellor: str, more: set[str], agency: Agency, appraisal: Appraisal
) -> None:
    """Lines 3639-3648. The agency's personnel who are not named, and auditors, never find it."""
    case = recorded(appraisal, agency, by=by, counsellor=getattr(agency, counsellor))
    assert who_finds(case, agency) == {"staff", counsellor, "unit_personnel"} | more


def test_a_superior_to_whom_it_was_reported_reads_the_record_alone_and_says_what_follows(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    """Lines 3649-3653."""
    case = recorded(appraisal, agency, by="OFFICIAL")
    page = sign_in(client, agency.head).get(case.get_absolute_url()).content.decode()
    assert SECRET in page
    assert reverse("behaviour", args=[case.report.uuid]) not in page
    client.post(reverse("counselling_follow_up", args=[case.uuid]), {"words": "Pindah tugas"})
    case.refresh_from_db()
    assert (case.status, case.said()["follow_up"]) == ("CLOSED", "Pindah tugas")


def test_before_the_record_no_superior_finds_the_case(agency: Agency, appraisal: Appraisal) -> None:
    case = scheduled(appraisal, agency, by="OFFICIAL")
    assert who_finds(case, agency) == {"staff", "stranger", "unit_personnel"}


def test_whoever_leaves_personnel_work_reads_no_case_any_more(agency: Agency, appraisal: Appraisal) -> None:
    case = scheduled(appraisal, agency)
    agency.unit_personnel.user.groups.clear()
    fresh = Employee.objects.get(pk=agency.unit_personnel.pk)
    assert not CounsellingCase.objects.visible_to(fresh.user).exists()
    assert counselling.naming_refusal(case, agency.personnel.user) == ""


def test_a_case_officer_reads_the_guidance_of_the_same_employee(agency: Agency, appraisal: Appraisal) -> None:
    """Who sees what: coaching and mentoring for case officers, and the employee's view for none of them."""
    given = coaching.start(appraisal, kind="COACHING", reason="Belum maju", by=agency.superior)
    scheduled(appraisal, agency)
    found = CoachingSession.objects.visible_to(agency.unit_personnel.user)
    assert list(found) == [given]
    assert not CoachingSession.objects.visible_to(agency.personnel.user).exists()
    assert not coaching.reads_view(given, agency.unit_personnel.user)


def test_personnel_see_that_there_are_cases_and_not_their_own(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    case = reported(appraisal, agency)
    url = reverse("counselling_cases")
    assert "Budi Pegawai" in sign_in(client, agency.personnel).get(url).content.decode()
    CounsellingCase.objects.filter(pk=case.pk).update(employee=agency.personnel)
    assert "Belum ada laporan" in client.get(url).content.decode()


# --- nothing of it anywhere -------------------------------------------------------------
def everything_in_the_database() -> str:
    """Each row of each table as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for name in tables:
            rows = sql.SQL("SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {} t").format(
                sql.Identifier(name)
            )
            cursor.execute(rows.as_string())
            found.append(str(cursor.fetchone()[0]))
    return "\n".join(found)


def test_nothing_of_it_stands_in_the_clear_in_any_table_mail_or_history(
    agency: Agency, appraisal: Appraisal
) -> None:
    """The negative control: what the appraiser wrote as a signed note is found by the same search."""
    events = Event.objects.count()
    case = recorded(appraisal, agency)
    counselling.follow_up(case, SECRET, by=agency.unit_personnel.user)
    for row in Outbox.objects.filter(kind="mail", done_at=None):
        outbox.carry_out(row.pk)
    everything = everything_in_the_database()
    assert "Datang tepat waktu" in everything
    assert SECRET not in everything
    assert "Ruang konseling" not in everything
    assert {one.title for one in Notification.objects.filter(key__startswith="private:")} == {
        counselling.READ, counselling.SCHEDULE,
    }  # fmt: skip
    assert not Notification.objects.filter(key__startswith="private:").exclude(body="").exists()
    sent = [
        f"{one.subject} {one.body}".replace("/konseling/", "").replace("/perilaku/", "")
        for one in mail.outbox
    ]
    assert sent
    assert not any("onseling" in text or "erilaku" in text for text in sent)
    assert Event.objects.count() == events + Event.objects.filter(action__startswith="note").count()


def test_it_survives_a_newer_key_and_says_so_where_the_key_is_missing(
    agency: Agency, appraisal: Appraisal, settings: Any, client: Client
) -> None:
    case = scheduled(appraisal, agency)
    settings.FIELD_KEYS = ["a-newer-key-of-the-agency-" + "z" * 40, *settings.FIELD_KEYS]
    assert case.said()["place"] == SECRET
    settings.FIELD_KEYS = ["another-key-altogether-" + "z" * 40]
    with pytest.raises(UnreadableError):
        case.said()
    answer = sign_in(client, agency.staff).get(case.get_absolute_url())
    assert (answer.status_code, "kuncinya tidak ada" in answer.content.decode()) == (409, True)


def test_b_1_10_prints_for_those_who_are_named_and_lies_encrypted_until_then(
    agency: Agency, appraisal: Appraisal
) -> None:
    """Lines 3569-3611; the page 'Dokumen' and the command line print it empty for everybody."""
    case = reported(appraisal, agency)
    assert (
        registry.form("B.1.10").build_for(Subject(appraisal), agency.superior.user).context["problem"] == ""
    )
    refused = behaviour_papers.request(case.report, agency.personnel)
    job = behaviour_papers.request(case.report, agency.superior)
    for row in Outbox.objects.filter(kind="drawn_job", done_at__isnull=True):
        outbox.carry_out(row.pk)
    assert Job.objects.get(pk=refused.pk).message == behaviour_papers.NO_RIGHT
    job.refresh_from_db()
    with default_storage.open(str(job.file.name)) as file:
        assert not file.read().startswith(b"%PDF")
    content = b"".join(jobs.stream(job) or ())
    words = words_of(content)
    assert f"TERSEBUT? {SECRET}" in words
    assert "YA / TIDAK" not in words


def test_those_who_are_named_find_the_case_again_and_nobody_else_does(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    case = scheduled(appraisal, agency)
    people = ("staff", "stranger", "unit_personnel", "superior", "head", "personnel", "auditor", "colleague")
    pages = {
        who: sign_in(client, getattr(agency, who)).get(reverse("coachings")).content.decode()
        for who in people
    }
    found = {who for who, page in pages.items() if case.get_absolute_url() in page}
    assert found == {"staff", "stranger", "unit_personnel"} == who_finds(case, agency)


def test_another_tab_loses_nothing(agency: Agency, appraisal: Appraisal) -> None:
    case = scheduled(appraisal, agency)
    with pytest.raises(Conflict):
        counselling.record(case, "-", by=agency.stranger, version=0)


def test_the_lists_ask_the_same_few_questions(agency: Agency, appraisal: Appraisal, client: Client) -> None:
    reported(appraisal, agency)

    def grow() -> None:
        for _ in range(20):
            reported(appraisal, agency)

    sign_in(client, agency.personnel)
    queries.assert_constant(client, reverse("counselling_cases"), grow)
