"""What is allowed in an appraisal of 2026, told a second time: small, literal, and without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.appraisal.test_workflow_table import APPRAISAL, EVALUATION, EVALUATION_PARTS, PARTS

FIRST_DAY = date(2026, 1, 1)
TARGETS_DUE = date(2026, 1, 31)
OPENS, SELF_DUE, ENDS = date(2026, 2, 2), date(2026, 2, 27), date(2026, 3, 20)
NOTE_REQUIRED = {
    "send_back", "set_unproposed", "set_by_reviewer", "close_in_error", "ask_again", "ask_results",
    "ask_behaviour", "answer_results", "answer_behaviour",
}  # fmt: skip
# What a step makes true or false beside the status.
FACTS: dict[str, dict[str, bool]] = {
    "submit": {"submitted": True, "skipped": False},
    "cut_off": {"skipped": True},
    "submit_late": {"submitted": True, "late": True},
    "ask_again": {"submitted": False},
    "rate": {"drafted": False},
    "revise": {"drafted": True, "shown": False},
    "show": {"shown": True},
    "confirm_minutes": {"confirmed": True},
    "sign": {"returned": True},
    "accept": {"returned": True},
}


def working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


@dataclass
class Model:
    """Where the appraisal and its evaluation should stand; `evaluation` is "" before there is one."""

    today: date = FIRST_DAY
    appraisal: str = "PLANNING"
    evaluation: str = ""
    self_due: date = SELF_DUE
    reply_due: date | None = None
    targets: int = 0
    written: int = 0
    events: int = 0
    submitted: bool = False
    late: bool = False
    skipped: bool = False
    drafted: bool = False
    shown: bool = False
    minutes: bool = False
    confirmed: bool = False
    noted: bool = False
    returned: bool = False
    asked: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)

    @property
    def signed(self) -> bool:
        return self.evaluation in {"DELIVERED", "FINAL"}

    @property
    def rated(self) -> bool:
        return self.signed or self.evaluation == "RATED"

    def allows(self, action: str, role: str, note: str) -> bool:
        table, status = (APPRAISAL, self.appraisal) if action in APPRAISAL else (EVALUATION, self.evaluation)
        who, sources, _target = table[action]
        holders = {who, "unit_personnel"} if who == "personnel" else {who}
        if role not in holders or status not in sources or (action in NOTE_REQUIRED and not note):
            return False
        return self.condition(action, note)

    def condition(self, action: str, note: str) -> bool:
        in_time = OPENS <= self.today <= self.self_due
        complete = self.written == self.targets
        about = action.rpartition("_")[2]
        may_reply = self.reply_due is not None and self.today <= self.reply_due
        return {
            "propose": self.targets > 0,
            "set": self.targets > 0,
            "set_unproposed": self.targets > 0,
            "set_by_reviewer": self.targets > 0 and self.today > TARGETS_DUE,
            "close_in_error": not self.signed,
            "submit": in_time and complete,
            "cut_off": self.today > self.self_due,
            "submit_late": not self.submitted and complete,
            "ask_again": self.submitted and not self.late and self.today < ENDS,
            "rate": self.appraisal == "RUNNING" and self.drafted,
            "show": not self.shown,
            "confirm_minutes": self.minutes and not self.confirmed,
            "deliver": (self.minutes or bool(note)) and self.noted,
            "sign": not self.returned and may_reply,
            "accept": may_reply,
            "ask_results": about not in self.asked and may_reply,
            "ask_behaviour": about not in self.asked and may_reply,
            "answer_results": about in self.asked - self.answered,
            "answer_behaviour": about in self.asked - self.answered,
            "lapse": self.reply_due is not None and self.today > self.reply_due,
        }.get(action, True)

    def take(self, action: str) -> None:
        """Follow a step that was allowed."""
        self.events += 1
        about = action.rpartition("_")[2]
        for name, value in FACTS.get(action, {}).items():
            setattr(self, name, value)
        if action == "ask_again":
            self.self_due = min(working_days_after(self.today, 3), ENDS)
        elif action == "deliver":
            self.reply_due = working_days_after(self.today, 14)
        elif action in {"ask_results", "ask_behaviour"}:
            self.asked.add(about)
        elif action in {"answer_results", "answer_behaviour"}:
            self.answered.add(about)
        self.go_on(action)

    def go_on(self, action: str) -> None:
        """The status that the step leads to; what was opened in error takes its evaluation along."""
        if action in EVALUATION:
            self.evaluation = EVALUATION[action][2] or self.evaluation
            return
        self.appraisal = APPRAISAL[action][2]
        if self.appraisal == "CLOSED" and self.evaluation:
            self.evaluation = "VOID"

    def may_write(self, part: str, role: str) -> bool:
        table, status = (PARTS, self.appraisal) if part in PARTS else (EVALUATION_PARTS, self.evaluation)
        parties, statuses = table[part]
        if role not in parties or status not in statuses:
            return False
        if part == "progress":
            return not self.signed
        if part != "self":
            return True
        if status == "OPEN":
            return OPENS <= self.today <= self.self_due
        return self.skipped and not self.submitted

    def write(self, part: str) -> None:
        self.targets += part == "targets"
        self.written = self.targets if part == "self" else self.written
        self.drafted = self.drafted or part == "rating"
        self.minutes = self.minutes or part == "dialogue"
        self.noted = self.noted or part == "note"

    def beat(self) -> None:
        """What the clock does when it runs."""
        if not self.evaluation and self.appraisal != "CLOSED" and OPENS <= self.today <= ENDS:
            self.evaluation = "OPEN"
        for action in ("cut_off", "lapse"):
            if self.evaluation and self.allows(action, "system", ""):
                self.take(action)

    def waits_for(self, role: str) -> tuple[bool, bool]:
        """Whether the appraisal and the evaluation lie in somebody's inbox."""
        skp = {"PLANNING": {"appraisee"}, "PROPOSED": {"appraiser"}}.get(self.appraisal, set())
        if skp and self.today > TARGETS_DUE:
            skp |= {"reviewer"}
        asked_why = {"appraiser"} if self.asked - self.answered else set()
        turns = {
            "OPEN": {"appraisee"} if OPENS <= self.today <= self.self_due else set(),
            "ASSESSED": {"appraiser"},
            "RATED": {"appraiser"},
            "DELIVERED": {"appraisee"} | asked_why,
            "FINAL": asked_why,
        }
        return role in skp, role in turns.get(self.evaluation, set())
