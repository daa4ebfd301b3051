"""BKPSDM Binjai's row of product.md, phrase by phrase; docs/agencies.md says which page does what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal import awards, workflow
from appraisal.models import Award, Evaluation, ItemRating, Nomination, Sanction
from appraisal.values import Value
from employees.models import Announcement, Employee
from tests import factories
from tests.e2e.acts import press, save, small_pdf, step
from tests.e2e.practices import DAY, Enter, enter, go, practice
from tests.e2e.scenes import PHONE, fits, main, on
from tests.factories import Agency
from tests.feedback import asking
from tests.training.courses import make_course, make_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINUTES = "Capaian bidang dibahas bersama; data diserahkan paling lambat tanggal lima."


def test_the_practice_of_binjai(at_the_browser: Enter, tmp_path: Path) -> None:
    with on(DAY):
        agency = practice("binjai")
        evaluation, other = (
            factories.make_evaluation(agency, "ASSESSED", employee=one)
            for one in (agency.staff, agency.colleague)
        )
        rated_by_themselves_and_peers(agency, evaluation)
        desk = enter(at_the_browser, agency.personnel)
        staff = enter(at_the_browser, agency.staff, PHONE)
        superior = enter(at_the_browser, agency.superior)

        everybody_understands_task_and_role(desk, staff)
        rules_are_public(desk, staff)
        the_form_is_discussed_in_a_meeting(superior, [evaluation, other])
        delivered(agency, evaluation)
        self_peers_and_superior_stand_side_by_side(staff, evaluation)
        soft_skills_are_trained(staff)
        the_employee_of_the_month_is_nominated(staff, agency)
        and_named(desk, agency)
        not_meeting_the_standard_has_its_sanction(desk, staff, agency, tmp_path)


def rated_by_themselves_and_peers(agency: Agency, evaluation: Evaluation) -> None:
    """Ratings of the values by both sides, and a closed round of three peers."""
    ItemRating.objects.bulk_create(
        ItemRating(evaluation=evaluation, by_role=role, value=value, rating=rating)
        for role, rating in (("APPRAISEE", "ABOVE"), ("APPRAISER", "MEETS"))
        for value in Value
    )
    peers = asking.peers_of(agency, 3)
    found = asking.begun(evaluation.appraisal, peers, agency.superior)
    for one in peers:
        asking.say(found, one, ACCOUNTABLE="BELOW")
    asking.close(found)


def everybody_understands_task_and_role(desk: Page, staff: Page) -> None:
    """A sosialisasi, and who has read it."""
    go(desk, "/bkd/pengumuman/baru/")
    desk.locator("[name=kind][value=SOCIALISATION]").check()
    desk.locator("[name=title]").fill("Tugas dan peran tahun ini")
    desk.locator("[name=text]").fill("Baca «Peran saya»: hasil Anda mendukung hasil siapa.")
    save(desk, "[name=text]")
    go(staff, "/")
    staff.get_by_role("link", name="Tugas dan peran tahun ini").first.click()
    fits(staff)
    press(staff, staff.get_by_role("button", name="Saya sudah membaca"))
    go(desk, f"/bkd/pengumuman/{Announcement.objects.get().uuid}/")
    main(desk).to_contain_text("1 sudah membaca")


def rules_are_public(desk: Page, staff: Page) -> None:
    """Those of awards and of sanctions, with what changed."""
    go(desk, "/bkd/penghargaan-dan-sanksi/")
    desk.locator("[name=text]").fill("Pegawai teladan dipilih tiap bulan. Sanksi mengikuti PP 94/2021.")
    desk.locator("[name=change]").fill("Terbit pertama kali.")
    save(desk, "[name=change]")
    go(staff, "/penghargaan-dan-sanksi/")
    main(staff).to_contain_text("Sanksi mengikuti PP 94/2021.")


def the_form_is_discussed_in_a_meeting(page: Page, evaluations: list[Evaluation]) -> None:
    """One day and one set of minutes for both."""
    go(page, f"/tim/dialog/{timezone.localdate().year}/AKHIR/")
    page.locator("[name=bersama-held_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=bersama-minutes]").fill(MINUTES)
    for one in evaluations:
        page.get_by_role("checkbox", name=one.appraisal.employee.name).check()
    save(page, "[name=bersama-minutes]")
    main(page).to_contain_text("Dialog bersama 2 pegawai dicatat.")


def delivered(agency: Agency, evaluation: Evaluation) -> None:
    factories.walk_on(evaluation, "RATED")
    with workflow.editing(evaluation, "note", by=agency.superior) as row:
        row.note = "Pertahankan ketelitian."
    workflow.perform(evaluation, "deliver", by=agency.superior)


def self_peers_and_superior_stand_side_by_side(page: Page, evaluation: Evaluation) -> None:
    """The minutes are confirmed; three voices by value, with the largest gap in words."""
    go(page, f"{evaluation.get_absolute_url()}dialog/")
    main(page).to_contain_text(MINUTES)
    go(page, evaluation.get_absolute_url())
    step(page, "Konfirmasi notula")
    go(page, f"/umpan-balik/kinerja/{evaluation.appraisal.uuid}/perbandingan/")
    for voice in ("Diri sendiri", "Rekan kerja setingkat", "Pejabat penilai"):
        main(page).to_contain_text(voice)
    main(page).to_contain_text("Selisih terbesar pada Akuntabel")
    fits(page)


def soft_skills_are_trained(page: Page) -> None:
    make_session(make_course("Kerja sama tim", field="SOFT_SKILL"))
    make_course("Audit kas", field="TECHNICAL")
    go(page, "/pelatihan/katalog/?bidang=SOFT_SKILL")
    main(page).not_to_contain_text("Audit kas")
    page.get_by_role("link", name="Kerja sama tim").click()
    page.get_by_role("link", name="Daftar").click()
    save(page, "[name=note]")
    main(page).to_contain_text("Menunggu persetujuan atasan")


def _round(agency: Agency, month: int, until: int) -> Award:
    today = timezone.localdate()
    return Award(
        title="Pegawai teladan", month=today.replace(month=month, day=1), criteria="Layanan, disiplin, peran.",
        nominate_until=today + timedelta(days=until), opened_by=agency.personnel, opened_at=timezone.now(),
    )  # fmt: skip


def the_employee_of_the_month_is_nominated(page: Page, agency: Agency) -> None:
    award = awards.open_round(_round(agency, 11, until=5), by=agency.personnel)
    go(page, award.get_absolute_url())
    main(page).to_contain_text("Layanan, disiplin, peran.")
    page.locator("[name=nominee]").fill("Rina Rekan")
    page.locator("[name=reason]").fill("Menolong dua rekan baru memahami tugasnya.")
    fits(page)
    save(page, "[name=reason]")
    main(page).to_contain_text("Rina Rekan")


def and_named(page: Page, agency: Agency) -> None:
    """Last month's: by a committee, announced with its reason."""
    award = _round(agency, 10, until=-1)
    award.save()
    Nomination.objects.create(
        award=award, nominee=agency.colleague, nominator=agency.staff, reason="Tidak ada berkas yang kembali."
    )
    go(page, f"/bkd/penghargaan/{award.uuid}/")
    page.get_by_label("Rina Rekan").check()
    page.locator("form[action$='putusan/'] [name=reason]").fill("Mutu terbaik bulan ini.")
    page.locator("[name=committee]").fill("Dewi, Hendra")
    save(page, "[name=committee]")
    award.refresh_from_db()
    assert award.winner == agency.colleague
    main(page).to_contain_text("Mutu terbaik bulan ini.")


def not_meeting_the_standard_has_its_sanction(desk: Page, staff: Page, agency: Agency, folder: Path) -> None:
    """As an official decided on paper; read by the person, and by no colleague."""
    (folder / "keputusan.pdf").write_bytes(small_pdf())
    today = timezone.localdate().isoformat()
    go(desk, "/bkd/sanksi/catat/")
    desk.locator("[name=person]").fill(agency.staff.nip)
    desk.locator("[name=kind]").select_option("WRITTEN")
    desk.locator("[name=violation]").fill("Tiga kali tidak hadir tanpa keterangan.")
    desk.locator("[name=decree]").fill("800/12/2026")
    desk.locator("[name=decided_by_whom]").fill("Kepala Dinas Pendidikan")
    for name in ("decided_on", "starts_on"):
        desk.locator(f"[name={name}]").fill(today)
    desk.locator("input[type=file]").set_input_files(folder / "keputusan.pdf")
    save(desk, "[name=decree]")
    go(staff, "/sanksi/")
    expect(staff.get_by_role("link", name="Teguran tertulis")).to_be_visible()
    others: list[Employee] = [agency.colleague, agency.superior]
    assert not any(Sanction.objects.visible_to(one.user).exists() for one in others)
