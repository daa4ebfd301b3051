"""What every test stands on: real PostgreSQL, no network but loopback, and answers whose headers are checked."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase
from django.template import Context, Template
from django.test import Client
from django.test.signals import template_rendered

from tests import factories, remembering
from tests.headers import complaints

pytest_plugins = ["tests.databases"]

_real_connect = socket.socket.connect
_real_get_response = BaseHandler.get_response
_complaints: list[str] = []


def pytest_collection_finish() -> None:
    """What was collected lives to the end: it need not be looked through again at every full collection."""
    gc.collect()
    gc.freeze()


class OutsideNetworkError(AssertionError):
    """A test tried to reach something that is not on this machine."""


def _connect_on_loopback_only(self: socket.socket, address: object) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
        host = str(address[0])
        if host != "localhost" and not ipaddress.ip_address(host.partition("%")[0]).is_loopback:
            raise OutsideNetworkError(f"a test connected to {host}")
    _real_connect(self, address)


def _recorded_response(self: BaseHandler, request: HttpRequest) -> HttpResponseBase:
    response = _real_get_response(self, request)
    _complaints.extend(f"{request.method} {request.path}: {line}" for line in complaints(response))
    return response


def _tell_of_the_page(self: Template, context: Context) -> str:
    """Django's own for tests tells of every part of a page, and each time the client copies the whole context."""
    if context.template is self:
        template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)


@pytest.fixture(autouse=True, scope="session")
def _guarded(django_test_environment: None) -> Iterator[None]:
    """Sockets stay on loopback, and every response of the whole suite passes the header recorder."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Template, "_render", _tell_of_the_page)
    patch.setattr(socket.socket, "connect", _connect_on_loopback_only)
    patch.setattr(BaseHandler, "get_response", _recorded_response)
    yield
    patch.undo()


def forget_complaints() -> list[str]:
    """What the recorder found so far, for a test that takes a guard away on purpose."""
    found = sorted(set(_complaints))
    _complaints.clear()
    return found


@pytest.fixture(autouse=True)
def _headers_are_right(_guarded: None) -> Iterator[None]:
    _complaints.clear()
    yield
    found = forget_complaints()
    assert not found, found


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits of one test never reach the next. The cache lives in PostgreSQL, so only where there is one."""
    marker = request.node.get_closest_marker("django_db")
    asked = {"db", "transactional_db", "live_server"}.intersection(request.fixturenames)
    if marker or asked:
        transactional = bool(marker and marker.kwargs.get("transaction")) or bool(asked - {"db"})
        request.getfixturevalue("transactional_db" if transactional else "db")
        cache.clear()
        remembering.begin(transactional=transactional)


@pytest.fixture
def agency(db: None) -> factories.Agency:
    return factories.make_agency()


@pytest.fixture
def client() -> Client:
    return Client()
