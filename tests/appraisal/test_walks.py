"""Random walks through both tables, beside a tiny model of the rules that knows nothing of the code.

A walk is a list of moves: steps by right and wrong people, content that is written, days that pass, the beat.
After every move the appraisal must stand where the model stands, and nothing else may have changed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from appraisal import due_steps, opening, workflow
from appraisal.models import Appraisal, Evaluation, Event, OverallRating
from employees.models import Employee
from tests import factories
from tests.appraisal.test_workflow_table import APPRAISAL, EVALUATION, EVALUATION_PARTS, PARTS
from tests.appraisal.walk_model import ENDS, FIRST_DAY, OPENS, SELF_DUE, TARGETS_DUE, Model
from tests.factories import Agency

pytestmark = pytest.mark.django_db

# What an ordinary year does; a walk takes some of it first, so that late statuses are met as often as early ones.
ORDINARY = (
    ("write", "targets", "appraisee"),
    ("act", "propose", "appraisee"),
    ("act", "set", "appraiser"),
    ("wait", 35, ""),
    ("beat", "", ""),
    ("write", "self", "appraisee"),
    ("act", "submit", "appraisee"),
    ("write", "rating", "appraiser"),
    ("act", "rate", "appraiser"),
    ("write", "dialogue", "appraiser"),
    ("write", "note", "appraiser"),
    ("act", "deliver", "appraiser"),
    ("act", "accept", "appraisee"),
)
# Two other ways: nobody signs in time, so the reviewer concludes; and an objection that changes the result.
OVERDUE_WAY = (
    *ORDINARY[:7],
    ("wait", 45, ""),
    ("beat", "", ""),
    ("write", "conclusion", "reviewer"),
    ("write", "conclusion_note", "reviewer"),
    ("act", "conclude", "reviewer"),
    ("wait", 15, ""),
    ("beat", "", ""),
)
DISPUTED_WAY = (
    *ORDINARY[:12],
    ("act", "sign", "appraisee"),
    ("act", "object", "appraisee", "Tidak dihitung."),
    ("act", "explain_as_appraisee", "appraisee", "Terlampir."),
    ("act", "explain_as_appraiser", "appraiser", "Milik tahun lalu."),
    ("write", "decision", "reviewer"),
    ("act", "change", "reviewer", "Diubah."),
    ("act", "accept", "appraisee"),
    ("act", "reopen_decision", "personnel", "Bukti baru."),
)
WAYS = (ORDINARY, OVERDUE_WAY, DISPUTED_WAY)  # fmt: skip
ROLES = (
    "appraisee", "appraiser", "reviewer", "personnel", "unit_personnel", "other_unit_personnel", "auditor",
    "stranger", "system", "impostor",
)  # fmt: skip


# Steps that take a signature back or replace it, each with its event.
SIGNS_ANEW = frozenset(
    {"retract", "retract_conclusion", "reopen", "reopen_conclusion", "reopen_decision", "change", "conclude"}
)


class Walk:
    """The real appraisal, moved together with the model."""

    def __init__(self, agency: Agency, appraisal: Appraisal, clock: time_machine.Coordinates) -> None:
        self.clock = clock
        self.model = Model()
        self.appraisal = appraisal
        self.evaluation: Evaluation | None = None
        self.people: dict[str, Employee | None] = {
            "appraisee": appraisal.employee,
            "appraiser": agency.superior,
            "reviewer": agency.head,
            "personnel": agency.personnel,
            "unit_personnel": agency.unit_personnel,
            "other_unit_personnel": agency.other_unit_personnel,
            "auditor": agency.auditor,
            "stranger": agency.stranger,
            "system": None,
            "impostor": agency.personnel,  # who says to act for the appraiser, a civil servant with an account
        }
        self.behalf = {"impostor": agency.superior}
        self.opening_events = Event.objects.filter(appraisal=appraisal).count()
        self.signature: object = None

    def move(self, kind: str, what: Any, role: str, note: str = "") -> None:
        before = self.everything()
        changes = {"act": self.act, "write": self.write, "wait": self.wait, "beat": self.beat}[kind]
        if not changes(what, role, note):
            assert self.everything() == before, f"a refused {what} by {role} left something behind"
        else:
            self.check()

    def act(self, action: str, role: str, note: str) -> bool:
        subject = self.appraisal if action in APPRAISAL else self.evaluation
        if subject is None:
            return False
        expected = self.model.allows(action, role, note)
        refused = ""
        try:
            workflow.perform(
                subject, action, by=self.people[role], note=note, on_behalf_of=self.behalf.get(role)
            )
        except workflow.Refused as reason:
            refused = str(reason)
        assert expected == (not refused), f"{action} by {role}: {refused or 'let through'}"
        if expected:
            self.model.take(action)
            if action in SIGNS_ANEW:
                self.signature = None
        return expected

    def write(self, part: str, role: str, _note: str) -> bool:
        subject = self.appraisal if part in PARTS else self.evaluation
        by = self.people[role]
        if subject is None or by is None or role in self.behalf:
            return False
        expected = self.model.may_write(part, role)
        refused = ""
        try:
            with workflow.editing(subject, part, by=by) as row:
                CONTENT.get(part, nothing)(row, by)
        except workflow.Refused as reason:
            refused = str(reason)
        assert expected == (not refused), f"writing {part} by {role}: {refused or 'let through'}"
        if expected:
            self.model.write(part)
        return expected

    def wait(self, days: int, _role: str, _note: str) -> bool:
        self.clock.shift(timedelta(days))
        self.model.today += timedelta(days)
        return True

    def beat(self, _what: str, _role: str, _note: str) -> bool:
        due_steps.take(timezone.localdate())
        self.model.beat()
        self.evaluation = self.appraisal.evaluations.first()
        return True

    def check(self) -> None:
        model = self.model
        self.appraisal.refresh_from_db()
        assert self.appraisal.status == model.appraisal
        if self.evaluation is not None:
            self.evaluation.refresh_from_db()
        assert (self.evaluation.status if self.evaluation else "") == model.evaluation
        events = Event.objects.filter(appraisal=self.appraisal).count()
        assert events == self.opening_events + model.events
        if self.evaluation is not None:
            self.check_evaluation(self.evaluation)
        for role in ("appraisee", "appraiser", "reviewer"):
            self.check_inbox(role)

    def check_evaluation(self, evaluation: Evaluation) -> None:
        assert (evaluation.rated_at is not None) == bool(evaluation.predicate) == self.model.rated
        assert (evaluation.signed_at is not None) == self.model.signed
        if evaluation.signed_at is None:
            return
        signature = self.what_was_signed(evaluation)
        self.signature = self.signature or signature
        assert signature == self.signature, "what was signed has changed"

    def check_inbox(self, role: str) -> None:
        person = self.people[role]
        assert person is not None
        waiting = (
            workflow.waiting_appraisals(person).filter(pk=self.appraisal.pk).exists(),
            workflow.waiting_evaluations(person).filter(appraisal=self.appraisal).exists(),
        )
        assert waiting == self.model.waits_for(role), role
        for subject, waits in zip((self.appraisal, self.evaluation), waiting, strict=True):
            turns = (
                [offer for offer in workflow.offered(subject, person) if offer.step.turn] if subject else []
            )
            assert not waits or turns, f"{role} is asked for something that has no button"
            ready = [offer for offer in turns if not offer.blocked]
            assert waits or not ready, f"{role} has a button that the inbox does not know"

    def what_was_signed(self, evaluation: Evaluation) -> object:
        columns = (
            "predicate",
            "note",
            "signed_at",
            "signed_by",
            "received_at",
            "reply_due_on",
            "undelivered_reason",
        )
        return (
            list(Evaluation.objects.filter(pk=evaluation.pk).values(*columns)),
            list(OverallRating.objects.filter(evaluation=evaluation, given_at__isnull=False).values()),
            [d.minutes for d in [getattr(evaluation, "dialogue", None)] if d],
        )

    def everything(self) -> object:
        """All rows that a step or a saved part may touch."""
        evaluations = Evaluation.objects.filter(appraisal=self.appraisal)
        return (
            Appraisal.objects.filter(pk=self.appraisal.pk).values().get(),
            self.appraisal.targets.count(),
            list(evaluations.values()),
            list(OverallRating.objects.filter(evaluation__in=evaluations).order_by("pk").values()),
        )


def nothing(_row: Any, _by: Employee) -> None: ...


def add_target(row: Any, _by: Employee) -> None:
    factories.add_target(row, "Laporan layanan tersusun", order=row.targets.count())


def write_assessment(row: Any, _by: Employee) -> None:
    for target in row.appraisal.targets.all():
        row.self_targets.update_or_create(target=target, defaults={"achievements": "Tercapai."})


def write_rating(row: Any, by: Employee) -> None:
    fields = {"results": "ABOVE", "results_reason": "Melampaui target.", "behaviour": "MEETS"}
    row.ratings.update_or_create(
        by=by, given_at=None, defaults=fields | {"behaviour_reason": "Ramah.", "origin": "APPRAISER"}
    )


def write_minutes(row: Any, _by: Employee) -> None:
    fields = {"appraisal": row.appraisal, "held_on": timezone.localdate(), "minutes": "Dibahas bersama."}
    factories.Dialogue.objects.update_or_create(evaluation=row, defaults=fields)


def write_note(row: Any, _by: Employee) -> None:
    row.note = "Pertahankan."


def write_reviewers_rating(row: Any, by: Employee) -> None:
    fields = {"results": "BELOW", "results_reason": "Belum tercapai.", "behaviour": "MEETS"}
    row.ratings.update_or_create(
        by=by, given_at=None, defaults=fields | {"behaviour_reason": "Ramah.", "origin": "REVIEWER"}
    )


CONTENT: dict[str, Callable[[Any, Employee], None]] = {
    "targets": add_target,
    "self": write_assessment,
    "rating": write_rating,
    "dialogue": write_minutes,
    "note": write_note,
    "conclusion": write_reviewers_rating,
    "decision": write_reviewers_rating,
    "conclusion_note": write_note,
}


@pytest.fixture
def beginning(agency: Agency) -> Iterator[tuple[Agency, Appraisal, time_machine.Coordinates]]:
    """One appraisal of a new year, on its first day."""
    noon = datetime.combine(FIRST_DAY, datetime.min.time(), UTC) + timedelta(hours=5)
    with time_machine.travel(noon, tick=False) as clock:
        unit = factories.make_unit("Seksi Uji", parent=agency.section)
        person = factories.make_employee("Wati Pejalan")
        factories.place(person, unit, agency.superior)
        period = factories.make_period(
            2026, targets_due_on=TARGETS_DUE, opens_on=OPENS, self_due_on=SELF_DUE, ends_on=ENDS
        )
        opening.open_period(period, by=agency.personnel, units=[unit])
        yield agency, Appraisal.objects.get(), clock


def right_person(action: str) -> str:
    return (APPRAISAL | EVALUATION)[action][0]


ACTIONS = sorted(APPRAISAL | EVALUATION)
WRITINGS = sorted(PARTS | EVALUATION_PARTS)
notes = st.sampled_from(["", "Mohon dilengkapi."])
moves = st.one_of(
    st.sampled_from(ACTIONS).map(lambda action: ("act", action, right_person(action), "Mohon dilengkapi.")),
    st.tuples(st.just("act"), st.sampled_from(ACTIONS), st.sampled_from(ROLES), notes),
    st.sampled_from(
        [
            ("write", part, who)
            for part, (parties, _) in (PARTS | EVALUATION_PARTS).items()
            for who in sorted(parties)
        ]
    ),
    st.tuples(st.just("write"), st.sampled_from(WRITINGS), st.sampled_from(ROLES)),
    st.tuples(st.just("wait"), st.integers(1, 25), st.just("")),
    st.just(("beat", "", "")),
)
walks = st.tuples(
    st.sampled_from(WAYS).flatmap(lambda way: st.integers(0, len(way)).map(lambda steps: way[:steps])),
    st.lists(moves, min_size=8, max_size=15),
)


def go(beginning: tuple[Agency, Appraisal, time_machine.Coordinates], walk: tuple[Any, list[Any]]) -> Walk:
    """Take one walk; the database and the clock are put back afterwards."""
    agency, appraisal, clock = beginning
    clock.move_to(datetime.combine(FIRST_DAY, datetime.min.time(), UTC) + timedelta(hours=5), tick=False)
    head_start, rest = walk
    with transaction.atomic():
        taken = Walk(agency, Appraisal.objects.get(pk=appraisal.pk), clock)
        for move in [*head_start, *rest]:
            taken.move(*move)
        transaction.set_rollback(True)
    return taken


def test_an_ordinary_year_ends_final(beginning: Any) -> None:
    taken = go(beginning, (ORDINARY, []))
    assert (taken.model.evaluation, taken.model.events) == ("FINAL", 6)


def test_an_overdue_year_is_concluded_and_ends_final(beginning: Any) -> None:
    taken = go(beginning, (OVERDUE_WAY, []))
    assert (taken.model.evaluation, taken.model.origin) == ("FINAL", "REVIEWER")


def test_a_disputed_year_is_decided_and_may_be_decided_anew(beginning: Any) -> None:
    taken = go(beginning, (DISPUTED_WAY, []))
    assert (taken.model.evaluation, taken.model.origin) == ("DISPUTED", "APPRAISER")


def test_a_rule_that_was_loosened_is_found(beginning: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = dataclasses.replace(workflow.EVALUATION_STEPS["sign"], party=workflow.Actor.APPRAISER)
    monkeypatch.setitem(workflow.EVALUATION_STEPS, "sign", loose)
    with pytest.raises(AssertionError, match="sign by appraiser: let through"):
        go(beginning, (ORDINARY[:-1], [("act", "sign", "appraiser")]))


# The fixture is made once a test: every walk rolls its rows back.
ONCE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


# The same walks every time and none made smaller: a suite is repeatable and short. The long runs seek new ones.
@pytest.mark.timeout(900)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=ONCE,
)
@given(walk=walks)
def test_no_walk_leaves_the_tables(beginning: Any, walk: tuple[Any, list[Any]]) -> None:
    go(beginning, walk)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@settings(max_examples=500, deadline=None, suppress_health_check=ONCE)
@given(walk=walks)
def test_no_long_walk_leaves_the_tables(beginning: Any, walk: tuple[Any, list[Any]]) -> None:
    go(beginning, walk)
