"""A ZIP as a stream, and names in it that Windows and Linux both take.

No more than one file is held at a time. PDFs are packed already, so they are stored as they are.
"""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

LONGEST_PART = 60  # characters of one folder or file; four bytes each still fit where 255 are allowed
FORBIDDEN = frozenset('<>:"/\\|?*')
DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same documents make the same archive


def safe(text: str) -> str:
    """One part of a path: no separators, control or direction marks, no device names, no dots or blanks at the ends."""
    plain = "".join(
        " " if char in FORBIDDEN or unicodedata.category(char)[0] in "CZ" else char
        for char in unicodedata.normalize("NFC", text)
    )
    part = " ".join(plain.split()).strip(" .")[:LONGEST_PART].strip(" .")
    if not part or part.partition(".")[0].strip().lower() in DEVICES:
        return f"_{part}"
    return part


class Names:
    """Paths that are taken in one archive. Case does not tell two files apart on Windows."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: str, name: str, suffix: str) -> str:
        """`folder/name.pdf`, with _2, _3 … where that is taken."""
        number = 1
        while True:
            path = f"{folder}/{name}{f'_{number}' if number > 1 else ''}{suffix}"
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
            number += 1


class _Window(io.RawIOBase):
    """What `zipfile` writes to: it may go back within the file it is writing, and what is finished is handed on."""

    def __init__(self) -> None:
        self._sent = 0
        self._held = io.BytesIO()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._sent + self._held.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        at = (
            self._held.seek(offset - self._sent) if whence == os.SEEK_SET else self._held.seek(offset, whence)
        )
        return self._sent + at

    def write(self, data: Any) -> int:
        return self._held.write(data)

    def taken(self) -> bytes:
        """What is there since the last call; from here on nothing before it can change."""
        content = self._held.getvalue()
        self._sent += len(content)
        self._held = io.BytesIO()
        return content


def stream(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a ZIP of these (path, content), file by file."""
    window = _Window()
    with zipfile.ZipFile(window, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files:
            archive.writestr(zipfile.ZipInfo(path, EPOCH), content)
            yield window.taken()
    yield window.taken()
