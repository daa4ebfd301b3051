"""Stages for the five agencies' stories: a small agency whose year runs by a ready-made practice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from appraisal import criteria
from config.desk import presets
from employees.models import Employee
from tests import factories
from tests.e2e.acts import press, save
from tests.e2e.conftest import Person
from tests.e2e.scenes import main
from tests.factories import Agency

DAY = "2026-11-17"  # between two periodic windows: only the yearly one is open
Enter = Callable[..., Person]


def practice(name: str) -> Agency:
    """The settings of that agency with their criteria published, before anybody proposed."""
    agency, period, preset = factories.make_agency(), factories.make_period(), presets.PRESETS[name]
    presets.fill(preset, period, tuple(preset.period))
    for row in period.criteria.all():
        criteria.publish(row, by=agency.personnel)
    return agency


def base(page: Page) -> str:
    return "/".join(page.url.split("/", 3)[:3])


def go(page: Page, path: str) -> None:
    page.goto(f"{base(page)}{path}")


def log(page: Page, url: str, kind: str, words: str) -> None:
    """An entry of progress beside the targets."""
    go(page, f"{url}realisasi/tambah/")
    page.locator("[name=kind]").select_option(kind)
    page.locator("[name=text]").fill(words)
    save(page, "[name=obstacle]")


def aim_at(page: Page, post: str, year: int) -> None:
    """The next post, as decrees name it."""
    go(page, "/pelatihan/karier/")
    page.locator("[name=post]").fill(post)
    page.locator("[name=by_year]").fill(str(year))
    page.locator("[name=reason]").fill("Sudah dua kali menggantikan atasan.")
    save(page, "[name=reason]")


def take_up(page: Page, text: str, due_on: str) -> None:
    """On somebody's plan: what is proposed for a gap."""
    page.get_by_role("link", name=f"Pakai {text}").click()
    page.locator("[name=due_on]").fill(due_on)
    save(page, "[name=due_on]")
    main(page).to_contain_text("Diusulkan")


def ask_why(staff: Page, superior: Page, url: str) -> None:
    """The employee asks for the reason behind a rating, and reads the answer."""
    for page, action, words in (
        (staff, "ask_behaviour", "Mengapa perilaku sesuai, bukan di atas?"),
        (superior, "answer_behaviour", "Belum terlihat mengajak rekan."),
    ):
        go(page, f"{url}evaluasi/AKHIR/")
        form = page.locator(f"form[action$='{action}/']")
        form.locator("textarea").fill(words)
        press(page, form.locator("button"))
    go(staff, f"{url}evaluasi/AKHIR/")
    main(staff).to_contain_text("Belum terlihat mengajak rekan.")


def enter(at_the_browser: Enter, person: Employee, width: int = 1280) -> Page:
    """Signing in by the form has its own tests."""
    return at_the_browser(person, width=width, by_form=False).page
