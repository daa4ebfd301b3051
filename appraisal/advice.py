"""What is worth a second look before the SKP is proposed or set. Sentences, never a block."""

from __future__ import annotations

from appraisal.agreements import Agreed, agreed
from appraisal.models import Appraisal, AppraisalStatus, TargetIndicator, WorkTarget
from appraisal.shape import Shape, shape_of
from appraisal.target_hints import absolute_hint, kind_hint

BEFORE_SET = frozenset({AppraisalStatus.PLANNING, AppraisalStatus.PROPOSED})
FEW_WORDS = 60
NO_BUDGET = (
    "Belum ada hasil kerja utama dengan perspektif Anggaran. Perspektif ini harus ada dalam SKP pejabat "
    "pimpinan tinggi dan pimpinan unit kerja mandiri."
)


def advice(appraisal: Appraisal, targets: list[WorkTarget], pk: Agreed | None) -> list[str]:
    """Sentences for whoever proposes or sets; `targets` with their indicators. Nothing once the SKP runs."""
    if appraisal.status not in BEFORE_SET or not targets:
        return []
    found = [*_unkept_promises(appraisal, pk)]
    if appraisal.leads:
        found += _missing_perspectives(targets)
    shape = shape_of(appraisal)
    return found + [sentence for target in targets for sentence in wording_advice(target, shape)]


def advice_on(appraisal: Appraisal) -> list[str]:
    """The same for a page that shows no targets; nothing is read once the SKP runs."""
    if appraisal.status not in BEFORE_SET:
        return []
    targets = list(appraisal.targets.prefetch_related("indicators"))
    return advice(appraisal, targets, agreed(appraisal, targets))


def wording_advice(target: WorkTarget, shape: Shape) -> list[str]:
    """What the wording of one target asks for; its indicators are loaded."""
    found = [kind_hint(target.result, shape)]
    if not shape.leads and (hint := absolute_hint(*texts_of(target))):
        found.append(f"«{_short(target.result)}»: {hint}")
    return [sentence for sentence in found if sentence]


def texts_of(target: WorkTarget) -> list[str]:
    """Everything that a target says."""
    return [target.result, *(text for one in target.indicators.all() for text in (one.text, one.goal))]


def _unkept_promises(appraisal: Appraisal, pk: Agreed | None) -> list[str]:
    """The PK's indicators are main results of the head (text lines 1150-1157)."""
    if pk is None:
        lacking = (
            "Perjanjian kinerja (PK) unit yang dipimpin belum dicatat di sini. Mintalah pengelola kepegawaian "
            "memasukkannya."
        )
        return [lacking] if appraisal.leads else []
    return [
        f"Indikator PK «{_short(promise.indicator.text)}» belum menjadi hasil kerja utama."
        for promise in pk.missing
    ]


def _missing_perspectives(targets: list[WorkTarget]) -> list[str]:
    """A leader's SKP covers perspectives; the budget one must be in it (text lines 1246-1249)."""
    mains = [target for target in targets if target.kind == WorkTarget.Kind.MAIN]
    seen = {indicator.perspective for target in mains for indicator in target.indicators.all()}
    if TargetIndicator.Perspective.BUDGET in seen:
        return []
    return [NO_BUDGET]


def _short(text: str) -> str:
    return text if len(text) <= FEW_WORDS else text[:FEW_WORDS].rstrip() + "…"
