"""Years: their periods and unit results, and the former ones, loaded whole and marked as imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random

from appraisal import leading, opening
from appraisal.clocks import deadline
from appraisal.distribution import UnitPredicate, results_of_head
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    Event,
    Origin,
    Party,
    PartyRole,
    Period,
    UnitRating,
    WindowCode,
)
from appraisal.rating import Rating
from appraisal.unit_results import Results, UnitResult
from appraisal.workflow.signing import REPLY_DAYS
from config.desk.demo import assessments, contents, notes
from config.desk.demo.contents import Row, at, working_moment
from config.desk.demo.people import Agency, Person
from config.desk.demo.profiles import Profile
from config.desk.demo.stages import SETTLED
from employees.models import Employee

BATCH = 1000
IMPORTED = "data awal"
# How often behaviour is rated so beside results that are above, as expected, below.
BEHAVIOUR = {Rating.ABOVE: (50, 48, 2), Rating.MEETS: (20, 77, 3), Rating.BELOW: (6, 85, 9)}
RATINGS = (Rating.ABOVE, Rating.MEETS, Rating.BELOW)
RAISED = {Rating.ABOVE: Rating.ABOVE, Rating.MEETS: Rating.ABOVE, Rating.BELOW: Rating.MEETS}


@dataclass
class Story:
    """What every part of the demo needs to know. `unit_results` by unit id and year."""

    agency: Agency
    profile: Profile
    seed: str
    today: date
    holidays: frozenset[date]
    personnel: Employee
    unit_results: dict[tuple[int, int], UnitPredicate] = field(default_factory=dict)
    organisation: dict[int, Results] = field(default_factory=dict)

    def counted(self, appraisal: Appraisal) -> UnitResult | None:
        """The organisation's result that stands behind an appraisal, read once a period."""
        if appraisal.period_id not in self.organisation:
            self.organisation[appraisal.period_id] = Results(appraisal.period)
        return self.organisation[appraisal.period_id].counted(appraisal)

    def appraiser(self, person: Person) -> Employee:
        return person.superior.employee if person.superior else self.agency.mayor

    def reviewer(self, person: Person) -> Employee:
        """The superior's superior; the head of the region where there is none between."""
        boss = person.superior
        return boss.superior.employee if boss and boss.superior else self.agency.mayor

    def leaders(self) -> dict[int, Employee]:
        """Who gives notes, by employee id: the superior, where that is somebody with an account."""
        return {
            one.employee.pk: one.superior.employee for one in self.agency.people if one.superior is not None
        }

    def row(self, person: Person, appraisal: Appraisal) -> Row:
        """The person's year with its own luck, which depends on nobody else's."""
        draw = Random(f"{self.seed}:{person.employee.nip}:{appraisal.period.year}")
        return Row(person, appraisal, draw, self.ratings(person, appraisal.period.year, draw))

    def ratings(self, person: Person, year: int, draw: Random) -> tuple[Rating, Rating]:
        """Drawn as agencies report them; a head's results follow the unit's result of that year, else the last."""
        results = draw.choices(RATINGS, (22, 70, 8))[0]
        behaviour = draw.choices(RATINGS, BEHAVIOUR[results])[0]
        if person.seat.head:
            unit = person.placement.unit_id
            of_unit = self.unit_results.get((unit, year)) or self.unit_results.get((unit, year - 1))
            results = results_of_head(of_unit) if of_unit else results
        elif person.superior == self.lenient and year < self.today.year:
            luck = Random(f"{self.seed}:lenient:{person.employee.nip}:{year}")
            results, behaviour = (RAISED[one] if luck.random() < 0.7 else one for one in (results, behaviour))
        elif person == self.struggling and year == self.last_year:
            results, behaviour = Rating.MEETS, Rating.BELOW
        return results, behaviour

    @property
    def last_year(self) -> int:
        """The last one that is closed."""
        return (self.today - timedelta(days=SETTLED)).year - 1

    @cached_property
    def struggling(self) -> Person | None:
        """The last of the demo superior's people, whose poor year is followed by a plan to improve."""
        team = self.agency.staff(self.agency.layout.team)[1:]
        return next((one for one in reversed(team) if one.joined <= date(self.last_year, 1, 1)), None)

    @cached_property
    def lenient(self) -> Person | None:
        """An appraiser who in former years rated higher than others, for the page of fairness to find."""
        return next((one.superior for one in reversed(self.agency.people) if not one.seat.head), None)


def make_period(year: int, status: str, *, opens_on: date, self_due_on: date, ends_on: date) -> Period:
    period = Period.objects.create(
        year=year,
        status=status,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        targets_due_on=date(year, 1, 31),
    )
    EvaluationWindow.objects.create(
        period=period, code=WindowCode.YEAR, opens_on=opens_on, self_due_on=self_due_on, ends_on=ends_on
    )
    return period


def write_unit_results(story: Story, period: Period, *, provisional: bool) -> None:
    """A result for each unit; while the year runs, provisional ones of the offices only."""
    names = [place.name for place in story.agency.layout.offices] if provisional else list(story.agency.units)
    draw = Random(f"{story.seed}:units:{period.year}")
    rows = [
        UnitRating(
            unit=story.agency.units[name],
            period=period,
            predicate=draw.choices(list(UnitPredicate)[:3], (22, 70, 8))[0],
            provisional=provisional,
            set_by=story.personnel,
            set_on=min(story.today, date(period.year + 1, 1, 20)),
        )
        for name in names
    ]
    UnitRating.objects.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        story.unit_results[row.unit_id, period.year] = UnitPredicate(row.predicate)


