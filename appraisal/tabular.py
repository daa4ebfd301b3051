"""Tables as files, row by row, so that a national export needs no more memory than a page of it.

What people typed never becomes a formula: XLSX cells are typed as text, CSV cells that a spreadsheet would
calculate get an apostrophe (`employees.tabular.neutral`). A NIP is text and keeps its 18 digits.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, TextIO

from django.utils import timezone

from appraisal import workbook
from appraisal.workbook import ILLEGAL, Cell, Sheet
from employees.tabular import neutral

__all__ = [
    "Cell", "Sheet", "csv_bytes", "csv_text", "read_csv", "write_csv", "write_json", "write_xlsx", "zipped",
]  # fmt: skip
write_xlsx = workbook.write


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with BOM, commas, a point in figures, dates as 2026-12-31, moments as 2026-12-31 16:05."""
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
        return neutral(ILLEGAL.sub("", value))
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def zipped(path: Path, files: Iterable[Path]) -> Path:
    """Several files as one download, without the time at which they were written."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            with file.open("rb") as source, archive.open(file.name, "w") as target:
                shutil.copyfileobj(source, target)
    return path


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
