"""Downloading a document, and the public page that checks a printed one."""

from __future__ import annotations

import logging
import uuid as uuid_module
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from appraisal import documents, verification
from appraisal.models import Document
from appraisal.visibility import FieldGroup, visible_groups
from employees.http import Request
from employees.limits import over_limit, too_many_requests
from employees.models import User

CHECKS_A_MINUTE = 60  # an office shares one address
logger = logging.getLogger(__name__)


@require_safe
def document(request: Request, uuid: uuid_module.UUID) -> HttpResponseBase:
    """The bytes of record as a download, for whoever may read the appraiser's ratings."""
    rows = Document.objects.visible_to(request.user).select_related("evaluation__appraisal__period")
    found = get_object_or_404(rows.select_related("evaluation__appraisal__employee"), uuid=uuid)
    if FieldGroup.RATINGS not in visible_groups(found.evaluation, request.user):
        raise Http404
    try:
        content = documents.read(found)
    except documents.DamagedError:
        logger.exception("a stored document is damaged")
        return render(request, "appraisal/document_damaged.html", {"document": found}, status=500)
    answer = FileResponse(BytesIO(content), as_attachment=True, filename=documents.file_name(found))
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code of a printed document; asks for nothing else and uploads nothing."""
    code = verification.typed(request.GET.get("kode", ""))
    if code:
        return redirect("verification", code=verification.code_printed(code))
    return _unlisted(render(request, "appraisal/verification.html"))


@login_not_required
@require_safe
def verification_result(request: HttpRequest, code: str) -> HttpResponse:
    """What proves a printed document genuine: never a rating, and of the person only the initials."""
    if over_limit(request, "verification", most=CHECKS_A_MINUTE):
        return too_many_requests(request)
    typed = verification.typed(code)
    found = verification.find(typed)
    present = verification.present(typed, request.user) if isinstance(request.user, User) else None
    context = {"code": verification.code_printed(typed), "document": found, "present": present, "asked": True}
    return _unlisted(render(request, "appraisal/verification.html", context, status=200 if found else 404))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
