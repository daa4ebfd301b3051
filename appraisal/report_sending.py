"""Who sends which report, and who sees that one is late; `reporting` says which reports there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal.models import EvaluationStatus, Event, Party, PartyRole, Report
from appraisal.workflow import Refused
from employees.models import Employee, User

UNSENT = Q(sent_at__isnull=True, replaced_by__isnull=True)


def late(today: date) -> Q:
    """Not sent although the last day is over."""
    return UNSENT & Q(due_on__lt=today)


def complete(rows: QuerySet[Report]) -> QuerySet[Report]:
    """With everything that a line of a list shows."""
    return rows.select_related(
        "sender", "sent_by", "evaluation__appraisal__employee", "evaluation__appraisal__unit",
        "evaluation__appraisal__period",
    )  # fmt: skip


def of_sender(person: Employee) -> QuerySet[Report]:
    """What somebody signed and reports himself."""
    return Report.objects.filter(sender=person)


def late_below(person: Employee, today: date) -> QuerySet[Report]:
    """Late ones of the appraisers whose superior this person is: the reviewer of the appraisal today."""
    reviewed = Party.objects.on(today).filter(
        appraisal=OuterRef("evaluation__appraisal"), role=PartyRole.REVIEWER, employee=person
    )
    return Report.objects.filter(Exists(reviewed), late(today)).exclude(sender=person)


def of_desk(user: User) -> QuerySet[Report]:
    """Reports about people of the units in which this user does personnel work; all for an auditor."""
    if user.is_auditor:
        return Report.objects.all()
    return Report.objects.filter(evaluation__appraisal__unit__in=user.administered_units().values("pk"))


def visible_to(user: User) -> QuerySet[Report]:
    """Those that this user may name in a request at all; `refusal` then says what may be sent."""
    desk = of_desk(user) if user.is_personnel else Report.objects.none()
    return Report.objects.filter(Q(sender=user.employee_id) | Q(pk__in=desk.values("pk")))


def refusal(report: Report, by: User) -> str:
    """Why this person may not send this report now; "" means they may."""
    if report.replaced_by_id is not None:
        return "Dokumen ini sudah diganti. Laporkan dokumen penggantinya."
    if report.sent_at is not None:
        return "Dokumen ini sudah dilaporkan."
    return "" if report.sender_id == by.employee_id else _proxy_refusal(report, by)


def _proxy_refusal(report: Report, by: User) -> str:
    """Only personnel send for somebody else, and only for a signer who cannot."""
    appraisal = report.evaluation.appraisal
    if appraisal.employee_id == by.employee_id:
        return "Laporan tentang diri sendiri dikirim oleh penanda tangan atau pengelola kepegawaian lain."
    if not by.administered_units().filter(pk=appraisal.unit_id).exists():
        return f"Laporan ini dikirim oleh {report.sender.full_name}."
    if needs_proxy(report.sender):
        return ""
    return f"Laporan ini dikirim oleh {report.sender.full_name}, yang punya akun sendiri."


def needs_proxy(sender: Employee) -> bool:
    """A signer who cannot send: a regional head without an account, or somebody who left the service."""
    return sender.kind == Employee.Kind.NON_ASN or not sender.active


@transaction.atomic
def send(reports: Iterable[Report], *, by: User) -> int:
    """Report one or many, all or none; a document under objection is marked as such (line 4771).

    Raises:
        Refused: with the name of the first that may not be sent, and why.
    """
    wanted = [report.pk for report in reports]
    rows = list(complete(Report.objects.filter(pk__in=wanted)).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        if reason := refusal(row, by):
            raise Refused(f"{row.evaluation.appraisal.employee.full_name}: {reason}")
    now = timezone.now()
    for row in rows:
        row.disputed = row.evaluation.status == EvaluationStatus.DISPUTED
        row.sent_by, row.sent_at = by.employee, now
    Report.objects.bulk_update(rows, ["disputed", "sent_by", "sent_at"])
    Event.objects.bulk_create(_event(row, by.employee) for row in rows)
    return len(rows)


def _event(row: Report, by: Employee) -> Event:
    evaluation = row.evaluation
    return Event(
        appraisal=evaluation.appraisal,
        evaluation=evaluation,
        action="report",
        label=f"Dokumen {row.form} dilaporkan{' dalam keberatan' if row.disputed else ''}",
        actor=by,
        actor_name=by.full_name,
        on_behalf_of=None if row.sender_id == by.pk else row.sender,
        from_status=evaluation.status,
        to_status=evaluation.status,
        note=f"Kepada {row.receiver}.",
    )
