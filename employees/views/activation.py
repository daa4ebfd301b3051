"""Activation: typing a code, following a link, and the desk that prints slips and sends mails."""

from __future__ import annotations

from typing import cast

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employees import activation
from employees.forms import ActivationCodeForm, ActivationForm, ChosenPeopleForm, SlipFilterForm
from employees.http import Request, page
from employees.models import Employee, Placement

PAGE_SIZE = 50

personnel_only = permission_required("employees.administer_units", raise_exception=True)


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def activate_by_code(request: HttpRequest) -> HttpResponse:
    """The way in for somebody with a printed slip and no camera."""
    form = ActivationCodeForm(request.POST or None)
    if request.method != "POST":
        return page(request, "employees/activation_code.html", {"form": form})
    typed = request.POST.get("username", "")[:60].lower()
    if refusal := ratelimit.consume_or_429(request, action="activate", key=typed):
        return cast("HttpResponse", refusal)
    if not form.is_valid():
        return page(request, "employees/activation_code.html", {"form": form}, invalid=True)
    return redirect("activate", token=form.cleaned_data["code"])


@login_not_required
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password with a one-time link and go in; one page for every link that opens nothing."""
    link = activation.find_link(token)
    if link is None:
        return page(request, "employees/activation_closed.html", {"hours": settings.ACTIVATION_HOURS})
    form = ActivationForm(request.POST or None, user=link.user)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "link": link, "masked": masked(link.user.username)}
        return page(request, "employees/activation.html", context, invalid=request.method == "POST")
    user = activation.redeem(token, form.cleaned_data["password1"])
    if user is None:
        return page(request, "employees/activation_closed.html", {"hours": settings.ACTIVATION_HOURS})
    response: HttpResponse = perform_login(request, user)
    return response


def masked(username: str) -> str:
    """'••••••••••••••1001': enough to see that the link is one's own, too little to learn a NIP from."""
    return "•" * max(len(username) - 4, 2) + username[-4:]


@personnel_only
@require_safe
def activation_slips(request: Request) -> HttpResponse:
    """People without an activated account, by unit."""
    form = SlipFilterForm(request.GET or None, by=request.user)
    found = Paginator(asked_for(request, form), PAGE_SIZE).get_page(request.GET.get("page"))
    return page(request, "employees/activation_slips.html", {"form": form, "page": found})


def asked_for(request: Request, form: SlipFilterForm) -> QuerySet[Employee]:
    """Whom the list shows."""
    people = activation.issuable(request.user)
    filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if not filters.get("account"):
        people = activation.without_password(people)
    if unit := filters.get("unit"):
        inside = Placement.objects.filter(employee=OuterRef("pk"), unit__path__startswith=unit.path)
        people = people.filter(Exists(inside.definitive().on(timezone.localdate())))
    if words := filters.get("q"):
        people = people.search(words)
    return _with_unit(people)


def _with_unit(people: QuerySet[Employee]) -> QuerySet[Employee]:
    """Each person once, with account and today's unit."""
    today = Placement.objects.definitive().on(timezone.localdate()).select_related("unit")
    once = Employee.objects.filter(pk__in=people.values("pk"))
    return once.select_related("user").prefetch_related(Prefetch("placements", today, to_attr="placed"))


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def print_activation_slips(request: Request) -> HttpResponse:
    """Issue links for the chosen people and show their slips, this once; a reload leads back to the list."""
    if request.method != "POST":
        messages.info(request, "Slip hanya ditampilkan satu kali. Jika belum tercetak, terbitkan slip baru.")
        return redirect("activation_slips")
    form = ChosenPeopleForm(request.POST, by=request.user)
    if not form.is_valid():
        return _nobody_chosen(request, form)
    slips = activation.print_slips(form.cleaned_data["people"], request.user.employee)
    return page(request, "employees/activation_print.html", {"slips": slips})


@personnel_only
@require_POST
def mail_activation_links(request: Request) -> HttpResponse:
    """Have links mailed to the chosen people who have an address."""
    form = ChosenPeopleForm(request.POST, by=request.user)
    if not form.is_valid():
        return _nobody_chosen(request, form)
    people = form.cleaned_data["people"]
    mailed = activation.mail_links(people, request.user.employee)
    messages.success(request, f"{mailed} surel aktivasi akan dikirim dalam beberapa saat.")
    if without := len(people) - mailed:
        messages.warning(request, f"{without} pegawai tidak punya surel: cetak slip untuk mereka.")
    return redirect("activation_slips")


def _nobody_chosen(request: Request, form: ChosenPeopleForm) -> HttpResponse:
    people = _with_unit(activation.without_password(activation.issuable(request.user)))
    found = Paginator(people, PAGE_SIZE).get_page(1)
    context = {"form": SlipFilterForm(by=request.user), "chosen": form, "page": found}
    return page(request, "employees/activation_slips.html", context, invalid=True)
