"""The doors of awards: who nominates and votes, what is shown when, and the decision, which people make.

Awards are local policy beside the legal predicate (PermenPANRB 6/2022 Ps. 31: an agency may give others); a round
changes no rating. What its days allow is asked again at every act, so nothing waits for a nightly task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from appraisal.models import Appraisal, AppraisalStatus, Award, AwardVote, Event, Nomination
from appraisal.workflow import Refused
from employees.models import Announcement, Employee, Placement, Unit, User
from employees.notifications import notify

SHOWN_FOR = timedelta(days=30)  # an announced name stays on home pages no longer


class Stage(StrEnum):
    NOMINATING = "NOMINATING"
    VOTING = "VOTING"
    DECIDING = "DECIDING"
    ANNOUNCED = "ANNOUNCED"
    CANCELLED = "CANCELLED"


STAGE_LABELS = {
    Stage.NOMINATING: "Menerima usulan",
    Stage.VOTING: "Pemungutan suara",
    Stage.DECIDING: "Menunggu keputusan",
    Stage.ANNOUNCED: "Diumumkan",
    Stage.CANCELLED: "Dibatalkan",
}
STAGE_TONES = {
    Stage.NOMINATING: "active",
    Stage.VOTING: "active",
    Stage.DECIDING: "waiting",
    Stage.ANNOUNCED: "done",
    Stage.CANCELLED: "closed",
}


@dataclass(frozen=True)
class Candidate:
    """Somebody nominated, with all reasons; `votes` is None until the voting is over."""

    person: Employee
    nominations: list[Nomination]
    votes: int | None


@dataclass(frozen=True)
class Decision:
    """Who receives it and why, and what the certificate bears."""

    nominee: Employee
    reason: str
    committee: str
    decree: str
    signer_name: str
    signer_title: str


def stage(award: Award) -> Stage:
    today = timezone.localdate()
    if award.cancelled_at is not None:
        return Stage.CANCELLED
    if award.decided_at is not None:
        return Stage.ANNOUNCED
    if today <= award.nominate_until:
        return Stage.NOMINATING
    if award.vote_until is not None and today <= award.vote_until:
        return Stage.VOTING
    return Stage.DECIDING


def place_of(person: Employee, award: Award) -> Placement | None:
    """The definitive post that somebody holds today within the units of this award."""
    rows = Placement.objects.definitive().on(timezone.localdate()).filter(employee=person)
    if award.unit is not None:
        rows = rows.filter(unit__path__startswith=award.unit.path)
    return rows.select_related("unit", "position").first()


# --- nominating -----------------------------------------------------------------------
def nominating_refusal(award: Award, by: Employee) -> str:
    """Why this person may not nominate now; "" means they may."""
    if stage(award) != Stage.NOMINATING:
        return "Masa usulan sudah berakhir."
    if award.nominators == Award.Nominators.HEADS:
        heads = Unit.objects.filter(head=by, active=True)
        if award.unit is not None:
            heads = heads.filter(path__startswith=award.unit.path)
        return "" if heads.exists() else "Usulan penghargaan ini diberikan oleh pimpinan unit."
    return "" if place_of(by, award) else "Penghargaan ini untuk unit lain."


@transaction.atomic
def nominate(award: Award, *, by: Employee, nominee: Employee, reason: str) -> Nomination:
    """Put somebody forward; a second time for the same person replaces one's own reason.

    Raises:
        Refused: not now, not by this person, or not this nominee.
    """
    award = _locked(award)
    if refusal := nominating_refusal(award, by):
        raise Refused(refusal)
    if nominee == by:
        raise Refused("Anda tidak dapat mengusulkan diri sendiri. Usulkan rekan Anda.")
    if nominee.kind == Employee.Kind.NON_ASN or not nominee.active or place_of(nominee, award) is None:
        raise Refused("Yang diusulkan harus pegawai ASN aktif dari unit penghargaan ini. Pilih orang lain.")
    row, _made = Nomination.objects.update_or_create(
        award=award, nominee=nominee, nominator=by, defaults={"reason": reason}
    )
    return row


# --- voting ---------------------------------------------------------------------------
def voting_refusal(award: Award, by: Employee) -> str:
    """Why this person may not vote now; "" means they may."""
    if stage(award) != Stage.VOTING:
        return "Pemungutan suara tidak sedang berlangsung."
    return "" if place_of(by, award) else "Suara untuk penghargaan ini diberikan pegawai unitnya."


def to_vote(person: Employee) -> QuerySet[Award]:
    """Rounds that vote today, in the units of this person's post, without his vote yet."""
    today = timezone.localdate()
    open_ones = Award.objects.filter(
        nominate_until__lt=today, vote_until__gte=today, decided_at=None, cancelled_at=None
    )
    here = Placement.objects.definitive().on(today).filter(employee=person)
    inside = here.filter(unit__path__startswith=OuterRef("unit__path"))
    others = Nomination.objects.filter(award=OuterRef("pk")).exclude(nominee=person)
    mine = open_ones.filter(Exists(others), Q(Exists(here), unit=None) | Exists(inside))
    return mine.exclude(votes__voter=person)


