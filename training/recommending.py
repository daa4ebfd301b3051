"""A superior's item of the plan is a recommendation of the evaluation; while its note is open, it is written there.

The document prints recommendations as its minimum content (text line 4707); personnel follow them up.
"""

from __future__ import annotations

from appraisal import workflow
from appraisal.evaluation_forms import MAX_RECOMMENDATIONS
from appraisal.models import Recommendation
from employees.models import Employee
from training.models import DevelopmentItem


def write(item: DevelopmentItem, *, by: Employee) -> None:
    """Put the item into the evaluation's recommendations, or bring them up to date; nothing once it is signed."""
    evaluation = item.evaluation
    if evaluation is None or workflow.editing_refusal(evaluation, "note", by):
        return
    with workflow.editing(evaluation, "note", by=by):
        told = item.recommendation
        if told is None:
            if evaluation.recommendations.count() >= MAX_RECOMMENDATIONS:
                return
            told = Recommendation(evaluation=evaluation)
        told.text, told.owner, told.due_on = item.text, item.owner, item.due_on
        told.save()
    if item.recommendation_id is None:
        item.recommendation = told
        item.save(update_fields=["recommendation"])


def take_back(item: DevelopmentItem, *, by: Employee) -> None:
    """Of an item that is not carried on, while the note is still open."""
    told, evaluation = item.recommendation, item.evaluation
    if told is None or evaluation is None or workflow.editing_refusal(evaluation, "note", by):
        return
    with workflow.editing(evaluation, "note", by=by):
        told.delete()
    item.recommendation = None
