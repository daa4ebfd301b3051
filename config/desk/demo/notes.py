"""Signed feedback during the year, with the record that the official forms print."""

from __future__ import annotations

from datetime import date, timedelta

from appraisal.models import FeedbackEntry, GiverRole
from appraisal.rating import Rating
from config.desk.demo import texts
from config.desk.demo.contents import BATCH, Row, at
from employees.models import Employee
from feedback.models import FeedbackNote
from feedback.notes import TONES

Kind = FeedbackNote.Kind
MIX = {
    Rating.ABOVE: (Kind.APPRECIATION, Kind.APPRECIATION, Kind.ADVICE, Kind.NEW_TASK),
    Rating.MEETS: (Kind.APPRECIATION, Kind.APPRECIATION, Kind.ADVICE, Kind.IMPROVEMENT, Kind.NEW_TASK),
    Rating.BELOW: (Kind.IMPROVEMENT, Kind.IMPROVEMENT, Kind.ADVICE),
}


def write_notes(rows: list[Row], *, leader: dict[int, Employee], until: date, most: int) -> None:
    """From one to `most` notes of the superior each, and one of a colleague for some; `leader` by employee id."""
    made: list[FeedbackNote] = []
    entries: list[FeedbackEntry] = []
    peers: dict[str, Row] = {}
    for row in rows:
        giver = leader.get(row.person.employee.pk)
        notes = [_note(row, giver, until) for _ in range(row.draw.randint(1, most))] if giver else []
        entries += [_entry(note, GiverRole.LEADER) for note in notes]
        peer = peers.get(row.person.seat.unit.name)
        if peer is not None and row.chance(0.3):
            notes.append(_peers_note(row, peer.person.employee, until))
            entries.append(_entry(notes[-1], GiverRole.PEER))
        if not row.person.seat.head:
            peers[row.person.seat.unit.name] = row
        made += notes
    FeedbackNote.objects.bulk_create(made, batch_size=BATCH)
    FeedbackEntry.objects.bulk_create(entries, batch_size=BATCH)


def _day(row: Row, until: date) -> date:
    starts_on = row.appraisal.period.starts_on
    return starts_on + timedelta(days=row.draw.randint(25, max(26, (until - starts_on).days - 5)))


def _note(row: Row, giver: Employee, until: date) -> FeedbackNote:
    kind, day = row.one_of(MIX[row.ratings[0]]), _day(row, until)
    answered, done = row.chance(0.45), row.chance(0.3)
    return FeedbackNote(
        appraisal=row.appraisal,
        giver=giver,
        receiver=row.person.employee,
        kind=kind,
        text=row.one_of(texts.words()["notes"][kind]),
        target=row.one_of(row.results).target if row.results and row.chance(0.7) else None,
        day=day,
        reply=row.one_of(_replies(kind)) if answered else "",
        replied_at=at(day + timedelta(days=2), row.draw) if answered else None,
        acted_upon_at=at(day + timedelta(days=5), row.draw) if done and kind != Kind.APPRECIATION else None,
    )


def _replies(kind: str) -> list[str]:
    replies: dict[str, list[str]] = texts.words()["replies"]
    return replies["thanks" if kind == Kind.APPRECIATION else "agreed"]


def _peers_note(row: Row, giver: Employee, until: date) -> FeedbackNote:
    value, text = row.one_of(texts.words()["values"]["notes"])
    return FeedbackNote(
        appraisal=row.appraisal,
        giver=giver,
        receiver=row.person.employee,
        kind=Kind.APPRECIATION,
        text=text,
        value=value,
        day=_day(row, until),
    )


def _entry(note: FeedbackNote, role: GiverRole) -> FeedbackEntry:
    return FeedbackEntry(
        appraisal=note.appraisal,
        source=f"note:{note.uuid}",
        giver_role=role,
        shown_name=note.giver_name,
        text=note.text,
        target=note.target,
        value=note.value,
        day=note.day,
        tone=TONES[note.kind],
    )
