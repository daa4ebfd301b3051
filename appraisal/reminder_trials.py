"""How a text reads with somebody's own matters, and the trial mail to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from appraisal.calls import UPWARD, Call
from appraisal.clocks import deadline
from appraisal.digests import Told
from appraisal.models import Period, Reminder, ReminderText
from appraisal.nudges import waiting_for
from appraisal.reminder_lines import Due, Wording
from appraisal.reminder_stages import BY_CODE, STAGES, Matter, Stage
from appraisal.reminder_texts import Text, Texts
from appraisal.reminders import known_holidays
from appraisal.workflow import Conflict
from employees import outbox
from employees.models import Employee, User

EXAMPLE_DAYS = 5  # working days to the limit of an example


@dataclass(frozen=True)
class Preview:
    """One line as its reader gets it; `invented` where nothing waits for him and an example stands in."""

    line: Told
    invented: bool


def preview(text: Text, call: Call, stage: Stage | None, person: Employee, today: date) -> Preview:
    """The text with the nearest matter of a person; not stored, and the text need not be either."""
    holidays = known_holidays()
    found = waiting_for(Employee.objects.filter(pk=person.pk), today).get(person.pk, [])
    dues = [due for due in found if stage is None or due.stage == stage]
    invented = call in UPWARD or not dues
    due = (
        _example(call, stage, person, today) if invented else min(dues, key=lambda one: one.matters[0].limit)
    )
    chosen = Due(due.stage, call, due.matters)
    wording = Wording.on(today, holidays)
    own = {(call.value, ""): text, (call.value, chosen.stage.code): text}
    wording = Wording(Texts(own), wording.today, wording.holidays, wording.years)
    message = "Pesan tambahan dari pengirim." if call == Call.NUDGE else ""
    line = wording.told(person, [chosen], call=call, key="", message=message)
    return Preview(line, invented)


def _example(call: Call, stage: Stage | None, person: Employee, today: date) -> Due:
    period = Period.objects.order_by("-year").first()
    late = call in {*UPWARD, Call.LATE}
    limit = deadline(today, EXAMPLE_DAYS, known_holidays())
    matter = Matter(
        period.pk if period else 0,
        today.replace(day=1) if late and today.day > 1 else limit,
        person.full_name,
        reverse("home"),
        (person.pk,),
        person.pk,
    )
    return Due(stage or STAGES[0], call, [matter])


def person_named(words: str, by: User) -> Employee | None:
    """The first of one's people whom the words find; oneself without words."""
    if not words.strip():
        return by.employee
    found = Employee.objects.administered_by(by).search(words)
    return found.order_by("sort_name", "pk").first()


@transaction.atomic
def save(call: Call, stage: Stage | None, text: Text, *, by: Employee, version: int) -> ReminderText:
    """Keep a text for a call, in one stage or in all.

    Raises:
        Conflict: it was saved after the form was drawn.
    """
    code = stage.code if stage else ""
    row = ReminderText.objects.select_for_update().filter(call=call, stage=code).first()
    stored = row.version if row else 0
    if stored != version:
        raise Conflict(stored)
    row = row or ReminderText(call=call, stage=code)
    row.title, row.body, row.version, row.written_by = text.title, text.body, stored + 1, by
    row.save()
    return row


@transaction.atomic
def mail_trial(line: Told, *, by: Employee) -> None:
    """Send what the preview shows to oneself, at once and also to somebody who wants no mail. It stands in the log."""
    now = timezone.now()
    key = f"trial:{by.pk}:{now:%Y%m%d%H%M%S%f}"
    part = {"title": f"[Uji] {line.mail_title}", "body": line.mail_body, "url": line.url}
    outbox.put("digest", key, {"employee": by.pk, "lines": [part], "trial": True})
    Reminder.objects.create(
        employee=by,
        period_id=line.period or None,
        day=timezone.localdate(now),
        stage=line.stage if line.stage in BY_CODE else "",
        call=Call.TRIAL,
        key=key,
        title=part["title"][:200],
        nudged_by=by,
        in_inbox=False,
        mail=Reminder.Mail.QUEUED,
        mail_key=key,
    )
