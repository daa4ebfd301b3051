"""People, units, who is whose superior, sign-in, the inbox and the outbox."""

from employees.models.account import ActivationLink, Group, User
from employees.models.announcement import Announcement, AnnouncementReceipt, EarlierText, PublicRules
from employees.models.form import Draft, Submission
from employees.models.message import Job, Notification, Outbox, Pulse
from employees.models.person import DistinctPeople, Employee, Holiday
from employees.models.placement import Placement, Position
from employees.models.sign_in import SignIn
from employees.models.team import Leave, Membership, Team
from employees.models.unit import Unit

__all__ = [
    "ActivationLink",
    "Announcement",
    "AnnouncementReceipt",
    "DistinctPeople",
    "Draft",
    "EarlierText",
    "Employee",
    "Group",
    "Holiday",
    "Job",
    "Leave",
    "Membership",
    "Notification",
    "Outbox",
    "Placement",
    "Position",
    "PublicRules",
    "Pulse",
    "SignIn",
    "Submission",
    "Team",
    "Unit",
    "User",
]
