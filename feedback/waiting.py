"""What waits for somebody in matters of feedback: for the feedback page, the home page and the morning's reminders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from appraisal import assignments
from appraisal.models import Appraisal, Assignment
from employees.matters import Matter, Row, counted, kind, waiting
from employees.models import Draft, Employee, User
from feedback import answers, coaching, rhythm, rounds
from feedback.models import CitizenFeedback, FeedbackRequest, FeedbackRound
from feedback.sealing import Answer, State

NAME = "round__appraisal__employee__name"
GUIDED = (
    ("prepare", "Bimbingan menunggu persiapan Anda"),
    ("view", "Bimbingan menunggu pandangan Anda"),
    ("close", "Bimbingan menunggu evaluasi kompetensi dari Anda"),
    ("decide", "Hasil bimbingan menunggu tindak lanjut dari Anda"),
)
NOTE_DRAFT, COLLEAGUE_DRAFT = "note", "colleague-note"


def owed_assignments(person: Employee) -> QuerySet[Assignment]:
    """Work that this person gave and has not spoken of yet: he owes a note (text line 3679)."""
    return assignments.given_by(person).filter(Q(said=False), status=Assignment.Status.AGREED)


def to_read(user: User) -> QuerySet[CitizenFeedback]:
    """What citizens wrote of the units whose personnel work this person does, and nobody has read yet."""
    units = user.administered_units()
    return CitizenFeedback.objects.filter(status=CitizenFeedback.Status.WAITING, point__unit__in=units)


def to_answer(person: Employee) -> QuerySet[CitizenFeedback]:
    """What citizens told the unit that this person heads; a bare score asks for no answer."""
    rows = CitizenFeedback.objects.filter(status=CitizenFeedback.Status.PUBLISHED, reply="")
    return rows.filter(point__unit__head=person).exclude(text="")


def kinds(user: User) -> list[QuerySet[Any, Any]]:
    """What may wait for this person here, for `employees.matters`."""
    person, today = user.employee, timezone.localdate()
    asked = FeedbackRequest.objects.filter(person=person, round__status=FeedbackRound.Status.OPEN)
    found: dict[str, QuerySet[Any]] = {
        "owed": owed_assignments(person),
        "approve": rounds.to_approve(person),
        "read": to_read(user),
        "answer": to_answer(person),
    } | coaching.waiting_for(person)
    return [
        kind("rhythm", rhythm.kept_with(person, today), key="agreed", begun="agreed_on", last="last_note"),
        kind("asked", asked, key=Cast("uuid", CharField()), person=NAME, last="round__closes_on"),
        *(kind(name, rows) for name, rows in found.items()),
    ]


def told(rows: Iterable[Row]) -> list[Matter]:
    """Those of these kinds in words, the late first; one more query where somebody is asked."""
    found = list(rows)
    count, today = counted(found), timezone.localdate()
    return [
        *_late_notes([one for one in found if one.kind == "rhythm"], today),
        *_asked([one for one in found if one.kind == "asked"]),
        *_guided(count),
        *_to_approve(count["approve"]),
        *_owed(count["owed"]),
        *_of_citizens(count["read"], count["answer"]),
    ]


def matters(user: User) -> list[Matter]:
    return told(waiting(kinds(user)))


def requests_of(person: Employee) -> list[tuple[FeedbackRequest, Answer]]:
    """Where I am asked, with what I said so far; the nearest day first. Two queries."""
    rows = FeedbackRequest.objects.filter(person=person, round__status=FeedbackRound.Status.OPEN)
    found = list(rows.select_related("round__appraisal__employee").order_by("round__closes_on", "pk"))
    said = answers.mine(found) if found else {}
    return [(one, said[one.pk]) for one in found if one.pk in said]


def _asked(rows: list[Row]) -> list[Matter]:
    """Where I am asked and said nothing yet, the nearest day first."""
    said = answers.by_request(UUID(one.key) for one in rows)
    states = {str(uuid): answer.state for uuid, answer in said.items()}
    return [
        Matter(
            f"Umpan balik tertutup untuk {one.person}",
            reverse("round_request", args=[one.key]),
            limit=one.last,
        )
        for one in sorted(rows, key=lambda one: (one.last or date.max, one.person))
        if states.get(one.key) == State.EMPTY
    ]


def _guided(count: Counter[str]) -> list[Matter]:
    url = reverse("coachings")
    return [Matter(f"{words}: {count[name]}", url) for name, words in GUIDED if count[name]]


def _to_approve(count: int) -> list[Matter]:
    words = f"Putaran umpan balik 360 menunggu persetujuan Anda: {count}"
    return [Matter(words, reverse("rounds_waiting"))] if count else []


def _late_notes(rows: list[Row], today: date) -> list[Matter]:
    late = sum(one.begun is not None and rhythm.due_on(one.key, one.begun, one.last) < today for one in rows)
    url = reverse("team_notes") + f"?perlu={rhythm.OVERDUE}"
    return [Matter(f"Umpan balik berkala terlambat: {late} pegawai", url, late=True)] if late else []


def _owed(owed: int) -> list[Matter]:
    words = f"Umpan balik atas penugasan yang Anda berikan: {owed}"
    return [Matter(words, reverse("assignments_given"))] if owed else []


def _of_citizens(read: int, answer: int) -> list[Matter]:
    found = []
    if read:
        found.append(Matter(f"Penilaian masyarakat menunggu diperiksa: {read}", reverse("citizen_queue")))
    if answer:
        found.append(Matter(f"Penilaian masyarakat belum dibalas: {answer}", reverse("citizens")))
    return found


def drafts_of(user: User) -> list[Matter]:
    """Notes that somebody began and did not send; nobody else sees them."""
    kept = Draft.objects.filter(user=user, form__in=[NOTE_DRAFT, COLLEAGUE_DRAFT]).order_by("-saved_at")[:10]
    begun = {one.object: one.form for one in reversed(kept)}
    rows = Appraisal.objects.filter(uuid__in=begun).select_related("employee")
    return [
        Matter(f"Draf umpan balik untuk {row.employee.full_name}", _form_url(row, begun[row.uuid]))
        for row in rows
    ]


def _form_url(row: Appraisal, form: str) -> str:
    if form == COLLEAGUE_DRAFT:
        return reverse("colleague_note_new", args=[row.employee.uuid]) + "?draf=1"
    return reverse("note_new", args=[row.uuid]) + "?draf=1"


def on_page(user: User) -> dict[str, Any]:
    """For the feedback page."""
    return {
        "matters": matters(user),
        "drafts": drafts_of(user),
        "answered": [one for one, answer in requests_of(user.employee) if answer.state != State.EMPTY],
        "leads": rhythm.people_of(user.employee).exists(),
    }
