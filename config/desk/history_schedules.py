"""A source of the desk's history: exports that come by themselves, who set them up, paused, resumed or ended them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import OuterRef, Subquery

from appraisal.export_kinds import label_of
from appraisal.models import ExportSchedule
from config.desk.history_lines import Asked, Rows, acting_user, key_of, named, told_of
from employees.models import User

State = ExportSchedule.State
WHAT = {"insert": "Berkas berkala diminta", "delete": "Berkas berkala dihapus"}
CHANGED = {
    State.ACTIVE: "Berkas berkala dilanjutkan",
    State.PAUSED: "Berkas berkala dijeda",
    State.STOPPED: "Berkas berkala berhenti",
}


def schedules(asked: Asked) -> Rows | None:
    """The versions that pghistory keeps; those who see a part of the agency see what is their own."""
    if asked.about is not None:
        return None
    model: Any = apps.get_model("appraisal", "ExportScheduleEvent")
    rows: Rows = model.objects.select_related("receiver")
    if asked.units is not None:
        rows = rows.filter(owner=asked.user.employee_id)
    rows = rows.annotate(user=acting_user())
    if asked.actor is not None:
        rows = rows.filter(user__in=User.objects.filter(employee=asked.actor).values("pk"))
    writer = User.objects.filter(pk=OuterRef("user")).values("employee")
    found: Rows = rows.annotate(writer=Subquery(writer)).annotate(by=told_of("writer"))
    return found


def schedule(version: Any) -> dict[str, str]:
    """What became of it; by the clock where nobody asked, as when a right was lost."""
    writer = named(version.by)
    what = WHAT.get(version.pgh_label) or CHANGED[State(version.state)]
    return {
        "what": f"{what}: {label_of(version.kind)}, {version.get_rhythm_display().lower()}",
        "about": f"untuk {version.receiver.full_name}",
        "by": writer.full_name if writer else "sistem",
        "by_key": key_of(writer),
        "change": version.reason,
        "note": version.purpose,
    }
