"""Kop surat: address, place and an uploaded emblem on the documents; what is no fitting picture stays out."""

from __future__ import annotations

import uuid
from io import BytesIO

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from appraisal import documents, letterhead
from appraisal.models import Evaluation, EvaluationStatus, Letterhead
from appraisal.papers.emblem import served
from tests import factories
from tests.appraisal.test_documents import evaluation_with_story
from tests.factories import Agency
from tests.printed import pages_of

pytestmark = pytest.mark.django_db
ADDRESS = "Jalan Merdeka 1, Kota Contoh 12345\nTelepon (021) 123456, situs contoh.example"


def picture(width: int = 300, height: int = 300, kind: str = "PNG", secret: str = "") -> bytes:
    out, told = BytesIO(), PngInfo()
    told.add_text("Comment", secret)
    options = {"pnginfo": told} if kind == "PNG" else {}
    Image.new("RGB", (width, height), "gold").save(out, kind, **options)
    return out.getvalue()


def send(client: Client, content: bytes = b"", name: str = "lambang.png", **fields: object) -> HttpResponse:
    sent: dict[str, object] = {
        "_submission": str(uuid.uuid4()),
        "version": 0,
        "lines": ADDRESS,
        "place": "Contoh Baru",
    }
    if content:
        sent["picture"] = SimpleUploadedFile(name, content)
    return client.post(reverse("letterhead"), sent | fields)


@pytest.fixture
def desk(client: Client, agency: Agency) -> Client:
    return factories.sign_in(client, agency.personnel)


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    factories.make_period()
    return evaluation_with_story(agency, EvaluationStatus.FINAL)


def first_page(content: bytes) -> str:
    return pages_of(content)[0]


def test_address_place_and_emblem_are_printed(desk: Client, evaluation: Evaluation) -> None:
    plain = documents.render(evaluation).content

    assert send(desk, picture()).status_code == 302
    content = documents.render(evaluation).content

    words = first_page(content)
    assert "PEMERINTAH KOTA CONTOH\nJalan Merdeka 1, Kota Contoh 12345\nTelepon (021) 123456" in words
    assert "Contoh Baru, " in words
    assert "Jalan Merdeka" not in first_page(plain)
    pages = [PdfReader(BytesIO(one)).get_num_pages() for one in (plain, content)]
    assert pages[0] == pages[1]
    with pikepdf.open(BytesIO(content)) as document:
        assert len(list(document.pages[0].get_images())) == 1


def test_the_picture_is_drawn_anew_and_shown(desk: Client) -> None:
    send(desk, picture(secret="RAHASIA"))

    row = Letterhead.objects.get()
    found = letterhead.picture(str(row.emblem.name))
    assert found is not None
    assert b"RAHASIA" not in found[0]
    shown = desk.get(reverse("letterhead_emblem"))
    assert (shown.headers["Content-Type"], shown.content) == ("image/png", found[0])
    assert reverse("letterhead_emblem") in desk.get(reverse("letterhead")).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (picture(50, 300), "lambang.png", "100 sampai 2000 piksel"),
        (picture(2001, 300), "lambang.png", "100 sampai 2000 piksel"),
        (picture(kind="GIF"), "lambang.png", "bukan gambar PNG"),
        (picture(kind="JPEG"), "lambang.png", "bukan gambar PNG"),
        (b"%PDF-1.7\n%%EOF", "lambang.pdf", "PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "lambang.svg", "tidak diterima"),
        (b"\0" * (letterhead.MOST_BYTES + 1), "lambang.png", "lebih besar dari 1 MB"),
    ],
)
def test_what_is_no_fitting_picture_is_refused(content: bytes, name: str, reason: str, desk: Client) -> None:
    answer = send(desk, content, name)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "Jalan Merdeka 1" in answer.content.decode()
    assert not Letterhead.objects.exists()


def test_five_lines_are_too_many(desk: Client) -> None:
    assert send(desk, lines="a\nb\nc\nd\ne").status_code == 422
    assert send(desk, lines="x" * 121).status_code == 422
    assert send(desk, lines="a\n\n  b  \n").status_code == 302
    assert letterhead.lines(letterhead.current()) == ["a", "b"]


def test_the_second_of_two_tabs_is_told_and_loses_nothing(desk: Client) -> None:
    send(desk)

    late = send(desk, lines="Jalan Lain 2")

    assert late.status_code == 409
    assert "Jalan Lain 2" in late.content.decode()
    assert "Jalan Merdeka 1" in late.content.decode()
    assert Letterhead.objects.get().lines == ADDRESS


def test_an_emblem_stays_until_it_is_taken_off(desk: Client) -> None:
    send(desk, picture())
    send(desk, version=1, lines="")
    kept = Letterhead.objects.get()
    assert kept.emblem.name
    send(desk, version=2, remove="on")
    assert not Letterhead.objects.get().emblem.name
    assert default_storage.exists(kept.emblem.name), "documents that wait to be drawn still name it"


@pytest.mark.parametrize(
    "url",
    [
        "agency:documents/aa/secret.pdf",
        "agency:letterhead/../documents/x.png",
        "agency:letterhead/" + "0" * 64 + ".png",
        "agency:letterhead/x.png",
        "letterhead/" + "0" * 64 + ".png",
    ],
)
def test_no_other_file_of_the_storage_is_served_to_documents(url: str) -> None:
    default_storage.delete("documents/aa/secret.pdf")
    assert served(url) is None


def test_without_a_letterhead_the_deployments_place_holds(evaluation: Evaluation) -> None:
    assert "Kota Contoh, " in first_page(documents.render(evaluation).content)
