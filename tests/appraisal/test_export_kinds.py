"""Each report of a year: whose rows it holds, what a row says, who may take it."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from appraisal import export_kinds, report_sending, workbook
from appraisal.export_files import Writing
from appraisal.export_kinds import Asked, Kind
from appraisal.models import Appraisal, Evaluation, Objection, Period, Report, UnitRating
from employees.models import Employee, Unit
from tests import factories
from tests.appraisal.test_export_years import quarter
from tests.appraisal.test_exports import F, rated
from tests.appraisal.test_sanctions import made
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


def kind_of(key: str) -> Kind:
    return export_kinds._KINDS[key]


def table(key: str, who: Employee, period: Period, unit: Unit | None = None) -> list[dict[str, Any]]:
    """The first table of a kind, as this person gets it."""
    kind = kind_of(key)
    rows = kind.sheets[0].rows(Asked(who.user, period, unit))
    return [{column.heading: column.cell(row) for column in kind.columns} for row in rows]


def test_a_unit_is_counted_by_status_and_predicate_and_the_last_line_adds_up(
    agency: Agency, period: Period
) -> None:
    rated(agency, "ABOVE", "ABOVE")
    UnitRating.objects.create(unit=agency.section, period=period, predicate="GOOD", set_on=period.starts_on)
    Appraisal.objects.filter(employee=agency.colleague).update(
        status="CLOSED", closed_reason="RETIRED", closed_on=period.ends_on
    )
    lines = table("unit", agency.personnel, period)
    mine = next(line for line in lines if line["Unit kerja"] == "Bidang Guru")
    assert (mine["OPD"], mine["Predikat organisasi"]) == ("Dinas Pendidikan", "Baik")
    assert (mine["Final"], mine["Sangat baik"], mine["Baik"]) == (1, 1, 0)
    assert mine["Ditutup sebelum akhir tahun"] == 1
    whole = lines.pop()
    assert whole["Unit kerja"] == "Jumlah"
    for heading in ("Pegawai", "Ditutup sebelum akhir tahun", "Belum ditetapkan", "Final", "Sangat baik"):
        assert whole[heading] == sum(line[heading] for line in lines), heading
    assert whole["Pegawai"] + 1 == Appraisal.objects.count()
    [other] = table("unit", agency.other_unit_personnel, period)[:-1]
    assert other["Unit kerja"] == "Dinas Kesehatan"


def test_a_report_to_the_pyb_is_tracked_with_its_days_of_delay(agency: Agency, period: Period) -> None:
    """Text lines 4771, 4791: 30 working days; sent by the signer."""
    factories.make_evaluation(agency, "DELIVERED")
    report = Report.objects.get()
    [line] = table("pelaporan", agency.unit_personnel, period)
    assert (line["NIP"], line["Pelapor"]) == (agency.staff.nip, "Siti Atasan")
    assert (line["Keadaan"], line["Hari terlambat"], line["Dilaporkan"]) == ("Belum dilaporkan", 0, None)
    Report.objects.filter(pk=report.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    [line] = table("pelaporan", agency.unit_personnel, period)
    assert (line["Keadaan"], line["Hari terlambat"]) == ("Terlambat", 3)
    report_sending.send([report], by=agency.superior.user)
    [line] = table("pelaporan", agency.unit_personnel, period)
    assert (line["Keadaan"], line["Dikirim oleh"]) == ("Dilaporkan terlambat", "Siti Atasan")
    assert table("pelaporan", agency.other_unit_personnel, period) == []


def test_an_unsent_report_of_a_closed_year_is_late_as_of_its_closing(agency: Agency, period: Period) -> None:
    factories.make_evaluation(agency, "DELIVERED")
    closed = timezone.now() - timedelta(days=2)
    Report.objects.update(due_on=timezone.localdate(closed) - timedelta(days=4))
    Period.objects.filter(pk=period.pk).update(status="CLOSED", closed_at=closed, closed_by=agency.personnel)
    period.refresh_from_db()
    [line] = table("pelaporan", agency.personnel, period)
    assert line["Hari terlambat"] == 4


def test_sanctions_are_in_the_file_of_the_persons_personnel_alone(agency: Agency, period: Period) -> None:
    made(agency)
    for who, number in (("personnel", 1), ("unit_personnel", 1), ("other_unit_personnel", 0)):
        assert len(table("hukuman", getattr(agency, who), period)) == number, who
    [line] = table("hukuman", agency.personnel, period, agency.office)
    assert (line["NIP"], line["Tingkat"]) == (agency.staff.nip, "Sedang")
    assert table("hukuman", agency.personnel, period, agency.other_office) == []
    assert export_kinds.find("hukuman", agency.superior.user) is None
    assert export_kinds.find("hukuman", agency.auditor.user) is None


def test_objections_stand_with_their_outcome(agency: Agency, period: Period) -> None:
    factories.object_to(factories.make_evaluation(agency, "DELIVERED"))
    [line] = table("keberatan", agency.unit_personnel, period)
    assert (line["Keadaan"], line["Alasan keberatan"]) == ("Menunggu putusan", "Dua laporan tidak dihitung.")
    Objection.objects.update(withdrawn_at=timezone.now())
    assert table("keberatan", agency.unit_personnel, period)[0]["Keadaan"] == "Ditarik kembali"
    assert table("keberatan", agency.other_unit_personnel, period) == []


def test_credit_points_are_listed_for_whom_the_year_earned_some(agency: Agency, period: Period) -> None:
    rated(agency, "ABOVE", "ABOVE")
    [line] = table("angka-kredit", agency.personnel, period)
    assert (line["NIP"], line["AK konversi"], line["Bulan efektif"]) == (
        agency.staff.nip,
        Decimal("18.75"),
        12,
    )


def test_a_final_quarter_is_a_record_of_siasns_periodic_kind(
    agency: Agency, period: Period, tmp_path: Path
) -> None:
    """Keys as in public integrations (domain.md 9.7): three months, periodikId 2."""
    made = quarter(rated(agency, "ABOVE", "MEETS"), F)
    kind = kind_of("siasn-periodik")
    path = Writing(kind, Asked(agency.personnel.user, period)).write(tmp_path, "json")
    [record] = json.loads(path.read_text())
    assert list(record) == [
        "bulanMulaiPenilaian", "bulanSelesaiPenilaian", "tahunMulaiPenilaian", "tahunSelesaiPenilaian", "tahun",
        "periodikId", "koefisienId", "hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai",
        "penilaiNipNrp", "penilaiNama", "penilaiJabatanNama", "penilaiGolongan", "penilaiUnorNama", "statusPenilai",
        "pnsDinilaiId",
    ]  # fmt: skip
    assert (record["bulanMulaiPenilaian"], record["bulanSelesaiPenilaian"], record["periodikId"]) == (1, 3, 2)
    assert (record["hasilKinerjaNilai"], record["perilakuKerjaNilai"], record["kuadranKinerjaNilai"]) == (
        1,
        2,
        2,
    )
    Evaluation.objects.filter(pk=made.pk).update(status="DELIVERED", final_at=None)
    assert list(kind.records(Asked(agency.personnel.user, period)) if kind.records else []) == []


def test_every_kind_is_written_in_each_of_its_formats(agency: Agency, period: Period, tmp_path: Path) -> None:
    rated(agency, "ABOVE", "ABOVE")
    for kind in export_kinds.reports(agency.personnel.user):
        assert len({column.key for column in kind.columns}) == len(kind.columns), kind.key
        for form in kind.formats:
            heard: list[int] = []
            writing = Writing(kind, Asked(agency.personnel.user, period), told=heard.append)
            path = writing.write(tmp_path, form)
            assert path.stat().st_size > 0
            assert heard == [writing.rows]
            if form == "xlsx":
                assert load_workbook(path).sheetnames == [sheet.name for sheet in kind.sheets]


def test_rows_beyond_a_sheet_go_on_in_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_A_SHEET", 3)
    path = tmp_path / "x.xlsx"
    workbook.write(path, [("Daftar", ["NIP"], ([str(number)] for number in range(7))), ("Lain", ["A"], [])])
    book = load_workbook(path)
    assert book.sheetnames == ["Daftar", "Daftar (2)", "Daftar (3)", "Lain"]
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [
        ["NIP", "0", "1", "2"], ["NIP", "3", "4", "5"], ["NIP", "6"], ["A"],
    ]  # fmt: skip
