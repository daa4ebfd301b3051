"""Each of the 24 official forms as PDF: titles, column heads and signature labels as the regulation prints them."""

from __future__ import annotations

import pytest

from appraisal import form_prints
from appraisal.models import Appraisal, AppraisalStatus, EvaluationStatus, Period
from appraisal.papers import registry
from appraisal.papers.subject import Subject
from employees.models import Employee
from tests import factories
from tests.factories import Agency
from tests.printed import words_of

pytestmark = pytest.mark.django_db

OFFICIAL = [
    *(f"A.1.{number}" for number in range(1, 9)),
    *(f"B.1.{number}" for number in range(1, 11)),
    *(f"C.1.{number}" for number in range(1, 4)),
    *(f"D.1.{number}" for number in range(1, 4)),
]
LEADERS = "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
OFFICIALS = "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
TOLD, COUNTED = "PENDEKATAN HASIL KERJA KUALITATIF", "PENDEKATAN HASIL KERJA KUANTITATIF"
PEOPLE = "NO PEGAWAI YANG DINILAI NO PEJABAT PENILAI KINERJA 1 NAMA"
PERIOD = "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN"
REACHED = "REALISASI BERDASARKAN BUKTI DUKUNG"
SAID = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
BEHAVIOUR = ("PERILAKU KERJA", "1 Berorientasi pelayanan", "7 Kolaboratif", "Ekspektasi Khusus Pimpinan:")
SIGNERS = ("Pegawai yang Dinilai", "Pejabat Penilai Kinerja")
RATINGS = ("CAPAIAN KINERJA ORGANISASI", "POLA DISTRIBUSI", "RATING HASIL KERJA", "RATING PERILAKU KERJA")
WORDS: dict[str, tuple[str, ...]] = {
    "A.1.1": (f"SASARAN KINERJA PEGAWAI {TOLD} {LEADERS}", PERIOD, PEOPLE, "HASIL KERJA A. UTAMA",
              "Ukuran keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif:", "B. TAMBAHAN",
              *BEHAVIOUR, *SIGNERS),
    "A.1.2": (f"SASARAN KINERJA PEGAWAI {COUNTED} {LEADERS}", PERIOD, PEOPLE,
              "NO RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF (1) (2) (3) (4) (5)",
              "A. UTAMA", "B. TAMBAHAN", *BEHAVIOUR, *SIGNERS),
    "A.1.3": ("MANUAL INDIKATOR KINERJA SKP PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI", PERIOD,
              "RENCANA HASIL KERJA", "UKURAN KEBERHASILAN/ INDIKATOR KINERJA", "TUJUAN", "DESKRIPSI Definisi",
              "Formula (opsional bagi pendekatan hasil kerja kualitatif)", "SATUAN PENGUKURAN",
              "KUALITAS DAN TINGKAT KENDALI", "Outcome Antara", "Output kendali rendah", "SUMBER DATA",
              "PERIODE PELAPORAN", "Bulanan", "Triwulanan", "Semesteran", "Tahunan"),
    "A.1.4": ("WORKBLOCK UNTUK IDENTIFIKASI STRATEGI PENCAPAIAN HASIL KERJA",
              "JUDUL INISIATIF STRATEGI PENCAPAIAN IKU", "INDIKATOR DAN TARGET YANG DIINTERVENSI",
              "PEMILIK STRATEGI", "PIHAK YANG TERLIBAT", "WAKTU PENYELESAIAN", "PENERIMA MANFAAT", "TUJUAN",
              "ANGGARAN", "STRATEGI (KEY ACTIVITIES) A. RUTIN 1. B. TRANSFORMATIF 2.",
              "KELUARAN KUNCI (KEY MILESTONE) A. RUTIN 1. B. TRANSFORMATIF 2."),
    "A.1.5": ("MATRIKS PEMBAGIAN PERAN DAN HASIL", "PEGAWAI JABATAN OUTCOME ANTARA/ OUTPUT/ LAYANAN"),
    "A.1.6": (f"SASARAN KINERJA PEGAWAI {TOLD} {OFFICIALS}", PERIOD, PEOPLE, "HASIL KERJA A. UTAMA",
              "Ukuran keberhasilan/ indikator kinerja individu dan Target:", "B. TAMBAHAN", *BEHAVIOUR, *SIGNERS),
    "A.1.7": (f"SASARAN KINERJA PEGAWAI {COUNTED} {OFFICIALS}", PERIOD, PEOPLE,
              ("NO. RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI* RENCANA HASIL KERJA ASPEK INDIKATOR KINERJA"
              " INDIVIDU TARGET (1) (2) (3) (4) (5) (6)"), "A. UTAMA", "B. TAMBAHAN", *BEHAVIOUR, *SIGNERS),
    "A.1.8": ("LAMPIRAN SASARAN KINERJA PEGAWAI", PERIOD, "DUKUNGAN SUMBER DAYA", "SKEMA PERTANGGUNGJAWABAN",
              "KONSEKUENSI", *SIGNERS),
    "B.1.1": ("RENCANA AKSI", PERIOD, PEOPLE, "HASIL KERJA", "Rencana Aksi:", "Pegawai yang Dinilai"),
    "B.1.2": ("PENDOKUMENTASIAN KINERJA", PERIOD, PEOPLE, "HASIL KERJA", "Rencana Aksi:",
              "Realisasi dan Bukti Dukung:", "Pegawai yang Dinilai"),
    "B.1.3": (f"REKAMAN INFORMASI UMPAN BALIK BERKELANJUTAN {TOLD}", "PERIODE: TRIWULAN IV-AKHIR", PERIOD, PEOPLE,
              f"HASIL KERJA A. UTAMA {REACHED} {SAID}", "Ukuran keberhasilan dan Target:",
              f"B. TAMBAHAN {REACHED} {SAID}", f"PERILAKU KERJA {SAID}", *BEHAVIOUR[1:], *SIGNERS),
    "B.1.4": (f"REKAMAN INFORMASI UMPAN BALIK BERKELANJUTAN {COUNTED} {LEADERS}", PERIOD, PEOPLE, "5 INSTANSI",
              f"NO. RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF {REACHED} {SAID} (1) (2)",
              "(7) A. UTAMA", "B. TAMBAHAN", *BEHAVIOUR, *SIGNERS),
    "B.1.5": (f"REKAMAN INFORMASI UMPAN BALIK BERKELANJUTAN {COUNTED} {OFFICIALS}", PERIOD, PEOPLE,
              ("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI RENCANA HASIL KERJA ASPEK INDIKATOR KINERJA INDIVIDU"
              f" TARGET {REACHED} {SAID} (1) (2)"), "(8) A. UTAMA", "B. TAMBAHAN", *BEHAVIOUR, *SIGNERS),
    "B.1.6": ("PELAKSANAAN COACHING", PERIOD, PEOPLE, "TUJUAN: APA YANG INGIN SAYA CAPAI? (diisi oleh Pegawai)",
              "INDIKATOR KINERJA INDIVIDU BASELINE TARGET (JIKA ADA) TARGET STRATEGI PENCAPAIAN TARGET",
              "FAKTA: DIMANA SAYA SEKARANG?", "TARGET SKP PROGRES PENCAPAIAN TARGET MASALAH / HAMBATAN PENYEBAB",
              "PELUANG: APA YANG DAPAT SAYA LAKUKAN?", "LANGKAH KEDEPAN: APA YANG AKAN SAYA LAKUKAN KE DEPAN?",
              ("INDIKATOR KINERJA INDIVIDU STRATEGI UNTUK MENGATASI MASALAH/HAMBATAN PENYESUAIAN UKURAN KEBERHASILAN"
              " DAN TARGET (YA/ TIDAK)*"), ("*Jika diperlukan penyesuaian indikator/ target kinerja maka dilakukan"
              " perubahan SKP"), "Pegawai yang Dinilai", "Pimpinan/ Pihak Lain yang Diberikan Penugasan Khusus"),
    "B.1.7": ("PELAKSANAAN MENTORING", PERIOD, PEOPLE, "TUJUAN: APA YANG INGIN SAYA CAPAI DENGAN MENTORING?",
              ("KEAHLIAN/ KETERAMPILAN SPESIFIK YANG AKAN DIKEMBANGKAN JANGKA WAKTU MENTORING PERUBAHAN YANG DIHARAPKAN"
              " UKURAN KEBERHASILAN MENTORING"), "JURNAL MENTORING",
              "WAKTU DAN TEMPAT MATERI MENTORING RENCANA AKSI TARGET WAKTU RENCANA AKSI", "Pegawai yang Dinilai",
              "Pimpinan/ Pihak Lain yang Diberikan Penugasan Khusus"),
    "B.1.8": ("UMPAN BALIK PELAKSANAAN BIMBINGAN KINERJA", PEOPLE, "SUBJEK KRITERIA UMPAN BALIK", "TENTANG PEGAWAI",
              "1. Saya merasa diperhatikan dan dipahami",
              "TENTANG PIMPINAN/ PIHAK LAIN YANG DIBERIKAN PENUGASAN KHUSUS",
              "6. Lebih banyak menggunakan metode bertanya dibandingkan menggurui",
              "9. Saya memahami maksud dan tujuan kegiatan bimbingan kinerja ini", "Pegawai yang Dinilai"),
    "B.1.9": ("EVALUASI KOMPETENSI PEGAWAI SEBAGAI TINDAK LANJUT BIMBINGAN KINERJA", PEOPLE,
              "NO KOMPETENSI PEGAWAI* NILAI (SKALA 1-5) ALASAN TERHADAP PENILAIAN KOMPETENSI", "1 Manajerial",
              "1. Integritas", "8. Pengambilan Keputusan", "2 Sosio Kultural", "1. Perekat dan Pemersatu Bangsa",
              "3 Teknis", "REKOMENDASI", "DESKRIPSI SKALA PENILAIAN", "4 Diatas Memadai", "5 Istimewa",
              "Pimpinan atau Pihak Lain yang Diberikan Penugasan Khusus"),
    "B.1.10": ("LAPORAN PERMASALAHAN PERILAKU KERJA", PEOPLE,
               "MASALAH: APA PERMASALAHAN PERILAKU KERJA PEGAWAI DIDASARKAN PADA NILAI DASAR ASN?",
               "APAKAH ANDA MEMILIKI EKSPEKTASI KHUSUS TERHADAP YANG BERSANGKUTAN?",
               ("JELASKAN SECARA DETIL PERMASALAHAN TERKAIT PERILAKU KERJA PEGAWAI YANG DIANGGAP MENGHAMBAT KINERJA"
               " INDIVIDU, UNIT KERJA, DAN/ATAU TIM KERJA!"), "YA / TIDAK",
               "RETROSPEKTIF: APA YANG SUDAH ANDA LAKUKAN UNTUK PERBAIKAN PERILAKU KERJA PEGAWAI?",
               "YANG SUDAH SAYA LAKUKAN UNTUK MEMPERBAIKI PERILAKU KERJA PEGAWAI ADALAH:", "Pejabat Penilai Kinerja"),
    "C.1.1": (f"HASIL EVALUASI KINERJA PEGAWAI {TOLD}", "TRIWULAN IV-AKHIR", PERIOD, PEOPLE, *RATINGS,
              f"HASIL KERJA A. UTAMA {REACHED} {SAID}", f"B. TAMBAHAN {REACHED} {SAID}",
              "Ukuran Keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif****:",
              f"PERILAKU KERJA {SAID}", "PREDIKAT KINERJA PEGAWAI",
              "perspektif hanya digunakan untuk pejabat pimpinan tinggi dan pimpinan unit kerja mandiri"),
    "C.1.2": (f"HASIL EVALUASI KINERJA PEGAWAI {COUNTED} {LEADERS}", PERIOD, PEOPLE, "5 INSTANSI", *RATINGS,
              f"NO. RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF {REACHED} {SAID} (1) (2)",
              "PREDIKAT KINERJA PEGAWAI", "Pejabat Penilai Kinerja"),
    "C.1.3": (f"HASIL EVALUASI KINERJA PEGAWAI {COUNTED} {OFFICIALS}", PERIOD, PEOPLE, *RATINGS,
              ("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI RENCANA HASIL KERJA ASPEK INDIKATOR KINERJA INDIVIDU"
              f" TARGET {REACHED} {SAID} (1) (2)"), "PREDIKAT KINERJA PEGAWAI", "Pejabat Penilai Kinerja"),
    "D.1.1": ("DOKUMEN EVALUASI KINERJA PEGAWAI", "PERIODE*: TRIWULAN IV-AKHIR", PERIOD, "1. PEGAWAI YANG DINILAI",
              "2. PEJABAT PENILAI KINERJA", "3. ATASAN PEJABAT PENILAI KINERJA", "4. EVALUASI KINERJA",
              "CAPAIAN KINERJA ORGANISASI", "PREDIKAT KINERJA PEGAWAI", "5. CATATAN/REKOMENDASI",
              "6. Pejabat Penilai Kinerja", "7. Pegawai yang Dinilai"),
    "D.1.2": ("DOKUMEN EVALUASI KINERJA PEGAWAI", "3. ATASAN PEJABAT PENILAI KINERJA", "5. CATATAN/REKOMENDASI",
              "6. Atasan Pejabat Penilai Kinerja", "7. Pegawai yang Dinilai"),
    "D.1.3": ("DOKUMEN EVALUASI KINERJA PEGAWAI", "6. KEBERATAN",
              "7. PENJELASAN PEJABAT PENILAI KINERJA ATAS KEBERATAN",
              "8. KEPUTUSAN DAN REKOMENDASI ATASAN PEJABAT PENILAI KINERJA", "9. Pejabat Penilai Kinerja",
              "10. Pegawai yang Dinilai", "11. Atasan Pejabat Penilai Kinerja"),
}  # fmt: skip
KINDS = {
    "leader, qualitative": (True, "QUALITATIVE"),
    "leader, quantitative": (True, "QUANTITATIVE"),
    "official, qualitative": (False, "QUALITATIVE"),
    "official, quantitative": (False, "QUANTITATIVE"),
}


