"""What people do at the pages of an evaluation, for the stories: `window` names which one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter

from tests import factories
from tests.e2e.conftest import PATIENCE
from tests.e2e.scenes import fits, main

YEAR = "AKHIR"
REASONS = "Dua laporan bulan Juni tidak dihitung, padahal sudah dikirim pada waktunya."
FROM_STAFF = "Kedua laporan terkirim 30 Juni; tanda terimanya terlampir."
FROM_SUPERIOR = "Tanda terima itu baru saya lihat sekarang."
SLOW = 60_000  # ms that a worker may take
ACHIEVED = "Dua belas laporan tersusun, satu lebih awal."


def press(page: Page, button: Locator) -> None:
    """Press what sends a form, and wait for the page that answers."""
    with page.expect_navigation(timeout=PATIENCE):
        button.click()


def save(page: Page, field: str) -> None:
    """Send the form that holds this field."""
    press(page, page.locator(f"form:has({field}) button[type=submit]").last)


def step(page: Page, name: str, note: str = "") -> None:
    """Press a button, with a note in its form where one is given, and answer the question it may ask."""
    button = page.get_by_role("button", name=name, exact=True).first
    if note:
        page.locator("form.action", has=button).locator("textarea").fill(note)
    if page.locator("form[data-confirm]", has=button).count():
        button.click()
        button = page.locator("dialog[open] [data-confirm-yes]")
    press(page, button)


def confirm_with_password(page: Page, note: str = "") -> None:
    """Sign: the page may ask for words beside the password."""
    if note:
        page.locator("[name=note]").fill(note)
    page.locator("input[name=password]").fill(factories.PASSWORD)
    save(page, "input[name=password]")


def assess_oneself(page: Page, url: str, window: str = YEAR) -> None:
    page.goto(f"{url}evaluasi/{window}/penilaian-diri/")
    for box in page.locator("[name$=achievements]").all():
        box.fill(ACHIEVED)
    for box in page.locator("[name$=obstacles]").all():
        box.fill("Data dari dua sekolah terlambat.")
    for box in page.locator("[name$=achieved]").all():
        box.fill("13")
    for label in page.locator(".value-line input[value=MEETS] + label").all():
        label.click()
    save(page, "[name$=achievements]")
    page.goto(f"{url}evaluasi/{window}/penilaian-diri/")
    expect(page.locator("[name$=achievements]").first).to_have_value(ACHIEVED)
    page.goto(f"{url}evaluasi/{window}/")
    step(page, "Sampaikan penilaian diri")


def write_ratings(
    page: Page, url: str, window: str = YEAR, *, results: str = "ABOVE", behaviour: str = "MEETS"
) -> None:
    """The two ratings with their reasons, saved as a draft: an appraiser's, or those of whoever decides for him."""
    page.goto(f"{url}evaluasi/{window}/penilaian/")
    page.locator(f"[name$=results][value={results}] + label").click()
    page.locator("[name$=results_reason]").fill("Tiga belas laporan, satu lebih awal dari jadwal.")
    page.locator(f"[name$=behaviour][value={behaviour}] + label").click()
    page.locator("[name$=behaviour_reason]").fill("Melayani dengan ramah dan konsisten.")
    save(page, "[name$=results_reason]")


def write_note(page: Page, url: str, window: str = YEAR) -> None:
    page.goto(f"{url}evaluasi/{window}/catatan/")
    page.locator("textarea[name=catatan-note]").first.fill("Pertahankan ketepatan waktu.")
    page.locator("[name=rekomendasi-0-text]").fill("Ikut pelatihan penulisan laporan.")
    save(page, "textarea[name=catatan-note]")


def rate(page: Page, url: str, window: str = YEAR) -> None:
    """Ratings, note and recommendation, and the dialogue that is held about them."""
    write_ratings(page, url, window)
    write_note(page, url, window)
    page.goto(f"{url}evaluasi/{window}/")
    step(page, "Tetapkan rating")
    page.goto(f"{url}evaluasi/{window}/dialog/")
    page.locator("[name=dialog-held_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=dialog-strengths]").fill("Teliti dan tepat waktu.")
    page.locator("[name=dialog-to_improve]").fill("Menulis laporan lebih ringkas.")
    page.locator("[name=dialog-minutes]").fill("Hasil setahun dibahas bersama dan disepakati.")
    save(page, "[name=dialog-minutes]")


def deliver(page: Page, url: str, window: str = YEAR) -> None:
    page.goto(f"{url}evaluasi/{window}/")
    step(page, "Tanda tangani dan sampaikan")
    confirm_with_password(page)
    expect(page.locator("main")).to_contain_text("Disampaikan")


def write_indicator(page: Page, result: str = "") -> None:
    """On the page of a target: its first indicator with figures, and the result where it is not given yet."""
    if result:
        page.locator("[name=result]").fill(result)
    page.locator("[name$='-0-text']").fill("Jumlah laporan yang tersusun")
    page.locator("[name$='-0-aspect']").select_option("QUANTITY")
    page.locator("[name$='-0-goal']").fill("12 laporan")
    page.locator("[name$='-0-unit']").fill("laporan")
    page.locator("[name$='-0-lower']").fill("10")
    page.locator("[name$='-0-upper']").fill("12")
    save(page, "[name=result]")


def small_pdf() -> bytes:
    writer, buffer = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(buffer)
    return buffer.getvalue()


def file_the_objection(page: Page, url: str, folder: Path, window: str = YEAR) -> None:
    page.goto(f"{url}evaluasi/{window}/")
    page.get_by_role("link", name="halaman keberatan").click()
    (folder / "tanda-terima.pdf").write_bytes(small_pdf())
    page.locator("[name=reasons]").fill(REASONS)
    page.locator("input[type=file]").set_input_files(folder / "tanda-terima.pdf")
    fits(page)
    press(page, page.get_by_role("button", name="Ajukan keberatan"))
    main(page).to_contain_text("tanda-terima.pdf")
    main(page).to_contain_text("Menunggu keputusan")
    fits(page)


def explain(page: Page, url: str, label: str, words: str, window: str = YEAR) -> None:
    page.goto(f"{url}evaluasi/{window}/keberatan/")
    main(page).to_contain_text(REASONS)
    step(page, label, words)
    page.goto(f"{url}evaluasi/{window}/keberatan/")
    main(page).to_contain_text(words)


def export(page: Page, base: str, folder: Path) -> list[tuple[object, ...]]:
    page.goto(f"{base}/bkd/ekspor/")
    page.get_by_role("link", name="Hasil per pegawai").click()
    page.locator("[name=format][value=xlsx]").check(force=True)
    page.locator("[name=purpose]").fill("Laporan kinerja tahunan kepada Sekda.")
    page.locator("main form button[type=submit]").first.click()
    link = page.locator("main a[href$='/berkas/']").first
    link.wait_for(timeout=SLOW)
    with page.expect_download() as download:
        link.click()
    download.value.save_as(folder / "ekspor.xlsx")
    return list(load_workbook(folder / "ekspor.xlsx").worksheets[0].iter_rows(values_only=True))
