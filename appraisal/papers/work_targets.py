"""A.1.7, SASARAN KINERJA PEGAWAI with quantitative results, and the rows that C.1.3 shares with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from appraisal.evaluation_rows import targets_of
from appraisal.models import (
    Appraisal,
    Evaluation,
    FeedbackEntry,
    GiverRole,
    Party,
    PartyRole,
    TargetIndicator,
    WorkTarget,
)
from appraisal.papers.paper import Paper, Person, Signature, head, moment, printed, snapshot
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS

SECTIONS = ((WorkTarget.Kind.MAIN, "A. UTAMA"), (WorkTarget.Kind.ADDITIONAL, "B. TAMBAHAN"))
LETTERS_A_LINE = 20  # at least, in the narrowest column of the forms
SHORT_LINES = 30  # a landscape page holds some forty under the table's head


def is_short(text: str) -> bool:
    """Whether a cell fits on a page for sure: a row of such cells is never split over two."""
    return len(text) / LETTERS_A_LINE + text.count("\n") <= SHORT_LINES


@dataclass(frozen=True)
class IndicatorRow:
    aspect: str
    text: str
    goal: str
    achieved: str = ""

    @property
    def short(self) -> bool:
        return all(map(is_short, (self.text, self.goal, self.achieved)))


@dataclass(frozen=True)
class TargetRow:
    """One rencana hasil kerja over the rows of its indicators; feedback is about the whole of it."""

    number: int
    intervened: str
    result: str
    indicators: tuple[IndicatorRow, ...]
    feedback: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        return all(map(is_short, (self.intervened, self.result, "\n".join(self.feedback))))


@dataclass(frozen=True)
class Section:
    title: str
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True)
class BehaviourRow:
    number: int
    value: str
    behaviours: tuple[str, str, str]
    expectation: str
    feedback: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        return is_short(self.expectation) and is_short("\n".join(self.feedback))


def sections(
    evaluation: Evaluation,
    achieved: dict[int, str] | None = None,
    feedback: Iterable[FeedbackEntry] = (),
) -> tuple[Section, ...]:
    """A. UTAMA and B. TAMBAHAN, numbered through; `achieved` is the realisasi by indicator id.

    Of the SKP that the evaluation rests on: a change that was agreed after the signature prints nowhere in it.
    """
    targets = targets_of(evaluation)
    entries = list(feedback)
    found: list[Section] = []
    number = 0
    for kind, title in SECTIONS:
        rows: list[TargetRow] = []
        for target in (target for target in targets if target.kind == kind):
            number += 1
            rows.append(
                TargetRow(
                    number,
                    printed(target.intervened),
                    printed(target.result),
                    tuple(_row(indicator, achieved or {}) for indicator in target.indicators.all()),
                    tuple(said(entry) for entry in entries if entry.target_id == target.pk),
                )
            )
        found.append(Section(title, tuple(rows)))
    return tuple(found)


def _row(indicator: TargetIndicator, achieved: dict[int, str]) -> IndicatorRow:
    """Leaders' indicators have a perspective in place of an aspect until form A.1.2 prints them."""
    return IndicatorRow(
        indicator.get_aspect_display() or indicator.get_perspective_display(),
        printed(indicator.text),
        printed(indicator.goal),
        printed(achieved.get(indicator.pk, "")),
    )


def said(entry: FeedbackEntry) -> str:
    """A feedback cell's line as the filled examples have it: 'Pimpinan: …', 'Pihak lain (nama): …'."""
    name = (
        f" ({printed(entry.shown_name)})" if entry.shown_name and entry.giver_role != GiverRole.LEADER else ""
    )
    return f"{entry.get_giver_role_display()}{name}: {printed(entry.text)}"


def behaviours(appraisal: Appraisal, feedback: Iterable[FeedbackEntry] = ()) -> tuple[BehaviourRow, ...]:
    """The seven values of BerAKHLAK with the leader's special expectation and what was said about each."""
    expected = {row.value: row.text for row in appraisal.expectations.all()}
    entries = list(feedback)
    return tuple(
        BehaviourRow(
            number,
            VALUE_LABELS[value],
            VALUE_BEHAVIOURS[value],
            printed(expected.get(value.value, "")),
            tuple(said(entry) for entry in entries if entry.value == value.value),
        )
        for number, value in enumerate(VALUE_LABELS, start=1)
    )


def build(evaluation: Evaluation) -> Paper:
    """A.1.7 as it was set: parties of that day, both signatures by their means."""
    appraisal = evaluation.appraisal
    set_on = timezone.localdate(appraisal.set_at) if appraisal.set_at else appraisal.period.starts_on
    appraisee = snapshot(appraisal, PartyRole.APPRAISEE, set_on)
    appraiser = snapshot(appraisal, PartyRole.APPRAISER, set_on)
    context = head(appraisal.period, appraisee, appraiser) | {
        "sections": sections(evaluation),
        "behaviours": behaviours(appraisal),
        "signatures": (_proposed(appraisal, appraisee), _set(appraisal, appraiser)),
    }
    return Paper("A.1.7", "Sasaran Kinerja Pegawai", "pdf/a_1_7.html", context)


def _proposed(appraisal: Appraisal, appraisee: Party | None) -> Signature:
    how = "tidak ditandatangani (ditetapkan tanpa pengajuan)"
    if appraisal.proposed_at is not None:
        how = f"Diajukan di aplikasi Kinerja, {moment(appraisal.proposed_at)}"
    return Signature("Pegawai yang Dinilai", Person.of(appraisee), how, party=PartyRole.APPRAISEE)


def _set(appraisal: Appraisal, appraiser: Party | None) -> Signature:
    """The appraiser, or the appraiser's superior where he set it after the limit (text line 2680)."""
    label, signer, role = "Pejabat Penilai Kinerja", appraiser, PartyRole.APPRAISER
    if appraisal.set_at is None:
        return Signature(label, Person.of(signer), "belum ditetapkan")
    day = timezone.localdate(appraisal.set_at)
    reviewer = snapshot(appraisal, PartyRole.REVIEWER, day)
    if reviewer is not None and reviewer.employee_id == appraisal.set_by_id:
        label, signer = "Atasan Pejabat Penilai Kinerja", reviewer
        role = PartyRole.REVIEWER
    how = f"Ditetapkan di aplikasi Kinerja, {moment(appraisal.set_at)}"
    return Signature(label, Person.of(signer), how, settings.AGENCY_PLACE, day, role)
