"""What somebody may be reminded of, stage by stage: whose turn it is, by which day, and who stands above.

Calls come by the plan of the stage (`calls`), which personnel may change for a period. Where the clock itself goes
on after the limit (`passes`), nobody is late and nothing goes up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BigIntegerField, CharField
from django.urls import reverse

from appraisal.calls import Plan
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    Party,
    PartyRole,
    Report,
    UnitRating,
    WindowCode,
)
from appraisal.report_sending import UNSENT
from appraisal.stages import APPRAISAL_TURNS, EVALUATION_TURNS, EXPLAINING, EXPLANATION, HAND_OVER, Turn
from appraisal.unit_rating_setting import Lack, lacking

A, E = AppraisalStatus, EvaluationStatus
Subject = type[Appraisal] | type[Evaluation] | type[Report] | type[UnitRating]
OPEN_OBJECTION = Q(status=E.DISPUTED, objections__withdrawn_at__isnull=True, objections__decision="")
USUAL = Plan(first=10, second=5, last=1, every=5, superior=3, higher=8)
REPORTING = Turn(PartyRole.APPRAISER, "Laporkan dokumen evaluasi", "due_on")
SETTING = Turn(PartyRole.APPRAISER, "Tetapkan capaian kinerja organisasi", "ends_on")


@dataclass(frozen=True)
class Matter:
    """One thing that waits, with the last day for it. `line`: who is asked, then whoever stands above him."""

    period: int
    limit: date
    name: str
    url: str
    line: tuple[int | None, ...]
    about: int | None = None
    window: str = ""

    @property
    def label(self) -> str:
        """What of several it is: the person, and the evaluation where it is not the year's."""
        beside = self.window if self.window != WindowCode.YEAR.label else ""
        return f"{self.name}, {beside}" if beside else self.name


@dataclass(frozen=True)
class Stage:
    """What somebody may be late with.

    `own` and `others` are said to whose turn it is: of one matter, and after the number of several; `above` to his
    superiors, after the number.
    """

    code: str
    label: str
    subject: Subject
    waiting: Q
    turn: Turn
    own: str
    others: str
    above: str
    plan: Plan = USUAL
    passes: bool = False
    by: str = ""

    @property
    def mine(self) -> bool:
        """Whether it is each employee's own matter, so that naming him says nothing."""
        return self.turn.party == PartyRole.APPRAISEE

    @property
    def asks_parties(self) -> bool:
        """Whether it is a matter of appraisals; the results of units are found another way."""
        return self.subject is not UnitRating


