"""The inbox: one line per cause, mailed as well unless the caller says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from employees import outbox
from employees.models import Employee, Notification, Outbox

READ_IT_HERE = "Buka aplikasi untuk membacanya."


@dataclass(frozen=True)
class Line:
    """One inbox line. `key` names the cause; `url` is a path of this site; `mail` off keeps it to the inbox.

    Mail passes through foreign hands: where title or body name a person or quote what somebody wrote, `subject`
    says without that what happened, and the mail holds nothing else but the way here. `always` is for warnings about
    the account itself: they are mailed also to people who want no mail.
    """

    employee: Employee
    key: str
    title: str
    body: str = ""
    url: str = ""
    mail: bool = True
    subject: str = ""
    always: bool = False

    @property
    def mailed(self) -> bool:
        """Whether a mail goes too: an address is known, and the person reads mail or must be warned by it."""
        reads = self.employee.wants_mail or self.always
        return bool(self.mail and self.employee.email and reads)


def notify(
    employee: Employee,
    *,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    mail: bool = True,
    subject: str = "",
    always: bool = False,
) -> None:
    """Put one line into somebody's inbox, and one mail into the outbox, in the current transaction."""
    notify_all([Line(employee, key, title, body, url, mail, subject, always)])


def notify_all(lines: Iterable[Line]) -> None:
    """`notify` for many people with two inserts a thousand; a key that somebody already has does nothing."""
    wanted = list(lines)
    Notification.objects.bulk_create(
        [
            Notification(employee=line.employee, key=line.key, title=line.title, body=line.body, url=line.url)
            for line in wanted
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    outbox.put_all(
        (
            "mail",
            f"mail:{line.employee.pk}:{line.key}",
            mail_payload(line),
        )
        for line in wanted
        if line.mailed
    )


def mail_payload(line: Line) -> outbox.Payload:
    subject, body = (line.subject, READ_IT_HERE) if line.subject else (line.title, line.body)
    always = {"always": True} if line.always else {}
    return {"employee": line.employee.pk, "subject": subject, "body": body, "url": line.url} | always


@outbox.handles("mail", counted=False)
def _send(row: Outbox) -> None:
    """A crash between 'sent' and 'marked' sends once more with the same Message-ID."""
    employee = Employee.objects.get(pk=row.payload["employee"])
    if employee.email and (employee.wants_mail or row.payload.get("always")):
        subject = row.payload["subject"]
        send_mail(row, employee, subject=subject, template="emails/notification.txt", context=row.payload)


def send_mail(
    row: Outbox, employee: Employee, *, subject: str, template: str, context: Mapping[str, Any]
) -> None:
    """One mail to one person; its Message-ID is the row's, however often it is sent."""
    ours = {"employee": employee, "base_url": settings.BASE_URL, "agency": settings.AGENCY_NAME}
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(template, {**context, **ours}),
        to=[employee.email],
        headers={"Message-ID": f"<{row.uuid}@{domain}>"},
    ).send()
