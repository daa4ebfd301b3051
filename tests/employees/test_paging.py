"""A page found by its keys shows what an ordinary one shows, and tells nothing of the rows before it."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.test.utils import CaptureQueriesContext

from employees.models import Employee, Placement
from employees.paging import KeyedPaginator
from tests.factories import Agency

pytestmark = pytest.mark.django_db
A_PAGE = 3


@pytest.mark.parametrize("number", [1, 2, "last", "99", "satu"])
def test_it_shows_what_an_ordinary_page_shows(agency: Agency, number: int | str) -> None:
    rows = Employee.objects.order_by("-sort_name", "pk")
    number = Paginator(rows, A_PAGE).num_pages if number == "last" else number
    keyed, plain = (kind(rows, A_PAGE).get_page(number) for kind in (KeyedPaginator, Paginator))
    assert list(keyed) == list(plain)
    assert (keyed.number, keyed.paginator.num_pages) == (plain.number, plain.paginator.num_pages)


def test_nothing_is_told_of_the_rows_before(agency: Agency) -> None:
    units = Placement.objects.filter(employee=OuterRef("pk")).values("unit__name")[:1]
    rows = Employee.objects.annotate(unit_name=Subquery(units)).order_by("sort_name", "pk")
    with CaptureQueriesContext(connection) as asked:
        page = list(KeyedPaginator(rows, A_PAGE).get_page(2))
    skipping = [one["sql"] for one in asked if "OFFSET" in one["sql"]]
    assert len(skipping) == 1
    assert "unit_name" not in skipping[0]
    assert len(page) == A_PAGE
    assert all(hasattr(person, "unit_name") for person in page)
