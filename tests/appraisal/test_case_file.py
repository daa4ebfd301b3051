"""The auditor takes a case along: for a purpose, told in its history, without counselling and givers in confidence."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import case_file, case_job, evidence
from appraisal.models import Appraisal, Evaluation, ProgressEntry
from appraisal.workflow import Refused
from employees import outbox
from employees.models import Employee, Job, Outbox
from feedback import counselling, notes
from tests import factories
from tests.access.world import kept
from tests.factories import Agency
from tests.feedback import asking

pytestmark = pytest.mark.django_db
PURPOSE = "Surat tugas 700/12/2026: pemeriksaan predikat."
SECRET = "Kata yang hanya boleh dibaca mereka"


def taken(appraisal: Appraisal, by: Employee) -> dict[str, bytes]:
    """What is in the archive, as a worker makes it and the page hands it out."""
    job = case_job.request(appraisal, PURPOSE, by=by.user)
    outbox.carry_out(Outbox.objects.get(key=f"job:{job.uuid}").pk)
    job.refresh_from_db()
    assert job.status == Job.Status.DONE, job.message
    client = factories.sign_in(Client(), by)
    content = b"".join(client.get(reverse("job_file", args=[job.uuid])))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def evidenced(appraisal: Appraisal) -> ProgressEntry:
    entry = ProgressEntry.objects.create(appraisal=appraisal, day=timezone.localdate(), text="Laporan Mei")
    evidence.keep(entry, evidence.Checked("foto acara.png", ".png", "image/png", b"the bytes of a picture"))
    return entry


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    return factories.make_evaluation(agency, "DELIVERED")


def test_it_holds_story_timeline_documents_evidence_and_signed_notes(
    agency: Agency, evaluation: Evaluation
) -> None:
    evidenced(evaluation.appraisal)
    kept(evaluation)
    notes.give(
        evaluation.appraisal,
        by=agency.superior,
        kind="ADVICE",
        text="=Lebih ringkas.",
        day=timezone.localdate(),
    )
    found = taken(evaluation.appraisal, agency.auditor)
    assert found["bukti/foto acara.png"] == b"the bytes of a picture"
    assert found["dokumen/AKHIR_D.1.1_versi-1.pdf"] == b"%PDF-1.7"
    page = found["perkara.html"].decode()
    for words in ("Budi Pegawai", PURPOSE, "Laporan Mei", "Melayani dengan ramah", "Lebih ringkas."):
        assert words in page
    note = table(found["umpan-balik/catatan.csv"])[0]
    assert (note["pemberi"], note["isi"]) == ("Siti Atasan", "'=Lebih ringkas.")  # neutral in a spreadsheet
    steps = table(found["linimasa.csv"])
    assert [row["langkah"] for row in steps][-1] == case_job.LABEL
    assert steps[-1]["catatan"] == PURPOSE


def test_the_manifest_names_each_file_with_its_hash(agency: Agency, evaluation: Evaluation) -> None:
    evidenced(evaluation.appraisal)
    found = taken(evaluation.appraisal, agency.auditor)
    told = {row["berkas"]: row["SHA-256"] for row in table(found.pop(case_file.MANIFEST))}
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def test_what_the_storage_lost_or_bent_is_said_in_the_manifest(
    agency: Agency, evaluation: Evaluation
) -> None:
    proof = evidenced(evaluation.appraisal).evidence.get()
    document = kept(evaluation)
    default_storage.delete(str(proof.file.name))
    with default_storage.open(str(document.file.name), "wb") as file:
        file.write(b"%PDF-bent")
    told = {
        row["isi"]: row["keterangan"]
        for row in table(taken(evaluation.appraisal, agency.auditor)["manifest.csv"])
    }
    assert told["Bukti dukung realisasi: foto acara.png"] == case_file.LOST
    assert told["Dokumen evaluasi Tahunan, berlaku"] == case_file.CHANGED


def test_nothing_that_is_not_delivered_yet_is_in_it(agency: Agency) -> None:
    """product.md, 'Who sees what': the auditor reads ratings from DELIVERED on, a draft self-assessment never."""
    rated = factories.make_evaluation(agency, "RATED")
    page = taken(rated.appraisal, agency.auditor)["perkara.html"].decode()
    assert "Melayani dengan ramah" not in page
    assert "Rating belum disampaikan." in page
    assert "Dua belas laporan tersusun." in page  # submitted


def test_a_draft_of_the_self_assessment_is_not_in_it(agency: Agency) -> None:
    opened = factories.make_evaluation(agency, "OPEN")
    factories.assess(opened)
    assert "Dua belas laporan" not in taken(opened.appraisal, agency.auditor)["perkara.html"].decode()


def test_counselling_is_not_in_it_by_no_name_and_no_word(agency: Agency, evaluation: Evaluation) -> None:
    row = evaluation.appraisal
    report = counselling.tell(row, SECRET, by=agency.superior)
    counselling.reply(report, SECRET, by=agency.staff, version=1)
    note = notes.give(row, by=agency.superior, kind="IMPROVEMENT", text="Datang", day=timezone.localdate())
    case = counselling.report(
        report, counselling.Problem(SECRET, SECRET, True, SECRET, [note]), by=agency.superior, version=2
    )
    counselling.name(case, agency.unit_personnel, by=agency.personnel.user)
    day = timezone.localdate().isoformat()
    counselling.appoint(
        case,
        counselling.Schedule(agency.stranger, "INDEPENDENT", day, "09:00", SECRET),
        by=agency.unit_personnel.user,
        version=0,
    )
    whole = b"".join(taken(row, agency.auditor).values()).decode(errors="replace")
    assert "Siti Atasan" in whole  # the control: names are found where they stand
    for words in (SECRET, "B.1.10", agency.stranger.name, agency.unit_personnel.name):
        assert words not in whole


def test_givers_in_confidence_are_not_in_it_and_what_was_published_is(agency: Agency) -> None:
    row = factories.make_appraisal(agency, "RUNNING")
    people = asking.peers_of(agency, 4)
    found = asking.begun(row, people, agency.superior)
    for person in people:
        asking.say(found, person, f"Sabar, menurut pendapat {people.index(person)}.")
    asking.close(found)
    archive = taken(row, agency.auditor)
    whole = b"".join(archive.values()).decode(errors="replace")
    assert "Sabar, menurut pendapat" in archive["rekaman-umpan-balik.csv"].decode()
    for person in people:
        assert person.name not in whole
        assert person.nip not in whole


@pytest.mark.parametrize("who", ["staff", "superior", "head", "personnel", "unit_personnel"])
def test_nobody_but_an_auditor_takes_it(who: str, agency: Agency) -> None:
    row = factories.make_appraisal(agency)
    with pytest.raises(Refused, match="auditor"):
        case_job.request(row, PURPOSE, by=getattr(agency, who).user)


def test_an_auditor_takes_no_case_of_which_he_is_a_party(agency: Agency) -> None:
    factories.make_appraisal(agency)
    own = Appraisal.objects.get(employee=agency.auditor)
    with pytest.raises(Refused, match="auditor lain"):
        case_job.request(own, PURPOSE, by=agency.auditor.user)


def test_the_page_asks_for_a_purpose_and_the_history_shows_it(agency: Agency, client: Client) -> None:
    row = factories.make_appraisal(agency)
    url = reverse("case_file", args=[row.uuid])
    factories.sign_in(client, agency.auditor)
    assert client.post(url, {"purpose": "ya"}).status_code == 422
    assert not Job.objects.exists()
    assert client.post(url, {"purpose": PURPOSE}).status_code == 302
    assert Job.objects.get().personal
    history = (
        factories.sign_in(client, agency.staff).get(reverse("history", args=[row.uuid])).content.decode()
    )
    assert case_job.LABEL in history
    assert PURPOSE in history
    assert "Ambil berkas perkara" not in history


def test_the_right_is_asked_again_when_the_archive_is_made(agency: Agency) -> None:
    row = factories.make_appraisal(agency)
    job = case_job.request(row, PURPOSE, by=agency.auditor.user)
    agency.auditor.user.groups.clear()
    outbox.carry_out(Outbox.objects.get(key=f"job:{job.uuid}").pk)
    job.refresh_from_db()
    assert (job.status, job.message) == (Job.Status.FAILED, case_job.NO_RIGHT)
    assert not job.file
