"""Who is reminded about results: leaders of units without one, signers of what is not reported; once a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from appraisal.clocks import deadline, is_working_day
from appraisal.models import Report
from appraisal.reminders import LONGEST, SOON_DAYS
from appraisal.report_sending import UNSENT
from appraisal.unit_rating_setting import Lack, lacking
from employees.models import Employee, Holiday, Notification
from employees.notifications import Line, notify_all

NAMED = 5  # units named in a line; the rest is counted


@transaction.atomic
def send(today: date) -> int:
    """Put today's lines into inboxes and the outbox; running it again adds nothing. Returns how many are new."""
    lines = due(today)
    told = Notification.objects.filter(key__in={line.key for line in lines})
    before = set(told.values_list("employee", "key"))
    notify_all(line for line in lines if (line.employee.pk, line.key) not in before)
    return told.count() - len(before)


def due(today: date) -> list[Line]:
    """Everybody to be reminded on a day; nobody on a day that is not a working day."""
    horizon = today + timedelta(LONGEST)
    holidays = set(Holiday.objects.filter(day__range=(today, horizon)).values_list("day", flat=True))
    if not is_working_day(today, holidays):
        return []
    return [*_setters(today), *_senders(today, deadline(today, SOON_DAYS, holidays))]


def _setters(today: date) -> Iterable[Line]:
    """One line a leader with an account, whatever the number of his units."""
    missing: dict[int, list[Lack]] = {}
    for lack in lacking(today):
        if lack.setter is not None and _reads(lack.setter):
            missing.setdefault(lack.setter.pk, []).append(lack)
    for lacks in missing.values():
        names = [f"{lack.unit}: {lack.window}" for lack in lacks[:NAMED]]
        rest = len(lacks) - NAMED
        first = lacks[0]
        if first.setter is not None:
            yield Line(
                first.setter,
                key=f"remind:unit-result:{today:%Y-%m-%d}",
                title=f"Capaian kinerja organisasi {len(lacks)} unit belum Anda tetapkan",
                body="\n".join([*names, f"dan {rest} lainnya"] if rest > 0 else names),
                url=f"{reverse('team_unit_ratings')}?tahun={first.period.year}&masa={first.window.code}&belum=on",
                subject="Capaian kinerja organisasi belum ditetapkan",
            )


def _senders(today: date, soon: date) -> Iterable[Line]:
    """Signers whose documents are late, or due within three working days."""
    rows = Report.objects.filter(UNSENT, due_on__lt=soon).select_related("sender").order_by("due_on", "pk")
    waiting: dict[int, list[Report]] = {}
    for row in rows:
        if _reads(row.sender):
            waiting.setdefault(row.sender_id, []).append(row)
    for reports in waiting.values():
        late = sum(row.due_on < today for row in reports)
        words = f", {late} terlambat" if late else ""
        yield Line(
            reports[0].sender,
            key=f"remind:report:{today:%Y-%m-%d}",
            title=f"{len(reports)} dokumen evaluasi belum Anda laporkan{words}",
            url=reverse("reports"),
            subject="Dokumen evaluasi belum dilaporkan",
        )


def _reads(person: Employee) -> bool:
    """Somebody in service who has, or can have, an account here."""
    return person.active and person.duplicate_of_id is None and person.kind != Employee.Kind.NON_ASN
