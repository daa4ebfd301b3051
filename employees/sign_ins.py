"""Writes down each attempt to sign in, told by allauth's hooks (employees/accounts.py, employees/forms.py)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from employees.models import Employee, SignIn, User

ONE_LOCK = timedelta(minutes=5)  # as long as the limit of failures counts: a flood of attempts is one line


def record(outcome: SignIn.Outcome, employee: Employee | None, address: str | None) -> None:
    """Append a line; of a lock that goes on, the first attempt only."""
    found = SignIn(outcome=outcome, employee=employee, address=address)
    if outcome == SignIn.Outcome.LOCKED:
        since = timezone.now() - ONE_LOCK
        if SignIn.objects.filter(outcome=outcome, employee=employee, address=address, at__gt=since).exists():
            return
    found.save(force_insert=True)


def whose(username: object) -> Employee | None:
    """Whom a typed name belongs to."""
    user = User.objects.select_related("employee").filter(username=str(username)).first()
    return user.employee if user else None
