"""The glossary, its one source, and hints for the first visit of a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from employees import hints
from employees.terms import TERMS, grouped
from tests import factories
from tests.factories import Agency

TEMPLATES = Path(settings.BASE_DIR) / "templates"
RULE = re.compile(r"PermenPANRB 6/2022 (Pasal \d+|Lampiran)|Kebijakan instansi")


def slugs_in_templates() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    tags = (tag for text in texts for tag in re.findall(r"{% terms? ([^%]+)%}", text))
    return {slug for tag in tags for slug in re.findall(r'"([a-z0-9-]+)"', tag)}


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.slug)
def test_every_term_says_its_rule_in_whole_sentences(term):
    assert term.text.endswith(".")
    assert RULE.match(term.source)
    assert re.fullmatch(r"[a-z0-9-]+", term.slug)


def test_groups_follow_the_year_and_none_comes_twice():
    names = [name for name, _terms in grouped()]

    assert names == ["Perencanaan", "Pelaksanaan", "Penilaian", "Tindak lanjut", "Kebijakan instansi"]


def test_pages_use_only_terms_that_exist():
    assert slugs_in_templates() - TERMS.keys() == set()


def test_every_term_is_explained_on_a_page_that_uses_it():
    assert TERMS.keys() - slugs_in_templates() == set()


def test_a_term_opens_its_sentence_and_leads_to_the_glossary():
    drawn = Template('{% term "skp" %}').render(Context())

    assert TERMS["skp"].text in drawn
    assert "Pasal 1 angka 4" in drawn
    assert 'href="/istilah/#skp"' in drawn


@pytest.mark.django_db
def test_anybody_signed_in_reads_the_glossary(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.staff)

    page = client.get(reverse("terms")).content.decode()

    assert 'id="keberatan"' in page
    assert TERMS["keberatan"].source in page


@pytest.mark.django_db
def test_a_hint_comes_until_it_is_put_away_and_is_remembered(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.superior)
    title = hints.HINTS["team"].title

    assert title in client.get(reverse("team")).content.decode()
    answer = client.post(reverse("hint_put_away", args=["team"]), {"kembali": reverse("team")})

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("team"))
    assert title not in client.get(reverse("team")).content.decode()
    agency.superior.user.refresh_from_db()
    assert agency.superior.user.hints_put_away == ["team"]


@pytest.mark.django_db
def test_a_superior_of_appraisers_is_told_so_after_what_an_appraiser_is_told(
    agency: Agency, client: Client
) -> None:
    """The head reviews the staff and appraises the superior; the superior reviews nobody."""
    factories.make_appraisal(agency)
    url = reverse("team")
    for who, greeted in ((agency.superior, ["team", "team"]), (agency.head, ["team", "reviews", "team"])):
        factories.sign_in(client, who)
        for code in greeted:
            assert client.get(url).context["first_visit"] == code
            client.post(reverse("hint_put_away", args=[code]), {"kembali": url})
        assert "first-hint" not in client.get(url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://jahat.example/", "//jahat.example/", "javascript:1", ""])
def test_a_hint_never_leads_out_of_the_site(back: str, agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.staff)

    answer = client.post(reverse("hint_put_away", args=["tidak-ada"]), {"kembali": back})

    assert answer.headers["Location"] == reverse("home")
    agency.staff.user.refresh_from_db()
    assert agency.staff.user.hints_put_away == []


@pytest.mark.django_db
def test_the_desk_greets_each_role_by_its_own_hint(agency: Agency) -> None:
    assert hints.desk_code(agency.personnel.user) == "desk_agency"
    assert hints.desk_code(agency.unit_personnel.user) == "desk_unit"
    assert hints.desk_code(agency.auditor.user) == "desk_auditor"
    assert hints.desk_code(agency.head.user) == "desk_leader"
