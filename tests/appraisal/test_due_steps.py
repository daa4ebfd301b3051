"""What the calendar does: it opens, cuts off and lets run out, each once, and no row stops another."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from appraisal import due_steps
from appraisal.models import Evaluation, EvaluationStatus, Event
from employees.models import Notification
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def age(evaluation: Evaluation, **fields: object) -> None:
    """Move dates of an evaluation into the past, as time would."""
    Evaluation.objects.filter(pk=evaluation.pk).update(**fields)


def test_a_window_that_opens_brings_everybody_an_evaluation_once(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    Evaluation.objects.all().delete()

    first = due_steps.take(timezone.localdate())
    second = due_steps.take(timezone.localdate())

    assert first["open"] == Evaluation.objects.count() > 1
    assert second == {}
    assert appraisal.evaluations.get().status == EvaluationStatus.OPEN


def test_the_day_of_the_cut_off_still_belongs_to_the_employee(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency)
    today = timezone.localdate()
    age(evaluation, self_due_on=today)

    assert "cut_off" not in due_steps.take(today)

    age(evaluation, self_due_on=today - timedelta(1))
    assert due_steps.take(today)["cut_off"] == 1
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.self_skipped) == (EvaluationStatus.ASSESSED, True)


def test_an_answer_that_never_came_makes_the_evaluation_final(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    today = timezone.localdate()
    age(evaluation, reply_due_on=today - timedelta(1))

    assert due_steps.take(today)["lapse"] == 1
    evaluation.refresh_from_db()
    assert evaluation.status == EvaluationStatus.FINAL
    event = Event.objects.get(evaluation=evaluation, action="lapse")
    assert event.actor is None


def test_a_second_run_takes_no_step_and_tells_nobody_again(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency)
    today = timezone.localdate()
    age(evaluation, self_due_on=today - timedelta(1))
    due_steps.take(today)
    told = Notification.objects.count()

    assert due_steps.take(today) == {}
    assert Notification.objects.count() == told
    assert Event.objects.filter(evaluation=evaluation, action="cut_off").count() == 1


def test_a_refused_row_stops_no_other(agency: Agency, caplog: pytest.LogCaptureFixture) -> None:
    """Asked for a day ahead, the guard refuses by today's date; the row that is really due is taken."""
    refused = factories.make_evaluation(agency)
    due = factories.make_evaluation(agency, employee=agency.colleague)
    today = timezone.localdate()
    age(refused, self_due_on=today)
    age(due, self_due_on=today - timedelta(1))

    assert due_steps.take(today + timedelta(1))["cut_off"] == 1
    refused.refresh_from_db()
    assert refused.status == EvaluationStatus.OPEN
    assert str(refused.uuid) in caplog.text


def test_rows_come_in_chunks_without_losing_any(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_steps, "CHUNK", 1)
    today = timezone.localdate()
    for person in (agency.staff, agency.colleague, agency.superior):
        age(factories.make_evaluation(agency, employee=person), self_due_on=today - timedelta(1))

    assert due_steps.take(today)["cut_off"] == 3


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_left_for_the_next_run(agency: Agency) -> None:
    held = factories.make_evaluation(agency)
    free = factories.make_evaluation(agency, employee=agency.colleague)
    today = timezone.localdate()
    for evaluation in (held, free):
        age(evaluation, self_due_on=today - timedelta(1))
    holding, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Evaluation.objects.select_for_update().get(pk=held.pk)
            holding.set()
            release.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert holding.wait(10)
    try:
        assert due_steps.take(today) == {"cut_off": 1}
    finally:
        release.set()
        other.join()

    assert due_steps.take(today) == {"cut_off": 1}
    assert set(Event.objects.filter(action="cut_off").values_list("evaluation", flat=True)) == {
        held.pk,
        free.pk,
    }
