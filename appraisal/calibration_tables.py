"""What somebody sees in a calibration: counts of everybody, names of the own people, all for whoever reviews them.

By the table of field groups (product.md): the appraiser reads his own people's ratings, their reviewer from RATED on,
personnel counts. Of an appraiser with fewer than `FEWEST` ratings others see no counts, and nobody sees those of his
own appraiser. A total holds only what is shown, so that nothing can be told by taking away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from appraisal import calibrations
from appraisal.fairness import FEWEST
from appraisal.models import (
    Calibration,
    CalibrationChange,
    Evaluation,
    EvaluationStatus,
    OverallRating,
    Party,
    PartyRole,
)
from appraisal.rating import PREDICATE_LABELS, Predicate
from appraisal.standing import evaluations_of
from appraisal.year_comparison import rating_that_holds
from employees.models import Employee, User

Counts = Counter[Predicate]


@dataclass(frozen=True)
class Segment:
    """A part of the bar of a row, in thousandths."""

    key: str
    label: str
    count: int
    x: int
    width: int


def segments(counts: Counts) -> list[Segment]:
    found, x, total = [], 0, counts.total()
    for predicate, label in PREDICATE_LABELS.items():
        if counts[predicate]:
            width = round(1000 * counts[predicate] / total)
            found.append(Segment(predicate.value, label, counts[predicate], x, width))
            x += width
    return found


@dataclass(frozen=True)
class Person:
    """Somebody whose name this reader may see, with the rating that holds; `changeable` by him, now."""

    evaluation: Evaluation
    rating: OverallRating | None
    changeable: bool


@dataclass(frozen=True)
class Row:
    """One appraiser. `counts` is None where they are too few to be shown to this reader."""

    appraiser: Employee
    people: int
    rated: int
    counts: Counts | None
    named: list[Person] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[str, int]]:
        return [(label, (self.counts or Counter())[one]) for one, label in PREDICATE_LABELS.items()]

    @property
    def segments(self) -> list[Segment]:
        return segments(self.counts) if self.counts else []


@dataclass(frozen=True)
class Changed:
    """A change of somebody whose name this reader may see."""

    person: Employee
    change: CalibrationChange


@dataclass(frozen=True)
class Table:
    """The session as one reader sees it; `hidden` says that his own appraiser is left out.

    `changed` are those whose person he may see, `others` how many more there are.
    """

    rows: list[Row]
    hidden: bool
    changed: list[Changed]
    others: int

    @property
    def total(self) -> Row | None:
        """Of what is shown; None where that is one row or none."""
        shown = [row for row in self.rows if row.counts]
        if len(shown) < 2:
            return None
        added: Counts = Counter()
        for row in shown:
            added.update(row.counts or {})
        return Row(shown[0].appraiser, sum(row.people for row in shown), added.total(), added)


def table(session: Calibration, user: User) -> Table:
    """Seven queries, however many people; the changes without a join to their people, who are here already."""
    rows = list(
        calibrations.evaluations_of(session)
        .select_related("appraisal__employee", "appraisal__unit")
        .order_by("appraisal__employee__sort_name", "pk")
    )
    by_appraiser: defaultdict[int, list[Evaluation]] = defaultdict(list)
    for row in rows:
        by_appraiser[vars(row)["appraiser_now"]].append(row)
    reader = _Reader.of(session, user, rows)
    superiors = set(_superiors(user))
    invited = Employee.objects.filter(pk__in=session.participants.values("appraiser"))
    people = list(invited.order_by("sort_name", "pk"))
    made = [reader.row(one, by_appraiser[one.pk]) for one in people if one.pk not in superiors]
    changes = list(session.changes.select_related("before", "after", "by").order_by("at", "pk"))
    persons = {row.pk: row.appraisal.employee for row in rows if row.pk in reader.named}
    seen = [
        Changed(persons[one.after.evaluation_id], one)
        for one in changes
        if one.after.evaluation_id in persons
    ]
    hidden = any(one.pk in superiors for one in people)
    return Table(made, hidden, seen, len(changes) - len(seen))


@dataclass(frozen=True)
class _Reader:
    """Whose names one reader sees: `own` people, and those that he reviews."""

    session: Calibration
    own: set[int]
    named: set[int]
    ratings: Mapping[int, OverallRating]

    @classmethod
    def of(cls, session: Calibration, user: User, rows: Iterable[Evaluation]) -> _Reader:
        own = _held(session, user, PartyRole.APPRAISER)
        named = own | _held(session, user, PartyRole.REVIEWER)
        return cls(session, own, named, ratings_of([row for row in rows if row.pk in named]))

    def row(self, appraiser: Employee, people: list[Evaluation]) -> Row:
        open_now = self.session.open
        counts = _counted(people) if open_now else frozen(self.session, appraiser)
        whole = all(one.pk in self.named for one in people)
        seen = [
            Person(
                one,
                self.ratings.get(one.pk),
                open_now and one.pk in self.own and one.status == EvaluationStatus.RATED,
            )
            for one in people
            if one.pk in self.named
        ]
        shown = counts if whole or counts.total() >= FEWEST else None
        return Row(appraiser, len(people), counts.total(), shown, seen)


def _counted(people: Iterable[Evaluation]) -> Counts:
    """Given ratings alone: a draft is nobody's but its writer's."""
    return Counter(Predicate(one.predicate) for one in people if one.predicate)


def frozen(session: Calibration, appraiser: Employee) -> Counts:
    """As they stood when the session was locked."""
    kept = session.counts.get(str(appraiser.pk), {})
    return Counter({Predicate(key): number for key, number in kept.items()})


def counts_now(session: Calibration) -> dict[str, dict[str, int]]:
    """What the lock keeps: predicates by appraiser."""
    found: dict[str, dict[str, int]] = {}
    for appraiser, predicate in calibrations.evaluations_of(session).values_list(
        "appraiser_now", "predicate"
    ):
        if predicate:
            line = found.setdefault(str(appraiser), {})
            line[predicate] = line.get(predicate, 0) + 1
    return found


def _held(session: Calibration, user: User, role: PartyRole) -> set[int]:
    """Evaluations of the session's window in which this user holds the role; a reviewer from RATED on."""
    rows = Evaluation.objects.filter(
        evaluations_of(user.employee, role, timezone.localdate()),
        appraisal__period=session.period_id,
        window=session.window,
    )
    if role == PartyRole.REVIEWER:
        rows = rows.exclude(predicate="")
    return set(rows.values_list("pk", flat=True))


def ratings_of(evaluations: Sequence[Evaluation]) -> dict[int, OverallRating]:
    """The rating that holds, by evaluation: what a superior concluded or decided has replaced the appraiser's."""
    given = OverallRating.objects.filter(given_at__isnull=False).order_by("given_at", "pk")
    prefetch_related_objects(evaluations, Prefetch("ratings", given))
    held = ((one.pk, rating_that_holds(one)) for one in evaluations)
    return {pk: rating for pk, rating in held if rating is not None}


def _superiors(user: User) -> Iterable[int]:
    mine = Party.objects.on(timezone.localdate()).filter(role=PartyRole.APPRAISER, appraisee=user.employee_id)
    return mine.values_list("employee", flat=True)
