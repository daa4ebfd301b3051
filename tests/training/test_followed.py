"""What was agreed beside the document's recommendations, at the desk: who sees it and what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Evaluation, Recommendation
from employees.models import Employee
from tests import factories, queries
from tests.factories import Agency
from training import planning
from training.models import DevelopmentItem

pytestmark = pytest.mark.django_db
URL = "/bkd/rekomendasi/pengembangan/"


def agreed(
    agency: Agency, evaluation: Evaluation, text: str, days: int = 60, **fields: object
) -> DevelopmentItem:
    """As it stands in the table after both sides said yes."""
    person = evaluation.appraisal.employee
    values = {
        "plan": planning.plan_of(person), "evaluation": evaluation, "about": "Akuntabel", "text": text,
        "owner": agency.colleague, "due_on": timezone.localdate() + timedelta(days=days), "status": "AGREED",
        "proposed_by": person, "agreed_by": agency.superior, "agreed_at": timezone.now(),
    }  # fmt: skip
    return DevelopmentItem.objects.create(**values | fields)


@pytest.fixture
def signed(agency: Agency) -> Evaluation:
    return factories.make_evaluation(agency, "DELIVERED")


def texts(client: Client, person: Employee, **asked: str) -> list[str]:
    lines = factories.sign_in(client, person).get(URL, asked).context["lines"]
    return [item.text for item, _tone, _late in lines]


def test_the_desk_reads_open_ones_first_and_finds_what_became_of_the_others(
    agency: Agency, signed: Evaluation, client: Client
) -> None:
    agreed(agency, signed, "Magang")
    agreed(agency, signed, "Membaca", days=-3)
    agreed(
        agency, signed, "Menulis", status="DONE", closed_by=agency.staff, closed_at=timezone.now(),
        closed_note="Dua tulisan terbit.",
    )  # fmt: skip
    personnel = agency.unit_personnel
    assert texts(client, personnel) == ["Membaca", "Magang"]
    assert texts(client, personnel, status="lewat") == ["Membaca"]
    assert texts(client, personnel, status="DONE") == ["Menulis"]
    assert "Dua tulisan terbit." in client.get(URL, {"status": "semua"}).content.decode()
    assert texts(client, personnel, q="rina") == []
    assert texts(client, agency.other_unit_personnel, status="semua") == []
    assert len(texts(client, agency.auditor, status="semua")) == 3


def test_proposals_what_stands_in_the_document_and_what_is_not_delivered_stay_out(
    agency: Agency, signed: Evaluation, client: Client
) -> None:
    told = Recommendation.objects.create(evaluation=signed, text="Pelatihan")
    agreed(agency, signed, "Pelatihan", recommendation=told)
    agreed(agency, signed, "Usulan", status="PROPOSED", agreed_by=None, agreed_at=None)
    item = agreed(agency, signed, "Magang")
    assert texts(client, agency.personnel) == [item.text]
    Evaluation.objects.filter(pk=signed.pk).update(status="RATED", signed_at=None, signed_by=None)
    assert texts(client, agency.personnel) == []


def test_the_list_asks_no_more_for_fifty_than_for_one(
    agency: Agency, signed: Evaluation, client: Client
) -> None:
    agreed(agency, signed, "Magang")
    factories.sign_in(client, agency.unit_personnel)

    def more() -> None:
        for number in range(48):
            agreed(agency, signed, f"Magang {number}")

    queries.assert_constant(client, reverse("desk_development"), more)
