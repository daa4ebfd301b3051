"""The reminders of the last working day, so that inboxes and the desk's log are not empty before the next morning."""

from __future__ import annotations

from appraisal import reminders
from appraisal.clocks import working_day_before
from config.desk.demo.years import Story


def write(story: Story) -> None:
    """The run of beat, for its day; what it mails waits for the workers like any other."""
    reminders.send(working_day_before(story.today, 1, story.holidays))
