"""The page 'Dokumen' of an appraisal: the document of record, and the official forms to be printed."""

from __future__ import annotations

import uuid as uuid_module

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from appraisal import documents, form_prints
from appraisal.form_print_forms import FormPrintForm
from appraisal.models import Evaluation, WindowCode
from appraisal.papers.subject import Subject
from appraisal.views.shared import appraisal_or_404, frame
from employees.http import Request, page


@require_http_methods(["GET", "POST"])
def papers(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Forms are chosen by kind, approach and window; here one only ticks which of them to draw."""
    row = appraisal_or_404(request, uuid)
    context = frame(request, row, "papers")
    subject = Subject.find(row, _window(request.GET.get("periode", ""), context["evaluations"]))
    offered = form_prints.readable(subject, request.user)
    recorded = subject.signed is not None and any(one.of_document for one in offered)
    form = FormPrintForm(
        request.POST if request.method == "POST" else None,
        offered=[one for one in offered if not (recorded and one.of_document)],
    )
    if request.method == "POST" and form.is_valid():
        job = form_prints.request(subject, form.cleaned_data["chosen"], request.user.employee)
        return redirect("job", uuid=job.uuid)
    context |= {
        "form": form,
        "subject": subject,
        "window_name": WindowCode(subject.window).label,
        "documents": documents.of(subject.signed) if recorded and subject.signed else None,
    }
    return page(request, "appraisal/papers.html", context, invalid=request.method == "POST")


def _window(asked: str, evaluations: list[Evaluation]) -> WindowCode:
    """The window of the address, else the latest that has opened, else the year."""
    if asked and asked not in WindowCode.values:
        raise Http404
    latest = evaluations[-1].window if evaluations else WindowCode.YEAR
    return WindowCode(asked or latest)
