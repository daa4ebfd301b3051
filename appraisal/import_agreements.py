"""Import of performance agreements (PK) from a table: parse, validate all, preview, apply in one transaction.

A unit is named by its name, code or SIASN id; an indicator of a unit is known by its text. The table adds and
changes, and never takes away. A second run of the same file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from appraisal.models import AgreementIndicator, PerformanceAgreement, Period, TargetIndicator
from employees.dates import dated
from employees.models import Unit
from employees.tabular import Row, Table, clean, column_key, day, misshapen

NEEDED = ("unit", "sasaran", "indikator", "target")
LONGEST = {"sasaran": 500, "indikator": 300, "target": 120, "nomor": 120}
PERSPECTIVES = {label.casefold(): value for value, label in TargetIndicator.Perspective.choices} | {
    value.casefold(): value for value in TargetIndicator.Perspective.values
}
BATCH = 1000


@dataclass(frozen=True)
class Finding:
    """One sentence about one cell of the file."""

    line: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Promised:
    """One accepted row: an indicator of a unit's PK. Empty perspective, number or date: not told."""

    line: int
    unit: Unit
    goal: str
    text: str
    target: str
    perspective: str
    number: str
    signed_on: date | None


@dataclass(frozen=True)
class Change:
    """What the import does to one indicator: a new one, or what of it becomes different."""

    unit: Unit
    text: str
    is_new: bool
    words: str


