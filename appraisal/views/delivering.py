"""Signing and delivering for many at once: one password, each by its own step, a result for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from appraisal import distribution_reasons, scoring, taking
from appraisal.models import Dialogue, Evaluation, EvaluationStatus, OverallRating, Recommendation
from appraisal.step_forms import StepForm
from appraisal.views.shared import answers_refusals, keep_typed, refused_when_busy
from appraisal.views.steps import password_error
from appraisal.views.team import choice
from appraisal.workflow import EVALUATION_STEPS
from appraisal.workflow.proof import signs_outside
from employees.dates import dated
from employees.http import Request, page

STEP = EVALUATION_STEPS["deliver"]
PART = "note"  # the words that the signature covers beside the ratings


@dataclass(frozen=True)
class Delivery:
    """A rated person: what the signature rests on. Without a dialogue a reason is needed."""

    evaluation: Evaluation
    dialogue: Dialogue | None
    chosen: bool
    has_recommendations: bool
    passed_on: bool
    rating: OverallRating | None

    @property
    def version(self) -> int:
        return self.evaluation.version(PART)

    @property
    def held(self) -> bool:
        return self.dialogue is not None and bool(self.dialogue.held_on and self.dialogue.minutes)

    @property
    def blocked(self) -> str:
        """Why it cannot be signed here yet; the step's own guard decides when it is taken."""
        if self.passed_on:
            return f"Masa evaluasi berakhir pada {dated(self.evaluation.ends_on)}; dievaluasi atasan Anda."
        if signs_outside(self.evaluation):
            return "Ditandatangani di luar aplikasi: sampaikan dari halaman evaluasinya, dengan berkasnya."
        if not self.evaluation.note.strip() and not self.has_recommendations:
            return "Tulis catatan atau rekomendasi dahulu."
        return ""


@require_http_methods(["GET", "POST"])
@answers_refusals
def delivering(request: Request, year: int, window: str) -> HttpResponse:
    """GET lists who is rated. POST takes `deliver` for the chosen, after the password was typed once.

    The form has no submission number: its transaction would be undone with a wrong password, and the count of
    tries with it (see `steps.confirm_page`).
    """
    me = request.user.employee
    people = list(scoring.team(request.user, me, year, window))
    found = scoring.window_or_404(people)
    chosen = dict(filter(None, map(choice, request.POST.getlist("pilih"))))
    form = StepForm(request.POST, label=STEP.note_label)
    keep_typed(request, form)
    wrong = "" if request.method == "GET" else reason_to_ask_again(request, bool(chosen))
    if request.method == "GET" or wrong is not None:
        return list_page(request, people, frozenset(map(str, chosen)), form, wrong or "")
    signed = [one for one in people if one.uuid in chosen]
    outcomes = taking.take(
        signed, STEP.action, chosen, part=PART, by=me, note=form.words(), around=refused_when_busy
    )
    context = {"window": found, "outcomes": outcomes, "step": STEP.action}
    done = {one.evaluation.pk for one in outcomes if not one.refusal}
    left = sum(one.status == EvaluationStatus.RATED and one.pk not in done for one in people)
    context |= {"done": len(done), "left": left}
    return page(request, "appraisal/scoring/outcomes.html", context)


def reason_to_ask_again(request: Request, chosen: bool) -> str | None:
    """None once somebody is chosen and the password is right; a try is counted only when somebody is."""
    if not chosen:
        return "Pilih pegawai dahulu."
    wrong = password_error(request)
    return "Masukkan kata sandi Anda." if wrong == "" else wrong


def deliveries(people: Sequence[Evaluation], chosen: frozenset[str]) -> list[Delivery]:
    """Those who are rated, with their dialogue and the rating that holds; three queries, however many."""
    recommended = Recommendation.objects.filter(evaluation=OuterRef("pk"))
    rated = [one.pk for one in people if one.status == EvaluationStatus.RATED]
    known = set(Evaluation.objects.filter(Exists(recommended), pk__in=rated).values_list("pk", flat=True))
    talks = {one.evaluation_id: one for one in Dialogue.objects.filter(evaluation__in=rated)}
    ratings = OverallRating.objects.filter(evaluation__in=rated, given_at__isnull=False)
    given = {one.evaluation_id: one for one in ratings.order_by("given_at", "pk")}
    return [
        Delivery(
            evaluation=one,
            dialogue=talks.get(one.pk),
            chosen=str(one.uuid) in chosen,
            has_recommendations=one.pk in known,
            passed_on=scoring.passed_on(one),
            rating=given.get(one.pk),
        )
        for one in people
        if one.status == EvaluationStatus.RATED
    ]


def list_page(
    request: Request, people: Sequence[Evaluation], chosen: frozenset[str], form: StepForm, wrong: str
) -> HttpResponse:
    """Where given predicates leave the guide without a reason, that is asked for; nothing is blocked."""
    found, rows = scoring.window_or_404(people), deliveries(people, chosen)
    patterns = distribution_reasons.of_team(people, found)
    context = {
        "window": found,
        "rows": rows,
        "unexplained": [one for one in patterns if one.unexplained],
        "ready": sum(not row.blocked for row in rows),
        "unheld": sum(not row.held for row in rows),
        "wrong": wrong,
        "note": form["note"].value() or "",
        "step": STEP,
    }
    return page(request, "appraisal/scoring/delivering.html", context, invalid=bool(wrong))
