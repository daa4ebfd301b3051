"""A leader's indicator manual (A.1.3) and work block (A.1.4), with the regulation's examples."""

from __future__ import annotations

import pytest
from django.urls import reverse

from appraisal import workflow
from appraisal.models import Appraisal, IndicatorManual, WorkBlock
from employees import drafts
from tests import factories, queries

pytestmark = pytest.mark.django_db
# Table 7: Indeks Penyelesaian Revisi Undang-Undang (text lines 5607-5640).
MANUAL = {
    "purpose": "Menghitung tingkat penyelesaian suatu peraturan perundang-undangan/ produk kebijakan",
    "definition": "Mengukur sejauh mana Pegawai mampu menyelesaikan peraturan dilihat dari tahapannya.",
    "formula": "100: Rancangan PUU selesai/ sudah ditetapkan\n90: Rancangan PUU selesai harmonisasi",
    "measure": "Nilai",
    "quality": "LOW_CONTROL",
    "source": "Laporan Pemantauan Inspektorat",
    "reporting": "YEARLY",
}
# Table 7 of the local example: Kepala Puskesmas (text lines 7037-7070).
BLOCK = {
    "title": "Peningkatan Layanan ANC dan Persalinan melalui pemanfaatan Aplikasi SiCantik",
    "owner": "Kepala Puskesmas",
    "involved": "Poliklinik Desa, Dinas Kominfo",
    "due": "12 Bulan",
    "beneficiaries": "Ibu Hamil",
    "purpose": "Meningkatnya kualitas pelayanan puskesmas",
    "budget": "",
    "routine_activities": "Mengurangi waktu tunggu layanan ANC\nMengaktifkan bidan desa di polindes",
    "new_activities": "Pembaharuan data ibu hamil melalui aplikasi Sicantik",
    "routine_milestones": "Layanan ANC dilakukan dengan respon cepat dan akurat",
    "new_milestones": "Semakin banyak bidan yang siap memberikan pelayanan di polindes",
}


@pytest.fixture
def row(agency):
    return factories.make_appraisal(agency, employee=agency.head, targets=1)


@pytest.fixture
def head(agency, client):
    return factories.sign_in(client, agency.head)


def version(row):
    return {"version": Appraisal.objects.get(pk=row.pk).version("manual")}


def manual_url(row):
    return reverse("manual", args=[row.uuid, row.targets.get().indicators.get().uuid])


def test_a_leader_writes_the_manual_of_an_indicator(row, head):
    assert "Belum ada" in head.get(reverse("manuals", args=[row.uuid])).content.decode()

    assert head.post(manual_url(row), MANUAL | version(row)).status_code == 302

    manual = IndicatorManual.objects.get()
    assert {name: getattr(manual, name).replace("\r\n", "\n") for name in MANUAL} == MANUAL
    page = head.get(reverse("manuals", args=[row.uuid])).content.decode()
    assert "Output kendali rendah" in page
    assert "90: Rancangan PUU selesai harmonisasi" in page


def test_a_manual_is_written_step_by_step(row, head):
    head.post(manual_url(row), {"purpose": "Menghitung"} | version(row))
    head.post(manual_url(row), MANUAL | version(row))

    assert IndicatorManual.objects.get().source == "Laporan Pemantauan Inspektorat"


@pytest.mark.parametrize("who", ["superior", "personnel", "auditor"])
def test_only_the_leader_writes_it(agency, row, client, who):
    factories.sign_in(client, getattr(agency, who))

    answer = client.post(manual_url(row), MANUAL | version(row))

    assert answer.status_code in {404, 409}
    assert not IndicatorManual.objects.exists()


def test_an_official_has_neither_manual_nor_work_block(agency, client):
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.staff)

    for name in ("manuals", "work_blocks", "work_block_new"):
        assert client.get(reverse(name, args=[appraisal.uuid])).status_code == 404
    page = client.get(reverse("targets", args=[appraisal.uuid])).content.decode()
    assert "Manual indikator" not in page


