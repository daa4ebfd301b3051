"""'Ini keliru' beside the parties: it reaches personnel of the unit, drafting goes on, and the answer comes back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from appraisal.acts import record_act
from appraisal.models import Appraisal, CorrectionRequest, Party, PartyRole
from appraisal.workflow import Act, Refused
from employees.models import Employee, Unit, User
from employees.models.unit import UnitQuerySet
from employees.notifications import Line, notify, notify_all

MAY_ASK = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
TWICE = "Hal ini sudah disampaikan dan belum dijawab. Tunggu jawabannya, atau hubungi pengelola kepegawaian."
ANSWERED = "Permintaan ini sudah dijawab."
OWN = "Permintaan Anda sendiri dijawab pengelola kepegawaian lain."


def refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why somebody may not say what is wrong here; "" means they may."""
    holds = Party.objects.acting(by.pk, timezone.localdate()).filter(appraisal=appraisal, role__in=MAY_ASK)
    if appraisal.employee_id != by.pk and not holds.exists():
        return "Hanya pegawai yang dinilai dan pejabat penilainya yang menyampaikan kekeliruan di sini."
    return "Kinerja ini sudah ditutup." if appraisal.status == "CLOSED" else ""


@transaction.atomic
def ask(appraisal: Appraisal, *, about: str, text: str, by: Employee) -> CorrectionRequest:
    """Take it down and tell personnel of the unit; without any, those of the agency.

    Raises:
        Refused: no right, or the same is open already.
    """
    if reason := refusal(appraisal, by):
        raise Refused(reason)
    try:
        with transaction.atomic():
            made = CorrectionRequest.objects.create(appraisal=appraisal, about=about, text=text, asked_by=by)
    except IntegrityError:
        raise Refused(TWICE) from None
    notify_all(
        Line(
            one,
            key=f"correction:{made.uuid}",
            title=f"Ini keliru: {made.get_about_display().lower()} {appraisal.employee.full_name}",
            body=text,
            url=reverse("correction", args=[made.uuid]),
            subject="Ada permintaan koreksi data",
        )
        for one in keepers(appraisal.unit)
        if one.pk != appraisal.employee_id
    )
    return made


def keepers(unit: Unit) -> list[Employee]:
    """Personnel of the nearest unit upward that has any, else of the agency."""
    people = Employee.objects.active().filter(user__is_active=True)
    for above in Unit.objects.line_up(unit):
        found = list(people.filter(user__units=above, user__groups__name="unit_personnel").distinct())
        if found:
            return found
    return list(people.filter(user__groups__name="personnel").distinct())


def of_units(units: UnitQuerySet) -> QuerySet[CorrectionRequest]:
    """The queue of a desk, the oldest open one first."""
    rows = CorrectionRequest.objects.filter(appraisal__unit__in=units.values("pk"))
    return rows.select_related("appraisal__employee", "appraisal__unit", "appraisal__period", "asked_by")


def administered_by(user: User) -> QuerySet[CorrectionRequest]:
    """Those that this user may answer; never about oneself."""
    return of_units(user.administered_units()).exclude(appraisal__employee=user.employee_id)


@transaction.atomic
def answer(row: CorrectionRequest, *, answer: str, text: str, by: Employee) -> None:
    """Close it with what was done, in the history of the appraisal and in the inbox of whoever asked.

    Raises:
        Refused: answered already, or about oneself.
    """
    found = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.answer:
        raise Refused(ANSWERED)
    if found.appraisal.employee_id == by.pk:
        raise Refused(OWN)
    found.answer, found.answer_text = answer, text
    found.answered_by, found.answered_at = by, timezone.now()
    found.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])
    label = f"Koreksi {found.get_about_display().lower()}: {found.get_answer_display().lower()}"
    record_act(found.appraisal, "correction", label, Act(by, timezone.now(), note=text))
    notify(
        found.asked_by,
        key=f"correction-answer:{found.uuid}",
        title=label,
        body=text,
        url=found.appraisal.get_absolute_url(),
    )
