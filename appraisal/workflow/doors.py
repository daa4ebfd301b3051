"""Two doors. `perform` moves a status by the two tables; `editing` lets content be changed.

Nothing else writes a status, a signature or the content of an appraisal. Both doors lock the row, read it
again, ask the table, and only then write (docs/workflow.md shows the tables).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar, cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from appraisal import evidence, standing
from appraisal.evidence import Checked
from appraisal.models import Appraisal, Evaluation, Event, Party, PartyRole
from appraisal.workflow import proof
from appraisal.workflow.evaluating import EVALUATION_STEPS
from appraisal.workflow.holders import holder, signer_role, was_appraiser
from appraisal.workflow.parts import PARTS
from appraisal.workflow.planning import APPRAISAL_STEPS
from appraisal.workflow.step import Act, Actor, Step, Subject, appraisal_of
from employees.models import Employee
from employees.notifications import Line, notify_all

S = TypeVar("S", bound=Appraisal | Evaluation)


class Refused(Exception):
    """The rule says no; the text is the sentence for the user, and says what to do."""


class Conflict(Refused):
    """Somebody saved the same part in the meantime; `version` is the one that stands now."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Bagian ini sudah disimpan dari tempat lain setelah Anda membukanya. "
            "Bandingkan kedua versi, lalu simpan yang benar."
        )
        self.version = version


@dataclass(frozen=True)
class Offer:
    """A button: the step, and what blocks it ("" when it may be pressed)."""

    step: Step
    blocked: str


def table_of(subject: Subject) -> dict[str, Step]:
    return APPRAISAL_STEPS if isinstance(subject, Appraisal) else EVALUATION_STEPS


def refusal(subject: Subject, action: str, by: Employee | None, *, act: Act | None = None) -> str:
    """Why this person may not take this step now; "" means they may.

    Serves the disabled button's hint, the error message and the test. `act` carries the note and the date
    when the step is really taken; without it a missing note does not count.
    """
    step = table_of(subject).get(action)
    if step is None:
        return "Langkah ini tidak dikenal."
    act = act or Act.asked(by)
    if not holds(subject, step.party, act):
        return f"Langkah «{step.label}» hanya untuk {step.party.label}."
    if subject.status not in step.sources:
        return f"Langkah «{step.label}» tidak berlaku pada status «{subject.get_status_display()}»."
    if act.taken and step.note_required and not act.note.strip():
        return f"Isi «{step.note_label}» dahulu."
    return step.guard(subject, act) or proof.missing(subject, step, act)


def holds(subject: Subject, party: Actor, act: Act) -> bool:
    """Whether the actor is this party of the subject on the act's day."""
    if party is Actor.SYSTEM:
        return act.by is None
    if act.by is None:
        return False
    if party is Actor.PERSONNEL:
        return act.on_behalf_of is None and _administers(act.by, subject)
    if party is Actor.FORMER_APPRAISER:
        return was_appraiser(subject, act.by, act.on)
    person = act.by
    if act.on_behalf_of is not None:
        if act.on_behalf_of.kind != Employee.Kind.NON_ASN or not _administers(act.by, subject):
            return False
        person = act.on_behalf_of
    return standing.holds(subject, PartyRole(party.value), person, act.on)


def _administers(person: Employee, subject: Subject) -> bool:
    """Personnel of the appraisal's unit; never for one's own appraisal."""
    appraisal = appraisal_of(subject)
    user = getattr(person, "user", None)
    if user is None or not user.is_active or person.pk == appraisal.employee_id:
        return False
    return bool(user.administered_units().filter(pk=appraisal.unit_id).exists())


def offered(subject: Subject, to: Employee) -> list[Offer]:
    """The steps that belong to this person in the subject's status, each with what blocks it."""
    act = Act.asked(to)
    steps = [step for step in table_of(subject).values() if subject.status in step.sources]
    held = {party for party in {step.party for step in steps} if holds(subject, party, act)}
    offers = [Offer(step, step.guard(subject, act)) for step in steps if step.party in held]
    return [offer for offer in offers if not (offer.step.on_demand and offer.blocked)]


def locked(subject: S) -> S:
    """The row as it is now, locked until the transaction ends.

    An evaluation's appraisal is read by a statement of its own: joined, it would be as old as the wait for the lock.
    """
    # NO KEY: every event that an evaluation's step writes refers to the appraisal; a full lock on that would make
    # an evaluation's step and the closing of its appraisal wait for each other.
    rows = type(subject)._default_manager.select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=subject.pk)
    if isinstance(row, Evaluation):
        row.appraisal = Appraisal.objects.select_related("employee", "period").get(pk=row.appraisal_id)
    return cast("S", row)


@transaction.atomic
def perform(
    subject: Subject,
    action: str,
    *,
    by: Employee | None,
    note: str = "",
    on_behalf_of: Employee | None = None,
    scan: Checked | None = None,
    on_day: date | None = None,
) -> Event:
    """Take a step: the only way a status changes.

    `by` is None for the system. What an action signs comes from the actor's own draft rows, never from here.
    `scan` is the signed file that proves a signature given outside; `on_day` the day of what is recorded later.

    Raises:
        Refused: with the sentence for the user; nothing was written.
    """
    row = locked(subject)
    act = Act(
        by=by, at=timezone.now(), note=note.strip(), on_behalf_of=on_behalf_of, scanned=scan is not None,
        on_day=on_day,
    )  # fmt: skip
    reason = refusal(row, action, by, act=act)
    if reason:
        raise Refused(reason)
    step = table_of(row)[action]
    before = row.status
    step.effect(row, act)
    row.status = step.target or before
    row.save()
    event = _record(row, step, act, before)
    if scan is not None:
        evidence.keep_for(scan, event=event)
    _tell(row, step, act, event)
    subject.refresh_from_db()
    return event