def test_an_indicator_of_somebody_else_has_no_manual_here(agency, row, head):
    other = factories.make_appraisal(agency, targets=1)
    theirs = other.targets.get().indicators.get()

    assert (
        head.post(reverse("manual", args=[row.uuid, theirs.uuid]), MANUAL | version(row)).status_code == 404
    )


def test_a_manual_drawn_before_the_last_save_shows_both_texts(agency, row, head):
    old = MANUAL | version(row) | {"purpose": "Tujuan saya"}
    head.post(manual_url(row), MANUAL | version(row) | {"purpose": "Tujuan lain"})

    response = head.post(manual_url(row), old)

    assert response.status_code == 409
    assert "Tujuan saya" in response.content.decode()
    assert "Tujuan lain" in response.content.decode()


def test_a_work_block_is_written_changed_and_deleted(row, head):
    indicator = row.targets.get().indicators.get()
    assert "Tulis strategi pertama" in head.get(reverse("work_blocks", args=[row.uuid])).content.decode()

    head.post(reverse("work_block_new", args=[row.uuid]), BLOCK | version(row) | {"indicator": indicator.pk})
    block = WorkBlock.objects.get()
    assert (block.indicator, block.owner, block.appraisal) == (indicator, "Kepala Puskesmas", row)
    page = head.get(reverse("work_blocks", args=[row.uuid])).content.decode()
    assert "Mengaktifkan bidan desa di polindes" in page

    head.post(
        reverse("work_block", args=[row.uuid, block.uuid]), BLOCK | version(row) | {"title": "Layanan ANC"}
    )
    block.refresh_from_db()
    assert (block.title, block.indicator) == ("Layanan ANC", None)

    for _time in range(2):
        answer = head.post(reverse("work_block_delete", args=[row.uuid, block.uuid]), version(row))
        assert answer.status_code == 302
    assert not WorkBlock.objects.exists()


def test_a_work_block_names_an_indicator_of_this_skp_only(agency, row, head):
    other = factories.make_appraisal(agency, targets=1)
    theirs = other.targets.get().indicators.get()

    answer = head.post(
        reverse("work_block_new", args=[row.uuid]), BLOCK | version(row) | {"indicator": theirs.pk}
    )

    assert answer.status_code == 422
    assert not WorkBlock.objects.exists()


def test_a_deleted_work_block_still_shows_what_was_typed(agency, row, head):
    block = WorkBlock.objects.create(appraisal=row, title="Lama")
    old = BLOCK | version(row)
    with workflow.editing(row, "manual", by=agency.head):
        block.delete()

    answer = head.post(reverse("work_block", args=[row.uuid, block.uuid]), old)

    assert answer.status_code == 409
    assert "Peningkatan Layanan ANC" in answer.content.decode()
    assert head.get(reverse("work_block", args=[row.uuid, block.uuid])).status_code == 404


def test_an_unfinished_work_block_comes_back(row, head):
    head.post(reverse("draft", args=["work_block", row.uuid]), BLOCK | version(row) | {"title": "Belum jadi"})

    page = head.get(reverse("work_block_new", args=[row.uuid]), {drafts.RESTORE: "1"}).content.decode()

    assert "Belum jadi" in page


@pytest.mark.parametrize("name", ["manuals", "work_blocks"])
def test_the_lists_ask_no_more_for_fifty_than_for_one(row, head, name):
    def grow():
        for number in range(49):
            target = factories.add_target(row, f"Hasil {number}", order=number)
            IndicatorManual.objects.create(indicator=target.indicators.get(), purpose="x")
            WorkBlock.objects.create(appraisal=row, title=f"Blok {number}", indicator=target.indicators.get())

    WorkBlock.objects.create(appraisal=row, title="Blok", indicator=row.targets.get().indicators.get())
    queries.assert_constant(head, reverse(name, args=[row.uuid]), grow)
