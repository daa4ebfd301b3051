"""docs/agencies.md names pages that exist, and each ready-made practice has its chapter, its story and its demo."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import resolve

from config.desk import presets
from config.desk.demo.profiles import PROFILES

TEXT = (settings.BASE_DIR / "docs" / "agencies.md").read_text()
NUMBER = "00000000-0000-4000-8000-000000000000"
STANDS_FOR = {
    "<kinerja>": f"/kinerja/{NUMBER}/", "<uuid>": NUMBER, "<year>": "2026", "<masa>": "AKHIR", "<code>": "ABCD-EFGH",
}  # fmt: skip
PAGES = sorted(set(re.findall(r"`((?:<kinerja>|/)[^` ]*/[^` ]*)`", TEXT)))


def test_each_practice_has_its_chapter_its_story_and_its_demo() -> None:
    assert len(presets.PRESETS) == 5
    assert set(presets.PRESETS) == set(PROFILES)
    stories = settings.BASE_DIR / "tests" / "e2e"
    for key in presets.PRESETS:
        assert f"(`{key}`)\n" in TEXT
        assert (stories / f"test_agency_{key}.py").exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_the_document_names_exists(page: str) -> None:
    for word, value in STANDS_FOR.items():
        page = page.replace(word, value)
    assert resolve(page.partition("?")[0])
