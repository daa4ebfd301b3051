"""Scenes of a story: each has its day, and people keep their browser from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import time_machine
from django.utils import timezone
from playwright.sync_api import LocatorAssertions, Page, expect

from appraisal import documents
from appraisal.models import Evaluation
from employees.models import Employee
from tests.e2e.conftest import Person
from tests.printed import words_of

PHONE = 360


@contextmanager
def on(day: str) -> Iterator[date]:
    with time_machine.travel(f"{day} 10:00+07:00", tick=True):
        yield timezone.localdate()


class Cast:
    """Each person keeps a browser; a session ends overnight, so everybody signs in anew on another day."""

    def __init__(self, enter: Callable[..., Person], *, on_a_phone: Employee) -> None:
        self.enter, self.on_a_phone = enter, on_a_phone
        self.people: dict[int, tuple[Person, date]] = {}

    def __call__(self, employee: Employee) -> Page:
        today = timezone.localdate()
        if employee.pk not in self.people:
            width = PHONE if employee == self.on_a_phone else 1280
            self.people[employee.pk] = (self.enter(employee, width=width), today)
        person, day = self.people[employee.pk]
        if day != today:
            person.sign_in()
            self.people[employee.pk] = (person, today)
        return person.page


def main(page: Page) -> LocatorAssertions:
    """What the page itself says."""
    return expect(page.locator("main"))


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def print_of(evaluation: Evaluation) -> str:
    """The text of the official document as it would print now."""
    evaluation.refresh_from_db()
    return words_of(documents.render(evaluation).content)