def appraised(agency: Agency, *, leads: bool = False, approach: str = "QUANTITATIVE") -> Appraisal:
    """Somebody of a kind, with two targets in draft."""
    period = Period.objects.first() or factories.make_period(approach=approach)
    person: Employee = agency.superior if leads else agency.staff
    appraisal = factories.make_appraisal(agency, AppraisalStatus.PLANNING, employee=person, period=period)
    appraisal.leads = leads
    appraisal.save(update_fields=["leads"])
    return appraisal


@pytest.fixture
def nobody(agency: Agency) -> Appraisal:
    """Somebody whose year has begun and who wrote nothing yet."""
    return factories.make_appraisal(agency, targets=0)


def test_the_regulation_has_24_forms_and_we_print_them_all() -> None:
    assert registry.codes()[:24] == OFFICIAL == list(WORDS)
    assert registry.codes()[24:] == ["KONVERSI", "AKUMULASI", "PAK"]


@pytest.mark.parametrize("code", OFFICIAL)
def test_a_form_prints_the_official_words_also_while_it_has_no_data(code: str, nobody: Appraisal) -> None:
    """Lines 1351 to 4895: titles, column heads in their order, labels of signatures."""
    words = words_of(form_prints.draw(Subject.find(nobody), [code]))

    assert f"FORMAT {code} " in words
    assert [one for one in WORDS[code] if one not in words] == []
    assert "Dicetak dari aplikasi Kinerja" in words
    assert "Kode verifikasi" not in words


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_prints_for_every_kind_of_person(kind: str, agency: Agency) -> None:
    leads, approach = KINDS[kind]
    subject = Subject.find(appraised(agency, leads=leads, approach=approach))

    words = words_of(form_prints.draw(subject, OFFICIAL))

    assert [code for code in OFFICIAL if f"FORMAT {code} " not in words] == []


