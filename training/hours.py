"""JP in a year: what personnel verified, against the figure of the period; by SIASN's kinds."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from appraisal.models import Appraisal, Period
from employees.models import Employee
from employees.models.unit import UnitQuerySet
from training.models import Certificate, CourseKind

DEFAULT_HOURS = {Employee.Kind.PNS.value: 20, Employee.Kind.PPPK.value: 24}


@dataclass(frozen=True)
class Hours:
    """`wanted` is a floor for PNS (a right) and a ceiling for PPPK; None for people outside both."""

    year: int
    done: int
    wanted: int | None
    ceiling: bool
    waiting: int
    kinds: list[tuple[str, int]] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return max(0, (self.wanted or 0) - self.done)

    @property
    def shown(self) -> int:
        """How far the bar goes."""
        return min(self.done, self.wanted or self.done)

    @property
    def bar_words(self) -> str:
        return f"{self.done} dari {self.wanted} JP"

    @property
    def words(self) -> str:
        """What is missing, in a sentence."""
        if self.wanted is None:
            return "Tidak ada angka JP yang berlaku bagi Anda."
        if self.ceiling:
            left = (
                f"Masih dapat mengikuti {self.missing} JP lagi"
                if self.missing
                else "Batas setahun sudah tercapai"
            )
            return f"{left} (PPPK: paling banyak {self.wanted} JP setahun)."
        if self.missing:
            return f"Kurang {self.missing} JP dari {self.wanted} JP setahun."
        return f"Hak pengembangan kompetensi {self.wanted} JP setahun sudah terpenuhi."


def wanted(kind: str, period: Period | None) -> int | None:
    """The figure of a period for a kind of employee; the law's own where no period is prepared."""
    if kind == Employee.Kind.PNS:
        return period.training_hours if period else DEFAULT_HOURS[kind]
    if kind == Employee.Kind.PPPK:
        return period.contract_training_hours if period else DEFAULT_HOURS[kind]
    return None


def of(employee: Employee, year: int) -> Hours:
    """One person's hours in a year, counted in the year in which the training ended."""
    rows = Certificate.objects.filter(employee=employee, ends_on__year=year)
    kinds = rows.verified().order_by("kind").values_list("kind").annotate(n=Sum("verified_hours"))
    counted = [(str(CourseKind(kind).label), hours) for kind, hours in kinds]
    waiting = rows.filter(status=Certificate.Status.WAITING).aggregate(n=Sum("hours"))["n"] or 0
    period = Period.objects.filter(year=year).first()
    return Hours(
        year=year,
        done=sum(hours for _, hours in counted),
        wanted=wanted(employee.kind, period),
        ceiling=employee.kind == Employee.Kind.PPPK,
        waiting=waiting,
        kinds=counted,
    )


def of_many(employees: list[int], year: int) -> dict[int, int]:
    """Verified hours by employee id; whoever has none is left out."""
    rows = Certificate.objects.verified().filter(employee__in=employees, ends_on__year=year)
    return dict(rows.order_by().values_list("employee").annotate(n=Sum("verified_hours")))


# --- of everybody ---------------------------------------------------------------------
STANDINGS = [
    ("cukup", "enough", "JP terpenuhi"),
    ("kurang", "short", "JP kurang"),
    ("belum", "none", "Belum ada JP"),
]


@dataclass(frozen=True)
class Summary:
    """How many PNS have their hours, fewer, or none; PPPK have a ceiling and owe nothing."""

    enough: int
    short: int
    none: int
    wanted: int

    @property
    def total(self) -> int:
        return self.enough + self.short + self.none


def with_hours(people: QuerySet[Employee], year: int) -> QuerySet[Employee]:
    """Annotates `hours`: what was verified in the year, 0 without any."""
    own = Certificate.objects.verified().filter(employee=OuterRef("pk"), ends_on__year=year)
    summed = own.order_by().values("employee").annotate(n=Sum("verified_hours")).values("n")
    return people.annotate(hours=Coalesce(Subquery(summed), 0))


def with_missing(people: QuerySet[Employee], wanted: int) -> QuerySet[Employee]:
    """Annotates `missing` to those annotated by `with_hours`: what lacks to the figure, never below 0."""
    return people.annotate(missing=Greatest(Value(wanted) - F("hours"), 0))


def standing(state: str, wanted: int) -> Q:
    """Those in one of the `STANDINGS`, among people annotated by `with_hours`."""
    return {"cukup": Q(hours__gte=wanted), "kurang": Q(hours__gt=0, hours__lt=wanted), "belum": Q(hours=0)}[
        state
    ]


def owed_hours(period: Period, units: UnitQuerySet) -> QuerySet[Employee]:
    """PNS in service who are appraised in these units in the period."""
    appraised = Appraisal.objects.alive().filter(period=period, unit__in=units.values("pk"))
    people = Employee.objects.active().filter(kind=Employee.Kind.PNS)
    return people.filter(pk__in=appraised.values("employee"))


def summary(period: Period, units: UnitQuerySet) -> Summary:
    """One query."""
    people = with_hours(owed_hours(period, units), period.year)
    needed = period.training_hours
    counted = {name: Count("pk", filter=standing(key, needed)) for key, name, _label in STANDINGS}
    return Summary(wanted=needed, **people.order_by().aggregate(**counted))
