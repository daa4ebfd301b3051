"""What somebody could develop: gaps that an evaluation shows, and what the post aimed at asks for.

Gaps between self and others come from `feedback`, which this app does not know: `config/desk/sides.py` adds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from appraisal.models import Evaluation, ItemRating, PartyRole
from appraisal.models.evaluation import EvaluationStatus
from appraisal.rating import Predicate, Rating
from training.models import CareerGoal, Certificate, Course, DevelopmentItem

Source = DevelopmentItem.Source
S = EvaluationStatus
RATED = frozenset({S.RATED, S.DELIVERED, S.DISPUTED, S.FINAL})  # the appraiser has given ratings that stand
# What the quadrant says by itself, where no single value or result was rated.
BEHAVIOUR_BELOW = frozenset({Predicate.POOR, Predicate.VERY_POOR})
RESULTS_BELOW = frozenset({Predicate.NEEDS_IMPROVEMENT, Predicate.VERY_POOR})
BEHAVIOUR, RESULTS = "Perilaku kerja", "Hasil kerja"
ORDER = {Rating.BELOW: 0, Rating.MEETS: 1, Rating.ABOVE: 2}


@dataclass(frozen=True)
class Gap:
    """`key` names the value, the target or the course that it is of; `detail` says what was found, in words."""

    source: str
    key: str
    label: str
    detail: str = ""

    @property
    def code(self) -> str:
        """How an address carries it."""
        return f"{self.source}:{self.key}"


Finder = Callable[[Evaluation, list[ItemRating]], list[Gap]]
_FINDERS: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Let another app find gaps of an evaluation whose ratings may be read; it is given all of them."""
    _FINDERS.append(finder)
    return finder


def of_evaluation(evaluation: Evaluation) -> list[Gap]:
    """Only for whoever may read the ratings; the caller asked."""
    ratings = list(evaluation.item_ratings.select_related("target"))
    found = [gap for row in ratings if (gap := below(row)) is not None]
    found += overall(evaluation, found)
    known = {gap.key for gap in found}
    found += [gap for gap in apart(ratings) if gap.key not in known]
    known |= {gap.key for gap in found}
    return found + [gap for finder in _FINDERS for gap in finder(evaluation, ratings) if gap.key not in known]


def below(row: ItemRating) -> Gap | None:
    """A value or a result that the appraiser rated below expectation."""
    if row.by_role != PartyRole.APPRAISER or row.rating != Rating.BELOW:
        return None
    if row.target is not None:
        return Gap(Source.TARGET, str(row.target.uuid), row.target.result, row.note)
    return Gap(Source.VALUE, row.value, row.get_value_display(), row.note)


def overall(evaluation: Evaluation, found: Iterable[Gap]) -> list[Gap]:
    """Behaviour or results as a whole, below expectation without any value or result of which it was said."""
    sources = {gap.source for gap in found}
    whole = []
    if evaluation.predicate in BEHAVIOUR_BELOW and Source.VALUE not in sources:
        whole.append(Gap(Source.VALUE, "", BEHAVIOUR))
    if evaluation.predicate in RESULTS_BELOW and Source.TARGET not in sources:
        whole.append(Gap(Source.TARGET, "", RESULTS))
    return whole


def apart(ratings: Iterable[ItemRating]) -> list[Gap]:
    """Values where the employee saw himself higher than the appraiser did."""
    rows = list(ratings)
    own = {row.value: row for row in rows if row.value and row.by_role == PartyRole.APPRAISEE}
    found = []
    for row in rows:
        mine = own.get(row.value) if row.by_role == PartyRole.APPRAISER else None
        if mine is not None and ORDER[Rating(mine.rating)] > ORDER[Rating(row.rating)]:
            detail = (
                f"Menurut pegawai {mine.get_rating_display()}, menurut penilai {row.get_rating_display()}."
            )
            found.append(Gap(Source.SIDES, row.value, row.get_value_display(), detail))
    return found


def of_goal(goal: CareerGoal) -> list[Gap]:
    """Training that the post aimed at asks for and that was not completed yet."""
    done = Certificate.objects.verified().filter(employee=goal.employee_id)
    asked = Course.objects.filter(required_for=goal.position, active=True)
    lacking = asked.exclude(title__in=done.values("title")).exclude(
        sessions__enrolments__certificate__in=done.filter(enrolment__isnull=False)
    )
    detail = f"Disyaratkan bagi jabatan {goal.position}."
    return [Gap(Source.GOAL, str(course.uuid), course.title, detail) for course in lacking]


# --- what closes them ----------------------------------------------------------------
MENTORING = "Bimbingan berkala dari atasan atau rekan yang menguasai «{label}», sedikitnya sebulan sekali"
ASSIGNMENT = "Penugasan yang melatih «{label}» di pekerjaan sehari-hari, dengan umpan balik sesudahnya"
MOST_COURSES = 3


@dataclass(frozen=True)
class Proposal:
    """One way to close a gap; `course` is of the catalogue."""

    way: str
    text: str
    course: Course | None = None


@dataclass(frozen=True)
class Offer:
    """A gap with what is proposed for it: from the catalogue, and by 10-20-70."""

    gap: Gap
    proposals: list[Proposal]


def offers(gaps: list[Gap]) -> list[Offer]:
    """One query for all gaps."""
    courses = list(Course.objects.filter(active=True)) if gaps else []
    return [Offer(gap, proposals(gap, courses)) for gap in gaps]


def proposals(gap: Gap, courses: Iterable[Course]) -> list[Proposal]:
    """Work first, as 10-20-70 has it; then somebody to learn from; then courses."""
    way, label = DevelopmentItem.Way, gap.label[:300]
    fitting = [course for course in courses if covers(course, gap)][:MOST_COURSES]
    training = [Proposal(way.TRAINING, f"Mengikuti {course.title}", course) for course in fitting]
    if gap.source == Source.GOAL:
        return training
    return [
        Proposal(way.ASSIGNMENT, ASSIGNMENT.format(label=label)),
        Proposal(way.MENTORING, MENTORING.format(label=label)),
        *training,
    ]


def covers(course: Course, gap: Gap) -> bool:
    """By what the catalogue says of it, never by its words."""
    if gap.source == Source.GOAL:
        return str(course.uuid) == gap.key
    return gap.key in course.values
