"""Whatever stands in a cell: reading never fails, and a row is either taken or refused with sentences."""

import contextlib
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from employees import siasn, tabular, unit_tree
from employees.siasn import Findings, Reader
from tests.employees.import_files import PERSON, UNIT, person, table, unit

TODAY = date(2026, 3, 2)
CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
CHANGES = st.dictionaries(st.sampled_from(list(PERSON)), CELL, max_size=6)


@given(CHANGES)
@example({"nip_baru": "１９８６０９２６２０１５０５１００１"})
@example({"tanggal_lahir": "٠١-٠١-١٩٩٠"})
@example({"nama": "\r", "jabatan": '"'})
def test_a_row_is_taken_or_refused_with_sentences(changes: dict[str, str]) -> None:
    rows = table([person(1) | changes], PERSON, "pegawai.csv")
    for row in rows.rows:
        reader = Reader(rows, row, "people")
        taken = siasn.person(reader, TODAY)
        assert (taken is None) == bool(reader.rejected)
        for each in (*reader.rejected, *reader.warnings):
            assert each.message[-1] == "."
        if taken is not None:
            assert taken.name == tabular.clean(taken.name) != ""
            assert taken.nip.digits.isascii()
            assert len(taken.phone) <= 30


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", *"abcdefx"])), max_size=9))
def test_the_units_that_remain_always_form_trees(pairs: list[tuple[str, str]]) -> None:
    rows = table([unit(key, above) for key, above in pairs], UNIT, "unor.csv") if pairs else None
    if rows is None:
        return
    findings = Findings()
    tree = unit_tree.read_units(rows, findings)
    assert len(tree.units) + len({each.line for each in findings.rejected}) == len(pairs)
    for each in tree.units.values():
        *_, top = tree.line_up(each)
        assert top.parent_id == ""


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_table_or_refused_with_a_sentence(content: bytes) -> None:
    with contextlib.suppress(ValueError):
        read = tabular.read(content, "berkas")
        assert all(row.line > read.heading_line for row in read.rows)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=5))
@example(["'=1", "=1", "''@", "-", "'"])
def test_what_is_written_is_read_again(cells: list[str]) -> None:
    columns = [f"k{number}" for number in range(len(cells))]
    for kind in ("csv", "xlsx"):
        rows = tabular.read(tabular.write(columns, [cells], kind=kind), "x").rows
        again = [tabular.clean(rows[0][column]) if rows else "" for column in columns]
        assert again == [tabular.clean(cell) for cell in cells]
