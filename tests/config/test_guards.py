"""The suite's own guards, each with the attack it stops and the control that shows it would have worked."""

import socket

import pytest
from django.http import HttpResponse

from tests import conftest
from tests.headers import REQUIRED, complaints


def good_response():
    response = HttpResponse("")
    for name, value in REQUIRED.items():
        response.headers[name] = value
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def test_a_connection_to_another_machine_is_refused():
    with pytest.raises(conftest.OutsideNetworkError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 9))


def test_without_the_guard_the_same_address_would_be_tried(monkeypatch):
    """The control: what is behind the guard is called for whatever the guard lets through."""
    tried = []
    monkeypatch.setattr(conftest, "_real_connect", lambda _socket, address: tried.append(address))
    with socket.socket() as outside:
        outside.connect(("127.0.0.1", 9))
        monkeypatch.setattr(socket.socket, "connect", conftest._real_connect)
        outside.connect(("192.0.2.1", 9))
    assert tried == [("127.0.0.1", 9), ("192.0.2.1", 9)]


def test_the_recorder_is_content_with_a_guarded_answer():
    assert complaints(good_response()) == []


@pytest.mark.parametrize("name", [*REQUIRED, "Content-Security-Policy", "Cache-Control"])
def test_the_recorder_misses_no_header(name):
    response = good_response()
    del response.headers[name]
    assert complaints(response)


def test_the_recorder_finds_inline_code_and_foreign_sites():
    response = good_response()
    response.headers["Content-Security-Policy"] = "default-src 'self' 'unsafe-inline'"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_cookie("sesi", "x")
    assert len(complaints(response)) == 3


@pytest.mark.django_db
def test_every_answer_is_recorded(client):
    before = len(conftest._complaints)
    seen = []
    patch = pytest.MonkeyPatch()
    patch.setattr(conftest, "complaints", lambda response: seen.append(response.status_code) or [])
    client.get("/tidak-ada/")
    patch.undo()
    assert seen in ([302], [404])
    assert len(conftest._complaints) == before
