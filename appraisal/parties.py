"""Changing who is appraiser or reviewer from a day: a correction, a superior who moved, or a vacancy filled.

Personnel of the unit does it, never in their own appraisal; an import never does (see `appraisal.differences`).
Rows that have held stay as history: the old one ends the day before, the new one starts with name, rank and post
as they print. What somebody signed stays theirs, so nobody is replaced on a day on which they signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import revisions
from appraisal.acts import record_act
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    Event,
    Party,
    PartyRole,
    TargetRevision,
)
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.models.evaluation import UNSIGNED
from appraisal.opening import party_of
from appraisal.stages import turn_of
from appraisal.workflow import Act, Actor, Refused, holds
from appraisal.workflow.doors import locked
from employees.models import Employee, Placement, User
from employees.notifications import Line, notify_all

ONE_DAY = timedelta(days=1)
CHANGEABLE = (PartyRole.APPRAISER, PartyRole.REVIEWER)
RUNNING_ON = frozenset({EvaluationStatus.DELIVERED, EvaluationStatus.DISPUTED})
Wanted = Mapping[PartyRole, Employee | None]


class Cause(Enum):
    """Why parties change; the value is what the history says."""

    CORRECTION = "Pihak diperbaiki"
    MOVED = "Pihak berganti"
    VACANCY = "Kekosongan diisi"
    DELEGATION = "Dievaluasi sebagai Plt."

    @property
    def succeeds(self) -> bool:
        """Somebody new takes over: the old one finishes what is open, and the SKP is agreed anew (line 2688)."""
        return self in {Cause.MOVED, Cause.VACANCY}


@dataclass(frozen=True)
class Change:
    """The parties as they are to be from a day on (until a day, if one is given; both count).

    A role that `wanted` does not name stays as it is; None takes it away.
    """

    wanted: Wanted
    on: date
    reason: str
    cause: Cause = Cause.CORRECTION
    until: date | None = None

    @property
    def since(self) -> str:
        end = f" sampai {date_format(self.until, 'j F Y')}" if self.until else ""
        return f"sejak {date_format(self.on, 'j F Y')}{end}"


@dataclass(frozen=True)
class TurnChange:
    """What waits for somebody, before and after the change; names, '' where nobody holds the role."""

    task: str
    before: str
    after: str


@dataclass
class Outcome:
    """What a change for many people did: how many, and who was refused with which sentence."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


def manageable(user: User) -> AppraisalQuerySet:
    """Appraisals whose parties this user may change: personnel of the unit, never in his own."""
    units = user.administered_units().values("pk")
    return Appraisal.objects.visible_to(user).filter(unit__in=units).exclude(employee=user.employee_id)


# --- may it be done ---------------------------------------------------------------
def refusal(appraisal: Appraisal, change: Change, by: Employee | None) -> str:
    """Why the parties may not change so; "" means they may. `by` None: a planned change whose day came."""
    if by is not None and not holds(appraisal, Actor.PERSONNEL, Act.asked(by)):
        return "Pihak kinerja ini hanya dapat diubah oleh pengelola kepegawaian unitnya, bukan oleh pegawainya sendiri."
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup, jadi pihaknya tidak berubah lagi."
    for check in (_day_refused, _people_refused, _signature_refused):
        if reason := check(appraisal, change):
            return reason
    return ""


def first_day(appraisal: Appraisal) -> date:
    """The day from which the appraisal has an appraisee."""
    found = appraisal.parties.filter(role=PartyRole.APPRAISEE).order_by("starts_on").first()
    return found.starts_on if found else appraisal.starts_on or appraisal.period.starts_on


def _day_refused(appraisal: Appraisal, change: Change) -> str:
    first = first_day(appraisal)
    if change.on < first:
        return f"Kinerja ini berlaku sejak {date_format(first, 'j F Y')}: pilih tanggal itu atau sesudahnya."
    if change.until is not None and change.until < change.on:
        return "Tanggal akhir mendahului tanggal mulai."
    ends_on = appraisal.period.ends_on
    if change.cause is Cause.MOVED and change.on > ends_on:
        return (
            f"Perpindahan sesudah {date_format(ends_on, 'j F Y')} tidak mengubah kinerja {appraisal.period.year}: "
            "catat pada kinerja tahun berikutnya."
        )
    return ""


