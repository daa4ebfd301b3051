"""One reason a unit where its people's predicates leave the guide: who writes it, who reads it, what stood before."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from appraisal import distribution_reasons, scoring, workflow
from appraisal.exports import Report
from appraisal.models import DistributionReason, Evaluation, EvaluationStatus, Period, UnitRating
from employees.models import Employee, Unit
from tests import factories, queries
from tests.factories import Agency, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
S = EvaluationStatus
TEXT = "Semua mengerjakan satu layanan yang melampaui targetnya."


@pytest.fixture
def team(agency: Agency) -> list[Evaluation]:
    """Six people whose drafts all say Sangat baik, in a unit whose result is Baik: outside the guide (line 3935)."""
    period = factories.make_period()
    UnitRating.objects.create(unit=agency.section, period=period, predicate="GOOD", set_on=period.starts_on)
    people = [agency.staff, agency.colleague]
    for _ in range(4):
        people.append(factories.make_employee(login=False))
        factories.place(people[-1], agency.section, agency.superior)
    evaluations = [make_evaluation(agency, S.ASSESSED, employee=one) for one in people]
    for one in evaluations:
        factories.draft_rating(one, agency.superior, "ABOVE", "ABOVE")
    return evaluations


def url(agency: Agency, evaluation: Evaluation, unit: Unit | None = None) -> str:
    year = evaluation.appraisal.period.year
    return reverse("distribution_reason", args=[year, evaluation.window, (unit or agency.section).uuid])


def typed(text: str = TEXT, version: int = 0) -> dict[str, str]:
    return {"text": text, "version": str(version), "_submission": str(uuid.uuid4())}


def test_the_review_asks_for_a_reason_where_the_guide_is_left_and_shows_it(
    agency: Agency, team: list[Evaluation], client: Client
) -> None:
    sign_in(client, agency.superior)
    review = reverse("scoring_review", args=[team[0].appraisal.period.year, "AKHIR"])
    assert url(agency, team[0]) in client.get(review).content.decode()
    assert client.post(url(agency, team[0]), typed()).status_code == 302
    row = DistributionReason.objects.get()
    assert (row.unit, row.window, row.written_by) == (agency.section, "AKHIR", agency.superior)
    assert TEXT in client.get(review).content.decode()


def test_lines_3886_to_4040_the_guide_never_forces(
    agency: Agency, team: list[Evaluation], client: Client
) -> None:
    """Without a reason the ratings are given all the same."""
    sign_in(client, agency.superior)
    for one in team:
        one.refresh_from_db()
    form = {
        "_submission": str(uuid.uuid4()),
        "pilih": [f"{one.uuid}.{one.version('rating')}" for one in team],
    }
    client.post(reverse("scoring_review", args=[team[0].appraisal.period.year, "AKHIR"]), form)
    assert Evaluation.objects.filter(status=S.RATED).count() == len(team)
    shown = client.get(reverse("delivering", args=[team[0].appraisal.period.year, "AKHIR"])).content.decode()
    assert url(agency, team[0]) in shown


def test_a_lost_update_is_refused_with_both_texts(
    agency: Agency, team: list[Evaluation], client: Client
) -> None:
    sign_in(client, agency.superior)
    client.post(url(agency, team[0]), typed())
    answer = client.post(url(agency, team[0]), typed("Tulisan dari tab lain."))
    assert answer.status_code == 409
    assert TEXT in answer.content.decode()
    assert "Tulisan dari tab lain." in answer.content.decode()
    assert DistributionReason.objects.get().text == TEXT


def test_every_wording_stays_in_the_history(agency: Agency, team: list[Evaluation], client: Client) -> None:
    sign_in(client, agency.superior)
    client.post(url(agency, team[0]), typed())
    client.post(url(agency, team[0]), typed("Alasan yang lebih tepat.", 1))
    shown = client.get(url(agency, team[0])).content.decode()
    assert TEXT in shown
    assert shown.count("oleh Siti Atasan") == 2


def test_no_reason_is_written_where_the_guide_is_kept(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.ASSESSED)
    sign_in(client, agency.superior)
    answer = client.post(url(agency, evaluation), typed())
    assert answer.status_code == 409
    assert "tidak perlu alasan" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert not DistributionReason.objects.exists()


def test_nobody_explains_a_unit_whose_people_he_does_not_appraise(
    agency: Agency, team: list[Evaluation], client: Client
) -> None:
    assert sign_in(client, agency.head).post(url(agency, team[0]), typed()).status_code == 404
    sign_in(client, agency.superior)
    assert client.post(url(agency, team[0], agency.office), typed()).status_code == 404
    assert client.post(url(agency, team[0]), typed("")).status_code == 422


def test_a_closed_period_keeps_its_reasons(agency: Agency, team: list[Evaluation]) -> None:
    period = team[0].appraisal.period
    [pattern] = distribution_reasons.patterns(
        scoring.lines(team, agency.superior), scoring.window_or_404(team)
    )
    period.status = Period.Status.CLOSED
    assert distribution_reasons.refusal(pattern, period) == distribution_reasons.CLOSED


# --- personnel and the report ----------------------------------------------------------------
def signed(team: list[Evaluation], agency: Agency) -> None:
    for one in team:
        workflow.perform(one, "rate", by=agency.superior)
        factories.walk_on(one, S.DELIVERED)


@pytest.fixture
def explained(agency: Agency, team: list[Evaluation], client: Client) -> list[Evaluation]:
    sign_in(client, agency.superior).post(url(agency, team[0]), typed())
    signed(team, agency)
    return team


@pytest.mark.parametrize("who", ["personnel", "unit_personnel", "auditor"])
def test_personnel_and_auditors_read_the_reason(
    agency: Agency, explained: list[Evaluation], client: Client, who: str
) -> None:
    shown = sign_in(client, getattr(agency, who)).get(reverse("desk_distribution"), {"luar": "on"})
    assert TEXT in shown.content.decode()
    assert "Baik: 0 dari 6 pegawai" not in shown.content.decode()


def test_other_units_personnel_read_nothing_of_it(
    agency: Agency, explained: list[Evaluation], client: Client
) -> None:
    shown = sign_in(client, agency.other_unit_personnel).get(reverse("desk_distribution"))
    assert TEXT not in shown.content.decode()


def test_the_yearly_report_holds_predicates_guide_and_reason_by_unit(
    agency: Agency, explained: list[Evaluation]
) -> None:
    headings, rows = Report(explained[0].appraisal.period, Unit.objects.all()).spread()
    [row] = [dict(zip(headings, one, strict=True)) for one in rows]
    assert (row["Unit kerja"], row["Periode"], row["Predikat organisasi"]) == (
        "Bidang Guru",
        "Tahunan",
        "Baik",
    )
    assert (row["Sangat baik"], row["Baik"]) == (6, 0)
    assert "paling sedikit" in str(row["Di luar panduan"])
    assert (row["Alasan sebaran"], row["Ditulis oleh"]) == (TEXT, "Siti Atasan")


def test_a_missing_reason_is_counted(agency: Agency, team: list[Evaluation], client: Client) -> None:
    signed(team, agency)
    shown = sign_in(client, agency.personnel).get(reverse("desk_distribution"))
    assert shown.context["unexplained"] == 1
    assert "Alasannya belum ditulis" in shown.content.decode()


def test_the_list_of_personnel_asks_no_more_for_many_units(
    agency: Agency, team: list[Evaluation], client: Client
) -> None:
    signed(team, agency)
    sign_in(client, agency.personnel)

    def grow() -> None:
        for number in range(20):
            head: Employee = factories.make_employee(f"Kepala {number}", login=False)
            unit = factories.make_unit(parent=agency.root, head=head)
            appraisal = team[0].appraisal
            appraisal.pk, appraisal.uuid, appraisal.unit = None, uuid.uuid4(), unit
            appraisal.employee = factories.make_employee(login=False)
            appraisal.save()
            one = Evaluation.objects.get(pk=team[1].pk)
            one.pk, one.uuid, one.appraisal = None, uuid.uuid4(), appraisal
            one.save()

    queries.assert_constant(client, reverse("desk_distribution"), grow)