@transaction.atomic
def vote(award: Award, *, by: Employee, nominee: Employee) -> None:
    """Give the one vote, or move it to somebody else.

    Raises:
        Refused: not now, not by this person, or not for this nominee.
    """
    award = _locked(award)
    if refusal := voting_refusal(award, by):
        raise Refused(refusal)
    if nominee == by:
        raise Refused("Anda tidak dapat memilih diri sendiri. Pilih calon lain.")
    if not award.nominations.filter(nominee=nominee).exists():
        raise Refused("Orang ini tidak diusulkan. Pilih salah satu calon.")
    AwardVote.objects.update_or_create(award=award, voter=by, defaults={"nominee": nominee})


def candidates(award: Award) -> list[Candidate]:
    """Everybody nominated, by name; after the voting those with most votes first."""
    counted = award.method == Award.Method.VOTE and stage(award) in {Stage.DECIDING, Stage.ANNOUNCED}
    votes = {}
    if counted:
        votes = dict(award.votes.order_by().values_list("nominee").annotate(n=Count("pk")))
    by_person: dict[Employee, list[Nomination]] = {}
    rows = award.nominations.select_related("nominee", "nominator").order_by("nominee__sort_name", "pk")
    for row in rows:
        by_person.setdefault(row.nominee, []).append(row)
    found = [
        Candidate(person, given, votes.get(person.pk, 0) if counted else None)
        for person, given in by_person.items()
    ]
    return sorted(found, key=lambda one: -(one.votes or 0))


# --- deciding -------------------------------------------------------------------------
def deciding_refusal(award: Award) -> str:
    """Why it cannot be decided yet, or any more; "" means it can."""
    now = stage(award)
    if now in {Stage.ANNOUNCED, Stage.CANCELLED}:
        return f"Penghargaan ini sudah {STAGE_LABELS[now].lower()}."
    if now == Stage.NOMINATING:
        return f"Usulan masih diterima sampai {date_format(award.nominate_until, 'j F Y')}."
    if now == Stage.VOTING and award.vote_until is not None:
        return f"Suara masih diberikan sampai {date_format(award.vote_until, 'j F Y')}."
    if not award.nominations.exists():
        return "Tidak ada usulan. Batalkan, lalu buka lagi dengan waktu yang lebih panjang."
    if award.method == Award.Method.VOTE and not award.votes.exists():
        return "Tidak ada suara yang diberikan. Batalkan, lalu buka lagi."
    return ""


