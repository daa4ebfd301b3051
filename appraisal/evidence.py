"""Evidence (bukti dukung): what may be uploaded, checked by content, and kept by its SHA-256.

Nothing here is ever shown in the browser: files leave as attachments (see views.progress).
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import pikepdf
import pikepdf.settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from PIL import Image, ImageFile, ImageOps

from appraisal.models import Appraisal, Evidence, ProgressEntry

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_FILES = 20  # of one appraisal, links included
MOST_PIXELS = 40_000_000
MOST_PAGES = 200
MOST_UNPACKED = 60 * MEGABYTE
MOST_RATIO = 200
MOST_MEMBERS = 2000
MOST_NESTING = 60
LONGEST_NAME = 150

# qpdf must not unpack a bomb while it reads a file's structure. Process-wide, so set once, before any use.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=64 * MEGABYTE,
    run_length_max_memory=64 * MEGABYTE,
    png_max_memory=64 * MEGABYTE,
    tiff_max_memory=64 * MEGABYTE,
    parser_max_container_size=1_000_000,
)


class Unfit(Exception):
    """The file cannot be taken; the text is the sentence for the user."""


@dataclass(frozen=True)
class Checked:
    """A file fit to be kept: its bytes as they will be stored, and the suffix its content deserves."""

    title: str
    suffix: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Format:
    suffix: str
    content_type: str
    check: Callable[[bytes], bytes]


def checked(file: UploadedFile[Any]) -> Checked:
    """Read an upload and check its content against its suffix.

    Raises:
        Unfit: with the reason in Indonesian.
    """
    title = clean_name(file.name or "")
    suffix = PurePath(title).suffix.lower()
    known = FORMATS.get(suffix)
    if known is None:
        raise Unfit(
            REFUSED_SUFFIXES.get(
                suffix, "Jenis berkas ini tidak diterima. Kirim PDF, JPEG, PNG, XLSX, atau DOCX."
            )
        )
    if (file.size or 0) > MOST_BYTES:
        raise Unfit("Berkas lebih besar dari 10 MB. Perkecil atau bagi berkasnya dahulu.")
    content = known.check(file.read(MOST_BYTES + 1))
    return Checked(title, known.suffix, known.content_type, content)


def clean_name(name: str) -> str:
    """The file's name without folders, control and direction signs, short enough to be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem, dot, suffix = " ".join(kept.split()).rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix[:10]}" or "berkas"


# --- images -------------------------------------------------------------------------
def picture(kind: str) -> Callable[[bytes], bytes]:
    """Draws the picture anew: no EXIF (places, persons), nothing hidden behind the pixels."""

    def check(content: bytes) -> bytes:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(content), formats=[kind]) as image:
                    if image.width * image.height > MOST_PIXELS:
                        raise Unfit("Gambar terlalu besar (lebih dari 40 megapiksel). Perkecil dahulu.")
                    return _drawn_anew(image, kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise Unfit("Gambar terlalu besar (lebih dari 40 megapiksel). Perkecil dahulu.") from bomb
        except (OSError, ValueError, SyntaxError, MemoryError) as broken:
            raise Unfit(f"Isi berkas bukan gambar {kind} yang utuh.") from broken

    return check


def _drawn_anew(image: Image.Image, kind: str) -> bytes:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the PDF library turns it on for the whole process
    upright = ImageOps.exif_transpose(image)
    upright.load()
    if kind == "JPEG" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    bare = Image.new(upright.mode, upright.size)
    if upright.palette is not None:
        bare.putpalette(upright.palette)
    bare.paste(upright)
    out = io.BytesIO()
    if "transparency" in upright.info and kind == "PNG":
        bare.save(out, kind, transparency=upright.info["transparency"])
    else:
        bare.save(out, kind, quality=88) if kind == "JPEG" else bare.save(out, kind)
    return out.getvalue()


# --- PDF ----------------------------------------------------------------------------
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"})
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})


def pdf(content: bytes) -> bytes:
    """Stays byte for byte (it may bear an electronic signature); anything active or hidden is refused."""
    if not content.startswith(b"%PDF-"):
        raise Unfit("Isi berkas bukan PDF.")
    if zipfile.is_zipfile(io.BytesIO(content)) or not re.search(rb"%%EOF\s*\Z", content[-2048:]):
        raise Unfit("PDF ini memuat data lain di belakang isinya. Simpan ulang sebagai PDF, lalu kirim lagi.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pikepdf.open(io.BytesIO(content)) as document:
                _check_document(document)
    except pikepdf.PasswordError as locked:
        raise Unfit("PDF terkunci kata sandi. Buka kuncinya dahulu.") from locked
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError) as broken:
        raise Unfit("PDF rusak. Simpan ulang sebagai PDF, lalu kirim lagi.") from broken
    return content