# --- which forms are whose ------------------------------------------------------------
COMMON = ["A.1.8", "B.1.1", "B.1.2", "B.1.6", "B.1.7", "B.1.8", "B.1.9", "B.1.10", "D.1.1"]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("leader, qualitative", ["A.1.1", "A.1.3", "A.1.4", "A.1.5", "B.1.3", "C.1.1"]),
        ("leader, quantitative", ["A.1.2", "A.1.3", "A.1.4", "A.1.5", "B.1.4", "C.1.2"]),
        ("official, qualitative", ["A.1.6", "B.1.3", "C.1.1"]),
        ("official, quantitative", ["A.1.7", "B.1.5", "C.1.3"]),
    ],
)
def test_kind_and_approach_choose_the_forms(kind: str, own: list[str], agency: Agency) -> None:
    leads, approach = KINDS[kind]
    subject = Subject.find(appraised(agency, leads=leads, approach=approach))

    assert {one.code for one in registry.forms_of(subject)} == {*COMMON, *own}


@pytest.mark.parametrize(
    ("origin", "form"), [("APPRAISER", "D.1.1"), ("REVIEWER", "D.1.2"), ("OBJECTION", "D.1.3")]
)
def test_what_became_of_the_evaluation_chooses_its_document(origin: str, form: str, agency: Agency) -> None:
    """Lines 4731, 4799, 4895."""
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    evaluation.origin = origin

    codes = [one.code for one in registry.forms_of(Subject.of(evaluation))]

    assert [code for code in codes if code.startswith("D")] == [form]


