"""An export asks for the password again when the last proof of who somebody is is old; nothing chosen is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from employees.models import Job
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
