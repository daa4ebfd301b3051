import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employees import imports
from employees.models import Employee, Placement, Position, Unit, User
from tests import factories
from tests.employees.import_files import (
    AS_OF,
    OFFICE,
    ROOT,
    SECTION,
    data_file,
    nip,
    now_at,
    person,
    run,
    said,
    stored,
    superior,
    three_people,
    three_units,
    unit,
)

pytestmark = pytest.mark.django_db


# --- the two files as they came ----------------------------------------------------------------------------
def test_the_clean_file_creates_everybody_and_a_second_run_changes_nothing() -> None:
    people, units = data_file("pegawai.csv"), data_file("unor.csv")
    first = imports.run(people, units, as_of=AS_OF, apply=True)
    assert (first.people.created, first.people.updated, first.people.unchanged) == (400, 0, 0)
    assert first.units.created == 28
    assert first.rejected == []
    assert said(first.warnings) == [(2, "PemimpinPnsId")]
    placements = set(Placement.objects.values_list("pk", "starts_on", "ends_on"))
    second = imports.run(people, units, as_of=AS_OF + timedelta(days=30), apply=True)
    assert (second.people.created, second.people.updated, second.people.unchanged) == (0, 0, 400)
    assert (second.units.created, second.units.updated, second.units.unchanged) == (0, 0, 28)
    assert set(Placement.objects.values_list("pk", "starts_on", "ends_on")) == placements
    assert Employee.objects.count() == 401
    assert User.objects.count() == 400


def test_every_planted_problem_of_the_other_file_is_found_where_it_stands() -> None:
    people, units = data_file("pegawai_bermasalah.csv"), data_file("unor_bermasalah.csv")
    for created, unchanged in ((157, 0), (0, 157)):
        report = imports.run(people, units, as_of=AS_OF, apply=True)
        assert [(each.line, each.column, each.value, each.message.split(".")[0]) for each in report.rejected] == [
            (46, "nama", "", "Nama kosong"),
            (47, "nip_baru", "199001012015131001", "Angka 13–14 NIP (13) bukan bulan pengangkatan 01–12"),
            (53, "nip_baru", "199002302015031001", "Angka 1–8 NIP (19900230) bukan tanggal lahir yang ada"),
            (77, "nip_baru", "abcdefghijklmnopqr", "NIP hanya boleh berisi angka 0–9"),
            (79, "nip_baru", "1.98609262015051E+17",
             "NIP berubah menjadi bilangan lembar kerja dan angka akhirnya hilang"),
            (94, "nip_baru", "198410212014022001", "NIP ini sudah dipakai di baris 4"),
            (107, "nip_baru", "", "NIP kosong"),
            (119, "nip_baru", "199001012015033001",
             "Angka ke-15 NIP (3) harus 1 (laki-laki) atau 2 (perempuan)"),
            (132, "unor_id", "f5f6fbbb-5b72-4851-97e6-8ec8b004f06d",
             "Unit «Bidang Yang Tidak Ada» tidak ada di berkas unit"),
            (133, "nip_baru", "199001012015031000", "Nomor urut NIP (angka 16–18) mulai dari 001"),
            (135, "tanggal_lahir", "31-02-1986", "Tanggal ini tidak ada di kalender"),
            (148, "nip_baru", "19900101201503100", "NIP berisi 17 angka, seharusnya 18"),
        ]  # fmt: skip
        assert [(each.kind, each.line, each.column, each.value) for each in report.warnings] == [
            ("people", 33, "jenis_kelamin", "M"),
            ("people", 54, "gol_akhir", "V/z"),
            ("people", 104, "kedudukan_hukum", "Pensiun"),
            ("units", 2, "PemimpinPnsId", ""),
        ]
        assert (report.people.created, report.people.unchanged) == (created, unchanged)
    assert Employee.objects.filter(name='=HYPERLINK("http://x.example","klik")').count() == 2
    assert stored("<script>alert(1)</script>").rank == "IV/a"
    assert stored("Ñoño “Kutip” Ünïcode").active
    assert Employee.objects.get(nip="198609262015051001").name == "Gunawan Ginting"
    retired = Employee.objects.get(nip="198609262015051009")
    assert (retired.active, retired.legal_status, retired.user.is_active) == (False, "LEFT", False)


