"""Every page of the access matrix as somebody sees it who may: WCAG 2.2 AA by axe and by what axe leaves out, and
the bytes that travel.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import opening, workflow
from employees.models import Employee
from tests import access, factories
from tests.access.world import World, make_world
from tests.e2e.shown import Show, showing, weight_with_what_it_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CHUNKS = 4  # one world each at night
HALVES = 2  # and by day
# Who is asked first where several see a page: whose page has the most to do.
ROLES = (
    "personnel",
    "appraiser",
    "appraisee",
    "unit_personnel",
    "reviewer",
    "auditor",
    "stranger",
    "anonymous",
)
AFTERWARDS, FIRST = (
    25_000,
    160_000,
)  # bytes that travel: later pages, and a first one with styles, scripts and fonts
BARE = 100_000  # a first page without fonts
STILL = 0.01
EMPTY = ("/", "/kinerja/", "/tim/", "/kotak-masuk/", "/draf/")  # before anything happened
# What the employee and the superior fill in for their next step, by the state of the evaluation.
NEXT = {
    "OPEN": ("penilaian-diri/", ""),
    "ASSESSED": ("", "penilaian/"),
    "RATED": ("", "dialog/"),
    "DELIVERED": ("keberatan/", "catatan/"),
    "FINAL": ("", ""),
}
RETURNED = {(form, 422) for form in ("tambah", "penilaian-diri", "penilaian", "dialog", "keberatan")}
RETURNED |= {("catatan", 409)}  # what has been delivered stays; the page shows the words that were typed
CONTROL = re.compile(r"<(?:input|textarea|select)[^>]*>")
NAME, VALUE = re.compile(r' name="([^"]+)"'), re.compile(r' value="([^"]*)"')
SHOWN = {200, 422}  # a page, and a form that comes back with what is to be mended


Row = tuple[str, str, str, str]


def parts() -> Iterator[list[tuple[str, str, str, dict[str, int]]]]:
    for module in pkgutil.iter_modules(access.__path__):
        yield getattr(importlib.import_module(f"tests.access.{module.name}"), "ROWS", [])


def rows() -> list[Row]:
    """(url name, kind of arguments, method, role): each page once, and each form sent without a word."""
    found = []
    for part in parts():
        for name, kind, method, cells in part:
            role = next((role for role in ROLES if cells[role] in SHOWN), None)
            if role:
                found.append((name, kind, method, role))
    return found


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def show(browser) -> Iterator[Show]:
    with showing(browser) as show:
        yield show


@pytest.fixture
def look(browser) -> Iterator[Callable[..., list[str]]]:
    """`look(answer, path)`: what is wrong with it on a desk and on the narrowest phone; nothing with a file."""
    with showing(browser) as desk, showing(browser, width=320) as phone:

        def at(response: HttpResponseBase, path: str) -> list[str]:
            if b"</body>" not in content(response):
                return []
            found = desk.put(response, path, "quick") + phone.put(response, path, "wide")
            alone, first = len(gzip.compress(response.content)), weight_with_what_it_names(response)
            if alone > AFTERWARDS or first > BARE:
                found.append(f"{alone} bytes, {first} with styles and scripts")
            return found

        yield at


def answer(world: World, client: Client, method: str, path: str, role: str) -> HttpResponseBase:
    person = world.people[role]
    if client.session.get("_auth_user_id") != (person and str(person.user.pk)):
        client.logout()
        if person is not None:
            factories.sign_in(client, person)
    with transaction.atomic():
        response = getattr(client, method.lower())(path)
        transaction.set_rollback(True)
    return response


def content(response: HttpResponseBase) -> bytes:
    """A page's markup; a file is read to its end, so that it is closed."""
    return b"".join(response)


def test_every_component_in_all_its_states_is_accessible_also_with_the_menu_and_the_question_open(
    agency, client, show, settings
):
    settings.DEBUG = True
    factories.sign_in(client, agency.personnel)
    page = show.open(client.get("/gaya/"), "/gaya/")
    assert show.complaints(frame=True) == []
    page.get_by_role("button", name="Ajukan SKP").click()
    assert page.evaluate("looks.axe(looks.tags, document)") == []
    page.keyboard.press("Escape")
    page.locator("details[data-menu] > summary").first.click()
    assert page.evaluate("looks.axe(looks.tags, document)") == []


