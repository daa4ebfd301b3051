"""The two tables of steps: what may happen next to an appraisal and to an evaluation, and who does it.

Everything else is derived from them: buttons, refusals, inbox, diagram, tests. A guard returns the sentence
that blocks the step, or "". An effect changes the locked row; `perform` sets the status and saves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum

from django.db.models import Q
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, PartyRole
from employees.dates import dated
from employees.models import Employee

Subject = Appraisal | Evaluation


class Actor(Enum):
    """Who takes a step. The parties of the appraisal, personnel of its unit, or the clock."""

    APPRAISEE = "APPRAISEE"
    APPRAISER = "APPRAISER"
    FORMER_APPRAISER = "FORMER_APPRAISER"
    REVIEWER = "REVIEWER"
    TEAM_LEADER = "TEAM_LEADER"
    PERSONNEL = "PERSONNEL"
    SYSTEM = "SYSTEM"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Actor.APPRAISEE: "pegawai yang dinilai",
    Actor.APPRAISER: "pejabat penilai kinerja",
    Actor.REVIEWER: "atasan pejabat penilai kinerja",
    Actor.FORMER_APPRAISER: "pejabat penilai kinerja sebelumnya",
    Actor.TEAM_LEADER: "ketua tim",
    Actor.PERSONNEL: "pengelola kepegawaian",
    Actor.SYSTEM: "sistem",
}


class Scan(Enum):
    """When a step takes the signed file along: the proof of a signature that was not given here."""

    NEVER = "never"
    ON_BEHALF = "when recorded on behalf"
    ON_PAPER = "when recorded on behalf or signed outside"
    ALWAYS = "always"


@dataclass(frozen=True)
class Act:
    """Who acts, when, with which words. `taken` is off while only asking whether it would be allowed.

    `scanned`: the signed file comes along. `on_day`: the day on which it was done, when it is recorded later.
    """

    by: Employee | None
    at: datetime
    note: str = ""
    on_behalf_of: Employee | None = None
    taken: bool = True
    scanned: bool = False
    on_day: date | None = None

    @classmethod
    def asked(cls, by: Employee | None) -> Act:
        return cls(by=by, at=timezone.now(), taken=False)

    @property
    def on(self) -> date:
        """The agency's calendar day of the act."""
        return timezone.localdate(self.at)

    @property
    def day(self) -> date:
        """The day on which it was done: the one that was recorded, else the day of the act."""
        return self.on_day or self.on

    @property
    def words(self) -> str:
        """The note as the history keeps it: with both days of what was recorded later."""
        if self.day == self.on:
            return self.note
        days = f"Dilakukan pada {dated(self.day)}, dicatat pada {dated(self.on)}."
        return f"{self.note}\n{days}".strip()

    @property
    def done_at(self) -> datetime:
        """A moment of that day; noon, when it was recorded on a later one."""
        if self.day == self.on:
            return self.at
        return timezone.make_aware(datetime.combine(self.day, time(12)))


def allow(_subject: Subject, _act: Act) -> str:
    return ""


def nothing(_subject: Subject, _act: Act) -> None: ...


def always(_today: date) -> Q:
    return Q()


@dataclass(frozen=True)
class Step:
    """One action. `target` None leaves the status as it is.

    `turn`: the subject waits for this party (inbox); `waits` narrows that by date. `tells`: parties who get a
    line in their inbox. `password`: the view asks for the password again (the act is a signature). `warning`: what
    cannot be undone or is given up, told before the step is taken. `on_demand`: the button is
    there only when the step may be taken. `scan`: when the signed file has to come along. `day_label`: what the
    day is of a step that may be recorded later than it was done.
    """

    action: str
    label: str
    done: str
    sources: frozenset[str]
    party: Actor
    target: str | None
    guard: Callable[..., str] = allow
    effect: Callable[..., None] = nothing
    note_label: str = ""
    note_required: bool = False
    tells: frozenset[PartyRole] = field(default_factory=frozenset)
    tells_signer: bool = False
    turn: bool = False
    waits: Callable[[date], Q] = always
    password: bool = False
    primary: bool = False
    warning: str = ""
    on_demand: bool = False
    scan: Scan = Scan.NEVER
    day_label: str = ""

    @property
    def dated(self) -> bool:
        """Whether it may be recorded later than it was done, with its day."""
        return bool(self.day_label)


def appraisal_of(subject: Subject) -> Appraisal:
    return subject if isinstance(subject, Appraisal) else subject.appraisal
