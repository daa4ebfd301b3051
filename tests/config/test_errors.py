"""Error pages speak Indonesian and carry a code that also stands in the log."""

import logging
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from config.desk import errors

CODE = r'<code class="error-code">([2-9A-Z]{4}-[2-9A-Z]{4})</code>'


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, logger="config.desk.errors")
    return caplog


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    request = RequestFactory().get("/kinerja/\n/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: errors.bad_request(request, BadRequest("x")), 400, "Permintaan tidak dapat dibaca"),
        (lambda request: errors.permission_denied(request, PermissionDenied()), 403, "tidak berwenang"),
        (
            lambda request: errors.permission_denied(request, PermissionDenied("Hanya BKPSDM <b>.")),
            403,
            "Hanya BKPSDM &lt;b&gt;.",
        ),
        (lambda request: errors.page_not_found(request, Http404("rahasia")), 404, "Halaman tidak ditemukan"),
        (
            lambda request: errors.csrf_failure(request, "CSRF cookie not set."),
            403,
            "Formulir tidak dapat diterima",
        ),
        (errors.server_error, 500, "Ada kesalahan di pihak kami"),
    ],
)
def test_the_page_shows_the_code_that_the_log_holds(answer, status, words, request_of_nobody, log) -> None:
    response = answer(request_of_nobody)
    page = response.content.decode()
    shown = re.search(CODE, page)
    assert response.status_code == status
    assert words in page
    assert "rahasia" not in page
    assert shown is not None
    assert shown[1] in log.text
    assert "\n/" not in log.records[0].getMessage()  # no forged log lines


def test_a_code_is_new_each_time() -> None:
    assert len({errors.new_code() for _ in range(200)}) == 200


def test_the_page_of_a_broken_server_needs_neither_database_nor_session(request_of_nobody) -> None:
    """pytest-django refuses the database to this test; a request without a user or session must do."""
    del request_of_nobody.user
    assert errors.server_error(request_of_nobody).status_code == 500
