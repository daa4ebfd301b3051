"""Pages for people without an account: no cookie is set or needed, and one address asks only so often.

Such a page belongs to nobody's session, so a forged request has nothing to ride on: what proves a form is the
signed address it is sent to. Everything else of the site demands the CSRF token (tools/rules.py).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from employees.limits import over_limit, too_many_requests

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def without_cookies(action: str, *, most: int, seconds: int = 60) -> Callable[[View[P]], View[P]]:
    """Open a view to anybody; an address that asks more than `most` times in `seconds` gets 429."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def limited(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if over_limit(request, action, most=most, seconds=seconds):
                return too_many_requests(request)
            return view(request, *args, **kwargs)

        return csrf_exempt(login_not_required(limited))

    return guard
