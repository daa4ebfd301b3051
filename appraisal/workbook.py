"""An XLSX workbook written row by row into its ZIP: memory stays that of a few hundred rows, whatever the length.

Nothing in it tells the time, so the same rows make the same bytes. Every text is an inline string with the format
'@', never a formula and never a number; the date of 31 December 2026 is the day 46387. docs/adr/0031.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils import timezone

Cell = str | int | Decimal | date | None  # a datetime is a date too
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]

LONGEST_CELL = 32_767  # characters; a longer one makes a workbook unreadable
ROWS_A_SHEET = 500_000  # a sheet holds 1,048,576, and a part of a plain ZIP two gigabytes
CHUNK = 500
COMPRESSION = 3  # of 9: half the time of the usual 6 for a file a tenth larger
DAY_ZERO = date(1899, 12, 30)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\r]")
_TEXT, _DAY, _MOMENT, _HEADING = 1, 2, 3, 4  # positions in the styles' cellXfs

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd\\-mm\\-yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDCEBE9"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/>'
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """A workbook with a sheet per (name, headings, rows); rows beyond a sheet's length go on in another one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        names: list[str] = []
        for name, headings, rows in sheets:
            for part in _parts(iter(rows)):
                again = sum(one.startswith(name) for one in names)
                names.append(f"{name} ({again + 1})" if again else name)
                with archive.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as file:
                    file.writelines(_sheet(headings, part))
        for inside, text in _frame(names).items():
            with archive.open(inside, "w") as file:  # `writestr` would write down the time
                file.write(text.encode())


def _parts(rows: Iterator[Sequence[Cell]]) -> Iterator[Iterator[Sequence[Cell]]]:
    """The rows of one sheet after another; one at least. Each is read before the next is asked for."""
    yield islice(rows, ROWS_A_SHEET)
    for first in rows:
        yield chain([first], islice(rows, ROWS_A_SHEET - 1))


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    letters = [_letters(number) for number in range(len(headings))]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{min(max(len(heading) + 3, 12), 40)}" customWidth="1"/>'
        for number, heading in enumerate(headings, 1)
    )
    pane = '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>'
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    ).encode()
    yield _row(1, letters, headings, style=_HEADING).encode()
    numbered, begun = iter(rows), 2
    while chunk := list(islice(numbered, CHUNK)):
        yield "".join(_row(begun + number, letters, row) for number, row in enumerate(chunk)).encode()
        begun += len(chunk)
    yield b"</sheetData></worksheet>"


def _letters(number: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    text = ""
    while number >= 0:
        text = chr(ord("A") + number % 26) + text
        number = number // 26 - 1
    return text


def _row(number: int, letters: Sequence[str], cells: Sequence[Cell], *, style: int = _TEXT) -> str:
    inside = "".join(
        _cell(f"{letter}{number}", value, style) for letter, value in zip(letters, cells, strict=True)
    )
    return f'<row r="{number}">{inside}</row>'


def _cell(place: str, value: Cell, style: int) -> str:
    """Figures and dates as such; text as text, whatever it begins with; nothing for nothing."""
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        part = Decimal(local.hour * 60 + local.minute) / 1440
        return f'<c r="{place}" s="{_MOMENT}"><v>{(local.date() - DAY_ZERO).days + part:.6f}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{_DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _text(value: str) -> str:
    shown = ILLEGAL.sub("", value)[:LONGEST_CELL]
    return escape(shown, {"\r": "&#13;"}) if _SPECIAL.search(shown) else shown


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts around the sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    parts = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    style = f'<Relationship Id="rId{len(names) + 1}" Type="{DOCUMENT}/styles" Target="styles.xml"/>'
    whole = f'<Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
    named = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    named |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    types = "".join(
        f'<Override PartName="{part}" ContentType="{TYPES}.{kind}+xml"/>' for part, kind in named.items()
    )
    links = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return {
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links.format(parts + style),
        "xl/styles.xml": STYLES,
        "_rels/.rels": links.format(whole),
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{types}</Types>',
    }
