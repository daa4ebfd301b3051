"""Signed files kept with the step that they prove, and who may read them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from appraisal import seen_results
from appraisal.models import Appraisal, Evaluation, Event, Evidence
from appraisal.visibility import FieldGroup, visible_groups
from employees.models import User


def visible_to(user: User) -> QuerySet[Evidence]:
    """The signed files of appraisals that this user may open; `readable` decides about each."""
    rows = Evidence.objects.filter(event__appraisal__in=Appraisal.objects.visible_to(user)).exclude(file="")
    return rows.select_related("event__evaluation__appraisal")


def of(evaluation: Evaluation) -> list[Evidence]:
    """The signed files of an evaluation, the latest first; for whoever reads its ratings."""
    rows = Evidence.objects.filter(event__evaluation=evaluation).exclude(file="")
    return list(rows.select_related("event").order_by("-pk"))


def of_the_signature(evaluation: Evaluation) -> list[Evidence]:
    """The signed file of the signature that the evaluation bears."""
    if evaluation.signed_at is None:
        return []
    return [file for file in of(evaluation) if file.event and file.event.at >= evaluation.signed_at][-1:]


def readable(event: Event, user: User) -> bool:
    """A signed SKP is for all who see the appraisal; a signed evaluation tells the ratings."""
    return event.evaluation is None or FieldGroup.RATINGS in visible_groups(event.evaluation, user)


def beside(events: Iterable[Event], user: User) -> dict[int, list[Evidence]]:
    """By event, the files that this user may read; as many queries for a year of windows as for one.

    A file of what was retracted meanwhile is not here: the evaluation's page has it, for those who read its ratings.
    """
    kept = [event for event in events if event.evidence.all()]
    open_ones = seen_results.readable([event.evaluation for event in kept if event.evaluation], user)
    return {
        event.pk: list(event.evidence.all())
        for event in kept
        if event.evaluation is None or event.evaluation_id in open_ones
    }
