"""The role matrix A.1.5, both levels (text lines 1934-2060): gaps, offering, taking over, the file."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from appraisal import matrix as matrices
from appraisal import offers, workflow
from appraisal.models import Appraisal, RoleMatrixCell, TargetRevision
from appraisal.workflow import Refused
from employees.models import Membership, Notification, Team
from tests import queries
from tests.factories import make_appraisal, make_employee, place, sign_in

pytestmark = pytest.mark.django_db


def sent(**fields: object) -> dict[str, object]:
    return {"_submission": str(uuid.uuid4())} | fields


@pytest.fixture
def leader(agency):
    """The superior's own SKP with two indicators, each of a result of its own."""
    return make_appraisal(agency, employee=agency.superior)


@pytest.fixture
def staff_appraisal(agency, leader):
    return make_appraisal(agency, targets=0)


def write(leader, agency, *, text="Data guru mutakhir", member=None, column=0, team=None):
    found = matrices.read(leader, team)
    texts = {found.columns[column].name: text}
    offers.write(found, member or agency.staff, texts, by=agency.superior, version=None)
    return RoleMatrixCell.objects.get(leader=leader, member=member or agency.staff, team=team)


def offered(leader, agency, **fields):
    cell = write(leader, agency, **fields)
    offers.offer(matrices.read(leader, fields.get("team")), by=agency.superior)
    cell.refresh_from_db()
    return cell


# --- first level (lines 1968-1991) ----------------------------------------------------
def test_the_leaders_indicators_are_columns_and_his_people_rows(agency, leader):
    found = matrices.read(leader)

    assert [column.text for column in found.columns] == ["Jumlah laporan yang tersusun"] * 2
    assert [row.person.name for row in found.rows] == ["Budi Pegawai", "Rina Rekan"]
    assert {row.person.position for row in found.rows} == {"Analis Kepegawaian Ahli Pertama"}


def test_a_result_without_indicator_is_a_column_of_its_own(agency):
    leader = make_appraisal(agency, employee=agency.superior, targets=0)
    leader.targets.create(result="Guru tersebar merata")

    assert [column.text for column in matrices.read(leader).columns] == ["Guru tersebar merata"]


def test_a_team_leader_below_is_a_row_though_somebody_else_appraises_him(agency, leader):
    other = make_employee("Ketua Tim")
    place(other, agency.other_office, agency.stranger)
    make_appraisal(agency, employee=other, targets=0)
    Team.objects.create(name="Tim Data", unit=agency.section, leader=other, starts_on=leader.period.starts_on)

    (row,) = [row for row in matrices.read(leader).rows if row.person.leads_team]
    assert row.person.employee == other


def test_gaps_are_told_in_words(client, agency, leader):
    write(leader, agency)
    page = sign_in(client, agency.superior).get(reverse("matrix", args=[leader.uuid])).content.decode()
    gaps = page.partition("Yang belum terisi")[2]

    assert "Belum ada yang mengemban" in gaps
    assert "Rina Rekan" in gaps
    assert "Budi Pegawai" not in gaps
    assert "TIDAK ADA PERAN" in page


def test_nobody_but_the_leader_writes_in_his_matrix(agency, leader):
    found = matrices.read(leader)
    for person in (agency.staff, agency.head, agency.personnel):
        with pytest.raises(Refused, match="hanya dapat diisi"):
            offers.write(found, agency.staff, {found.columns[0].name: "x"}, by=person, version=None)
        with pytest.raises(Refused, match="hanya dapat diisi"):
            offers.offer(found, by=person)
    assert not RoleMatrixCell.objects.exists()


def test_the_form_of_a_person_saves_and_empties_roles(client, agency, leader):
    sign_in(client, agency.superior)
    first, second = matrices.read(leader).columns
    url = reverse("matrix_row", args=[leader.uuid, agency.staff.uuid])

    client.post(url, sent(version=0, **{first.name: "Data mutakhir", second.name: "Laporan tepat"}))
    assert set(leader.matrix_cells.values_list("text", flat=True)) == {"Data mutakhir", "Laporan tepat"}
    client.post(url, sent(version=1, **{first.name: "Data mutakhir", second.name: ""}))
    assert list(leader.matrix_cells.values_list("text", flat=True)) == ["Data mutakhir"]


