"""How far people have come in the year, at least: each step counts all who are at it or beyond."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from appraisal.models import AppraisalStatus, EvaluationStatus
from config.desk.counts import WIDTH, Tally

A, E = AppraisalStatus, EvaluationStatus
# In the order of the year: key of the address, label, the stages that are at this step and not yet at the next.
_STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("diajukan", "SKP diajukan", (A.PROPOSED,)),
    ("ditetapkan", "SKP ditetapkan", (A.RUNNING, E.OPEN)),
    ("diri", "Penilaian diri selesai atau lewat", (E.ASSESSED, E.OVERDUE)),
    ("dinilai", "Dinilai", (E.RATED,)),
    ("disampaikan", "Hasil disampaikan", (E.DELIVERED, E.DISPUTED)),
    ("final", "Hasil final", (E.FINAL,)),
)
REACHED: dict[str, frozenset[str]] = {
    key: frozenset(str(stage) for _key, _label, stages in _STEPS[place:] for stage in stages)
    for place, (key, _label, _stages) in enumerate(_STEPS)
}
LABELS: dict[str, str] = {key: label for key, label, _stages in _STEPS}
CHOICES = [("", "Semua")] + [
    choice
    for key, label in LABELS.items()
    for choice in ((key, f"Sudah: {label}"), (f"belum-{key}", f"Belum: {label}"))
]


@dataclass(frozen=True)
class Step:
    """One bar. `x` begins it so that the bars stand over one another like a funnel; both are text for the drawing."""

    key: str
    label: str
    count: int
    total: int
    x: str
    width: str

    @property
    def left(self) -> int:
        """How many are not there yet."""
        return self.total - self.count

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.total) if self.total else 0


def steps(tally: Tally) -> list[Step]:
    """The funnel of those whose year goes on; closed ones are on no way."""
    total = tally.total - tally.stages.get(str(A.CLOSED), 0)
    found = []
    for key, stages in REACHED.items():
        count = sum(tally.stages.get(stage, 0) for stage in stages)
        width = WIDTH * count // total if total else 0
        found.append(Step(key, LABELS[key], count, total, str((WIDTH - width) // 2), str(width)))
    return found


def wanted(choice: str) -> Q:
    """The rows of a list narrowed to one of `CHOICES`, among appraisals annotated with `stage`."""
    key = choice.removeprefix("belum-")
    reached = Q(stage__in=REACHED[key])
    return reached if key == choice else ~reached & ~Q(stage=A.CLOSED)
