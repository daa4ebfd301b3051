"""The role matrix, 'Peran saya', teams, assignments, templates.

The superior leads a team and has an SKP himself; the appraisee heads a small unit (see `tests.access.planning`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from appraisal.models import Appraisal, Assignment, Evaluation, ProposedRating, TargetTemplate
from employees.models import Membership, Team
from tests import factories
from tests.access.plan import NO, OUTSIDE, READERS, anybody, cells
from tests.access.world import World


def kinds(world: World, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    agency, today = world.agency, timezone.localdate()
    leader = Appraisal.objects.get(period=evaluation.appraisal.period, employee=agency.superior)
    factories.add_target(leader, "Layanan guru tepat waktu")
    first = date(today.year, 1, 1)
    team = Team.objects.create(name="Tim Data", unit=agency.section, leader=agency.superior, starts_on=first)
    Membership.objects.create(team=team, employee=agency.staff, starts_on=first)
    asked = Assignment.objects.create(
        appraisal=evaluation.appraisal, giver=agency.stranger, text="Data tersusun", asked_on=today
    )
    template = TargetTemplate.objects.create(
        position_title="Analis", result="Laporan tersusun", indicator="Laporan", goal="12",
        made_by=agency.superior,
    )  # fmt: skip
    own = {"uuid": leader.uuid}
    proposal = ProposedRating.objects.create(
        evaluation=evaluation, team=team, by=agency.superior, results="MEETS", results_reason="Sesuai target.",
        behaviour="MEETS", behaviour_reason="Selalu membantu.",
    )  # fmt: skip
    window = {"year": evaluation.appraisal.period.year, "window": evaluation.window}
    return {
        "proposal": {"uuid": team.uuid, "person": agency.staff.uuid} | window,
        "proposed": {
            "uuid": evaluation.appraisal.uuid,
            "window": evaluation.window,
            "proposal": proposal.uuid,
        },
        "leader": own,
        "leader_row": own | {"member": agency.staff.uuid},
        "leader_team": own | {"team": team.uuid},
        "leader_team_row": own | {"team": team.uuid, "member": agency.staff.uuid},
        "offer": {"uuid": evaluation.appraisal.uuid, "cell": team.uuid},
        "assignment": {"uuid": evaluation.appraisal.uuid, "assignment": asked.uuid},
        "given": {"assignment": asked.uuid},
        "template": {"template": template.uuid},
        "work_team": {"uuid": team.uuid},
        "work_team_member": {"uuid": team.uuid, "person": agency.staff.uuid},
    }


def leaders(reader: int, **others: int) -> dict[str, int]:
    """The superior's own appraisal: his appraiser is the head; the staff member is no party of it."""
    return cells(reader, appraisee=404) | others


def users(status: int, **others: int) -> dict[str, int]:
    """Superiors (the appraisee heads a small unit himself) and personnel; 403 for everybody else."""
    able = ("appraisee", "appraiser", "reviewer", "unit_personnel", "other_unit_personnel", "personnel")
    return anybody(403) | {"anonymous": 302} | dict.fromkeys(able, status) | others


def leading(status: int) -> dict[str, int]:
    """Only those who lead somebody may propose work for others."""
    return anybody(403) | {"anonymous": 302} | dict.fromkeys(("appraisee", "appraiser", "reviewer"), status)


def team(status: int, **others: int) -> dict[str, int]:
    """A team of the section: its members and keepers, the head of the office above, the auditor."""
    return OUTSIDE | dict.fromkeys(READERS, status) | others


SEE_PROPOSALS = {"appraiser": 409, "reviewer": 409, "auditor": 409}
KEEPERS_POST = {"appraisee": 403, "auditor": 403}

