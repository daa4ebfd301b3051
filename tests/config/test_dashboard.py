"""The figures of the desk beside its stages: each equals the list that it opens, and heads of units read theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appraisal.models import AppraisalStatus, Evaluation, EvaluationStatus, Objection
from config.desk import funnel
from config.desk.counts import Tally
from employees.models import Employee
from tests import factories
from tests.factories import Agency
from tests.training.courses import prove
from training import certificates

pytestmark = pytest.mark.django_db


def seen(client: Client, person: Employee, url: str) -> Any:
    response = factories.sign_in(client, person).get(url)
    assert response.status_code == 200, response.status_code
    return response


def object_to(evaluation: Evaluation, *, due_in: int, **fields: object) -> Objection:
    """An objection whose decision is due in so many days."""
    today, now = timezone.localdate(), timezone.now()
    Evaluation.objects.filter(pk=evaluation.pk).update(decide_due_on=today + timedelta(days=due_in))
    values = {"signed_at": now, "reasons": "Bukti belum dihitung.", "filed_at": now, "explain_due_on": today}
    return Objection.objects.create(evaluation=evaluation, **(values | fields))


# --- the funnel ---------------------------------------------------------------------
def test_the_funnel_counts_all_who_are_at_a_step_or_beyond() -> None:
    stages = {"PLANNING": 4, "PROPOSED": 3, "OPEN": 2, "OVERDUE": 1, "DELIVERED": 5, "FINAL": 5, "CLOSED": 9}

    found = {one.key: (one.count, one.left) for one in funnel.steps(Tally(stages=stages))}

    assert found == {
        "diajukan": (16, 4), "ditetapkan": (13, 7), "diri": (11, 9), "dinilai": (10, 10),
        "disampaikan": (10, 10), "final": (5, 15),
    }  # fmt: skip


def test_every_stage_is_in_the_funnel_or_before_it() -> None:
    stages = {str(one) for one in (*EvaluationStatus, *AppraisalStatus)} - {"VOID", "CLOSED", "PLANNING"}
    assert funnel.REACHED["diajukan"] == stages


def test_a_step_opens_the_names_that_it_counts(agency: Agency, client: Client) -> None:
    factories.make_evaluation(agency, "RATED")
    factories.make_appraisal(agency, "PROPOSED", employee=agency.colleague)
    steps = seen(client, agency.personnel, "/bkd/").context["funnel"]
    for step in steps:
        there = seen(client, agency.personnel, f"/bkd/kinerja/?capaian={step.key}").context["page"]
        not_yet = seen(client, agency.personnel, f"/bkd/kinerja/?capaian=belum-{step.key}").context["page"]
        assert (there.paginator.count, not_yet.paginator.count) == (step.count, step.left), step.key
    assert {step.key: step.count for step in steps} == {
        "diajukan": 2, "ditetapkan": 1, "diri": 1, "dinilai": 1, "disampaikan": 0, "final": 0,
    }  # fmt: skip


# --- objections and their clocks ----------------------------------------------------
def test_objections_are_counted_and_listed_by_where_they_stand(agency: Agency, client: Client) -> None:
    late = object_to(factories.make_evaluation(agency, "DELIVERED"), due_in=-3)
    object_to(factories.make_evaluation(agency, "DELIVERED", employee=agency.colleague), due_in=4)

    figures = seen(client, agency.personnel, "/bkd/ringkasan/").context["objections"]
    assert {one.label: one.count for one in figures} == {
        "Menunggu putusan": 2, "Terlambat diputus": 1, "Menunggu penjelasan": 2, "Mengubah hasil": 0,
        "Menguatkan hasil": 0, "Ditarik kembali": 0,
    }  # fmt: skip
    for one in figures:
        assert len(seen(client, agency.personnel, one.url).context["rows"]) == one.count, one.label

    listed = seen(client, agency.personnel, "/bkd/keberatan/?keadaan=terlambat")
    (row,) = listed.context["rows"]
    assert (row.objection, row.label, row.left < 0) == (late, "Terlambat diputus", True)
    assert agency.head.full_name in listed.content.decode()


def test_personnel_of_a_unit_read_the_objections_of_their_people_only(agency: Agency, client: Client) -> None:
    object_to(factories.make_evaluation(agency, "DELIVERED"), due_in=4)

    assert len(seen(client, agency.unit_personnel, "/bkd/keberatan/").context["rows"]) == 1
    assert seen(client, agency.other_unit_personnel, "/bkd/keberatan/").context["rows"] == []


# --- hours of training --------------------------------------------------------------
def test_hours_are_counted_against_the_periods_figure(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    for person, number in ((agency.staff, 20), (agency.colleague, 5)):
        row = prove(person, number)
        certificates.verify(row, by=agency.personnel.user, hours=number, note="", drawn=row.version)

    context = seen(client, agency.personnel, "/bkd/ringkasan/").context

    trained = context["trained"]
    assert (trained.enough, trained.short, trained.wanted) == (1, 1, 20)
    for one in context["training"]:
        assert seen(client, agency.personnel, one.url).context["page"].paginator.count == one.count
    (short,) = seen(client, agency.personnel, "/bkd/pelatihan/jp/?keadaan=kurang").context["page"]
    assert (short.pk, short.hours, short.missing) == (agency.colleague.pk, 5, 15)


# --- heads of units -----------------------------------------------------------------
def test_a_head_reads_figures_of_the_subtree_and_results_once_they_are_final(
    agency: Agency, client: Client
) -> None:
    factories.make_evaluation(agency, "FINAL")
    factories.make_evaluation(agency, "DELIVERED", employee=agency.colleague)

    page = seen(client, agency.head, "/bkd/")
    assert page.context["whole"].total == 4 + 3
    assert "Unit saya" in page.content.decode()
    summary = seen(client, agency.head, "/bkd/ringkasan/")
    assert summary.context["rated"] == 1
    assert "objections" not in summary.context
    assert seen(client, agency.personnel, "/bkd/ringkasan/").context["rated"] == 2
    listed = seen(client, agency.head, "/bkd/kinerja/").content.decode()
    assert agency.staff.full_name in listed
    assert "/kinerja/" + str(agency.staff.appraisals.get().uuid) not in listed


def test_a_head_reads_no_other_unit_and_no_page_of_personnel(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    other = agency.root.children.exclude(pk=agency.office.pk).first()
    factories.sign_in(client, agency.head)
    assert client.get(f"/bkd/?unit={other.uuid}").status_code == 404
    for url in ("/bkd/keberatan/", "/bkd/pelatihan/jp/", "/bkd/pegawai/", "/bkd/pelaporan/", "/bkd/ekspor/"):
        assert client.get(url).status_code == 403, url


def test_an_auditor_is_not_led_to_extensions_which_personnel_give(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    url = f"/bkd/?unit={agency.office.uuid}"
    assert "/bkd/perpanjangan/?" in seen(client, agency.personnel, url).content.decode()
    assert "/bkd/perpanjangan/?" not in seen(client, agency.auditor, url).content.decode()
