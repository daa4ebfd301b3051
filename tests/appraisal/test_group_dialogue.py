"""A dialogue with many: common minutes, personal parts that nobody else reads, and everybody confirms alone."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import workflow
from appraisal.models import Dialogue, Evaluation, EvaluationStatus
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus
GROUP = uuid.UUID("0190aaaa-0000-7000-8000-000000000001")


@pytest.fixture
def pair(agency: Agency) -> list[Evaluation]:
    return [
        make_evaluation(agency, status, employee=one)
        for one, status in ((agency.staff, S.RATED), (agency.colleague, S.ASSESSED))
    ]


@pytest.fixture
def superior(agency: Agency, client: Client) -> Client:
    return sign_in(client, agency.superior)


def url(one: Evaluation) -> str:
    return reverse("group_dialogue", args=[one.appraisal.period.year, one.window])


def form(*evaluations: Evaluation, **changes: object) -> dict[str, object]:
    data: dict[str, object] = {
        "kelompok": str(GROUP),
        "bersama-held_on": timezone.localdate().isoformat(),
        "bersama-minutes": "Hasil tim dibahas bersama.",
        "pilih": [],
    }
    for one in evaluations:
        one.refresh_from_db()
        data["pilih"] = [*data["pilih"], f"{one.uuid}.{one.version('dialogue')}"]
        data[f"{one.uuid.hex}-note_version"] = str(one.version("note"))
        data[f"{one.uuid.hex}-strengths"] = f"Kekuatan {one.appraisal.employee.name}"
        data[f"{one.uuid.hex}-to_improve"] = ""
        data[f"{one.uuid.hex}-note"] = ""
    return data | changes


def test_everybody_chosen_gets_a_row_with_the_common_minutes(superior, pair) -> None:
    assert superior.post(url(pair[0]), form(*pair)).status_code == 302
    rows = list(Dialogue.objects.order_by("pk"))
    assert {row.group for row in rows} == {GROUP}
    assert {row.minutes for row in rows} == {"Hasil tim dibahas bersama."}
    assert [row.strengths for row in rows] == ["Kekuatan Budi Pegawai", "Kekuatan Rina Rekan"]


def test_each_reads_only_the_own_part_and_confirms_alone(agency, superior, client, pair) -> None:
    superior.post(url(pair[0]), form(*pair))
    sign_in(client, agency.staff)
    html = client.get(reverse("dialogue", args=[pair[0].appraisal.uuid, pair[0].window])).content.decode()
    assert "Hasil tim dibahas bersama." in html
    assert "Kekuatan Budi Pegawai" in html
    assert "Rina" not in html
    pair[0].refresh_from_db()
    workflow.perform(pair[0], "confirm_minutes", by=agency.staff)
    confirmed = {row.evaluation_id: bool(row.confirmed_at) for row in Dialogue.objects.all()}
    assert confirmed == {pair[0].pk: True, pair[1].pk: False}


def test_new_common_minutes_need_a_new_confirmation(agency, superior, pair) -> None:
    superior.post(url(pair[0]), form(*pair))
    workflow.perform(Evaluation.objects.get(pk=pair[0].pk), "confirm_minutes", by=agency.staff)
    superior.post(url(pair[0]), form(*pair, **{"bersama-minutes": "Diperbaiki."}))
    assert set(Dialogue.objects.values_list("minutes", "confirmed_at")) == {("Diperbaiki.", None)}


def test_a_dialogue_recorded_alone_is_never_overwritten(agency, superior, pair) -> None:
    factories.hold_dialogue(pair[0], agency.superior)
    response = superior.post(url(pair[0]), form(*pair))
    assert response.status_code == 409
    assert "sudah dicatat sendiri" in response.content.decode()
    assert Dialogue.objects.get(evaluation=pair[0]).minutes == "Hasil setahun dibahas bersama."
    assert Dialogue.objects.get(evaluation=pair[1]).group == GROUP


def test_somebody_saved_meanwhile_is_told_and_the_others_are_saved(agency, superior, pair) -> None:
    sent = form(*pair)
    with workflow.editing(pair[0], "dialogue", by=agency.superior):
        Dialogue.objects.create(evaluation=pair[0], appraisal=pair[0].appraisal, to_improve="Dari tab lain.")
    response = superior.post(url(pair[0]), sent)
    assert response.status_code == 409
    assert "Dari tab lain." in response.content.decode()
    assert "Kekuatan Budi Pegawai" in response.content.decode()
    assert Dialogue.objects.get(evaluation=pair[1]).group == GROUP
    assert Dialogue.objects.get(evaluation=pair[0]).group is None


def test_the_same_form_twice_is_no_conflict(superior, pair) -> None:
    sent = form(*pair)
    assert superior.post(url(pair[0]), sent).status_code == 302
    assert superior.post(url(pair[0]), sent).status_code == 302
    assert Dialogue.objects.count() == 2


def test_the_note_goes_into_the_document(superior, pair) -> None:
    superior.post(url(pair[0]), form(*pair, **{f"{pair[0].uuid.hex}-note": "Tingkatkan kearsipan."}))
    pair[0].refresh_from_db()
    assert (pair[0].note, pair[0].version("note")) == ("Tingkatkan kearsipan.", 1)


@pytest.mark.parametrize("missing", ["bersama-held_on", "bersama-minutes"])
def test_day_and_minutes_are_needed_and_what_was_typed_stays(superior, pair, missing) -> None:
    response = superior.post(url(pair[0]), form(*pair, **{missing: ""}))
    assert response.status_code == 422
    assert "Kekuatan Budi Pegawai" in response.content.decode()
    assert not Dialogue.objects.exists()


def test_choosing_nobody_saves_nothing(superior, pair) -> None:
    assert superior.post(url(pair[0]), form()).status_code == 422
    assert not Dialogue.objects.exists()


def test_a_group_is_opened_again_with_its_minutes_and_people(superior, pair) -> None:
    superior.post(url(pair[0]), form(pair[0]))
    page = superior.get(f"{url(pair[0])}?kelompok={GROUP}").context
    assert page["form"]["minutes"].value() == "Hasil tim dibahas bersama."
    assert [row.chosen for row in page["rows"]] == [True, False]


def test_writing_ones_own_minutes_leaves_the_group(agency, superior, pair) -> None:
    superior.post(url(pair[0]), form(*pair))
    one = Evaluation.objects.get(pk=pair[0].pk)
    data = {
        "version": str(one.version("dialogue")),
        "dialog-held_on": timezone.localdate().isoformat(),
        "dialog-minutes": "Dibahas tersendiri.",
    }
    superior.post(reverse("dialogue", args=[one.appraisal.uuid, one.window]), data)
    assert Dialogue.objects.get(evaluation=one).group is None
    assert Dialogue.objects.get(evaluation=pair[1]).group == GROUP
