"""`/healthz/`: the database alone decides; the rest is reported, and nothing personal."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from appraisal.models import ReminderRun
from config.desk import health
from employees.models import Outbox, Pulse

pytestmark = pytest.mark.django_db


def answer(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/healthz/")
    return response.status_code, response.json()


def beat(age: timedelta) -> None:
    Pulse.objects.update_or_create(name=health.PULSE, defaults={"beat_at": timezone.now() - age})


def test_a_fresh_pulse_and_an_empty_outbox_are_well(client: Client) -> None:
    beat(timedelta(seconds=40))

    status, body = answer(client)

    assert (status, body["status"], body["background"]["state"]) == (200, "ok", "ok")
    assert 40 <= body["background"]["pulse_age_seconds"] < 60
    assert body["outbox"] == {"waiting": 0, "oldest_seconds": None, "stuck": 0}


def test_silent_workers_are_reported_and_fail_nothing(client: Client) -> None:
    status, body = answer(client)
    assert (status, body["status"], body["background"]["state"]) == (200, "degraded", "never")

    beat(timedelta(minutes=6))
    status, body = answer(client)
    assert (status, body["status"], body["background"]["state"]) == (200, "degraded", "late")


def test_the_outbox_is_counted_by_what_is_due_and_what_gave_up(client: Client) -> None:
    beat(timedelta())
    now = timezone.now()
    Outbox.objects.create(kind="mail", key="a", due_at=now - timedelta(seconds=90))
    Outbox.objects.create(kind="mail", key="b", due_at=now + timedelta(hours=1))
    Outbox.objects.create(kind="mail", key="c", done_at=now)
    Outbox.objects.create(kind="mail", key="d", attempts=Outbox.MOST_ATTEMPTS, last_error="rahasia@contoh")

    _status, body = answer(client)

    assert body["outbox"]["waiting"] == 1
    assert 90 <= body["outbox"]["oldest_seconds"] < 120
    assert (body["outbox"]["stuck"], body["status"]) == (1, "degraded")
    assert "rahasia" not in str(body)


def test_without_a_database_it_answers_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(health, "background", refuse)

    status, body = answer(client)

    assert (status, body["status"], body["database"]) == (503, "unavailable", "down")


def test_it_only_reads(client: Client) -> None:
    assert client.post("/healthz/").status_code == 405


def test_it_costs_three_queries_and_no_session(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        client.get("/healthz/")


@pytest.mark.parametrize(
    ("moment", "day", "missing"),
    [
        ("2026-03-10 09:00+07:00", 10, False),  # Tuesday, and this morning's run is finished
        ("2026-03-10 09:00+07:00", 9, True),
        ("2026-03-10 07:30+07:00", 9, False),  # it may still be under way
        ("2026-03-14 09:00+07:00", 13, False),  # Saturday
    ],
)
def test_a_working_day_without_its_reminders_is_reported(
    client: Client, moment: str, day: int, missing: bool
) -> None:
    with time_machine.travel(moment):
        beat(timedelta())
        now = timezone.now()
        ReminderRun.objects.create(day=date(2026, 3, day), started_at=now, finished_at=now, people=3)
        _status, body = answer(client)
    assert body["reminders"] == {"last_day": f"2026-03-{day:02d}", "missing_today": missing}
    assert body["status"] == ("degraded" if missing else "ok")
