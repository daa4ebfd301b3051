"""The running year: entries, figures, calls for help, and evidence that only parties may fetch."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from appraisal.evidence import MOST_FILES, keep_link
from appraisal.models import Evidence, ProgressEntry, TargetIndicator
from employees.models import Notification
from tests.appraisal.test_evidence import a_pdf
from tests.factories import make_appraisal, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency):
    return make_appraisal(agency, "RUNNING", targets=1)


@pytest.fixture
def staff(client, agency):
    return sign_in(client, agency.staff)


def form(**fields: object) -> dict[str, object]:
    return {
        "_submission": str(uuid.uuid4()),
        "version": 0,
        "kind": "RESULT",
        "day": timezone.localdate().isoformat(),
        "text": "Tujuh laporan tersusun",
    } | fields


def add(client, appraisal, **fields):
    return client.post(reverse("progress_new", args=[appraisal.uuid]), form(**fields))


def a_photo(name: str = "kegiatan.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def test_an_entry_is_kept_with_its_figure_and_shown_against_the_thresholds(appraisal, staff):
    indicator = TargetIndicator.objects.get()

    response = add(staff, appraisal, indicator=indicator.pk, achieved="7,5")

    entry = appraisal.progress.get()
    page = staff.get(response["Location"]).content.decode()
    assert (entry.achieved, entry.target) == (7.5, indicator.target)
    assert "7,5 laporan" in page
    assert "di bawah ekspektasi" in page
    assert 'value="7.50"' in page


def test_the_latest_day_gives_the_figure(appraisal, staff):
    indicator = TargetIndicator.objects.get()
    today = timezone.localdate()
    add(staff, appraisal, indicator=indicator.pk, achieved="11", day=today.isoformat())
    add(staff, appraisal, indicator=indicator.pk, achieved="3", day=(today - timedelta(days=9)).isoformat())

    page = staff.get(reverse("progress", args=[appraisal.uuid])).content.decode()

    assert "sesuai ekspektasi" in page
    assert "di bawah ekspektasi" not in page


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": tomorrow}, "Isi tanggal antara"),
        ({"day": lambda: "2001-01-01"}, "Isi tanggal antara"),
        ({"text": lambda: " "}, "Isian ini tidak boleh kosong"),
        ({"achieved": lambda: "5"}, "Pilih indikator untuk angka ini"),
        ({"achieved": lambda: "5 berkas"}, "Tulis angkanya saja, tanpa satuan"),
        ({"day": tomorrow, "attachments": lambda: [a_photo()]}, "Pilih lagi berkasnya"),
        ({"link": lambda: "javascript:alert(1)"}, "URL"),
    ],
)
def test_what_does_not_fit_is_said(fields, sentence, appraisal, staff):
    response = add(staff, appraisal, **{name: value() for name, value in fields.items()})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not appraisal.progress.exists()


def test_a_call_for_help_reaches_the_appraiser_who_marks_it_as_given(appraisal, staff, client, agency):
    add(staff, appraisal, help_wanted="on", obstacle="Data sekolah belum masuk")
    entry = appraisal.progress.get()
    told = Notification.objects.get(employee=agency.superior, key=f"help-wanted:{entry.uuid}")
    assert told.url == reverse("help_queue")
    url = reverse("progress_help", args=[appraisal.uuid, entry.uuid])

    by_staff = staff.post(url)
    by_superior = sign_in(client, agency.superior).post(url)

    assert told.body == "Data sekolah belum masuk"
    assert (by_staff.status_code, by_superior.status_code) == (409, 302)
    entry.refresh_from_db()
    assert entry.helped_at is not None
    assert Notification.objects.filter(employee=agency.staff, key=f"helped:{entry.uuid}").exists()


def test_nobody_but_the_employee_writes_entries(appraisal, client, agency):
    for person in (agency.superior, agency.head, agency.personnel, agency.auditor):
        assert add(sign_in(client, person), appraisal).status_code == 409
    assert add(sign_in(client, agency.stranger), appraisal).status_code == 404
    assert not appraisal.progress.exists()


def test_an_entry_is_corrected_and_deleted_by_its_author(appraisal, staff):
    add(staff, appraisal)
    entry = appraisal.progress.get()
    appraisal.refresh_from_db()
    url = reverse("progress_edit", args=[appraisal.uuid, entry.uuid])

    stale = staff.post(url, form(text="Delapan laporan", version=0))
    saved = staff.post(url, form(text="Delapan laporan", version=appraisal.version("progress")))

    assert (stale.status_code, saved.status_code) == (409, 302)
    assert "Tujuh laporan tersusun" in stale.content.decode()
    entry.refresh_from_db()
    assert entry.text == "Delapan laporan"
    staff.post(reverse("progress_delete", args=[appraisal.uuid, entry.uuid]))
    assert not appraisal.progress.exists()


def test_a_closed_year_takes_no_entry(client, agency):
    appraisal = make_appraisal(agency, "CLOSED")

    assert add(sign_in(client, agency.staff), appraisal).status_code == 409


def test_the_same_form_sent_twice_makes_one_entry(appraisal, staff):
    sent = form()
    for _ in range(2):
        staff.post(reverse("progress_new", args=[appraisal.uuid]), sent)

    assert appraisal.progress.count() == 1


def test_evidence_is_kept_by_its_content_and_comes_as_an_attachment(appraisal, staff):
    add(staff, appraisal, attachments=[SimpleUploadedFile("laporan akhir.pdf", a_pdf()), a_photo()])
    report, photo = Evidence.objects.all()

    response = staff.get(reverse("evidence", args=[report.uuid]))

    assert report.sha256 in report.file.name
    assert photo.content_type == "image/jpeg"
    assert hashlib.sha256(response.content).hexdigest() == report.sha256
    assert response["Content-Disposition"] == 'attachment; filename="laporan akhir.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def fetched(client, person, url: str) -> int:
    return sign_in(client, person).get(url).status_code


def test_evidence_is_for_those_who_may_see_the_appraisal(appraisal, client, agency):
    add(sign_in(client, agency.staff), appraisal, attachments=[a_photo()])
    url = reverse("evidence", args=[Evidence.objects.get().uuid])

    allowed = [agency.staff, agency.superior, agency.head, agency.unit_personnel, agency.auditor]
    refused = [agency.stranger, agency.colleague, agency.other_unit_personnel]

    assert [fetched(client, one, url) for one in allowed] == [200] * 5
    assert [fetched(client, one, url) for one in refused] == [404] * 3
    client.logout()
    assert client.get(url).status_code == 302


def test_a_refused_file_says_why_and_keeps_the_rest(appraisal, staff):
    wrong = SimpleUploadedFile("surat.pdf", b"bukan pdf")

    response = add(staff, appraisal, attachments=[a_photo(), wrong], text="Rapat dengan sekolah")

    page = response.content.decode()
    assert response.status_code == 422
    assert "«surat.pdf»: Isi berkas bukan PDF." in page
    assert "Rapat dengan sekolah" in page
    assert not Evidence.objects.exists()


def test_there_is_an_end_to_evidence(appraisal, staff):
    entry = ProgressEntry.objects.create(appraisal=appraisal, day=timezone.localdate(), text="Lama")
    for number in range(MOST_FILES - 1):
        keep_link(entry, f"https://berkas.contoh.example/{number}")

    full = add(staff, appraisal, attachments=[a_photo("a.jpg"), a_photo("b.jpg")])
    fits = add(staff, appraisal, attachments=[a_photo("a.jpg")])

    assert (full.status_code, fits.status_code) == (422, 302)
    assert "paling banyak 20 bukti dukung; sudah ada 19" in full.content.decode()


def test_a_link_is_written_down_and_old_evidence_is_taken_away(appraisal, staff):
    add(staff, appraisal, link="https://berkas.contoh.example/laporan")
    entry = appraisal.progress.get()
    old = entry.evidence.get()
    appraisal.refresh_from_db()

    staff.post(
        reverse("progress_edit", args=[appraisal.uuid, entry.uuid]),
        form(version=appraisal.version("progress"), remove=[old.pk], attachments=[a_photo()]),
    )

    assert [one.title for one in entry.evidence.all()] == ["kegiatan.jpg"]


def test_a_missing_file_is_not_found(appraisal, staff):
    add(staff, appraisal, attachments=[a_photo()])
    found = Evidence.objects.get()
    default_storage.delete(found.file.name)

    assert staff.get(reverse("evidence", args=[found.uuid])).status_code == 404


def test_the_page_asks_no_more_for_fifty_entries_than_for_one(
    appraisal, staff, django_assert_num_queries, django_assert_max_num_queries
):
    url = reverse("progress", args=[appraisal.uuid])
    indicator = TargetIndicator.objects.get()
    add(staff, appraisal, indicator=indicator.pk, achieved="1", link="https://a.example/")
    staff.get(url)
    with django_assert_max_num_queries(17) as one:
        staff.get(url)
    for number in range(49):
        entry = ProgressEntry.objects.create(
            appraisal=appraisal,
            day=timezone.localdate(),
            text=f"Ke-{number}",
            indicator=indicator,
            achieved=1,
        )
        keep_link(entry, "https://a.example/")

    with django_assert_num_queries(len(one)):
        staff.get(url)


def test_no_more_than_five_files_at_once(appraisal, staff):
    response = add(staff, appraisal, attachments=[a_photo(f"{number}.jpg") for number in range(6)])

    assert response.status_code == 422
    assert "paling banyak 5 berkas sekaligus" in response.content.decode()
    assert not Evidence.objects.exists()
