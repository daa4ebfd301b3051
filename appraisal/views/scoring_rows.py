"""Rows of the scoring grid as they are typed, and the door each goes through by itself.

A rating that was only prefilled is not saved: it has to be changed or explained, or its row ticked as reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from appraisal import workflow
from appraisal.evaluation_forms import OverallForm
from appraisal.models import Origin, OverallRating
from appraisal.rating import RATING_LABELS, Rating
from appraisal.scoring import Line
from appraisal.views.shared import refused_when_busy
from appraisal.workflow import Conflict, Refused
from employees.models import Employee

PART = "rating"
TEXTS = ("results_reason", "behaviour_reason")
NAMES = ("results", "results_reason", "behaviour", "behaviour_reason")
WORDS = {
    "results": "Hasil kerja",
    "results_reason": "Alasan hasil kerja",
    "behaviour": "Perilaku kerja",
    "behaviour_reason": "Alasan perilaku kerja",
}


class ScoreForm(OverallForm):
    """The two ratings and their reasons; the tick about guarding others stays on the page of one person."""

    class Meta(OverallForm.Meta):
        fields = list(NAMES)


@dataclass(frozen=True)
class Difference:
    """A text of the row that stands otherwise in the database by now."""

    label: str
    stored: str


@dataclass
class Row:
    """One line as the page draws it. `values` are what stands in the controls; `state` says what is saved."""

    line: Line
    values: Mapping[str, str]
    version: int
    saved: bool = False
    reason: str = ""
    errors: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    now: int | None = None

    @property
    def prefix(self) -> str:
        return self.line.evaluation.uuid.hex

    @property
    def prefill(self) -> str:
        """The ratings that only the page filled in, as the form carries them: 'MEETS.' once behaviour is saved."""
        unsaved = self.line.unsaved
        return ".".join(unsaved.get(name, "") for name in ("results", "behaviour")) if unsaved else ""

    @property
    def in_order(self) -> bool:
        return not (self.reason or self.errors or self.differences)


def drawn(line: Line) -> Row:
    """The row as it stands: the draft, with the page's prefill where it holds no rating."""
    return Row(line, values_of(line.draft) | line.unsaved, line.evaluation.version(PART))


def values_of(draft: OverallRating | None) -> dict[str, str]:
    return {name: str(getattr(draft, name, "")) for name in NAMES}


def save(
    lines: Iterable[Line], data: QueryDict, by: Employee, *, on_behalf_of: Employee | None = None
) -> list[Row]:
    """Every row of the form, each through its own door: one that is refused does not undo the others."""
    return [
        save_row(line, data, by, on_behalf_of=on_behalf_of) if line.editable else drawn(line)
        for line in lines
    ]


def save_row(line: Line, data: QueryDict, by: Employee, *, on_behalf_of: Employee | None = None) -> Row:
    """Save one row into the draft of `by`, or of the superior on whose behalf he records it."""
    prefix = line.evaluation.uuid.hex
    if f"{prefix}-version" not in data:
        return drawn(line)
    form = _form(line, data, on_behalf_of or by)
    typed = Row(line, _typed(form), _number(data, f"{prefix}-version"))
    reviewed = f"{prefix}-reviewed" in data
    if not (form.has_changed() or reviewed):
        return drawn(line)
    if not form.is_valid():
        typed.errors = [str(error) for errors in form.errors.values() for error in errors]
        return typed
    version = _number(data, f"{prefix}-over") if data.get(f"{prefix}-over") else typed.version
    try:
        with (
            refused_when_busy(),
            workflow.editing(line.evaluation, PART, by=by, version=version, on_behalf_of=on_behalf_of),
        ):
            _prepare(form, line, reviewed=reviewed)
            form.save()
    except Conflict as conflict:
        return _compared(typed, conflict, on_behalf_of or by)
    except Refused as refused:
        typed.reason = str(refused)
        return typed
    typed.saved = True
    return typed


