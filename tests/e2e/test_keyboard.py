"""The main job with the keyboard alone: Tab, arrows, Space and Enter, and the words that are typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from appraisal import opening, workflow
from appraisal.models import Appraisal, Evaluation
from employees.models import Employee
from tests import factories
from tests.e2e.acts import small_pdf
from tests.e2e.conftest import PATIENCE, Person
from tests.e2e.scenes import main

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
LOOKS = Path(__file__).parent / "looks.js"
STOPS = 150  # Tab reaches everything on a page before that, or it is caught somewhere
ACHIEVED = "Dua belas laporan tersusun."


class Keyboard:
    """Hands that never leave the keys; at every stop somebody sees where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(path=LOOKS)

    def tab(self) -> None:
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("looks.stop()") == "", self.page.url

    def to(self, wanted: Locator) -> Keyboard:
        """Forward to what takes the focus there."""
        wanted.first.wait_for(state="attached")
        for _ in range(STOPS):
            if wanted.first.evaluate("one => one === document.activeElement"):
                return self
            self.tab()
        raise AssertionError(f"never came to {wanted} on {self.page.url}")

    def round(self) -> None:
        """Through everything on the page and out at its end: nothing holds the keyboard."""
        self.to(self.page.locator(".skip-link"))
        passed = 0
        while passed < STOPS:
            self.tab()
            passed += 1
            if self.page.evaluate("document.activeElement.matches('.skip-link')"):
                break
        assert 1 < passed < STOPS, self.page.url

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, key: str = "Enter") -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.keyboard.press(key)

    def type(self, name: str, words: str) -> None:
        """Over what stands there."""
        self.to(self.page.locator(f"[name$='{name}']:visible"))
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def link(self, name: str) -> Keyboard:
        return self.to(self.page.locator("main").get_by_role("link", name=name))

    def button(self, name: str) -> Keyboard:
        return self.to(self.page.locator("main").get_by_role("button", name=name, exact=True))


def sign_in(keys: Keyboard, employee: Employee) -> None:
    keys.type("login", employee.user.username)
    keys.type("password", factories.PASSWORD)
    keys.go()
    keys.tab()
    expect(keys.page.locator(":focus")).to_have_text("Langsung ke isi")
    keys.press("Enter")
    expect(keys.page.locator("main")).to_be_focused()


def write_a_target(keys: Keyboard) -> None:
    """With a figure that is none: the summary takes the focus, and leads to the field."""
    page = keys.page
    keys.type("result", "Laporan kepegawaian bulanan tersusun tepat waktu")
    keys.type("-0-text", "Jumlah laporan yang tersusun")
    keys.to(page.locator("[name$='-0-aspect']")).press("ArrowDown")
    keys.type("-0-goal", "12 laporan")
    keys.type("-0-lower", "banyak")
    keys.button("Simpan").go()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    keys.to(summary.locator("a")).press("Enter")
    expect(page.locator("[name$='-0-lower']")).to_be_focused()
    keys.type("-0-lower", "10")
    keys.type("-0-upper", "12")
    keys.button("Simpan").go()
    main(page).to_contain_text("Laporan kepegawaian bulanan")


def send_the_plan(keys: Keyboard) -> None:
    keys.button("Ajukan SKP").go("Space")
    main(keys.page).to_contain_text("Diajukan")


def log_progress(keys: Keyboard, evidence: Path) -> None:
    page = keys.page
    page.on("filechooser", lambda chooser: chooser.set_files(evidence))
    keys.to(page.locator("[name=target]")).press("ArrowDown")
    keys.type("text", "Laporan Januari sampai Desember sudah dikirim.")
    keys.to(page.locator("[name=indicator]")).press("ArrowDown")
    keys.type("achieved", "12")
    keys.to(page.locator("[name=help_wanted]")).press("Space")
    keys.to(page.locator("input[type=file]")).press("Enter")
    expect(page.locator("input[type=file]")).to_have_value(re.compile("bukti.pdf"))
    keys.button("Simpan").go()
    main(page).to_contain_text("bukti.pdf")


def send(keys: Keyboard) -> None:
    """The question can be left with Escape; then the keyboard is where it was."""
    dialog, button = keys.page.locator("dialog[open]"), keys.button("Sampaikan penilaian diri")
    button.press("Enter")
    expect(dialog).to_be_visible()
    keys.press("Escape")
    expect(dialog).to_have_count(0)
    button.press("Enter")
    keys.to(dialog.locator("[data-confirm-yes]")).go()


def assess_oneself(keys: Keyboard) -> None:
    page = keys.page
    for box in page.locator("[name$=achievements]").all():
        keys.to(box)
        page.keyboard.type(ACHIEVED)
    for name in {one.get_attribute("name") for one in page.locator(".value-line input[type=radio]").all()}:
        keys.to(page.locator(f"[name='{name}']")).press("Space", "ArrowRight")
    keys.button("Simpan dan tinjau").go()
    send(keys)
    main(page).to_contain_text(ACHIEVED)


@pytest.fixture
def keys(at_the_browser: Callable[..., Person], agency_at_work: factories.Agency) -> Keyboard:
    """At the sign-in page, with nobody signed in."""
    person = at_the_browser(agency_at_work.staff, by_form=False)
    person.page.context.clear_cookies()
    keyboard = Keyboard(person.page)
    person.open("/masuk/")
    return keyboard


@pytest.fixture
def agency_at_work(transactional_db: None) -> factories.Agency:
    agency = factories.make_agency()
    factories.make_appraisal(agency, targets=0)
    return agency


def test_an_employee_does_the_year_without_a_mouse(keys, agency_at_work, tmp_path, december):
    (tmp_path / "bukti.pdf").write_bytes(small_pdf())
    sign_in(keys, agency_at_work.staff)
    keys.to(keys.page.locator("main a[href*='/skp/']")).go()
    keys.link("Tulis rencana hasil kerja pertama").go()
    keys.round()
    write_a_target(keys)
    send_the_plan(keys)
    workflow.perform(Appraisal.objects.get(employee=agency_at_work.staff), "set", by=agency_at_work.superior)
    keys.page.reload()
    keys.to(keys.page.locator("main a[href$='/realisasi/']")).go()
    keys.to(keys.page.locator("main a[href$='/realisasi/tambah/']")).go()
    log_progress(keys, tmp_path / "bukti.pdf")
    opening.open_evaluations(timezone.localdate())
    keys.to(keys.page.locator("header a[href='/']")).go()
    keys.to(keys.page.locator("main a[href*='/evaluasi/']")).go()
    keys.to(keys.page.locator("main a[href$='/penilaian-diri/']")).go()
    assess_oneself(keys)
    assert Evaluation.objects.get(status="ASSESSED").appraisal.employee == agency_at_work.staff
