"""A year with an SKP, a record, ratings and minutes, signed by both: what D, C and A print in an ordinary case."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appraisal import documents, record, verification
from appraisal.models import Evaluation
from tests import factories

WORDS = "Laporan pelaksanaan layanan administrasi kepegawaian triwulan {0} tersusun lengkap dan disampaikan tepat waktu"
FEEDBACK = "Rapi dan tepat waktu; bantu rekan yang baru menyusun laporannya."


def evaluation(targets: int) -> Evaluation:
    """Delivered, with so many targets; each has an indicator, an achievement and a line of feedback."""
    agency = factories.make_agency()
    row: Evaluation = factories.make_evaluation(agency, "OPEN")
    appraisal, today = row.appraisal, timezone.localdate()
    for number in range(appraisal.targets.count(), targets):
        factories.add_target(appraisal, WORDS.format(number), order=number)
    note = {"giver_role": "LEADER", "shown_name": "Siti Atasan", "day": today}
    for number, target in enumerate(appraisal.targets.all()):
        record.add(appraisal, source=f"note:{number}", text=FEEDBACK, target=target, **note)
    for status in ("ASSESSED", "RATED", "DELIVERED"):
        factories._walk_to(row, status)
    row.refresh_from_db()
    return row


def context(row: Evaluation) -> dict[str, Any]:
    """What `documents.render` gives to the template."""
    code = verification.new_code()
    return documents._context(row, documents.papers(row, documents.form_of(row)), code, 1)
