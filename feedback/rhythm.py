"""The rhythm of a superior's feedback: proposed by one, agreed by the other, then due and overdue (Ps. 17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models import Value as Given
from django.db.models.functions import Cast, Greatest
from django.utils import timezone

from appraisal.acts import record_act
from appraisal.models import Appraisal, AppraisalStatus, GiverRole, Party, PartyRole, Period
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.standing import holds
from appraisal.workflow import Act, Refused
from employees.models import Employee
from feedback.models import FeedbackNote, Interval, NoteRhythm
from feedback.models.rhythm import DAYS


# --- whose feedback is due ------------------------------------------------------------
def people_of(superior: Employee) -> AppraisalQuerySet:
    """Living appraisals of open periods in which this person is the appraiser today, or stands in for him."""
    acting = Party.objects.acting(superior.pk, timezone.localdate()).filter(role=PartyRole.APPRAISER)
    rows = Appraisal.objects.alive().filter(pk__in=acting.values("appraisal"))
    return rows.filter(period__status=Period.Status.OPEN)


def with_due(rows: AppraisalQuerySet) -> AppraisalQuerySet:
    """Adds `agreed`, `proposed`, `proposer`, `last_note` and `due_on` (empty while no rhythm is agreed)."""
    kept = NoteRhythm.objects.filter(appraisal=OuterRef("pk"))
    notes = _appraisers_notes("pk")
    rows = rows.annotate(
        agreed=Subquery(kept.values("agreed")[:1]),
        agreed_on=Subquery(kept.values("agreed_on")[:1]),
        proposed=Subquery(kept.values("proposed")[:1]),
        proposer=Subquery(kept.values("proposed_by")[:1]),
        last_note=Subquery(notes.values("day")[:1]),
    )
    since = Greatest(F("agreed_on"), F("last_note"))
    after = [
        When(agreed=one, then=ExpressionWrapper(since + Given(timedelta(days)), output_field=DateTimeField()))
        for one, days in DAYS.items()
    ]
    return rows.annotate(due_on=Cast(Case(*after, default=None), DateField()))


def _appraisers_notes(appraisal: str) -> QuerySet[FeedbackNote]:
    """Those by whoever is or was the appraiser, the newest first; `appraisal`: its name in the outer query."""
    appraisers = Party.objects.filter(
        appraisal=OuterRef("appraisal"), employee=OuterRef("giver"), role=PartyRole.APPRAISER
    )
    notes = FeedbackNote.objects.filter(appraisal=OuterRef(appraisal), giver_role=GiverRole.LEADER)
    return notes.filter(Exists(appraisers)).order_by("-day")


OVERDUE = "terlambat"
UNAGREED = "belum"


def narrowed(rows: AppraisalQuerySet, show: str, today: date) -> AppraisalQuerySet:
    """Of `with_due`: those who wait too long, or with whom nothing is agreed."""
    if show == OVERDUE:
        return rows.filter(Q(due_on__lt=today))
    if show == UNAGREED:
        return rows.filter(Q(agreed=None) | Q(agreed=""))
    return rows


@dataclass(frozen=True)
class Standing:
    """How an appraisal's rhythm stands, for a page."""

    agreed: str
    proposed: str
    proposed_code: str
    proposed_by: int | None
    last_note: date | None
    due_on: date | None
    today: date

    @classmethod
    def of(cls, row: Appraisal, today: date) -> Standing:
        """From a row of `with_due`."""
        found: dict[str, Any] = vars(row)
        agreed, proposed = found["agreed"] or "", found["proposed"] or ""
        return cls(
            agreed=Interval(agreed).label if agreed else "",
            proposed=Interval(proposed).label if proposed else "",
            proposed_code=proposed,
            proposed_by=found["proposer"],
            last_note=found["last_note"],
            due_on=found["due_on"],
            today=today,
        )

    @property
    def late(self) -> bool:
        return self.due_on is not None and self.due_on < self.today


def standing(appraisal: Appraisal, today: date) -> Standing:
    """Of one appraisal; one query."""
    return Standing.of(with_due(Appraisal.objects.filter(pk=appraisal.pk)).get(), today)


