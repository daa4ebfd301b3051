"""How often one address may ask for a public page. allauth's limits leave GET alone, so these count here."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse


def over_limit(request: HttpRequest, action: str, *, most: int, seconds: int = 60) -> bool:
    """Count this request; True when its address has asked more than `most` times in the present window.

    The counter lives in PostgreSQL (the cache table); two requests at the very same moment may count once.
    """
    window = int(time.time()) // seconds
    key = f"limit:{action}:{get_adapter().get_client_ip(request)}:{window}"
    if cache.add(key, 1, timeout=seconds):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:  # it lapsed between the two lines
        return False


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, with the site's own page."""
    answer: HttpResponse = respond_429(request)
    return answer
