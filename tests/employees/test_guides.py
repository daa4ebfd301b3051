"""The users' guides: one source for pages and prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from employees.guide import FOLDER, PICTURES, SLUGS, guide, guides, parsed, runs
from tests import factories
from tests.factories import Agency

LARGEST_PICTURE, LARGEST_OF_ALL = 60_000, 2_500_000  # bytes
HEAD = "# Judul\n\nPengantar.\n\n"


def wording_of_the_site() -> str:
    """All templates and the sentences of the code, in one line."""
    base = Path(settings.BASE_DIR)
    paths = [
        *base.glob("templates/**/*.html"),
        *base.glob("[acef]*/**/*.py"),
        base / "employees" / "terms.toml",
    ]
    return " ".join(" ".join(path.read_text(encoding="utf-8") for path in paths).split()).lower()


def test_every_guide_is_read_and_none_is_forgotten():
    assert {path.stem for path in FOLDER.glob("*.md")} == set(SLUGS)
    assert all(one.title and one.lead and len(one.blocks) > 5 for one in guides())


def test_pictures_are_there_small_and_all_used():
    used = {block.slug for one in guides() for block in one.pictures}
    sizes = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    printed = sum(one.printed.stat().st_size for one in guides())

    assert used == sizes.keys()
    assert {name: size for name, size in sizes.items() if size > LARGEST_PICTURE} == {}
    assert sum(sizes.values()) + printed < LARGEST_OF_ALL


def test_what_a_guide_calls_by_name_is_called_so_on_the_site():
    """Bold words that end no sentence are names of pages and buttons."""
    site = wording_of_the_site()
    bold = {
        run.text
        for one in guides()
        for block in one.blocks
        for line in block.lines
        for run in line
        if run.strong
    }
    names = {text for text in bold if not text.endswith(".") and not text.startswith("Umpan balik datang")}

    assert len(names) > 30
    assert {name for name in names if name.lower() not in site} == set()


def test_a_guide_is_read_into_blocks():
    read = parsed(
        "uji", HEAD + "## Satu\nIsi **tebal** dan [Istilah](/istilah/).\n\n1. satu\n2. dua\n\n- butir"
    )

    assert [block.kind for block in read.blocks] == ["heading", "paragraph", "steps", "bullets"]
    assert [(run.text, run.strong, run.url) for run in read.blocks[1].lines[0]] == [
        ("Isi ", False, ""),
        ("tebal", True, ""),
        (" dan ", False, ""),
        ("Istilah", False, "/istilah/"),
        (".", False, ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "### terlalu dalam",
        "1. satu\n- dua",
        "- satu\nbukan butir",
        "> kutipan",
        "[luar](https://contoh.id)",
        "*miring*",
    ],
)
def test_what_is_not_read_is_refused_rather_than_shown_wrongly(text):
    with pytest.raises(ValueError, match=r"not read|one kind"):
        parsed("uji", HEAD + text)


def test_a_line_without_marks_is_one_piece():
    assert [run.text for run in runs("Biasa saja.")] == ["Biasa saja."]


@pytest.mark.django_db
def test_anybody_signed_in_reads_every_guide_and_takes_it_along(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.staff)
    listed = client.get(reverse("guides")).content.decode()

    for slug in SLUGS:
        page = client.get(reverse("guide", args=[slug])).content.decode()
        assert reverse("guide", args=[slug]) in listed
        assert page.count("<img") == len(guide(slug).pictures)
        file = client.get(reverse("guide_file", args=[slug]))
        assert file.getvalue()[:5] == b"%PDF-"
    assert client.get(reverse("guide", args=["tidak-ada"])).status_code == 404
    assert client.get(reverse("guide_file", args=["tidak-ada"])).status_code == 404
