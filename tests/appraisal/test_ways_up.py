"""Where a page of an appraisal leads back to, and which main entry it stands under, for each kind of reader."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Agency, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
ENTRY = re.compile(r'aria-current="page">(Beranda|Kinerja saya|Tim saya|Umpan balik|Kepegawaian)<')


@pytest.mark.parametrize(
    ("who", "label", "entries"),
    [
        ("staff", "Kinerja saya", {"Kinerja saya"}),
        ("superior", "Tim saya", set()),
        ("auditor", "Daftar kinerja", set()),
        ("unit_personnel", "Daftar kinerja", set()),
    ],
)
def test_an_appraisal_leads_back_to_the_readers_own_list(
    client: Client, agency: Agency, who: str, label: str, entries: set[str]
) -> None:
    evaluation = make_evaluation(agency)
    sign_in(client, getattr(agency, who))

    page = client.get(evaluation.appraisal.get_absolute_url()).content.decode()
    detail = client.get(evaluation.get_absolute_url()).content.decode()

    crumb = re.findall(r'<nav class="breadcrumb".*?</nav>', page, re.DOTALL)
    assert len(crumb) == 1
    assert label in crumb[0]
    assert set(ENTRY.findall(page)) == entries
    assert set(ENTRY.findall(detail)) == entries


@pytest.mark.parametrize("name", ["people", "activation_slips", "exports", "desk_appraisals"])
def test_every_page_of_the_desk_has_its_tabs(client: Client, agency: Agency, name: str) -> None:
    page = sign_in(client, agency.personnel).get(reverse(name)).content.decode()

    tabs = page.partition('aria-label="Kepegawaian"')[2].partition("</nav>")[0]
    assert tabs.count('aria-current="page"') == 1
    assert "Meja kepegawaian" in page
