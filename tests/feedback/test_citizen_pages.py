"""The pages for citizens: no account, no cookie, no script, no name; hostile forms; and the reply by receipt code."""

from __future__ import annotations

import re
import uuid

import pytest
import time_machine
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback import citizen_public_views, citizens, service_points
from feedback.models import Badge, CitizenFeedback, ServicePoint
from tests.factories import Agency

pytestmark = pytest.mark.django_db
SLANDER = "<script>alert(1)</script> {{ 7*7 }} =HYPERLINK(1)"


@pytest.fixture
def point(agency: Agency) -> ServicePoint:
    return ServicePoint.objects.create(unit=agency.section, name="Loket 3")


def form(point: ServicePoint, **fields: object) -> dict[str, object]:
    return {"score": 4, "text": "Antrean cepat.", "tanda": citizens.new_token(point)} | fields


def test_a_citizen_sends_without_cookies_and_gets_a_receipt_once(point: ServicePoint) -> None:
    visitor, path = Client(enforce_csrf_checks=True), service_points.path(point)
    opened = visitor.get(path)
    token = re.search(r'name="tanda" value="([^"]+)"', opened.content.decode())
    assert token is not None
    words = form(point, tanda=token[1])
    sent = visitor.post(path, words)
    row = CitizenFeedback.objects.get()
    assert (row.score, row.text, row.status) == (4, "Antrean cepat.", "WAITING")
    assert sent["Location"] == f"/layanan/tanda-terima/{row.receipt_printed}/?baru=1"
    thanks = visitor.get(sent["Location"])
    assert row.receipt_printed in thanks.content.decode()
    assert "noindex" in thanks["X-Robots-Tag"]
    again = visitor.post(path, words)  # pressed twice on a slow network
    assert again["Location"] == sent["Location"]
    assert CitizenFeedback.objects.count() == 1
    other = visitor.post(path, words | {"text": "Cerita lain."})  # gone back to, and filled in anew
    assert "Cerita lain." in other.content.decode()
    fresh = re.search(r'name="tanda" value="([^"]+)"', other.content.decode())
    assert fresh is not None
    assert visitor.post(path, words | {"text": "Cerita lain.", "tanda": fresh[1]}).status_code == 302
    assert not visitor.cookies
    assert not any("Set-Cookie" in str(answer.items()) for answer in (opened, sent, thanks, again))


def test_the_table_holds_nothing_about_who_wrote(point: ServicePoint) -> None:
    names = {field.name for field in CitizenFeedback._meta.get_fields()}
    assert not {name for name in names if re.search("address|agent|phone|email|name|session", name)}
    Client().post(service_points.path(point), form(point), REMOTE_ADDR="203.0.113.9")
    kept = [str(row) for row in CitizenFeedback.objects.values_list()]
    assert "203.0.113.9" not in "".join(kept)