ROWS = [
    ("matrix", "leader", "GET", leaders(200)),
    ("matrix", "leader", "POST", NO),
    ("matrix", "appraisal", "GET", cells(200)),
    ("my_matrix", "none", "GET", anybody(302)),
    ("my_matrix", "none", "POST", NO),
    ("matrix_file", "leader", "GET", leaders(200)),
    ("matrix_file", "leader", "POST", NO),
    ("matrix_offer", "leader", "GET", NO),
    ("matrix_offer", "leader", "POST", leaders(409, appraiser=302)),
    ("matrix_row", "leader_row", "GET", leaders(409, appraiser=200)),
    ("matrix_row", "leader_row", "POST", leaders(409)),
    ("team_matrix", "leader_team", "GET", leaders(200)),
    ("team_matrix", "leader_team", "POST", NO),
    ("team_matrix_file", "leader_team", "GET", leaders(200)),
    ("team_matrix_file", "leader_team", "POST", NO),
    ("team_matrix_offer", "leader_team", "GET", NO),
    ("team_matrix_offer", "leader_team", "POST", leaders(409, appraiser=302)),
    ("team_matrix_row", "leader_team_row", "GET", leaders(409, appraiser=200)),
    ("team_matrix_row", "leader_team_row", "POST", leaders(409)),
    ("role_offers", "appraisal", "GET", cells(200)),
    ("role_offers", "appraisal", "POST", NO),
    ("offer_take", "offer", "GET", NO),
    ("offer_take", "offer", "POST", cells(409)),
    ("targets_copy", "appraisal", "GET", cells(409)),
    ("targets_copy", "appraisal", "POST", cells(409)),
    ("targets_copy", "early", "GET", cells(409, appraisee=200, appraiser=200)),
    ("targets_copy", "early", "POST", cells(409, appraisee=302, appraiser=302)),
    ("targets_link", "appraisal", "GET", cells(409)),
    ("targets_link", "appraisal", "POST", cells(409)),
    ("targets_link", "early", "GET", cells(409, appraisee=200, appraiser=200)),
    ("my_role", "appraisal", "GET", cells(200)),
    ("my_role", "appraisal", "POST", NO),
    ("assignments", "appraisal", "GET", cells(200)),
    ("assignments", "appraisal", "POST", NO),
    ("assignment_apply", "appraisal", "GET", cells(409, appraisee=200)),
    ("assignment_apply", "appraisal", "POST", cells(409, appraisee=422)),
    ("assignment_agree", "assignment", "GET", NO),
    ("assignment_agree", "assignment", "POST", cells(409)),
    ("assignment_refuse", "assignment", "GET", NO),
    ("assignment_refuse", "assignment", "POST", cells(409)),
    ("assignments_given", "none", "GET", anybody(200)),
    ("assignments_given", "none", "POST", NO),
    ("assignment_propose", "none", "GET", leading(200)),
    ("assignment_propose", "none", "POST", leading(422)),
    ("assignment_feedback", "given", "GET", anybody(404) | {"anonymous": 302, "stranger": 200}),
    ("assignment_feedback", "given", "POST", anybody(404) | {"anonymous": 302, "stranger": 422}),
    ("target_templates", "none", "GET", users(200)),
    ("target_templates", "none", "POST", NO),
    ("template_new", "none", "GET", users(200)),
    ("template_new", "none", "POST", users(422)),
    ("template_apply", "template", "GET", users(200)),
    ("template_apply", "template", "POST", users(200)),
    ("template_edit", "template", "GET", users(403, appraiser=200, personnel=200)),
    ("template_edit", "template", "POST", users(403, appraiser=422, personnel=422)),
    ("work_teams", "none", "GET", anybody(200) | {"anonymous": 302}),
    ("work_teams", "none", "POST", NO),
    ("work_team_new", "none", "GET", users(200)),
    ("work_team_new", "none", "POST", users(422)),
    ("work_team", "work_team", "GET", team(200)),
    ("work_team", "work_team", "POST", NO),
    ("work_team_edit", "work_team", "GET", team(200, **KEEPERS_POST)),
    ("work_team_edit", "work_team", "POST", team(422, **KEEPERS_POST)),
    ("member_new", "work_team", "GET", team(200, **KEEPERS_POST)),
    ("member_new", "work_team", "POST", team(422, **KEEPERS_POST)),
    ("member_end", "work_team_member", "GET", NO),
    # The superior leads the team but is no dated leader of this world; the delivered evaluation takes no proposal.
    ("proposal", "proposal", "GET", anybody(404) | {"anonymous": 302}),
    ("proposal", "proposal", "POST", anybody(404) | {"anonymous": 302}),
    ("proposal_take", "proposed", "GET", NO),
    ("proposal_take", "proposed", "POST", anybody(404) | {"anonymous": 302} | SEE_PROPOSALS),
    ("team_note_new", "work_team_member", "GET", anybody(404) | {"anonymous": 302}),
    ("team_note_new", "work_team_member", "POST", anybody(404) | {"anonymous": 302}),
    ("member_end", "work_team_member", "POST", team(409, **KEEPERS_POST)),
]
