"""The main job, played by four people in Chromium: from the opening of the year to the export.

The office opens the period, Budi plans and reports, Siti sets and rates, the auditor reads; a citizen checks the
printed code. A real worker renders the document and writes the export.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal.models import Appraisal, Document, Evaluation, Period, UnitRating
from employees.ranks import printed
from tests import factories
from tests.e2e.acts import (
    SLOW,
    assess_oneself,
    confirm_with_password,
    deliver,
    export,
    press,
    rate,
    save,
    small_pdf,
    step,
    write_indicator,
)
from tests.printed import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(420)]


def open_the_year(page: Page, base: str) -> None:
    today = timezone.localdate()
    page.goto(f"{base}/bkd/periode/")
    page.locator("[name=year]").fill(str(today.year))
    save(page, "[name=year]")
    for name, days in (("opens_on", -1), ("self_due_on", 10), ("ends_on", 20), ("targets_due_on", 5)):
        page.locator(f"[name={name}]").fill((today + timedelta(days=days)).isoformat())
    save(page, "[name=ends_on]")
    page.goto(f"{base}/bkd/periode/{today.year}/uji-coba/")
    expect(page.locator("main")).to_contain_text("Joko Lain")
    page.get_by_role("button", name=re.compile("^Buka periode untuk")).click()
    page.locator("dialog[open]").get_by_role("button", name="Ya, buka periode").click()
    expect(page.locator("main")).to_contain_text("Selesai", timeout=SLOW)


def write_target(page: Page, url: str) -> None:
    page.goto(f"{url}skp/tambah/")
    page.locator("[name=parent_text]").fill("Layanan kepegawaian yang cepat dan akurat")
    write_indicator(page, "Laporan kepegawaian bulanan tersusun tepat waktu")
    expect(page.locator("main")).to_contain_text("Laporan kepegawaian bulanan")


def log_progress(page: Page, url: str, evidence: Path) -> None:
    page.goto(f"{url}realisasi/tambah/")
    page.locator("[name=text]").fill("Laporan Januari sampai Desember sudah dikirim.")
    page.locator("[name=target]").select_option(index=1)
    page.locator("[name=indicator]").select_option(index=1)
    page.locator("[name=achieved]").fill("13")
    page.locator("[name=obstacle]").fill("Data dari dua sekolah terlambat.")
    page.locator("[name=help_wanted]").check()
    page.locator("input[type=file]").set_input_files(evidence)
    save(page, "[name=achieved]")
    expect(page.locator("main")).to_contain_text("Laporan Januari sampai Desember")


def give_feedback(page: Page, base: str, appraisal: Appraisal) -> None:
    page.goto(f"{base}/umpan-balik/kinerja/{appraisal.uuid}/tulis/")
    page.locator("[name=text]").fill("Laporannya rapi dan mudah dipakai.")
    page.locator("[name=target]").select_option(index=1)
    save(page, "[name=text]")


def answer(staff: Page, superior: Page, url: str) -> None:
    """The employee signs, asks why, reads the answer and accepts."""
    staff.goto(f"{url}evaluasi/AKHIR/")
    step(staff, "Konfirmasi notula")
    step(staff, "Tanda tangani")
    confirm_with_password(staff)
    form = staff.locator("form[action$='ask_behaviour/']")
    form.locator("textarea").fill("Mengapa perilaku sesuai, bukan di atas?")
    press(staff, form.locator("button"))
    superior.goto(f"{url}evaluasi/AKHIR/")
    form = superior.locator("form[action$='answer_behaviour/']")
    form.locator("textarea").fill("Belum terlihat menjaga penerapan nilai pada rekan.")
    press(superior, form.locator("button"))
    staff.goto(f"{url}evaluasi/AKHIR/")
    expect(staff.locator("main")).to_contain_text("Belum terlihat menjaga")
    step(staff, "Terima hasil evaluasi")
    confirm_with_password(staff)
    expect(staff.locator("main")).to_contain_text("Final")


def download_the_document(page: Page, url: str, folder: Path) -> str:
    def ready() -> bool:
        page.goto(f"{url}evaluasi/AKHIR/")
        return Document.objects.filter(frozen_at__isnull=False).exists()

    for _ in range(60):
        if ready():
            break
        page.wait_for_timeout(1000)
    page.goto(f"{url}evaluasi/AKHIR/")
    with page.expect_download() as download:
        page.locator("a[href^='/dokumen/']").first.click()
    download.value.save_as(folder / "dokumen.pdf")
    return "\n".join(pages_of((folder / "dokumen.pdf").read_bytes()))


def test_a_year_from_the_opening_to_the_export(december, background, at_the_browser, live_server, tmp_path):
    agency, base = factories.make_agency(), live_server.url
    office = at_the_browser(agency.personnel).page
    open_the_year(office, base)
    appraisal = Appraisal.objects.get(employee=agency.staff)
    UnitRating.objects.create(
        unit=agency.section, period=Period.objects.get(), predicate="GOOD", set_on=timezone.localdate()
    )
    url = f"{base}/kinerja/{appraisal.uuid}/"
    staff, superior = at_the_browser(agency.staff, width=360).page, at_the_browser(agency.superior).page
    plan_and_report(staff, superior, base, appraisal, tmp_path)
    assess_oneself(staff, url)
    rate(superior, url)
    deliver(superior, url)
    answer(staff, superior, url)

    evaluation = Evaluation.objects.get(appraisal=appraisal)
    assert (evaluation.status, evaluation.predicate) == ("FINAL", "GOOD")
    the_document_says_it_all(download_the_document(staff, url, tmp_path), agency)
    anybody_can_check_the_code(staff, base)
    the_auditor_reads_who_did_what(at_the_browser(agency.auditor).page, url)

    rows = export(office, base, tmp_path)
    row = dict(zip(rows[0], next(row for row in rows if agency.staff.nip in row), strict=True))
    assert "Budi Pegawai" in row.values()
    assert "Baik" in row.values()


def plan_and_report(staff: Page, superior: Page, base: str, appraisal: Appraisal, folder: Path) -> None:
    url = f"{base}/kinerja/{appraisal.uuid}/"
    (folder / "bukti.pdf").write_bytes(small_pdf())
    write_target(staff, url)
    staff.goto(url)
    step(staff, "Ajukan SKP")
    superior.goto(f"{base}/tim/")
    expect(superior.locator("main")).to_contain_text("Budi Pegawai")
    superior.goto(url)
    step(superior, "Tetapkan SKP")
    log_progress(staff, url, folder / "bukti.pdf")
    give_feedback(superior, base, appraisal)
    staff.goto(f"{base}/kotak-masuk/")
    expect(staff.locator("main")).to_contain_text("umpan balik", ignore_case=True)


def the_document_says_it_all(text: str, agency: factories.Agency) -> None:
    for expected in ("BAIK", "Budi Pegawai", "Siti Atasan", "Hendra Kepala", printed("III/a")):
        assert expected in text, expected
    for person in (agency.staff, agency.superior, agency.head):
        assert person.nip in text.replace(" ", ""), "a NIP prints in groups: 19850515 201001 1 005"


def anybody_can_check_the_code(staff: Page, base: str) -> None:
    code = Document.objects.get(frozen_at__isnull=False).code
    anonymous = staff.context.browser.new_page()
    anonymous.goto(f"{base}/verifikasi/{code}/")
    expect(anonymous.locator("main")).to_contain_text("Berlaku")
    assert "Baik" not in anonymous.locator("main").inner_text()
    anonymous.close()


def the_auditor_reads_who_did_what(page: Page, url: str) -> None:
    page.goto(f"{url}riwayat/")
    for done in ("SKP diajukan", "SKP ditetapkan", "Rating ditetapkan", "Hasil evaluasi diterima"):
        expect(page.locator("main")).to_contain_text(done)
