"""A value rated below becomes an item of the plan, then a course, a certificate, and hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal.models import Evaluation
from tests import factories
from tests.e2e.acts import press, save, small_pdf, step
from tests.e2e.conftest import Person
from tests.e2e.scenes import PHONE, fits, main
from tests.training.courses import hold, make_course, make_session
from tests.training.test_planning import rate_below
from training.models import DevelopmentItem, Enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_value_rated_below_to_hours(at_the_browser: Callable[..., Person], tmp_path: Path) -> None:
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "RATED")
    rate_below(evaluation)
    session = make_session(make_course("Akuntabilitas kinerja", values=["ACCOUNTABLE"]))
    superior = at_the_browser(agency.superior).open("/")
    plan_the_course(superior, evaluation)
    factories.walk_on(evaluation, "DELIVERED")

    staff = at_the_browser(agency.staff, width=PHONE).open("/")
    agree_and_enrol(staff)
    approve(superior)
    hold(session)
    personnel = at_the_browser(agency.personnel).open("/bkd/pelatihan/")
    record_attendance(personnel)
    send_the_certificate(staff, tmp_path)
    verify(personnel)

    staff.goto(f"{root(staff)}/pelatihan/")
    main(staff).to_contain_text("8 dari 20 JP")
    main(staff).to_contain_text("Kurang 12 JP dari 20 JP setahun.")
    fits(staff)
    staff.get_by_role("link", name="Rencana saya").click()
    main(staff).to_contain_text("Sertifikat 12/2026, 8 JP.")
    assert DevelopmentItem.objects.get().status == "DONE"
    assert evaluation.recommendations.get().status == "DONE"


def root(page: Page) -> str:
    return page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2]


def plan_the_course(page: Page, evaluation: Evaluation) -> None:
    """The superior takes up what is proposed for the gap; it is a recommendation of the document at once."""
    page.goto(f"{root(page)}/tim/kesenjangan/")
    page.get_by_role("row", name="Budi Pegawai").get_by_role("link").click()
    main(page).to_contain_text("Akuntabel")
    page.get_by_role("link", name="Pakai Mengikuti Akuntabilitas kinerja").click()
    page.locator("[name=due_on]").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    save(page, "[name=due_on]")
    main(page).to_contain_text("Diusulkan")
    assert evaluation.recommendations.get().text == "Mengikuti Akuntabilitas kinerja"


def agree_and_enrol(page: Page) -> None:
    """On a phone: from the home page to the seat."""
    page.reload()
    page.get_by_role("link", name="Usulan pengembangan dari atasan menunggu Anda: 1").click()
    fits(page)
    press(page, page.get_by_role("button", name="Sepakati"))
    main(page).to_contain_text("Disepakati")
    page.get_by_role("link", name="Lihat jadwal Akuntabilitas kinerja").click()
    fits(page)
    page.get_by_role("link", name="Daftar").click()
    expect(page.locator("[name=item] option:checked")).to_have_text("Mengikuti Akuntabilitas kinerja")
    fits(page)
    save(page, "[name=note]")
    main(page).to_contain_text("Menunggu persetujuan atasan")
    fits(page)


def approve(page: Page) -> None:
    page.goto(f"{root(page)}/")
    page.get_by_role("link", name="Permintaan pelatihan menunggu jawaban Anda: 1").click()
    page.get_by_label("Pilih Budi Pegawai").check()
    step(page, "Setujui yang dipilih")
    main(page).to_contain_text("1 pendaftaran disetujui.")


def record_attendance(page: Page) -> None:
    page.get_by_role("link", name="Akuntabilitas kinerja").click()
    expect(page.get_by_label("Hadir Budi Pegawai")).to_be_checked()
    press(page, page.get_by_role("button", name="Simpan kehadiran"))
    main(page).to_contain_text("Kehadiran 1 peserta dicatat.")


def send_the_certificate(page: Page, folder: Path) -> None:
    (folder / "sertifikat.pdf").write_bytes(small_pdf())
    page.goto(f"{root(page)}{Enrolment.objects.get().get_absolute_url()}")
    page.get_by_role("link", name="Kirim sertifikat").click()
    fits(page)
    page.locator("[name=number]").fill("12/2026")
    page.locator("input[type=file]").set_input_files(folder / "sertifikat.pdf")
    save(page, "[name=number]")
    main(page).to_contain_text("Menunggu verifikasi")


def verify(page: Page) -> None:
    page.goto(f"{root(page)}/bkd/pelatihan/")
    page.get_by_role("link", name="Budi Pegawai").click()
    main(page).to_contain_text("sertifikat.pdf")
    save(page, "[name=hours]")
    main(page).to_contain_text("Tidak ada sertifikat yang menunggu")
