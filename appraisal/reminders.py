"""Who is late in the current stage, told once per person, stage and day.

*Late* means that today is after the last day of the stage; *due soon* is a reminder on the last three working
days of it (of an explanation ten, because it helps only while the employee can still decide). Nothing is sent on
a day that is not a working day, to people who are inactive or outside the civil service, or about an appraisal
that is closed. Somebody with several matters in one stage gets one line that counts and names them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from appraisal.clocks import deadline, is_working_day
from appraisal.models import Appraisal, AppraisalStatus, Evaluation, EvaluationStatus, Party, PartyRole
from appraisal.stages import APPRAISAL_TURNS, EVALUATION_TURNS, EXPLANATION, Turn
from employees.models import Employee, Holiday, Notification
from employees.notifications import Line, notify_all

NAMED = 5  # people named in a line; the rest is counted
SOON_DAYS = 3
LONGEST = 45  # calendar days that surely hold ten working days


@dataclass(frozen=True)
class Stage:
    """What somebody may be late with. `own` and `others` are titles: of one's own matter, of many people's."""

    code: str
    label: str
    subject: type[Appraisal] | type[Evaluation]
    waiting: Q
    turn: Turn
    own: str
    others: str
    soon_days: int = SOON_DAYS

    def key(self, day: date) -> str:
        return f"remind:{self.code}:{day:%Y-%m-%d}"


STAGES: tuple[Stage, ...] = (
    Stage(
        "propose",
        "Pengajuan SKP",
        Appraisal,
        Q(status=AppraisalStatus.PLANNING),
        APPRAISAL_TURNS[AppraisalStatus.PLANNING],
        own="SKP Anda belum diajukan",
        others="SKP belum diajukan",
    ),
    Stage(
        "set",
        "Penetapan SKP",
        Appraisal,
        Q(status=AppraisalStatus.PROPOSED),
        APPRAISAL_TURNS[AppraisalStatus.PROPOSED],
        own="SKP menunggu penetapan Anda",
        others="SKP menunggu penetapan Anda",
    ),
    Stage(
        "self",
        "Penilaian diri",
        Evaluation,
        Q(status=EvaluationStatus.OPEN),
        EVALUATION_TURNS[EvaluationStatus.OPEN],
        own="Penilaian diri Anda belum disampaikan",
        others="penilaian diri belum disampaikan",
    ),
    Stage(
        "rating",
        "Evaluasi",
        Evaluation,
        Q(status__in=[EvaluationStatus.ASSESSED, EvaluationStatus.RATED]),
        EVALUATION_TURNS[EvaluationStatus.RATED],
        own="Hasil evaluasi belum Anda sampaikan",
        others="hasil evaluasi belum Anda sampaikan",
    ),
    Stage(
        "conclude",
        "Evaluasi oleh atasan pejabat penilai",
        Evaluation,
        Q(status=EvaluationStatus.OVERDUE),
        EVALUATION_TURNS[EvaluationStatus.OVERDUE],
        own="Evaluasi beralih kepada Anda sebagai atasan pejabat penilai",
        others="evaluasi beralih kepada Anda sebagai atasan pejabat penilai",
    ),
    Stage(
        "decide",
        "Keputusan keberatan",
        Evaluation,
        Q(status=EvaluationStatus.DISPUTED),
        EVALUATION_TURNS[EvaluationStatus.DISPUTED],
        own="Keberatan menunggu keputusan Anda",
        others="keberatan menunggu keputusan Anda",
        soon_days=7,
    ),
    Stage(
        "reply",
        "Tanggapan pegawai",
        Evaluation,
        Q(status=EvaluationStatus.DELIVERED, returned_at__isnull=True),
        EVALUATION_TURNS[EvaluationStatus.DELIVERED],
        own="Hasil evaluasi Anda belum ditanggapi",
        others="hasil evaluasi belum ditanggapi",
    ),
    Stage(
        "explanation",
        "Penjelasan rating",
        Evaluation,
        Q(status=EvaluationStatus.DELIVERED, explanations__answer="", explanations__isnull=False),
        EXPLANATION,
        own="Permintaan penjelasan belum Anda jawab",
        others="permintaan penjelasan belum Anda jawab",
        soon_days=10,
    ),
)


@dataclass(frozen=True)
class Matter:
    """One appraisal or evaluation that waits, with the last day for it."""

    name: str
    limit: date
    url: str


@dataclass
class Reminder:
    """All that one person is reminded of in one stage on one day; matters stand in the order of their limits."""

    employee: Employee
    stage: Stage
    matters: list[Matter] = field(default_factory=list)

    def line(self, today: date) -> Line:
        return Line(
            self.employee,
            key=self.stage.key(today),
            title=self._title(today, named=True),
            body=self._body(today),
            url=self.matters[0].url if len(self.matters) == 1 else reverse("home"),
            subject=self._title(today, named=False),
        )

    def _title(self, today: date, *, named: bool) -> str:
        if len(self.matters) > 1:
            return f"{len(self.matters)} {self.stage.others}"
        only = self.matters[0]
        of_another = named and self.stage.turn.party != PartyRole.APPRAISEE
        whose = f" ({only.name})" if of_another else ""
        return f"{self.stage.own}{whose}: {_when(only.limit, today)}"

    def _body(self, today: date) -> str:
        if len(self.matters) == 1:
            return ""
        lines = [f"{matter.name}: {_when(matter.limit, today)}" for matter in self.matters[:NAMED]]
        rest = len(self.matters) - NAMED
        return "\n".join([*lines, f"dan {rest} lainnya"] if rest > 0 else lines)


def _when(limit: date, today: date) -> str:
    day = date_format(limit, "j F Y")
    return f"terlambat, batasnya {day}" if limit < today else f"batasnya {day}"


def due(today: date) -> dict[Stage, list[Reminder]]:
    """By stage, everybody to be reminded on a day; two queries a stage, however many people."""
    holidays = set(
        Holiday.objects.filter(day__range=(today, today + timedelta(LONGEST))).values_list("day", flat=True)
    )
    if not is_working_day(today, holidays):
        return {stage: [] for stage in STAGES}
    return {stage: _reminders(stage, today, holidays) for stage in STAGES}


def _reminders(stage: Stage, today: date, holidays: set[date]) -> list[Reminder]:
    waiting = _waiting(stage, before=deadline(today, stage.soon_days, holidays))
    to_whom = _recipients(stage.turn.party, {appraisal for appraisal, _keeper, _matter in waiting}, today)
    keepers = _keepers(stage.turn.party, {keeper for _appraisal, keeper, _matter in waiting if keeper})
    found: dict[int, Reminder] = {}
    for appraisal, keeper, matter in waiting:
        if person := keepers.get(keeper or 0) or to_whom.get(appraisal):
            found.setdefault(person.pk, Reminder(person, stage)).matters.append(matter)
    return sorted(found.values(), key=lambda reminder: (reminder.employee.sort_name, reminder.employee.pk))


def _keepers(role: PartyRole, people: set[int]) -> dict[int, Employee]:
    """Appraisers who moved inside a window and finish its evaluations."""
    if role != PartyRole.APPRAISER or not people:
        return {}
    return Employee.objects.active().exclude(kind=Employee.Kind.NON_ASN).in_bulk(people)


def _waiting(stage: Stage, *, before: date) -> list[tuple[int, int | None, Matter]]:
    """(appraisal, keeper, matter) of everything in the stage whose limit is before a day, by limit and name."""
    wanted = stage.waiting & Q(**{f"{stage.turn.limit}__lt": before})
    if stage.subject is Appraisal:
        skp = Appraisal.objects.alive().filter(wanted).order_by(stage.turn.limit, "employee__sort_name")
        return [
            (pk, None, Matter(name, limit, reverse("appraisal", args=[uuid])))
            for pk, uuid, name, limit in skp.values_list("pk", "uuid", "employee__name", stage.turn.limit)
        ]
    of_the_living = Evaluation.objects.filter(wanted).exclude(appraisal__status=AppraisalStatus.CLOSED)
    rows = of_the_living.order_by(stage.turn.limit, "appraisal__employee__sort_name").distinct()
    columns = (
        "appraisal",
        "kept_by",
        "appraisal__uuid",
        "window",
        "appraisal__employee__name",
        stage.turn.limit,
    )
    return [
        (pk, keeper, Matter(name, limit, reverse("evaluation", args=[uuid, window])))
        for pk, keeper, uuid, window, name, limit, _sort in rows.values_list(
            *columns, "appraisal__employee__sort_name"
        )
    ]


def _recipients(role: PartyRole, appraisals: set[int], today: date) -> dict[int, Employee]:
    """Who holds the role today, by appraisal: people in service who have, or can have, an account here."""
    rows = (
        Party.objects.on(today)
        .filter(role=role, appraisal__in=appraisals, employee__active=True, employee__duplicate_of=None)
        .exclude(employee__kind=Employee.Kind.NON_ASN)
        .select_related("employee")
    )
    return {row.appraisal_id: row.employee for row in rows}


def send(today: date) -> dict[Stage, int]:
    """Put today's reminders into inboxes and the outbox; running it again, or twice at once, adds nothing.

    A transaction a stage, so that a killed run goes on where it stopped. Returns how many are new, by stage.
    """
    return {stage: _send(stage, reminders, today) for stage, reminders in due(today).items()}


@transaction.atomic
def _send(stage: Stage, reminders: list[Reminder], today: date) -> int:
    told = Notification.objects.filter(key=stage.key(today))
    before = set(told.values_list("employee", flat=True))
    notify_all(reminder.line(today) for reminder in reminders if reminder.employee.pk not in before)
    return told.count() - len(before)
