"""A change in a calibration: by the appraiser alone, with its reasons, and what stood before stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import calibrations, workflow
from appraisal.models import (
    Calibration,
    CalibrationChange,
    Dialogue,
    Evaluation,
    Event,
    Origin,
    Period,
    WindowCode,
)
from appraisal.scoring import Window
from appraisal.workflow import Refused
from appraisal.workflow.calibrating import IN_SESSION, NO_SESSION
from tests import factories
from tests.appraisal.calibrating import MINUTES, WHY, Teams, begun, current, rated_section, typed
from tests.appraisal.rated_teams import rated_team
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> Period:
    return factories.make_period(status=Period.Status.OPEN)


@pytest.fixture
def window(period: Period) -> Window:
    return Window(period, WindowCode.YEAR)


@pytest.fixture
def teams(agency: Agency, period: Period) -> Teams:
    return rated_section(agency, period)


def url_of(session: Calibration, evaluation: Evaluation) -> str:
    return reverse("calibration_change", args=[session.uuid, evaluation.uuid])


# --- a change -----------------------------------------------------------------------------------
def test_a_change_keeps_the_original_and_says_why(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    session, row = begun(agency, window), teams["superior"][0]
    before = current(row)
    answer = sign_in(client, agency.superior).post(url_of(session, row), typed(before.pk))
    assert answer.status_code == 302
    row.refresh_from_db()
    after = current(row)
    assert (after.origin, after.results, after.behaviour, after.by) == (
        Origin.CALIBRATION, "MEETS", "ABOVE", agency.superior
    )  # fmt: skip
    assert (row.status, row.predicate) == ("RATED", "GOOD")
    before.refresh_from_db()
    assert (before.origin, before.results) == (Origin.APPRAISER, "ABOVE")
    change = CalibrationChange.objects.get()
    assert (change.before, change.after, change.reason) == (before, after, WHY)
    told = Event.objects.get(action="calibrate")
    assert (told.evaluation, told.actor, told.note) == (row, agency.superior, "")
    page = sign_in(client, agency.head).get(session.get_absolute_url()).content.decode()
    assert WHY in page
    others = sign_in(client, agency.colleague).get(session.get_absolute_url()).content.decode()
    assert WHY not in others
    assert "1 rating pegawai lain diubah" in others


def test_the_employee_reads_neither_the_change_nor_why_before_delivery(
    agency: Agency, period: Period, window: Window, client: Client
) -> None:
    row = factories.make_evaluation(agency, "RATED", period=period)
    Dialogue.objects.create(evaluation=row, appraisal=row.appraisal, ratings_shown_at=timezone.now())
    session = begun(agency, window)
    sign_in(client, agency.superior).post(url_of(session, row), typed(current(row).pk, "ABOVE"))
    assert Dialogue.objects.get().ratings_shown_at is None
    sign_in(client, agency.staff)
    for page in (row.get_absolute_url(), reverse("history", args=[row.appraisal.uuid])):
        shown = client.get(page).content.decode()
        assert WHY not in shown
        assert "Membimbing rekan baru" not in shown
    assert "Rating diubah dalam kalibrasi" in shown
    factories.walk_on(row, "DELIVERED")
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "Membimbing rekan baru" in shown
    assert WHY not in shown


@pytest.mark.parametrize("who", ["head", "colleague", "unit_personnel", "staff"])
def test_nobody_but_the_appraiser_changes_a_rating(
    agency: Agency, teams: Teams, window: Window, client: Client, who: str
) -> None:
    session, row = begun(agency, window), teams["superior"][0]
    answer = sign_in(client, getattr(agency, who)).post(url_of(session, row), typed(current(row).pk))
    assert answer.status_code == 404
    assert current(row).origin == Origin.APPRAISER


@pytest.mark.parametrize("missing", ["results_reason", "behaviour_reason", "why", "results"])
def test_a_change_needs_both_reasons_and_why(
    agency: Agency, teams: Teams, window: Window, client: Client, missing: str
) -> None:
    session, row = begun(agency, window), teams["superior"][0]
    form = typed(current(row).pk) | {missing: ""}
    assert sign_in(client, agency.superior).post(url_of(session, row), form).status_code == 422
    assert not CalibrationChange.objects.exists()


def test_the_same_ratings_are_no_change(agency: Agency, teams: Teams, window: Window, client: Client) -> None:
    session, row = begun(agency, window), teams["superior"][0]
    answer = sign_in(client, agency.superior).post(
        url_of(session, row), typed(current(row).pk, "ABOVE", "ABOVE")
    )
    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert row.ratings.count() == 1


def test_a_second_tab_is_told_and_changes_nothing(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    session, row = begun(agency, window), teams["superior"][0]
    seen = current(row).pk
    sign_in(client, agency.superior).post(url_of(session, row), typed(seen))
    answer = client.post(url_of(session, row), typed(seen, "BELOW", "MEETS"))
    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert current(row).results == "MEETS"


def test_only_while_unsigned_and_only_in_an_open_session(
    agency: Agency, teams: Teams, window: Window
) -> None:
    signed, rated = teams["superior"][:2]
    assert workflow.editing_refusal(rated, "calibration", agency.superior) == NO_SESSION
    session = begun(agency, window)
    assert workflow.editing_refusal(rated, "calibration", agency.superior) == ""
    signed.status = "DELIVERED"
    assert "pada status" in workflow.editing_refusal(signed, "calibration", agency.superior)
    calibrations.lock(session, by=agency.head.user, minutes=MINUTES, counts={})
    assert workflow.editing_refusal(rated, "calibration", agency.superior) == NO_SESSION


def test_inside_a_session_a_rating_is_not_revised_without_a_reason(
    agency: Agency, teams: Teams, window: Window
) -> None:
    row = teams["superior"][0]
    session = begun(agency, window)
    with pytest.raises(Refused, match=IN_SESSION[:40]):
        workflow.perform(row, "revise", by=agency.superior)
    calibrations.lock(session, by=agency.head.user, minutes=MINUTES, counts={})
    workflow.perform(row, "revise", by=agency.superior)
    assert row.status == "ASSESSED"


def test_personnel_record_the_change_of_a_superior_without_an_account(
    agency: Agency, period: Period, window: Window, client: Client
) -> None:
    [row] = rated_team(
        agency.mayor, agency.office, [("ABOVE", "ABOVE")], period=period, reviewer=agency.head, status="RATED"
    )
    session = begun(agency, window, agency.unit_personnel)
    page = sign_in(client, agency.unit_personnel).get(url_of(session, row)).content.decode()
    assert "atas nama Wali Kota Contoh" in page
    assert client.post(url_of(session, row), typed(current(row).pk)).status_code == 302
    assert (current(row).by, current(row).origin) == (agency.mayor, Origin.CALIBRATION)
    assert Event.objects.get(action="calibrate").on_behalf_of == agency.mayor
