"""Certificates and the hours that they bring: only verified ones count (domain.md, worked example 71)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Event, Period
from appraisal.workflow import Conflict, Refused
from tests.factories import make_appraisal, make_employee, make_period, sign_in, signed_upload
from tests.training.courses import attend, make_session, prove
from training import certificates, enrolling, hours
from training.models import Certificate, CourseKind

pytestmark = pytest.mark.django_db


def form(**fields: object) -> dict[str, object]:
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    return {
        "title": "Webinar arsip", "kind": CourseKind.SEMINAR, "provider": "ANRI", "starts_on": day, "ends_on": day,
        "number": "12/ANRI", "hours": "3", "file": signed_upload("sertifikat.png"),
    } | fields  # fmt: skip


def verify(row: Certificate, by, answer: int | None = 8, note: str = "") -> None:
    certificates.verify(row, by=by.user, hours=answer, note=note, drawn=row.version)


def test_training_from_outside_the_catalogue_is_sent_and_verified(agency, client):
    make_appraisal(agency, targets=0)
    sign_in(client, agency.staff).post(reverse("certificate_new"), form())
    row = Certificate.objects.get()
    assert (row.status, row.file_name, row.employee) == ("WAITING", "sertifikat.png", agency.staff)
    assert "3 JP menunggu verifikasi" in client.get(reverse("training")).content.decode()

    sign_in(client, agency.personnel)
    assert "Webinar arsip" in client.get(reverse("desk_training")).content.decode()
    response = client.post(row.get_absolute_url(), {"answer": "ya", "hours": "3", "version": row.version})

    row.refresh_from_db()
    assert (response.status_code, row.status, row.verified_hours) == (302, "VERIFIED", 3)
    assert Event.objects.get(action="certificate").label == "Sertifikat diverifikasi"
    assert (
        "Kurang 17 JP dari 20 JP" in sign_in(client, agency.staff).get(reverse("training")).content.decode()
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": ""}, "Lampirkan berkas"),
        ({"hours": "0"}, "lebih besar"),
        ({"hours": "2001"}, "lebih kecil"),
        ({"ends_on": "2999-01-01"}, "setelah pelatihannya selesai"),
        ({"starts_on": "2999-01-01"}, "sebelum tanggal mulai"),
        ({"kind": "26"}, "Pilih"),
        ({"number": ""}, "tidak boleh kosong"),
    ],
)
def test_what_does_not_fit_is_said(fields, sentence, agency, client):
    response = sign_in(client, agency.staff).post(reverse("certificate_new"), form(**fields))
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_file_that_is_no_picture_is_refused(agency, client):
    bad = signed_upload("sertifikat.pdf")
    assert sign_in(client, agency.staff).post(reverse("certificate_new"), form(file=bad)).status_code == 422
    assert not Certificate.objects.exists()


def test_the_certificate_of_a_session_takes_its_facts_from_the_catalogue(agency, client):
    make_appraisal(agency, targets=0)
    row = attend(make_session(), agency.staff, superior=agency.superior, personnel=agency.personnel)
    url = reverse("certificate_of", args=[row.uuid])

    sign_in(client, agency.staff).post(url, form(title="Palsu", hours="8"))

    proof = Certificate.objects.get()
    assert (proof.title, proof.kind, proof.enrolment) == (
        "Penulisan laporan kinerja",
        CourseKind.TECHNICAL,
        row,
    )
    assert client.get(url).status_code == 409


def test_a_rejected_one_is_sent_again_in_its_place(agency):
    make_appraisal(agency, targets=0)
    row = attend(make_session(), agency.staff, superior=agency.superior, personnel=agency.personnel)
    proof = prove(agency.staff, enrolment=row)
    with pytest.raises(Refused, match="mengapa sertifikat ditolak"):
        verify(proof, agency.personnel, None)
    verify(proof, agency.personnel, None, "Nomornya tidak terbaca.")
    again = prove(agency.staff, enrolment=row, number="002/SERT")
    assert (again.pk, again.status, again.number) == (proof.pk, "WAITING", "002/SERT")


def test_what_was_sent_anew_is_not_verified_by_an_old_page(agency):
    row = prove(agency.staff)
    with pytest.raises(Conflict):
        certificates.verify(row, by=agency.personnel.user, hours=8, note="", drawn=row.version - 1)


@pytest.mark.parametrize("who", ["staff", "superior", "other_unit_personnel", "auditor"])
def test_nobody_else_verifies(who, agency):
    with pytest.raises(Refused, match="pengelola kepegawaian"):
        verify(prove(agency.staff), getattr(agency, who))


def test_personnel_do_not_verify_their_own_nor_does_the_database_take_it(agency, client):
    row = prove(agency.personnel)
    with pytest.raises(Refused, match="bukan oleh pemiliknya"):
        verify(row, agency.personnel)
    with pytest.raises(IntegrityError, match="nobody_verifies"), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(
            status="VERIFIED", verified_by=agency.personnel, verified_at=timezone.now(), verified_hours=8
        )
    assert (
        "Simpan pemeriksaan"
        not in sign_in(client, agency.personnel).get(row.get_absolute_url()).content.decode()
    )


def test_the_same_training_counts_once(agency):
    prove(agency.staff)
    with pytest.raises(Refused, match="sudah Anda kirim"):
        prove(agency.staff, number="lain")


def test_nobody_fills_the_disk_with_certificates(agency, monkeypatch):
    monkeypatch.setattr(certificates, "MOST_WAITING", 1)
    prove(agency.staff)
    with pytest.raises(Refused, match="masih menunggu verifikasi"):
        prove(agency.staff, title="Lain")


def test_who_holds_a_verified_certificate_was_there(agency):
    make_appraisal(agency, targets=0)
    row = attend(make_session(), agency.staff, superior=agency.superior, personnel=agency.personnel)
    verify(prove(agency.staff, enrolment=row), agency.personnel)
    with pytest.raises(Refused, match="tercatat hadir"), transaction.atomic():
        enrolling.record_attendance(row.session, [], [row.pk], by=agency.personnel.user)


def test_the_file_leaves_boxed_in_and_only_to_those_who_may_read_it(agency, client):
    make_appraisal(agency, targets=0)
    url = reverse("certificate_file", args=[prove(agency.staff).uuid])
    response = sign_in(client, agency.superior).get(url)
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert sign_in(client, agency.colleague).get(url).status_code == 404


def test_eight_six_and_four_hours_are_two_short_of_twenty(agency):
    """domain.md, worked example 71: 8 + 6 + 4 JP in the year are 18 JP, 2 short of 20."""
    for number, done in enumerate((8, 6, 4)):
        verify(prove(agency.staff, done, title=f"Pelatihan {number}"), agency.personnel, done)
    prove(agency.staff, 5, title="Belum diperiksa")
    before = date(timezone.localdate().year - 1, 6, 1)
    verify(prove(agency.staff, 9, starts_on=before, ends_on=before), agency.personnel, 9)

    found = hours.of(agency.staff, timezone.localdate().year)
    assert (found.done, found.missing, found.waiting) == (18, 2, 5)
    assert found.words == "Kurang 2 JP dari 20 JP setahun."
    assert found.kinds == [("Diklat teknis", 18)]
    assert hours.of_many([agency.staff.pk], found.year) == {agency.staff.pk: 18}


def test_the_period_sets_the_figures_and_pppk_have_a_ceiling_of_their_own(agency):
    contracted = make_employee(kind="PPPK")
    year = timezone.localdate().year
    assert (hours.of(contracted, year).wanted, hours.of(agency.staff, year).wanted) == (24, 20)
    make_period()
    Period.objects.update(training_hours=30, contract_training_hours=16)
    assert (hours.of(contracted, year).wanted, hours.of(agency.staff, year).wanted) == (16, 30)
    assert "paling banyak 16 JP" in hours.of(contracted, year).words
    assert hours.of(agency.mayor, year).wanted is None


def test_all_of_siasns_25_kinds_are_there_by_their_codes():
    """domain.md, section 11: jenisDiklat 1 Struktural … 7 Sosialisasi … 25 Nonklasikal lain."""
    assert CourseKind.values == list(range(1, 26))
    assert (CourseKind(7).label, CourseKind(16).label, CourseKind(25).label) == (
        "Sosialisasi", "E-learning", "Nonklasikal lainnya",
    )  # fmt: skip
