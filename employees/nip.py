"""The 18-digit number of a civil servant: NIP (PNS) and NI PPPK.

Source: Perka BKN 22/2007 and 43/2007. Digits 1-8 are the birth date, 9-14 the month of appointment (PNS)
or its year and a two-digit count (PPPK), 15 the sex, 16-18 a sequence. There is no check digit. Kept as
text everywhere: a spreadsheet turns 18 digits into a float and loses the tail.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

_SPREADSHEET_NUMBER = re.compile(r"[0-9]+[.,]?[0-9]*E\+?[0-9]+", re.IGNORECASE)
_NOT_A_DIGIT = re.compile(r"[^0-9]")
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Nip:
    """A number that `parse` accepted.

    `appointed_month` (1-12) is known for PNS only, `count` (digits 13-14, 0-99) for PPPK only.
    """

    digits: str
    birth_date: date
    appointed_year: int
    appointed_month: int | None
    count: int | None
    sex: Literal["M", "F"]
    sequence: int

    def spaced(self) -> str:
        """The printed style in four groups: '19860926 201505 1 001'."""
        return f"{self.digits[:8]} {self.digits[8:14]} {self.digits[14]} {self.digits[15:]}"

    def warnings(self) -> list[str]:
        """What is possible but unlikely, one sentence each: appointed before the age of 18.

        No source states the lowest age for these digits, so this never refuses a number.
        """
        age = self.appointed_year - self.birth_date.year
        if self.appointed_month is not None and self.appointed_month < self.birth_date.month:
            age -= 1
        if age >= _ADULT:
            return []
        return [f"Menurut NIP, pegawai diangkat pada usia {age} tahun. Cocokkan NIP dengan SK pengangkatan."]


def parse(text: str, kind: Literal["PNS", "PPPK"], *, today: date | None = None) -> Nip:
    """Read a number as people and spreadsheets write it: blanks and invisible characters are dropped.

    `today`, where the caller has a clock, also refuses an appointment in the future. Raises ValueError with
    an Indonesian sentence that says what is wrong and what to do.
    """
    if kind not in ("PNS", "PPPK"):
        raise ValueError(f"Jenis pegawai harus PNS atau PPPK untuk NIP, bukan {kind}. Kosongkan NIP-nya.")
    digits = _digits(text)
    year, middle = int(digits[8:12]), int(digits[12:14])
    month = middle if kind == "PNS" else None
    nip = Nip(
        digits=digits,
        birth_date=_birth_date(digits),
        appointed_year=year,
        appointed_month=month,
        count=None if kind == "PNS" else middle,
        sex=_sex(digits),
        sequence=_sequence(digits),
    )
    _check_appointment(nip, today)
    return nip


def _digits(text: str) -> str:
    # Cf holds what nobody sees: zero-width blanks, byte order mark, soft hyphen, direction marks.
    compact = "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")
    if not compact:
        raise ValueError("NIP kosong. Isi 18 angka NIP.")
    if _SPREADSHEET_NUMBER.fullmatch(compact):
        raise ValueError(
            "NIP berubah menjadi bilangan lembar kerja dan angka akhirnya hilang. "
            "Ubah format kolom NIP menjadi Teks, lalu isi ulang 18 angkanya."
        )
    if _NOT_A_DIGIT.search(compact):
        raise ValueError("NIP hanya boleh berisi angka 0–9. Hapus huruf dan tanda lain, sisakan 18 angka.")
    if len(compact) != 18:
        raise ValueError(f"NIP berisi {len(compact)} angka, seharusnya 18. Cocokkan dengan SK pengangkatan.")
    return compact


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise ValueError(
            f"Angka 1–8 NIP ({digits[:8]}) bukan tanggal lahir yang ada. "
            "Periksa tahun, bulan, dan tanggal lahirnya."
        ) from None


def _sex(digits: str) -> Literal["M", "F"]:
    match digits[14]:
        case "1":
            return "M"
        case "2":
            return "F"
        case other:
            raise ValueError(
                f"Angka ke-15 NIP ({other}) harus 1 (laki-laki) atau 2 (perempuan). "
                "Cocokkan dengan SK pengangkatan."
            )


def _sequence(digits: str) -> int:
    if digits[15:] == "000":
        raise ValueError("Nomor urut NIP (angka 16–18) mulai dari 001. Cocokkan dengan SK pengangkatan.")
    return int(digits[15:])


def _check_appointment(nip: Nip, today: date | None) -> None:
    """Refuse a month that is none (PNS), an appointment before birth, and one after `today`."""
    month = nip.appointed_month
    if month is not None and not 1 <= month <= 12:
        raise ValueError(
            f"Angka 13–14 NIP ({month:02d}) bukan bulan pengangkatan 01–12. "
            "Periksa NIP, atau ubah jenis pegawai bila ia PPPK."
        )
    appointed = (nip.appointed_year, month or 12)
    if appointed < (nip.birth_date.year, nip.birth_date.month):
        raise ValueError(
            f"Angka 9–14 NIP ({nip.digits[8:14]}) mendahului tanggal lahir. Cocokkan dengan SK pengangkatan."
        )
    if today is not None and (nip.appointed_year, month or 1) > (today.year, today.month):
        raise ValueError(f"Angka 9–14 NIP ({nip.digits[8:14]}) belum tiba. Cocokkan dengan SK pengangkatan.")
