"""What the filled examples are made of: a form, how many pages it takes in the regulation, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from appraisal.models import IndicatorManual, TargetIndicator, WorkTarget
from appraisal.papers.annex import TITLES
from appraisal.papers.indicator_manual import Sheet, _sheet
from appraisal.papers.work_targets import BehaviourRow, IndicatorRow, Section, TargetRow
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS

TO_BE_SAID = "(umpan balik)***"
TO_BE_REACHED = "(realisasi)****"


@dataclass(frozen=True, eq=False)
class Example:
    """A filled form of the regulation: the text line where it begins, the pages that it takes there.

    `filled` takes the place of the evaluation's own words in the form's context; `words` are to be found in ours.
    """

    code: str
    line: int
    pages: int
    filled: Mapping[str, Any]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Post:
    """Whose example it is: post and unit, and those of the appraiser."""

    position: str
    unit: str
    appraiser: str
    appraisers_unit: str


def sections(main: Sequence[TargetRow], additional: Sequence[TargetRow] = ()) -> tuple[Section, ...]:
    return Section("A. UTAMA", tuple(main)), Section("B. TAMBAHAN", tuple(additional))


def told(
    number: int,
    result: str,
    measures: Sequence[str],
    reached: Sequence[str] = (TO_BE_REACHED,),
    said: Sequence[str] = (TO_BE_SAID,),
    *,
    perspective: str = "",
) -> TargetRow:
    """A result of the qualitative approach; its realisasi are no more than its measures."""
    rows = (
        IndicatorRow(perspective, text, "", achieved)
        for text, achieved in zip_longest(measures, reached, fillvalue="")
    )
    return TargetRow(number, "", result, tuple(rows), tuple(said))


def behaviours(
    expected: Mapping[str, str], said: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[BehaviourRow, ...]:
    """The seven values with what the leader expects and what was said; a value left out has neither."""
    return tuple(
        BehaviourRow(
            number,
            VALUE_LABELS[value],
            VALUE_BEHAVIOURS[value],
            expected.get(value.value, ""),
            (said or {}).get(value.value, ()),
        )
        for number, value in enumerate(VALUE_LABELS, start=1)
    )


def manual(result: str, indicator: str, **said: str) -> Sheet:
    """A sheet of A.1.3, made by the form's own builder."""
    row = TargetIndicator(target=WorkTarget(result=result), text=indicator)
    return _sheet(row, IndicatorManual(indicator=row, **said))


def annex(
    resources: Sequence[str], accountability: Sequence[str], consequences: Sequence[str]
) -> dict[str, Any]:
    """The three lists of A.1.8."""
    return {"parts": list(zip(TITLES.values(), (resources, accountability, consequences), strict=True))}


def bullets(*lines: str) -> str:
    """A cell of A.1.5 with several roles."""
    return "\n".join(f"• {line}" for line in lines)
