"""A browser of the agency's personnel, and a year that they prepared in it."""

import pytest
from django.test import Client

from appraisal.models import Period
from tests import factories
from tests.factories import Agency


@pytest.fixture
def desk(agency: Agency, client: Client) -> Client:
    return factories.sign_in(client, agency.personnel)


@pytest.fixture
def prepared(desk: Client) -> Period:
    assert desk.post("/bkd/periode/", {"year": "2031"}).status_code == 302
    return Period.objects.get(year=2031)
