"""The scoring grid: eighty people on one page, by exception, saved row by row, and nothing given before the review."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import opening, record, scoring, suggestions, unit_results, workflow
from appraisal.models import (
    Evaluation,
    EvaluationStatus,
    GiverRole,
    ItemRating,
    OverallRating,
    PartyRole,
    Period,
    ProgressEntry,
    UnitRating,
)
from appraisal.scoring import Line
from tests import factories, queries
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus


@pytest.fixture
def pair(agency: Agency) -> list[Evaluation]:
    """Budi and Rina, both waiting to be rated by Siti."""
    return [make_evaluation(agency, S.ASSESSED, employee=one) for one in (agency.staff, agency.colleague)]


@pytest.fixture
def superior(agency: Agency, client: Client) -> Client:
    return sign_in(client, agency.superior)


def page_url(one: Evaluation, name: str = "scoring") -> str:
    return reverse(name, args=[one.appraisal.period.year, one.window])


def row_url(one: Evaluation) -> str:
    return reverse("scoring_row", args=[one.appraisal.period.year, one.window, one.uuid])


def typed(one: Evaluation, *, prefill: str = "MEETS.MEETS", **changes: str) -> dict[str, str]:
    """A row as the browser sends it: prefilled ratings, no words."""
    fields = {"version": str(one.version("rating")), "prefill": prefill, "results": "MEETS"}
    fields |= {"behaviour": "MEETS", "results_reason": "", "behaviour_reason": ""} | changes
    return {f"{one.uuid.hex}-{name}": value for name, value in fields.items()}


def ready(one: Evaluation, **changes: str) -> dict[str, str]:
    words = {"results_reason": "Laporan tersusun.", "behaviour_reason": "Ramah."}
    return typed(one, **(words | changes))


def lines(agency: Agency, one: Evaluation) -> list[Line]:
    rows = scoring.team(agency.superior.user, agency.superior, one.appraisal.period.year, one.window)
    return scoring.lines(list(rows), agency.superior)


def test_a_prefilled_rating_is_not_saved_until_it_is_reviewed(superior, pair) -> None:
    first, second = pair
    superior.post(page_url(first), typed(first) | typed(second))
    assert not OverallRating.objects.exists()
    superior.post(page_url(first), typed(first, reviewed="1") | typed(second))
    draft = OverallRating.objects.get()
    assert (draft.evaluation, draft.results, draft.behaviour) == (first, "MEETS", "MEETS")


def test_changing_one_rating_does_not_save_the_other_prefilled_one(superior, pair) -> None:
    superior.post(row_url(pair[0]), typed(pair[0], results="ABOVE"))
    draft = OverallRating.objects.get()
    assert (draft.results, draft.behaviour) == ("ABOVE", "")


def test_writing_the_reason_of_a_prefilled_rating_reviews_it(superior, pair) -> None:
    superior.post(row_url(pair[0]), typed(pair[0], behaviour_reason="Ramah."))
    draft = OverallRating.objects.get()
    assert (draft.results, draft.behaviour) == ("", "MEETS")


def test_a_rating_chosen_that_the_page_had_filled_in_counts(superior, pair) -> None:
    superior.post(row_url(pair[0]), typed(pair[0], prefill=".MEETS"))
    draft = OverallRating.objects.get()
    assert (draft.results, draft.behaviour) == ("MEETS", "")


def test_a_hint_that_changed_since_the_page_was_drawn_saves_nothing(superior, pair) -> None:
    """The form carries what the page filled in, so a new hint cannot pass for a choice."""
    superior.post(page_url(pair[0]), typed(pair[0], prefill="ABOVE.MEETS", results="ABOVE"))
    assert not OverallRating.objects.exists()


def test_a_row_saved_elsewhere_answers_with_both_texts_and_the_others_are_saved(
    agency, superior, pair
) -> None:
    first, second = pair
    form = ready(first, results_reason="Isian saya.") | ready(second)
    factories.draft_rating(first, agency.superior)
    response = superior.post(page_url(first), form)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Isian saya." in html
    assert "Semua laporan utama tersusun tepat waktu." in html
    assert OverallRating.objects.get(evaluation=first).results_reason.startswith("Semua laporan")
    assert OverallRating.objects.get(evaluation=second).results_reason == "Laporan tersusun."


def test_after_a_conflict_ones_own_text_can_be_kept(agency, superior, pair) -> None:
    one = pair[0]
    form = ready(one, results_reason="Isian saya.")
    factories.draft_rating(one, agency.superior)
    assert superior.post(row_url(one), form).status_code == 409
    one.refresh_from_db()
    assert (
        superior.post(row_url(one), form | {f"{one.uuid.hex}-over": str(one.version("rating"))}).status_code
        == 200
    )
    assert OverallRating.objects.get().results_reason == "Isian saya."


def test_a_form_that_arrives_twice_is_no_conflict(superior, pair) -> None:
    form = ready(pair[0]) | ready(pair[1])
    assert superior.post(page_url(pair[0]), form).status_code == 302
    assert superior.post(page_url(pair[0]), form).status_code == 302
    assert OverallRating.objects.count() == 2


def test_too_long_a_reason_keeps_what_was_typed(superior, pair) -> None:
    response = superior.post(row_url(pair[0]), ready(pair[0], results_reason="x" * 2001))
    assert response.status_code == 422
    assert not OverallRating.objects.exists()


def test_the_row_answers_with_its_new_version_and_predicate(superior, pair) -> None:
    html = superior.post(
        row_url(pair[0]), ready(pair[0], results="ABOVE", behaviour="ABOVE")
    ).content.decode()
    assert "Sangat baik" in html
    assert f'name="{pair[0].uuid.hex}-version"' in html
    pair[0].refresh_from_db()
    assert f'value="{pair[0].version("rating")}"' in html


def test_a_bent_version_saves_nothing(superior, pair) -> None:
    response = superior.post(row_url(pair[0]), ready(pair[0], version="x"))
    assert response.status_code == 409
    assert not OverallRating.objects.exists()


def test_the_item_ratings_and_the_tick_of_the_single_page_stay(agency, superior, pair) -> None:
    one = pair[0]
    factories.draft_rating(one, agency.superior)
    OverallRating.objects.update(guards_others=True)
    one.refresh_from_db()
    superior.post(row_url(one), ready(one, behaviour="ABOVE", prefill="."))
    draft = OverallRating.objects.get()
    assert (draft.behaviour, draft.guards_others) == ("ABOVE", True)


def test_a_reason_is_copied_into_the_chosen_rows_without_their_ratings(superior, pair) -> None:
    first, second = pair
    form = ready(first) | typed(second) | {"dari": first.uuid.hex, "pilih": second.uuid.hex}
    assert superior.post(page_url(first, "scoring_copy"), form).status_code == 302
    draft = OverallRating.objects.get(evaluation=second)
    assert (draft.results_reason, draft.behaviour_reason) == ("Laporan tersusun.", "Ramah.")
    assert (draft.results, draft.behaviour) == ("", "")


def test_copying_leaves_what_is_written_unless_it_is_to_be_overwritten(superior, pair) -> None:
    first, second = pair
    form = ready(first) | ready(second, results_reason="Punya Rina.")
    copy = {"dari": first.uuid.hex, "pilih": second.uuid.hex, "kolom": "results_reason"}
    superior.post(page_url(first, "scoring_copy"), form | copy)
    assert OverallRating.objects.get(evaluation=second).results_reason == "Punya Rina."
    superior.post(page_url(first, "scoring_copy"), copy | {"timpa": "1"})
    assert OverallRating.objects.get(evaluation=second).results_reason == "Laporan tersusun."


def test_a_rating_of_a_head_follows_the_unit_and_explains_itself(agency, client) -> None:
    one = make_evaluation(agency, S.ASSESSED, employee=agency.superior)
    UnitRating.objects.create(
        unit=agency.section, period=one.appraisal.period, predicate="OUTSTANDING", set_on=timezone.localdate()
    )
    sign_in(client, agency.head)
    client.post(row_url(one), typed(one, prefill="ABOVE.MEETS", results="BELOW", reviewed="1"))
    draft = OverallRating.objects.get()
    assert draft.results == "ABOVE"
    assert "Mengikuti capaian kinerja organisasi Bidang Guru" in draft.results_reason


@pytest.mark.parametrize("role", ["staff", "head", "personnel", "unit_personnel", "auditor", "stranger"])
def test_only_the_appraiser_saves_a_row(agency, client, pair, role) -> None:
    sign_in(client, getattr(agency, role))
    assert client.post(row_url(pair[0]), ready(pair[0])).status_code == 404
    assert not OverallRating.objects.exists()


def test_what_is_rated_is_read_only(agency, superior, pair) -> None:
    one = pair[0]
    factories.draft_rating(one, agency.superior)
    workflow.perform(one, "rate", by=agency.superior)
    superior.post(page_url(one), ready(one, results="BELOW"))
    assert OverallRating.objects.get().results == "MEETS"
    assert f"{one.uuid.hex}-results" not in superior.get(page_url(one)).content.decode()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("perlu=tanpa", ["Rina Rekan"]),
        ("perlu=beda", ["Budi Pegawai"]),
        ("perlu=kurang", []),
        ("status=RATED", []),
        ("", ["Budi Pegawai", "Rina Rekan"]),
    ],
)
def test_the_grid_is_narrowed(agency, superior, pair, asked, names) -> None:
    first = pair[0]
    indicator = first.appraisal.targets.first().indicators.get()
    ProgressEntry.objects.create(
        appraisal=first.appraisal, indicator=indicator, day=timezone.localdate(), achieved=12, text="12"
    )
    factories.draft_rating(first, agency.superior, results="BELOW")
    rows = superior.get(f"{page_url(first)}?{asked}").context["rows"]
    assert [row.line.evaluation.appraisal.employee.name for row in rows] == names


def test_the_hints_of_a_team_are_those_of_each_page(agency, pair) -> None:
    """The bulk reading agrees with `suggestions.for_evaluation`, whatever is saved, reported or said."""
    first, second = pair
    indicator = first.appraisal.targets.first().indicators.get()
    for figure in (5, 20):
        ProgressEntry.objects.create(
            appraisal=first.appraisal,
            indicator=indicator,
            day=timezone.localdate(),
            achieved=figure,
            text="x",
        )
    for target in first.appraisal.targets.all():
        ItemRating.objects.create(
            evaluation=first, by_role=PartyRole.APPRAISER, target=target, rating="ABOVE"
        )
    own = second.appraisal.targets.first()
    ItemRating.objects.create(evaluation=second, by_role=PartyRole.APPRAISEE, target=own, rating="BELOW")
    record.add(
        first.appraisal,
        source="x",
        giver_role=GiverRole.LEADER,
        text="Bagus",
        day=timezone.localdate(),
        tone="POSITIVE",
    )
    for line in lines(agency, first):
        assert line.suggestion == suggestions.for_evaluation(line.evaluation)
        assert line.headed == unit_results.headed(line.evaluation)
        assert line.counted == unit_results.counted(line.evaluation)
    assert lines(agency, first)[0].suggestion.results == "ABOVE"


def test_a_draft_of_somebody_else_is_never_read(agency, pair) -> None:
    OverallRating.objects.create(evaluation=pair[0], by=agency.head, origin="REVIEWER", results="BELOW")
    assert [line.draft for line in lines(agency, pair[0])] == [None, None]


@pytest.mark.parametrize("name", ["scoring", "scoring_review", "group_dialogue", "delivering", "comparison"])
def test_a_page_of_the_team_asks_no_more_for_many(agency, superior, pair, name) -> None:
    for one in pair:
        factories.draft_rating(one, agency.superior)
    workflow.perform(pair[0], "rate", by=agency.superior)

    def grow() -> None:
        for _ in range(4):
            more_people(agency)

    queries.assert_constant(superior, page_url(pair[0], name), grow)


def more_people(agency: Agency) -> Evaluation:
    """One more, with everything a row shows; half of them rated."""
    person = factories.make_employee(login=False)
    factories.place(person, agency.section, agency.superior)
    opening.open_period(Period.objects.get(), by=agency.personnel)
    one = make_evaluation(agency, S.ASSESSED, employee=person)
    factories.draft_rating(one, agency.superior)
    if one.pk % 2:
        workflow.perform(one, "rate", by=agency.superior)
        factories.hold_dialogue(one, agency.superior)
    return one
