"""Results read from e-Kinerja BKN: what a table may say, what is refused, and both records beside each other."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from appraisal import national_import
from appraisal.models import Evaluation, NationalResult, Period
from appraisal.national_import import Report
from appraisal.rating import Predicate, Rating
from employees import tabular
from employees.models import Employee
from tests import factories, queries
from tests.appraisal.rated_teams import MIXED, rated_team
from tests.exported import listed
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db
HEADING = "NIP;Predikat;Hasil Kerja;Perilaku Kerja;Tahun"


@pytest.fixture
def period() -> Period:
    return factories.make_period(status=Period.Status.OPEN)


def table(*rows: str, heading: str = HEADING) -> tabular.Table:
    return tabular.read("\n".join([heading, *rows]).encode(), "bkn.csv")


def run(by: Employee, period: Period, *rows: str, apply: bool = True, heading: str = HEADING) -> Report:
    return national_import.run(table(*rows, heading=heading), period, "AKHIR", by=by.user, apply=apply)


# --- reading ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sangat baik", Predicate.VERY_GOOD), ("BAIK", Predicate.GOOD),
        ("Butuh Perbaikan (Cukup)", Predicate.NEEDS_IMPROVEMENT),
        ("cukup", Predicate.NEEDS_IMPROVEMENT), ("KURANG/MISCONDUCT", Predicate.POOR), ("Kurang", Predicate.POOR),
        ("SANGAT KURANG", Predicate.VERY_POOR), ("1", Predicate.VERY_GOOD), ("5", Predicate.VERY_POOR),
    ],
)  # fmt: skip
def test_a_predicate_is_known_by_its_words_and_by_siasns_code(
    agency: Agency, period: Period, words: str, expected: str
) -> None:
    report = run(agency.personnel, period, f"{agency.staff.nip};{words};;;")
    assert (report.created, report.rejected) == (1, [])
    assert NationalResult.objects.get().predicate == expected


@pytest.mark.parametrize("words", ["DIATAS ESPEKTASI", "Di atas ekspektasi", "diatas", "1"])
def test_a_rating_is_known_in_siasns_spelling_too(agency: Agency, period: Period, words: str) -> None:
    run(agency.personnel, period, f"{agency.staff.nip};Baik;{words};sesuai;{period.year}")
    row = NationalResult.objects.get()
    assert (row.results, row.behaviour) == (Rating.ABOVE, Rating.MEETS)


def test_reversed_codes_are_told_by_the_quadrant(agency: Agency, period: Period) -> None:
    """A list is known to circulate with 1 for below; both above would be 'Sangat baik' (domain.md 9.7)."""
    report = run(agency.personnel, period, f"{agency.staff.nip};Sangat baik;3;3;")
    [finding] = report.rejected
    assert "terbalik" in finding.message
    assert not NationalResult.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{nip};Bagus;;;", "Predikat ini tidak dikenal"),
        ("{nip};Baik;hebat;;", "Rating ini tidak dikenal"),
        ("{nip};Baik;;;2019", "Baris ini bukan tahun"),
        ("12345;Baik;;;", "18 angka"),
        ("199912312020121999;Baik;;;", "NIP ini tidak ada"),
        ("{nip};Sangat baik;sesuai;sesuai;", "Menurut kuadran, kedua rating ini menjadi Baik"),
        ("{nip};Baik;;;;lebih", "lebih banyak kolom"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_what_to_do(
    agency: Agency, period: Period, row: str, said: str
) -> None:
    report = run(agency.personnel, period, row.format(nip=agency.staff.nip))
    assert said in report.rejected[0].message
    assert not NationalResult.objects.exists()


def test_a_nip_twice_is_refused_the_second_time(agency: Agency, period: Period) -> None:
    report = run(agency.personnel, period, *[f"{agency.staff.nip};Baik;;;"] * 2)
    assert (report.created, len(report.rejected)) == (1, 1)


def test_a_table_without_its_columns_or_with_too_many_rows_is_refused(
    agency: Agency, period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="predikat"):
        run(agency.personnel, period, agency.staff.nip, heading="nip")
    monkeypatch.setattr(national_import, "MOST_ROWS", 1)
    with pytest.raises(ValueError, match="Bagi menjadi"):
        run(agency.personnel, period, *[f"{agency.staff.nip};Baik;;;"] * 2)


def test_unit_personnel_record_for_their_subtree_and_nobody_for_himself(
    agency: Agency, period: Period
) -> None:
    rows = [f"{one.nip};Baik;;;" for one in (agency.staff, agency.stranger, agency.unit_personnel)]
    report = run(agency.unit_personnel, period, *rows)
    assert list(NationalResult.objects.values_list("employee", flat=True)) == [agency.staff.pk]
    assert [one.message for one in report.rejected] == [national_import.UNKNOWN, national_import.OWN]


def test_a_second_run_changes_nothing_and_a_later_one_says_what_differs(
    agency: Agency, period: Period
) -> None:
    run(agency.personnel, period, f"{agency.staff.nip};Baik;;;")
    again = run(agency.personnel, period, f"{agency.staff.nip};Baik;;;")
    assert (again.changes, again.unchanged) == ([], 1)
    later = run(agency.personnel, period, f"{agency.staff.nip};Kurang;;;")
    assert [change.words for change in later.changes] == ["Baik → Kurang"]
    assert NationalResult.objects.get().predicate == Predicate.POOR


def test_a_dry_run_writes_nothing(agency: Agency, period: Period) -> None:
    assert run(agency.personnel, period, f"{agency.staff.nip};Baik;;;", apply=False).created == 1
    assert not NationalResult.objects.exists()


def test_a_file_is_looked_at_first_and_then_applied(agency: Agency, period: Period, client: Client) -> None:
    sign_in(client, agency.personnel)
    file = SimpleUploadedFile("bkn.csv", f"nip,predikat\n{agency.staff.nip},Baik".encode())
    form = {"masa": period.windows.get().pk, "file": file, "_submission": str(uuid.uuid4())}
    checked = client.post(reverse("national_upload"), form)
    assert not NationalResult.objects.exists()
    assert agency.staff.name in client.get(checked["Location"]).content.decode()
    applied = client.post(checked["Location"] + "terapkan/", {"_submission": str(uuid.uuid4())})
    assert applied["Location"] == reverse("national_results")
    row = NationalResult.objects.get()
    assert (row.employee, row.imported_by) == (agency.staff, agency.personnel)
    bad = form | {"file": SimpleUploadedFile("bkn.csv", b"nama\nBudi"), "_submission": str(uuid.uuid4())}
    assert client.post(reverse("national_upload"), bad).status_code == 422


# --- comparing ----------------------------------------------------------------------------------
@pytest.fixture
def signed(agency: Agency, period: Period) -> list[Evaluation]:
    """Three people of the section, all 'Baik'; and one unsigned."""
    for_all = rated_team(agency.superior, agency.section, MIXED[:4], period=period, reviewer=agency.head)
    Evaluation.objects.filter(pk=for_all[3].pk).update(
        status="RATED", signed_at=None, signed_by=None, origin=""
    )
    for one in for_all:
        factories.place(one.appraisal.employee, agency.section, agency.superior)
    return for_all


def read_there(evaluation: Evaluation, by: Employee, predicate: str = "GOOD") -> None:
    NationalResult.objects.create(
        employee=evaluation.appraisal.employee, period=evaluation.appraisal.period, predicate=predicate,
        imported_by=by, imported_on=evaluation.appraisal.period.starts_on,
    )  # fmt: skip


def states(client: Client, who: Employee, **asked: str) -> dict[str, str]:
    page = sign_in(client, who).get(reverse("national_results"), asked)
    return {line.person.name: line.state.value for line in page.context["lines"]}


def test_each_is_the_same_or_differs_or_is_missing_on_one_side(
    agency: Agency, signed: list[Evaluation], client: Client
) -> None:
    same, differs, _there, unsigned = signed
    read_there(same, agency.personnel)
    read_there(differs, agency.personnel, "POOR")
    read_there(unsigned, agency.personnel)
    names = [one.appraisal.employee.name for one in signed]
    assert states(client, agency.personnel) == dict(
        zip(names, ["SAME", "DIFFERS", "MISSING_THERE", "MISSING_HERE"], strict=True)
    )
    assert states(client, agency.personnel, keadaan="DIFFERS") == {names[1]: "DIFFERS"}
    assert states(client, agency.other_unit_personnel) == {}
    assert len(states(client, agency.unit_personnel)) == 4
    page = client.get(reverse("national_results"))
    assert dict(page.context["counts"])["SAME"] == 1


def test_the_list_is_exported_as_it_is_narrowed(agency: Agency, signed: list[Evaluation]) -> None:
    read_there(signed[0], agency.personnel, "POOR")
    [row] = listed("daftar-bkn", agency.personnel, keadaan="DIFFERS")
    assert row["NIP"] == signed[0].appraisal.employee.nip
    assert (row["Predikat di sini"], row["Predikat di BKN"]) == ("Baik", "Kurang")


def test_the_list_asks_no_more_for_many_people(
    agency: Agency, period: Period, signed: list[Evaluation], client: Client
) -> None:
    sign_in(client, agency.personnel)

    def grow() -> None:
        rated_team(agency.superior, agency.section, MIXED * 5, period=period)

    queries.assert_constant(client, reverse("national_results"), grow)
