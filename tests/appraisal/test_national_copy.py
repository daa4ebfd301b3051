"""Copying to e-Kinerja BKN: what is there to copy in which order, for whom, and what was marked as copied."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import national_copy
from appraisal.models import (
    ActionPlanItem,
    AnnexLine,
    Appraisal,
    BehaviourExpectation,
    Evaluation,
    Event,
    Evidence,
    NationalCopy,
    ProgressEntry,
    SelfFigure,
)
from appraisal.national_copy import parts_of
from employees.models import Employee
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    """A signed year with something in every part."""
    found = make_evaluation(agency, "DELIVERED")
    appraisal = found.appraisal
    target = appraisal.targets.first()
    assert target is not None
    indicator = target.indicators.get()
    BehaviourExpectation.objects.create(appraisal=appraisal, value="COMPETENT", text="Belajar dari rekan.")
    AnnexLine.objects.create(appraisal=appraisal, kind="RESOURCE", text="Laptop")
    ActionPlanItem.objects.create(appraisal=appraisal, target=target, text="Menyusun kerangka", window="TW1")
    SelfFigure.objects.create(evaluation=found, indicator=indicator, achieved="12", text="terbukti laporan")
    entry = ProgressEntry.objects.create(
        appraisal=appraisal, target=target, day=timezone.localdate(), text="Dua belas laporan"
    )
    Evidence.objects.create(entry=entry, title="Laporan", link="https://contoh.example/laporan")
    return found


def keys(appraisal: Appraisal, who: Employee) -> list[str]:
    return [part.key for part in parts_of(appraisal, who.user)]


def page_of(client: Client, who: Employee, appraisal: Appraisal) -> str:
    return sign_in(client, who).get(reverse("copy_to_bkn", args=[appraisal.uuid])).content.decode()


def typed(page: str, key: str) -> dict[str, str]:
    """The form of a part, as the page holds it."""
    found = re.search(
        rf'name="bagian" value="{key}">\s*<input type="hidden" name="sha256" value="(\w+)"', page
    )
    assert found is not None
    return {"bagian": key, "sha256": found[1], "_submission": str(uuid.uuid4())}


def test_the_parts_come_in_bkns_order_with_their_fields(agency: Agency, evaluation: Evaluation) -> None:
    parts = {part.key: part for part in parts_of(evaluation.appraisal, agency.staff.user)}
    assert list(parts) == ["skp", "behaviour", "annex", "plan", "progress:AKHIR", "result:AKHIR"]
    told = {
        (group.title, one.label): one.text
        for part in parts.values()
        for group in part.groups
        for one in group.fields
    }
    first = "1. Hasil kerja utama"
    assert told[first, "Rencana hasil kerja"] == "Laporan layanan 1 tersusun tepat waktu"
    assert (told[first, "Aspek 1"], told[first, "Target 1"]) == ("Kuantitas", "12 laporan")
    assert told["Data SKP", "NIP pejabat penilai"] == agency.superior.nip
    assert told["Kompeten", "Ekspektasi khusus pimpinan"] == "Belajar dari rekan."
    result = "Laporan layanan 1 tersusun tepat waktu"
    assert told[result, "Rencana aksi, Triwulan I"] == "Menyusun kerangka"
    assert told[result, "Realisasi: Jumlah laporan yang tersusun"] == "12 laporan; terbukti laporan"
    assert told[result, "Bukti dukung"] == "Laporan\nhttps://contoh.example/laporan"
    assert told["Penilaian", "Predikat kinerja pegawai"] == "BAIK"


def test_a_rating_is_there_to_copy_only_once_it_is_signed(agency: Agency) -> None:
    """Not even for the appraiser: until then it may change."""
    rated = make_evaluation(agency, "RATED")
    assert "result:AKHIR" not in keys(rated.appraisal, agency.superior)
    factories.walk_on(rated, "DELIVERED")
    for who in (agency.superior, agency.staff, agency.personnel):
        assert "result:AKHIR" in keys(rated.appraisal, who)


def test_the_page_works_without_a_script_and_shows_copy_buttons_to_scripts_alone(
    agency: Agency, evaluation: Evaluation, client: Client
) -> None:
    page = page_of(client, agency.staff, evaluation.appraisal)
    assert "Laporan layanan 1 tersusun tepat waktu" in page
    assert len(re.findall(r'data-copy="[\w-]+"\s+hidden', page)) == page.count("data-copy=")
    targets = re.findall(r'data-copy="([\w-]+)"', page)
    assert len(set(targets)) == len(targets)
    assert all(f'id="{one}"' in page for one in targets)


@pytest.mark.parametrize("who", ["staff", "superior", "unit_personnel", "personnel"])
def test_a_part_is_marked_as_copied_with_its_day_and_an_event(
    agency: Agency, evaluation: Evaluation, client: Client, who: str
) -> None:
    appraisal, person = evaluation.appraisal, getattr(agency, who)
    form = typed(page_of(client, person, appraisal), "skp")
    assert client.post(reverse("mark_copied", args=[appraisal.uuid]), form).status_code == 302
    row = NationalCopy.objects.get()
    assert (row.part, row.copied_by, row.copied_on) == ("skp", person, timezone.localdate())
    assert Event.objects.get(action="copied_to_bkn").note == "SKP: hasil kerja"
    assert "Sudah disalin" in page_of(client, person, appraisal)


@pytest.mark.parametrize("who", ["head", "auditor"])
def test_who_only_reads_marks_nothing(
    agency: Agency, evaluation: Evaluation, client: Client, who: str
) -> None:
    appraisal = evaluation.appraisal
    form = typed(page_of(client, agency.staff, appraisal), "skp")
    person = getattr(agency, who)
    assert "Tandai sudah disalin" not in page_of(client, person, appraisal)
    answer = client.post(
        reverse("mark_copied", args=[appraisal.uuid]), form | {"_submission": str(uuid.uuid4())}
    )
    assert answer.status_code == 409
    assert not NationalCopy.objects.exists()


def test_what_changed_meanwhile_is_not_marked_and_what_changes_later_is_told(
    agency: Agency, evaluation: Evaluation, client: Client
) -> None:
    appraisal = evaluation.appraisal
    form = typed(page_of(client, agency.staff, appraisal), "annex")
    AnnexLine.objects.create(appraisal=appraisal, kind="RESOURCE", text="Kendaraan dinas", order=1)
    answer = client.post(reverse("mark_copied", args=[appraisal.uuid]), form)
    assert answer.status_code == 409
    assert national_copy.CHANGED in answer.content.decode()
    form = typed(page_of(client, agency.staff, appraisal), "annex")
    client.post(reverse("mark_copied", args=[appraisal.uuid]), form)
    assert "Berubah sejak disalin" not in page_of(client, agency.staff, appraisal)
    AnnexLine.objects.filter(text="Laptop").update(text="Dua laptop")
    assert "Berubah sejak disalin" in page_of(client, agency.staff, appraisal)


def test_marking_again_brings_the_day_up_to_date(
    agency: Agency, evaluation: Evaluation, client: Client
) -> None:
    appraisal = evaluation.appraisal
    for _ in range(2):
        form = typed(page_of(client, agency.staff, appraisal), "plan")
        client.post(reverse("mark_copied", args=[appraisal.uuid]), form)
    assert NationalCopy.objects.count() == 1
