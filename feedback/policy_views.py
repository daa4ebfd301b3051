"""The desk's page of asked feedback: the period's rules, rounds for everybody, and counts; never who answers."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from appraisal.models import Period
from appraisal.views.shared import period_asked_for
from employees import jobs
from employees.desk_access import for_agency
from employees.http import Request, page
from feedback import asked
from feedback.models import FeedbackRound
from feedback.round_forms import PolicyForm
from feedback.works import OPEN_ROUNDS


def _running(request: Request) -> Period | None:
    return period_asked_for(request, Period.objects.filter(status=Period.Status.OPEN))


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def round_policy(request: Request) -> HttpResponse:
    """Rules of a period, and how many rounds stand where."""
    period, posted = _running(request), request.method == "POST"
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "Umpan balik 360"})
    form = PolicyForm(request.POST if posted else None, instance=asked.policy_of(period))
    if posted and form.is_valid():
        form.save()
        messages.success(request, "Aturan umpan balik 360 disimpan.")
        return redirect(f"{reverse('round_policy')}?tahun={period.year}")
    rows = FeedbackRound.objects.filter(appraisal__period=period)
    counted = dict(rows.values_list("status").annotate(Count("pk")).order_by())
    context = {
        "period": period,
        "form": form,
        "counts": [(label, counted.get(key, 0)) for key, label in FeedbackRound.Status.choices],
    }
    return page(request, "feedback/round_policy.html", context, invalid=posted)


@for_agency
@require_POST
def round_policy_run(request: Request) -> HttpResponse:
    """Rounds by the rule for everybody who has none; a worker makes them, the appraisers approve them."""
    period = _running(request)
    if period is None:
        raise Http404
    if asked.policy_of(period).closes_on is None:
        messages.error(request, "Isi dan simpan batas mengisi dahulu.")
        return redirect(f"{reverse('round_policy')}?tahun={period.year}")
    title = f"Umpan balik 360 {period.year}"
    job = jobs.request(OPEN_ROUNDS, title=title, by=request.user.employee, year=period.year)
    return redirect("job", job.uuid)
