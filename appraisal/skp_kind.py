"""The kind of an SKP, a leader's or an official's, corrected while it is planned."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from appraisal import workflow
from appraisal.acts import record_act
from appraisal.models import Appraisal, AppraisalStatus, PartyRole, TargetIndicator
from appraisal.workflow import Act, Actor, Refused
from employees.models import Employee

CORRECT = "correct_leads"


def correction_refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person may not change the kind of the SKP now; "" means they may."""
    act = Act.asked(by)
    mine = appraisal.employee_id == by.pk
    if mine or not any(workflow.holds(appraisal, one, act) for one in (Actor.APPRAISER, Actor.PERSONNEL)):
        return "Jenis SKP diperbaiki oleh pejabat penilai kinerja atau pengelola kepegawaian."
    if appraisal.status != AppraisalStatus.PLANNING:
        return (
            f"Jenis SKP hanya dapat diubah selama draf, bukan pada status «{appraisal.get_status_display()}»."
        )
    return ""


@transaction.atomic
def correct(appraisal: Appraisal, *, as_leader: bool, by: Employee) -> bool:
    """Write whether this is a leader's SKP. Indicators lose what only the other kind has. True if it changed.

    Raises:
        Refused: not this person, or not now.
    """
    row = Appraisal.objects.select_for_update(of=("self",), no_key=True).get(pk=appraisal.pk)
    if reason := correction_refusal(row, by):
        raise Refused(reason)
    if row.leads == as_leader:
        return False
    row.leads = as_leader
    row.versions["targets"] = row.version("targets") + 1
    row.save(update_fields=["leads", "versions"])
    TargetIndicator.objects.filter(target__appraisal=row).update(**{_other_kind(as_leader=as_leader): ""})
    words = "pejabat pimpinan tinggi atau pimpinan unit kerja mandiri" if as_leader else (
        "pejabat administrasi atau pejabat fungsional"
    )  # fmt: skip
    record_act(
        row,
        CORRECT,
        f"Jenis SKP diperbaiki: {words}",
        Act(by=by, at=timezone.now()),
        tells=(PartyRole.APPRAISEE, PartyRole.APPRAISER),
    )
    appraisal.refresh_from_db()
    return True


def _other_kind(*, as_leader: bool) -> str:
    return "aspect" if as_leader else "perspective"
