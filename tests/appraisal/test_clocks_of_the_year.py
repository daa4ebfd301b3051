"""More time, leave, windows and the closing of a period: every clock that is shown is the one enforced."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import due_steps, extensions, opening, suspension, windows, workflow
from appraisal.extensions import Scope
from appraisal.models import Appraisal, Evaluation, EvaluationStatus, Event, Extension, Period, WindowCode
from appraisal.working_days import own_working_day, working_day
from employees.models import Holiday, Leave
from tests import factories
from tests.appraisal.last_year import at, evaluation_of, open_2025
from tests.factories import Agency

pytestmark = pytest.mark.django_db
Clock = Extension.Clock


@pytest.fixture
def year(agency: Agency) -> Period:
    return open_2025(agency)


# --- extensions ---------------------------------------------------------------------
def test_more_time_for_the_window_moves_the_clock_that_is_enforced(agency, year):
    with at("2026-01-12"):
        evaluation = evaluation_of(agency, year, "ASSESSED")
        given = extensions.extend(
            Scope(year, "AKHIR"), Clock.WINDOW, date(2026, 2, 6), reason="Banjir.", by=agency.personnel
        )
    assert given.reached == Evaluation.objects.filter(ends_on=date(2026, 2, 6)).count() > 1
    with at("2026-02-06"):
        due_steps.take(timezone.localdate())
        factories.draft_rating(evaluation, agency.superior)
        workflow.perform(evaluation, "rate", by=agency.superior)
    note = Event.objects.get(evaluation=evaluation, action="extend").note
    assert note == "Semula 30 Januari 2026, menjadi 6 Februari 2026. Banjir."
    assert year.windows.get().ends_on == date(2026, 2, 6)


def test_an_overdue_one_goes_back_to_where_it_was_as_long_as_nothing_is_concluded(agency, year):
    with at("2026-01-12"):
        evaluation = evaluation_of(agency, year, "RATED")
    with at("2026-02-02"):
        due_steps.take(timezone.localdate())
        evaluation.refresh_from_db()
        assert evaluation.status == "OVERDUE"
        scope = Scope(year, "AKHIR", appraisal=evaluation.appraisal)
        extensions.extend(
            scope, Clock.WINDOW, date(2026, 2, 9), reason="Atasan sakit.", by=agency.unit_personnel
        )
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate, evaluation.overdue_from) == ("RATED", "GOOD", "")
    with at("2026-02-10"):
        due_steps.take(timezone.localdate())
        factories.draft_conclusion(evaluation, agency.head)
        workflow.perform(evaluation, "conclude", by=agency.head)
        extensions.extend(scope, Clock.WINDOW, date(2026, 2, 20), reason="Lagi.", by=agency.personnel)
    evaluation.refresh_from_db()
    assert evaluation.status == "DELIVERED"


def test_an_extension_for_all_costs_the_same_for_one_and_for_many(agency, year):
    """Nobody waits for thousands of single writes on the page."""

    def cost(until):
        with CaptureQueriesContext(connection) as queries:
            extensions.extend(
                Scope(year, "AKHIR"), Clock.WINDOW, until, reason="Banjir.", by=agency.personnel
            )
        return len(queries)

    assert agency.personnel.user.has_perm("employees.administer_agency")  # asked once a request, then known
    with at("2026-01-12"):
        opening.open_evaluations(timezone.localdate())
        others = Evaluation.objects.exclude(appraisal__employee=agency.staff)
        others.update(status=EvaluationStatus.VOID)
        one = cost(date(2026, 2, 6))
        others.update(status=EvaluationStatus.OPEN)
        assert Evaluation.objects.filter(status="OPEN").count() > 4
        assert cost(date(2026, 2, 13)) == one
    assert Event.objects.filter(action="extend").count() > 5


def test_a_clock_that_ends_later_already_stays(agency, year):
    with at("2026-01-12"):
        evaluation = evaluation_of(agency, year)
        scope = Scope(year, "AKHIR")
        given = extensions.extend(scope, Clock.SELF, date(2026, 1, 14), reason="Umum.", by=agency.personnel)
        evaluation.refresh_from_db()
        assert (given.reached, evaluation.self_due_on) == (0, date(2026, 1, 16))


@pytest.mark.parametrize(
    ("clock", "status", "field"),
    [
        (Clock.SELF, "OPEN", "self_due_on"),
        (Clock.REPLY, "DELIVERED", "reply_due_on"),
        (Clock.DECIDE, "DISPUTED", "decide_due_on"),
        (Clock.CONCLUDE, "OVERDUE", "conclude_due_on"),
    ],
)
def test_every_clock_of_an_evaluation_can_be_extended_for_a_unit(clock, status, field, agency, year):
    with at("2026-01-12"):
        evaluation = evaluation_of(
            agency, year, "DELIVERED" if status in {"DELIVERED", "DISPUTED"} else "OPEN"
        )
        if status == "DISPUTED":
            workflow.perform(evaluation, "object", by=agency.staff, note="Tidak dihitung.")
    with at("2026-01-31" if status == "OVERDUE" else "2026-01-13"):
        due_steps.take(timezone.localdate())
        evaluation.refresh_from_db()
        assert evaluation.status == status
        until = working_day(getattr(evaluation, field), 3)
        until = min(until, evaluation.ends_on) if clock == Clock.SELF else until
        scope = Scope(year, "AKHIR", unit=agency.office)
        extensions.extend(scope, clock, until, reason="Listrik padam.", by=agency.unit_personnel)
    evaluation.refresh_from_db()
    assert getattr(evaluation, field) == until


def test_setting_the_skp_can_be_extended_and_the_reviewer_waits(agency):
    with at("2026-01-05"):
        period = factories.make_period(
            2026,
            targets_due_on=date(2026, 1, 31),
            opens_on=date(2026, 12, 28),
            self_due_on=date(2027, 1, 10),
            ends_on=date(2027, 1, 31),
        )
        opening.open_period(period, by=agency.personnel)
        appraisal = factories.make_appraisal(agency, "PLANNING", period=period)
        extensions.extend(
            Scope(period), Clock.TARGETS, date(2026, 2, 27), reason="PK terlambat.", by=agency.personnel
        )
    appraisal.refresh_from_db()
    with at("2026-02-27"):
        assert "Sampai 27 Februari 2026" in workflow.refusal(appraisal, "set_by_reviewer", agency.head)
    with at("2026-02-28"):
        assert workflow.refusal(appraisal, "set_by_reviewer", agency.head) == ""


@pytest.mark.parametrize(
    ("who", "scope", "sentence"),
    [
        ("unit_personnel", "all", "hanya oleh admin"),
        ("other_unit_personnel", "unit", "luar wilayah"),
        ("personnel", "own", "pengelola kepegawaian lain"),
        ("personnel", "past", "masa lalu"),
    ],
)
def test_who_may_not_extend(who, scope, sentence, agency, year):
    by = getattr(agency, who)
    with at("2026-01-12"):
        own = Appraisal.objects.get(period=year, employee=agency.personnel)
        scopes = {
            "all": Scope(year, "AKHIR"),
            "unit": Scope(year, "AKHIR", unit=agency.office),
            "own": Scope(year, "AKHIR", appraisal=own),
            "past": Scope(year, "AKHIR"),
        }
        until = date(2026, 1, 9) if scope == "past" else date(2026, 2, 6)
        with pytest.raises(workflow.Refused, match=sentence):
            extensions.extend(scopes[scope], Clock.WINDOW, until, reason="Banjir.", by=by)
    assert not Extension.objects.exists()


def test_the_page_gives_time_to_a_unit_and_lists_it(agency, year, client: Client):
    with at("2026-01-12"):
        factories.sign_in(client, agency.unit_personnel)
        typed = {
            "clock": "WINDOW", "window": "AKHIR", "unit": agency.office.uuid, "until": "2026-02-06",
            "reason": "Kantor terendam.",
        }  # fmt: skip
        answer = client.post(reverse("extensions"), typed, follow=True)
        assert "Kantor terendam." in answer.content.decode()
        refused = client.post(reverse("extensions"), typed | {"unit": ""})
        assert refused.status_code == 409
        assert "Kantor terendam." in refused.content.decode()


# --- leave --------------------------------------------------------------------------
def leave(agency: Agency, start: date, end: date) -> None:
    Leave.objects.create(
        employee=agency.staff,
        kind=Leave.Kind.SICK,
        starts_on=start,
        ends_on=end,
        recorded_by=agency.personnel,
    )


def test_leave_suspends_the_answer_and_nobody_elses_clock(agency, year):
    with at("2026-01-12"):
        evaluation = evaluation_of(agency, year, "DELIVERED")
        assert evaluation.reply_due_on == date(2026, 1, 30)
        leave(agency, date(2026, 1, 19), date(2026, 1, 23))
        assert suspension.apply(agency.staff) == 1
        assert suspension.apply(agency.staff) == 0
    evaluation.refresh_from_db()
    assert evaluation.reply_due_on == date(2026, 2, 6)
    assert evaluation.ends_on == date(2026, 1, 30)
    with at("2026-02-05"):
        due_steps.take(timezone.localdate())
    evaluation.refresh_from_db()
    assert evaluation.status == "DELIVERED"


def test_leave_suspends_the_self_assessment_but_never_past_the_window(agency, year):
    with at("2026-01-05"):
        evaluation = evaluation_of(agency, year)
        leave(agency, date(2026, 1, 7), date(2026, 1, 9))
        suspension.apply(agency.staff)
        evaluation.refresh_from_db()
        assert evaluation.self_due_on == date(2026, 1, 21)
        leave(agency, date(2026, 1, 12), date(2026, 2, 20))
        suspension.apply(agency.staff)
    evaluation.refresh_from_db()
    assert evaluation.self_due_on == date(2026, 1, 30)


def test_a_delivery_during_leave_counts_from_the_return(agency, year):
    leave(agency, date(2026, 1, 12), date(2026, 1, 16))
    with at("2026-01-12"):
        evaluation = evaluation_of(agency, year, "DELIVERED")
    assert (
        evaluation.reply_due_on == own_working_day(agency.staff.pk, date(2026, 1, 12), 14) == date(2026, 2, 5)
    )


# --- windows ------------------------------------------------------------------------
def test_quarterly_windows_open_on_the_20th_and_end_on_the_tenth_working_day(agency):
    period = factories.make_period(
        2026,
        opens_on=date(2026, 12, 28),
        self_due_on=date(2027, 1, 10),
        ends_on=date(2027, 1, 31),
        rhythm=Period.Rhythm.QUARTERLY,
    )
    Holiday.objects.create(day=date(2026, 4, 3), name="Wafat Yesus Kristus")
    windows.make_windows(period)
    rows = {w.code: (w.opens_on, w.self_due_on, w.ends_on) for w in period.windows.all()}
    assert rows["TW1"] == (date(2026, 3, 20), date(2026, 4, 8), date(2026, 4, 15))
    assert sorted(rows) == ["AKHIR", "TW1", "TW2", "TW3"]


def test_monthly_windows_are_eleven_beside_the_year(agency):
    period = factories.make_period(
        2026,
        opens_on=date(2026, 12, 28),
        self_due_on=date(2027, 1, 10),
        ends_on=date(2027, 1, 31),
        rhythm=Period.Rhythm.MONTHLY,
    )
    windows.make_windows(period)
    assert period.windows.count() == 12
    assert windows.span(period, "B02") == windows.Span(date(2026, 2, 1), date(2026, 2, 28))


def test_another_rhythm_takes_back_windows_without_evaluations(agency):
    period = factories.make_period(
        2026,
        opens_on=date(2026, 12, 28),
        self_due_on=date(2027, 1, 10),
        ends_on=date(2027, 1, 31),
        rhythm=Period.Rhythm.MONTHLY,
    )
    windows.make_windows(period)
    period.rhythm = Period.Rhythm.QUARTERLY
    windows.make_windows(period)
    assert set(period.windows.values_list("code", flat=True)) == {"TW1", "TW2", "TW3", "AKHIR"}


def test_a_quarter_in_dispute_blocks_no_other_window(agency):
    """Each window runs by itself; one in dispute is 'belum final' and holds nothing up (product.md)."""
    with at("2026-01-05"):
        period = factories.make_period(
            2026,
            opens_on=date(2026, 12, 28),
            self_due_on=date(2027, 1, 10),
            ends_on=date(2027, 1, 31),
            rhythm=Period.Rhythm.QUARTERLY,
        )
        windows.make_windows(period)
        opening.open_period(period, by=agency.personnel)
        appraisal = factories.make_appraisal(agency, "RUNNING", period=period)
    with at("2026-03-23"):
        windows.open_evaluations(timezone.localdate())
        first = appraisal.evaluations.get(window="TW1")
        factories.walk_on(first, "DELIVERED")
        factories.object_to(first)
    with at("2026-06-22"):
        windows.open_evaluations(timezone.localdate())
        second = appraisal.evaluations.get(window="TW2")
        factories.walk_on(second, "FINAL")
    first.refresh_from_db()
    assert (first.status, second.status) == ("DISPUTED", "FINAL")


def test_who_joins_after_the_covered_months_has_no_evaluation_of_them(agency):
    with at("2026-01-05"):
        period = factories.make_period(
            2026,
            opens_on=date(2026, 12, 28),
            self_due_on=date(2027, 1, 10),
            ends_on=date(2027, 1, 31),
            rhythm=Period.Rhythm.QUARTERLY,
        )
        windows.make_windows(period)
        opening.open_period(period, by=agency.personnel)
    appraisal = Appraisal.objects.get(period=period, employee=agency.staff)
    Appraisal.objects.filter(pk=appraisal.pk).update(starts_on=date(2026, 4, 1))
    with at("2026-04-02"):
        windows.open_evaluations(timezone.localdate())
    assert not appraisal.evaluations.filter(window=WindowCode.Q1).exists()
    assert Evaluation.objects.filter(window=WindowCode.Q1).exists()
