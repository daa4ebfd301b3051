"""`/bkd/aplikasi/`: which other applications read results, a new token (shown once), and taking one back."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import api_tokens as acts
from appraisal.api_forms import TokenForm
from appraisal.models import ApiToken
from appraisal.views.steps import password_error
from employees.desk_access import for_agency
from employees.http import Request, page
from employees.identifiers import new_uuid

A_PAGE = 50


@for_agency
@require_safe
def api_token_list(request: Request) -> HttpResponse:
    """Each application, what it may read, until when, and when it last did."""
    rows = ApiToken.objects.visible_to(request.user).select_related("unit", "created_by", "withdrawn_by")
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {"page": listed, "rows": [(one, one.refusal(today)) for one in listed]}
    return page(request, "appraisal/api/list.html", context)


@for_agency
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def api_token_new(request: Request) -> HttpResponse:
    """Make one; asks for the password. Its form carries no submission number: see `password_error`."""
    posted = request.method == "POST"
    form = TokenForm(request.POST if posted else None, initial={"uuid": new_uuid()})
    wrong = password_error(request) if posted else ""
    if posted and form.is_valid() and wrong is None:
        return _issued(request, form)
    asked = "Ketik kata sandi Anda." if posted and wrong == "" else wrong
    return page(request, "appraisal/api/form.html", {"form": form, "wrong": asked}, invalid=posted)


def _issued(request: Request, form: TokenForm) -> HttpResponse:
    """The one page on which the token stands."""
    uuid: uuid_module.UUID = form.cleaned_data["uuid"]
    if ApiToken.objects.visible_to(request.user).filter(uuid=uuid).exists():
        messages.info(
            request, "Token itu sudah dibuat dan tidak dapat ditampilkan lagi. Bila hilang, buat yang baru."
        )
        return redirect("api_tokens")
    token = form.save(commit=False)
    token.uuid = uuid
    secret = acts.issue(token, by=request.user.employee)
    return page(request, "appraisal/api/issued.html", {"token": token, "secret": secret})


@for_agency
@require_POST
def api_token_withdraw(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Take it back at once."""
    found = get_object_or_404(ApiToken.objects.visible_to(request.user), uuid=uuid)
    acts.withdraw(found, by=request.user.employee)
    messages.success(request, f"Token {found} dicabut. Aplikasinya tidak dapat membaca lagi.")
    return redirect("api_tokens")
