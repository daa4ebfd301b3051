"""All rules of a year in one place, whichever app keeps them: said in words, compared, carried into the next year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Model
from django.urls import reverse

from appraisal import reminder_plans
from appraisal.models import Criterion, EvaluationWindow, Period, WindowCode
from employees.dates import dated
from feedback.asked import policy_of as rounds_of
from feedback.models import CitizenPolicy, RoundPolicy

CARRIED_ROUNDS = ("floor", "most_requests", "peers", "random_peers", "subordinates")

__all__ = [
    "carry", "citizens_of", "difference", "label_of", "plain", "rounds_of", "same", "spoken", "summary", "yes_no",
]  # fmt: skip


def citizens_of(period: Period) -> CitizenPolicy:
    """The period's rule of citizens' words, or the default where personnel set none."""
    return CitizenPolicy.objects.filter(period=period).first() or CitizenPolicy(period=period)


# --- in words -----------------------------------------------------------------------
def label_of(row: Model, name: str) -> str:
    """A setting's name as its form writes it."""
    field: Any = row._meta.get_field(name)
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def spoken(row: Model, name: str, value: Any) -> str:
    """A setting's value as people read it."""
    field: Any = row._meta.get_field(name)
    if isinstance(field, ArrayField):
        words = dict(field.base_field.flatchoices)
        return ", ".join(words[one] for one in words if one in value) or "tidak ada"
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return dated(value)
    return str(dict(field.flatchoices or ()).get(value, "–" if value is None else value))


def yes_no(value: bool) -> str:
    return "ya" if value else "tidak"


def same(one: Any, other: Any) -> bool:
    """Whether two values of a setting mean the same; the order of a list means nothing."""
    return bool(plain(one) == plain(other))


def plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def difference(row: Model, before: dict[str, Any], names: Iterable[str]) -> list[str]:
    """Sentences 'label: before → after' for those fields that changed."""
    return [
        f"{label_of(row, name)}: {spoken(row, name, before[name])} → {spoken(row, name, getattr(row, name))}"
        for name in names
        if not same(before[name], getattr(row, name))
    ]


@dataclass(frozen=True)
class Rules:
    """Rules that are set on a page of their own, in one sentence."""

    label: str
    url: str
    said: str


def summary(period: Period) -> list[Rules]:
    """What holds in this year beside the period's own settings, and where it is set."""
    rounds, criteria = rounds_of(period), period.criteria.filter(published_at__isnull=False).count()
    year = f"?tahun={period.year}"
    citizens = "masuk" if citizens_of(period).in_record else "tidak masuk"
    return [
        Rules("Pengingat", reverse("reminder_plans") + year, reminder_plans.summary(period)),
        Rules(
            "Umpan balik 360",
            reverse("round_policy") + year,
            f"{rounds.get_peers_display()}; tampil mulai {rounds.floor} jawaban",
        ),
        Rules("Penilaian masyarakat", reverse("citizen_policy") + year, f"{citizens} rekaman umpan balik"),
        Rules("Kriteria instansi", reverse("criteria") + year, f"{criteria} diterbitkan"),
    ]


# --- from year to year --------------------------------------------------------------
def carry(before: Period, into: Period) -> None:
    """What the year before had set up beside the period's own fields; criteria come as drafts to be published."""
    _carry_windows(before, into)
    rounds = rounds_of(before)
    if rounds.pk:
        kept = {name: getattr(rounds, name) for name in CARRIED_ROUNDS}
        RoundPolicy.objects.create(period=into, **kept)
    citizens = citizens_of(before)
    if citizens.pk:
        CitizenPolicy.objects.create(period=into, in_record=citizens.in_record)
    reminder_plans.carry_over(before, into)
    Criterion.objects.bulk_create(
        _draft(one, into) for one in before.criteria.filter(published_at__isnull=False)
    )


def _draft(criterion: Criterion, into: Period) -> Criterion:
    names = ("unit", "name", "source", "above", "meets", "below", "above_from", "meets_from", "order")
    return Criterion(period=into, **{name: getattr(criterion, name) for name in names})


def _carry_windows(before: Period, into: Period) -> None:
    """The yearly window keeps its days of the year. Periodic ones follow working days, so they are counted anew."""
    old, years = before.yearly_window(), into.year - before.year
    EvaluationWindow.objects.filter(period=into, code=WindowCode.YEAR).update(
        **{name: _later(getattr(old, name), years) for name in ("opens_on", "self_due_on", "ends_on")}
    )


def _later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)
