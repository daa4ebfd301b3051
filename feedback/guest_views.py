"""One-time links for people without an account: where the superior makes them, and the page that they open."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page
from feedback import guests, notes
from feedback.forms import GuestLinkForm, GuestNoteForm
from feedback.public import without_cookies

ASKS_A_MINUTE = 30


@require_http_methods(["GET", "POST"])
@answers_refusals
def guest_links(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The links of an appraisal, each with its address while it is open; a new one for one named person."""
    row, me, posted = appraisal_or_404(request, uuid), request.user.employee, request.method == "POST"
    form = GuestLinkForm(request.POST if posted else None)
    keep_typed(request, form)
    if reason := notes.refusal(row, me):
        raise Refused(reason)
    if posted and form.is_valid():
        clean = form.cleaned_data
        guests.issue(row, name=clean["name"], body=clean["body"], by=me)
        messages.success(request, "Tautan dibuat. Salin alamatnya, lalu kirimkan kepada orangnya.")
        return redirect("guest_links", row.uuid)
    now = timezone.now()
    found = [
        (
            one,
            guests.address(one) if not one.used_at and not one.withdrawn_at and one.expires_at > now else "",
        )
        for one in guests.links(row)[:50]
    ]
    context = frame(request, row, "feedback") | {"form": form, "links": found, "days": guests.DAYS_OPEN}
    return page(request, "feedback/guest_links.html", context, invalid=posted)


@require_POST
@answers_refusals
def guest_link_withdraw(request: Request, uuid: uuid_module.UUID, link: uuid_module.UUID) -> HttpResponse:
    """The link opens nothing any more."""
    row = appraisal_or_404(request, uuid)
    found = get_object_or_404(guests.links(row).select_related("appraisal"), uuid=link)
    guests.withdraw(found, by=request.user.employee)
    messages.success(request, "Tautan ditarik.")
    return redirect("guest_links", row.uuid)


@without_cookies("guest-note", most=ASKS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def guest_note(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind a one-time link; one page for every link that opens nothing."""
    link, posted = guests.find(token), request.method == "POST"
    if link is None:
        return page(request, "feedback/guest_closed.html")
    today = timezone.localdate()
    row = link.appraisal
    start = {"day": min(today, row.period.ends_on)}
    form = GuestNoteForm(request.POST if posted else None, initial=start, appraisal=row, today=today)
    if posted and form.is_valid():
        try:
            done = guests.redeem(link, form.words())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return page(
                request,
                "feedback/guest_thanks.html" if done else "feedback/guest_closed.html",
                {"link": link},
            )
    return page(request, "feedback/guest_note.html", {"form": form, "link": link}, invalid=posted)
