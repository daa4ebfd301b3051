"""Notes of a team leader: to his members, about the work of the team, while team and membership run."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import team_changes
from appraisal.models import Appraisal, FeedbackEntry, WorkTarget
from appraisal.workflow import Refused
from employees.models import Membership, Team
from feedback import notes
from feedback.models import FeedbackNote
from tests.factories import Agency, add_target, make_appraisal, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


@pytest.fixture
def team(agency: Agency, appraisal: Appraisal) -> Team:
    starts_on = appraisal.period.starts_on
    found = Team.objects.create(
        name="Tim Data", unit=agency.section, leader=agency.stranger, starts_on=starts_on
    )
    member = Membership(team=found, employee=agency.staff, starts_on=starts_on)
    team_changes.add_member(member, by=agency.personnel)
    return found


def form(**fields: object) -> dict[str, object]:
    day = timezone.localdate().isoformat()
    return {
        "_submission": str(uuid.uuid4()), "kind": "APPRECIATION", "text": "Data sekolah rapi.", "day": day,
    } | fields  # fmt: skip


def url(team: Team, agency: Agency) -> str:
    return reverse("team_note_new", args=[team.uuid, agency.staff.uuid])


def owed(agency: Agency, appraisal: Appraisal) -> WorkTarget:
    """A target of the member that serves a result of the team's leader."""
    leaders = Appraisal.objects.get(employee=agency.stranger, period=appraisal.period)
    target = add_target(appraisal, "Data sekolah tersusun")
    target.parent = add_target(leaders, "Satu data pendidikan")
    target.save()
    return target


def test_line_3679_the_leaders_note_reaches_member_appraiser_and_record(
    agency: Agency, team: Team, appraisal: Appraisal, client: Client
) -> None:
    target = owed(agency, appraisal)
    answer = sign_in(client, agency.stranger).post(url(team, agency), form(target=target.pk))
    assert answer.status_code == 302
    entry = FeedbackEntry.objects.get()
    assert (entry.giver_role, entry.shown_name, entry.target) == ("TEAM_LEADER", "Joko Lain", target)
    note = FeedbackNote.objects.get()
    assert note.receiver == agency.staff
    for reader in (agency.staff, agency.superior, agency.stranger):
        assert sign_in(client, reader).get(note.get_absolute_url()).status_code == 200


def test_a_note_is_never_about_a_result_that_serves_somebody_else(
    agency: Agency, team: Team, appraisal: Appraisal, client: Client
) -> None:
    mine, others = owed(agency, appraisal), appraisal.targets.first()
    shown = sign_in(client, agency.stranger).get(url(team, agency)).content.decode()
    assert mine.result in shown
    assert others.result not in shown
    assert client.post(url(team, agency), form(target=others.pk)).status_code == 422
    with pytest.raises(Refused, match="hanya tentang hasil kerja untuk timnya"):
        notes.give(
            appraisal, by=agency.stranger, kind="ADVICE", text="Saran", day=timezone.localdate(), target=others,
            team=team,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["colleague", "superior", "head", "personnel", "staff"])
def test_whoever_does_not_lead_the_team_gives_no_note_through_it(
    agency: Agency, team: Team, client: Client, who: str
) -> None:
    assert sign_in(client, getattr(agency, who)).post(url(team, agency), form()).status_code == 404


@pytest.mark.parametrize("what", ["team", "membership"])
def test_a_leader_gives_notes_only_while_team_and_membership_run(
    agency: Agency, team: Team, appraisal: Appraisal, client: Client, what: str
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    if what == "team":
        team.ends_on = yesterday
        team_changes.save_team(team, by=agency.personnel)
    else:
        team_changes.end_member(team.memberships.get(), ends_on=yesterday, by=agency.personnel)
    assert sign_in(client, agency.stranger).post(url(team, agency), form()).status_code == 404
    assert notes.refusal(appraisal, agency.stranger, team) != ""


def test_the_leader_does_not_open_the_members_appraisal(
    agency: Agency, team: Team, appraisal: Appraisal, client: Client
) -> None:
    sign_in(client, agency.stranger)
    assert client.get(reverse("appraisal_feedback", args=[appraisal.uuid])).status_code == 404
    assert client.get(reverse("note_new", args=[appraisal.uuid])).status_code == 404
