"""The doors of sanctions: recording what an official decided, and revoking it. A predicate never leads to one.

PP 94/2021 knows no duty to reach a target of the SKP, so nothing here looks at results.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from appraisal import evidence
from appraisal.evidence import Checked
from appraisal.models import Sanction
from appraisal.workflow import Refused
from employees.dates import months_later
from employees.models import Employee, User
from employees.notifications import notify

Kind = Sanction.Kind
TERM_MONTHS = {Kind.CUT_6: 6, Kind.CUT_9: 9, Kind.CUT_12: 12, Kind.LOWER_POST: 12, Kind.RELEASED: 12}


def last_day(kind: str, starts_on: date) -> date | None:
    """The last day of the term that a kind has by itself; None for a kind without one."""
    months = TERM_MONTHS.get(Kind(kind))
    if months is None:
        return None
    ends = months_later(starts_on, months)
    return ends if ends.day < starts_on.day else ends - timedelta(days=1)  # a month too short for it ends it


def recording_refusal(person: Employee, by: User) -> str:
    """Why this user may not record something about this person; "" means he may."""
    if person.pk == by.employee_id:
        return "Anda tidak mencatat hukuman tentang diri sendiri. Mintalah pengelola lain."
    if person.kind == Employee.Kind.NON_ASN:
        return "Hukuman disiplin dicatat untuk PNS dan PPPK."
    if not Employee.objects.administered_by(by).filter(pk=person.pk).exists():
        return "Pegawai ini bukan dari unit yang Anda kelola."
    return ""


@transaction.atomic
def record(row: Sanction, document: Checked, *, by: User) -> Sanction:
    """Keep a decision with its document, and tell the person.

    Raises:
        Refused: not about this person, or not by this user.
    """
    if reason := recording_refusal(row.employee, by):
        raise Refused(reason)
    row.ends_on = last_day(row.kind, row.starts_on)
    row.file_name, row.content_type = document.title, document.content_type
    row.size, row.sha256 = len(document.content), document.sha256
    row.file.name = evidence.stored(document)
    row.recorded_by, row.recorded_at = by.employee, timezone.now()
    row.save()
    _tell(row, "recorded", f"Hukuman disiplin dicatat: {row.get_kind_display()}")
    return row


@transaction.atomic
def revoke(row: Sanction, reason: str, *, by: User) -> Sanction:
    """It holds no more; record and reason stay readable.

    Raises:
        Refused: it was revoked before, or is about this user.
    """
    row = Sanction.objects.select_related("employee").select_for_update(of=("self",)).get(pk=row.pk)
    if row.revoked_at is not None:
        raise Refused("Hukuman ini sudah dicabut. Muat ulang halamannya.")
    if refusal := recording_refusal(row.employee, by):
        raise Refused(refusal)
    row.revoked_by, row.revoked_at, row.revoked_reason = by.employee, timezone.now(), reason
    row.save(update_fields=["revoked_by", "revoked_at", "revoked_reason"])
    _tell(row, "revoked", f"Hukuman disiplin dicabut: {row.get_kind_display()}")
    return row


def _tell(row: Sanction, what: str, title: str) -> None:
    """The mail names nothing: it passes through foreign hands."""
    notify(
        row.employee,
        key=f"sanction:{row.uuid}:{what}",
        title=title,
        url=row.get_absolute_url(),
        subject="Ada catatan kepegawaian untuk Anda",
    )
