"""Two clicks at the same moment, with real threads on real PostgreSQL."""

import threading
import time
from functools import partial

import pytest
from django.db import connection, transaction

from appraisal import workflow
from appraisal.models import Event
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run the acts in threads that start at one barrier; returns each one's answer or its exception."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait(5)
            answers[place] = act()
        except workflow.Refused as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return answers


def fresh(appraisal):
    return type(appraisal).objects.get(pk=appraisal.pk)


def click(appraisal, person):
    return lambda: workflow.perform(fresh(appraisal), "propose", by=person)


def test_two_simultaneous_clicks_make_one_step_and_one_refusal():
    agency = factories.make_agency()
    for _ in range(5):
        appraisal = factories.make_appraisal(agency, targets=1)
        answers = together(click(appraisal, agency.staff), click(appraisal, agency.staff))
        assert sorted(type(answer).__name__ for answer in answers) == ["Event", "Refused"]
        workflow.perform(fresh(appraisal), "withdraw", by=agency.staff)
    assert Event.objects.filter(action="propose").count() == 5


def test_the_control_without_the_lock_both_clicks_go_through(monkeypatch):
    """The lock switched off, and both threads made to read before either writes: the step happens twice."""
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency, targets=1)
    meet = threading.Barrier(2)

    def unlocked(subject):
        row = fresh(subject)
        meet.wait(5)
        return row

    monkeypatch.setattr(workflow.doors, "locked", unlocked)
    answers = together(click(appraisal, agency.staff), click(appraisal, agency.staff))
    assert [type(answer).__name__ for answer in answers] == ["Event", "Event"]


def test_two_tabs_that_save_at_once_give_one_conflict():
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency)

    def save():
        with workflow.editing(fresh(appraisal), "targets", by=agency.staff, version=0) as row:
            return row.pk

    answers = together(save, save)
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "int"]
    assert fresh(appraisal).version("targets") == 1


def test_sending_back_and_setting_at_once_lets_one_win():
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    answers = together(
        lambda: workflow.perform(fresh(appraisal), "set", by=agency.superior),
        lambda: workflow.perform(fresh(appraisal), "send_back", by=agency.superior, note="Lengkapi."),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Event", "Refused"]


def test_delivering_while_personnel_close_the_appraisal_lets_one_win():
    """Neither waits for the other for ever, and nothing signed hangs below what was opened in error."""
    for _ in range(4):
        agency = factories.make_agency()
        evaluation = factories.make_evaluation(agency, "RATED")
        factories.hold_dialogue(evaluation, agency.superior)
        appraisal = evaluation.appraisal
        answers = together(
            partial(workflow.perform, fresh(evaluation), "deliver", by=agency.superior),
            partial(workflow.perform, fresh(appraisal), "close_in_error", by=agency.personnel, note="Ganda."),
        )
        assert sorted(type(answer).__name__ for answer in answers) == ["Event", "Refused"]
        states = (fresh(appraisal).status, fresh(evaluation).status)
        assert states in {("CLOSED", "VOID"), ("RUNNING", "DELIVERED")}


def test_closing_waits_for_a_delivery_that_has_begun():
    """The delivery holds its row when the closing begins: it is refused, and nothing deadlocks."""
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "RATED")
    factories.hold_dialogue(evaluation, agency.superior)
    begun = threading.Event()

    def deliver():
        with transaction.atomic():
            row = workflow.doors.locked(evaluation)
            begun.set()
            time.sleep(0.5)  # the closing has its own row by now and waits for this one
            return workflow.perform(row, "deliver", by=agency.superior)

    def close():
        begun.wait(5)
        return workflow.perform(
            fresh(evaluation.appraisal), "close_in_error", by=agency.personnel, note="Ganda."
        )

    answers = together(deliver, close)
    assert [type(answer).__name__ for answer in answers] == ["Event", "Refused"]
    assert fresh(evaluation.appraisal).status == "RUNNING"
