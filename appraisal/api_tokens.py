"""Tokens of other applications: issued and withdrawn by personnel of the agency, kept as hashes, counted at use."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from appraisal import view_log
from appraisal.models import ApiToken, ViewLog
from appraisal.view_log import Subject
from employees.dates import dated
from employees.models import Employee

PREFIX = "kinerja_"  # so that scanners of leaked secrets know one when they see it
BYTES = 32
LONGEST = timedelta(days=366)


@transaction.atomic
def issue(token: ApiToken, *, by: Employee) -> str:
    """Save a token that a form filled; returns what the application sends, which is kept nowhere."""
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    token.token_sha256, token.created_by = digest(secret), by
    token.save()
    may = "; ".join(token.scope_labels)
    _log(token, f"Membuat token untuk {token.name}, sampai {dated(token.expires_on)}: {may}", by=by)
    return secret


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def withdraw(token: ApiToken, *, by: Employee) -> None:
    """From now on it opens nothing; withdrawing it again changes nothing."""
    rows = ApiToken.objects.filter(pk=token.pk, withdrawn_at__isnull=True)
    if rows.update(withdrawn_by=by, withdrawn_at=timezone.now()):
        _log(token, f"Mencabut token {token.name}", by=by)


def find(header: str) -> ApiToken | None:
    """The token that an 'Authorization: Bearer …' header names, valid or not; found by hash, so time tells nothing."""
    scheme, _blank, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX) or not secret.isascii():
        return None
    return ApiToken.objects.filter(token_sha256=digest(secret.strip())).first()


def count(token: ApiToken) -> None:
    """One more call; also one that is refused."""
    ApiToken.objects.filter(pk=token.pk).update(calls=F("calls") + 1, last_used_at=timezone.now())


def log(token: ApiToken, what: str) -> None:
    """A line in the history of the desk: what the application read."""
    _log(token, what, by=None)


def _log(token: ApiToken, what: str, *, by: Employee | None) -> None:
    name = f"aplikasi {token.name}"
    view_log.record(ViewLog.Kind.CALL, what, Subject(unit=token.unit_id), by=by, name=name)
