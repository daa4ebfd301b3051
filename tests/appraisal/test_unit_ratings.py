"""The organisation's result by window: who sets it, what follows it, what stays (text lines 3870-3884)."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import unit_rating_setting, unit_results
from appraisal.models import Evaluation, Evidence, Period, UnitRating, WindowCode
from appraisal.paperwork import result_at_signature
from appraisal.rating import Rating
from appraisal.unit_rating_setting import Leaders
from appraisal.workflow import Refused
from employees.models import Notification, Unit
from tests import factories, queries

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


def rate(unit, predicate, period, window=WindowCode.YEAR, **fields):
    return UnitRating.objects.create(
        unit=unit, period=period, window=window, predicate=predicate, set_on=timezone.localdate(), **fields
    )


@pytest.fixture
def period(agency):
    return factories.make_period(rhythm="QUARTERLY")


def last_year(period):
    return Period.objects.create(
        year=period.year - 1,
        starts_on=period.starts_on.replace(year=period.year - 1),
        ends_on=period.ends_on.replace(year=period.year - 1),
        targets_due_on=period.starts_on.replace(year=period.year - 1, day=31),
    )


# --- which value counts ------------------------------------------------------------------
def test_a_late_yearly_result_is_that_of_the_year_before(agency, period):
    """Line 3880."""
    evaluation = factories.make_evaluation(agency, "ASSESSED", period=period)
    rate(agency.section, "GOOD", last_year(period))
    assert unit_results.counted(evaluation).words == "Baik (capaian tahun sebelumnya)"
    assert (
        unit_results.Results(period).counted(evaluation.appraisal).words == "Baik (capaian tahun sebelumnya)"
    )


def test_a_late_periodic_result_has_none_of_the_year_before(agency, period):
    """Line 3880 speaks of the yearly result alone; a quarter prints its own, a provisional one, or '–'."""
    evaluation = factories.make_evaluation(agency, "ASSESSED", period=period)
    before = last_year(period)
    for window in (WindowCode.YEAR, WindowCode.Q1):
        rate(agency.section, "GOOD", before, window)
    evaluation.window = WindowCode.Q1
    of_quarter = unit_results.Results(period)
    assert unit_results.counted(evaluation).words == "–"
    assert unit_results.OfTeam([evaluation]).counted(evaluation).words == "–"
    assert of_quarter.counted(evaluation.appraisal, WindowCode.Q1).words == "–"
    rate(agency.section, "POOR", period, WindowCode.Q1, provisional=True)
    assert unit_results.counted(evaluation).words == "Kurang (sementara)"
    again = unit_results.Results(period)
    assert again.counted(evaluation.appraisal, WindowCode.Q1).words == "Kurang (sementara)"


def test_a_window_never_borrows_from_another_window(agency, period):
    evaluation = factories.make_evaluation(agency, "ASSESSED", period=period)
    rate(agency.section, "OUTSTANDING", period, WindowCode.Q1)
    assert unit_results.counted(evaluation).words == "–"


def test_the_heads_rating_follows_the_result_of_the_window(agency, period):
    evaluation = factories.make_evaluation(agency, "ASSESSED", employee=agency.superior, period=period)
    rate(agency.section, "OUTSTANDING", period)
    rate(agency.section, "NEEDS_IMPROVEMENT", period, WindowCode.Q2)
    assert unit_results.headed(evaluation).of_head is Rating.ABOVE
    evaluation.window = WindowCode.Q2
    assert unit_results.headed(evaluation).of_head is Rating.BELOW
    assert "berubah" in unit_results.contradiction(evaluation, "MEETS")
    evaluation.window = WindowCode.Q3
    assert unit_results.headed(evaluation).of_head is None
    assert unit_results.contradiction(evaluation, "MEETS") == ""


def test_a_final_value_reaches_every_unsigned_evaluation_and_no_signed_document(agency, period):
    signed = factories.make_evaluation(agency, "ASSESSED", period=period)
    rating = rate(agency.section, "GOOD", period, provisional=True)
    for status in ("RATED", "DELIVERED"):
        factories._walk_to(signed, status)
    unsigned = factories.make_evaluation(agency, "ASSESSED", employee=agency.colleague, period=period)
    rating.predicate, rating.provisional = "OUTSTANDING", False
    unit_rating_setting.store([rating], by=agency.personnel.user)
    signed = Evaluation.objects.get(pk=signed.pk)
    assert result_at_signature(signed).words == "BAIK (sementara)"
    assert unit_results.counted(unsigned).words == "Istimewa"


# --- who sets it ------------------------------------------------------------------------
def test_the_head_of_the_nearest_unit_upward_sets_it(agency):
    leaders = Leaders()
    assert leaders.setter(agency.section) == agency.head
    assert leaders.setter(agency.office) == agency.mayor
    assert leaders.setter(agency.root) is None
    assert leaders.below(agency.head) == [agency.section]
    assert leaders.below(agency.superior) == []


def test_who_heads_two_units_in_a_line_sets_neither_himself(agency):
    Unit.objects.filter(pk=agency.office.pk).update(head=agency.superior)
    leaders = Leaders()
    assert leaders.setter(agency.section) == agency.mayor
    assert leaders.below(agency.superior) == []


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("head", True),
        ("personnel", True),
        ("superior", False),
        ("staff", False),
        ("unit_personnel", False),
        ("auditor", False),
    ],
)
def test_the_leader_above_and_the_agencys_personnel_set_it(agency, period, who, may):
    rating = UnitRating(unit=agency.section, period=period, predicate="GOOD")
    person = getattr(agency, who)
    if may:
        assert unit_rating_setting.store([rating], by=person.user) == 1
        assert rating.set_by == person
    else:
        with pytest.raises(Refused, match="ditetapkan oleh Hendra Kepala atau kepegawaian"):
            unit_rating_setting.store([rating], by=person.user)


def test_personnel_never_set_the_result_of_a_unit_they_head(agency, period):
    Unit.objects.filter(pk=agency.section.pk).update(head=agency.personnel)
    agency.section.refresh_from_db()
    with pytest.raises(Refused, match="ditetapkan oleh"):
        unit_rating_setting.store(
            [UnitRating(unit=agency.section, period=period, predicate="GOOD")], by=agency.personnel.user
        )


def test_the_head_is_told_and_whoever_rated_him_already_rates_anew(agency, period):
    evaluation = factories.make_evaluation(agency, "RATED", employee=agency.superior, period=period)
    rating = UnitRating(unit=agency.section, period=period, predicate="OUTSTANDING")
    unit_rating_setting.store([rating], by=agency.personnel.user)
    told = Notification.objects.filter(key__startswith="unit-result:")
    assert {row.employee for row in told} == {agency.superior, agency.head}
    assert told.get(employee=agency.head).url == evaluation.get_absolute_url()


# --- the pages ----------------------------------------------------------------------------
def posted(unit, predicate, *, stood=None, **fields):
    stood = stood if stood is not None else ["", False, ""]
    values = {"predicate": predicate, "basis": "", "stood": json.dumps(stood)} | fields
    return {f"{unit.uuid}-{name}": value for name, value in values.items()}


def test_a_leader_sets_the_units_below_him_in_a_window(agency, period, client):
    factories.sign_in(client, agency.head)
    url = reverse("team_unit_ratings") + "?masa=TW1"
    assert [row.unit for row in client.get(url).context["rows"]] == [agency.section]
    assert client.post(url, posted(agency.section, "GOOD", basis="LKJ TW1")).status_code == 302
    rating = UnitRating.objects.get()
    assert (rating.window, rating.predicate, rating.basis, rating.set_by) == (
        "TW1", "GOOD", "LKJ TW1", agency.head,
    )  # fmt: skip


def test_a_leader_without_units_below_reads_whom_to_ask(agency, period, client):
    factories.sign_in(client, agency.staff)
    assert "Tidak ada unit yang Anda tetapkan" in client.get(reverse("team_unit_ratings")).content.decode()


def test_a_stale_page_leaves_alone_what_it_did_not_touch(agency, period, client):
    factories.sign_in(client, agency.head)
    rate(agency.section, "POOR", period)
    stale = posted(agency.section, "GOOD", stood=["GOOD", False, ""])
    assert client.post(reverse("team_unit_ratings"), stale).status_code == 302
    assert UnitRating.objects.get().predicate == "POOR"


def test_a_value_that_somebody_else_set_meanwhile_is_not_overwritten(agency, period, client):
    factories.sign_in(client, agency.head)
    rate(agency.section, "POOR", period)
    stale = posted(agency.section, "OUTSTANDING", stood=["GOOD", False, ""])
    response = client.post(reverse("team_unit_ratings"), stale)
    assert response.status_code == 409
    assert "Istimewa" in response.content.decode()
    assert "Kurang" in response.content.decode()
    assert UnitRating.objects.get().predicate == "POOR"


def address(agency, period, window="TW1"):
    return reverse("unit_rating", args=[agency.section.uuid, period.year, window])


def test_one_unit_keeps_its_documents_and_every_value_with_who_set_it(agency, period, client):
    factories.sign_in(client, agency.head)
    url = address(agency, period)
    first = {"predicate": "GOOD", "provisional": "on", "basis": "LKJ", "link": "https://berkas.example/lkj"}
    assert client.post(url, first).status_code == 302
    factories.sign_in(client, agency.personnel)
    client.post(url, {"predicate": "OUTSTANDING", "basis": "SK 12"})
    shown = client.get(url)
    assert [(one.predicate, one.provisional, one.set_by) for one in shown.context["history"]] == [
        ("OUTSTANDING", False, agency.personnel),
        ("GOOD", True, agency.head),
    ]
    assert Evidence.objects.get().unit_rating == UnitRating.objects.get()
    assert "https://berkas.example/lkj" in shown.content.decode()


def test_one_units_result_is_read_by_those_whom_it_concerns(agency, period, client):
    url = address(agency, period)
    for who, status in (("superior", 200), ("auditor", 200), ("staff", 404), ("unit_personnel", 404)):
        assert factories.sign_in(client, getattr(agency, who)).get(url).status_code == status
    refused = factories.sign_in(client, agency.superior).post(url, {"predicate": "OUTSTANDING"})
    assert refused.status_code == 409
    assert not UnitRating.objects.exists()


def test_a_window_outside_the_rhythm_is_404(agency, period, client):
    factories.sign_in(client, agency.head)
    assert client.get(address(agency, period, "B03")).status_code == 404


def test_the_desk_lists_units_that_lack_a_result_while_evaluations_are_open(agency, period, client):
    Period.objects.filter(pk=period.pk).update(status="OPEN")
    rate(agency.office, "GOOD", period)
    factories.sign_in(client, agency.personnel)
    shown = client.get(reverse("unit_ratings"))
    assert [(window.code, count) for window, count in shown.context["lacks"]] == [("AKHIR", 2)]
    listed = client.get(reverse("unit_ratings"), {"masa": "AKHIR", "belum": "on"}).context["rows"]
    assert [row.unit for row in listed] == [agency.root, agency.section]


def more_units(agency, count):
    for _ in range(count):
        factories.make_unit(parent=agency.office, head=factories.make_employee(login=False))


@pytest.mark.parametrize(("name", "who"), [("team_unit_ratings", "head"), ("unit_ratings", "personnel")])
def test_a_list_asks_no_more_for_many_rows(name, who, agency, period, client):
    more_units(agency, 1)
    factories.sign_in(client, getattr(agency, who))
    queries.assert_constant(client, reverse(name), lambda: more_units(agency, 15))