def test_four_hundred_people_take_less_than_three_seconds_and_few_queries() -> None:
    people, units = data_file("pegawai.csv"), data_file("unor.csv")
    start = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        imports.run(people, units, as_of=AS_OF, apply=True)
    assert time.perf_counter() - start < 3
    assert len(captured) <= 25


# --- dry run and single bad rows ---------------------------------------------------------------------------
def test_a_dry_run_reports_the_same_and_writes_nothing() -> None:
    dry = run(three_people(), three_units(), apply=False)
    assert [model.objects.count() for model in (Employee, Unit, Position, User)] == [0, 0, 0, 0]
    wet = run(three_people(), three_units())
    assert (dry.people, dry.units, dry.rejected, dry.warnings) == (
        wet.people,
        wet.units,
        wet.rejected,
        wet.warnings,
    )
    assert (dry.applied, wet.applied) == (False, True)


def test_one_bad_row_never_stops_the_good_ones() -> None:
    report = run([*three_people(), person(4, nama="", nip_baru="1")], three_units())
    assert report.people.created == 3
    assert said(report.rejected) == [(5, "nip_baru"), (5, "nama")]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"nip_baru": ""}, "nip_baru", "Isi 18 angka"),
        ({"nip_baru": "19860926201505100"}, "nip_baru", "17 angka"),
        ({"nip_baru": "198609262099051001"}, "nip_baru", "belum tiba"),
        ({"nama": " \u200b "}, "nama", "Isi nama"),
        ({"nama": "x" * 151}, "nama", "paling banyak 150"),
        ({"unor_id": "lain"}, "unor_id", "tidak ada di berkas unit"),
        ({"unor_id": ""}, "unor_id", "tidak ada di berkas unit"),
        ({"tanggal_lahir": "31-02-1986"}, "tanggal_lahir", "kalender"),
        ({"tmt_jabatan": "2023-13-01"}, "tmt_jabatan", "kalender"),
        ({"tmt_golongan": "kemarin"}, "tmt_golongan", "kalender"),
        ({"jenis_pegawai": "Honorer"}, "jenis_pegawai", "PNS atau PPPK"),
        ({"jabatan": ""}, "jabatan", "Isi nama jabatan"),
        ({"nip_baru": nip(3)}, "nip_baru", "baris 4"),
        ({"pns_id": "p3"}, "pns_id", "baris 4"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_cell_and_advice(
    cells: dict[str, str], column: str, words: str
) -> None:
    report = run([*three_people(), person(9, **cells)], three_units())
    assert said(report.rejected) == [(5, column)]
    assert words in report.rejected[0].message
    assert report.people.created == 3


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"tanggal_lahir": "27-09-1986"}, "tanggal_lahir", "26 September 1986"),
        ({"jenis_kelamin": "F"}, "jenis_kelamin", "laki-laki"),
        ({"jenis_kelamin": "?"}, "jenis_kelamin", "laki-laki"),
        ({"gol_akhir": "V/z"}, "gol_akhir", "I/a sampai IV/e"),
        ({"gol_akhir": "IX"}, "gol_akhir", "I/a sampai IV/e"),
        ({"gol_akhir": "III/a", "jenis_pegawai": "PPPK"}, "gol_akhir", "I sampai XVII"),
        ({"email": "bukan surel"}, "email", "tidak dipakai"),
        ({"jenis_jabatan": "Lain"}, "jenis_jabatan", "tidak dikenal"),
        ({"kedudukan_hukum": ""}, "kedudukan_hukum", "kosong"),
    ],
)
def test_what_looks_wrong_is_taken_with_a_warning(cells: dict[str, str], column: str, words: str) -> None:
    report = run([*three_people(), person(9, **cells)], three_units())
    found = [each for each in report.warnings if each.kind == "people"]
    assert said(found) == [(5, column)]
    assert words in found[0].message
    assert report.people.created == 4


@pytest.mark.parametrize(
    ("text", "status", "active", "appraised"),
    [
        ("Aktif", "ACTIVE", True, True),
        ("Tugas Belajar", "STUDY_LEAVE", True, True),
        ("CLTN", "UNPAID_LEAVE", True, False),
        ("Pemberhentian Sementara", "SUSPENDED", True, False),
        ("MPP", "PRE_RETIREMENT", True, False),
        ("Pejabat Negara", "STATE_OFFICIAL", True, False),
        ("Pensiun", "LEFT", False, False),
        ("Kepala Desa", "LEFT", False, False),
        ("Meninggal", "LEFT", False, False),
    ],
)
def test_the_legal_status_decides_who_works_and_for_whom_a_year_is_opened(
    text: str, status: str, active: bool, appraised: bool
) -> None:
    report = run([*three_people(), person(9, nama="Sari", kedudukan_hukum=text)], three_units())
    sari = stored("Sari")
    assert (sari.legal_status, sari.legal_status_text, sari.active) == (status, text, active)
    assert Employee.objects.appraised().filter(pk=sari.pk).exists() is appraised
    assert sari.user.is_active is active
    warned = [each for each in report.warnings if each.column == "kedudukan_hukum"]
    assert len(warned) == (text != "Aktif")


