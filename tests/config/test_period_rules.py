"""The rules of a year: carried from the last, taken from a ready-made practice, and every change on record."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from appraisal import criteria, record, windows
from appraisal.models import Appraisal, Criterion, FeedbackEntry, GiverRole, Period, WindowCode
from config.desk import holiday_file, policies, presets
from config.desk.works import OPEN_PERIOD
from employees import outbox, tabular
from employees.models import Holiday, Job, Outbox
from feedback.models import CitizenPolicy, RoundPolicy
from tests import factories
from tests.config.test_periods import DATES, POLICY
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def history(period: Period) -> list[tuple[str, str]]:
    return list(period.events.values_list("label", "note"))


# --- from year to year --------------------------------------------------------------
def test_a_year_carries_every_rule_of_the_last(agency: Agency, desk: Client, prepared: Period) -> None:
    presets.apply(presets.PRESETS["jakarta"], prepared, by=agency.personnel)
    prepared.windows.filter(code=WindowCode.YEAR).update(ends_on=date(2032, 2, 6))
    for row in prepared.criteria.all():
        criteria.publish(row, by=agency.personnel)

    desk.post("/bkd/periode/", {"year": "2032"})

    made = Period.objects.get(year=2032)
    assert (made.rhythm, made.documentation) == ("QUARTERLY", "MONTHLY")
    assert policies.rounds_of(made).floor == 5
    assert CitizenPolicy.objects.get(period=made).in_record is False
    assert made.yearly_window().ends_on == date(2033, 2, 6)
    assert {one.name: one.published_at for one in made.criteria.all()} == {
        "Mutu pekerjaan": None,
        "Cara mengatasi kendala": None,
    }
    assert history(made)[0] == ("Periode disiapkan", "Aturan disalin dari 2031.")


# --- ready-made practices -----------------------------------------------------------
def test_each_of_the_five_practices_fits_a_year_and_changes_nothing_the_second_time(
    agency: Agency,
    prepared: Period,
) -> None:
    for preset in presets.PRESETS.values():
        presets.apply(preset, prepared, by=agency.personnel)
        assert presets.changes(preset, prepared) == []
        prepared.full_clean()
        for row in prepared.criteria.all():
            row.full_clean()
    assert len(presets.PRESETS) == 5


def test_a_practice_is_shown_before_it_is_taken(desk: Client, prepared: Period) -> None:
    shown = desk.get("/bkd/periode/2031/susunan/?susunan=serang").content.decode()
    assert "Kualitatif" in shown
    assert "Disiplin kehadiran" in shown
    assert history(prepared) == [("Periode disiapkan", "Dengan tanggal yang lazim.")]

    assert desk.post("/bkd/periode/2031/susunan/", {"preset": "serang"}).status_code == 302

    prepared.refresh_from_db()
    assert (prepared.approach, prepared.documentation) == ("QUALITATIVE", "WEEKLY")
    assert prepared.windows.filter(code="TW2").exists()
    label, note = history(prepared)[-1]
    assert label == "Susunan Serang dipakai"
    assert "Pendekatan hasil kerja: Kuantitatif → Kualitatif" in note


def test_what_holds_for_people_already_is_kept_and_said(agency: Agency, desk: Client) -> None:
    factories.make_appraisal(agency)
    year = Period.objects.get().year

    answer = desk.post(f"/bkd/periode/{year}/susunan/", {"preset": "serang"}, follow=True)

    assert Period.objects.get().approach == "QUANTITATIVE"
    assert "Tetap seperti semula" in answer.content.decode()
    assert RoundPolicy.objects.get().random_peers == 5


def test_a_closed_year_takes_no_practice(desk: Client, prepared: Period) -> None:
    Period.objects.update(status=Period.Status.CLOSED)
    desk.post("/bkd/periode/2031/susunan/", {"preset": "binjai"})
    assert Period.objects.get().rhythm == Period.Rhythm.YEARLY


# --- every change is on record ------------------------------------------------------
def test_a_changed_setting_is_told_with_old_and_new(desk: Client, prepared: Period) -> None:
    desk.post("/bkd/periode/2031/", DATES | POLICY)
    desk.post("/bkd/periode/2031/", DATES | POLICY)

    changed = [note for label, note in history(prepared) if label == "Pengaturan diubah"]
    assert len(changed) == 1
    assert "Batas penetapan SKP: 31 Januari 2031 → 14 Februari 2031" in changed[0]
    assert "Sumber umpan balik dalam evaluasi: " in changed[0]
    assert "→ Pimpinan, Rekan kerja setingkat" in changed[0]
    assert "Berakhir: 31 Januari 2032 → 6 Februari 2032" in changed[0]
    page = desk.get("/bkd/periode/2031/riwayat/").content.decode()
    assert "14 Februari 2031" in page


def test_the_superiors_feedback_is_never_left_out(desk: Client, prepared: Period) -> None:
    answer = desk.post("/bkd/periode/2031/", DATES | POLICY | {"feedback_sources": ["PEER"]})
    assert answer.status_code == 422
    assert "wajib diperhitungkan" in answer.content.decode()


def test_evaluations_look_only_at_the_sources_of_the_period(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    for role in (GiverRole.LEADER, GiverRole.CITIZEN):
        record.add(appraisal, source=f"x:{role}", giver_role=role, text="Ramah.", day=date(2026, 1, 5))
    assert appraisal.record.shown().count() == 2

    Period.objects.update(feedback_sources=[GiverRole.LEADER])

    assert [entry.giver_role for entry in appraisal.record.shown()] == ["LEADER"]
    assert FeedbackEntry.objects.count() == 2


# --- days of periodic evaluations ---------------------------------------------------
def test_days_of_a_quarter_are_moved_until_it_opens(desk: Client, prepared: Period) -> None:
    desk.post("/bkd/periode/2031/", DATES | POLICY)
    days = {
        f"{one.code}-{name}": str(getattr(one, name))
        for one in prepared.windows.exclude(code="AKHIR")
        for name in ("opens_on", "self_due_on", "ends_on")
    }
    late = days | {"TW1-opens_on": "2031-04-01", "TW1-self_due_on": "2031-04-08", "TW1-ends_on": "2031-04-18"}
    early = days | {"TW1-ends_on": "2031-03-28"}

    refused = desk.post("/bkd/periode/2031/masa-evaluasi/", early)
    assert refused.status_code == 422
    assert "Berakhir paling awal" in refused.content.decode()
    desk.post("/bkd/periode/2031/masa-evaluasi/", late)

    window = prepared.windows.get(code="TW1")
    assert (window.opens_on, window.ends_on) == (date(2031, 4, 1), date(2031, 4, 18))
    assert "Triwulan I, Dibuka: 20 Maret 2031 → 1 April 2031" in history(prepared)[-1][1]


def test_a_quarter_that_has_opened_keeps_its_days(agency: Agency, desk: Client) -> None:
    period = factories.make_period(2025, rhythm=Period.Rhythm.QUARTERLY, status=Period.Status.OPEN)
    windows.make_windows(period)
    before = list(period.windows.values_list())
    desk.post("/bkd/periode/2025/masa-evaluasi/", {"TW1-opens_on": "2025-03-01"})
    assert list(period.windows.values_list()) == before


# --- opening by unit ----------------------------------------------------------------
def test_a_year_is_opened_for_one_unit_after_its_own_dry_run(
    agency: Agency,
    desk: Client,
    prepared: Period,
) -> None:
    seen = desk.get(f"/bkd/periode/2031/uji-coba/?unit={agency.office.uuid}").context["plan"]
    whole = desk.get("/bkd/periode/2031/uji-coba/").context["plan"]
    assert 0 < len(seen.to_open) < len(whole.to_open)
    assert desk.get("/bkd/periode/2031/uji-coba/?unit=x").status_code == 404

    desk.post("/bkd/periode/2031/buka/", {"unit": str(agency.office.uuid)})
    for row in Outbox.objects.all():
        outbox.carry_out(row.pk)

    assert Job.objects.get(kind=OPEN_PERIOD).title.endswith(agency.office.name)
    opened = Appraisal.objects.filter(period=prepared)
    assert opened.count() == len(seen.to_open)
    assert all(one.unit.path.startswith(agency.office.path) for one in opened.select_related("unit"))
    assert history(prepared)[-1][0] == f"Dibuka untuk {len(seen.to_open)} pegawai: {agency.office.name}"


# --- holidays by file ---------------------------------------------------------------
FILE = "Tanggal;Nama\n17-08-2031;Hari Kemerdekaan\n2031-12-25;Hari Natal\n"


def test_holidays_come_from_a_file_and_a_second_time_change_nothing() -> None:
    Holiday.objects.create(day=date(2031, 8, 17), name="HUT RI")
    table = tabular.read(FILE.encode(), "libur.csv")
    assert holiday_file.run(table) == (1, 1)
    assert holiday_file.run(table) == (0, 0)
    assert Holiday.objects.get(day=date(2031, 8, 17)).name == "Hari Kemerdekaan"


def test_a_file_with_a_wrong_row_writes_nothing_and_says_where(desk: Client) -> None:
    wrong = FILE + "31-02-2031;Tidak ada\n25-12-2031;Dua kali\n01-05-2031;\n"
    answer = desk.post("/bkd/libur/unggah/", {"file": SimpleUploadedFile("libur.csv", wrong.encode())})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert all(
        words in text for words in ("Baris 4", "tidak ada di kalender", "Baris 5", "dua kali", "Baris 6")
    )
    assert not Holiday.objects.exists()


def test_the_criteria_of_a_practice_are_drafts_until_they_are_published(
    agency: Agency,
    prepared: Period,
) -> None:
    presets.apply(presets.PRESETS["tangsel"], prepared, by=agency.personnel)
    assert not Criterion.objects.filter(published_at__isnull=False).exists()
    assert Criterion.objects.get(name="Disiplin kehadiran").above_from == 98
