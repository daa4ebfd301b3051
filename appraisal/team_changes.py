"""Keeping a team: each change of leader, members or dates also changes the TEAM_LEADER parties of the members.

Rights come from dated party rows and nowhere else, so what a team says and what an appraisal says are written
together. A row that has held stays as history and is ended; one that never began is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from types import EllipsisType

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from appraisal import teams
from appraisal.models import Appraisal, Event, Party, PartyRole
from appraisal.opening import leader_party
from appraisal.teams import Leading
from appraisal.workflow import Conflict, Refused
from employees.models import Employee, Membership, Placement, Team
from employees.notifications import Line, notify_all

ONE_DAY = timedelta(days=1)


@transaction.atomic
def save_team(team: Team, *, by: Employee, version: int | None = None) -> Team:
    """Keep a team as the form filled it; its members' appraisals follow from today on.

    `version` is the one the form was drawn with; None skips the comparison.

    Raises:
        Conflict: somebody saved it meanwhile.
    """
    stands = (
        Team.objects.select_for_update().filter(pk=team.pk).values_list("version", flat=True).first() or 0
    )
    if version not in {None, stands}:
        raise Conflict(stands)
    team.version = stands + 1
    team.save()
    for membership in team.memberships.filter(employee=team.leader_id):
        _drop(membership, timezone.localdate())  # who leads the team is not led by it
    align(_members_of(team), by=by)
    return team


@transaction.atomic
def add_member(membership: Membership, *, by: Employee) -> None:
    """Take somebody from any unit into the team, and tell him.

    Raises:
        Refused: he leads it, or is in it on one of these days already.
    """
    team, person = Team.objects.select_for_update().get(pk=membership.team_id), membership.employee
    if team.leader_id == person.pk:
        raise Refused(f"{person.full_name} memimpin tim ini, jadi tidak dapat menjadi anggotanya.")
    others = team.memberships.filter(employee=person).exclude(ends_on__lt=membership.starts_on)
    if membership.ends_on:
        others = others.exclude(starts_on__gt=membership.ends_on)
    if others.exists():
        raise Refused(f"{person.full_name} sudah menjadi anggota tim ini pada tanggal itu.")
    membership.save()
    align([person], by=by)
    tell(team, [person], f"Anda menjadi anggota tim kerja {team.name}", f"joined:{membership.pk}")


@transaction.atomic
def end_member(
    membership: Membership, *, ends_on: date, by: Employee, stood: date | EllipsisType | None = ...
) -> None:
    """The last day of a membership; one that did not begin is taken away. Ended before: the earlier day stays.

    `stood`: the last day that the form showed; `...` skips the comparison.

    Raises:
        Conflict: somebody wrote another last day meanwhile.
    """
    row = Membership.objects.select_for_update(of=("self",)).select_related("team", "employee").get(
        pk=membership.pk
    )  # fmt: skip
    if stood is not ... and stood != row.ends_on:
        raise Conflict(0)
    _drop(row, ends_on)
    align([row.employee], by=by)
    tell(
        row.team, [row.employee], f"Keanggotaan Anda di tim kerja {row.team.name} berakhir", f"left:{row.pk}"
    )


def _drop(membership: Membership, ends_on: date) -> None:
    if membership.starts_on > ends_on:
        membership.delete()
    elif membership.ends_on is None or membership.ends_on > ends_on:
        membership.ends_on = ends_on
        membership.save(update_fields=["ends_on"])


def tell(team: Team, people: Iterable[Employee], title: str, cause: str) -> None:
    """A line in the inbox of members, with the way to the team's page."""
    url = reverse("work_team", args=[team.uuid])
    notify_all(Line(one, f"team:{team.uuid}:{cause}", title, url=url) for one in people)


def _members_of(team: Team) -> list[Employee]:
    return list(Employee.objects.filter(memberships__team=team).distinct())


# --- the parties that follow ------------------------------------------------------
@dataclass(frozen=True)
class Change:
    """One party row to write: `sentence` is what the history says."""

    party: Party
    sentence: str
    gone: bool = False


@transaction.atomic
def align(people: Iterable[Employee], *, by: Employee | None) -> int:
    """Make the team leaders of these people's living appraisals what their teams say. Returns how many rows changed."""
    living = Appraisal.objects.alive().filter(employee__in=[one.pk for one in people])
    rows = list(
        living.select_for_update(of=("self",), no_key=True)
        .select_related("employee", "period")
        .order_by("pk")
    )
    wanted = teams.led_by(rows)
    changes = [change for row in rows for change in _changes(row, wanted.get(row.pk, []))]
    for change in changes:
        _write(change, by)
    return len(changes)


def _changes(appraisal: Appraisal, wanted: list[Leading]) -> list[Change]:
    """What differs from today on; what ended before is history."""
    today = timezone.localdate()
    held = list(appraisal.parties.filter(role=PartyRole.TEAM_LEADER).select_related("employee"))
    ahead = [party for party in held if party.ends_on is None or party.ends_on >= today]
    spans = {span.leader.pk: span for span in wanted if span.ends_on is None or span.ends_on >= today}
    found = [_ended(party, today) for party in ahead if party.employee_id not in spans]
    found += [
        Change(_until(party, span.ends_on), f"Masa ketua tim {party.name} diubah")
        for party in ahead
        if (span := spans.get(party.employee_id)) and span.ends_on != party.ends_on
    ]
    known = {party.employee_id for party in ahead}
    replaced = any(change.gone or change.party.ends_on for change in found)
    for span in spans.values():
        if span.leader.pk not in known:
            found.append(_begun(appraisal, span, today if replaced else None))
    return found


def _ended(party: Party, today: date) -> Change:
    sentence = f"{party.name} tidak lagi ketua tim"
    if party.starts_on >= today:
        return Change(party, sentence, gone=True)
    return Change(_until(party, today - ONE_DAY), sentence)


def _until(party: Party, day: date | None) -> Party:
    party.ends_on = day if day is None else max(day, party.starts_on)
    return party


def _begun(appraisal: Appraisal, span: Leading, not_before: date | None) -> Change:
    party = leader_party(appraisal, span, _post(span.leader))
    if not_before is not None:
        party.starts_on = max(party.starts_on, not_before)
    return Change(party, f"{party.name} menjadi ketua tim")


def _post(person: Employee) -> Placement | None:
    return person.placement(timezone.localdate())


def _write(change: Change, by: Employee | None) -> None:
    party = change.party
    if change.gone:
        party.delete()
    else:
        party.save()
    Event.objects.create(
        appraisal=party.appraisal,
        action="team_leader",
        label=change.sentence[:120],
        actor=by,
        actor_name=by.full_name if by else "",
        from_status=party.appraisal.status,
        to_status=party.appraisal.status,
    )
