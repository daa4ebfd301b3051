"""The patterns of ratings that personnel and reviewers read, made out of a window's signed results.

Signed results alone, because personnel read ratings from then on (product.md). Heads of units are left out: their
results rating follows the unit's result and says nothing about who wrote it. Made anew every night, and when asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import takewhile

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from appraisal import fairness
from appraisal.fairness import Examined
from appraisal.leading import AGENCY_STEPS
from appraisal.models import Evaluation, Origin, OverallRating, Period, RatingPattern
from appraisal.models.evaluation import SIGNED
from appraisal.pattern_signs import Gathered, Signs
from appraisal.rating import Rating
from appraisal.windows import codes
from employees.models import Unit
from employees.models.unit import STEP

BATCH = 1000
OWN = (Origin.APPRAISER, Origin.CALIBRATION)  # what others decided later is not the appraiser's
STEP_LENGTH = len(STEP.format(0))


@dataclass(frozen=True)
class Rated:
    """One person's ratings as the appraiser gave them."""

    appraiser: int
    evaluation: int
    appraisal: int
    name: str
    path: str
    results: str
    results_reason: str
    behaviour: str
    behaviour_reason: str

    @property
    def office(self) -> str:
        """The path of the office, directly below the agency; whoever stands above it has the agency's own."""
        return self.path[: AGENCY_STEPS * STEP_LENGTH]

    def told(self, who: object, where: object) -> fairness.Row:
        return who, where, Rating(self.results), Rating(self.behaviour)


def renew(period: Period, window: str) -> int:
    """Make the patterns of a window anew; running it again changes nothing. Returns how many there are."""
    rows = list(rated(period, window))
    gathered = Gathered.of(period, window)
    people: defaultdict[int, list[Rated]] = defaultdict(list)
    for row in rows:
        people[row.appraiser].append(row)
    units = {unit.path: unit for unit in Unit.objects.all()}
    made = [
        _pattern(
            one,
            units[lowest(row.path for row in people[one.appraiser])],
            gathered.of_people(people[one.appraiser]),
        )
        for one in fairness.examined(row.told(row.appraiser, row.office) for row in rows)
    ]
    for pattern, appraiser in zip(made, people, strict=True):
        pattern.appraiser_id = appraiser
    made += [
        _pattern(one, units[str(one.appraiser)])
        for one in fairness.examined(row.told(row.office, "") for row in rows)
    ]
    _store(period, window, made)
    return len(made)


def rated(period: Period, window: str) -> Iterator[Rated]:
    """The last rating that the appraiser gave in each signed evaluation of the window; one query."""
    given = OverallRating.objects.filter(
        given_at__isnull=False,
        origin__in=OWN,
        evaluation__appraisal__period=period,
        evaluation__window=window,
        evaluation__status__in=SIGNED,
    )
    last = given.order_by("evaluation_id", "-given_at", "-pk").distinct("evaluation_id")
    person = "evaluation__appraisal__employee"
    heads = Unit.objects.filter(head=OuterRef(person))
    rows = OverallRating.objects.filter(~Exists(heads), pk__in=last.values("pk")).order_by("pk")
    found = rows.values_list(
        "by", "evaluation", "evaluation__appraisal", f"{person}__name", "evaluation__appraisal__unit__path",
        "results", "results_reason", "behaviour", "behaviour_reason",
    )  # fmt: skip
    return (Rated(*row) for row in found.iterator(BATCH))


def lowest(paths: Iterable[str]) -> str:
    """The path of the lowest unit that holds all of these."""
    found = list(paths)
    steps = zip(min(found).split("."), max(found).split("."), strict=False)
    return "".join(f"{one}." for one, two in takewhile(lambda pair: pair[0] and pair[0] == pair[1], steps))


def _pattern(one: Examined, unit: Unit, signs: Signs | None = None) -> RatingPattern:
    return RatingPattern(
        unit=unit,
        people=one.people,
        given=one.given,
        expected=[round(figure, 2) for figure in one.expected],
        findings=[{"kind": each.kind.value, "chance": each.chance} for each in one.findings],
        signs=asdict(signs) if signs else {},
    )


@transaction.atomic
def _store(period: Period, window: str, made: list[RatingPattern]) -> None:
    """In place of what stood there, under the same addresses. The period's row serialises two who do it at once."""
    Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    there = RatingPattern.objects.filter(period=period, window=window)
    known = {(row.appraiser_id, row.unit_id if row.appraiser_id is None else None): row.uuid for row in there}
    now = timezone.now()
    for row in made:
        row.period, row.window, row.made_at = period, window, now
        key = (row.appraiser_id, row.unit_id if row.appraiser_id is None else None)
        row.uuid = known.get(key, row.uuid)
    there.delete()
    RatingPattern.objects.bulk_create(made, batch_size=BATCH)


def renew_stale() -> int:
    """Every window in which something was signed since its patterns were made. Returns how many."""
    done = 0
    for period in Period.objects.exclude(status=Period.Status.PREPARING):
        for code in codes(period):
            signed = Evaluation.objects.filter(appraisal__period=period, window=code, status__in=SIGNED)
            newest = signed.aggregate(at=Max("signed_at"))["at"]
            made = RatingPattern.objects.filter(period=period, window=code).aggregate(at=Max("made_at"))["at"]
            if newest is not None and (made is None or made < newest):
                renew(period, code)
                done += 1
    return done
