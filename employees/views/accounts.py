"""Sign-in and everything about one's own account. The forms behind it are django-allauth's, the words ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from employees import accounts
from employees.http import Request, page
from employees.models import Employee

View = Callable[..., HttpResponse]

sign_in = LoginView.as_view(extra_context={"demo_accounts": accounts.demo_accounts})


@require_GET
def account(request: Request) -> HttpResponse:
    """One's own data, password, second factor and sessions."""
    employee = request.user.employee
    factors = {
        factor.type: factor for factor in Authenticator.objects.filter(user=request.user).order_by("pk")
    }
    context = {
        "employee": employee,
        "placement": employee.placement(timezone.localdate()),
        "totp": factors.get(Authenticator.Type.TOTP),
        "required": accounts.needs_second_factor(request.user),
    }
    return page(request, "employees/account.html", context)


@require_POST
def mail_choice(request: Request) -> HttpResponse:
    """Whether what the inbox says is mailed too. The inbox takes everything, whatever is chosen."""
    wanted = request.POST.get("wants_mail") == "on"
    Employee.objects.filter(pk=request.user.employee_id).update(wants_mail=wanted)
    if wanted:
        messages.success(request, "Pemberitahuan dikirim juga lewat surel.")
    else:
        messages.success(request, "Surel pemberitahuan dihentikan. Semua tetap masuk ke kotak masuk Anda.")
    return redirect("account")


@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """End every session of this account, this one too."""
    accounts.end_sessions(request.user)
    logout(request, show_message=False)
    messages.success(request, "Anda sudah keluar dari semua perangkat. Masuk lagi untuk melanjutkan.")
    return redirect("account_login")


@require_safe
def own_account(_request: Request) -> HttpResponse:
    """Where allauth's own overview pages would be."""
    return redirect("account")


def _ends_other_sessions(view: View) -> View:
    """A change of the second factor signs this account out on every other device."""

    @wraps(view)
    def wrapper(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        before = _factors(request)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and _factors(request) != before:
            accounts.end_other_sessions(request, request.user)
        return response

    return wrapper


def _factors(request: Request) -> list[int]:
    return list(
        Authenticator.objects.filter(user_id=request.user.pk).order_by("pk").values_list("pk", flat=True)
    )


activate_second_factor = _ends_other_sessions(activate_totp)
deactivate_second_factor = _ends_other_sessions(deactivate_totp)
renew_recovery_codes = _ends_other_sessions(generate_recovery_codes)
