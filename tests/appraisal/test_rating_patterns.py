"""Patterns of ratings: what is counted, who reads it, what is too little to be shown, and what each figure says."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import pattern_job, pattern_words, rating_patterns, record, tasks
from appraisal.fairness import FEWEST, Kind
from appraisal.models import (
    Evaluation,
    GiverRole,
    ItemRating,
    OverallRating,
    PartyRole,
    Period,
    ProgressEntry,
    RatingPattern,
)  # fmt: skip
from appraisal.values import Value
from employees.models import Employee, Job
from feedback.models import FeedbackRound
from tests import factories, queries
from tests.appraisal.rated_teams import HIGH, MIXED, lead, rated_team
from tests.exported import listed
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> Period:
    return factories.make_period(status=Period.Status.OPEN)


@pytest.fixture
def teams(agency: Agency, period: Period) -> dict[str, list[Evaluation]]:
    """`superior` rates far higher than eleven other appraisers of the agency do; `colleague` has three people."""
    for number in range(11):
        unit = agency.office if number % 2 else agency.other_office
        rated_team(lead(unit), unit, MIXED, period=period)
    return {
        "superior": rated_team(agency.superior, agency.section, HIGH, period=period, reviewer=agency.head),
        "colleague": rated_team(
            agency.colleague, agency.section, MIXED[-3:], period=period, reviewer=agency.head
        ),
    }


def pattern_of(appraiser: Employee) -> RatingPattern:
    return RatingPattern.objects.get(appraiser=appraiser)


def shown(client: Client, who: Employee, name: str = "rating_patterns", **asked: str) -> str:
    return sign_in(client, who).get(reverse(name), asked).content.decode()


# --- counting -----------------------------------------------------------------------------------
def test_each_appraiser_and_each_office_gets_a_pattern_with_its_findings(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period
) -> None:
    assert rating_patterns.renew(period, "AKHIR") == 13 + 2
    high = pattern_of(agency.superior)
    assert (high.people, high.unit, sum(high.given)) == (10, agency.section, 10)
    assert [Kind(one["kind"]) for one in high.findings] == [Kind.LENIENT]
    others = RatingPattern.objects.of_appraisers().exclude(pk=high.pk)
    assert all(one.findings == [] for one in others)
    assert {one.unit for one in RatingPattern.objects.of_units()} == {agency.office, agency.other_office}


def test_counting_again_changes_nothing_and_keeps_addresses(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period
) -> None:
    rating_patterns.renew(period, "AKHIR")
    before = set(RatingPattern.objects.values_list("uuid", "appraiser", "people"))
    rating_patterns.renew(period, "AKHIR")
    assert set(RatingPattern.objects.values_list("uuid", "appraiser", "people")) == before


def test_only_what_the_appraiser_gave_and_was_signed_counts_and_never_a_head_of_a_unit(
    agency: Agency, period: Period
) -> None:
    """Personnel read ratings from DELIVERED on; a head's results rating follows the unit's result."""
    signed = rated_team(agency.superior, agency.section, MIXED[:6], period=period)
    rated_team(agency.superior, agency.section, HIGH, period=period, status="RATED")
    agency.other_office.head = signed[0].appraisal.employee
    agency.other_office.save()
    OverallRating.objects.create(
        evaluation=signed[1], origin="OBJECTION", by=agency.head, given_at=timezone.now(), results="ABOVE",
        results_reason="Keberatan.", behaviour="ABOVE", behaviour_reason="Keberatan.",
    )  # fmt: skip
    rows = list(rating_patterns.rated(period, "AKHIR"))
    assert [row.evaluation for row in rows] == [one.pk for one in signed[1:]]
    assert {(row.results, row.behaviour) for row in rows} == {("MEETS", "MEETS")}


def test_the_unit_of_an_appraiser_is_the_lowest_that_holds_all_the_people(agency: Agency) -> None:
    paths = [agency.section.path, agency.office.path]
    assert rating_patterns.lowest(paths) == agency.office.path
    assert rating_patterns.lowest([*paths, agency.other_office.path]) == agency.root.path


def test_the_night_counts_what_was_signed_since_and_the_day_waits(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "NIGHT_ENDS", 0)
    tasks.renew_patterns()
    assert not RatingPattern.objects.exists()
    monkeypatch.setattr(tasks, "NIGHT_ENDS", 24)
    tasks.renew_patterns()
    assert RatingPattern.objects.exists()
    assert rating_patterns.renew_stale() == 0
    Evaluation.objects.filter(pk=teams["superior"][0].pk).update(
        signed_at=timezone.now() + timedelta(minutes=1)
    )
    assert rating_patterns.renew_stale() == 1


# --- who reads ----------------------------------------------------------------------------------
def test_personnel_read_their_subtree_and_the_reviewer_the_appraisers_below(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    rating_patterns.renew(period, "AKHIR")
    name = agency.superior.full_name
    assert name in shown(client, agency.unit_personnel)
    assert name not in shown(client, agency.other_unit_personnel)
    assert name in shown(client, agency.head, "team_patterns")
    page = pattern_of(agency.superior).get_absolute_url()
    assert sign_in(client, agency.superior).get(page).status_code == 404
    assert sign_in(client, agency.head).get(page).status_code == 200


def test_nobody_reads_the_pattern_of_his_own_appraiser_whatever_his_office(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    rating_patterns.renew(period, "AKHIR")
    own = factories.make_appraisal(agency, employee=agency.personnel, period=period)
    own.parties.filter(role=PartyRole.APPRAISER).update(employee=agency.superior)
    page = pattern_of(agency.superior).get_absolute_url()
    assert sign_in(client, agency.personnel).get(page).status_code == 404
    assert agency.superior.full_name not in shown(client, agency.personnel)
    assert sign_in(client, agency.auditor).get(page).status_code == 200


def test_a_leader_reads_counts_of_the_subtree_and_no_names(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    rating_patterns.renew(period, "AKHIR")
    agency.root.head = agency.stranger
    agency.root.save()
    told = shown(client, agency.stranger, "team_patterns")
    assert "12 pejabat penilai" in told
    assert agency.superior.full_name not in told
    agency.root.head, agency.section.head = None, agency.stranger
    agency.root.save()
    agency.section.save()
    assert f"Kurang dari {FEWEST} pejabat penilai" in shown(client, agency.stranger, "team_patterns")


def test_below_k_neither_list_nor_page_nor_file_shows_a_figure(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    rating_patterns.renew(period, "AKHIR")
    few = pattern_of(agency.colleague)
    assert pattern_words.signs(few) == []
    assert "Terlalu sedikit" in sign_in(client, agency.personnel).get(few.get_absolute_url()).content.decode()
    asked = {"q": agency.colleague.name}
    assert f"Kurang dari {FEWEST} pegawai" in shown(client, agency.personnel, **asked)
    [line] = listed("daftar-keadilan", agency.personnel, **asked)
    assert [*line.values()][4:] == [3, *[None] * 6, f"kurang dari {FEWEST} pegawai"]


def test_the_file_holds_what_the_list_shows(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    rating_patterns.renew(period, "AKHIR")
    [line] = listed("daftar-keadilan", agency.personnel, temuan="LENIENT")
    assert [*line.values()][4:] == [10, 9, 1, 0, 10, 0, 0, "Lebih tinggi dari lazimnya"]


def test_the_agency_has_it_counted_anew_by_a_worker(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    sign_in(client, agency.personnel)
    form = {"tahun": str(period.year), "masa": "AKHIR", "_submission": str(uuid.uuid4())}
    assert client.post(reverse("rating_patterns_renew"), form).status_code == 302
    job = Job.objects.get(kind=pattern_job.KIND)
    pattern_job._work(job)
    assert RatingPattern.objects.exists()
    assert "dihitung" in job.message


def test_the_list_asks_no_more_for_many_appraisers(agency: Agency, period: Period, client: Client) -> None:
    def grow(number: int) -> None:
        RatingPattern.objects.bulk_create(
            RatingPattern(
                period=period, appraiser=lead(agency.office), unit=agency.office, people=9, given=[1] * 9,
                expected=[1.0] * 9, findings=[{"kind": "HALO", "chance": 0.001}], made_at=timezone.now(),
            )
            for _ in range(number)
        )  # fmt: skip

    grow(1)
    sign_in(client, agency.personnel)
    queries.assert_constant(client, reverse("rating_patterns"), lambda: grow(24))


# --- what the figures say -----------------------------------------------------------------------
def sign_named(appraiser: Employee, title: str) -> pattern_words.Sign:
    return next(one for one in pattern_words.signs(pattern_of(appraiser)) if one.title == title)


def test_leniency_is_told_with_counts_and_its_limit(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period, client: Client
) -> None:
    rating_patterns.renew(period, "AKHIR")
    told = sign_named(agency.superior, "Longgar atau ketat")
    assert told.worth
    assert "hasil kerja 9 dari 10" in told.figures
    assert "tidak menunjukkan sebabnya" in told.hides
    page = (
        sign_in(client, agency.personnel).get(pattern_of(agency.superior).get_absolute_url()).content.decode()
    )
    assert told.figures in page
    assert "Diberikan" in page


def test_reasons_that_stand_under_several_names_are_counted(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period
) -> None:
    empty = OverallRating.objects.filter(evaluation__in=teams["superior"][:2])
    empty.update(behaviour_reason="Baik, sesuai ekspektasi.")
    rating_patterns.renew(period, "AKHIR")
    told = sign_named(agency.superior, "Alasan salinan atau kosong")
    assert told.worth
    assert "Dari 20 alasan rating: 20 sama persis" in told.figures
    assert "2 tanpa isi" in told.figures


def test_late_evidence_and_notes_are_counted_in_the_last_days_of_the_window(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period
) -> None:
    appraisal = teams["superior"][0].appraisal
    for days in (3, 10, 20, 29, 29, 200):
        ProgressEntry.objects.create(
            appraisal=appraisal, day=period.ends_on - timedelta(days=days), text="Maju"
        )
    for number, days in enumerate((100, 10)):
        record.add(
            appraisal, source=f"note:{number}", giver_role=GiverRole.LEADER, text="Bagus",
            day=period.ends_on - timedelta(days=days),
        )  # fmt: skip
    rating_patterns.renew(period, "AKHIR")
    evidence = sign_named(agency.superior, "Kebaruan bukti")
    assert evidence.figures.startswith("5 dari 6 catatan realisasi")
    assert evidence.worth
    assert sign_named(agency.superior, "Kebaruan umpan balik").figures.startswith("1 dari 2")


def rate_values(evaluations: list[Evaluation], role: str, rating: str) -> None:
    ItemRating.objects.bulk_create(
        ItemRating(evaluation=one, by_role=role, value=value, rating=rating)
        for one in evaluations
        for value in (Value.COMPETENT, Value.LOYAL)
    )


def test_the_gap_to_ones_own_view_is_told_from_k_people_on(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period
) -> None:
    rate_values(teams["superior"], PartyRole.APPRAISER, "ABOVE")
    rate_values(teams["superior"][: FEWEST - 1], PartyRole.APPRAISEE, "MEETS")
    rating_patterns.renew(period, "AKHIR")
    assert "Belum dapat dibandingkan" in sign_named(agency.superior, "Beda dengan penilaian diri").shows
    rate_values(teams["superior"][FEWEST - 1 : FEWEST], PartyRole.APPRAISEE, "MEETS")
    rating_patterns.renew(period, "AKHIR")
    told = sign_named(agency.superior, "Beda dengan penilaian diri")
    assert (
        told.figures == "5 pegawai: rating nilai dasar rata-rata 1 tingkat di atas penilaian diri pegawainya."
    )


def test_peers_count_only_as_published_and_only_where_they_are_a_group_of_their_own(
    agency: Agency, teams: dict[str, list[Evaluation]], period: Period
) -> None:
    rate_values(teams["superior"], PartyRole.APPRAISER, "ABOVE")
    group = {"groups": ["PEER"], "count": 3, "values": {"COMPETENT": {"MEETS": 3}}, "sentences": []}
    merged = group | {"groups": ["PEER", "OTHER"]}
    statuses = [("PUBLISHED", {"groups": [group]})] * 5
    statuses += [("PUBLISHED", {"groups": [merged]}), ("WITHHELD", {}), ("OPEN", {})]
    for one, (status, result) in zip(teams["superior"], statuses, strict=False):
        FeedbackRound.objects.create(
            appraisal=one.appraisal, origin="PERIOD", status=status, closes_on=period.ends_on,
            proposed_by=agency.superior, result=result,
        )  # fmt: skip
    rating_patterns.renew(period, "AKHIR")
    told = sign_named(agency.superior, "Beda dengan rekan kerja")
    assert told.figures.startswith("5 pegawai: rating nilai dasar rata-rata 1 tingkat di atas")
    assert told.worth