def _check_document(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Unfit("PDF terkunci kata sandi. Buka kuncinya dahulu.")
    if len(document.pages) > MOST_PAGES:
        raise Unfit(f"PDF lebih dari {MOST_PAGES} halaman. Kirim bagian yang diperlukan saja.")
    for top in document.objects:
        for mapping in _dictionaries(top, MOST_NESTING):
            if ACTIVE_KEYS & set(mapping.keys()) or str(mapping.get("/S", "")) in ACTIVE_ACTIONS:
                raise Unfit(
                    "PDF memuat skrip, perintah, atau lampiran di dalamnya. "
                    "Cetak ulang ke PDF, lalu kirim lagi."
                )


def _dictionaries(value: Any, depth: int) -> Iterator[Any]:
    """Dictionaries within one object, itself first; what it only refers to is visited on its own."""
    if depth == 0:
        raise Unfit("PDF rusak. Simpan ulang sebagai PDF, lalu kirim lagi.")
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        children = list(value.values())
    elif isinstance(value, pikepdf.Array):
        children = list(value)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _dictionaries(child, depth - 1)


# --- office files -------------------------------------------------------------------
ACTIVE_MEMBERS = re.compile(
    r"vbaproject|activex|/embeddings/[^/]*\.bin$|\.(exe|dll|js|vbs|bat|cmd|ps1)$", re.IGNORECASE
)
BROKEN_OFFICE = "Berkas rusak atau bukan {kind}. Simpan ulang dari aplikasinya, lalu kirim lagi."


def office(kind: str, main_part: str) -> Callable[[bytes], bytes]:
    """A zip of known size that holds the main part and nothing that runs; unpacked once, into nowhere."""

    def check(content: bytes) -> bytes:
        if content.startswith(bytes.fromhex("d0cf11e0")):
            raise Unfit(
                f"Berkas terkunci kata sandi atau berformat lama. Simpan sebagai {kind} tanpa kata sandi."
            )
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _check_members(archive, kind, main_part)
                _unpack(archive)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            EOFError,
            ValueError,
            OSError,
        ) as broken:
            raise Unfit(BROKEN_OFFICE.format(kind=kind)) from broken
        return content

    return check


def _check_members(archive: zipfile.ZipFile, kind: str, main_part: str) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    first = min((member.header_offset for member in members), default=-1)
    if first != 0 or main_part not in names or "[Content_Types].xml" not in names or archive.comment:
        raise Unfit(BROKEN_OFFICE.format(kind=kind))
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unfit("Isi berkas terlalu besar setelah dibuka. Kurangi gambar atau lembar di dalamnya.")
    if any(member.file_size > MOST_RATIO * max(member.compress_size, 1000) for member in members):
        raise Unfit("Isi berkas terlalu besar setelah dibuka. Kurangi gambar atau lembar di dalamnya.")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise Unfit(BROKEN_OFFICE.format(kind=kind))
    types = archive.read("[Content_Types].xml").lower()
    if any(ACTIVE_MEMBERS.search(name) for name in names) or b"macroenabled" in types:
        raise Unfit(f"Berkas memuat makro. Simpan sebagai {kind} tanpa makro, lalu kirim lagi.")


def _unpack(archive: zipfile.ZipFile) -> None:
    """Reads every member to its end: the sizes in the directory may lie, the checksum may not fit."""
    left = MOST_UNPACKED
    for member in archive.infolist():
        with archive.open(member) as stream:
            while block := stream.read(MEGABYTE):
                left -= len(block)
                if left < 0:
                    raise Unfit("Isi berkas terlalu besar setelah dibuka.")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Format] = {
    ".pdf": Format(".pdf", "application/pdf", pdf),
    ".jpg": Format(".jpg", "image/jpeg", picture("JPEG")),
    ".jpeg": Format(".jpg", "image/jpeg", picture("JPEG")),
    ".png": Format(".png", "image/png", picture("PNG")),
    ".xlsx": Format(".xlsx", XLSX, office("XLSX", "xl/workbook.xml")),
    ".docx": Format(".docx", DOCX, office("DOCX", "word/document.xml")),
}
REFUSED_SUFFIXES = {
    ".heic": "Foto HEIC belum dapat dibaca. Atur kamera ke «Paling kompatibel», atau kirim sebagai JPEG.",
    ".heif": "Foto HEIF belum dapat dibaca. Atur kamera ke «Paling kompatibel», atau kirim sebagai JPEG.",
    ".xls": "Simpan dahulu sebagai XLSX.",
    ".doc": "Simpan dahulu sebagai DOCX.",
    ".xlsm": "Berkas bermakro tidak diterima. Simpan sebagai XLSX tanpa makro.",
    ".docm": "Berkas bermakro tidak diterima. Simpan sebagai DOCX tanpa makro.",
}


# --- keeping ------------------------------------------------------------------------
def keep(entry: ProgressEntry, file: Checked) -> Evidence:
    """Store the bytes once per content, and a row for this entry. Call within the door `editing`."""
    return keep_for(file, entry=entry)


def keep_for(file: Checked, **owner: Model) -> Evidence:
    """The same for whatever else evidence may belong to: one of the keys of `Evidence`."""
    return Evidence.objects.create(
        title=file.title,
        file=stored(file),
        content_type=file.content_type,
        size=len(file.content),
        sha256=file.sha256,
        **owner,
    )


def stored(file: Checked) -> str:
    """The name under which the bytes lie, once per content; for rows of other apps that keep a file of their own."""
    name = f"evidence/{file.sha256[:2]}/{file.sha256}{file.suffix}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(file.content))


def keep_link(entry: ProgressEntry, link: str) -> Evidence:
    """A link is only written down; the server never fetches it."""
    return keep_link_for(link, entry=entry)


def keep_link_for(link: str, **owner: Model) -> Evidence:
    return Evidence.objects.create(title=link[:200], link=link, **owner)


def content(found: Evidence) -> bytes | None:
    """The file's bytes (10 MB at most), or None when the storage has lost it."""
    return read(found.file.name or "")


def read(name: str) -> bytes | None:
    """The bytes under a name that `stored` gave."""
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return bytes(file.read())


def count(appraisal: Appraisal) -> int:
    return Evidence.objects.filter(entry__appraisal=appraisal).count()


def none() -> QuerySet[Evidence]:
    return Evidence.objects.none()
