"""Reminders of feedback, in the day's mail with all others: each cause once, to people with a way in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from appraisal.calls import Call
from appraisal.digests import Told
from appraisal.models import Appraisal, Party, PartyRole, Period
from appraisal.reminders import register, serving
from employees.dates import dated
from feedback import answers, rhythm
from feedback.models import FeedbackRequest, FeedbackRound

SOON = timedelta(days=3)
ROUNDS, NOTES = "round", "notes"


def rounds_that_end(today: date) -> Iterator[Told]:
    """Everybody who is asked, answered or not: a reminder only for the others would tell who did. Not in the log."""
    last = today + SOON
    rows = FeedbackRequest.objects.filter(
        round__status=FeedbackRound.Status.OPEN, round__closes_on__range=(today, last), person__active=True
    ).select_related("person", "round")
    for one in rows:
        title = f"Umpan balik tertutup ditutup {dated(one.round.closes_on)}"
        yield Told(
            one.person,
            key=f"remind:round:{one.round.uuid}",
            stage=ROUNDS,
            call=Call.LAST,
            title=title,
            body="Bila Anda sudah menjawab, abaikan pesan ini.",
            url=answers.url(one),
            mail_title=title,
            mail_body="Bila Anda sudah menjawab, abaikan pesan ini.",
            private=True,
        )


def overdue_notes(today: date) -> Iterator[Told]:
    """Superiors who are late with their feedback: one line a week, however many people wait."""
    open_years = Appraisal.objects.alive().filter(period__status=Period.Status.OPEN)
    late = rhythm.narrowed(rhythm.with_due(open_years), rhythm.OVERDUE, today).values_list("pk", flat=True)
    held = Party.objects.on(today).filter(role=PartyRole.APPRAISER, appraisal__in=list(late))
    counted = Counter(held.values_list("employee", flat=True))
    year, week, _day = today.isocalendar()
    for person in serving().filter(pk__in=counted):
        title = f"Umpan balik berkala terlambat: {counted[person.pk]} pegawai"
        yield Told(
            person,
            key=f"remind:notes:{year}-{week:02d}",
            stage=NOTES,
            call=Call.LATE,
            title=title,
            body="",
            url=reverse("team_notes") + f"?perlu={rhythm.OVERDUE}",
            mail_title=title,
            mail_body="",
        )


register(ROUNDS, "Umpan balik tertutup", rounds_that_end)
register(NOTES, "Umpan balik berkala", overdue_notes)