def _people_refused(appraisal: Appraisal, change: Change) -> str:
    rows = list(appraisal.parties.filter(_overlaps(change), role__in=CHANGEABLE).select_related("employee"))
    for role, person in change.wanted.items():
        if person is None:
            continue
        if person.pk == appraisal.employee_id:
            return f"{person.full_name} tidak dapat menjadi {role.label.lower()} bagi dirinya sendiri."
        if not person.active or person.duplicate_of_id:
            return f"{person.full_name} tidak aktif. Pilih orang lain."
        other = PartyRole.REVIEWER if role == PartyRole.APPRAISER else PartyRole.APPRAISER
        others = (
            {change.wanted[other]}
            if other in change.wanted
            else {row.employee for row in rows if row.role == other}
        )
        if person in others:
            return (
                f"{person.full_name} tidak dapat menjadi pejabat penilai sekaligus atasannya: "
                "ubah kedua pihak bersama-sama."
            )
    if all(_is_held(rows, role, person, change) for role, person in change.wanted.items()):
        return "Tidak ada yang berubah: pihak-pihak itu sudah tercatat."
    return ""


def _overlaps(change: Change) -> Q:
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=change.on)
    return lasts & Q(starts_on__lte=change.until) if change.until else lasts


def _is_held(rows: Iterable[Party], role: PartyRole, person: Employee | None, change: Change) -> bool:
    """Whether the role is so already, on every day of the change."""
    held = [row for row in rows if row.role == role]
    if person is None:
        return not held
    return any(
        row.employee_id == person.pk
        and row.starts_on <= change.on
        and (row.ends_on is None or (change.until is not None and row.ends_on >= change.until))
        for row in held
    )


def _signature_refused(appraisal: Appraisal, change: Change) -> str:
    """A correction reaches back only over days on which the replaced one signed nothing."""
    for role, person in change.wanted.items():
        rows = appraisal.parties.filter(_overlaps(change), role=role).select_related("employee")
        for row in rows.exclude(employee=person):
            signed = _last_signature(appraisal, row.employee, change)
            if signed is not None:
                return (
                    f"{row.name} sudah menandatangani pada {date_format(signed, 'j F Y')}. "
                    "Pilih tanggal sesudahnya; yang sudah ditandatangani tetap atas namanya."
                )
    return ""


def _last_signature(appraisal: Appraisal, person: Employee, change: Change) -> date | None:
    moments = [
        *appraisal.evaluations.filter(signed_by=person).values_list("signed_at", flat=True),
        *([appraisal.set_at] if appraisal.set_by_id == person.pk else []),
    ]
    days = [timezone.localdate(moment) for moment in moments if moment is not None]
    within = [day for day in days if day >= change.on and (change.until is None or day <= change.until)]
    return max(within, default=None)


# --- what it changes --------------------------------------------------------------
def turn_changes(appraisal: Appraisal, change: Change) -> list[TurnChange]:
    """Whose turn changes: what waits for a role that gets another holder, except evaluations that the old one keeps."""
    held = {row.role: row.name for row in appraisal.parties.on(max(change.on, timezone.localdate()))}
    kept = [row.pk for row in kept_evaluations(appraisal, change)]
    open_ones = appraisal.evaluations.filter(kept_by__isnull=True).exclude(pk__in=kept).order_by("opens_on")
    found = []
    for subject in (appraisal, *open_ones):
        turn = turn_of(subject)
        if turn is None or turn.party not in change.wanted:
            continue
        person = change.wanted[turn.party]
        what = f"Evaluasi {subject.get_window_display()}" if isinstance(subject, Evaluation) else "SKP"
        after = person.full_name if person else ""
        if held.get(turn.party, "") != after:
            found.append(TurnChange(f"{what}: {turn.task}", held.get(turn.party, ""), after))
    return found


def kept_evaluations(appraisal: Appraisal, change: Change) -> list[Evaluation]:
    """Those that a leaving appraiser finishes: the day lies inside the window, or he signed already.

    Quarterly, moved on 25 August: none; on 25 September, with the window open: quarter III (text lines 3768-3793).
    """
    leaving = _replaced(appraisal, change).get(PartyRole.APPRAISER)
    if not change.cause.succeeds or leaving is None or not leaving.active:
        return []
    inside = Q(status__in=UNSIGNED, opens_on__lte=change.on, ends_on__gte=change.on)
    signed = Q(status__in=RUNNING_ON, signed_by=leaving)
    return list(appraisal.evaluations.filter(inside | signed, kept_by__isnull=True).order_by("pk"))


def _replaced(appraisal: Appraisal, change: Change) -> dict[PartyRole, Employee]:
    """Who holds the roles on the day of the change and will not hold them any longer."""
    rows = appraisal.parties.on(change.on).filter(role__in=change.wanted).select_related("employee")
    held = {PartyRole(row.role): row.employee for row in rows}
    return {role: person for role, person in held.items() if change.wanted[role] != person}