# --- who is whose superior ---------------------------------------------------------------------------------
def test_members_report_to_the_head_and_heads_to_the_nearest_head_above() -> None:
    run(three_people(), three_units())
    assert superior("Budi") == "Wulan"
    assert superior("Wulan") == "Hendra"
    assert superior("Hendra") == "Wali Kota"


def test_a_head_of_a_senior_unit_reports_to_the_head_of_the_root_and_others_to_the_nearest() -> None:
    units = [
        unit(ROOT, NamaJabatan="Wali Kota"),
        unit("setda", ROOT, EselonId="21", PemimpinPnsId="p9"),
        unit(OFFICE, "setda", EselonId="22", PemimpinPnsId="p1"),
        unit("camat", "setda", EselonId="31", PemimpinPnsId="p8"),
        unit(SECTION, OFFICE, EselonId="32", PemimpinPnsId="p2"),
    ]
    more = [person(9, nama="Sekda", unor_id="setda"), person(8, nama="Camat", unor_id="camat")]
    run([*three_people(), *more], units)
    assert superior("Hendra") == "Wali Kota"
    assert superior("Camat") == "Sekda"
    assert superior("Wulan") == "Hendra"


def test_a_unit_without_a_head_reports_to_the_next_one_above() -> None:
    run(three_people(), three_units(section_head=""))
    assert (superior("Budi"), superior("Wulan")) == ("Hendra", "Hendra")


def test_a_head_who_is_not_there_or_left_is_told_and_does_not_count() -> None:
    people = three_people()
    people[1]["kedudukan_hukum"] = "Pensiun"
    report = run(people, three_units(head="nobody"))
    found = [each for each in report.warnings if each.column == "PemimpinPnsId"]
    assert [(each.line, "tidak ada di berkas" in each.message) for each in found] == [
        (2, False),
        (3, True),
        (4, False),
    ]
    assert superior("Budi") == "Wali Kota"
    assert Unit.objects.get(siasn_id=SECTION).head is None


def test_a_head_whose_row_was_refused_is_named_with_his_line() -> None:
    people = three_people()
    people[0]["nip_baru"] = "1"
    report = run(people, three_units())
    assert any(each.line == 3 and "baris 2" in each.message for each in report.warnings)


def test_the_head_of_the_root_has_no_superior_and_it_is_said() -> None:
    report = run([*three_people(), person(9, nama="Wali", unor_id=ROOT)], three_units(root_head="p9"))
    assert superior("Wali") == ""
    assert superior("Hendra") == "Wali"
    assert said(report.warnings) == [(5, "unor_id")]
    assert not Employee.objects.filter(kind="NON_ASN").exists()


def test_a_root_head_without_a_person_gets_a_place_outside_the_civil_service_once() -> None:
    for _ in range(2):
        report = run(three_people(), three_units())
        assert said(report.warnings) == [(2, "PemimpinPnsId")]
    mayor = Employee.objects.get(kind="NON_ASN")
    assert (mayor.name, mayor.nip, hasattr(mayor, "user")) == ("Wali Kota", "", False)
    mayor.name = "Ratna Contoh"
    mayor.save()
    assert run(three_people(), three_units()).warnings == []
    assert Employee.objects.get(kind="NON_ASN") == mayor
    assert Unit.objects.get(siasn_id=ROOT).head == mayor


# --- posts -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Arsiparis Ahli Pertama", "Ahli Pertama"),
        ("Perawat Ahli Madya", "Ahli Madya"),
        ("Guru Penyelia", "Penyelia"),
        ("Perawat Terampil", "Terampil"),
        ("Kepala Bidang Sekolah Menengah Pertama", ""),
        ("Pengelola Kepegawaian", ""),
    ],
)
def test_the_level_is_the_suffix_of_the_post(title: str, level: str) -> None:
    run([person(9, nama="Sari", jabatan=title)], three_units(head="", section_head=""))
    assert now_at("Sari").position.level == level


