"""'Peran saya': from one's target up to the PK and the agency's goals; circles never hang it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from appraisal import lineage
from appraisal.models import AgreementIndicator, PerformanceAgreement
from tests import queries
from tests.factories import add_target, make_appraisal, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(agency):
    """Staff → superior → head → PK of the office → goal."""
    top = make_appraisal(agency, employee=agency.head, targets=0)
    middle = make_appraisal(agency, employee=agency.superior, targets=0)
    own = make_appraisal(agency, targets=1)
    agreement = PerformanceAgreement.objects.create(unit=agency.office, period=top.period)
    promise = AgreementIndicator.objects.create(
        agreement=agreement, goal="Pendidikan merata", text="Rasio guru", target="1:20"
    )
    first = add_target(top, "Guru merata di semua kecamatan")
    first.agreement_indicator = promise
    first.save()
    second = add_target(middle, "Data guru mutakhir")
    second.parent = first
    second.save()
    own.targets.update(parent=second)
    return own, first, second


def test_the_path_leads_to_the_goal(client, agency, chain):
    own, first, second = chain
    (path,) = lineage.paths(own)

    assert [station.result for station in path.stations] == [second.result, first.result]
    assert [station.position for station in path.stations] == [
        "Kepala Bidang Guru",
        "Kepala Dinas Pendidikan",
    ]
    assert path.agreement.goal == "Pendidikan merata"
    page = sign_in(client, agency.staff).get(reverse("my_role", args=[own.uuid])).content.decode()
    assert "Pendidikan merata" in page
    assert "Rasio guru" in page


@pytest.mark.parametrize("who", ["staff", "superior", "head", "unit_personnel", "auditor"])
def test_everybody_who_may_see_the_appraisal_sees_the_path(who, client, agency, chain):
    response = sign_in(client, getattr(agency, who)).get(reverse("my_role", args=[chain[0].uuid]))

    assert response.status_code == 200


def test_of_the_superiors_only_the_result_is_shown(client, agency, chain):
    page = sign_in(client, agency.staff).get(reverse("my_role", args=[chain[0].uuid])).content.decode()

    assert "12 laporan" not in page  # the goal of the superiors' indicators


def test_a_circle_does_not_hang(agency, chain):
    own, first, second = chain
    first.parent = second
    first.agreement_indicator = None
    first.save()

    (path,) = lineage.paths(own)
    assert path.broken
    assert len(path.stations) == 2


def test_a_chain_that_is_too_long_stops(agency, chain):
    own, first, _second = chain
    first.agreement_indicator = None
    above = first
    for number in range(20):
        parent = add_target(above.appraisal, f"Tingkat {number}")
        above.parent = parent
        above.save()
        above = parent

    (path,) = lineage.paths(own)
    assert path.broken
    assert len(path.stations) == lineage.LEVELS


def test_a_result_written_as_text_says_so(client, agency, chain):
    own = chain[0]
    own.targets.update(parent=None, parent_text="Layanan prima")
    page = sign_in(client, agency.staff).get(reverse("my_role", args=[own.uuid])).content.decode()

    assert "Layanan prima" in page
    assert "belum ditautkan" in page


def test_one_question_a_level_however_many_targets(client, agency, chain):
    own, _first, second = chain

    def grow():
        for number in range(49):
            target = add_target(own, f"Hasil {number}")
            target.parent = second
            target.save()

    queries.assert_constant(sign_in(client, agency.staff), reverse("my_role", args=[own.uuid]), grow)
