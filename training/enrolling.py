"""From the wish to take part to the list of those present. Every act locks the row that it changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from appraisal.workflow import Conflict, Refused
from employees.dates import dated
from employees.models import Employee, User
from training import certificates, reach, trace
from training.models import CourseSession, DevelopmentItem, Enrolment
from training.models.enrolment import HOLDING

Status = Enrolment.Status
FULL = "Semua tempat sudah terisi. Pilih jadwal lain, atau tunggu bila ada yang membatalkan."
FEWEST_OPINIONS = 3  # of fewer one could tell whose they are
TWICE = "Pegawai ini sudah terdaftar pada jadwal ini."


def enrol_refusal(session: CourseSession) -> str:
    """Why nobody may enrol in this session now; "" means they may."""
    if session.cancelled_at is not None:
        return "Jadwal ini dibatalkan."
    if not session.course.active:
        return "Pelatihan ini tidak lagi ditawarkan."
    if session.enrol_until < timezone.localdate():
        return "Pendaftaran jadwal ini sudah ditutup."
    return "" if session.free > 0 else FULL


@transaction.atomic
def enrol(
    session: CourseSession,
    employee: Employee,
    *,
    by: Employee,
    note: str = "",
    item: DevelopmentItem | None = None,
) -> Enrolment:
    """Take a seat and ask the superior; the seat is kept until there is an answer.

    Raises:
        Refused: closed, cancelled, full, or enrolled already.
    """
    if reason := enrol_refusal(session):
        raise Refused(reason)
    _take_seat(session)
    try:
        with transaction.atomic():
            made = Enrolment.objects.create(
                session=session, employee=employee, note=note, asked_by=by, item=item
            )
    except IntegrityError as twice:
        if "one_standing_enrolment" not in str(twice):
            raise
        raise Refused(TWICE) from twice
    if by.pk != employee.pk:
        trace.tell(
            employee, by=by, key=f"enrolled:{made.uuid}", title=f"Anda diusulkan mengikuti {session.course}",
            body="Bila tidak dapat hadir, batalkan pendaftarannya agar tempatnya dapat dipakai orang lain.",
            url=made.get_absolute_url(),
        )  # fmt: skip
    return made


def ask(made: Enrolment, *, by: Employee) -> None:
    """Tell the superior that an answer is due: once a session and day, however many people."""
    trace.tell(
        reach.superior_of(made.employee),
        by=by,
        key=f"training-ask:{made.session.uuid}:{timezone.localdate()}",
        title=f"Persetujuan pelatihan: {made.session.course}",
        body="Tempatnya dipesan sampai Anda menjawab.",
        url=reverse("training_approvals"),
    )


def _take_seat(session: CourseSession) -> None:
    """One statement: whoever comes second to the last seat finds none, whatever the page showed."""
    free = CourseSession.objects.filter(pk=session.pk, cancelled_at=None, taken__lt=F("seats"))
    if not free.update(taken=F("taken") + 1):
        raise Refused(FULL)
    session.taken += 1


def _give_seat_back(row: Enrolment) -> None:
    CourseSession.objects.filter(pk=row.session_id).update(taken=F("taken") - 1)


def _locked(row: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("session__course", "employee")
    return rows.get(pk=row.pk)


def withdraw_refusal(row: Enrolment) -> str:
    if row.status not in {Status.REQUESTED, Status.APPROVED}:
        return "Pendaftaran ini sudah selesai atau sudah dibatalkan."
    if row.session.ends_on < timezone.localdate():
        return "Pelatihannya sudah berlangsung: kehadiran dicatat penyelenggara."
    return ""


@transaction.atomic
def withdraw(row: Enrolment, *, by: Employee) -> None:
    """The participant gives the seat back.

    Raises:
        Refused: somebody else's, or too late.
    """
    row = _locked(row)
    if row.employee_id != by.pk:
        raise Refused("Hanya peserta yang dapat membatalkan pendaftarannya.")
    if reason := withdraw_refusal(row):
        raise Refused(reason)
    approved = row.status == Status.APPROVED
    row.status = Status.WITHDRAWN
    row.save(update_fields=["status"])
    _give_seat_back(row)
    if approved:
        trace.tell(
            reach.superior_of(row.employee), by=by, key=f"withdrawn:{row.uuid}",
            title=f"{row.employee.full_name} membatalkan {row.session.course}", url=row.get_absolute_url(),
        )  # fmt: skip


@transaction.atomic
def decide(row: Enrolment, *, by: User, approve: bool, note: str = "") -> None:
    """The superior's answer; a refusal says why and frees the seat.

    Raises:
        Refused: not this person's to decide, decided already, or a refusal without a reason.
    """
    row = _locked(row)
    if not reach.answers_for(by, row.employee):
        raise Refused("Keputusan ini milik atasan langsung peserta.")
    if row.status != Status.REQUESTED:
        raise Refused(f"Pendaftaran ini sudah dijawab: {row.get_status_display().lower()}.")
    if not approve and not note.strip():
        raise Refused("Tulis alasan tidak menyetujui, agar pegawai tahu apa yang dapat dilakukannya.")
    row.status = Status.APPROVED if approve else Status.REFUSED
    row.decided_by, row.decided_at, row.decision_note = by.employee, timezone.now(), note
    row.save(update_fields=["status", "decided_by", "decided_at", "decision_note"])
    if not approve:
        _give_seat_back(row)
    label = "Pelatihan disetujui" if approve else "Pelatihan tidak disetujui"
    what = f"{row.session.course}, mulai {dated(row.session.starts_on)}. {note}".strip()
    trace.record(row.employee, "training_decide", label, by=by.employee, note=what)
    trace.tell(
        row.employee, by=by.employee, key=f"training:{row.uuid}:{row.status}",
        title=f"{label}: {row.session.course}", body=note, url=row.get_absolute_url(),
    )  # fmt: skip


def attendance_refusal(session: CourseSession) -> str:
    if session.cancelled_at is not None:
        return "Jadwal ini dibatalkan, jadi tidak ada kehadiran yang dicatat."
    if session.starts_on > timezone.localdate():
        return f"Kehadiran dicatat mulai {dated(session.starts_on)}."
    return ""


@transaction.atomic
def record_attendance(
    session: CourseSession, present: Iterable[int], absent: Iterable[int], *, by: User
) -> int:
    """Write who came, of those approved; what is already so stays untouched. Returns how many changed.

    Raises:
        Refused: too early; or somebody marked absent holds a verified certificate of it.
    """
    if reason := attendance_refusal(session):
        raise Refused(reason)
    wanted = dict.fromkeys(absent, Status.ABSENT) | dict.fromkeys(present, Status.ATTENDED)
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(
        session=session, pk__in=wanted, employee__in=reach.administered(by).values("pk"),
        status__in=[Status.APPROVED, Status.ATTENDED, Status.ABSENT],
    )  # fmt: skip
    changed = [row for row in rows.select_related("employee", "session__course").order_by("pk")
               if row.status != wanted[row.pk]]  # fmt: skip
    for row in changed:
        row.status, row.attendance_by, row.attendance_at = wanted[row.pk], by.employee, timezone.now()
        row.save(update_fields=["status", "attendance_by", "attendance_at"])
        certificates.after_attendance(row, by=by)
    return len(changed)


@transaction.atomic
def give_opinion(row: Enrolment, *, by: Employee, scores: dict[str, int], opinion: str) -> None:
    """The participant's view of the session; a later one replaces it.

    Raises:
        Refused: not the participant, or not there.
    """
    row = _locked(row)
    if row.employee_id != by.pk or row.status != Status.ATTENDED:
        raise Refused("Penilaian diisi oleh peserta yang hadir.")
    row.material, row.teaching, row.usefulness = scores["material"], scores["teaching"], scores["usefulness"]
    row.opinion, row.opinion_at = opinion, timezone.now()
    row.save(update_fields=["material", "teaching", "usefulness", "opinion", "opinion_at"])


@transaction.atomic
def cancel(session: CourseSession, *, by: Employee, reason: str) -> None:
    """Personnel call a session off; everybody enrolled is told. Their enrolments stay as they were.

    Raises:
        Refused: already cancelled, or somebody attended.
    """
    row = CourseSession.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    if row.cancelled_at is not None:
        raise Refused("Jadwal ini sudah dibatalkan.")
    if row.enrolments.filter(status__in=[Status.ATTENDED, Status.ABSENT]).exists():
        raise Refused("Kehadiran sudah dicatat, jadi jadwal ini tidak dapat dibatalkan.")
    row.cancelled_by, row.cancelled_at, row.cancelled_reason = by, timezone.now(), reason
    row.version += 1
    row.save(update_fields=["cancelled_by", "cancelled_at", "cancelled_reason", "version"])
    for one in row.enrolments.filter(status__in=HOLDING).select_related("employee"):
        trace.tell(
            one.employee, by=by, key=f"cancelled:{one.uuid}", title=f"Dibatalkan: {row.course}", body=reason,
            url=one.get_absolute_url(),
        )  # fmt: skip


def check_version(stored: int, drawn: int) -> None:
    """Refuse a form that was drawn before the last save.

    Raises:
        Conflict: somebody saved in the meantime.
    """
    if stored != drawn:
        raise Conflict(stored)
