"""`/bkd/pengingat/kirim/`: remind whoever a list of the desk waits for, once it is seen who and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal import nudges
from appraisal.models import Period
from appraisal.nudges import MOST, Nudge
from appraisal.reminder_forms import NudgeForm
from appraisal.reminder_lines import Wording
from appraisal.reminders import People, known_holidays
from appraisal.views.parties import personnel_only
from config.desk.counts import appraisals_of
from config.desk.forms import AppraisalFilter
from config.desk.overview import busiest, narrowed
from employees import jobs
from employees.http import Request, page
from employees.models import Job, User
from employees.people_forms import PeopleFilter
from employees.views.people import asked_for

A_PAGE = 25
NUDGE = "nudge"
CHANGED = "Daftarnya berubah sejak Anda membukanya. Periksa lagi siapa yang akan diingatkan."
TOO_MANY = f"Daftar ini terlalu panjang: paling banyak {MOST} sekaligus. Persempit saringannya dahulu."


@dataclass(frozen=True)
class Listed:
    """A list of the desk: how long it is, and whom it waits for."""

    rows: int
    people: People


def of_appraisals(user: User, asked: QueryDict, today: date) -> Listed:
    """The list of names behind the figures; the drill-down of progress leads there too."""
    periods, year, units = list(Period.objects.all()), asked.get("tahun", ""), user.administered_units()
    period = next((one for one in periods if str(one.year) == year), None) if year else busiest()
    if period is None:
        return Listed(0, {})
    form = AppraisalFilter(asked, periods=periods, units=units)
    rows = narrowed(appraisals_of(units, period), form)
    count = rows.count()
    return Listed(count, nudges.waiting_in(rows, today) if count <= MOST else {})


def of_people(user: User, asked: QueryDict, today: date) -> Listed:
    """The list of people."""
    rows, _alike = asked_for(user, PeopleFilter(asked, by=user))
    count = rows.count()
    return Listed(count, nudges.waiting_for(rows, today) if count <= MOST else {})


LISTS: dict[str, tuple[Callable[[User, QueryDict, date], Listed], str]] = {
    "kinerja": (of_appraisals, "desk_appraisals"),
    "pegawai": (of_people, "people"),
}


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def nudge(request: Request) -> HttpResponse:
    """Who would be reminded and how it reads; sent by a worker once it is confirmed."""
    name, today = request.GET.get("dari", ""), timezone.localdate()
    if name not in LISTS:
        raise Http404
    listed = LISTS[name][0](request.user, request.GET, today)
    planned = nudges.planned(listed.people, request.user, today)
    form = NudgeForm(request.POST if request.method == "POST" else None, initial={"count": planned.count})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["count"] == planned.count:
            return redirect("job", asked(request, form, planned).uuid)
        form.add_error(None, CHANGED)
    return page(request, "desk/nudge.html", shown(request, listed, planned, form), invalid=form.is_bound)


def asked(request: Request, form: NudgeForm, planned: Nudge) -> Job:
    return jobs.request(
        NUDGE,
        title=f"Pengingat: {planned.count} orang",
        by=request.user.employee,
        query=request.GET.urlencode(),
        message=form.cleaned_data["message"].strip(),
    )


def shown(request: Request, listed: Listed, planned: Nudge, form: NudgeForm) -> dict[str, Any]:
    """What the page says: the people, the words to the first of them, and who is left out."""
    today, first = timezone.localdate(), next(iter(planned.recipients), None)
    wording = Wording.on(today, known_holidays())
    message = form["message"].value() or ""
    parameters = request.GET.copy()
    parameters.pop("dari", None)
    parameters.pop("page", None)
    return {
        "form": form,
        "listed": listed,
        "planned": planned,
        "page": Paginator(planned.recipients, A_PAGE).get_page(request.GET.get("page")),
        "line": nudges.line_of(wording, first, by=request.user.employee, message=message) if first else None,
        "refusal": TOO_MANY if listed.rows > MOST else "",
        "back": f"{reverse(LISTS[request.GET['dari']][1])}?{parameters.urlencode()}",
        "count": planned.count,
    }


@jobs.works(NUDGE)
def send(job: Job) -> None:
    """Tell whom the list waits for now, by the rights that the officer has now."""
    asked, today, by = QueryDict(job.parameters["query"]), timezone.localdate(), job.requested_by
    listed = LISTS[asked["dari"]][0](by.user, asked, today)
    planned = nudges.planned(listed.people, by.user, today)
    told = nudges.send(planned, by=by, message=job.parameters["message"], today=today)
    jobs.progress(job, told, told)
    left = f" Dilewati karena sudah diingatkan hari ini: {planned.told}." if planned.told else ""
    job.message = f"{told} orang diingatkan.{left}"
