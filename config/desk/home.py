"""`/`: what waits for me now, my year with its deadlines, my three parties, my team at a glance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal import waiting as appraisal_waiting
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    Party,
    PartyRole,
    Period,
    ProgressEntry,
    WindowCode,
)
from appraisal.stages import LABELS, TONES, days_left, late, turn_of, with_explanation, with_stage
from appraisal.workflow import waiting_appraisals, waiting_evaluations
from config.desk.counts import Tally, appraisals_of, tally
from config.desk.overview import busiest
from employees import announcements, onboarding
from employees.desk_access import desk_units
from employees.http import Request, page
from employees.matters import Matter, Row, waiting
from employees.models import Announcement, Employee, Holiday, Unit, User
from feedback import waiting as feedback_waiting
from training import waiting as training_waiting

NAMED = 3  # people named under a task; the rest stands on the team's page
YEARS = 2  # around the turn of the year two run at once


@dataclass(frozen=True)
class Waiting:
    """One matter that is my turn. `name` is empty for my own; `stage` is what the team's page filters by."""

    task: str
    stage: str
    name: str
    period: str
    url: str
    limit: date | None
    days_left: int | None
    together: str = ""  # where it is done for many people at once

    @property
    def late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Task:
    """One thing asked of me about several of my people; the one with the nearest limit stands first."""

    matters: list[Waiting]

    @property
    def first(self) -> Waiting:
        return self.matters[0]

    @property
    def url(self) -> str:
        """The page for all of them where they have one, else the list of the team that shows them alone."""
        together = {matter.together for matter in self.matters}
        return together.pop() if len(together) == 1 and "" not in together else self._listed

    @property
    def _listed(self) -> str:
        return f"{reverse('team')}?{urlencode({'status': self.first.stage})}"

    @property
    def named(self) -> list[Waiting]:
        return self.matters[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.matters) - len(self.named)

    @property
    def late(self) -> int:
        return sum(matter.late for matter in self.matters)


@dataclass(frozen=True)
class Year:
    """One of my years: how far it is, and who its parties are."""

    appraisal: Appraisal
    label: str
    tone: str
    steps: list[dict[str, Any]]
    starts_on: date | None  # of a year that was opened before it begins
    parties: list[tuple[str, Party | None]]


@require_safe
def home(request: Request) -> HttpResponse:
    """The first page after signing in; it changes nothing."""
    person, today = request.user.employee, timezone.localdate()
    holidays = set(Holiday.objects.values_list("day", flat=True))
    turns = waiting_for(person, today, holidays)
    years = years_of(person, today)
    beside = matters_of(request.user)
    lates = [*(turn.late for turn in turns), *(one.late for part in beside.values() for one in part)]
    context: dict[str, Any] = beside | {
        "person": person,
        "own": [turn for turn in turns if not turn.name],
        "tasks": tasks_of(turns),
        "waiting_count": len(lates),
        "late_count": sum(lates),
        "years": years,
        "contacts": contacts(years[0].appraisal.unit) if years else [],
        "announcements": Announcement.objects.unread_by(request.user)[: announcements.ON_HOME],
        "card": onboarding.card_of(request.user),
        "cards": len(onboarding.CARDS),
        "team": team_of(person, today),
        "agency": agency_at_a_glance(request.user, today),
    }
    return page(request, "desk/home.html", context)


# --- my turn ------------------------------------------------------------------------
def waiting_for(person: Employee, today: date, holidays: Collection[date]) -> list[Waiting]:
    """Everything that is this person's turn, the nearest limit first; two queries."""
    appraisals = waiting_appraisals(person).select_related("employee", "period")
    evaluations = with_explanation(waiting_evaluations(person)).annotate(
        reviews=Exists(_reviewing(person, today))
    )
    evaluations = evaluations.select_related("appraisal__employee", "appraisal__period")
    subjects: list[Appraisal | Evaluation] = [*appraisals, *evaluations]
    found = [_waiting(subject, person, today, holidays) for subject in subjects]
    return sorted(found, key=lambda one: (one.limit or date.max, one.name != "", one.name))


def matters_of(user: User) -> dict[str, list[Matter]]:
    """The same in words, by the part of the page."""
    rows = waiting_beside(user)
    return {
        "followed": appraisal_waiting.told(rows),
        "matters": feedback_waiting.told(rows),
        "training": training_waiting.told(rows),
    }


def waiting_beside(user: User) -> list[Row]:
    """What waits after the results, and in matters of feedback and training; one query."""
    return waiting(
        [*appraisal_waiting.kinds(user), *feedback_waiting.kinds(user), *training_waiting.kinds(user)]
    )


