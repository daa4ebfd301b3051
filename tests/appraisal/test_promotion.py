"""Candidates for promotion: one rule for everybody, told with its figures, decided by nobody here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import promotion
from appraisal.models import Evaluation, PromotionRule
from appraisal.promotion import Line
from employees.dates import dated, months_later
from employees.desk_access import read_units
from employees.models import Employee, Placement
from tests import factories, queries
from tests.appraisal.test_credit_record import finished
from tests.appraisal.test_sanctions import made as make_sanction
from tests.factories import Agency
from tests.training.courses import prove
from training import certificates

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def candidate(agency: Agency) -> Employee:
    """Two years Baik, 40 JP in them, the same post since 2020, no sanction: what the rule asks without a version."""
    for back in (2, 1):
        finished(agency, TODAY().year - back)
        learn(agency, date(TODAY().year - back, 6, 1))
    return agency.staff


def learn(agency: Agency, day: date, hours: int = 20) -> None:
    """Training that personnel verified."""
    row = prove(agency.staff, hours=hours, starts_on=day, ends_on=day)
    certificates.verify(row, by=agency.personnel.user, hours=hours, note="", drawn=row.version)


def line(person: Employee) -> Line | None:
    found = promotion.standard()
    rows = promotion.people(found.day).filter(employee=person)
    return promotion.line_of(rows, found, promotion.conditions(found))


def unmet(person: Employee) -> list[tuple[str, str]]:
    """(condition, what is missing) by the page; the list must agree."""
    found = promotion.standard()
    told = line(person)
    assert told is not None
    rows = promotion.people(found.day).filter(employee=person)
    assert [not one.unmet for one in promotion.verdicts(rows, found, promotion.conditions(found))] == [
        not told.unmet
    ]
    return [(one.short, one.told.missing) for one in told.unmet]


def new_rule(agency: Agency, **fields: Any) -> PromotionRule:
    version = PromotionRule.objects.count()
    rule = PromotionRule(**{"change": "Ditetapkan kepala BKPSDM."} | fields)
    made = promotion.publish(rule, by=agency.personnel, drawn=version)
    assert made is not None
    return made


def test_without_a_version_two_years_baik_and_twenty_jp_a_year_are_asked(candidate: Employee) -> None:
    """domain.md section 8 (rank without a vacancy: at least Baik for two years) and section 11 (20 JP a year)."""
    found = line(candidate)
    assert found is not None
    year = TODAY().year
    assert [(one.short, one.told.figure) for one in found.met] == [
        ("Predikat", f"{year - 2} Baik, {year - 1} Baik"),
        ("Masa jabatan", "Sejak 1 Januari 2020"),
        ("Hukuman disiplin", "Tidak ada"),
        ("JP", "40 dari 40 JP"),
    ]
    assert unmet(candidate) == []


def test_a_year_below_baik_or_without_a_final_result_is_named(agency: Agency, candidate: Employee) -> None:
    year = TODAY().year - 1
    rows = Evaluation.objects.filter(appraisal__period__year=year)
    rows.update(predicate="NEEDS_IMPROVEMENT")
    assert unmet(candidate) == [("Predikat", f"Predikat {year} di bawah Baik.")]
    rows.update(predicate="GOOD", status="DELIVERED", final_at=None)
    assert unmet(candidate) == [("Predikat", f"Hasil final {year} belum ada.")]


def test_a_rule_may_ask_for_more_good_years(agency: Agency, candidate: Employee) -> None:
    new_rule(agency, very_good=1)
    assert unmet(candidate) == [("Predikat", "Sangat Baik baru 0 dari 1 kali.")]
    Evaluation.objects.filter(appraisal__period__year=TODAY().year - 2).update(predicate="VERY_GOOD")
    assert unmet(candidate) == []
    new_rule(agency, years=3)
    assert unmet(candidate) == [("Predikat", f"Hasil final {TODAY().year - 3} belum ada.")]


def test_hours_count_since_the_first_year_and_only_verified(agency: Agency, candidate: Employee) -> None:
    learn(agency, date(TODAY().year - 3, 12, 31))
    prove(candidate, hours=20)
    new_rule(agency, hours=45)
    assert unmet(candidate) == [("JP", "Kurang 5 JP.")]


def test_a_sanction_counts_while_it_holds_and_as_long_after_as_the_rule_says(
    agency: Agency, candidate: Employee
) -> None:
    row = make_sanction(agency)
    assert row.ends_on is not None
    assert unmet(candidate) == [("Hukuman disiplin", f"Terpenuhi sesudah {dated(row.ends_on)}.")]
    row = make_sanction(
        agency, employee=agency.colleague, decided_on=(day := TODAY() - timedelta(days=230)), starts_on=day
    )
    assert "Hukuman disiplin" not in dict(unmet(agency.colleague))
    new_rule(agency, after_sanction=12)
    assert row.ends_on is not None
    free = dated(months_later(row.ends_on, 12))
    assert dict(unmet(agency.colleague))["Hukuman disiplin"] == f"Terpenuhi sesudah {free}."


def test_a_written_reprimand_has_no_term_and_hinders_nobody(agency: Agency, candidate: Employee) -> None:
    make_sanction(agency, kind="WRITTEN")
    assert unmet(candidate) == []


def test_another_post_in_between_begins_the_time_anew_and_another_unit_does_not(
    agency: Agency, candidate: Employee
) -> None:
    post = candidate.placements.get()
    moved = months_later(TODAY(), -6)
    Placement.objects.filter(pk=post.pk).update(ends_on=moved - timedelta(days=1))
    factories.place(candidate, agency.office, agency.head, starts_on=moved)
    assert unmet(candidate) == []
    Placement.objects.filter(pk=post.pk).update(position=factories.make_position("Arsiparis Terampil"))
    assert unmet(candidate) == [
        ("Masa jabatan", f"Genap 2 tahun pada {dated(months_later(moved, 24))}."),
    ]


def test_a_lowest_rank_is_asked_where_the_rule_names_one(agency: Agency, candidate: Employee) -> None:
    new_rule(agency, lowest_rank="III/b")
    assert unmet(candidate) == [("Golongan", "Paling rendah Penata Muda Tingkat I (III/b).")]
    Employee.objects.filter(pk=candidate.pk).update(rank="IV/a")
    assert unmet(candidate) == []


@pytest.mark.parametrize("fields", [{"kind": "PPPK"}, {"active": False}, {"legal_status": "UNPAID_LEAVE"}])
def test_only_civil_servants_in_service_are_looked_at(candidate: Employee, fields: dict[str, Any]) -> None:
    Employee.objects.filter(pk=candidate.pk).update(**fields)
    assert line(candidate) is None


# --- who sees what --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("personnel", True), ("unit_personnel", True), ("auditor", True), ("head", True), ("superior", True),
        ("other_unit_personnel", False), ("colleague", False),
    ],
)  # fmt: skip
def test_the_desk_reads_its_units_and_heads_read_theirs(
    agency: Agency, candidate: Employee, who: str, sees: bool
) -> None:
    rows = promotion.among(read_units(getattr(agency, who).user), promotion.standard())
    assert rows.filter(employee=candidate).exists() is sees


def test_a_head_learns_nothing_of_a_sanction(agency: Agency, candidate: Employee, client: Client) -> None:
    """No superior reads one (sanctions); a head's list and page stand as if there was none."""
    make_sanction(agency)
    url, one = reverse("desk_promotions"), reverse("desk_promotion", args=[candidate.uuid])
    factories.sign_in(client, agency.superior)
    assert [row.post.employee for row in client.get(url).context["lines"]] == [candidate]
    assert "Sampai" not in client.get(one).content.decode()
    factories.sign_in(client, agency.unit_personnel)
    assert client.get(url).context["lines"] == []
    assert "Terpenuhi sesudah" in client.get(one).content.decode()


