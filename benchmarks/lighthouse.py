"""Lighthouse's figures for the main pages of a running demo, as on a phone: a slow network and a slow processor.

python -m benchmarks.lighthouse [address, default http://127.0.0.1:8000]

Needs Node; `npx lighthouse@12.8.2` comes from the npm registry, unless LIGHTHOUSE names another command; RUNS says how
often a page is measured. The accounts are those that the demo made (KINERJA_VAR).
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS

COMMAND = shlex.split(os.environ.get("LIGHTHOUSE", "npx --yes lighthouse@12.8.2"))
RUNS = int(os.environ.get("RUNS", "3"))  # the middle one counts: what else the machine does is measured too
CATEGORIES = ("performance", "accessibility", "best-practices")
# Who opens what; `{case}` is the address of his or her own newest SKP, `{window}` of the newest evaluation.
PAGES = (
    ("", "Masuk", "/masuk/"),
    ("staff", "Beranda", "/"),
    ("staff", "Kinerja saya", "{case}"),
    ("staff", "SKP", "{case}skp/"),
    ("staff", "Realisasi", "{case}realisasi/"),
    ("staff", "Evaluasi", "{window}"),
    ("staff", "Kotak masuk", "/kotak-masuk/"),
    ("superior", "Tim saya", "/tim/"),
    ("admin", "Meja kepegawaian", "/bkd/"),
    ("admin", "Daftar kinerja", "/bkd/kinerja/"),
)
ROLES = {"staff": "Pegawai", "superior": "Pejabat penilai kinerja", "admin": "Admin kepegawaian (BKPSDM)"}
CASE = re.compile(r"/kinerja/[0-9a-f-]{36}/$")
WINDOW = re.compile(r"/kinerja/[0-9a-f-]{36}/evaluasi/\w+/$")


@dataclass(frozen=True)
class Visit:
    """A page to be measured, with the cookies of whoever opens it."""

    label: str
    path: str
    cookies: str


def main(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        visits = list(_visits(browser, base))
        browser.close()
    print(
        f"{'page':<20}{'perf.':>7}{'access.':>9}{'best pr.':>10}{'LCP':>8}{'shift':>8}{'bytes':>10}  not full marks"
    )
    for visit in visits:
        runs = [measured(base + visit.path, visit.cookies) for _ in range(RUNS)]
        told = sorted(runs, key=lambda run: run["categories"]["performance"]["score"])[RUNS // 2]
        marks = [round(100 * told["categories"][name]["score"]) for name in CATEGORIES]
        lcp, shift, size = (
            told["audits"][name]["numericValue"]
            for name in ("largest-contentful-paint", "cumulative-layout-shift", "total-byte-weight")
        )
        figures = (
            f"{marks[0]:>7}{marks[1]:>9}{marks[2]:>10}{lcp / 1000:>6.1f} s{shift:>8.3f}{size / 1000:>7.0f} kB"
        )
        print(f"{visit.label:<20}{figures}  {', '.join(_missed(told))}", flush=True)


def _visits(browser: Browser, base: str) -> Iterator[Visit]:
    """Each page with its address; signs everybody in once."""
    accounts = _accounts()
    signed_in: dict[str, tuple[str, dict[str, str]]] = {"": ("", {})}
    for role, label, path in PAGES:
        if role not in signed_in:
            page = browser.new_context().new_page()
            _sign_in(page, base, *accounts[ROLES[role]])
            cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
            signed_in[role] = (cookies, _own(page, base))
        cookies, own = signed_in[role]
        yield Visit(label, path.format(**own), cookies)


def _sign_in(page: Page, base: str, nip: str, password: str) -> None:
    page.goto(f"{base}/masuk/")
    page.get_by_label("NIP").fill(nip)
    page.get_by_label("Kata sandi", exact=True).fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")


def _own(page: Page, base: str) -> dict[str, str]:
    """The addresses of one's own newest SKP and of its evaluation."""
    page.goto(f"{base}/kinerja/")
    case = _first_link(page, CASE)
    page.goto(base + case)
    return {"case": case, "window": _first_link(page, WINDOW)}


def _first_link(page: Page, wanted: re.Pattern[str]) -> str:
    links = page.eval_on_selector_all("main a[href]", "links => links.map((one) => one.getAttribute('href'))")
    return next((link for link in links if wanted.match(link)), "/")


def _accounts() -> dict[str, tuple[str, str]]:
    """NIP and password by role, as the demo wrote them down."""
    found = json.loads((Path(os.environ.get("KINERJA_VAR", "var")) / "demo-accounts.json").read_text())
    return {one["role"]: (one["username"], one["password"]) for one in found}


def measured(url: str, cookies: str) -> dict[str, Any]:
    """One run of Lighthouse: its answer."""
    wanted = [
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        "--quiet",
        "--disable-storage-reset",
    ]
    flags = " ".join(["--headless=new", *FLAGS])
    headers = json.dumps({"Cookie": cookies}) if cookies else "{}"
    run = subprocess.run(
        [*COMMAND, url, *wanted, f"--chrome-flags={flags}", f"--extra-headers={headers}"],
        env=os.environ | {"CHROME_PATH": CHROMIUM},
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def _missed(told: dict[str, Any]) -> list[str]:
    """What Lighthouse takes marks off for."""
    weighed = {
        one["id"] for name in CATEGORIES for one in told["categories"][name]["auditRefs"] if one["weight"]
    }
    return [name for name in weighed if (score := told["audits"][name]["score"]) is not None and score < 0.9]


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