STAGES: tuple[Stage, ...] = (
    Stage(
        "propose",
        "Pengajuan SKP",
        Appraisal,
        Q(status=A.PLANNING),
        APPRAISAL_TURNS[A.PLANNING],
        own="SKP Anda belum diajukan",
        others="SKP Anda belum diajukan",
        above="SKP belum diajukan",
        plan=Plan(first=15, second=7, last=2, every=5, superior=3, higher=8),
    ),
    Stage(
        "set",
        "Penetapan SKP",
        Appraisal,
        Q(status=A.PROPOSED),
        APPRAISAL_TURNS[A.PROPOSED],
        own="SKP menunggu penetapan Anda",
        others="SKP menunggu penetapan Anda",
        above="SKP belum ditetapkan",
    ),
    Stage(
        "self",
        "Penilaian diri",
        Evaluation,
        Q(status=E.OPEN),
        EVALUATION_TURNS[E.OPEN],
        own="Penilaian diri Anda belum disampaikan",
        others="penilaian diri Anda belum disampaikan",
        above="penilaian diri belum disampaikan",
        plan=Plan(first=7, second=3, last=1),
        passes=True,
    ),
    Stage(
        "rating",
        "Evaluasi",
        Evaluation,
        Q(status=E.ASSESSED),
        EVALUATION_TURNS[E.ASSESSED],
        own="Evaluasi menunggu rating dari Anda",
        others="evaluasi menunggu rating dari Anda",
        above="evaluasi belum diberi rating",
    ),
    Stage(
        "deliver",
        "Dialog dan penyampaian hasil",
        Evaluation,
        Q(status=E.RATED),
        EVALUATION_TURNS[E.RATED],
        own="Hasil evaluasi belum Anda sampaikan",
        others="hasil evaluasi belum Anda sampaikan",
        above="hasil evaluasi belum disampaikan",
    ),
    Stage(
        "conclude",
        "Evaluasi oleh atasan pejabat penilai",
        Evaluation,
        Q(status=E.OVERDUE),
        EVALUATION_TURNS[E.OVERDUE],
        own="Evaluasi beralih kepada Anda sebagai atasan pejabat penilai",
        others="evaluasi beralih kepada Anda sebagai atasan pejabat penilai",
        above="evaluasi belum diputuskan atasan pejabat penilai",
        plan=Plan(first=10, second=5, last=1, every=5, superior=1, higher=5),
    ),
    Stage(
        "hand_over",
        "Penyerahan dokumen",
        Evaluation,
        Q(status=E.DELIVERED, received_at__isnull=True),
        HAND_OVER,
        own="Dokumen evaluasi belum Anda serahkan kepada pegawai",
        others="dokumen evaluasi belum Anda serahkan kepada pegawai",
        above="dokumen evaluasi belum diserahkan kepada pegawai",
        by="signed_by",
    ),
    Stage(
        "reply",
        "Tanda tangan dan keberatan",
        Evaluation,
        Q(status=E.DELIVERED, returned_at__isnull=True),
        EVALUATION_TURNS[E.DELIVERED],
        own="Hasil evaluasi Anda belum ditanggapi",
        others="hasil evaluasi Anda belum ditanggapi",
        above="hasil evaluasi belum ditanggapi",
        plan=Plan(first=7, second=3, last=1),
        passes=True,
    ),
    Stage(
        "explanation",
        "Penjelasan rating",
        Evaluation,
        Q(status=E.DELIVERED, explanations__answer="", explanations__isnull=False),
        EXPLANATION,
        own="Permintaan penjelasan belum Anda jawab",
        others="permintaan penjelasan belum Anda jawab",
        above="permintaan penjelasan belum dijawab",
        plan=Plan(first=10, second=5, last=1),
        passes=True,
    ),
    Stage(
        "objector",
        "Penjelasan pegawai atas keberatan",
        Evaluation,
        OPEN_OBJECTION & Q(objections__appraisee_explained_at__isnull=True),
        replace(EXPLAINING[PartyRole.APPRAISEE], limit="objections__explain_due_on"),
        own="Penjelasan Anda atas keberatan belum disampaikan",
        others="penjelasan Anda atas keberatan belum disampaikan",
        above="penjelasan atas keberatan belum disampaikan",
        plan=Plan(first=2, last=0),
        passes=True,
    ),
    Stage(
        "objected",
        "Penjelasan pejabat penilai atas keberatan",
        Evaluation,
        OPEN_OBJECTION & Q(objections__appraiser_explained_at__isnull=True),
        replace(EXPLAINING[PartyRole.APPRAISER], limit="objections__explain_due_on"),
        own="Penjelasan atas hasil evaluasi menunggu Anda",
        others="penjelasan atas hasil evaluasi menunggu Anda",
        above="penjelasan atas hasil evaluasi belum disampaikan",
        plan=Plan(first=2, last=0, every=3, superior=1, higher=3),
    ),
    Stage(
        "decide",
        "Keputusan keberatan",
        Evaluation,
        Q(status=E.DISPUTED),
        EVALUATION_TURNS[E.DISPUTED],
        own="Keberatan menunggu keputusan Anda",
        others="keberatan menunggu keputusan Anda",
        above="keberatan belum diputuskan",
        plan=Plan(first=5, second=3, last=1, every=3, superior=1, higher=3),
    ),
    Stage(
        "report",
        "Pelaporan",
        Report,
        UNSENT,
        REPORTING,
        own="Dokumen evaluasi belum Anda laporkan",
        others="dokumen evaluasi belum Anda laporkan",
        above="dokumen evaluasi belum dilaporkan",
        by="sender",
    ),
    Stage(
        "unit_result",
        "Capaian kinerja organisasi",
        UnitRating,
        Q(),
        SETTING,
        own="Capaian kinerja organisasi belum Anda tetapkan",
        others="capaian kinerja organisasi belum Anda tetapkan",
        above="capaian kinerja organisasi belum ditetapkan",
        plan=Plan(first=15, second=7, last=2),
        passes=True,
    ),
)
BY_CODE: dict[str, Stage] = {stage.code: stage for stage in STAGES}


# --- what waits ---------------------------------------------------------------------
def prefix_of(stage: Stage) -> str:
    """How a query on the stage's subject reaches the appraisal."""
    if stage.subject is Appraisal:
        return ""
    return "appraisal__" if stage.subject is Evaluation else "evaluation__appraisal__"


