"""Results that stand in e-Kinerja BKN, read from a table: parse, validate all, preview, apply in one transaction.

BKN publishes no layout, so headings are known by several spellings and values by words or SIASN's codes; a row whose
ratings do not lead to its predicate is refused, because the codes are known to circulate in reversed order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from appraisal.models import Appraisal, NationalResult, Period
from appraisal.rating import (
    PREDICATE_CODES,
    PREDICATE_LABELS,
    RATING_CODES,
    RATING_LABELS,
    Predicate,
    Rating,
    predicate,
)
from employees.models import Employee, User
from employees.models.person import EmployeeQuerySet
from employees.tabular import Row, Table, clean, column_key, misshapen

MOST_ROWS = 20_000
BATCH = 1000
NIP = ("nip", "nip_baru", "nip_pegawai")
PREDICATE = (
    "predikat",
    "predikat_kinerja",
    "kuadran",
    "kuadran_kinerja",
    "kuadran_kinerja_nilai",
    "kuadrankinerjanilai",
)
RESULTS = ("hasil_kerja", "rating_hasil_kerja", "hasil_kinerja_nilai", "hasilkinerjanilai")
BEHAVIOUR = (
    "perilaku_kerja",
    "perilaku",
    "rating_perilaku_kerja",
    "perilaku_kerja_nilai",
    "perilakukerjanilai",
)
YEAR = ("tahun",)
UNKNOWN = (
    "NIP ini tidak ada pada unit yang Anda kelola. Periksa NIP-nya, atau mintalah admin kepegawaian instansi."
)
OWN = "Hasil Anda sendiri dicatat oleh pengelola kepegawaian lain."


def _letters(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.casefold())


# SIASN spells 'ESPEKTASI'; the forms write 'DIATAS' as one word.
RATING_WORDS: dict[str, Rating] = {
    _letters(f"{start} {end}"): rating
    for rating, start in ((Rating.ABOVE, "di atas"), (Rating.MEETS, "sesuai"), (Rating.BELOW, "di bawah"))
    for end in ("", "ekspektasi", "espektasi")
} | {str(code): rating for rating, code in RATING_CODES.items()}
PREDICATE_WORDS: dict[str, Predicate] = (
    {_letters(label): one for one, label in PREDICATE_LABELS.items()}
    | {str(code): one for one, code in PREDICATE_CODES.items()}
    | {"cukup": Predicate.NEEDS_IMPROVEMENT, "butuhperbaikancukup": Predicate.NEEDS_IMPROVEMENT}
    | {"kurangmisconduct": Predicate.POOR, "misconduct": Predicate.POOR}
)
REVERSED = {Rating.ABOVE: Rating.BELOW, Rating.MEETS: Rating.MEETS, Rating.BELOW: Rating.ABOVE}


@dataclass(frozen=True)
class Finding:
    """One sentence about one row of the file."""

    line: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Change:
    """What the import does to one person's result: a new one, or what of it becomes different."""

    row: NationalResult
    is_new: bool
    words: str


@dataclass
class Report:
    """What an import did, or would do when `applied` is false."""

    period: Period
    window: str
    applied: bool
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Finding] = field(default_factory=list)

    @property
    def created(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def updated(self) -> int:
        return len(self.changes) - self.created


def check_columns(table: Table) -> None:
    """Raises ValueError naming what is missing."""
    present = {column_key(column) for column in table.columns}
    lacking = [names[0] for names in (NIP, PREDICATE) if not present & set(names)]
    if lacking:
        raise ValueError(
            f"Berkas {table.name} tidak punya kolom {' dan '.join(lacking)}. Beri judul kolom nip dan predikat "
            "pada baris pertama, lalu unggah lagi."
        )
    if len(table.rows) > MOST_ROWS:
        raise ValueError(f"Berkas berisi lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")


@dataclass(frozen=True)
class Told:
    """One accepted row."""

    line: int
    nip: str
    predicate: Predicate
    results: str
    behaviour: str


def run(table: Table, period: Period, window: str, *, by: User, apply: bool) -> Report:
    """Import a table for the people one administers, or say what that would do.

    Raises ValueError with a sentence when the file lacks a column; single bad rows are in the report.
    """
    check_columns(table)
    report = Report(period, window, applied=apply)
    rows: dict[str, Told] = {}
    for source in table.rows:
        _take(source, rows, report)
    with transaction.atomic():
        if apply:
            Period.objects.select_for_update(no_key=True).get(pk=period.pk)
        _compare(rows, report, by)
    return report


# --- reading ------------------------------------------------------------------------------------
def _cell(row: Row, names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := clean(row[name]))), "")


def _take(source: Row, rows: dict[str, Told], report: Report) -> None:
    """Into `rows`, or what is wrong with it into the report."""
    wrong = [Finding(source.line, "", "", sentence) for sentence in misshapen(source)]
    nip = re.sub(r"\D", "", _cell(source, NIP))
    found = PREDICATE_WORDS.get(_letters(_cell(source, PREDICATE)))
    results, behaviour = (RATING_WORDS.get(_letters(_cell(source, names))) for names in (RESULTS, BEHAVIOUR))
    wrong += _faults(source, nip, found, (results, behaviour), report.period.year)
    if nip in rows:
        sentence = f"NIP ini sudah ada di baris {rows[nip].line}. Hapus salah satunya."
        wrong.append(Finding(source.line, "nip", nip, sentence))
    report.rejected += wrong
    if not wrong and found is not None:
        rows[nip] = Told(source.line, nip, found, results or "", behaviour or "")


