"""A whole team at one evaluation: who is to be rated, the hints, the drafts, and what blocks each rating.

Everything is loaded at once: the number of queries is the same for one person and for eighty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from appraisal import suggestions, unit_results
from appraisal.models import (
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    FeedbackEntry,
    ItemRating,
    OverallRating,
    Party,
    PartyRole,
    Period,
    ProgressEntry,
    ProposedRating,
    SelfFigure,
    WindowCode,
    WorkTarget,
)
from appraisal.rating import PREDICATE_LABELS, Predicate, Rating, Tone
from appraisal.standing import evaluations_of
from appraisal.suggestions import Suggestion
from appraisal.unit_results import UnitResult
from appraisal.workflow import PARTS
from employees.dates import dated
from employees.models import Employee, User
from employees.templatetags.kinerja import number_id

K = TypeVar("K")
V = TypeVar("V")
S = EvaluationStatus
SCORED = (S.ASSESSED, S.RATED, S.OVERDUE, S.DELIVERED, S.DISPUTED, S.FINAL)
NEEDED = {
    "results": "rating hasil kerja",
    "results_reason": "alasan rating hasil kerja",
    "behaviour": "rating perilaku kerja",
    "behaviour_reason": "alasan rating perilaku kerja",
}


@dataclass(frozen=True)
class Window:
    """Which evaluation of which year; the key of every page about a whole team."""

    period: Period
    code: WindowCode

    def __str__(self) -> str:
        return f"{self.code.label} {self.period.year}"

    @property
    def args(self) -> list[object]:
        """For `reverse`."""
        return [self.period.year, self.code.value]


def team(
    user: User, principal: Employee, year: int, code: str, role: PartyRole = PartyRole.APPRAISER
) -> QuerySet[Evaluation]:
    """The evaluations of a window in which `principal` holds the role today, by name, as far as `user` sees them.

    For somebody else than himself they are those that this user administers.
    """
    today = timezone.localdate()
    above = Party.objects.on(today).filter(appraisal=OuterRef("appraisal"), role=PartyRole.REVIEWER)
    seen = Evaluation.objects.visible_to(user)
    if principal.pk != user.employee_id:
        seen = seen.filter(appraisal__unit__in=user.administered_units())
        seen = seen.exclude(appraisal__employee=user.employee_id)
    return (
        seen.filter(evaluations_of(principal, role, today), appraisal__period__year=year, window=code)
        .exclude(status=S.VOID)
        .annotate(has_reviewer=Exists(above))
        .select_related("appraisal__employee", "appraisal__unit", "appraisal__period")
        .order_by("appraisal__employee__sort_name", "pk")
    )


def window_or_404(rows: Sequence[Evaluation]) -> Window:
    """The window of these evaluations; whoever has nobody there gets 404.

    Raises:
        Http404: there is nobody.
    """
    if not rows:
        raise Http404
    return Window(rows[0].appraisal.period, WindowCode(rows[0].window))


def passed_on(row: Evaluation) -> bool:
    """The window has ended, so the appraiser's superior evaluates (text line 3724). `row` comes from `team`."""
    return timezone.localdate() > row.ends_on and bool(vars(row)["has_reviewer"])


