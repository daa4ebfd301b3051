"""Work teams: who keeps them, and how a team's leader becomes a dated party in its members' appraisals."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import matrix as matrices
from appraisal import offers, opening, team_changes, teams
from appraisal.models import Appraisal, Party, PartyRole
from appraisal.workflow import Refused
from employees.models import Membership, Notification, Team
from tests import queries
from tests.factories import make_appraisal, make_employee, make_period, place, sign_in

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def sent(**fields: object) -> dict[str, object]:
    return {"_submission": str(uuid.uuid4())} | fields


@pytest.fixture
def appraisal(agency):
    return make_appraisal(agency)


@pytest.fixture
def team(agency, appraisal):
    return Team.objects.create(
        name="Tim Data", unit=agency.section, leader=agency.stranger, starts_on=appraisal.period.starts_on
    )


def join(team, person, agency, **fields):
    start = {"starts_on": team.starts_on} | fields
    team_changes.add_member(Membership(team=team, employee=person, **start), by=agency.personnel)


def leaders(appraisal):
    rows = Party.objects.filter(appraisal=appraisal, role=PartyRole.TEAM_LEADER).order_by("pk")
    return [(row.employee.name, row.starts_on, row.ends_on) for row in rows]


# --- the parties that follow ------------------------------------------------------------
def test_a_member_gets_the_leader_as_a_dated_party(agency, appraisal, team):
    join(team, agency.staff, agency)

    assert leaders(appraisal) == [("Joko Lain", appraisal.period.starts_on, None)]
    assert appraisal.events.filter(action="team_leader", label__contains="menjadi ketua tim").exists()
    assert Notification.objects.filter(employee=agency.staff, title__contains="Tim Data").exists()


def test_a_membership_with_an_end_ends_the_party(agency, appraisal, team):
    until = timezone.localdate() + timedelta(days=30)
    join(team, agency.staff, agency, ends_on=until)

    assert leaders(appraisal) == [("Joko Lain", appraisal.period.starts_on, until)]


def test_ending_a_membership_keeps_what_was(agency, appraisal, team):
    join(team, agency.staff, agency)
    today = timezone.localdate()
    team_changes.end_member(team.memberships.get(), ends_on=today, by=agency.personnel)

    assert leaders(appraisal) == [("Joko Lain", appraisal.period.starts_on, today)]


def test_a_membership_that_never_began_leaves_nothing(agency, appraisal, team):
    today = timezone.localdate()
    join(team, agency.staff, agency, starts_on=today + ONE_DAY)
    team_changes.end_member(team.memberships.get(), ends_on=today, by=agency.personnel)

    assert leaders(appraisal) == []
    assert not team.memberships.exists()


def test_another_leader_begins_today_and_the_old_one_ends_yesterday(agency, appraisal, team):
    join(team, agency.staff, agency)
    today = timezone.localdate()
    team.leader = agency.colleague
    team_changes.save_team(team, by=agency.personnel)

    assert leaders(appraisal) == [
        ("Joko Lain", appraisal.period.starts_on, today - ONE_DAY),
        ("Rina Rekan", today, None),
    ]


def test_doing_it_again_changes_nothing(agency, appraisal, team):
    join(team, agency.staff, agency)

    assert team_changes.align([agency.staff], by=agency.personnel) == 0
    assert len(leaders(appraisal)) == 1


def test_two_teams_under_one_leader_are_one_party(agency, appraisal, team):
    other = Team.objects.create(
        name="Tim Lain", unit=agency.office, leader=agency.stranger, starts_on=team.starts_on
    )
    join(team, agency.staff, agency)
    join(other, agency.staff, agency)
    assert len(leaders(appraisal)) == 1

    team_changes.end_member(team.memberships.get(), ends_on=timezone.localdate(), by=agency.personnel)
    assert leaders(appraisal)[0][2] is None


def test_nobody_is_led_by_himself(agency, appraisal, team):
    with pytest.raises(Refused, match="memimpin tim ini"):
        join(team, agency.stranger, agency)
    join(team, agency.staff, agency)
    team.leader = agency.staff
    team_changes.save_team(team, by=agency.personnel)

    mine = Party.objects.on(timezone.localdate()).filter(appraisal=appraisal, role=PartyRole.TEAM_LEADER)
    assert not mine.exists()


def test_nobody_is_twice_a_member_at_a_time(agency, appraisal, team):
    join(team, agency.staff, agency)
    with pytest.raises(Refused, match="sudah menjadi anggota"):
        join(team, agency.staff, agency, starts_on=timezone.localdate())


def test_an_appraisal_that_opens_later_knows_its_team_leader(agency, team):
    newcomer = make_employee("Baru Datang")
    place(newcomer, agency.section, agency.superior)
    join(team, newcomer, agency)
    opening.open_period(team_period(team), by=agency.personnel)

    (row,) = leaders(Appraisal.objects.get(employee=newcomer))
    assert row[0] == "Joko Lain"


def team_period(team):
    return Appraisal.objects.first().period


def test_a_team_that_ended_before_the_year_leads_nobody_in_it(agency):
    period = make_period()
    old = Team.objects.create(
        name="Lama", unit=agency.section, leader=agency.stranger,
        starts_on=period.starts_on - timedelta(days=400), ends_on=period.starts_on - ONE_DAY,
    )  # fmt: skip
    Membership.objects.create(team=old, employee=agency.staff, starts_on=old.starts_on)

    assert leaders(make_appraisal(agency)) == []


def test_the_leader_may_be_known_of_many_appraisals_with_one_question(agency, django_assert_num_queries):
    period = make_period()
    opening.open_period(period, by=agency.personnel)
    rows = list(Appraisal.objects.select_related("period"))

    with django_assert_num_queries(1):
        teams.led_by(rows)


# --- keeping teams in the browser ---------------------------------------------------------
def form(agency, **fields):
    return sent(
        **(
            {
                "name": "Tim Arsip", "unit": agency.section.uuid, "leader": agency.stranger.nip,
                "decree": "SK 12/2026", "starts_on": timezone.localdate().isoformat(), "ends_on": "",
                "version": 0,
            }
            | fields
        )
    )  # fmt: skip


@pytest.mark.parametrize("who", ["superior", "head", "personnel", "unit_personnel"])
def test_the_head_of_the_unit_and_personnel_keep_teams(who, client, agency):
    response = sign_in(client, getattr(agency, who)).post(reverse("work_team_new"), form(agency))

    team = Team.objects.get()
    assert response.url == reverse("work_team", args=[team.uuid])
    assert (team.leader, team.unit) == (agency.stranger, agency.section)


def test_an_ordinary_employee_keeps_no_team(client, agency):
    assert sign_in(client, agency.staff).post(reverse("work_team_new"), form(agency)).status_code == 403
    assert not Team.objects.exists()


def test_a_unit_of_somebody_else_is_no_choice(client, agency):
    page = form(agency, unit=agency.other_office.uuid)
    response = sign_in(client, agency.superior).post(reverse("work_team_new"), page)

    assert response.status_code == 422
    assert not Team.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Tidak Dikenal", "Tidak ada pegawai aktif"), ("pengelola", "Ada beberapa orang")],
)
def test_a_name_that_is_not_one_person_is_told(typed, sentence, client, agency):
    response = sign_in(client, agency.superior).post(reverse("work_team_new"), form(agency, leader=typed))

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_member_from_another_unit_is_added_by_name(client, agency, team):
    sign_in(client, agency.superior)
    start = {"starts_on": timezone.localdate().isoformat(), "ends_on": "", "role": "analis"}
    response = client.post(
        reverse("member_new", args=[team.uuid]), sent(employee="Oki Pengelola Lain", **start)
    )

    assert response.status_code == 302
    assert team.memberships.get().employee == agency.other_unit_personnel


def test_ending_a_membership_in_the_browser(client, agency, team):
    join(team, agency.staff, agency)
    sign_in(client, agency.superior)
    url = reverse("member_end", args=[team.uuid, agency.staff.uuid])

    client.post(url, sent(ends_on=timezone.localdate().isoformat()))

    assert team.memberships.get().ends_on == timezone.localdate()


def test_two_tabs_never_overwrite_a_team(client, agency, team):
    sign_in(client, agency.superior)
    url = reverse("work_team_edit", args=[team.uuid])
    assert client.post(url, form(agency, name="Tim Arsip Baru")).status_code == 302
    answer = client.post(url, form(agency, name="Tim Arsip Lama"))
    assert answer.status_code == 409
    assert "Tim Arsip Baru" in answer.content.decode()
    assert "Tim Arsip Lama" in answer.content.decode()
    assert Team.objects.get().name == "Tim Arsip Baru"


def test_two_tabs_never_overwrite_the_end_of_a_membership(client, agency, team):
    join(team, agency.staff, agency)
    sign_in(client, agency.superior)
    url, today = reverse("member_end", args=[team.uuid, agency.staff.uuid]), timezone.localdate()
    later = (today + timedelta(days=9)).isoformat()
    assert client.post(url, sent(ends_on=later, stood="")).status_code == 302
    answer = client.post(url, sent(ends_on=today.isoformat(), stood=""))
    assert answer.status_code == 409
    assert team.memberships.get().ends_on == today + timedelta(days=9)
    assert client.post(url, sent(ends_on=today.isoformat(), stood=later)).status_code == 302


def test_the_team_leader_sees_what_the_members_owe_the_team(client, agency, appraisal, team):
    """Product: targets of his team and progress on them; what serves others is not listed here."""
    leader = make_appraisal(agency, employee=agency.stranger)
    join(team, agency.staff, agency)
    found = matrices.read(leader, team)
    offers.write(
        found, agency.staff, {found.columns[0].name: "Data bersih"}, by=agency.stranger, version=None
    )
    offers.offer(matrices.read(leader, team), by=agency.stranger)
    offers.take(appraisal, offers.waiting(appraisal).get().uuid, by=agency.staff)

    page = sign_in(client, agency.stranger).get(reverse("work_team", args=[team.uuid])).content.decode()
    assert "Data bersih" in page
    assert "Laporan layanan 1" not in page


def test_a_fellow_member_sees_names_and_no_results(client, agency, appraisal, team):
    join(team, agency.staff, agency)
    join(team, agency.colleague, agency)
    appraisal.targets.update(parent=make_appraisal(agency, employee=agency.stranger).targets.first())

    page = sign_in(client, agency.colleague).get(reverse("work_team", args=[team.uuid])).content.decode()
    assert "Budi Pegawai" in page
    assert "Laporan layanan 1" not in page


def test_lists_ask_no_more_for_fifty_than_for_one(client, agency, appraisal, team):
    join(team, agency.staff, agency)
    sign_in(client, agency.personnel)

    def more_teams():
        for number in range(49):
            Team.objects.create(
                name=f"Tim {number}", unit=agency.section, leader=agency.stranger, starts_on=team.starts_on
            )

    def more_members():
        for _ in range(49):
            person = make_employee(login=False)
            place(person, agency.section, agency.superior)
            join(team, person, agency)

    queries.assert_constant(client, reverse("work_teams"), more_teams)
    queries.assert_constant(client, reverse("work_team", args=[team.uuid]), more_members)
