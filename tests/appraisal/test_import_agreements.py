"""Many units' PK from one table: what is read, refused, shown, applied, and left alone the second time."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from appraisal import import_agreements
from appraisal.models import AgreementIndicator, PerformanceAgreement, Period
from employees import tabular
from employees.models import Job, Unit
from tests import factories

pytestmark = pytest.mark.django_db
HEADING = "unit,sasaran,indikator,target,perspektif,nomor,tanggal"
# Table 3 of the local example (text lines 6554-6590).
CLINIC = [
    "Bidang Guru,Kualitas pelayanan puskesmas,Ibu hamil terlayani,100%,Penerima Layanan,800/7/2026,15-01-2026",
    "Bidang Guru,Terkelolanya operasional rutin UPT Puskesmas,Jumlah paket pemeliharaan,4 paket,Proses Bisnis,,",
]
OFFICE = "dinas  pendidikan,Anggaran optimal,Penyerapan anggaran,95%,anggaran,800/2/2026,2026-01-12"


@pytest.fixture
def year(agency):
    return factories.make_period(2026)


def table(*rows, heading=HEADING):
    return tabular.read("\n".join([heading, *rows]).encode(), "pk.csv")


def run(year, *rows, apply=True, units=None, heading=HEADING):
    allowed = Unit.objects.all() if units is None else units
    return import_agreements.run(table(*rows, heading=heading), year, allowed, apply=apply)


def stored():
    return set(
        AgreementIndicator.objects.values_list("agreement__unit__name", "text", "target", "perspective")
    )


def test_a_table_becomes_agreements_with_their_indicators(agency, year):
    report = run(year, *CLINIC, OFFICE)

    assert (report.units, report.created, report.updated, report.rejected) == (2, 3, 0, [])
    paper = PerformanceAgreement.objects.get(unit=agency.section)
    assert (paper.number, str(paper.signed_on), paper.version) == ("800/7/2026", "2026-01-15", 1)
    assert [one.perspective for one in paper.indicators.all()] == ["RECIPIENTS", "PROCESS"]
    assert ("Dinas Pendidikan", "Penyerapan anggaran", "95%", "BUDGET") in stored()


def test_a_second_run_changes_nothing(agency, year):
    run(year, *CLINIC, OFFICE)
    before, versions = stored(), list(PerformanceAgreement.objects.values_list("version", flat=True))

    report = run(year, *CLINIC, OFFICE)

    assert (report.changes, report.unchanged) == ([], 3)
    assert stored() == before
    assert list(PerformanceAgreement.objects.values_list("version", flat=True)) == versions


def test_looking_writes_nothing(agency, year):
    report = run(year, *CLINIC, apply=False)

    assert (report.created, report.applied) == (2, False)
    assert not PerformanceAgreement.objects.exists()


def test_changes_are_told_in_words(agency, year):
    run(year, *CLINIC)

    report = run(
        year,
        CLINIC[0].replace("100%", "90%").replace("Penerima Layanan", "Anggaran"),
        CLINIC[1].replace(",,", ",800/7/2026,16-01-2026").replace("800/7/2026", "800/7/2026"),
        apply=False,
    )

    assert len(report.rejected) == 1  # two dates for one unit
    assert report.changes[0].words == "target: 100% → 90%; perspektif: Penerima Layanan → Anggaran"


def test_number_and_date_alone_are_a_change(agency, year):
    run(year, *CLINIC)

    report = run(year, CLINIC[0].replace("800/7/2026", "800/9/2026"), CLINIC[1])

    assert [change.text for change in report.changes] == ["Nomor dan tanggal PK"]
    assert PerformanceAgreement.objects.get().number == "800/9/2026"
    assert run(year, CLINIC[0].replace("800/7/2026", "800/9/2026"), CLINIC[1]).changes == []


def test_an_untold_perspective_keeps_what_stands(agency, year):
    run(year, *CLINIC)

    report = run(year, CLINIC[0].replace("Penerima Layanan", ""))

    assert report.changes == []
    assert "1 indikator yang sudah tercatat tidak ada di berkas" in report.warnings[0].message
    assert AgreementIndicator.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("Dinas Hantu,S,I,1,,,", "unit", "tidak ada di data unit"),
        (",S,I,1,,,", "unit", "kosong"),
        ("Dinas Pendidikan,,I,1,,,", "sasaran", "kosong"),
        ("Dinas Pendidikan,S,,1,,,", "indikator", "kosong"),
        ("Dinas Pendidikan,S,I,,,,", "target", "kosong"),
        ("Dinas Pendidikan,S," + "x" * 301 + ",1,,,", "indikator", "paling banyak 300"),
        ("Dinas Pendidikan,S,I,1,Pelanggan,,", "perspektif", "Penerima Layanan, Proses Bisnis"),
        ("Dinas Pendidikan,S,I,1,,,31-02-2026", "tanggal", "tidak ada di kalender"),
        ("Dinas Pendidikan,S,I,1,,,,lebih", "", "lebih banyak kolom"),
    ],
)
def test_a_bad_row_is_refused_with_what_to_do_and_the_others_are_taken(agency, year, row, column, words):
    report = run(year, row, OFFICE)

    assert [(one.line, one.column) for one in report.rejected] == [(2, column)]
    assert words in report.rejected[0].message
    assert report.created == AgreementIndicator.objects.count() == 1


def test_the_same_indicator_twice_names_the_first_line(agency, year):
    report = run(year, OFFICE, OFFICE.replace("95%", "96%"))

    assert "baris 2" in report.rejected[0].message
    assert AgreementIndicator.objects.get().target == "95%"


def test_a_unit_is_named_by_code_or_siasn_id_when_its_name_is_not_enough(agency, year):
    one = factories.make_unit("Sekretariat", parent=agency.office, code="SEK1")
    two = factories.make_unit("Sekretariat", parent=agency.other_office, siasn_id="A8ACA7")

    report = run(year, "Sekretariat,S,I,1,,,", "sek1,S,I,1,,,", "a8aca7,S,I,1,,,")

    assert "Ada 2 unit" in report.rejected[0].message
    assert set(PerformanceAgreement.objects.values_list("unit", flat=True)) == {one.pk, two.pk}
    assert "belum punya pimpinan" in report.warnings[0].message


def test_unit_personnel_import_for_their_units_only(agency, year):
    report = run(
        year, OFFICE, "Dinas Kesehatan,S,I,1,,,", units=agency.unit_personnel.user.administered_units()
    )

    assert "di luar wewenang" in report.rejected[0].message
    assert PerformanceAgreement.objects.get().unit == agency.office


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_semicolon_and_byte_order_mark_are_read(agency, year, encoding, delimiter):
    text = "\n".join([HEADING, OFFICE]).replace(",", delimiter)
    found = tabular.read(text.encode(encoding), "pk.csv")

    assert import_agreements.run(found, year, Unit.objects.all(), apply=True).created == 1


def test_a_file_without_its_columns_is_refused_whole(agency, year):
    with pytest.raises(ValueError, match="tidak punya kolom indikator, target"):
        run(year, "Dinas Pendidikan,S", heading="Unit,Sasaran")


def test_a_closed_year_is_refused_whole(agency, year):
    Period.objects.update(status=Period.Status.CLOSED)

    with pytest.raises(ValueError, match="sudah ditutup"):
        run(year, OFFICE)


# --- pages ------------------------------------------------------------------------------
def upload(client, year, content, name="pk.csv"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(reverse("agreement_upload"), {"period": year.year, "file": file})


def test_personnel_upload_look_and_apply(agency, year, client):
    factories.sign_in(client, agency.unit_personnel)

    answer = upload(client, year, "\n".join([HEADING, OFFICE, "Dinas Hantu,S,I,1,,,"]))

    job = Job.objects.get(kind="agreement_check")
    check = reverse("agreement_check", args=[job.uuid])
    assert answer.headers["Location"] == check
    page = client.get(check).content.decode()
    assert "1 indikator baru" in page
    assert "Baris 3, kolom unit" in page
    assert not PerformanceAgreement.objects.exists()

    for _time in range(2):
        assert client.post(reverse("agreement_apply", args=[job.uuid])).status_code == 302
    assert AgreementIndicator.objects.get().target == "95%"
    assert "Tidak ada yang akan berubah" in client.get(check).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "kosong"), (b"unit,sasaran\nA,B\n", "tidak punya kolom"), (b"PK\x03\x04rusak", "rusak")],
)
def test_what_is_no_table_is_refused_at_once(agency, year, client, content, words):
    factories.sign_in(client, agency.personnel)

    answer = upload(client, year, content)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_somebody_elses_upload_is_not_there(agency, year, client):
    factories.sign_in(client, agency.unit_personnel)
    upload(client, year, "\n".join([HEADING, OFFICE]))
    job = Job.objects.get()

    factories.sign_in(client, agency.other_unit_personnel)
    assert client.get(reverse("agreement_check", args=[job.uuid])).status_code == 404
    assert client.post(reverse("agreement_apply", args=[job.uuid])).status_code == 404


def test_an_upload_whose_file_was_tidied_away_says_so(agency, year, client):
    factories.sign_in(client, agency.personnel)
    upload(client, year, "\n".join([HEADING, OFFICE]))
    job = Job.objects.get()
    default_storage.delete(job.file.name)

    assert "Unggah lagi" in client.get(reverse("agreement_check", args=[job.uuid])).content.decode()
    client.post(reverse("agreement_apply", args=[job.uuid]))
    assert not PerformanceAgreement.objects.exists()


# --- command ----------------------------------------------------------------------------
def test_the_command_looks_first_and_applies_on_demand(agency, year, tmp_path, capsys):
    path = tmp_path / "pk.csv"
    path.write_text("\n".join([HEADING, OFFICE, "Dinas Hantu,S,I,1,,,"]))

    call_command("import_agreements", str(path), "--year", "2026")
    assert not PerformanceAgreement.objects.exists()
    call_command("import_agreements", str(path), "--year", "2026", "--apply")

    said = capsys.readouterr().out
    assert "DITOLAK baris 3, kolom unit «Dinas Hantu»" in said
    assert "1 unit: 1 indikator baru, 0 berubah, 0 tetap, 1 baris ditolak." in said
    assert "Baru diperiksa" in said
    assert PerformanceAgreement.objects.get().unit == agency.office


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pk.csv --year 2031", "belum ada"),
        ("tidak-ada.csv --year 2026", "tidak dapat dibuka"),
        ("pk.csv --year 2026", "kosong"),
    ],
)
@pytest.mark.usefixtures("year")
def test_the_command_says_what_is_wrong(tmp_path, asked, words):
    (tmp_path / "pk.csv").write_text("")

    with pytest.raises(CommandError, match=words):
        call_command("import_agreements", *f"{tmp_path}/{asked}".split())
