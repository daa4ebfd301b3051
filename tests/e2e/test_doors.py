"""Two stories at the door: a newcomer with a slip of paper, and a session that ends while somebody types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, expect

from employees.models import Draft
from tests import factories
from tests.e2e.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "sembilan-kuda-hijau"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_newcomer_comes_in_with_a_printed_slip(
    browser: Browser, live_server: object, at_the_browser: Callable[..., Person], width: int
) -> None:
    agency = factories.make_agency()
    newcomer = factories.make_employee("Rahmat Hidayat", login=False, email="")
    factories.place(newcomer, agency.section, agency.superior)
    clerk = at_the_browser(agency.unit_personnel, width=width).open("/bkd/aktivasi/")
    clerk.get_by_role("button", name="Cetak slip").click()
    slip = clerk.locator(".slip")
    expect(slip).to_have_count(1)
    code = slip.locator(".slip-code").inner_text().split()[-1]
    nip = slip.locator(".nip").inner_text()

    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/masuk/")
    page.get_by_role("link", name="ketik kode dari slip aktivasi").click()
    page.get_by_label("NIP").fill(nip)
    page.get_by_label("Kode aktivasi").fill(code.lower())
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Ulangi kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Simpan dan masuk").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/akun/")
    expect(page.locator("main")).to_contain_text("Rahmat Hidayat")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_what_was_typed_outlives_the_session(at_the_browser: Callable[..., Person]) -> None:
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "OPEN")
    url = f"/kinerja/{evaluation.appraisal.uuid}/evaluasi/{evaluation.window}/penilaian-diri/"
    person = at_the_browser(agency.staff)
    page = person.open(url)
    text = page.locator("form[data-autosave] textarea").first
    state = page.locator("[data-autosave-state]").first
    text.fill("Separuh jalan")
    text.blur()
    expect(state).to_contain_text("Tersimpan")

    Session.objects.all().delete()
    text.fill("Separuh jalan, lalu sesi berakhir")
    text.blur()
    expect(state).to_contain_text("Sesi berakhir")
    with page.expect_popup() as popup:
        state.get_by_role("link", name="Masuk lagi").click()
    again = popup.value
    again.get_by_label("NIP").fill(agency.staff.user.username)
    again.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    again.get_by_role("button", name="Masuk").click()
    again.wait_for_url("**/")
    again.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state).to_contain_text("Tersimpan")
    assert "lalu+sesi+berakhir" in Draft.objects.get().content

    later = person.page.context.new_page()
    later.goto(person.base_url + url)
    later.get_by_role("link", name="Lanjutkan").click()
    restored = later.locator("form[data-autosave] textarea").first
    expect(restored).to_have_value("Separuh jalan, lalu sesi berakhir")
    later.goto(person.base_url + url)
    later.get_by_role("button", name="Buang").click()
    expect(later.locator(".draft-notice")).to_have_count(0)
    assert not Draft.objects.exists()
    person.complaints = [line for line in person.complaints if "401" not in line]