def kept_with(superior: Employee, today: date) -> QuerySet[NoteRhythm]:
    """What is agreed with those whose appraiser he is today, with `last_note`. Begins at the few rows of a rhythm."""
    held = Party.objects.on(today).filter(employee=superior, role=PartyRole.APPRAISER)
    rows = NoteRhythm.objects.filter(appraisal__in=held.values("appraisal"))
    rows = rows.exclude(appraisal__status=AppraisalStatus.CLOSED).exclude(agreed="")
    rows = rows.filter(appraisal__period__status=Period.Status.OPEN)
    return rows.annotate(last_note=Subquery(_appraisers_notes("appraisal").values("day")[:1]))


def due_on(agreed: str, agreed_on: date, last_note: date | None) -> date:
    """The last day on which the next note is in time."""
    return max(agreed_on, last_note or agreed_on) + timedelta(DAYS[Interval(agreed)])


# --- agreeing ---------------------------------------------------------------------------
def refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person has no word in the rhythm here; "" means he has."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup."
    if appraisal.employee_id == by.pk or holds(appraisal, PartyRole.APPRAISER, by):
        return ""
    return "Irama umpan balik disepakati pegawai dan pejabat penilai kinerjanya."


@transaction.atomic
def propose(appraisal: Appraisal, interval: str, *, by: Employee) -> NoteRhythm:
    """One of the two proposes; what the other one proposed likewise is agreed by that.

    Raises:
        Refused: neither the employee nor the appraiser.
    """
    if reason := refusal(appraisal, by):
        raise Refused(reason)
    row = _row(appraisal)
    if row.proposed == interval and _the_other(row, appraisal, by):
        return _agree(row, appraisal, by)
    if row.agreed == interval:
        row.proposed, row.proposed_by = "", None
        row.save()
        return row
    row.proposed, row.proposed_by = interval, by
    row.save()
    _tell(appraisal, "rhythm_proposed", "Irama umpan balik diusulkan", row.get_proposed_display(), by)
    return row


@transaction.atomic
def agree(appraisal: Appraisal, interval: str, *, by: Employee) -> NoteRhythm:
    """The other one agrees to what was proposed when his page was drawn.

    Raises:
        Refused: nothing is proposed, it is one's own proposal, or it was changed in the meantime.
    """
    if reason := refusal(appraisal, by):
        raise Refused(reason)
    row = _row(appraisal)
    if not row.proposed or row.proposed != interval:
        raise Refused("Usulannya sudah berubah. Buka lagi halamannya, lalu putuskan.")
    if not _the_other(row, appraisal, by):
        raise Refused("Usulan Anda menunggu persetujuan pihak lainnya.")
    return _agree(row, appraisal, by)


def propose_to_all(superior: Employee, interval: str) -> int:
    """To everybody of his with whom nothing is agreed and to whom nothing is proposed; returns how many."""
    rows = with_due(people_of(superior).exclude(employee=superior))
    waiting = narrowed(rows, UNAGREED, timezone.localdate()).filter(Q(proposed=None) | Q(proposed=""))
    chosen = list(waiting.select_related("employee", "period"))
    for row in chosen:
        propose(row, interval, by=superior)
    return len(chosen)


def _row(appraisal: Appraisal) -> NoteRhythm:
    NoteRhythm.objects.get_or_create(appraisal=appraisal)
    return NoteRhythm.objects.select_for_update().get(appraisal=appraisal)


def _the_other(row: NoteRhythm, appraisal: Appraisal, by: Employee) -> bool:
    """Whether the proposal comes from the other side: of employee and appraiser."""
    proposed_by_employee = row.proposed_by_id == appraisal.employee_id
    return proposed_by_employee != (by.pk == appraisal.employee_id)


def _agree(row: NoteRhythm, appraisal: Appraisal, by: Employee) -> NoteRhythm:
    row.agreed, row.agreed_on = row.proposed, timezone.localdate()
    row.proposed, row.proposed_by = "", None
    row.save()
    _tell(appraisal, "rhythm_agreed", "Irama umpan balik disepakati", row.get_agreed_display(), by)
    return row


def _tell(appraisal: Appraisal, action: str, label: str, note: str, by: Employee) -> None:
    act = Act(by=by, at=timezone.now(), note=note)
    tells: Iterable[PartyRole] = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
    record_act(appraisal, action, label, act, tells=list(tells))
