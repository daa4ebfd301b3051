import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from employees import tabular
from employees.tabular import Table

TEXT = 'nama,nip_baru\r\nÑoño “Kutip”,198609262015051001\r\n"Sari, ""Ibu""",2\r\n'


def values(table: Table) -> list[list[str]]:
    return [[row["nama"], row["nip_baru"]] for row in table.rows]


def read(content: bytes) -> Table:
    return tabular.read(content, "berkas.csv")


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace('"Sari, ""Ibu"""', '"Sari, ""Ibu"""').replace("nama,nip", "nama;nip").replace(
            "Kutip”,", "Kutip”;").replace('",2', '";2').encode("utf-8-sig"),
        TEXT.replace("nama,nip", "nama\tnip").replace("Kutip”,", "Kutip”\t").replace('",2', '"\t2').encode(),
    ],
)  # fmt: skip
def test_the_same_people_are_read_from_every_usual_dialect(content: bytes) -> None:
    assert values(read(content)) == [["Ñoño “Kutip”", "198609262015051001"], ['Sari, "Ibu"', "2"]]


def test_a_line_is_the_row_that_a_spreadsheet_shows() -> None:
    table = read(b'\nnama,nip_baru\n"dua\nbaris",1\n\nAkhir,2\n')
    assert table.heading_line == 2
    assert [(row.line, row["nama"]) for row in table.rows] == [(3, "dua\nbaris"), (5, "Akhir")]


def test_headings_are_found_whatever_their_case_and_blanks() -> None:
    assert read("\u200bNIP Baru ,NAMA\n1,Sari\n".encode()).rows[0]["nip_baru"] == "1"


def test_cells_beyond_the_headings_are_counted_and_missing_ones_are_empty() -> None:
    long, short = read(b"nama,nip_baru\nSari,1,x,,y\nBudi\n").rows
    assert long.extra == 2
    assert short["nip_baru"] == ""


def test_an_unclosed_quotation_mark_shows_how_many_lines_it_swallowed() -> None:
    content = 'nama,nip_baru\n"Sari,1\n' + "Budi,2\n" * 30
    assert read(content.encode()).rows[0].lines > tabular.LONGEST_RECORD


@pytest.mark.parametrize("content", [b"", b"\n \n", b"PK\x03\x04 not a book", b"a,b\n" + b"x" * 140_000])
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\. .*\.$"):
        read(content)


def test_an_xlsx_is_read_as_text_and_a_number_too_long_shows_that_it_lost_digits() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["nama", "nip_baru", "tanggal_lahir", "unor_id"])
    sheet.append(["=Sari", 198609262015051001, datetime(1986, 9, 26), 12.0])
    sheet["A2"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    row = tabular.read(out.getvalue(), "pegawai.xlsx").rows[0]
    assert row.cells == {
        "nama": "=Sari",
        "nip_baru": "1.98609262015051E+17",
        "tanggal_lahir": "26-09-1986",
        "unor_id": "12",
    }
    assert row.line == 2


def test_an_xlsx_that_unpacks_too_large_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = tabular.write(["nama"], [["Sari"]], kind="xlsx")
    monkeypatch.setattr(tabular, "LARGEST_UNPACKED", 100)
    with pytest.raises(ValueError, match="terlalu besar"):
        tabular.read(content, "bom.xlsx")


def test_entities_in_an_xlsx_are_refused() -> None:
    content = tabular.write(["nama"], [["Sari"]], kind="xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part.endswith("sheet1.xml"):
                bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
                data = bomb + data[data.find(b"<worksheet") :].replace(b"Sari", b"&b;")
            new.writestr(part, data)
    with pytest.raises(ValueError, match="rusak"):
        tabular.read(out.getvalue(), "bom.xlsx")


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-5", "@x", "\tx", "\rx", '=HYPERLINK("x")'])
def test_a_formula_leaves_guarded_and_comes_back_as_it_was(cell: str) -> None:
    content = tabular.write(["nama", "nip_baru"], [[cell, "1"]], kind="csv", delimiter=";")
    assert f"'{cell[0]}".encode() in content
    assert read(content).rows[0]["nama"] == cell


def test_an_xlsx_that_we_write_keeps_eighteen_digits_and_formulas_as_text() -> None:
    content = tabular.write(["nip_baru", "nama"], [["198609262015051001", "=1+1"]], kind="xlsx")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("198609262015051001", "s"), ("=1+1", "s")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti \u00a0 AISYAH\t", "Siti AISYAH"),
        ("\ufeffÑo\u200bño\u202e", "Ñoño"),
        ("Nu\u0308r", "Nür"),
        ("a\x00\x07b", "ab"),
        ("=1+1", "=1+1"),
        ("<b>", "<b>"),
    ],
)
def test_cleaning_takes_what_nobody_sees_and_leaves_letters_as_they_are(typed: str, kept: str) -> None:
    assert tabular.clean(typed) == kept
