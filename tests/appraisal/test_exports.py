"""The yearly report: what counts, whose rows, which columns; files that no spreadsheet calculates."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from appraisal import opening, siasn, unit_results, workflow
from appraisal.export_lines import COLUMNS
from appraisal.exports import Report
from appraisal.models import (
    Appraisal,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Party,
    Period,
    UnitRating,
)
from employees.models import Employee, Unit
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
D, F = EvaluationStatus.DELIVERED, EvaluationStatus.FINAL


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


def whole(period: Period) -> Report:
    return Report(period, Unit.objects.all())


def rated(agency: Agency, results: str, behaviour: str, status: str = F) -> Evaluation:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.ASSESSED)
    factories.draft_rating(evaluation, agency.superior, results, behaviour)
    workflow.perform(evaluation, "rate", by=agency.superior)
    factories._walk_to(evaluation, D)
    if status == F:
        factories._walk_to(evaluation, F)
    return evaluation


def row_of(report: Report, name: str) -> dict[str, Any]:
    headings, rows = report.table()
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    return next(row for row in found if row["Nama"].startswith(name))


# --- what a row says ------------------------------------------------------------------
def test_the_columns_are_those_of_the_yearly_report_in_its_order() -> None:
    assert [column.heading for column in COLUMNS] == [
        "NIP", "Nama", "Pangkat/gol. ruang", "Jabatan", "Jenis jabatan", "Jenjang", "Unit kerja", "OPD",
        "NIP penilai", "Nama penilai", "NIP atasan penilai", "Nama atasan penilai", "Tahun", "Periode",
        "Rating hasil kerja", "Rating perilaku kerja", "Predikat", "Predikat organisasi", "Catatan",
        "Tanggal penetapan", "Status keberatan", "Koefisien", "AK konversi", "Bulan efektif", "Rincian AK",
        "Status evaluasi",
    ]  # fmt: skip


def test_a_final_evaluation_fills_its_row(agency: Agency, period: Period) -> None:
    UnitRating.objects.create(
        unit=agency.section, period=period, predicate="OUTSTANDING", set_on=period.starts_on
    )
    rated(agency, "ABOVE", "ABOVE")
    row = row_of(whole(period), "Budi")
    assert row["NIP"] == agency.staff.nip
    assert row["OPD"] == "Dinas Pendidikan"
    assert row["Unit kerja"] == "Bidang Guru"
    assert (row["Nama penilai"], row["Nama atasan penilai"]) == ("Siti Atasan", "Hendra Kepala")
    assert (row["Rating hasil kerja"], row["Predikat"]) == ("Di atas ekspektasi", "Sangat baik")
    assert row["Predikat organisasi"] == "Istimewa"
    assert (row["Jenjang"], row["Jenis jabatan"]) == ("Ahli Pertama", "Jabatan Fungsional")
    assert (row["Koefisien"], row["Bulan efektif"], row["AK konversi"]) == (
        Decimal("12.5"),
        12,
        Decimal("18.75"),
    )
    assert (row["Status evaluasi"], row["Status keberatan"]) == ("Final", "Tidak ada")
    assert isinstance(row["Tanggal penetapan"], date)


def test_nothing_of_an_unsigned_evaluation_is_told(agency: Agency, period: Period) -> None:
    factories.make_evaluation(agency, EvaluationStatus.RATED)
    row = row_of(whole(period), "Budi")
    assert row["Status evaluasi"] == "Dialog evaluasi"
    for secret in ("Rating hasil kerja", "Rating perilaku kerja", "Predikat", "Catatan"):
        assert row[secret] == ""
    assert row["AK konversi"] is None


def test_people_without_an_evaluation_have_a_row_too(agency: Agency, period: Period) -> None:
    factories.make_appraisal(agency)
    Evaluation.objects.all().delete()
    row = row_of(whole(period), "Budi")
    assert (row["Status evaluasi"], row["Periode"]) == ("Draf SKP", "")
    assert whole(period).total() == Appraisal.objects.count()


def test_the_organisations_result_falls_back_to_last_year(agency: Agency, period: Period) -> None:
    before = Period.objects.create(
        year=period.year - 1,
        starts_on=date(period.year - 1, 1, 1),
        ends_on=date(period.year - 1, 12, 31),
        targets_due_on=date(period.year - 1, 1, 31),
    )
    UnitRating.objects.create(unit=agency.section, period=before, predicate="GOOD", set_on=before.ends_on)
    factories.make_appraisal(agency)
    assert row_of(whole(period), "Budi")["Predikat organisasi"] == "Baik (capaian tahun sebelumnya)"


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [((1, 1), None, 12), ((7, 1), None, 6), ((1, 1), (6, 30), 6), ((3, 31), (4, 1), 2)],
)
def test_effective_months_are_the_months_begun(
    agency: Agency, period: Period, starts: tuple[int, int], ends: tuple[int, int] | None, months: int
) -> None:
    appraisal = factories.make_appraisal(agency)
    last = date(period.year, *ends) if ends else None
    Party.objects.filter(appraisal=appraisal, role="APPRAISEE").update(
        starts_on=date(period.year, *starts), ends_on=last
    )
    assert appraisal.employee == agency.staff
    assert row_of(whole(period), "Budi")["Bulan efektif"] == months


def test_appraisals_closed_before_the_year_ended_stand_apart(agency: Agency, period: Period) -> None:
    mine = factories.make_appraisal(agency)
    others = Appraisal.objects.exclude(pk=mine.pk)
    moved, over = others[0], others[1]
    Appraisal.objects.filter(pk=moved.pk).update(status="CLOSED", closed_reason=ClosedReason.RETIRED)
    Appraisal.objects.filter(pk=over.pk).update(status="CLOSED", closed_reason=ClosedReason.PERIOD_CLOSED)
    report = whole(period)
    headings, closed = report.table(closed=True)
    [row] = list(closed)
    assert headings[-1] == "Alasan ditutup"
    assert row[-1] == "Pensiun"
    assert len(list(report.table()[1])) == Appraisal.objects.count() - 1


# --- SIASN ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ratings", "codes"),
    [
        (("ABOVE", "BELOW"), (1, 3, 4)),  # worked example 10
        (("BELOW", "MEETS"), (3, 2, 3)),  # worked example 11
        (("ABOVE", "ABOVE"), (1, 1, 1)),
        (("BELOW", "BELOW"), (3, 3, 5)),
    ],
)
def test_json_holds_siasns_codes(
    agency: Agency, period: Period, ratings: tuple[str, str], codes: tuple[int, int, int], tmp_path: Path
) -> None:
    rated(agency, *ratings)
    Employee.objects.filter(pk=agency.staff.pk).update(siasn_id="A8ACA7")
    whole(period).write(tmp_path / "out.json")
    [record] = json.loads((tmp_path / "out.json").read_text())
    assert list(record) == [
        "id", "pnsDinilaiOrang", "tahun", "hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai",
        "penilaiNipNrp", "penilaiNama", "penilaiJabatan", "penilaiGolongan", "penilaiUnorNama", "statusPenilai",
        "path",
    ]  # fmt: skip
    assert (record["hasilKinerjaNilai"], record["perilakuKerjaNilai"], record["kuadranKinerjaNilai"]) == codes
    assert record["pnsDinilaiOrang"] == "A8ACA7"
    assert (record["penilaiNipNrp"], record["penilaiGolongan"]) == (agency.superior.nip, "31")
    assert (record["statusPenilai"], record["tahun"]) == ("ASN", period.year)


def test_json_holds_only_what_is_final_and_what_closed_people_brought_to_an_end(
    agency: Agency, period: Period
) -> None:
    evaluation = rated(agency, "MEETS", "MEETS", status=D)
    assert list(whole(period).records()) == []
    factories._walk_to(evaluation, F)
    Appraisal.objects.filter(pk=evaluation.appraisal_id).update(
        status="CLOSED", closed_reason=ClosedReason.RETIRED
    )
    assert len(list(whole(period).records())) == 1


def test_a_mayor_appraises_as_non_asn(agency: Agency, period: Period) -> None:
    evaluation = rated(agency, "MEETS", "MEETS")
    Party.objects.filter(appraisal=evaluation.appraisal, role="APPRAISER").update(
        employee=agency.mayor, nip="", rank="-"
    )
    [record] = list(whole(period).records())
    assert (record["statusPenilai"], record["penilaiNipNrp"], record["penilaiGolongan"]) == (
        "NON ASN",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("rank", "code"),
    [
        ("Penata (III/c)", "33"),
        ("Pembina Utama (IV/e)", "45"),
        ("I/a", "11"),
        ("IX", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_ranks_have_siasns_ids(rank: str, code: str) -> None:
    assert siasn.rank_code(rank) == code


# --- files ------------------------------------------------------------------------------
DANGEROUS = ["=cmd|'/C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', "a\x07b"]


@pytest.fixture(params=DANGEROUS)
def named_dangerously(agency: Agency, period: Period, request: pytest.FixtureRequest) -> str:
    appraisal = factories.make_appraisal(agency)
    Party.objects.filter(appraisal=appraisal, role="APPRAISEE").update(name=request.param)
    text: str = request.param
    return text


def test_xlsx_opens_again_with_nips_as_text_and_no_formula(
    named_dangerously: str, period: Period, agency: Agency, tmp_path: Path
) -> None:
    whole(period).write(tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Laporan", "Ditutup", "Periodik", "Sebaran"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    nips = {row[0].value: row[0].data_type for row in book["Laporan"].iter_rows(min_row=2)}
    assert nips[agency.staff.nip] == "s"
    names = {row[1].value for row in book["Laporan"].iter_rows(min_row=2)}
    assert any(named_dangerously.strip("\t\r\x07")[:6].replace("\x07", "") in str(name) for name in names)


def test_csv_cells_begin_like_no_formula(named_dangerously: str, period: Period, tmp_path: Path) -> None:
    made = whole(period).write(tmp_path / "out.csv")
    assert [path.name for path in made] == [
        f"out{name}.csv" for name in ("", ".ditutup", ".periodik", ".sebaran")
    ]
    text = made[0].read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text, newline="")))
    assert rows[0] == [column.heading for column in COLUMNS]
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\x00")), cell


def test_a_folder_gets_all_three(agency: Agency, period: Period, tmp_path: Path) -> None:
    factories.make_appraisal(agency)
    call_command("export_year", str(period.year), str(tmp_path), stdout=StringIO())
    assert {path.suffix for path in tmp_path.iterdir()} == {".xlsx", ".csv", ".json"}
    assert json.loads((tmp_path / f"kinerja-{period.year}.json").read_text()) == []


@pytest.mark.parametrize(
    "arguments", [("1999", "out.xlsx"), ("{year}", "out.pdf"), ("{year}", "nowhere/out.csv")]
)
def test_the_command_says_what_is_wrong(period: Period, arguments: tuple[str, str], tmp_path: Path) -> None:
    year, name = arguments[0].format(year=period.year), tmp_path / arguments[1]
    with pytest.raises(CommandError):
        call_command("export_year", year, str(name))


def test_the_number_of_queries_does_not_grow_with_the_rows(
    agency: Agency, period: Period, django_assert_num_queries: DjangoAssertNumQueries, tmp_path: Path
) -> None:
    factories.make_appraisal(agency)
    with django_assert_num_queries(12):
        list(whole(period).table()[1])
    for number in range(100):
        person = factories.make_employee(f"Orang {number}", login=False)
        factories.place(person, agency.section, agency.superior)
    opening.open_period(period, by=agency.personnel)
    with django_assert_num_queries(12):
        assert len(list(whole(period).table()[1])) > 100


def test_records_for_siasn_ask_the_same_number_of_questions_for_one_and_for_three(
    agency: Agency, period: Period, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.make_evaluation(agency, "FINAL")
    with django_assert_num_queries(5):
        assert len(list(whole(period).records())) == 1
    for person in (agency.colleague, agency.superior):
        factories.make_evaluation(agency, "FINAL", employee=person)
    with django_assert_num_queries(5):
        assert len(list(whole(period).records())) == 3


def test_the_report_and_the_document_count_the_same_unit_result(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency)
    UnitRating.objects.create(unit=agency.section, period=period, predicate="POOR", set_on=period.starts_on)
    of_the_report = unit_results.Results(period).counted(evaluation.appraisal)
    assert of_the_report == unit_results.counted(evaluation)
    agency.section.head = agency.staff
    agency.section.save()
    UnitRating.objects.create(unit=agency.office, period=period, predicate="GOOD", set_on=period.starts_on)
    evaluation.appraisal.unit.refresh_from_db()
    of_the_report = unit_results.Results(period).counted(evaluation.appraisal)
    assert of_the_report == unit_results.counted(evaluation)
    assert of_the_report is not None
    assert of_the_report.words == "Baik"