def _form(line: Line, data: QueryDict, rater: Employee) -> ScoreForm:
    """Compared with what the page showed: what was only filled in by it does not count as typed."""
    prefix = line.evaluation.uuid.hex
    blank = OverallRating(evaluation=line.evaluation, by=rater, origin=Origin.APPRAISER)
    results, _dot, behaviour = data.get(f"{prefix}-prefill", "").partition(".")
    shown = {name: value for name, value in (("results", results), ("behaviour", behaviour)) if value}
    follows = line.follows.value if line.follows else ""
    return ScoreForm(data, instance=line.draft or blank, initial=shown, prefix=prefix, follows=follows)


def _prepare(form: ScoreForm, line: Line, *, reviewed: bool) -> None:
    """A rating that only the page filled in stays unsaved, unless the row is reviewed or its reason was written.

    A head's rating follows the unit's result; without other words that is its reason.
    """
    draft = form.instance
    for name in ("results", "behaviour"):
        touched = {name, f"{name}_reason"} & set(form.changed_data)
        if not (touched or reviewed or form.fields[name].disabled) and name in line.unsaved:
            setattr(draft, name, "")
    if line.headed and line.follows and not draft.results_reason.strip():
        draft.results_reason = (
            f"Mengikuti capaian kinerja organisasi {line.headed.unit}: {line.headed.words}."
        )


def _typed(form: ScoreForm) -> dict[str, str]:
    return {name: str(form[name].value() or "") for name in NAMES}


def _number(data: QueryDict, name: str) -> int:
    """A version as the form carries it; -1, which no part ever has, when it is missing or bent."""
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _compared(typed: Row, conflict: Conflict, rater: Employee) -> Row:
    """What stands now beside what was typed. The same on both sides is no conflict: the form arrived twice."""
    stands = typed.line.evaluation.ratings.filter(by=rater, given_at__isnull=True).first()
    stored = values_of(stands)
    typed.differences = [
        Difference(WORDS[name], _shown(name, stored[name]))
        for name in NAMES
        if _plain(stored[name]) != _plain(typed.values[name])
    ]
    typed.now = conflict.version
    if not typed.differences:
        typed.version, typed.saved = conflict.version, True
    return typed


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _shown(name: str, value: str) -> str:
    if name in TEXTS:
        return value or "(kosong)"
    return RATING_LABELS[Rating(value)] if value else "(belum dipilih)"


@dataclass(frozen=True)
class Copy:
    """A reason of one row, to be written into others. `over`: also where something is written already."""

    source: str
    names: tuple[str, ...]
    chosen: frozenset[str]
    over: bool

    @classmethod
    def of(cls, data: QueryDict) -> Copy:
        column = data.get("kolom", "")
        return cls(
            data.get("dari", ""),
            (column,) if column in TEXTS else TEXTS,
            frozenset(data.getlist("pilih")),
            "timpa" in data,
        )


def copy_reasons(
    lines: Sequence[Line], copy: Copy, by: Employee, *, on_behalf_of: Employee | None = None
) -> tuple[int, list[str]]:
    """How many rows got a reason, and the refusals by name. Ratings stay as they are: copying is no review."""
    drafts = {line.evaluation.uuid.hex: line.draft for line in lines}
    texts = {name: getattr(drafts.get(copy.source), name, "") for name in copy.names}
    done, refused, rater = 0, [], on_behalf_of or by
    for line in lines:
        if line.evaluation.uuid.hex not in copy.chosen - {copy.source}:
            continue
        draft = line.draft or OverallRating(evaluation=line.evaluation, by=rater, origin=Origin.APPRAISER)
        wanted = {
            name: text for name, text in texts.items() if text and (copy.over or not getattr(draft, name))
        }
        if not wanted:
            continue
        try:
            version = line.evaluation.version(PART)
            door = workflow.editing(line.evaluation, PART, by=by, version=version, on_behalf_of=on_behalf_of)
            with refused_when_busy(), door:
                for name, text in wanted.items():
                    setattr(draft, name, text)
                draft.save()
            done += 1
        except Refused as reason:
            refused.append(f"{line.evaluation.appraisal.employee.full_name}: {reason}")
    return done, refused
