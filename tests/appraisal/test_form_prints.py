"""The page 'Dokumen', the job that draws the forms, and `render_document`: who gets which, and what he does not."""

from __future__ import annotations

import uuid
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from appraisal import confined, documents, form_prints
from appraisal.models import Appraisal, Document, Evaluation, EvaluationStatus, Period
from appraisal.papers.subject import Subject
from employees import outbox
from employees.models import Employee, Job, Outbox
from tests import factories, queries
from tests.factories import Agency
from tests.printed import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(agency: Agency) -> Evaluation:
    factories.make_period()
    return factories.make_evaluation(agency, EvaluationStatus.DELIVERED)


def codes(subject: Subject, user: Employee) -> set[str]:
    return {one.code for one in form_prints.readable(subject, user.user)}


def chosen(*forms: str) -> dict[str, object]:
    return {"_submission": str(uuid.uuid4()), "chosen": list(forms)}


def carry_out(job: Job) -> Job:
    for row in Outbox.objects.filter(kind="drawn_job", done_at__isnull=True):
        outbox.carry_out(row.pk)
    job.refresh_from_db()
    return job


# --- the page -------------------------------------------------------------------------
def test_the_page_offers_the_forms_of_this_person_and_no_others(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)

    shown = factories.sign_in(client, agency.staff).get(reverse("papers", args=[appraisal.uuid]))

    page = shown.content.decode()
    assert "A.1.7 Sasaran Kinerja Pegawai" in page
    assert "C.1.3 Hasil Evaluasi Kinerja Pegawai" in page
    assert "A.1.2" not in page
    assert "Angka Kredit" not in page


def test_the_page_asks_the_same_few_questions_whatever_the_year_holds(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency, targets=1)

    def grow() -> None:
        for number in range(10):
            factories.add_target(appraisal, f"Hasil {number}", order=number + 1)

    factories.sign_in(client, agency.staff)
    queries.assert_constant(client, reverse("papers", args=[appraisal.uuid]), grow)


def test_choosing_none_says_what_to_do(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)

    answer = factories.sign_in(client, agency.staff).post(reverse("papers", args=[appraisal.uuid]), chosen())

    assert answer.status_code == 422
    assert "Pilih paling sedikit satu formulir." in answer.content.decode()


def test_a_form_of_another_kind_of_person_cannot_be_asked_for(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)

    answer = factories.sign_in(client, agency.staff).post(
        reverse("papers", args=[appraisal.uuid]), chosen("A.1.2")
    )

    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_a_window_that_there_is_not_is_not_found(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.staff)

    assert client.get(reverse("papers", args=[appraisal.uuid]) + "?periode=TW9").status_code == 404


def test_the_chosen_forms_come_as_one_file_with_a_bookmark_each(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.staff)

    answer = client.post(reverse("papers", args=[appraisal.uuid]), chosen("A.1.7", "A.1.8"))
    job = carry_out(Job.objects.get())
    assert (job.status, job.message) == ("DONE", "")
    file = client.get(reverse("job_file", args=[job.uuid]))

    assert answer.headers["Location"] == reverse("job", args=[job.uuid])
    outline = PdfReader(BytesIO(b"".join(file.streaming_content))).outline
    assert [one.title for one in outline] == [
        "A.1.7 Sasaran Kinerja Pegawai",
        "A.1.8 Lampiran Sasaran Kinerja Pegawai",
    ]
    assert job.file_name == f"{appraisal.period.year} Budi Pegawai formulir kinerja.pdf"


