"""Where autosave sends what is typed. Answers are JSON; an ended session is 401, never a redirect."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from employees import drafts
from employees.http import Request
from employees.models import User
from employees.views.inbox import is_local

LONGEST_NAME = 40  # of a form, as Draft.form


@login_not_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, form: str, uuid: UUID) -> HttpResponse:
    """POST keeps the raw form; GET gives the newest draft and a fresh CSRF token."""
    if not isinstance(request.user, User):
        return JsonResponse({"login": reverse("account_login")}, status=401)
    if len(form) > LONGEST_NAME:
        raise Http404
    if request.method == "GET":
        return JsonResponse(_newest(request.user, form, uuid) | {"csrf": get_token(request)})
    try:
        saved_at = drafts.save(request.user, form, uuid, request.POST)
    except drafts.TooLong as error:
        return JsonResponse({"error": str(error)}, status=413)
    return JsonResponse({"saved_at": saved_at.isoformat()})


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
