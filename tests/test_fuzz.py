"""Nothing that is typed, bent or left out makes the site answer 5xx: every URL, and every form that a page offers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils.functional import cached_property

from appraisal.models import Appraisal
from employees.models import Employee
from tests import factories
from tests.access.world import World, make_world
from tests.fuzzing import LONG, NUL, Form, Watched, forms_of, queries
from tests.test_access import rows

PERSONS = ("anonymous", "planner", "assessor", "staff", "superior", "personnel")
# As whom the matrix of access knows each; who is new is a stranger to everybody else.
ROLES = {"anonymous": "anonymous", "planner": "stranger", "assessor": "stranger", "staff": "appraisee",
         "superior": "appraiser", "personnel": "personnel"}  # fmt: skip
REFUSED = {403, 404, 405}
BAD_PARTS = ("%00", "9" * 400, "%ED%A0%80")
LIVING = ("appraisal", "evaluation")
PARTS = (
    "appraisal",
    "others",
)  # pages of the core, and all others: two tests that a second processor can share
# Forms with a text to write that no draft keeps, and why.
UNKEPT = {
    "round_request": "an answer of a round is anonymous: no row may tell who wrote when (security.md §5.5)",
    "service_form": "citizens have no account: their page leaves no trace on a shared telephone (docs/adr/0018)",
    "service_tablet": "the next citizen at the counter would read it",
    **dict.fromkeys(
        ("appraisal_act", "evaluation_act", "delivering"),
        "a note beside the password: a wrong one brings the page back with it, and its transaction must not be undone",
    ),
    "guest_note": "guests have no account; the form is one page, and the link opens it again",
}
BLIND = {"note": NUL, "text": NUL, "next": NUL, "password": LONG, "version": "9" * 400, "_submission": "\0",
         "pilih": ["x", NUL, "00000000-0000-4000-8000-000000000000." + "9" * 50], "code": NUL, "username": NUL,
         "day": "0000-00-00", "people": [NUL, "-1"], "_tab": NUL, "arah": NUL}  # fmt: skip


@dataclass
class Fuzzed:
    """A world in which each stage of the year is open to somebody, and the addresses to try."""

    world: World
    persons: dict[str, Employee | None]
    subjects: list[dict[str, object]]
    own: dict[str, dict[str, object]]  # of those who see no subject but their own

    def visitor(self, person: str) -> Client:
        client = Client(raise_request_exception=False)
        employee = self.persons[person]
        return factories.sign_in(client, employee) if employee else client

    def urls(self, method: str, part: str = "", *, seen_by: str = "") -> list[str]:
        """Every URL of the matrix that knows the method; those of an appraisal for every stage that the person sees."""
        found = {}
        stages = [self.own[seen_by]] if seen_by in self.own else self.subjects
        for name, kind, allowed, cells in rows():
            if allowed != method or set(cells.values()) == {405}:
                continue
            arguments = self.world.arguments(kind)
            for subject in stages if seen_by and kind in LIVING else [arguments]:
                found[reverse(name, kwargs={key: subject.get(key, arguments[key]) for key in arguments})] = (
                    name
                )
        return [url for url in found if part in {"", part_of(url)}]

    def pages_of(self, person: str, urls: Iterable[str]) -> set[str]:
        """Those that the matrix does not refuse this person; elsewhere there is no page to take forms from."""
        refused = {
            reverse(name, kwargs=self.world.arguments(kind))
            for name, kind, known, cells in rows()
            if known == "GET" and cells[ROLES[person]] in REFUSED
        }
        return set(urls) - refused


def part_of(url: str) -> str:
    """Which of the `PARTS` an address belongs to."""
    return "appraisal" if resolve(url).func.__module__.startswith("appraisal.") else "others"


def newcomer(agency: factories.Agency, name: str) -> Employee:
    employee = factories.make_employee(name)
    factories.place(employee, agency.section, agency.superior)
    return employee


@pytest.fixture
def fuzzed(db: None) -> Fuzzed:
    world = make_world()
    agency = world.agency
    planner, assessor = newcomer(agency, "Perencana"), newcomer(agency, "Penilai Diri")
    delivered = Appraisal.objects.get(uuid=world.arguments("evaluation")["uuid"])
    year = delivered.period
    planned = factories.make_appraisal(agency, "PLANNING", employee=planner, period=year)
    opened = factories.make_evaluation(agency, "OPEN", employee=assessor, period=year).appraisal
    assessed = factories.make_evaluation(agency, "ASSESSED", employee=agency.colleague, period=year).appraisal
    people = world.people | {"staff": agency.staff, "superior": agency.superior}
    people |= {"planner": planner, "assessor": assessor}
    subjects = [subject_of(row) for row in (planned, opened, assessed, delivered)]
    planning, assessing, _, done = subjects
    own = {"anonymous": done, "planner": planning, "assessor": assessing, "staff": done}
    return Fuzzed(world, {name: people[name] for name in PERSONS}, subjects, own)


def subject_of(appraisal: Appraisal) -> dict[str, object]:
    return {"uuid": appraisal.uuid, "window": "AKHIR", "target": appraisal.targets.first().uuid}


def failures(
    client: Client, method: str, url: str, data: object = None, let_in: Callable[[str], None] | None = None
) -> Iterator[str]:
    """One request, undone afterwards, signing out too; yields a line for an answer of 500 or more.

    `let_in` is told the address where the visitor was neither sent away nor refused.
    """
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = getattr(client, method)(url, data)
        b"".join(response)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    if let_in and response.status_code not in {302, 403, 404}:
        let_in(url)
    if response.status_code >= 500:
        kind, error = (getattr(response, "exc_info", None) or (None, None, None))[:2]
        yield f"{method.upper()} {url[:150]} {str(data)[:300]}: {response.status_code} {kind} {str(error)[:150]}"


def page_of(client: Client, url: str) -> str:
    """The page at an address, "" where there is none to read."""
    response = client.get(url)
    content = b"".join(response)  # a download is closed once it is read
    html = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return content.decode() if html else ""


def kind_of(form: Form) -> tuple[str, frozenset[str]]:
    """Forms of one route with the same fields are one form, whatever the row that they belong to."""
    return resolve(form.action.partition("?")[0]).view_name, frozenset(form.fields)


def wants_token(form: Form) -> bool:
    """Every form but those of feedback/public.py, whose pages set no cookie that a token could be checked against."""
    return not getattr(resolve(form.action.partition("?")[0]).func, "csrf_exempt", False)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> type[Watched]:
    """Every query of the site's requests tells what is looked for in it."""
    query = cached_property(
        lambda request: Watched(request.environ.get("QUERY_STRING", ""), encoding="utf-8")
    )
    query.__set_name__(WSGIRequest, "GET")
    monkeypatch.setattr(WSGIRequest, "GET", query)
    return Watched


