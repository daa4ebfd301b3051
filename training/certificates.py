"""Proof of training: sent by whoever learned, verified by personnel; attendance proves what needs no paper."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from appraisal.evidence import Checked
from appraisal.workflow import Conflict, Refused
from employees.models import Employee, User
from training import planning, reach, trace
from training.models import Certificate, Enrolment

Status = Certificate.Status
ONCE = "Pelatihan yang sama dengan tanggal selesai yang sama sudah Anda kirim."
MOST_WAITING = 30  # certificates of one person that nobody looked at yet
COLUMNS = ("title", "kind", "provider", "starts_on", "ends_on", "number", "hours", "item")


def send_refusal(enrolment: Enrolment) -> str:
    """Why no certificate can be sent for this enrolment; "" means it can."""
    if enrolment.status != Enrolment.Status.ATTENDED:
        return "Sertifikat dikirim setelah kehadiran Anda dicatat."
    if enrolment.session.course.counted_by_attendance:
        return "Sosialisasi dihitung dari daftar hadir, jadi tidak perlu sertifikat."
    found = Certificate.objects.filter(enrolment=enrolment).exclude(status=Status.REJECTED)
    return "Sertifikat pelatihan ini sudah Anda kirim." if found.exists() else ""


@transaction.atomic
def send(
    employee: Employee, values: dict[str, Any], file: Checked, enrolment: Enrolment | None = None
) -> Certificate:
    """Send a certificate; one that was rejected for the same enrolment is replaced by the new one.

    Raises:
        Refused: it cannot be sent now, or was sent before.
    """
    if Certificate.objects.filter(employee=employee, status=Status.WAITING).count() >= MOST_WAITING:
        raise Refused(
            f"{MOST_WAITING} sertifikat Anda masih menunggu verifikasi. Kirim lagi setelah diperiksa."
        )
    if enrolment is not None and (reason := send_refusal(enrolment)):
        raise Refused(reason)
    rejected = (
        Certificate.objects.select_for_update().filter(enrolment=enrolment, enrolment__isnull=False).first()
    )
    row = rejected or Certificate(employee=employee, enrolment=enrolment)
    for name in COLUMNS:
        setattr(row, name, values[name])
    row.status, row.verified_by, row.verified_at, row.verified_hours = Status.WAITING, None, None, None
    row.version += 1
    row.keep(file)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        if "the_same_training_counts_once" not in str(twice):
            raise
        raise Refused(ONCE) from twice
    return row


@transaction.atomic
def verify(row: Certificate, *, by: User, hours: int | None, note: str, drawn: int) -> None:
    """Personnel acknowledge so many hours, or reject it (`hours` None) with a reason; the plan's item is then done.

    Raises:
        Refused: one's own, not of one's units, already answered, or a rejection without a reason.
        Conflict: it was sent anew meanwhile.
    """
    rows = Certificate.objects.select_for_update(of=("self",)).select_related(
        "employee", "item__plan__employee"
    )
    row = rows.get(pk=row.pk)
    if not reach.administered(by).filter(pk=row.employee_id).exists():
        raise Refused("Sertifikat diverifikasi oleh pengelola kepegawaian lain, bukan oleh pemiliknya.")
    if row.version != drawn:
        raise Conflict(row.version)
    if row.status != Status.WAITING:
        raise Refused(f"Sertifikat ini sudah {row.get_status_display().lower()}.")
    if hours is None and not note.strip():
        raise Refused("Tulis mengapa sertifikat ditolak, agar pegawai tahu apa yang harus diperbaiki.")
    row.status = Status.REJECTED if hours is None else Status.VERIFIED
    row.verified_hours, row.verified_note = hours, note
    row.verified_by, row.verified_at = by.employee, timezone.now()
    row.version += 1
    row.save()
    label = "Sertifikat ditolak" if hours is None else "Sertifikat diverifikasi"
    what = f"{row.title}: {hours} JP diakui. {note}" if hours else f"{row.title}: {note}"
    trace.record(row.employee, "certificate", label, by=by.employee, note=what.strip())
    trace.tell(
        row.employee, by=by.employee, key=f"certificate:{row.uuid}:{row.version}", title=f"{label}: {row.title}",
        body=note, url=row.get_absolute_url(),
    )  # fmt: skip
    if hours is not None and row.item is not None:
        planning.done_by_certificate(row.item, by=by.employee, note=f"Sertifikat {row.number}, {hours} JP.")


def after_attendance(row: Enrolment, *, by: User) -> None:
    """Sosialisasi counts by its list of those present, as its own kind; a correction takes the hours back.

    Raises:
        Refused: marked absent although personnel verified the certificate.
    """
    session = row.session
    if not session.course.counted_by_attendance:
        proved = Certificate.objects.verified().filter(enrolment=row).exists()
        if row.status == Enrolment.Status.ABSENT and proved:
            raise Refused(f"Sertifikat {row.employee.full_name} sudah diverifikasi, jadi ia tercatat hadir.")
        return
    came = row.status == Enrolment.Status.ATTENDED
    course = session.course
    Certificate.objects.update_or_create(
        enrolment=row,
        defaults={
            "employee": row.employee, "item": row.item, "title": course.title, "kind": course.kind,
            "provider": course.provider, "starts_on": session.starts_on, "ends_on": session.ends_on,
            "number": "Daftar hadir", "hours": course.hours, "status": Status.VERIFIED if came else Status.REJECTED,
            "verified_hours": course.hours if came else None, "verified_by": by.employee,
            "verified_at": timezone.now(), "verified_note": "" if came else "Kehadiran dikoreksi.",
        },
    )  # fmt: skip
