"""Guidance: from help wanted to its end, who reads what, and who alone reads the employee's view."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import form_prints
from appraisal.models import Appraisal, Event, Party, PartyRole, ProgressEntry
from appraisal.papers import registry
from appraisal.papers.guidance import Ahead, Fact
from appraisal.papers.subject import Subject
from appraisal.workflow import Conflict, Refused
from employees.models import Employee, Notification
from feedback import coaching
from feedback.coaching_forms import CompetenceForm
from feedback.models import CoachingSession, CoachingStep, CoachingView
from tests import factories, queries
from tests.factories import Agency, sign_in
from tests.printed import words_of

pytestmark = pytest.mark.django_db
PREPARED = {
    "strategy": "Bertemu tiap sekolah",
    "progress": "Setengah",
    "obstacle": "Data terlambat",
    "cause": "Sekolah belum tahu caranya",
    "solutions": "Mengunjungi dua sekolah",
}
MENTORED = {
    "skill": "Menulis",
    "duration": "Dua bulan",
    "change": "Laporan ringkas",
    "measure": "Dua halaman",
}
ALL_YES = {str(number): "YES" for number in range(1, 10)}


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return factories.make_appraisal(agency, "RUNNING")


def start(appraisal: Appraisal, agency: Agency, **more: Any) -> CoachingSession:
    given = {"kind": "COACHING", "reason": "Belum ada kemajuan", "by": agency.superior} | more
    return coaching.start(appraisal, **given)


def held(appraisal: Appraisal, agency: Agency, **more: Any) -> CoachingSession:
    """Prepared, talked about once, ended."""
    session = start(appraisal, agency, **more)
    words = PREPARED if session.kind == "COACHING" else MENTORED
    coaching.prepare(session, words, by=agency.staff, version=0)
    today = timezone.localdate()
    coaching.meet(session, day=today, place="Ruang rapat", topic="Data sekolah", by=session.coach)
    due = today + timedelta(days=7)
    coaching.agree(session, coaching.Agreed("STEP", "Kunjungi SD 1", due, adjusts=True), by=session.coach)
    coaching.agree(session, coaching.Agreed("RESOURCE", "Kendaraan dinas", due), by=session.coach)
    coaching.end(session, by=session.coach)
    session.refresh_from_db()
    return session


def viewed(appraisal: Appraisal, agency: Agency, **more: Any) -> CoachingSession:
    session = held(appraisal, agency, **more)
    coaching.view(session, ALL_YES | {"6": "NO"}, "Saya merasa digurui", by=agency.staff)
    return session


def scored() -> dict[str, Any]:
    names = CompetenceForm().lines
    return (
        dict.fromkeys(names, 3)
        | {f"{key}_reason": "Cukup" for key in names}
        | {"recommendation": "Lanjutkan"}
    )


def readers(session: CoachingSession, agency: Agency) -> set[str]:
    people = ("staff", "superior", "head", "colleague", "personnel", "unit_personnel", "auditor", "stranger")
    found = {name: getattr(agency, name).user for name in people}
    return {
        name
        for name, user in found.items()
        if CoachingSession.objects.visible_to(user).filter(pk=session.pk).exists()
        and coaching.reads_record(session, user)
    }


def test_competences_stand_in_the_order_of_the_form(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    """Text lines 3449-3490; jsonb keeps its keys by their length."""
    session = viewed(appraisal, agency)
    form = CompetenceForm(scored())
    assert form.is_valid()
    coaching.close(
        session, form.competences() | {"Basis data": [3, "Cukup"]}, "Lanjutkan", by=agency.superior
    )
    page = sign_in(client, agency.staff).get(session.get_absolute_url())
    assert [name for name, _score, _reason in page.context["scored"]] == [*form.lines.values(), "Basis data"]


# --- how it goes ----------------------------------------------------------------------
def test_a_call_for_help_begins_the_guidance_with_its_words(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    """Lines 3147-3150 and 3199-3205: from no progress; progress and obstacle are reported before."""
    call = ProgressEntry.objects.create(
        appraisal=appraisal, target=appraisal.targets.first(), day=timezone.localdate(), text="Setengah",
        obstacle="Data terlambat", help_wanted=True,
    )  # fmt: skip
    url = reverse("coaching_new", args=[appraisal.uuid]) + f"?panggilan={call.uuid}"
    page = sign_in(client, agency.superior).get(url)
    assert "Data terlambat" in page.content.decode()
    answer = client.post(url, {"kind": "COACHING", "reason": "Data terlambat", "target": call.target_id})
    session = CoachingSession.objects.get()
    assert answer.url == session.get_absolute_url()
    assert (session.progress, session.obstacle, session.coach) == (
        "Setengah",
        "Data terlambat",
        agency.superior,
    )
    assert Notification.objects.filter(employee=agency.staff, url=session.get_absolute_url()).exists()
    shown = sign_in(client, agency.staff).get(reverse("coaching_prepare", args=[session.uuid]))
    assert "Data terlambat" in shown.content.decode()


def test_the_guidance_goes_through_its_pages_to_the_follow_up(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    session = start(appraisal, agency)
    pages = {name: reverse(f"coaching_{name}", args=[session.uuid]) for name in (
        "prepare", "meet", "step_new", "end", "view", "competence", "decide")}  # fmt: skip
    today = timezone.localdate()
    sign_in(client, agency.staff)
    assert client.post(pages["prepare"], PREPARED | {"version": 0}).status_code == 302
    sign_in(client, agency.superior)
    assert client.post(pages["end"]).status_code == 409
    later = {"day": today + timedelta(days=1), "place": "Kantor", "topic": "Data"}
    assert client.post(pages["meet"], later).status_code == 422
    assert client.post(pages["meet"], later | {"day": today}).status_code == 302
    promise = {"kind": "RESOURCE", "text": "Kendaraan", "due_on": today, "adjusts": ""}
    assert client.post(pages["step_new"], promise).status_code == 302
    step = CoachingStep.objects.get()
    sign_in(client, agency.staff)
    client.post(reverse("coaching_step_settle", args=[session.uuid, step.uuid]), {"hasil": "tidak"})
    sign_in(client, agency.superior)
    assert client.post(pages["end"]).status_code == 302
    sign_in(client, agency.staff)
    assert client.post(pages["view"], {f"q{n}": "YES" for n in range(1, 10)}).status_code == 302
    sign_in(client, agency.superior)
    half = scored() | {"technical": "Statistik"}
    assert client.post(pages["competence"], half).status_code == 422
    assert (
        client.post(
            pages["competence"], half | {"technical_score": 4, "technical_reason": "Baik"}
        ).status_code
        == 302
    )
    sign_in(client, agency.head)
    assert client.post(pages["decide"], {"follow_up": "Ikut pelatihan"}).status_code == 302
    session.refresh_from_db()
    step.refresh_from_db()
    assert (session.status, session.follow_up, step.state) == ("CLOSED", "Ikut pelatihan", "NOT_DONE")
    assert session.competences["Statistik"] == [4, "Baik"]
    assert "Ikut pelatihan" in sign_in(client, agency.staff).get(session.get_absolute_url()).content.decode()


@pytest.mark.parametrize("act", ["start", "prepare", "meet", "settle", "end", "view", "close", "decide"])
def test_who_may_not(act: str, agency: Agency, appraisal: Appraisal) -> None:
    """A stranger in the middle of it is refused at every door."""
    other, today = agency.colleague, timezone.localdate()
    session = start(appraisal, agency) if act in {"prepare", "meet", "end"} else held(appraisal, agency)
    doors = {
        "start": lambda: start(appraisal, agency, by=other),
        "prepare": lambda: coaching.prepare(session, PREPARED, by=agency.superior, version=0),
        "meet": lambda: coaching.meet(session, day=today, place="-", topic="-", by=agency.staff),
        "settle": lambda: coaching.settle(CoachingStep.objects.first(), done=True, by=agency.head),
        "end": lambda: coaching.end(session, by=agency.superior),  # nothing was prepared yet
        "view": lambda: coaching.view(session, ALL_YES, "", by=agency.superior),
        "close": lambda: coaching.close(session, {"Integritas": [3, "-"]}, "-", by=agency.staff),
        "decide": lambda: coaching.decide(session, "-", by=agency.superior),
    }
    with pytest.raises(Refused):
        doors[act]()


def test_another_tab_loses_nothing(agency: Agency, appraisal: Appraisal, client: Client) -> None:
    session = start(appraisal, agency)
    coaching.prepare(session, PREPARED, by=agency.staff, version=0)
    with pytest.raises(Conflict):
        coaching.prepare(session, PREPARED, by=agency.staff, version=0)
    url = reverse("coaching_prepare", args=[session.uuid])
    lost = sign_in(client, agency.staff).post(url, PREPARED | {"cause": "Sebab lain", "version": 0})
    assert lost.status_code == 409
    assert "Sebab lain" in lost.content.decode()
    assert "Sekolah belum tahu caranya" in lost.content.decode()


def test_the_one_to_whom_the_view_goes_cannot_be_the_coach(agency: Agency, appraisal: Appraisal) -> None:
    with pytest.raises(Refused, match=r"B\.1\.8"):
        start(appraisal, agency, coach=agency.head)
    with pytest.raises(Refused, match="dirinya sendiri"):
        start(appraisal, agency, coach=agency.staff)


# --- who reads ------------------------------------------------------------------------
def test_the_reviewer_reads_the_record_once_it_is_reported(agency: Agency, appraisal: Appraisal) -> None:
    """Lines 3502-3510; auditors always, personnel who have no case of it never."""
    session = held(appraisal, agency, coach=agency.colleague)
    assert readers(session, agency) == {"staff", "superior", "colleague", "auditor"}
    coaching.close(session, {"Integritas": [3, "Cukup"]}, "Lanjutkan", by=agency.colleague)
    session.refresh_from_db()
    assert readers(session, agency) == {"staff", "superior", "colleague", "auditor", "head"}


def test_the_view_goes_to_the_leaders_superior_and_never_to_the_leader(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    """Lines 3393-3396. Neither page, history, inbox nor paper tells him that there is one."""
    session = viewed(appraisal, agency, coach=agency.colleague)
    url = reverse("coaching_view", args=[session.uuid])
    told = set(
        Notification.objects.filter(key=f"coaching:{session.uuid}:view").values_list("employee", flat=True)
    )
    assert told == {agency.head.pk}
    answers = {}
    for name in ("staff", "head", "superior", "colleague", "personnel", "auditor"):
        answers[name] = sign_in(client, getattr(agency, name)).get(url).status_code
    assert answers == {"staff": 200, "head": 200} | dict.fromkeys(
        ("superior", "colleague", "personnel", "auditor"), 404
    )
    assert "B.1.8" not in sign_in(client, agency.superior).get(session.get_absolute_url()).content.decode()
    assert not Event.objects.filter(label__icontains="pandangan").exists()


def test_a_leader_who_stands_in_for_his_superior_stays_a_leader(agency: Agency, appraisal: Appraisal) -> None:
    session = viewed(appraisal, agency)
    Party.objects.filter(appraisal=appraisal, role=PartyRole.REVIEWER).update(employee=agency.superior)
    assert not coaching.reads_view(session, agency.superior.user)


def test_as_papers_they_are_filled_for_those_who_may_read_them(agency: Agency, appraisal: Appraisal) -> None:
    """B.1.8 prints empty for the leader, and for everybody who asks without a name (the command line)."""
    session = viewed(appraisal, agency)

    def filled(code: str, person: Employee | None) -> dict[str, Any]:
        subject = Subject(appraisal, record=str(session.uuid))
        return registry.form(code).build_for(subject, person.user if person else None).context

    def answers(person: Employee | None) -> set[str]:
        return {answer for _who, rows in filled("B.1.8", person)["questions"] for *_line, answer in rows}

    assert answers(agency.staff) == answers(agency.head) == {"Ya", "Tidak"}
    assert (
        answers(agency.superior)
        == answers(agency.auditor)
        == answers(agency.personnel)
        == answers(None)
        == {""}
    )
    fact = Fact("", "Setengah", "Data terlambat", "Sekolah belum tahu caranya")
    assert filled("B.1.6", agency.superior)["facts"] == [fact]
    assert filled("B.1.6", agency.superior)["steps"] == [Ahead("", "Kunjungi SD 1", "YA")]
    assert filled("B.1.6", agency.head)["facts"] == filled("B.1.6", None)["facts"] == [Fact("", "", "")]


def test_the_four_forms_print_what_was_written(agency: Agency, appraisal: Appraisal) -> None:
    """Lines 3238, 3348, 3396 and 3449: one rendering of all four."""
    first = viewed(appraisal, agency)
    coaching.close(
        first, {"Integritas": [4, "Jujur"], "Statistik": [2, "Belum"]}, "Kursus", by=agency.superior
    )
    held(appraisal, agency, kind="MENTORING")
    content = form_prints.draw(Subject(appraisal), ["B.1.6", "B.1.7", "B.1.8", "B.1.9"], agency.staff.user)
    words = words_of(content)
    for said in ("Bertemu tiap sekolah", "Kunjungi SD 1 YA", "Ruang rapat", "Laporan ringkas", "6. Tidak",
                 "1. Integritas 4 Jujur", "1. Statistik 2 Belum", "Kursus"):  # fmt: skip
        assert said in words


# --- lists ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["coachings", "appraisal_coachings", "coaching"])
def test_the_lists_ask_the_same_few_questions(
    name: str, agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    session = held(appraisal, agency)
    meeting = session.meetings.get()

    def grow() -> None:
        for number in range(50):
            start(appraisal, agency)
            CoachingStep.objects.create(meeting=meeting, text=f"Langkah {number}", due_on=meeting.day)

    where = {"coachings": [], "appraisal_coachings": [appraisal.uuid], "coaching": [session.uuid]}[name]
    sign_in(client, agency.superior)
    queries.assert_constant(client, reverse(name, args=where), grow)


def test_a_view_is_given_once(agency: Agency, appraisal: Appraisal) -> None:
    session = viewed(appraisal, agency)
    with pytest.raises(Refused, match="sudah disampaikan"):
        coaching.view(session, ALL_YES, "", by=agency.staff)
    assert CoachingView.objects.count() == 1
