"""The superior's team: who is in it, what is odd, and many SKP set at once."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from appraisal import opening, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    EvaluationStatus,
    Period,
    ProgressEntry,
    TargetIndicator,
)
from tests.factories import add_target, make_appraisal, make_employee, make_evaluation, place, sign_in

pytestmark = pytest.mark.django_db
TEAM, SET = "/tim/", "/tim/tetapkan/"


def chosen(*appraisals: Appraisal) -> dict[str, object]:
    return {
        "_submission": str(uuid.uuid4()),
        "pilih": [f"{one.uuid}.{one.version('targets')}" for one in appraisals],
    }


def body(response) -> str:
    return response.content.decode()


@pytest.fixture
def superior(client, agency):
    return sign_in(client, agency.superior)


@pytest.fixture
def proposed(agency):
    return [make_appraisal(agency, "PROPOSED", employee=one) for one in (agency.staff, agency.colleague)]


def test_the_team_is_ones_own_people(superior, agency, proposed):
    page = body(superior.get(TEAM))

    assert "Budi Pegawai" in page
    assert "Rina Rekan" in page
    assert "Joko Lain" not in page


def test_the_ways_to_the_teams_evaluation_name_the_year_as_a_year(superior, agency):
    evaluation = make_evaluation(agency, "ASSESSED")
    page = body(superior.get(TEAM))
    year = evaluation.appraisal.period.year
    assert f" Tahunan {year}</span>" in page
    assert f"{year // 1000}.{year % 1000:03}" not in page


def test_the_superior_is_led_to_dialogue_only_where_somebody_waits_for_it(superior, agency):
    evaluation = make_evaluation(agency, "RATED")
    assert "/tim/dialog/" in body(superior.get(TEAM))

    evaluation.status = EvaluationStatus.OPEN
    evaluation.save(update_fields=["status"])
    page = body(superior.get(TEAM))
    assert "Tidak menunggu Anda: 1 periode" in page
    assert "/tim/dialog/" not in page
    assert "/tim/penilaian/" in page


def test_the_reviewer_sees_the_same_people_and_may_narrow_by_role(client, agency, proposed):
    sign_in(client, agency.head)

    assert "Budi Pegawai" in body(client.get(TEAM))
    assert "Budi Pegawai" not in body(client.get(TEAM, {"sebagai": "APPRAISER"}))
    assert "Siti Atasan" in body(client.get(TEAM, {"sebagai": "APPRAISER"}))


def test_a_name_leads_to_where_the_work_is(superior, agency):
    planned = make_appraisal(agency, "PROPOSED", employee=agency.colleague)
    judged = make_evaluation(agency, "ASSESSED")

    page = body(superior.get(TEAM))

    assert f'<a href="{planned.get_absolute_url()}">Rina Rekan</a>' in page
    assert f'<a href="{judged.get_absolute_url()}">Budi Pegawai</a>' in page


def test_nobodys_superior_gets_an_empty_list(client, agency, proposed):
    assert "Belum ada pegawai dalam tim Anda" in body(sign_in(client, agency.staff).get(TEAM))


def test_filters_find_by_name_status_and_need(superior, agency, proposed):
    running = make_appraisal(agency, "RUNNING", employee=make_and_open(agency, "Sari Baru"))
    ProgressEntry.objects.create(appraisal=running, day=timezone.localdate(), text="Macet", help_wanted=True)

    assert "Rina Rekan" not in body(superior.get(TEAM, {"q": "budi"}))
    assert "Sari Baru" not in body(superior.get(TEAM, {"status": "PROPOSED"}))
    wanting = body(superior.get(TEAM, {"perlu": "bantuan"}))
    assert "Sari Baru" in wanting
    assert "Budi Pegawai" not in wanting
    assert "Tidak ada yang cocok" in body(superior.get(TEAM, {"q": "tidak ada orangnya"}))


def test_what_is_late_is_marked_and_found(superior, agency, proposed):
    Appraisal.objects.filter(pk=proposed[0].pk).update(targets_due_on="2020-01-31")

    page = body(superior.get(TEAM, {"perlu": "terlambat"}))

    assert "Budi Pegawai" in page
    assert "Rina Rekan" not in page
    assert page.count("status-late") >= 1


def test_many_are_set_with_one_post(superior, proposed):
    response = superior.post(SET, chosen(*proposed), follow=True)

    assert "2 SKP ditetapkan." in body(response)
    assert {one.status for one in Appraisal.objects.filter(pk__in=[p.pk for p in proposed])} == {"RUNNING"}
    assert proposed[0].events.filter(action="set").count() == 1


def test_the_same_post_twice_sets_once(superior, proposed):
    form = chosen(*proposed)
    superior.post(SET, form)
    superior.post(SET, form)

    assert proposed[0].events.filter(action="set").count() == 1


def test_one_that_is_refused_is_named_and_stops_nobody(superior, proposed, agency):
    form = chosen(*proposed)
    workflow.perform(proposed[0], "withdraw", by=agency.staff)

    page = body(superior.post(SET, form, follow=True))

    assert "1 SKP ditetapkan." in page
    assert "Budi Pegawai: Langkah «Tetapkan SKP» tidak berlaku" in page
    proposed[1].refresh_from_db()
    assert proposed[1].status == AppraisalStatus.RUNNING


def test_one_that_changed_since_it_was_shown_is_not_set(superior, proposed, agency):
    form = chosen(*proposed)
    workflow.perform(proposed[0], "withdraw", by=agency.staff)
    with workflow.editing(proposed[0], "targets", by=agency.staff):
        add_target(proposed[0], "Rencana yang disisipkan")
    workflow.perform(proposed[0], "propose", by=agency.staff)

    page = body(superior.post(SET, form, follow=True))

    assert "Budi Pegawai: SKP berubah sejak daftar ini ditampilkan" in page
    proposed[0].refresh_from_db()
    assert proposed[0].status == AppraisalStatus.PROPOSED


def test_an_odd_one_cannot_be_chosen_and_a_forged_choice_is_refused(superior, proposed):
    TargetIndicator.objects.filter(target__appraisal=proposed[0]).update(lower=None, upper=None)

    listed = body(superior.get(TEAM))
    forged = body(superior.post(SET, chosen(proposed[0]), follow=True))

    assert f"{proposed[0].uuid}.0" not in listed
    assert f"{proposed[1].uuid}.0" in listed
    assert "ada indikator tanpa ambang" in listed
    assert "ada indikator tanpa ambang. Buka dan periksa dahulu." in forged
    proposed[0].refresh_from_db()
    assert proposed[0].status == AppraisalStatus.PROPOSED


@pytest.mark.parametrize("who", ["stranger", "staff", "head", "personnel"])
def test_only_the_appraiser_sets(who, client, agency, proposed):
    sign_in(client, getattr(agency, who)).post(SET, chosen(*proposed))

    assert not Appraisal.objects.filter(status=AppraisalStatus.RUNNING).exists()


@pytest.mark.parametrize("bent", ["", "x.1", "00000000-0000-4000-8000-000000000000.x", "."])
def test_a_bent_choice_is_nothing(bent, superior, proposed):
    page = body(superior.post(SET, {"pilih": [bent]}, follow=True))

    assert "Belum ada SKP yang dipilih. Centang «Pilih» pada pegawainya dahulu." in page


def test_all_that_are_ready_can_be_ticked_without_javascript(superior, proposed):
    assert body(superior.get(TEAM, {"pilih": "semua"})).count("checked") == 2


def make_and_open(agency, name):
    person = make_employee(name)
    place(person, agency.section, agency.superior)
    opening.open_period(Period.objects.get(), by=agency.personnel)
    return person


def test_the_list_asks_no_more_for_fifty_people_than_for_one(
    superior, agency, django_assert_num_queries, django_assert_max_num_queries
):
    make_appraisal(agency, "PROPOSED")
    people = []
    for number in range(48):
        person = make_employee(f"Anggota {number}")
        place(person, agency.section, agency.superior)
        people.append(person)
    superior.get(TEAM)
    with django_assert_max_num_queries(16) as one:
        superior.get(TEAM, {"q": "Budi"})
    opening.open_period(Period.objects.get(), by=agency.personnel)

    with django_assert_num_queries(len(one)):
        page = body(superior.get(TEAM))
    assert "50 pegawai" in page
