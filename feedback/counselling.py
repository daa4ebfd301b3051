"""A behaviour problem from the first word to the follow-up: every door and who may go through it.

PermenPANRB 6/2022, text lines 3546-3653. Nothing of it is written into the history of the appraisal, and a message
says no more than that there is something to read or a schedule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from appraisal.models import Appraisal, AppraisalStatus, PartyRole
from appraisal.standing import holds
from appraisal.workflow import Conflict, Refused
from employees.models import Employee, User
from employees.notifications import Line, notify_all
from feedback.models import BehaviourReport, CaseOfficer, CounsellingCase, FeedbackNote

Told, Case = BehaviourReport.Status, CounsellingCase.Status
Row = TypeVar("Row", BehaviourReport, CounsellingCase)
READ, SCHEDULE = "Ada yang perlu Anda baca", "Ada jadwal untuk Anda"


@contextmanager
def _locked(found: Row, version: int | None = None) -> Iterator[Row]:
    with transaction.atomic():
        row: Row = type(found)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
        if version is not None and row.version != version:
            raise Conflict(row.version)
        yield row


def _tell(found: BehaviourReport | CounsellingCase, title: str, people: Collection[Employee]) -> None:
    """Inbox and mail pass through other hands: they name no matter and no person. Every time anew."""
    key = f"private:{found.uuid}:{timezone.now():%Y%m%d%H%M%S%f}"
    notify_all(Line(one, key=key, title=title, url=found.get_absolute_url(), subject=title) for one in people)


# --- telling, reporting ------------------------------------------------------------------
def telling_refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person may tell nothing here; "" means he may."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup."
    if not holds(appraisal, PartyRole.APPRAISER, by):
        return "Masalah perilaku kerja disampaikan oleh pejabat penilai kinerja."
    return ""


@transaction.atomic
def tell(appraisal: Appraisal, words: str, *, by: Employee) -> BehaviourReport:
    """First of all the employee is told (lines 3558-3561)."""
    if refused := telling_refusal(appraisal, by):
        raise Refused(refused)
    row = BehaviourReport(appraisal=appraisal, employee=appraisal.employee, reporter=by)
    row.write(told=words)
    row.save()
    _tell(row, READ, [appraisal.employee])
    return row


def replying_refusal(report: BehaviourReport, by: Employee) -> str:
    if by.pk != report.employee_id:
        return "Tanggapan ditulis oleh pegawai."
    return "" if report.status == Told.TOLD else "Hal ini sudah selesai atau sudah dilaporkan."


def reply(report: BehaviourReport, words: str, *, by: Employee, version: int) -> None:
    """The employee says how he sees it; the report carries it along."""
    with _locked(report, version) as row:
        if refused := replying_refusal(row, by):
            raise Refused(refused)
        row.write(reply=words)
        row.save()
        _tell(row, READ, [row.reporter])


def settling_refusal(report: BehaviourReport, by: Employee) -> str:
    """Why this person may neither report it nor call it settled."""
    if by.pk != report.reporter_id:
        return "Ini dicatat oleh pejabat penilai kinerja yang menyampaikannya."
    return "" if report.status == Told.TOLD else "Hal ini sudah selesai atau sudah dilaporkan."


def improve(report: BehaviourReport, *, by: Employee) -> None:
    """The behaviour changed: there is no report."""
    with _locked(report) as row:
        if refused := settling_refusal(row, by):
            raise Refused(refused)
        row.status = Told.IMPROVED
        row.save()
        _tell(row, READ, [row.employee])


def notes_of(report: BehaviourReport) -> QuerySet[FeedbackNote]:
    """Signed notes to this employee that can be attached as evidence of continuous feedback (3562-3567)."""
    return FeedbackNote.objects.filter(appraisal=report.appraisal_id).select_related("giver", "guest")


@dataclass(frozen=True)
class Problem:
    """The answers of B.1.10 (3569-3611)."""

    expectation: str
    problem: str
    similar: bool
    done: str
    notes: Sequence[FeedbackNote]


def report(told: BehaviourReport, said: Problem, *, by: Employee, version: int) -> CounsellingCase:
    """No change: B.1.10 goes to personnel with the evidence, which opens a case that nobody is named in yet.

    Raises:
        Refused: not his, done already, or without evidence of feedback. Conflict: saved elsewhere meanwhile.
    """
    with _locked(told, version) as row:
        if refused := settling_refusal(row, by):
            raise Refused(refused)
        if not said.notes:
            raise Refused("Lampirkan paling sedikit satu umpan balik yang sudah diberikan kepada pegawai.")
        notes = [str(one.uuid) for one in said.notes]
        row.write(
            expectation=said.expectation,
            problem=said.problem,
            similar=said.similar,
            done=said.done,
            notes=notes,
        )
        row.status, row.reported_at = Told.REPORTED, timezone.now()
        row.save()
        case = CounsellingCase.objects.create(report=row, employee_id=row.employee_id)
        _tell(row, READ, [row.employee])
    return case


# --- the case -------------------------------------------------------------------------
def officers_of(case: CounsellingCase) -> list[CaseOfficer]:
    """Those who are named and still do personnel work."""
    rows = case.officers.select_related("officer__user", "named_by")
    return [one for one in rows if one.officer.active and one.officer.user.is_personnel]


def is_officer(case: CounsellingCase, user: User) -> bool:
    return user.is_personnel and case.officers.filter(officer=user.employee_id).exists()


def naming_refusal(case: CounsellingCase, by: User) -> str:
    """Personnel of the agency name the first officer; after that only officers name further ones."""
    if by.employee_id == case.employee_id:
        return "Kasus ini tentang Anda sendiri."
    if officers_of(case) and not is_officer(case, by):
        return "Petugas kasus ini sudah ditunjuk; hanya mereka yang dapat menambah petugas."
    return ""


def officer_refusal(case: CounsellingCase, person: Employee) -> str:
    """Who can be no officer of this case."""
    if person.pk in {case.employee_id, case.report.reporter_id}:
        return "Pegawai yang bersangkutan dan pelapornya tidak dapat menjadi petugas kasus."
    user = getattr(person, "user", None)
    return (
        "" if user is not None and user.is_personnel else "Petugas kasus dipilih dari pengelola kepegawaian."
    )


def name(case: CounsellingCase, person: Employee, *, by: User) -> None:
    """Name an officer. Whoever is named already is told, so that nobody comes in unseen."""
    with _locked(case) as row:
        if refused := naming_refusal(row, by) or officer_refusal(row, person):
            raise Refused(refused)
        before = [one.officer for one in officers_of(row)]
        CaseOfficer.objects.get_or_create(case=row, officer=person, defaults={"named_by": by.employee})
        _tell(row, READ, [*before, person])


def appointing_refusal(case: CounsellingCase, by: User) -> str:
    if not is_officer(case, by):
        return "Ini diputuskan oleh petugas kasus."
    open_still = case.status in {Case.WAITING, Case.SCHEDULED}
    return "" if open_still else "Kasus ini sudah selesai diputuskan."


def counsellor_refusal(case: CounsellingCase, person: Employee, by: str) -> str:
    """An appraiser counsels only his own people, an independent counsellor is none of their superiors."""
    if person.pk == case.employee_id:
        return "Pegawai tidak dapat mengonseling dirinya sendiri."
    appraises = person.pk == case.report.reporter_id or holds(
        case.report.appraisal, PartyRole.APPRAISER, person
    )
    reviews = holds(case.report.appraisal, PartyRole.REVIEWER, person)
    if by == CounsellingCase.By.APPRAISER and not appraises:
        return "Orang ini bukan pejabat penilai kinerja pegawai."
    if by != CounsellingCase.By.APPRAISER and (appraises or reviews):
        return (
            "Atasan pegawai bukan konselor independen. Pilih orang lain, atau pejabat penilai yang terlatih."
        )
    return ""


@dataclass(frozen=True)
class Schedule:
    """Who counsels, as what, when and where: individually and in confidence (3620-3626)."""

    counsellor: Employee
    by: str
    day: str
    hour: str
    place: str


def appoint(case: CounsellingCase, planned: Schedule, *, by: User, version: int) -> None:
    """Select the employee for counselling, appoint the counsellor, lay down day and place; or change them."""
    with _locked(case, version) as row:
        refused = appointing_refusal(row, by) or counsellor_refusal(row, planned.counsellor, planned.by)
        if refused:
            raise Refused(refused)
        row.write(day=planned.day, hour=planned.hour, place=planned.place)
        row.counsellor, row.by, row.status = planned.counsellor, planned.by, Case.SCHEDULED
        row.save()
        _tell(row, SCHEDULE, [row.employee, planned.counsellor])


def decline(case: CounsellingCase, reason: str, *, by: User) -> None:
    """The employee is not selected for counselling, for a reason."""
    with _locked(case) as row:
        if refused := appointing_refusal(row, by):
            raise Refused(refused)
        row.write(declined=reason)
        row.status = Case.DECLINED
        row.save()
        _tell(row, READ, [row.employee])


def recording_refusal(case: CounsellingCase, by: Employee) -> str:
    if by.pk != case.counsellor_id:
        return "Rekaman ditulis oleh konselor."
    return "" if case.status == Case.SCHEDULED else "Rekaman konseling sudah dilaporkan."


def record(case: CounsellingCase, words: str, *, by: Employee, version: int) -> None:
    """The counsellor writes and reports the record (3635-3648); who reads it follows from what he is."""
    with _locked(case, version) as row:
        if refused := recording_refusal(row, by):
            raise Refused(refused)
        row.write(record=words)
        row.status = Case.RECORDED
        row.save()
        _tell(row, READ, [row.employee, *(one.officer for one in officers_of(row)), *_reported_to(row)])


def _reported_to(case: CounsellingCase) -> list[Employee]:
    roles = {
        CounsellingCase.By.APPRAISER: [PartyRole.REVIEWER],
        CounsellingCase.By.OFFICIAL: [PartyRole.APPRAISER, PartyRole.REVIEWER],
    }.get(CounsellingCase.By(case.by), [])
    rows = case.report.appraisal.parties.on(timezone.localdate()).filter(role__in=roles)
    return [one.employee for one in rows.select_related("employee")]


def following_refusal(case: CounsellingCase, by: User) -> str:
    """Case officers, or the superior to whom the record was reported (3649-3653)."""
    if case.status != Case.RECORDED:
        return (
            "Rekaman konseling belum dilaporkan."
            if case.status != Case.CLOSED
            else "Tindak lanjut sudah ditentukan."
        )
    reviews = case.by in {CounsellingCase.By.APPRAISER, CounsellingCase.By.OFFICIAL} and holds(
        case.report.appraisal, PartyRole.REVIEWER, by.employee
    )
    return (
        ""
        if reviews or is_officer(case, by)
        else "Tindak lanjut ditentukan petugas kasus atau yang menerima rekaman."
    )


def follow_up(case: CounsellingCase, words: str, *, by: User) -> None:
    with _locked(case) as row:
        if refused := following_refusal(row, by):
            raise Refused(refused)
        row.write(follow_up=words, decided_by=by.employee.full_name)
        row.status = Case.CLOSED
        row.save()
        _tell(row, READ, [row.employee])
