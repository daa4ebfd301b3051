"""Somebody who writes what he does is shown, while typing, what it could bring about; nothing holds him up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.e2e.acts import press
from tests.e2e.conftest import Person
from tests.e2e.scenes import PHONE, fits, main

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_deed_is_answered_while_it_is_typed_and_saved_all_the_same(
    at_the_browser: Callable[..., Person],
) -> None:
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency, targets=0)
    page = at_the_browser(agency.staff, width=PHONE).open(f"/kinerja/{appraisal.uuid}/skp/tambah/")

    page.locator("[name=result]").fill("Menyusun laporan bulanan")
    expect(page.locator(".wording-check")).to_contain_text("«Laporan bulanan tersusun tepat waktu»")
    page.get_by_text("Contoh hasil, dan yang belum hasil").click()
    main(page).to_contain_text("Anak Lampiran 1")
    fits(page)
    page.locator("[name=indikator-0-text]").fill("Jumlah laporan")
    page.locator("[name=indikator-0-goal]").fill("12")
    page.locator("[name=indikator-0-aspect]").select_option("QUANTITY")
    press(page, page.get_by_role("button", name="Simpan", exact=True))

    main(page).to_contain_text("Menyusun laporan bulanan")
    expect(page.locator("body")).to_contain_text("Angka pada indikator 1 belum bersatuan")
    page.get_by_role("button", name="Mengerti, tutup petunjuk ini").click()
    expect(page.locator(".first-hint")).to_have_count(0)
