"""How often one address may ask for a public page. allauth's limits leave GET alone, so these count here."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac


def over_limit(request: HttpRequest | None, action: str, *, most: int, seconds: int = 60) -> bool:
    """Count this request; True when its address has asked more than `most` times in the present window.

    The counter lives in PostgreSQL (the cache table) under an HMAC of the address, so that nobody reads there who
    asked; two requests at the very same moment may count once. Without a request everybody counts together.
    """
    window = int(time.time()) // seconds
    address = get_adapter().get_client_ip(request) if request else "everybody"
    who = salted_hmac("employees.limits", address, algorithm="sha256").hexdigest()[:32]
    key = f"limit:{action}:{who}:{window}"
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
