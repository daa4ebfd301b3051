"""Closing a year, opening it anew: refused while something is open, with a reason, and everybody where they were."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import closing, closing_job, due_steps, workflow
from appraisal.models import Appraisal, Evaluation, EvaluationStatus, Period
from employees import outbox
from employees.models import Job, Outbox
from tests import factories
from tests.appraisal.last_year import at, evaluation_of, open_2025
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(agency: Agency) -> Period:
    return open_2025(agency)


def test_a_period_closes_only_when_everything_is_final_or_void(agency, year):
    with at("2026-01-12"):
        final = evaluation_of(agency, year, "FINAL")
    with at("2026-02-02"):
        with pytest.raises(workflow.Refused, match="belum final"):
            closing.close(year, by=agency.personnel, reason="Selesai.")
        left = list(closing.still_open(year))
        assert closing.void(left, by=agency.personnel, reason="Tidak pernah diisi.").keys() == {
            one for one in left if one.appraisal.employee_id == agency.personnel.pk
        }
        rest = closing.still_open(year).get()
        assert rest.appraisal.employee == agency.personnel
        workflow.perform(rest, "void", by=agency.unit_personnel, note="Tidak pernah diisi.")
        closing.close(year, by=agency.personnel, reason="Selesai.")
    final.refresh_from_db()
    assert (final.status, final.appraisal.closed_reason) == ("FINAL", "PERIOD_CLOSED")
    assert "sudah ditutup" in workflow.refusal(final, "reopen", agency.personnel)
    assert not Appraisal.objects.alive().filter(period=year).exists()


def test_what_was_signed_cannot_be_voided(agency, year):
    with at("2026-01-12"):
        delivered = evaluation_of(agency, year, "DELIVERED")
    with at("2026-02-20"), pytest.raises(workflow.Refused, match="tidak berlaku pada status"):
        workflow.perform(delivered, "void", by=agency.personnel, note="Salah.")


def test_the_closing_page_lists_whom_it_waits_for_and_costs_the_same_for_many(
    agency, year, client: Client, django_assert_max_num_queries
):
    factories.sign_in(client, agency.personnel)
    url = reverse("period_closing", args=[2025])
    with at("2026-02-02"):
        due_steps.take(timezone.localdate())
        Evaluation.objects.exclude(appraisal__employee=agency.staff).update(status=EvaluationStatus.VOID)
        client.get(url)
        with django_assert_max_num_queries(12) as one:
            html = client.get(url).content.decode()
        assert agency.head.full_name in html
        Evaluation.objects.update(status=EvaluationStatus.OPEN, overdue_from="")
        with django_assert_max_num_queries(12) as many:
            client.get(url)
    assert len(one) == len(many)


def test_a_period_is_closed_in_the_browser(agency, year, client: Client):
    factories.sign_in(client, agency.personnel)
    with at("2026-02-02"):
        Evaluation.objects.update(status=EvaluationStatus.VOID)
        client.post(reverse("period_close", args=[2025]), {"reason": "Selesai."})
    year.refresh_from_db()
    assert (year.status, year.closed_by) == ("CLOSED", agency.personnel)


def test_a_closed_year_is_opened_anew_with_a_reason_and_everybody_stands_where_they_were(
    agency, year, client: Client
):
    with at("2026-01-12"):
        final = evaluation_of(agency, year, "FINAL")
    moved = Appraisal.objects.filter(period=year).exclude(pk=final.appraisal_id)[0]
    Appraisal.objects.filter(pk=moved.pk).update(
        status="CLOSED", closed_reason="MOVED", closed_on=date(2025, 6, 30)
    )
    before = dict(Appraisal.objects.values_list("pk", "status"))
    factories.sign_in(client, agency.personnel)
    with at("2026-02-02"):
        Evaluation.objects.exclude(pk=final.pk).update(status=EvaluationStatus.VOID)
        closing.close(year, by=agency.personnel, reason="Selesai.")
        unsaid = client.post(reverse("period_reopen", args=[2025]), {"reason": ""})
        client.post(reverse("period_reopen", args=[2025]), {"reason": "Predikat satu unit keliru."})
        again = client.post(reverse("period_reopen", args=[2025]), {"reason": "Sekali lagi."})
    year.refresh_from_db()
    final.refresh_from_db()
    assert (unsaid.status_code, again.status_code) == (422, 409)
    assert (year.status, year.closed_at, year.closed_by) == ("OPEN", None, None)
    assert dict(Appraisal.objects.values_list("pk", "status")) == before
    assert not workflow.refusal(final, "reopen", agency.personnel)
    line = final.appraisal.events.get(action="reopen_period")
    assert (line.from_status, line.to_status, line.note) == (
        "CLOSED",
        "RUNNING",
        "Predikat satu unit keliru.",
    )
    assert [event.note for event in year.events.all()] == ["Selesai.", "Predikat satu unit keliru."]


def test_a_large_year_is_closed_and_reopened_by_a_worker_and_a_second_click_joins_the_first(
    agency: Agency, year: Period, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing_job, "AT_ONCE", 1)
    factories.sign_in(client, agency.personnel)
    close, reopen = (reverse(name, args=[2025]) for name in ("period_close", "period_reopen"))
    with at("2026-02-02"):
        assert client.post(close, {"reason": "Selesai."}).status_code == 409, (
            "refused before anything is queued"
        )
        assert not Job.objects.exists()
        Evaluation.objects.update(status=EvaluationStatus.VOID)
        for url, label, status in ((close, "ditutup: ", "CLOSED"), (reopen, "dibuka kembali: ", "OPEN")):
            first, second = (client.post(url, {"reason": "Selesai."}) for _click in range(2))
            assert first.headers["Location"] == second.headers["Location"]
            outbox.carry_out(Outbox.objects.get(done_at=None, kind="job").pk)
            year.refresh_from_db()
            job = Job.objects.latest("pk")
            assert (job.status, year.status) == ("DONE", status)
            assert f"Periode 2025 {label}" in job.message
            Job.objects.update(status=Job.Status.RUNNING)  # killed behind its transaction
            Outbox.objects.update(done_at=None)
            outbox.carry_out(Outbox.objects.filter(kind="job").latest("pk").pk)
            job.refresh_from_db()
            assert (job.status, job.message) == ("DONE", f"Periode 2025 sudah {label.rstrip(': ')}.")
            Outbox.objects.filter(kind="job").update(done_at=timezone.now())
    assert set(Appraisal.objects.values_list("status", flat=True)) == {"PLANNING"}, "as before"


def test_what_came_open_again_while_the_worker_was_awaited_refuses_the_closing(
    agency: Agency, year: Period, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing_job, "AT_ONCE", 1)
    factories.sign_in(client, agency.personnel)
    with at("2026-02-02"):
        open_ones = dict(Evaluation.objects.values_list("pk", "status"))
        Evaluation.objects.update(status=EvaluationStatus.VOID)
        client.post(reverse("period_close", args=[2025]), {"reason": "Selesai."})
        Evaluation.objects.filter(pk=min(open_ones)).update(status=open_ones[min(open_ones)])
        outbox.carry_out(Outbox.objects.get(done_at=None, kind="job").pk)
    job = Job.objects.get()
    assert (job.status, "belum final" in job.message) == ("FAILED", True)
    year.refresh_from_db()
    assert year.status == "OPEN"
