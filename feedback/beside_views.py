"""Self beside others, on one page: the gap in words, the picture, the table of the same figures."""

from __future__ import annotations

import uuid as uuid_module

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from appraisal.views.shared import appraisal_or_404, frame
from employees.http import Request, page
from feedback import beside
from feedback.picture import picture


@require_GET
def beside_others(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What each voice says of each value, as far as this reader may see it."""
    row = appraisal_or_404(request, uuid)
    found = beside.of(row, request.user)
    rows = [
        (
            label,
            [(one, score, beside.score_words(score) if score is not None else "") for one, score in scores],
        )
        for label, scores in found.rows
    ]
    context = frame(request, row, "feedback") | {
        "beside": found,
        "rows": rows,
        "words": beside.gap_words(found),
        "picture": picture(found),
    }
    return page(request, "feedback/beside.html", context)
