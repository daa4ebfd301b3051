"""Whom a round may ask: peers, people below, others; how many requests one person bears; and who is drawn by a rule."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from appraisal.models import Appraisal, PartyRole, Period
from employees.models import Employee, Placement
from feedback.models import FeedbackRequest, FeedbackRound, Group, RoundPolicy

RUNNING = (FeedbackRound.Status.PROPOSED, FeedbackRound.Status.OPEN)
MOST_ASKED = 100
REST = timedelta(days=30)  # between a result and the close of the next round
_random = secrets.SystemRandom()


def policy_of(period: Period) -> RoundPolicy:
    """The period's rules, or the defaults where personnel set none."""
    return RoundPolicy.objects.filter(period=period).first() or RoundPolicy(period=period)


# --- relations ------------------------------------------------------------------------
def groups_of(appraisal: Appraisal, people: Collection[Employee], today: date) -> dict[int, Group]:
    """What each of them is to the employee today; two queries."""
    own = appraisal.employee.placement(today)
    rows = Placement.objects.definitive().on(today).filter(employee__in=people)
    found = {person.pk: Group.OTHER for person in people}
    for employee, superior, unit in rows.values_list("employee", "superior", "unit"):
        if superior == appraisal.employee_id:
            found[employee] = Group.SUBORDINATE
        elif own and (unit == own.unit_id or (superior is not None and superior == own.superior_id)):
            found[employee] = Group.PEER
    return found


def candidates(appraisal: Appraisal, today: date) -> dict[Group, list[Employee]]:
    """Peers and people below whom a form offers, by name; superiors of the employee are never asked."""
    own = appraisal.employee.placement(today)
    below = Q(superior=appraisal.employee_id)
    near = Q(unit=own.unit_id) | Q(superior=own.superior_id, superior__isnull=False) if own else Q(pk__in=[])
    rows = Placement.objects.definitive().on(today).filter(below | near)
    people = list(
        Employee.objects.active()
        .filter(pk__in=rows.values("employee"))
        .exclude(pk__in=superiors_of(appraisal, today) | {appraisal.employee_id})
    )
    groups = groups_of(appraisal, people, today)
    return {
        group: [one for one in people if groups[one.pk] == group] for group in (Group.PEER, Group.SUBORDINATE)
    }


def superiors_of(appraisal: Appraisal, today: date) -> set[int]:
    """They judge in their own name and read the result, so they are not among the givers."""
    roles = (PartyRole.APPRAISER, PartyRole.REVIEWER)
    return set(appraisal.parties.on(today).filter(role__in=roles).values_list("employee", flat=True))


# --- limits ---------------------------------------------------------------------------
def loads(people: Iterable[Employee]) -> dict[int, int]:
    """How many running rounds ask each of them."""
    rows = FeedbackRequest.objects.filter(person__in=[one.pk for one in people], round__status__in=RUNNING)
    return dict(rows.values_list("person").annotate(Count("pk")).order_by())


def choice_refusal(appraisal: Appraisal, people: Collection[Employee], policy: RoundPolicy) -> str:
    """Why exactly these people may not be asked; "" means they may."""
    today = timezone.localdate()
    chosen = {one.pk for one in people}
    if chosen & (superiors_of(appraisal, today) | {appraisal.employee_id}):
        return "Pegawai itu sendiri dan para penilainya tidak ikut menjawab."
    if not policy.floor <= len(chosen) <= MOST_ASKED:
        return (
            f"Pilih {policy.floor} sampai {MOST_ASKED} orang: hasil baru tampil bila paling sedikit"
            f" {policy.floor} orang menjawab."
        )
    load = loads(people)
    tired = [one.full_name for one in people if load.get(one.pk, 0) >= policy.most_requests]
    if tired:
        return f"Sudah banyak diminta, pilih orang lain: {', '.join(tired[:5])}."
    return subtraction_refusal(appraisal, chosen)


def subtraction_refusal(appraisal: Appraisal, chosen: set[int]) -> str:
    """Two results whose people differ by fewer than k would tell what those few said."""
    published = FeedbackRound.objects.filter(
        appraisal__employee=appraisal.employee_id, status=FeedbackRound.Status.PUBLISHED
    )
    for earlier in published.prefetch_related("requests"):
        before = {one.person_id for one in earlier.requests.all()}
        if any(0 < len(apart) < earlier.floor for apart in (chosen - before, before - chosen)):
            return (
                f"Susunan orangnya hampir sama dengan putaran sebelumnya. Mintalah orang yang sama, atau ganti paling"
                f" sedikit {earlier.floor} orang, agar jawaban seseorang tidak dapat dihitung dari selisihnya."
            )
    return ""


def rest_refusal(appraisal: Appraisal, closes_on: date) -> str:
    """One result, then a month of rest: rounds in quick succession would show who was away."""
    published = FeedbackRound.objects.filter(
        appraisal__employee=appraisal.employee_id,
        status=FeedbackRound.Status.PUBLISHED,
        closes_on__gt=closes_on - REST,
    )
    return (
        "Putaran berikutnya ditutup paling cepat 30 hari setelah hasil yang lalu."
        if published.exists()
        else ""
    )


# --- the period's rule ------------------------------------------------------------------
def drawn(appraisal: Appraisal, policy: RoundPolicy, today: date) -> list[Employee]:
    """Whom the rule asks: those below, then all peers or some of them by lot; nobody above the limit."""
    found = candidates(appraisal, today)
    peers, below = found[Group.PEER], found[Group.SUBORDINATE]
    load = loads([*peers, *below])
    free = [one for one in peers if load.get(one.pk, 0) < policy.most_requests]
    _random.shuffle(free)
    match policy.peers:
        case RoundPolicy.Peers.NONE:
            free = []
        case RoundPolicy.Peers.RANDOM:
            free = sorted(free, key=lambda one: load.get(one.pk, 0))[: policy.random_peers]
    asked = (
        [one for one in below if load.get(one.pk, 0) < policy.most_requests] if policy.subordinates else []
    )
    return [*asked, *free][:MOST_ASKED]