def matters(stage: Stage, wanted: Q, today: date) -> list[Matter]:
    """Everything of the stage that waits, narrowed by a condition on its subject; one query.

    Results of units that are missing are no rows yet: they come whole, for the caller to narrow.
    """
    if stage.subject is UnitRating:
        return [_lack(one) for one in lacking(today) if one.setter is not None]
    to = prefix_of(stage)
    rows = _rows(stage).filter(stage.waiting & wanted, **{f"{stage.turn.limit}__isnull": False})
    columns = (
        f"{to}period", stage.turn.limit, f"{to}employee", f"{to}employee__name", f"{to}uuid", "of_window",
        *(f"line_{n}" for n in range(3)), "pk",
    )  # fmt: skip
    listed = rows.annotate(**_line(stage, today), of_window=_window(stage)).values_list(*columns)
    # Of several questions about one evaluation it waits once.
    return sorted(
        (_matter(stage, row) for row in set(listed)), key=lambda one: (one.limit, one.name, one.url)
    )


def held_by(stage: Stage, people: QuerySet[Any], today: date) -> Q:
    """A condition on the stage's subject: one of these people may be asked; the found line says whether he is."""
    if stage.by:
        return Q(**{f"{stage.by}__in": people})
    if stage.mine:
        return Q(**{f"{prefix_of(stage)}employee__in": people})
    held = Party.objects.on(today).filter(role=stage.turn.party, employee__in=people)
    acting = Q(**{f"{prefix_of(stage) or 'pk__'}in": held.values("appraisal")})
    return acting | Q(kept_by__in=people) if stage.subject is Evaluation else acting


def of_appraisals(stage: Stage, appraisals: QuerySet[Any]) -> Q | None:
    """A condition on the stage's subject: it is what one of these waits for; None where it is no stage of a year.

    As lists show it (`stages.with_stage`): the SKP until it runs, then the yearly evaluation.
    """
    if stage.subject is Appraisal:
        return Q(pk__in=appraisals)
    if stage.subject is Evaluation:
        planned = Q(appraisal__status__in=APPRAISAL_TURNS)
        return Q(appraisal__in=appraisals, window=WindowCode.YEAR) & ~planned
    return None


def _rows(stage: Stage) -> QuerySet[Any]:
    if stage.subject is Appraisal:
        return Appraisal.objects.alive().order_by()
    if stage.subject is Evaluation:
        return Evaluation.objects.exclude(appraisal__status=A.CLOSED).order_by()
    return Report.objects.order_by()


def _window(stage: Stage) -> Any:
    if stage.subject is Appraisal:
        return Value("", output_field=CharField())
    return F("window") if stage.subject is Evaluation else F("evaluation__window")


def _line(stage: Stage, today: date) -> dict[str, Any]:
    """Who acts, and the two above, as far as the parties of the appraisal say it; the rest is asked of placements."""
    nobody = Value(None, output_field=BigIntegerField())
    appraiser, reviewer = (_party(stage, role, today) for role in (PartyRole.APPRAISER, PartyRole.REVIEWER))
    line: tuple[Any, ...]
    if stage.by:
        line = (F(stage.by), nobody, nobody)
    elif stage.turn.party == PartyRole.APPRAISEE:
        line = (F(f"{prefix_of(stage)}employee"), appraiser, reviewer)
    elif stage.turn.party == PartyRole.REVIEWER:
        line = (reviewer, nobody, nobody)
    elif stage.subject is Evaluation:
        kept = Case(
            When(kept_by__active=True, then=F("kept_by")), default=appraiser, output_field=BigIntegerField()
        )
        line = (kept, reviewer, nobody)
    else:
        line = (appraiser, reviewer, nobody)
    return {f"line_{n}": one for n, one in enumerate(line)}


def _party(stage: Stage, role: PartyRole, today: date) -> Subquery:
    appraisal = (prefix_of(stage) or "pk").removesuffix("__")
    held = Party.objects.on(today).filter(role=role, appraisal=OuterRef(appraisal))
    return Subquery(held.values("employee")[:1])


def _matter(stage: Stage, row: tuple[Any, ...]) -> Matter:
    period, limit, about, name, uuid, window, *line, _pk = row
    if stage.subject is Appraisal:
        url = reverse("appraisal", args=[uuid])
    elif stage.subject is Evaluation:
        url = reverse("evaluation", args=[uuid, window])
    else:
        url = reverse("reports")
    return Matter(period, limit, name, url, tuple(line), about, WindowCode(window).label if window else "")


def _lack(found: Lack) -> Matter:
    """The leader above sets it; where there is none the desk lists the unit."""
    period, window = found.period, found.window
    url = f"{reverse('team_unit_ratings')}?tahun={period.year}&masa={window.code}&belum=on"
    setter = found.setter.pk if found.setter else None
    label = WindowCode(window.code).label
    return Matter(period.pk, window.ends_on, found.unit.name, url, (setter, None, None), None, label)


def people_in(found: Iterable[Matter]) -> Iterator[int]:
    """Everybody who stands in a line."""
    for matter in found:
        yield from (one for one in matter.line if one is not None)
