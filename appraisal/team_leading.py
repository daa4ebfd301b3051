"""What the leader of a running team does for its members: notes, and a proposal of ratings, never a rating.

A team leader fills the second matrix and owes the appraiser his feedback (text lines 1977-2012, 3679); the appraiser
decides. He sees what the work of the team concerns and nothing else of the appraisal (product.md).
"""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from appraisal import team_progress, teams, unit_results, workflow
from appraisal.acts import record_act
from appraisal.models import (
    Appraisal,
    Evaluation,
    EvaluationStatus,
    Origin,
    OverallRating,
    PartyRole,
    ProposedRating,
    WorkTarget,
)
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.team_progress import Member
from appraisal.workflow import PARTS, Act, Conflict
from employees.models import Employee, Team

PART = "proposal"
LONGEST_REASON = 2000


def led(team: Team, leader: Employee) -> AppraisalQuerySet:
    """Living appraisals of those who work in the team today under this leader; none once the team has ended."""
    today = timezone.localdate()
    rows = Appraisal.objects.with_party(PartyRole.TEAM_LEADER, leader.pk, today).alive()
    runs = teams.current(Team.objects.filter(pk=team.pk, leader=leader), today)
    working = team.memberships.on(today).filter(employee=OuterRef("employee"))
    return rows.filter(Exists(runs), Exists(working))


def appraisal_of(team: Team, person: uuid_module.UUID, leader: Employee) -> Appraisal | None:
    """A member's appraisal of the latest year; None for whoever is not led in this team today."""
    rows = led(team, leader).filter(employee__uuid=person).order_by("-period__year")
    return rows.select_related("employee", "unit", "period").first()


def evaluation_of(
    team: Team, person: uuid_module.UUID, leader: Employee, year: int, window: str
) -> Evaluation | None:
    rows = Evaluation.objects.filter(
        appraisal__in=led(team, leader),
        appraisal__employee__uuid=person,
        appraisal__period__year=year,
        window=window,
    )
    found = rows.exclude(status=EvaluationStatus.VOID)
    return found.select_related("appraisal__employee", "appraisal__unit", "appraisal__period").first()


def open_evaluations(team: Team, leader: Employee) -> dict[int, list[Evaluation]]:
    """By person, the evaluations for which a proposal may be written now, and whether there is one; one query."""
    written = ProposedRating.objects.filter(evaluation=OuterRef("pk"), team=team, by=leader)
    rows = Evaluation.objects.filter(appraisal__in=led(team, leader), status__in=PARTS[PART].statuses)
    rows = rows.annotate(proposed=Exists(written)).select_related("appraisal__period")
    found: dict[int, list[Evaluation]] = {}
    for row in rows.order_by("opens_on"):
        found.setdefault(row.appraisal.employee_id, []).append(row)
    return found


def with_offers(team: Team, leader: Employee, members: Iterable[Member]) -> list[Member]:
    """Members with what their leader may do for them today; two queries."""
    people = set(led(team, leader).values_list("employee", flat=True))
    evaluations = open_evaluations(team, leader)
    return [
        replace(
            one,
            led=not one.ended and one.membership.employee_id in people,
            evaluations=evaluations.get(one.membership.employee_id, []),
        )
        for one in members
    ]


def note_refusal(appraisal: Appraisal, leader: Employee, team: Team, target: WorkTarget | None = None) -> str:
    """Why this person may give no note as leader of the team; "" means he may."""
    if not led(team, leader).filter(pk=appraisal.pk).exists():
        return "Umpan balik di sini diberikan ketua tim selama tim dan keanggotaannya berjalan."
    if target is not None and target not in team_progress.owed(team, appraisal):
        return "Umpan balik ketua tim hanya tentang hasil kerja untuk timnya."
    return ""


@transaction.atomic
def propose(proposal: ProposedRating, *, by: Employee, version: int) -> ProposedRating:
    """Write the proposal as the form filled it; the appraiser is told of the first wording.

    Raises:
        Conflict: another tab saved it meanwhile.
        Refused: nobody's turn to propose, or not this person's.
    """
    with workflow.editing(proposal.evaluation, PART, by=by) as row:
        kept = ProposedRating.objects.filter(evaluation=row, team=proposal.team, by=by)
        stands = kept.values_list("version", flat=True).first()
        if version != (stands or 0):
            raise Conflict(stands or 0)
        proposal.by, proposal.version = by, version + 1
        proposal.save()
    if stands is None:
        record_act(
            row.appraisal,
            "propose_rating",
            "Ketua tim mengusulkan rating",
            Act(by, timezone.now(), f"{row.get_window_display()}, tim kerja {proposal.team.name}."),
            tells=[PartyRole.APPRAISER],
            url=row.get_absolute_url(),
            evaluation=row,
        )
    return proposal


def take(
    proposal: ProposedRating, *, by: Employee, version: int | None, on_behalf_of: Employee | None = None
) -> None:
    """Copy the proposal into the appraiser's own draft, which he reads and changes before anything is given.

    What he wrote himself stays in front. The results rating of a unit's head follows his unit and is left alone.

    Raises:
        Conflict: the draft was saved meanwhile.
        Refused: the ratings are not this person's to write now.
    """
    evaluation = proposal.evaluation
    door = workflow.editing(evaluation, "rating", by=by, version=version, on_behalf_of=on_behalf_of)
    with door as row:
        draft, _made = OverallRating.objects.get_or_create(
            evaluation=row, by=on_behalf_of or by, given_at=None, defaults={"origin": Origin.APPRAISER}
        )
        headed = unit_results.headed(evaluation)
        names = ["behaviour"] if headed and headed.of_head else ["results", "behaviour"]
        for name in names:
            reason = f"{name}_reason"
            setattr(draft, name, getattr(proposal, name))
            setattr(draft, reason, _joined(getattr(draft, reason), getattr(proposal, reason)))
        draft.save()


def _joined(own: str, theirs: str) -> str:
    """Both texts, one's own first; only one's own where both are too long for a reason."""
    if not own.strip() or theirs in own:
        return own if theirs in own else theirs
    both = f"{own.rstrip()}\n{theirs}"
    return both if len(both) <= LONGEST_REASON else own
