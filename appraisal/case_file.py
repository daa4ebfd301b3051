"""One case as the auditor takes it along: what happened, the kept documents, the evidence, and whatever satellites add.

Only what he may read on the pages is in it. Counselling is no part of it, and of feedback given in confidence only what
was published. Each file stands in the manifest with its SHA-256, also one that the storage has lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from appraisal import case_story, evidence
from appraisal.archive import Names, safe
from appraisal.models import Appraisal, Document, Evidence
from appraisal.tabular import Cell, csv_bytes
from appraisal.visibility import FieldGroup, Relation, relations, visible_groups
from employees.models import User

PARTIES = frozenset({Relation.APPRAISEE, Relation.APPRAISER, Relation.REVIEWER})
STYLE = "css/case.css"
MANIFEST = "manifest.csv"
HEADINGS = ("berkas", "isi", "SHA-256", "ukuran (bita)", "keterangan")
LOST, CHANGED = "hilang dari penyimpanan", "tidak sama dengan SHA-256 yang tercatat"
NO_AUDITOR = "Berkas perkara diambil oleh auditor."
OWN = "Anda pihak dalam kinerja ini, jadi berkasnya diambil oleh auditor lain."


def refusal(appraisal: Appraisal, user: User) -> str:
    """Why this person may not take the case along; "" means he may."""
    held = relations(appraisal, user)
    if not user.is_auditor:
        return NO_AUDITOR
    return OWN if held & PARTIES else ""


@dataclass(frozen=True)
class Piece:
    """A file of the case. `content` is None where the storage has lost it; `recorded` is the hash it should have."""

    folder: str
    name: str
    suffix: str
    what: str
    content: bytes | None
    recorded: str = ""


Contributor = Callable[[Appraisal, User], Iterable[Piece]]
_contributors: list[Contributor] = []


def contributes(found: Contributor) -> Contributor:
    """Let a satellite add what this reader may see of its own; the core does not know it."""
    _contributors.append(found)
    return found


def files(appraisal: Appraisal, user: User, purpose: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file, the manifest last; one file at a time is held."""
    names, told = Names(), []
    for piece in pieces(appraisal, user, purpose):
        path = names.free(piece.folder, safe(piece.name), piece.suffix) if piece.folder else piece.name
        told.append(_told(path, piece))
        if piece.content is not None:
            yield path, piece.content
    yield MANIFEST, csv_bytes(HEADINGS, told)


def _told(path: str, piece: Piece) -> list[Cell]:
    if piece.content is None:
        return [path, piece.what, piece.recorded, None, LOST]
    digest = hashlib.sha256(piece.content).hexdigest()
    wrong = bool(piece.recorded) and piece.recorded != digest
    return [path, piece.what, digest, len(piece.content), CHANGED if wrong else ""]


def pieces(appraisal: Appraisal, user: User, purpose: str) -> Iterator[Piece]:
    """Story and timeline first, so that whoever opens the archive finds his way."""
    yield Piece("", "perkara.html", "", "Perkara dalam satu halaman", _page(appraisal, user, purpose))
    yield Piece("", "perkara.css", "", "Tampilan halaman itu", _style())
    timeline = csv_bytes(case_story.HEADINGS, case_story.timeline_rows(appraisal))
    yield Piece("", "linimasa.csv", "", "Linimasa", timeline)
    yield Piece("", "rekaman-umpan-balik.csv", "", "Rekaman umpan balik", case_story.record_csv(appraisal))
    yield from _documents(appraisal, user)
    yield from _evidence(appraisal, user)
    for contributor in _contributors:
        yield from contributor(appraisal, user)


def _page(appraisal: Appraisal, user: User, purpose: str) -> bytes:
    context: dict[str, Any] = case_story.told(appraisal, user) | {
        "purpose": purpose,
        "taken_by": user.employee,
    }
    return render_to_string("appraisal/case/case.html", context).encode()


def _style() -> bytes | None:
    path = finders.find(STYLE)
    return Path(path).read_bytes() if path else None


def _documents(appraisal: Appraisal, user: User) -> Iterator[Piece]:
    """Every version that was kept, of evaluations whose ratings this reader may read."""
    for evaluation in appraisal.evaluations.all():
        if FieldGroup.RATINGS in visible_groups(evaluation, user):
            yield from (_document(one) for one in evaluation.documents.order_by("form", "version"))


def _document(document: Document) -> Piece:
    what = f"Dokumen evaluasi {document.evaluation.get_window_display()}, {document.get_status_display().lower()}"
    name = f"{document.evaluation.window}_{document.form}_versi-{document.version}"
    content = evidence.read(str(document.file.name))
    return Piece("dokumen", name, ".pdf", what, content, document.sha256)


def _evidence(appraisal: Appraisal, user: User) -> Iterator[Piece]:
    """Evidence of progress, signed files and what was laid beside an objection; links stand in the page alone."""
    rows = Evidence.objects.exclude(file="").order_by("pk")
    for one in rows.filter(entry__appraisal=appraisal):
        yield _proof("bukti", "Bukti dukung realisasi", one)
    hidden = [
        evaluation.pk
        for evaluation in appraisal.evaluations.all()
        if FieldGroup.RATINGS not in visible_groups(evaluation, user)
    ]
    for one in rows.filter(event__appraisal=appraisal).exclude(event__evaluation__in=hidden):
        yield _proof("bertanda-tangan", "Berkas bertanda tangan", one)
    for one in rows.filter(objection__evaluation__appraisal=appraisal):
        yield _proof("keberatan", "Bukti keberatan", one)


def _proof(folder: str, what: str, one: Evidence) -> Piece:
    title = PurePath(one.title)
    suffix = PurePath(str(one.file.name)).suffix
    return Piece(folder, title.stem, suffix, f"{what}: {one.title}", evidence.content(one), one.sha256)