@dataclass
class Report:
    """What an import did, or would do when `applied` is false."""

    period: Period
    applied: bool
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    units: int = 0
    rejected: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def created(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def updated(self) -> int:
        return len(self.changes) - self.created

    @property
    def refused_lines(self) -> int:
        return len({finding.line for finding in self.rejected})


def check_columns(table: Table) -> None:
    """Raises ValueError naming the headings that are missing."""
    present = {column_key(column) for column in table.columns}
    lacking = [column for column in NEEDED if column not in present]
    if lacking:
        raise ValueError(
            f"Berkas {table.name} tidak punya kolom {', '.join(lacking)}. Beri judul kolom "
            f"{', '.join(NEEDED)} pada baris pertama, lalu unggah lagi."
        )


def run(table: Table, period: Period, units: Iterable[Unit], *, apply: bool) -> Report:
    """Import a table for the units one may write, or say what that would do.

    Raises ValueError with a sentence when the file lacks a column or the period is closed; single bad rows are in
    the report.
    """
    check_columns(table)
    report = Report(period, applied=apply)
    rows = _read(table, UnitNames({unit.pk for unit in units}), report)
    with transaction.atomic():
        still_open(period, lock=apply)
        _compare(rows, report)
    return report


def still_open(period: Period, *, lock: bool = True) -> None:
    """Raises ValueError when the period is closed. Its row serialises whoever writes PK."""
    rows = Period.objects.select_for_update(no_key=True) if lock else Period.objects.all()
    if rows.filter(pk=period.pk, status=Period.Status.CLOSED).exists():
        raise ValueError(f"Periode {period.year} sudah ditutup, jadi PK-nya tidak berubah lagi.")


# --- reading ------------------------------------------------------------------------
class UnitNames:
    """Units by what a table may call them, and which of them the importing person may write."""

    def __init__(self, allowed: set[int]) -> None:
        self.allowed = allowed
        self._keys: dict[str, dict[int, Unit]] = {}
        for unit in Unit.objects.filter(active=True):
            for key in {unit.siasn_id, unit.code, unit.name}:
                if key:
                    self._keys.setdefault(clean(key).casefold(), {})[unit.pk] = unit

    def find(self, words: str) -> tuple[Unit | None, str]:
        """The unit, or None and the sentence that says why not."""
        found = list(self._keys.get(words.casefold(), {}).values())
        if not found:
            return (
                None,
                "Unit ini tidak ada di data unit. Tulis nama, kode atau Id SIASN seperti pada data unit.",
            )
        if len(found) > 1:
            return None, f"Ada {len(found)} unit dengan sebutan ini. Tulis Id SIASN atau kodenya."
        if found[0].pk not in self.allowed:
            return None, "Unit ini di luar wewenang Anda. Mintalah admin kepegawaian instansi mengunggahnya."
        return found[0], ""


class Cells:
    """Reads one row cell by cell and keeps what is wrong with it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.rejected = [Finding(row.line, "", "", sentence) for sentence in misshapen(row)]

    def reject(self, column: str, message: str) -> None:
        self.rejected.append(Finding(self.row.line, column, self.row[column][:300], message))

    def text(self, column: str) -> str:
        found = clean(self.row[column])
        longest = LONGEST.get(column)
        if column in NEEDED and not found:
            self.reject(column, f"Kolom {column} kosong. Isi, atau hapus barisnya.")
        elif longest and len(found) > longest:
            self.reject(column, f"Isian ini {len(found)} huruf, paling banyak {longest}. Singkatkan.")
        return found

    def perspective(self) -> str:
        words = clean(self.row["perspektif"])
        found = PERSPECTIVES.get(words.casefold(), "")
        if words and not found:
            labels = ", ".join(TargetIndicator.Perspective.labels)
            self.reject(
                "perspektif", f"Perspektif ini tidak dikenal. Pilih salah satu: {labels}; atau kosongkan."
            )
        return found

    def day(self) -> date | None:
        words = clean(self.row["tanggal"])
        if not words:
            return None
        try:
            return day(words)
        except ValueError as reason:
            self.reject("tanggal", str(reason))
            return None

    def unit(self, names: UnitNames) -> Unit | None:
        words = self.text("unit")
        if not words:
            return None
        found, reason = names.find(words)
        if reason:
            self.reject("unit", reason)
        return found


def _read(table: Table, names: UnitNames, report: Report) -> list[Promised]:
    rows: list[Promised] = []
    first: dict[tuple[int, str], int] = {}
    heads: dict[int, Promised] = {}
    for source in table.rows:
        cells = Cells(source)
        row = _row(cells, names)
        if row is not None:
            _refuse_repetition(cells, row, first)
            _refuse_other_paper(cells, row, heads)
        report.rejected += cells.rejected
        if row is not None and not cells.rejected:
            rows.append(row)
    return rows


def _row(cells: Cells, names: UnitNames) -> Promised | None:
    unit = cells.unit(names)
    goal, text, target, number = (cells.text(name) for name in ("sasaran", "indikator", "target", "nomor"))
    perspective, signed_on = cells.perspective(), cells.day()
    if unit is None or cells.rejected:
        return None
    return Promised(cells.row.line, unit, goal, text, target, perspective, number, signed_on)


def _refuse_repetition(cells: Cells, row: Promised, first: dict[tuple[int, str], int]) -> None:
    line = first.setdefault((row.unit.pk, row.text.casefold()), row.line)
    if line != row.line:
        cells.reject(
            "indikator", f"Indikator ini sudah ada di baris {line} untuk unit yang sama. Hapus salah satunya."
        )


def _refuse_other_paper(cells: Cells, row: Promised, heads: dict[int, Promised]) -> None:
    """A unit has one PK a year: number and date are the same in all its rows, or empty."""
    head = heads.get(row.unit.pk)
    if head is None or not (head.number and head.signed_on):
        heads.setdefault(row.unit.pk, row)
        head = heads[row.unit.pk]
    if row.number and head.number and row.number != head.number:
        cells.reject("nomor", f"Nomor PK ini lain daripada di baris {head.line}. Samakan untuk unit ini.")
    if row.signed_on and head.signed_on and row.signed_on != head.signed_on:
        cells.reject("tanggal", f"Tanggal PK ini lain daripada di baris {head.line}. Samakan untuk unit ini.")


# --- comparing and writing ------------------------------------------------------------
def _compare(rows: list[Promised], report: Report) -> None:
    by_unit: dict[int, list[Promised]] = {}
    for row in rows:
        by_unit.setdefault(row.unit.pk, []).append(row)
    report.units = len(by_unit)
    stored = PerformanceAgreement.objects.filter(period=report.period, unit__in=by_unit)
    agreements = {one.unit_id: one for one in stored.prefetch_related("indicators")}
    for unit, promised in by_unit.items():
        paper = agreements.get(unit) or PerformanceAgreement(unit=promised[0].unit, period=report.period)
        there = list(paper.indicators.all()) if paper.pk else []
        changes = [*_of_paper(paper, promised), *_of_indicators(there, promised)]
        report.changes += [change for change, _row in changes]
        report.unchanged += len(promised) - sum(
            isinstance(row, AgreementIndicator) for _change, row in changes
        )
        _warn(promised, there, report)
        if report.applied and changes:
            _write(paper, [row for _change, row in changes if isinstance(row, AgreementIndicator)])


Compared = tuple[Change, PerformanceAgreement | AgreementIndicator]


def _of_paper(paper: PerformanceAgreement, rows: list[Promised]) -> list[Compared]:
    """Number and date, where a row tells them; of a new PK they are no change of their own."""
    number = next((row.number for row in rows if row.number), paper.number)
    signed_on = next((row.signed_on for row in rows if row.signed_on), paper.signed_on)
    if (number, signed_on) == (paper.number, paper.signed_on):
        return []
    paper.number, paper.signed_on = number, signed_on
    if not paper.pk:
        return []
    day_words = f", {dated(signed_on)}" if signed_on else ""
    change = Change(paper.unit, "Nomor dan tanggal PK", is_new=False, words=f"{number or '–'}{day_words}")
    return [(change, paper)]


def _of_indicators(there: list[AgreementIndicator], rows: list[Promised]) -> list[Compared]:
    """New and changed indicators, with the change in words."""
    by_text = {one.text.casefold(): one for one in there}
    found: list[Compared] = []
    for row in rows:
        one = by_text.get(row.text.casefold())
        words = _differences(one, row) if one else f"{row.goal}; target {row.target}"
        if not words:
            continue
        found.append(
            (Change(row.unit, row.text, is_new=one is None, words=words), _written(one, row, found, there))
        )
    return found


def _written(
    one: AgreementIndicator | None, row: Promised, before: list[Compared], there: list[AgreementIndicator]
) -> AgreementIndicator:
    """The indicator as the row has it, behind the others when it is new; not saved yet."""
    one = one or AgreementIndicator(text=row.text, order=len(there) + len(before))
    one.goal, one.target = row.goal, row.target
    one.perspective = row.perspective or one.perspective
    return one


def _differences(one: AgreementIndicator, row: Promised) -> str:
    """What becomes different, in words; "" when nothing does."""
    pairs: list[tuple[str, str, str]] = [("sasaran", one.goal, row.goal), ("target", one.target, row.target)]
    if row.perspective:
        labels = dict(TargetIndicator.Perspective.choices)
        before = labels.get(TargetIndicator.Perspective(one.perspective)) if one.perspective else "belum ada"
        pairs.append(("perspektif", str(before), str(labels[TargetIndicator.Perspective(row.perspective)])))
    return "; ".join(f"{name}: {before} → {after}" for name, before, after in pairs if before != after)


def _warn(rows: list[Promised], there: list[AgreementIndicator], report: Report) -> None:
    first, name = rows[0], rows[0].unit.name
    if first.unit.head_id is None:
        lonely = "Unit ini belum punya pimpinan, jadi PK-nya belum tampil pada SKP siapa pun."
        report.warnings.append(Finding(first.line, "unit", name, lonely))
    told = {row.text.casefold() for row in rows}
    left = sum(one.text.casefold() not in told for one in there)
    if left:
        kept = (
            f"{left} indikator yang sudah tercatat tidak ada di berkas; tetap disimpan. "
            "Hapus di halaman unitnya bila perlu."
        )
        report.warnings.append(Finding(first.line, "indikator", name, kept))


def _write(paper: PerformanceAgreement, indicators: list[AgreementIndicator]) -> None:
    paper.version += 1
    paper.save()
    for one in indicators:
        one.agreement = paper
    AgreementIndicator.objects.bulk_create([one for one in indicators if not one.pk], batch_size=BATCH)
    there = [one for one in indicators if one.pk]
    AgreementIndicator.objects.bulk_update(there, ["goal", "target", "perspective"], batch_size=BATCH)
