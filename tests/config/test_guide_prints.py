"""The printed guides follow their source."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from appraisal.pdf import ForbiddenURLError
from config.desk.guide_prints import GuideFetcher, draw, fingerprint
from employees.guide import guide, guides


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.slug)
def test_a_print_is_of_the_text_that_stands(one):
    with pikepdf.open(one.printed) as document:
        assert str(document.docinfo["/Keywords"]) == fingerprint(one), "run manage.py draw_guides"


def test_what_changed_is_one_page():
    with pikepdf.open(guide("perubahan").printed) as document:
        assert len(document.pages) == 1


def test_a_guide_is_drawn_with_its_pictures():
    one = guide("masyarakat")

    with pikepdf.open(BytesIO(draw(one))) as document:
        pictures = sum(len(page.get_images()) for page in document.pages)

    assert pictures == len(one.pictures)


@pytest.mark.parametrize(
    "url", ["static:guide/../css/kinerja.css", "file:///etc/passwd", "https://contoh.id/a.png"]
)
def test_a_print_takes_nothing_but_its_pictures(url):
    with pytest.raises(ForbiddenURLError):
        GuideFetcher().fetch(url)
