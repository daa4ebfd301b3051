"""Every page of the access matrix as somebody sees it who may: WCAG 2.2 AA by axe and by what axe leaves out, and
the bytes that travel.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests import access, factories
from tests.access.world import World, make_world
from tests.e2e.shown import Show, showing

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CHUNKS = 4  # one world each
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
STILL = 0.01
SHOWN = {200, 422}  # a page, and a form that comes back with what is to be mended


def rows() -> list[tuple[str, str, str, str]]:
    """(url name, kind of arguments, method, role): each page once, and each form sent without a word."""
    found = []
    for module in pkgutil.iter_modules(access.__path__):
        part = importlib.import_module(f"tests.access.{module.name}")
        for name, kind, method, cells in getattr(part, "ROWS", []):
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


def answer(world: World, client: Client, method: str, path: str, role: str) -> HttpResponseBase:
    client.logout()
    if world.people[role] is not None:
        factories.sign_in(client, world.people[role])
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
