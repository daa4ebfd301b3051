"""How many queries a page costs, beside the session, the user with their rights, and the inbox count."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BESIDE = ('FROM "django_session"', 'UPDATE "django_session"', "SAVEPOINT", 'FROM "auth_permission"')
USER = tuple(f'FROM "{table}" WHERE "{table}"."id"' for table in ("employees_user", "employees_employee"))
HEADER = 'SELECT COALESCE((SELECT COUNT(U0."id") AS "count" FROM "employees_notification"'  # inbox and menu


def of_the_page(client: Client, url: str) -> list[str]:
    """The queries of a page that answers 200; the first visit of a session is not counted."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    statements = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in statements if not any(words in sql for words in (*BESIDE, *USER, HEADER))]


def assert_constant(client: Client, url: str, grow: Callable[[], object], most: int = 12) -> None:
    """The same number of queries before and after `grow`, and no more than `most`."""
    few = of_the_page(client, url)
    grow()
    many = of_the_page(client, url)
    assert len(many) == len(few) <= most, "\n".join(sql[:160] for sql in many)
