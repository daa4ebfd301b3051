"""The core: periods, appraisals and their parties, targets, progress, evaluations, documents, events."""

from appraisal.models.api_token import ApiToken
from appraisal.models.appraisal import Appraisal, AppraisalStatus, ClosedReason, Party, PartyRole
from appraisal.models.award import Award, AwardVote, Nomination
from appraisal.models.calibration import Calibration, CalibrationChange, CalibrationParticipant
from appraisal.models.correction import CorrectionRequest
from appraisal.models.dialogue import Dialogue, ExplanationRequest, Recommendation
from appraisal.models.document import Document, DrawingFailure
from appraisal.models.evaluation import (
    Evaluation,
    EvaluationStatus,
    ItemRating,
    Origin,
    OverallRating,
    ProposedRating,
    SelfFigure,
    SelfTarget,
)
from appraisal.models.event import Event, PeriodEvent
from appraisal.models.exporting import AllowanceTable, ColumnChoice
from appraisal.models.fairness import RatingPattern
from appraisal.models.followup import CreditBalance, Extension, Objection, Report
from appraisal.models.improvement import ImprovementCheckpoint, ImprovementNote, ImprovementPlan
from appraisal.models.letterhead import Letterhead
from appraisal.models.moving import CarriedResult, ClosingNote, PlannedMove
from appraisal.models.national import NationalCopy, NationalResult
from appraisal.models.period import DistributionReason, EvaluationWindow, Period, UnitRating, WindowCode
from appraisal.models.planning import (
    AgreementIndicator,
    AnnexLine,
    Assignment,
    IndicatorManual,
    PerformanceAgreement,
    RoleMatrixCell,
    TargetRevision,
    TargetTemplate,
    Trajectory,
    WorkBlock,
)
from appraisal.models.progress import Evidence, ProgressEntry
from appraisal.models.promotion import PromotionRule
from appraisal.models.record import FeedbackEntry, GiverRole
from appraisal.models.reminding import Reminder, ReminderRun, ReminderSchedule, ReminderText
from appraisal.models.running import ActionPlanItem, AttendanceRecap, Criterion, CriterionRating, TakeOver
from appraisal.models.sanction import Sanction
from appraisal.models.scheduling import ExportSchedule
from appraisal.models.target import BehaviourExpectation, TargetIndicator, WorkTarget
from appraisal.models.view_log import ViewLog

__all__ = [
    "ActionPlanItem",
    "AgreementIndicator",
    "AllowanceTable",
    "AnnexLine",
    "ApiToken",
    "Appraisal",
    "AppraisalStatus",
    "Assignment",
    "AttendanceRecap",
    "Award",
    "AwardVote",
    "BehaviourExpectation",
    "Calibration",
    "CalibrationChange",
    "CalibrationParticipant",
    "CarriedResult",
    "ClosedReason",
    "ClosingNote",
    "ColumnChoice",
    "CorrectionRequest",
    "CreditBalance",
    "Criterion",
    "CriterionRating",
    "Dialogue",
    "DistributionReason",
    "Document",
    "DrawingFailure",
    "Evaluation",
    "EvaluationStatus",
    "EvaluationWindow",
    "Event",
    "Evidence",
    "ExplanationRequest",
    "ExportSchedule",
    "Extension",
    "FeedbackEntry",
    "GiverRole",
    "ImprovementCheckpoint",
    "ImprovementNote",
    "ImprovementPlan",
    "IndicatorManual",
    "ItemRating",
    "Letterhead",
    "NationalCopy",
    "NationalResult",
    "Nomination",
    "Objection",
    "Origin",
    "OverallRating",
    "Party",
    "PartyRole",
    "PerformanceAgreement",
    "Period",
    "PeriodEvent",
    "PlannedMove",
    "ProgressEntry",
    "PromotionRule",
    "ProposedRating",
    "RatingPattern",
    "Recommendation",
    "Reminder",
    "ReminderRun",
    "ReminderSchedule",
    "ReminderText",
    "Report",
    "RoleMatrixCell",
    "Sanction",
    "SelfFigure",
    "SelfTarget",
    "TakeOver",
    "TargetIndicator",
    "TargetRevision",
    "TargetTemplate",
    "Trajectory",
    "UnitRating",
    "ViewLog",
    "WindowCode",
    "WorkBlock",
    "WorkTarget",
]
