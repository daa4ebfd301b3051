"""`/bkd/kop-surat/`: emblem, address and place on the agency's documents."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import letterhead as acts
from appraisal.letterhead_forms import LetterheadForm
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from employees.desk_access import for_agency
from employees.http import Request, page


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def letterhead(request: Request) -> HttpResponse:
    """What the head of documents bears; those on record stay as they are."""
    row, posted = acts.current(), request.method == "POST"
    version = posted_version(request) if posted else row.version
    form = LetterheadForm(request.POST if posted else None, request.FILES or None, instance=row)
    keep_typed(request, form)
    if posted and form.is_valid():
        if form.cleaned_data.get("remove"):
            row.emblem.name = ""
        acts.save(form.save(commit=False), form.emblem, by=request.user.employee, version=version)
        messages.success(request, "Kop surat disimpan. Dokumen yang dibuat sesudah ini memakainya.")
        return redirect("letterhead")
    context = {"form": form, "letterhead": row, "version": version}
    return page(request, "appraisal/letterhead.html", context, invalid=posted)


@for_agency
@require_safe
def emblem(_request: Request, /) -> HttpResponse:
    """The uploaded picture, as documents bear it."""
    found = acts.picture(acts.current().emblem.name or "")
    if found is None:
        raise Http404
    content, content_type = found
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
