"""An employee moves to another unit within the year: the old appraisal is closed, a linked successor opens.

The SKP is agreed anew with the new appraiser (PermenPANRB 6/2022, text line 2684), who does the yearly evaluation
on the new unit's result (3749-3767). The old unit's record stays readable for him; its targets are a first draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from appraisal import ending, leading, team_changes
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    ClosingNote,
    Event,
    Party,
    PartyRole,
    TargetIndicator,
    WorkTarget,
)
from appraisal.opening import party_of, targets_due
from appraisal.parties import post_of
from appraisal.windows import open_evaluations_of
from appraisal.workflow import Act, Refused
from appraisal.workflow.doors import locked
from employees.dates import dated
from employees.models import Employee, Unit
from employees.notifications import Line, notify_all

COPIED = ("aspect", "perspective", "text", "goal", "unit", "direction", "lower", "upper", "order")


@dataclass(frozen=True)
class Move:
    """Where somebody goes from a day on, and under whom. `position`: the new post, where placements lag behind."""

    unit: Unit
    on: date
    appraiser: Employee | None
    reviewer: Employee | None = None
    note: str = ""
    position: str = ""


def refusal(appraisal: Appraisal, move: Move, by: Employee | None) -> str:
    """Why the employee may not be moved so; "" means yes."""
    if reason := ending.refusal(appraisal, move.on, by):
        return reason
    if move.unit.pk == appraisal.unit_id:
        return "Unit tujuannya sama. Bila hanya atasannya yang berganti, ubah pihaknya saja."
    for role, person in ((PartyRole.APPRAISER, move.appraiser), (PartyRole.REVIEWER, move.reviewer)):
        if person is None:
            continue
        if person.pk == appraisal.employee_id:
            return f"{person.full_name} tidak dapat menjadi {role.label.lower()} bagi dirinya sendiri."
        if not person.active:
            return f"{person.full_name} tidak aktif. Pilih orang lain."
    if move.appraiser is not None and move.appraiser == move.reviewer:
        return f"{move.appraiser.full_name} tidak dapat menjadi pejabat penilai sekaligus atasannya."
    return ""


@transaction.atomic
def move(appraisal: Appraisal, move: Move, *, by: Employee | None) -> Appraisal:
    """Close the old appraisal the day before and open its successor; returns the successor.

    Raises:
        Refused: with the sentence for personnel; nothing was written.
    """
    row = locked(appraisal)
    if why := refusal(row, move, by):
        raise Refused(why)
    if move.on > timezone.localdate():
        raise Refused("Perpindahan ini berlaku pada hari yang belum tiba: catat sebagai rencana.")
    act = Act(by, timezone.now(), move.note.strip())
    event = ending.shut(row, ClosedReason.MOVED, on=move.on, act=act)
    successor = _open(row, move, act)
    open_evaluations_of(successor, timezone.localdate())
    team_changes.align([row.employee], by=by)  # teams run on across units
    _tell_old(row, move, event)
    _tell_new(successor, move, event)
    appraisal.refresh_from_db()
    return successor


def _open(old: Appraisal, move: Move, act: Act) -> Appraisal:
    """The successor: from the day of the move, with new parties and the old targets as a draft."""
    today = timezone.localdate()
    successor = Appraisal.objects.create(
        period=old.period,
        employee=old.employee,
        unit=move.unit,
        leads=leading.leads(post_of(old.employee, move.on), old.employee.heads.filter(pk=move.unit.pk)),
        predecessor=old,
        starts_on=move.on,
        targets_due_on=targets_due(old.period, max(move.on, today)),
    )
    people = {
        PartyRole.APPRAISEE: old.employee,
        PartyRole.APPRAISER: move.appraiser,
        PartyRole.REVIEWER: move.reviewer,
    }
    for role, person in people.items():
        if person is not None:
            _party(successor, role, person, move).save()
    _copy_targets(old, successor)
    Event.objects.create(
        appraisal=successor,
        action="open",
        label="Kinerja di unit baru dibuka",
        actor=act.by,
        actor_name=act.by.full_name if act.by else "",
        from_status="",
        to_status=AppraisalStatus.PLANNING,
        note=f"Pindah dari {old.unit} ke {move.unit} sejak {dated(move.on)}.\n{act.note}".strip(),
    )
    return successor


def _party(successor: Appraisal, role: PartyRole, person: Employee, move: Move) -> Party:
    """The employee prints the new unit and post, also while placements still name the old ones."""
    post = post_of(person, move.on)
    party = party_of(successor, role, person, post, move.on)
    if role == PartyRole.APPRAISEE:
        party.position = move.position or party.position
        party.unit_name = move.unit.name
    return party


def _copy_targets(old: Appraisal, successor: Appraisal) -> None:
    """Results and indicators only: the old superior's results and the old unit's agreement stay behind."""
    for target in old.targets.prefetch_related("indicators"):
        copy = WorkTarget.objects.create(
            appraisal=successor, kind=target.kind, result=target.result, order=target.order
        )
        TargetIndicator.objects.bulk_create(
            TargetIndicator(target=copy, **{name: getattr(indicator, name) for name in COPIED})
            for indicator in target.indicators.all()
        )


def note_closing(appraisal: Appraisal, text: str, *, by: Employee) -> ClosingNote:
    """Write one's own closing note; call it inside `workflow.editing`."""
    note, _made = ClosingNote.objects.update_or_create(appraisal=appraisal, by=by, defaults={"text": text})
    return note


def _tell_old(old: Appraisal, move: Move, event: Event) -> None:
    """The old superiors hear of it; the appraiser is asked for a closing note."""
    note = reverse("closing_note", args=[old.uuid])
    parties = old.parties.on(timezone.localdate()).filter(
        role__in=[PartyRole.APPRAISER, PartyRole.REVIEWER], employee__active=True
    )
    notify_all(
        Line(
            party.employee,
            key=f"event:{event.uuid}",
            title=(
                f"Tulis catatan penutup: {old.employee.full_name} pindah ke {move.unit}"
                if party.role == PartyRole.APPRAISER
                else f"{old.employee.full_name} pindah ke {move.unit}"
            ),
            body=event.note,
            url=note if party.role == PartyRole.APPRAISER else old.get_absolute_url(),
            subject=f"Perpindahan pegawai: {old.period}",
        )
        for party in parties.select_related("employee")
        if party.employee_id != event.actor_id
    )


def _tell_new(successor: Appraisal, move: Move, event: Event) -> None:
    since = dated(move.on)
    people = {party.employee: party.role for party in successor.parties.select_related("employee")}
    notify_all(
        Line(
            person,
            key=f"move:{event.uuid}",
            title=(
                f"Susun SKP Anda di {move.unit} bersama pejabat penilai yang baru"
                if role == PartyRole.APPRAISEE
                else f"{successor.employee.full_name} pindah ke {move.unit} sejak {since}"
            ),
            body=f"Batas penetapan SKP: {dated(successor.targets_due_on)}.",
            url=successor.get_absolute_url(),
            subject=f"Perpindahan pegawai: {successor.period}",
        )
        for person, role in people.items()
        if person.pk != event.actor_id
    )
