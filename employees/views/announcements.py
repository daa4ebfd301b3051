"""Pages of announcements for readers and for the desk, the first steps, and the public rules."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employees import announcements, onboarding
from employees.announcement_forms import AnnouncementForm, RulesForm
from employees.desk_access import for_agency
from employees.http import CONFLICT, Request, page
from employees.models import Announcement, PublicRules

A_PAGE = 50


# --- for readers ----------------------------------------------------------------------
@require_safe
def announcements_list(request: Request) -> HttpResponse:
    """What is meant for me, read or not."""
    rows = Announcement.objects.visible_to(request.user)
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    unread = set(Announcement.objects.unread_by(request.user).values_list("pk", flat=True))
    return page(request, "employees/announcements.html", {"page": listed, "unread": unread})


@require_safe
def announcement(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One text, with the button that says it was read."""
    found = get_object_or_404(Announcement.objects.visible_to(request.user), uuid=uuid)
    receipt = found.receipts.filter(employee=request.user.employee).first()
    return page(request, "employees/announcement.html", {"announcement": found, "receipt": receipt})


@require_POST
def announcement_read(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The reader's receipt."""
    found = get_object_or_404(Announcement.objects.visible_to(request.user), uuid=uuid)
    announcements.read(found, request.user.employee)
    messages.success(request, "Terima kasih. Tercatat bahwa Anda sudah membacanya.")
    return redirect("home")


# --- for the desk ---------------------------------------------------------------------
def _personnel_or_403(request: Request) -> None:
    if not request.user.is_personnel:
        raise PermissionDenied("Halaman ini untuk pengelola kepegawaian.")


@require_safe
def desk_announcements(request: Request) -> HttpResponse:
    """What was published, with how many have read it."""
    _personnel_or_403(request)
    listed = Paginator(announcements.listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "employees/desk_announcements.html", {"page": listed})


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_new(request: Request) -> HttpResponse:
    """Write and publish."""
    _personnel_or_403(request)
    form = AnnouncementForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.author = request.user.employee
        found = form.save()
        messages.success(request, "Diterbitkan. Tampil di Beranda sampai dibaca.")
        return redirect("announcement_readers", found.uuid)
    return page(request, "employees/announcement_form.html", {"form": form}, invalid=form.is_bound)


def _kept_or_404(request: Request, uuid: uuid_module.UUID) -> Announcement:
    _personnel_or_403(request)
    rows = Announcement.objects.administered_by(request.user).select_related("unit")
    return get_object_or_404(rows, uuid=uuid)


@require_safe
def announcement_readers(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Who has not read it yet."""
    found = _kept_or_404(request, uuid)
    listed = Paginator(announcements.without_receipt(found), A_PAGE).get_page(request.GET.get("page"))
    context = {"announcement": found, "page": listed, "read": found.receipts.count()}
    return page(request, "employees/announcement_readers.html", context)


@require_POST
def announcement_remind(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Remind everybody who has not."""
    job = announcements.remind(_kept_or_404(request, uuid), request.user.employee)
    if job is None:
        messages.info(request, "Hari ini sudah diingatkan. Coba lagi besok.")
        return redirect("announcement_readers", uuid)
    return redirect("job", job.uuid)


# --- first steps ----------------------------------------------------------------------
@require_safe
def first_steps(request: Request) -> HttpResponse:
    """All cards at once, to be read again."""
    return page(request, "employees/first_steps.html", {"cards": onboarding.CARDS})


@require_POST
def first_steps_next(request: Request) -> HttpResponse:
    """The next card."""
    number = request.POST.get("langkah", "")
    onboarding.go_on(request.user, int(number) if number.isdecimal() and len(number) < 3 else 0)
    return redirect("home")


@require_POST
def first_steps_put_away(request: Request) -> HttpResponse:
    """No more cards."""
    onboarding.put_away(request.user)
    messages.info(request, "Langkah awal ditutup. Anda dapat membacanya lagi di halaman Akun.")
    return redirect("home")


# --- the public rules -----------------------------------------------------------------
@login_not_required
@require_safe
def public_rules(request: HttpRequest) -> HttpResponse:
    """The rules of awards and sanctions for everybody, with their earlier versions."""
    versions = list(PublicRules.objects.defer("text"))
    asked = request.GET.get("versi", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    rows = PublicRules.objects.filter(version=wanted) if asked else PublicRules.objects.all()
    found = rows.first()
    if asked and found is None:
        raise Http404
    return render(request, "employees/public_rules.html", {"rules": found, "versions": versions})


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def rules_edit(request: Request) -> HttpResponse:
    """Write the next version."""
    newest = PublicRules.objects.first()
    version = newest.version if newest else 0
    posted = request.POST if request.method == "POST" else None
    form = RulesForm(posted, initial={"text": newest.text if newest else ""})
    if posted is not None and form.is_valid():
        drawn, clean = posted.get("version", ""), form.cleaned_data
        number = int(drawn) if drawn.isdecimal() and len(drawn) < 7 else -1
        made = announcements.publish_rules(
            clean["text"], clean["change"], by=request.user.employee, version=number
        )
        if made:
            messages.success(request, f"Versi {made.version} diterbitkan.")
            return redirect("public_rules")
        parts = [{"label": "Isi", "yours": clean["text"], "stored": newest.text if newest else ""}]
        return render(request, "409.html", {"parts": parts, "url": request.path}, status=CONFLICT)
    context = {"form": form, "version": version}
    return page(request, "employees/rules_form.html", context, invalid=form.is_bound)
