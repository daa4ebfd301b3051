"""Work outside the office: what the superior saw, weekly reports with evidence, effort, community and innovation."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle

from appraisal import evidence
from appraisal.evidence import Checked
from appraisal.models import (
    Appraisal,
    Criterion,
    Dialogue,
    Evaluation,
    Evidence,
    FeedbackEntry,
    GiverRole,
    Period,
    ProgressEntry,
)
from config.desk.demo import scans, texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.growth import team_of
from config.desk.demo.years import Story
from feedback.models import FeedbackNote
from feedback.notes import TONES, recorded

SEEN = 6  # people of the team whom the superior observed
WEEK = timedelta(days=7)
Kind = ProgressEntry.Kind


def write(story: Story, cast: Cast, period: Period) -> None:
    """The staff member has all of it; the others what the superior saw."""
    team = team_of(story, period)
    _observe(story, cast, team[:SEEN])
    _report(story, team[0])
    _beside(story, team[0])
    said = texts.practices()["field"]["agenda"]
    mine = Evaluation.objects.filter(appraisal=team[0], window="AKHIR").first()
    Dialogue.objects.get_or_create(evaluation=mine, defaults={"appraisal": team[0], "agenda_appraisee": said})


def _observe(story: Story, cast: Cast, team: list[Appraisal]) -> None:
    """By the local criteria, dated and signed; the staff member has answered one."""
    said = texts.practices()["field"]
    criteria = {one.name: one for one in Criterion.objects.filter(period=team[0].period_id)}
    made = []
    for number, (row, (name, text)) in enumerate(zip(team, cycle(said["observations"]), strict=False)):
        day = working_moment(story.today - timedelta(days=9 + 4 * number), 2).date()
        made.append(_note(cast, row, text, day, criteria.get(name)))
    last = said["observations"][-1]
    made.append(_note(cast, team[0], last[1], story.today - WEEK, criteria.get(last[0])))
    made[-1].reply, made[-1].replied_at = said["reply"], working_moment(story.today - timedelta(days=5), 3)
    FeedbackNote.objects.bulk_create(made)
    FeedbackEntry.objects.bulk_create(
        FeedbackEntry(
            appraisal=note.appraisal, source=f"note:{note.uuid}", giver_role=GiverRole.LEADER,
            shown_name=note.giver_name, text=recorded(note), day=note.day, tone=TONES[note.kind],
        )
        for note in made
    )  # fmt: skip


def _note(cast: Cast, row: Appraisal, text: str, day: date, criterion: Criterion | None) -> FeedbackNote:
    return FeedbackNote(
        appraisal=row, giver=cast.superior.employee, receiver=row.employee, criterion=criterion,
        kind=FeedbackNote.Kind.OBSERVATION, text=text, day=day,
    )  # fmt: skip


def _report(story: Story, row: Appraisal) -> None:
    """One a week until last week, each with its file."""
    said, target = texts.practices()["field"], row.targets.first()
    days = [story.today - number * WEEK for number in range(1, len(said["reports"]) + 1)]
    entries = ProgressEntry.objects.bulk_create(
        ProgressEntry(appraisal=row, target=target, day=day, text=text)
        for day, text in zip(days, said["reports"], strict=True)
        if day >= row.period.starts_on
    )
    page = Checked(said["report_file"], ".pdf", "application/pdf", scans.drawn())
    file = evidence.stored(page)
    Evidence.objects.bulk_create(
        Evidence(
            entry=entry, title=page.title, file=file, content_type=page.content_type,
            size=len(page.content), sha256=page.sha256,
        )
        for entry in entries
    )  # fmt: skip


def _beside(story: Story, row: Appraisal) -> None:
    said = texts.practices()["field"]
    kinds = (
        (Kind.EFFORT, "effort", 24),
        (Kind.COMMUNITY, "community", 17),
        (Kind.INNOVATION, "innovation", 10),
    )
    ProgressEntry.objects.bulk_create(
        ProgressEntry(
            appraisal=row,
            kind=kind,
            day=max(story.today - timedelta(days=ago), row.period.starts_on),
            text=said[name],
        )
        for kind, name, ago in kinds
    )
