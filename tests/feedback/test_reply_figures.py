"""The time in which a unit answers citizens, by service point and month, as the achieved figure of its head."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, ProgressEntry, TargetIndicator
from feedback.models import CitizenFeedback, ServicePoint
from tests.factories import Agency, make_appraisal, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
TAKES = re.compile(r'href="(/kinerja/[^"]*angka=[^"]*)"')


@pytest.fixture
def point(agency: Agency) -> ServicePoint:
    """Three answers of this month, after 1, 2 and 4 working days."""
    found, now = ServicePoint.objects.create(unit=agency.section, name="Loket 3"), timezone.now()
    for days in (1, 2, 4):
        CitizenFeedback.objects.create(
            point=found, score=4, text="Antre", status="PUBLISHED", received_at=now, decided_by=agency.personnel,
            decided_at=now, reply="Ya.", replied_by=agency.superior, replied_at=now, reply_days=days,
        )  # fmt: skip
    return found


@pytest.fixture
def mine(agency: Agency) -> Appraisal:
    """The year of the unit's head."""
    return make_appraisal(agency, "RUNNING", employee=agency.superior)


def offered(client: Client, point: ServicePoint) -> list[str]:
    return [unescape(url) for url in TAKES.findall(client.get(point.get_absolute_url()).content.decode())]


def test_the_head_takes_a_months_time_of_reply_into_an_entry_of_his_progress(
    agency: Agency, point: ServicePoint, mine: Appraisal, client: Client
) -> None:
    (url,) = offered(sign_in(client, agency.superior), point)
    form = client.get(url).context["form"]
    assert form["achieved"].value() == "2"
    assert "median 2 hari kerja; 3 dari 3" in form["text"].value()

    indicator = TargetIndicator.objects.filter(target__appraisal=mine).first()
    assert indicator is not None
    sent = {name: form[name].value() for name in ("kind", "day", "text", "achieved")}
    sent |= {"indicator": indicator.pk, "target": indicator.target_id}
    assert client.post(url, sent).status_code == 302
    entry = ProgressEntry.objects.get(appraisal=mine)
    assert (entry.achieved, entry.indicator) == (Decimal("2.00"), indicator)


def test_nothing_is_offered_without_a_reply_to_others_or_without_a_year(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    assert offered(sign_in(client, agency.superior), point) == []
    make_appraisal(agency, "RUNNING", employee=agency.superior)
    assert offered(sign_in(client, agency.unit_personnel), point) == []
    CitizenFeedback.objects.update(reply="", replied_by=None, replied_at=None, reply_days=None)
    assert offered(sign_in(client, agency.superior), point) == []


def test_nothing_is_offered_once_the_year_is_signed(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    make_evaluation(agency, "DELIVERED", employee=agency.superior)
    assert offered(sign_in(client, agency.superior), point) == []


def test_what_an_address_brings_changes_no_entry_that_is_there(
    agency: Agency, mine: Appraisal, client: Client
) -> None:
    entry = ProgressEntry.objects.create(appraisal=mine, day=timezone.localdate(), text="Sudah tertulis")
    url = reverse("progress_edit", args=[mine.uuid, entry.uuid]) + "?uraian=Lain"
    assert sign_in(client, agency.superior).get(url).context["form"]["text"].value() == "Sudah tertulis"
