"""A whole year taken at random: steps, days, extensions, leave, moves, and any one party who falls away.

Unlike `walk_model` this knows no table: it takes whatever the tables offer and watches what must always hold.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from appraisal import due_steps, extensions, leaves, moves, parties, revisions, workflow
from appraisal.extensions import Scope
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    Event,
    Extension,
    Objection,
    OverallRating,
    Party,
    PartyRole,
    Period,
    TargetRevision,
)
from appraisal.moves import Move
from appraisal.parties import Cause, Change
from appraisal.workflow import Act, Actor, Refused
from appraisal.workflow.conditions import may_assess, reply_time_is_left, still_the_appraisers
from appraisal.workflow.holders import holder
from employees.models import Employee, Leave
from tests import factories

S = EvaluationStatus
TERMINAL = (S.FINAL, S.VOID)
OFTEN = 0.9
NOTE = "Alasan yang tertulis lengkap."


class YearWalk:
    """One person's year. `move()` takes one random move and checks; `finish()` leads to an end."""

    def __init__(self, agency: Any, period: Period, person: Employee, clock: Any, seed: int) -> None:
        self.chance = random.Random(seed)
        self.agency, self.period, self.person, self.clock = agency, period, person, clock
        self.others = [
            agency.superior,
            agency.head,
            agency.colleague,
            agency.personnel,
            agency.unit_personnel,
        ]
        self.gone: Employee | None = None
        self.signed: dict[int, object] = {}
        self.events = 0
        self.told: list[str] = []

    # --- what there is ---------------------------------------------------------------
    @property
    def today(self) -> date:
        return timezone.localdate()

    def appraisals(self) -> list[Appraisal]:
        return list(Appraisal.objects.filter(employee=self.person).select_related("period").order_by("pk"))

    def evaluations(self) -> list[Evaluation]:
        rows = Evaluation.objects.filter(appraisal__employee=self.person)
        return list(rows.select_related("appraisal__period", "appraisal__employee").order_by("pk"))

    def active(self) -> list[Employee]:
        return [one for one in (self.person, *self.others) if one != self.gone]

    # --- moves -----------------------------------------------------------------------
    def move(self) -> None:
        weighted: list[tuple[int, Callable[[], None]]] = [
            (6, self.act), (4, self.write), (3, self.wait), (3, self.beat), (1, self.extend), (1, self.revise),
            (1, self.change_unit), (1, self.change_superior), (1, self.take_leave), (1, self.fall_away),
        ]  # fmt: skip
        weights, choices = zip(*weighted, strict=True)
        chosen = self.chance.choices(choices, weights)[0]
        self.told.append(chosen.__name__)
        try:
            chosen()
        except Refused as refused:
            self.told.append(f"  refused: {refused}")
        self.check()

    def act(self) -> None:
        """A step that somebody is offered and that is not blocked, of one of the subjects."""
        subjects = [*self.appraisals(), *self.evaluations()]
        by, subject = self.chance.choice(self.active()), self.chance.choice(subjects)
        ready = [one.step.action for one in workflow.offered(subject, to=by) if not one.blocked]
        if self.chance.random() < OFTEN:
            ready = [
                action for action in ready if action != "close_in_error"
            ]  # it ends most of what is to be seen
        if ready:
            action = self.chance.choice(sorted(ready))
            self.told.append(f"  {action} by {by} on {subject}")
            workflow.perform(subject, action, by=by, note=NOTE)

    def write(self) -> None:
        for evaluation in self.evaluations():
            self.prepare(evaluation)
        for appraisal in self.appraisals():
            if appraisal.status == AppraisalStatus.PLANNING and not appraisal.targets.exists():
                factories.add_target(appraisal, "Laporan layanan tersusun")

    def prepare(self, evaluation: Evaluation) -> None:
        """Whatever content is open, with different words each time it is written."""
        for part, writer in WRITERS.items():
            rule = workflow.PARTS[part]
            if evaluation.status not in rule.statuses:
                continue
            for by in self.who(evaluation, rule.parties[0]):
                with suppress(Refused), workflow.editing(evaluation, part, by=by) as row:
                    writer(row, by, self.chance)

    def who(self, subject: Appraisal | Evaluation, party: Actor) -> list[Employee]:
        """Those who may act as this party, if they are still there."""
        match party:
            case Actor.APPRAISEE:
                found: list[Employee | None] = [self.person]
            case Actor.PERSONNEL:
                found = [self.agency.personnel]
            case _:
                found = [holder(subject, PartyRole(party.value), self.today)]
        return [one for one in found if one is not None and one != self.gone]

    def wait(self) -> None:
        days = self.chance.choice([1, 2, 5, 10, 20, 40])
        self.clock.shift(timedelta(days))

    def beat(self) -> None:
        due_steps.take(self.today)

    def extend(self) -> None:
        window = self.chance.choice(self.evaluations() or [None])
        clock = self.chance.choice(list(Extension.Clock))
        until = self.today + timedelta(self.chance.randint(1, 20))
        scope = Scope(self.period, window.window if window else "", appraisal=self.appraisals()[-1])
        by = self.agency.personnel
        if by != self.gone:
            extensions.extend(scope, clock, until, reason=NOTE, by=by)

    def revise(self) -> None:
        appraisal = self.appraisals()[-1]
        revision = revisions.open_revision(
            appraisal, by=self.person, cause=TargetRevision.Cause.CHANGE, reason=NOTE
        )
        for action, by in (("propose", self.person), ("agree", self.agency.superior)):
            revision.refresh_from_db()
            if by != self.gone and not revisions.refusal(revision, action, by):
                revisions.perform(revision, action, by=by, note=NOTE)

    def change_unit(self) -> None:
        appraisal = self.appraisals()[-1]
        wanted = Move(self.agency.office, self.today, self.agency.head, self.agency.colleague, note=NOTE)
        moves.move(appraisal, wanted, by=self.agency.personnel)

    def change_superior(self) -> None:
        appraisal = self.appraisals()[-1]
        change = Change({PartyRole.APPRAISER: self.agency.colleague}, self.today, NOTE, Cause.MOVED)
        parties.change_parties(appraisal, change, by=self.agency.personnel)

    def take_leave(self) -> None:
        leave = Leave(
            employee=self.person,
            kind=Leave.Kind.SICK,
            starts_on=self.today,
            ends_on=self.today + timedelta(self.chance.randint(1, 30)),
        )
        leaves.record(leave, by=self.agency.personnel)

    def fall_away(self) -> None:
        """Any one party, once: from then on he does nothing."""
        if self.gone is None:
            self.gone = self.chance.choice([self.person, self.agency.superior, self.agency.head])
            Employee.objects.filter(pk=self.gone.pk).update(active=False)
            self.gone.active = False
            self.told.append(f"  {self.gone} is gone")

    # --- what must always hold ---------------------------------------------------------
    def check(self, rows: list[Evaluation] | None = None) -> None:
        rows = self.evaluations() if rows is None else rows
        self.one_result_a_window(rows)
        self.nobody_judges_himself(rows)
        self.nothing_signed_changes_in_silence(rows)
        for row in rows:
            self.the_clock_shown_is_enforced(row)

    def one_result_a_window(self, rows: list[Evaluation]) -> None:
        final = [row.window for row in rows if row.status == S.FINAL]
        assert len(final) == len(set(final)), f"two final results: {final}"

    def nobody_judges_himself(self, rows: list[Evaluation]) -> None:
        given = OverallRating.objects.filter(evaluation__in=rows, given_at__isnull=False)
        assert not given.filter(by=self.person).exists(), "rated himself"
        for objection in Objection.objects.filter(evaluation__in=rows).exclude(decision=""):
            assert objection.decided_by_id != self.person.pk
            first = given.filter(evaluation=objection.evaluation, given_at__lte=objection.signed_at)
            signer = first.exclude(origin="OBJECTION").order_by("given_at").last()
            assert signer is None or objection.decided_by_id != signer.by_id, (
                "decided about his own signature"
            )
        assert not Party.objects.exclude(role="APPRAISEE").filter(appraisee=self.person, employee=self.person)

    def nothing_signed_changes_in_silence(self, rows: list[Evaluation]) -> None:
        events = Event.objects.filter(appraisal__employee=self.person).count()
        columns = ("predicate", "note", "signed_at", "signed_by", "received_at", "reply_due_on", "origin")
        for row in rows:
            now = (
                row.signed_at is not None,
                *(getattr(row, f"{name}_id", getattr(row, name)) for name in columns),
            )
            before = self.signed.get(row.pk)
            if before is not None and now != before:
                assert events > self.events, f"{row} changed without an event: {before} → {now}"
            self.signed[row.pk] = now if row.signed else None
        self.events = events

    def the_clock_shown_is_enforced(self, row: Evaluation) -> None:
        act = Act.asked(self.person)
        if row.status == S.OPEN:
            assert (self.today <= row.self_due_on) == (may_assess(row, act) == "")
        if row.status == S.DELIVERED and row.received_at is not None:
            assert (self.today <= row.reply_due_on) == (reply_time_is_left(row, act) == "")
        if row.status in {S.ASSESSED, S.RATED} and self.today <= row.ends_on:
            assert still_the_appraisers(row, act) == ""
        if row.status == S.OVERDUE:
            assert row.conclude_due_on is not None
        if row.status == S.DISPUTED:
            assert row.decide_due_on is not None

    # --- to an end -----------------------------------------------------------------------
    def finish(self) -> None:
        """Everybody who is left does what is asked; personnel fill gaps. Every row must reach its end."""
        found = self.evaluations()
        for _round in range(80):
            left = [row for row in found if row.status not in TERMINAL]
            upcoming = [one.opens_on for one in self.period.windows.all() if one.opens_on > self.today]
            if not left and not upcoming:
                break
            to_the_next = (min(upcoming) - self.today).days if upcoming else 8
            self.clock.shift(timedelta(8 if left else to_the_next))
            due_steps.take(self.today)
            for row in self.evaluations():
                if row.status not in TERMINAL:
                    self.lead_on(row)
            found = self.evaluations()
            self.check(found)
        assert {row.status for row in found} <= {"FINAL", "VOID"}, "no end was reached"
        living = [one for one in self.appraisals() if one.status != AppraisalStatus.CLOSED]
        for appraisal in living:
            yearly = [
                row.status for row in found if row.window == "AKHIR" and row.appraisal_id == appraisal.pk
            ]
            assert yearly, "a living appraisal has its yearly evaluation"

    def lead_on(self, row: Evaluation) -> None:
        if self.gone is not None:
            self.fill(row)
            row = Evaluation.objects.select_related("appraisal__period", "appraisal__employee").get(pk=row.pk)
        self.set_targets(row.appraisal)
        self.prepare(row)
        row.refresh_from_db()
        for action in (
            "submit",
            "rate",
            "deliver",
            "conclude",
            "uphold",
            "hand_on",
            "hand_over_by_personnel",
        ):
            step = workflow.EVALUATION_STEPS[action]
            for by in self.who(row, step.party) if row.status in step.sources else []:
                if self.takes(row, action, by):
                    return
        never_planned = row.appraisal.status != AppraisalStatus.RUNNING and not row.signed
        if never_planned:
            self.takes(row, "void", self.agency.personnel)

    def takes(self, subject: Appraisal | Evaluation, action: str, by: Employee) -> bool:
        """Whether the step was let through."""
        try:
            workflow.perform(subject, action, by=by, note=NOTE)
        except Refused:
            return False
        return True

    def set_targets(self, appraisal: Appraisal) -> None:
        """A year without an SKP gets one before it is judged."""
        if appraisal.status == AppraisalStatus.PLANNING and not appraisal.targets.exists():
            factories.add_target(appraisal, "Laporan layanan tersusun")
        for action in ("set", "set_unproposed", "set_by_reviewer"):
            step = workflow.APPRAISAL_STEPS[action]
            for by in self.who(appraisal, step.party) if appraisal.status in step.sources else []:
                if self.takes(appraisal, action, by):
                    return

    def fill(self, row: Evaluation) -> None:
        """Whoever fell away is followed by somebody else."""
        appraisal = row.appraisal
        if appraisal.status == AppraisalStatus.CLOSED or self.gone is None:
            return
        for role in (PartyRole.APPRAISER, PartyRole.REVIEWER):
            party = appraisal.party(role, self.today)
            if party is not None and party.employee_id == self.gone.pk:
                wanted = self.agency.stranger if role == PartyRole.APPRAISER else self.agency.auditor
                self.others = [*self.others, wanted]
                change = Change({role: wanted}, self.today, NOTE, Cause.VACANCY)
                parties.change_parties(appraisal, change, by=self.agency.personnel)


