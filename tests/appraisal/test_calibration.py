"""Calibration: who opens a session, who sees whose counts and names, and the lock."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import calibration_tables, calibrations, workflow
from appraisal.calibrations import candidates
from appraisal.fairness import FEWEST
from appraisal.models import (
    Appraisal,
    Calibration,
    Evaluation,
    Event,
    OverallRating,
    Party,
    PartyRole,
    Period,
    WindowCode,
)
from appraisal.scoring import Window
from appraisal.workflow import Refused
from employees.models import Employee, Notification
from tests import factories, queries
from tests.appraisal.calibrating import MINUTES, Teams, begun, rated_section
from tests.appraisal.rated_teams import MIXED, lead, rated_team
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


# --- opening ------------------------------------------------------------------------------------
def test_the_reviewer_opens_for_the_unit_he_heads_and_the_appraisers_are_told(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    sign_in(client, agency.head)
    where = {"unit": str(agency.office.uuid), "masa": str(window.period.windows.get().pk)}
    page = client.get(reverse("calibration_new"), where)
    assert "(10 pegawai, 10 ratingnya ditetapkan)" in page.content.decode()
    address = f"{reverse('calibration_new')}?unit={where['unit']}&masa={where['masa']}"
    form = {
        "appraisers": [str(one.uuid) for one in (agency.superior, agency.colleague)],
        "led_by": str(agency.head.uuid), "purpose": "Arti «di atas».", "_submission": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(address, form).status_code == 302
    session = Calibration.objects.get()
    assert (session.unit, session.led_by, session.opened_by) == (agency.office, agency.head, agency.head)
    told = Notification.objects.filter(key__startswith="calibration:").values_list("employee", flat=True)
    assert set(told) == {agency.superior.pk, agency.colleague.pk}
    assert Event.objects.filter(action="calibration_opened").count() == 16


@pytest.mark.parametrize("who", ["superior", "colleague", "stranger", "other_unit_personnel", "auditor"])
def test_nobody_else_opens_one(agency: Agency, teams: Teams, window: Window, who: str) -> None:
    with pytest.raises(Refused, match="pimpinan unit"):
        begun(agency, window, getattr(agency, who))


def test_an_appraiser_sits_in_one_open_session_at_a_time(
    agency: Agency, teams: Teams, window: Window
) -> None:
    begun(agency, window)
    with pytest.raises(Refused, match="sudah ada sesi"):
        begun(agency, window, agency.unit_personnel)


def test_nothing_is_calibrated_where_nobody_is_evaluated_or_the_period_is_closed(
    agency: Agency, teams: Teams, window: Window
) -> None:
    assert (
        calibrations.opening_refusal(agency.other_office, window, agency.personnel.user)
        == calibrations.NOBODY
    )
    window.period.status = Period.Status.CLOSED
    assert calibrations.opening_refusal(agency.office, window, agency.personnel.user) == calibrations.CLOSED


# --- who sees what ------------------------------------------------------------------------------
def rows_of(session: Calibration, who: Employee) -> dict[str, tuple[int | None, int]]:
    """By appraiser: how many ratings are shown (None: suppressed), and how many people are named."""
    table = calibration_tables.table(session, who.user)
    return {
        row.appraiser.name: (row.counts.total() if row.counts is not None else None, len(row.named))
        for row in table.rows
    }


def test_an_appraiser_sees_the_counts_of_all_and_the_names_of_his_own_people(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    session = begun(agency, window)
    assert rows_of(session, agency.superior) == {
        "Siti Atasan": (6, 6),
        "Rina Rekan": (10, 0),
        "Joko Lain": (None, 0),  # three people: fewer than k
    }
    page = sign_in(client, agency.superior).get(session.get_absolute_url()).content.decode()
    assert teams["superior"][0].appraisal.employee.name in page
    assert not any(one.appraisal.employee.name in page for one in [*teams["colleague"], *teams["few"]])
    assert f"Kurang dari {FEWEST} rating" in page


def test_the_reviewer_sees_all_and_personnel_counts_without_names(
    agency: Agency, teams: Teams, window: Window
) -> None:
    session = begun(agency, window)
    assert rows_of(session, agency.head) == {
        "Siti Atasan": (6, 6),
        "Rina Rekan": (10, 10),
        "Joko Lain": (3, 3),
    }
    assert rows_of(session, agency.unit_personnel) == {
        "Siti Atasan": (6, 0), "Rina Rekan": (10, 0), "Joko Lain": (None, 0)
    }  # fmt: skip


def test_a_total_holds_only_what_is_shown_so_that_nothing_is_told_by_taking_away(
    agency: Agency, teams: Teams, window: Window
) -> None:
    session = begun(agency, window)
    shown = calibration_tables.table(session, agency.superior.user).total
    assert shown is not None
    assert shown.rated == 16
    everything = calibration_tables.table(session, agency.head.user).total
    assert everything is not None
    assert everything.rated == 19


def test_a_draft_is_counted_for_nobody(agency: Agency, teams: Teams, window: Window) -> None:
    Evaluation.objects.filter(pk=teams["superior"][0].pk).update(
        status="ASSESSED", predicate="", rated_at=None
    )
    OverallRating.objects.filter(evaluation=teams["superior"][0]).update(given_at=None)
    session = begun(agency, window)
    assert rows_of(session, agency.head)["Siti Atasan"] == (5, 5)


def test_nobody_sees_his_own_appraiser_there(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    """Neither as a participant nor by an office (never the appraisee)."""
    session = begun(agency, window)
    for person in (agency.superior, agency.unit_personnel):
        own = Appraisal.objects.create(
            period=window.period, employee=person, unit=agency.office, targets_due_on=timezone.localdate()
        )
        Party.objects.create(
            appraisal=own, role=PartyRole.APPRAISER, employee=agency.colleague, appraisee=person,
            starts_on=window.period.starts_on, name="Rina Rekan",
        )  # fmt: skip
    assert "Rina Rekan" not in rows_of(session, agency.superior)
    page = sign_in(client, agency.superior).get(session.get_absolute_url()).content.decode()
    assert "Pejabat penilai Anda sendiri tidak ditampilkan" in page
    assert sign_in(client, agency.unit_personnel).get(session.get_absolute_url()).status_code == 404
    people = candidates(agency.office, window.period, window.code, asked_by=agency.unit_personnel)
    assert "Rina Rekan" not in {one.appraiser.name for one in people}


def test_the_appraised_never_come_in(agency: Agency, teams: Teams, window: Window, client: Client) -> None:
    session = begun(agency, window)
    assert sign_in(client, agency.staff).get(session.get_absolute_url()).status_code == 404
    assert "Kalibrasi Dinas" not in client.get(reverse("calibrations")).content.decode()


def test_the_session_asks_no_more_for_many_people(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    session = begun(agency, window)
    sign_in(client, agency.head)

    def grow() -> None:
        rated_team(
            agency.superior,
            agency.section,
            MIXED * 5,
            period=window.period,
            reviewer=agency.head,
            status="RATED",
        )

    queries.assert_constant(client, session.get_absolute_url(), grow)


def test_the_list_asks_no_more_for_many_sessions(agency: Agency, period: Period, client: Client) -> None:
    def grow(number: int) -> None:
        for _ in range(number):
            Calibration.objects.create(
                period=period, unit=factories.make_unit(parent=agency.office), led_by=agency.head,
                opened_by=agency.head,
            )  # fmt: skip

    grow(1)
    sign_in(client, agency.personnel)
    queries.assert_constant(client, reverse("calibrations"), lambda: grow(20))


# --- the lock -----------------------------------------------------------------------------------
def test_the_lock_keeps_minutes_and_the_counts_of_that_moment(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    session = begun(agency, window)
    form = {"minutes": MINUTES, "_submission": str(uuid.uuid4())}
    assert (
        sign_in(client, agency.head).post(reverse("calibration_lock", args=[session.uuid]), form).status_code
        == 302
    )
    session.refresh_from_db()
    assert (session.locked_by, session.minutes) == (agency.head, MINUTES)
    assert Event.objects.filter(action="calibration_locked").count() == 19
    workflow.perform(teams["superior"][0], "revise", by=agency.superior)
    assert rows_of(session, agency.head)["Siti Atasan"][0] == 6
    page = client.get(session.get_absolute_url()).content.decode()
    assert MINUTES in page
    assert "Ubah rating" not in page


@pytest.mark.parametrize(
    "asked", [("superior", 409), ("staff", 404), ("auditor", 409), ("unit_personnel", 302)]
)
def test_who_locks(
    agency: Agency, teams: Teams, window: Window, client: Client, asked: tuple[str, int]
) -> None:
    who, status = asked
    address = reverse("calibration_lock", args=[begun(agency, window).uuid])
    form = {"minutes": MINUTES, "_submission": str(uuid.uuid4())}
    answer = sign_in(client, getattr(agency, who)).post(address, form)
    assert answer.status_code == status
    if status == 409:
        assert MINUTES in answer.content.decode()


def test_a_session_is_locked_once_and_not_without_minutes(
    agency: Agency, teams: Teams, window: Window, client: Client
) -> None:
    session = begun(agency, window)
    address = reverse("calibration_lock", args=[session.uuid])
    sign_in(client, agency.head)
    assert client.post(address, {"minutes": "", "_submission": str(uuid.uuid4())}).status_code == 422
    calibrations.lock(session, by=agency.head.user, minutes=MINUTES, counts={})
    with pytest.raises(Refused, match="sudah dikunci"):
        calibrations.lock(session, by=agency.head.user, minutes="Lain.", counts={})


def test_somebody_else_may_be_invited_after_a_lock(agency: Agency, teams: Teams, window: Window) -> None:
    first = begun(agency, window)
    calibrations.lock(first, by=agency.head.user, minutes=MINUTES, counts={})
    second: Any = begun(agency, window)
    assert second.open
    assert lead(agency.office) not in {one.appraiser for one in second.participants.all()}


def test_what_a_superior_decided_stands_there_instead_of_the_appraisers_rating(
    agency: Agency, teams: Teams, window: Window
) -> None:
    row = teams["superior"][0]
    OverallRating.objects.create(
        evaluation=row, origin="OBJECTION", by=agency.head, given_at=timezone.now(), results="BELOW",
        results_reason="Diperiksa lagi.", behaviour="MEETS", behaviour_reason="Diperiksa lagi.",
    )  # fmt: skip
    now = timezone.now()
    Evaluation.objects.filter(pk=row.pk).update(
        origin="OBJECTION",
        status="DELIVERED",
        predicate="NEEDS_IMPROVEMENT",
        signed_at=now,
        signed_by=agency.head,
    )
    table = calibration_tables.table(begun(agency, window), agency.superior.user)
    [told] = [one for line in table.rows for one in line.named if one.evaluation.pk == row.pk]
    assert told.rating is not None
    assert (told.rating.results, told.changeable) == ("BELOW", False)
