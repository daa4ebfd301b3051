"""What a form is about: somebody's SKP, and one evaluation of it where the form is about a window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from appraisal import letterhead
from appraisal.evaluation_rows import targets_of
from appraisal.models import Appraisal, Evaluation, EvaluationStatus, PartyRole, WindowCode, WorkTarget
from appraisal.models.evaluation import SIGNED
from appraisal.papers.paper import Person, appraiser_of, signed_on, snapshot
from appraisal.shape import Shape, shape_of


@dataclass(frozen=True)
class Subject:
    """An appraisal in a window. `evaluation` None: that window has none yet, so its forms print empty.

    `record`: which of several records of an app it is about (its UUID); "" the latest.
    `empty`: a form for another kind of appraisee is asked for; it prints with the people and without their data.
    """

    appraisal: Appraisal
    window: WindowCode = WindowCode.YEAR
    evaluation: Evaluation | None = None
    empty: Shape | None = None
    record: str = ""

    @classmethod
    def of(cls, evaluation: Evaluation) -> Subject:
        return cls(evaluation.appraisal, WindowCode(evaluation.window), evaluation)

    @classmethod
    def find(cls, appraisal: Appraisal, window: WindowCode = WindowCode.YEAR) -> Subject:
        """The evaluation of a window; what lapsed is none."""
        row = appraisal.evaluations.filter(window=window).exclude(status=EvaluationStatus.VOID).first()
        if row is not None:
            row.appraisal = appraisal
        return cls(appraisal, window, row)

    @property
    def shape(self) -> Shape:
        return self.empty or shape_of(self.appraisal)

    @property
    def signed(self) -> Evaluation | None:
        """The evaluation once it is signed: before that no paper tells a rating."""
        row = self.evaluation
        return row if row is not None and row.status in SIGNED and not self.empty else None

    @property
    def day(self) -> date:
        """The day whose parties print: of the signature, else today, at the latest the year's last."""
        if self.signed is not None:
            return signed_on(self.signed)
        return min(timezone.localdate(), self.appraisal.period.ends_on)

    @cached_property
    def appraisee(self) -> Person:
        return Person.of(snapshot(self.appraisal, PartyRole.APPRAISEE, self.day))

    @cached_property
    def appraiser(self) -> Person:
        if self.evaluation is not None:
            return Person.of(appraiser_of(self.evaluation, self.day))
        return Person.of(snapshot(self.appraisal, PartyRole.APPRAISER, self.day))

    @cached_property
    def reviewer(self) -> Person:
        return Person.of(snapshot(self.appraisal, PartyRole.REVIEWER, self.day))

    @cached_property
    def place(self) -> str:
        """Where the agency signs."""
        return letterhead.place()

    @cached_property
    def targets(self) -> list[WorkTarget]:
        """The SKP that it rests on: of the signature's moment once there is one."""
        if self.empty:
            return []
        if self.evaluation is not None:
            return targets_of(self.evaluation)
        rows = self.appraisal.targets.select_related("parent")
        return list(rows.prefetch_related("indicators"))
