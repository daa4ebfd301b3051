"""Target templates per position: the list, keeping one, and applying it to many drafts at once."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import target_templates as acts
from appraisal.matrix_forms import TemplateForm
from appraisal.models import TargetTemplate
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from employees.http import Request, page

A_PAGE = 50


def _only_users(request: Request) -> None:
    if not acts.may_use(request.user):
        raise PermissionDenied("Templat rencana hasil kerja untuk pimpinan dan pengelola kepegawaian.")


@require_GET
def templates(request: Request) -> HttpResponse:
    """All templates, by position."""
    _only_users(request)
    rows = acts.visible_to(request.user).select_related("made_by")
    if said := request.GET.get("q", "").replace("\0", "")[:100].strip():
        rows = rows.filter(Q(position_title__icontains=said) | Q(result__icontains=said))
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "said": said,
    }
    return page(request, "appraisal/target_templates/templates.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def template_new(request: Request) -> HttpResponse:
    """Write a template."""
    _only_users(request)
    return _edit(request, TargetTemplate(made_by=request.user.employee))


@require_http_methods(["GET", "POST"])
@answers_refusals
def template_edit(request: Request, template: uuid_module.UUID) -> HttpResponse:
    """Change a template; targets that came from it stay as they are."""
    found = _template(request, template)
    if not acts.may_change(found, request.user):
        raise PermissionDenied("Templat ini diubah oleh pembuatnya atau admin kepegawaian.")
    return _edit(request, found)


def _template(request: Request, template: uuid_module.UUID) -> TargetTemplate:
    _only_users(request)
    return get_object_or_404(acts.visible_to(request.user), uuid=template)


def _edit(request: Request, found: TargetTemplate) -> HttpResponse:
    posted = request.method == "POST"
    version = posted_version(request) if posted else found.version
    form = TemplateForm(request.POST if posted else None, instance=found)
    keep_typed(request, form)
    if posted and form.is_valid():
        saved = acts.save(form.save(commit=False), version=version)
        messages.success(request, "Templat disimpan.")
        return redirect("template_apply", saved.uuid)
    context = {"form": form, "template": found, "version": version}
    return page(request, "appraisal/target_templates/form.html", context, invalid=posted)


@require_http_methods(["GET", "POST"])
def template_apply(request: Request, template: uuid_module.UUID) -> HttpResponse:
    """Choose people who hold the post, then tell who got the target, and who not and why."""
    found = _template(request, template)
    rows = list(acts.people(request.user, found)[: acts.MOST_PEOPLE])
    context = {"template": found, "rows": rows, "may_change": acts.may_change(found, request.user)}
    if request.method == "POST":
        chosen = set(request.POST.getlist("pilih"))
        picked = [row.uuid for row in rows if str(row.uuid) in chosen]
        results = acts.apply(found, picked, by=request.user)
        context |= {
            "added": [one for one in results if not one.reason],
            "left_out": [one for one in results if one.reason],
        }
        return page(request, "appraisal/target_templates/result.html", context)
    return page(request, "appraisal/target_templates/apply.html", context)
