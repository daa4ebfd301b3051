"""Headers, the idle limit, and forms that arrive twice; each guard also switched off."""

from __future__ import annotations

import gzip
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as project
from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as site
from employees.http import Request, page
from employees.models import Notification, Submission
from employees.notifications import notify
from tests.factories import make_employee, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

ALLOWED_TO_FINISH = threading.Event()
STARTED = threading.Event()


def act(request: Request) -> HttpResponse:
    """Leaves one line in the inbox; 'wrong' is refused after writing, 'broken' fails after writing."""
    what = request.POST.get("what", "")
    notify(request.user.employee, key=str(uuid.uuid4()), title=what, mail=False)
    if what == "wrong":
        return page(request, "404.html", invalid=True)
    if what == "broken":
        raise RuntimeError(what)
    if what == "slow":
        STARTED.set()
        ALLOWED_TO_FINISH.wait(20)
    return redirect("/kotak-masuk/?done=1")


@login_not_required
def act_without_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def table(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("nama;nilai\n" * 200, content_type="text/csv; charset=utf-8")


urlpatterns = [*site, path("table.csv", table), path("act/", act), path("act-public/", act_without_sign_in)]


def form(what: str = "x", token: str = "") -> dict[str, str]:
    return {"what": what, "_submission": token or str(uuid.uuid4())}


@pytest.fixture
def signed_in(client: Client) -> Client:
    return sign_in(client, make_employee())


# --- headers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["/masuk/", "/akun/", "/no-such-page/", "/draf/x/00000000-0000-4000-8000-000000000000/"]
)
def test_every_answer_carries_the_headers(client: Client, url: str) -> None:
    headers = client.get(url).headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


# --- idle -----------------------------------------------------------------------------


def test_an_hour_without_a_request_ends_the_session(signed_in: Client) -> None:
    signed_in.get("/akun/")
    with time_machine.travel(timezone.now() + timedelta(minutes=project.IDLE_MINUTES, seconds=5)):
        answer = signed_in.get("/akun/", follow=True)
    assert answer.redirect_chain[0][0] == "/masuk/?next=/akun/"
    assert "lama tidak digunakan" in answer.content.decode()


def test_work_keeps_the_session_alive(signed_in: Client) -> None:
    now = timezone.now()
    for minutes in (0, 50, 100, 150):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert signed_in.get("/akun/").status_code == 200


def test_without_the_guard_the_session_goes_on(client: Client, settings: object) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("sign_out_the_idle")]
    client = sign_in(Client(), make_employee())
    client.get("/akun/")
    with time_machine.travel(timezone.now() + timedelta(minutes=project.IDLE_MINUTES, seconds=5)):
        assert client.get("/akun/").status_code == 200


def test_the_session_is_stamped_at_most_once_a_minute(signed_in: Client) -> None:
    now = timezone.now()
    stamps = []
    for seconds in (0, 30, 70):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            signed_in.get("/akun/")
        stamps.append(signed_in.session["seen_at"])
    assert stamps[0] == stamps[1] < stamps[2]


# --- the same form twice -----------------------------------------------------------------


def test_a_repeated_form_gets_the_first_answer_and_does_nothing(signed_in: Client) -> None:
    sent = form()
    answers = [signed_in.post("/act/", sent) for _ in range(3)]
    assert [(one.status_code, one.url) for one in answers] == [(302, "/kotak-masuk/?done=1")] * 3
    assert Notification.objects.count() == 1


def test_without_the_guard_it_acts_three_times(settings: object) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("repeated_forms")]
    client = sign_in(Client(), make_employee())
    sent = form()
    for _ in range(3):
        client.post("/act/", sent)
    assert Notification.objects.count() == 3


def test_two_forms_are_two_acts(signed_in: Client) -> None:
    for _ in range(2):
        signed_in.post("/act/", form())
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("token", ["", "not-a-uuid", "\0"])
def test_a_form_without_a_number_is_an_ordinary_form(signed_in: Client, token: str) -> None:
    for _ in range(2):
        assert signed_in.post("/act/", {"what": "x", "_submission": token}).status_code == 302
    assert Notification.objects.count() == 2
    assert not Submission.objects.exists()


def test_a_refused_form_leaves_nothing_and_may_be_sent_again(signed_in: Client) -> None:
    sent = form("wrong")
    assert signed_in.post("/act/", sent).status_code == 422
    assert not Notification.objects.exists()
    assert not Submission.objects.exists()
    assert signed_in.post("/act/", sent | {"what": "right"}).status_code == 302
    assert Notification.objects.get().title == "right"


def test_a_form_that_fails_leaves_nothing_either(signed_in: Client) -> None:
    signed_in.raise_request_exception = False
    assert signed_in.post("/act/", form("broken")).status_code == 500
    assert not Notification.objects.exists()
    assert not Submission.objects.exists()


def test_somebody_elses_number_neither_acts_nor_tells_where_it_led(signed_in: Client) -> None:
    sent = form()
    signed_in.post("/act/", sent)
    other = sign_in(Client(), make_employee())
    assert other.post("/act/", sent).url == "/"
    assert Notification.objects.count() == 1


def test_before_sign_in_there_are_no_numbers(client: Client) -> None:
    assert client.post("/act-public/", form()).status_code == 200
    assert not Submission.objects.exists()


# --- two clicks at once --------------------------------------------------------------------


@pytest.fixture
def slow_act() -> Iterator[None]:
    STARTED.clear()
    ALLOWED_TO_FINISH.clear()
    yield
    ALLOWED_TO_FINISH.set()


def click_twice(client: Client, sent: dict[str, str], *, release_after: float) -> list[HttpResponse]:
    """The second click starts while the first is at work; the first is let go after some seconds."""
    answers: dict[int, HttpResponse] = {}

    def click(number: int) -> None:
        mine = Client()
        mine.cookies = client.cookies
        answers[number] = mine.post("/act/", sent)
        connections.close_all()

    first, second = (threading.Thread(target=click, args=(number,)) for number in (1, 2))
    first.start()
    assert STARTED.wait(10)
    second.start()
    time.sleep(release_after)
    ALLOWED_TO_FINISH.set()
    first.join(20)
    second.join(20)
    return [answers[1], answers[2]]


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_clicks_act_once_and_lead_to_the_same_page(
    signed_in: Client, slow_act: None
) -> None:
    answers = click_twice(signed_in, form("slow"), release_after=0.5)
    assert [(one.status_code, one.url) for one in answers] == [(302, "/kotak-masuk/?done=1")] * 2
    assert Notification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_two_simultaneous_clicks_act_twice(settings: object, slow_act: None) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("repeated_forms")]
    client = sign_in(Client(), make_employee())
    click_twice(client, form("slow"), release_after=0.5)
    assert Notification.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_second_click_on_something_slow_is_told_to_wait(signed_in: Client, slow_act: None) -> None:
    first, second = click_twice(signed_in, form("slow"), release_after=3)
    assert (first.url, second.status_code, second.url) == ("/kotak-masuk/?done=1", 302, "/")
    assert Notification.objects.count() == 1


def test_a_page_travels_compressed_and_a_file_as_it_is():
    client = sign_in(Client(headers={"accept-encoding": "gzip"}), make_employee())
    answer = client.get("/akun/")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert b"</html>" in gzip.decompress(answer.content)
    assert "Content-Encoding" not in client.get("/table.csv").headers
