"""Many documents at once: which evaluations are chosen, what is there, what is missing and why, and the archive.

What lies on the server for a request is the list alone: the documents are kept once, and go from there into the
ZIP while it is fetched.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from appraisal import documents, tabular, undrawn
from appraisal.archive import Names, safe, stream
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Document,
    DrawingFailure,
    Evaluation,
    EvaluationStatus,
    Period,
    WindowCode,
)
from appraisal.papers.registry import BY_ORIGIN
from employees.models import Unit

CHUNK = 500
SECONDS_A_DOCUMENT = 0.6  # drawing, and the pauses for other work
MANIFEST = "manifest.csv"
HEADINGS = (
    "nama", "NIP", "unit", "periode", "formulir", "versi", "kode verifikasi", "SHA-256", "halaman", "berkas",
    "yang kurang", "yang perlu dilakukan",
)  # fmt: skip
HASH, PATH, LACK, TODO = (HEADINGS.index(name) for name in ("SHA-256", "berkas", "yang kurang", HEADINGS[-1]))
NOT_OPENED = ("belum final: evaluasinya belum dibuka", "Tunggu sampai masa evaluasinya dibuka.")
NOT_DRAWN = ("dokumen belum dibuat", "Minta dokumennya sekali lagi.")
DAMAGED = (
    "berkas di server hilang atau rusak",
    "Hubungi pengelola sistem: pulihkan berkas ini dari cadangan.",
)


@dataclass(frozen=True)
class Selection:
    """A year's evaluations in some units; of one window, or of all."""

    period: Period
    units: QuerySet[Unit]
    window: str = ""

    def evaluations(self) -> QuerySet[Evaluation]:
        chosen = Q(appraisal__period=self.period, appraisal__unit__in=self.units.values("pk"))
        if self.window:
            chosen &= Q(window=self.window)
        return Evaluation.objects.filter(chosen).exclude(status=EvaluationStatus.VOID)

    def unopened(self) -> QuerySet[Appraisal]:
        """People whose evaluation does not exist yet."""
        rows = Appraisal.objects.filter(period=self.period, unit__in=self.units.values("pk"))
        going_on = rows.exclude(status=AppraisalStatus.CLOSED)
        return going_on.exclude(evaluations__in=self.evaluations()).order_by(
            "unit__path", "employee__sort_name"
        )

    @property
    def window_label(self) -> str:
        return WindowCode(self.window).label if self.window else ""

    def final(self) -> QuerySet[Evaluation]:
        return self.evaluations().filter(status=EvaluationStatus.FINAL)

    def undrawn(self) -> QuerySet[Evaluation]:
        """Final, and no document of record yet."""
        kept = _of_record().filter(evaluation=OuterRef("pk"))
        return self.final().exclude(Exists(kept))

    def failures(self) -> QuerySet[DrawingFailure]:
        """What could not be drawn, whatever its status; without what is only just begun."""
        rows = DrawingFailure.objects.filter(evaluation__in=self.evaluations())
        ended = rows.exclude(undrawn.NO_PROOF)
        return ended.select_related("evaluation__appraisal__employee", "evaluation__appraisal__unit")

    def to_draw(self, since: datetime) -> list[int]:
        """Ids of what is still to be tried; what failed since then is not tried again."""
        tried = DrawingFailure.objects.filter(evaluation=OuterRef("pk"), failed_at__gte=since)
        over = tried.exclude(undrawn.NO_PROOF)
        return list(self.undrawn().exclude(Exists(over)).order_by("pk").values_list("pk", flat=True))

    def counts(self) -> Counts:
        final = self.final().count()
        unfinished = self.evaluations().count() - final + self.unopened().count()
        return Counts(final, unfinished, self.undrawn().count())


@dataclass(frozen=True)
class Counts:
    final: int
    unfinished: int
    to_draw: int

    @property
    def minutes(self) -> int:
        """About how long drawing takes, rounded up."""
        return math.ceil(self.to_draw * SECONDS_A_DOCUMENT / 60)


def _of_record() -> QuerySet[Document]:
    return Document.objects.filter(
        status=Document.Status.VALID, frozen_at__isnull=False, form__in=BY_ORIGIN.values()
    )