def _reviewing(person: Employee, today: date) -> QuerySet[Party]:
    """That this person is the reviewer of an evaluation's appraisal on that day."""
    acting = Party.objects.acting(person.pk, today)
    return acting.filter(role=PartyRole.REVIEWER, appraisal=OuterRef("appraisal"))


def _role(subject: Appraisal | Evaluation, person: Employee) -> PartyRole:
    """As whom this person is asked."""
    if isinstance(subject, Appraisal):
        return PartyRole.APPRAISEE if subject.employee_id == person.pk else PartyRole.APPRAISER
    if subject.appraisal.employee_id == person.pk:
        return PartyRole.APPRAISEE
    keeps = subject.kept_by_id == person.pk
    return PartyRole.REVIEWER if vars(subject)["reviews"] and not keeps else PartyRole.APPRAISER


def _waiting(
    subject: Appraisal | Evaluation, person: Employee, today: date, holidays: Collection[date]
) -> Waiting:
    appraisal = subject if isinstance(subject, Appraisal) else subject.appraisal
    own = appraisal.employee_id == person.pk
    turn = turn_of(subject, _role(subject, person))
    limit: date | None = getattr(subject, turn.limit) if turn else None
    return Waiting(
        task=turn.task if turn else subject.get_status_display(),
        stage=subject.status,
        name="" if own else appraisal.employee.full_name,
        period=str(appraisal.period),
        url=_at_work(subject) if own else subject.get_absolute_url(),
        limit=limit,
        days_left=days_left(limit, today, holidays),
        together="" if own else _for_many(subject),
    )


def _at_work(subject: Appraisal | Evaluation) -> str:
    """One's own matter opens where it is written, not where one reads what there is to write."""
    if subject.status == AppraisalStatus.PLANNING:
        return reverse("targets", args=[subject.uuid])
    if isinstance(subject, Evaluation) and subject.status == EvaluationStatus.OPEN:
        return reverse("self_assessment", args=[subject.appraisal.uuid, subject.window])
    return subject.get_absolute_url()


def _for_many(subject: Appraisal | Evaluation) -> str:
    if isinstance(subject, Appraisal) or subject.status != EvaluationStatus.ASSESSED:
        return ""
    return reverse("scoring", args=[subject.appraisal.period.year, subject.window])


def tasks_of(turns: list[Waiting]) -> list[Task]:
    """What my people wait for, gathered by task and year; the most urgent first."""
    found: dict[tuple[str, str], list[Waiting]] = {}
    for matter in turns:
        if matter.name:
            found.setdefault((matter.task, matter.period), []).append(matter)
    return [Task(matters) for matters in found.values()]


# --- my year --------------------------------------------------------------------------
def years_of(person: Employee, today: date) -> list[Year]:
    """My running years, the earlier first; when none runs, the last one. Two queries."""
    staged = cast("Any", with_stage(Appraisal.objects.filter(employee=person)))
    mine = staged.select_related("unit", "period", "yearly")  # the yearly evaluation, joined by `with_stage`
    window = EvaluationWindow.objects.filter(period=OuterRef("period"), code=WindowCode.YEAR)
    dated = mine.annotate(self_until=window.values("self_due_on")[:1], until=window.values("ends_on")[:1])
    rows: list[Any] = list(dated.order_by("-period__year", "-pk").prefetch_related("parties")[: YEARS + 1])
    running = [row for row in rows if row.stage not in {EvaluationStatus.FINAL, AppraisalStatus.CLOSED}]
    return [_year(row, today) for row in reversed(running[:YEARS] or rows[:1])]


def _year(row: Any, today: date) -> Year:
    evaluation = getattr(row, "yearly", None)
    roles = (PartyRole.APPRAISER, PartyRole.REVIEWER)
    day = min(max(today, row.period.starts_on), row.period.ends_on) if evaluation is None else today
    return Year(
        appraisal=row,
        label=LABELS[row.stage],
        tone=TONES[row.stage],
        steps=steps_of(row, evaluation, today),
        starts_on=row.period.starts_on if row.period.starts_on > today else None,
        parties=[(role.label, party_on(row.parties.all(), role, day)) for role in roles],
    )


def party_on(parties: Collection[Party], role: PartyRole, day: date) -> Party | None:
    """Who holds a role on a day, among rows that are in memory."""
    return next(
        (
            party
            for party in parties
            if party.role == role
            and party.starts_on <= day
            and (party.ends_on is None or party.ends_on >= day)
        ),
        None,
    )


