"""From an empty database to an agency in the middle of its year, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from appraisal import rating_patterns
from appraisal.models import Appraisal, EvaluationWindow, Period
from config.desk.demo import (
    accounts,
    announcing,
    asked_feedback,
    citizens,
    consequences,
    current,
    disputes,
    field_work,
    followup,
    growing,
    growth,
    guidance,
    honours,
    levelling,
    rehearsal,
    reminding,
    scans,
    service,
    texts,
    training,
    years,
)
from config.desk.demo.accounts import Account, Cast
from config.desk.demo.layout import lay_out
from config.desk.demo.people import mark_absent, populate
from config.desk.demo.profiles import PROFILES, Part
from config.desk.demo.stages import SETTLED
from config.desk.demo.years import Story
from employees.models import Employee, Holiday, Placement, Unit, User


@dataclass(frozen=True)
class Loaded:
    """What was made, for the terminal."""

    agency: str
    place: str
    year: int
    window: EvaluationWindow
    employees: int
    units: int
    former: int
    documents: int
    accounts: list[Account]


PARTS: dict[Part, Callable[[Story, Cast, Period], None]] = {
    Part.ROUNDS: asked_feedback.write,
    Part.GUIDANCE: guidance.write,
    Part.SOCIALISATION: announcing.write,
    Part.GROWTH: growth.write,
    Part.RHYTHM: growth.agree_rhythms,
    Part.COUNTERS: service.open_counters,
    Part.ONBOARDING: service.welcome,
    Part.MEETING: honours.meet,
    Part.HONOURS: honours.honour,
    Part.CALIBRATION: levelling.write,
    Part.FIELD_WORK: field_work.write,
}


def is_empty() -> bool:
    """Whether the database holds nothing that a demo could be mixed up with."""
    return not any(model._default_manager.exists() for model in (Employee, User, Unit, Period, Appraisal))


@transaction.atomic
def load(profile: str, *, employees: int, history: int, today: date, small: int = growing.SMALL) -> Loaded:
    """Build the agency of a profile with `history` former years; beyond twice `small` people by repeating parts of it.

    Raises:
        ValueError: the number of people is out of range; a sentence in Indonesian.
    """
    _without_limit()
    year = (today - timedelta(days=SETTLED)).year
    first = growing.written(employees, small)
    seed = f"{profile}:{employees}"
    rng = Random(seed)
    layout = lay_out(PROFILES[profile], first, rng)
    agency = populate(PROFILES[profile], layout, rng, year=year, since=date(year - history, 1, 1))
    cast = accounts.cast_of(agency, PROFILES[profile].personnel)
    players = {person for _, person in cast.roles()}
    aside = [one for one in agency.people if not one.seat.head and one not in players]
    mark_absent([one for one in aside if one.seat.unit is not layout.team][-3:], year)
    _holidays(year - history, year + 1)
    holidays = frozenset(Holiday.objects.values_list("day", flat=True))
    story = Story(agency, PROFILES[profile], seed, today, holidays, cast.personnel.employee)
    followup.write_credit(story, date(year - history, 1, 1))
    made = accounts.make_users(agency, cast)
    for back in range(history, 0, -1):
        years.write_history(story, year - back)
    period = _running_year(story, year, cast)
    _beside(story, cast, period)
    if employees > first:
        growing.grow(story, cast, employees)
    _finish(story)
    return Loaded(
        agency=layout.root.name,
        place=PROFILES[profile].place,
        year=year,
        window=period.yearly_window(),
        employees=Placement.objects.values("employee").distinct().count(),
        units=Unit.objects.count(),
        former=Appraisal.objects.filter(imported=True).count(),
        documents=accounts.ask_for_documents(cast),
        accounts=made,
    )


def _finish(story: Story) -> None:
    """What is made of everybody who is there by now."""
    if story.today == timezone.localdate():
        reminding.write(story)
    scans.keep()
    _analyse()
    rating_patterns.renew_stale()


def _analyse() -> None:
    """So that the first pages are planned for what is there now.

    Our own tables alone: the catalogues are shared by all databases of a server, and would stay locked to the end.
    """
    with connection.cursor() as cursor:
        tables = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _without_limit() -> None:
    """Thousands of rows in one statement take their time on a busy machine."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _running_year(story: Story, year: int, cast: Cast) -> Period:
    """Real steps carry the clock's moment, so they are taken only where the demo's day is today."""
    live = story.today == timezone.localdate()
    team = story.agency.staff(story.agency.layout.team) if live else []
    members = {one.employee.pk for one in team}
    stages = accounts.fixed_stages(story.agency, cast)
    period = current.open_year(story, year)
    held_back = disputes.held_back(story, stages) if live else []
    rows = current.fill_year(story, period, rehearsal.before(stages, members), held_back)
    current.share_out(story, rows, stages)
    if live:
        rehearsal.play_year(story, period, rows, stages)
    accounts.give_addresses()
    if live:
        rehearsal.play(story, rows, stages, members)
        rehearsal.praise(story, rows[cast.staff.employee.pk])
    return period


def _beside(story: Story, cast: Cast, period: Period) -> None:
    """What goes on beside the appraisals in all agencies, then what this one's practice adds (product.md)."""
    training.write(story, cast)
    citizens.write(story, cast)
    for part, write in PARTS.items():
        if part in story.profile.shows:
            write(story, cast, period)
    consequences.write(story, cast)


def _holidays(first_year: int, last_year: int) -> None:
    Holiday.objects.bulk_create(
        [
            Holiday(day=day, name=f"{name} (data peragaan)")
            for day, name in texts.holidays(first_year, last_year)
        ]
    )
