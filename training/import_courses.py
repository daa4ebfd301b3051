"""The catalogue from a table: all rows or none. A second run of the same file changes nothing."""

from __future__ import annotations

from django.db import transaction

from appraisal.values import VALUE_LABELS
from employees.tabular import Faulty, Row, Table, clean, column_key, misshapen
from training.models import Course, CourseKind
from training.models.course import MOST_HOURS

NEEDED = ("nama", "jenis", "jp", "penyelenggara")
KINDS = {label.casefold(): code for code, label in CourseKind.choices} | {
    str(code): code for code in CourseKind.values
}
FIELDS = {label.casefold(): code for code, label in Course.Field.choices} | {"": Course.Field.TECHNICAL.value}
VALUES = {label.casefold(): value.value for value, label in VALUE_LABELS.items()}


@transaction.atomic
def run(table: Table) -> tuple[int, int]:
    """Returns how many courses are new, and how many became different.

    Raises:
        Faulty: with what has to be mended; nothing was written then.
    """
    lacking = [name for name in NEEDED if name not in {column_key(column) for column in table.columns}]
    if lacking:
        raise Faulty([f"Berkas {table.name} tidak punya kolom {', '.join(lacking)}."])
    findings: list[str] = []
    read = [_course(row, findings) for row in table.rows]
    if findings:
        raise Faulty(findings)
    results = [_write(values) for values in read]
    return results.count("new"), results.count("changed")


def _course(row: Row, findings: list[str]) -> dict[str, object]:
    """The cells of a row as a course's fields; what is wrong is added to the findings."""
    cells = {name: clean(row[name]) for name in (*NEEDED, "bidang", "nilai", "isi")}
    wrong = misshapen(row)
    kind, field = KINDS.get(cells["jenis"].casefold()), FIELDS.get(cells["bidang"].casefold())
    hours = int(cells["jp"]) if cells["jp"].isdecimal() and len(cells["jp"]) < 5 else 0
    values = [VALUES.get(one.strip().casefold(), "") for one in cells["nilai"].split(";") if one.strip()]
    if not cells["nama"] or len(cells["nama"]) > 200 or len(cells["penyelenggara"]) > 200:
        wrong.append("isi nama dan penyelenggara, paling panjang 200 huruf.")
    if kind is None:
        wrong.append(f"jenis «{cells['jenis'][:40]}» bukan salah satu dari 25 jenis diklat SIASN.")
    if not 1 <= hours <= MOST_HOURS:
        wrong.append(f"JP harus angka 1 sampai {MOST_HOURS}.")
    if field is None or "" in values:
        wrong.append("bidang harus teknis atau soft skill, dan nilai dipisahkan titik koma.")
    findings += [f"Baris {row.line}: {sentence}" for sentence in wrong]
    return {
        "title": cells["nama"], "provider": cells["penyelenggara"], "kind": kind, "hours": hours, "field": field,
        "values": values, "summary": cells["isi"][:2000],
    }  # fmt: skip


def _write(values: dict[str, object]) -> str:
    rows = Course.objects.select_for_update()
    known = rows.filter(title=values["title"], provider=values["provider"]).first()
    if known is None:
        Course.objects.create(**values)
        return "new"
    if all(getattr(known, name) == value for name, value in values.items()):
        return ""
    for name, value in values.items():
        setattr(known, name, value)
    known.version += 1
    known.save()
    return "changed"
