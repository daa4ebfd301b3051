"""A team leader proposes ratings and never gives one: who may, who reads it, how the appraiser takes it over."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import team_changes, team_leading, workflow
from appraisal.models import Evaluation, EvaluationStatus, OverallRating, ProposedRating, UnitRating
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Refused
from employees.models import Membership, Notification, Team
from tests import factories, queries
from tests.factories import Agency, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
S = EvaluationStatus


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    return make_evaluation(agency, S.ASSESSED)


@pytest.fixture
def team(agency: Agency, evaluation: Evaluation) -> Team:
    """The stranger from another office leads it; the staff member works in it."""
    starts_on = evaluation.appraisal.period.starts_on
    found = Team.objects.create(
        name="Tim Data", unit=agency.section, leader=agency.stranger, starts_on=starts_on
    )
    member = Membership(team=found, employee=agency.staff, starts_on=starts_on)
    team_changes.add_member(member, by=agency.personnel)
    return found


def url(team: Team, evaluation: Evaluation) -> str:
    period, person = evaluation.appraisal.period, evaluation.appraisal.employee
    return reverse("proposal", args=[team.uuid, person.uuid, period.year, evaluation.window])


def typed(version: int = 0, **fields: str) -> dict[str, str]:
    return {
        "results": "ABOVE", "results_reason": "Data sekolah rampung lebih awal.", "behaviour": "MEETS",
        "behaviour_reason": "Membantu anggota lain.", "version": str(version), "_submission": str(uuid.uuid4()),
    } | fields  # fmt: skip


def proposed(agency: Agency, team: Team, evaluation: Evaluation) -> ProposedRating:
    row = ProposedRating(
        evaluation=evaluation, team=team, results="ABOVE", results_reason="Data sekolah rampung lebih awal.",
        behaviour="MEETS", behaviour_reason="Membantu anggota lain.",
    )  # fmt: skip
    return team_leading.propose(row, by=agency.stranger, version=0)


# --- proposing --------------------------------------------------------------------------
def test_lines_1977_to_2012_the_leader_proposes_and_nothing_is_rated(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    sign_in(client, agency.stranger)
    assert url(team, evaluation) in client.get(reverse("work_team", args=[team.uuid])).content.decode()
    assert client.post(url(team, evaluation), typed()).status_code == 302
    row = ProposedRating.objects.get()
    assert (row.by, row.results, row.behaviour) == (agency.stranger, "ABOVE", "MEETS")
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate) == (S.ASSESSED, "")
    assert not OverallRating.objects.exists()


def test_the_appraiser_is_told_once_and_the_history_tells_no_content(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    sign_in(client, agency.stranger)
    client.post(url(team, evaluation), typed())
    client.post(url(team, evaluation), typed(1, results="MEETS"))
    told = Notification.objects.filter(employee=agency.superior, title__contains="mengusulkan rating")
    assert told.count() == 1
    event = evaluation.events.get(action="propose_rating")
    assert "rampung" not in event.note
    assert ProposedRating.objects.get().results == "MEETS"


def test_a_lost_update_is_refused_with_both_texts(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    sign_in(client, agency.stranger)
    client.post(url(team, evaluation), typed())
    answer = client.post(url(team, evaluation), typed(results_reason="Dari tab lain."))
    assert answer.status_code == 409
    assert "Dari tab lain." in answer.content.decode()
    assert "rampung lebih awal" in answer.content.decode()


def test_all_four_are_needed(agency: Agency, team: Team, evaluation: Evaluation, client: Client) -> None:
    sign_in(client, agency.stranger)
    assert client.post(url(team, evaluation), typed(behaviour_reason="")).status_code == 422


@pytest.mark.parametrize("who", ["staff", "superior", "head", "colleague", "personnel", "auditor"])
def test_nobody_else_proposes(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client, who: str
) -> None:
    sign_in(client, getattr(agency, who))
    assert client.post(url(team, evaluation), typed()).status_code == 404
    assert not ProposedRating.objects.exists()


@pytest.mark.parametrize("what", ["team", "membership"])
def test_the_leader_proposes_only_while_team_and_membership_run(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client, what: str
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    if what == "team":
        team.ends_on = yesterday
        team_changes.save_team(team, by=agency.personnel)
    else:
        team_changes.end_member(team.memberships.get(), ends_on=yesterday, by=agency.personnel)
    assert sign_in(client, agency.stranger).post(url(team, evaluation), typed()).status_code == 404


def test_after_the_signature_nothing_is_proposed(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    factories.walk_on(evaluation, S.DELIVERED)
    assert sign_in(client, agency.stranger).post(url(team, evaluation), typed()).status_code == 409
    with pytest.raises(Refused):
        proposed(agency, team, evaluation)


def test_the_leader_opens_nothing_else_of_the_appraisal(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    sign_in(client, agency.stranger)
    assert client.get(evaluation.get_absolute_url()).status_code == 404
    shown = client.get(url(team, evaluation)).content.decode()
    assert "Dua belas laporan tersusun" not in shown  # the self-assessment
    assert "Laporan layanan 1" not in shown  # a target that serves somebody else


# --- reading and taking over ------------------------------------------------------------------
def test_who_reads_a_proposal(agency: Agency, team: Team, evaluation: Evaluation) -> None:
    proposed(agency, team, evaluation)
    readers = (agency.superior, agency.head, agency.staff, agency.personnel, agency.auditor)
    seen = [FieldGroup.PROPOSALS in visible_groups(evaluation, one.user) for one in readers]
    assert seen == [True, False, False, False, False]
    factories.walk_on(evaluation, S.DELIVERED)
    seen = [FieldGroup.PROPOSALS in visible_groups(evaluation, one.user) for one in readers]
    assert seen == [True, True, False, False, True]


@pytest.mark.parametrize("who", ["superior", "head", "staff", "personnel"])
def test_the_evaluation_page_shows_it_to_the_appraiser_alone(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client, who: str
) -> None:
    proposed(agency, team, evaluation)
    page = sign_in(client, getattr(agency, who)).get(evaluation.get_absolute_url()).content.decode()
    assert ("rampung lebih awal" in page) is (who == "superior")


def take(client: Client, row: ProposedRating, version: int) -> Any:
    evaluation = row.evaluation
    where = [evaluation.appraisal.uuid, evaluation.window, row.uuid]
    return client.post(
        reverse("proposal_take", args=where), {"version": version, "_submission": str(uuid.uuid4())}
    )


def test_the_button_sends_what_a_browser_must_send(
    agency: Agency, team: Team, evaluation: Evaluation
) -> None:
    """The form carries its token: without it the middleware refuses the click."""
    row = proposed(agency, team, evaluation)
    browser = sign_in(Client(enforce_csrf_checks=True), agency.superior)
    where = [evaluation.appraisal.uuid, evaluation.window]
    page = browser.get(reverse("rating", args=where)).content.decode()
    form = page.partition(f'action="{reverse("proposal_take", args=[*where, row.uuid])}"')[2]
    inputs = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.partition("</form>")[0]))
    assert browser.post(reverse("proposal_take", args=[*where, row.uuid]), inputs).status_code == 302
    assert OverallRating.objects.get().results == "ABOVE"


def test_one_click_copies_it_into_the_appraisers_own_draft(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    row = proposed(agency, team, evaluation)
    sign_in(client, agency.superior)
    page = client.get(reverse("rating", args=[evaluation.appraisal.uuid, evaluation.window]))
    assert "Pakai usulan ini" in page.content.decode()
    assert take(client, row, 0).status_code == 302
    draft = OverallRating.objects.get()
    assert (draft.by, draft.given_at, draft.results, draft.behaviour) == (
        agency.superior,
        None,
        "ABOVE",
        "MEETS",
    )
    assert draft.results_reason == row.results_reason
    assert draft.complete


def test_what_the_appraiser_wrote_himself_stays(agency: Agency, team: Team, evaluation: Evaluation) -> None:
    factories.draft_rating(evaluation, agency.superior)
    row = proposed(agency, team, evaluation)
    for _ in range(2):
        team_leading.take(row, by=agency.superior, version=None)
    reason = OverallRating.objects.get().results_reason
    assert reason == "Semua laporan utama tersusun tepat waktu.\nData sekolah rampung lebih awal."


def test_a_draft_that_changed_meanwhile_is_read_first(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    row = proposed(agency, team, evaluation)
    factories.draft_rating(evaluation, agency.superior)
    assert take(sign_in(client, agency.superior), row, 0).status_code == 409
    assert OverallRating.objects.get().results == "MEETS"


def test_the_results_of_a_units_head_follow_his_unit(
    agency: Agency, team: Team, evaluation: Evaluation
) -> None:
    period = evaluation.appraisal.period
    own = factories.make_unit("Seksi Data", parent=agency.section, head=agency.staff)
    UnitRating.objects.create(unit=own, period=period, predicate="GOOD", set_on=period.starts_on)
    team_leading.take(proposed(agency, team, evaluation), by=agency.superior, version=None)
    draft = OverallRating.objects.get()
    assert (draft.results, draft.behaviour) == ("", "MEETS")


@pytest.mark.parametrize("who", ["head", "staff", "stranger", "personnel"])
def test_nobody_else_takes_it_over(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client, who: str
) -> None:
    row = proposed(agency, team, evaluation)
    assert take(sign_in(client, getattr(agency, who)), row, 0).status_code == 404
    assert not OverallRating.objects.exists()


def test_the_grid_shows_it_and_keeps_what_was_typed_beside_it(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    row = proposed(agency, team, evaluation)
    other = make_evaluation(agency, S.ASSESSED, employee=agency.colleague)
    grid = reverse("scoring", args=[evaluation.appraisal.period.year, evaluation.window])
    sign_in(client, agency.superior)
    assert "Usulan Joko Lain, Tim Data" in client.get(grid).content.decode()
    prefix = other.uuid.hex
    form = {
        f"{prefix}-version": "0", f"{prefix}-results": "BELOW", f"{prefix}-results_reason": "Terlambat.",
        f"{prefix}-behaviour": "MEETS", f"{prefix}-behaviour_reason": "Ramah.", "usulan": str(row.uuid),
        f"{evaluation.uuid.hex}-version": "0",
    }  # fmt: skip
    assert client.post(grid, form).status_code == 302
    drafts = {one.evaluation_id: one.results for one in OverallRating.objects.all()}
    assert drafts == {other.pk: "BELOW", evaluation.pk: "ABOVE"}


def test_the_part_is_a_team_leaders_alone(agency: Agency, team: Team, evaluation: Evaluation) -> None:
    assert workflow.editing_refusal(evaluation, "proposal", agency.stranger) == ""
    assert workflow.editing_refusal(evaluation, "rating", agency.stranger) != ""
    assert workflow.editing_refusal(evaluation, "proposal", agency.superior) != ""


def test_the_page_of_the_team_asks_no_more_for_many_members(
    agency: Agency, team: Team, evaluation: Evaluation, client: Client
) -> None:
    sign_in(client, agency.stranger)

    def grow() -> None:
        for _ in range(20):
            person = factories.make_employee(login=False)
            factories.place(person, agency.section, agency.superior)
            make_evaluation(agency, S.OPEN, employee=person)
            member = Membership(team=team, employee=person, starts_on=team.starts_on)
            team_changes.add_member(member, by=agency.personnel)

    queries.assert_constant(client, reverse("work_team", args=[team.uuid]), grow)
