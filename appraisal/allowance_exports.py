"""Rekap tunjangan: who, which evaluation, which predicate, which share of the allowance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from appraisal import allowance
from appraisal.credit_record import COUNTS
from appraisal.export_columns import OF_EVALUATION, WITH_EVALUATION
from appraisal.export_kinds import CHUNK, Asked, Column, Kind, Sheet, register
from appraisal.models import Evaluation
from appraisal.rating import PREDICATE_LABELS, Predicate


@dataclass(frozen=True)
class Share:
    """One evaluation that counts; `percentage` is None where the agency set no figures."""

    evaluation: Evaluation
    percentage: Decimal | None


def counting(asked: Asked) -> QuerySet[Evaluation]:
    """Final ones, and those of the superior or after an objection, which count at once."""
    return Evaluation.objects.filter(
        COUNTS, appraisal__period=asked.year, appraisal__unit__in=asked.units.values("pk")
    )


def shares(asked: Asked) -> Iterator[Share]:
    table = allowance.table_of(asked.year)
    rows = counting(asked).select_related(*(name.removeprefix("evaluation__") for name in WITH_EVALUATION))
    ordered = rows.order_by("appraisal__employee__sort_name", "appraisal", "ends_on", "pk")
    for evaluation in ordered.iterator(CHUNK):
        yield Share(evaluation, table.of(evaluation.predicate) if table else None)


ALLOWANCE = register(
    Kind(
        "tunjangan",
        "Rekap tunjangan",
        "Satu baris per pegawai dan evaluasi yang berlaku, dengan predikat dan persentase dari tabel instansi.",
        [
            Sheet(
                "Tunjangan",
                [
                    *OF_EVALUATION,
                    Column(
                        "predicate",
                        "Predikat",
                        lambda row: PREDICATE_LABELS[Predicate(row.evaluation.predicate)],
                    ),
                    Column("percentage", "Persentase tunjangan"),
                    Column("status", "Status evaluasi", lambda row: row.evaluation.get_status_display()),
                    Column(
                        "signed_on",
                        "Tanggal penetapan",
                        lambda row: timezone.localdate(row.evaluation.signed_at),
                    ),
                ],
                shares,
            )
        ],
        total=lambda asked: counting(asked).count(),
    )
)
