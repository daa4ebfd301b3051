"""What peers see lower than the employee himself becomes a gap of his development plan, once it is published."""

from __future__ import annotations

import pytest

from appraisal.models import ItemRating
from tests.factories import Agency, make_evaluation
from tests.feedback import asking
from training import gaps

pytestmark = pytest.mark.django_db


def test_a_published_voice_below_the_self_assessment_is_a_gap(agency: Agency) -> None:
    evaluation = make_evaluation(agency, "RATED")
    for value in ("LOYAL", "ADAPTIVE"):
        ItemRating.objects.create(evaluation=evaluation, by_role="APPRAISEE", value=value, rating="MEETS")
    people = asking.peers_of(agency, 3)
    found = asking.begun(evaluation.appraisal, people, agency.superior)
    for one in people:
        asking.say(found, one, ADAPTIVE="BELOW", LOYAL="ABOVE")
    assert gaps.of_evaluation(evaluation) == [], "nothing is known before the round closes"

    asking.close(found)

    [gap] = gaps.of_evaluation(evaluation)
    assert (gap.source, gap.key) == ("SIDES", "ADAPTIVE")
    assert gap.detail == (
        "Menurut pegawai sesuai ekspektasi, menurut rekan kerja setingkat di bawah ekspektasi."
    )


def test_what_the_appraiser_says_already_is_no_second_gap(agency: Agency) -> None:
    evaluation = make_evaluation(agency, "RATED")
    for role, rating in (("APPRAISEE", "ABOVE"), ("APPRAISER", "BELOW")):
        ItemRating.objects.create(evaluation=evaluation, by_role=role, value="ADAPTIVE", rating=rating)
    people = asking.peers_of(agency, 3)
    found = asking.begun(evaluation.appraisal, people, agency.superior)
    for one in people:
        asking.say(found, one, ADAPTIVE="BELOW")
    asking.close(found)

    assert [gap.source for gap in gaps.of_evaluation(evaluation)] == ["VALUE"]
