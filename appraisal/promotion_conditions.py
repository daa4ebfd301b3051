"""What the core itself asks of a candidate: predicates of some years, the present post, rank, no sanction in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Max, Q

from appraisal.models import Evaluation, EvaluationStatus, PromotionRule, Sanction, WindowCode
from appraisal.models.evaluation import PREDICATE_CHOICES
from appraisal.promotion import Condition, Standard, Told, register
from appraisal.rating import Predicate
from employees.dates import dated, months_later
from employees.models import Placement
from employees.ranks import PNS_RANKS, printed

PREDICATES = dict(PREDICATE_CHOICES)
ENOUGH = {
    Predicate.GOOD.value: (Predicate.GOOD, Predicate.VERY_GOOD),
    Predicate.VERY_GOOD.value: (Predicate.VERY_GOOD,),
}


# --- predicates -----------------------------------------------------------------------
def _results(found: Standard, predicates: Iterable[str], years: int) -> Q:
    """Final yearly results with one of these predicates, in at least so many of the years."""
    rows = Evaluation.objects.filter(
        window=WindowCode.YEAR,
        status=EvaluationStatus.FINAL,
        predicate__in=predicates,
        appraisal__period__year__in=found.years,
    )
    counted = (
        rows.order_by().values("appraisal__employee").annotate(n=Count("appraisal__period", distinct=True))
    )
    return Q(employee__in=counted.filter(n__gte=years).values("appraisal__employee"))


def _results_met(found: Standard) -> Q:
    enough = _results(found, ENOUGH[found.rule.lowest], len(found.years))
    if not found.rule.very_good:
        return enough
    return enough & _results(found, ENOUGH[Predicate.VERY_GOOD.value], found.rule.very_good)


def _results_label(found: Standard) -> str:
    words = f"Predikat paling rendah {found.rule.get_lowest_display()} pada {found.year_words}"
    return f"{words}, {found.rule.very_good} kali Sangat Baik" if found.rule.very_good else words


def _results_told(found: Standard, posts: Sequence[Placement]) -> dict[int, Told]:
    rows = Evaluation.objects.filter(
        window=WindowCode.YEAR,
        status=EvaluationStatus.FINAL,
        appraisal__employee__in=[post.employee_id for post in posts],
        appraisal__period__year__in=found.years,
    )
    columns = ("appraisal__employee", "appraisal__period__year", "predicate")
    of_person: dict[int, dict[int, list[str]]] = {}
    for person, year, predicate in rows.order_by("final_at", "pk").values_list(*columns):
        of_person.setdefault(person, {}).setdefault(year, []).append(predicate)
    return {post.employee_id: _results_of(found, of_person.get(post.employee_id, {})) for post in posts}


def _results_of(found: Standard, results: dict[int, list[str]]) -> Told:
    """Somebody who moved may have two results in a year: the better one counts, as for the list."""
    enough, figures, missing = ENOUGH[found.rule.lowest], [], []
    for year in found.years:
        given = results.get(year, [])
        words = " dan ".join(PREDICATES[one] for one in given) or "belum final"
        figures.append(f"{year} {words}")
        if not given:
            missing.append(f"Hasil final {year} belum ada.")
        elif not set(given) & set(enough):
            missing.append(f"Predikat {year} di bawah {found.rule.get_lowest_display()}.")
    best = sum(Predicate.VERY_GOOD in given for given in results.values())
    if best < found.rule.very_good:
        missing.append(f"Sangat Baik baru {best} dari {found.rule.very_good} kali.")
    return Told(", ".join(figures), " ".join(missing))


# --- the present post -----------------------------------------------------------------
def _held_until(found: Standard) -> date:
    """The last day on which the post may have begun."""
    return months_later(found.day, -12 * found.rule.post_years)


def _post_met(found: Standard) -> Q:
    """Whoever has this placement long enough needs no look at those before it."""
    return Q(starts_on__lte=_held_until(found)) | Q(held_since__lte=_held_until(found))


def _post_told(found: Standard, posts: Sequence[Placement]) -> dict[int, Told]:
    told = {}
    for post in posts:
        since: date = vars(post)["held_since"]
        enough_on = months_later(since, 12 * found.rule.post_years)
        told[post.employee_id] = Told(
            f"Sejak {dated(since)}", f"Genap {found.rule.post_years} tahun pada {dated(enough_on)}."
        )
    return told


# --- rank -----------------------------------------------------------------------------
def _high_enough(rule: PromotionRule) -> list[str]:
    codes = list(PNS_RANKS)
    return codes[codes.index(rule.lowest_rank) :]


def _rank_told(found: Standard, posts: Sequence[Placement]) -> dict[int, Told]:
    missing = f"Paling rendah {printed(found.rule.lowest_rank)}."
    return {post.employee_id: Told(printed(post.employee.rank), missing) for post in posts}


# --- sanctions ------------------------------------------------------------------------
def _counting(found: Standard) -> Q:
    """Terms that hold, or ended less than so many months ago. A reprimand has no term and never counts."""
    since = months_later(found.day, -found.rule.after_sanction)
    return Q(revoked_at__isnull=True, starts_on__lte=found.day, ends_on__gte=since)


def _sanctions_met(found: Standard) -> Q:
    return ~Q(employee__in=Sanction.objects.filter(_counting(found)).values("employee"))


def _sanctions_label(found: Standard) -> str:
    months = found.rule.after_sanction
    words = "Tidak sedang menjalani hukuman disiplin"
    return f"{words}, dan berakhirnya sudah lebih dari {months} bulan" if months else words


def _sanctions_told(found: Standard, posts: Sequence[Placement]) -> dict[int, Told]:
    people = [post.employee_id for post in posts]
    rows = Sanction.objects.filter(_counting(found), employee__in=people).order_by()
    last = dict(rows.values_list("employee").annotate(n=Max("ends_on")))
    told = {}
    for person in people:
        ends = last.get(person)
        if ends is None:
            told[person] = Told("Tidak ada")
            continue
        free = dated(months_later(ends, found.rule.after_sanction))
        told[person] = Told(f"Sampai {dated(ends)}", f"Terpenuhi sesudah {free}.")
    return told


register(
    Condition(
        "predikat",
        "Predikat",
        label=_results_label,
        asked=lambda _: True,
        met=_results_met,
        told=_results_told,
    )
)
register(
    Condition(
        "jabatan",
        "Masa jabatan",
        label=lambda found: f"Paling sedikit {found.rule.post_years} tahun dalam jabatan sekarang",
        asked=lambda found: found.rule.post_years > 0,
        met=_post_met,
        told=_post_told,
    )
)
register(
    Condition(
        "golongan",
        "Golongan",
        label=lambda found: f"Golongan ruang paling rendah {printed(found.rule.lowest_rank)}",
        asked=lambda found: bool(found.rule.lowest_rank),
        met=lambda found: Q(employee__rank__in=_high_enough(found.rule)),
        told=_rank_told,
    )
)
register(
    Condition(
        "hukuman",
        "Hukuman disiplin",
        label=_sanctions_label,
        asked=lambda _: True,
        met=_sanctions_met,
        told=_sanctions_told,
        sealed=True,
    )
)
