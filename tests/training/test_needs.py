"""The team's gaps on one page, what the agency lacks, and a session filled from it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from appraisal.models import Evaluation, ItemRating
from tests import exported, factories, queries
from tests.factories import make_evaluation, sign_in
from tests.training.courses import make_course, make_session
from tests.training.test_planning import propose, rate_below
from training import enrolling, gaps, needs, planning
from training.models import Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(agency) -> Evaluation:
    found = make_evaluation(agency, "DELIVERED")
    rate_below(found)
    return found


def listed(agency, evaluation: Evaluation, who: str = "personnel") -> list[tuple[str, str, int, list[str]]]:
    units = getattr(agency, who).user.administered_units()
    return [
        (row.label, row.unit, row.people, [str(course) for course in row.courses])
        for row in needs.of_period(evaluation.appraisal.period, units)
    ]


def test_needs_count_people_by_gap_and_unit_with_the_courses_that_cover_them(agency, delivered):
    course = make_course("=Akuntabilitas", values=["ACCOUNTABLE"])
    other = make_evaluation(agency, "DELIVERED", employee=agency.colleague)
    rate_below(other)
    ItemRating.objects.create(
        evaluation=other, by_role="APPRAISER", target=other.appraisal.targets.first(), rating="BELOW"
    )
    planning.agree(propose(agency.staff, agency.staff, course=course, text="Ikut"), by=agency.superior.user)

    assert listed(agency, delivered) == [
        ("Akuntabel", "Bidang Guru", 2, ["=Akuntabilitas"]),
        ("=Akuntabilitas", "Bidang Guru", 1, ["=Akuntabilitas"]),
        ("Hasil kerja masing-masing", "Bidang Guru", 1, []),
    ]
    assert listed(agency, delivered, "other_unit_personnel") == []


def test_results_below_as_a_whole_are_a_gap_where_no_item_was_rated(agency, client):
    """Item ratings are a setting of the period; the quadrant alone tells too (text lines 4114-4174)."""
    evaluation = make_evaluation(agency, "DELIVERED")
    Evaluation.objects.filter(pk=evaluation.pk).update(predicate="VERY_POOR")
    evaluation.refresh_from_db()

    assert [(gap.label, gap.key) for gap in gaps.of_evaluation(evaluation)] == [
        ("Perilaku kerja", ""), ("Hasil kerja", ""),
    ]  # fmt: skip
    assert {row[0] for row in listed(agency, evaluation)} == {
        "Perilaku kerja secara keseluruhan", "Hasil kerja secara keseluruhan",
    }  # fmt: skip
    members = sign_in(client, agency.superior).get(reverse("team_development")).context["page"]
    assert {len(one.gaps) for one in members} == {0, 2}
    rate_below(evaluation)
    assert [gap.label for gap in gaps.of_evaluation(evaluation)] == ["Akuntabel", "Hasil kerja"]


def test_ratings_that_were_not_delivered_count_for_nothing(agency):
    rated = make_evaluation(agency, "RATED")
    rate_below(rated)
    assert listed(agency, rated) == []


def test_the_file_holds_the_same(agency, delivered, client):
    make_course("Pembukuan", values=["ACCOUNTABLE"])
    sign_in(client, agency.personnel)
    [row] = exported.listed("daftar-kebutuhan-pelatihan", agency.personnel)
    assert [*row.values()][1:] == ["Akuntabel", "Bidang Guru", 1, "Pembukuan"]
    assert "Akuntabel" in client.get(reverse("training_needs"), {"unit": "bidang"}).content.decode()
    assert "Tidak ada yang cocok" in client.get(reverse("training_needs"), {"unit": "xyz"}).content.decode()


def test_a_session_is_filled_from_those_who_need_it_until_it_is_full(agency, delivered, client):
    course = make_course("Akuntabilitas", values=["ACCOUNTABLE"])
    rate_below(make_evaluation(agency, "DELIVERED", employee=agency.colleague))
    item = propose(agency.staff, agency.staff, course=course, text="Ikut")
    planning.agree(item, by=agency.superior.user)
    session = make_session(course, seats=1)
    url = reverse("desk_session_fill", args=[session.uuid])
    found = sign_in(client, agency.unit_personnel).get(url).context["found"]
    assert [(one.employee, len(one.reasons)) for one in found] == [(agency.staff, 2), (agency.colleague, 1)]

    client.post(url, {"pilih": [str(one.employee.uuid) for one in found]})

    row = Enrolment.objects.get()
    assert (row.employee, row.asked_by, row.item, row.status) == (
        agency.staff, agency.unit_personnel, item, "REQUESTED",
    )  # fmt: skip
    again = make_session(course, starts_in=30)
    left = client.get(reverse("desk_session_fill", args=[again.uuid])).context["found"]
    assert [one.employee for one in left] == [agency.colleague]
    assert client.get(url).status_code == 409


def test_personnel_fill_only_from_their_own_units(agency, delivered, client):
    session = make_session(make_course("Akuntabilitas", values=["ACCOUNTABLE"]))
    url = reverse("desk_session_fill", args=[session.uuid])
    assert sign_in(client, agency.other_unit_personnel).get(url).context["found"] == []
    client.post(url, {"pilih": [str(agency.staff.uuid)]})
    assert not Enrolment.objects.exists()


def test_the_superior_sees_the_teams_gaps_on_one_page(agency, delivered, client):
    page = sign_in(client, agency.superior).get(reverse("team_development"))
    members = {one.appraisal.employee: one for one in page.context["page"]}
    assert set(members) == {agency.staff, agency.colleague}
    assert [gap.label for gap in members[agency.staff].gaps] == ["Akuntabel"]
    assert page.context["counted"] == [("Akuntabel", 1)]
    assert "0 dari 20" in page.content.decode()
    assert not sign_in(client, agency.staff).get(reverse("team_development")).context["page"].paginator.count


def test_pages_ask_no_more_for_fifty_than_for_one(agency, delivered, client):
    appraisal, session = delivered.appraisal, make_session(make_course(values=["ACCOUNTABLE"]), seats=99)
    pages = {
        reverse("team_development"): agency.superior,
        reverse("training_needs"): agency.personnel,
        reverse("desk_session_fill", args=[session.uuid]): agency.personnel,
        reverse("development", args=[appraisal.uuid]): agency.superior,
        reverse("training"): agency.staff,
    }

    def counts() -> dict[str, int]:
        return {url: len(queries.of_the_page(sign_in(client, who), url)) for url, who in pages.items()}

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            propose(agency.staff, agency.staff, text=f"Belajar {number}")
            one = make_session(make_course(f"Pelatihan {number}", values=["ACCOUNTABLE"]))
            enrolling.enrol(one, agency.staff, by=agency.staff)
        for _ in range(last - first):
            factories.place(factories.make_employee(login=False), agency.section, agency.superior)
        factories.opening.open_period(appraisal.period, by=agency.personnel)

    grow(0, 1)
    few = counts()
    grow(1, 50)
    assert counts() == few
    assert max(few.values()) <= 12, few
