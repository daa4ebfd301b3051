"""A person's years, hours and open questions on their page at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from appraisal import corrections
from appraisal.models import Appraisal
from appraisal.stages import LABELS, TONES, with_stage
from employees.models import Employee, User
from employees.person_panels import Panel, register
from training import hours

MOST_YEARS = 10
# Of signed yearly results personnel read the predicate (product.md, 'Who sees what').
SIGNED_STAGES = frozenset({"DELIVERED", "DISPUTED", "FINAL"})


@dataclass(frozen=True)
class Year:
    """One appraisal of the person: where it stands, and its predicate once that is signed."""

    appraisal: Any
    label: str
    tone: str
    predicate: str


@register
def years(user: User, person: Employee) -> Panel:
    """The appraisals that this user may open, latest first, and what hangs on them; five queries."""
    visible = Appraisal.objects.visible_to(user).filter(employee=person)
    rows = with_stage(visible).select_related("period", "unit").prefetch_related("evaluations")
    listed: list[Any] = list(rows.order_by("-period__year", "-pk")[:MOST_YEARS])
    return Panel(
        "desk/_person_years.html",
        {
            "years": [Year(row, LABELS[row.stage], TONES[row.stage], _predicate(row)) for row in listed],
            "hours": hours.of(person, timezone.localdate().year),
            "corrections": corrections.administered_by(user).filter(appraisal__employee=person, answer=""),
            "ways": [] if person.pk == user.employee_id else _ways(person),
        },
    )


def _ways(person: Employee) -> list[tuple[str, str]]:
    return [
        ("Perbandingan tahun", reverse("years_of", args=[person.uuid])),
        ("Saldo angka kredit", reverse("credit_balance", args=[person.uuid])),
        ("Cuti", reverse("leaves", args=[person.uuid])),
    ]


def _predicate(row: Any) -> str:
    yearly = next(
        (one for one in row.evaluations.all() if one.window == "AKHIR" and one.status != "VOID"), None
    )
    shown = yearly is not None and yearly.status in SIGNED_STAGES and yearly.predicate
    return str(yearly.get_predicate_display()) if yearly is not None and shown else ""
