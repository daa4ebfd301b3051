"""Serang's row of product.md, phrase by phrase; docs/agencies.md says which page does what."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from appraisal import workflow
from appraisal.models import AttendanceRecap, Criterion, Evaluation
from tests import factories
from tests.e2e.acts import rate, save, small_pdf
from tests.e2e.practices import DAY, Enter, ask_why, base, enter, go, log, practice
from tests.e2e.scenes import PHONE, fits, main, on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEEN = "Menggantikan rekan yang sakit dan menyerahkan catatannya lengkap."
REPORT = "Laporan pekan ini: dua pertemuan kelompok, notulen terlampir."
EFFORT = "Mencoba tiga jadwal sebelum menemukan malam yang dapat dihadiri."
COMMUNITY = "Kerja bakti saluran air dalam program desa bersih."
INNOVATION = "Kartu bergambar untuk pencatatan kas kelompok."
AGENDA = "Mengapa pendampingan panjang belum tampak pada angka?"


def test_the_practice_of_serang(at_the_browser: Enter, tmp_path: Path) -> None:
    with on(DAY):
        agency = practice("serang")
        evaluation = factories.make_evaluation(agency, "ASSESSED")
        row, url = evaluation.appraisal, evaluation.appraisal.get_absolute_url()
        AttendanceRecap.objects.create(
            period=row.period, window="AKHIR", employee=agency.staff, working_days=220, present_days=218
        )
        staff = enter(at_the_browser, agency.staff, PHONE)
        superior = enter(at_the_browser, agency.superior)

        discipline_quality_and_teamwork_are_known(staff, url)
        the_superior_notes_what_he_saw(superior, evaluation)
        work_is_reported_with_evidence(staff, url, tmp_path)
        effort_community_and_innovation_count(staff, url)
        the_employee_prepares_a_deeper_talk(staff, url)
        the_superior_sees_all_of_it_at_once(superior, evaluation)
        discipline_is_measured(superior, evaluation)
        workflow.perform(evaluation, "deliver", by=agency.superior)
        nothing_is_decided_in_the_dark(staff, superior, evaluation)


def discipline_quality_and_teamwork_are_known(page: Page, url: str) -> None:
    """Measurable, with what each level means, before anything is rated."""
    go(page, f"{url}kriteria/")
    for name in ("Disiplin kehadiran", "Mutu pekerjaan", "Kerja sama tim"):
        main(page).to_contain_text(name)
    main(page).to_contain_text("Hadir sedikitnya 98% hari kerja.")
    fits(page)


def the_superior_notes_what_he_saw(page: Page, evaluation: Evaluation) -> None:
    """A dated observation about one of the criteria."""
    go(page, f"/umpan-balik/kinerja/{evaluation.appraisal.uuid}/tulis/?jenis=OBSERVATION")
    page.locator("[name=text]").fill(SEEN)
    page.locator("[name=criterion]").select_option(label="Kerja sama tim")
    save(page, "[name=text]")
    main(page).to_contain_text(SEEN)


def work_is_reported_with_evidence(page: Page, url: str, folder: Path) -> None:
    """Weekly, with its file; the week shows as documented."""
    (folder / "notulen.pdf").write_bytes(small_pdf())
    go(page, f"{url}realisasi/tambah/")
    page.locator("[name=target]").select_option(index=1)
    page.locator("[name=text]").fill(REPORT)
    page.locator("input[type=file]").set_input_files(folder / "notulen.pdf")
    save(page, "[name=obstacle]")
    go(page, f"{url}dokumentasi/")
    main(page).to_contain_text("Minggu")
    main(page).to_contain_text("notulen.pdf")
    fits(page)


def effort_community_and_innovation_count(page: Page, url: str) -> None:
    for kind, words in (("EFFORT", EFFORT), ("COMMUNITY", COMMUNITY), ("INNOVATION", INNOVATION)):
        log(page, url, kind, words)


def the_employee_prepares_a_deeper_talk(page: Page, url: str) -> None:
    go(page, f"{url}evaluasi/AKHIR/dialog/")
    page.locator("[name=dialog-agenda_appraisee]").fill(AGENDA)
    fits(page)
    save(page, "[name=dialog-agenda_appraisee]")


def the_superior_sees_all_of_it_at_once(page: Page, evaluation: Evaluation) -> None:
    """Reports, effort, community, innovation and observation beside the evaluation; the question in the talk."""
    go(page, evaluation.get_absolute_url())
    for words in (REPORT, EFFORT, COMMUNITY, INNOVATION, SEEN):
        main(page).to_contain_text(words)
    go(page, f"{evaluation.get_absolute_url()}dialog/")
    main(page).to_contain_text(AGENDA)


def discipline_is_measured(page: Page, evaluation: Evaluation) -> None:
    """The recap of attendance says what it suggests; the superior decides and gives his reasons."""
    url = evaluation.appraisal.get_absolute_url()
    go(page, f"{url}evaluasi/AKHIR/penilaian/")
    main(page).to_contain_text("Hadir 218 dari 220 hari kerja (99,09%)")
    main(page).to_contain_text("Saran dari rekap kehadiran")
    discipline = Criterion.objects.get(name="Disiplin kehadiran")
    page.locator(f"[name='kriteria-{discipline.uuid.hex}-rating'][value=ABOVE] + label").click()
    save(page, "[name$=results_reason]")
    rate(page, f"{base(page)}{url}")
    assert discipline.ratings.get().rating == "ABOVE"
    evaluation.refresh_from_db()


def nothing_is_decided_in_the_dark(staff: Page, superior: Page, evaluation: Evaluation) -> None:
    """Reasons beside each rating, an answer to every question, and the whole history."""
    url = evaluation.appraisal.get_absolute_url()
    go(staff, f"{url}evaluasi/AKHIR/")
    main(staff).to_contain_text("Melayani dengan ramah dan konsisten.")
    ask_why(staff, superior, url)
    go(staff, f"{url}riwayat/")
    main(staff).to_contain_text("Rating ditetapkan")
    fits(staff)
