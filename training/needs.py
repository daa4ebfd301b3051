"""What an agency lacks: gaps of signed evaluations and of agreed plans, by unit, with the courses that cover them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from appraisal.models import Evaluation, ItemRating, PartyRole, Period
from appraisal.models.evaluation import SIGNED
from appraisal.rating import Predicate, Rating
from appraisal.values import VALUE_LABELS, Value
from employees.models import Employee, Unit, User
from training import gaps, planning, reach
from training.models import CareerGoal, Certificate, Course, CourseSession, DevelopmentItem, Enrolment
from training.models.enrolment import HOLDING

BY_PERSON = "dipilih tiap pegawai dalam rencananya"
PLAN = "Rencana pengembangan yang disepakati"


@dataclass(frozen=True)
class Need:
    """How many people of a unit lack the same; `courses` cover it."""

    source: str
    label: str
    unit: str
    people: int
    courses: list[Course] = field(default_factory=list)
    uncovered: str = "belum ada di katalog"

    @property
    def covering(self) -> str:
        return "; ".join(map(str, self.courses)) or self.uncovered


def of_period(period: Period, units: QuerySet[Unit]) -> list[Need]:
    """The most frequent first; six queries."""
    catalogue = list(Course.objects.filter(active=True))
    latest = signed(units).filter(appraisal__period=period)
    found = [*_of_values(latest, catalogue), *_of_targets(latest), *_of_plans(units, catalogue)]
    found += [
        *_whole(latest, Q(value=""), gaps.RESULTS_BELOW),
        *_whole(latest, ~Q(value=""), gaps.BEHAVIOUR_BELOW),
    ]
    return sorted(found, key=lambda need: (-need.people, need.label, need.unit))


def signed(units: QuerySet[Unit]) -> QuerySet[Evaluation]:
    """The latest signed evaluation of each appraisal: personnel read ratings from DELIVERED on.

    Said of one evaluation at a time, so that only of those with a gap is a later one looked for.
    """
    after = Q(opens_on__gt=OuterRef("opens_on")) | Q(opens_on=OuterRef("opens_on"), pk__gt=OuterRef("pk"))
    later = Evaluation.objects.filter(after, appraisal=OuterRef("appraisal"), status__in=SIGNED)
    rows = Evaluation.objects.filter(status__in=SIGNED, appraisal__unit__in=units.values("pk"))
    return rows.filter(~Exists(later)).order_by()


def _below(latest: QuerySet[Evaluation]) -> QuerySet[ItemRating]:
    rows = ItemRating.objects.filter(evaluation__in=latest.values("pk"), by_role=PartyRole.APPRAISER)
    return rows.filter(rating=Rating.BELOW).order_by()


def _of_values(latest: QuerySet[Evaluation], catalogue: list[Course]) -> Iterable[Need]:
    rows = _below(latest).exclude(value="").values_list("value", "evaluation__appraisal__unit__name")
    source = str(DevelopmentItem.Source.VALUE.label)
    for value, unit, people in rows.annotate(n=Count("evaluation__appraisal__employee", distinct=True)):
        covering = [course for course in catalogue if value in course.values]
        yield Need(source, VALUE_LABELS[Value(value)], unit, people, covering)


def _of_targets(latest: QuerySet[Evaluation]) -> Iterable[Need]:
    """Results are everybody's own, so they are counted together by unit."""
    rows = _below(latest).filter(target__isnull=False).values_list("evaluation__appraisal__unit__name")
    source, label = str(DevelopmentItem.Source.TARGET.label), "Hasil kerja masing-masing"
    for unit, people in rows.annotate(n=Count("evaluation__appraisal__employee", distinct=True)):
        yield Need(source, label, unit, people, uncovered=BY_PERSON)


