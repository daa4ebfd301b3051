"""Acts that move no status but change what holds for somebody: an event in the history, and a line to the parties."""

from __future__ import annotations

from collections.abc import Collection

from appraisal.models import Appraisal, Evaluation, Event, PartyRole
from appraisal.workflow import Act
from employees.notifications import Line, notify_all


def record_act(
    appraisal: Appraisal,
    action: str,
    label: str,
    act: Act,
    *,
    tells: Collection[PartyRole] = (),
    url: str = "",
    evaluation: Evaluation | None = None,
) -> Event:
    """Write the event and tell the named parties of today, but never the actor. In the caller's transaction."""
    event = Event.objects.create(
        appraisal=appraisal,
        evaluation=evaluation,
        action=action,
        label=label,
        actor=act.by,
        actor_name=act.by.full_name if act.by else "",
        on_behalf_of=act.on_behalf_of,
        from_status=appraisal.status,
        to_status=appraisal.status,
        note=act.note,
    )
    rows = appraisal.parties.on(act.on).filter(role__in=list(tells)).select_related("employee")
    notify_all(
        Line(
            party.employee,
            key=f"event:{event.uuid}",
            title=f"{label}: {appraisal.employee.full_name}, {appraisal.period}",
            body=act.note,
            url=url or appraisal.get_absolute_url(),
            subject=f"{label}: {appraisal.period}",
        )
        for party in rows
        if act.by is None or party.employee_id != act.by.pk
    )
    return event
