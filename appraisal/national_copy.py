"""'Salin ke e-Kinerja BKN': an appraisal field by field in the order of BKN's forms, and what was copied already.

BKN's own layout of forms is not published; the order follows what its guides show: the SKP with behaviour and annex,
the action plan, then by evaluation what was achieved with its evidence, and the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from appraisal import windows
from appraisal.acts import record_act
from appraisal.models import (
    ActionPlanItem,
    AnnexLine,
    Appraisal,
    Evaluation,
    EvaluationStatus,
    Evidence,
    NationalCopy,
    PartyRole,
    ProgressEntry,
    SelfFigure,
    TargetIndicator,
    WorkTarget,
)
from appraisal.models.evaluation import SIGNED
from appraisal.rating import PREDICATE_PRINTED, RATING_PRINTED, Predicate, Rating
from appraisal.revision_rows import held_at
from appraisal.shape import Shape, shape_of
from appraisal.values import VALUE_LABELS, Value
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Act, Refused
from appraisal.workflow.signing import current_rating
from employees.dates import dated
from employees.models import User
from employees.templatetags.kinerja import number_id

CHANGED = "Isi bagian ini berubah sejak halaman dibuka. Salin lagi isinya yang sekarang, lalu tandai."
NOT_YOURS = "Yang menandai adalah pegawainya sendiri, pejabat penilainya, atau pengelola kepegawaian unitnya."


@dataclass(frozen=True)
class Field:
    """One box of BKN's form."""

    label: str
    text: str


@dataclass(frozen=True)
class Group:
    """Boxes that stand together: a result with its indicators, a value, one evaluation."""

    title: str
    fields: list[Field]


@dataclass(frozen=True)
class Part:
    """What is copied at one go and marked as copied; `copy` is what was marked before."""

    key: str
    title: str
    groups: list[Group]
    copy: NationalCopy | None = None

    @property
    def sha256(self) -> str:
        lines = (f"{group.title}\n{one.label}\n{one.text}" for group in self.groups for one in group.fields)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @property
    def changed(self) -> bool:
        """Whether it became different after it was copied."""
        return self.copy is not None and self.copy.sha256 != self.sha256


def parts_of(appraisal: Appraisal, user: User) -> list[Part]:
    """In BKN's order, only what this reader may see and only what holds something."""
    shape = shape_of(appraisal)
    targets = list(appraisal.targets.select_related("parent").prefetch_related("indicators"))
    found = [
        ("skp", "SKP: hasil kerja", [_head(appraisal, shape), *_of_targets(targets, shape)]),
        ("behaviour", "SKP: perilaku kerja", list(_expectations(appraisal))),
        ("annex", "Lampiran SKP", list(_annex(appraisal))),
        ("plan", "Rencana aksi", list(_plan(appraisal, targets))),
    ]
    for evaluation in appraisal.evaluations.exclude(status=EvaluationStatus.VOID).order_by("opens_on"):
        evaluation.appraisal = appraisal
        label, groups = evaluation.get_window_display(), visible_groups(evaluation, user)
        done, result = list(_progress(evaluation, targets, groups)), list(_result(evaluation, groups))
        found.append((f"progress:{evaluation.window}", f"Realisasi dan bukti dukung: {label}", done))
        found.append((f"result:{evaluation.window}", f"Hasil evaluasi: {label}", result))
    copies = {one.part: one for one in appraisal.copies.select_related("copied_by")}
    return [Part(key, title, groups, copies.get(key)) for key, title, groups in found if groups]


# --- planning -----------------------------------------------------------------------------------
def _head(appraisal: Appraisal, shape: Shape) -> Group:
    """What BKN asks before the first result."""
    party = appraisal.party(PartyRole.APPRAISER, timezone.localdate())
    period = appraisal.period
    fields = [
        Field("Periode awal", dated(appraisal.starts_on or period.starts_on)),
        Field("Periode akhir", dated(appraisal.closed_on or period.ends_on)),
        Field("Pendekatan", "Kualitatif" if shape.qualitative else "Kuantitatif"),
        Field("NIP pejabat penilai", party.nip if party else ""),
        Field("Nama pejabat penilai", party.name if party else ""),
    ]
    return Group("Data SKP", _filled(fields))


def _of_targets(targets: list[WorkTarget], shape: Shape) -> Iterator[Group]:
    for number, target in enumerate(targets, start=1):
        fields = (
            [Field("Rencana hasil kerja pimpinan yang diintervensi", target.intervened)]
            if shape.serves
            else []
        )
        fields += [Field("Rencana hasil kerja", target.result), Field("Penugasan dari", target.assigned_by)]
        for place, one in enumerate(target.indicators.all(), start=1):
            fields += [
                Field(f"{shape.kind} {place}", _kind_of(one)),
                Field(f"Indikator kinerja individu {place}", one.text),
                Field(f"Target {place}", one.goal),
            ]
        yield Group(f"{number}. Hasil kerja {target.get_kind_display().lower()}", _filled(fields))


def _kind_of(indicator: TargetIndicator) -> str:
    return str(indicator.get_aspect_display() or indicator.get_perspective_display())


