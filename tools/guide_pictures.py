"""Takes the pictures of the users' guides from a running demo: `python -m tools.guide_pictures http://127.0.0.1:8000`.

Signs in as the people of the demo's sign-in page, opens a page, and keeps what a reader needs to see of it as a small
PNG under static/guide/. Draw the printed guides afterwards: `manage.py draw_guides`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as PlaywrightError

OUT = Path(__file__).parent.parent / "static" / "guide"
CHROMIUM = "/usr/bin/chromium"
COLOURS = 48
BESIDE = (
    ".demo-strip, .first-hint, [aria-labelledby=first-step], .form-foot"  # what hides the matter of a picture
)
SETTLES, HEADER = 400, 90  # ms; pixels
PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 960, "height": 640}
STAFF, SUPERIOR = "199506082021021901", "198205282007092901"
REVIEWER, PERSONNEL = "198109142005072901", "198204242005072901"
AUDITOR = "198209082012051901"


@dataclass(frozen=True)
class Shot:
    """One picture: who sees which page how wide, and what to press before."""

    name: str
    who: str
    size: ViewportSize
    reach: Callable[[Page], None]


def through(path: str, *steps: str, down: int = 0) -> Callable[[Page], None]:
    """Open an address, then follow the first link that each step finds within the page; `down`: pixels to scroll."""

    def reach(page: Page) -> None:
        page.goto(path)
        for step in steps:
            page.locator(f"main {step}").first.click()
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, down)
        page.wait_for_timeout(SETTLES)

    return reach


def typing_a_target(page: Page) -> None:
    """A target with a deed typed in, until the hint comes: in a change of the SKP, which the demo has not yet set."""
    through("/kinerja/", YEAR, SKP, "a:text-is('Buka perubahan')")(page)
    if (back := page.locator("main").get_by_role("button", name="Tarik kembali")).count():
        back.first.click()
    through(page.url, "a:has-text('Tambah hasil kerja')")(page)
    field = page.locator("[name=result]")
    field.fill("Menyusun laporan kepegawaian bulanan")
    page.locator(".wording-check .notice").wait_for()
    page.evaluate("document.querySelector('[name=result]').closest('.field').scrollIntoView()")
    page.mouse.wheel(0, -HEADER)
    page.wait_for_timeout(SETTLES)


YEAR, SKP = "a[href*='/kinerja/']:has-text('2026')", ".tabs a:text-is('SKP')"
OF_SOMEBODY = ".table a[href*='/kinerja/']"
SHOTS = (
    Shot("beranda", STAFF, PHONE, through("/")),
    Shot("hasil-kerja", STAFF, PHONE, typing_a_target),
    Shot("realisasi", STAFF, PHONE, through("/kinerja/", YEAR, ".tabs a:text-is('Realisasi')", down=330)),
    Shot(
        "hasil-evaluasi",
        STAFF,
        PHONE,
        through("/kinerja/", "a:has-text('2025')", ".tabs a:has-text('Evaluasi')", down=420),
    ),
    Shot("tim-saya", SUPERIOR, DESK, through("/tim/")),
    Shot("umpan-balik-tim", SUPERIOR, DESK, through("/umpan-balik/tim/")),
    Shot("nilai-tim", SUPERIOR, DESK, through("/tim/", "a:has-text('Nilai tim')", down=290)),
    Shot("keadilan", REVIEWER, DESK, through("/tim/keadilan/")),
    Shot("keberatan", AUDITOR, DESK, through("/bkd/keberatan/")),
    Shot("meja-kepegawaian", PERSONNEL, DESK, through("/bkd/")),
    Shot("periode", PERSONNEL, DESK, through("/bkd/periode/", "a[href*='/periode/2']")),
    Shot("daftar-kinerja", PERSONNEL, DESK, through("/bkd/kinerja/", down=240)),
    Shot("ringkasan", AUDITOR, DESK, through("/bkd/ringkasan/")),
    Shot("riwayat", AUDITOR, DESK, through("/bkd/kinerja/", OF_SOMEBODY, ".tabs a:text-is('Riwayat')")),
    Shot(
        "nilai-layanan",
        PERSONNEL,
        PHONE,
        through("/bkd/layanan/", ".table a", "a[href*='/layanan/']:has-text('tablet')"),
    ),
)


def main(base: str, wanted: set[str]) -> None:
    """Take all pictures, or those that are named; one that cannot be reached is told and leaves the old one."""
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                try:
                    take(browser, base, shot)
                except PlaywrightError as error:
                    print(f"{shot.name}: {str(error).splitlines()[0]}")
        browser.close()


def take(browser: Browser, base: str, shot: Shot) -> None:
    """Sign in, reach the page, keep the picture."""
    page = browser.new_page(viewport=shot.size, locale="id-ID", base_url=base)
    page.goto(f"{base}/masuk/")
    if shot.who:
        page.locator(f"form:has(input[name=login][value='{shot.who}']) button").click()
        page.wait_for_load_state("networkidle")
    shot.reach(page)
    page.evaluate("names => document.querySelectorAll(names).forEach(one => one.remove())", BESIDE)
    picture = Image.open(BytesIO(page.screenshot()))
    page.close()
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = OUT / f"{shot.name}.png"
    small.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), set(sys.argv[2:]))
