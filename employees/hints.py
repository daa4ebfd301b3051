"""First-visit hints by role: what a page is for, once, until its reader puts it away; remembered on the account."""

from __future__ import annotations

from dataclasses import dataclass

from employees.models import User


@dataclass(frozen=True)
class Hint:
    """What somebody who opens a page for the first time wants to know."""

    title: str
    text: str


HINTS = {
    "own_skp": Hint(
        "SKP Anda: hasil yang disepakati",
        "Tulis apa yang akan ada di akhir tahun, bukan apa yang Anda kerjakan tiap hari. Lengkapi dengan ukuran, lalu"
        " tekan «Ajukan»; atasan Anda menetapkannya setelah dialog.",
    ),
    "team": Hint(
        "Tim saya: semua bawahan Anda dalam satu halaman",
        "Yang perlu Anda kerjakan ada di baris paling atas. Buka nama seseorang untuk membaca SKP dan catatannya; beri"
        " umpan balik sepanjang tahun, bukan hanya di akhir.",
    ),
    "reviews": Hint(
        "Anda juga atasan Pejabat Penilai Kinerja",
        "Saring «Saya sebagai» untuk melihat pegawai yang dinilai bawahan Anda. Yang menilai tetap pejabat penilainya;"
        " Anda memutus keberatan, dan mengevaluasi bila masa evaluasi lewat tanpa ditandatangani.",
    ),
    "work_teams": Hint(
        "Tim kerja: Anda memberi usulan",
        "Sebagai ketua tim, Anda melihat kemajuan anggota, memberi umpan balik, dan mengusulkan rating. Yang menetapkan"
        " tetap Pejabat Penilai Kinerja masing-masing.",
    ),
    "desk_agency": Hint(
        "Meja kepegawaian: mulai dari yang terlambat",
        "Angka di sini menghitung siapa pun yang perlu diingatkan; klik angkanya untuk melihat namanya. Periode, hari"
        " libur, dan aturan ada di kelompok «Aturan».",
    ),
    "desk_unit": Hint(
        "Meja kepegawaian unit Anda",
        "Anda melihat unit Anda dan unit di bawahnya saja. Ingatkan yang terlambat, jawab «Ini keliru?», dan bagikan"
        " aktivasi akun dari kelompok «Orang».",
    ),
    "desk_auditor": Hint(
        "Membaca tanpa mengubah",
        "Anda dapat membuka kinerja siapa pun beserta riwayatnya, kecuali konseling dan pemberi umpan balik rahasia."
        " Setiap halaman yang Anda buka dicatat.",
    ),
    "desk_leader": Hint(
        "Unit saya: kemajuan dan sebaran",
        "Anda membaca unit yang Anda pimpin beserta unit di bawahnya. Menilai tetap dilakukan dari «Tim saya».",
    ),
}


def hint_for(user: User, code: str) -> Hint | None:
    """The hint of a page; None once it was put away."""
    return None if code in user.hints_put_away else HINTS[code]


def desk_code(user: User) -> str:
    """As whom somebody opens the desk."""
    if user.has_perm("employees.administer_agency"):
        return "desk_agency"
    if user.has_perm("employees.administer_units"):
        return "desk_unit"
    return "desk_auditor" if user.is_auditor else "desk_leader"


def put_away(user: User, code: str) -> None:
    """Do not show it again. A hint that is not ours any more is forgotten."""
    kept = {one for one in user.hints_put_away if one in HINTS}
    user.hints_put_away = sorted(kept | ({code} & HINTS.keys()))
    user.save(update_fields=["hints_put_away"])
