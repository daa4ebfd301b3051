"""What the builders put into the official forms: the data, once, in the words of the filled examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appraisal import record
from appraisal.models import (
    ActionPlanItem,
    AnnexLine,
    Appraisal,
    CreditBalance,
    EvaluationStatus,
    Evidence,
    IndicatorManual,
    Period,
    ProgressEntry,
    RoleMatrixCell,
    TargetIndicator,
    WindowCode,
    WorkBlock,
)
from appraisal.papers import registry
from appraisal.papers.credit_points import Line, Row
from appraisal.papers.guidance import Fact
from appraisal.papers.subject import Subject
from employees.models import Membership, Team
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def filled(appraisal: Appraisal, code: str, window: WindowCode = WindowCode.YEAR) -> dict[str, object]:
    return registry.form(code).build(Subject.find(appraisal, window)).context


@pytest.fixture
def official(agency: Agency) -> Appraisal:
    return factories.make_appraisal(agency)


@pytest.fixture
def leader(agency: Agency) -> Appraisal:
    """A leader's SKP: each indicator has a perspective."""
    appraisal = factories.make_appraisal(agency, employee=agency.superior)
    appraisal.leads = True
    appraisal.save(update_fields=["leads"])
    appraisal.targets.update(assigned_by="Kepala Dinas Pendidikan")
    perspective = TargetIndicator.Perspective.RECIPIENTS
    TargetIndicator.objects.filter(target__appraisal=appraisal).update(aspect="", perspective=perspective)
    return appraisal


# --- A: planning ----------------------------------------------------------------------
def test_a_leaders_skp_names_who_assigned_it_and_the_perspective(leader: Appraisal) -> None:
    """A.1.2, line 1421; filled example on page 131: '(penugasan dari Menteri)', 'Penerima Layanan'."""
    context = filled(leader, "A.1.2")

    first = context["sections"][0].targets[0]
    assert first.result == "Laporan layanan 1 tersusun tepat waktu (Penugasan dari Kepala Dinas Pendidikan)"
    assert [(one.text, one.goal, one.aspect) for one in first.indicators] == [
        ("Jumlah laporan yang tersusun", "12 laporan", "Penerima Layanan")
    ]


def test_a_qualitative_skp_tells_indicator_and_target_in_one_sentence(leader: Appraisal) -> None:
    """A.1.1, line 1351; filled example on page 167: '… (Perspektif Penerima Layanan)'."""
    Period.objects.update(approach=Period.Approach.QUALITATIVE)
    leader.period.refresh_from_db()

    context = filled(leader, "A.1.1")

    assert context["measures"] == "Ukuran keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif:"
    (indicator,) = context["sections"][0].targets[0].indicators
    assert (indicator.told, indicator.aspect, context["leads"]) == (
        "Jumlah laporan yang tersusun, 12 laporan",
        "Penerima Layanan",
        True,
    )


def test_an_officials_skp_names_nobody_since_its_second_column_says_it(official: Appraisal) -> None:
    """A.1.7, line 2330."""
    official.targets.update(assigned_by="Kepala Bidang Guru")

    assert (
        filled(official, "A.1.7")["sections"][0].targets[0].result == "Laporan layanan 1 tersusun tepat waktu"
    )


def test_a_form_for_another_kind_prints_with_the_people_and_without_their_data(official: Appraisal) -> None:
    context = filled(official, "A.1.1")

    assert context["appraisee"].name == "Budi Pegawai"
    assert [[one.result for one in part.targets] for part in context["sections"]] == [[""], [""]]


def test_a_manual_is_ticked_where_something_was_chosen(leader: Appraisal) -> None:
    """A.1.3, line 1537."""
    indicator = TargetIndicator.objects.filter(target__appraisal=leader).earliest("pk")
    IndicatorManual.objects.create(
        indicator=indicator, purpose="Mengukur layanan.", quality="OUTCOME", reporting="YEARLY"
    )

    (sheet,) = filled(leader, "A.1.3")["sheets"]

    assert (sheet.indicator, sheet.purpose) == (
        "Jumlah laporan yang tersusun, 12 laporan",
        "Mengukur layanan.",
    )
    assert [one.label for one in (*sheet.quality, *sheet.reporting) if one.chosen] == ["Outcome", "Tahunan"]


def test_the_lines_of_a_work_block_are_numbered_through(leader: Appraisal) -> None:
    """A.1.4, line 1759: A. RUTIN 1., B. TRANSFORMATIF 2."""
    WorkBlock.objects.create(
        appraisal=leader, title="Aplikasi", routine_activities="Pantau\nRawat\n", new_activities="Uji"
    )

    (block,) = filled(leader, "A.1.4")["blocks"]

    assert block.strategy == (("A. RUTIN", [(1, "Pantau"), (2, "Rawat")]), ("B. TRANSFORMATIF", [(3, "Uji")]))


