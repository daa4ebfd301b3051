"""What the history of the desk is drawn from: one ordered table each, read newest first and never further than a page.

Nothing of counselling and nothing that tells who answered in confidence is a source; ADR 0028 says why.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.urls import reverse

from appraisal.models import Appraisal, Event, PeriodEvent, ViewLog
from appraisal.stages import STATUS_LABELS
from config.desk import history_people, history_schedules
from config.desk.history_lines import PAGE, Asked, Cursor, Line, Rows, Source, key_of
from employees.models import Job


# --- steps of appraisals ----------------------------------------------------------
def _steps(asked: Asked) -> Rows | None:
    rows = Event.objects.select_related(
        "appraisal__employee", "appraisal__period", "actor", "on_behalf_of", "evaluation"
    )
    if asked.units is not None:
        rows = rows.filter(Q(appraisal__unit__in=asked.units))
    if asked.about is not None:
        rows = rows.filter(appraisal__in=asked.appraisals)
    return rows.filter(actor=asked.actor) if asked.actor else rows


def _step(event: Event) -> dict[str, str]:
    window = f" (evaluasi {event.evaluation.get_window_display()})" if event.evaluation else ""
    before, after = (STATUS_LABELS.get(one, "") for one in (event.from_status, event.to_status))
    moved = bool(before and after) and event.from_status != event.to_status
    return {
        "what": f"{event.label}{window}",
        "by": event.actor_name or "sistem",
        "by_key": key_of(event.actor),
        "behind": event.on_behalf_of.full_name if event.on_behalf_of else "",
        "change": f"dari «{before}» menjadi «{after}»" if moved else "",
        "note": event.note,
    } | _of_appraisal(event.appraisal)


def _of_appraisal(appraisal: Appraisal) -> dict[str, str]:
    return {
        "about": f"{appraisal.employee.full_name}, {appraisal.period.year}",
        "url": reverse("history", args=[appraisal.uuid]),
    }


# --- years as a whole -------------------------------------------------------------
def _years(asked: Asked) -> Rows | None:
    if asked.units is not None or asked.about is not None:
        return None
    rows = PeriodEvent.objects.select_related("period", "actor")
    return rows.filter(actor=asked.actor) if asked.actor else rows


def _year(event: PeriodEvent) -> dict[str, str]:
    return {
        "what": event.label,
        "about": f"Periode {event.period.year}",
        "by": event.actor_name or "sistem",
        "by_key": key_of(event.actor),
        "note": event.note,
    }


# --- what was asked of the workers ------------------------------------------------
def _asked_for(asked: Asked) -> Rows | None:
    """Exports, imports and the like; what only its requester may see stays his."""
    if asked.about is not None:
        return None
    rows = Job.objects.filter(personal=False).select_related("requested_by")
    if asked.units is not None:
        rows = rows.filter(requested_by=asked.user.employee_id)
    return rows.filter(requested_by=asked.actor) if asked.actor else rows


def _job(job: Job) -> dict[str, str]:
    rows = f" {job.total} baris." if job.total and job.status == Job.Status.DONE else ""
    return {
        "what": f"Meminta: {job.title}",
        "by": job.requested_by.full_name,
        "by_key": key_of(job.requested_by),
        "change": f"{job.get_status_display()}.{rows}",
        "note": job.purpose,
    }


# --- what was read and taken ------------------------------------------------------
def _views(kind: str = "") -> Callable[[Asked], Rows | None]:
    def rows(asked: Asked) -> Rows | None:
        found = ViewLog.objects.filter(kind=kind) if kind else ViewLog.objects.all()
        found = found.select_related("appraisal__employee", "appraisal__period", "about", "actor")
        if asked.units is not None:
            found = found.filter(Q(unit__in=asked.units) | Q(actor=asked.user.employee_id))
        if asked.about is not None:
            found = found.filter(about=asked.about)
        return found.filter(actor=asked.actor) if asked.actor else found

    return rows


def _view(view: ViewLog) -> dict[str, str]:
    verb = {"READ": "Membaca ", "DOWNLOAD": "Mengunduh "}.get(view.kind, "")
    whose = {"about": view.about.full_name} if view.about else {}
    if view.appraisal:
        whose = _of_appraisal(view.appraisal)
    return {"what": f"{verb}{view.what}", "by": view.actor_name, "by_key": key_of(view.actor)} | whose


SOURCES = (
    Source("langkah", "Langkah kinerja", "at", _steps, _step),
    Source("periode", "Aturan periode", "at", _years, _year),
    Source("penempatan", "Penempatan", "pgh_created_at", history_people.placements, history_people.placed),
    Source("permintaan", "Ekspor, impor, dan permintaan lain", "created_at", _asked_for, _job),
    Source(
        "berkala",
        "Berkas berkala",
        "pgh_created_at",
        history_schedules.schedules,
        history_schedules.schedule,
    ),
    Source("unduhan", "Unduhan", "at", _views(ViewLog.Kind.DOWNLOAD), _view),
    Source("bacaan", "Bacaan auditor", "at", _views(ViewLog.Kind.READ), _view),
    Source("aplikasi", "Aplikasi lain", "at", _views(ViewLog.Kind.CALL), _view),
    Source("masuk", "Masuk ke aplikasi", "at", history_people.sign_ins, history_people.signed_in),
)
# One table, three kinds to choose: who asks for all of them asks once.
READ_OR_TAKEN = Source("akses", "Unduhan, bacaan, dan aplikasi lain", "at", _views(), _view)
OF_READ_OR_TAKEN = {"unduhan", "bacaan", "aplikasi"}


def sources(kind: str) -> list[Source]:
    """The source that was chosen, or those that together hold everything."""
    if kind:
        return [one for one in SOURCES if one.code == kind]
    return [*(one for one in SOURCES if one.code not in OF_READ_OR_TAKEN), READ_OR_TAKEN]


def found(asked: Asked) -> list[Line]:
    """A page of lines and one more where there is a next page; one query for each source that may match."""
    lines = [line for source in sources(asked.kind) for line in _newest(source, asked)]
    return sorted(lines, key=lambda line: (line.at, line.source, line.key), reverse=True)[: PAGE + 1]


def _newest(source: Source, asked: Asked) -> list[Line]:
    rows, moment = source.rows(asked), source.moment
    if rows is None:
        return []
    within = Q()
    if asked.since:
        within &= Q((f"{moment}__gte", asked.since))
    if asked.until:
        within &= Q((f"{moment}__lt", asked.until))
    if asked.after:
        within &= Q((f"{moment}__lte", asked.after.at)) & _behind(source, asked.after)
    ordered = rows.filter(within).order_by(f"-{moment}", "-pk")[: PAGE + 1]
    return [Line(getattr(row, moment), source.code, row.pk, **source.line(row)) for row in ordered]


def _behind(source: Source, after: Cursor) -> Q:
    """Rows that come after the last line shown; of two at the same moment the sources' names and keys decide."""
    same = Q((source.moment, after.at))
    if source.code == after.source:
        return ~same | Q(pk__lt=after.key)
    return Q() if source.code < after.source else ~same
