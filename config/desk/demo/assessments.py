"""What is written in an evaluation: the employee's view, the appraiser's ratings with reasons, the talk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from appraisal.models import (
    Dialogue,
    ItemRating,
    Origin,
    OverallRating,
    PartyRole,
    Recommendation,
    SelfFigure,
    SelfTarget,
)
from appraisal.rating import Predicate, Rating, predicate
from appraisal.values import Value
from config.desk.demo import texts
from config.desk.demo.contents import BATCH, Result, Row
from employees.models import Employee

Rated = Iterable[tuple[Row, Employee]]


def write_self_assessments(rows: list[Row], *, partly: bool = False) -> None:
    """Achievements, figures and own ratings for all targets; `partly` leaves the last target and some values open."""
    written = [(row, row.results[:-1] if partly else row.results) for row in rows]
    SelfTarget.objects.bulk_create(
        [_self_target(row, result) for row, results in written for result in results], batch_size=BATCH
    )
    SelfFigure.objects.bulk_create(
        [
            SelfFigure(
                evaluation=row.evaluation,
                indicator=figure.indicator,
                achieved=None if figure.told else figure.achieved,
                text=f"{figure.words}, sesuai rekapitulasi dan bukti dukung",
            )
            for row, results in written
            for result in results
            for figure in result.figures
        ],
        batch_size=BATCH,
    )
    ItemRating.objects.bulk_create(
        [one for row in rows for one in _own_values(row, 3 if partly else 7)], batch_size=BATCH
    )


def _self_target(row: Row, result: Result) -> SelfTarget:
    figures = "; ".join(f"{figure.measure.in_a_sentence} {figure.words}" for figure in result.figures)
    return SelfTarget(
        evaluation=row.evaluation,
        target=result.target,
        achievements=f"{row.one_of(result.planned.done)} Realisasi: {figures}.",
        obstacles=row.one_of(result.planned.obstacles) if row.chance(0.6) else texts.words()["none"],
    )


def _own_values(row: Row, count: int) -> list[ItemRating]:
    return [
        ItemRating(
            evaluation=row.evaluation,
            by_role=PartyRole.APPRAISEE,
            value=value,
            rating=Rating.ABOVE if row.chance(0.3) else Rating.MEETS,
        )
        for value in list(Value)[:count]
    ]


def write_ratings(rated: Rated) -> list[OverallRating]:
    """The appraiser's two ratings with reasons and the items that differ from 'sesuai'.

    A draft where the evaluation is not rated yet; else given at its `rated_at`.
    """
    reasons = texts.words()["reasons"]
    overall, items = [], []
    for row, appraiser in rated:
        evaluation, (results, behaviour) = row.evaluation, row.ratings
        if evaluation is None:
            continue
        overall.append(
            OverallRating(
                evaluation=evaluation,
                origin=Origin.APPRAISER,
                by=appraiser,
                results=results,
                results_reason=row.one_of(reasons[f"results_{results}"]),
                behaviour=behaviour,
                behaviour_reason=row.one_of(reasons[f"behaviour_{behaviour}"]),
                guards_others=behaviour == Rating.ABOVE,
                given_at=evaluation.rated_at,
            )
        )
        items += _exceptions(row)
    ItemRating.objects.bulk_create(items, batch_size=BATCH)
    return OverallRating.objects.bulk_create(overall, batch_size=BATCH)


def _exceptions(row: Row) -> list[ItemRating]:
    """Items rated otherwise than as expected, in line with the overall ratings."""
    results, behaviour = row.ratings
    found = []
    if results != Rating.MEETS:
        most = row.results[: len(row.results) // 2 + 1]
        found += [_item(row, results, target=result) for result in most]
    if behaviour != Rating.MEETS:
        count = 4 if behaviour == Rating.ABOVE else 1
        found += [_item(row, behaviour, value=value) for value in row.draw.sample(list(Value), count)]
    return found


def _item(row: Row, rating: Rating, *, target: Result | None = None, value: str = "") -> ItemRating:
    return ItemRating(
        evaluation=row.evaluation,
        by_role=PartyRole.APPRAISER,
        target=target.target if target else None,
        value=value,
        rating=rating,
    )


def outcome(row: Row) -> Predicate:
    return predicate(*row.ratings)


def write_agendas(rows: list[Row]) -> None:
    """What the employee wants to talk about, before the talk."""
    said = texts.words()["dialogue"]["agenda_appraisee"]
    Dialogue.objects.bulk_create(
        [
            Dialogue(appraisal=row.appraisal, evaluation=row.evaluation, agenda_appraisee=row.one_of(said))
            for row in rows
        ],
        batch_size=BATCH,
    )


def write_dialogues(rows: list[Row]) -> None:
    """The talk with agenda from both sides and minutes; shown and confirmed as `row.moments` has it."""
    said = texts.words()["dialogue"]
    Dialogue.objects.bulk_create(
        [
            Dialogue(
                appraisal=row.appraisal,
                evaluation=row.evaluation,
                held_on=timezone.localdate(row.moments["show"]),
                agenda_appraisee=row.one_of(said["agenda_appraisee"]),
                agenda_appraiser=row.one_of(said["agenda_appraiser"]),
                strengths=row.one_of(said["strengths"]),
                to_improve=row.one_of(said["to_improve"]),
                minutes=row.one_of(said["minutes"]),
                ratings_shown_at=row.moments["show"],
                confirmed_at=row.moments.get("confirm_minutes"),
            )
            for row in rows
        ],
        batch_size=BATCH,
    )


def write_recommendations(rows: list[Row], *, due_on: date, done: bool) -> None:
    """For about every second one; those of former years are mostly done."""
    Recommendation.objects.bulk_create(
        [_recommendation(row, due_on=due_on, done=done) for row in rows if row.chance(0.5)],
        batch_size=BATCH,
    )


def _recommendation(row: Row, *, due_on: date, done: bool) -> Recommendation:
    made = Recommendation(
        evaluation=row.evaluation,
        text=row.one_of(texts.words()["evaluation"]["recommendations"]),
        owner=row.person.employee,
        due_on=due_on,
    )
    if done and row.chance(0.8) and row.evaluation is not None:
        made.status = Recommendation.Status.DONE
        made.followed_by, made.followed_at = row.evaluation.signed_by, row.evaluation.signed_at
        made.followed_note = "Sudah dilaksanakan."
    return made


def note(row: Row) -> str:
    """The appraiser's note, without which nothing is delivered."""
    chosen: str = row.one_of(texts.words()["evaluation"]["notes"])
    return chosen
