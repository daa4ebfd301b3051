"""Some steps of the demo's team are taken through the real door, with its events, inbox lines and documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appraisal import workflow
from config.desk.demo import texts
from config.desk.demo.acts import of
from config.desk.demo.contents import Row
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
    return {
        who: SCENES[stage].before if who in team and stage in SCENES else stage
        for who, stage in stages.items()
    }


def praise(story: Story, staff: Row) -> None:
    """A note of today from the superior to the staff member, who finds it in the inbox."""
    giver, kind = story.appraiser(staff.person), FeedbackNote.Kind.APPRECIATION
    text = texts.words()["notes"][kind][0]
    notes.give(
        staff.appraisal, by=giver, kind=kind, text=text, day=story.today, target=staff.results[0].target
    )


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
