"""People who move, are away or leave: recorded by personnel through the real doors, on the demo's day."""

from __future__ import annotations

from datetime import timedelta

from appraisal import delegations, ending, extensions, leaves, moves, workflow
from appraisal.models import Appraisal, ClosedReason, Extension, Period
from config.desk.demo import texts
from config.desk.demo.accounts import idle_people, other_sections
from config.desk.demo.layout import Place
from config.desk.demo.people import Person
from config.desk.demo.years import Story
from employees.accounts import deactivate
from employees.models import Employee, Leave, Placement
from employees.models.person import LegalStatus

ONE_DAY = timedelta(days=1)
SINCE, AWAY = 20, 40  # days ago that somebody moved; days that a leave goes on


def play(story: Story, period: Period) -> None:
    """A vacancy with a Plt in sight, a head on leave with a Plh, somebody who moved, somebody on leave, more time."""
    sections, idle = other_sections(story.agency.layout), idle_people(story.agency)
    if len(sections) > 1:
        _retire(story, period, story.agency.head(sections[0]))
        _stand_in(story, sections[0], story.agency.head(sections[1]), Placement.Kind.PLT)
    if len(sections) > 2:
        _rest(story, story.agency.head(sections[2]).employee, Leave.Kind.IMPORTANT)
        _stand_in(story, sections[2], story.agency.head(sections[1]), Placement.Kind.PLH)
    if len(sections) > 1 and len(idle) > 1:
        _move(story, period, idle[0], sections)
        _rest(story, idle[1].employee, Leave.Kind.ANNUAL)
    scope = extensions.Scope(period, unit=story.agency.units[story.agency.layout.offices[0].name])
    until, reason = story.today + timedelta(days=14), texts.year()["dispute"]["extended"]
    extensions.extend(scope, Extension.Clock.TARGETS, until, reason=reason, by=story.personnel)


def _move(story: Story, period: Period, person: Person, sections: list[Place]) -> None:
    """To another section; what the old unit left behind stays readable, with the old superior's closing note."""
    places = [*sections[1:], *story.agency.layout.offices]
    place = next(one for one in places if one is not person.seat.unit and one is not person.seat.unit.parent)
    head = story.agency.head(place)
    on = min(story.today - timedelta(days=SINCE), period.ends_on)
    rows = Appraisal.objects.alive().filter(period=period, employee=person.employee)
    appraisal = rows.select_related("employee", "period", "unit")[0]
    unit = story.agency.units[place.name]
    Placement.objects.filter(pk=person.placement.pk).update(ends_on=on - ONE_DAY)
    Placement.objects.create(
        employee=person.employee,
        unit=unit,
        position=person.placement.position,
        superior=head.employee,
        starts_on=on,
    )
    said = texts.year()["moves"]
    wanted = moves.Move(unit, on, head.employee, story.appraiser(head), note=said["moved"])
    moves.move(appraisal, wanted, by=story.personnel)
    with workflow.editing(appraisal, "closing_note", by=story.appraiser(person)) as row:
        moves.note_closing(row, said["closing_note"], by=story.appraiser(person))


def _retire(story: Story, period: Period, head: Person) -> None:
    """The head of a unit leaves, and nobody was named: the people wait in 'penilai kosong'."""
    appraisal = Appraisal.objects.alive().filter(period=period, employee=head.employee).first()
    on = min(story.today, period.ends_on)
    if appraisal is not None:
        note = texts.year()["moves"]["retired"]
        ending.close(appraisal, ClosedReason.RETIRED, on=on, note=note, by=story.personnel)
    employee = head.employee
    employee.active, employee.legal_status, employee.legal_status_text = False, LegalStatus.LEFT, "Pensiun"
    employee.save(update_fields=["active", "legal_status", "legal_status_text"])
    Placement.objects.filter(pk=head.placement.pk).update(ends_on=on)
    deactivate(employee.user)


def _stand_in(story: Story, place: Place, person: Person, kind: str) -> None:
    unit = story.agency.units[place.name]
    wanted = delegations.Delegation(unit, person.employee, kind, story.today, story.today + AWAY * ONE_DAY)
    delegations.record(wanted, by=story.personnel)


def _rest(story: Story, employee: Employee, kind: str) -> None:
    leave = Leave(
        employee=employee,
        kind=kind,
        starts_on=story.today - 3 * ONE_DAY,
        ends_on=story.today + (AWAY if kind == Leave.Kind.IMPORTANT else AWAY // 4) * ONE_DAY,
    )
    leaves.record(leave, by=story.personnel)