def test_everybody_reads_what_he_himself_still_lacks(agency: Agency, client: Client) -> None:
    page = factories.sign_in(client, agency.staff).get(reverse("my_promotion")).content.decode()
    assert "Apa yang masih kurang" in page
    assert "Kurang 40 JP." in page
    Employee.objects.filter(pk=agency.staff.pk).update(kind="PPPK")
    assert "Berlaku bagi PNS" in client.get(reverse("my_promotion")).content.decode()


# --- the list -------------------------------------------------------------------------
def test_the_list_narrows_by_what_is_missing(agency: Agency, candidate: Employee, client: Client) -> None:
    factories.sign_in(client, agency.unit_personnel)

    def found(**asked: str) -> list[Employee]:
        return [one.post.employee for one in client.get(reverse("desk_promotions"), asked).context["lines"]]

    assert found() == [candidate]
    assert found(keadaan="satu") == []
    assert found(kurang="jp", unit=str(agency.section.uuid)) == [agency.colleague, agency.superior]
    assert len(found(keadaan="semua")) == 7
    assert found(keadaan="semua", q="rina") == [agency.colleague]
    assert found(unit="tidak-ada") == []
    Evaluation.objects.filter(appraisal__period__year=TODAY().year - 1).update(predicate="POOR")
    assert found(keadaan="satu") == [candidate]


