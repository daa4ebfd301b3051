"""First steps for people used to paper: a few short cards on the home page, until they are read or put away."""

from __future__ import annotations

from dataclasses import dataclass

from employees.models import User

PUT_AWAY = 99


@dataclass(frozen=True)
class Card:
    title: str
    text: str


CARDS = (
    Card(
        "Yang dulu di kertas, sekarang di sini",
        "SKP, catatan kemajuan, umpan balik, dan hasil evaluasi Anda ada di satu tempat. Formulir resminya tetap sama"
        " dan dapat dicetak kapan saja.",
    ),
    Card(
        "Beranda memberi tahu giliran Anda",
        "Bila ada yang menunggu Anda, tulisannya ada di Beranda beserta batas waktunya. Bila tidak ada, tidak perlu"
        " melakukan apa-apa.",
    ),
    Card(
        "Anda tidak dapat merusak apa pun",
        "Yang Anda ketik tersimpan sendiri sebagai draf. Tidak ada yang terkirim sebelum Anda menekan tombolnya.",
    ),
    Card(
        "Catat hasil kerja sedikit demi sedikit",
        "Buka Kinerja saya, lalu Realisasi. Satu kalimat dan satu foto bukti seminggu sekali sudah cukup.",
    ),
    Card(
        "Macet? Katakan saja",
        "Saat mencatat realisasi, tandai «butuh bantuan». Atasan Anda langsung melihatnya dan dapat membimbing Anda.",
    ),
    Card(
        "Bila ada yang tidak jelas",
        "Tanyakan kepada pengelola kepegawaian unit Anda; namanya ada di Beranda. Langkah-langkah ini dapat dibaca lagi"
        " di halaman Akun.",
    ),
)


def card_of(user: User) -> tuple[int, Card] | None:
    """The next card and its number from 1; None when all were read or put away."""
    step = user.onboarding_step
    return (step + 1, CARDS[step]) if step < len(CARDS) else None


def go_on(user: User, number: int) -> None:
    """After card `number`; pressing an old page's button again goes nowhere back."""
    user.onboarding_step = max(user.onboarding_step, min(number, len(CARDS)))
    user.save(update_fields=["onboarding_step"])


def put_away(user: User) -> None:
    user.onboarding_step = PUT_AWAY
    user.save(update_fields=["onboarding_step"])
