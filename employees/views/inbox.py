"""The inbox: what the system has told somebody."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from employees.http import Request, page
from employees.models import Notification

PAGE_SIZE = 30


@require_safe
def inbox(request: Request) -> HttpResponse:
    """Unread lines first, the newest on top."""
    lines = (
        Notification.objects.visible_to(request.user)
        .alias(was_read=Q(read_at__isnull=False))
        .order_by("was_read", "-created_at", "-pk")
    )
    found = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page"))
    return page(request, "employees/inbox.html", {"page": found})


@require_POST
def notification(request: Request, uuid: UUID) -> HttpResponse:
    """Open one line: mark it read and go where it points."""
    line = get_object_or_404(Notification.objects.visible_to(request.user), uuid=uuid)
    if line.read_at is None:
        line.read_at = timezone.now()
        line.save(update_fields=["read_at"])
    return redirect(line.url if is_local(line.url) else "inbox")


def is_local(url: str) -> bool:
    """Whether this is a path of our own site."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


@require_POST
def mark_inbox_read(request: Request) -> HttpResponse:
    unread = Notification.objects.visible_to(request.user).filter(read_at__isnull=True)
    marked = unread.update(read_at=timezone.now())
    messages.success(request, f"{marked} pesan ditandai sudah dibaca.")
    return redirect("inbox")
