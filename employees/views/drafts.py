"""Where autosave sends what is typed. Answers are JSON; an ended session is 401, never a redirect."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employees import drafts
from employees.http import Request, page
from employees.models import User
from employees.views.inbox import is_local

LONGEST_NAME = 40  # of a form, as Draft.form


@login_not_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, form: str, uuid: UUID) -> HttpResponse:
    """POST keeps the raw form; GET gives the newest draft and a fresh CSRF token."""
    if len(form) > LONGEST_NAME:
        raise Http404
    return _answer(request, form, uuid)


@login_not_required
@require_http_methods(["GET", "POST"])
def page_draft(request: HttpRequest) -> HttpResponse:
    """The same for a form that no view knows of; `_page` names it."""
    asked = request.POST if request.method == "POST" else request.GET
    return _answer(request, drafts.PAGE, drafts.page_uuid(asked.get("_page", "")))


def _answer(request: HttpRequest, form: str, uuid: UUID) -> HttpResponse:
    if not isinstance(request.user, User):
        return JsonResponse({"login": reverse("account_login")}, status=401)
    if request.method == "GET":
        found = _newest(request.user, form, uuid)
        return JsonResponse(found | {"csrf": get_token(request), "uuid": str(uuid)})
    try:
        saved_at = drafts.save(request.user, form, uuid, request.POST)
    except drafts.TooLong as error:
        return JsonResponse({"error": str(error)}, status=413)
    return JsonResponse({"saved_at": saved_at.isoformat()})


@require_safe
def kept(request: Request) -> HttpResponse:
    """Everything that one typed and did not send, to go on with, to copy or to throw away."""
    return page(request, "employees/drafts.html", {"kept": drafts.kept_for(request.user)})


def _newest(user: User, form: str, uuid: UUID) -> dict[str, object]:
    kept = drafts.newest(user, form, uuid)
    if kept is None:
        return {"content": None}
    return {"content": drafts.opened(kept), "version": kept.version, "saved_at": kept.saved_at.isoformat()}


@require_POST
def discard_draft(request: Request, form: str, uuid: UUID) -> HttpResponse:
    """Throw the draft away and go back to the page that offered it."""
    drafts.discard(request.user, form, uuid)
    back = request.POST.get("next", "")
    return redirect(back if is_local(back) else "home")