def _assess(row: Evaluation, _by: Employee, _chance: random.Random) -> None:
    for target in row.appraisal.targets.all():
        row.self_targets.update_or_create(target=target, defaults={"achievements": "Tercapai."})


def _rate(origin: str) -> Callable[[Evaluation, Employee, random.Random], None]:
    def write(row: Evaluation, by: Employee, chance: random.Random) -> None:
        chosen = [chance.choice(["ABOVE", "MEETS", "BELOW"]) for _ in range(2)]
        fields = {
            "results": chosen[0],
            "results_reason": NOTE,
            "behaviour": chosen[1],
            "behaviour_reason": NOTE,
        }
        OverallRating.objects.update_or_create(
            evaluation=row, by=by, given_at=None, defaults=fields | {"origin": origin}
        )

    return write


def _note(row: Evaluation, _by: Employee, _chance: random.Random) -> None:
    row.note = "Pertahankan."


def _talk(row: Evaluation, _by: Employee, _chance: random.Random) -> None:
    fields = {"appraisal": row.appraisal, "held_on": timezone.localdate(), "minutes": "Dibahas bersama."}
    factories.Dialogue.objects.update_or_create(evaluation=row, defaults=fields)


WRITERS: dict[str, Callable[[Evaluation, Employee, random.Random], None]] = {
    "self": _assess,
    "rating": _rate("APPRAISER"),
    "note": _note,
    "dialogue": _talk,
    "conclusion": _rate("REVIEWER"),
    "conclusion_note": _note,
    "decision": _rate("OBJECTION"),
}
