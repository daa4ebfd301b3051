"""What people say about somebody's work; the record of it is pushed through `appraisal.record`."""

from feedback.models.citizen import Badge, CitizenFeedback, CitizenPolicy, ServicePoint
from feedback.models.coaching import CoachingMeeting, CoachingSession, CoachingStep, CoachingView
from feedback.models.counselling import BehaviourReport, CaseOfficer, CounsellingCase
from feedback.models.guest import GuestLink
from feedback.models.note import FeedbackNote
from feedback.models.rhythm import Interval, NoteRhythm
from feedback.models.rounds import ConfidentialAnswer, FeedbackRequest, FeedbackRound, Group, RoundPolicy

__all__ = [
    "Badge",
    "BehaviourReport",
    "CaseOfficer",
    "CitizenFeedback",
    "CitizenPolicy",
    "CoachingMeeting",
    "CoachingSession",
    "CoachingStep",
    "CoachingView",
    "ConfidentialAnswer",
    "CounsellingCase",
    "FeedbackNote",
    "FeedbackRequest",
    "FeedbackRound",
    "Group",
    "GuestLink",
    "Interval",
    "NoteRhythm",
    "RoundPolicy",
    "ServicePoint",
]
