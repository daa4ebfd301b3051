"""A unit's performance agreement (PK) beside its head's SKP: which indicator stands in it, which does not yet.

Goals, indicators and targets of the PK are expectations that a head must take up as main results (text lines
1150-1157). A missing one is told, never a block: a draft PK may change until the second week of January.
"""

from __future__ import annotations

from dataclasses import dataclass

from appraisal import workflow
from appraisal.models import AgreementIndicator, Appraisal, PerformanceAgreement, TargetIndicator, WorkTarget
from appraisal.shape import shape_of
from appraisal.workflow import Refused
from employees.models import Employee

LONGEST_TEXT = 300  # of a target's indicator


@dataclass(frozen=True)
class Promise:
    """An indicator of the PK with the main results that take it up; none yet when empty."""

    indicator: AgreementIndicator
    targets: tuple[WorkTarget, ...]


@dataclass(frozen=True)
class Agreed:
    """The PK of the unit that somebody heads, read beside the SKP."""

    agreement: PerformanceAgreement
    promises: tuple[Promise, ...]

    @property
    def missing(self) -> tuple[Promise, ...]:
        return tuple(promise for promise in self.promises if not promise.targets)


def agreement_of(appraisal: Appraisal) -> PerformanceAgreement | None:
    """The PK of the period of a unit that the appraised person heads; that of the appraisal's own unit first.

    Nobody else is asked about: most people neither head their unit nor plan as a leader.
    """
    if appraisal.unit.head_id != appraisal.employee_id and not appraisal.leads:
        return None
    found = PerformanceAgreement.objects.filter(
        period=appraisal.period_id, unit__head=appraisal.employee_id
    ).select_related("unit")
    return min(found, key=lambda one: (one.unit_id != appraisal.unit_id, one.unit.path), default=None)


def agreed(appraisal: Appraisal, targets: list[WorkTarget]) -> Agreed | None:
    """The PK with what of it the targets take up; None when the unit has none or this person heads none."""
    agreement = agreement_of(appraisal)
    if agreement is None:
        return None
    taken: dict[int, list[WorkTarget]] = {}
    for target in targets:
        if target.kind == WorkTarget.Kind.MAIN and target.agreement_indicator_id is not None:
            taken.setdefault(target.agreement_indicator_id, []).append(target)
    rows = agreement.indicators.all()
    return Agreed(agreement, tuple(Promise(row, tuple(taken.get(row.pk, ()))) for row in rows))


def take_up(appraisal: Appraisal, indicator: AgreementIndicator, *, by: Employee, version: int) -> WorkTarget:
    """Write a PK indicator into the SKP as a main result, with its goal, target and perspective.

    Raises:
        Refused: the SKP is not open to this person, or the indicator stands in it already.
    """
    with workflow.editing(appraisal, "targets", by=by, version=version) as row:
        mains = row.targets.filter(kind=WorkTarget.Kind.MAIN)
        if mains.filter(agreement_indicator=indicator).exists():
            raise Refused(f"Indikator «{indicator.text}» sudah menjadi hasil kerja utama.")
        target = WorkTarget.objects.create(
            appraisal=row,
            kind=WorkTarget.Kind.MAIN,
            result=indicator.goal,
            agreement_indicator=indicator,
            order=mains.count(),
        )
        text, goal = _measure(indicator, qualitative=shape_of(row).qualitative)
        TargetIndicator.objects.create(
            target=target, text=text, goal=goal, perspective=indicator.perspective if row.leads else ""
        )
    return target


def _measure(indicator: AgreementIndicator, *, qualitative: bool) -> tuple[str, str]:
    """Indicator and target as the approach has them: apart, or told in one sentence where that fits."""
    together = f"{indicator.text}: {indicator.target}"
    if qualitative and len(together) <= LONGEST_TEXT:
        return together, ""
    return indicator.text, indicator.target
