"""What a target's wording asks for while it is typed (PermenPANRB 6/2022, annex 1 and text lines 2083-2135)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rewording import as_result, root_of
from appraisal.shape import Shape
from appraisal.target_hints import BAD, GOOD, Measure, hints, kind_hint
from appraisal.wording import LONGEST, Wording, classify
from tests import factories

OFFICIAL = Shape(leads=False, qualitative=False)
QUALITATIVE = Shape(leads=False, qualitative=True)
LEADER = Shape(leads=True, qualitative=False)
GOOD_MEASURE = Measure("Jumlah laporan", "12 laporan", "laporan", "10", "TIME")
SETS = tomllib.loads((Path(__file__).parents[1] / "data" / "statements.toml").read_text(encoding="utf-8"))


# --- from a deed to a result ------------------------------------------------------
@pytest.mark.parametrize(
    ("verb", "root"),
    [
        ("menulis", "tulis"),
        ("menyusun", "susun"),
        ("memeriksa", "periksa"),
        ("memutakhirkan", "mutakhirkan"),
        ("memperbarui", "perbarui"),
        ("mengirim", "kirim"),
        ("mengelola", "kelola"),
        ("mengolah", "olah"),
        ("menilai", "nilai"),
        ("mengecek", "cek"),
        ("membuat", "buat"),
        ("melatih", "latih"),
        ("merawat", "rawat"),
        ("susun", "susun"),
    ],
)
def test_the_root_comes_back_from_its_nasal(verb, root):
    assert root_of(verb) == root


@pytest.mark.parametrize(
    ("deed", "result"),
    [
        (
            "Menyusun materi sosialisasi aplikasi SIMBG",
            "Materi sosialisasi aplikasi SIMBG tersusun tepat waktu",
        ),
        ("2) Mengarsipkan surat masuk", "Surat masuk terarsip rapi"),
        ("Selalu melayani masyarakat dengan senyum", "Masyarakat terlayani sesuai standar"),
        ("Penyelesaian pengaduan", "Pengaduan selesai tepat waktu"),
        ("Peningkatan kapasitas aparatur desa", "Kapasitas aparatur desa meningkat"),
        ("Menulis resep", "Resep ditulis sesuai standar dan tepat waktu"),
    ],
)
def test_a_deed_is_turned_into_what_it_brings_about(deed, result):
    assert as_result(deed) == result


@pytest.mark.parametrize(
    "unsure",
    [
        "",
        "Menyusun",
        "Mengikuti rapat",
        "Membina dan mengawasi koperasi",
        "Bertugas di loket",
        "Rapat",
        "12 5",
    ],
)
def test_where_the_grammar_is_not_sure_nothing_is_proposed(unsure):
    assert as_result(unsure) == ""


def test_whatever_is_proposed_is_itself_a_result():
    deeds = [statement for one in SETS.values() for statement in one["ACTIVITY"]]
    proposed = [result for deed in deeds if (result := as_result(deed))]

    assert len(proposed) > len(deeds) / 3
    assert [result for result in proposed if classify(result) is not Wording.ACHIEVEMENT] == []


@given(st.text())
def test_no_text_breaks_the_turning(text):
    assert isinstance(as_result(f"Menyusun {text}"), str)


def test_a_very_long_text_is_turned_by_its_beginning():
    assert as_result("saya " * LONGEST + "menyusun laporan") == ""


# --- hints ------------------------------------------------------------------------
def test_a_result_with_figure_unit_and_time_gets_no_hint():
    assert hints("Laporan kepegawaian tersusun tepat waktu", [GOOD_MEASURE], OFFICIAL) == []
    assert hints("", [GOOD_MEASURE], OFFICIAL) == []


def test_a_deed_is_told_with_an_example_of_its_result():
    (hint,) = hints("Menyusun laporan keuangan", [GOOD_MEASURE], OFFICIAL)

    assert "menyebut kegiatan" in hint
    assert "misalnya «Laporan keuangan tersusun tepat waktu»" in hint


def test_a_deed_whose_result_nobody_can_guess_is_asked_about():
    assert "siapa memperoleh apa" in kind_hint("Mengikuti rapat koordinasi", OFFICIAL)


def test_a_field_of_work_is_told():
    assert "menyebut bidang atau jenis pekerjaan" in kind_hint("Layanan persalinan", OFFICIAL)


def test_a_leader_may_write_as_the_regulations_own_leader_does():
    """Text line 5387: 'Meningkatkan kualitas layanan Direktorat Jenderal III'."""
    assert kind_hint("Meningkatkan kualitas layanan Direktorat Jenderal III", LEADER) == ""
    assert kind_hint("Keuangan", LEADER) != ""


def test_a_missing_figure_unit_and_time_are_named():
    bare = [Measure("Laporan"), Measure("Jumlah berkas", "12"), Measure("")]

    assert hints("Berkas tersusun", bare, OFFICIAL) == [
        "Indikator 1 belum memuat angka. Berapa banyak, berapa persen, atau berapa lama?",
        "Angka pada indikator 2 belum bersatuan, misalnya laporan, %, atau hari kerja.",
        "Belum ada batas waktu. Kapan hasil ini harus ada, atau berapa lama penyelesaiannya?",
    ]


def test_the_qualitative_approach_asks_for_no_figure():
    """Text lines 2087-2092: it does not stress the unit of measure."""
    told = hints("Ibu hamil terlayani", [Measure("Komplain menurun dari tahun sebelumnya")], QUALITATIVE)

    assert told == []


def test_absolute_words_are_flagged_for_officials_alone():
    absolute = [Measure("Semua klaim selalu selesai dalam 3 hari", "3 hari")]

    (hint,) = hints("Klaim selesai", absolute, OFFICIAL)

    assert hint.startswith("kata «semua», «selalu» membuat target mutlak")
    assert hints("Klaim selesai", absolute, LEADER) == []


def test_the_examples_beside_the_field_are_the_annexs_own():
    """Text lines 5010-5073."""
    annex = SETS["annex"]

    assert set(GOOD) <= set(annex["ACHIEVEMENT"])
    assert {one.text for one in BAD} <= {*annex["ACTIVITY"], *annex["CATEGORY"]}


# --- the page ---------------------------------------------------------------------
@pytest.mark.django_db
def test_the_form_is_looked_at_while_one_types_and_stores_nothing(agency, client):
    appraisal = factories.make_appraisal(agency, targets=0)
    factories.sign_in(client, agency.staff)
    typed = {
        "result": "Menyusun laporan",
        "indikator-0-text": "Laporan",
        "indikator-1-text": "x",
        "indikator-1-DELETE": "on",
    }

    told = client.post(reverse("wording_check", args=[appraisal.uuid]), typed).content.decode()

    assert "Laporan tersusun tepat waktu" in told
    assert "Indikator 1 belum memuat angka" in told
    assert "Indikator 2" not in told
    assert appraisal.targets.count() == 0


@pytest.mark.django_db
def test_the_form_shows_examples_and_the_hints_for_what_it_holds(agency, client):
    appraisal = factories.make_appraisal(agency, targets=1)
    target = appraisal.targets.get()
    target.result = "Sosialisasi"
    target.save(update_fields=["result"])
    factories.sign_in(client, agency.staff)

    page = client.get(reverse("target_edit", args=[appraisal.uuid, target.uuid])).content.decode()

    assert GOOD[0] in page
    assert "«Sosialisasi» menyebut bidang" in page
    assert (
        "«Sosialisasi» menyebut bidang"
        in client.get(reverse("targets", args=[appraisal.uuid])).content.decode()
    )
