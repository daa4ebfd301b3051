"""A personnel officer's own evaluation: more time for all does not bring it back, a colleague does."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import due_steps, workflow
from appraisal.models import Period
from tests import factories
from tests.appraisal.test_clocks_of_the_year import at
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(agency: Agency) -> Period:
    """2025, with its yearly window from 5 January to 30 January 2026."""
    with at("2026-01-05"):
        return factories.make_period(
            2025, opens_on=date(2026, 1, 5), self_due_on=date(2026, 1, 16), ends_on=date(2026, 1, 30)
        )


def test_an_officers_own_evaluation_goes_back_by_a_colleague_alone(
    agency: Agency, year: Period, client: Client
) -> None:
    with at("2026-01-12"):
        own = factories.make_evaluation(agency, "ASSESSED", period=year, employee=agency.personnel)
    with at("2026-02-02"):
        due_steps.take(timezone.localdate())
        factories.sign_in(client, agency.personnel)
        asked = {"clock": "WINDOW", "window": "AKHIR", "until": "2026-02-09", "reason": "Banjir."}
        shown = client.post(f"{reverse('extensions')}?tahun=2025", asked, follow=True).content.decode()
        assert "pengelola kepegawaian lain" in shown
        own.refresh_from_db()
        assert (own.status, own.ends_on) == ("OVERDUE", date(2026, 2, 9))
        assert "pengelola kepegawaian lain" in client.get(own.get_absolute_url()).content.decode()
        assert "resume" not in {one.step.action for one in workflow.offered(own, to=agency.personnel)}
        factories.sign_in(client, agency.unit_personnel)
        assert "Kembalikan kepada pejabat penilai" in client.get(own.get_absolute_url()).content.decode()
        workflow.perform(own, "resume", by=agency.unit_personnel, note="Banjir.")
    assert own.status == "ASSESSED"
