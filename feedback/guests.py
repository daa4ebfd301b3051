"""One-time links for others concerned without an account: a lecturer, a host body, a partner (text lines 2863-2870).

The address carries a signature (django.core.signing) over the link's id; the row says until when and whether it
was used. Whoever issues a link is on record in the history of the appraisal, so nobody writes his own praise unseen.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from appraisal.acts import record_act
from appraisal.models import Appraisal, PartyRole
from appraisal.workflow import Act, Refused
from employees.models import Employee
from feedback import notes
from feedback.models import FeedbackNote, GuestLink
from feedback.notes import Words

SALT = "feedback.guest-link"
DAYS_OPEN = 14
MOST_OPEN = 10  # unused links of one appraisal


def links(appraisal: Appraisal) -> QuerySet[GuestLink]:
    return GuestLink.objects.filter(appraisal=appraisal).select_related("issued_by").order_by("-issued_at")


@transaction.atomic
def issue(appraisal: Appraisal, *, name: str, body: str, by: Employee) -> GuestLink:
    """Make a link for one named person; by whoever may give notes as a superior.

    Raises:
        Refused: this person may not, or too many links wait already.
    """
    if reason := notes.refusal(appraisal, by):
        raise Refused(reason)
    Appraisal.objects.select_for_update(of=("self",), no_key=True).get(pk=appraisal.pk)
    if open_links().filter(appraisal=appraisal).count() >= MOST_OPEN:
        raise Refused(f"Sudah ada {MOST_OPEN} tautan yang belum dipakai. Tarik yang tidak diperlukan dahulu.")
    until = timezone.now() + timedelta(days=DAYS_OPEN)
    link = GuestLink.objects.create(appraisal=appraisal, name=name, body=body, issued_by=by, expires_at=until)
    act = Act(by=by, at=timezone.now(), note=str(link))
    label = "Umpan balik diminta dari pihak lain"
    record_act(appraisal, "guest_link", label, act, tells=(PartyRole.APPRAISEE,))
    return link


@transaction.atomic
def withdraw(link: GuestLink, *, by: Employee) -> None:
    """The link opens nothing any more. A used one stays as it is.

    Raises:
        Refused: this person may not.
    """
    if reason := notes.refusal(link.appraisal, by):
        raise Refused(reason)
    open_links().filter(pk=link.pk).update(withdrawn_at=timezone.now())


def address(link: GuestLink) -> str:
    """The full address to hand over; the same row always opens it, so it can be shown again."""
    token = signing.dumps(str(link.uuid), salt=SALT)
    return f"{settings.BASE_URL.rstrip('/')}{reverse('guest_note', args=[token])}"


def open_links() -> QuerySet[GuestLink]:
    """Neither used nor withdrawn nor out of time."""
    return GuestLink.objects.filter(
        used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )


def find(token: str) -> GuestLink | None:
    """The link that this address opens now; None for a bent signature, and for a link that is spent."""
    try:
        found = UUID(signing.loads(token, salt=SALT, max_age=timedelta(days=DAYS_OPEN)))
    except (signing.BadSignature, ValueError):
        return None
    rows = open_links().select_related("appraisal__employee", "appraisal__period", "issued_by")
    return rows.filter(uuid=found).first()


@transaction.atomic
def redeem(link: GuestLink, words: Words) -> FeedbackNote | None:
    """Write the note and use the link up; None when somebody was faster or the time has run out.

    Raises:
        Refused: the year is closed.
    """
    row = open_links().select_for_update(of=("self",)).filter(pk=link.pk).first()
    if row is None:
        return None
    if reason := notes.closed_refusal(link.appraisal):
        raise Refused(reason)
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return notes.give_as_guest(row, words)