def _whole(latest: QuerySet[Evaluation], kind: Q, predicates: frozenset[Predicate]) -> Iterable[Need]:
    """Results or behaviour below as a whole, where no item of it was rated so (`kind`: a value's rating or not)."""
    said = ItemRating.objects.filter(
        kind, evaluation=OuterRef("pk"), by_role=PartyRole.APPRAISER, rating=Rating.BELOW
    )
    rows = latest.filter(~Exists(said), predicate__in=predicates)
    behaviour = predicates is gaps.BEHAVIOUR_BELOW
    source = DevelopmentItem.Source.VALUE if behaviour else DevelopmentItem.Source.TARGET
    label = gaps.BEHAVIOUR if behaviour else gaps.RESULTS
    counted = rows.values_list("appraisal__unit__name").annotate(
        n=Count("appraisal__employee", distinct=True)
    )
    for unit, people in counted:
        yield Need(str(source.label), f"{label} secara keseluruhan", unit, people, uncovered=BY_PERSON)


def _of_plans(units: QuerySet[Unit], catalogue: list[Course]) -> Iterable[Need]:
    """Courses that open agreed items name, whatever year they come from."""
    by_pk = {course.pk: course for course in catalogue}
    rows = (
        _items(units)
        .filter(course__in=by_pk)
        .order_by()
        .values_list("course", "evaluation__appraisal__unit__name")
    )
    for course, unit, people in rows.annotate(n=Count("plan__employee", distinct=True)):
        yield Need(PLAN, by_pk[course].title, unit, people, [by_pk[course]])


def _items(units: QuerySet[Unit]) -> QuerySet[DevelopmentItem]:
    rows = planning.open_items(Employee.objects.all())
    return rows.filter(evaluation__status__in=SIGNED, evaluation__appraisal__unit__in=units.values("pk"))


# --- filling a session ---------------------------------------------------------------------
@dataclass
class Candidate:
    """Somebody who lacks what a course teaches, and why one thinks so."""

    employee: Employee
    reasons: list[str] = field(default_factory=list)
    item: DevelopmentItem | None = None


def candidates(session: CourseSession, user: User) -> list[Candidate]:
    """People of one's units whom the course would serve; those enrolled or done with it are left out."""
    course = session.course
    units = user.administered_units()
    people = reach.administered(user).filter(active=True, duplicate_of=None).exclude(pk__in=_served(course))
    found: dict[int, Candidate] = {}

    def add(employee: Employee, reason: str, item: DevelopmentItem | None = None) -> None:
        one = found.setdefault(employee.pk, Candidate(employee))
        one.reasons.append(reason)
        one.item = one.item or item

    items = _items(units).filter(course=course, plan__employee__in=people.values("pk"))
    for item in items.select_related("plan__employee"):
        add(item.plan.employee, "ada dalam rencana yang disepakati", item)
    newest = signed(units).filter(appraisal__in=reach.current().values("pk"))
    ratings = _below(newest).filter(
        value__in=course.values, evaluation__appraisal__employee__in=people.values("pk")
    )
    for row in ratings.select_related("evaluation__appraisal__employee"):
        add(row.evaluation.appraisal.employee, f"{row.get_value_display()} di bawah ekspektasi")
    goals = CareerGoal.objects.filter(
        position__in=course.required_for.all(), employee__in=people.values("pk")
    )
    for goal in goals.select_related("employee", "position"):
        add(goal.employee, f"menuju jabatan {goal.position}")
    return sorted(found.values(), key=lambda one: (-len(one.reasons), one.employee.sort_name))


def _served(course: Course) -> QuerySet[Employee]:
    """Who is enrolled in a session of it, came to one, or proved it otherwise."""
    enrolled = Enrolment.objects.filter(session__course=course, status__in=HOLDING).exclude(
        status=Enrolment.Status.ABSENT
    )
    proved = Certificate.objects.verified().filter(title=course.title)
    return Employee.objects.filter(
        Q(pk__in=enrolled.values("employee")) | Q(pk__in=proved.values("employee"))
    )
