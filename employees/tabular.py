"""Tables as people keep them: CSV in any usual dialect, and XLSX. Every cell is text.

A row carries its number in the spreadsheet (the heading is usually row 1; a line break inside quotes does not
count), because that is where the reader of a report will look.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_UNPACKED = 400_000_000  # bytes of an XLSX after unpacking; a bomb is larger
LONGEST_RECORD = 20  # physical lines: more means that a quotation mark was never closed
DELIMITERS = ",;\t"
_EXACT_DIGITS = 15  # a spreadsheet's number holds no more
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")


MOST_FINDINGS = 20


class Faulty(ValueError):
    """A table of which nothing was written: what has to be mended first, one sentence a cell or row."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("Berkas belum diimpor.")
        self.findings = findings[:MOST_FINDINGS]


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `cells` by column name; `extra` counts filled cells beyond the headings."""

    line: int
    cells: dict[str, str]
    extra: int = 0
    lines: int = 1

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` as the heading writes them; `kind` is 'csv' or 'xlsx'."""

    name: str
    kind: str
    columns: list[str]
    rows: list[Row]
    heading_line: int = 1
    delimiter: str = ","


def read(content: bytes, name: str) -> Table:
    """Read an uploaded file by what it is, whatever its name says.

    Raises ValueError with an Indonesian sentence when it is no table.
    """
    if is_workbook(content):
        return _table(name, "xlsx", _xlsx_records(content))
    text = _decode(content)
    delimiter = _delimiter(text)
    return _table(name, "csv", _csv_records(text, delimiter), delimiter)


def is_workbook(content: bytes) -> bool:
    return content[:4] == b"PK\x03\x04"


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=heading.count)


Record = tuple[int, int, list[str]]  # row number, physical lines it spans, cells


def _csv_records(text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    before = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, reader.line_num - before, [_unguarded(cell) for cell in cells]
            before = reader.line_num
    except csv.Error:
        raise ValueError(
            f"Berkas tidak dapat dibaca mulai baris {before + 1}: sebuah sel terlalu panjang. "
            "Periksa tanda kutip di baris itu, lalu unggah lagi."
        ) from None


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _xlsx_records(content: bytes) -> Iterator[Record]:
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
        rows = _first_sheet(content) if unpacked <= LARGEST_UNPACKED else None
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, SyntaxError, ValueError):
        raise ValueError(
            "Berkas Excel ini rusak atau bukan XLSX. Simpan ulang sebagai XLSX atau CSV, lalu unggah lagi."
        ) from None
    if rows is None:
        raise ValueError("Isi berkas Excel ini terlalu besar. Simpan sebagai CSV atau bagi menjadi beberapa.")
    for number, values in enumerate(rows, 1):
        yield number, 1, values


def _first_sheet(content: bytes) -> list[list[str]]:
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()  # what a writer claims of the sheet's size is often wrong
    return [[_text(value) for value in values] for values in sheet.iter_rows(values_only=True)]


def _text(value: Any) -> str:
    """A cell as text. A number too long for a spreadsheet is written as one, so that nobody trusts its tail."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() if abs(value) >= 10**_EXACT_DIGITS:
            return f"{value:.14E}"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.strftime("%d-%m-%Y")
        case _:
            return str(value)


def _table(name: str, kind: str, records: Iterable[Record], delimiter: str = ",") -> Table:
    numbered = iter(records)
    for line, _, cells in numbered:
        if _is_filled(cells):
            columns = [clean(cell) for cell in cells]
            keys = [column_key(column) for column in columns]
            rows = [_row(keys, *record) for record in numbered if _is_filled(record[2])]
            return Table(name, kind, columns, rows, line, delimiter)
    raise ValueError(f"Berkas {name} kosong. Unggah berkas yang berisi baris judul kolom dan data.")


def _is_filled(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _row(keys: Sequence[str], line: int, lines: int, cells: list[str]) -> Row:
    by_name = {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell}
    extra = sum(1 for cell in cells[len(keys) :] if cell.strip())
    return Row(line, by_name, extra, lines)


@cache
def column_key(heading: str) -> str:
    """How a heading is looked up: `NIP Baru` and `nip_baru` are the same."""
    return re.sub(r"[\s_]+", "_", clean(heading)).casefold()


def clean(text: str) -> str:
    """Text without invisible characters, with single blanks and none at the ends; letter case stays."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(" " if sign.isspace() else sign for sign in text if _is_visible(sign))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _is_visible(sign: str) -> bool:
    # Cc: control characters, Cf: zero-width blanks, direction marks, soft hyphen. Blanks become one blank.
    return sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co")


def day(text: str) -> date:
    """A date as SIASN (05-10-1967) or a spreadsheet writes it.

    Raises ValueError with an Indonesian sentence.
    """
    found, iso = _DATE.fullmatch(text), _ISO_DATE.fullmatch(text)
    year, month, number = found.group(3, 2, 1) if found else iso.group(1, 2, 3) if iso else ("0", "0", "0")
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise ValueError(
            "Tanggal ini tidak ada di kalender. Tulis hari-bulan-tahun, misalnya 05-10-1967."
        ) from None


def misshapen(row: Row) -> list[str]:
    """Sentences about a row whose cells do not fit its headings."""
    found = []
    if row.extra:
        found.append(
            "Baris ini berisi lebih banyak kolom daripada judulnya. Beri tanda kutip pada isian yang "
            "memuat tanda pemisah kolom."
        )
    if row.lines > LONGEST_RECORD:
        found.append(
            f"Tanda kutip di baris ini tidak ditutup, sehingga {row.lines} baris terbaca sebagai "
            "satu. Tutup atau hapus tanda kutipnya."
        )
    return found


def neutral(cell: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula; `read` takes the guard off again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], *, kind: str, delimiter: str = ",") -> bytes:
    """A table as a file of the given kind; every cell stays text, so a NIP keeps its 18 digits in XLSX."""
    return _write_xlsx(columns, rows) if kind == "xlsx" else _write_csv(columns, rows, delimiter)


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([neutral(cell) for cell in columns])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in [columns, *rows]:
        sheet.append([_text_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type, cell.number_format = "s", "@"
    return cell
