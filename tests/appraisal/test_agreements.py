"""Performance agreements (PK): kept by personnel, taken up by the head of the unit (text lines 1150-1157)."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from appraisal import agreements
from appraisal.models import AgreementIndicator, Appraisal, PerformanceAgreement, Period
from appraisal.workflow import Refused
from employees import drafts
from tests import factories, queries

pytestmark = pytest.mark.django_db
# Table 2 of the local example (text lines 6536-6550), and a budget indicator as table 4 has it.
GOAL = "Meningkatnya pelayanan kesehatan dan kemandirian masyarakat untuk hidup sehat"
FAMILIES = {"goal": GOAL, "text": "Presentase keluarga sehat", "target": "18%", "perspective": "RECIPIENTS"}
BUDGET = {
    "goal": "Pengelolaan anggaran yang optimal",
    "text": "Penyerapan anggaran",
    "target": "95%",
    "perspective": "BUDGET",
}


@pytest.fixture
def head(agency):
    """The appraisal of the head of the office."""
    return factories.make_appraisal(agency, employee=agency.head, targets=0)


@pytest.fixture
def paper(agency, head):
    """The PK of his office, with both indicators."""
    made = PerformanceAgreement.objects.create(unit=agency.office, period=head.period, number="800/1/2026")
    for order, one in enumerate((FAMILIES, BUDGET)):
        AgreementIndicator.objects.create(agreement=made, order=order, **one)
    return made


def skp(client, appraisal):
    return client.get(reverse("targets", args=[appraisal.uuid])).content.decode()


def take(client, appraisal, indicator):
    version = Appraisal.objects.get(pk=appraisal.pk).version("targets")
    return client.post(reverse("agreement_take", args=[appraisal.uuid, indicator.uuid]), {"version": version})


# --- beside the SKP -------------------------------------------------------------------
def test_the_head_sees_his_units_pk_and_takes_an_indicator_up_as_a_main_result(agency, head, paper, client):
    factories.sign_in(client, agency.head)
    families, budget = paper.indicators.all()
    assert "Jadikan hasil kerja utama" in skp(client, head)

    assert take(client, head, families).status_code == 302

    target = head.targets.get()
    indicator = target.indicators.get()
    assert (target.kind, target.result, target.agreement_indicator) == ("MAIN", GOAL, families)
    assert (indicator.text, indicator.goal, indicator.perspective) == (families.text, "18%", "RECIPIENTS")
    page = skp(client, head)
    assert "Sudah menjadi hasil kerja" in page
    assert f"Indikator PK «{budget.text}» belum menjadi hasil kerja utama" in page


def test_a_second_click_takes_it_up_once(agency, head, paper, client):
    factories.sign_in(client, agency.head)
    families = paper.indicators.first()
    take(client, head, families)

    assert take(client, head, families).status_code == 409
    assert head.targets.count() == 1


def test_the_appraiser_takes_up_for_the_head_of_a_section_who_is_no_leader(agency, client):
    appraisal = factories.make_appraisal(agency, employee=agency.superior, targets=0)
    made = PerformanceAgreement.objects.create(unit=agency.section, period=appraisal.period)
    one = AgreementIndicator.objects.create(agreement=made, **FAMILIES)
    factories.sign_in(client, agency.head)

    assert take(client, appraisal, one).status_code == 302

    assert appraisal.targets.get().indicators.get().perspective == ""


def test_in_the_qualitative_approach_measure_and_target_become_one_sentence(agency, head, paper):
    Period.objects.update(approach=Period.Approach.QUALITATIVE)
    head.period.refresh_from_db()

    target = agreements.take_up(head, paper.indicators.first(), by=agency.head, version=0)

    indicator = target.indicators.get()
    assert (indicator.text, indicator.goal) == ("Presentase keluarga sehat: 18%", "")


def test_a_result_is_linked_to_the_pk_by_its_form(agency, head, paper, client):
    factories.sign_in(client, agency.head)
    budget = paper.indicators.last()
    form = {
        "_submission": str(uuid.uuid4()),
        "version": 0,
        "kind": "ADDITIONAL",
        "result": "Anggaran terserap",
        "agreement_indicator": budget.pk,
        "indikator-TOTAL_FORMS": 0,
        "indikator-INITIAL_FORMS": 0,
    }
    url = reverse("target_new", args=[head.uuid])

    refused = client.post(url, form)
    saved = client.post(url, form | {"kind": "MAIN", "_submission": str(uuid.uuid4())})

    assert (refused.status_code, saved.status_code) == (422, 302)
    assert "hasil kerja utama" in refused.content.decode()
    assert head.targets.get().agreement_indicator == budget


def test_a_missing_indicator_is_told_and_blocks_nothing(agency, head, paper, client):
    factories.sign_in(client, agency.head)
    factories.add_target(head, "Layanan")
    assert "belum menjadi hasil kerja utama" in skp(client, head)

    client.post(reverse("appraisal_act", args=[head.uuid, "propose"]))

    head.refresh_from_db()
    assert head.status == "PROPOSED"


def test_an_additional_result_does_not_keep_the_promise(agency, head, paper):
    target = factories.add_target(head, "Layanan", kind="ADDITIONAL")
    target.agreement_indicator = paper.indicators.first()
    target.save()

    pk = agreements.agreed(head, list(head.targets.all()))
    assert pk is not None
    assert len(pk.missing) == 2


def test_a_leader_without_a_pk_is_told_whom_to_ask(agency, head, client):
    factories.sign_in(client, agency.head)
    factories.add_target(head, "Layanan")

    assert "Perjanjian kinerja (PK) unit yang dipimpin belum dicatat" in skp(client, head)


def test_somebody_who_heads_nothing_sees_no_pk(agency, paper, client):
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.staff)

    assert "Perjanjian kinerja" not in skp(client, appraisal)
    assert take(client, appraisal, paper.indicators.first()).status_code == 404


def test_the_pk_of_another_year_stays_there(agency, head):
    before = factories.make_period(head.period.year - 1)
    PerformanceAgreement.objects.create(unit=agency.office, period=before)

    assert agreements.agreement_of(head) is None


def test_nothing_is_taken_up_once_the_skp_is_proposed(agency, head, paper):
    Appraisal.objects.filter(pk=head.pk).update(status="PROPOSED")
    head.refresh_from_db()

    with pytest.raises(Refused, match="tidak dapat diubah"):
        agreements.take_up(head, paper.indicators.first(), by=agency.head, version=0)


# --- the desk -------------------------------------------------------------------------
def posted(rows, version=0, initial=0, **fields):
    data = {
        "_submission": str(uuid.uuid4()),
        "version": version,
        "number": "800/1/2026",
        "signed_on": "2026-01-15",
        "indikator-TOTAL_FORMS": len(rows),
        "indikator-INITIAL_FORMS": initial,
    } | fields
    for number, row in enumerate(rows):
        data |= {f"indikator-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def year(db):
    return factories.make_period()


def url_of(unit, year):
    return reverse("agreement", args=[year.year, unit.uuid])


def test_unit_personnel_write_the_pk_of_their_units(agency, year, client):
    factories.sign_in(client, agency.unit_personnel)

    assert client.post(url_of(agency.office, year), posted([FAMILIES, BUDGET])).status_code == 302

    made = PerformanceAgreement.objects.get()
    assert (made.number, str(made.signed_on), made.version) == ("800/1/2026", "2026-01-15", 1)
    assert [one.text for one in made.indicators.all()] == [FAMILIES["text"], BUDGET["text"]]
    page = client.get(reverse("agreements")).content.decode()
    assert "800/1/2026" in page


@pytest.mark.parametrize(("who", "status"), [("other_unit_personnel", 404), ("auditor", 404), ("staff", 403)])
def test_nobody_else_does(agency, year, client, who, status):
    factories.sign_in(client, getattr(agency, who))

    assert client.post(url_of(agency.office, year), posted([FAMILIES])).status_code == status
    assert not PerformanceAgreement.objects.exists()


def test_a_pk_drawn_before_the_last_save_shows_both_texts(agency, year, client):
    factories.sign_in(client, agency.personnel)
    client.post(url_of(agency.office, year), posted([FAMILIES]))

    late = client.post(url_of(agency.office, year), posted([BUDGET], version=0, number="Nomor saya"))

    assert late.status_code == 409
    assert "Nomor saya" in late.content.decode()
    assert PerformanceAgreement.objects.get().number == "800/1/2026"


def test_indicators_are_changed_and_deleted(agency, year, client):
    factories.sign_in(client, agency.personnel)
    client.post(url_of(agency.office, year), posted([FAMILIES, BUDGET]))
    one, two = AgreementIndicator.objects.all()

    rows = [FAMILIES | {"id": one.pk, "DELETE": "on"}, BUDGET | {"id": two.pk, "target": "97%"}]
    client.post(url_of(agency.office, year), posted(rows, version=1, initial=2))

    assert AgreementIndicator.objects.get().target == "97%"


def test_the_same_indicator_twice_is_refused(agency, year, client):
    factories.sign_in(client, agency.personnel)

    answer = client.post(url_of(agency.office, year), posted([FAMILIES, FAMILIES | {"target": "20%"}]))

    assert answer.status_code == 422
    assert "sudah ada di baris lain" in answer.content.decode()


def test_a_closed_year_keeps_its_pk(agency, year, client):
    Period.objects.update(status=Period.Status.CLOSED)
    factories.sign_in(client, agency.personnel)

    answer = client.post(url_of(agency.office, year), posted([FAMILIES]))

    assert answer.status_code == 409
    assert "sudah ditutup" in answer.content.decode()


def test_an_unfinished_pk_comes_back(agency, year, client):
    factories.sign_in(client, agency.personnel)
    url = url_of(agency.office, year)
    key = client.get(url).context["draft_uuid"]
    client.post(reverse("draft", args=["agreement", key]), posted([FAMILIES], number="Belum jadi"))

    assert "Belum jadi" in client.get(url, {drafts.RESTORE: "1"}).content.decode()
    client.post(url, posted([FAMILIES]))
    assert drafts.newest(agency.personnel.user, "agreement", key) is None


def test_the_list_tells_units_with_and_without_a_pk(agency, year, client):
    made = PerformanceAgreement.objects.create(unit=agency.office, period=year)
    AgreementIndicator.objects.create(agreement=made, **FAMILIES)
    factories.sign_in(client, agency.personnel)

    def units(**query):
        rows = client.get(reverse("agreements"), query).context["rows"]
        return [(row.unit, row.indicators) for row in rows]

    assert units() == [(agency.root, 0), (agency.office, 1), (agency.section, 0)]
    assert units(tampil="belum") == [(agency.root, 0), (agency.section, 0)]
    assert units(tampil="ada", q="dinas") == [(agency.office, 1)]
    assert client.get(reverse("agreements"), {"tahun": "1999"}).status_code == 200


def test_without_a_period_the_page_says_so(agency, client):
    factories.sign_in(client, agency.personnel)

    assert "Belum ada periode" in client.get(reverse("agreements")).content.decode()


def test_the_list_costs_the_same_for_one_and_fifty_units(agency, year, client):
    factories.sign_in(client, agency.personnel)

    def grow():
        for number in range(49):
            unit = factories.make_unit(f"Badan {number}", parent=agency.root, head=agency.stranger)
            made = PerformanceAgreement.objects.create(unit=unit, period=year)
            AgreementIndicator.objects.create(agreement=made, **FAMILIES)

    queries.assert_constant(client, reverse("agreements"), grow)


def test_the_skp_of_a_head_costs_the_same_for_one_and_fifty_promises(agency, head, paper, client):
    factories.sign_in(client, agency.head)

    def grow():
        AgreementIndicator.objects.bulk_create(
            AgreementIndicator(agreement=paper, goal="g", text=f"i {number}", target="1")
            for number in range(50)
        )

    queries.assert_constant(client, reverse("targets", args=[head.uuid]), grow, most=24)
