"""Who is called on a working day, told once: a line a stage and call in the inbox, one mail for all of a day.

Calls come by the plan of each stage and period (`calls`), counted with the holidays known on the day; nothing is
sent on a day off, and what a stopped server missed goes on the next working day. Nobody is told who is inactive or
outside the civil service, and nothing about an appraisal that is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from appraisal import digests
from appraisal.calls import UPWARD, Call, Plan, called
from appraisal.clocks import is_working_day
from appraisal.digests import Told
from appraisal.models import Period, Reminder, ReminderRun
from appraisal.reminder_lines import Due, Wording
from appraisal.reminder_plans import changed_plans, plan_of
from appraisal.reminder_stages import BY_CODE, STAGES, Matter, Stage, matters, people_in, prefix_of
from employees.models import Employee, Holiday, Placement
from employees.models.person import EmployeeQuerySet

BATCH = 500  # people written in one transaction
LOOKED_BACK = timedelta(days=14)

Source = Callable[[date], Iterable[Told]]
ByLimit = dict[date, frozenset[Call]]
People = dict[int, list[Due]]
_SOURCES: dict[str, tuple[str, Source]] = {}


def register(code: str, label: str, source: Source) -> None:
    """A satellite's reminders go into the same mail of the day; `source` gives its lines of a working day."""
    _SOURCES[code] = (label, source)


def stage_labels() -> dict[str, str]:
    """What the log calls each stage."""
    own = {code: stage.label for code, stage in BY_CODE.items()}
    return own | {code: label for code, (label, _source) in _SOURCES.items()}


# --- a run --------------------------------------------------------------------------
def send(today: date) -> ReminderRun | None:
    """Tell everybody whose call falls on this day; None on a day off.

    A killed run goes on where it stopped, two at once wait for each other, and a finished one does nothing again.
    """
    holidays = known_holidays()
    if not is_working_day(today, holidays):
        return None
    wording = Wording.on(today, holidays)
    begun = ReminderRun.objects.filter(day__range=(today - LOOKED_BACK, today), finished_at=None)
    for run in begun.exclude(day=today).order_by("day"):
        _carry_out(run, wording)
    run, _new = ReminderRun.objects.get_or_create(day=today, defaults={"started_at": timezone.now()})
    return run if run.finished_at else _carry_out(run, wording)


def _carry_out(run: ReminderRun, wording: Wording) -> ReminderRun:
    people, others = found(run.day, wording.holidays), _of_satellites(run.day)
    everybody = sorted(people.keys() | others.keys())
    for start in range(0, len(everybody), BATCH):
        served = serving().in_bulk(everybody[start : start + BATCH])
        digests.tell(
            [
                line
                for pk, person in served.items()
                for line in [
                    *(wording.line(person, due, run.day) for due in people.get(pk, [])),
                    *others.get(pk, []),
                ]
            ],
            run.day,
            run=run,
        )
    return _finish(run)


def _of_satellites(today: date) -> dict[int, list[Told]]:
    lines: dict[int, list[Told]] = {}
    for _label, source in _SOURCES.values():
        for line in source(today):
            lines.setdefault(line.employee.pk, []).append(line)
    return lines


def _finish(run: ReminderRun) -> ReminderRun:
    told = Reminder.objects.filter(day=run.day).exclude(call__in=[Call.NUDGE, Call.TRIAL])
    mailed = told.exclude(mail_key="")
    run.people = told.values("employee").distinct().count()
    run.mails = mailed.values("employee").distinct().count()
    run.finished_at = timezone.now()
    run.save(update_fields=["people", "mails", "finished_at"])
    return run


def known_holidays() -> frozenset[date]:
    return frozenset(Holiday.objects.values_list("day", flat=True))


def serving() -> EmployeeQuerySet:
    """People who have, or can have, an account here."""
    return Employee.objects.active().exclude(kind=Employee.Kind.NON_ASN)


# --- who is called ------------------------------------------------------------------
def due(today: date) -> list[tuple[Employee, Due]]:
    """Everybody who is called on a day, by name; for those who look ahead."""
    holidays = known_holidays()
    if not is_working_day(today, holidays):
        return []
    people = found(today, holidays)
    named = serving().in_bulk(people)
    listed = [(named[pk], one) for pk, dues in people.items() if pk in named for one in dues]
    return sorted(listed, key=lambda row: (row[0].sort_name, row[0].pk))


