"""What the people behind a file that comes by itself are told: that it is there, or that no more will come, and why."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from appraisal.export_kinds import label_of
from appraisal.models import ExportSchedule
from employees import notifications
from employees.models import Employee, Job

State = ExportSchedule.State
LOST = "Pembuatnya tidak lagi mengelola kepegawaian unit itu, jadi berkas tidak dibuat."


def ready(job: Job) -> None:
    """A line for the receiver of a file that nobody asked for by hand; once, however often the job is run."""
    schedule = of_job(job)
    if schedule is not None:
        notifications.notify(
            schedule.receiver,
            key=f"export_ready:{job.uuid}",
            title="Berkas berkala Anda sudah siap",
            body=f"{job.title}. Unduh sebelum berkasnya dihapus.",
            url=reverse("job", args=[job.uuid]),
        )


@transaction.atomic
def stop(schedule: ExportSchedule, reason: str) -> None:
    """No further file; whoever waits for it reads why in the inbox, and personnel in the list."""
    if not ExportSchedule.objects.filter(pk=schedule.pk, state=State.ACTIVE).update(
        state=State.STOPPED, reason=reason
    ):
        return
    for person in {schedule.owner, schedule.receiver}:
        notifications.notify(
            person,
            key=f"export_stopped:{schedule.uuid}:{schedule.next_on}",
            title="Berkas berkala dihentikan",
            body=f"{label_of(schedule.kind)}: {reason}",
            url=reverse("export_schedules") if _comes_to_the_desk(person) else "",
        )


def of_job(job: Job) -> ExportSchedule | None:
    """The schedule that asked for a job, unless it was deleted meanwhile."""
    named = job.parameters.get("schedule")
    rows = ExportSchedule.objects.select_related("owner", "receiver")
    return rows.filter(uuid=named).first() if named else None


def _comes_to_the_desk(person: Employee) -> bool:
    return hasattr(person, "user") and person.user.is_personnel
