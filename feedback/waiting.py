"""What waits for somebody in matters of feedback: for the feedback page, the home page and the morning's reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from appraisal import assignments
from appraisal.models import Appraisal, Assignment
from employees.models import Draft, Employee, User
from feedback import rhythm

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
    return assignments.given_by(person).filter(status=Assignment.Status.AGREED, said=False)


def matters(person: Employee, today: date) -> list[Matter]:
    """Everything, the late first; one query for all of it, because the home page asks too."""
    kept = rhythm.kept_with(person, today).annotate(kind=Value("rhythm"))
    owed = owed_assignments(person).annotate(kind=Value("owed"), words=Value(""), again=F("asked_on"))
    rows = kept.values_list("kind", "agreed", "agreed_on", "last_note").order_by()
    found = list(rows.union(owed.values_list("kind", "words", "asked_on", "again").order_by(), all=True))
    late = sum(
        rhythm.due_on(agreed, since, last) < today for kind, agreed, since, last in found if kind == "rhythm"
    )
    return [*_late_notes(late), *_owed(sum(row[0] == "owed" for row in found))]


def _late_notes(late: int) -> list[Matter]:
    url = reverse("team_notes") + f"?perlu={rhythm.OVERDUE}"
    return [Matter(f"Umpan balik berkala terlambat: {late} pegawai", url, late=True)] if late else []


def _owed(owed: int) -> list[Matter]:
    words = f"Umpan balik atas penugasan yang Anda berikan: {owed}"
    return [Matter(words, reverse("assignments_given"))] if owed else []


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
        "matters": matters(user.employee, timezone.localdate()),
        "drafts": drafts_of(user),
        "leads": rhythm.people_of(user.employee).exists(),
    }
