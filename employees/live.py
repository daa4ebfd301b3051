"""Pages that others feed renew themselves: the browser asks for the page again, and an unchanged one answers 304.

For authors of pages. `@live(mark)` stands directly above the view. `mark(request, **arguments)` says in one query what
the page rests on; anything that changes it brings the page anew. The page's address is its own door, so there is no
second place that decides who may read it. static/js/live.js asks; docs/adr/0027 says why it asks at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone

from employees.http import Request
from employees.models import User

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
Mark = Callable[..., object]  # what the view is given
HEADER = "X-Live"  # says that a page asks by itself, so that nobody's session lives on an empty chair


def live(mark: Mark) -> Callable[[View[P]], View[P]]:
    """Let the page renew itself where it is open; `mark` is asked before the view, so that nothing falls between."""

    def renewing(view: View[P]) -> View[P]:
        @wraps(view)
        def answering(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            tag = _tag(request.user, mark(request, *args, **kwargs))
            if asks_by_itself(request) and request.headers.get("If-None-Match") == tag:
                answer: HttpResponse = HttpResponseNotModified()
            else:
                request.live = tag
                answer = view(request, *args, **kwargs)
            answer.headers["ETag"] = tag
            return answer

        return answering

    return renewing


def asks_by_itself(request: Request) -> bool:
    """Whether this is a page's own question, not a person's."""
    return HEADER in request.headers


def _tag(user: User, mark: object) -> str:
    """The day belongs to it: at midnight things fall due."""
    said = f"{user.pk} {timezone.localdate()} {mark}"
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'