def test_nobody_else_fetches_what_somebody_asked_for(client: Client, agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    job = form_prints.request(Subject.find(appraisal), ["A.1.7"], agency.staff)

    for person in (agency.superior, agency.personnel, agency.auditor):
        assert factories.sign_in(client, person).get(reverse("job", args=[job.uuid])).status_code == 404


def test_the_signed_document_is_handed_out_as_it_is_on_record(
    client: Client, agency: Agency, signed: Evaluation
) -> None:
    document = documents.keep(signed)
    assert document is not None

    page = (
        factories.sign_in(client, agency.staff)
        .get(reverse("papers", args=[signed.appraisal.uuid]))
        .content.decode()
    )

    assert reverse("document", args=[document.uuid]) in page
    assert "D.1.1 Dokumen" not in page, "never drawn a second time beside the one on record"


# --- who reads what -------------------------------------------------------------------
def test_before_the_signature_no_form_tells_the_draft_rating(agency: Agency) -> None:
    """Negative control: the same form tells it after the signature."""
    factories.make_period()
    evaluation = factories.make_evaluation(agency, EvaluationStatus.RATED)
    draft = words_of(form_prints.draw(Subject.of(evaluation), ["C.1.3", "D.1.1"]))
    factories.walk_on(evaluation, EvaluationStatus.DELIVERED)
    told = words_of(form_prints.draw(Subject.of(evaluation), ["C.1.3"]))

    assert "DIATAS EKSPEKTASI/ SESUAI EKSPEKTASI/ DIBAWAH EKSPEKTASI" in draft
    assert "RATING HASIL KERJA SESUAI EKSPEKTASI* PERILAKU KERJA" in told


def test_everybody_concerned_gets_the_signed_result(agency: Agency, signed: Evaluation) -> None:
    subject = Subject.find(signed.appraisal)

    for person in (agency.staff, agency.superior, agency.head, agency.unit_personnel, agency.auditor):
        assert {"A.1.7", "C.1.3", "D.1.1", "KONVERSI"} <= codes(subject, person)


def test_whoever_may_not_read_the_rating_gets_the_skp_and_no_result(
    agency: Agency, signed: Evaluation
) -> None:
    found = codes(Subject.find(signed.appraisal), agency.colleague)

    assert "A.1.7" in found
    assert found.isdisjoint({"C.1.3", "D.1.1", "KONVERSI", "PAK"})


def test_a_right_that_was_lost_meanwhile_stops_the_job(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    job = form_prints.request(Subject.find(appraisal), ["A.1.7"], agency.stranger)

    assert (carry_out(job).status, job.message) == ("FAILED", form_prints.NO_RIGHT)
    assert not job.file


def test_a_print_that_cannot_be_drawn_ends_with_its_reason(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = Subject.find(factories.make_appraisal(agency))
    job = form_prints.request(subject, ["A.1.7"], agency.staff)
    monkeypatch.setattr(confined, "MOST_SECONDS", 0.001)

    assert carry_out(job).status == Job.Status.FAILED
    assert job.message.startswith(
        "Berkasnya tidak dapat dibuat: pembuatannya melewati batas waktu. Minta lagi"
    )


def test_a_form_that_became_unreadable_meanwhile_stops_the_job(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    job = form_prints.request(Subject.find(appraisal), ["A.1.2"], agency.staff)

    assert (carry_out(job).status, job.message) == ("FAILED", form_prints.NO_RIGHT)


# --- the command ----------------------------------------------------------------------
def render(*arguments: object) -> str:
    out = StringIO()
    call_command("render_document", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return factories.make_appraisal(agency)


def test_the_command_finds_somebody_by_nip_and_year(appraisal: Appraisal, tmp_path: Path) -> None:
    name = f"{appraisal.employee.nip}:{appraisal.period.year}"

    assert "A.1.7" in render(name, "A.1.7", tmp_path / "a.pdf")
    assert "FORMAT A.1.7 SASARAN KINERJA PEGAWAI" in words_of((tmp_path / "a.pdf").read_bytes())


def test_the_command_prints_a_window(appraisal: Appraisal, tmp_path: Path) -> None:
    render(appraisal.uuid, "B.1.5", tmp_path / "b.pdf", "--window=TW2")

    assert "PERIODE: TRIWULAN II (" not in words_of((tmp_path / "b.pdf").read_bytes())
    assert "PERIODE: TRIWULAN II " in words_of((tmp_path / "b.pdf").read_bytes())


@pytest.mark.parametrize(
    "name", ["198501152010012001:2026", "abc:2026", "kemarin", "00000000-0000-4000-8000-000000000000"]
)
def test_the_command_says_what_it_could_not_find(name: str, db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        render(name, "A.1.7", tmp_path / "a.pdf")


def test_the_command_knows_no_other_form(appraisal: Appraisal, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"A\.1\.9"):
        render(appraisal.uuid, "A.1.9", tmp_path / "a.pdf")


def test_another_document_than_the_evaluations_prints_empty(
    agency: Agency, signed: Evaluation, tmp_path: Path
) -> None:
    render(signed.appraisal.uuid, "D.1.2", tmp_path / "d.pdf")

    assert "6. Atasan Pejabat Penilai Kinerja" in words_of((tmp_path / "d.pdf").read_bytes())
    assert "SANGAT BAIK/ BAIK/" in words_of((tmp_path / "d.pdf").read_bytes())
    assert not Document.objects.exists()


def test_a_leaders_year_goes_out_with_the_leaders_forms(agency: Agency, period_of_told: Period) -> None:
    """Lines 4698-4706: until now every document carried A.1.7 and C.1.3."""
    evaluation = factories.make_evaluation(agency, EvaluationStatus.OPEN, period=period_of_told)
    evaluation.appraisal.leads = True
    evaluation.appraisal.save(update_fields=["leads"])
    factories.walk_on(evaluation, EvaluationStatus.DELIVERED)

    outline = PdfReader(BytesIO(documents.render(evaluation).content)).outline

    assert [one.title[:5] for one in outline] == ["D.1.1", "C.1.1", "A.1.1"]


@pytest.fixture
def period_of_told(agency: Agency) -> Period:
    return factories.make_period(approach=Period.Approach.QUALITATIVE)
