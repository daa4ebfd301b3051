"""Training (pelatihan) with its hours, and the development plan that follows a person through the years."""

from training.models.course import Course, CourseKind, CourseSession
from training.models.enrolment import Certificate, Enrolment
from training.models.plan import CareerGoal, DevelopmentItem, DevelopmentPlan

__all__ = [
    "CareerGoal",
    "Certificate",
    "Course",
    "CourseKind",
    "CourseSession",
    "DevelopmentItem",
    "DevelopmentPlan",
    "Enrolment",
]
