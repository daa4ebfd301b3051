"""Accounts: no sign-up, second factors encrypted at rest, and sessions that end when they must.

The first password is set with an activation link (employees/activation.py). A request sends no mail: it leaves
an outbox row, and a row never holds a link or token, because whoever reads the database could use it.
"""

from __future__ import annotations

import json
import uuid
from email.utils import parseaddr
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from employees import outbox, sign_ins
from employees.field_keys import cipher
from employees.models import Employee, Outbox, SignIn, User
from employees.notifications import notify

SECOND_FACTORS = ""  # the first purpose there was: its keys are derived without a name
ACCOUNT_URL = "/akun/"


class AccountAdapter(DefaultAccountAdapter):
    """Our sentences, a closed sign-up, and notices by inbox and outbox instead of mail in the request."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "NIP atau kata sandi salah. Periksa lagi keduanya.",
        "too_many_login_attempts": "Terlalu banyak percobaan gagal. Tunggu lima menit, lalu coba lagi.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.",
        "incorrect_password": "Kata sandi salah.",
        "enter_current_password": "Kata sandi yang sekarang salah.",
        "incorrect_code": "Kode salah atau sudah lewat. Masukkan kode terbaru dari aplikasi autentikator.",
        "invalid_password_reset": "Tautan ini tidak berlaku lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses after too many failures; the lock is put on record."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note(SignIn.Outcome.LOCKED, request, sign_ins.whose(credentials.get("username")))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._note(SignIn.Outcome.WRONG_PASSWORD, request, sign_ins.whose(credentials.get("username")))

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        """The last step of every way in, after a second factor where there is one."""
        self._note(SignIn.Outcome.SIGNED_IN, request, user.employee)
        answer: HttpResponse = super().post_login(request, user, **told)
        return answer

    def _note(self, outcome: SignIn.Outcome, request: HttpRequest, employee: Employee | None) -> None:
        sign_ins.record(outcome, employee, self.get_client_ip(request))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A change of password or second factor: a line in the inbox, and a mail where there is an address."""
        seen = {"address": self.get_client_ip(self.request)} | (context or {})
        notify(
            user.employee,
            key=f"account:{uuid.uuid4()}",
            title=render_to_string(f"{template_prefix}_subject.txt", seen).strip(),
            body=render_to_string(f"{template_prefix}_message.txt", seen).strip(),
            url=ACCOUNT_URL,
            always=True,
        )


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with `settings.FIELD_KEYS`; the first encrypts, all of them decrypt."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": "Peran Anda mewajibkan faktor kedua, jadi tidak dapat dinonaktifkan.",
        "cannot_generate_recovery_codes": "Aktifkan faktor kedua dahulu; kode pemulihan dibuat sesudahnya.",
    }

    def encrypt(self, text: str) -> str:
        return cipher(SECOND_FACTORS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher(SECOND_FACTORS).decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)


def needs_second_factor(user: User) -> bool:
    """Whether this deployment asks for a second factor from somebody with this role."""
    return bool(settings.MFA_REQUIRED_FOR_STAFF) and (user.is_personnel or user.is_auditor)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def end_sessions(user: User) -> None:
    """Sign this account out everywhere: every session's next request is one of nobody."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def end_other_sessions(request: HttpRequest, user: User) -> None:
    """The same, except for the session of this request, which goes on under a new key."""
    end_sessions(user)
    update_session_auth_hash(request, user)


def deactivate(user: User) -> None:
    """Close an account and end its sessions. History stays: rows that name the person are untouched."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    user.refresh_from_db(fields=["is_active"])


@transaction.atomic
def remove_second_factor(user: User, *, by: Employee) -> bool:
    """For somebody who lost telephone and recovery codes. False when there was nothing to remove.

    Every session ends and the owner is told who did it; a required second factor is asked for again at once.
    """
    removed, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    if not removed:
        return False
    end_sessions(user)
    notify(
        user.employee,
        key=f"account:{uuid.uuid4()}",
        title="Faktor kedua akun Anda dihapus",
        body=f"Dihapus oleh {by}. Jika Anda tidak memintanya, segera hubungi {settings.PERSONNEL_OFFICE}.",
        url=ACCOUNT_URL,
        always=True,
    )
    return True


def ask_for_reset(user: User) -> None:
    """Have a link to a new password mailed; the link is made when the mail is sent."""
    outbox.put("password_reset", f"password-reset:{uuid.uuid4()}", {"user": user.pk}, priority=1)


@outbox.handles("password_reset")
def _mail_reset_link(row: Outbox) -> None:
    user = User.objects.select_related("employee").get(pk=row.payload["user"])
    if not user.is_active or not user.employee.email:
        return
    token = default_token_generator.make_token(user)
    url = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token}
    )
    mail_link(row, user.employee, "account/email/password_reset_key", {"url": settings.BASE_URL + url})


def mail_link(row: Outbox, employee: Employee, template: str, context: dict[str, Any]) -> None:
    """Send a mail that carries a one-time link; sent again after a crash it has the same Message-ID."""
    context = {"employee": employee, "agency": settings.AGENCY_NAME} | context
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    EmailMessage(
        subject=" ".join(render_to_string(f"{template}_subject.txt", context).split()),
        body=render_to_string(f"{template}_message.txt", context),
        to=[employee.email],
        headers={"Message-ID": f"<{row.uuid}@{domain}>"},
    ).send()


def demo_accounts() -> list[dict[str, str]]:
    """Accounts to show beside the sign-in form: {role, username, password, name}; none outside the demo."""
    file = settings.VAR_DIR / "demo-accounts.json"
    if not settings.DEMO or not file.exists():
        return []
    accounts: list[dict[str, str]] = json.loads(file.read_text())
    return accounts
