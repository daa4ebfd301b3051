"""Kotabumi's row of product.md, phrase by phrase; docs/agencies.md says which page does what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appraisal import opening
from appraisal.models import Appraisal, Evaluation, ProgressEntry
from employees.models import Employee
from feedback import service_points
from feedback.models import Badge, ServicePoint
from tests import factories
from tests.e2e.acts import press, save, step
from tests.e2e.practices import DAY, Enter, base, enter, go, practice, take_up
from tests.e2e.scenes import PHONE, fits, main, on
from tests.e2e.test_citizens import REPLY, WORDS, write
from tests.training.courses import make_course
from tests.training.test_planning import rate_below

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRAISE = "Menjelaskan alur baru kepada kami sampai jelas."


def test_the_practice_of_kotabumi(at_the_browser: Enter, browser: Browser, settings: Any) -> None:
    with on(DAY):
        agency = practice("kotabumi")
        row = factories.make_appraisal(agency)
        row.targets.last().indicators.update(lower=None, upper=None, text="Nilai layanan")
        factories.make_appraisal(agency, "RUNNING", employee=agency.superior)
        make_course("Pelayanan prima", values=["ACCOUNTABLE"])
        point = ServicePoint.objects.create(unit=agency.section, name="Loket 3")
        service_points.give_badges(point)
        staff = enter(at_the_browser, agency.staff, PHONE)
        superior = enter(at_the_browser, agency.superior)
        settings.BASE_URL = base(staff)

        people_used_to_paper_are_led(staff)
        each_indicator_has_its_standard_beforehand(staff, superior, row)
        citizens_speak_and_are_answered_soon(browser, at_the_browser, agency, point)
        their_answer_counts_as_work(superior, point, row.period.year)
        a_colleague_says_how_it_was(enter(at_the_browser, agency.colleague, PHONE), agency.staff)
        opening.open_evaluations(timezone.localdate())
        evaluation = factories.walk_on(row.evaluations.get(), "ASSESSED")
        both_stand_in_the_evaluation(superior, evaluation)
        factories.walk_on(evaluation, "RATED")
        weak_spots_lead_to_training(superior, evaluation)
        anybody_accountable_can_be_asked(enter(at_the_browser, agency.auditor), row)


def people_used_to_paper_are_led(page: Page) -> None:
    main(page).to_contain_text("Yang dulu di kertas, sekarang di sini")
    press(page, page.get_by_role("button", name="Mengerti"))
    main(page).to_contain_text("Langkah awal 2 dari")
    fits(page)


def each_indicator_has_its_standard_beforehand(staff: Page, superior: Page, row: Appraisal) -> None:
    """No SKP is proposed while one of them has no standard."""
    url = row.get_absolute_url()
    go(staff, url)
    expect(staff.get_by_role("button", name="Ajukan SKP")).to_be_disabled()
    main(staff).to_contain_text("Sepakati standar untuk indikator «Nilai layanan»")
    go(staff, f"{url}skp/{row.targets.last().uuid}/")
    staff.locator("[name$='-0-lower']").fill("80")
    staff.locator("[name$='-0-upper']").fill("85")
    fits(staff)
    save(staff, "[name=result]")
    go(staff, url)
    step(staff, "Ajukan SKP")
    go(superior, url)
    step(superior, "Tetapkan SKP")


def citizens_speak_and_are_answered_soon(
    browser: Browser, at_the_browser: Enter, agency: factories.Agency, point: ServicePoint
) -> None:
    """Behind the counter's QR, without an account; read by personnel, then answered by the head."""
    address = service_points.address(point)
    write(browser, address, Badge.objects.get(employee=agency.staff).code)
    desk = enter(at_the_browser, agency.unit_personnel)
    go(desk, "/bkd/masyarakat/")
    desk.get_by_label("Pilih").check()
    press(desk, desk.get_by_role("button", name="Tayangkan yang dipilih"))
    main(desk).to_contain_text("1 penilaian ditayangkan")


def their_answer_counts_as_work(page: Page, point: ServicePoint, year: int) -> None:
    """The head replies; the working days that it took become a figure of his own year."""
    go(page, "/umpan-balik/masyarakat/")
    page.get_by_role("link", name="Buka dan balas").click()
    page.get_by_label("Balasan unit").fill(REPLY)
    press(page, page.get_by_role("button", name="Kirim balasan"))
    go(page, f"/bkd/layanan/{point.uuid}/")
    main(page).to_contain_text("0 hari kerja")
    page.get_by_role("link", name="Catat").click()
    page.locator("[name=indicator]").select_option(index=1)
    save(page, "[name=obstacle]")
    assert f"November {year}: median 0 hari kerja" in ProgressEntry.objects.get().text


def a_colleague_says_how_it_was(page: Page, about: Employee) -> None:
    go(page, f"/umpan-balik/untuk/{about.uuid}/")
    page.locator("[name=text]").fill(PRAISE)
    fits(page)
    save(page, "[name=text]")


def both_stand_in_the_evaluation(page: Page, evaluation: Evaluation) -> None:
    """Of colleagues and of the public that was served."""
    go(page, evaluation.get_absolute_url())
    main(page).to_contain_text(WORDS)
    main(page).to_contain_text(PRAISE)


def weak_spots_lead_to_training(page: Page, evaluation: Evaluation) -> None:
    rate_below(evaluation)
    go(page, f"/pelatihan/rencana/{evaluation.appraisal.uuid}/")
    due_on = timezone.localdate() + timedelta(days=60)
    take_up(page, "Mengikuti Pelayanan prima", due_on.isoformat())


def anybody_accountable_can_be_asked(page: Page, row: Appraisal) -> None:
    """Who did what and when, from the first proposal to the citizen's words."""
    go(page, f"{row.get_absolute_url()}riwayat/")
    for done in ("SKP diajukan", "SKP ditetapkan", "Penilaian masyarakat ditayangkan", "Rating ditetapkan"):
        main(page).to_contain_text(done)
    main(page).to_contain_text("oleh Umar Pengelola")
