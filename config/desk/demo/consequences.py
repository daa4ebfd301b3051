"""What follows from results: a vote under way and an award given, disciplinary decisions, a plan to improve, the rule
of promotion, and two rows that are one person."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pgtrigger

from appraisal import evidence, improvement
from appraisal.evidence import Checked
from appraisal.models import (
    Award,
    AwardVote,
    Evaluation,
    Event,
    ImprovementCheckpoint,
    ImprovementNote,
    ImprovementPlan,
    Nomination,
    PromotionRule,
    Sanction,
)
from appraisal.sanctions import last_day
from config.desk.demo import accounts, scans, texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.current import write_events
from config.desk.demo.people import Person
from config.desk.demo.years import Story
from employees.dates import months_later
from employees.models import Employee

VOTERS = 40  # so that a large office costs no more
TURNOUT = 0.6


def write(story: Story, cast: Cast) -> None:
    """The staff member has the award and a vote to give; his superior a plan to note at; personnel one of each."""
    told = texts.consequences()
    there = [one for one in _colleagues(story) if accounts.is_there(one)]
    colleagues = [one for one in there if one != story.struggling]
    if len(colleagues) > 3:
        _given(story, cast, colleagues, told["award"])
        _voting(story, cast, colleagues, told["award"])
        _deciding(story, colleagues, told["innovation"])
    _sanctions(story, told["sanctions"])
    _improvement(story, cast, told["improvement"])
    _promotion(story, told["promotion"])
    _double(story)


def _colleagues(story: Story) -> list[Person]:
    """Of the demo's team and its office, and of no other section: those are repeated where the agency grows."""
    layout = story.agency.layout
    return [*story.agency.staff(layout.offices[0]), *story.agency.staff(layout.team)]


def _moment(story: Story, days_ago: int, number: int = 2) -> Any:
    return working_moment(story.today - timedelta(days=days_ago), number)


# --- awards ---------------------------------------------------------------------------
def _round(story: Story, said: dict[str, Any], days_ago: int, **fields: Any) -> Award:
    return Award.objects.create(
        title=said["title"], criteria=said["criteria"], opened_by=story.personnel,
        opened_at=_moment(story, days_ago), **fields,
    )  # fmt: skip


def _nominated(award: Award, pairs: list[tuple[Person, Person]], reasons: list[str]) -> None:
    """(nominee, nominator) each with a reason, some days before the last one."""
    Nomination.objects.bulk_create(
        Nomination(award=award, nominee=nominee.employee, nominator=by.employee, reason=reason)
        for (nominee, by), reason in zip(pairs, reasons, strict=False)
    )
    award.nominations.update(given_at=working_moment(award.nominate_until - timedelta(days=3), 2))


def _voted(story: Story, award: Award, voters: list[Person], nominees: list[Person], best: float) -> None:
    """Most for the first."""
    draw = Random(f"{story.seed}:vote:{award.month}")
    votes = []
    for voter in voters[:VOTERS]:
        wanted = nominees[0] if draw.random() < best else draw.choice(nominees)
        if draw.random() < TURNOUT and wanted != voter:
            votes.append(AwardVote(award=award, voter=voter.employee, nominee=wanted.employee))
    AwardVote.objects.bulk_create(votes)
    award.votes.update(given_at=working_moment(award.nominate_until + timedelta(days=1), 3))


