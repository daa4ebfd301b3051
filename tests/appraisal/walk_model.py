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
    "ask_behaviour", "answer_results", "answer_behaviour", "reviewer_answers_results",
    "reviewer_answers_behaviour", "object", "explain_as_appraisee", "explain_as_appraiser", "uphold", "change",
    "retract", "retract_conclusion", "reopen", "reopen_conclusion", "reopen_decision", "void", "hand_on", "resume",
    "resume_assessment", "resume_dialogue",
}  # fmt: skip
# What a step makes true or false beside the status.
FACTS: dict[str, dict[str, bool]] = {
    "submit": {"submitted": True, "skipped": False},
    "cut_off": {"skipped": True},
    "submit_late": {"submitted": True, "late": True},
    "ask_again": {"submitted": False},
    "rate": {"drafted": False, "rated": True},
    "revise": {"drafted": True, "shown": False, "rated": False},
    "conclude": {"reviewer_drafted": False, "rated": True, "returned": False, "objected": False},
    "deliver": {"returned": False, "objected": False},
    "object": {"objected": True},
    "uphold": {"decided": True},
    "change": {"decided": True, "reviewer_drafted": False, "returned": False},
    "retract_conclusion": {"reviewer_drafted": True},
    "reopen_conclusion": {"reviewer_drafted": True},
    "reopen_decision": {"decided": False},
    "void": {"rated": False},
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
    ends: date = ENDS
    overdue_from: str = ""
    conclude_due: date | None = None
    decide_due: date | None = None
    explain_due: date | None = None
    explained: set[str] = field(default_factory=set)
    signed_on: date | None = None
    origin: str = ""
    reviewer_drafted: bool = False
    rated: bool = False
    objected: bool = False
    decided: bool = False
    handed_on: bool = False
    asked: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)

    @property
    def signed(self) -> bool:
        return self.evaluation in {"DELIVERED", "DISPUTED", "FINAL"}

    def allows(self, action: str, role: str, note: str) -> bool:
        table, status = (APPRAISAL, self.appraisal) if action in APPRAISAL else (EVALUATION, self.evaluation)
        who, sources, _target = table[action]
        holders = {who, "unit_personnel"} if who == "personnel" else {who}
        if self.handed_on:
            holders -= {"reviewer"}
        if role not in holders or status not in sources or (action in NOTE_REQUIRED and not note):
            return False
        return self.condition(action, note) and self.other_condition(action)

    def other_condition(self, action: str) -> bool:
        """Of the steps beside the ordinary way."""
        in_window, over = self.today <= self.ends, self.today > self.ends
        heard = len(self.explained) == 2 or (self.explain_due is not None and self.today > self.explain_due)
        may_explain = self.explain_due is not None and self.today <= self.explain_due
        due = self.conclude_due if self.evaluation == "OVERDUE" else self.decide_due
        return {
            "rate": in_window,
            "revise": in_window,
            "deliver": in_window,
            "overdue": over,
            "void": over,
            "conclude": self.appraisal == "RUNNING" and self.reviewer_drafted and self.noted,
            "resume": False,  # time only goes on, and nobody extends a window in these walks
            "resume_assessment": False,
            "resume_dialogue": False,
            "hand_on": due is not None and self.today > due and not self.handed_on,
            "hand_over": False,  # who has an account receives at the signature
            "hand_over_as_reviewer": False,
            "hand_over_by_personnel": False,
            "sign_by_personnel": False,
            "deliver_by_personnel": False,
            "object_by_personnel": False,
            "explain_by_personnel": False,
            "withdraw_by_personnel": False,
            "object": self.origin == "APPRAISER" and not self.objected and self.may_reply,
            "explain_as_appraisee": may_explain and "appraisee" not in self.explained,
            "explain_as_appraiser": may_explain and "appraiser" not in self.explained,
            "uphold": heard,
            "change": heard and self.reviewer_drafted,
            "retract": self.origin == "APPRAISER" and not self.objected,
            "retract_conclusion": self.origin == "REVIEWER",
            "reopen": self.origin == "APPRAISER" and not self.decided,
            "reopen_conclusion": self.origin == "REVIEWER",
            "reopen_decision": self.decided,
        }.get(action, True)

    @property
    def may_reply(self) -> bool:
        return self.reply_due is not None and self.today <= self.reply_due

    def condition(self, action: str, note: str) -> bool:
        in_time = OPENS <= self.today <= self.self_due
        complete = self.written == self.targets
        about = action.rpartition("_")[2]
        may_reply = self.may_reply
        by_superior = self.origin in {"REVIEWER", "OBJECTION"}
        return {
            "propose": self.targets > 0,
            "set": self.targets > 0,
            "set_unproposed": self.targets > 0,
            "set_by_reviewer": self.targets > 0 and self.today > TARGETS_DUE,
            "close_in_error": not self.signed,
            "submit": in_time and complete,
            "cut_off": self.today > self.self_due,
            "submit_late": not self.submitted and complete,
            "ask_again": self.submitted and not self.late and self.today < self.ends,
            "rate": self.appraisal == "RUNNING" and self.drafted,
            "calibrate": False,  # nobody opens a session in a walk; tests/appraisal/test_calibration.py does
            "show": not self.shown,
            "confirm_minutes": self.minutes and not self.confirmed,
            "deliver": (self.minutes or bool(note)) and self.noted,
            "sign": not self.returned and may_reply,
            "accept": may_reply,
            "ask_results": about not in self.asked and may_reply,
            "ask_behaviour": about not in self.asked and may_reply,
            "answer_results": about in self.asked - self.answered and not by_superior,
            "answer_behaviour": about in self.asked - self.answered and not by_superior,
            "reviewer_answers_results": about in self.asked - self.answered and by_superior,
            "reviewer_answers_behaviour": about in self.asked - self.answered and by_superior,
            "lapse": self.reply_due is not None and self.today > self.reply_due,
        }.get(action, True)

    def take(self, action: str) -> None:
        """Follow a step that was allowed."""
        self.events += 1
        about = action.rpartition("_")[2]
        for name, value in FACTS.get(action, {}).items():
            setattr(self, name, value)
        if action in {"ask_results", "ask_behaviour"}:
            self.asked.add(about)
        elif "answer" in action:
            self.answered.add(about)
        elif action.startswith("explain_as_"):
            self.explained.add(about)
        elif action in {"deliver", "conclude", "change"}:
            self.sign(action)
        else:
            getattr(self, f"after_{action}", lambda: None)()
        self.go_on(action)

    def after_ask_again(self) -> None:
        self.self_due = min(working_days_after(self.today, 3), self.ends)

    def after_overdue(self) -> None:
        self.overdue_from = self.evaluation
        self.conclude_due = working_days_after(self.ends, 14)
        self.skipped = self.skipped or not self.submitted

    def after_hand_on(self) -> None:
        """The mayor, who has nobody above him, is the next superior."""
        self.handed_on = True
        if self.evaluation == "OVERDUE":
            self.conclude_due = working_days_after(self.today, 14)
        else:
            self.decide_due = working_days_after(self.today, 7)

    def after_retract(self) -> None:
        self.reply_due, self.origin = None, ""
        self.ends = max(self.ends, working_days_after(self.today, 14))

    after_reopen = after_retract

    def after_retract_conclusion(self) -> None:
        self.reply_due, self.origin = None, ""
        self.conclude_due = working_days_after(self.today, 14)
        self.rated = self.overdue_from == "RATED"

    after_reopen_conclusion = after_retract_conclusion

    def after_object(self) -> None:
        self.explain_due, self.decide_due = (working_days_after(self.today, days) for days in (3, 7))
        self.explained = set()

    def after_withdraw_objection(self) -> None:
        self.decide_due = None

    after_uphold = after_withdraw_objection

    def after_reopen_decision(self) -> None:
        self.decide_due = working_days_after(self.today, 7)
        if self.origin == "OBJECTION" and self.signed_on is not None:
            self.origin, self.returned = "APPRAISER", False
            self.reply_due = working_days_after(self.signed_on, 14)
            self.reviewer_drafted = True

    def sign(self, action: str) -> None:
        self.origin = {"deliver": "APPRAISER", "conclude": "REVIEWER", "change": "OBJECTION"}[action]
        self.reply_due = working_days_after(self.today, 14 if action == "deliver" else 7)
        self.decide_due = None
        if action == "deliver":
            self.signed_on = self.today

    def go_on(self, action: str) -> None:
        """The status that the step leads to; what was opened in error takes its evaluation along."""
        if action in EVALUATION:
            self.evaluation = EVALUATION[action][2] or self.evaluation
            return
        self.appraisal = APPRAISAL[action][2]
        if self.appraisal == "CLOSED" and self.evaluation:
            self.evaluation, self.rated = "VOID", False

    def may_write(self, part: str, role: str) -> bool:
        table, status = (PARTS, self.appraisal) if part in PARTS else (EVALUATION_PARTS, self.evaluation)
        parties, statuses = table[part]
        handed_on = role == "reviewer" and self.handed_on
        no_session = part == "calibration"  # nobody opens one in a walk
        if role not in parties or status not in statuses or handed_on or no_session:
            return False
        if part == "progress":
            return not self.signed
        if part in {"rating", "note", "dialogue"}:
            return self.today <= self.ends
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
        self.noted = self.noted or part in {"note", "conclusion_note"}
        self.reviewer_drafted = self.reviewer_drafted or part in {"conclusion", "decision"}

    def beat(self) -> None:
        """What the clock does when it runs."""
        if not self.evaluation and self.appraisal != "CLOSED" and OPENS <= self.today <= ENDS:
            self.evaluation = "OPEN"
        for action in ("cut_off", "overdue", "lapse"):
            if self.evaluation and self.allows(action, "system", ""):
                self.take(action)

    def waits_for(self, role: str) -> tuple[bool, bool]:
        """Whether the appraisal and the evaluation lie in somebody's inbox."""
        skp = {"PLANNING": {"appraisee"}, "PROPOSED": {"appraiser"}}.get(self.appraisal, set())
        reviewer = set() if self.handed_on else {"reviewer"}
        if skp and self.today > TARGETS_DUE:
            skp |= reviewer
        open_until = self.explain_due is not None and self.today <= self.explain_due
        explains = {"appraisee", "appraiser"} - self.explained if open_until else set()
        asked_why = {"appraiser"} if self.asked - self.answered else set()
        turns = {
            "OPEN": {"appraisee"} if OPENS <= self.today <= self.self_due else set(),
            "ASSESSED": {"appraiser"},
            "RATED": {"appraiser"},
            "OVERDUE": reviewer,
            "DISPUTED": reviewer | explains | asked_why,
            "DELIVERED": {"appraisee"} | asked_why,
            "FINAL": asked_why,
        }
        return role in skp, role in turns.get(self.evaluation, set())
