"""Calon promosi: the list by one rule, each person's conditions with the figures, the rule and its history."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import promotion
from appraisal.credit_record import record_of
from appraisal.models import PromotionRule
from appraisal.promotion import Standard, Verdict
from appraisal.promotion_forms import PromotionFilter, PromotionRuleForm
from appraisal.views.drafting import drafted, typed_in
from appraisal.views.shared import differences, posted_version
from employees import drafts
from employees.desk_access import for_agency, for_readers, only_leads, read_units
from employees.http import CONFLICT, Request, page
from employees.models import Employee, Placement

A_PAGE = 50
DRAFT = "promotion-rule"


@for_readers
@require_safe
def desk_promotions(request: Request) -> HttpResponse:
    """People of this desk by the rule; at first those who meet all of it."""
    user, found = request.user, promotion.standard()
    asked = promotion.seen_by(user, found)
    form, rows, everybody = asked_for(request, found)
    listed = Paginator(form.narrowed(everybody), A_PAGE).get_page(request.GET.get("page"))
    posts = named(rows, list(listed))
    context = {
        "form": form,
        "page": listed,
        "lines": promotion.lines(posts, found, asked, everybody),
        "asked": asked,
        "rule": _told(found, sealed=not only_leads(user)),
        "shares": promotion.by_sex(everybody),
        "head_only": only_leads(user),
        "may_change": user.has_perm("employees.administer_agency"),
    }
    return page(request, "appraisal/promotion/desk_list.html", context)


def asked_for(
    request: Request, found: Standard
) -> tuple[PromotionFilter, QuerySet[Placement], list[Verdict]]:
    """The filter, everybody of the chosen unit, and what the rule says of each."""
    asked, units = promotion.seen_by(request.user, found), read_units(request.user)
    form = PromotionFilter(request.GET, asked=asked, units=units)
    rows = promotion.among(units, found)
    if unit := form.chosen_unit:
        rows = promotion.below(rows, unit)
    return form, rows, promotion.verdicts(rows, found, asked)


def named(rows: QuerySet[Placement], posts: Sequence[int]) -> QuerySet[Placement]:
    """These posts by name."""
    return rows.filter(pk__in=posts).order_by("employee__sort_name", "pk")


def _told(found: Standard, *, sealed: bool = True) -> dict[str, Any]:
    """The rule in sentences."""
    asked = promotion.conditions(found, sealed=sealed)
    return {"rule": found.rule, "sentences": [one.label(found) for one in asked]}


@for_readers
@require_safe
def desk_promotion(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One person: every condition with the figures."""
    user, found = request.user, promotion.standard()
    rows = promotion.among(read_units(user), found).filter(employee__uuid=uuid)
    line = promotion.line_of(rows, found, promotion.seen_by(user, found))
    if line is None:
        raise Http404
    context = {"line": line, "own": False, "head_only": only_leads(user), "rule": found.rule}
    return page(request, "appraisal/promotion/person.html", context)


@require_safe
def my_promotion(request: Request) -> HttpResponse:
    """What the rule asks of me, and what is still missing."""
    found, me = promotion.standard(), request.user.employee
    rows = promotion.people(found.day).filter(employee=me)
    line = promotion.line_of(rows, found, promotion.conditions(found))
    context = {
        "line": line,
        "own": True,
        "rule": found.rule,
        "pns": me.kind == Employee.Kind.PNS,
        "goals": record_of(me).goals if line and line.post.position.level else [],
    }
    return page(request, "appraisal/promotion/person.html", context)


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def promotion_rule(request: Request) -> HttpResponse:
    """What holds, every version before it, and the form of the next one."""
    found, key = promotion.standard(), request.user.employee.uuid
    version, posted = found.rule.version, request.method == "POST"
    typed = typed_in(request, DRAFT, key, version)
    form = PromotionRuleForm(typed, initial=_start(found.rule))
    if posted and form.is_valid():
        rule = form.save(commit=False)
        if promotion.publish(rule, by=request.user.employee, drawn=posted_version(request)):
            drafts.discard(request.user, DRAFT, key)
            messages.success(request, f"Versi {rule.version} berlaku mulai sekarang.")
            return redirect("promotion_rule")
        parts = differences(form)
        return render(request, "409.html", {"parts": parts, "url": request.path}, status=CONFLICT)
    context = {
        "form": form,
        "rule": _told(found),
        "versions": PromotionRule.objects.select_related("author"),
    }
    context |= drafted(request, DRAFT, key, version, typed)
    return page(request, "appraisal/promotion/rule.html", context, invalid=posted)


def _start(rule: PromotionRule) -> dict[str, Any]:
    names = [name for name in PromotionRuleForm.Meta.fields if name != "change"]
    return {name: getattr(rule, name) for name in names}