def test_men_and_women_who_meet_the_rule_are_counted_beside_all(agency: Agency, candidate: Employee) -> None:
    Employee.objects.exclude(pk=candidate.pk).update(sex="M")
    Employee.objects.filter(pk=candidate.pk).update(sex="F")
    found = promotion.standard()
    rows = promotion.among(read_units(agency.unit_personnel.user), found)
    shares = promotion.by_sex(promotion.verdicts(rows, found, promotion.conditions(found)))
    assert [(one.label, one.met, one.total) for one in shares] == [("Laki-laki", 0, 6), ("Perempuan", 1, 1)]


def test_the_list_asks_no_more_for_fifty_than_for_one(
    agency: Agency, candidate: Employee, client: Client
) -> None:
    factories.sign_in(client, agency.unit_personnel)

    def more() -> None:
        for _ in range(48):
            factories.place(factories.make_employee(login=False), agency.section, agency.superior)

    queries.assert_constant(client, reverse("desk_promotions") + "?keadaan=semua", more)


# --- the rule -------------------------------------------------------------------------
def typed(**fields: str) -> dict[str, str]:
    return {
        "years": "2", "lowest": "GOOD", "very_good": "1", "hours": "40", "post_years": "2", "lowest_rank": "",
        "after_sanction": "12", "change": "Mengikuti keputusan kepala BKPSDM.", "version": "0",
    } | fields  # fmt: skip


def test_a_new_version_holds_at_once_and_the_old_one_stays_readable(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.personnel)
    url = reverse("promotion_rule")
    assert client.post(url, typed()).status_code == 302
    assert client.post(url, typed(version="1", very_good="0", change="Diringankan.")).status_code == 302
    assert promotion.standard().rule.very_good == 0
    page = client.get(url).content.decode()
    assert "Mengikuti keputusan kepala BKPSDM." in page
    assert "Sangat Baik 1 kali" in page


def test_two_who_change_the_rule_at_once_see_both_texts(agency: Agency, client: Client) -> None:
    new_rule(agency, hours=60)
    answer = factories.sign_in(client, agency.personnel).post(reverse("promotion_rule"), typed(hours="30"))
    assert answer.status_code == 409
    shown = {one["label"]: (one["yours"], one["stored"]) for one in answer.context["parts"]}
    assert shown["JP terverifikasi, paling sedikit"] == ("30", "60")
    assert PromotionRule.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"very_good": "3"}, "very_good"), ({"years": "9"}, "years"), ({"change": ""}, "change")],
)
def test_a_rule_that_cannot_be_met_is_refused(
    agency: Agency, client: Client, fields: dict[str, str], wrong: str
) -> None:
    answer = factories.sign_in(client, agency.personnel).post(reverse("promotion_rule"), typed(**fields))
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors


def test_a_version_is_never_rewritten(agency: Agency) -> None:
    rule = new_rule(agency)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        PromotionRule.objects.filter(pk=rule.pk).update(hours=0)
