"""Work shared out: a role matrix with offers taken, open and missing, a team across units, assignments, changes."""

from __future__ import annotations

from datetime import date, datetime

from appraisal import assignments, revisions, team_changes
from appraisal.models import Assignment, RoleMatrixCell, TakeOver
from config.desk.demo import texts
from config.desk.demo.contents import BATCH, Row, working_moment
from config.desk.demo.people import Person
from config.desk.demo.years import Story
from employees.models import Membership, Team

OPEN_OFFERS = 2


# --- the matrix -------------------------------------------------------------------------
def write_matrix(leader: Row, staff: Row, others: list[Row], moment: datetime) -> None:
    """Roles that became targets, open ones for the staff member; the leader's last result has nobody, so have two."""
    results = [one for one in leader.results if one.figures][:-1]
    cells = [cell for row in others[:-2] for cell in _taken(leader, row, moment)]
    said, draw = texts.year()["sharing"]["offer"], results[:OPEN_OFFERS]
    cells += [
        RoleMatrixCell(
            leader=leader.appraisal,
            column=result.target,
            indicator=result.figures[-1].indicator,
            member=staff.person.employee,
            text=said.format(result=result.target.result[0].lower() + result.target.result[1:])[:500],
            offered_at=moment,
        )
        for result in draw
    ]
    RoleMatrixCell.objects.bulk_create(cells, batch_size=BATCH)


def _taken(leader: Row, row: Row, moment: datetime) -> list[RoleMatrixCell]:
    """At most one a column: the first target that serves it."""
    columns = {result.target.pk: result for result in leader.results[:-1] if result.figures}
    found: dict[int, RoleMatrixCell] = {}
    for result in row.results:
        parent = result.target.parent_id
        if parent in columns and parent not in found:
            found[parent] = RoleMatrixCell(
                leader=leader.appraisal,
                column=columns[parent].target,
                indicator=columns[parent].figures[0].indicator,
                member=row.person.employee,
                text=result.target.result,
                target=result.target,
                offered_at=moment,
            )
    return list(found.values())


def take_over(story: Story, row: Row) -> None:
    """Ps. 20: a result without progress, taken over by the leader with a note."""
    result = row.results[-1]
    TakeOver.objects.create(
        target=result.target,
        taken_by=story.appraiser(row.person),
        taken_at=working_moment(story.today, 0),
        note=texts.year()["sharing"]["take_over"],
    )


# --- through the doors ------------------------------------------------------------------
def make_team(story: Story, leader: Row, members: list[Person]) -> Team:
    """Led by one of the demo's team, with members from other units; they get a team leader as party."""
    year = leader.appraisal.period.year
    by = story.reviewer(leader.person)
    team = Team(
        name=texts.year()["sharing"]["team"],
        unit=story.agency.units[story.agency.layout.offices[0].name],
        leader=leader.person.employee,
        decree=f"SK Nomor 000.8/12/{year}",
        starts_on=date(year, 1, 15),
    )
    team_changes.save_team(team, by=by)
    for person in members:
        row = Membership(team=team, employee=person.employee, role="Anggota", starts_on=team.starts_on)
        team_changes.add_member(row, by=by)
    RoleMatrixCell.objects.create(
        leader=leader.appraisal,
        team=team,
        column=leader.results[0].target,
        member=members[0].employee,
        text=texts.year()["sharing"]["role_in_team"],
        offered_at=working_moment(story.today, 0),
    )
    return team


def ask_for_consent(story: Story, staff: Row, volunteer: Row | None) -> None:
    """Work from another leader, and one somebody asked for; both wait for the appraiser."""
    said, other = texts.year()["sharing"], story.agency.head(story.agency.layout.offices[1])
    assignments.propose(staff.appraisal, Assignment(text=said["assignment"]), by=other.employee)
    if volunteer is not None:
        work = Assignment(text=said["application"], giver=other.employee)
        assignments.apply_for(volunteer.appraisal, work, by=volunteer.person.employee)


def change_targets(story: Story, row: Row, *, agreed: bool) -> None:
    """A change of the SKP: one figure set anew, proposed, and agreed if so wanted."""
    said, employee = texts.year()["revision"], row.person.employee
    revision = revisions.open_revision(row.appraisal, by=employee, reason=said["reason"])
    with revisions.editing(revision, by=employee, version=revision.version) as draft:
        indicator = draft.new[0]["indicators"][0]
        name = "goal" if indicator["goal"] else "text"  # told in a sentence, the target is part of it
        indicator[name] = said["goal"].format(goal=indicator[name])[:120]
    revision.refresh_from_db()
    revisions.perform(revision, "propose", by=employee)
    if agreed:
        revisions.perform(revision, "agree", by=story.appraiser(row.person), note=said["agreed"])
