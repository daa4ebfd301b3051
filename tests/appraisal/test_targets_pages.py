"""Writing the SKP in the browser: targets with indicators, both parties, versions, drafts."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import workflow
from appraisal.models import Appraisal, BehaviourExpectation, TargetIndicator, WorkTarget
from employees import drafts
from employees.models import Draft
from tests.factories import add_target, make_appraisal, sign_in

pytestmark = pytest.mark.django_db
INDICATOR = {
    "aspect": "QUANTITY",
    "text": "Jumlah laporan",
    "goal": "12 laporan",
    "unit": "laporan",
    "direction": "HIGHER",
    "lower": "10",
    "upper": "12,5",
}


def posted(appraisal: Appraisal, *indicators: dict[str, object], initial: int = 0, **fields: object) -> dict:
    data = {
        "_submission": str(uuid.uuid4()),
        "version": Appraisal.objects.get(pk=appraisal.pk).version("targets"),
        "kind": "MAIN",
        "parent_text": "",
        "result": "Laporan bulanan tersusun",
        "indikator-TOTAL_FORMS": len(indicators),
        "indikator-INITIAL_FORMS": initial,
    } | fields
    for number, indicator in enumerate(indicators):
        data |= {f"indikator-{number}-{name}": value for name, value in indicator.items()}
    return data


@pytest.fixture
def appraisal(agency):
    return make_appraisal(agency, targets=0)


@pytest.fixture
def staff(client, agency):
    return sign_in(client, agency.staff)


def new_url(appraisal):
    return reverse("target_new", args=[appraisal.uuid])


def test_the_employee_writes_a_target_with_its_indicator(appraisal, staff):
    response = staff.post(new_url(appraisal), posted(appraisal, INDICATOR))

    assert response.status_code == 302
    target = appraisal.targets.get()
    indicator = target.indicators.get()
    assert (target.result, indicator.goal) == ("Laporan bulanan tersusun", "12 laporan")
    assert (indicator.lower, indicator.upper) == (10, 12.5)
    appraisal.refresh_from_db()
    assert appraisal.version("targets") == 1


def test_the_appraiser_drafts_for_the_employee(appraisal, client, agency):
    sign_in(client, agency.superior).post(new_url(appraisal), posted(appraisal, INDICATOR))

    assert appraisal.targets.count() == 1


@pytest.mark.parametrize("who", ["head", "personnel", "auditor"])
def test_whoever_may_only_read_gets_the_reason(who, appraisal, client, agency):
    response = sign_in(client, getattr(agency, who)).post(new_url(appraisal), posted(appraisal, INDICATOR))

    assert response.status_code == 409
    assert "hanya dapat diisi oleh" in response.content.decode()
    assert not appraisal.targets.exists()


def test_a_stranger_finds_nothing(appraisal, client, agency):
    sign_in(client, agency.stranger)
    target = add_target(appraisal, "Laporan")

    for name in ("appraisal", "targets", "target_new", "expectations", "history", "progress"):
        assert client.get(reverse(name, args=[appraisal.uuid])).status_code == 404
    for name in ("target_edit", "target_delete", "target_move"):
        assert client.post(reverse(name, args=[appraisal.uuid, target.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lower": "10", "upper": ""}, "Isi kedua ambang"),
        ({"lower": "12", "upper": "10"}, "Ambang atas tidak boleh lebih kecil"),
        ({"lower": "12", "upper": "10"}, "Indikator 1, Ambang atas"),
        ({"goal": ""}, "Isian ini tidak boleh kosong"),
        ({"lower": "sepuluh"}, "Tulis angkanya saja, tanpa satuan"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(fields, sentence, appraisal, staff):
    response = staff.post(new_url(appraisal), posted(appraisal, INDICATOR | fields))

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence.lower() in page.lower()
    assert "Laporan bulanan tersusun" in page
    assert not appraisal.targets.exists()


def test_a_form_that_claims_a_thousand_indicators_gets_no_thousand_rows(appraisal, staff):
    response = staff.post(new_url(appraisal), posted(appraisal, **{"indikator-TOTAL_FORMS": 1000}))

    assert response.status_code == 422
    page = response.content.decode()
    assert 'name="indikator-19-goal"' in page
    assert 'name="indikator-20-goal"' not in page
    assert not appraisal.targets.exists()


def test_a_form_drawn_before_the_last_save_shows_both_texts(appraisal, staff):
    target = add_target(appraisal, "Rencana lama")
    old = posted(appraisal, result="Versi saya")
    with workflow.editing(appraisal, "targets", by=appraisal.employee):
        WorkTarget.objects.filter(pk=target.pk).update(result="Versi atasan")

    response = staff.post(reverse("target_edit", args=[appraisal.uuid, target.uuid]), old)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Versi saya" in page
    assert "Versi atasan" in page
    target.refresh_from_db()
    assert target.result == "Versi atasan"


def test_two_texts_are_shown_only_for_what_differs(appraisal, staff):
    target = add_target(appraisal, "Rencana lama")
    indicator = INDICATOR | {
        "id": target.indicators.get().pk,
        "text": "Jumlah laporan yang tersusun",
        "goal": "13 laporan",
        "lower": "10,00",
        "upper": "12",
    }
    old = posted(appraisal, indicator, initial=1, result="Rencana lama")
    with workflow.editing(appraisal, "targets", by=appraisal.employee):
        pass

    page = staff.post(reverse("target_edit", args=[appraisal.uuid, target.uuid]), old).content.decode()

    assert "Target (baris 1)" in page
    assert "13 laporan" in page
    assert "Ambang bawah" not in page


def test_a_target_deleted_meanwhile_still_shows_what_was_typed(appraisal, staff):
    target = add_target(appraisal, "Rencana lama")
    old = posted(appraisal, INDICATOR | {"id": target.indicators.get().pk}, initial=1, result="Versi saya")
    with workflow.editing(appraisal, "targets", by=appraisal.employee):
        target.delete()

    response = staff.post(reverse("target_edit", args=[appraisal.uuid, target.uuid]), old)

    assert response.status_code == 409
    assert "Versi saya" in response.content.decode()
    assert "Jumlah laporan" in response.content.decode()


def test_the_same_form_sent_twice_makes_one_target(appraisal, staff):
    form = posted(appraisal, INDICATOR)

    first, second = staff.post(new_url(appraisal), form), staff.post(new_url(appraisal), form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert appraisal.targets.count() == 1


def test_an_indicator_of_somebody_else_cannot_be_rewritten(appraisal, staff, agency):
    other = make_appraisal(agency, employee=agency.colleague, targets=1)
    theirs = TargetIndicator.objects.get(target__appraisal=other)
    target = add_target(appraisal, "Laporan")
    form = posted(appraisal, INDICATOR | {"id": theirs.pk, "text": "Diubah"}, initial=1)

    staff.post(reverse("target_edit", args=[appraisal.uuid, target.uuid]), form)

    assert not TargetIndicator.objects.filter(text="Diubah").exists()
    theirs.refresh_from_db()
    assert theirs.target.appraisal == other


def test_a_target_links_to_the_superiors_own_and_to_nobody_elses(appraisal, staff, agency):
    leader = make_appraisal(agency, employee=agency.superior, targets=0)
    linked, foreign = add_target(leader, "Layanan guru membaik"), add_target(appraisal, "Milik sendiri")

    assert "Layanan guru membaik" in staff.get(new_url(appraisal)).content.decode()
    staff.post(new_url(appraisal), posted(appraisal, INDICATOR, parent=linked.pk, parent_text="teks lama"))
    refused = staff.post(new_url(appraisal), posted(appraisal, INDICATOR, parent=foreign.pk))

    target = appraisal.targets.exclude(pk=foreign.pk).get()
    assert (target.parent, target.parent_text, target.intervened) == (linked, "", "Layanan guru membaik")
    assert refused.status_code == 422


def test_targets_move_within_their_section(appraisal, staff):
    first, second = add_target(appraisal, "Satu", order=0), add_target(appraisal, "Dua", order=1)
    url = reverse("target_move", args=[appraisal.uuid, second.uuid])

    staff.post(url, {"version": appraisal.version("targets"), "arah": "naik"})

    assert list(appraisal.targets.values_list("result", flat=True)) == ["Dua", "Satu"]
    first.refresh_from_db()
    assert first.order == 1


def test_a_target_is_deleted_with_its_indicators(appraisal, staff):
    target = add_target(appraisal, "Satu")

    staff.post(reverse("target_delete", args=[appraisal.uuid, target.uuid]), {"version": 0})

    assert not TargetIndicator.objects.filter(target__appraisal=appraisal).exists()


def test_nothing_is_written_any_more_after_proposing(client, agency):
    appraisal = make_appraisal(agency, "PROPOSED")
    target = appraisal.targets.first()
    sign_in(client, agency.staff)

    edited = client.post(
        reverse("target_edit", args=[appraisal.uuid, target.uuid]), posted(appraisal, initial=0)
    )
    deleted = client.post(reverse("target_delete", args=[appraisal.uuid, target.uuid]), {"version": 0})

    assert (edited.status_code, deleted.status_code) == (409, 409)
    assert appraisal.targets.filter(pk=target.pk, result=target.result).exists()


def test_only_the_appraiser_writes_expectations_and_everybody_reads_them(appraisal, client, agency):
    url = reverse("expectations", args=[appraisal.uuid])
    form = {"version": 0, "LOYAL": "Menjaga rahasia data guru"}

    refused = sign_in(client, agency.staff).post(url, form)
    saved = sign_in(client, agency.superior).post(url, form)

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert BehaviourExpectation.objects.get().text == "Menjaga rahasia data guru"
    page = sign_in(client, agency.staff).get(reverse("targets", args=[appraisal.uuid]))
    assert "Menjaga rahasia data guru" in page.content.decode()


def test_an_unfinished_form_comes_back_with_invalid_input(appraisal, staff, agency):
    typed = posted(appraisal, INDICATOR | {"lower": "se"}, result="Belum selesai")
    staff.post(reverse("draft", args=["target", appraisal.uuid]), typed)

    offered = staff.get(new_url(appraisal)).content.decode()
    restored = staff.get(new_url(appraisal), {drafts.RESTORE: "1"}).content.decode()

    assert drafts.RESTORE in offered
    assert "Belum selesai" in restored
    staff.post(new_url(appraisal), posted(appraisal, INDICATOR))
    assert not Draft.objects.exists()


def test_the_page_of_targets_asks_the_database_no_more_for_fifty_than_for_one(
    appraisal, staff, django_assert_num_queries, django_assert_max_num_queries
):
    url = reverse("targets", args=[appraisal.uuid])
    add_target(appraisal, "Satu")
    staff.get(url)
    with django_assert_max_num_queries(24) as one:
        staff.get(url)
    for number in range(49):
        add_target(appraisal, f"Rencana {number}", order=number)

    with django_assert_num_queries(len(one)):
        staff.get(url)


def test_a_year_that_ended_keeps_its_dates(appraisal, staff):
    page = staff.get(reverse("appraisal", args=[appraisal.uuid])).content.decode()

    assert str(appraisal.period.year) in page
    assert "Ini keliru" in page
    assert timezone.localdate() <= appraisal.targets_due_on


def test_the_next_target_of_the_section_is_one_press_away(appraisal, staff):
    url = new_url(appraisal)
    assert "Simpan dan tulis berikutnya" in staff.get(url).content.decode()

    saved = staff.post(f"{url}?jenis=MAIN&lagi=1", posted(appraisal, INDICATOR, kind="ADDITIONAL"))
    assert saved.url == f"{url}?jenis=ADDITIONAL"
