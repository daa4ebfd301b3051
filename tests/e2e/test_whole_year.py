"""The year by the rule, played in Chromium: a change and a move on the way, a late appraiser, two objections.

Each scene has its day: the server runs in this process, so `time_machine` sets its clock too. What a sentence of
the story does not name is walked by `tests.factories`, through the same doors as the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from appraisal import documents, due_steps, opening, windows, workflow
from appraisal.models import Appraisal, Evaluation, Period
from employees.models import Employee
from tests import factories
from tests.e2e.acts import (
    assess_oneself,
    confirm_with_password,
    deliver,
    press,
    rate,
    save,
    small_pdf,
    step,
    write_indicator,
    write_note,
    write_ratings,
)
from tests.e2e.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(420)]
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


@pytest.fixture
def agency(transactional_db: None) -> factories.Agency:
    return factories.make_agency()


@pytest.fixture
def cast(agency: factories.Agency, at_the_browser: Callable[..., Person]) -> Cast:
    return Cast(at_the_browser, on_a_phone=agency.staff)


def main(page: Page):
    return expect(page.locator("main"))


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def print_of(evaluation: Evaluation) -> str:
    """The text of the official document as it would print now."""
    evaluation.refresh_from_db()
    sheets = PdfReader(BytesIO(documents.render(evaluation).content)).pages
    return " ".join("\n".join(sheet.extract_text() for sheet in sheets).split())


# --- delivery, signature, objection, another predicate ------------------------------------
REASONS = "Dua laporan bulan Juni tidak dihitung, padahal sudah dikirim pada waktunya."
FROM_STAFF = "Kedua laporan terkirim 30 Juni; tanda terimanya terlampir."
FROM_SUPERIOR = "Tanda terima itu baru saya lihat sekarang."
DECISION = "Kedua laporan dihitung. Pegawai diikutkan pelatihan analisis data."


def test_an_objection_on_day_ten_changes_the_predicate_and_the_credit_points(
    cast, agency, live_server, tmp_path
):
    """Ps. 29; text lines 4861-4893: received on Monday 12 January 2026, so day 10 is Monday 26 January."""
    with on("2026-01-12"):
        period = factories.make_period(2025, self_due_on=date(2026, 1, 20), ends_on=date(2026, 1, 30))
        opening.open_period(period, by=agency.personnel)
        appraisal = factories.make_appraisal(agency, "RUNNING", period=period, targets=1)
        evaluation = factories.walk_on(appraisal.evaluations.get(), "ASSESSED")
        url = f"{live_server.url}/kinerja/{appraisal.uuid}/"
        rate(cast(agency.superior), url)
        deliver(cast(agency.superior), url)
        evaluation.refresh_from_db()
        assert (evaluation.status, evaluation.predicate) == ("DELIVERED", "GOOD")
        assert documents.keep(evaluation).form == "D.1.1"

    with on("2026-01-13"):  # day 1
        sign_what_was_delivered(cast(agency.staff), url)
    with on("2026-01-26"):  # day 10
        file_the_objection(cast(agency.staff), url, tmp_path)
    with on("2026-01-27"):
        explain(cast(agency.superior), url, "Jelaskan hasil evaluasi", FROM_SUPERIOR)
        explain(cast(agency.staff), url, "Sampaikan penjelasan Anda", FROM_STAFF)
    with on("2026-01-28"):
        decide_otherwise(cast(agency.head), url)
        the_decision_stands(evaluation, agency)
        read_the_decision(cast(agency.staff), url)
        read_the_points(cast(agency.staff), live_server.url)


def sign_what_was_delivered(page: Page, url: str) -> None:
    page.goto(f"{url}evaluasi/AKHIR/")
    main(page).to_contain_text("Menandatangani tidak menghilangkan hak keberatan")
    fits(page)
    step(page, "Tanda tangani")
    confirm_with_password(page)
    main(page).to_contain_text("30 Januari 2026")


def file_the_objection(page: Page, url: str, folder: Path) -> None:
    page.goto(f"{url}evaluasi/AKHIR/")
    page.get_by_role("link", name="halaman keberatan").click()
    (folder / "tanda-terima.pdf").write_bytes(small_pdf())
    page.locator("[name=reasons]").fill(REASONS)
    page.locator("input[type=file]").set_input_files(folder / "tanda-terima.pdf")
    fits(page)
    press(page, page.get_by_role("button", name="Ajukan keberatan"))
    main(page).to_contain_text("tanda-terima.pdf")
    main(page).to_contain_text("Menunggu keputusan")
    fits(page)


def explain(page: Page, url: str, label: str, words: str) -> None:
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    main(page).to_contain_text(REASONS)
    step(page, label, words)
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    main(page).to_contain_text(words)


def decide_otherwise(page: Page, url: str) -> None:
    """The reviewer reads both sides, gives other ratings and signs with the password."""
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    for words in (REASONS, FROM_STAFF, FROM_SUPERIOR):
        main(page).to_contain_text(words)
    with page.expect_download() as download:
        page.get_by_role("link", name="tanda-terima.pdf").click()
    assert download.value.suggested_filename == "tanda-terima.pdf"
    write_ratings(page, url, results="ABOVE", behaviour="ABOVE")
    main(page).to_contain_text("Sangat baik")
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    step(page, "Ubah hasil evaluasi")
    confirm_with_password(page, DECISION)
    main(page).to_contain_text("Sangat baik")


def the_decision_stands(evaluation: Evaluation, agency: factories.Agency) -> None:
    """Another predicate, the first document replaced, and D.1.3 with both sides and the decision."""
    evaluation.refresh_from_db()
    assert (evaluation.origin, evaluation.predicate) == ("OBJECTION", "VERY_GOOD")
    assert documents.keep(evaluation).form == "D.1.3"
    states = dict(evaluation.documents.values_list("form", "status"))
    assert states == {"D.1.1": "REPLACED", "D.1.3": "VALID"}
    printed = print_of(evaluation)
    for words in (REASONS, FROM_SUPERIOR, DECISION, "SANGAT BAIK", agency.head.full_name):
        assert words in printed, words


def read_the_decision(page: Page, url: str) -> None:
    """Final for the employee: to be signed, and no second objection."""
    page.goto(f"{url}evaluasi/AKHIR/")
    main(page).to_contain_text("Sangat baik")
    fits(page)
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    main(page).to_contain_text(DECISION)
    expect(page.locator("[name=reasons]")).to_have_count(0)
    fits(page)


def read_the_points(page: Page, base: str) -> None:
    """Ahli Pertama: 12.5 points a year; 150 % of them for 'Sangat baik' (PermenPANRB 1/2023)."""
    page.goto(f"{base}/kinerja/angka-kredit/")
    for words in ("Sangat baik", "18,75", "semula 12,50", "Dikoreksi"):
        main(page).to_contain_text(words)
    fits(page)
