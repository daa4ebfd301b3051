"""The year by the rule, played in Chromium: a change and a move on the way, a late appraiser, two objections.

Each scene has its day: the server runs in this process, so `time_machine` sets its clock too. What a sentence of
the story does not name is walked by `tests.factories`, through the same doors as the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal import documents, due_steps, opening, windows
from appraisal.models import Appraisal, Evaluation, Period
from employees.models import Employee, Unit
from tests import factories
from tests.e2e.acts import (
    FROM_STAFF,
    FROM_SUPERIOR,
    REASONS,
    assess_oneself,
    confirm_with_password,
    deliver,
    explain,
    file_the_objection,
    press,
    rate,
    save,
    step,
    write_indicator,
    write_note,
    write_ratings,
)
from tests.e2e.conftest import Person
from tests.e2e.scenes import Cast, fits, main, on, print_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(420)]


@pytest.fixture
def agency(transactional_db: None) -> factories.Agency:
    return factories.make_agency()


@pytest.fixture
def cast(agency: factories.Agency, at_the_browser: Callable[..., Person]) -> Cast:
    return Cast(at_the_browser, on_a_phone=agency.staff)


# --- matrix, change, quarters, move, late appraiser ---------------------------------------
COLUMN = "Layanan kepegawaian guru yang cepat"
ROLE = "Usul kenaikan pangkat guru selesai diperiksa"


@dataclass
class Health:
    """The unit that Budi moves to, with its head and the head above."""

    section: Unit
    superior: Employee
    head: Employee


def make_health(agency: factories.Agency) -> Health:
    head, superior = factories.make_employee("Nadia Dinas"), factories.make_employee("Tono Puskesmas")
    factories.place(head, agency.other_office, agency.mayor, title="Kepala Dinas Kesehatan")
    Unit.objects.filter(pk=agency.other_office.pk).update(head=head, head_title="Kepala Dinas Kesehatan")
    section = factories.make_unit("Bidang Tenaga Kesehatan", parent=agency.other_office, head=superior)
    factories.place(superior, section, head, title="Kepala Bidang Tenaga Kesehatan")
    return Health(section, superior, head)


def open_quarters(agency: factories.Agency) -> Period:
    """The year 2026 in quarters; the yearly window is open from 28 December to 29 January."""
    dates = {"opens_on": date(2026, 12, 28), "self_due_on": date(2027, 1, 11), "ends_on": date(2027, 1, 29)}
    period = factories.make_period(2026, rhythm=Period.Rhythm.QUARTERLY, **dates)
    windows.make_windows(period)
    opening.open_period(period, by=agency.personnel)
    return period


def quarter(appraisal: Appraisal, window: str, status: str) -> Evaluation:
    """Opened today, and walked on."""
    due_steps.take(timezone.localdate())
    return factories.walk_on(appraisal.evaluations.get(window=window), status)


def test_from_the_matrix_over_a_change_and_a_move_to_the_reviewers_conclusion(cast, agency, live_server):
    """PermenPANRB 6/2022: A.1.5, a change of the SKP, quarters, text line 2684 (a move) and D.1.2 (4775-4782)."""
    base, health = live_server.url, make_health(agency)
    with on("2026-01-12"):
        period = open_quarters(agency)
        old = Appraisal.objects.get(period=period, employee=agency.staff)
        url = f"{base}/kinerja/{old.uuid}/"
        offer_a_role(cast(agency.superior), base, agency)
        take_the_role(cast(agency.staff), url)
        set_the_skp(cast(agency.superior), url)
    with on("2026-04-01"):
        quarter(old, "TW1", "FINAL")
    with on("2026-06-10"):
        propose_a_change(cast(agency.staff), url)
        agree_to_the_change(cast(agency.superior), url)
    with on("2026-06-24"):
        quarter(old, "TW2", "OPEN")
        play_a_quarter(cast(agency.staff), cast(agency.superior), url)
    with on("2026-07-01"):
        move_to(cast(agency.personnel), base, old, health)
        new = Appraisal.objects.get(predecessor=old)
        url = f"{base}/kinerja/{new.uuid}/"
        propose_the_skp_again(cast(agency.staff), url)
        set_the_skp(cast(health.superior), url)
    with on("2026-10-01"):
        quarter(new, "TW3", "FINAL")
    with on("2026-12-29"):
        yearly = quarter(new, "AKHIR", "OPEN")
        assess_oneself(cast(agency.staff), url)
    with on("2027-02-01"):  # the appraiser was silent until the window ended on 29 January
        due_steps.take(timezone.localdate())
        conclude(cast(health.head), url)
        the_conclusion_stands(yearly, health)
        read_the_conclusion(cast(agency.staff), url)


def offer_a_role(page: Page, base: str, agency: factories.Agency) -> None:
    own = Appraisal.objects.get(employee=agency.superior)
    factories.add_target(own, COLUMN)
    page.goto(f"{base}/kinerja/{own.uuid}/matriks/")
    press(page, page.get_by_role("link", name=agency.staff.full_name))
    page.locator("form.panel textarea").fill(ROLE)
    save(page, "textarea")
    press(page, page.get_by_role("button", name="Tawarkan 1 peran"))
    main(page).to_contain_text("1 peran ditawarkan")


def take_the_role(page: Page, url: str) -> None:
    """One click makes a target of the offer; its indicator is the employee's own."""
    page.goto(f"{url}skp/tawaran/")
    fits(page)
    press(page, page.get_by_role("button", name="Ambil"))
    main(page).to_contain_text(ROLE)
    press(page, page.get_by_role("link", name="Ubah rencana 1"))
    write_indicator(page)
    page.goto(url)
    step(page, "Ajukan SKP")
    fits(page)


