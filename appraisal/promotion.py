"""Candidates for promotion: one rule for everybody, and for each person which condition is met, with the figures.

A sieve and no ranking: people stand by name, nothing is added up to a score, and nothing is decided here. What other
apps know (hours of training) they register. Each condition is one question to the database, so that the list narrows
and the page explains by the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from appraisal.models import EvaluationWindow, PromotionRule, WindowCode
from employees.desk_access import only_leads
from employees.models import Employee, Placement, Unit, User
from employees.models.unit import UnitQuerySet


@dataclass(frozen=True)
class Standard:
    """The rule that holds, on a day, with the years whose results it looks at."""

    rule: PromotionRule
    day: date
    years: tuple[int, ...]

    @property
    def year_words(self) -> str:
        """'2024 dan 2025'."""
        *first, last = map(str, self.years)
        return f"{', '.join(first)} dan {last}" if first else last


@dataclass(frozen=True)
class Told:
    """A person's figure under a condition, and what is missing where it is not met."""

    figure: str
    missing: str = ""


@dataclass(frozen=True)
class Condition:
    """One thing that is asked. `met` narrows posts of `people`; `told` gives figures by employee id.

    `sealed`: not for heads of units, who may not read what it is about.
    """

    key: str
    short: str
    label: Callable[[Standard], str]
    asked: Callable[[Standard], bool]
    met: Callable[[Standard], Q]
    told: Callable[[Standard, Sequence[Placement]], dict[int, Told]]
    sealed: bool = False


_CONDITIONS: list[Condition] = []


def register(condition: Condition) -> Condition:
    """Let an app ask one more thing."""
    _CONDITIONS.append(condition)
    return condition


def standard() -> Standard:
    """The newest rule, and the last years whose yearly evaluations are over; two queries."""
    rule, day = PromotionRule.objects.first() or PromotionRule(version=0), timezone.localdate()
    over = EvaluationWindow.objects.filter(code=WindowCode.YEAR, ends_on__lt=day)
    last = over.aggregate(n=Max("period__year"))["n"] or day.year - 1
    return Standard(rule, day, tuple(range(last - rule.years + 1, last + 1)))


def conditions(found: Standard, *, sealed: bool = True) -> list[Condition]:
    """What the rule asks; without what is sealed for a head of units."""
    return [one for one in _CONDITIONS if one.asked(found) and (sealed or not one.sealed)]


def seen_by(user: User, found: Standard) -> list[Condition]:
    return conditions(found, sealed=not only_leads(user))


# --- people ---------------------------------------------------------------------------
def people(day: date) -> QuerySet[Placement]:
    """Today's definitive posts of PNS in service, with the day since which the post is held without another between.

    PPPK have a contract for their post: no promotion (domain.md section 8).
    """
    posts = Placement.objects.definitive()
    later = posts.filter(
        employee=OuterRef("employee"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=day
    ).exclude(position=OuterRef("position"))
    same = posts.filter(
        ~Exists(later), employee=OuterRef("employee"), position=OuterRef("position"), starts_on__lte=day
    )
    since = Subquery(same.order_by("starts_on").values("starts_on")[:1])
    civil = Employee.objects.appraised().filter(kind=Employee.Kind.PNS)
    rows = posts.on(day).filter(employee__in=civil.values("pk")).annotate(held_since=since)
    return rows.select_related("employee", "unit", "position")


def among(units: UnitQuerySet, found: Standard) -> QuerySet[Placement]:
    """Of the units that somebody reads at the desk (`read_units`); heads of units read theirs."""
    return people(found.day).filter(unit__in=units.values("pk"))


def below(rows: QuerySet[Placement], unit: Unit) -> QuerySet[Placement]:
    return rows.filter(unit__path__startswith=unit.path)


@dataclass(frozen=True)
class Verdict:
    """Of one post: whose sex, and the keys of the conditions that are not met."""

    post: int
    sex: str
    unmet: frozenset[str]


def verdicts(rows: QuerySet[Placement], found: Standard, asked: Iterable[Condition]) -> list[Verdict]:
    """Of everybody by name; one query, in which each condition is asked once. The list and its figures read it."""
    wanted = list(asked)
    keys = [one.key for one in wanted]
    met = {f"meets_{one.key}": ExpressionWrapper(one.met(found), BooleanField()) for one in wanted}
    told = rows.annotate(**met).order_by("employee__sort_name", "pk")
    return [
        Verdict(post, sex, frozenset(key for key, one in zip(keys, said, strict=True) if not one))
        for post, sex, *said in told.values_list("pk", "employee__sex", *met)
    ]


# --- in words -------------------------------------------------------------------------
@dataclass(frozen=True)
class Check:
    """One condition of one person."""

    short: str
    label: str
    met: bool
    told: Told


@dataclass(frozen=True)
class Line:
    """A person at a post with every condition, met or not."""

    post: Placement
    checks: list[Check]

    @property
    def unmet(self) -> list[Check]:
        return [one for one in self.checks if not one.met]

    @property
    def met(self) -> list[Check]:
        return [one for one in self.checks if one.met]


def lines(
    rows: Iterable[Placement], found: Standard, asked: Iterable[Condition], judged: Iterable[Verdict]
) -> list[Line]:
    """Of posts that were judged; a query or two a condition, however many people."""
    posts, wanted = list(rows), list(asked)
    figures = {one.key: one.told(found, posts) for one in wanted}
    unmet = {one.post: one.unmet for one in judged}
    return [
        Line(
            post,
            [
                Check(
                    one.short,
                    one.label(found),
                    one.key not in unmet[post.pk],
                    figures[one.key].get(post.employee_id, Told("–")),
                )
                for one in wanted
            ],
        )
        for post in posts
    ]


def line_of(post: QuerySet[Placement], found: Standard, asked: Sequence[Condition]) -> Line | None:
    """Of one person; None who holds no post that is looked at."""
    return next(iter(lines(post[:1], found, asked, verdicts(post, found, asked))), None)


@dataclass(frozen=True)
class Share:
    """How many of a sex meet everything."""

    label: str
    met: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.met / self.total) if self.total else 0


def by_sex(everybody: Iterable[Verdict]) -> list[Share]:
    """Whether the rule passes men and women alike."""
    whole, met = Counter[str](), Counter[str]()
    for one in everybody:
        whole[one.sex] += 1
        met[one.sex] += not one.unmet
    labels = [*Employee.Sex.choices, ("", "Tidak tercatat")]
    return [Share(str(label), met[sex], whole[sex]) for sex, label in labels if sex in whole]


# --- the rule -------------------------------------------------------------------------
def publish(rule: PromotionRule, *, by: Employee, drawn: int) -> PromotionRule | None:
    """Add the version after the one that the form was drawn with; None when there is a newer one."""
    newest = PromotionRule.objects.first()
    if (newest.version if newest else 0) != drawn:
        return None
    rule.version, rule.author = drawn + 1, by
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
    except IntegrityError:  # two at once: the other was first
        return None
    return rule
