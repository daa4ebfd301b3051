"""The relay with a real broker and a real worker; pages with the broker stopped and stalled."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse

from config.celery import app
from employees import outbox
from employees.models import Employee, Notification, Outbox
from employees.notifications import notify
from employees.tasks import carry_out
from tests import factories
from tests.workers import broker_in, celery_worker, url_of, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(tmp_path):
    with broker_in(tmp_path) as server:
        yield server


def publish(server):
    """What the relay does, through a connection of this test's own broker."""
    with app.connection_for_write(url_of(server)) as connection:
        return outbox.publish_due(
            lambda pk, queue, _minutes: carry_out.apply_async((pk,), queue=queue, connection=connection)
        )


def test_a_worker_carries_out_what_the_relay_published(broker):
    person = factories.make_employee()
    notify(person, key="k", title="Halo")
    assert Outbox.objects.get().done_at is None
    with celery_worker(url_of(broker), os.environ["KINERJA_TEST_FILES"]):
        assert publish(broker) == 1
        assert wait_until(lambda: Outbox.objects.filter(done_at__isnull=False).exists())
    assert publish(broker) == 0


def test_a_killed_worker_loses_nothing_and_sends_no_inbox_line_twice(broker):
    """kill -9 before the row is done: the claim lapses, the next run does it, the inbox has one line."""
    person = factories.make_employee()
    notify(person, key="k", title="Halo")
    with celery_worker(url_of(broker), os.environ["KINERJA_TEST_FILES"]) as worker:
        publish(broker)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(5)
        Outbox.objects.filter(done_at__isnull=True).update(claimed_until=None)
    with celery_worker(url_of(broker), os.environ["KINERJA_TEST_FILES"]):
        publish(broker)
        assert wait_until(lambda: not Outbox.objects.filter(done_at__isnull=True).exists())
    assert Notification.objects.count() == 1


def test_a_row_that_is_done_is_not_done_again():
    person = factories.make_employee()
    notify(person, key="k", title="Halo")
    row = Outbox.objects.get()
    assert outbox.carry_out(row.pk)
    assert not outbox.carry_out(row.pk)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{row.uuid}@")


def test_a_claimed_row_is_not_published_twice():
    notify(factories.make_employee(), key="k", title="Halo")
    assert [row.attempts for row in outbox.claim()] == [1]
    assert outbox.claim() == []


def test_a_failing_row_comes_back_and_is_stuck_after_eight_tries():
    outbox.put("mail", "nobody", {"employee": 0, "subject": "x", "body": "", "url": ""})
    row = Outbox.objects.get()
    for attempt in range(1, 9):
        Outbox.objects.update(claimed_until=None)
        assert [claimed.attempts for claimed in outbox.claim()] == [attempt]
        with pytest.raises(Employee.DoesNotExist):
            outbox.carry_out(row.pk)
    Outbox.objects.update(claimed_until=None)
    assert outbox.claim() == []
    assert Outbox.objects.stuck().count() == 1


def story(client, agency):
    """A page and a step that tells somebody: what a request does to the world."""
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.staff)
    client.get(reverse("home"))
    response = client.post(reverse("appraisal_act", args=[appraisal.uuid, "propose"]))
    appraisal.refresh_from_db()
    assert (response.status_code, appraisal.status) == (302, "PROPOSED")
    assert Outbox.objects.filter(kind="mail", done_at__isnull=True).exists()


@pytest.mark.parametrize("state", ["stopped", "stalled"])
def test_a_dead_broker_slows_no_page(state, broker, client, monkeypatch):
    """No request opens a connection to the broker, so it can be killed or frozen under them."""
    pid = int(Path(broker.pidfile).read_text())
    os.kill(pid, signal.SIGKILL if state == "stopped" else signal.SIGSTOP)
    tried = []
    real = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda s, a: (tried.append(a), real(s, a))[1])
    started = time.monotonic()
    try:
        story(client, factories.make_agency())
    finally:
        if state == "stalled":
            os.kill(pid, signal.SIGCONT)
    assert not [address for address in tried if address[1:] == (broker.port,)]
    assert time.monotonic() - started < 60, "a page waited for the broker"


def test_the_control_publishing_in_a_request_does_reach_the_broker(broker, monkeypatch):
    tried = []
    real = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda s, a: (tried.append(a), real(s, a))[1])
    with app.connection_for_write(url_of(broker)) as connection:
        carry_out.apply_async((1,), connection=connection)
    assert ("127.0.0.1", broker.port) in tried