def test_the_limit_counts_addresses_without_keeping_them(
    point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []
    add = cache.add
    monkeypatch.setattr(
        cache, "add", lambda key, *args, **kwargs: keys.append(key) or add(key, *args, **kwargs)
    )
    Client().get(service_points.path(point), REMOTE_ADDR="203.0.113.9")
    assert keys
    assert not [key for key in keys if "203.0.113.9" in key]


@pytest.mark.parametrize("how", ["missing", "bent", "other point", "other salt", "odd", "outdated"])
def test_a_form_without_its_proof_is_refused_and_keeps_the_text(
    how: str, point: ServicePoint, agency: Agency
) -> None:
    token = citizens.new_token(point)
    other = ServicePoint.objects.create(unit=agency.section, name="Loket 4")
    tokens = {
        "missing": "",
        "bent": token[:-2] + "xx",
        "other point": citizens.new_token(other),
        "other salt": signing.dumps([str(point.uuid), str(uuid.uuid4())], salt="other"),
        "odd": signing.dumps([str(point.uuid), 7], salt=citizens.SALT),
        "outdated": token,
    }
    later = timezone.now() + (citizens.FORM_LASTS * 2 if how == "outdated" else citizens.FORM_LASTS / 2)
    with time_machine.travel(later):
        answer = Client().post(service_points.path(point), form(point, tanda=tokens[how]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Antrean cepat." in page
    assert not CitizenFeedback.objects.exists()
    fresh = re.search(r'name="tanda" value="([^"]+)"', page)
    assert fresh is not None
    with time_machine.travel(later):
        assert Client().post(service_points.path(point), form(point, tanda=fresh[1])).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [("score", "6"), ("score", "0"), ("score", ""), ("score", "4.5"), ("text", "x" * 1001), ("text", "a\0b"),
     ("website", "https://spam.example"), ("badge", "ZZZZZZ"), ("badge", "' OR 1=1")],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_and_kept_nowhere(field: str, value: str, point: ServicePoint) -> None:
    answer = Client().post(service_points.path(point), form(point) | {field: value})
    assert answer.status_code == 422
    assert not CitizenFeedback.objects.exists()


def test_hostile_text_is_text(point: ServicePoint) -> None:
    visitor = Client()
    answer = visitor.post(service_points.path(point), form(point, text=SLANDER, score=9))
    assert "<script>alert" not in answer.content.decode()
    visitor.post(service_points.path(point), form(point, text=SLANDER))
    row = CitizenFeedback.objects.get()
    receipt = visitor.get(reverse("receipt_of", args=[row.receipt_printed])).content.decode()
    assert "alert(1)" not in receipt, "nobody can make this site show his words to others"


def test_one_address_sends_only_so_much_and_keeps_what_it_typed(
    point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citizen_public_views, "SENDS", 2)
    visitor, path = Client(), service_points.path(point)
    assert [visitor.post(path, form(point)).status_code for _ in range(3)] == [302, 302, 422]
    busy = visitor.post(path, form(point, text="Masih di sini")).content.decode()
    assert citizen_public_views.BUSY in busy
    assert "Masih di sini" in busy
    elsewhere = visitor.post(path, form(point), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302
    monkeypatch.setattr(citizen_public_views, "FROM_ALL", 3)
    flood = visitor.post(path, form(point), REMOTE_ADDR="203.0.113.10")
    assert flood.status_code == 422
    assert CitizenFeedback.objects.count() == 3


def test_reading_is_limited_too(point: ServicePoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipt codes cannot be tried one after another: 60 bits, and thirty a minute."""
    url = reverse("receipt_of", args=["7K2M-9QXR-41BC"])
    answers = [Client().get(url).status_code for _ in range(citizen_public_views.ASKS_A_MINUTE // 2 + 1)]
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429


def test_a_badge_names_who_serves_there_and_nobody_elsewhere(agency: Agency, point: ServicePoint) -> None:
    """The code tells no NIP, and one of another office is as unknown as a made-up one."""
    badge = Badge.objects.create(employee=agency.staff)
    stranger = Badge.objects.create(employee=agency.stranger)
    assert agency.staff.nip not in badge.code
    path = service_points.path(point)
    page = Client().post(path, form(point, badge=f" {badge.code.lower()} "))
    assert page.status_code == 302
    assert CitizenFeedback.objects.get().official == agency.staff
    refused = Client().post(path, form(point, badge=stranger.code))
    assert refused.status_code == 422
    assert agency.stranger.name not in refused.content.decode()


@pytest.mark.parametrize("closed", [True, False])
def test_an_unknown_or_closed_point_opens_no_form(closed: bool, point: ServicePoint) -> None:
    ServicePoint.objects.update(active=False) if closed else ServicePoint.objects.update(code="0" * 12)
    for path in (service_points.path(point), service_points.tablet_path(point)):
        assert Client().get(path).status_code == 404
        assert Client().post(path, form(point)).status_code == 404


def test_the_tablet_takes_a_touch_and_returns_by_itself(point: ServicePoint) -> None:
    tablet, start = Client(), service_points.tablet_path(point)
    opened = tablet.get(start)
    assert opened["Refresh"] == f"1800; url={start}"
    assert opened.content.decode().count("score-button") == 5
    assert tablet.post(start, {}).status_code == 422
    sent = tablet.post(start, {"score": "5", "tanda": citizens.new_token(point)})
    thanks = tablet.get(sent["Location"])
    assert thanks["Refresh"] == f"20; url={start}"
    story = tablet.get(service_points.path(point), {"loket": "1"})
    assert story["Refresh"] == f"300; url={start}"
    wrote = tablet.post(f"{service_points.path(point)}?loket=1", form(point))
    assert tablet.get(wrote["Location"])["Refresh"] == f"20; url={start}"
    assert "Refresh" not in tablet.get(service_points.path(point))
    assert sorted(CitizenFeedback.objects.values_list("score", flat=True)) == [4, 5]
    assert not tablet.cookies


def test_the_receipt_tells_how_it_stands(agency: Agency, point: ServicePoint) -> None:
    row = citizens.take_down(point, uuid.uuid4(), score=2, text="Lama.")
    visitor = Client()
    url = reverse("receipt_of", args=[row.receipt_printed])
    assert visitor.get(reverse("receipt"), {"kode": row.receipt.lower()})["Location"] == url
    assert visitor.get(reverse("receipt")).status_code == 200
    assert "Menunggu diperiksa" in visitor.get(url).content.decode()
    citizens.hide([row.uuid], reason="Memuat nomor telepon.", by=agency.personnel.user)
    assert "Memuat nomor telepon." in visitor.get(url).content.decode()
    citizens.publish([row.uuid], by=agency.personnel.user)
    row.refresh_from_db()
    citizens.reply(row, text="Loket kedua dibuka.", by=agency.superior.user)
    page = visitor.get(url).content.decode()
    assert "Loket kedua dibuka." in page
    assert "Sudah diteruskan" in page
    assert "Lama." not in page
