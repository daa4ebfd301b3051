"""A citizen opens the poster's address and writes; it is read, answered, and stands in the evaluation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from feedback.models import Badge, CitizenFeedback
from tests import factories
from tests.e2e.acts import press
from tests.e2e.conftest import PATIENCE, Person
from tests.e2e.scenes import PHONE, fits, main

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Person]
WORDS = "Petugas sabar menjelaskan berkas yang kurang."
REPLY = "Terima kasih. Daftar berkas kini terpasang di loket."


def test_from_the_poster_to_the_evaluation(at_the_browser: Enter, browser: Browser, settings: object) -> None:
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    desk = at_the_browser(agency.unit_personnel)
    settings.BASE_URL = desk.base_url
    page = desk.open("/bkd/layanan/baru/")
    page.get_by_label("Unit kerja").select_option(label=agency.section.name)
    page.get_by_label("Nama layanan").fill("Loket 3")
    press(page, page.get_by_role("button", name="Simpan"))
    page.get_by_role("link", name="Kode petugas").click()
    press(page, page.get_by_role("button", name="Buat kode"))
    badge = Badge.objects.get(employee=agency.staff).code
    main(page).to_contain_text(badge)
    page.go_back()
    page.get_by_role("link", name="Loket 3").click()
    page.get_by_role("link", name="Poster QR").click()
    address = page.locator(".poster-address").inner_text()

    receipt = write(browser, address, badge)

    page = desk.open("/bkd/masyarakat/")
    main(page).to_contain_text(WORDS)
    page.get_by_label("Pilih").check()
    press(page, page.get_by_role("button", name="Tayangkan yang dipilih"))
    main(page).to_contain_text("1 penilaian ditayangkan")

    boss = at_the_browser(agency.superior, width=PHONE)
    page = boss.open("/umpan-balik/masyarakat/")
    fits(page)
    page.get_by_role("link", name="Buka dan balas").click()
    page.get_by_label("Balasan unit").fill(REPLY)
    press(page, page.get_by_role("button", name="Kirim balasan"))
    main(page).to_contain_text("Balasan dikirim")
    page = boss.open(evaluation.get_absolute_url())
    main(page).to_contain_text(WORDS)

    read(browser, f"{desk.base_url}/layanan/tanda-terima/", receipt)


def write(browser: Browser, address: str, badge: str) -> str:
    """On a cheap phone with scripts switched off; returns the code of the receipt."""
    context = browser.new_context(viewport={"width": PHONE, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_label("Baik", exact=True).check()
    page.get_by_label("Ceritakan").fill(WORDS)
    page.get_by_text("Menilai satu petugas?").click()
    page.get_by_label("Kode petugas").fill(badge.lower())
    expect(page.get_by_label("Biarkan kosong")).not_to_be_in_viewport()
    page.get_by_role("button", name="Kirim").click()
    main(page).to_contain_text("Terima kasih")
    assert context.cookies() == []
    code = page.locator(".receipt-code").inner_text()
    context.close()
    return code


def read(browser: Browser, address: str, receipt: str) -> None:
    """Days later, from another phone, with nothing but the code."""
    context = browser.new_context(viewport={"width": PHONE, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_label("Kode tanda terima").fill(receipt.lower())
    page.get_by_role("button", name="Baca balasan").click()
    main(page).to_contain_text(REPLY)
    assert context.cookies() == []
    context.close()
    assert CitizenFeedback.objects.get().reply_days == 0
