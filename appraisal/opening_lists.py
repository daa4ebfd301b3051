"""The lists of a dry run: who would be opened, who lacks a superior, who is left out.

The database sorts everybody by the rules of `opening.plan`, which then tells of those on a page who gets whom and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Value, When

from appraisal import opening
from appraisal.models import AppraisalStatus, Period
from employees.absences import stopping
from employees.models import Employee, Unit
from employees.models.person import LegalStatus
from employees.models.placement import definitive_on


class Fate(StrEnum):
    """What the opening would do with somebody."""

    OPEN_ALREADY = "open"
    LEFT_OUT = "left out"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Sorted:
    """Everybody's number on the list of their fate, by name; who lacks a superior is opened all the same."""

    to_open: list[int]
    incomplete: list[int]
    left_out: list[int]
    already_open: int


def sorted_out(period: Period, *, today: date, units: Iterable[Unit] | None = None) -> Sorted:
    """As `opening.plan` would sort them; one query and one of absences, however many people."""
    day = opening.effective_day(period, today)
    people = Employee.objects.active().exclude(kind=Employee.Kind.NON_ASN).order_by("sort_name", "pk")
    rows = cast("Any", _with_fate(people, period, day))  # the plugin does not know joined relations
    if units is not None:
        rows = rows.filter(post__unit__in=units)
    lists: defaultdict[str, list[int]] = defaultdict(list)
    to_open: list[int] = []
    for number, fate in rows.values_list("pk", "fate"):
        lists[fate].append(number)
        if fate in {Fate.INCOMPLETE, Fate.COMPLETE}:
            to_open.append(number)
    return Sorted(to_open, lists[Fate.INCOMPLETE], lists[Fate.LEFT_OUT], len(lists[Fate.OPEN_ALREADY]))


def _with_fate(people: QuerySet[Employee], period: Period, day: date) -> QuerySet[Employee]:
    """Annotates `fate`; `opening.plan` says the same of each person in words."""
    above = "post__superior__placements"
    opened = Q(appraisals__period=period) & ~Q(appraisals__status=AppraisalStatus.CLOSED)
    joined = people.annotate(
        opened=FilteredRelation("appraisals", condition=opened),
        post=FilteredRelation("placements", condition=definitive_on("placements", day)),
        above=FilteredRelation(above, condition=definitive_on(above, day)),
    )
    told = joined.annotate(
        opened_row=F("opened__pk"),
        post_row=F("post__pk"),
        appraiser=F("post__superior_id"),
        appraiser_active=F("post__superior__active"),
        appraiser_kind=F("post__superior__kind"),
        reviewer=F("above__superior_id"),
    )
    out = Q(pk__in=_away(period, day)) | Q(legal_status__in=LegalStatus.no_appraisal()) | Q(post_row=None)
    nobody_above = Q(reviewer=None) | Q(reviewer=F("pk"))
    lacks = Q(appraiser=None) | Q(appraiser_active=False)
    lacks |= nobody_above & ~Q(appraiser_kind=Employee.Kind.NON_ASN)
    return told.annotate(
        fate=Case(
            When(opened_row__isnull=False, then=Value(Fate.OPEN_ALREADY.value)),
            When(out, then=Value(Fate.LEFT_OUT.value)),
            When(lacks, then=Value(Fate.INCOMPLETE.value)),
            default=Value(Fate.COMPLETE.value),
        )
    )


def _away(period: Period, day: date) -> list[int]:
    absent = stopping(period.starts_on, day)
    return [person for person in absent if opening.away(absent, person, day) is not None]
