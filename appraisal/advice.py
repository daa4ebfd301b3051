"""What is worth a second look before the SKP is proposed or set. Sentences, never a block."""

from __future__ import annotations

from appraisal.agreements import Agreed, agreed
from appraisal.models import Appraisal, AppraisalStatus, TargetIndicator, WorkTarget
from appraisal.wording import absolute_words

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
    else:
        found += [
            f"«{_short(target.result)}»: {hint}" for target in targets if (hint := absolute_hint(target))
        ]
    return found


def advice_on(appraisal: Appraisal) -> list[str]:
    """The same for a page that shows no targets; nothing is read once the SKP runs."""
    if appraisal.status not in BEFORE_SET:
        return []
    targets = list(appraisal.targets.prefetch_related("indicators"))
    return advice(appraisal, targets, agreed(appraisal, targets))


def absolute_hint(target: WorkTarget) -> str:
    """The hint for absolute words in a target (text lines 2114-2125); "" without one."""
    texts = [target.result]
    for indicator in target.indicators.all():
        texts += [indicator.text, indicator.goal]
    words = absolute_words(*texts)
    if not words:
        return ""
    named = ", ".join(f"«{word}»" for word in words)
    return (
        f"kata {named} membuat target mutlak. Pertimbangkan target yang memberi toleransi, kecuali menyangkut "
        "nyawa, cedera, keamanan negara atau kerugian uang yang besar."
    )


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