def found(today: date, holidays: Collection[date]) -> People:
    """By person what falls on the working days since the last run; at most four queries a stage."""
    calendars = _calendars(_days(today, holidays), holidays)
    people: dict[tuple[int, str, Call], Due] = {}
    for stage in STAGES:
        for call, person, matter, asked in _calls(stage, calendars[stage.code], today):
            one = people.setdefault((person, stage.code, call), Due(stage, call, asked=asked))
            one.matters.append(matter)
    grouped: People = {}
    for (person, _stage, _call), one in people.items():
        grouped.setdefault(person, []).append(one)
    return grouped


def _days(today: date, holidays: Collection[date]) -> list[date]:
    """The working days whose calls go out now: today, and those on which nothing could be sent."""
    last = ReminderRun.objects.filter(day__lt=today).first()
    since = max(last.day, today - LOOKED_BACK) if last else today - timedelta(days=1)
    days = (since + timedelta(days=n) for n in range(1, (today - since).days + 1))
    return [day for day in days if is_working_day(day, holidays)]


def _calendars(days: list[date], holidays: Collection[date]) -> dict[str, dict[int, ByLimit]]:
    """By stage and period, which calls fall on these days, by limit."""
    periods = list(Period.objects.exclude(status=Period.Status.PREPARING).values_list("pk", flat=True))
    changed, counted = changed_plans(periods), {}
    calendars: dict[str, dict[int, ByLimit]] = {stage.code: {} for stage in STAGES}
    for stage in STAGES:
        for period in periods:
            plan: Plan = plan_of(stage, changed.get((period, stage.code)))
            if plan not in counted:
                counted[plan] = called(days, plan, holidays)
            calendars[stage.code][period] = counted[plan]
    return calendars


Called = tuple[Call, int, Matter, Mapping[int, str]]


def _calls(stage: Stage, calendar: Mapping[int, ByLimit], today: date) -> Iterator[Called]:
    """Each call with whom it goes to."""
    nobody: Mapping[int, str] = {}
    for matter, call in _matters(stage, calendar, today, upward=False):
        if (person := matter.line[0]) is not None:
            yield call, person, matter, nobody
    late = list(_matters(stage, calendar, today, upward=True)) if not stage.passes else []
    if late:
        above = _Above([matter for matter, _call in late], today)
        for matter, call in late:
            if person := above.of(matter, call):
                yield call, person, matter, above.names


def _matters(
    stage: Stage, calendar: Mapping[int, ByLimit], today: date, *, upward: bool
) -> Iterator[tuple[Matter, Call]]:
    """What waits whose limit has such a call."""
    wanted, any_of = Q(), False
    for period, by_limit in calendar.items():
        limits = [day for day, calls in by_limit.items() if any((one in UPWARD) is upward for one in calls)]
        if limits:
            wanted |= Q(**{f"{prefix_of(stage)}period": period, f"{stage.turn.limit}__in": limits})
            any_of = True
    for matter in matters(stage, wanted, today) if any_of else []:
        for call in sorted(calendar.get(matter.period, {}).get(matter.limit, frozenset())):
            if (call in UPWARD) is upward:
                yield matter, call


class _Above:
    """Who stands above those who are late: parties first, then the superiors of their posts."""

    def __init__(self, late: list[Matter], today: date) -> None:
        people = set(people_in(late))
        self.superiors: dict[int, int] = {}
        posts = Placement.objects.definitive().on(today).filter(superior__isnull=False)
        for _step in range(2):
            rows = posts.filter(employee__in=people - self.superiors.keys())
            self.superiors |= dict(rows.values_list("employee", "superior"))
            people |= set(self.superiors.values())
        self.names = dict(serving().filter(pk__in=people).values_list("pk", "name"))

    def of(self, matter: Matter, call: Call) -> int | None:
        """The nearest above who can be told, from the step on that the call names; None above a vacant post."""
        line = self._line(matter)
        if line[0] not in self.names:
            return None
        step = 1 if call == Call.SUPERIOR else 2
        return next((one for one in line[step:] if one in self.names), None)

    def _line(self, matter: Matter) -> list[int]:
        first, *above = matter.line
        line = [first or 0]
        for party in above:
            person = party or self.superiors.get(line[-1])
            if person is None or person in line:
                break
            line.append(person)
        return line
