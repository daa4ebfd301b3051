"""What waits for somebody in matters of feedback: for the feedback page, the home page and the morning's reminders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from appraisal import assignments
from appraisal.models import Appraisal, Assignment
from employees.models import Draft, Employee, User
from feedback import answers, coaching, rhythm, rounds
from feedback.models import CitizenFeedback, FeedbackRequest, FeedbackRound
from feedback.sealing import Answer, State

STARTED = TruncDate("started_at")
GUIDED = (
    ("prepare", "Bimbingan menunggu persiapan Anda"),
    ("view", "Bimbingan menunggu pandangan Anda"),
    ("close", "Bimbingan menunggu evaluasi kompetensi dari Anda"),
    ("decide", "Hasil bimbingan menunggu tindak lanjut dari Anda"),
)
NOTE_DRAFT, COLLEAGUE_DRAFT = "note", "colleague-note"


@dataclass(frozen=True)
class Matter:
    """One thing to do, as a link; `late` when its day has passed."""

    words: str
    url: str
    late: bool = False
    limit: date | None = None


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


def matters(user: User, today: date) -> list[Matter]:
    """Everything, the late first; one query for all of it, because the home page asks too, and two where asked."""
    person, day = user.employee, F("closes_on")
    said = TruncDate("received_at")
    requests = FeedbackRequest.objects.filter(person=person, round__status=FeedbackRound.Status.OPEN)
    kinds: list[QuerySet[Any]] = [
        rhythm.kept_with(person, today).values_list(Value("rhythm"), "agreed", "agreed_on", "last_note"),
        owed_assignments(person).values_list(Value("owed"), Value(""), "asked_on", F("asked_on")),
        requests.values_list(Value("asked"), Value(""), "round__closes_on", F("round__closes_on")),
        rounds.to_approve(person).values_list(Value("approve"), Value(""), "closes_on", day),
        to_read(user).values_list(Value("read"), Value(""), said, said),
        to_answer(person).values_list(Value("answer"), Value(""), said, said),
    ]
    kinds += [
        rows.values_list(Value(name), Value(""), STARTED, STARTED)
        for name, rows in coaching.waiting_for(person).items()
    ]
    first, *others = (one.order_by() for one in kinds)
    found = list(first.union(*others, all=True))
    counted = Counter(row[0] for row in found)
    late = sum(rhythm.due_on(row[1], row[2], row[3]) < today for row in found if row[0] == "rhythm")
    asked = unanswered(person) if counted["asked"] else []
    return [
        *_late_notes(late),
        *asked,
        *_guided(counted),
        *_to_approve(counted["approve"]),
        *_owed(counted["owed"]),
        *_of_citizens(counted["read"], counted["answer"]),
    ]


def requests_of(person: Employee) -> list[tuple[FeedbackRequest, Answer]]:
    """Where I am asked, with what I said so far; the nearest day first. Two queries."""
    rows = FeedbackRequest.objects.filter(person=person, round__status=FeedbackRound.Status.OPEN)
    found = list(rows.select_related("round__appraisal__employee").order_by("round__closes_on", "pk"))
    said = answers.mine(found) if found else {}
    return [(one, said[one.pk]) for one in found if one.pk in said]


def unanswered(person: Employee) -> list[Matter]:
    return [
        Matter(
            f"Umpan balik tertutup untuk {one.round.appraisal.employee.full_name}",
            answers.url(one),
            limit=one.round.closes_on,
        )
        for one, answer in requests_of(person)
        if answer.state == State.EMPTY
    ]


def _guided(counted: Counter[str]) -> list[Matter]:
    url = reverse("coachings")
    return [Matter(f"{words}: {counted[name]}", url) for name, words in GUIDED if counted[name]]


def _to_approve(count: int) -> list[Matter]:
    words = f"Putaran umpan balik 360 menunggu persetujuan Anda: {count}"
    return [Matter(words, reverse("rounds_waiting"))] if count else []


def _late_notes(late: int) -> list[Matter]:
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
        "matters": matters(user, timezone.localdate()),
        "drafts": drafts_of(user),
        "answered": [one for one, answer in requests_of(user.employee) if answer.state != State.EMPTY],
        "leads": rhythm.people_of(user.employee).exists(),
    }
