"""Who sets the organisation's result of which unit, what setting it brings about, and where one is missing.

The leader of the organisation above sets it (SE MenPANRB 3/2023), or personnel with the document. A later value
changes no signed document: that keeps its own (`paperwork.fix_result`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from appraisal import unit_results
from appraisal.models import Evaluation, EvaluationStatus, EvaluationWindow, PartyRole, Period, UnitRating
from appraisal.workflow import Refused
from employees.models import Employee, Unit, User
from employees.notifications import Line, notify_all


class Leaders:
    """Who stands above whom among the units that have a head; one query."""

    def __init__(self) -> None:
        rows = Unit.objects.exclude(head=None).select_related("head").order_by("path")
        self.units = {unit.pk: unit for unit in rows}

    def setter(self, unit: Unit) -> Employee | None:
        """The head of the nearest unit upward, never the unit's own head; None at the top."""
        steps = [int(step) for step in unit.path.split(".") if step]
        for step in reversed(steps[:-1]):
            above = self.units.get(step)
            if above is not None and above.head_id != unit.head_id:
                return above.head
        return None

    def below(self, person: Employee) -> list[Unit]:
        """The units whose result this person sets."""
        return [unit for unit in self.units.values() if unit.active and self.setter(unit) == person]


def may_read(unit: Unit, user: User, leaders: Leaders) -> bool:
    """The setter, personnel of the agency and auditors, and the unit's own head."""
    return user.is_auditor or unit.head_id == user.employee_id or not refusal(unit, user, leaders)


def refusal(unit: Unit, user: User, leaders: Leaders) -> str:
    """Why this person may not set the unit's result; "" means they may. Nobody sets his own."""
    setter = leaders.setter(unit)
    entitled = user.has_perm("employees.administer_agency") or setter == user.employee
    if entitled and unit.head_id != user.employee_id:
        return ""
    who = f"{setter.full_name} atau kepegawaian instansi" if setter else "kepegawaian instansi"
    return f"Capaian {unit} ditetapkan oleh {who}."


@transaction.atomic
def store(ratings: Iterable[UnitRating], *, by: User) -> int:
    """Write values, new or changed; `pghistory` keeps who set which. Returns how many.

    Raises:
        Refused: with the sentence for the first unit that this person does not set.
    """
    leaders, changed = Leaders(), list(ratings)
    for rating in changed:
        if reason := refusal(rating.unit, by, leaders):
            raise Refused(reason)
        rating.set_by, rating.set_on = by.employee, timezone.localdate()
        rating.save()
        _tell(rating, by.employee)
    return len(changed)


def _tell(rating: UnitRating, by: Employee) -> None:
    """The unit's head, and whoever rated him already and has to rate anew before signing."""
    words = unit_results.UnitResult(rating.unit, rating).words
    when = f"{rating.get_window_display()} {rating.period.year}"
    told = f"unit-result:{rating.pk}:{timezone.now().isoformat()}"
    lines = []
    if rating.unit.head is not None and rating.unit.head_id != by.pk:
        lines.append(
            Line(
                rating.unit.head,
                key=told,
                title=f"Capaian {rating.unit}, {when}: {words}",
                url=address(rating),
                subject=f"Capaian kinerja organisasi ditetapkan, {when}",
            )
        )
    lines += [
        Line(
            appraiser,
            key=told,
            title=f"Capaian {rating.unit} menjadi {words}: nilai lagi {evaluation.appraisal.employee.full_name}",
            body="Rating hasil kerja pimpinan unit mengikuti capaian unitnya. Ubah ratingnya sebelum menyampaikan.",
            url=evaluation.get_absolute_url(),
            subject="Capaian kinerja organisasi berubah setelah rating ditetapkan",
        )
        for evaluation, appraiser in contradicted(rating)
    ]
    notify_all(lines)


def contradicted(rating: UnitRating) -> list[tuple[Evaluation, Employee]]:
    """Unsigned ratings of the unit's head that the new value contradicts, with the appraiser of today."""
    rows = Evaluation.objects.filter(
        appraisal__employee=rating.unit.head_id,
        appraisal__period=rating.period,
        window=rating.window,
        status=EvaluationStatus.RATED,
    ).select_related("appraisal__employee", "appraisal__unit", "appraisal__period")
    found = []
    for evaluation in rows:
        given = evaluation.ratings.filter(given_at__isnull=False).order_by("given_at", "pk").last()
        party = evaluation.appraisal.party(PartyRole.APPRAISER, timezone.localdate())
        if given and party and unit_results.contradiction(evaluation, given.results):
            found.append((evaluation, party.employee))
    return found


def address(rating: UnitRating) -> str:
    return reverse("unit_rating", args=[rating.unit.uuid, rating.period.year, rating.window])


# --- what is missing ----------------------------------------------------------------
@dataclass(frozen=True)
class Lack:
    """A unit without a result in a window that is open for evaluation; `setter` None: personnel."""

    unit: Unit
    period: Period
    window: EvaluationWindow
    setter: Employee | None


def lacking(today: date) -> list[Lack]:
    """Everything that is missing on a day, in the order of windows and units; three queries."""
    windows = list(
        EvaluationWindow.objects.filter(
            period__status=Period.Status.OPEN, opens_on__lte=today, ends_on__gte=today
        ).select_related("period")
    )
    if not windows:
        return []
    rows = UnitRating.objects.filter(period__in={window.period_id for window in windows})
    present = set(rows.values_list("unit", "period", "window"))
    leaders = Leaders()
    return [
        Lack(unit, window.period, window, leaders.setter(unit))
        for window in windows
        for unit in leaders.units.values()
        if unit.active and (unit.pk, window.period_id, window.code) not in present
    ]
