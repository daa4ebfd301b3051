"""From what waits for somebody to the words that he reads: in full in the inbox, without other names in the mail."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator

from appraisal.calls import UPWARD, Call
from appraisal.digests import Told
from appraisal.models import Period
from appraisal.reminder_stages import Matter, Stage
from appraisal.reminder_texts import Texts, fill
from appraisal.stages import days_left
from employees.dates import dated
from employees.models import Employee

NAMED = 5  # people named in a line; the rest is counted
NAMES_INSIDE = "Nama-namanya ada di kotak masuk Anda."
LONGEST = 200  # characters of a title


@dataclass
class Due:
    """What one person hears of one stage in one call; matters stand in the order of their limits.

    `asked`: on the way up, by person, the names of those whose turn it is.
    """

    stage: Stage
    call: Call
    matters: list[Matter] = field(default_factory=list)
    asked: Mapping[int, str] = field(default_factory=dict)

    @property
    def upward(self) -> bool:
        return self.call in UPWARD

    def subject(self, *, named: bool) -> str:
        """'SKP menunggu penetapan Anda (Budi)', '7 SKP menunggu penetapan Anda'; upward 'SKP belum ditetapkan'."""
        words, several = (
            (_begun(self.stage.above), self.stage.above)
            if self.upward
            else (self.stage.own, self.stage.others)
        )
        if len(self.matters) > 1:
            return f"{len(self.matters)} {several}"
        return f"{words} ({self.matters[0].label})" if named and not self.own else words

    @property
    def own(self) -> bool:
        """Whether it is the reader's own matter."""
        return self.stage.mine and not self.upward


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Wording:
    """What all lines of a day share: the texts that hold, the day, the holidays, the years of periods."""

    texts: Texts
    today: date
    holidays: Collection[date]
    years: Mapping[int, int]

    @classmethod
    def on(cls, today: date, holidays: Collection[date]) -> Wording:
        """Two queries, however many lines follow."""
        return cls(Texts.stored(), today, holidays, dict(Period.objects.values_list("pk", "year")))

    def line(self, person: Employee, due: Due, day: date) -> Told:
        """One stage's line of a run; its key is the run's day, whenever the run ends."""
        key = f"remind:{due.stage.code}:{due.call}:{day:%Y-%m-%d}".lower()
        return self.told(person, [due], call=due.call, key=key)

    def told(
        self,
        person: Employee,
        dues: Sequence[Due],
        *,
        call: Call,
        key: str,
        message: str = "",
        by: Employee | None = None,
    ) -> Told:
        """One line about one stage, or about several of them."""
        stage = dues[0].stage.code if len(dues) == 1 else ""
        text = self.texts.of(call, stage)
        inbox = self.values(person, dues, message, named=True)
        mail = self.values(person, dues, message, named=False)
        found = [matter for due in dues for matter in due.matters]
        return Told(
            person,
            key=key,
            stage=stage,
            call=call,
            title=self._title(text.title, inbox),
            body=fill(text.body, inbox),
            url=_url(person, dues),
            mail_title=self._title(text.title, mail),
            mail_body=fill(text.body, mail),
            period=found[0].period,
            about=tuple(dict.fromkeys(one.about for one in found if one.about is not None)),
            nudged_by=by,
        )

    def _title(self, text: str, values: Mapping[str, str]) -> str:
        return Truncator(" ".join(fill(text, values).split())).chars(LONGEST)

    def values(self, person: Employee, dues: Sequence[Due], message: str, *, named: bool) -> dict[str, str]:
        """What the placeholders stand for; see `reminder_texts.PLACEHOLDERS`."""
        found = [matter for due in dues for matter in due.matters]
        nearest = min(found, key=lambda one: one.limit)
        subject = dues[0].subject(named=named) if len(dues) == 1 else f"{len(found)} hal menunggu Anda"
        return {
            "nama": person.full_name,
            "pokok": subject,
            "tahap": ", ".join(due.stage.label for due in dues),
            "batas": dated(nearest.limit),
            "sisa": self.left(nearest.limit),
            "jumlah": str(len(found)),
            "daftar": self.listing(dues, named=named),
            "periode": str(self.years.get(nearest.period, nearest.limit.year)),
            "instansi": settings.AGENCY_NAME,
            "kepegawaian": settings.PERSONNEL_OFFICE,
            "pesan": message,
        }

    def left(self, limit: date) -> str:
        left = days_left(limit, self.today, self.holidays) or 0
        if left < 0:
            return f"lewat {-left} hari kerja"
        return f"{left} hari kerja lagi" if left else "hari kerja terakhir"

    def listing(self, dues: Sequence[Due], *, named: bool) -> str:
        """The matters one by one, where there are several; of several stages, the stages one by one."""
        if len(dues) > 1:
            return "\n".join(f"{due.subject(named=named)}: {self._when(due.matters[0])}" for due in dues)
        due = dues[0]
        if len(due.matters) == 1:
            asked = due.asked.get(due.matters[0].line[0] or 0, "") if named and due.upward else ""
            return f"Menunggu {asked}." if asked and not due.stage.mine else ""
        if not (named or due.own):
            return NAMES_INSIDE
        lines = [self._item(due, matter) for matter in due.matters[:NAMED]]
        rest = len(due.matters) - NAMED
        return "\n".join([*lines, f"dan {rest} lainnya"] if rest > 0 else lines)

    def _item(self, due: Due, matter: Matter) -> str:
        whose = f"Evaluasi {matter.window}".strip() if due.own else matter.label
        asked = due.asked.get(matter.line[0] or 0, "") if due.upward and not due.stage.mine else ""
        return f"{whose}{f', menunggu {asked}' if asked else ''}: {self._when(matter)}"

    def _when(self, matter: Matter) -> str:
        day = dated(matter.limit)
        return f"terlambat, batasnya {day}" if matter.limit < self.today else f"batasnya {day}"


def _url(person: Employee, dues: Sequence[Due]) -> str:
    """The matter's page, where the reader is one of its parties; of several, a page that lists them."""
    found = [matter for due in dues for matter in due.matters]
    urls = {matter.url for matter in found}
    if len(urls) == 1 and all(person.pk in matter.line for matter in found):
        return found[0].url
    return reverse("team" if all(due.upward for due in dues) else "home")