@pytest.mark.parametrize("person", ["anonymous", "superior"])
def test_no_path_breaks_the_site(fuzzed: Fuzzed, person: str) -> None:
    """Only what an address takes as a value; a wrong fixed part never reaches a page."""
    found, visitor = [], fuzzed.visitor(person)
    for url in fuzzed.urls("GET"):
        parts = url.strip("/").split("/")
        values = {str(value) for value in resolve(url).kwargs.values()}
        places = [place for place, part in enumerate(parts) if part in values]
        for place, bad in itertools.product(places, BAD_PARTS):
            path = "/" + "/".join([*parts[:place], bad, *parts[place + 1 :]]) + "/"
            found += failures(visitor, "get", path)
    assert found == []


def test_no_path_of_a_form_breaks_the_site(fuzzed: Fuzzed) -> None:
    visitor = fuzzed.visitor("superior")
    number = {"_submission": "00000000-0000-4000-8000-000000000009"}
    assert list(failures(visitor, "post", "/a%00b/", number)) == []


@pytest.mark.timeout(900)  # some thousand requests; on a busy machine they take their time
@pytest.mark.parametrize("everything", [False, pytest.param(True, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("part", PARTS)
def test_no_query_and_no_form_breaks_the_site(
    fuzzed: Fuzzed, part: str, everything: bool, watched: type[Watched]
) -> None:
    """What several people are shown is tried by the first of them; so is an address, form or none, that lets one in."""
    found: list[str] = []
    tried: set[tuple[str, str]] = set()
    shown: dict[tuple[str, frozenset[str]], tuple[Client, Form]] = {}
    closed = set(fuzzed.urls("POST", part))  # to all who came so far
    plain = set(fuzzed.urls("GET", part))
    for person in PERSONS:
        visitor = fuzzed.visitor(person)
        for url in sorted(closed):
            found += failures(visitor, "post", url, BLIND, let_in=closed.discard)
        for url in sorted(fuzzed.pages_of(person, {*plain, *fuzzed.urls("GET", part, seen_by=person)})):
            watched.wanted.clear()
            page = page_of(visitor, url)
            for query in untried(url, watched.wanted, tried) if page and url in plain else ():
                found += failures(visitor, "get", f"{url}?{query}")
            for form in forms_of(url, page):
                shown.setdefault(kind_of(form), (visitor, form))
    for visitor, form in shown.values():
        found += wrong_with(form)
        for data in form.sent(everything=everything):
            found += failures(visitor, "post", form.action, data)
    assert found == []
    assert len(tried) > 20, "the watch sees no names"


def untried(url: str, wanted: set[str], tried: set[tuple[str, str]]) -> list[str]:
    """What a page looks for, in hostile words, unless its route was asked the same before."""
    route = resolve(url).view_name
    new = [query for query in dict.fromkeys(queries(wanted)) if (route, query) not in tried]
    tried.update((route, query) for query in new)
    return new


def wrong_with(form: Form) -> Iterator[str]:
    """What can be said of a form before anything is sent."""
    if not form.token and wants_token(form):
        yield f"{form.action} has no token"
    if form.loses_what_is_typed and resolve(form.action.partition("?")[0]).view_name not in UNKEPT:
        yield f"{form.action} loses what is typed"
