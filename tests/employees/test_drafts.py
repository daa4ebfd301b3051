"""What is typed is kept for whoever typed it, and for nobody else."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.sessions.models import Session
from django.template import engines
from django.test import Client, RequestFactory

from employees import drafts
from employees.models import Draft, User
from tests.factories import make_employee, sign_in

pytestmark = pytest.mark.django_db

THING = uuid.UUID("5d0e7f8a-3c5c-4a57-8b57-0d3a8c1f0001")
URL = f"/draf/targets/{THING}/"


@pytest.fixture
def user() -> User:
    return make_employee().user


@pytest.fixture
def typing(client: Client, user: User) -> Client:
    return sign_in(client, user.employee)


def opened(user: User, query: str = "") -> object:
    request = RequestFactory().get(f"/kinerja/{query}")
    request.user = user
    return request


def test_the_raw_form_is_kept_without_token_number_tab_and_passwords(typing: Client) -> None:
    answer = typing.post(
        URL,
        {
            "title": ["Laporan & <b>data</b>", "kedua"],
            "target": "bukan angka",
            "version": "3",
            "csrfmiddlewaretoken": "t",
            "_submission": "s",
            "_tab": "tab-1",
            "old_password": "rahasia",
        },
    )
    assert answer.status_code == 200
    draft = Draft.objects.get()
    assert answer.json() == {"saved_at": draft.saved_at.isoformat()}
    assert parse_qs(draft.content) == {
        "title": ["Laporan & <b>data</b>", "kedua"],
        "target": ["bukan angka"],
        "version": ["3"],
    }
    assert (draft.tab, draft.version, draft.form, draft.object) == ("tab-1", 3, "targets", THING)


def test_each_tab_keeps_its_own_and_the_newest_is_offered(typing: Client, user: User) -> None:
    for tab, text in (("a", "satu"), ("b", "dua"), ("a", "tiga")):
        typing.post(URL, {"title": text, "_tab": tab})
    assert Draft.objects.count() == 2
    answer = typing.get(URL).json()
    assert answer["content"] == "title=tiga"
    assert answer["csrf"]


def test_nothing_typed_yet(typing: Client) -> None:
    assert typing.get(URL).json()["content"] is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_ended_session_is_401_with_the_way_in(client: Client, method: str) -> None:
    answer = getattr(client, method)(URL)
    assert answer.status_code == 401
    assert answer.json() == {"login": "/masuk/"}


def test_a_session_that_ends_while_typing_loses_nothing(typing: Client, user: User) -> None:
    typing.post(URL, {"title": "setengah jadi"})
    Session.objects.all().delete()
    assert typing.post(URL, {"title": "setengah jadi dan lebih"}).status_code == 401
    assert drafts.newest(user, "targets", THING).content == "title=setengah+jadi"


def test_a_forged_save_is_refused(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, user.employee)
    assert strict.post(URL, {"title": "palsu"}).status_code == 403
    assert not Draft.objects.exists()
    token = strict.get(URL).json()["csrf"]
    assert strict.post(URL, {"title": "asli", "csrfmiddlewaretoken": token}).status_code == 200


def test_at_most_256_kb(typing: Client) -> None:
    fits = "a" * (drafts.MOST_BYTES - len("text="))
    assert typing.post(URL, {"text": fits}).status_code == 200
    answer = typing.post(URL, {"text": fits + "a"})
    assert answer.status_code == 413
    assert "256 kB" in answer.json()["error"]
    assert Draft.objects.get().content == f"text={fits}"


@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999999", "٣"])
def test_strange_versions_and_signs_do_no_harm(typing: Client, version: str) -> None:
    answer = typing.post(URL, {"text": "a\0b", "version": version, "_tab": "\0" + "t" * 90})
    assert answer.status_code == 200


def test_a_form_name_too_long_for_the_column_is_not_found(typing: Client) -> None:
    assert typing.post(f"/draf/{'x' * 40}/{THING}/", {"a": "b"}).status_code == 200
    assert typing.post(f"/draf/{'x' * 41}/{THING}/", {"a": "b"}).status_code == 404


def test_the_oldest_go_when_there_are_too_many(
    typing: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    for name in ("satu", "dua", "tiga"):
        typing.post(f"/draf/{name}/{THING}/", {"a": "b"})
    assert set(Draft.objects.values_list("form", flat=True)) == {"dua", "tiga"}


def test_drafts_are_private(typing: Client) -> None:
    other = make_employee()
    typing.post(URL, {"title": "pribadi"})
    assert sign_in(Client(), other).get(URL).json()["content"] is None
    drafts.discard(other.user, "targets", THING)
    assert Draft.objects.exists()


def test_a_draft_is_offered_restored_and_discarded(typing: Client, user: User) -> None:
    typing.post(URL, {"title": "setengah", "version": "2"})
    page = opened(user)
    assert drafts.restore(page, "targets", THING, 2) is None
    assert drafts.waiting(page, "targets", THING, 2) == Draft.objects.get()
    again = opened(user, "?draf=1")
    assert drafts.restore(again, "targets", THING, 2).dict() == {"title": "setengah", "version": "2"}
    assert drafts.waiting(again, "targets", THING, 2) is None
    answer = typing.post(f"{URL}buang/", {"next": "/akun/"})
    assert answer.url == "/akun/"
    assert drafts.waiting(page, "targets", THING, 2) is None


def test_a_draft_upon_an_older_version_is_not_offered(typing: Client, user: User) -> None:
    typing.post(URL, {"title": "lama", "version": "2"})
    assert drafts.waiting(opened(user), "targets", THING, 3) is None
    assert drafts.restore(opened(user, "?draf=1"), "targets", THING, 3) is None


def test_discarding_leads_nowhere_outside(typing: Client) -> None:
    assert typing.post(f"{URL}buang/", {"next": "//jahat.example/"}).url == "/"
    assert typing.get(f"{URL}buang/").status_code == 405


def test_the_component_offers_both_ways(typing: Client, user: User) -> None:
    typing.post(URL, {"title": "x"})
    request = opened(user, "?tab=2")
    template = engines["django"].from_string('{% include "components/_draft.html" with draft=draft %}')
    page = template.render({"draft": Draft.objects.get()}, request)
    assert "Ada isian yang belum disimpan" in page
    assert 'href="?tab=2&amp;draf=1"' in page
    assert f'action="{URL}buang/"' in page
    assert template.render({"draft": None}, request).strip() == ""


# --- what is confidential ---------------------------------------------------------------
PRIVATE_URL = f"/draf/private-record/{THING}/"


def test_a_confidential_draft_lies_encrypted_and_opens_for_whoever_typed_it(
    typing: Client, user: User
) -> None:
    typing.post(PRIVATE_URL, {"record": "rahasia", "version": "2"})
    assert "rahasia" not in Draft.objects.get().content
    assert typing.get(PRIVATE_URL).json()["content"] == "record=rahasia&version=2"
    restored = drafts.restore(opened(user, "?draf=1"), "private-record", THING, 2)
    assert restored is not None
    assert restored["record"] == "rahasia"


@pytest.mark.parametrize("change", ["user", "form", "object"])
def test_its_row_opens_for_no_other_person_form_or_thing(typing: Client, user: User, change: str) -> None:
    """Whoever may write to the table but has no key cannot have the application read it to him."""
    typing.post(PRIVATE_URL, {"record": "rahasia"})
    other = make_employee().user
    to = {"user": other, "form": "private-reply", "object": uuid.uuid4()}
    Draft.objects.update(**{change: to[change]})
    assert drafts.opened(Draft.objects.get()) == ""


def test_without_its_key_there_is_nothing_to_go_on_with(typing: Client, user: User, settings: Any) -> None:
    typing.post(PRIVATE_URL, {"record": "rahasia"})
    kept = settings.FIELD_KEYS
    settings.FIELD_KEYS = ["a-newer-key-of-the-agency-" + "z" * 40, *kept]
    assert drafts.opened(Draft.objects.get()) == "record=rahasia"
    settings.FIELD_KEYS = ["another-key-altogether-" + "z" * 40]
    assert typing.get(PRIVATE_URL).json()["content"] == ""
