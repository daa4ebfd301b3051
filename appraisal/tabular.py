"""Tables as files, row by row, so that a national export needs no more memory than a page of it.

What people typed never becomes a formula: XLSX cells are typed as text, CSV cells that a spreadsheet would
calculate get an apostrophe (`employees.tabular.neutral`). A NIP is text and keeps its 18 digits.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from employees.tabular import neutral

Cell = str | int | Decimal | date | None
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]
LONGEST_CELL = 32_767  # characters; a longer one makes a workbook unreadable


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> None:
    """A workbook with one sheet per (name, headings, rows)."""
    book = Workbook(write_only=True)
    for name, headings, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "C2"
        sheet.append([_xlsx_cell(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    book.save(path)


def _xlsx_cell(sheet: Any, value: Cell) -> Any:
    """Figures and dates as such; text as text, whatever it begins with."""
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, date):
            cell.number_format = "DD-MM-YYYY"
        return cell
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    cell.data_type, cell.number_format = "s", "@"
    return cell


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with BOM, commas, a point in figures, dates as 2026-12-31."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        _write_csv(file, headings, rows)


def _write_csv(file: TextIO, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same in memory."""
    out = io.StringIO(newline="")
    _write_csv(out, headings, rows)
    return out.getvalue().encode("utf-8-sig")


def read_csv(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows below the headings of what `write_csv` wrote, one by one; the file stays open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    rows = csv.reader(text)
    next(rows)
    yield from rows
    text.detach()


def _csv_cell(value: Cell) -> str:
    if isinstance(value, str):
        return neutral(ILLEGAL_CHARACTERS_RE.sub("", value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def write_json(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """An array, one record a line."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, record in enumerate(records):
            file.write(("," if number else "") + "\n" + json.dumps(record, ensure_ascii=False))
        file.write("\n]\n")


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A small table as the text of a download: as `write_csv` writes it, with the mark that tells UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_csv_cell(heading) for heading in headings])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()
