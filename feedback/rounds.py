"""Asked feedback (360): a round is proposed, approved by the appraiser, filled in, and closes once on its day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from appraisal.acts import record_act
from appraisal.models import Appraisal, AppraisalStatus, Party, PartyRole, Period
from appraisal.standing import holds
from appraisal.workflow import Act, Refused
from employees.dates import dated
from employees.models import Employee
from employees.notifications import Line, notify_all
from feedback import answers, asked
from feedback.models import FeedbackRequest, FeedbackRound, RoundPolicy

SHORTEST, USUAL, LONGEST = timedelta(days=3), timedelta(days=14), timedelta(days=60)
Status, Origin = FeedbackRound.Status, FeedbackRound.Origin
ASKED = "Anda diminta memberi umpan balik tertutup"


# --- proposing ------------------------------------------------------------------------
def proposing_refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person may start no round here; "" means he may."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup."
    if appraisal.employee_id != by.pk and not holds(appraisal, PartyRole.APPRAISER, by):
        return "Umpan balik 360 diusulkan pegawai atau pejabat penilai kinerjanya."
    if running(appraisal) is not None:
        return "Masih ada putaran yang berjalan. Tunggu sampai ditutup."
    return ""


def running(appraisal: Appraisal) -> FeedbackRound | None:
    return FeedbackRound.objects.filter(appraisal=appraisal, status__in=asked.RUNNING).first()


def length_refusal(closes_on: date) -> str:
    """Why no round that begins today may close on this day."""
    today = timezone.localdate()
    in_time = today + SHORTEST <= closes_on <= today + LONGEST
    return "" if in_time else "Beri waktu mengisi paling sedikit 3 dan paling lama 60 hari."


def to_approve(superior: Employee) -> QuerySet[FeedbackRound]:
    """Proposed rounds that wait for this person as appraiser, himself or as Plt or Plh."""
    acting = Party.objects.acting(superior.pk, timezone.localdate()).filter(role=PartyRole.APPRAISER)
    return FeedbackRound.objects.filter(status=Status.PROPOSED, appraisal__in=acting.values("appraisal"))


def listed(rows: QuerySet[FeedbackRound]) -> QuerySet[FeedbackRound]:
    """With `asked`, how many people each asks, and what a list prints."""
    parts = ("appraisal__employee", "appraisal__unit", "appraisal__period", "proposed_by")
    rows = rows.annotate(asked=Count("requests")).select_related(*parts)
    return rows.order_by("closes_on", "appraisal__employee__sort_name", "pk")


@transaction.atomic
def propose(
    appraisal: Appraisal, people: Collection[Employee], *, closes_on: date, focus: str = "", by: Employee
) -> FeedbackRound:
    """The employee proposes, or the appraiser starts it, which approves it at once.

    Raises:
        Refused: with the reason.
    """
    _locked_appraisal(appraisal)
    policy = asked.policy_of(appraisal.period)
    for reason in (
        proposing_refusal(appraisal, by),
        length_refusal(closes_on),
        asked.rest_refusal(appraisal, closes_on),
        asked.choice_refusal(appraisal, people, policy),
    ):
        if reason:
            raise Refused(reason)
    superior = holds(appraisal, PartyRole.APPRAISER, by)
    origin = Origin.SUPERIOR if superior else Origin.EMPLOYEE
    found = _make(appraisal, people, policy, origin, closes_on=closes_on, focus=focus, by=by)
    if superior:
        return approve(found, by=by)
    _tell(found, "round_proposed", "Umpan balik 360 diusulkan", by, tells=(PartyRole.APPRAISER,))
    return found


def _make(
    appraisal: Appraisal,
    people: Collection[Employee],
    policy: RoundPolicy,
    origin: str,
    *,
    closes_on: date,
    by: Employee,
    focus: str = "",
) -> FeedbackRound:
    found = FeedbackRound.objects.create(
        appraisal=appraisal,
        origin=origin,
        floor=policy.floor,
        closes_on=closes_on,
        focus=focus,
        proposed_by=by,
    )
    groups = asked.groups_of(appraisal, people, timezone.localdate())
    FeedbackRequest.objects.bulk_create(
        FeedbackRequest(round=found, person=one, group=groups[one.pk])
        for one in sorted(people, key=lambda one: (one.sort_name, one.pk))
    )
    return found


def by_rule(
    appraisal: Appraisal, policy: RoundPolicy, closes_on: date, *, by: Employee
) -> FeedbackRound | None:
    """A round as the period's rule draws it, for the appraiser to approve; None where too few can be asked."""
    with transaction.atomic():
        _locked_appraisal(appraisal)
        people = asked.drawn(appraisal, policy, timezone.localdate())
        blocked = running(appraisal) is not None or asked.choice_refusal(appraisal, people, policy)
        if blocked or asked.rest_refusal(appraisal, closes_on):
            return None
        found = _make(appraisal, people, policy, Origin.PERIOD, closes_on=closes_on, by=by)
        _tell(
            found,
            "round_proposed",
            "Umpan balik 360 menurut aturan periode",
            by,
            tells=(PartyRole.APPRAISER,),
        )
    return found


