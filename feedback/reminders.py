"""Reminders of feedback, in the inbox and by mail: each cause once, on working days, to people with a way in."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from appraisal.clocks import is_working_day
from appraisal.models import Appraisal, Party, PartyRole, Period
from employees.dates import dated
from employees.models import Employee, Holiday
from employees.notifications import Line, notify_all
from feedback import answers, rhythm
from feedback.models import FeedbackRequest, FeedbackRound

SOON = timedelta(days=3)


def send(today: date) -> None:
    """What the day asks for; running it again, or twice at once, adds nothing."""
    if is_working_day(today, set(Holiday.objects.filter(day=today).values_list("day", flat=True))):
        _overdue_notes(today)
        _rounds_that_end(today)


@transaction.atomic
def _rounds_that_end(today: date) -> None:
    """Everybody who is asked, answered or not: a reminder only for the others would tell who did."""
    last = today + SOON
    rows = FeedbackRequest.objects.filter(
        round__status=FeedbackRound.Status.OPEN, round__closes_on__range=(today, last), person__active=True
    ).select_related("person", "round")
    notify_all(
        Line(
            one.person,
            key=f"remind:round:{one.round.uuid}",
            title=f"Umpan balik tertutup ditutup {dated(one.round.closes_on)}",
            body="Bila Anda sudah menjawab, abaikan pesan ini.",
            url=answers.url(one),
        )
        for one in rows
    )


@transaction.atomic
def _overdue_notes(today: date) -> None:
    """Superiors who are late with their feedback: one line a week, however many people wait."""
    open_years = Appraisal.objects.alive().filter(period__status=Period.Status.OPEN)
    late = rhythm.narrowed(rhythm.with_due(open_years), rhythm.OVERDUE, today).values_list("pk", flat=True)
    held = Party.objects.on(today).filter(role=PartyRole.APPRAISER, appraisal__in=list(late))
    counted = Counter(held.values_list("employee", flat=True))
    people = Employee.objects.active().exclude(kind=Employee.Kind.NON_ASN).filter(pk__in=counted)
    year, week, _day = today.isocalendar()
    notify_all(
        Line(
            person,
            key=f"remind:notes:{year}-{week:02d}",
            title=f"Umpan balik berkala terlambat: {counted[person.pk]} pegawai",
            url=reverse("team_notes") + f"?perlu={rhythm.OVERDUE}",
        )
        for person in people
    )