@dataclass(frozen=True)
class Line:
    """One person of the team: what the year shows, the hint, the own draft and the rating that holds."""

    evaluation: Evaluation
    draft: OverallRating | None
    given: OverallRating | None
    targets: list[WorkTarget]
    loaded: Loaded

    @cached_property
    def figures(self) -> suggestions.Figures:
        return self.loaded.figures(self.evaluation, self.targets)

    @cached_property
    def hints(self) -> dict[int, Rating | None]:
        """By target, from the figures."""
        return suggestions.of_targets(self.targets, self.figures)

    @cached_property
    def suggestion(self) -> Suggestion:
        return suggestions.suggest(
            self.targets,
            self.hints,
            self.items,
            self.loaded.tones[self.evaluation.appraisal_id],
            guards_others=self.draft is not None and self.draft.guards_others,
        )

    @property
    def proposals(self) -> list[ProposedRating]:
        """What the leaders of this person's teams propose."""
        return self.loaded.proposals[self.evaluation.pk]

    @property
    def items(self) -> list[ItemRating]:
        """The appraiser's saved item ratings."""
        return self.loaded.items[self.evaluation.pk]

    @cached_property
    def headed(self) -> UnitResult | None:
        """The result of the unit that this person heads."""
        return self.loaded.units.headed(self.evaluation)

    @cached_property
    def counted(self) -> UnitResult | None:
        """The result of the unit that the appraiser leads."""
        return self.loaded.units.counted(self.evaluation)

    @property
    def version(self) -> int:
        """Of the ratings, as the page shows them."""
        return self.evaluation.version("rating")

    @property
    def editable(self) -> bool:
        return self.evaluation.status in PARTS["rating"].statuses and not self.passed_on

    @property
    def passed_on(self) -> bool:
        return passed_on(self.evaluation)

    @property
    def shown(self) -> OverallRating | None:
        """The draft while it can be changed, else the rating that holds."""
        return self.draft if self.evaluation.status in PARTS["rating"].statuses else self.given

    @property
    def follows(self) -> Rating | None:
        """The results rating that a head has from the unit's result; None when the appraiser decides."""
        return self.headed.of_head if self.headed else None

    @property
    def forced(self) -> Rating | None:
        """Whoever dropped out of study leave gets at best 'Kurang' (text line 4176): behaviour is below."""
        return Rating.BELOW if self.evaluation.appraisal.study_leave_dropped else None

    @cached_property
    def prefill(self) -> dict[str, str]:
        """What the page fills in where nothing is saved: the hint, else 'sesuai'. It counts only once reviewed."""
        return {
            "results": (self.follows or self.suggestion.results or Rating.MEETS).value,
            "behaviour": (self.forced or self.suggestion.behaviour or Rating.MEETS).value,
        }

    @property
    def unsaved(self) -> dict[str, str]:
        """The prefilled ratings that no saved one stands for; with any of them the row waits to be reviewed."""
        if not self.editable:
            return {}
        return {name: value for name, value in self.prefill.items() if not getattr(self.draft, name, "")}

    @property
    def predicate(self) -> Predicate | None:
        return self.shown.predicate if self.shown else None

    @property
    def predicate_label(self) -> str:
        return PREDICATE_LABELS[self.predicate] if self.predicate else ""

    @property
    def missing(self) -> list[str]:
        """What the draft still lacks, in words."""
        return [words for name, words in NEEDED.items() if not str(getattr(self.draft, name, "")).strip()]

    @property
    def blocked(self) -> str:
        """Why the rating cannot be given yet; "" when it can. The step's own guard decides when it is taken."""
        if self.passed_on:
            return f"Masa evaluasi berakhir pada {dated(self.evaluation.ends_on)}; dinilai atasan Anda."
        if self.evaluation.appraisal.status != AppraisalStatus.RUNNING:
            return "SKP belum ditetapkan: tetapkan dahulu dari halaman penilaiannya."
        if self.draft is None:
            return "Belum ditinjau: belum ada draf yang tersimpan."
        if self.missing:
            return f"Belum diisi: {', '.join(self.missing)}."
        return self._broken_by(self.draft)

    def _broken_by(self, draft: OverallRating) -> str:
        """What the rule forces and the draft does not follow."""
        if self.headed and self.follows not in {None, draft.results}:
            return f"Capaian {self.headed.unit} ({self.headed.words}) berubah: simpan penilaiannya lagi."
        if self.forced not in {None, draft.behaviour}:
            return "Gagal dalam tugas belajar: rating perilakunya di bawah ekspektasi."
        return ""

    @property
    def differs(self) -> bool:
        """A saved rating is not the one that the hint names."""
        row, hint = self.shown, self.suggestion
        if row is None:
            return False
        pairs = ((row.results, None if self.follows else hint.results), (row.behaviour, hint.behaviour))
        return any(rating and hinted and rating != hinted for rating, hinted in pairs)

    @cached_property
    def figures_in_short(self) -> str:
        """How many results stand where by their figures: '2 sesuai, 1 di bawah; 1 tanpa angka'."""
        found = list(self.hints.values())
        words = {Rating.ABOVE: "di atas", Rating.MEETS: "sesuai", Rating.BELOW: "di bawah"}
        parts = [f"{found.count(rating)} {word}" for rating, word in words.items() if rating in found]
        bare = found.count(None)
        return "; ".join(filter(None, (", ".join(parts), f"{bare} tanpa angka" if bare else "")))

    @cached_property
    def figure_lines(self) -> list[str]:
        """Each figure beside its goal: 'Jumlah laporan: 12 laporan (target 12 laporan)'."""
        return [
            f"{one.text}: {number_id(self.figures[one.pk])} {one.unit}".rstrip() + f" (target {one.goal})"
            for target in self.targets
            for one in target.indicators.all()
            if one.pk in self.figures
        ]


