"""Dialog evaluasi, its minutes, and the note with recommendations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import opening, workflow
from appraisal.models import Dialogue, Evaluation, EvaluationStatus, Recommendation
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    return make_evaluation(agency, S.RATED)


def url_of(evaluation: Evaluation, name: str = "dialogue") -> str:
    return reverse(name, args=[evaluation.appraisal.uuid, evaluation.window])


def talk(evaluation: Evaluation, **changes: str) -> dict[str, str]:
    evaluation.refresh_from_db()
    return {
        "version": str(evaluation.version("dialogue")),
        "dialog-held_on": timezone.localdate().isoformat(),
        "dialog-agenda_appraiser": "Hasil setahun",
        "dialog-strengths": "Teliti",
        "dialog-to_improve": "Menulis lebih ringkas",
        "dialog-minutes": "Disepakati pelatihan menulis.",
    } | changes


def agenda(evaluation: Evaluation, text: str) -> dict[str, str]:
    evaluation.refresh_from_db()
    return {"version": str(evaluation.version("agenda")), "dialog-agenda_appraisee": text}


def test_each_side_writes_its_own_part(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.staff)
    sent = agenda(evaluation, "Beban kerja") | {"dialog-minutes": "Notula palsu", "dialog-strengths": "Saya"}
    assert client.post(url_of(evaluation), sent).status_code == 302
    sign_in(client, agency.superior)
    sent = talk(evaluation, **{"dialog-agenda_appraisee": "Ditimpa"})
    assert client.post(url_of(evaluation), sent).status_code == 302
    row = Dialogue.objects.get(evaluation=evaluation)
    assert (row.agenda_appraisee, row.minutes) == ("Beban kerja", "Disepakati pelatihan menulis.")
    assert (row.strengths, row.held_on) == ("Teliti", timezone.localdate())
    assert "Beban kerja" in client.get(url_of(evaluation)).content.decode()


@pytest.mark.parametrize("role", ["head", "personnel", "auditor", "colleague"])
def test_nobody_else_writes(agency: Agency, client: Client, evaluation: Evaluation, role: str) -> None:
    sign_in(client, getattr(agency, role))
    assert client.post(url_of(evaluation), talk(evaluation)).status_code == 404
    assert client.get(url_of(evaluation, "evaluation_note")).status_code == 404
    assert not Dialogue.objects.exists()


def test_readers_follow_the_table_of_field_groups(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    factories.hold_dialogue(evaluation, agency.superior)
    expected = {"staff": 200, "superior": 200, "head": 200, "personnel": 404, "auditor": 404}
    for role, status in expected.items():
        assert sign_in(client, getattr(agency, role)).get(url_of(evaluation)).status_code == status, role
    workflow.perform(evaluation, "deliver", by=agency.superior)
    for role in expected:
        response = sign_in(client, getattr(agency, role)).get(url_of(evaluation))
        assert "Hasil setahun dibahas bersama." in response.content.decode(), role


def test_personnel_open_it_before_delivery_for_a_superior_without_account_only(
    agency: Agency, client: Client
) -> None:
    factories.make_appraisal(agency, "PLANNING", employee=agency.head)
    opening.open_evaluations(timezone.localdate())
    sign_in(client, agency.personnel)
    of_mayor = Evaluation.objects.get(appraisal__employee=agency.head)
    assert client.get(url_of(of_mayor)).status_code == 200
    of_superior = Evaluation.objects.get(appraisal__employee=agency.staff)
    assert client.get(url_of(of_superior)).status_code == 404


def test_changed_minutes_need_a_new_confirmation(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    client.post(url_of(evaluation), talk(evaluation))
    workflow.perform(evaluation, "confirm_minutes", by=agency.staff)
    client.post(url_of(evaluation), talk(evaluation, **{"dialog-strengths": "Sangat teliti"}))
    assert Dialogue.objects.get().confirmed_at is not None
    assert "konfirmasi itu gugur" in client.get(url_of(evaluation)).content.decode()
    client.post(url_of(evaluation), talk(evaluation, **{"dialog-minutes": "Disepakati hal lain."}))
    assert Dialogue.objects.get().confirmed_at is None


def test_the_employee_confirms_on_this_page(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    factories.hold_dialogue(evaluation, agency.superior)
    sign_in(client, agency.staff)
    html = client.get(url_of(evaluation)).content.decode()
    assert "Hasil setahun dibahas bersama." in html
    act = reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, "confirm_minutes"])
    assert act in html
    client.post(act)
    assert "Notula dikonfirmasi pegawai" in client.get(url_of(evaluation)).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dialog-held_on": ""}, "Isi tanggal dialog"),
        (
            {"dialog-held_on": (timezone.localdate() + timedelta(days=1)).isoformat()},
            "Notula ditulis setelah dialog berlangsung",
        ),
    ],
)
def test_minutes_belong_to_a_day_that_has_been(
    agency: Agency, client: Client, evaluation: Evaluation, changes: dict[str, str], sentence: str
) -> None:
    sign_in(client, agency.superior)
    response = client.post(url_of(evaluation), talk(evaluation, **changes))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Dialogue.objects.exists()
    plan = {"dialog-minutes": "", **changes}
    assert client.post(url_of(evaluation), talk(evaluation, **plan)).status_code == 302


def test_a_second_tab_gets_both_texts(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.superior)
    drawn = talk(evaluation, **{"dialog-minutes": "Notula tab kedua."})
    client.post(url_of(evaluation), talk(evaluation))
    response = client.post(url_of(evaluation), drawn)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Notula tab kedua." in html
    assert "Disepakati pelatihan menulis." in html
    assert Dialogue.objects.get().minutes == "Disepakati pelatihan menulis."


def test_a_typed_draft_comes_back(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.staff)
    sent = agenda(evaluation, "Baru diketik") | {"_tab": "a"}
    client.post(reverse("draft", args=["agenda", evaluation.uuid]), sent)
    assert "Baru diketik" not in client.get(url_of(evaluation)).content.decode()
    assert "Baru diketik" in client.get(f"{url_of(evaluation)}?draf=1").content.decode()


def test_closed_after_delivery(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.DELIVERED)
    for person, sent in (
        (agency.superior, talk(evaluation)),
        (agency.staff, agenda(evaluation, "Terlambat")),
    ):
        sign_in(client, person)
        html = client.get(url_of(evaluation)).content.decode()
        assert 'name="version"' not in html
        assert client.post(url_of(evaluation), sent).status_code == 409
    row = Dialogue.objects.get()
    assert (row.minutes, row.agenda_appraisee) == ("Hasil setahun dibahas bersama.", "")


# --- note and recommendations ----------------------------------------------------------------
def note(evaluation: Evaluation, *texts: str, **changes: str) -> dict[str, str]:
    evaluation.refresh_from_db()
    data = {
        "version": str(evaluation.version("note")),
        "catatan-note": "Pertahankan.",
        "rekomendasi-TOTAL_FORMS": str(len(texts)),
        "rekomendasi-INITIAL_FORMS": "0",
    }
    for number, text in enumerate(texts):
        data |= {f"rekomendasi-{number}-text": text, f"rekomendasi-{number}-owner": ""}
    return data | changes


def test_note_and_recommendations_are_kept(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.superior)
    url = url_of(evaluation, "evaluation_note")
    due = (timezone.localdate() + timedelta(days=60)).isoformat()
    sent = note(
        evaluation,
        "Ikut pelatihan",
        "",
        **{"rekomendasi-0-owner": str(agency.staff.pk), "rekomendasi-0-due_on": due},
    )
    assert client.post(url, sent).status_code == 302
    evaluation.refresh_from_db()
    row = Recommendation.objects.get()
    assert evaluation.note == "Pertahankan."
    assert (row.text, row.owner, row.due_on and row.due_on.isoformat()) == (
        "Ikut pelatihan",
        agency.staff,
        due,
    )
    assert "Ikut pelatihan" in client.get(url).content.decode()


def test_a_form_that_claims_a_thousand_recommendations_gets_no_thousand_rows(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sent = note(evaluation, **{"rekomendasi-TOTAL_FORMS": "1000"})
    refused = sign_in(client, agency.superior).post(url_of(evaluation, "evaluation_note"), sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'name="rekomendasi-39-text"' in page
    assert 'name="rekomendasi-40-text"' not in page


def test_a_recommendation_is_changed_and_taken_out(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    url = url_of(evaluation, "evaluation_note")
    client.post(url, note(evaluation, "Pertama", "Kedua"))
    first, second = Recommendation.objects.order_by("pk")
    changes = {
        "rekomendasi-INITIAL_FORMS": "2",
        "rekomendasi-0-id": str(first.pk),
        "rekomendasi-1-id": str(second.pk),
        "rekomendasi-1-DELETE": "on",
    }
    assert client.post(url, note(evaluation, "Pertama, diubah", "Kedua", **changes)).status_code == 302
    assert [row.text for row in Recommendation.objects.all()] == ["Pertama, diubah"]


def test_an_owner_is_one_of_the_parties(agency: Agency, client: Client, evaluation: Evaluation) -> None:
    sign_in(client, agency.superior)
    sent = note(evaluation, "Ikut pelatihan", **{"rekomendasi-0-owner": str(agency.stranger.pk)})
    assert client.post(url_of(evaluation, "evaluation_note"), sent).status_code == 422
    assert not Recommendation.objects.exists()


def test_a_stale_note_is_answered_with_both_texts(
    agency: Agency, client: Client, evaluation: Evaluation
) -> None:
    sign_in(client, agency.superior)
    url = url_of(evaluation, "evaluation_note")
    drawn = note(evaluation, **{"catatan-note": "Catatan tab kedua."})
    client.post(url, note(evaluation))
    response = client.post(url, drawn)
    assert response.status_code == 409
    assert "Catatan tab kedua." in response.content.decode()
    evaluation.refresh_from_db()
    assert evaluation.note == "Pertahankan."


def test_the_note_is_closed_after_delivery(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.DELIVERED)
    sign_in(client, agency.superior)
    url = url_of(evaluation, "evaluation_note")
    assert client.get(url).status_code == 302
    assert client.post(url, note(evaluation)).status_code == 409