def set_the_skp(page: Page, url: str) -> None:
    page.goto(url)
    step(page, "Tetapkan SKP")
    main(page).to_contain_text("SKP ditetapkan")


def propose_a_change(page: Page, url: str) -> None:
    page.goto(f"{url}skp/")
    press(page, page.get_by_role("link", name="Ubah SKP"))
    page.locator("[name=cause]").select_option(index=1)
    page.locator("[name=reason]").fill("Jumlah usul bertambah sejak April.")
    save(page, "[name=reason]")
    press(page, page.get_by_role("link", name="Ubah rencana 1"))
    page.locator("[name$='-0-goal']").fill("15 laporan")
    page.locator("[name$='-0-upper']").fill("15")
    save(page, "[name=result]")
    old_and_new(page)
    main(page).not_to_contain_text("Final")  # the first quarter is, the year is not
    fits(page)
    step(page, "Ajukan perubahan")


def agree_to_the_change(page: Page, url: str) -> None:
    page.goto(f"{url}skp/")
    press(page, page.get_by_role("link", name="Buka perubahan"))
    old_and_new(page)
    step(page, "Tetapkan perubahan")
    page.goto(f"{url}skp/")
    main(page).to_contain_text("15 laporan")


def old_and_new(page: Page) -> None:
    """Both sides of the change, next to each other."""
    expect(page.locator("del", has_text="12 laporan").first).to_be_visible()
    expect(page.locator("ins", has_text="15 laporan").first).to_be_visible()


def play_a_quarter(staff: Page, superior: Page, url: str) -> None:
    """The same table as the yearly evaluation's, to the end."""
    assess_oneself(staff, url, "TW2")
    rate(superior, url, "TW2")
    deliver(superior, url, "TW2")
    staff.goto(f"{url}evaluasi/TW2/")
    step(staff, "Tanda tangani")
    confirm_with_password(staff)
    step(staff, "Terima hasil evaluasi")
    confirm_with_password(staff)
    main(staff).to_contain_text("Final")
    fits(staff)


def move_to(page: Page, base: str, old: Appraisal, health: Health) -> None:
    """Personnel name the unit and the day; the superiors follow from the unit, and a look comes first."""
    page.goto(f"{base}/bkd/kinerja/{old.uuid}/pindah/")
    page.locator("[name=unit]").select_option(str(health.section.uuid))
    page.locator("[name=on]").fill("2026-07-01")
    page.locator("[name=note]").fill("SK mutasi 800/12/2026.")
    press(page, page.get_by_role("button", name="Lihat dampaknya"))
    for person in (health.superior, health.head):
        main(page).to_contain_text(person.full_name)
    press(page, page.get_by_role("button", name="Pindahkan"))
    main(page).to_contain_text("kinerja di Bidang Tenaga Kesehatan dibuka")


def propose_the_skp_again(page: Page, url: str) -> None:
    """The old targets are the draft of the new SKP."""
    page.goto(f"{url}skp/")
    main(page).to_contain_text(ROLE)
    fits(page)
    page.goto(url)
    step(page, "Ajukan SKP")


