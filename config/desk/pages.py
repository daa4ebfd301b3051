"""The pages that everybody has, with the words by which people look for them; the desk's own stand in `menu`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from django.urls import reverse

from config.desk.menu import GROUPS
from employees.desk_access import only_leads
from employees.models import User

ALIKE = 0.75  # 'pengahrgaan' finds Penghargaan; 'cuti' finds no 'kunci'


@dataclass(frozen=True)
class Place:
    """A page; `words` are what people call it, beside its name; `superiors` get it when they rate somebody."""

    name: str
    label: str
    words: str = ""
    superiors: bool = False


PLACES = (
    Place("home", "Beranda", "awal giliran tugas menunggu"),
    Place(
        "appraisals", "Kinerja saya", "skp sasaran kinerja tahun rencana realisasi evaluasi penilaian diri"
    ),
    Place("feedback", "Umpan balik", "catatan apresiasi saran rekan feedback"),
    Place("note_to", "Tulis umpan balik", "catatan apresiasi saran rekan untuk siapa"),
    Place("rounds_waiting", "Umpan balik 360", "putaran permintaan menjawab rahasia"),
    Place("training", "Pelatihan", "jp jam pelajaran diklat sertifikat rencana pengembangan kompetensi"),
    Place("courses", "Katalog pelatihan", "diklat kursus jadwal daftar"),
    Place("certificate_new", "Catat sertifikat", "bukti pelatihan jp"),
    Place("work_teams", "Tim kerja", "ketua tim anggota matriks"),
    Place("recommendations", "Rekomendasi", "tindak lanjut evaluasi"),
    Place("improvements", "Rencana perbaikan", "kinerja kurang pembinaan"),
    Place("awards", "Penghargaan", "pegawai terbaik hadiah usul"),
    Place("sanctions", "Hukuman disiplin", "sanksi pelanggaran"),
    Place("public_rules", "Aturan penghargaan dan sanksi", "hukuman disiplin hadiah"),
    Place("announcements", "Pengumuman", "berita kabar"),
    Place("inbox", "Kotak masuk", "pesan pemberitahuan notifikasi inbox"),
    Place("drafts", "Isian tersimpan", "draf hilang ketikan simpan otomatis belum dikirim"),
    Place("account", "Akun", "kata sandi profil data saya surel faktor kedua keluar"),
    Place("terms", "Istilah", "arti kamus glosarium pasal bantuan"),
    Place("first_steps", "Langkah awal", "bantuan cara panduan mulai"),
    Place("verify", "Periksa keaslian dokumen", "kode verifikasi qr cetakan"),
    Place("team", "Tim saya", "bawahan pegawai anak buah menilai staf", superiors=True),
    Place("help_queue", "Butuh bantuan", "kendala macet tolong tim", superiors=True),
    Place("team_notes", "Umpan balik untuk tim", "catatan bawahan irama", superiors=True),
    Place("my_matrix", "Matriks peran", "pembagian peran dan hasil cascading", superiors=True),
    Place("assignments_given", "Penugasan", "tugas tambahan", superiors=True),
    Place("target_templates", "Templat", "contoh rencana hasil kerja skp", superiors=True),
    Place("reports", "Pelaporan", "laporan evaluasi kirim pyb", superiors=True),
    Place("team_unit_ratings", "Capaian unit", "predikat organisasi kinerja unit", superiors=True),
    Place("calibrations", "Kalibrasi", "menyamakan penilaian", superiors=True),
    Place("team_patterns", "Keadilan penilaian", "pola sebaran adil", superiors=True),
    Place("team_development", "Kesenjangan kompetensi tim", "pelatihan kebutuhan", superiors=True),
    Place("training_approvals", "Persetujuan pelatihan", "setujui izin diklat", superiors=True),
)


def found(user: User, words: list[str], *, rates: bool, heads: bool) -> Iterator[tuple[str, str]]:
    """Label and address of the pages that answer to every word, the desk's last."""
    for place in PLACES:
        if (rates or not place.superiors) and answers(f"{place.label} {place.words}", words):
            yield place.label, reverse(place.name)
    if user.is_personnel or user.is_auditor or heads:
        for group, pages in GROUPS:
            for page in pages:
                if page.offered_to(user) and answers(f"{page.label} {group}", words):
                    yield f"{'Unit saya' if only_leads(user) else 'Kepegawaian'}: {page.label}", page.url


def answers(name: str, words: list[str]) -> bool:
    """Whether each word is part of the name, or nearly one of its words."""
    told = name.casefold()
    return all(
        word in told or (len(word) > 3 and get_close_matches(word, told.split(), 1, ALIKE)) for word in words
    )
