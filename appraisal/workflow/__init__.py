"""What may happen next: two tables of steps, one of editable parts, and the two doors that obey them."""

from appraisal.workflow.doors import (
    Conflict,
    Offer,
    Refused,
    appraisals_to_record,
    editing,
    editing_refusal,
    evaluations_to_record,
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
from appraisal.workflow.proof import asks_first, asks_for_scan
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
    "appraisals_to_record",
    "asks_first",
    "asks_for_scan",
    "editing",
    "editing_refusal",
    "evaluations_to_record",
    "holds",
    "offered",
    "perform",
    "refusal",
    "table_of",
    "waiting_appraisals",
    "waiting_evaluations",
]
