"""The home page: my turn, my year, my parties, my team, and nothing of anybody else's."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import opening, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    Party,
    ProgressEntry,
)
from config.desk.home import steps_of, waiting_beside
from employees import roles
from employees.models import Employee
from feedback.models import FeedbackRequest
from tests import factories, queries
from tests.factories import Agency
from tests.feedback import asking

pytestmark = pytest.mark.django_db


def home_of(client: Client, person: Employee) -> Any:
    response = factories.sign_in(client, person).get("/")
    assert response.status_code == 200
    return response


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def asked(response: Any) -> set[tuple[str, str]]:
    """(task, name) of everything that waits; the name is empty for one's own."""
    mine = {(one.task, one.name) for one in response.context["own"]}
    return mine | {(one.task, one.name) for task in response.context["tasks"] for one in task.matters}


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/masuk/?next=/")


def test_a_draft_is_the_employees_turn_with_its_limit(agency: Agency, client: Client) -> None:
    appraisal = factories.make_appraisal(agency)

    response = home_of(client, agency.staff)

    first = next(one for one in response.context["own"] if one.task == "Ajukan SKP")
    assert (first.limit, first.url) == (appraisal.targets_due_on, reverse("targets", args=[appraisal.uuid]))
    assert "Siti Atasan" in text(response)
    assert "Hendra Kepala" in text(response)