def test_the_matrix_has_three_columns_a_table_and_then_the_teams(agency: Agency, leader: Appraisal) -> None:
    """A.1.5, lines 1959 and 2014."""
    staff = factories.make_appraisal(agency, targets=1)
    for number in (3, 4):
        factories.add_target(leader, f"Hasil {number}", order=number)
    column = leader.targets.first()
    assert column is not None
    RoleMatrixCell.objects.create(
        leader=leader,
        indicator=column.indicators.first(),
        column=column,
        member=agency.staff,
        text="Data mutakhir",
    )
    team = Team.objects.create(
        name="Tim Data", unit=agency.section, leader=agency.staff, starts_on=date(2020, 1, 1)
    )
    Membership.objects.create(team=team, employee=agency.colleague, starts_on=date(2020, 1, 1))
    RoleMatrixCell.objects.create(
        leader=staff, team=team, column=staff.targets.get(), member=agency.colleague, text="Tabel siap"
    )

    first, second, third = filled(leader, "A.1.5")["grids"]

    assert [len(one.columns) for one in (first, second, third)] == [3, 1, 1]
    assert first.lines[0] == (
        "Budi Pegawai",
        "Analis Kepegawaian Ahli Pertama",
        ("Data mutakhir", "TIDAK ADA PERAN", "TIDAK ADA PERAN"),
    )
    assert (third.team, third.leader[0], third.lines[0][2]) == ("Tim Data", "Budi Pegawai", ("Tabel siap",))


def test_a_team_leader_who_is_no_leader_has_a_matrix_too(agency: Agency, official: Appraisal) -> None:
    """Lines 1977-2012."""
    assert not registry.form("A.1.5").fits(Subject.find(official))
    Team.objects.create(name="Tim Data", unit=agency.section, leader=agency.staff, starts_on=date(2020, 1, 1))

    assert registry.form("A.1.5").fits(Subject.find(official))


def test_the_annex_prints_its_three_lists_and_keeps_the_line_of_an_empty_one(official: Appraisal) -> None:
    """A.1.8, line 2485."""
    AnnexLine.objects.create(appraisal=official, kind="RESOURCE", text="Kendaraan operasional")

    assert filled(official, "A.1.8")["parts"] == [
        ("DUKUNGAN SUMBER DAYA", ["Kendaraan operasional"]),
        ("SKEMA PERTANGGUNGJAWABAN", [""]),
        ("KONSEKUENSI", [""]),
    ]


# --- B: the running year --------------------------------------------------------------
def test_action_plan_and_documentation_go_result_by_result(official: Appraisal) -> None:
    """B.1.1 and B.1.2, lines 2739 and 2786; what was dropped is not planned any more."""
    target = official.targets.first()
    assert target is not None
    ActionPlanItem.objects.create(
        appraisal=official, target=target, text="Susun draf", due_on=date(2026, 3, 31)
    )
    ActionPlanItem.objects.create(appraisal=official, target=target, text="Batal", state="DROPPED")
    entry = ProgressEntry.objects.create(
        appraisal=official, target=target, day=date(2026, 4, 2), text="Draf selesai"
    )
    Evidence.objects.create(entry=entry, title="draf.pdf", link="https://contoh.example/draf")

    plan, documented = (filled(official, code)["rows"][0] for code in ("B.1.1", "B.1.2"))

    assert plan.actions == documented.actions == ("Susun draf (31 Maret 2026)",)
    assert plan.reached == ("", "")
    assert documented.reached == ("2 Apr 2026: Draf selesai (bukti dukung: draf.pdf)",)


def test_the_feedback_record_is_about_its_window(official: Appraisal) -> None:
    """B.1.5, line 3059: of a quarter only what was said and documented in its months."""
    target = official.targets.first()
    assert target is not None
    indicator, year = target.indicators.get(), official.period.year
    for month, figure in ((2, 3), (5, 7)):
        day = date(year, month, 1)
        record.add(
            official,
            source=f"note:{month}",
            giver_role="LEADER",
            shown_name="Siti",
            text=f"Bulan {month}",
            day=day,
            target=target,
        )
        ProgressEntry.objects.create(
            appraisal=official, target=target, indicator=indicator, day=day, text="Laporan", achieved=figure
        )

    quarter = filled(official, "B.1.5", WindowCode.Q1)
    year_row = filled(official, "B.1.5")["sections"][0].targets[0]

    first = quarter["sections"][0].targets[0]
    assert quarter["window"] == "TRIWULAN I"
    assert (first.feedback, first.indicators[0].achieved) == (("Pimpinan: Bulan 2",), "3 laporan")
    assert (len(year_row.feedback), year_row.indicators[0].achieved) == (2, "7 laporan")


def test_leaders_forms_ask_for_the_appraisers_agency(leader: Appraisal) -> None:
    """Row 5 INSTANSI of B.1.4 and C.1.2, lines 2997 and 4491."""
    assert filled(leader, "B.1.4")["from_agency"]
    assert filled(leader, "C.1.2")["from_agency"]
    assert not filled(leader, "B.1.6")["from_agency"]


