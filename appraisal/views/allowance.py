"""`/bkd/tunjangan/`: the agency's percentages by predicate, year by year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from appraisal import allowance as acts
from appraisal.allowance_forms import AllowanceForm
from appraisal.models import Period
from appraisal.views.shared import answers_refusals, keep_typed, period_asked_for, posted_version
from appraisal.workflow import Refused
from employees.desk_access import for_agency
from employees.http import Request, page


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def allowance(request: Request) -> HttpResponse:
    """What holds in a year, and changing it."""
    periods = Period.objects.all()
    period = period_asked_for(request, periods)
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "Persentase tunjangan"})
    posted, row = request.method == "POST", acts.to_edit(period)
    drawn = row.version
    form = AllowanceForm(request.POST if posted else None, instance=row)
    keep_typed(request, form)
    if posted and (reason := acts.refusal(period)):
        raise Refused(reason)
    if posted and form.is_valid():
        acts.save(form.save(commit=False), by=request.user.employee, version=posted_version(request))
        messages.success(request, "Persentase disimpan. Rekap tunjangan memakainya.")
        return redirect(f"{reverse('allowance')}?tahun={period.year}")
    context = {"period": period, "periods": periods, "form": form, "version": drawn}
    return page(request, "appraisal/allowance.html", context | _told(period), invalid=posted)


def _told(period: Period) -> dict[str, Any]:
    """What holds now, why it may not change any more, and what it was before."""
    return {
        "holds": acts.table_of(period),
        "reason": acts.refusal(period),
        "events": period.events.filter(label__startswith="Persentase").order_by("-pk"),
    }