def test_no_component_widens_a_page_on_the_narrowest_phone(agency, client, browser, settings):
    """Also where tabs or a table are pushed sideways inside themselves and hide words from the eye."""
    settings.DEBUG = True
    factories.sign_in(client, agency.personnel)
    with showing(browser, width=320) as phone:
        assert phone.put(client.get("/gaya/"), "/gaya/", "wide") == []


@pytest.mark.parametrize("half", range(HALVES))
def test_every_page_is_accessible_and_light_as_it_comes(half, world, client, look):
    """Before a script touches it; what scripts make of it, and all forms that come back, are looked at in the night."""
    pages = sorted((row for row in rows() if row[2] == "GET"), key=lambda row: row[3])
    wrong = []
    for name, kind, method, role in pages[half::HALVES]:
        path = reverse(name, kwargs=world.arguments(kind))
        found = look(answer(world, client, method, path, role), path)
        wrong += [f"{path} ({name}) as {role}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)


def test_every_state_of_the_main_job_is_accessible_empty_and_with_everything_wrong(agency, client, look):
    """From the empty plan to the final result: what each of the two sees, and each form as it comes back."""
    wrong, returned = [], set()
    for person, path, form in main_job(agency):
        if client.session.get("_auth_user_id") != str(person.user.pk):
            factories.sign_in(client, person)
        response = client.get(path)
        wrong += [f"{path}: {line}" for line in look(response, path)]
        if form:
            response = client.post(path, nonsense(response))
            returned.add((path.split("/")[-2], response.status_code))
            wrong += [f"{path} returned: {line}" for line in look(response, path)]
    assert not wrong, "\n".join(wrong)
    assert returned == RETURNED


def nonsense(response: HttpResponseBase) -> dict[str, str]:
    """A word for everything that a page asks for; what it sends along by itself stays."""
    controls = CONTROL.findall(response.content.decode())
    return {
        NAME.search(one)[1]: VALUE.search(one)[1]
        if 'type="hidden"' in one and VALUE.search(one)
        else "banyak"
        for one in controls
        if NAME.search(one)
    }


def main_job(agency: factories.Agency) -> Iterator[tuple[Employee, str, bool]]:
    """Who sees what after each step on the way, and whether it is a form to be sent."""
    staff, superior = agency.staff, agency.superior
    home = f"/kinerja/{factories.make_appraisal(agency, targets=0).uuid}/"
    yield from ((agency.stranger, path, False) for path in EMPTY)
    yield from (
        (staff, path, path.endswith("tambah/")) for path in (home, f"{home}skp/", f"{home}skp/tambah/")
    )
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    yield from ((person, home, False) for person in (staff, superior))
    workflow.perform(appraisal, "set", by=superior)
    yield from ((staff, f"{home}realisasi/{path}", bool(path)) for path in ("", "tambah/"))
    opening.open_evaluations(timezone.localdate())
    evaluation = appraisal.evaluations.get()
    of_window = f"{home}evaluasi/{evaluation.window}/"
    for status, (of_staff, of_superior) in NEXT.items():
        factories.walk_on(evaluation, status)
        for person, form in ((staff, of_staff), (superior, of_superior)):
            yield person, of_window, False
            if form:
                yield person, of_window + form, True


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_page_is_accessible_light_and_stays_within_the_narrowest_phone(chunk, world, client, show):
    wrong = []
    for number, (name, kind, method, role) in enumerate(rows()[chunk::CHUNKS]):
        path = reverse(name, kwargs=world.arguments(kind))
        response = answer(world, client, method, path, role)
        if b"</body>" not in content(response):
            continue
        show.open(response, path)
        found = show.complaints(frame=not number) if response.status_code == 200 else show.returned()
        alone, first, moved = show.weight()
        if alone > AFTERWARDS or first > FIRST or moved > STILL:
            found.append(f"{alone} bytes, {first} with all it loads; moved {moved:.3f}")
        wrong += [f"{method} {path} ({name}) as {role}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)
