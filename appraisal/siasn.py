"""SIASN's codes, and the records that `skp22/save` and `kinerjaperiodik/save` take of an evaluation.

The layout was found in public integrations, not in an official description (docs/forms.md says what is known);
codes are mapped by name, never by order, because one list is known to circulate reversed.
"""

from __future__ import annotations

import re
from typing import Any

from appraisal.models import Evaluation, OverallRating, PartyRole
from appraisal.papers.paper import signed_on, snapshot
from appraisal.rating import PREDICATE_CODES, RATING_CODES, Predicate, Rating
from appraisal.windows import QUARTERS, span
from employees.models import Employee

RANK = re.compile(r"\b(I|II|III|IV)/([a-e])\b")
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
ASN, NON_ASN = "ASN", "NON ASN"
MONTHLY, QUARTERLY = 1, 2  # periodikId


def rank_code(printed: str) -> str:
    """SIASN's id of a golongan ruang: 'Penata (III/c)' is '33'. '' for PPPK grades and for none."""
    found = RANK.search(printed)
    return f"{ROMAN[found[1]]}{'abcde'.index(found[2]) + 1}" if found else ""


def last_rating(evaluation: Evaluation) -> OverallRating:
    """The rating that holds, out of prefetched `ratings`. Raises ValueError when none was given."""
    given = [row for row in evaluation.ratings.all() if row.given_at is not None]
    if not given:
        raise ValueError("Evaluasi ini belum punya rating.")
    return max(given, key=lambda row: (row.given_at, row.pk))


def skp22(evaluation: Evaluation) -> dict[str, Any]:
    """One signed yearly evaluation in SIASN's keys and codes.

    `id` and `path` stay empty: SIASN gives the one and receives the PDF for the other. Raises ValueError while
    the evaluation is not signed.
    """
    appraisal = evaluation.appraisal
    appraiser = snapshot(appraisal, PartyRole.APPRAISER, signed_on(evaluation))
    rating = last_rating(evaluation)
    return {
        "id": None,
        "pnsDinilaiOrang": appraisal.employee.siasn_id,
        "tahun": appraisal.period.year,
        "hasilKinerjaNilai": RATING_CODES[Rating(rating.results)],
        "perilakuKerjaNilai": RATING_CODES[Rating(rating.behaviour)],
        "kuadranKinerjaNilai": PREDICATE_CODES[Predicate(evaluation.predicate)],
        "penilaiNipNrp": appraiser.nip if appraiser else "",
        "penilaiNama": appraiser.name if appraiser else "",
        "penilaiJabatan": appraiser.position if appraiser else "",
        "penilaiGolongan": rank_code(appraiser.rank) if appraiser else "",
        "penilaiUnorNama": appraiser.unit_name if appraiser else "",
        "statusPenilai": NON_ASN if appraiser and appraiser.employee.kind == Employee.Kind.NON_ASN else ASN,
        "path": [],
    }


def periodic(evaluation: Evaluation) -> dict[str, Any]:
    """One signed periodic evaluation in the keys of `kinerjaperiodik/save`, as far as they are known.

    `koefisienId` stays empty: its codes were found nowhere. Raises ValueError while it is not signed.
    """
    appraisal = evaluation.appraisal
    covered = span(appraisal.period, evaluation.window)
    yearly = skp22(evaluation)
    return {
        "bulanMulaiPenilaian": covered.starts_on.month,
        "bulanSelesaiPenilaian": covered.ends_on.month,
        "tahunMulaiPenilaian": covered.starts_on.year,
        "tahunSelesaiPenilaian": covered.ends_on.year,
        "tahun": appraisal.period.year,
        "periodikId": QUARTERLY if evaluation.window in QUARTERS else MONTHLY,
        "koefisienId": None,
        **{key: yearly[key] for key in ("hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai")},
        "penilaiNipNrp": yearly["penilaiNipNrp"],
        "penilaiNama": yearly["penilaiNama"],
        "penilaiJabatanNama": yearly["penilaiJabatan"],
        **{key: yearly[key] for key in ("penilaiGolongan", "penilaiUnorNama", "statusPenilai")},
        "pnsDinilaiId": yearly["pnsDinilaiOrang"],
    }