@transaction.atomic
def decide(award: Award, decision: Decision, *, by: User) -> Award:
    """Name who receives it, tell the agency, and write it into the person's history.

    Raises:
        Refused: too early or too late, somebody's own award, or not the one with most votes.
    """
    award = _locked(award)
    if refusal := deciding_refusal(award) or _choice_refusal(award, decision.nominee, by):
        raise Refused(refusal)
    place = place_of(decision.nominee, award)
    award.winner, award.reason, award.committee = decision.nominee, decision.reason, decision.committee
    award.decree, award.signer_name = decision.decree, decision.signer_name
    award.signer_title = decision.signer_title
    award.winner_position = place.position.title if place else ""
    award.winner_unit = place.unit.name if place else ""
    if award.method == Award.Method.VOTE:
        award.votes_cast = award.votes.count()
        award.votes_won = award.votes.filter(nominee=decision.nominee).count()
    award.decided_by, award.decided_at = by.employee, timezone.now()
    award.save()
    _announce(award, decision.nominee, by.employee)
    return award


def _choice_refusal(award: Award, nominee: Employee, by: User) -> str:
    if nominee == by.employee:
        return "Anda tidak memutuskan penghargaan untuk diri sendiri. Mintalah pengelola lain."
    found = candidates(award)
    chosen = next((one for one in found if one.person == nominee), None)
    if chosen is None:
        return "Orang ini tidak diusulkan. Pilih salah satu calon."
    if chosen.votes is not None and chosen.votes < max(one.votes or 0 for one in found):
        return "Suara terbanyak ada pada calon lain. Pilih calon dengan suara terbanyak."
    return ""


def _announce(award: Award, person: Employee, by: Employee) -> None:
    today = timezone.localdate()
    whose = ", ".join(part for part in (award.winner_position, award.winner_unit) if part)
    Announcement.objects.create(
        title=f"{award}: {person.full_name}"[:200],
        text=f"{person.full_name} ({whose}) menerima {award}.\n\nAlasan: {award.reason}",
        unit=award.unit,
        published_on=today,
        ends_on=today + SHOWN_FOR,
        author=by,
    )
    notify(
        person,
        key=f"award:{award.uuid}",
        title=f"Selamat, Anda menerima {award}",
        body="Piagamnya dapat dibuat dari halaman penghargaan.",
        url=award.get_absolute_url(),
    )
    _write_into_history(award, person, by)


def _write_into_history(award: Award, person: Employee, by: Employee) -> None:
    """Of this year's appraisal, if there is one."""
    rows = Appraisal.objects.filter(employee=person, period__year=timezone.localdate().year)
    row = rows.exclude(status=AppraisalStatus.CLOSED).first()
    if row is None:
        return
    Event.objects.create(
        appraisal=row,
        action="award",
        label=f"Menerima {award}"[:120],
        actor=by,
        actor_name=by.full_name,
        from_status=row.status,
        to_status=row.status,
        note=award.reason,
    )


@transaction.atomic
def open_round(award: Award, *, by: Employee) -> Award:
    """Announce the criteria to whoever may nominate."""
    award.opened_by, award.opened_at = by, timezone.now()
    award.save()
    heads = award.nominators == Award.Nominators.HEADS
    Announcement.objects.create(
        title=f"Usulkan calon: {award}"[:200],
        text=(
            f"Usulan diterima sampai {date_format(award.nominate_until, 'j F Y')} di halaman Penghargaan"
            f" (menu akun).\n\nKriteria:\n{award.criteria}"
        ),
        unit=award.unit,
        role=Announcement.Role.HEADS if heads else Announcement.Role.ALL,
        published_on=timezone.localdate(),
        ends_on=award.nominate_until,
        author=by,
    )
    return award


@transaction.atomic
def cancel(award: Award, reason: str, *, by: Employee) -> Award:
    """End a round without a name; the reason stands on its page.

    Raises:
        Refused: it was announced or cancelled before.
    """
    award = _locked(award)
    now = stage(award)
    if now in {Stage.ANNOUNCED, Stage.CANCELLED}:
        raise Refused(f"Penghargaan ini sudah {STAGE_LABELS[now].lower()}.")
    award.cancelled_by, award.cancelled_at, award.cancelled_reason = by, timezone.now(), reason
    award.save()
    return award


def _locked(award: Award) -> Award:
    return Award.objects.select_related("unit").select_for_update(of=("self",)).get(pk=award.pk)