def conclude(page: Page, url: str) -> None:
    """The reviewer finds it on the first page, rates, writes and signs with the password."""
    main(page).to_contain_text("Budi Pegawai")
    press(page, page.locator(".waiting-name", has_text="Evaluasi"))
    main(page).to_contain_text("Pejabat penilai tidak menandatangani sampai masa evaluasi berakhir")
    write_ratings(page, url)
    write_note(page, url)
    page.goto(f"{url}evaluasi/AKHIR/")
    step(page, "Tanda tangani sebagai atasan pejabat penilai")
    confirm_with_password(page)
    main(page).to_contain_text("Disampaikan")


def the_conclusion_stands(yearly: Evaluation, health: Health) -> None:
    yearly.refresh_from_db()
    assert (yearly.status, yearly.origin, yearly.predicate) == ("DELIVERED", "REVIEWER", "GOOD")
    assert documents.form_of(yearly) == "D.1.2"
    printed = print_of(yearly)
    for words in ("D.1.2", "BAIK", health.head.full_name):
        assert words in printed, words


def read_the_conclusion(page: Page, url: str) -> None:
    """Final, and the page says so; there is nothing to object with."""
    page.goto(f"{url}evaluasi/AKHIR/")
    main(page).to_contain_text("bersifat final, jadi tidak ada keberatan")
    main(page).not_to_contain_text("hak keberatan")
    main(page).to_contain_text("Triwulan II")
    fits(page)
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    main(page).to_contain_text("bersifat final, jadi tidak ada keberatan")
    expect(page.locator("[name=reasons]")).to_have_count(0)
    fits(page)


# --- delivery, signature, objection, another predicate ------------------------------------
DECISION = "Kedua laporan dihitung. Pegawai diikutkan pelatihan analisis data."


def test_an_objection_on_day_ten_changes_the_predicate_and_the_credit_points(
    cast, agency, live_server, tmp_path
):
    """Ps. 29; text lines 4861-4893: received on Monday 12 January 2026, so day 10 is Monday 26 January."""
    with on("2026-01-12"):
        period = factories.make_period(2025, self_due_on=date(2026, 1, 20), ends_on=date(2026, 1, 30))
        opening.open_period(period, by=agency.personnel)
        appraisal = factories.make_appraisal(agency, "RUNNING", period=period, targets=1)
        evaluation = factories.walk_on(appraisal.evaluations.get(), "ASSESSED")
        url = f"{live_server.url}/kinerja/{appraisal.uuid}/"
        rate(cast(agency.superior), url)
        deliver(cast(agency.superior), url)
        evaluation.refresh_from_db()
        assert (evaluation.status, evaluation.predicate) == ("DELIVERED", "GOOD")
        assert documents.keep(evaluation).form == "D.1.1"

    with on("2026-01-13"):  # day 1
        sign_what_was_delivered(cast(agency.staff), url)
    with on("2026-01-26"):  # day 10
        file_the_objection(cast(agency.staff), url, tmp_path)
    with on("2026-01-27"):
        explain(cast(agency.superior), url, "Jelaskan hasil evaluasi", FROM_SUPERIOR)
        explain(cast(agency.staff), url, "Sampaikan penjelasan Anda", FROM_STAFF)
    with on("2026-01-28"):
        decide_otherwise(cast(agency.head), url)
        the_decision_stands(evaluation, agency)
        read_the_decision(cast(agency.staff), url)
        read_the_points(cast(agency.staff), live_server.url)


def sign_what_was_delivered(page: Page, url: str) -> None:
    page.goto(f"{url}evaluasi/AKHIR/")
    main(page).to_contain_text("Menandatangani tidak menghilangkan hak keberatan")
    fits(page)
    step(page, "Tanda tangani")
    confirm_with_password(page)
    main(page).to_contain_text("30 Januari 2026")


def decide_otherwise(page: Page, url: str) -> None:
    """The reviewer reads both sides, gives other ratings and signs with the password."""
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    for words in (REASONS, FROM_STAFF, FROM_SUPERIOR):
        main(page).to_contain_text(words)
    with page.expect_download() as download:
        page.get_by_role("link", name="tanda-terima.pdf").click()
    assert download.value.suggested_filename == "tanda-terima.pdf"
    write_ratings(page, url, results="ABOVE", behaviour="ABOVE")
    main(page).to_contain_text("Sangat baik")
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    step(page, "Ubah hasil evaluasi")
    confirm_with_password(page, DECISION)
    main(page).to_contain_text("Sangat baik")


