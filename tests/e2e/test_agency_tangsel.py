"""BKPSDM Tangerang Selatan's row of product.md, phrase by phrase; docs/agencies.md says which page does what."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from appraisal import workflow
from appraisal.models import Appraisal, Criterion, Evaluation
from feedback.models import FeedbackNote
from tests import factories
from tests.e2e.acts import press, rate, save
from tests.e2e.practices import DAY, Enter, aim_at, enter, go, practice, take_up
from tests.e2e.scenes import PHONE, fits, main, on
from tests.e2e.test_coaching import answer_with_coaching, ask_for_help
from tests.training.courses import make_course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CRITICISM = "Angka dua sekolah tertukar; mohon diperiksa silang sebelum dikirim."


def test_the_practice_of_tangerang_selatan(at_the_browser: Enter) -> None:
    with on(DAY):
        agency = practice("tangsel")
        evaluation = factories.make_evaluation(agency, "ASSESSED")
        row, url = evaluation.appraisal, evaluation.appraisal.get_absolute_url()
        make_course("Akuntabilitas kinerja", values=["ACCOUNTABLE"])
        next_post = agency.superior.placements.get().position
        make_course("Kepemimpinan pengawas").required_for.add(next_post)
        staff = enter(at_the_browser, agency.staff, PHONE)
        superior = enter(at_the_browser, agency.superior)

        criteria_were_agreed_beforehand(staff, url)
        feedback_comes_during_the_year_and_is_answered(superior, staff, row)
        whoever_struggles_asks_and_is_guided(staff, superior, url)
        the_year_is_judged_in_stages_with_strengths_and_weaknesses(superior, evaluation)
        workflow.perform(evaluation, "deliver", by=agency.superior)
        gaps_become_training_for_present_work(superior, staff, evaluation)
        the_next_post_is_prepared_for(staff, next_post.title)
        person_and_team_are_planned(superior)


def criteria_were_agreed_beforehand(page: Page, url: str) -> None:
    """Data accuracy and speed of completion, with what each level means."""
    go(page, f"{url}kriteria/")
    main(page).to_contain_text("Ketepatan data")
    main(page).to_contain_text("Pekerjaan selesai pada batas waktunya.")
    fits(page)


def feedback_comes_during_the_year_and_is_answered(superior: Page, staff: Page, row: Appraisal) -> None:
    """In an agreed rhythm; criticism is heard, answered and acted upon."""
    feedback = f"/umpan-balik/kinerja/{row.uuid}/"
    go(superior, f"{feedback}tulis/")
    superior.locator("[name=kind]").select_option("IMPROVEMENT")
    superior.locator("[name=text]").fill(CRITICISM)
    save(superior, "[name=text]")
    go(superior, feedback)
    superior.get_by_text("Usulkan irama").click()
    press(superior, superior.get_by_role("button", name="Usulkan", exact=True))

    note = FeedbackNote.objects.get()
    go(staff, note.get_absolute_url())
    main(staff).to_contain_text(CRITICISM)
    staff.locator("[name=text]").fill("Terima kasih. Kini diperiksa silang dengan daftar sekolah.")
    save(staff, "[name=text]")
    press(staff, staff.get_by_role("button", name="Tandai sudah ditindaklanjuti"))
    go(staff, feedback)
    press(staff, staff.get_by_role("button", name="Setujui usulan"))
    main(staff).to_contain_text("Sebulan sekali")
    go(superior, note.get_absolute_url())
    main(superior).to_contain_text("Kini diperiksa silang")
    main(superior).to_contain_text("Ditindaklanjuti")


def whoever_struggles_asks_and_is_guided(staff: Page, superior: Page, url: str) -> None:
    """The call stands with the superior at once, and becomes a coaching."""
    ask_for_help(staff, url)
    answer_with_coaching(superior)


def the_year_is_judged_in_stages_with_strengths_and_weaknesses(page: Page, evaluation: Evaluation) -> None:
    """Targets, evaluation, feedback: the criteria are rated beside the ratings that decide."""
    url = evaluation.appraisal.get_absolute_url()
    go(page, f"{url}evaluasi/AKHIR/")
    main(page).to_contain_text("Penilaian diri")
    accuracy = Criterion.objects.get(name="Ketepatan data")
    go(page, f"{url}evaluasi/AKHIR/penilaian/")
    page.locator(f"[name='kriteria-{accuracy.uuid.hex}-rating'][value=ABOVE] + label").click()
    save(page, "[name$=results_reason]")
    rate(page, page.url.partition("evaluasi/")[0])
    assert accuracy.ratings.get().rating == "ABOVE"
    evaluation.refresh_from_db()
    assert evaluation.dialogue.to_improve == "Menulis laporan lebih ringkas."


def gaps_become_training_for_present_work(superior: Page, staff: Page, evaluation: Evaluation) -> None:
    """What was rated below becomes a course that both agree on."""
    evaluation.item_ratings.filter(by_role="APPRAISER", value="ACCOUNTABLE").update(rating="BELOW")
    go(superior, "/tim/kesenjangan/")
    superior.get_by_role("row", name="Budi Pegawai").get_by_role("link").click()
    take_up(superior, "Mengikuti Akuntabilitas kinerja", "2027-02-01")
    go(staff, f"{evaluation.get_absolute_url()}dialog/")
    main(staff).to_contain_text("Teliti dan tepat waktu.")
    main(staff).to_contain_text("Menulis laporan lebih ringkas.")
    go(staff, "/pelatihan/rencana/")
    press(staff, staff.get_by_role("button", name="Sepakati"))
    main(staff).to_contain_text("Disepakati")
    fits(staff)


def the_next_post_is_prepared_for(page: Page, post: str) -> None:
    aim_at(page, post, 2028)
    go(page, "/pelatihan/rencana/")
    main(page).to_contain_text(f"Disyaratkan bagi jabatan {post}.")
    take_up(page, "Mengikuti Kepemimpinan pengawas", "2027-06-01")


def person_and_team_are_planned(page: Page) -> None:
    """As it stands now: one plan agreed, one proposal waiting."""
    go(page, "/tim/kesenjangan/")
    main(page).to_contain_text("Akuntabel")
    main(page).to_contain_text("ada usulan")