# --- the commands -----------------------------------------------------------------
@transaction.atomic
def change_parties(appraisal: Appraisal, change: Change, *, by: Employee | None) -> Event:
    """Write the new parties, keep what is to be kept, and tell everybody concerned.

    Raises:
        Refused: with the sentence for personnel; nothing was written.
    """
    row = locked(appraisal)
    if reason := refusal(row, change, by):
        raise Refused(reason)
    if change.cause.succeeds and change.on > timezone.localdate():
        raise Refused("Perubahan ini berlaku pada hari yang belum tiba: catat sebagai rencana.")
    replaced = _replaced(row, change)
    kept = kept_evaluations(row, change)
    Evaluation.objects.filter(pk__in=[one.pk for one in kept]).update(
        kept_by=replaced.get(PartyRole.APPRAISER)
    )
    rewrite(row, change)
    event = record_act(
        row, "change_parties", change.cause.value, Act(by, timezone.now(), _words(replaced, change))
    )
    _tell(row, change, replaced, event)
    if (
        change.cause.succeeds
        and PartyRole.APPRAISER in change.wanted
        and not revisions.opening_refusal(row, None, TargetRevision.Cause.NEW_APPRAISER)
    ):
        revisions.open_revision(row, by=None, cause=TargetRevision.Cause.NEW_APPRAISER, reason=change.reason)
    return event


def rewrite(appraisal: Appraisal, change: Change) -> None:
    """Cut the days of the change out of the old rows and write one new row a role."""
    for role, person in change.wanted.items():
        for party in appraisal.parties.filter(role=role).filter(_overlaps(change)).order_by("starts_on"):
            _cut(party, change)
        if person is not None:
            party = party_of(appraisal, role, person, post_of(person, change.on), change.on)
            party.ends_on = change.until
            party.save()


def _cut(party: Party, change: Change) -> None:
    """What a row leaves before the change stays; what it leaves after it goes on as a row of its own."""
    rest = copy(party)
    if party.starts_on < change.on:
        party.ends_on = change.on - ONE_DAY
        party.save(update_fields=["ends_on"])
    else:
        party.delete()
    if change.until is not None and (rest.ends_on is None or rest.ends_on > change.until):
        rest.pk, rest.starts_on = None, change.until + ONE_DAY
        Party.objects.bulk_create([rest])


def post_of(person: Employee, on: date) -> Placement | None:
    """The definitive post of a day, as it prints."""
    return person.placement(on)


def _words(replaced: Mapping[PartyRole, Employee], change: Change) -> str:
    """What changed, in words that the history shows."""
    lines = []
    for role, person in change.wanted.items():
        old, new = replaced.get(role), person.full_name if person else "tidak ada"
        if old is not None:
            lines.append(f"{role.label}: {old.full_name} → {new}, {change.since}.")
        elif person is not None:
            lines.append(f"{role.label}: {new}, {change.since}.")
    return "\n".join([*lines, change.reason])


def _tell(appraisal: Appraisal, change: Change, replaced: Mapping[PartyRole, Employee], event: Event) -> None:
    """The employee, who leaves, who comes, and who stays."""
    stay = {party.employee for party in appraisal.parties.on(change.on).select_related("employee")}
    people = stay | set(replaced.values())
    title = f"{change.cause.value}: {appraisal.employee.full_name}, {appraisal.period}"
    begun = change.on <= timezone.localdate()
    leaving = replaced.get(PartyRole.APPRAISER) if change.cause.succeeds and begun else None
    notify_all(
        Line(
            person,
            key=f"event:{event.uuid}",
            title=f"Tulis catatan penutup. {title}" if person == leaving else title,
            body=event.note,
            url=_address(appraisal, note=person == leaving) if begun else "",
            subject=f"{change.cause.value}: {appraisal.period}",
        )
        for person in sorted(people, key=lambda one: one.pk)
        if event.actor_id != person.pk
    )


def _address(appraisal: Appraisal, *, note: bool) -> str:
    """Whoever goes as appraiser is asked for a note to the one who comes."""
    return reverse("closing_note", args=[appraisal.uuid]) if note else appraisal.get_absolute_url()


def change_many(appraisals: Iterable[Appraisal], change: Change, *, by: Employee) -> Outcome:
    """The same change for many people, a transaction a person; whoever is refused is named with the reason."""
    outcome = Outcome()
    for appraisal in appraisals:
        try:
            change_parties(appraisal, change, by=by)
        except Refused as reason:
            outcome.refused.append(f"{appraisal.employee.full_name}: {reason}")
        else:
            outcome.done += 1
    return outcome
