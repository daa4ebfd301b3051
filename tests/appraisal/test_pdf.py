"""The PDF door: a closed fetcher, hostile text, tags, fonts. The negative controls show what it keeps out."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import override_settings
from pypdf import PdfReader
from weasyprint import HTML

from appraisal import pdf, verification
from appraisal.models import Period
from appraisal.papers.emblem import emblem
from appraisal.papers.paper import MOST_CHARACTERS, Paper, Person, Signature, printed
from appraisal.papers.work_targets import IndicatorRow, Section, TargetRow
from appraisal.paperwork import PrintedResult
from tests.printed import pages_of

CHANNELS = {
    "attachment": '<link rel="attachment" href="{url}">',
    "image": '<img src="{url}" alt="x">',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "style": '<p style="background: url({url})">x</p>',
    "import": '<style>@import url("{url}");</style>',
    "font": '<style>@font-face {{ font-family: X; src: url("{url}") }} p {{ font-family: X }}</style><p>x</p>',
}
HOSTILE = [
    "<link rel=attachment href=file:///etc/passwd>",
    "<style>* { background: url(file:///etc/passwd) }</style>",
    "</p></section><img src='http://127.0.0.1/x.png'>",
    "url(file:///etc/passwd) } body { display: none",
    "{% include 'base.html' %}{{ 7|add:7 }}",
    "=cmd|'/C calc'!A0",
    "مرحبا بالعالم \u202eterbalik\u202c",
    "senang 😀👩‍👩‍👧‍👦 sekali",
    "A" * 10_000,
    "\u0000\u0007\u001b[31mmerah",
]


def context(note: str = "", *, emblem: str = "") -> dict[str, Any]:
    """A document of D.1.1 alone, around a note."""
    person = Person("Nur Anggraini", "198501152010012001", "Penata (III/c)", "Analis", "Bidang Guru")
    form = {
        "agency": "Pemerintah Kota Contoh",
        "emblem": emblem,
        "period": Period(year=2026, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)),
        "window": "TRIWULAN IV-AKHIR",
        "form": "D.1.1",
        "people": [("1", "PEGAWAI YANG DINILAI", person)],
        "result": PrintedResult(None),
        "predicate": "BAIK",
        "note": note,
        "recommendations": [],
        "signatures": [Signature("6. Pejabat Penilai Kinerja", person, "belum ditandatangani")],
    }
    return {
        "title": "Dokumen Evaluasi Kinerja Pegawai 2026 – Nur Anggraini",
        "agency": "Pemerintah Kota Contoh",
        "papers": [Paper("D.1.1", "Dokumen Evaluasi Kinerja Pegawai", "pdf/d_1_1.html", form)],
        "code_printed": "7K2M-9QXR-41BC",
        "verification_address": "https://contoh.example/verifikasi/7K2M-9QXR-41BC/",
        "qr": verification.qr("https://contoh.example/verifikasi/7K2M-9QXR-41BC/"),
        "version": 1,
        "final": True,
    }


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "rahasia.txt"
    path.write_text("KATA-SANDI-BASIS-DATA")
    return path


def embedded(content: bytes) -> list[bytes]:
    with pikepdf.open(BytesIO(content)) as document:
        return [one.get_file().read_bytes() for one in document.attachments.values()]


def text_of(content: bytes) -> str:
    return "\n".join(pages_of(content))


def test_negative_control_the_default_fetcher_embeds_any_local_file(secret: Path) -> None:
    page = CHANNELS["attachment"].format(url=secret.as_uri())
    assert embedded(HTML(string=f"<html>{page}<p>x</p></html>").write_pdf()) == [secret.read_bytes()]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("scheme", ["file", "http", "data", "static"])
def test_our_fetcher_stops_every_channel(channel: str, scheme: str, secret: Path) -> None:
    url = {
        "file": secret.as_uri(),
        "http": "http://127.0.0.1:9/x",
        "data": "data:text/plain,x",
        "static": "static:fonts/../../config/settings.py",
    }[scheme]
    page = CHANNELS[channel].format(url=url)
    html = HTML(string=f"<html>{page}<p>x</p></html>", url_fetcher=pdf.ClosedFetcher())
    with pytest.raises(pdf.ForbiddenURLError):
        html.write_pdf()


@pytest.mark.parametrize("url", ["static:fonts/arimo-LICENSE", "agency:emblem", "static:css/pdf.css", ""])
def test_only_named_fonts_are_served(url: str) -> None:
    with pytest.raises(pdf.ForbiddenURLError):
        pdf.ClosedFetcher().fetch(url)


def test_a_named_font_is_served() -> None:
    assert pdf.ClosedFetcher().fetch(f"static:fonts/{pdf.FONTS[0]}").read().startswith(b"wOF2")


@pytest.mark.parametrize("suffix", [".txt", ".exe", ""])
def test_an_emblem_that_is_no_picture_is_not_served(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"lambang{suffix}"
    path.write_text("x")
    with override_settings(EMBLEM_FILE=str(path)):
        assert emblem() is None


def test_the_emblem_has_its_place_and_only_when_there_is_one(tmp_path: Path) -> None:
    picture = tmp_path / "lambang.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    without = pdf.render_pdf("pdf/document.html", context())
    with override_settings(EMBLEM_FILE=str(picture)):
        with_emblem = pdf.render_pdf("pdf/document.html", context(emblem="agency:emblem"))
    assert b"Garuda" not in without
    assert len(with_emblem) > len(without)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_and_does_nothing(text: str) -> None:
    content = pdf.render_pdf("pdf/document.html", context(note=printed(text)))
    assert embedded(content) == []
    words = text_of(content)
    assert "PREDIKAT KINERJA PEGAWAI" in words
    if text.isascii() and text.isprintable():
        assert printed(text)[:40] in words.replace("\n", "")


def test_negative_control_text_that_is_not_escaped_would_act(secret: Path) -> None:
    page = f"<html><p>{CHANNELS['attachment'].format(url=secret.as_uri())}</p></html>"
    assert embedded(HTML(string=page).write_pdf()) != []


def test_a_word_of_ten_thousand_letters_stays_within_the_page() -> None:
    content = pdf.render_pdf("pdf/document.html", context(note="A" * 10_000))
    assert pdf.page_count(content) > 1
    assert text_of(content).count("A") >= 10_000


def test_text_is_cut_where_no_form_would_hold_more() -> None:
    assert printed("a" * (MOST_CHARACTERS + 1)).endswith("… (dipotong)")
    assert printed("a" * MOST_CHARACTERS) == "a" * MOST_CHARACTERS


def test_a_document_that_grows_past_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(pdf.TooLongError, match="halaman"):
        pdf.render_pdf("pdf/document.html", context(note="baris\n" * 200))


def test_it_is_tagged_speaks_indonesian_and_has_title_and_bookmarks() -> None:
    with pikepdf.open(BytesIO(pdf.render_pdf("pdf/document.html", context()))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "id"
        assert "StructTreeRoot" in str(document.Root.keys())
        assert str(document.docinfo["/Title"]).startswith("Dokumen Evaluasi")
        with document.open_outline() as outline:
            assert [str(item.title) for item in outline.root] == ["D.1.1 Dokumen Evaluasi Kinerja Pegawai"]


def test_its_fonts_are_ours_and_hold_the_signs_that_forms_use() -> None:
    content = pdf.render_pdf("pdf/document.html", context(note="≥ 90 % – é ā ḥ “kutip” → ✓ ½ …"))
    fonts = {str(font["/BaseFont"]) for page in PdfReader(BytesIO(content)).pages for font in fonts_of(page)}
    families = {font.partition("+")[2] for font in fonts}
    assert families == {"Arimo", "Arimo-Bold", "Arimo-Italic", "Arimo-Ext", "Signs"}
    assert "≥ 90 % – é ā ḥ “kutip” → ✓ ½ …" in text_of(content)


def fonts_of(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_every_page_carries_the_code_and_its_number() -> None:
    content = pdf.render_pdf("pdf/document.html", context(note="baris\n" * 150))
    pages = pages_of(content)
    assert len(pages) > 1
    for number, words in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in words
        assert "Kode verifikasi 7K2M-9QXR-41BC" in words


WORDS = "Menyusun laporan kepegawaian bulanan yang lengkap dan akurat untuk seluruh unit kerja. "


def results(*, feedback: str) -> list[str]:
    """The pages of C.1.3's table with seven targets of three indicators, each of them some lines high."""
    indicators = tuple(IndicatorRow(f"Aspek{n}", WORDS, "12 laporan", WORDS + f"Akhir{n}") for n in "123")
    targets = tuple(TargetRow(n, WORDS, WORDS, indicators, (feedback,)) for n in range(1, 8))
    content = pdf.render_pdf("pdf/_results.html", {"form": {"sections": [Section("A. UTAMA", targets)]}})
    return pages_of(content)


def test_a_row_is_not_split_over_two_pages() -> None:
    pages = results(feedback=WORDS)
    assert len(pages) > 1
    assert [page.count("Aspek") for page in pages] == [page.count("Akhir") for page in pages]


def test_a_row_that_no_page_holds_goes_on_under_the_tables_head() -> None:
    pages = results(feedback=WORDS * 60)
    assert len(pages) > 7
    assert all("(8)" in page for page in pages)
