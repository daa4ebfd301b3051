"""Forms that no view knows of are kept as well (security.md §5.3): through a crash, a session's end and a refusal."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as project
from django.test import Client
from django.utils import timezone

from employees import drafts, tidying
from employees.middleware import SEEN
from employees.models import Draft, User
from tests.factories import make_employee, sign_in

pytestmark = pytest.mark.django_db
KEY = "/pengumuman/"
REASON = "Alasan yang panjang dan sulit ditulis ulang."
TYPED = {
    "_page": KEY, "_of": "/kinerja/1/", "_title": "Tutup kinerja", "_labels": json.dumps({"note": "Alasan"}),
    "note": REASON,
}  # fmt: skip


@pytest.fixture
def user() -> User:
    return make_employee().user


@pytest.fixture
def typing(client: Client, user: User) -> Client:
    return sign_in(client, user.employee)


def kept(client: Client) -> str:
    return client.get("/draf/").content.decode()


def test_a_form_of_any_page_is_kept_sealed_and_given_back_to_its_writer_alone(typing: Client) -> None:
    assert typing.post("/draf/halaman/", TYPED).status_code == 200

    assert REASON not in Draft.objects.get().content
    assert REASON.replace(" ", "+") in typing.get("/draf/halaman/", {"_page": KEY}).json()["content"]
    other = sign_in(Client(), make_employee())
    assert other.get("/draf/halaman/", {"_page": KEY}).json()["content"] is None
    assert REASON not in kept(other)
    assert Client().post("/draf/halaman/", TYPED).status_code == 401


def test_the_writer_reads_it_under_its_label_with_the_way_back_and_may_throw_it_away(typing: Client) -> None:
    typing.post("/draf/halaman/", TYPED)

    page = kept(typing)
    assert all(words in page for words in ("Tutup kinerja", "Alasan</dt>", REASON, 'href="/kinerja/1/"'))
    assert "minta" in page
    assert "perpanjangan" in page

    typing.post(f"/draf/{drafts.PAGE}/{drafts.page_uuid(KEY)}/buang/", {"next": "/draf/"})
    assert "Tidak ada isian yang tertinggal" in kept(typing)


def test_a_way_back_to_another_site_is_not_offered_and_bent_labels_break_nothing(typing: Client) -> None:
    for labels in ("[]", "{", "null"):
        bent = TYPED | {"_of": "https://jahat.example/", "_labels": labels}
        typing.post("/draf/halaman/", bent)
        assert "jahat.example" not in kept(typing)
        assert REASON in kept(typing)


def test_a_form_that_was_taken_is_offered_no_more_but_can_be_copied_for_a_day(typing: Client) -> None:
    typing.post("/draf/halaman/", TYPED)

    sent = {"_submission": str(uuid.uuid4()), "_page": KEY}
    assert typing.post("/langkah-awal/tutup/", sent).status_code == 302

    assert typing.get("/draf/halaman/", {"_page": KEY}).json()["content"] is None
    assert "Sudah dikirim" in kept(typing)
    assert REASON in kept(typing)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert tidying.tidy()["drafts"] == 1


def test_a_form_that_was_refused_is_still_offered(typing: Client) -> None:
    typing.post("/draf/halaman/", TYPED)
    sent = {"_submission": str(uuid.uuid4()), "_page": KEY}
    assert typing.post("/bkd/libur/hapus/", sent).status_code == 403
    assert typing.get("/draf/halaman/", {"_page": KEY}).json()["content"]


@pytest.mark.parametrize("how", ["idle", "gone"])
def test_what_is_sent_after_the_session_ended_waits_for_whom_the_form_was_drawn_for(
    how: str, typing: Client, user: User
) -> None:
    drawn = typing.get("/akun/").content.decode()
    owner = re.search(r'name="_owner" value="([^"]+)"', drawn)[1]
    if how == "idle":
        session = typing.session
        session[SEEN] = timezone.now().timestamp() - project.IDLE_MINUTES * 60 - 60
        session.save()
    else:
        typing.session.flush()

    answer = typing.post("/akun/surel/", {"_submission": str(uuid.uuid4()), "_owner": owner, "note": REASON})

    assert answer.url.startswith("/masuk/")
    assert "Yang baru Anda ketik disimpan" in typing.get(answer.url).content.decode()
    assert REASON in kept(sign_in(Client(), user.employee))
    assert REASON not in kept(sign_in(Client(), make_employee()))


@pytest.mark.parametrize("owner", ["", "1", "bent:token:x"])
def test_nothing_is_kept_for_an_owner_who_is_only_claimed(owner: str, user: User, client: Client) -> None:
    client.post("/akun/surel/", {"_owner": owner.replace("1", str(user.pk)), "note": REASON})
    assert not Draft.objects.exists()