def open_by_rule(period: Period, closes_on: date, *, by: Employee) -> tuple[int, int]:
    """For everybody whose year runs and who has no round in it yet; returns how many got one, and how many not."""
    policy = asked.policy_of(period)
    had = FeedbackRound.objects.filter(appraisal__period=period).exclude(status=Status.CANCELLED)
    rows = Appraisal.objects.filter(period=period, status=AppraisalStatus.RUNNING)
    rows = rows.exclude(pk__in=had.values("appraisal")).select_related("employee", "period")
    made = [by_rule(row, policy, closes_on, by=by) is not None for row in rows]
    return sum(made), len(made) - sum(made)


# --- approving ------------------------------------------------------------------------
def approving_refusal(found: FeedbackRound, by: Employee) -> str:
    """Why this person may not approve or change the round now; "" means he may."""
    if not holds(found.appraisal, PartyRole.APPRAISER, by):
        return "Putaran umpan balik disetujui pejabat penilai kinerja."
    if found.status != Status.PROPOSED:
        return f"Putaran ini sudah diputuskan: {found.get_status_display().lower()}."
    return ""


@transaction.atomic
def approve(found: FeedbackRound, *, by: Employee) -> FeedbackRound:
    """From here on nothing about it changes but the answers. Those who are asked are told.

    Raises:
        Refused: not the appraiser, not waiting for him, or its day has come too near.
    """
    row = _locked(found)
    if reason := approving_refusal(row, by):
        raise Refused(reason)
    if row.closes_on < timezone.localdate() + timedelta(days=1):
        raise Refused("Batas mengisinya sudah lewat. Batalkan, lalu mulai putaran baru.")
    row.status, row.approved_by, row.approved_at = Status.OPEN, by, timezone.now()
    row.save()
    requests = list(row.requests.select_related("person"))
    answers.make_slots(row, requests)
    notify_all(_line(one, row) for one in requests)
    _tell(row, "round_opened", "Umpan balik 360 dimulai", by, tells=(PartyRole.APPRAISEE,))
    return row


def _line(request: FeedbackRequest, found: FeedbackRound) -> Line:
    return Line(
        request.person,
        key=f"round:{found.uuid}",
        title=f"{ASKED} untuk {found.appraisal.employee.full_name}, sampai {dated(found.closes_on)}",
        body="Jawaban Anda tidak ditampilkan dengan nama, dan Anda boleh menolak.",
        url=answers.url(request),
        subject=ASKED,
    )


@transaction.atomic
def replace_people(found: FeedbackRound, people: Collection[Employee], *, by: Employee) -> FeedbackRound:
    """The appraiser asks others than were proposed, before he approves.

    Raises:
        Refused: with the reason.
    """
    row = _locked(found)
    if reason := approving_refusal(row, by):
        raise Refused(reason)
    row.requests.all().delete()  # nobody was told yet, and nothing was answered
    policy = asked.policy_of(row.appraisal.period)
    if reason := asked.choice_refusal(row.appraisal, people, policy):
        raise Refused(reason)
    groups = asked.groups_of(row.appraisal, people, timezone.localdate())
    FeedbackRequest.objects.bulk_create(
        FeedbackRequest(round=row, person=one, group=groups[one.pk]) for one in people
    )
    return row


@transaction.atomic
def cancel(found: FeedbackRound, *, note: str, by: Employee) -> None:
    """The appraiser ends it without a result; what was answered is destroyed unread.

    Raises:
        Refused: not the appraiser, or it is over.
    """
    row = _locked(found)
    if not holds(row.appraisal, PartyRole.APPRAISER, by):
        raise Refused("Putaran umpan balik dibatalkan pejabat penilai kinerja.")
    if row.status not in asked.RUNNING:
        raise Refused(f"Putaran ini sudah selesai: {row.get_status_display().lower()}.")
    row.status, row.reason = Status.CANCELLED, note
    row.save()
    row.slots.all().delete()
    _tell(row, "round_cancelled", "Umpan balik 360 dibatalkan", by, note=note, tells=(PartyRole.APPRAISEE,))


# --- who reads the list of those asked ----------------------------------------------------
def may_read_names(found: FeedbackRound, by: Employee) -> bool:
    """Whoever chose them, while the round runs: the appraiser, and the employee where he proposed them."""
    if found.status not in asked.RUNNING:
        return False
    proposed = found.origin == Origin.EMPLOYEE and found.proposed_by_id == by.pk
    return proposed or holds(found.appraisal, PartyRole.APPRAISER, by)


def _tell(
    found: FeedbackRound,
    action: str,
    label: str,
    by: Employee,
    *,
    tells: tuple[PartyRole, ...],
    note: str = "",
) -> None:
    """The event says how many are asked, never who."""
    words = note or f"{found.requests.count()} orang diminta, sampai {dated(found.closes_on)}."
    act = Act(by=by, at=timezone.now(), note=words)
    record_act(found.appraisal, action, label, act, tells=tells, url=found.get_absolute_url())


def _locked(found: FeedbackRound) -> FeedbackRound:
    rows = FeedbackRound.objects.select_for_update(of=("self",))
    return rows.select_related("appraisal__employee", "appraisal__period").get(pk=found.pk)


def _locked_appraisal(appraisal: Appraisal) -> None:
    Appraisal.objects.select_for_update(of=("self",), no_key=True).get(pk=appraisal.pk)