def the_decision_stands(evaluation: Evaluation, agency: factories.Agency) -> None:
    """Another predicate, the first document replaced, and D.1.3 with both sides and the decision."""
    evaluation.refresh_from_db()
    assert (evaluation.origin, evaluation.predicate) == ("OBJECTION", "VERY_GOOD")
    assert documents.keep(evaluation).form == "D.1.3"
    states = dict(evaluation.documents.values_list("form", "status"))
    assert states == {"D.1.1": "REPLACED", "D.1.3": "VALID"}
    printed = print_of(evaluation)
    for words in (REASONS, FROM_SUPERIOR, DECISION, "SANGAT BAIK", agency.head.full_name):
        assert words in printed, words


def read_the_decision(page: Page, url: str) -> None:
    """Final for the employee: to be signed, and no second objection."""
    page.goto(f"{url}evaluasi/AKHIR/")
    main(page).to_contain_text("Sangat baik")
    fits(page)
    page.goto(f"{url}evaluasi/AKHIR/keberatan/")
    main(page).to_contain_text(DECISION)
    main(page).to_contain_text("Predikat semula: Baik; menurut keputusan: Sangat baik")
    expect(page.locator("[name=reasons]")).to_have_count(0)
    fits(page)


def read_the_points(page: Page, base: str) -> None:
    """Ahli Pertama: 12.5 points a year; 150 % of them for 'Sangat baik' (PermenPANRB 1/2023)."""
    page.goto(f"{base}/kinerja/angka-kredit/")
    for words in ("Sangat baik", "18,75", "semula 12,50", "Dikoreksi"):
        main(page).to_contain_text(words)
    fits(page)


# --- an objection to a quarter ------------------------------------------------------------
def test_an_objection_to_quarter_two_is_decided_and_stops_no_other_evaluation(
    cast, agency, live_server, tmp_path
):
    """Received on Monday 6 July 2026. The reviewer decides late: the third quarter and the year go on meanwhile."""
    with on("2026-01-12"):
        period = open_quarters(agency)
        appraisal = factories.make_appraisal(agency, "RUNNING", period=period, targets=1)
    url = f"{live_server.url}/kinerja/{appraisal.uuid}/"
    with on("2026-07-06"):
        second = quarter(appraisal, "TW2", "DELIVERED")
    with on("2026-07-10"):
        file_the_objection(cast(agency.staff), url, tmp_path, "TW2")
        explain(cast(agency.superior), url, "Jelaskan hasil evaluasi", FROM_SUPERIOR, "TW2")
        explain(cast(agency.staff), url, "Sampaikan penjelasan Anda", FROM_STAFF, "TW2")
    with on("2026-09-22"):
        third = quarter(appraisal, "TW3", "OPEN")
        assess_oneself(cast(agency.staff), url, "TW3")
        second.refresh_from_db()
        assert second.status == "DISPUTED"
        uphold(cast(agency.head), url)
    with on("2026-12-29"):
        yearly = quarter(appraisal, "AKHIR", "OPEN")
        read_the_quarters(cast(agency.staff), url)
    for row in (second, third, yearly):
        row.refresh_from_db()
    assert (second.status, second.origin, second.predicate) == ("FINAL", "APPRAISER", "GOOD")
    assert third.objections.count() == yearly.objections.count() == 0
    assert yearly.status == "OPEN"


def uphold(page: Page, url: str) -> None:
    page.goto(f"{url}evaluasi/TW2/keberatan/")
    step(page, "Kuatkan hasil evaluasi")
    confirm_with_password(page, "Kedua laporan milik triwulan III.")
    main(page).to_contain_text("Final")
    page.goto(f"{url}evaluasi/TW2/keberatan/")
    main(page).to_contain_text("Kedua laporan milik triwulan III.")


def read_the_quarters(page: Page, url: str) -> None:
    """The yearly evaluation is open as for everybody, and the quarter counts as final beside it."""
    page.goto(f"{url}evaluasi/TW2/")
    main(page).to_contain_text("sudah final sejak 22 September 2026")
    fits(page)
    page.goto(f"{url}evaluasi/AKHIR/")
    expect(page.locator("tr", has_text="Triwulan II").first).to_contain_text("Final")
    expect(page.get_by_role("link", name="Isi penilaian diri")).to_be_visible()
    fits(page)
