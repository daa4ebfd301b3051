"""An agency at its counters: more voices of citizens with their replies, and first steps of people used to paper."""

from __future__ import annotations

from itertools import cycle

from appraisal.models import Period
from config.desk.demo import announcing, citizens, texts
from config.desk.demo.accounts import Cast
from config.desk.demo.years import Story
from employees.models import Announcement, User
from employees.onboarding import CARDS, PUT_AWAY

SEEN = 0.6  # share of the office that has read what changes
STEPS = (len(CARDS), 2, PUT_AWAY, len(CARDS), 4, 1)  # how far people of the office are, in turn


def open_counters(story: Story, cast: Cast, _period: Period) -> None:
    """At the office itself, whose head answers."""
    for told in texts.practices()["counters"]:
        citizens.open_point(story, cast, cast.reviewer, told["name"], told["said"])


def welcome(story: Story, cast: Cast, _period: Period) -> None:
    """Told to the office; the staff member stands at the first card, everybody else somewhere on the way."""
    said = texts.practices()["onboarding"]
    found = announcing.publish(story, cast, said, Announcement.Kind.SOCIALISATION, days_ago=30)
    announcing.read(story, found, SEEN, reads=None)
    rows = User.objects.filter(employee__placements__unit__path__startswith=cast.reviewer.placement.unit.path)
    others = list(rows.exclude(employee=cast.staff.employee).distinct().order_by("username"))
    for user, step in zip(others, cycle(STEPS), strict=False):
        user.onboarding_step = step
    User.objects.bulk_update(others, ["onboarding_step"], batch_size=500)
