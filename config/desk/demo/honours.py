"""A year's form discussed in an evaluation meeting, and employees of past months, voted for by announced criteria."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from appraisal.models import Award, AwardVote, Dialogue, Nomination, Period
from config.desk.demo import periods, texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.people import Person
from config.desk.demo.years import Story

MEETING = UUID("b19a1000-0000-4000-8000-000000000001")
OLDEST, NEWEST = 4, 2  # months ago; the present ones are shown in every agency
VOTERS = 7


def meet(story: Story, _cast: Cast, period: Period) -> None:
    """The dialogues of the last period that is over were one meeting of the demo's team."""
    over = periods.ended(story, period)
    if not over:
        return
    team = [one.employee for one in story.agency.staff(story.agency.layout.team)]
    talks = Dialogue.objects.filter(
        evaluation__window=over[-1].code, appraisal__period=period, appraisal__employee__in=team
    )
    held_on = talks.order_by("held_on").values_list("held_on", flat=True).first()
    talks.update(group=MEETING, held_on=held_on, minutes=texts.practices()["meeting"]["minutes"])


def honour(story: Story, cast: Cast, _period: Period) -> None:
    """One a month in the demo's office, each voted for by colleagues."""
    team = story.agency.staff(story.agency.layout.team)
    for number, back in enumerate(range(OLDEST, NEWEST - 1, -1)):
        first = _first_of_month(story.today, back)
        if first.year == story.today.year:
            award = _award(story, cast, team[number + 1], first, number + 1)
            _nominate(award, [team[number + 1], team[number + 2]], by=team[0])
            _vote(award, team, between=(team[number + 1], team[number + 2]))


def _first_of_month(today: date, back: int) -> date:
    counted = today.year * 12 + today.month - 1 - back
    return date(counted // 12, counted % 12 + 1, 1)


def _award(story: Story, cast: Cast, winner: Person, first: date, number: int) -> Award:
    said, unit = texts.practices()["honours"], cast.reviewer.placement.unit
    head = cast.reviewer
    return Award.objects.create(
        kind=Award.Kind.MONTHLY, title=said["title"], month=first, unit=unit, criteria=said["criteria"],
        nominators=Award.Nominators.ALL, method=Award.Method.VOTE, nominate_until=first + timedelta(days=9),
        vote_until=first + timedelta(days=17), opened_by=story.personnel, opened_at=working_moment(first, 1),
        winner=winner.employee, winner_position=winner.placement.position.title,
        winner_unit=winner.placement.unit.name, votes_won=VOTERS - 2, votes_cast=VOTERS, reason=said["reason"],
        decree=said["decree"].format(number=number, year=first.year), signer_name=head.employee.full_name,
        signer_title=head.placement.position.title, decided_by=story.personnel,
        decided_at=working_moment(first + timedelta(days=19), 2),
    )  # fmt: skip


def _nominate(award: Award, people: list[Person], *, by: Person) -> None:
    reasons = texts.practices()["honours"]["nominations"]
    Nomination.objects.bulk_create(
        Nomination(award=award, nominee=one.employee, nominator=by.employee, reason=reason)
        for one, reason in zip(people, reasons, strict=True)
    )


def _vote(award: Award, team: list[Person], *, between: tuple[Person, Person]) -> None:
    """All but two for the winner; nobody for himself."""
    first, second = between
    voters = [one for one in team if one not in between][:VOTERS]
    AwardVote.objects.bulk_create(
        AwardVote(award=award, voter=one.employee, nominee=(second if number < 2 else first).employee)
        for number, one in enumerate(voters)
    )
    award.votes_cast, award.votes_won = len(voters), len(voters) - min(2, len(voters))
    award.save(update_fields=["votes_cast", "votes_won"])
