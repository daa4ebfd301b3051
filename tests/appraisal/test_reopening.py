"""Undoing a wrong closing: who may, while what, and that everything stands again as it stood."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import ending, leaves, moves, reopening, workflow
from appraisal.models import Appraisal, AppraisalStatus, ClosedReason, Event, Period
from appraisal.moves import Move
from appraisal.workflow import Refused
from employees.models import Employee, Leave, Notification
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
WHY = "Yang pindah pegawai lain yang senama."


@pytest.fixture
def host(agency: Agency) -> Employee:
    person = factories.make_employee("Bu Tuan Rumah")
    factories.place(person, agency.other_office, agency.mayor, title="Kepala Dinas Kesehatan")
    return person


def moved(agency: Agency, host: Employee, status: str = "RATED") -> tuple[Appraisal, Appraisal]:
    """The staff member, moved by mistake; his yearly evaluation had come this far."""
    old = factories.make_evaluation(agency, status).appraisal
    wanted = Move(agency.other_office, timezone.localdate(), host, agency.mayor)
    return old, moves.move(old, wanted, by=agency.personnel)


@pytest.mark.parametrize("status", ["OPEN", "ASSESSED", "RATED"])
def test_what_lapsed_stands_again_and_the_successor_ends(agency: Agency, host: Employee, status: str) -> None:
    old, successor = moved(agency, host, status)
    reopening.reopen(old, reason=WHY, by=agency.personnel)
    successor.refresh_from_db()
    assert (old.status, old.closed_reason, old.closed_on) == (AppraisalStatus.RUNNING, "", None)
    evaluation = old.evaluations.get()
    assert evaluation.status == status
    assert evaluation.predicate == ("GOOD" if status == "RATED" else "")
    assert (successor.status, successor.closed_reason) == ("CLOSED", ClosedReason.OPENED_IN_ERROR)
    assert successor.predecessor is None
    assert set(successor.evaluations.values_list("status", flat=True)) <= {"VOID"}


def test_a_rating_that_stands_again_is_delivered_as_ever(agency: Agency, host: Employee) -> None:
    old, _successor = moved(agency, host)
    reopening.reopen(old, reason=WHY, by=agency.personnel)
    assert factories.walk_on(old.evaluations.get(), "DELIVERED").status == "DELIVERED"


def test_he_may_move_again_afterwards(agency: Agency, host: Employee) -> None:
    old, _wrong = moved(agency, host)
    reopening.reopen(old, reason=WHY, by=agency.personnel)
    wanted = Move(agency.office, timezone.localdate(), agency.head, agency.mayor)
    assert moves.move(old, wanted, by=agency.personnel).predecessor == old


def test_both_histories_say_so_and_the_parties_hear_it(agency: Agency, host: Employee) -> None:
    old, successor = moved(agency, host)
    reopening.reopen(old, reason=WHY, by=agency.personnel)
    assert Event.objects.get(appraisal=old, action="reopen").note == WHY
    assert Event.objects.get(appraisal=successor, action="close").note == WHY
    for person in (agency.staff, agency.superior, host):
        assert Notification.objects.filter(employee=person, title__contains="dibatalkan").exists()


@pytest.mark.parametrize("what", ["SKP", "evaluation"])
def test_not_once_the_successor_holds_something_signed(agency: Agency, host: Employee, what: str) -> None:
    old, successor = moved(agency, host)
    workflow.perform(successor, "propose", by=agency.staff)
    workflow.perform(successor, "set", by=host)
    if what == "evaluation":
        factories.walk_on(successor.evaluations.get(), "DELIVERED")
    with pytest.raises(Refused, match="Catat perpindahan kembali"):
        reopening.reopen(old, reason=WHY, by=agency.personnel)
    old.refresh_from_db()
    assert old.status == "CLOSED"


def test_not_once_the_successor_was_closed_too(agency: Agency, host: Employee) -> None:
    old, successor = moved(agency, host)
    note = "Berhenti."
    ending.close(successor, ClosedReason.LEFT, on=timezone.localdate(), note=note, by=agency.personnel)
    with pytest.raises(Refused, match="sudah ditutup pula"):
        reopening.reopen(old, reason=WHY, by=agency.personnel)
    reopening.reopen(successor, reason=WHY, by=agency.personnel)
    assert successor.status == "PLANNING"


def test_not_while_the_leave_that_closed_it_is_recorded(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency, "RUNNING")
    today = timezone.localdate()
    leave = Leave(employee=agency.staff, kind="UNPAID", starts_on=today, ends_on=today + timedelta(days=500))
    leaves.record(leave, by=agency.personnel)
    appraisal.refresh_from_db()
    assert "catatan cutinya dahulu" in reopening.refusal(appraisal, agency.personnel)
    leaves.remove(leave, by=agency.personnel)
    assert reopening.refusal(appraisal, agency.personnel) == ""


def test_not_in_a_closed_period(agency: Agency, host: Employee) -> None:
    old, _successor = moved(agency, host)
    Period.objects.update(status="CLOSED")
    old.refresh_from_db()
    assert "sudah ditutup" in reopening.refusal(old, agency.personnel)


@pytest.mark.parametrize("who", ["staff", "superior", "other_unit_personnel", "auditor"])
def test_only_personnel_of_the_unit_reopen(agency: Agency, host: Employee, who: str) -> None:
    old, _successor = moved(agency, host)
    with pytest.raises(Refused, match="pengelola kepegawaian"):
        reopening.reopen(old, reason=WHY, by=getattr(agency, who))


def test_an_open_one_is_not_reopened_and_a_reason_is_needed(agency: Agency, host: Employee) -> None:
    appraisal = factories.make_appraisal(agency)
    assert reopening.refusal(appraisal, agency.personnel) == "Kinerja ini tidak ditutup."
    with pytest.raises(Refused, match="alasan"):
        reopening.reopen(appraisal, reason=" ", by=agency.personnel)


def test_one_closed_as_opened_in_error_comes_back_too(agency: Agency) -> None:
    appraisal = factories.make_evaluation(agency, "ASSESSED").appraisal
    workflow.perform(appraisal, "close_in_error", by=agency.personnel, note="Ganda.")
    reopening.reopen(appraisal, reason=WHY, by=agency.personnel)
    assert (appraisal.status, appraisal.evaluations.get().status) == ("RUNNING", "ASSESSED")


def test_the_page_says_why_not_and_does_it_otherwise(agency: Agency, host: Employee, client: Client) -> None:
    old, _successor = moved(agency, host)
    url = reverse("reopen_appraisal", args=[old.uuid])
    factories.sign_in(client, agency.unit_personnel)
    closing = client.get(reverse("close_appraisal", args=[old.uuid])).content.decode()
    assert url in closing
    assert client.post(url, {"reason": "", "_submission": str(uuid.uuid4())}).status_code == 422
    assert client.post(url, {"reason": WHY, "_submission": str(uuid.uuid4())}).status_code == 302
    assert "tidak ditutup" in client.get(url).content.decode()