def _given(story: Story, cast: Cast, colleagues: list[Person], said: dict[str, Any]) -> None:
    """Last month's, which the demo's staff member received."""
    today = story.today
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    award = _round(
        story, said, 35, month=month, unit=cast.reviewer.placement.unit, method=Award.Method.VOTE,
        nominate_until=today - timedelta(days=24), vote_until=today - timedelta(days=17),
    )  # fmt: skip
    others = [one for one in colleagues if one != cast.staff]
    _nominated(award, [(cast.staff, others[0]), (cast.staff, others[1]), (others[2], others[0])],
        said["reasons"],
    )  # fmt: skip
    _voted(story, award, others, [cast.staff, others[2]], 0.9)
    post = cast.staff.placement
    Award.objects.filter(pk=award.pk).update(
        winner=cast.staff.employee, winner_position=post.position.title, winner_unit=post.unit.name,
        votes_cast=award.votes.count(), votes_won=award.votes.filter(nominee=cast.staff.employee).count(),
        reason=said["decided"], decree=f"800/101/{today.year}", signer_name=cast.reviewer.employee.full_name,
        signer_title=cast.reviewer.placement.position.title,
        decided_by=story.personnel, decided_at=_moment(story, 14),
    )  # fmt: skip
    _tell(story, cast.staff.employee, "award", f"Menerima {award}", note=said["decided"], days_ago=14)


def _voting(story: Story, cast: Cast, colleagues: list[Person], said: dict[str, Any]) -> None:
    """This month's: three candidates; neither the staff member nor his superior has voted yet."""
    today = story.today
    award = _round(
        story, said, 12, month=today.replace(day=1), unit=cast.reviewer.placement.unit, method=Award.Method.VOTE,
        nominate_until=today - timedelta(days=2), vote_until=today + timedelta(days=5),
    )  # fmt: skip
    chosen = [one for one in reversed(colleagues) if one != cast.staff][:3]
    _nominated(award, [(one, cast.superior) for one in chosen], said["reasons"])
    voters = [one for one in colleagues if one not in (cast.staff, cast.superior)]
    _voted(story, award, voters, chosen, 0.4)


def _deciding(story: Story, colleagues: list[Person], said: dict[str, Any]) -> None:
    """One of the whole agency, nominated by heads, which waits for its committee."""
    award = _round(
        story, said, 30, kind=Award.Kind.OTHER, month=story.today.replace(day=1),
        nominators=Award.Nominators.HEADS, nominate_until=story.today - timedelta(days=3),
    )  # fmt: skip
    chosen = (colleagues[0], colleagues[-1])
    _nominated(award, [(one, one.superior) for one in chosen if one.superior], said["reasons"])


# --- sanctions ------------------------------------------------------------------------
def _sanctions(story: Story, said: dict[str, str]) -> None:
    """One that holds, a reprimand, one that was revoked; of people who play no part otherwise."""
    sections = accounts.other_sections(story.agency.layout)
    people = [
        one for place in sections for one in reversed(story.agency.staff(place)) if accounts.is_there(one)
    ]
    page = Checked("Keputusan hukuman disiplin (contoh).pdf", ".pdf", "application/pdf", scans.drawn())
    file = {
        "file": evidence.stored(page), "file_name": page.title, "content_type": page.content_type,
        "size": len(page.content), "sha256": page.sha256, "recorded_by": story.personnel,
        "decided_by_whom": said["head"],
    }  # fmt: skip
    rows = [
        (Sanction.Kind.CUT_6, said["absent"], 70, {}),
        (Sanction.Kind.WRITTEN, said["late"], 150, {}),
        (
            Sanction.Kind.CUT_6, said["mistaken"], 40,
            {
                "revoked_by": story.personnel, "revoked_at": _moment(story, 21),
                "revoked_reason": said["revoked"],
            },
        ),
    ]  # fmt: skip
    for number, (person, (kind, violation, days, more)) in enumerate(zip(people, rows, strict=False), 1):
        starts = story.today - timedelta(days=days)
        Sanction.objects.create(
            employee=person.employee, kind=kind, violation=violation, decree=f"800/{200 + number}/{starts.year}",
            decided_on=starts - timedelta(days=5), starts_on=starts, ends_on=last_day(kind, starts),
            recorded_at=_moment(story, days - 1), **file, **more,
        )  # fmt: skip


