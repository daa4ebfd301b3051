"""The password once more on pages from which personal data leave the application (employees/proof.py)."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.views.steps import password_error
from employees import proof
from employees.http import Request


@dataclass(frozen=True)
class StepUp:
    """Whether the page asks for the password; `error` says what was wrong with the one typed, None: it was right."""

    asked: bool
    error: str | None

    @property
    def passed(self) -> bool:
        return not self.asked or self.error is None


def step_up(request: Request, *, ready: bool) -> StepUp:
    """Look at the password only where all else is `ready`, so that no try is spent on a form that comes back."""
    asked = proof.is_old(request)
    error = password_error(request) if asked and ready else ""
    if asked and error is None:
        proof.renew(request)
    return StepUp(asked, error)
