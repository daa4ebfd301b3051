"""What may be uploaded as evidence: content against suffix, bombs, hidden things, locks."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from appraisal import evidence
from appraisal.evidence import Unfit, checked


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_pdf(*, pages: int = 1, **root: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 200))
        for key, value in root.items():
            document.Root[f"/{key}"] = value
        document.save(out)
    return out.getvalue()


def locked_pdf(owner: str, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def pdf_with_attachment() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["jahat.exe"] = b"MZ..."
        document.save(out)
    return out.getvalue()


def pdf_with_nested_launch() -> bytes:
    """The action sits deep within a page's annotation, not in the catalogue."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        launch = pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F="cmd.exe")
        note = pikepdf.Dictionary(Type=pikepdf.Name("/Annot"), Subtype=pikepdf.Name("/Link"), A=launch)
        page["/Annots"] = pikepdf.Array([note])
        document.save(out)
    return out.getvalue()


def an_image(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def huge_png() -> bytes:
    """A header that promises 900 megapixels in a file of a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def an_office_file(main: str, *more: tuple[str, bytes], types: bytes = b"<Types/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(main, b"<workbook/>")
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


XLSX, DOCX = "xl/workbook.xml", "word/document.xml"
FIT = [
    ("laporan.pdf", a_pdf(), "application/pdf"),
    ("laporan.PDF", a_pdf(pages=200), "application/pdf"),
    ("foto.jpg", an_image("JPEG"), "image/jpeg"),
    ("foto.jpeg", an_image("JPEG", mode="CMYK"), "image/jpeg"),
    ("layar.png", an_image("PNG", mode="RGBA"), "image/png"),
    ("layar.png", an_image("PNG", mode="P"), "image/png"),
    ("rekap.xlsx", an_office_file(XLSX), evidence.XLSX),
    ("surat.docx", an_office_file(DOCX), evidence.DOCX),
]
UNFIT = {
    "a suffix that is not listed": ("a.exe", b"MZ", "Jenis berkas"),
    "no suffix": ("laporan", a_pdf(), "Jenis berkas"),
    "HEIC": ("foto.heic", b"....ftypheic", "HEIC"),
    "a picture named PDF": ("a.pdf", an_image("JPEG"), "bukan PDF"),
    "a PDF named JPEG": ("a.jpg", a_pdf(), "bukan gambar JPEG"),
    "a PNG named JPEG": ("a.jpg", an_image("PNG"), "bukan gambar JPEG"),
    "half a picture": ("a.jpg", an_image("JPEG", (800, 800))[:700], "bukan gambar JPEG"),
    "a page of HTML named PNG": ("a.png", b"<html><script>1</script>", "bukan gambar PNG"),
    "900 megapixels": ("a.png", huge_png(), "megapiksel"),
    "45 megapixels": ("a.png", an_image("PNG", (9000, 5000), mode="1"), "megapiksel"),
    "HTML before the PDF": ("a.pdf", b"<script>1</script>" + a_pdf(), "bukan PDF"),
    "a zip after the PDF": ("a.pdf", a_pdf() + an_office_file(XLSX), "data lain"),
    "a PDF that opens with a password": ("a.pdf", locked_pdf("a", "b"), "kata sandi"),
    "a PDF that only forbids": ("a.pdf", locked_pdf("a", ""), "kata sandi"),
    "201 pages": ("a.pdf", a_pdf(pages=201), "200 halaman"),
    "a script that runs on opening": (
        "a.pdf",
        a_pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")),
        "skrip",
    ),
    "a command in a link": ("a.pdf", pdf_with_nested_launch(), "skrip"),
    "a file within the PDF": ("a.pdf", pdf_with_attachment(), "lampiran"),
    "a torn PDF": ("a.pdf", a_pdf()[:200] + b"\n%%EOF", "rusak"),
    "a docx named xlsx": ("a.xlsx", an_office_file(DOCX), "bukan XLSX"),
    "text named docx": ("a.docx", b"halo", "bukan DOCX"),
    "a locked or old office file": ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "kata sandi"),
    "macros": ("a.xlsx", an_office_file(XLSX, ("xl/vbaProject.bin", b"x")), "makro"),
    "macros by content type": ("a.docx", an_office_file(DOCX, types=b"x.macroEnabled.main+xml"), "makro"),
    "a zip bomb": ("a.xlsx", an_office_file(XLSX, ("xl/a.xml", b"0" * 30_000_000)), "terlalu besar"),
    "many members": (
        "a.xlsx",
        an_office_file(XLSX, *[(f"xl/{n}.xml", b"") for n in range(2001)]),
        "terlalu besar",
    ),
    "a path that climbs": ("a.xlsx", an_office_file(XLSX, ("../../etc/x", b"")), "bukan XLSX"),
    "a picture before the zip": ("a.xlsx", an_image("PNG") + an_office_file(XLSX), "bukan XLSX"),
    "more than 10 MB": ("a.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), "10 MB"),
}


@pytest.mark.parametrize(("name", "content", "content_type"), FIT)
def test_an_ordinary_file_is_taken(name: str, content: bytes, content_type: str) -> None:
    found = checked(upload(name, content))

    assert found.content_type == content_type
    assert found.title == name


@pytest.mark.parametrize(("name", "content", "reason"), UNFIT.values(), ids=UNFIT.keys())
def test_a_file_that_is_not_what_it_says_or_hides_something_is_refused(
    name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(Unfit, match=reason):
        checked(upload(name, content))


def test_half_a_picture_is_refused_even_after_the_pdf_library_asked_for_leniency(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(Unfit):
        checked(upload("a.jpg", an_image("JPEG", (800, 800))[:700]))


def test_a_zip_whose_directory_lies_about_sizes_is_refused() -> None:
    """The directory promises 10 bytes, the member holds 70 MB: reading it to the end must not fill the memory."""
    honest = an_office_file(XLSX, ("xl/a.xml", b"0" * 70_000_000))
    size, lie = struct.pack("<I", 70_000_000), struct.pack("<I", 10)

    with pytest.raises(Unfit):
        checked(upload("a.xlsx", honest.replace(size, lie)))


def test_a_picture_loses_its_place_and_whatever_follows_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rumah Budi"
    taken = checked(upload("foto.jpg", an_image("JPEG", exif=exif) + b"<script>alert(1)</script>"))

    assert b"rumah Budi" not in taken.content
    assert b"script" not in taken.content
    with Image.open(io.BytesIO(taken.content)) as image:
        assert image.size == (40, 30)


def test_a_pdf_stays_byte_for_byte() -> None:
    content = a_pdf()

    assert checked(upload("a.pdf", content)).content == content


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Users\\Budi\\laporan akhir.pdf", "laporan akhir.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("lap\r\nSet-Cookie: a.pdf", "lapSet-Cookie: a.pdf"),
        ("fdp\u202egpj.pdf", "fdpgpj.pdf"),
        ("a" * 4000 + ".pdf", "a" * 150 + ".pdf"),
        ("", "berkas"),
    ],
)
def test_a_name_keeps_its_last_part_and_no_tricks(name: str, clean: str) -> None:
    assert evidence.clean_name(name) == clean