# --- improvement ----------------------------------------------------------------------
def _improvement(story: Story, cast: Cast, said: dict[str, str]) -> None:
    """One that runs in the demo superior's team, with a checkpoint in three days; one that ended well."""
    poor = Evaluation.objects.filter(window="AKHIR", status="FINAL", predicate__in=improvement.POOR)
    rows = list(
        poor.select_related("appraisal__employee", "appraisal__period").order_by("-appraisal__period", "pk")
    )
    person = story.struggling
    mine = next((one for one in rows if person and one.appraisal.employee_id == person.employee.pk), None)
    if mine is not None:
        starts = months_later(story.today + timedelta(days=3), -2)
        plan = _plan(story, mine, starts, goals=said["goals"], support=said["support"])
        first = plan.checkpoints.all()[0]
        for author, text in ((plan.employee, said["employee"]), (cast.superior.employee, said["superior"])):
            note = ImprovementNote.objects.create(checkpoint=first, author=author, text=text)
            ImprovementNote.objects.filter(pk=note.pk).update(given_at=working_moment(first.due_on, 3))
        days_ago = (story.today - starts).days
        label = "Rencana perbaikan kinerja dibuka"
        _tell(story, plan.employee, "improvement", label, note=said["goals"], days_ago=days_ago)
    others = [one for one in rows if one is not mine and one.appraisal.employee.active]
    if others:
        past = others[-1]
        starts = date(past.appraisal.period.year + 1, 3, 2)
        ended = {
            "outcome": ImprovementPlan.Outcome.IMPROVED, "outcome_note": said["past_outcome"],
            "concluded_by": story.personnel,
            "concluded_at": working_moment(min(months_later(starts, 6), story.today), 2),
        }  # fmt: skip
        _plan(story, past, starts, goals=said["past_goals"], **ended)


def _plan(story: Story, found: Evaluation, starts: date, **fields: Any) -> ImprovementPlan:
    plan = ImprovementPlan.objects.create(
        employee=found.appraisal.employee, evaluation=found, starts_on=starts,
        ends_on=months_later(starts, improvement.MONTHS), opened_by=story.personnel,
        opened_at=working_moment(starts, 1), **fields,
    )  # fmt: skip
    ImprovementCheckpoint.objects.bulk_create(
        ImprovementCheckpoint(plan=plan, due_on=months_later(starts, number))
        for number in range(1, improvement.MONTHS + 1)
    )
    return plan


# --- promotion, and one person twice ----------------------------------------------------
def _promotion(story: Story, said: dict[str, str]) -> None:
    """Two versions of the rule; hours as the demo's certificates, all of this year, can reach them."""
    versions = [(1, {"very_good": 1}, said["first"], 300), (2, {}, said["second"], 60)]
    for version, fields, change, days_ago in versions:
        rule = PromotionRule.objects.create(
            version=version, hours=20, change=change, author=story.personnel, **fields
        )
        with pgtrigger.ignore("appraisal.PromotionRule:promotion_rules_are_added"):
            PromotionRule.objects.filter(pk=rule.pk).update(published_at=_moment(story, days_ago))


def _double(story: Story) -> None:
    """A colleague who came in a second time, with a slip of the pen, from an old list: without post or account."""
    found = story.agency.people[-1].employee
    name = f"{found.name[:-1]}{found.name[-2:]}"
    Employee.objects.create(
        kind=found.kind, nip=f"{found.nip[:15]}{int(found.nip[15:]) + 50:03d}", name=name,
        sort_name=name.casefold(), birth_date=found.birth_date, sex=found.sex, rank=found.rank,
        active=False,
    )  # fmt: skip


def _tell(story: Story, person: Employee, action: str, label: str, *, note: str, days_ago: int) -> None:
    """In the history of the person's running year."""
    row = person.appraisals.alive().order_by("-period__year").first()
    if row is not None:
        event = Event(
            appraisal=row, action=action, label=label[:120], actor=story.personnel,
            actor_name=story.personnel.full_name, from_status=row.status, to_status=row.status, note=note,
        )  # fmt: skip
        write_events([(event, _moment(story, days_ago))])