@pytest.mark.parametrize(
    ("echelon", "category"),
    [("21", "SENIOR_LEADER"), ("32", "ADMINISTRATOR"), ("41", "SUPERVISOR"), ("", "STRUCTURAL")],
)
def test_the_category_of_a_structural_post_follows_the_echelon_of_the_unit_it_heads(
    echelon: str, category: str
) -> None:
    units = [unit(ROOT), unit(SECTION, ROOT, EselonId=echelon, PemimpinPnsId="p2")]
    run([three_people()[1]], units)
    assert now_at("Wulan").position.category == category


def test_functional_and_general_posts_have_their_categories() -> None:
    people = [person(4, nama="Ani"), person(5, nama="Ida", jenis_jabatan="Jabatan Fungsional Umum")]
    run(people, three_units())
    assert now_at("Ani").position.category == "FUNCTIONAL"
    assert now_at("Ida").position.category == "EXECUTIVE"


# --- units -------------------------------------------------------------------------------------------------
def test_units_that_do_not_hang_together_are_refused_with_all_below_and_their_people() -> None:
    units = [
        *three_units(),
        unit("a", "b"),
        unit("b", "a"),
        unit("c", "a"),
        unit("d", "nowhere"),
        unit("e", "d"),
        unit(OFFICE, ROOT),
        unit("", ROOT),
        unit("f", ROOT, NamaUnor=" "),
    ]
    report = run([*three_people(), person(4, unor_id="e")], units)
    words = {(each.kind, each.line): each.message for each in report.rejected}
    assert words.keys() == {("people", 5), *(("units", line) for line in range(5, 13))}
    assert "di bawah dirinya sendiri" in words["units", 5]
    assert "di bawah dirinya sendiri" in words["units", 6]
    assert "baris 5 ditolak" in words["units", 7]
    assert "tidak ada di berkas unit" in words["units", 8]
    assert "baris 8 ditolak" in words["units", 9]
    assert "baris 3" in words["units", 10]
    assert "Id unit kosong" in words["units", 11]
    assert "Nama unit kosong" in words["units", 12]
    assert "berkas unit baris 9" in words["people", 5]
    assert set(Unit.objects.values_list("siasn_id", flat=True)) == {ROOT, OFFICE, SECTION}


def test_a_tree_deeper_than_a_path_can_hold_is_refused_from_there_down() -> None:
    units = [unit("1"), *(unit(str(n), str(n - 1)) for n in range(2, 28))]
    report = run([], units)
    assert said(report.rejected) == [(27, "DiatasanId"), (28, "DiatasanId")]
    assert Unit.objects.count() == 25


def test_a_changed_tree_is_stored_with_new_paths_and_what_the_file_lacks_stays() -> None:
    own = factories.make_unit("Satuan Lama")
    run(three_people(), three_units())
    units = three_units()
    units[2] |= {"DiatasanId": ROOT, "NamaUnor": "Bidang Baru"}
    report = run(three_people(), units)
    assert (report.units.updated, report.units.unchanged) == (1, 2)
    section = Unit.objects.get(siasn_id=SECTION)
    root = Unit.objects.get(siasn_id=ROOT)
    assert (section.name, section.parent, section.path) == (
        "Bidang Baru",
        root,
        f"{root.path}{section.pk:08d}.",
    )
    assert Unit.objects.filter(pk=own.pk, active=True).exists()


def test_without_unit_ids_the_name_of_the_unit_serves_if_only_one_bears_it() -> None:
    units = [*three_units(), unit("x", ROOT, NamaUnor="Kembar"), unit("y", ROOT, NamaUnor="KEMBAR")]
    report = run(
        [
            person(4, nama="Ani", unor_id="", unor=f"nama {SECTION.upper()}"),
            person(5, unor_id="", unor="Kembar"),
        ],
        units,
    )
    assert now_at("Ani").unit.siasn_id == SECTION
    assert said(report.rejected) == [(3, "unor")]
    assert "beberapa unit" in report.rejected[0].message


def test_a_file_without_a_needed_column_is_refused_as_a_whole() -> None:
    units = data_file("unor.csv")
    with pytest.raises(ValueError, match="tidak punya kolom nip_baru, nama"):
        imports.run(units, units, as_of=AS_OF, apply=True)
