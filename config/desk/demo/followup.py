"""After the signature: reports up the line (sent, due and late), and credit points that people brought along."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from appraisal.clocks import deadline
from appraisal.credit import COEFFICIENT, NEXT_LEVEL
from appraisal.models import CreditBalance, Evaluation, Period, Report
from appraisal.models.evaluation import SIGNED
from appraisal.reporting import OWN_FORM, REPORT_DAYS
from config.desk.demo.contents import BATCH, working_moment
from config.desk.demo.years import Story
from employees.models import Employee

SENT_AFTER = 5  # days after the signature
SENT_SHARE = {True: 0.9, False: 0.25}  # of windows that are over, and of those still open


def write_reports(story: Story, period: Period) -> None:
    """A report for whatever was signed this year; some were forgotten and are late by now."""
    limits: dict[date, date] = {}
    made = []
    rows = Evaluation.objects.filter(appraisal__period=period, status__in=SIGNED).order_by("pk")
    for evaluation in rows.select_related("appraisal__employee", "signed_by"):
        if evaluation.signed_at is None:
            continue
        ends_on = evaluation.ends_on
        if ends_on not in limits:
            limits[ends_on] = deadline(ends_on, REPORT_DAYS, story.holidays)
        draw = Random(f"{story.seed}:report:{evaluation.appraisal.employee.nip}:{evaluation.window}")
        report = Report(
            evaluation=evaluation,
            form=OWN_FORM,
            signed_at=evaluation.signed_at,
            sender=evaluation.signed_by,
            receiver=period.report_receiver,
            due_on=limits[ends_on],
        )
        if draw.random() < SENT_SHARE[ends_on < story.today]:
            _send(story, report)
        made.append(report)
    Report.objects.bulk_create(made, batch_size=BATCH)


def _send(story: Story, report: Report) -> None:
    day = min(timezone.localdate(report.signed_at) + timedelta(days=SENT_AFTER), story.today)
    outside = report.sender.kind == Employee.Kind.NON_ASN
    report.sent_by = story.personnel if outside else report.sender
    report.sent_at = working_moment(day, 1)


def write_credit(story: Story, since: date) -> None:
    """What functional officials held the day before the history begins, by their last PAK."""
    day = since - timedelta(days=1)
    holders = [
        one
        for one in story.agency.people
        if one.seat.level in COEFFICIENT and one.employee.kind == Employee.Kind.PNS and one.joined <= day
    ]
    CreditBalance.objects.bulk_create(
        [
            CreditBalance(
                employee=one.employee,
                on_day=day,
                level=one.seat.level,
                rank=one.employee.rank,
                level_points=_points(story, one.employee, NEXT_LEVEL.get(one.seat.level, 100)),
                rank_points=_points(story, one.employee, 50),
                source=f"PAK Nomor 800/{number:03d}/PAK/{day.year}",
                recorded_by=story.personnel,
            )
            for number, one in enumerate(holders, 1)
        ],
        batch_size=BATCH,
    )


def _points(story: Story, employee: Employee, most: int) -> Decimal:
    share = Random(f"{story.seed}:credit:{employee.nip}:{most}").randint(5, 60)
    return Decimal(most * share) / 100
