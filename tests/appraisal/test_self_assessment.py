"""Penilaian diri: filled in by whoever it is about, kept while typing, handed in once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import workflow
from appraisal.models import (
    Evaluation,
    EvaluationStatus,
    ItemRating,
    PartyRole,
    ProgressEntry,
    SelfFigure,
    SelfTarget,
)
from appraisal.values import Value
from employees.models import Draft
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    return make_evaluation(agency)


def url_of(evaluation: Evaluation) -> str:
    return reverse("self_assessment", args=[evaluation.appraisal.uuid, evaluation.window])


def filled(evaluation: Evaluation, **changes: str) -> dict[str, str]:
    """The whole form as a browser sends it, every target written."""
    data = {"version": str(evaluation.version("self"))}
    for target in evaluation.appraisal.targets.all():
        data[f"hasil-{target.uuid.hex}-achievements"] = "Dua belas laporan tersusun."
        data[f"hasil-{target.uuid.hex}-obstacles"] = ""
        data[f"rating-{target.uuid.hex}-note"] = ""
        for indicator in target.indicators.all():
            data[f"indikator-{indicator.uuid.hex}-achieved"] = "11,5"
            data[f"indikator-{indicator.uuid.hex}-text"] = "Laporan terkirim"
    for value in Value:
        data[f"nilai-{value}-note"] = ""
    data["nilai-LOYAL-rating"] = "ABOVE"
    return data | changes


def test_everything_that_was_typed_is_stored(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.staff)
    response = client.post(url_of(evaluation), filled(evaluation))
    assert response.status_code == 302
    assert response.url == evaluation.get_absolute_url()
    assert [row.achievements for row in evaluation.self_targets.all()] == ["Dua belas laporan tersusun."] * 2
    figures = [(row.achieved, row.text) for row in evaluation.self_figures.all()]
    assert figures == [(Decimal("11.50"), "Laporan terkirim")] * 2
    rows = ItemRating.objects.filter(evaluation=evaluation)
    assert [(row.by_role, row.value, row.rating) for row in rows] == [(PartyRole.APPRAISEE, "LOYAL", "ABOVE")]
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.version("self")) == (S.OPEN, 1)


def test_saving_again_changes_rows_and_empties_what_was_emptied(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.staff)
    client.post(url_of(evaluation), filled(evaluation))
    evaluation.refresh_from_db()
    first, second = evaluation.appraisal.targets.all()
    client.post(
        url_of(evaluation),
        filled(
            evaluation,
            **{
                f"hasil-{first.uuid.hex}-achievements": "Tiga belas laporan.",
                f"hasil-{second.uuid.hex}-achievements": "",
            },
        ),
    )
    assert [(row.target, row.achievements) for row in SelfTarget.objects.all()] == [
        (first, "Tiga belas laporan.")
    ]
    assert SelfFigure.objects.count() == 2


def test_handing_in_is_a_step_of_its_own(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.staff)
    submit = reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, "submit"])
    client.post(submit)
    evaluation.refresh_from_db()
    assert evaluation.status == S.OPEN
    client.post(url_of(evaluation), filled(evaluation))
    client.post(submit)
    evaluation.refresh_from_db()
    assert evaluation.status == S.ASSESSED
    assert client.get(url_of(evaluation)).status_code == 302
    again = client.post(url_of(evaluation), filled(evaluation))
    assert again.status_code == 409
    assert "sudah disampaikan" in again.content.decode()


def test_only_the_employee_writes(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    for other in (agency.superior, agency.head, agency.personnel, agency.auditor):
        sign_in(client, other)
        assert client.get(url_of(evaluation)).status_code == 404
        assert client.post(url_of(evaluation), filled(evaluation)).status_code == 404
    assert not SelfTarget.objects.exists()


def test_a_figure_of_the_year_is_prefilled_and_marked_but_not_stored(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    target = evaluation.appraisal.targets.all()[0]
    indicator = target.indicators.get()
    for days, figure in ((40, 4), (2, 9)):
        ProgressEntry.objects.create(
            appraisal=evaluation.appraisal,
            target=target,
            indicator=indicator,
            day=timezone.localdate() - timedelta(days=days),
            text="Laporan.",
            achieved=figure,
        )
    sign_in(client, agency.staff)
    html = client.get(url_of(evaluation)).content.decode()
    assert f'name="indikator-{indicator.uuid.hex}-achieved" value="9"' in html
    assert html.count("Angka diisikan dari catatan realisasi") == 1
    assert not SelfFigure.objects.exists()
    client.post(url_of(evaluation), filled(evaluation, **{f"indikator-{indicator.uuid.hex}-achieved": "9"}))
    assert SelfFigure.objects.get(indicator=indicator).achieved == 9
    assert "Angka diisikan dari catatan realisasi" not in client.get(url_of(evaluation)).content.decode()


def test_wrong_input_is_named_and_kept(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    indicator = evaluation.appraisal.targets.all()[1].indicators.get()
    sign_in(client, agency.staff)
    data = filled(evaluation, **{f"indikator-{indicator.uuid.hex}-achieved": "dua belas"})
    response = client.post(url_of(evaluation), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="dua belas"' in html
    assert "Realisasi (angka), hasil kerja 2" in html
    assert "Dua belas laporan tersusun." in html
    assert not SelfTarget.objects.exists()


def test_a_note_without_a_rating_is_not_lost_silently(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.staff)
    response = client.post(
        url_of(evaluation), filled(evaluation, **{"nilai-ADAPTIVE-note": "Belajar mandiri"})
    )
    assert response.status_code == 422
    assert "Pilih ratingnya juga" in response.content.decode()


def test_a_second_tab_gets_both_texts(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.staff)
    target = evaluation.appraisal.targets.all()[0]
    drawn = filled(evaluation, **{f"hasil-{target.uuid.hex}-achievements": "Teks tab kedua."})
    client.post(url_of(evaluation), filled(evaluation))
    response = client.post(url_of(evaluation), drawn)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Teks tab kedua." in html
    assert "Dua belas laporan tersusun." in html
    assert "Capaian, hasil kerja 1" in html
    assert SelfTarget.objects.get(target=target).achievements == "Dua belas laporan tersusun."


def test_a_draft_comes_back_with_everything_even_what_is_wrong(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.staff)
    indicator = evaluation.appraisal.targets.all()[0].indicators.get()
    data = filled(evaluation, **{f"indikator-{indicator.uuid.hex}-achieved": "kira-kira 9"})
    kept = client.post(reverse("draft", args=["self", evaluation.uuid]), data | {"_tab": "a"})
    assert kept.status_code < 300
    assert not SelfTarget.objects.exists()
    offered = client.get(url_of(evaluation)).content.decode()
    assert "Ada isian yang belum disimpan" in offered
    assert "kira-kira 9" not in offered
    html = client.get(f"{url_of(evaluation)}?draf=1").content.decode()
    assert 'value="kira-kira 9"' in html
    assert "Dua belas laporan tersusun." in html
    client.post(url_of(evaluation), filled(evaluation))
    assert not Draft.objects.exists()


def test_handing_in_warns_of_what_was_typed_and_not_saved(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.staff)
    client.post(url_of(evaluation), filled(evaluation))
    assert "tidak ikut disampaikan" not in client.get(evaluation.get_absolute_url()).content.decode()
    evaluation.refresh_from_db()
    client.post(reverse("draft", args=["self", evaluation.uuid]), filled(evaluation) | {"_tab": "a"})
    assert "tidak ikut disampaikan" in client.get(evaluation.get_absolute_url()).content.decode()


def test_progress_counts_written_targets(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.staff)
    assert "0 dari 2" in client.get(url_of(evaluation)).content.decode()
    target = evaluation.appraisal.targets.all()[0]
    client.post(url_of(evaluation), filled(evaluation, **{f"hasil-{target.uuid.hex}-achievements": "  "}))
    assert "1 dari 2" in client.get(url_of(evaluation)).content.decode()


def test_after_the_cut_off_it_can_still_be_handed_in_late(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(self_due_on=day)
    sign_in(client, agency.staff)
    assert client.post(url_of(evaluation), filled(evaluation)).status_code == 409
    workflow.perform(evaluation, "cut_off", by=None)
    assert "ditandai terlambat" in client.get(url_of(evaluation)).content.decode()
    assert client.post(url_of(evaluation), filled(evaluation)).status_code == 302
    client.post(reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, "submit_late"]))
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.self_late) == (S.ASSESSED, True)
    assert client.get(url_of(evaluation)).status_code == 302


def test_the_form_costs_the_same_for_one_target_and_for_twenty(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.staff)
    few = [queries(client, evaluation), queries(client, evaluation, save=True)]
    for number in range(18):
        factories.add_target(evaluation.appraisal, f"Hasil tambahan {number}", order=number + 5)
    SelfTarget.objects.all().delete()
    SelfFigure.objects.all().delete()
    ItemRating.objects.all().delete()
    assert [queries(client, evaluation), queries(client, evaluation, save=True)] == few


def queries(client: Client, evaluation: Evaluation, *, save: bool = False) -> int:
    evaluation.refresh_from_db()
    data = filled(evaluation)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(url_of(evaluation), data) if save else client.get(url_of(evaluation))
    assert answer.status_code == (302 if save else 200)
    return len([query for query in captured if "appraisal_" in query["sql"]])
