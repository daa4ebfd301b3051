"""BKD Jakarta's row of product.md, phrase by phrase; docs/agencies.md says which page does what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal import workflow
from appraisal.models import AnnexLine, Calibration, Evaluation, EvaluationWindow
from tests import factories
from tests.e2e.acts import assess_oneself, press, rate, save
from tests.e2e.practices import DAY, Enter, aim_at, ask_why, base, enter, go, practice, take_up
from tests.e2e.scenes import PHONE, fits, main, on
from tests.factories import Agency
from tests.training.courses import make_course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_practice_of_jakarta(at_the_browser: Enter) -> None:
    with on(DAY):
        agency = practice("jakarta")
        evaluation = factories.make_evaluation(agency)
        next_post = agency.superior.placements.get().position
        make_course("Kepemimpinan pengawas").required_for.add(next_post)
        staff = enter(at_the_browser, agency.staff, PHONE)
        superior = enter(at_the_browser, agency.superior)
        head = enter(at_the_browser, agency.head)

        resources_are_promised_and_come(superior, staff, evaluation)
        achievements_and_obstacles_are_the_employees_words(staff, evaluation)
        the_superior_rates_on_measured_criteria(superior, evaluation)
        appraisers_look_together_against_bias(head, superior, agency)
        development_is_discussed_and_agreed(superior, staff, evaluation)
        workflow.perform(evaluation, "deliver", by=agency.superior)
        reasons_are_explained_when_asked(staff, superior, evaluation)
        the_next_post_is_in_sight(staff, next_post.title)
        potential_is_sieved_by_one_rule(staff, head)
        ratings_are_watched_for_patterns(enter(at_the_browser, agency.personnel))


def resources_are_promised_and_come(superior: Page, staff: Page, evaluation: Evaluation) -> None:
    """What the superior promised in the annex of the SKP, and that it came."""
    row = evaluation.appraisal
    line = AnnexLine.objects.create(appraisal=row, kind="RESOURCE", text="Satu laptop kerja")
    go(superior, f"{row.get_absolute_url()}skp/lampiran/{line.uuid}/")
    superior.locator("[name=state]").select_option("COME")
    superior.locator("[name=state_note]").fill("Diterima 3 November.")
    save(superior, "[name=state_note]")
    go(staff, f"{row.get_absolute_url()}skp/lampiran/")
    main(staff).to_contain_text("Diterima 3 November.")
    fits(staff)


def achievements_and_obstacles_are_the_employees_words(page: Page, evaluation: Evaluation) -> None:
    assess_oneself(page, f"{base(page)}{evaluation.appraisal.get_absolute_url()}")
    evaluation.refresh_from_db()
    assert evaluation.status == "ASSESSED"
    assert set(evaluation.self_targets.values_list("obstacles", flat=True)) == {
        "Data dari dua sekolah terlambat."
    }


def the_superior_rates_on_measured_criteria(page: Page, evaluation: Evaluation) -> None:
    """Thirteen where ten to twelve were agreed; the agency's own criteria stand beside."""
    url = evaluation.appraisal.get_absolute_url()
    go(page, f"{url}evaluasi/AKHIR/penilaian/")
    main(page).to_contain_text("Mutu pekerjaan")
    main(page).to_contain_text("Data dari dua sekolah terlambat.")
    expect(page.locator(".prefilled").first).to_contain_text("menurut angka realisasi")
    rate(page, f"{base(page)}{url}")
    evaluation.refresh_from_db()


def appraisers_look_together_against_bias(head: Page, superior: Page, agency: Agency) -> None:
    """Before delivery, led by the superior of the appraisers; each sees the names of the own people alone."""
    window = EvaluationWindow.objects.get(code="AKHIR")
    go(head, f"/kalibrasi/buka/?unit={agency.office.uuid}&masa={window.pk}")
    head.locator("[name=purpose]").fill("Arti «di atas ekspektasi».")
    press(head, head.get_by_role("button", name="Buka sesi"))
    go(superior, Calibration.objects.get().get_absolute_url())
    main(superior).to_contain_text("Budi Pegawai")
    main(superior).to_contain_text("Arti «di atas ekspektasi».")


def development_is_discussed_and_agreed(superior: Page, staff: Page, evaluation: Evaluation) -> None:
    """The superior proposes in the dialogue, the employee agrees."""
    plan = f"/pelatihan/rencana/{evaluation.appraisal.uuid}/"
    go(superior, plan)
    superior.get_by_role("link", name="Tambah butir").click()
    superior.locator("[name=about]").fill("Menyusun paparan untuk pimpinan")
    superior.locator("[name=way]").select_option("MENTORING")
    superior.locator("[name=text]").fill("Bimbingan dua minggu sekali dengan kepala bidang")
    superior.locator("[name=due_on]").fill((timezone.localdate() + timedelta(days=90)).isoformat())
    save(superior, "[name=due_on]")
    go(staff, plan)
    press(staff, staff.get_by_role("button", name="Sepakati"))
    main(staff).to_contain_text("Disepakati")
    fits(staff)


def reasons_are_explained_when_asked(staff: Page, superior: Page, evaluation: Evaluation) -> None:
    url = evaluation.appraisal.get_absolute_url()
    go(staff, f"{url}evaluasi/AKHIR/")
    main(staff).to_contain_text("Tiga belas laporan, satu lebih awal dari jadwal.")
    ask_why(staff, superior, url)


def the_next_post_is_in_sight(page: Page, post: str) -> None:
    aim_at(page, post, 2028)
    go(page, "/pelatihan/rencana/")
    main(page).to_contain_text(f"Disyaratkan bagi jabatan {post}.")
    take_up(page, "Mengikuti Kepemimpinan pengawas", "2027-06-01")


def potential_is_sieved_by_one_rule(staff: Page, head: Page) -> None:
    """The same conditions for everybody: the person reads what is lacking, the leader reads the list."""
    go(staff, "/promosi/")
    main(staff).to_contain_text("Syarat bawaan, sama bagi setiap PNS.")
    fits(staff)
    go(head, "/bkd/promosi/")
    expect(head.get_by_role("heading", level=1)).to_contain_text("Calon promosi")


def ratings_are_watched_for_patterns(page: Page) -> None:
    """Personnel look at who rates unlike others; asked feedback shows nothing below five answers."""
    go(page, "/bkd/keadilan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Keadilan")
    go(page, "/bkd/umpan-balik/")
    expect(page.locator("[name=floor]")).to_have_value("5")
