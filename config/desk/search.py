"""`/cari/`: people, planned results, papers, pages and terms that one may see; each starts from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Upper
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from appraisal import verification
from appraisal.models import Appraisal, Document, WindowCode, WorkTarget
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.seen_results import readable
from config.desk import pages
from config.desk.context import unread_and_rates
from employees.http import Request, page
from employees.models import Employee, User
from employees.models.person import EmployeeQuerySet
from employees.terms import TERMS

SHOWN = 8  # of a kind; the list behind has the rest
SHORTEST = 2
MOST_WORDS = 5
CONSIDERED = 60  # names that trigrams call alike
NEAR = 0.7


class SearchForm(forms.Form):
    """What one looks for."""

    q = forms.CharField(label="Cari", max_length=100, required=False, strip=True)


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, where it is, and what tells it from others of the name."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `more` leads to the list that has all of them."""

    title: str
    hits: list[Hit]
    more: str = ""
    alike: bool = False  # nothing is called so; these nearly are


@require_safe
def search(request: Request) -> HttpResponse:
    """One field over everything that one may see; it changes nothing and keeps nothing."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    words = asked.casefold().split()[:MOST_WORDS]
    long_enough = len(asked) >= SHORTEST
    groups = [one for one in look(request.user, asked, words) if one.hits] if long_enough else []
    context = {"form": form, "asked": asked if long_enough else "", "groups": groups, "shortest": SHORTEST}
    return page(request, "desk/search.html", context)


def look(user: User, asked: str, words: list[str]) -> Iterable[Group]:
    """Every kind of thing, what is named by one's own words first."""
    _unread, rates, heads = unread_and_rates(user)
    places = pages.found(user, words, rates=rates, heads=heads)
    yield Group("Halaman", [Hit(label, url) for label, url in places][:SHOWN])
    yield Group("Istilah", terms(words))
    seen = Appraisal.objects.visible_to(user)
    called, exactly = people(user, asked, seen)
    yield called
    yield targets(user, words, seen)
    yield documents(user, asked, exactly, seen)


def terms(words: list[str]) -> list[Hit]:
    """Official terms by their name, each with where it stands."""
    url = reverse("terms")
    named = [one for one in TERMS.values() if pages.answers(f"{one.name} {one.slug}", words)]
    return [Hit(one.name, f"{url}#{one.slug}", one.source) for one in named[:SHOWN]]


# --- people ---------------------------------------------------------------------------
def people(user: User, asked: str, seen: AppraisalQuerySet) -> tuple[Group, list[Employee]]:
    """Those in one's care or in an appraisal one may open; where nobody is called so, those called alike."""
    mine = _within_reach(user, seen)
    found = list(mine.search(asked).order_by("sort_name", "pk")[:SHOWN])
    alike = not found
    if alike:
        found = likest(asked, list(mine.search_alike(asked)[:CONSIDERED]))
    more = f"{reverse('people' if user.is_personnel else 'team')}?{urlencode({'q': asked})}"
    hits = _people(found, seen) if found else []
    return Group("Pegawai", hits, more if len(found) == SHOWN else "", alike), [] if alike else found


def _within_reach(user: User, seen: AppraisalQuerySet) -> EmployeeQuerySet:
    """`cared_for`: whose own page at the desk this user opens."""
    cared_for = Employee.objects.administered_by(user) if user.is_personnel else Employee.objects.none()
    rows = Employee.objects.annotate(cared_for=Exists(cared_for.filter(pk=OuterRef("pk"))))
    if user.is_auditor or user.has_perm("employees.administer_agency"):
        return rows
    return rows.filter(Q(cared_for=True) | Q(pk__in=seen.values("employee")))


def likest(asked: str, people: list[Employee]) -> list[Employee]:
    """Trigrams find the candidates; letter by letter 'riski' is nearer to Rizki than to Rina."""
    words = asked.casefold().split()

    def likeness(one: Employee) -> float:
        names = one.sort_name.split()
        return min(max(SequenceMatcher(None, word, name).ratio() for name in names) for word in words)

    near = [one for one in people if likeness(one) >= NEAR]
    return sorted(near, key=likeness, reverse=True)[:SHOWN]


def _people(found: list[Employee], seen: AppraisalQuerySet) -> list[Hit]:
    """Personnel are led to the person, everybody else to the latest year of the person that they may open."""
    rows = seen.filter(employee__in=found).order_by("period__year", "pk").select_related("unit", "period")
    latest = {row.employee_id: row for row in rows}
    hits = []
    for one in found:
        row = latest.get(one.pk)
        if vars(one)["cared_for"]:
            hits.append(Hit(one.full_name, reverse("person", args=[one.uuid]), row.unit.name if row else ""))
        elif row:
            hits.append(Hit(one.full_name, row.get_absolute_url(), f"{row.unit.name} · {row.period.year}"))
    return hits


# --- planned results --------------------------------------------------------------------
def targets(user: User, words: list[str], seen: AppraisalQuerySet) -> Group:
    """Results in force that hold every word, one's own first; else those with words like them."""
    rows = WorkTarget.objects.filter(appraisal__in=seen).select_related(
        "appraisal__employee", "appraisal__period"
    )
    found = list(rows.filter(*(Q(result__icontains=word) for word in words)).order_by("-pk")[:SHOWN])
    alike = not found
    if alike:
        found = list(_like(rows, words)[:SHOWN])
    found.sort(key=lambda one: one.appraisal.employee_id != user.employee_id)
    return Group("Rencana hasil kerja", [_target(one, user) for one in found], alike=alike)


def _like(rows: QuerySet[WorkTarget], words: list[str]) -> QuerySet[WorkTarget]:
    """By the index of trigrams over the capital letters, which serves `icontains` too."""
    likeness: Any = Value(0.0)
    rows = rows.annotate(capitals=Upper("result"))
    for word in words:
        rows = rows.filter(capitals__trigram_word_similar=word.upper())
        likeness += TrigramWordSimilarity(word.upper(), "capitals")
    rows = rows.annotate(likeness=likeness)
    return rows.filter(likeness__gte=0.5 * len(words)).order_by("-likeness", "-pk")


def _target(one: WorkTarget, user: User) -> Hit:
    mine = one.appraisal.employee_id == user.employee_id
    whose = "SKP saya" if mine else one.appraisal.employee.full_name
    url = f"{reverse('targets', args=[one.appraisal.uuid])}#target-{one.uuid}"
    return Hit(one.result, url, f"{whose} · {one.appraisal.period.year}")


# --- documents --------------------------------------------------------------------------
def documents(user: User, asked: str, people: Sequence[Employee], seen: AppraisalQuerySet) -> Group:
    """Papers of record by their code or by whom they are about, as far as one may read the results in them."""
    rows = Document.objects.filter(evaluation__appraisal__in=seen, status=Document.Status.VALID)
    rows = rows.filter(Q(code=verification.typed(asked)) | Q(evaluation__appraisal__employee__in=people))
    rows = rows.select_related("evaluation__appraisal__employee", "evaluation__appraisal__period")
    found = list(rows.order_by("-created_at", "-pk")[: SHOWN * 2])
    legible = readable([one.evaluation for one in found], user) if found else set()
    return Group("Dokumen", [_document(one) for one in found if one.evaluation_id in legible][:SHOWN])


def _document(one: Document) -> Hit:
    evaluation = one.evaluation
    window = WindowCode(evaluation.window).label
    return Hit(
        f"Dokumen evaluasi {evaluation.appraisal.employee.full_name}",
        reverse("papers", args=[evaluation.appraisal.uuid]),
        f"{window} {evaluation.appraisal.period.year} · versi {one.version}",
    )
