"""Signing and delivering for many: one password, each by its own step, and a reason for whoever had no dialogue."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from appraisal.models import Dialogue, Evaluation, EvaluationStatus, Event
from appraisal.views.steps import TRIES
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus


@pytest.fixture
def pair(agency: Agency) -> list[Evaluation]:
    """Both rated; only Budi had a dialogue and has a note."""
    rows = [make_evaluation(agency, S.RATED, employee=one) for one in (agency.staff, agency.colleague)]
    factories.hold_dialogue(rows[0], agency.superior)
    return rows


@pytest.fixture
def superior(agency: Agency, client: Client) -> Client:
    return sign_in(client, agency.superior)


def url(one: Evaluation) -> str:
    return reverse("delivering", args=[one.appraisal.period.year, one.window])


def form(*evaluations: Evaluation, password: str = factories.PASSWORD, note: str = "") -> dict[str, object]:
    for one in evaluations:
        one.refresh_from_db()
    chosen = [f"{one.uuid}.{one.version('note')}" for one in evaluations]
    return {"pilih": chosen, "password": password, "note": note}


def statuses(rows: list[Evaluation]) -> list[str]:
    return [Evaluation.objects.get(pk=one.pk).status for one in rows]


def test_one_password_signs_for_all_chosen_and_each_refusal_is_told(superior, pair) -> None:
    response = superior.post(url(pair[0]), form(*pair))
    refusals = [one.refusal for one in response.context["outcomes"]]
    assert refusals[0] == ""
    assert "Dialog belum dicatat" in refusals[1]
    assert statuses(pair) == [S.DELIVERED, S.RATED]
    assert Event.objects.filter(action="deliver").count() == 1


def test_without_a_dialogue_a_reason_is_needed_and_kept(superior, pair) -> None:
    Evaluation.objects.filter(pk=pair[1].pk).update(note="Pertahankan.")
    superior.post(url(pair[0]), form(*pair, note="Pegawai sedang bertugas di luar daerah."))
    assert statuses(pair) == [S.DELIVERED, S.DELIVERED]
    reasons = [Evaluation.objects.get(pk=one.pk).undelivered_reason for one in pair]
    assert reasons == ["", "Pegawai sedang bertugas di luar daerah."]


@pytest.mark.parametrize("password", ["", "salah"])
def test_without_the_right_password_nothing_is_signed(superior, pair, password) -> None:
    response = superior.post(url(pair[0]), form(*pair, password=password, note="Alasan saya."))
    assert response.status_code == 422
    html = response.content.decode()
    assert "Alasan saya." in html
    assert f'value="{pair[0].uuid}.{pair[0].version("note")}"\n               checked' in html
    assert statuses(pair) == [S.RATED, S.RATED]


def test_guessing_the_password_ends_after_some_tries(superior, pair) -> None:
    for _ in range(TRIES):
        superior.post(url(pair[0]), form(*pair, password="salah"))
    response = superior.post(url(pair[0]), form(*pair))
    assert "Terlalu banyak percobaan" in response.content.decode()
    assert statuses(pair) == [S.RATED, S.RATED]


def test_choosing_nobody_takes_no_try(superior, pair) -> None:
    for _ in range(TRIES + 1):
        assert superior.post(url(pair[0]), form(password="salah")).status_code == 422
    assert superior.post(url(pair[0]), form(pair[0])).status_code == 200
    assert statuses(pair)[0] == S.DELIVERED


def test_too_long_a_reason_is_refused_and_kept(superior, pair) -> None:
    assert superior.post(url(pair[0]), form(*pair, note="x" * 4001)).status_code == 409
    assert statuses(pair) == [S.RATED, S.RATED]


def test_a_note_that_changed_since_it_was_shown_is_read_first(agency, superior, pair) -> None:
    sent = form(pair[0])
    factories.hold_dialogue(pair[0], agency.superior)
    response = superior.post(url(pair[0]), sent)
    assert "berubah sejak daftar ini ditampilkan" in response.context["outcomes"][0].refusal


def test_whoever_still_waits_is_one_press_away_until_nobody_does(superior, pair) -> None:
    onward = f'href="{url(pair[0])}">Lanjut ke 1 yang belum disampaikan'
    assert onward in superior.post(url(pair[0]), form(*pair)).content.decode()
    Evaluation.objects.filter(pk=pair[1].pk).update(note="Pertahankan.")
    last = superior.post(url(pair[0]), form(pair[1], note="Sedang bertugas di luar daerah.")).content.decode()
    assert "yang belum disampaikan" not in last
    assert "Ke tim saya" in last


def test_a_note_written_from_the_list_leads_back_to_its_row(superior, pair) -> None:
    page = superior.get(url(pair[1])).content.decode()
    note = reverse("evaluation_note", args=[pair[1].appraisal.uuid, pair[1].window])
    row = f"pegawai-{pair[1].uuid}"
    assert f'href="{note}?dari=penyampaian"' in page
    assert f'id="{row}"' in page
    sent = {
        "catatan-note": "Pertahankan ketelitian.",
        "rekomendasi-TOTAL_FORMS": 0,
        "rekomendasi-INITIAL_FORMS": 0,
        "version": pair[1].version("note"),
    }
    assert superior.post(f"{note}?dari=penyampaian", sent).headers["Location"] == f"{url(pair[1])}#{row}"
    sent["version"] = Evaluation.objects.get(pk=pair[1].pk).version("note")
    assert (
        superior.post(f"{note}?dari=//evil.example", sent).headers["Location"] == pair[1].get_absolute_url()
    )


def test_the_list_says_what_is_missing(superior, pair) -> None:
    rows = {row.evaluation.pk: row for row in superior.get(url(pair[0])).context["rows"]}
    assert (rows[pair[0].pk].blocked, rows[pair[0].pk].held) == ("", True)
    assert rows[pair[1].pk].blocked == "Tulis catatan atau rekomendasi dahulu."
    assert not Dialogue.objects.filter(evaluation=pair[1]).exists()


def test_who_is_no_appraiser_here_gets_nothing(agency, client, pair) -> None:
    sign_in(client, agency.head)
    response = client.post(url(pair[0]), form(pair[0]))
    assert response.context["outcomes"] == []
    assert statuses(pair) == [S.RATED, S.RATED]
