"""`/bkd/pengingat/`: what went to whom, and the plan of each stage's calls in a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import reminder_plans
from appraisal.calls import CALL_LABELS, Call, Plan, day_of
from appraisal.models import Period, Reminder, ReminderRun, ReminderSchedule
from appraisal.reminder_forms import LogFilter, PlanForm
from appraisal.reminder_plans import plan_of
from appraisal.reminder_stages import BY_CODE, STAGES, Stage
from appraisal.reminders import known_holidays, stage_labels
from appraisal.views.shared import answers_refusals, keep_typed, period_asked_for, posted_version
from employees.desk_access import for_agency, for_desk
from employees.http import Request, page
from employees.models import Employee, Outbox

A_PAGE = 50
NAMED = 3
TONES = {"SENT": "done", "QUEUED": "waiting", "FAILED": "late", "OFF": "closed", "NONE": "closed"}


# --- the log ------------------------------------------------------------------------
@dataclass(frozen=True)
class Logged:
    """A line of the log; `about`: those of whom it was, as far as this reader may know them."""

    reminder: Reminder
    rule: str
    stage: str
    about: list[str]
    unnamed: int
    tone: str
    error: str


@for_desk
@require_safe
def reminder_log(request: Request) -> HttpResponse:
    """What went to whom, when, by which rule, on which way, and what became of it."""
    form, rows = asked_for(request)
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "rows": logged(request, list(shown)),
        "run": ReminderRun.objects.first(),
    }
    return page(request, "appraisal/reminders/log.html", context)


def asked_for(request: Request) -> tuple[LogFilter, QuerySet[Reminder]]:
    """The filter, and what the log shows."""
    form = LogFilter(request.GET, periods=Period.objects.all())
    rows = Reminder.objects.visible_to(request.user).filter(form.wanted)
    return form, rows.select_related("employee", "nudged_by")


def logged(request: Request, rows: list[Reminder]) -> list[Logged]:
    """Lines of a page; three queries, however many."""
    wanted = {pk for row in rows for pk in row.about if pk != row.employee_id}
    known = Employee.objects.filter(pk__in=wanted)
    if not request.user.is_auditor:
        known = known.administered_by(request.user)
    names = {person.pk: person.full_name for person in known}
    waiting = [row.mail_key for row in rows if row.mail == Reminder.Mail.QUEUED]
    errors = dict(Outbox.objects.filter(key__in=waiting).values_list("key", "last_error"))
    labels = stage_labels()
    return [_logged(row, names, labels, errors) for row in rows]


def _logged(row: Reminder, names: dict[int, str], labels: dict[str, str], errors: dict[str, str]) -> Logged:
    others = [pk for pk in row.about if pk != row.employee_id]
    known = [names[pk] for pk in others if pk in names][:NAMED]
    return Logged(
        row,
        CALL_LABELS[Call(row.call)],
        labels.get(row.stage, ""),
        known,
        len(others) - len(known),
        TONES[row.mail],
        row.mail_error or errors.get(row.mail_key, ""),
    )


# --- the plans ----------------------------------------------------------------------
@dataclass(frozen=True)
class StagePlan:
    """A stage of the table: what holds, and who changed it."""

    stage: Stage
    plan: Plan
    changed: ReminderSchedule | None


@for_desk
@require_safe
def reminder_plans_list(request: Request) -> HttpResponse:
    """All stages of a period with their calls."""
    periods = Period.objects.all()
    period = period_asked_for(request, periods)
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "Jadwal pengingat"})
    changed = {row.stage: row for row in period.reminder_schedules.select_related("written_by")}
    rows = [_stage_plan(stage, changed.get(stage.code)) for stage in STAGES]
    context = {
        "period": period,
        "periods": periods,
        "rows": rows,
        "agency": request.user.has_perm("employees.administer_agency"),
    }
    return page(request, "appraisal/reminders/plans.html", context)


def _stage_plan(stage: Stage, row: ReminderSchedule | None) -> StagePlan:
    return StagePlan(stage, plan_of(stage, row.plan if row else None), row)


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def reminder_plan(request: Request, year: int, stage: str) -> HttpResponse:
    """Change the calls of one stage in a period."""
    period, found = period_or_404(year), stage_or_404(stage)
    back = f"{reverse('reminder_plans')}?tahun={year}"
    row = period.reminder_schedules.filter(stage=stage).first()
    plan = _stage_plan(found, row).plan
    form = PlanForm(request.POST if request.method == "POST" else None, stage=found, plan=plan)
    if request.method == "POST" and form.is_valid():
        keep_typed(request, form)
        reminder_plans.save(
            period, found, form.plan, by=request.user.employee, version=posted_version(request)
        )
        messages.success(request, f"Jadwal pengingat {found.label} disimpan.")
        return redirect(back)
    context = {
        "back": back,
        "period": period,
        "stage": found,
        "form": form,
        "version": row.version if row else 0,
        "usual": plan_of(found, None),
        "days": days_of(found, plan, period),
    }
    return page(request, "appraisal/reminders/plan.html", context, invalid=form.is_bound)


def period_or_404(year: int) -> Period:
    found = Period.objects.filter(year=year).first()
    if found is None:
        raise Http404
    return found


def stage_or_404(code: str) -> Stage:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def days_of(stage: Stage, plan: Plan, period: Period) -> list[dict[str, Any]]:
    """On which days the calls of a period fall, where all share one limit; empty where each has its own."""
    limit = _limit(stage, period)
    if limit is None:
        return []
    holidays = known_holidays()
    calls: Iterable[tuple[Call, int]] = [*plan.own(), *plan.upward()]
    days: dict[Call, date] = {}
    for call, distance in calls:
        days.setdefault(call, day_of(limit, distance, holidays))  # of the repeated one the first
    return [
        {"label": CALL_LABELS[call], "day": day, "limit": limit}
        for call, day in sorted(days.items(), key=lambda one: one[1])
    ]


def _limit(stage: Stage, period: Period) -> date | None:
    if stage.code in {"propose", "set"}:
        return period.targets_due_on
    if stage.turn.limit in {"self_due_on", "ends_on"}:
        day: date = getattr(period.yearly_window(), stage.turn.limit)
        return day
    return None