def lines(evaluations: Sequence[Evaluation], by: Employee) -> list[Line]:
    """The team in its order, with the drafts of `by` alone: nobody else's draft is read."""
    loaded = Loaded(evaluations, by)
    return [
        Line(
            one,
            loaded.drafts.get(one.pk),
            loaded.given.get(one.pk),
            loaded.targets[one.appraisal_id],
            loaded,
        )
        for one in evaluations
    ]


class Loaded:
    """The rows behind the lines, by the appraisal or evaluation they belong to; read when they are first asked for."""

    def __init__(self, evaluations: Sequence[Evaluation], by: Employee) -> None:
        self._evaluations = evaluations
        self._appraisals = [one.appraisal_id for one in evaluations]
        ratings = OverallRating.objects.filter(Q(given_at__isnull=False) | Q(by=by))
        rated = list(ratings.filter(evaluation__in=evaluations).order_by("given_at", "pk"))
        self.given = {one.evaluation_id: one for one in rated if one.given_at is not None}
        self.drafts = {one.evaluation_id: one for one in rated if one.given_at is None}

    @cached_property
    def targets(self) -> defaultdict[int, list[WorkTarget]]:
        found = WorkTarget.objects.filter(appraisal__in=self._appraisals)
        found = found.select_related("parent").prefetch_related("indicators")
        return _grouped((one.appraisal_id, one) for one in found)

    @cached_property
    def items(self) -> defaultdict[int, list[ItemRating]]:
        rows = ItemRating.objects.filter(evaluation__in=self._evaluations, by_role=PartyRole.APPRAISER)
        return _grouped((one.evaluation_id, one) for one in rows)

    @cached_property
    def proposals(self) -> defaultdict[int, list[ProposedRating]]:
        rows = ProposedRating.objects.filter(evaluation__in=self._evaluations).select_related("by", "team")
        return _grouped((one.evaluation_id, one) for one in rows)

    @cached_property
    def tones(self) -> defaultdict[int, list[Tone]]:
        rows = (
            FeedbackEntry.objects.shown()
            .filter(appraisal__in=self._appraisals)
            .values_list("appraisal_id", "tone")
        )
        return _grouped((appraisal, Tone(tone)) for appraisal, tone in rows.order_by("pk"))

    @cached_property
    def units(self) -> unit_results.OfTeam:
        return unit_results.OfTeam(self._evaluations)

    @cached_property
    def _progress(self) -> dict[int, ProgressEntry]:
        return latest_progress(self._appraisals)

    @cached_property
    def _own(self) -> defaultdict[int, list[SelfFigure]]:
        rows = SelfFigure.objects.filter(evaluation__in=self._evaluations)
        return _grouped((one.evaluation_id, one) for one in rows)

    def figures(self, evaluation: Evaluation, targets: Iterable[WorkTarget]) -> dict[int, Decimal]:
        """As `suggestions.achieved_figures` says: the submitted figure, else the year's latest."""
        indicators = {one.pk for target in targets for one in target.indicators.all()}
        progress = {pk: self._progress[pk] for pk in indicators if pk in self._progress}
        submitted = evaluation.self_submitted_at is not None
        return suggestions.achieved_figures(progress, self._own[evaluation.pk], submitted=submitted)


def latest_progress(appraisals: Sequence[int]) -> dict[int, ProgressEntry]:
    """`suggestions.latest_progress` of many appraisals at once: by indicator, the newest entry with a figure."""
    entries = (
        ProgressEntry.objects.filter(
            appraisal__in=appraisals, indicator__isnull=False, achieved__isnull=False
        )
        .order_by("indicator_id", "-day", "-pk")
        .distinct("indicator_id")
    )
    return {entry.indicator_id: entry for entry in entries if entry.indicator_id is not None}


def _grouped(pairs: Iterable[tuple[K, V]]) -> defaultdict[K, list[V]]:
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
