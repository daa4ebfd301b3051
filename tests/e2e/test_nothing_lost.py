"""Nothing typed is lost (security.md §5.3): not with tab, server, network, session, deadline or a second tab.

The site runs as it is served, in a process that the first story kills with SIGKILL and starts again.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appraisal.models import Evaluation
from employees.models import Employee
from tests import factories
from tests.e2e.acts import press, save
from tests.e2e.conftest import Person
from tests.workers import wait_until, web_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
FIRST, SECOND = "Laporan Januari sampai Juni terkirim.", " Sisanya menunggu data dua sekolah."
THIRD = " Sinyal di sana lemah."
STATE = "[data-autosave-state]"


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_up(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def enter(browser: Browser, port: int) -> Iterator[Callable[[Employee], Person]]:
    """Signs somebody in at the site on `port`."""
    contexts = []

    def sign_in(employee: Employee) -> Person:
        contexts.append(browser.new_context(locale="id-ID", reduced_motion="reduce"))
        person = Person(contexts[-1], f"http://127.0.0.1:{port}", employee)
        person.sign_in()
        return person

    yield sign_in
    for context in contexts:
        context.close()


def kept(page: Page) -> None:
    expect(page.locator(f"{STATE}[data-state=saved]").first).to_contain_text("Tersimpan")


def test_what_is_typed_outlives_the_server_the_tab_and_the_network(
    enter: Callable[[Employee], Person], port: int, transactional_db: None
) -> None:
    agency = factories.make_agency()
    url = f"/kinerja/{factories.make_appraisal(agency, 'RUNNING', targets=1).uuid}/realisasi/tambah/"
    with web_server(port) as server:
        assert wait_until(lambda: is_up(port))
        staff = enter(agency.staff)
        page = staff.open(url)
        page.locator("[name=text]").fill(FIRST)
        kept(page)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
        page.locator("[name=text]").press("End")
        page.locator("[name=text]").press_sequentially(SECOND)
        expect(page.locator(STATE)).to_contain_text("Belum tersimpan: jaringan terputus. Akan dicoba lagi.")
    with web_server(port):
        kept(page)  # by itself, as soon as the server answers
        other = staff.page.context.new_page()
        page.close(run_before_unload=False)
        other.goto(staff.base_url + url)
        expect(other.locator(".draft-notice")).to_contain_text("Ada isian yang belum disimpan")
        other.get_by_role("link", name="Lanjutkan").click()
        expect(other.locator("[name=text]")).to_have_value(FIRST + SECOND)
        writes_on_without_a_network(other)


def writes_on_without_a_network(page: Page) -> None:
    """The page stays, says so, and goes on by itself once the connection is back."""
    page.context.set_offline(True)
    page.locator("[name=text]").press("End")
    page.locator("[name=text]").press_sequentially(THIRD)
    expect(page.locator(STATE)).to_contain_text("Belum tersimpan: jaringan terputus. Akan dicoba lagi.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(STATE)).to_contain_text("kirim lagi setelah tersambung")
    page.context.set_offline(False)
    kept(page)
    save(page, "[name=text]")
    expect(page.locator("main")).to_contain_text(FIRST + SECOND + THIRD)


def test_what_is_typed_outlives_the_session_on_a_form_that_no_view_knows_of(
    at_the_browser: Callable[..., Person],
) -> None:
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency, "RUNNING", targets=1)
    staff = at_the_browser(agency.staff, width=360)
    url = f"/kinerja/{appraisal.uuid}/ini-keliru/"
    page = staff.open(url)
    page.locator("textarea").first.fill(FIRST)
    kept(page)
    page.close(run_before_unload=False)

    staff.page = staff.page.context.new_page()
    page = staff.open(url)
    page.locator(".draft-notice").get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("textarea").first).to_have_value(FIRST)
    page.locator("textarea").first.press_sequentially(SECOND)
    Session.objects.all().delete()
    press(page, page.locator("main form button[type=submit]").first)  # within the two seconds before autosave

    expect(page.locator("#messages")).to_contain_text("Yang baru Anda ketik disimpan.")
    page.get_by_label("NIP").fill(agency.staff.user.username)
    page.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    press(page, page.get_by_role("button", name="Masuk"))
    page.goto(staff.base_url + url)
    page.locator(".draft-notice").get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("textarea").first).to_have_value(FIRST + SECOND)
    page.goto(staff.base_url + "/draf/")
    expect(page.locator("main")).to_contain_text(FIRST + SECOND)


def test_what_is_typed_outlives_the_deadline_and_a_second_tab(at_the_browser: Callable[..., Person]) -> None:
    agency = factories.make_agency()
    delivered = factories.make_evaluation(agency, "DELIVERED")
    staff = at_the_browser(agency.staff, width=360)
    page = staff.open(f"/kinerja/{delivered.appraisal.uuid}/evaluasi/{delivered.window}/keberatan/")
    page.locator("[name=reasons]").fill(FIRST)
    kept(page)
    yesterday = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.filter(pk=delivered.pk).update(reply_due_on=yesterday)
    press(page, page.get_by_role("button", name="Ajukan keberatan"))
    expect(page.locator("main")).to_contain_text(FIRST)
    expect(page.locator("main")).to_contain_text("Salin yang masih diperlukan")
    page.goto(staff.base_url + "/draf/")
    expect(page.locator("main")).to_contain_text(FIRST)
    expect(page.locator("main")).to_contain_text("perpanjangan kepada pengelola kepegawaian")

    planned = factories.make_appraisal(agency, "PLANNING", employee=agency.colleague, targets=1)
    colleague = at_the_browser(agency.colleague)
    url = f"/kinerja/{planned.uuid}/skp/{planned.targets.get().uuid}/"
    one, two = colleague.open(url), colleague.page.context.new_page()
    two.goto(colleague.base_url + url)
    one.locator("[name=result]").fill("Arsip guru tertata")
    two.locator("[name=result]").fill("Arsip sekolah tertata")
    save(one, "[name=result]")
    save(two, "[name=result]")
    for words in ("Arsip guru tertata", "Arsip sekolah tertata", "Versi Anda", "Versi tersimpan"):
        expect(two.locator("main")).to_contain_text(words)
