"""BKD's December, played in Chromium with a real worker: from the import of people to the closed year.

The office imports a dinas, tries the opening, opens it, fills what its head left vacant, reminds, watches, calibrates,
exports and closes. What the people of the dinas do meanwhile is walked through the same doors as their pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal import windows, workflow
from appraisal.models import Appraisal, Calibration, Evaluation, OverallRating, Period
from employees import tabular
from employees.models import Employee, User
from tests import factories
from tests.e2e.acts import SLOW, export, press, save, step
from tests.e2e.scenes import fits, main, on
from tests.employees.import_files import PERSON, UNIT, person, unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(420)]
YEAR = 2026
ORPHANS = ("Joni Arsip", "Maya Arsip", "Rina Arsip")
WHY = "Disamakan dengan pegawai lain yang pekerjaannya sama."


def people() -> list[dict[str, str]]:
    head = {"jenis_jabatan": "Jabatan Struktural"}
    named = [
        person(1, nama="Hendra Dinas", jabatan="Kepala Dinas Kearsipan", unor_id="dinas", **head),
        person(2, nama="Wulan Bidang", jabatan="Kepala Bidang Arsip", unor_id="arsip", **head),
        person(3, nama="Tio Bidang", jabatan="Kepala Bidang Layanan", unor_id="layanan", **head),
        person(4, nama="Sari Layanan", unor_id="layanan"),
        person(5, nama="Bima Layanan", unor_id="layanan"),
    ]
    return named + [person(6 + place, nama=name, unor_id="arsip") for place, name in enumerate(ORPHANS)]


def units() -> list[dict[str, str]]:
    return [
        unit("kota", NamaUnor="Kota Uji", NamaJabatan="Wali Kota Uji"),
        unit("dinas", "kota", NamaUnor="Dinas Kearsipan", EselonId="22", PemimpinPnsId="p1"),
        unit("arsip", "dinas", NamaUnor="Bidang Arsip", EselonId="32", PemimpinPnsId="p2"),
        unit("layanan", "dinas", NamaUnor="Bidang Layanan", EselonId="32", PemimpinPnsId="p3"),
    ]


def write(file: Path, rows: Iterable[Mapping[str, str]], columns: Mapping[str, str]) -> Path:
    file.write_bytes(
        tabular.write(list(columns), [[row[key] for key in columns] for row in rows], kind="csv")
    )
    return file


def named(name: str) -> Employee:
    return Employee.objects.get(name=name)


def test_the_december_of_the_office(december, background, at_the_browser, live_server, tmp_path):
    agency, base = factories.make_agency(), live_server.url
    office = at_the_browser(agency.personnel)
    page = office.page
    import_the_people(page, base, tmp_path)
    prepare_the_year(page, base)
    the_head_of_a_section_leaves(page, base)
    open_the_dinas(page, base)
    fill_what_is_vacant(page, base)
    remind_all(page, base)
    somebody_reads_it(at_the_browser(may_sign_in(named("Sari Layanan")), width=360).page, base)
    they_are_rated()
    watch(page, base)
    calibrate(page, at_the_browser(may_sign_in(named("Hendra Dinas"))).page, base)
    they_come_to_an_end()
    rows = export(page, base, tmp_path)
    assert {name for name in ORPHANS if any(name in row for row in rows)} == set(ORPHANS)
    with on(f"{YEAR + 1}-02-15"):
        close_the_year(office.sign_in(), base)
    assert Period.objects.get(year=YEAR).status == Period.Status.CLOSED


def import_the_people(page: Page, base: str, folder: Path) -> None:
    page.goto(f"{base}/bkd/impor/")
    page.locator("[name=people]").set_input_files(write(folder / "pegawai.csv", people(), PERSON))
    page.locator("[name=units]").set_input_files(write(folder / "unor.csv", units(), UNIT))
    page.locator("[name=as_of]").fill(f"{YEAR}-01-02")
    press(page, page.get_by_role("button", name="Periksa berkas"))
    main(page).to_contain_text("Yang akan terjadi")
    press(page, page.get_by_role("button", name="Terapkan"))
    expect(page.locator("main")).to_contain_text("Impor sudah diterapkan", timeout=SLOW)


def prepare_the_year(page: Page, base: str) -> None:
    """The yearly window is open already, so that December shows all of it."""
    page.goto(f"{base}/bkd/periode/")
    page.locator("[name=year]").fill(str(YEAR))
    save(page, "[name=year]")
    for name, day in (("opens_on", date(YEAR, 12, 1)), ("self_due_on", date(YEAR, 12, 18))):
        page.locator(f"[name={name}]").fill(day.isoformat())
    page.locator("[name=ends_on]").fill(date(YEAR + 1, 1, 29).isoformat())
    save(page, "[name=ends_on]")
    main(page).to_contain_text("Pengaturan periode disimpan")


def the_head_of_a_section_leaves(page: Page, base: str) -> None:
    page.goto(f"{base}/bkd/pegawai/{named('Wulan Bidang').uuid}/")
    page.get_by_text("Nonaktifkan pegawai ini").click()
    page.locator("[name=note]").fill("SK pensiun nomor 12 tahun 2026.")
    page.get_by_role("button", name="Nonaktifkan", exact=True).click()
    press(page, page.locator("dialog[open] [data-confirm-yes]"))
    main(page).to_contain_text("Tidak aktif")


def open_the_dinas(page: Page, base: str) -> None:
    """For one dinas after its dry run, which names the three without an active superior."""
    page.goto(f"{base}/bkd/periode/{YEAR}/uji-coba/")
    page.locator("select[name=unit]").select_option(label="Dinas Kearsipan")
    press(page, page.get_by_role("button", name="Uji coba"))
    press(page, page.get_by_role("link", name="Perlu dilengkapi (3)"))
    for name in ORPHANS:
        main(page).to_contain_text(name)
    main(page).to_contain_text("Pejabat penilai tidak aktif: Wulan Bidang.")
    step(page, "Buka periode untuk 7 pegawai di Dinas Kearsipan")
    expect(page.locator("main")).to_contain_text("Selesai", timeout=SLOW)


def fill_what_is_vacant(page: Page, base: str) -> None:
    page.goto(f"{base}/bkd/penilai-kosong/")
    for name in ORPHANS:
        main(page).to_contain_text(name)
    step(page, "Pakai usulan mulai hari ini untuk Bidang Arsip")
    for name in ORPHANS:
        appraisal = Appraisal.objects.get(employee__name=name)
        assert factories.appraiser_of(appraisal).name == "Hendra Dinas"


def remind_all(page: Page, base: str) -> None:
    page.goto(f"{base}/bkd/kinerja/?tahun={YEAR}")
    press(page, page.get_by_role("link", name="Ingatkan yang ditunggu"))
    page.locator("[name=message]").fill("Mohon selesai sebelum Jumat.")
    press(page, page.locator("main form button[type=submit]").last)
    expect(page.locator("main")).to_contain_text("orang diingatkan", timeout=SLOW)


def somebody_reads_it(page: Page, base: str) -> None:
    page.goto(f"{base}/kotak-masuk/")
    main(page).to_contain_text("Mohon selesai sebelum Jumat.")
    fits(page)


def may_sign_in(employee: Employee) -> Employee:
    """As if the slip with the activation code had been used."""
    user = User.objects.get(employee=employee)
    user.set_password(factories.PASSWORD)
    user.save()
    return employee


def they_are_rated() -> None:
    """Everybody but the head of the dinas, whose superior has no account here."""
    windows.open_evaluations(timezone.localdate())
    for appraisal in Appraisal.objects.exclude(employee__name="Hendra Dinas"):
        may_sign_in(appraisal.employee)
        factories.add_target(appraisal, "Arsip tertata menurut kode klasifikasi")
        workflow.perform(appraisal, "propose", by=appraisal.employee)
        workflow.perform(appraisal, "set", by=factories.appraiser_of(appraisal))
        factories.walk_on(appraisal.evaluations.get(), "RATED")


def watch(page: Page, base: str) -> None:
    page.goto(f"{base}/bkd/?tahun={YEAR}")
    main(page).to_contain_text("7 pegawai dinilai")
    press(page, page.locator("a[href*='capaian=dinilai']").first)
    for name in (*ORPHANS, "Sari Layanan", "Bima Layanan", "Tio Bidang"):
        main(page).to_contain_text(name)
    expect(page.get_by_role("rowheader", name="Hendra Dinas")).to_have_count(0)


def calibrate(office: Page, leader: Page, base: str) -> None:
    """The office opens a session for the dinas; its head changes one rating with a reason, then locks it."""
    office.goto(f"{base}/kalibrasi/buka/")
    office.locator("select[name=unit]").select_option(label="Dinas Kearsipan")
    office.locator("select[name=masa]").select_option(index=1)
    press(office, office.locator("form:has(select[name=masa]) button[type=submit]"))
    press(office, office.get_by_role("button", name="Buka sesi"))
    session = Calibration.objects.get()
    leader.goto(f"{base}{session.get_absolute_url()}")
    press(leader, leader.get_by_role("link", name="Ubah rating Rina Arsip"))
    leader.locator("[name=behaviour][value=ABOVE] + label").click()
    leader.locator("[name=why]").fill(WHY)
    press(leader, leader.get_by_role("button", name="Simpan perubahan"))
    press(leader, leader.get_by_role("link", name="Kunci dengan notula"))
    leader.locator("[name=minutes]").fill("Arti di atas ekspektasi disepakati.")
    press(leader, leader.get_by_role("button", name="Kunci sesi"))
    main(leader).to_contain_text("Dikunci")
    changed = OverallRating.objects.filter(evaluation__appraisal__employee__name="Rina Arsip")
    assert set(changed.values_list("origin", flat=True)) == {"APPRAISER", "CALIBRATION"}


def they_come_to_an_end() -> None:
    for evaluation in Evaluation.objects.filter(status="RATED"):
        factories.walk_on(evaluation, "FINAL")


def close_the_year(page: Page, base: str) -> None:
    """What is still open is named; the office voids it with a reason, then closes the year with one."""
    page.goto(f"{base}/bkd/periode/{YEAR}/penutupan/")
    main(page).to_contain_text("1 evaluasi belum selesai")
    main(page).to_contain_text("Hendra Dinas")
    page.locator("[name=evaluations]").check()
    page.locator("[name=reason]").fill("Dinilai langsung oleh Wali Kota di luar aplikasi.")
    step(page, "Gugurkan yang dicentang")
    page.locator("[name=reason]").fill("Semua pegawai sudah menerima hasilnya.")
    step(page, "Tutup periode")
    main(page).to_contain_text(f"Periode {YEAR} ditutup")
