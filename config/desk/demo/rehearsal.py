"""Some steps of the demo's team are taken through the real door, with its events, inbox lines and documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appraisal import workflow
from appraisal.evidence import Checked
from appraisal.models import Period
from config.desk.demo import disputes, moving, periods, scans, sharing, texts
from config.desk.demo.accounts import idle_people
from config.desk.demo.acts import of
from config.desk.demo.contents import Row
from config.desk.demo.disputes import SCENES as DISPUTES
from config.desk.demo.stages import Stage
from config.desk.demo.years import Story
from employees.models import Employee
from feedback import notes
from feedback.models import FeedbackNote


@dataclass(frozen=True)
class Scene:
    """The stage to write, and the step that leads from it to the one wanted. `note` names a sentence."""

    before: Stage
    action: str
    by: Callable[[Story, Row], Employee]
    note: str = ""


def _appraisee(_story: Story, row: Row) -> Employee:
    return row.person.employee


def _appraiser(story: Story, row: Row) -> Employee:
    return story.appraiser(row.person)


SCENES = {
    Stage.PROPOSED: Scene(Stage.DRAFT, "propose", _appraisee),
    Stage.DELIVERED: Scene(Stage.SHOWN, "deliver", _appraiser),
    Stage.ASKED: Scene(Stage.DELIVERED, "ask_results", _appraisee, "asked"),
    Stage.ANSWERED: Scene(Stage.ASKED, "answer_results", _appraiser, "answered"),
    Stage.ACCEPTED: Scene(Stage.SIGNED, "accept", _appraisee),
}


def before(stages: dict[int, Stage], team: set[int]) -> dict[int, Stage]:
    """The stages to write so that `play` leads to these."""
    if not team:
        return stages
    return {
        who: SCENES[stage].before if who in team and stage in SCENES else DISPUTES.get(stage, (stage,))[0]
        for who, stage in stages.items()
    }


def play_year(story: Story, period: Period, rows: dict[int, Row], stages: dict[int, Stage]) -> None:
    """What this year brings beside the ordinary way, before anybody has an address: none of it is mailed."""
    for who, row in rows.items():
        if stages[who] in DISPUTES:
            DISPUTES[stages[who]][1](story, row)
    over = periods.ended(story, period)
    if over:
        disputes.play_last_period(story, rows, stages, over[-1])
    _share_out(story, rows, stages)
    moving.play(story, period)


def _share_out(story: Story, rows: dict[int, Row], stages: dict[int, Stage]) -> None:
    team = {stages[who]: row for who, row in rows.items() if row.person.seat.unit is story.agency.layout.team}
    staff, leader = team[Stage.OPEN_DRAFT], team.get(Stage.ACCEPTED)
    if leader is not None:
        outside = [one for one in idle_people(story.agency) if one.superior is not leader.person.superior]
        members = [staff.person, team[Stage.ASSESSED].person, *outside]
        sharing.make_team(story, leader, members)
    sharing.ask_for_consent(story, staff, team.get(Stage.SKIPPED))
    sharing.change_targets(story, staff, agreed=False)
    if Stage.SKIPPED in team:
        sharing.change_targets(story, team[Stage.SKIPPED], agreed=True)


def praise(story: Story, staff: Row) -> None:
    """A note of today from the superior to the staff member, with its evidence; he finds it in the inbox."""
    giver, kind = story.appraiser(staff.person), FeedbackNote.Kind.APPRECIATION
    text = texts.words()["notes"][kind][0]
    proof = Checked("Notulen rapat (contoh).pdf", ".pdf", "application/pdf", scans.drawn())
    notes.give(
        staff.appraisal, by=giver, kind=kind, text=text, day=story.today, target=staff.results[0].target, proof=proof
    )  # fmt: skip


def play(story: Story, rows: dict[int, Row], stages: dict[int, Stage], team: set[int]) -> int:
    """Take the steps that `before` left out. Returns how many."""
    played = 0
    for who, stage in stages.items():
        if who not in team or stage not in SCENES or who not in rows:
            continue
        scene, row = SCENES[stage], rows[who]
        subject = row.appraisal if scene.action in workflow.APPRAISAL_STEPS else of(row)
        note = texts.words()["evaluation"][scene.note] if scene.note else ""
        workflow.perform(subject, scene.action, by=scene.by(story, row), note=note)
        played += 1
    return played
