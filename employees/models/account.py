"""Sign-in accounts. A person without an account is an Employee without a User."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from employees.identifiers import new_uuid
from employees.models.unit import Unit, UnitQuerySet

if TYPE_CHECKING:
    from employees.models.person import Employee

__all__ = ["ActivationLink", "Group", "User"]


class UserManager(BaseUserManager["User"]):
    def create_for(self, employee: Employee, *, username: str = "") -> User:
        """An account without a password: it opens with an activation link (see employees/accounts.py)."""
        user = self.model(employee=employee, username=username or employee.nip, email=employee.email)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in with the NIP, or with a name that personnel chose for somebody outside the civil service."""

    username = models.CharField("NIP atau nama masuk", max_length=60, unique=True)
    email = models.EmailField("surel", blank=True)
    employee = models.OneToOneField("employees.Employee", on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField("aktif", default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    onboarding_step = models.PositiveSmallIntegerField(default=0, editable=False)
    hints_put_away = ArrayField(models.CharField(max_length=30), default=list, blank=True, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    units = models.ManyToManyField(
        "employees.Unit", blank=True, related_name="personnel", verbose_name="unit yang dikelola"
    )

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        permissions = [
            ("administer_agency", "Mengelola kepegawaian seluruh instansi"),
            ("administer_units", "Mengelola kepegawaian unit yang ditunjuk"),
            ("audit", "Membaca kinerja siapa pun beserta riwayatnya"),
        ]

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        super().clean()
        self.username = self.username.replace(" ", "").lower()

    def get_session_auth_hash(self) -> str:
        """Part of every session: a new password or a raised `session_epoch` ends all of them at once."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        what = f"{self.session_epoch}:{self.password}"
        return salted_hmac("employees.User.session", what, secret=secret, algorithm="sha256").hexdigest()

    def administered_units(self) -> UnitQuerySet:
        """Units where this person does personnel work; empty for everybody else."""
        return Unit.objects.administered_by(self)

    @property
    def is_personnel(self) -> bool:
        return self.has_perm("employees.administer_agency") or self.has_perm("employees.administer_units")

    @property
    def is_auditor(self) -> bool:
        return self.has_perm("employees.audit")


class ActivationLink(models.Model):
    """A one-time way to set the first password; only the token's SHA-256 is kept."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activation_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_sha256__regex=r"^[0-9a-f]{64}$"), name="token_is_a_sha256"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} s.d. {self.expires_at:%d-%m-%Y %H.%M}"
