"""What three tasks cost a person in presses beside typing, and the server in seconds, played in Chromium.

python -m benchmarks.interactions [people of the superior's team, default 80]

A press is a tap, a click, a choice in a list or a key that writes nothing; moving on to the next field while typing
is counted apart. Every task begins on the home page after signing in and takes the shortest way that pages offer.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponse
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from appraisal import opening, workflow
from appraisal.models import Appraisal, Evaluation, EvaluationWindow, Period
from benchmarks import scratch
from employees.models import Employee
from tests import factories
from tests.e2e.conftest import CHROMIUM, FLAGS

TARGETS, TEAM, PHONE = 5, 80, 360
PATIENCE = 120_000


class Clocked(StaticFilesHandler):
    """Adds up what the site's own answers took; files of `static/` are left out."""

    seconds = 0.0
    answers = 0
    lock = threading.Lock()

    def _middleware_chain(self, request: HttpRequest) -> HttpResponse:
        return self.application.get_response(request)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if self._should_handle(environ.get("PATH_INFO", "")):
            return super().__call__(environ, start_response)
        begun = time.perf_counter()
        answer = self.application(environ, start_response)
        with Clocked.lock:
            Clocked.seconds += time.perf_counter() - begun
            Clocked.answers += 1
        return answer


@dataclass
class Hand:
    """Somebody at a page, whose presses are counted."""

    page: Page
    presses: int = 0
    moves: int = 0

    def press(self, what: Locator) -> None:
        what.click()
        self.presses += 1
        self.page.wait_for_load_state()

    def choose(self, where: Locator, value: str) -> None:
        where.select_option(value)
        self.presses += 1

    def write(self, where: Locator, text: str) -> None:
        where.fill(text)
        self.moves += 1

    def key(self, name: str, *, move: bool = False) -> None:
        self.page.keyboard.press(name)
        if move:
            self.moves += 1
        else:
            self.presses += 1

    def link(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("link", name=name).first

    def button(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=name).first

    def press_and_confirm(self, what: Locator) -> None:
        """Some steps ask once more."""
        self.press(what)
        yes = self.page.locator("dialog[open] [data-confirm-yes]")
        if yes.count():
            self.press(yes)


# --- staff on a phone --------------------------------------------------------------------
def plan_and_assess(hand: Hand, appraisal: Appraisal, superior: Employee) -> None:
    """From the first target to the self-assessment that is handed in; the superior sets the SKP in between."""
    hand.press(hand.page.locator(".waiting-name").first)
    if hand.link("Tulis SKP").count():
        hand.press(hand.link("Tulis SKP"))
    hand.press(hand.link("Tulis rencana hasil kerja pertama"))
    for number in range(TARGETS):
        write_target(hand, number, last=number == TARGETS - 1)
    hand.press_and_confirm(hand.button("Ajukan SKP"))
    workflow.perform(appraisal, "set", by=superior)
    opening.open_evaluations(timezone.localdate())
    hand.page.goto(hand.page.url.split("/kinerja/")[0] + "/")
    hand.press(hand.page.locator(".waiting-name").first)
    if hand.link("Isi penilaian diri").count():
        hand.press(hand.link("Isi penilaian diri"))
    for box in hand.page.locator("[name$=achievements]").all():
        hand.write(box, "Dua belas laporan tersusun, satu lebih awal.")
    for box in hand.page.locator("[name$=achieved]").all():
        hand.write(box, "12")
    hand.press(hand.button("Simpan dan tinjau"))
    hand.press_and_confirm(hand.button("Sampaikan penilaian diri"))
    if Evaluation.objects.get(appraisal=appraisal).status != "ASSESSED":
        raise RuntimeError("the self-assessment was not handed in")


def write_target(hand: Hand, number: int, *, last: bool) -> None:
    page = hand.page
    hand.write(page.locator("[name=result]"), f"Laporan layanan {number + 1} tersusun tepat waktu")
    hand.write(page.locator("[name$='-0-text']"), "Jumlah laporan yang tersusun")
    hand.choose(page.locator("[name$='-0-aspect']"), "QUANTITY")
    for name, text in (("goal", "12 laporan"), ("unit", "laporan"), ("lower", "10"), ("upper", "12")):
        hand.write(page.locator(f"[name$='-0-{name}']"), text)
    following = hand.button("Simpan dan tulis berikutnya")
    if following.count() and not last:
        hand.press(following)
        return
    hand.press(page.locator("main form .form-foot button[type=submit]").first)
    if not last:
        hand.press(hand.link("Tambah"))


# --- a superior -----------------------------------------------------------------------------
def rate_a_team(hand: Hand, people: int) -> None:
    """Both reasons of everybody are typed, the prefilled ratings accepted, and all are set after the review."""
    page = hand.page
    hand.press(page.locator(".waiting-name", has_text="Tetapkan rating"))
    if hand.link("Nilai tim").count():
        hand.press(hand.link("Nilai tim"))
    for row in page.locator("tr[data-row]").all():
        hand.write(row.locator("[name$=results_reason]"), "Semua laporan tersusun tepat waktu.")
        hand.write(row.locator("[name$=behaviour_reason]"), "Ramah dan konsisten.")
        hand.key("Control+Enter")
        row.locator(".score-saved").wait_for()
    hand.press(hand.link("Tinjau dan tetapkan"))
    hand.press_and_confirm(hand.button("Tetapkan rating yang dipilih"))
    page.get_by_role("heading", level=1).get_by_text(f"{people} dari {people}").wait_for()


# --- personnel --------------------------------------------------------------------------------
def open_a_period(hand: Hand, year: int) -> None:
    """Until the opening is ordered; the worker does the rest."""
    page = hand.page
    if hand.link("Siapkan periode").count():
        hand.press(hand.link("Siapkan periode"))
    else:
        hand.press(page.locator(".nav-wide").get_by_role("link", name="Kepegawaian"))
        hand.press(hand.link("Siapkan periode"))
    if not page.locator("[name=year]").input_value():
        hand.write(page.locator("[name=year]"), str(year))
    hand.press(page.locator("form:has([name=year]) button[type=submit]"))
    hand.press(
        hand.link("Uji coba pembukaan")
        if hand.link("Uji coba pembukaan").count()
        else hand.button("Uji coba")
    )
    hand.press_and_confirm(page.locator("main form button[type=submit]", has_text="Buka periode").first)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else TEAM
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in this thread
    with scratch.database(), site() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        print(f"{'task':<56}{'presses':>8}{'moves':>7}{'answers':>9}{'server':>9}")
        agency = factories.make_agency()
        year = timezone.localdate().year
        played("personnel: a period prepared, rehearsed and opened", browser, base, agency.personnel,
               lambda hand: open_a_period(hand, year))  # fmt: skip
        run_now()
        appraisal = factories.make_appraisal(agency, targets=0)
        played(f"staff on a phone: {TARGETS} targets to the self-assessment handed in", browser, base, agency.staff,
               lambda hand: plan_and_assess(hand, appraisal, agency.superior), width=PHONE)  # fmt: skip
        team = [agency.colleague, *(_member(agency) for _ in range(people - 2))]
        opening.open_period(Period.objects.get(), by=agency.personnel)
        for person in team:
            factories.make_evaluation(agency, "ASSESSED", employee=person)
        played(f"superior: {people} evaluations rated", browser, base, agency.superior,
               lambda hand: rate_a_team(hand, people))  # fmt: skip
        browser.close()


def run_now() -> None:
    """The prepared year, with dates by which everything is open today."""
    today = timezone.localdate()
    Period.objects.update(targets_due_on=today + timedelta(days=10))
    dates = {"opens_on": -5, "self_due_on": 20, "ends_on": 40}
    EvaluationWindow.objects.update(**{name: today + timedelta(days=days) for name, days in dates.items()})


def _member(agency: factories.Agency) -> Employee:
    person = factories.make_employee(login=False)
    factories.place(person, agency.section, agency.superior)
    return person


@contextmanager
def site() -> Iterator[str]:
    """The site on a port of its own, in a thread."""
    thread = LiveServerThread("127.0.0.1", Clocked)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


def played(
    task: str, browser: Browser, base: str, who: Employee, play: Callable[[Hand], None], *, width: int = 1280
) -> None:
    """One task of one person, and its line of the table."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="id-ID", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{base}/masuk/")
    page.get_by_label("NIP").fill(who.user.username)
    page.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{base}/")
    hand = Hand(page)
    begun, answers = Clocked.seconds, Clocked.answers
    play(hand)
    seconds, count = Clocked.seconds - begun, Clocked.answers - answers
    print(f"{task:<56}{hand.presses:>8}{hand.moves:>7}{count:>9}{seconds:>7.1f} s", flush=True)
    context.close()


if __name__ == "__main__":
    main()
