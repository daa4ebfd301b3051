"""An employee asks for help, is coached, says how he saw it, and the guidance ends with an evaluation of competence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from appraisal.models import ProgressEntry
from feedback.models import CoachingSession
from tests import factories
from tests.e2e.acts import press, save
from tests.e2e.conftest import Person
from tests.e2e.scenes import PHONE, fits, main

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_help_wanted_to_the_end_of_the_guidance(at_the_browser: Callable[..., Person]) -> None:
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency, "RUNNING")
    staff = at_the_browser(agency.staff, width=PHONE).open("/")
    ask_for_help(staff, appraisal.get_absolute_url())
    superior = at_the_browser(agency.superior).open("/")
    answer_with_coaching(superior)
    prepare(staff)
    talk(superior)
    say_how_it_was(staff)
    close(superior)
    main(superior).to_contain_text("3 dari 5")
    main(superior).not_to_contain_text("B.1.8")
    head = at_the_browser(agency.head).open("/")
    read_and_decide(head)
    session = CoachingSession.objects.get()
    assert (session.status, session.follow_up) == ("CLOSED", "Ikut pelatihan menulis")


def root(page: Page) -> str:
    return "/".join(page.url.split("/", 3)[:3])


def ask_for_help(page: Page, url: str) -> None:
    page.goto(f"{root(page)}{url}realisasi/tambah/")
    page.locator("[name=text]").fill("Baru enam dari dua belas laporan")
    page.locator("[name=obstacle]").fill("Data sekolah terlambat")
    page.locator("[name=help_wanted]").check()
    save(page, "[name=obstacle]")
    assert ProgressEntry.objects.get().help_wanted


def answer_with_coaching(page: Page) -> None:
    page.goto(f"{root(page)}/tim/bantuan/")
    page.get_by_label("Beri bimbingan").check()
    press(page, page.get_by_role("button", name="Jawab Budi Pegawai"))
    main(page).to_contain_text("Data sekolah terlambat")
    save(page, "[name=reason]")
    main(page).to_contain_text("Persiapan pegawai")


def prepare(page: Page) -> None:
    """On a phone, from the home page; what was said in the call stands there already."""
    page.goto(f"{root(page)}/")
    page.get_by_role("link", name="Bimbingan menunggu persiapan Anda: 1").click()
    page.get_by_role("link", name="Coaching").click()
    page.get_by_role("link", name="Isi persiapan").click()
    assert page.locator("[name=obstacle]").input_value() == "Data sekolah terlambat"
    page.locator("[name=strategy]").fill("Mendatangi sekolah satu per satu")
    page.locator("[name=cause]").fill("Sekolah belum mengenal formatnya")
    fits(page)
    save(page, "[name=cause]")
    main(page).to_contain_text("Sekolah belum mengenal formatnya")
    fits(page)


def talk(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Catat pertemuan").click()
    page.locator("[name=place]").fill("Ruang rapat")
    page.locator("[name=topic]").fill("Mengapa data terlambat")
    save(page, "[name=topic]")
    page.get_by_role("link", name="Tambah yang disepakati").click()
    page.get_by_label("Sumber daya yang dijanjikan").check()
    page.locator("[name=text]").fill("Kendaraan dinas tiap Rabu")
    page.locator("[name=due_on]").fill(timezone.localdate().isoformat())
    save(page, "[name=text]")
    press(page, page.get_by_role("button", name="Akhiri bimbingan"))
    main(page).to_contain_text("Menunggu evaluasi kompetensi")


def say_how_it_was(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Tulis pandangan").click()
    for number in range(1, 10):
        page.locator(f"[name=q{number}][value=YES]").check()
    fits(page)
    save(page, "[name=remark]")
    main(page).to_contain_text("Pandangan atas bimbingan ini (B.1.8)")


def close(page: Page) -> None:
    page.get_by_role("link", name="Isi evaluasi kompetensi").click()
    for field in page.locator("select[required]").all():
        field.select_option("3")
    for field in page.locator("textarea[required]").all():
        field.fill("Sesuai standar jabatan")
    save(page, "[name=recommendation]")


def read_and_decide(page: Page) -> None:
    page.get_by_role("link", name="Hasil bimbingan menunggu tindak lanjut dari Anda: 1").click()
    page.get_by_role("link", name="Coaching: Budi Pegawai").click()
    page.get_by_role("link", name="Pandangan atas bimbingan ini (B.1.8)").click()
    main(page).to_contain_text("9. Saya memahami maksud dan tujuan")
    page.go_back()
    page.locator("[name=follow_up]").fill("Ikut pelatihan menulis")
    save(page, "[name=follow_up]")
