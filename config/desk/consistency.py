"""What must hold across tables whoever wrote the rows: a person, an import, a restored backup or a bulk load.

The database refuses most wrong rows by itself. These questions ask whether everything that refuses is in place, and
what no constraint can say because it spans tables. Each is one set-wise statement; 0 is the only good answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pghistory.core
import pgtrigger
from django.apps import apps
from django.db import connection, models
from psycopg import sql
from psycopg.sql import Composable, Identifier, Literal

from appraisal.rating import Rating, predicate
from employees.models.unit import STEP


@dataclass(frozen=True)
class Answer:
    """A sentence that must hold, and how many rows break it."""

    says: str
    broken: int


QUESTIONS: dict[str, str] = {
    "Semua aturan, indeks, dan pemicu di basis data aktif dan sudah diperiksa.": """
        SELECT (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)
             + (SELECT count(*) FROM pg_index WHERE NOT indisvalid)
             + (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D')
    """,
    "Jalur setiap unit mengikuti unit atasannya.": """
        SELECT count(*) FROM employees_unit u LEFT JOIN employees_unit p ON p.id = u.parent_id
        WHERE u.path <> coalesce(p.path, '') || lpad(u.id::text, {width}, '0') || '.'
    """,
    "Setiap kinerja milik pegawai yang tercatat sebagai pihak yang dinilai.": """
        SELECT count(*) FROM appraisal_appraisal a WHERE NOT EXISTS (
            SELECT FROM appraisal_party p
            WHERE p.appraisal_id = a.id AND p.role = 'APPRAISEE' AND p.employee_id = a.employee_id)
    """,
    "Setiap pihak memuat pegawai yang dinilai dari kinerjanya.": """
        SELECT count(*) FROM appraisal_party p JOIN appraisal_appraisal a ON a.id = p.appraisal_id
        WHERE p.appraisee_id <> a.employee_id
    """,
    "Setiap evaluasi yang disampaikan punya rating yang diberikan, dan predikatnya mengikuti rating itu.": """
        SELECT count(*) FROM appraisal_evaluation e
        LEFT JOIN (
            SELECT DISTINCT ON (evaluation_id) evaluation_id, results, behaviour FROM appraisal_overallrating
            WHERE given_at IS NOT NULL ORDER BY evaluation_id, given_at DESC, id DESC) r ON r.evaluation_id = e.id
        LEFT JOIN (VALUES {quadrants}) q (results, behaviour, predicate) USING (results, behaviour)
        WHERE e.predicate <> '' AND e.carried_from_id IS NULL AND e.predicate IS DISTINCT FROM q.predicate
    """,
    "Indikator yang diisi dalam evaluasi berasal dari SKP yang sama.": """
        SELECT count(*) FROM appraisal_selffigure f JOIN appraisal_evaluation e ON e.id = f.evaluation_id
        JOIN appraisal_targetindicator i ON i.id = f.indicator_id JOIN appraisal_worktarget t ON t.id = i.target_id
        WHERE t.appraisal_id <> e.appraisal_id
    """,
    "Hasil kerja yang dinilai berasal dari SKP yang sama.": """
        SELECT count(*) FROM appraisal_itemrating r JOIN appraisal_evaluation e ON e.id = r.evaluation_id
        JOIN appraisal_worktarget t ON t.id = r.target_id WHERE t.appraisal_id <> e.appraisal_id
    """,
    "Hasil kerja atasan yang diintervensi berasal dari periode yang sama dan dari orang lain.": """
        SELECT count(*) FROM appraisal_worktarget t JOIN appraisal_appraisal a ON a.id = t.appraisal_id
        JOIN appraisal_worktarget p ON p.id = t.parent_id JOIN appraisal_appraisal b ON b.id = p.appraisal_id
        WHERE a.period_id <> b.period_id OR a.employee_id = b.employee_id
    """,
    "Progres dan umpan balik menyangkut hasil kerja dari SKP yang sama.": """
        SELECT (SELECT count(*) FROM appraisal_progressentry n JOIN appraisal_worktarget t ON t.id = n.target_id
                WHERE t.appraisal_id <> n.appraisal_id)
             + (SELECT count(*) FROM feedback_feedbacknote n JOIN appraisal_worktarget t ON t.id = n.target_id
                WHERE t.appraisal_id <> n.appraisal_id)
    """,
    "Setiap umpan balik bernama tercatat sekali dalam rekaman umpan balik pegawai yang sama.": """
        SELECT count(*) FROM feedback_feedbacknote n
        FULL JOIN (SELECT * FROM appraisal_feedbackentry WHERE source LIKE 'note:%') f ON f.source = 'note:' || n.uuid
        WHERE n.appraisal_id IS DISTINCT FROM f.appraisal_id
    """,
    "Evaluasi yang disanggah punya keberatan.": """
        SELECT count(*) FROM appraisal_evaluation e WHERE status = 'DISPUTED'
        AND NOT EXISTS (SELECT FROM appraisal_objection o WHERE o.evaluation_id = e.id)
    """,
    "Riwayat setiap kinerja berakhir pada statusnya.": """
        SELECT count(*) FROM appraisal_appraisal a JOIN (
            SELECT DISTINCT ON (appraisal_id) appraisal_id, to_status FROM appraisal_event
            WHERE evaluation_id IS NULL AND to_status <> '' ORDER BY appraisal_id, at DESC, id DESC) e
        ON e.appraisal_id = a.id WHERE e.to_status <> a.status
    """,
}


def answers() -> Iterator[Answer]:
    """Every question with its answer, one after the other: over millions of rows each takes seconds."""
    yield Answer(
        "Basis data punya setiap aturan, indeks, dan pemicu yang dinyatakan program.", len(missing())
    )
    for says, question in QUESTIONS.items():
        yield Answer(says, _count(_completed(question)))
    yield Answer(
        "Nomor berikut setiap tabel lebih besar daripada nomor yang sudah dipakai.", len(overtaken())
    )
    for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table):
        for history in pghistory.core.event_models(tracks_model=model):
            says = f"Riwayat «{model._meta.verbose_name}» sama dengan keadaan terakhirnya."
            yield Answer(says, _count(_unlike_its_history(model, history)))


def missing() -> list[str]:
    """Constraints, indexes, references and triggers that the models declare and the database lacks."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        triggers = {name for (name,) in cursor.fetchall()}
        for model in apps.get_models(include_auto_created=True):
            if not model._meta.managed or model._meta.proxy:
                continue
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
            wanted = {one.name for one in (*model._meta.constraints, *model._meta.indexes)}
            found += [f"{model._meta.label}: {name}" for name in wanted - there.keys()]
            columns = {tuple(one["columns"]) for one in there.values() if one["foreign_key"]}
            found += [
                f"{model._meta.label}: {item.name}"
                for item in _references(model)
                if (item.column,) not in columns
            ]
    declared = ((trigger, model) for model, trigger in pgtrigger.registered())
    found += [
        f"{model}: {trigger.name}" for trigger, model in declared if trigger.get_pgid(model) not in triggers
    ]
    return found


def _references(model: type[models.Model]) -> list[Any]:
    columns: Iterable[Any] = model._meta.concrete_fields
    return [item for item in columns if item.many_to_one and item.db_constraint]


def overtaken() -> list[str]:
    """Tables whose next number somebody has already."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            key, table = model._meta.pk, model._meta.db_table
            if not isinstance(key, models.AutoField | models.BigAutoField):
                continue
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, str(key.column)])
            sequence = cursor.fetchone()[0]
            cursor.execute(
                sql.SQL("SELECT max({}) > pg_sequence_last_value({}) FROM {}").format(
                    Identifier(str(key.column)), Literal(sequence), Identifier(table)
                )
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def _unlike_its_history(model: type[models.Model], history: type[models.Model]) -> Composable:
    """Rows whose latest version in the history is another one, or is not there."""
    kept = {item.column for item in history._meta.concrete_fields}
    names = [str(item.column) for item in model._meta.concrete_fields if item.column in kept]
    row = sql.SQL(", ").join([Identifier("t", name) for name in names])
    last = sql.SQL(", ").join([Identifier("h", name) for name in names])
    return sql.SQL(
        "SELECT count(*) FROM {} t LEFT JOIN (SELECT DISTINCT ON (pgh_obj_id) * FROM {} "
        "ORDER BY pgh_obj_id, pgh_id DESC) h ON h.pgh_obj_id = t.id WHERE ({}) IS DISTINCT FROM ({})"
    ).format(Identifier(model._meta.db_table), Identifier(history._meta.db_table), row, last)


def _completed(question: str) -> Composable:
    quadrants = sql.SQL(", ").join(
        sql.SQL("({}, {}, {})").format(Literal(one), Literal(other), Literal(predicate(one, other)))
        for one in Rating
        for other in Rating
    )
    width = Literal(len(STEP.format(0)) - 1)
    return sql.SQL(question).format(quadrants=quadrants, width=width)


def _count(question: Composable) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
