"""Every page of an appraisal has one primary button at the most, and it is never the one that gives a right up."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from appraisal.models import AppraisalStatus, EvaluationStatus
from tests.factories import Agency, assess, make_appraisal, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
STATUSES = ["OPEN", "ASSESSED", "RATED", "DELIVERED", "FINAL"]


def primaries(client: Client, url: str) -> int:
    response = client.get(url)
    assert response.status_code == 200, url
    (main,) = re.findall("<main.*</main>", response.content.decode(), re.DOTALL)
    return str(main).count("btn-primary")


@pytest.mark.parametrize("who", ["staff", "superior", "head"])
@pytest.mark.parametrize("status", ["PLANNING", "PROPOSED", "RUNNING"])
def test_the_overview(client: Client, agency: Agency, status: str, who: str) -> None:
    appraisal = make_appraisal(agency, AppraisalStatus(status))
    sign_in(client, getattr(agency, who))

    assert primaries(client, appraisal.get_absolute_url()) <= 1


@pytest.mark.parametrize("who", ["staff", "superior", "head"])
@pytest.mark.parametrize("status", STATUSES)
def test_the_evaluation(client: Client, agency: Agency, status: str, who: str) -> None:
    evaluation = make_evaluation(agency, EvaluationStatus(status))
    sign_in(client, getattr(agency, who))

    assert primaries(client, evaluation.get_absolute_url()) <= 1
    assert primaries(client, evaluation.appraisal.get_absolute_url()) <= 1


def test_a_rating_that_was_saved_is_set_by_the_primary_button(client: Client, agency: Agency) -> None:
    evaluation = make_evaluation(agency, EvaluationStatus.RATED)
    sign_in(client, agency.superior)
    client.post(reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, "revise"]))

    url = reverse("rating", args=[evaluation.appraisal.uuid, evaluation.window])
    assert primaries(client, url) == 1


def test_signing_is_the_primary_answer_and_accepting_says_what_it_costs(
    client: Client, agency: Agency
) -> None:
    evaluation = make_evaluation(agency, EvaluationStatus.DELIVERED)
    sign_in(client, agency.staff)

    offers = {
        one.url.rsplit("/", 2)[1]: one for one in client.get(evaluation.get_absolute_url()).context["actions"]
    }
    assert offers["sign"].primary
    assert not offers["accept"].primary
    asked = {name: client.post(offers[name].url).content.decode() for name in ("sign", "accept")}
    assert "melepaskan hak keberatan" in asked["accept"]
    assert "melepaskan hak keberatan" not in asked["sign"]


def test_somebody_who_has_submitted_is_not_shown_the_late_submission(client: Client, agency: Agency) -> None:
    evaluation = make_evaluation(agency, EvaluationStatus.ASSESSED)

    page = sign_in(client, agency.staff).get(evaluation.get_absolute_url()).content.decode()

    assert "Anda tidak perlu melakukan apa-apa" in page
    assert "Sampaikan penilaian diri (terlambat)" not in page


def test_handing_in_asks_first_and_says_what_ends(client: Client, agency: Agency) -> None:
    evaluation = make_evaluation(agency, EvaluationStatus.OPEN)
    assess(evaluation)

    page = sign_in(client, agency.staff).get(evaluation.get_absolute_url()).content.decode()

    assert (
        'data-confirm="Sampaikan penilaian diri? Setelah disampaikan, isinya tidak dapat Anda ubah lagi '
        'kecuali dikembalikan."'
    ) in page
