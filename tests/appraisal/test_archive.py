"""The ZIP as a stream: names that every system takes, clean entries, one file held at a time."""

from __future__ import annotations

import io
import os
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from appraisal.archive import Names, safe, stream


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dinas Pendidikan", "Dinas Pendidikan"),
        ("../../etc/passwd", "etc passwd"),
        ("..", "_"),
        ("", "_"),
        ("C:\\Windows\\x", "C Windows x"),
        ('a<b>:"c|?*', "a b c"),
        ("Bidang A. ", "Bidang A"),
        ("CON", "_CON"),
        ("com1.pdf", "_com1.pdf"),
        ("baris\r\nbaru\x00\x1b[31m", "baris baru [31m"),
        ("terbalik \u202efdp.exe", "terbalik fdp.exe"),
        ("Ḥadīth é", "Ḥadīth é"),
        ("e\u0301", "é"),
        ("x" * 500, "x" * 60),
    ],
)
def test_a_part_of_a_path_is_safe_everywhere(text: str, name: str) -> None:
    assert safe(text) == name
    assert len(safe(text * 3).encode()) <= 255


def test_names_that_collide_are_numbered_and_case_does_not_tell_them_apart() -> None:
    names = Names()
    found = [names.free("2026/A", name, ".pdf") for name in ("Budi", "BUDI", "Budi")]
    assert found == ["2026/A/Budi.pdf", "2026/A/BUDI_2.pdf", "2026/A/Budi_3.pdf"]


def files(count: int, size: int) -> Iterator[tuple[str, bytes]]:
    for number in range(count):
        yield f"2026/Bidang Ḥ/{number}.pdf", os.urandom(size)


def test_what_comes_out_is_a_sound_zip_whose_pdfs_are_stored_as_they_are() -> None:
    content = list(files(5, 1000))
    packed = b"".join(stream(content))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert [(one.filename, archive.read(one)) for one in archive.infolist()] == content
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {one.flag_bits & 8 for one in archive.infolist()} == {0}, "sizes stand before the content"
    assert packed == b"".join(stream(content)), "the same files make the same archive"
    assert zipfile.ZipFile(io.BytesIO(b"".join(stream([])))).namelist() == []


def peak(count: int) -> int:
    tracemalloc.start()
    for _ in stream(files(count, 100_000)):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_number_of_documents() -> None:
    """500 documents are 50 MB; beside the names of its entries the stream holds one of them, a few times."""
    few, many = peak(5), peak(500)
    assert many < few + 1_000_000, (few, many)


def test_negative_control_an_archive_in_memory_grows() -> None:
    tracemalloc.start()
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        for path, content in files(100, 100_000):
            archive.writestr(path, content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most > 10_000_000
