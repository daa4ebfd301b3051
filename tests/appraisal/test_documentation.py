"""Documentation (B.1.2) in the agency's rhythm, the action plan (B.1.1), and evidence that proves several results."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import evidence
from appraisal.documentation import Documentation, chosen, spans
from appraisal.models import (
    ActionPlanItem,
    AnnexLine,
    Evidence,
    Period,
    ProgressEntry,
    Trajectory,
    WindowCode,
)
from tests import factories, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency, "RUNNING")


def period(documentation, year=2026):
    return Period(
        year=year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), documentation=documentation
    )


def log(appraisal, target, day, achieved=None):
    return ProgressEntry.objects.create(
        appraisal=appraisal, target=target, indicator=target.indicators.first(), day=day, text="Laporan",
        achieved=achieved,
    )  # fmt: skip


# --- the rhythm -------------------------------------------------------------------
@pytest.mark.parametrize(("rhythm", "count"), [("WEEKLY", 53), ("MONTHLY", 12), ("QUARTERLY", 4)])
def test_the_year_is_cut_into_the_periods_of_the_agencys_rhythm_without_a_gap(rhythm, count):
    """The agency sets the rhythm of documentation (PermenPANRB 6/2022, text lines 2756-2760)."""
    found = spans(period(rhythm))
    assert len(found) == count
    assert (found[0].starts_on, found[-1].ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    for one, after in pairwise(found):
        assert after.starts_on == one.ends_on + timedelta(days=1)


def test_weeks_run_from_monday_to_sunday():
    first, second = spans(period("WEEKLY"))[:2]
    assert (first.ends_on, second.starts_on) == (date(2026, 1, 4), date(2026, 1, 5))


def test_the_period_of_the_address_is_chosen_else_that_of_today_else_the_last():
    found = spans(period("QUARTERLY"))
    assert chosen(found, "1", date(2026, 8, 1)).label == "Triwulan I"
    assert chosen(found, "x", date(2026, 8, 1)).label == "Triwulan III"
    assert chosen(found, "", date(2027, 8, 1)).label == "Triwulan IV"


# --- evidence and gaps ------------------------------------------------------------
def test_a_result_without_evidence_is_a_gap_and_evidence_counts_in_the_period_of_its_day(agency, appraisal):
    """Evidence proves the result, not the activity (text lines 2781-2783)."""
    first, second = appraisal.targets.all()
    today = timezone.localdate()
    entry = log(appraisal, first, date(today.year, 2, 2))
    kept = evidence.keep_link(entry, "https://contoh.example/laporan")
    year = Documentation(appraisal, date(today.year, 5, 1))
    quarter = year.spans[0]
    assert [row.gap for row in year.of(quarter)] == [False, True]
    assert [row.gap for row in year.of(year.spans[1])] == [True, True]
    kept.also_for.add(second)
    year = Documentation(appraisal, date(today.year, 5, 1))
    assert [row.gap for row in year.of(quarter)] == [False, False]
    assert year.of(quarter)[1].borrowed == [kept]
    gaps = [(gap.span.label, gap.proven, gap.complete, gap.now) for gap in year.gaps()]
    assert gaps == [("Triwulan II", 0, False, True), ("Triwulan I", 2, True, False)]


def test_the_page_names_gaps_and_shows_figures_beside_the_chart(agency, appraisal, client):
    first = appraisal.targets.first()
    today = timezone.localdate()
    for month, figure in ((1, 3), (2, 6), (3, 11)):
        log(appraisal, first, date(today.year, month, 20), figure)
    Trajectory.objects.create(indicator=first.indicators.get(), window="TW1", planned=12)
    factories.sign_in(client, agency.superior)
    text = client.get(reverse("documentation", args=[appraisal.uuid]), {"periode": "1"}).content.decode()
    assert "belum ada bukti" in text
    assert "<polyline" in text
    assert "style=" not in text
    assert "tertinggal dari lintasan" in text
    assert "menurut Triwulan I: 12 laporan" in text


@pytest.mark.parametrize("who", ["staff", "superior"])
def test_the_page_costs_the_same_for_many_results_and_entries(who, agency, appraisal, client):
    first, second = appraisal.targets.all()
    kept = evidence.keep_link(log(appraisal, first, timezone.localdate(), 1), "https://contoh.example/")
    kept.also_for.add(second)
    factories.sign_in(client, getattr(agency, who))

    def grow():
        for number in range(20):
            target = factories.add_target(appraisal, f"Hasil {number}", order=number + 5)
            evidence.keep_link(
                log(appraisal, target, timezone.localdate(), number), "https://contoh.example/"
            )

    queries.assert_constant(client, reverse("documentation", args=[appraisal.uuid]), grow)


# --- reuse --------------------------------------------------------------------------
def reuse_url(appraisal, target):
    return reverse("evidence_reuse", args=[appraisal.uuid, target.uuid])


def test_the_employee_lets_evidence_prove_another_result_and_takes_it_back(agency, appraisal, client):
    first, second = appraisal.targets.all()
    kept = evidence.keep_link(log(appraisal, first, timezone.localdate()), "https://contoh.example/a")
    factories.sign_in(client, agency.staff)
    url = reuse_url(appraisal, second)
    assert "contoh.example/a" in client.get(url).content.decode()
    assert client.post(url, {"version": 0, "evidence": [str(kept.uuid)]}).status_code == 302
    assert list(second.more_evidence.all()) == [kept]
    assert client.post(url, {"version": 0}).status_code == 409
    assert client.post(url, {"version": 1}).status_code == 302
    assert not second.more_evidence.exists()


def test_evidence_of_somebody_else_cannot_be_chosen(agency, appraisal, client):
    other = factories.make_appraisal(agency, "RUNNING", employee=agency.colleague)
    theirs = evidence.keep_link(log(other, other.targets.first(), timezone.localdate()), "https://a.example/")
    target = appraisal.targets.first()
    factories.sign_in(client, agency.staff)
    answer = client.post(reuse_url(appraisal, target), {"version": 0, "evidence": [str(theirs.uuid)]})
    assert answer.status_code == 422
    assert not target.more_evidence.exists()


def test_reused_evidence_shows_at_the_evaluation_of_the_other_result(agency, client):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    appraisal = evaluation.appraisal
    first, second = appraisal.targets.all()
    kept = evidence.keep_link(log(appraisal, first, timezone.localdate()), "https://contoh.example/bukti")
    kept.also_for.add(second)
    factories.sign_in(client, agency.superior)
    text = client.get(evaluation.get_absolute_url()).content.decode()
    assert "Bukti dukung dari hasil kerja lain" in text
    assert Evidence.objects.count() == 1


# --- the action plan ------------------------------------------------------------------
def plan_data(appraisal, text="Menyusun jadwal", milestone="3,5", version=0):
    posted = {"version": str(version)}
    for target in appraisal.targets.all():
        posted[f"aksi-{target.uuid.hex}-0-state"] = "PLANNED"
        posted |= {f"aksi-{target.uuid.hex}-TOTAL_FORMS": "1", f"aksi-{target.uuid.hex}-INITIAL_FORMS": "0"}
    first = appraisal.targets.first()
    row = f"aksi-{first.uuid.hex}-0"
    posted |= {f"{row}-text": text, f"{row}-window": "TW1", f"{row}-state": "PLANNED"}
    posted[f"lintasan-{first.indicators.get().uuid.hex}-TW1"] = milestone
    return posted


@pytest.mark.parametrize("who", ["staff", "superior"])
def test_both_sides_of_the_dialogue_write_actions_and_the_course(who, agency, appraisal, client):
    """The action plan is agreed by leader and employee in the dialogue (B.1.1, text lines 2731-2738)."""
    factories.sign_in(client, getattr(agency, who))
    url = reverse("action_plan", args=[appraisal.uuid])
    assert client.post(url, plan_data(appraisal)).status_code == 302
    action, milestone = ActionPlanItem.objects.get(), Trajectory.objects.get()
    assert (action.text, action.window) == ("Menyusun jadwal", "TW1")
    assert (milestone.window, str(milestone.planned)) == ("TW1", "3.50")
    assert client.post(url, plan_data(appraisal)).status_code == 409  # a second tab
    page = client.get(url)
    assert page.context["sheet"].targets[0].courses[0][WindowCode.Q1].value() == "3,5"


def test_a_milestone_may_be_words_and_is_taken_away_by_emptying_it(agency, appraisal, client):
    factories.sign_in(client, agency.staff)
    url = reverse("action_plan", args=[appraisal.uuid])
    client.post(url, plan_data(appraisal, milestone="Draf selesai"))
    assert (Trajectory.objects.get().text, Trajectory.objects.get().planned) == ("Draf selesai", None)
    row = f"aksi-{appraisal.targets.first().uuid.hex}"
    gone = plan_data(appraisal, milestone="", version=1) | {
        f"{row}-INITIAL_FORMS": "1",
        f"{row}-0-DELETE": "on",
    }
    assert client.post(url, gone).status_code == 302
    assert not Trajectory.objects.exists()
    assert not ActionPlanItem.objects.exists()


def test_an_action_without_words_is_named_and_nothing_is_saved(agency, appraisal, client):
    factories.sign_in(client, agency.staff)
    answer = client.post(reverse("action_plan", args=[appraisal.uuid]), plan_data(appraisal, text=""))
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert not Trajectory.objects.exists()


def test_a_reader_reads_and_does_not_write(agency, appraisal, client):
    ActionPlanItem.objects.create(appraisal=appraisal, target=appraisal.targets.first(), text="Rapat bulanan")
    factories.sign_in(client, agency.head)
    url = reverse("action_plan", args=[appraisal.uuid])
    text = client.get(url).content.decode()
    assert "Rapat bulanan" in text
    assert "data-autosave" not in text
    assert client.post(url, plan_data(appraisal)).status_code == 409


def test_the_plan_costs_the_same_for_many_results(agency, appraisal, client):
    ActionPlanItem.objects.create(appraisal=appraisal, target=appraisal.targets.first(), text="Aksi")
    factories.sign_in(client, agency.staff)

    def grow():
        for number in range(20):
            target = factories.add_target(appraisal, f"Hasil {number}", order=number + 5)
            ActionPlanItem.objects.create(appraisal=appraisal, target=target, text="Aksi")

    queries.assert_constant(client, reverse("action_plan", args=[appraisal.uuid]), grow)


def test_a_promised_resource_that_did_not_come_offers_adjusting_the_expectation(agency, appraisal, client):
    """Promised resources that do not come allow adjusting the expectation (text lines 2441-2443)."""
    AnnexLine.objects.create(appraisal=appraisal, kind="RESOURCE", text="Dua laptop", state="NOT_COME")
    factories.sign_in(client, agency.staff)
    text = client.get(reverse("action_plan", args=[appraisal.uuid])).content.decode()
    assert "Dua laptop" in text
    assert f"{reverse('revision_new', args=[appraisal.uuid])}?sebab=RESOURCE" in text