def test_two_tabs_cannot_overwrite_each_other(client, agency, leader):
    sign_in(client, agency.superior)
    name = matrices.read(leader).columns[0].name
    url = reverse("matrix_row", args=[leader.uuid, agency.staff.uuid])
    client.post(url, sent(version=0, **{name: "Yang pertama"}))

    response = client.post(url, sent(version=0, **{name: "Yang kedua"}))

    assert response.status_code == 409
    assert "Yang kedua" in response.content.decode()
    assert leader.matrix_cells.get().text == "Yang pertama"


def test_a_text_too_long_comes_back_with_what_was_typed(client, agency, leader):
    sign_in(client, agency.superior)
    name = matrices.read(leader).columns[0].name
    response = client.post(
        reverse("matrix_row", args=[leader.uuid, agency.staff.uuid]), sent(version=0, **{name: "a" * 501})
    )

    assert response.status_code == 422
    assert "a" * 501 in response.content.decode()


# --- offering and taking over ---------------------------------------------------------
def test_offering_tells_each_member_once(agency, leader, staff_appraisal):
    write(leader, agency)
    write(leader, agency, member=agency.colleague)

    assert offers.offer(matrices.read(leader), by=agency.superior) == 2
    assert offers.offer(matrices.read(leader), by=agency.superior) == 0
    told = Notification.objects.filter(key__startswith="roles:")
    assert {one.employee for one in told} == {agency.staff, agency.colleague}
    assert told.get(employee=agency.staff).url == reverse("role_offers", args=[staff_appraisal.uuid])


def test_a_role_that_was_not_offered_is_not_shown_to_the_member(client, agency, leader, staff_appraisal):
    write(leader, agency)
    url = reverse("role_offers", args=[staff_appraisal.uuid])

    assert "Data guru mutakhir" not in sign_in(client, agency.staff).get(url).content.decode()
    with pytest.raises(Refused, match="ditarik atau diubah"):
        offers.take(staff_appraisal, RoleMatrixCell.objects.get().uuid, by=agency.staff)


def test_one_click_makes_a_target_that_serves_the_leaders(client, agency, leader, staff_appraisal):
    """Line 1956: the role is the rencana hasil kerja that goes into the member's SKP."""
    cell = offered(leader, agency)
    url = reverse("offer_take", args=[staff_appraisal.uuid, cell.uuid])

    response = sign_in(client, agency.staff).post(url, sent())

    assert response.status_code == 302
    target = staff_appraisal.targets.get()
    cell.refresh_from_db()
    assert (target.result, target.kind, target.parent) == ("Data guru mutakhir", "MAIN", cell.column)
    assert cell.target == target
    assert staff_appraisal.events.filter(action="role_taken").exists()


def test_a_second_click_finds_the_first_ones_target(client, agency, leader, staff_appraisal):
    cell = offered(leader, agency)
    url = reverse("offer_take", args=[staff_appraisal.uuid, cell.uuid])
    sign_in(client, agency.staff)

    assert [client.post(url, sent()).status_code for _ in range(2)] == [302, 302]
    assert staff_appraisal.targets.count() == 1


def test_somebody_elses_offer_cannot_be_taken(agency, leader, staff_appraisal):
    cell = offered(leader, agency, member=agency.colleague)

    with pytest.raises(Refused, match="ditarik atau diubah"):
        offers.take(staff_appraisal, cell.uuid, by=agency.staff)


def test_a_proposed_skp_says_what_to_do_first(agency, leader):
    proposed = make_appraisal(agency, "PROPOSED")
    cell = offered(leader, agency)

    with pytest.raises(Refused, match="Tarik kembali dahulu"):
        offers.take(proposed, cell.uuid, by=agency.staff)


def test_in_a_running_skp_the_role_waits_in_a_revision(client, agency, leader):
    running = make_appraisal(agency, "RUNNING")
    cell = offered(leader, agency)
    sign_in(client, agency.staff)
    url = reverse("offer_take", args=[running.uuid, cell.uuid])

    client.post(url, sent())
    client.post(url, sent())

    revision = TargetRevision.objects.get(appraisal=running)
    assert revision.cause == "ASSIGNMENT"
    added = [one for one in revision.new if one["uuid"] == str(cell.uuid)]
    assert [(one["result"], one["parent"]) for one in added] == [
        ("Data guru mutakhir", str(cell.column.uuid))
    ]
    page = client.get(reverse("role_offers", args=[running.uuid])).content.decode()
    assert "Dalam draf perubahan SKP" in page


