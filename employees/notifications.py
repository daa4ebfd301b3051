"""The inbox: one line per cause, mailed as well unless the caller says otherwise."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from employees import outbox
from employees.models import Employee, Notification, Outbox


def notify(
    employee: Employee, *, key: str, title: str, body: str = "", url: str = "", mail: bool = True
) -> None:
    """Put one line into somebody's inbox, and one mail into the outbox, in the current transaction.

    `key` names the cause; a second call with the same key does nothing. `url` is a path of this site.
    """
    Notification.objects.bulk_create(
        [Notification(employee=employee, key=key, title=title, body=body, url=url)], ignore_conflicts=True
    )
    if mail and employee.email:
        outbox.put(
            "mail", f"mail:{employee.pk}:{key}", mail_payload(employee, title=title, body=body, url=url)
        )


def mail_payload(employee: Employee, *, title: str, body: str, url: str) -> outbox.Payload:
    return {"employee": employee.pk, "subject": title, "body": body, "url": url}


@outbox.handles("mail")
def _send(row: Outbox) -> None:
    """A crash between 'sent' and 'marked' sends once more with the same Message-ID."""
    employee = Employee.objects.get(pk=row.payload["employee"])
    text = render_to_string(
        "emails/notification.txt",
        {"employee": employee, "base_url": settings.BASE_URL, "agency": settings.AGENCY_NAME} | row.payload,
    )
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    EmailMessage(
        subject=" ".join(row.payload["subject"].split()),
        body=text,
        to=[employee.email],
        headers={"Message-ID": f"<{row.uuid}@{domain}>"},
    ).send()
