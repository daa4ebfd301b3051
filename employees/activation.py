"""Activation: a one-time link, mailed or printed, with which a person sets a password.

Only the SHA-256 of a token is stored. The token is 20 signs of a base32 alphabet without I, L, O and U (100 bits):
short enough to be typed from paper, hopeless to guess within its 72 hours.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import qrcode
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from employees import accounts, outbox
from employees.models import ActivationLink, Employee, Outbox, Placement, Unit, User
from employees.models.person import EmployeeQuerySet
from employees.notifications import notify

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LENGTH = 20
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
POWERS = ("administer_agency", "administer_units", "audit")


@dataclass(frozen=True)
class Slip:
    """What is printed for one person, once: the code cannot be shown again."""

    name: str
    username: str
    code: str
    entry_url: str  # where NIP and code are typed
    qr: str  # the `d` of an SVG path in modules
    qr_size: int  # modules a side
    expires_at: datetime


def normalise(code: str) -> str:
    """A token as it is hashed, from whatever was typed: case, spaces, hyphens and misread letters aside."""
    return re.sub(r"[\s-]", "", code).upper().translate(MISREAD)


def grouped(token: str) -> str:
    """'K7QM-2XR9-…', to be read aloud and typed."""
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def _digest(token: str) -> str:
    return hashlib.sha256(normalise(token).encode()).hexdigest()


def account_for(employee: Employee) -> User:
    """The person's account, made when there is none; people without NIP get a name to sign in with."""
    existing = User.objects.filter(employee=employee).first()
    return existing or User.objects.create_for(employee, username=employee.nip or _free_name(employee.name))


def _free_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = ".".join(re.findall(r"[a-z0-9]+", plain))[:50] or "akun"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(
        name for name in (base, *(f"{base}{n}" for n in range(2, len(taken) + 3))) if name not in taken
    )


@transaction.atomic
def issue_link(user: User, by: Employee | None) -> str:
    """Make a one-time link; older unused ones of this account are void. Returns the token, kept nowhere."""
    User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    ActivationLink.objects.filter(user=user, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    token = "".join(secrets.choice(SIGNS) for _ in range(TOKEN_LENGTH))
    ActivationLink.objects.create(
        user=user,
        token_sha256=_digest(token),
        issued_by=by,
        expires_at=now + timedelta(hours=settings.ACTIVATION_HOURS),
    )
    if user.has_usable_password():
        _warn_owner(user, by)
    return token


def _warn_owner(user: User, by: Employee | None) -> None:
    """Whoever already has a password learns that somebody asked for a new one."""
    notify(
        user.employee,
        key=f"activation:{uuid.uuid4()}",
        title="Tautan kata sandi baru diterbitkan untuk akun Anda",
        body=f"Diterbitkan oleh {by or 'sistem'}. Jika Anda tidak memintanya, segera hubungi"
        f" {settings.PERSONNEL_OFFICE}.",
        url=accounts.ACCOUNT_URL,
        always=True,
    )


def find_link(token: str) -> ActivationLink | None:
    """The link that this token opens now; None when unknown, used, void, expired or of a closed account."""
    return _open_links().filter(token_sha256=_digest(token)).select_related("user__employee").first()


def _open_links() -> QuerySet[ActivationLink]:
    return ActivationLink.objects.filter(
        used_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=True
    )


@transaction.atomic
def redeem(token: str, password: str) -> User | None:
    """Set the password and use the link up. None when somebody was faster or the time has run out."""
    link = _open_links().select_for_update(of=("self",)).filter(token_sha256=_digest(token)).first()
    if link is None:
        return None
    user = link.user
    user.set_password(password)
    user.save(update_fields=["password"])
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return user


def in_care_of(by: User) -> EmployeeQuerySet:
    """People whose account this user may touch: unit personnel never those who administer, audit or lead them.

    Whoever gets hold of a superior's account could sign an own evaluation with it.
    """
    people = Employee.objects.administered_by(by)
    if by.has_perm("employees.administer_agency"):
        return people
    holders = User.objects.filter(
        Q(is_superuser=True)
        | Q(groups__permissions__codename__in=POWERS)
        | Q(user_permissions__codename__in=POWERS)
    )
    own = Placement.objects.definitive().on(timezone.localdate()).filter(employee=by.employee_id)
    leaders = Q(subordinate_placements__in=own)
    for placement in own.select_related("unit"):
        leaders |= Q(heads__in=Unit.objects.line_up(placement.unit))
    above = Employee.objects.filter(leaders).values("pk")
    return people.exclude(pk__in=holders.values("employee")).exclude(pk__in=above)


def issuable(by: User) -> EmployeeQuerySet:
    """People for whom this user may issue links."""
    return in_care_of(by).active().exclude(user__is_active=False)


def without_password(people: EmployeeQuerySet) -> EmployeeQuerySet:
    """Those among them who have not activated an account yet."""
    return people.filter(Q(user__isnull=True) | Q(user__password__startswith="!"))


@transaction.atomic
def print_slips(people: Iterable[Employee], by: Employee) -> list[Slip]:
    """Issue a link for each and return what goes on paper."""
    return [_slip(account_for(employee), employee, by) for employee in people]


def _slip(user: User, employee: Employee, by: Employee) -> Slip:
    token = issue_link(user, by)
    url = settings.BASE_URL + reverse("activate", kwargs={"token": token})
    qr, size = qr_path(url)
    expires_at = timezone.now() + timedelta(hours=settings.ACTIVATION_HOURS)
    entry_url = settings.BASE_URL + reverse("activate_by_code")
    return Slip(employee.full_name, user.username, grouped(token), entry_url, qr, size, expires_at)


def qr_path(text: str) -> tuple[str, int]:
    """A QR code as the `d` of one SVG path, and its side in modules, quiet zone included."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    matrix = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module)
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark), len(matrix)


@transaction.atomic
def mail_links(people: Iterable[Employee], by: Employee) -> int:
    """Have links mailed to those with an address; returns how many. The link is made when the mail is sent."""
    users = [account_for(employee) for employee in people if employee.email]
    outbox.put_all(
        ("activation", f"activation:{uuid.uuid4()}", {"user": user.pk, "by": by.pk}) for user in users
    )
    return len(users)


@outbox.handles("activation")
def _mail_activation_link(row: Outbox) -> None:
    user = User.objects.select_related("employee").get(pk=row.payload["user"])
    if not user.is_active or not user.employee.email:
        return
    token = issue_link(user, Employee.objects.get(pk=row.payload["by"]))
    url = settings.BASE_URL + reverse("activate", kwargs={"token": token})
    context = {"url": url, "username": user.username, "hours": settings.ACTIVATION_HOURS}
    accounts.mail_link(row, user.employee, "account/email/activation", context)