def test_what_was_taken_over_stays_with_the_member(agency, leader, staff_appraisal):
    cell = offered(leader, agency)
    offers.take(staff_appraisal, cell.uuid, by=agency.staff)
    found = matrices.read(leader)

    offers.write(found, agency.staff, {found.columns[0].name: ""}, by=agency.superior, version=None)

    cell.refresh_from_db()
    assert cell.text == "Data guru mutakhir"


def test_a_changed_text_is_offered_anew(agency, leader):
    cell = offered(leader, agency)
    write(leader, agency, text="Data guru lengkap")
    cell.refresh_from_db()

    assert (cell.text, cell.offered_at) == ("Data guru lengkap", None)


def test_a_deleted_target_opens_the_offer_again(agency, leader, staff_appraisal):
    cell = offered(leader, agency)
    offers.take(staff_appraisal, cell.uuid, by=agency.staff)
    staff_appraisal.targets.get().delete()

    assert [one.uuid for one in offers.waiting(staff_appraisal)] == [cell.uuid]


# --- second level (lines 1992-2012) -------------------------------------------------------
@pytest.fixture
def team(agency, leader):
    team = Team.objects.create(
        name="Tim Data", unit=agency.section, leader=agency.superior, starts_on=leader.period.starts_on
    )
    Membership.objects.create(team=team, employee=agency.stranger, starts_on=leader.period.starts_on)
    return team


def test_the_team_leaders_results_are_columns_and_members_of_any_unit_rows(agency, leader, team):
    found = matrices.read(leader, team)

    assert [column.text for column in found.columns] == [one.result for one in leader.targets.all()]
    assert [(row.person.name, row.person.unit) for row in found.rows] == [("Joko Lain", "Dinas Kesehatan")]


def test_a_member_from_another_unit_takes_his_role_over(agency, leader, team):
    cell = offered(leader, agency, member=agency.stranger, team=team)
    theirs = Appraisal.objects.get(employee=agency.stranger, period=leader.period)

    target = offers.take(theirs, cell.uuid, by=agency.stranger)

    assert (target.parent, target.assigned_by) == (cell.column, "Tim Data")


def test_the_two_levels_do_not_mix(agency, leader, team):
    write(leader, agency)
    write(leader, agency, member=agency.stranger, team=team)

    assert len(matrices.read(leader).to_offer) == len(matrices.read(leader, team).to_offer) == 1
    assert offers.offer(matrices.read(leader, team), by=agency.superior) == 1
    assert len(matrices.read(leader).to_offer) == 1


def test_a_team_of_somebody_else_has_no_matrix_here(client, agency, leader):
    other = Team.objects.create(
        name="Tim Lain", unit=agency.office, leader=agency.head, starts_on=leader.period.starts_on
    )
    response = sign_in(client, agency.superior).get(reverse("team_matrix", args=[leader.uuid, other.uuid]))

    assert response.status_code == 404


# --- the file, the number of questions ---------------------------------------------------
def test_the_file_is_form_a15(client, agency, leader):
    write(leader, agency, text="=1+1")
    response = sign_in(client, agency.superior).get(reverse("matrix_file", args=[leader.uuid]))
    lines = response.content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("PEGAWAI,JABATAN,Jumlah laporan")
    assert "Budi Pegawai" in lines[1]
    assert "'=1+1" in lines[1]
    assert lines[2].count("TIDAK ADA PERAN") == 2


def test_the_matrix_asks_no_more_for_fifty_people_than_for_two(client, agency, leader):
    def grow():
        for _ in range(50):
            person = make_employee(login=False)
            place(person, agency.section, agency.superior)
            make_appraisal(agency, employee=person, targets=0)
            write(leader, agency, member=person)

    write(leader, agency)
    url = reverse("matrix", args=[leader.uuid])
    queries.assert_constant(sign_in(client, agency.superior), url, grow)


def test_a_member_who_left_still_shows_with_his_role(agency, leader):
    write(leader, agency, member=agency.stranger)

    (row,) = [row for row in matrices.read(leader).rows if row.person.left]
    assert (row.person.name, row.roles) == ("Joko Lain", 1)


def test_after_the_year_is_closed_the_matrix_stands_still(agency, leader):
    workflow.perform(leader, "close_in_error", by=agency.personnel, note="Ganda.")

    with pytest.raises(Refused):
        write(leader, agency)
