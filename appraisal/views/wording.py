"""The check of a target's wording while it is typed: examples beside the field, hints below it. It blocks nothing."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from appraisal import target_hints
from appraisal.forms import MOST_INDICATORS
from appraisal.models import Appraisal, TargetIndicator
from appraisal.shape import shape_of
from appraisal.target_hints import Measure, hints
from appraisal.views.shared import appraisal_or_404
from employees.http import Request, page

PREFIX = "indikator"
FIELDS = ("text", "goal", "unit", "lower", "aspect")


@require_POST
def wording_check(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The hints for what is typed just now, for whoever may open this SKP; nothing is read or stored but its kind."""
    row = appraisal_or_404(request, uuid)
    found = hints(request.POST.get("result", ""), typed_measures(request.POST), shape_of(row))
    return page(request, "appraisal/_wording_hints.html", {"hints": found})


def typed_measures(data: QueryDict) -> list[Measure]:
    """The indicators of the form as they stand, also what would not be accepted."""
    return [
        Measure(**{name: data.get(f"{PREFIX}-{number}-{name}", "") for name in FIELDS})
        for number in range(2 * MOST_INDICATORS)
        if f"{PREFIX}-{number}-text" in data and f"{PREFIX}-{number}-DELETE" not in data
    ]


def measures_of(indicators: Iterable[TargetIndicator]) -> list[Measure]:
    """Stored indicators."""
    return [
        Measure(one.text, one.goal, one.unit, "" if one.lower is None else str(one.lower), one.aspect)
        for one in indicators
    ]


def wording_beside(row: Appraisal, form: BaseForm, formset: BaseFormSet[Any]) -> dict[str, Any]:
    """Context of the form: examples of the regulation, and the hints for what it shows."""
    measures = [
        Measure(**{name: _shown(one, name) for name in FIELDS if name in one.fields}) for one in formset.forms
    ]
    return {
        "good_examples": target_hints.GOOD,
        "bad_examples": target_hints.BAD,
        "hints": hints(_shown(form, "result"), measures, shape_of(row)),
    }


def _shown(form: BaseForm, name: str) -> str:
    value = form[name].value()
    return "" if value is None else str(value)