def _record(row: Subject, step: Step, act: Act, before: str) -> Event:
    return Event.objects.create(
        appraisal=appraisal_of(row),
        evaluation=row if isinstance(row, Evaluation) else None,
        action=step.action,
        label=step.done,
        actor=act.by,
        actor_name=act.by.full_name if act.by else "",
        on_behalf_of=act.on_behalf_of,
        from_status=before,
        to_status=row.status,
        note=act.words,
    )


def _tell(row: Subject, step: Step, act: Act, event: Event) -> None:
    appraisal = appraisal_of(row)
    roles = {*step.tells, *([signer_role(row)] if step.tells_signer else [])}
    people = {holder(row, role, act.on) for role in roles} - {None, act.by}
    notify_all(
        Line(
            person,
            key=f"event:{event.uuid}",
            title=f"{step.done}: {appraisal.employee.full_name}, {appraisal.period}",
            body=act.words,
            url=row.get_absolute_url(),
            subject=f"{step.done}: {appraisal.period}",
        )
        for person in sorted(filter(None, people), key=lambda person: person.pk)
    )


@contextmanager
def editing(
    subject: S,
    part: str,
    *,
    by: Employee,
    version: int | None = None,
    on_behalf_of: Employee | None = None,
) -> Iterator[S]:
    """Change the content of one part: yields the locked row; counts the part's version up at the end.

    `version` is the one the form was drawn with; None skips the comparison (for a part to which one only adds).
    `on_behalf_of` is a superior without an account, whose words personnel record.

    Raises:
        Refused: the part is not open to this person now.
        Conflict: the part was saved in the meantime.
    """
    with transaction.atomic():
        row = locked(subject)
        reason = editing_refusal(row, part, by, on_behalf_of)
        if reason:
            raise Refused(reason)
        if version is not None and row.version(part) != version:
            raise Conflict(row.version(part))
        yield row
        row.versions[part] = row.version(part) + 1
        row.save()


def editing_refusal(subject: Subject, part: str, by: Employee, on_behalf_of: Employee | None = None) -> str:
    """Why this person may not change this part now; "" means they may."""
    rule = PARTS[part]
    act = Act(by=by, at=timezone.now(), on_behalf_of=on_behalf_of, taken=False)
    if not any(holds(subject, party, act) for party in rule.parties):
        return f"Bagian «{rule.label}» hanya dapat diisi oleh {' atau '.join(p.label for p in rule.parties)}."
    if subject.status not in rule.statuses:
        return f"Bagian «{rule.label}» tidak dapat diubah pada status «{subject.get_status_display()}»."
    return rule.guard(subject, act)


def waiting_appraisals(employee: Employee) -> QuerySet[Appraisal]:
    """Appraisals whose next step is this person's turn; what the home page and the inbox count."""
    acting = Party.objects.acting(employee.pk, timezone.localdate())
    roles = (Q(parties__role=party.value) & waits for party, waits in _waits(APPRAISAL_STEPS).items())
    waiting = Appraisal.objects.filter(Q(parties__in=acting) & reduce(or_, roles))
    return Appraisal.objects.filter(pk__in=waiting.order_by().values("pk"))


def waiting_evaluations(employee: Employee) -> QuerySet[Evaluation]:
    """Evaluations whose next step is this person's turn; one that is kept waits for its keeper alone.

    A union of narrow queries, not an OR: each part begins at its own index, whatever the size of the agency.
    """
    acting, waiting = Party.objects.acting(employee.pk, timezone.localdate()), _waits(EVALUATION_STEPS)
    keeping = Evaluation.objects.filter(waiting[Actor.APPRAISER], kept_by=employee, kept_by__active=True)
    waiting[Actor.APPRAISER] &= Q(kept_by__isnull=True) | Q(kept_by__active=False)
    roles = (Q(appraisal__parties__role=party.value) & waits for party, waits in waiting.items())
    held = Evaluation.objects.filter(Q(appraisal__parties__in=acting) & reduce(or_, roles))
    found = held.order_by().values("pk").union(keeping.order_by().values("pk"))
    return Evaluation.objects.filter(pk__in=found)


def appraisals_to_record() -> QuerySet[Appraisal]:
    """Appraisals whose next step is the turn of a superior without an account: personnel record it."""
    return Appraisal.objects.filter(_turn(APPRAISAL_STEPS, standing.appraisals_without_account)).distinct()


def evaluations_to_record() -> QuerySet[Evaluation]:
    """Evaluations whose next step is the turn of a superior without an account."""
    return Evaluation.objects.filter(_turn(EVALUATION_STEPS, standing.evaluations_without_account)).distinct()


def _turn(table: dict[str, Step], held_by: Callable[[PartyRole, date], Q]) -> Q:
    """For personnel, who look at many people: each role's holders are read once, whatever the planner believes."""
    turn = Q(pk__in=[])
    for party, waits in _waits(table).items():
        turn |= held_by(PartyRole(party.value), timezone.localdate()) & waits
    return turn


def _waits(table: dict[str, Step]) -> dict[Actor, Q]:
    """A party's turn by the table: the statuses and conditions of its steps, put together."""
    today = timezone.localdate()
    waiting: dict[Actor, Q] = {}
    for step in table.values():
        if step.turn:
            waits = Q(status__in=step.sources) & step.waits(today)
            waiting[step.party] = waiting.get(step.party, Q()) | waits
    return waiting
