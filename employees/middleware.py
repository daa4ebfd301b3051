"""Headers on every answer, the idle limit, and forms that arrive twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from employees import drafts, live
from employees.accounts import has_second_factor, needs_second_factor
from employees.models import Submission, User

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
FIELD = "_submission"
PAGE = "_page"  # names the form among those that autosave keeps by themselves (`drafts.keep_page`)
ENROLMENT = ("/akun/", "/keluar/", "/masuk/")  # what somebody without a required second factor may open


def security_headers(get_response: GetResponse) -> GetResponse:
    """Headers that Django does not set itself; personal pages are never stored by a browser or proxy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def compressed_pages(get_response: GetResponse) -> GetResponse:
    """Pages travel compressed, with random padding against BREACH (docs/adr/0030); files go as they are."""
    squeeze = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return cast("HttpResponse", squeeze.process_response(request, response))

    return middleware


def sign_out_the_idle(get_response: GetResponse) -> GetResponse:
    """Ends a session after `IDLE_MINUTES` without a request; stamps it at most once a minute."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            seen = request.session.get(SEEN, now)
            if now - seen > settings.IDLE_MINUTES * 60:
                logout(request)
                messages.info(request, "Sesi Anda berakhir karena lama tidak digunakan. Silakan masuk lagi.")
            elif live.HEADER in request.headers:
                pass  # a page that asks by itself keeps nobody signed in
            elif SEEN not in request.session or now - seen >= 60:
                request.session[SEEN] = now
        return get_response(request)

    return middleware


def second_factor_first(get_response: GetResponse) -> GetResponse:
    """Where a role needs a second factor, its holder can do nothing else before it is set up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not needs_second_factor(user) or has_second_factor(user):
            return get_response(request)
        if request.path.startswith(ENROLMENT):
            return get_response(request)
        messages.info(request, "Peran Anda mewajibkan faktor kedua. Aktifkan dahulu untuk melanjutkan.")
        return HttpResponseRedirect(reverse("mfa_activate_totp"))

    return middleware


def keep_what_was_typed(get_response: GetResponse) -> GetResponse:
    """A form that arrives after the session has ended is kept for whom it was drawn, and offered after signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        token = request.POST.get(drafts.OWNER, "") if request.method == "POST" else ""
        if token and not request.user.is_authenticated and _sends_to_sign_in(response):
            person = drafts.owner(token)
            if person is not None:
                with suppress(drafts.TooLong):
                    drafts.keep_page(person, request.POST.get(PAGE, "") or request.path, request.POST)
                messages.info(
                    request, "Yang baru Anda ketik disimpan. Setelah masuk, buka Akun, lalu Isian tersimpan."
                )
        return response

    return middleware


def _sends_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))


def repeated_forms(get_response: GetResponse) -> GetResponse:
    """A POST whose form UUID was already taken gets the first one's redirect and changes nothing.

    The UUID is inserted first, in one transaction with whatever the view writes: of two simultaneous
    clicks the second waits for the first. An answer of 400 or more undoes both, so that the same form
    can be sent again after mending it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        token = submission_uuid(request)
        if token is None or not isinstance(request.user, User):
            return get_response(request)
        try:
            return _once(token, request, request.user, get_response)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            messages.info(request, "Kiriman pertama Anda masih dikerjakan. Lihat hasilnya sebentar lagi.")
            return HttpResponseRedirect("/")

    return middleware


def _once(token: uuid.UUID, request: HttpRequest, user: User, get_response: GetResponse) -> HttpResponse:
    """Carry out a form for the first time, or answer as the first time was answered."""
    with transaction.atomic():
        submission, first = Submission.objects.get_or_create(
            uuid=token, defaults={"user": user, "path": request.path.replace("\0", "")[:300]}
        )
        if not first:
            same_person = submission.user_id == user.pk
            return HttpResponseRedirect(submission.redirect if same_person and submission.redirect else "/")
        response = get_response(request)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            submission.redirect = response.headers.get("Location", request.path)[:500]
            submission.save(update_fields=["redirect"])
            if key := request.POST.get(PAGE, ""):
                drafts.sent(user, key)
    return response


def submission_uuid(request: HttpRequest) -> uuid.UUID | None:
    """The form's UUID of a POST by somebody who is signed in; None when there is none to honour."""
    if request.method != "POST" or not isinstance(request.user, User):
        return None
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
