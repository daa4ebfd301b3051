"""What every test stands on: real PostgreSQL, no network but loopback, and answers whose headers are checked."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits of one test never reach the next. The cache lives in PostgreSQL, so only where there is one."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def agency(db: None) -> factories.Agency:
    return factories.make_agency()


@pytest.fixture
def client() -> Client:
    return Client()
