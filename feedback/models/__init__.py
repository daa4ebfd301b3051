"""What people say about somebody's work; the record of it is pushed through `appraisal.record`."""

from feedback.models.guest import GuestLink
from feedback.models.note import FeedbackNote
from feedback.models.rhythm import Interval, NoteRhythm

__all__ = [
    "FeedbackNote",
    "GuestLink",
    "Interval",
    "NoteRhythm",
]
