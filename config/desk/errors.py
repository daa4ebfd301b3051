"""Error pages: a sentence that helps, and a short code that also stands in the log."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

logger = logging.getLogger(__name__)

# Without letters and digits that are mistaken for one another on the telephone.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """What the user quotes: 'K7QM-2XR9'."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, type(exception).__name__)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403. The text of a PermissionDenied of ours is a sentence for the user and is shown."""
    return _page(request, 403, type(exception).__name__, sentence=str(exception))


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404, type(exception).__name__)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of Django's own check; `reason` is English and meant for the log."""
    return _page(request, 403, reason, template="403_csrf.html")


@requires_csrf_token
def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, where a rate limit is reached."""
    return _page(request, 429, "rate limit")


def server_error(request: HttpRequest) -> HttpResponse:
    """500. The page extends nothing and is drawn without request: no database, no session."""
    code = _logged(500, request, "", level=logging.ERROR)
    return HttpResponse(render_to_string("500.html", {"code": code}), status=500)


def _page(
    request: HttpRequest, status: int, cause: str, *, template: str = "", sentence: str = ""
) -> HttpResponse:
    code = _logged(status, request, cause, level=logging.WARNING)
    context = {"code": code, "sentence": sentence}
    return render(request, template or f"{status}.html", context, status=status)


def _logged(status: int, request: HttpRequest, cause: str, *, level: int) -> str:
    code = new_code()
    logger.log(level, "%s %s %s %s: %s", status, code, request.method, ascii(request.path), cause)
    return code
