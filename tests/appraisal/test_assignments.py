"""Assignments by a leader who is not the appraiser, and by one's own wish (text lines 1889-1903, 2062-2074, 3679)."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from appraisal import assignments as acts
from appraisal import taken
from appraisal.models import Assignment, TargetRevision
from appraisal.workflow import Refused
from employees.models import Notification
from tests.factories import make_appraisal, sign_in

pytestmark = pytest.mark.django_db


def sent(**fields: object) -> dict[str, object]:
    return {"_submission": str(uuid.uuid4())} | fields


@pytest.fixture
def leader(agency):
    """A leader of another office."""
    agency.other_office.head = agency.stranger
    agency.other_office.save()
    return agency.stranger


@pytest.fixture
def appraisal(agency):
    return make_appraisal(agency)


def asked(appraisal, leader, **fields):
    return acts.propose(appraisal, Assignment(text="Data kesehatan sekolah tersusun", **fields), by=leader)


# --- designated by another leader (1889-1892) ------------------------------------------
def test_a_leader_of_another_unit_proposes_in_the_browser(client, agency, leader, appraisal):
    page = sent(person="Budi Pegawai", text="Data kesehatan sekolah tersusun")
    response = sign_in(client, leader).post(reverse("assignment_propose"), page)

    assert response.url == reverse("assignments_given")
    one = Assignment.objects.get()
    assert (one.appraisal, one.giver, one.status) == (appraisal, leader, "ASKED")
    told = Notification.objects.filter(title__contains="Penugasan diusulkan")
    assert {line.employee for line in told} == {agency.superior, agency.staff}


def test_nothing_is_added_before_the_appraiser_agrees(leader, appraisal):
    asked(appraisal, leader)

    assert appraisal.targets.count() == 2


def test_whoever_leads_nobody_proposes_nothing(client, agency, appraisal):
    with pytest.raises(Refused, match="oleh pimpinan"):
        asked(appraisal, agency.colleague)
    assert sign_in(client, agency.colleague).get(reverse("assignment_propose")).status_code == 403


def test_the_appraiser_writes_it_into_the_skp_himself(agency, appraisal):
    with pytest.raises(Refused, match="tulis langsung"):
        asked(appraisal, agency.superior)


def test_agreed_it_becomes_a_target_with_the_giver_named(client, agency, leader, appraisal):
    one = asked(appraisal, leader)
    url = reverse("assignment_agree", args=[appraisal.uuid, one.uuid])
    sign_in(client, agency.superior)

    assert [client.post(url, sent(kind="ADDITIONAL")).status_code for _ in range(2)] == [302, 302]

    one.refresh_from_db()
    target = appraisal.targets.get(kind="ADDITIONAL")
    assert one.target == target
    assert one.decided_by == agency.superior
    assert target.result == one.text
    assert target.assigned_by == "Analis Kepegawaian Ahli Pertama"
    assert Notification.objects.filter(employee=leader, title__contains="disetujui").exists()


@pytest.mark.parametrize("who", ["staff", "head", "personnel"])
def test_nobody_but_the_appraiser_decides(who, agency, leader, appraisal):
    one = asked(appraisal, leader)
    with pytest.raises(Refused, match="oleh pejabat penilai"):
        acts.agree(one, kind="MAIN", by=getattr(agency, who))
    with pytest.raises(Refused, match="oleh pejabat penilai"):
        acts.refuse(one, note="Tidak", by=getattr(agency, who))


def test_a_refusal_tells_its_reason_to_giver_and_employee(client, agency, leader, appraisal):
    one = asked(appraisal, leader)
    url = reverse("assignment_refuse", args=[appraisal.uuid, one.uuid])
    sign_in(client, agency.superior)

    assert client.post(url, sent(note="")).status_code == 409
    client.post(url, sent(note="Bebannya sudah penuh."))

    one.refresh_from_db()
    assert (one.status, one.target) == ("REFUSED", None)
    assert Notification.objects.filter(employee=leader, body__contains="sudah penuh").exists()
    assert Notification.objects.filter(employee=agency.staff, body__contains="sudah penuh").exists()
    with pytest.raises(Refused, match="sudah ditolak"):
        acts.agree(one, kind="MAIN", by=agency.superior)


def test_a_proposed_skp_takes_none_until_it_is_set_or_sent_back(agency, leader):
    proposed = make_appraisal(agency, "PROPOSED")
    one = asked(proposed, leader)

    with pytest.raises(Refused, match="Tetapkan atau kembalikan"):
        acts.agree(one, kind="MAIN", by=agency.superior)


def test_in_a_running_year_it_waits_in_a_revision_and_is_tied_to_its_target(agency, leader):
    """Line 405: the SKP may grow with new assignments all year."""
    running = make_appraisal(agency, "RUNNING")
    one = acts.agree(asked(running, leader), kind="MAIN", by=agency.superior)

    revision = TargetRevision.objects.get(appraisal=running)
    assert (revision.cause, revision.new[-1]["uuid"]) == ("ASSIGNMENT", str(one.uuid))
    assert running.targets.count() == 2
    target = running.targets.create(uuid=one.uuid, result=one.text)  # as the agreed revision writes it
    taken.link(running)
    one.refresh_from_db()
    assert one.target == target


# --- Plt and Plh (2062-2074) ------------------------------------------------------------
def test_work_as_plt_is_main_work_whatever_was_chosen(agency, leader, appraisal):
    one = acts.agree(asked(appraisal, leader, plt=True), kind="ADDITIONAL", by=agency.superior)

    assert one.target.kind == "MAIN"


# --- by one's own wish (1893-1903) ------------------------------------------------------
def test_the_employee_applies_for_work_outside_the_agency(client, agency, appraisal):
    page = sent(text="Modul pelatihan tersusun", giver_text="Lembaga Administrasi Negara")
    sign_in(client, agency.staff).post(reverse("assignment_apply", args=[appraisal.uuid]), page)

    one = appraisal.assignments.get()
    assert (one.volunteered, one.giver, one.giver_text) == (True, None, "Lembaga Administrasi Negara")
    agreed = acts.agree(one, kind="ADDITIONAL", by=agency.superior)
    assert agreed.target.assigned_by == "Lembaga Administrasi Negara"


def test_who_gives_the_work_has_to_be_said(client, agency, appraisal):
    url = reverse("assignment_apply", args=[appraisal.uuid])
    response = sign_in(client, agency.staff).post(url, sent(text="Modul tersusun", giver_text=""))

    assert response.status_code == 422
    assert not appraisal.assignments.exists()


def test_nobody_applies_for_somebody_else(client, agency, appraisal):
    url = reverse("assignment_apply", args=[appraisal.uuid])
    page = sent(text="Modul tersusun", giver_text="LAN")

    assert sign_in(client, agency.superior).post(url, page).status_code == 409


# --- the giver's feedback (3679) --------------------------------------------------------
def test_the_giver_owes_feedback_once_agreed(client, agency, leader, appraisal):
    one = asked(appraisal, leader)
    page = sign_in(client, leader).get(reverse("assignments_given")).content.decode()
    assert "berutang umpan balik" not in page

    acts.agree(one, kind="MAIN", by=agency.superior)
    page = client.get(reverse("assignments_given")).content.decode()
    assert "berutang umpan balik" in page

    client.post(reverse("assignment_feedback", args=[one.uuid]), sent(text="Rapi dan tepat waktu."))
    page = client.get(reverse("assignments_given")).content.decode()
    assert "Umpan balik diberikan" in page
    entry = appraisal.record.get()
    assert (entry.shown_name, entry.target_id) == (leader.full_name, appraisal.targets.last().pk)
    assert Notification.objects.filter(employee=agency.superior, title__contains="Umpan balik").exists()


def test_feedback_comes_from_the_giver_alone(client, agency, leader, appraisal):
    one = acts.agree(asked(appraisal, leader), kind="MAIN", by=agency.superior)
    url = reverse("assignment_feedback", args=[one.uuid])

    assert sign_in(client, agency.head).get(url).status_code == 404


def test_what_waits_for_the_appraiser_stands_on_his_page(client, agency, leader, appraisal):
    asked(appraisal, leader)
    page = sign_in(client, agency.superior).get(reverse("assignments_given")).content.decode()

    assert "Menunggu keputusan Anda" in page
    assert "Budi Pegawai" in page
