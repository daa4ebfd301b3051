"""The door of reminders: lines of the inbox, their log, and one mail for all that a person is told on a day.

Everything of some people is written in one transaction, so that a killed run is either before it or behind it. The
relay hands out the mails in batches like any other row of the outbox; a kill costs at most one mail twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from appraisal.calls import Call
from appraisal.models import Reminder, ReminderRun
from employees import outbox
from employees.models import Employee, Notification, Outbox
from employees.notifications import READ_IT_HERE, send_mail

Mail = Reminder.Mail
BATCH = 1000


@dataclass(frozen=True)
class Told:
    """One line of somebody's day: in full for the inbox, without other people's names for the mail and the log.

    `private` leaves no trace in the log: what personnel may not know either (docs/adr/0016).
    """

    employee: Employee
    key: str
    stage: str
    call: Call
    title: str
    body: str
    url: str
    mail_title: str
    mail_body: str = READ_IT_HERE
    period: int | None = None
    about: tuple[int, ...] = ()
    private: bool = False
    nudged_by: Employee | None = None


@transaction.atomic
def tell(lines: Sequence[Told], day: date, *, mail: str = "digest", run: ReminderRun | None = None) -> int:
    """Write lines, log and mails of some people; what somebody was told already is left out. Returns how many.

    `mail` names the kind of mail: one of a kind a person and day. Runs wait for each other at their `run`.
    """
    if run is not None:
        ReminderRun.objects.select_for_update().filter(pk=run.pk).first()
    fresh = _untold(lines)
    keys = {line.employee.pk: f"{mail}:{line.employee.pk}:{day:%Y-%m-%d}" for line in fresh}
    mailed = set(Outbox.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    keys = {pk: "" if key in mailed else key for pk, key in keys.items()}
    Notification.objects.bulk_create(
        [
            Notification(employee=one.employee, key=one.key, title=one.title, body=one.body, url=one.url)
            for one in fresh
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    logged = [_logged(one, day, keys[one.employee.pk]) for one in fresh if not one.private]
    Reminder.objects.bulk_create(logged, ignore_conflicts=True, batch_size=BATCH)
    outbox.put_all(_mails(fresh, keys), priority=outbox.BULK)
    return len(fresh)


def _untold(lines: Sequence[Told]) -> list[Told]:
    people, keys = {line.employee.pk for line in lines}, {line.key for line in lines}
    rows = Notification.objects.filter(employee__in=people, key__in=keys)
    told = set(rows.values_list("employee", "key"))
    return [line for line in lines if (line.employee.pk, line.key) not in told]


def _logged(line: Told, day: date, mail_key: str) -> Reminder:
    person = line.employee
    state = Mail.NONE if not (person.email and mail_key) else Mail.QUEUED if person.wants_mail else Mail.OFF
    return Reminder(
        employee=person,
        period_id=line.period,
        day=day,
        stage=line.stage,
        call=line.call,
        key=line.key,
        title=line.mail_title,
        about=list(line.about),
        nudged_by=line.nudged_by,
        mail=state,
        mail_key=mail_key if state == Mail.QUEUED else "",
    )


def _mails(lines: Iterable[Told], keys: dict[int, str]) -> Iterable[tuple[str, str, outbox.Payload]]:
    """One for each person who reads mail, with all lines of the day."""
    parts: dict[int, list[dict[str, str]]] = {}
    for line in lines:
        if line.employee.email and line.employee.wants_mail and keys[line.employee.pk]:
            part = {"title": line.mail_title, "body": line.mail_body, "url": line.url}
            parts.setdefault(line.employee.pk, []).append(part)
    for pk, found in parts.items():
        yield "digest", keys[pk], {"employee": pk, "lines": found}


def subject_of(lines: Sequence[dict[str, str]]) -> str:
    return lines[0]["title"] if len(lines) == 1 else f"{len(lines)} hal menunggu Anda di aplikasi Kinerja"


def _gave_up(row: Outbox) -> None:
    """The log keeps why; the row itself stays stuck for the operator."""
    why = Outbox.objects.filter(pk=row.pk).values_list("last_error", flat=True).first()
    waiting = Reminder.objects.filter(mail_key=row.key, mail=Mail.QUEUED)
    waiting.update(mail=Mail.FAILED, mail_at=timezone.now(), mail_error=why or "")


@outbox.handles("digest", gave_up=_gave_up, counted=False)
def _send(row: Outbox) -> None:
    """A crash between 'sent' and 'marked' sends once more with the same Message-ID."""
    employee = Employee.objects.get(pk=row.payload["employee"])
    logged = Reminder.objects.filter(mail_key=row.key)
    trial = row.payload.get("trial", False)
    if not employee.email or not (employee.wants_mail or trial):
        logged.update(mail=Mail.OFF if employee.email else Mail.NONE, mail_key="")
        return
    lines = row.payload["lines"]
    context = {"lines": lines, "several": len(lines) > 1}
    send_mail(row, employee, subject=subject_of(lines), template="emails/digest.txt", context=context)
    logged.update(mail=Mail.SENT, mail_at=timezone.now())
