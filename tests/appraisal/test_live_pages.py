"""Pages that renew themselves (issue 7, point 8): unchanged they cost next to nothing, changed they come anew."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Evaluation, Party, PartyRole
from employees import live
from employees.middleware import SEEN
from employees.notifications import notify
from tests import queries
from tests.factories import make_evaluation, sign_in, walk_on

pytestmark = pytest.mark.django_db
OF_ONE = ("appraisal", "targets", "progress", "history", "evaluation")
OF_MANY = ("team", "desk", "desk_summary")


@pytest.fixture
def evaluation(agency) -> Evaluation:
    return make_evaluation(agency, "OPEN")


def address(name: str, evaluation: Evaluation) -> str:
    arguments: list[object] = [evaluation.appraisal.uuid] if name in OF_ONE else []
    return reverse(name, args=[*arguments, evaluation.window] if name == "evaluation" else arguments)


def ask(client: Client, url: str, tag: str):
    return client.get(url, headers={live.HEADER: "1", "If-None-Match": tag})


def write_progress(agency, evaluation: Evaluation) -> None:
    """An employee saves; nobody presses anything else."""
    browser = sign_in(Client(), agency.staff)
    form = {
        "_submission": str(uuid.uuid4()),
        "version": 0,
        "kind": "RESULT",
        "text": "Laporan ketujuh tersusun",
    }
    form["day"] = timezone.localdate().isoformat()
    assert browser.post(reverse("progress_new", args=[evaluation.appraisal.uuid]), form).status_code == 302


@pytest.mark.parametrize("name", [*OF_ONE, *OF_MANY])
def test_a_page_on_which_nothing_changed_costs_two_queries_at_most(name, agency, evaluation, client):
    sign_in(client, agency.superior)
    url = address(name, evaluation)
    first = client.get(url)
    assert "data-live=" in first.content.decode()

    with CaptureQueriesContext(connection) as captured:
        again = ask(client, url, first["ETag"])

    beside = (*queries.BESIDE, *queries.USER)
    asked = [one["sql"] for one in captured if not any(words in one["sql"] for words in beside)]
    assert (again.status_code, again.content) == (304, b"")
    assert len(asked) <= 2, asked


@pytest.mark.parametrize("name", ["appraisal", "progress", "evaluation", "team"])
def test_what_an_employee_saves_brings_the_superiors_page_anew(name, agency, evaluation, client):
    sign_in(client, agency.superior)
    url = address(name, evaluation)
    tag = client.get(url)["ETag"]

    write_progress(agency, evaluation)
    renewed = ask(client, url, tag)

    assert renewed.status_code == 200
    assert renewed["ETag"] != tag
    assert ask(client, url, renewed["ETag"]).status_code == 304


@pytest.mark.parametrize("name", ["desk", "history"])
def test_a_step_brings_the_desk_and_the_history_anew(name, agency, evaluation, client):
    sign_in(client, agency.personnel)
    url = address(name, evaluation)
    tag = client.get(url)["ETag"]

    walk_on(evaluation, "ASSESSED")

    assert ask(client, url, tag).status_code == 200


def test_nobody_gets_an_answer_for_the_tag_of_somebody_else(agency, evaluation, client):
    url = address("appraisal", evaluation)
    tag = sign_in(Client(), agency.superior).get(url)["ETag"]
    assert ask(sign_in(client, agency.stranger), url, tag).status_code == 404


def test_who_is_no_party_any_more_is_told_so_and_not_that_nothing_changed(agency, evaluation, client):
    sign_in(client, agency.superior)
    url = address("team", evaluation)
    tag = client.get(url)["ETag"]

    Party.objects.filter(role=PartyRole.APPRAISER, employee=agency.superior).update(employee=agency.head)

    assert ask(client, url, tag).status_code == 200


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(agency, evaluation, client, settings):
    sign_in(client, agency.superior)
    url = address("team", evaluation)
    tag = client.get(url)["ETag"]
    session = client.session
    session[SEEN] -= 120
    session.save()

    ask(client, url, tag)
    assert client.session[SEEN] == session[SEEN]

    session[SEEN] -= settings.IDLE_MINUTES * 60
    session.save()
    assert ask(client, url, tag).status_code == 302


def test_a_page_that_asks_by_itself_takes_no_message_from_the_next_page(agency, evaluation, client):
    sign_in(client, agency.superior)
    url = address("team", evaluation)
    client.get(url)
    client.post(
        reverse("team_set"), {"_submission": str(uuid.uuid4())}
    )  # nothing chosen: the next page says so

    assert "Belum ada SKP yang dipilih" not in ask(client, url, "").content.decode()
    assert "Belum ada SKP yang dipilih" in client.get(url).content.decode()


def test_the_inbox_of_others_changes_no_page(agency, evaluation, client):
    sign_in(client, agency.superior)
    url = address("team", evaluation)
    tag = client.get(url)["ETag"]
    notify(agency.staff, key="x", title="Halo", mail=False)
    assert ask(client, url, tag).status_code == 304