def batches(people: list[Person]) -> Iterator[list[Person]]:
    """Superiors first, so that their targets are there when others serve them."""
    ordered = sorted(people, key=lambda one: one.depth)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def write_history(story: Story, year: int) -> None:
    """A closed year with a FINAL evaluation for everybody who was there on its first day."""
    period = make_period(
        year,
        Period.Status.CLOSED,
        opens_on=date(year, 12, 12),
        self_due_on=date(year, 12, 20),
        ends_on=date(year + 1, 1, 31),
    )
    write_unit_results(story, period, provisional=False)
    there = [one for one in story.agency.people if one.joined <= period.starts_on]
    heads: dict[int, Row] = {}
    for people in batches(there):
        rows = _appraisals(story, period, people, heads)
        contents.write_targets(rows)
        contents.write_progress(rows, until=date(year, 12, 10), entries=1)
        _evaluations(story, rows)
        _written(story, rows)


def _appraisals(story: Story, period: Period, people: list[Person], heads: dict[int, Row]) -> list[Row]:
    rows = [story.row(one, Appraisal(period=period, employee=one.employee)) for one in people]
    for row in rows:
        row.parent = heads.get(row.person.superior.employee.pk) if row.person.superior else None
        if row.person.seat.head:
            heads[row.person.employee.pk] = row
        _settle(story, row, period)
    Appraisal.objects.bulk_create([row.appraisal for row in rows])
    Party.objects.bulk_create(
        [party for row in rows for party in _parties(story, row)], batch_size=contents.BATCH
    )
    Event.objects.bulk_create(
        [
            Event(
                appraisal=row.appraisal,
                action="import",
                label=f"Riwayat {period.year} dimuat sebagai {IMPORTED}",
                actor=story.personnel,
                actor_name=story.personnel.full_name,
                from_status="",
                to_status=AppraisalStatus.CLOSED,
                note=IMPORTED,
            )
            for row in rows
        ]
    )
    return rows


def _settle(story: Story, row: Row, period: Period) -> None:
    appraisal = row.appraisal
    appraisal.unit = row.person.placement.unit
    appraisal.leads = leading.leads(row.person.placement, [appraisal.unit] if row.person.seat.head else [])
    appraisal.status, appraisal.closed_reason = AppraisalStatus.CLOSED, ClosedReason.PERIOD_CLOSED
    appraisal.targets_due_on = period.targets_due_on
    appraisal.imported = True
    appraisal.proposed_at = at(date(period.year, 1, row.draw.randint(6, 15)), row.draw)
    appraisal.set_by = story.appraiser(row.person)
    appraisal.set_at = at(date(period.year, 1, row.draw.randint(16, 30)), row.draw)


def _parties(story: Story, row: Row) -> list[Party]:
    """As opening writes them: the person, the superior, the superior's superior."""
    person = row.person
    found = [
        opening.party_of(
            row.appraisal,
            PartyRole.APPRAISEE,
            person.employee,
            person.placement,
            row.appraisal.period.starts_on,
        )
    ]
    boss = person.superior
    roles = (PartyRole.APPRAISER, PartyRole.REVIEWER)
    for role in roles:
        employee = boss.employee if boss else story.agency.mayor
        placement = boss.placement if boss else None
        found.append(
            opening.party_of(row.appraisal, role, employee, placement, row.appraisal.period.starts_on)
        )
        if boss is None:
            break
        boss = boss.superior
    return found


def _evaluations(story: Story, rows: list[Row]) -> None:
    """Assessed, rated, delivered and accepted in December; some ran out of time in January."""
    for row in rows:
        year = row.appraisal.period.year
        delivered = date(year, 12, row.draw.randint(23, 24))
        due = deadline(delivered, REPLY_DAYS, story.holidays)
        lapsed = row.chance(0.15) and due < story.today
        accepted = date(year, 12, row.draw.randint(29, 30))
        days = {
            "submit": date(year, 12, row.draw.randint(13, 18)),
            "rate": date(year, 12, row.draw.randint(19, 21)),
            "show": date(year, 12, 22),
            "deliver": delivered,
            "confirm_minutes": delivered,
            "final": due + timedelta(days=1) if lapsed else accepted,
        }
        moments = {
            action: working_moment(day, number, row.draw.randint(0, 59))
            for number, (action, day) in enumerate(days.items())
        }
        row.moments = moments
        row.evaluation = Evaluation(
            appraisal=row.appraisal,
            status=EvaluationStatus.FINAL,
            opens_on=date(year, 12, 12),
            self_due_on=date(year, 12, 20),
            ends_on=date(year + 1, 1, 31),
            self_submitted_at=moments["submit"],
            note=assessments.note(row),
            predicate=assessments.outcome(row),
            rated_at=moments["rate"],
            signed_at=moments["deliver"],
            signed_by=story.appraiser(row.person),
            origin=Origin.APPRAISER,
            received_at=moments["deliver"],
            returned_at=None if lapsed else moments["final"],
            reply_due_on=due,
            final_at=moments["final"],
        )
    Evaluation.objects.bulk_create([row.evaluation for row in rows if row.evaluation])


def _written(story: Story, rows: list[Row]) -> None:
    year = rows[0].appraisal.period.year
    assessments.write_self_assessments(rows)
    assessments.write_ratings((row, story.appraiser(row.person)) for row in rows)
    assessments.write_dialogues(rows)
    assessments.write_recommendations(rows, due_on=date(year + 1, 6, 30), done=True)
    notes.write_notes(rows, leader=story.leaders(), until=date(year, 12, 10), most=2)