def test_a_proposed_skp_is_the_superiors_turn_and_names_the_person(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    Evaluation.objects.all().delete()

    assert asked(home_of(client, agency.superior)) == {("Tetapkan SKP", "Budi Pegawai"), ("Ajukan SKP", "")}
    assert asked(home_of(client, agency.staff)) == set()


def test_late_matters_come_first_and_are_counted(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    Appraisal.objects.filter(employee=agency.staff).update(
        targets_due_on=timezone.localdate() - timedelta(days=30)
    )

    response = home_of(client, agency.staff)

    assert response.context["own"][0].late
    assert response.context["late_count"] == 1
    assert "1 terlambat" in text(response)


@pytest.mark.parametrize(
    ("status", "task", "who"),
    [
        (EvaluationStatus.OPEN, "Sampaikan penilaian diri", "staff"),
        (EvaluationStatus.ASSESSED, "Tetapkan rating", "superior"),
        (EvaluationStatus.RATED, "Adakan dialog dan sampaikan hasil", "superior"),
        (EvaluationStatus.DELIVERED, "Tanggapi hasil evaluasi", "staff"),
    ],
)
def test_an_evaluation_waits_for_whose_turn_it_is(
    agency: Agency, client: Client, status: str, task: str, who: str
) -> None:
    factories.make_evaluation(agency, status)

    name = "" if who == "staff" else "Budi Pegawai"
    assert (task, name) in asked(home_of(client, getattr(agency, who)))


def test_an_objection_asks_each_party_for_its_own_part_by_its_own_limit(
    agency: Agency, client: Client
) -> None:
    """Text lines 4870-4890: both explain first, the superior decides."""
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    workflow.perform(evaluation, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
    until = evaluation.objections.get().explain_due_on

    own = home_of(client, agency.staff).context["own"][0]
    assert (own.task, own.limit) == ("Sampaikan penjelasan atas keberatan", until)
    theirs = home_of(client, agency.superior).context["tasks"][0].first
    assert (theirs.task, theirs.limit) == ("Jelaskan hasil evaluasi", until)
    decides = home_of(client, agency.head).context["tasks"][0].first
    assert (decides.task, decides.limit) == ("Putuskan keberatan", evaluation.decide_due_on)


def test_a_question_about_a_final_result_is_named(agency: Agency, client: Client) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    workflow.perform(evaluation, "ask_results", by=agency.staff, note="Mengapa?")
    workflow.perform(evaluation, "accept", by=agency.staff)
    assert ("Jawab permintaan penjelasan", "Budi Pegawai") in asked(home_of(client, agency.superior))


def test_a_paper_that_was_not_handed_over_waits_for_its_signer(agency: Agency, client: Client) -> None:
    agency.staff.user.set_unusable_password()
    agency.staff.user.save()
    factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    assert ("Catat penyerahan dokumen", "Budi Pegawai") in asked(home_of(client, agency.superior))


def test_many_people_with_the_same_task_are_one_line_with_three_names(agency: Agency, client: Client) -> None:
    for number in range(5):
        factories.place(factories.make_employee(f"Anggota {number}"), agency.section, agency.superior)
    factories.make_appraisal(agency)
    Evaluation.objects.all().delete()
    for member in Employee.objects.filter(name__startswith="Anggota"):
        factories.make_appraisal(agency, AppraisalStatus.PROPOSED, employee=member)
    last = Appraisal.objects.filter(employee__name="Anggota 4")
    last.update(targets_due_on=timezone.localdate() - timedelta(1))

    response = home_of(client, agency.superior)

    (task,) = response.context["tasks"]
    assert (task.first.name, len(task.matters), task.unnamed, task.late) == ("Anggota 4", 5, 2, 1)
    assert "Tetapkan SKP: 5 pegawai" in text(response)
    assert "dan 2 lainnya" in text(response)
    assert 'href="/tim/?status=PROPOSED"' in text(response)


def test_the_year_shows_every_step_with_its_day_or_limit(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    today = timezone.localdate()

    steps = steps_of(evaluation.appraisal, evaluation, today)

    assert [step["state"] for step in steps] == ["done"] * 5 + ["now"]
    assert steps[-1]["date"] == evaluation.reply_due_on
    late = steps_of(evaluation.appraisal, evaluation, date(today.year + 1, 12, 1))
    assert late[-1]["state"] == "late"


def test_a_year_without_targets_is_not_carried_out_though_its_evaluation_is_open(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    opening.open_evaluations(timezone.localdate())

    steps = steps_of(appraisal, appraisal.evaluations.get(), appraisal.targets_due_on + timedelta(1))

    assert [step["state"] for step in steps[:4]] == ["late", "late", "todo", "todo"]


def test_a_year_that_was_opened_early_says_from_when_it_counts(agency: Agency, client: Client) -> None:
    year = timezone.localdate().year + 1
    period = factories.make_period(
        year, opens_on=date(year, 12, 28), self_due_on=date(year + 1, 1, 10), ends_on=date(year + 1, 1, 31)
    )
    opening.open_period(period, by=agency.personnel)
    Party.objects.update(starts_on=period.starts_on)

    response = home_of(client, agency.staff)

    assert {step["state"] for step in response.context["years"][0].steps} == {"todo"}
    assert f"Berlaku mulai 1 Januari {year}" in text(response)
    assert response.context["waiting_count"] == 0


def test_somebody_without_a_year_is_told_whom_to_ask(agency: Agency, client: Client) -> None:
    response = home_of(client, agency.staff)

    assert response.context["years"] == []
    assert "Belum ada kinerja yang dibuka" in text(response)


def test_the_contact_is_the_personnel_of_the_nearest_unit(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)

    response = home_of(client, agency.staff)

    assert [user.employee for user in response.context["contacts"]] == [agency.unit_personnel]
    assert "Oki Pengelola Lain" not in text(response)


def test_a_superior_sees_the_team_with_calls_for_help(agency: Agency, client: Client) -> None:
    appraisal = factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    for helped in (None, timezone.now()):
        ProgressEntry.objects.create(
            appraisal=appraisal,
            day=timezone.localdate(),
            text="Data belum lengkap",
            obstacle="Data",
            help_wanted=True,
            helped_at=helped,
        )

    team = home_of(client, agency.superior).context["team"]

    assert [(one.tally.total, one.help_wanted) for one in team] == [(2, 1)]
    assert team[0].tally.stages == {"PLANNING": 1, "PROPOSED": 1}


def test_the_team_counts_only_those_one_appraises_today(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    rows = Party.objects.filter(employee=agency.superior, role="APPRAISER", appraisee=agency.colleague)
    rows.update(ends_on=timezone.localdate() - timedelta(1))

    assert home_of(client, agency.superior).context["team"][0].tally.total == 1
    assert home_of(client, agency.staff).context["team"] == []


def test_only_personnel_see_the_agency_at_a_glance(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)

    whole = home_of(client, agency.personnel).context["agency"]["tally"].total
    subtree = home_of(client, agency.unit_personnel).context["agency"]["tally"].total
    other = home_of(client, agency.other_unit_personnel).context["agency"]["tally"].total

    assert (whole, subtree, other) == (Appraisal.objects.count(), whole - other, 2)
    for person in (agency.staff, agency.superior, agency.auditor):
        assert home_of(client, person).context["agency"] is None


def test_the_page_costs_the_same_for_one_and_fifty_people(agency: Agency, client: Client) -> None:
    """Twelve at most (architecture.md, 'Budgets'), for somebody who is everything at once and is asked for feedback."""
    asking.begun(
        factories.make_appraisal(agency, AppraisalStatus.RUNNING, employee=agency.colleague),
        [agency.staff, agency.stranger, agency.unit_personnel],
        agency.superior,
    )
    FeedbackRequest.objects.filter(person=agency.staff).update(person=agency.superior)
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    factories.make_evaluation(agency, EvaluationStatus.OPEN, employee=agency.superior)
    factories.grant(agency.superior, roles.PERSONNEL)

    def grow() -> None:
        for number in range(50):
            member = factories.make_employee(f"Anggota {number}")
            factories.place(member, agency.section, agency.superior)
        opening.open_period(Appraisal.objects.all()[0].period, by=agency.personnel)
        assert home_of(client, agency.superior).context["team"][0].tally.total == 52

    factories.sign_in(client, agency.superior)
    assert "Umpan balik tertutup untuk" in text(client.get("/"))
    queries.assert_constant(client, "/", grow)


def test_what_waits_beside_the_workflow_counts_among_what_waits(agency: Agency, client: Client) -> None:
    appraisal = factories.make_appraisal(agency, AppraisalStatus.RUNNING, employee=agency.colleague)
    asking.begun(appraisal, [agency.staff, agency.stranger, agency.unit_personnel], agency.superior)
    response = home_of(client, agency.staff)
    assert response.context["waiting_count"] == len(response.context["own"]) + 1
    assert "Tidak ada yang menunggu Anda" not in text(response)


def test_what_waits_in_feedback_and_training_is_asked_for_in_one_query(
    agency: Agency, django_assert_num_queries: Any
) -> None:
    user = factories.grant(agency.superior, roles.PERSONNEL).user
    user.has_perm("employees.administer_agency")  # rights are read once a request
    with django_assert_num_queries(1):
        waiting_beside(user)


def test_own_matters_open_where_they_are_written_and_many_ratings_on_one_page(
    agency: Agency, client: Client
) -> None:
    evaluation = factories.make_evaluation(agency)
    arguments = [evaluation.appraisal.uuid, evaluation.window]
    own = home_of(client, agency.staff).context["own"][0]
    assert own.url == reverse("self_assessment", args=arguments)

    factories.walk_on(evaluation, EvaluationStatus.ASSESSED)
    factories.make_evaluation(agency, EvaluationStatus.ASSESSED, employee=agency.colleague)
    page = text(home_of(client, agency.superior))
    assert f'href="{reverse("scoring", args=[evaluation.appraisal.period.year, evaluation.window])}"' in page


def test_personnel_without_a_period_are_led_to_preparing_one(agency: Agency, client: Client) -> None:
    assert f'href="{reverse("periods")}">Siapkan periode' in text(home_of(client, agency.personnel))
    assert "Siapkan periode" not in text(home_of(client, agency.unit_personnel))