def _expectations(appraisal: Appraisal) -> Iterator[Group]:
    for one in appraisal.expectations.exclude(text=""):
        yield Group(VALUE_LABELS[Value(one.value)], [Field("Ekspektasi khusus pimpinan", one.text)])


def _annex(appraisal: Appraisal) -> Iterator[Group]:
    lines = list(appraisal.annex.all())
    for kind in AnnexLine.Kind:
        fields = [
            Field(f"Baris {number}", one.text)
            for number, one in enumerate((line for line in lines if line.kind == kind), start=1)
        ]
        if fields:
            yield Group(str(kind.label), fields)


def _plan(appraisal: Appraisal, targets: list[WorkTarget]) -> Iterator[Group]:
    items = list(appraisal.action_plan.exclude(state=ActionPlanItem.State.DROPPED))
    for target in targets:
        mine = [one for one in items if one.target_id == target.pk]
        if mine:
            yield Group(target.result, [Field(_when(one), one.text) for one in mine])


def _when(item: ActionPlanItem) -> str:
    when = dated(item.due_on) if item.due_on else item.get_window_display()
    return f"Rencana aksi, {when}" if when else "Rencana aksi"


# --- evaluations --------------------------------------------------------------------------------
def _progress(
    evaluation: Evaluation, targets: list[WorkTarget], groups: Iterable[FieldGroup]
) -> Iterator[Group]:
    """By result what was achieved, then the evidence by name and link, as BKN takes it."""
    held = held_at(evaluation.appraisal, evaluation.signed_at) if evaluation.signed_at else None
    own = (
        {one.indicator_id: one for one in evaluation.self_figures.all()} if FieldGroup.SELF in groups else {}
    )
    entries = _entries(evaluation)
    for target in held or targets:
        fields = [
            Field(f"Realisasi: {one.text}", _achieved(own[one.pk], one))
            for one in target.indicators.all()
            if one.pk in own
        ]
        for entry in (one for one in entries if one.target_id == target.pk):
            fields += [_proof(one) for one in entry.evidence.all()]
        if filled := _filled(fields):
            yield Group(target.result, filled)


def _entries(evaluation: Evaluation) -> list[ProgressEntry]:
    covered = windows.span(evaluation.appraisal.period, evaluation.window)
    rows = evaluation.appraisal.progress.filter(day__range=(covered.starts_on, covered.ends_on))
    proof = Prefetch("evidence", Evidence.objects.order_by("pk"))
    return list(rows.order_by("day", "pk").prefetch_related(proof))


def _achieved(own: SelfFigure, indicator: TargetIndicator) -> str:
    figure = f"{number_id(own.achieved)} {indicator.unit}".strip() if own.achieved is not None else ""
    return "; ".join(filter(None, (figure, own.text)))


def _proof(one: Evidence) -> Field:
    """BKN keeps a name and a link; a file has to be put where BKN's reader can open it."""
    return Field(
        "Bukti dukung", f"{one.title}\n{one.link}" if one.link else f"{one.title} (berkas: unggah sendiri)"
    )


def _result(evaluation: Evaluation, groups: Iterable[FieldGroup]) -> Iterator[Group]:
    """Once it is signed: what is not, may still change."""
    if FieldGroup.RATINGS not in groups or evaluation.status not in SIGNED:
        return
    rating = current_rating(evaluation)
    if rating is None:
        return
    fields = [
        Field("Rating hasil kerja", RATING_PRINTED[Rating(rating.results)]),
        Field("Rating perilaku kerja", RATING_PRINTED[Rating(rating.behaviour)]),
        Field("Predikat kinerja pegawai", PREDICATE_PRINTED[Predicate(evaluation.predicate)]),
        Field("Catatan", evaluation.note if FieldGroup.DIALOGUE in groups else ""),
    ]
    yield Group("Penilaian", _filled(fields))


def _filled(fields: Iterable[Field]) -> list[Field]:
    return [one for one in fields if one.text.strip()]


# --- marking ------------------------------------------------------------------------------------
def marking_refusal(appraisal: Appraisal, by: User) -> str:
    """Why this person may not say that something was copied; "" means he may."""
    me = by.employee_id
    appraises = appraisal.parties.on(timezone.localdate()).filter(role=PartyRole.APPRAISER, employee=me)
    administers = by.administered_units().filter(pk=appraisal.unit_id)
    return "" if appraisal.employee_id == me or appraises.exists() or administers.exists() else NOT_YOURS


@transaction.atomic
def mark(appraisal: Appraisal, key: str, sha256: str, *, by: User) -> NationalCopy:
    """Say that a part was copied today, as it read on the page; an event tells it.

    Raises:
        Refused: not this person's to say, or the part reads differently by now.
    """
    if reason := marking_refusal(appraisal, by):
        raise Refused(reason)
    part = next((one for one in parts_of(appraisal, by) if one.key == key), None)
    if part is None or part.sha256 != sha256:
        raise Refused(CHANGED)
    today = timezone.localdate()
    copy, _made = NationalCopy.objects.update_or_create(
        appraisal=appraisal,
        part=key,
        defaults={"sha256": sha256, "copied_by": by.employee, "copied_on": today},
    )
    act = Act(by=by.employee, at=timezone.now(), note=part.title)
    record_act(appraisal, "copied_to_bkn", "Disalin ke e-Kinerja BKN", act)
    return copy