def steps_of(appraisal: Appraisal, evaluation: Evaluation | None, today: date) -> list[dict[str, Any]]:
    """The year for components/_stepper.html: done with its day, else with its limit."""
    marks = [
        Mark("SKP diajukan", appraisal.proposed_at or appraisal.set_at, appraisal.targets_due_on),
        Mark("SKP ditetapkan", appraisal.set_at, appraisal.targets_due_on),
        *(_evaluated(appraisal, evaluation) if evaluation else _not_yet(appraisal)),
    ]
    begun = party_on(appraisal.parties.all(), PartyRole.APPRAISEE, today) is not None
    now = next((mark for mark in marks if begun and not mark.done), None)
    return [mark.step(now=mark is now, today=today) for mark in marks]


@dataclass(frozen=True)
class Mark:
    """A point of the year: when it was reached (or only that it was), and its last day."""

    label: str
    reached: datetime | date | None
    limit: date | None
    passed: bool = False

    @property
    def done(self) -> bool:
        return self.passed or self.reached is not None

    def step(self, *, now: bool, today: date) -> dict[str, Any]:
        if self.done:
            return {"label": self.label, "state": "done", "date": self.reached}
        late_now = self.limit is not None and self.limit < today
        return {
            "label": self.label,
            "state": "late" if late_now else "now" if now else "todo",
            "date": self.limit,
        }


def _evaluated(appraisal: Appraisal, row: Evaluation) -> list[Mark]:
    return [
        Mark("Pelaksanaan", row.opens_on if appraisal.set_at else None, appraisal.period.ends_on),
        Mark(
            "Penilaian diri",
            row.self_submitted_at,
            row.self_due_on,
            passed=row.status != EvaluationStatus.OPEN,
        ),
        Mark("Evaluasi dan dialog", row.signed_at, row.ends_on),
        Mark("Tanggapan, lalu final", row.final_at, row.reply_due_on),
    ]


def _not_yet(row: Any) -> list[Mark]:
    """Of an appraisal read by `years_of`."""
    return [
        Mark("Pelaksanaan", None, row.period.ends_on),
        Mark("Penilaian diri", None, row.self_until),
        Mark("Evaluasi dan dialog", None, row.until),
        Mark("Tanggapan, lalu final", None, None),
    ]


def contacts(unit: Unit) -> Sequence[User]:
    """The unit's personnel to ask, of the nearest unit upward that has any."""
    line = Unit.objects.line_up(unit)
    found = User.objects.filter(is_active=True, units__in=line).select_related("employee")
    nearest = list(found.annotate(depth=Length("units__path")).order_by("-depth", "employee__sort_name")[:5])
    return [row for row in nearest if row.depth == nearest[0].depth][:2]


# --- my team, my agency -------------------------------------------------------------------
@dataclass
class Team:
    """My people in one open period: how many, by stage, late, and with a call for help."""

    year: int
    url: str
    tally: Tally
    help_wanted: int = 0

    @property
    def late_words(self) -> str:
        return f"{self.tally.late} terlambat"

    @property
    def help_words(self) -> str:
        return f"{self.help_wanted} butuh bantuan"


def team_of(person: Employee, today: date) -> list[Team]:
    """Those whom I appraise today, by period; one query."""
    calls = ProgressEntry.objects.filter(appraisal=OuterRef("pk"), help_wanted=True, helped_at=None)
    mine = Appraisal.objects.alive().filter(period__status=Period.Status.OPEN)
    rows = (
        with_stage(mine.with_party(PartyRole.APPRAISER, person.pk, today))
        .annotate(calls=Exists(calls))
        .order_by("period__year")
        .values("period__year", "stage")
        .annotate(
            n=Count("pk"), late_n=Count("pk", filter=late(today)), help_n=Count("pk", filter=Q(calls=True))
        )
    )
    found: dict[int, Team] = {}
    for row in rows:
        year = row["period__year"]
        team = found.setdefault(year, Team(year, reverse("team"), Tally()))
        team.tally.add(row["stage"], row["n"], row["late_n"])
        team.help_wanted += row["help_n"]
    return list(found.values())


def agency_at_a_glance(user: User, today: date) -> dict[str, Any] | None:
    """For personnel: the period that is at work now, in one bar; where there is none, the way to it."""
    if not user.is_personnel:
        return None
    period, prepares = busiest(), user.has_perm("employees.administer_agency")
    if period is None:
        return {"period": None, "prepares": prepares}
    rows = appraisals_of(desk_units(user), period)
    return {"period": period, "prepares": prepares, "tally": tally(rows, today)}