def write_manifest(selection: Selection, path: Path) -> None:
    """Every evaluation that was chosen, in the order of the tree: where its document lies, or why there is none."""
    tabular.write_csv(path, HEADINGS, _rows(selection))


def _rows(selection: Selection) -> Iterator[list[tabular.Cell]]:
    names, folders = Names(), _folders(selection)
    related = ("appraisal__employee", "appraisal__unit", "drawing_failure")
    kept = Prefetch("documents", _of_record())
    rows = selection.evaluations().select_related(*related).prefetch_related(kept)
    order = ("appraisal__unit__path", "appraisal__employee__sort_name", "appraisal_id", "window")
    for evaluation in rows.order_by(*order).iterator(chunk_size=CHUNK):
        yield _row(evaluation, folders, names)
    for appraisal in selection.unopened().select_related("employee", "unit").iterator(chunk_size=CHUNK):
        person = appraisal.employee
        told = [person.full_name, person.nip or "", appraisal.unit.name, selection.window_label]
        yield [*told, "", "", "", "", "", "", *NOT_OPENED]


def _row(evaluation: Evaluation, folders: dict[int, str], names: Names) -> list[tabular.Cell]:
    person, unit = evaluation.appraisal.employee, evaluation.appraisal.unit
    row: list[tabular.Cell] = [person.full_name, person.nip or "", unit.name, evaluation.get_window_display()]
    document = next(iter(evaluation.documents.all()), None)
    if document is None or evaluation.status != EvaluationStatus.FINAL:
        return [*row, "", "", "", "", "", "", *_lack(evaluation)]
    who = person.nip or f"Tanpa NIP {safe(person.name)}"
    window = "" if evaluation.window == WindowCode.YEAR else f"{evaluation.window}_"
    path = names.free(folders[unit.pk], f"{safe(who)}_{window}{document.form}", ".pdf")
    told: list[tabular.Cell] = [
        document.form,
        document.version,
        document.code,
        document.sha256,
        document.pages,
        path,
    ]
    return [*row, *told, "", ""]


def _lack(evaluation: Evaluation) -> tuple[str, str]:
    if evaluation.status != EvaluationStatus.FINAL:
        return f"belum final: {evaluation.get_status_display()}", "Tunggu sampai evaluasinya final."
    failure = getattr(evaluation, "drawing_failure", None)
    if failure is None:
        return NOT_DRAWN
    return failure.get_reason_display(), undrawn.advice(failure)


def _folders(selection: Selection) -> dict[int, str]:
    """Year and unit; units of one name are told apart by what stands above them, then by number."""
    units = list(selection.units.select_related("parent").order_by("path"))
    often = Counter(safe(unit.name).casefold() for unit in units)
    taken, folders = Names(), {}
    for unit in units:
        name = safe(unit.name)
        if often[name.casefold()] > 1 and unit.parent is not None:
            name = f"{name} ({safe(unit.parent.name)})"
        folders[unit.pk] = taken.free(str(selection.period.year), name, "")
    return folders


def packed(manifest: IO[bytes]) -> Iterator[bytes]:
    """The ZIP of the documents that a manifest names, and that manifest last, with what turned out to be damaged."""
    return stream(_files(manifest))


def _files(manifest: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    damaged = set()
    for row in tabular.read_csv(manifest):
        if not row[PATH]:
            continue
        content = _content(row[HASH])
        if content is None:
            damaged.add(row[PATH])
        else:
            yield row[PATH], content
    yield MANIFEST, _told(manifest, damaged)


def _content(digest: str) -> bytes | None:
    """The document of record under its hash, None when it is not there as it was."""
    name = documents.place_of(digest)
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content if hashlib.sha256(content).hexdigest() == digest else None


def _told(manifest: IO[bytes], damaged: set[str]) -> bytes:
    if not damaged:
        manifest.seek(0)
        return manifest.read()
    rows = tabular.read_csv(manifest)
    return tabular.csv_bytes(HEADINGS, (_without(row) if row[PATH] in damaged else row for row in rows))


def _without(row: Sequence[str]) -> list[str]:
    told = list(row)
    told[PATH], told[LACK], told[TODO] = "", *DAMAGED
    return told
