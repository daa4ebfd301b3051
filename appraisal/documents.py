"""Official documents: which forms there are, how one is rendered, kept, replaced and read again.

A worker renders after every signature (`paperwork.ask`); each rendering is a version of its own with its own
code, because printed copies of the earlier one exist. At FINAL the bytes are the paper of record: they lie in
the storage under their SHA-256 and are never rendered again.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from appraisal import paperwork, undrawn, verification
from appraisal.confined import DrawingError
from appraisal.models import Document, Evaluation, EvaluationStatus, Origin
from appraisal.models.evaluation import SIGNED
from appraisal.papers import registry
from appraisal.papers.paper import Paper, signed_on
from appraisal.papers.registry import BY_ORIGIN
from appraisal.papers.subject import Subject
from appraisal.paperwork import KIND
from employees import outbox
from employees.models import Outbox

EVALUATION_DOCUMENT = "D.1.1"
# WeasyPrint takes seconds and some 60 MB to import: only the process that draws pays for it, once.
ENGINE = "appraisal.pdf."
logger = logging.getLogger(__name__)


class DamagedError(Exception):
    """The stored bytes are not the ones whose hash is on record."""


@dataclass(frozen=True)
class Rendered:
    content: bytes
    code: str
    version: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


register = registry.register


def form_of(evaluation: Evaluation) -> str:
    """Which of D.1.1, D.1.2 and D.1.3 the signed evaluation is."""
    return BY_ORIGIN[Origin(evaluation.origin or Origin.APPRAISER)]


def papers(evaluation: Evaluation, form: str) -> list[Paper]:
    """The document with the result and the SKP of the appraisee's kind and approach (text lines 4698-4706).

    Raises KeyError for an unregistered form, ValueError while the evaluation is not signed.
    """
    signed_on(evaluation)
    subject = Subject.of(evaluation)
    return [registry.form(code).build(subject) for code in (form, *registry.attached(subject))]


def render(evaluation: Evaluation, form: str = "") -> Rendered:
    """A new version of a document, not stored yet.

    Raises KeyError for an unregistered form, ValueError while the evaluation is not signed, and whatever
    `render_pdf` raises.
    """
    form = form or form_of(evaluation)
    built = papers(evaluation, form)
    version = (evaluation.documents.filter(form=form).values_list("version", flat=True).first() or 0) + 1
    code = verification.new_code()
    content = import_string(ENGINE + "render_pdf")(
        "pdf/document.html", _context(evaluation, built, code, version)
    )
    return Rendered(content, code, version)


def _context(evaluation: Evaluation, built: list[Paper], code: str, version: int) -> dict[str, Any]:
    appraisal = evaluation.appraisal
    address = verification.address(code)
    return {
        "title": f"{built[0].title} {appraisal.period.year} – {appraisal.employee.full_name}",
        "agency": settings.AGENCY_NAME,
        "papers": built,
        "code_printed": verification.code_printed(code),
        "verification_address": address,
        "qr": verification.qr(address),
        "version": version,
        "replaces": verification.before(evaluation),
        "final": evaluation.status == EvaluationStatus.FINAL,
    }


def keep(evaluation: Evaluation, form: str = "") -> Document | None:
    """Render and store what is due now; None when the present version is up to date or nothing is signed.

    Rendering takes seconds and holds no lock. If a step was taken meanwhile the result is dropped: that step
    has asked for its own rendering.
    """
    state, form = _state(evaluation), form or form_of(evaluation)
    if evaluation.status not in SIGNED or _up_to_date(evaluation, form):
        return None
    rendered = render(evaluation, form)
    name = store(rendered.content)
    with transaction.atomic():
        row = Evaluation.objects.select_for_update(of=("self",), no_key=True).get(pk=evaluation.pk)
        if _state(row) != state or _up_to_date(row, form):
            return None
        paperwork.replace(row)
        return Document.objects.create(
            evaluation=row,
            form=form,
            code=rendered.code,
            version=rendered.version,
            file=name,
            size=len(rendered.content),
            sha256=rendered.sha256,
            pages=import_string(ENGINE + "page_count")(rendered.content),
            frozen_at=timezone.now() if row.status == EvaluationStatus.FINAL else None,
        )


def _state(evaluation: Evaluation) -> tuple[Any, ...]:
    """What a document prints of the course of things; whenever it changes, a new version is due."""
    return (
        evaluation.status,
        evaluation.origin,
        evaluation.signed_at,
        evaluation.returned_at,
        evaluation.final_at,
    )


def _up_to_date(evaluation: Evaluation, form: str) -> bool:
    document = evaluation.documents.filter(form=form, status=Document.Status.VALID).first()
    if document is None:
        return False
    final = evaluation.status == EvaluationStatus.FINAL
    return document.created_at >= last_step(evaluation) and (document.frozen_at is not None) == final


def last_step(evaluation: Evaluation) -> datetime:
    """The latest of signature, return and final; only for what is signed."""
    moments = (evaluation.signed_at, evaluation.returned_at, evaluation.final_at)
    return max(at for at in moments if at is not None)


def place_of(digest: str) -> str:
    """Where the bytes with this SHA-256 lie in the storage."""
    return f"documents/{digest[:2]}/{digest}.pdf"


def store(content: bytes) -> str:
    """Put bytes into the storage under their hash; the same bytes again change nothing.

    A file that a crash left incomplete under that name is written anew.
    """
    name = place_of(hashlib.sha256(content).hexdigest())
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == content:
                return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))


def read(document: Document) -> bytes:
    """The bytes of record.

    Raises DamagedError when the file is missing or is not what its hash says.
    """
    try:
        with default_storage.open(str(document.file.name)) as file:
            content: bytes = file.read()
    except FileNotFoundError as error:
        raise DamagedError(f"Berkas dokumen {document.code} tidak ada.") from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DamagedError(f"Berkas dokumen {document.code} tidak sama dengan SHA-256 yang tercatat.")
    return content


def file_name(document: Document) -> str:
    """'Dokumen evaluasi kinerja 2026 Budi Pegawai (D.1.1, versi 2).pdf'."""
    appraisal = document.evaluation.appraisal
    return (
        f"Dokumen evaluasi kinerja {appraisal.period.year} {appraisal.employee.name}"
        f" ({document.form}, versi {document.version}).pdf"
    )


@dataclass(frozen=True)
class Offered:
    """What the evaluation page shows: the present document and older ones; `pending` while a worker renders."""

    current: Document | None
    older: tuple[Document, ...]
    pending: bool


def of(evaluation: Evaluation) -> Offered:
    """The documents of an evaluation for templates/appraisal/_documents.html; one query."""
    rows = list(evaluation.documents.filter(form__in=BY_ORIGIN.values()).order_by("-created_at"))
    current = next((row for row in rows if row.status == Document.Status.VALID), None)
    signed = evaluation.status in SIGNED
    behind = current is None or (signed and current.created_at < last_step(evaluation))
    return Offered(current, tuple(row for row in rows if row != current), pending=signed and behind)


def _of(row: Outbox) -> Evaluation | None:
    rows = Evaluation.objects.select_related("appraisal__period", "appraisal__employee", "appraisal__unit")
    return rows.filter(uuid=row.payload["evaluation"]).first()


def _gave_up(row: Outbox) -> None:
    evaluation = _of(row)
    if evaluation is not None:
        undrawn.note(evaluation, DrawingError(row.last_error))


@outbox.handles(KIND, queue="pdf", atomic=False, gave_up=_gave_up)
def _render(row: Outbox) -> None:
    """Draw what is due. What no further try can mend is put on record for personnel, and the row is done."""
    evaluation = _of(row)
    if evaluation is None:
        return
    try:
        document = keep(evaluation)
    except DrawingError as error:
        failure = undrawn.note(evaluation, error)
        logger.warning("document of %s not drawn: %s", evaluation.uuid, failure.reason)
        if undrawn.to_be_tried_again(failure):
            raise
        return
    undrawn.clear(evaluation)
    if document is not None:
        logger.info("document %s version %d kept", document.form, document.version)