def _faults(
    source: Row, nip: str, found: Predicate | None, ratings: tuple[Rating | None, Rating | None], year: int
) -> list[Finding]:
    """What keeps a row from being taken, cell by cell."""
    wrong = []
    told, expected = _cell(source, YEAR), str(year)
    if len(nip) != 18:
        wrong.append(Finding(source.line, "nip", _cell(source, NIP), "NIP terdiri atas 18 angka."))
    if found is None:
        labels = ", ".join(PREDICATE_LABELS.values())
        sentence = f"Predikat ini tidak dikenal. Tulis salah satu: {labels}; atau kode SIASN 1 sampai 5."
        wrong.append(Finding(source.line, "predikat", _cell(source, PREDICATE), sentence))
    for names, rating in zip((RESULTS, BEHAVIOUR), ratings, strict=True):
        if (words := _cell(source, names)) and rating is None:
            sentence = (
                "Rating ini tidak dikenal. Tulis di atas, sesuai, atau di bawah ekspektasi; atau kode 1-3."
            )
            wrong.append(Finding(source.line, names[0], words, sentence))
    if told and told != expected:
        wrong.append(Finding(source.line, "tahun", told, f"Baris ini bukan tahun {expected}."))
    return wrong + _against_the_quadrant(source, found, ratings)


def _against_the_quadrant(
    source: Row, found: Predicate | None, ratings: tuple[Rating | None, Rating | None]
) -> list[Finding]:
    """Both ratings have to lead to the predicate (PermenPANRB 6/2022, quadrant)."""
    results, behaviour = ratings
    if found is None or results is None or behaviour is None or predicate(results, behaviour) == found:
        return []
    turned = predicate(REVERSED[results], REVERSED[behaviour]) == found
    hint = " Mungkin kode ratingnya terbalik: di SIASN 1 berarti di atas." if turned else ""
    sentence = (
        f"Menurut kuadran, kedua rating ini menjadi {PREDICATE_LABELS[predicate(results, behaviour)]}.{hint}"
    )
    return [Finding(source.line, "predikat", _cell(source, PREDICATE), sentence)]


# --- comparing and writing ----------------------------------------------------------------------
def _compare(rows: dict[str, Told], report: Report, by: User) -> None:
    people = {one.nip: one for one in reachable(by, report.period).filter(nip__in=list(rows))}
    stored = NationalResult.objects.filter(
        period=report.period, window=report.window, employee__in=[one.pk for one in people.values()]
    )
    known = {row.employee_id: row for row in stored}
    for nip, told in rows.items():
        person = people.get(nip)
        if person is None or person.pk == by.employee_id:
            report.rejected.append(Finding(told.line, "nip", nip, OWN if person else UNKNOWN))
            continue
        change = _change(known.get(person.pk), person, told, report)
        if change.words:
            report.changes.append(change)
        else:
            report.unchanged += 1
    report.rejected.sort(key=lambda one: one.line)
    if report.applied:
        _write([change.row for change in report.changes], by)


def reachable(by: User, period: Period) -> EmployeeQuerySet:
    """People whom this user administers now or in the period."""
    if by.has_perm("employees.administer_agency"):
        return Employee.objects.all()
    there = Appraisal.objects.filter(period=period, unit__in=by.administered_units().values("pk"))
    now = Employee.objects.administered_by(by)
    return Employee.objects.filter(Q(pk__in=there.values("employee")) | Q(pk__in=now.values("pk")))


def _change(row: NationalResult | None, person: Employee, told: Told, report: Report) -> Change:
    """The row as the file has it, not saved yet, and what becomes different in words."""
    new = NationalResult(employee=person, period=report.period, window=report.window)
    new.predicate, new.results, new.behaviour = told.predicate, told.results, told.behaviour
    if row is None:
        return Change(new, is_new=True, words=_words(new))
    new.pk = row.pk
    before, after = _words(row), _words(new)
    return Change(new, is_new=False, words="" if before == after else f"{before} → {after}")


def _words(row: NationalResult) -> str:
    ratings = [RATING_LABELS[Rating(one)].lower() for one in (row.results, row.behaviour) if one]
    return f"{PREDICATE_LABELS[Predicate(row.predicate)]}" + (f" ({', '.join(ratings)})" if ratings else "")


def _write(rows: list[NationalResult], by: User) -> None:
    today = timezone.localdate()
    for row in rows:
        row.imported_by, row.imported_on = by.employee, today
    NationalResult.objects.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
    fields = ["predicate", "results", "behaviour", "imported_by", "imported_on"]
    NationalResult.objects.bulk_update([row for row in rows if row.pk], fields, batch_size=BATCH)
