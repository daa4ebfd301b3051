"""A team is scored from the keyboard: prefilled ratings wait for the eye, rows save themselves, the review sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from appraisal.models import Evaluation, OverallRating
from tests import factories
from tests.e2e.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def focus(page: Page, name: str) -> None:
    page.locator(f'[name="{name}"]:checked').focus()


def saved(page: Page, one: Evaluation) -> None:
    expect(page.locator(f'tr[data-row="{one.uuid.hex}"] .score-saved')).to_be_visible()


def test_a_team_is_scored_by_keyboard(at_the_browser: Callable[..., Person]) -> None:
    agency = factories.make_agency()
    first, second = (
        factories.make_evaluation(agency, "ASSESSED", employee=one)
        for one in (agency.staff, agency.colleague)
    )
    page = at_the_browser(agency.superior).open("/tim/")
    page.get_by_role("link", name="Nilai tim").click()
    expect(page.get_by_label("Sudah saya tinjau")).to_have_count(2)

    score_first(page, first, second)
    accept_second(page, first, second)
    page.reload()
    copy_reasons(page, second)
    page.get_by_role("link", name="Tinjau dan tetapkan").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    assert not OverallRating.objects.filter(given_at__isnull=False).exists()
    page.get_by_role("button", name="Tetapkan rating yang dipilih").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 dari 2")
    rated = Evaluation.objects.filter(pk__in=[first.pk, second.pk])
    assert set(rated.values_list("status", flat=True)) == {"RATED"}


def score_first(page: Page, first: Evaluation, second: Evaluation) -> None:
    """1, 2, 3 in a rating; Tab to the reason; Ctrl+Enter says 'reviewed' and goes down."""
    focus(page, f"{first.uuid.hex}-results")
    page.keyboard.press("1")
    saved(page, first)
    page.keyboard.press("Tab")
    page.keyboard.type("Melampaui target laporan.")
    page.keyboard.press("Tab")
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.type("Ramah kepada guru.")
    page.keyboard.press("Control+Enter")
    row = page.locator(f'tr[data-row="{first.uuid.hex}"]')
    expect(row).to_contain_text("Baik")
    expect(row).not_to_contain_text("Belum diisi")
    saved(page, first)
    assert page.evaluate("document.activeElement.name") == f"{second.uuid.hex}-behaviour"
    draft = OverallRating.objects.get(evaluation=first)
    assert (draft.results, draft.behaviour) == ("ABOVE", "MEETS")
    assert draft.behaviour_reason == "Ramah kepada guru."


def accept_second(page: Page, first: Evaluation, second: Evaluation) -> None:
    """Nothing of the second row was saved yet; Enter accepts what the page filled in."""
    assert not OverallRating.objects.filter(evaluation=second).exists()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == f"{first.uuid.hex}-behaviour"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    saved(page, second)


def copy_reasons(page: Page, second: Evaluation) -> None:
    """The words of the first go to the second."""
    page.get_by_label("Pilih Rina Rekan").check()
    page.get_by_label("Dari").select_option(label="Budi Pegawai")
    page.get_by_role("button", name="Salin ke yang dipilih").click()
    expect(page.locator(f'[name="{second.uuid.hex}-behaviour_reason"]')).to_have_value("Ramah kepada guru.")


def test_a_row_saved_elsewhere_shows_both_texts_in_place(at_the_browser: Callable[..., Person]) -> None:
    agency = factories.make_agency()
    one = factories.make_evaluation(agency, "ASSESSED")
    boss = at_the_browser(agency.superior, width=360)
    page = boss.open(f"/tim/penilaian/{one.appraisal.period.year}/{one.window}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    factories.draft_rating(one, agency.superior)
    reason = page.locator(f'[name="{one.uuid.hex}-results_reason"]')
    reason.fill("Isian dari halaman ini.")
    reason.blur()
    row = page.locator(f'tr[data-row="{one.uuid.hex}"]')
    expect(row).to_contain_text("Semua laporan utama tersusun tepat waktu.")
    page.get_by_label("Pakai isian saya").check()
    saved(page, one)
    assert OverallRating.objects.get().results_reason == "Isian dari halaman ini."
