"""What may happen next: two tables of steps, one of editable parts, and the two doors that obey them."""

from appraisal.workflow.doors import (
    Conflict,
    Offer,
    Refused,
    editing,
    editing_refusal,
    holds,
    offered,
    perform,
    refusal,
    table_of,
    waiting_appraisals,
    waiting_evaluations,
)
from appraisal.workflow.evaluating import EVALUATION_STEPS
from appraisal.workflow.parts import PARTS
from appraisal.workflow.planning import APPRAISAL_STEPS
from appraisal.workflow.step import Act, Actor, Step, Subject, appraisal_of

__all__ = [
    "APPRAISAL_STEPS",
    "EVALUATION_STEPS",
    "PARTS",
    "Act",
    "Actor",
    "Conflict",
    "Offer",
    "Refused",
    "Step",
    "Subject",
    "appraisal_of",
    "editing",
    "editing_refusal",
    "holds",
    "offered",
    "perform",
    "refusal",
    "table_of",
    "waiting_appraisals",
    "waiting_evaluations",
]
