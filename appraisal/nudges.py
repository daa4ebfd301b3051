"""'Ingatkan 37 orang ini': personnel remind whoever is waited for now, inside their units and once a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from appraisal import digests
from appraisal.calls import Call
from appraisal.models import Appraisal, Reminder
from appraisal.reminder_lines import Due, Wording
from appraisal.reminder_stages import STAGES, Stage, held_by, matters, of_appraisals
from appraisal.reminders import BATCH, People, known_holidays, serving
from employees.models import Employee, User

MOST = 5000  # rows of a list at once, so that the page that shows them comes within a second
Recipient = tuple[Employee, list[Due]]


@dataclass(frozen=True)
class Nudge:
    """Whom a reminder reaches, and how many it leaves out: told today already, or outside the sender's units."""

    recipients: list[Recipient]
    told: int = 0
    outside: int = 0

    @property
    def count(self) -> int:
        return len(self.recipients)


def waiting_in(appraisals: QuerySet[Appraisal], today: date) -> People:
    """Whom these years wait for."""
    conditions = ((stage, of_appraisals(stage, appraisals.order_by().values("pk"))) for stage in STAGES)
    return _gathered(((stage, wanted) for stage, wanted in conditions if wanted is not None), today)


def waiting_for(people: QuerySet[Employee], today: date) -> People:
    """What waits for these people."""
    asked = people.order_by().values("pk")
    found = _gathered(
        ((stage, held_by(stage, asked, today)) for stage in STAGES if stage.asks_parties), today
    )
    among = set(people.filter(pk__in=found).values_list("pk", flat=True))
    return {pk: dues for pk, dues in found.items() if pk in among}


def _gathered(wanted: Iterable[tuple[Stage, Q]], today: date) -> People:
    people: People = {}
    for stage, condition in wanted:
        dues: dict[int, Due] = {}
        for matter in matters(stage, condition, today):
            if (person := matter.line[0]) is not None:
                dues.setdefault(person, Due(stage, Call.NUDGE)).matters.append(matter)
        for person, one in dues.items():
            people.setdefault(person, []).append(one)
    return people


def planned(people: People, by: User, today: date) -> Nudge:
    """Who would be told: nobody outside the sender's units, nobody whom a reminder reached today. Three queries."""
    reached = Reminder.objects.filter(day=today, employee__in=people.keys()).exclude(call=Call.TRIAL)
    told = set(reached.values_list("employee", flat=True))
    scope = Employee.objects.administered_by(by).filter(pk__in=people.keys())
    served = serving().filter(pk__in=scope.values("pk")).order_by("sort_name", "pk")
    rows = [(person, people[person.pk]) for person in served]
    fresh = [row for row in rows if row[0].pk not in told]
    return Nudge(fresh, told=len(rows) - len(fresh), outside=len(people) - len(rows))


def send(nudge: Nudge, *, by: Employee, message: str, today: date) -> int:
    """Tell them, a line each in the inbox and a mail at once. Two officers at the same time reach nobody twice."""
    wording = Wording.on(today, known_holidays())
    told = 0
    for start in range(0, nudge.count, BATCH):
        lines = [
            line_of(wording, row, by=by, message=message) for row in nudge.recipients[start : start + BATCH]
        ]
        told += digests.tell(lines, today, mail="nudge")
    return told


def line_of(wording: Wording, row: Recipient, *, by: Employee, message: str) -> digests.Told:
    person, dues = row
    key = f"remind:nudge:{wording.today:%Y-%m-%d}"
    return wording.told(person, dues, call=Call.NUDGE, key=key, message=message, by=by)
