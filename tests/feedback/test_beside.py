"""Self beside others: who sees which voice when, the averages, the largest gap in words, and the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from appraisal import workflow
from appraisal.models import Appraisal, Evaluation, ItemRating
from appraisal.values import Value
from feedback import beside
from feedback.beside import Beside, Column
from feedback.picture import OUTLINES, picture
from tests import factories, queries
from tests.factories import Agency, make_evaluation, sign_in
from tests.feedback import asking

LOYAL, ADAPTIVE = Value.LOYAL, Value.ADAPTIVE


def column(key: str, label: str = "Rekan", **scores: str) -> Column:
    return Column(key, label, {Value(value): Decimal(score) for value, score in scores.items()})


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ([], "Penilaian diri belum ada"),
        ([column("peer", LOYAL="2")], "Penilaian diri belum ada"),
        ([column("self", LOYAL="2")], "Belum ada penilaian orang lain"),
        ([column("self", LOYAL="2"), column("peer", LOYAL="1.8")], "hampir sama"),
        ([column("self", LOYAL="2"), column("peer", ADAPTIVE="1")], "hampir sama"),
        (
            [column("self", LOYAL="3", ADAPTIVE="2"), column("peer", LOYAL="2.4", ADAPTIVE="1.2")],
            (
                "Selisih terbesar pada Adaptif: penilaian diri «sesuai ekspektasi», lebih tinggi daripada rekan"
                " («antara di bawah dan sesuai ekspektasi»)."
            ),
        ),
        (
            [column("self", LOYAL="1"), column("peer", LOYAL="3")],
            (
                "Selisih terbesar pada Loyal: penilaian diri «di bawah ekspektasi», lebih rendah daripada rekan"
                " («di atas ekspektasi»)."
            ),
        ),
    ],
)
def test_the_largest_gap_is_named_in_words(columns: list[Column], words: str) -> None:
    assert words in beside.gap_words(Beside(columns))


def test_an_average_is_of_the_published_counts() -> None:
    assert beside.mean({"ABOVE": 2, "MEETS": 1, "BELOW": 0}) == Decimal("2.7")


def test_signs_of_one_score_stand_apart_and_within_the_picture() -> None:
    voices = [column(f"v{number}", f"Suara {number}", LOYAL="3") for number in range(len(OUTLINES))]
    drawn = picture(Beside(voices))
    assert drawn is not None
    signs = drawn.lines[4].signs
    starts = [float(sign.path[1:].split()[0]) for sign in signs]
    assert len(set(starts)) == len(OUTLINES)
    assert max(starts) <= drawn.right
    assert picture(Beside([])) is None


# --- with the database --------------------------------------------------------------------
@pytest.fixture
def rated(agency: Agency) -> Evaluation:
    """Rated, not delivered: the employee thinks more of himself than the appraiser does."""
    evaluation = make_evaluation(agency, "RATED")
    for role, rating in (("APPRAISEE", "ABOVE"), ("APPRAISER", "MEETS")):
        for value in (LOYAL, ADAPTIVE):
            ItemRating.objects.update_or_create(
                evaluation=evaluation, by_role=role, value=value, defaults={"rating": rating}
            )
    return evaluation


def voices(appraisal: Appraisal, agency: Agency, who: str) -> list[str]:
    return [one.key for one in beside.of(appraisal, getattr(agency, who).user).columns]


@pytest.mark.django_db
def test_the_superior_s_view_is_beside_the_others_from_delivery_on(rated: Evaluation, agency: Agency) -> None:
    appraisal = rated.appraisal
    assert voices(appraisal, agency, "staff") == ["self"]
    assert voices(appraisal, agency, "superior") == ["self"]
    assert voices(appraisal, agency, "personnel") == ["self"]
    factories.hold_dialogue(rated, agency.superior)
    workflow.perform(rated, "deliver", by=agency.superior)
    for who in ("staff", "superior", "head", "personnel", "auditor"):
        assert voices(appraisal, agency, who) == ["self", "superior"]


@pytest.fixture
def citizens() -> Iterator[None]:
    """As an app that collects citizens' feedback registers it."""

    @beside.source
    def found(_appraisal: Appraisal) -> Column:
        return Column("citizens", "Masyarakat", {Value.SERVICE_ORIENTED: Decimal("2.6")}, "12 suara")

    yield
    beside._SOURCES.remove(found)


@pytest.mark.django_db
def test_the_page_shows_gap_picture_and_table_with_peers_and_citizens(
    rated: Evaluation, agency: Agency, client: Client, citizens: None
) -> None:
    people = asking.peers_of(agency, 3)
    found = asking.begun(rated.appraisal, people, agency.superior)
    url = reverse("beside", args=[rated.appraisal.uuid])
    assert "Rekan kerja setingkat" not in sign_in(client, agency.staff).get(url).content.decode()
    for one in people:
        asking.say(found, one, ADAPTIVE="BELOW")
    asking.close(found)
    page = client.get(url).content.decode()
    assert "Selisih terbesar pada Adaptif" in page
    for words in ("Diri sendiri", "Rekan kerja setingkat", "3 jawaban", "Masyarakat", "12 suara", "<svg"):
        assert words in page
    assert "kebijakan instansi" in page
    queries.assert_constant(client, url, lambda: None)


@pytest.mark.django_db
def test_with_nothing_said_the_page_says_what_will_fill_it(agency: Agency, client: Client) -> None:
    appraisal = factories.make_appraisal(agency)
    page = sign_in(client, agency.staff).get(reverse("beside", args=[appraisal.uuid]))
    assert "Belum ada yang dapat dibandingkan" in page.content.decode()
