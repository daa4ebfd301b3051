"""How a file of evidence leaves: as an attachment, boxed in, never shown by the browser."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from appraisal import evidence
from appraisal.models import Evidence


def attachment(found: Evidence) -> HttpResponse:
    """The file, or 404 when the storage has lost it; who may have it was asked before."""
    return boxed(evidence.content(found), found.content_type, found.title)


def boxed(content: bytes | None, content_type: str, title: str) -> HttpResponse:
    """Bytes of the store under the name that they were sent with."""
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, title)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
