"""The core: periods, appraisals and their parties, targets, progress, evaluations, documents, events."""

from appraisal.models.appraisal import Appraisal, AppraisalStatus, ClosedReason, Party, PartyRole
from appraisal.models.dialogue import Dialogue, ExplanationRequest, Recommendation
from appraisal.models.document import Document
from appraisal.models.evaluation import (
    Evaluation,
    EvaluationStatus,
    ItemRating,
    Origin,
    OverallRating,
    SelfFigure,
    SelfTarget,
)
from appraisal.models.event import Event
from appraisal.models.period import EvaluationWindow, Period, UnitRating, WindowCode
from appraisal.models.progress import Evidence, ProgressEntry
from appraisal.models.record import FeedbackEntry, GiverRole
from appraisal.models.target import BehaviourExpectation, TargetIndicator, WorkTarget

__all__ = [
    "Appraisal",
    "AppraisalStatus",
    "BehaviourExpectation",
    "ClosedReason",
    "Dialogue",
    "Document",
    "Evaluation",
    "EvaluationStatus",
    "EvaluationWindow",
    "Event",
    "Evidence",
    "ExplanationRequest",
    "FeedbackEntry",
    "GiverRole",
    "ItemRating",
    "Origin",
    "OverallRating",
    "Party",
    "PartyRole",
    "Period",
    "ProgressEntry",
    "Recommendation",
    "SelfFigure",
    "SelfTarget",
    "TargetIndicator",
    "UnitRating",
    "WindowCode",
    "WorkTarget",
]
