"""Penilaian: a draft of the appraiser alone, by exception, with hints that decide nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import record, workflow
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
from appraisal.values import Value
from employees.models import Draft
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus
REASONS = {
    "rating-results_reason": "Laporan utama selesai tepat waktu.",
    "rating-behaviour_reason": "Ramah dan dapat diandalkan.",
}


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    return make_evaluation(agency, S.ASSESSED)


def url_of(evaluation: Evaluation) -> str:
    return reverse("rating", args=[evaluation.appraisal.uuid, evaluation.window])


def act(evaluation: Evaluation, action: str) -> str:
    return reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, action])


def filled(evaluation: Evaluation, **changes: str) -> dict[str, str]:
    """The whole form as a browser sends it: everything 'sesuai' but what is changed."""
    data = {"version": str(evaluation.version("rating"))}
    for target in evaluation.appraisal.targets.all():
        data[f"hasil-{target.uuid.hex}-rating"] = "MEETS"
        data[f"hasil-{target.uuid.hex}-note"] = ""
    for value in Value:
        data[f"nilai-{value}-rating"] = "MEETS"
        data[f"nilai-{value}-note"] = ""
    data |= {"rating-results": "MEETS", "rating-behaviour": "ABOVE"} | REASONS
    return data | changes


def test_a_saved_draft_is_the_appraisers_own_row(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    response = client.post(url_of(evaluation), filled(evaluation, **{"nilai-LOYAL-rating": "BELOW"}))
    assert (response.status_code, response.url) == (302, f"{url_of(evaluation)}#tetapkan")
    draft = OverallRating.objects.get()
    assert (draft.by, draft.origin, draft.given_at) == (agency.superior, "APPRAISER", None)
    assert (draft.results, draft.behaviour) == ("MEETS", "ABOVE")
    rows = ItemRating.objects.filter(by_role=PartyRole.APPRAISER)
    assert rows.count() == 9
    assert rows.get(value="LOYAL").rating == "BELOW"
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate) == (S.ASSESSED, "")


def test_signing_takes_the_draft_and_nothing_from_the_request(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    client.post(act(evaluation, "rate"), {"rating-results": "ABOVE"} | REASONS)
    evaluation.refresh_from_db()
    assert evaluation.status == S.ASSESSED
    client.post(url_of(evaluation), filled(evaluation))
    client.post(act(evaluation, "rate"), {"rating-results": "BELOW"})
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate) == (S.RATED, "GOOD")


def test_a_draft_may_be_unfinished_but_is_not_signed(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    data = filled(evaluation, **{"rating-results_reason": ""})
    del data["rating-behaviour"]
    assert client.post(url_of(evaluation), data).status_code == 302
    html = client.get(url_of(evaluation)).content.decode()
    assert "Isi kedua rating beserta alasannya dahulu." in html
    client.post(act(evaluation, "rate"))
    evaluation.refresh_from_db()
    assert evaluation.status == S.ASSESSED


def test_the_predicate_follows_from_the_saved_draft(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    assert client.get(url_of(evaluation)).context["predicate_label"] == ""
    client.post(url_of(evaluation), filled(evaluation, **{"rating-results": "BELOW"}))
    assert client.get(url_of(evaluation)).context["predicate_label"] == "Butuh perbaikan"


@pytest.mark.parametrize("role", ["staff", "head", "personnel", "unit_personnel", "auditor", "colleague"])
def test_only_the_appraiser_opens_it(
    agency: Agency, client: Client, evaluation: Evaluation, role: str
) -> None:
    sign_in(client, getattr(agency, role))
    assert client.get(url_of(evaluation)).status_code == 404
    assert client.post(url_of(evaluation), filled(evaluation)).status_code == 404
    assert not OverallRating.objects.exists()


def test_a_prefill_follows_the_figure_and_is_not_saved(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    first, _second = evaluation.appraisal.targets.all()
    ProgressEntry.objects.create(
        appraisal=evaluation.appraisal,
        target=first,
        indicator=first.indicators.get(),
        day=timezone.localdate(),
        text="…",
        achieved=20,
    )
    sign_in(client, agency.superior)
    response = client.get(url_of(evaluation))
    forms = [item.form["rating"].value() for item in response.context["sheet"].targets]
    assert forms == ["ABOVE", "MEETS"]
    assert "Diisikan menurut angka realisasi" in response.content.decode()
    assert not ItemRating.objects.exists()
    assert not OverallRating.objects.exists()


def test_without_item_ratings_only_the_two_are_asked(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    Period.objects.update(item_ratings=False)
    sign_in(client, agency.superior)
    response = client.get(url_of(evaluation))
    assert (response.context["sheet"].targets, response.context["sheet"].values) == ([], [])
    assert evaluation.appraisal.targets.all()[0].result in response.content.decode()
    client.post(url_of(evaluation), filled(evaluation))
    assert not ItemRating.objects.exists()
    assert OverallRating.objects.get().complete


def test_the_hint_is_labelled(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.superior)
    html = client.get(url_of(evaluation)).content.decode()
    assert html.count("Saran menurut pedoman, bukan keputusan") == 2
    assert html.count("tidak ada saran") == 2
    client.post(url_of(evaluation), filled(evaluation))
    assert "tidak ada saran" not in client.get(url_of(evaluation)).content.decode()
    assert OverallRating.objects.get().behaviour == "ABOVE"


def test_a_second_tab_gets_both_texts(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.superior)
    drawn = filled(evaluation, **{"rating-results_reason": "Alasan tab kedua."})
    client.post(url_of(evaluation), filled(evaluation))
    response = client.post(url_of(evaluation), drawn)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Alasan tab kedua." in html
    assert REASONS["rating-results_reason"] in html
    assert OverallRating.objects.get().results_reason == REASONS["rating-results_reason"]


def test_a_draft_that_was_only_typed_comes_back(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    typed = filled(evaluation, **{"rating-results_reason": "Baru diketik."})
    client.post(reverse("draft", args=["rating", evaluation.uuid]), typed | {"_tab": "a"})
    assert not OverallRating.objects.exists()
    assert "Baru diketik." in client.get(f"{url_of(evaluation)}?draf=1").content.decode()
    client.post(url_of(evaluation), typed)
    assert not Draft.objects.exists()


def test_after_rating_the_page_is_closed_until_it_is_taken_back(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    client.post(url_of(evaluation), filled(evaluation))
    workflow.perform(evaluation, "rate", by=agency.superior)
    assert client.get(url_of(evaluation)).status_code == 302
    assert client.post(url_of(evaluation), filled(evaluation)).status_code == 409
    workflow.perform(evaluation, "revise", by=agency.superior)
    html = client.get(url_of(evaluation)).content.decode()
    assert REASONS["rating-results_reason"] in html
    client.post(url_of(evaluation), filled(evaluation, **{"rating-results": "ABOVE"}))
    assert OverallRating.objects.filter(given_at__isnull=True).get().results == "ABOVE"
    assert OverallRating.objects.filter(given_at__isnull=False).get().results == "MEETS"


# --- heads of units -------------------------------------------------------------------------
def head_evaluation(agency: Agency, predicate: str = "") -> Evaluation:
    evaluation = make_evaluation(agency, S.ASSESSED, employee=agency.superior)
    if predicate:
        UnitRating.objects.create(
            unit=agency.section,
            period=evaluation.appraisal.period,
            predicate=predicate,
            set_on=timezone.localdate(),
        )
    return evaluation


@pytest.mark.parametrize(
    ("predicate", "rating"),
    [("OUTSTANDING", "ABOVE"), ("GOOD", "MEETS"), ("NEEDS_IMPROVEMENT", "BELOW"), ("VERY_POOR", "BELOW")],
)
def test_a_heads_results_rating_follows_his_unit(
    agency: Agency, client: Client, predicate: str, rating: str
) -> None:
    evaluation = head_evaluation(agency, predicate)
    sign_in(client, agency.head)
    html = client.get(url_of(evaluation)).content.decode()
    assert "mengikuti capaian kinerja organisasi Bidang Guru" in html
    assert "Mengikuti capaian kinerja organisasi Bidang Guru: " in html
    typed = "ABOVE" if rating != "ABOVE" else "BELOW"
    client.post(url_of(evaluation), filled(evaluation, **{"rating-results": typed}))
    assert OverallRating.objects.get().results == rating


def test_without_a_unit_result_the_appraiser_decides_and_is_warned(agency: Agency, client: Client) -> None:
    evaluation = head_evaluation(agency)
    sign_in(client, agency.head)
    html = client.get(url_of(evaluation)).content.decode()
    assert "capaian organisasinya belum ada" in html
    assert "tahun ini belum ditetapkan" in html
    client.post(url_of(evaluation), filled(evaluation, **{"rating-results": "BELOW"}))
    client.post(act(evaluation, "rate"))
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate) == (S.RATED, "NEEDS_IMPROVEMENT")


def test_a_result_that_came_later_is_followed_before_signing(agency: Agency, client: Client) -> None:
    evaluation = head_evaluation(agency)
    sign_in(client, agency.head)
    client.post(url_of(evaluation), filled(evaluation, **{"rating-results": "ABOVE"}))
    UnitRating.objects.create(
        unit=agency.section,
        period=evaluation.appraisal.period,
        predicate="POOR",
        set_on=timezone.localdate(),
    )
    client.post(act(evaluation, "rate"))
    evaluation.refresh_from_db()
    assert evaluation.status == S.ASSESSED
    assert "Simpan penilaian lagi" in client.get(url_of(evaluation)).content.decode()
    client.post(url_of(evaluation), filled(evaluation, **{"rating-results": "ABOVE"}))
    client.post(act(evaluation, "rate"))
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate) == (S.RATED, "NEEDS_IMPROVEMENT")


# --- a team of eighty ---------------------------------------------------------------------------
def test_neighbours_are_those_who_wait_for_me_by_name(agency: Agency, client: Client) -> None:
    people = [("Ali", S.ASSESSED), ("Citra", S.ASSESSED), ("Dodi", S.OPEN), ("Edi", S.RATED)]
    for name, _status in people:
        factories.place(factories.make_employee(name), agency.section, agency.superior)
    evaluation = make_evaluation(agency, S.ASSESSED)  # Budi Pegawai
    for name, status in people:
        make_evaluation(agency, status, employee=factories.Employee.objects.get(name=name))
    sign_in(client, agency.superior)
    queue = client.get(url_of(evaluation)).context["queue"]
    assert (queue.place, queue.total) == (2, 3)
    assert (queue.before.name, queue.after.name) == ("Ali", "Citra")
    last = client.get(queue.after.url).context["queue"]
    assert (last.place, last.after) == (3, None)
    client.post(url_of(evaluation), filled(evaluation))
    client.post(act(evaluation, "rate"))
    done = client.get(evaluation.get_absolute_url()).context["queue"]
    assert (done.place, done.total, done.after.name) == (0, 2, "Citra")
    assert sign_in(client, agency.staff).get(evaluation.get_absolute_url()).context["queue"] is None


def test_a_step_is_not_offered_beside_unsaved_changes(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    assert "data-dirty" not in client.get(url_of(evaluation)).content.decode()
    client.post(reverse("draft", args=["rating", evaluation.uuid]), filled(evaluation) | {"_tab": "a"})
    assert "data-dirty" in client.get(url_of(evaluation)).content.decode()
    assert "data-dirty" in client.get(f"{url_of(evaluation)}?draf=1").content.decode()


def test_the_page_costs_the_same_for_much_and_for_little(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    few = [queries(client, evaluation), queries(client, evaluation, save=True)]
    ItemRating.objects.all().delete()
    OverallRating.objects.all().delete()
    for number in range(18):
        target = factories.add_target(evaluation.appraisal, f"Hasil tambahan {number}", order=number + 5)
        record.add(
            evaluation.appraisal,
            source=f"note:{number}",
            giver_role=GiverRole.PEER,
            text="…",
            day=timezone.localdate() - timedelta(days=number),
            target=target,
        )
    for number in range(10):
        person = factories.make_employee(f"Anggota {number}")
        factories.place(person, agency.section, agency.superior)
        make_evaluation(agency, S.ASSESSED, employee=person)
    assert [queries(client, evaluation), queries(client, evaluation, save=True)] == few


def queries(client: Client, evaluation: Evaluation, *, save: bool = False) -> int:
    evaluation.refresh_from_db()
    data = filled(evaluation)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(url_of(evaluation), data) if save else client.get(url_of(evaluation))
    assert answer.status_code == (302 if save else 200)
    return len([query for query in captured if "appraisal_" in query["sql"]])


def test_with_no_skp_set_it_can_be_set_here_first(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency)
    appraisal = evaluation.appraisal
    type(appraisal).objects.filter(pk=appraisal.pk).update(status="PROPOSED", set_by=None, set_at=None)
    factories.assess(evaluation)
    workflow.perform(evaluation, "submit", by=agency.staff)
    sign_in(client, agency.superior)
    response = client.get(url_of(evaluation))
    assert "SKP belum ditetapkan" in response.content.decode()
    assert "Tetapkan SKP" in [action.label for action in response.context["set_actions"]]
    client.post(url_of(evaluation), filled(evaluation))
    client.post(act(evaluation, "rate"))
    evaluation.refresh_from_db()
    assert evaluation.status == S.ASSESSED