@pytest.mark.parametrize(
    ("kind", "attached"),
    [
        ("leader, qualitative", ("C.1.1", "A.1.1")),
        ("leader, quantitative", ("C.1.2", "A.1.2")),
        ("official, qualitative", ("C.1.1", "A.1.6")),
        ("official, quantitative", ("C.1.3", "A.1.7")),
    ],
)
def test_the_document_takes_its_skp_and_result_along(
    kind: str, attached: tuple[str, str], agency: Agency
) -> None:
    """Lines 4698-4706: a head or a qualitative SKP goes out with its own forms."""
    leads, approach = KINDS[kind]

    assert registry.attached(Subject.find(appraised(agency, leads=leads, approach=approach))) == attached


def test_a_form_that_the_regulation_does_not_have_is_unknown(nobody: Appraisal) -> None:
    with pytest.raises(KeyError):
        form_prints.draw(Subject.find(nobody), ["A.1.9"])


def test_a_satellite_gives_a_form_its_data(nobody: Appraisal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_FORMS", dict(registry._FORMS))
    registry.register("B.1.6", registry.form("B.1.7").builder)

    assert registry.form("B.1.6").title == "Pelaksanaan Coaching"
    assert registry.form("B.1.6").build(Subject.find(nobody)).form == "B.1.7"
