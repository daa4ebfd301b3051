"""Which of the four forms of the SKP an appraisal fills: two approaches, two kinds of appraisee.

Leaders (senior leaders and heads of independent units) plan by perspective and answer for nobody else's result
above them; officials serve a result of their leader and name an aspect. The quantitative approach keeps the
indicator apart from its target, the qualitative one tells both in one sentence (text lines 2083-2099).
"""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.models import Appraisal, Period


@dataclass(frozen=True)
class Shape:
    """One of A.1.1, A.1.2, A.1.6 and A.1.7."""

    leads: bool
    qualitative: bool

    @property
    def form(self) -> str:
        """The official form of this shape."""
        if self.leads:
            return "A.1.1" if self.qualitative else "A.1.2"
        return "A.1.6" if self.qualitative else "A.1.7"

    @property
    def record_form(self) -> str:
        """The record of continuous feedback; the qualitative one serves both kinds (text line 2913)."""
        if self.qualitative:
            return "B.1.3"
        return "B.1.4" if self.leads else "B.1.5"

    @property
    def result_form(self) -> str:
        """The result of the evaluation; the qualitative one serves both kinds (text line 4375)."""
        if self.qualitative:
            return "C.1.1"
        return "C.1.2" if self.leads else "C.1.3"

    @property
    def serves(self) -> bool:
        """Whether a result names the leader's result that it serves (column 2 of A.1.7)."""
        return not self.leads

    @property
    def names_assigner(self) -> bool:
        """Whether a result names who assigned it: all forms but A.1.7, whose second column says it."""
        return self.leads or self.qualitative

    @property
    def who(self) -> str:
        if self.leads:
            return "Pejabat pimpinan tinggi atau pimpinan unit kerja mandiri"
        return "Pejabat administrasi atau pejabat fungsional"

    @property
    def approach(self) -> str:
        return "pendekatan kualitatif" if self.qualitative else "pendekatan kuantitatif"

    @property
    def kind(self) -> str:
        """What the columns' second head is called."""
        return "Perspektif" if self.leads else "Aspek"

    @property
    def indicator(self) -> str:
        if self.qualitative:
            return "Ukuran keberhasilan/indikator kinerja individu dan target"
        return "Indikator kinerja individu"


def shape_of(appraisal: Appraisal) -> Shape:
    """The shape of an appraisal's SKP: its own kind, and the approach of its period (Ps. 9)."""
    qualitative = appraisal.period.approach == Period.Approach.QUALITATIVE
    return Shape(leads=appraisal.leads, qualitative=qualitative)
