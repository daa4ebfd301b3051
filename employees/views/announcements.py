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

from employees import announcements, drafts, onboarding
from employees.announcement_forms import AnnouncementForm, ChangeForm, RulesForm, WithdrawForm
from employees.desk_access import for_agency
from employees.http import CONFLICT, Request, page
from employees.models import Announcement, PublicRules

A_PAGE = 50
NEW, CHANGE = "announcement", "announcement-change"  # names of drafts


# --- for readers ----------------------------------------------------------------------
@require_safe
def announcements_list(request: Request) -> HttpResponse:
    """What is meant for me, read or not."""
    rows = Announcement.objects.visible_to(request.user).standing()
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    unread = set(Announcement.objects.unread_by(request.user).values_list("pk", flat=True))
    return page(request, "employees/announcements.html", {"page": listed, "unread": unread})


@require_safe
def announcement(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One text, with the button that says it was read; of a withdrawn one, why."""
    found = get_object_or_404(Announcement.objects.visible_to(request.user), uuid=uuid)
    context = {
        "announcement": found,
        "receipt": announcements.receipts(found).filter(employee=request.user.employee).last(),
        "changed": found.earlier.first(),
    }
    return page(request, "employees/announcement.html", context)


@require_POST
def announcement_read(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The reader's receipt of the edition that his page showed."""
    found = get_object_or_404(Announcement.objects.visible_to(request.user), uuid=uuid)
    if found.withdrawn_at is not None:
        return redirect(found)
    announcements.read(found, request.user.employee, _number(request.POST.get("edisi", "1")))
    messages.success(request, "Terima kasih. Tercatat bahwa Anda sudah membacanya.")
    return redirect("home")


def _number(typed: str) -> int:
    """A number out of a form; 0, which nothing has, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0


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
    posted, me = request.method == "POST", request.user.employee
    typed = request.POST if posted else drafts.restore(request, NEW, me.uuid, 0)
    form = AnnouncementForm(typed, user=request.user)
    if posted and form.is_valid():
        form.instance.author = me
        found = form.save()
        drafts.discard(request.user, NEW, me.uuid)
        messages.success(request, "Diterbitkan. Tampil di Beranda sampai dibaca.")
        return redirect("announcement_readers", found.uuid)
    draft = None if posted else drafts.waiting(request, NEW, me.uuid, 0)
    context = {"form": form, "draft": draft, "draft_uuid": me.uuid}
    return page(request, "employees/announcement_form.html", context, invalid=posted)


def _kept_or_404(request: Request, uuid: uuid_module.UUID) -> Announcement:
    _personnel_or_403(request)
    rows = Announcement.objects.administered_by(request.user).select_related("unit")
    return get_object_or_404(rows, uuid=uuid)


@require_safe
def announcement_readers(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Who has not read it yet, what it said before, and the way to take it back."""
    return _readers_page(request, _kept_or_404(request, uuid), WithdrawForm())


def _readers_page(request: Request, found: Announcement, form: WithdrawForm) -> HttpResponse:
    listed = Paginator(announcements.without_receipt(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "announcement": found,
        "page": listed,
        "read": announcements.readers(found),
        "earlier": list(found.earlier.select_related("changed_by").annotate(read=announcements.READ_THEN)),
        "form": form,
    }
    return page(request, "employees/announcement_readers.html", context, invalid=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_change(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Another text for the same audience."""
    found, posted = _kept_or_404(request, uuid), request.method == "POST"
    typed = request.POST if posted else drafts.restore(request, CHANGE, found.uuid, found.edition)
    stored = {"title": found.title, "text": found.text}
    drawn, form = found.edition, ChangeForm(typed, instance=found)
    if posted and form.is_valid():
        edition, by = _number(request.POST.get("version", "")), request.user.employee
        if announcements.change(found, form.change(), by=by, edition=edition):
            drafts.discard(request.user, CHANGE, found.uuid)
            messages.success(request, "Perubahan diterbitkan.")
            return redirect("announcement_readers", found.uuid)
        return _changed_meanwhile(request, form, stored)
    draft = None if posted else drafts.waiting(request, CHANGE, found.uuid, drawn)
    version = typed.get("version", drawn) if typed is not None else drawn
    context = {"announcement": found, "form": form, "draft": draft, "version": version}
    return page(request, "employees/announcement_change.html", context, invalid=posted)


def _changed_meanwhile(request: Request, form: ChangeForm, stored: dict[str, str]) -> HttpResponse:
    labels = {name: str(form.fields[name].label) for name in stored}
    parts = [
        {"label": labels[name], "yours": form.cleaned_data[name], "stored": text}
        for name, text in stored.items()
    ]
    return render(request, "409.html", {"parts": parts, "url": request.path}, status=CONFLICT)


@require_POST
def announcement_withdraw(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Take it back, with the reason."""
    found, form = _kept_or_404(request, uuid), WithdrawForm(request.POST)
    if not form.is_valid():
        return _readers_page(request, found, form)
    announcements.withdraw(found, form.cleaned_data["reason"], by=request.user.employee)
    messages.success(request, "Pengumuman ditarik. Tidak tampil lagi di Beranda siapa pun.")
    return redirect("announcement_readers", found.uuid)


@require_POST
def announcement_remind(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Remind everybody who has not."""
    job = announcements.remind(_kept_or_404(request, uuid), request.user.employee)
    if job is None:
        messages.info(request, "Hari ini sudah diingatkan, atau pengumumannya ditarik.")
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
    onboarding.go_on(request.user, _number(request.POST.get("langkah", "")))
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
    rows = PublicRules.objects.filter(version=_number(asked)) if asked else PublicRules.objects.all()
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
