"""What takes personal data out asks for the password again when the last proof is old; nothing chosen is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import ExportSchedule
from employees.models import Job
from tests import factories
from tests.employees.visits import enter
from tests.factories import PASSWORD, Agency

pytestmark = pytest.mark.django_db
WHY = "Rapat evaluasi bulanan di Dinas Pendidikan."
CHOSEN = {"format": "csv", "purpose": WHY, "columns": ["name", "unit"], "save_as": "Rapat"}


def test_who_signed_in_just_now_is_not_asked_and_later_is_with_everything_kept(
    agency: Agency, client: Client, settings: Any
) -> None:
    settings.STEP_UP_MINUTES = 5
    url = reverse("export_table", args=["daftar-kinerja"])
    enter(client, agency.personnel.nip)
    page = client.get(url).content.decode()
    assert ('name="password"' in page, 'name="_submission"' in page) == (False, True)
    assert client.post(url, CHOSEN).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert 'name="password"' in client.get(url).content.decode()
        for typed, said in (({}, "Diminta karena"), ({"password": "salah"}, "Kata sandi salah.")):
            answer = client.post(url, CHOSEN | typed)
            assert answer.status_code == 422
            page = answer.content.decode()
            assert said in page
            assert WHY in page
            assert page.count("checked") == 3, "two columns and the form of the file"
        assert Job.objects.count() == 1
        assert client.post(url, CHOSEN | {"password": PASSWORD}).status_code == 302
        assert 'name="password"' not in client.get(url).content.decode()
    assert Job.objects.count() == 2


def later(client: Client, url: str, told: dict[str, Any], settings: Any, nip: str) -> None:
    """Six minutes after signing in nothing happens without the password, whatever was typed stays, then it happens."""
    settings.STEP_UP_MINUTES = 5
    enter(client, nip)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        for typed, said in (({}, "Diminta karena"), ({"password": "salah"}, "Kata sandi salah.")):
            answer = client.post(url, told | typed)
            assert answer.status_code == 422
            page = answer.content.decode()
            assert said in page
            assert told.get("purpose", "") in page
            assert not Job.objects.exists()
        assert client.post(url, told | {"password": PASSWORD}).status_code == 302


def test_the_documents_of_a_year_as_zip(agency: Agency, client: Client, settings: Any) -> None:
    period = factories.make_evaluation(agency, "FINAL").appraisal.period
    told = {"period": period.year, "purpose": WHY}
    later(client, reverse("document_exports"), told, settings, agency.personnel.nip)
    assert Job.objects.count() == 1


def test_a_case_that_the_auditor_takes_along(agency: Agency, client: Client, settings: Any) -> None:
    row = factories.make_appraisal(agency)
    told = {"purpose": WHY}
    later(client, reverse("case_file", args=[row.uuid]), told, settings, agency.auditor.nip)
    assert Job.objects.count() == 1


def test_a_file_that_comes_again_after_a_pause(agency: Agency, client: Client, settings: Any) -> None:
    schedule = ExportSchedule.objects.create(
        owner=agency.personnel,
        receiver=agency.personnel,
        kind="daftar-kinerja",
        format="csv",
        purpose=WHY,
        rhythm=ExportSchedule.Rhythm.MONTH,
        state=ExportSchedule.State.PAUSED,
        next_on=timezone.localdate().replace(day=1),
    )
    url = reverse("export_schedule_resume", args=[schedule.uuid])
    later(client, url, {}, settings, agency.personnel.nip)
    schedule.refresh_from_db()
    assert schedule.state == ExportSchedule.State.ACTIVE