def test_a_wish_for_help_prepares_the_coaching(official: Appraisal) -> None:
    """Lines 3199-3205: progress and obstacle; what was answered needs none."""
    target = official.targets.first()
    assert target is not None
    wish = {
        "appraisal": official,
        "target": target,
        "indicator": target.indicators.get(),
        "day": TODAY(),
        "help_wanted": True,
    }
    ProgressEntry.objects.create(text="Setengah", achieved=6, obstacle="Data terlambat", **wish)
    ProgressEntry.objects.create(text="Sudah", helped_at=timezone.now(), **wish)

    assert filled(official, "B.1.6")["facts"] == [
        Fact("Jumlah laporan yang tersusun: 12 laporan", "6 laporan", "Data terlambat")
    ]


# --- C and D --------------------------------------------------------------------------
def test_before_the_signature_the_result_prints_all_choices(official: Appraisal) -> None:
    """Line 4375: 'pilih salah satu'; no draft rating ever reaches a paper."""
    context = filled(official, "C.1.3")

    assert context["result"] == "ISTIMEWA/ BAIK/ BUTUH PERBAIKAN/ KURANG/ SANGAT KURANG"
    assert context["results_rating"] == "DIATAS EKSPEKTASI/ SESUAI EKSPEKTASI/ DIBAWAH EKSPEKTASI"
    assert context["predicate"] == "SANGAT BAIK/ BAIK/ BUTUH PERBAIKAN/ KURANG (MISCONDUCT)/ SANGAT KURANG"
    assert context["curve"] is None


def test_a_void_evaluation_is_none(agency: Agency) -> None:
    factories.make_period()
    evaluation = factories.make_evaluation(agency, EvaluationStatus.OPEN)
    evaluation.status = EvaluationStatus.VOID
    evaluation.save(update_fields=["status"])

    assert Subject.find(evaluation.appraisal).evaluation is None


# --- credit points --------------------------------------------------------------------
@pytest.fixture
def functional(agency: Agency) -> Appraisal:
    """A first year 'Baik' as Ahli Pertama on top of 30 points brought along."""
    period = factories.make_period(targets_due_on=date(TODAY().year, 12, 31))
    CreditBalance.objects.create(
        employee=agency.staff,
        on_day=date(period.year - 1, 12, 31),
        level="Ahli Pertama",
        rank="III/a",
        level_points=Decimal(30),
        rank_points=Decimal(30),
        recorded_by=agency.personnel,
    )
    return factories.make_evaluation(agency, EvaluationStatus.FINAL).appraisal


def test_the_three_papers_of_credit_points(functional: Appraisal) -> None:
    """PermenPANRB 1/2023 article 37 (1): Baik is 100 % of the yearly coefficient."""
    year = functional.period.year
    (line,) = filled(functional, "KONVERSI")["lines"]
    accumulated, rows = filled(functional, "AKUMULASI"), filled(functional, "PAK")["rows"]

    assert line == Line(year, 12, "BAIK", "100%", "12,5", "12,50")
    assert (accumulated["lines"], accumulated["sum"]) == ([line], "12,50")
    assert rows[1] == Row("AK JF lama", "30,00", "-", "30,00")
    assert rows[3] == Row("AK Konversi", "-", "12,50", "12,50")
    assert rows[5] == Row("TOTAL ANGKA KREDIT KUMULATIF", "30,00", "12,50", "42,50")


def test_who_holds_no_functional_post_is_offered_no_credit_points(
    agency: Agency, functional: Appraisal
) -> None:
    functional.parties.filter(role="APPRAISEE").update(level="")

    fits = [registry.form(code).fits(Subject.find(functional)) for code in ("KONVERSI", "AKUMULASI", "PAK")]

    assert fits == [False] * 3


# --- cost -----------------------------------------------------------------------------
@pytest.mark.parametrize("code", ["A.1.3", "A.1.5", "B.1.2", "B.1.4", "C.1.2"])
def test_a_builder_asks_the_same_few_questions_however_long_the_year(code: str, leader: Appraisal) -> None:
    def grow(more: int) -> None:
        for number in range(more):
            target = factories.add_target(leader, f"Hasil {number}", order=number + 5)
            indicator = target.indicators.get()
            ProgressEntry.objects.create(
                appraisal=leader, target=target, indicator=indicator, day=TODAY(), text="Laporan"
            )
            IndicatorManual.objects.create(indicator=indicator)

    grow(1)
    few = asked(leader, code)
    grow(20)

    assert asked(leader, code) == few <= 14


def asked(appraisal: Appraisal, code: str) -> int:
    appraisal = Appraisal.objects.select_related("period", "employee", "unit").get(pk=appraisal.pk)
    with CaptureQueriesContext(connection) as captured:
        filled(appraisal, code)
    return len(captured)
