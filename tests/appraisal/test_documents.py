"""The official document: asked for by the signing steps, rendered once per step, frozen at FINAL, read with care."""

from __future__ import annotations

import hashlib
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from appraisal import documents, record, workflow
from appraisal.models import (
    BehaviourExpectation,
    Document,
    Evaluation,
    EvaluationStatus,
    Period,
    Recommendation,
    SelfFigure,
    UnitRating,
)
from employees import outbox
from employees.models import Employee, Outbox
from tests import factories
from tests.factories import Agency
from tests.printed import words_of
from tests.remembering import remembered

pytestmark = pytest.mark.django_db
D, F = EvaluationStatus.DELIVERED, EvaluationStatus.FINAL


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


@remembered
def carry_out() -> list[Document]:
    """Do what the worker of the queue `pdf` would do now; where it did the same before, its file is still there."""
    for row in Outbox.objects.filter(kind="document", done_at__isnull=True):
        outbox.carry_out(row.pk)
    return list(Document.objects.order_by("version"))


def words(document: Document) -> str:
    return words_of(documents.read(document))


def markup(evaluation: Evaluation) -> str:
    """The words of what would be drawn, where drawing it would tell no more."""
    evaluation.refresh_from_db()
    papers = documents.papers(evaluation, documents.form_of(evaluation))
    html = render_to_string("pdf/document.html", documents._context(evaluation, papers, "7K2M9QXR41BC", 1))
    return " ".join(unescape(strip_tags(html)).split())


@remembered
def evaluation_with_story(agency: Agency, status: str = D) -> Evaluation:
    """An evaluation whose forms have something in every column."""
    evaluation = factories.make_evaluation(agency, EvaluationStatus.OPEN)
    appraisal, today = evaluation.appraisal, timezone.localdate()
    target = appraisal.targets.order_by("order", "pk")[0]
    indicator = target.indicators.get()
    SelfFigure.objects.create(evaluation=evaluation, indicator=indicator, text="93% menurut arsip aktif")
    BehaviourExpectation.objects.create(appraisal=appraisal, value="LOYAL", text="- Siap saat dibutuhkan")
    note = {"giver_role": "LEADER", "shown_name": "Siti Atasan", "day": today}
    record.add(appraisal, source="note:1", text="melampaui perkiraan. Pertahankan!", target=target, **note)
    record.add(appraisal, source="note:2", text="selalu siap", value="LOYAL", **note)
    other = {"giver_role": "PEER", "shown_name": "Rina Rekan", "day": today}
    record.add(appraisal, source="note:3", text="suka menolong", value="HARMONIOUS", **other)
    UnitRating.objects.create(unit=agency.section, period=appraisal.period, predicate="GOOD", set_on=today)
    for reached in (EvaluationStatus.ASSESSED, EvaluationStatus.RATED):
        factories._walk_to(evaluation, reached)
    Recommendation.objects.create(evaluation=evaluation, text="Pelatihan menulis laporan")
    for reached in (D, F)[: 1 + (status == F)]:
        factories._walk_to(evaluation, reached)
    evaluation.refresh_from_db()
    return evaluation


# --- when ---------------------------------------------------------------------------
def test_delivery_asks_for_a_draft_and_nothing_before_does(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.RATED)
    assert not Outbox.objects.filter(kind="document").exists()
    factories._walk_to(evaluation, D)
    assert Outbox.objects.get(kind="document").priority > 5
    [document] = carry_out()
    assert (document.version, document.status, document.frozen_at) == (1, "VALID", None)
    assert document.pages >= 3


def test_it_is_rendered_by_the_queue_of_its_own() -> None:
    assert outbox._HANDLERS["document"].queue == "pdf"


def test_every_signature_brings_a_version_and_final_freezes(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, D)
    carry_out()
    workflow.perform(evaluation, "sign", by=agency.staff)
    carry_out()
    workflow.perform(evaluation, "accept", by=agency.staff)
    first, second, third = carry_out()
    assert [row.status for row in (first, second, third)] == ["REPLACED", "REPLACED", "VALID"]
    assert [row.frozen_at is not None for row in (first, second, third)] == [False, False, True]
    assert len({row.sha256 for row in (first, second, third)}) == 3
    assert "belum ditandatangani" in words(first)
    assert "belum ditandatangani" not in words(second)
    assert "Hasil evaluasi sudah final" in words(third)


def test_a_second_run_changes_nothing(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, F)
    before = carry_out()
    row = Outbox.objects.filter(kind="document").last()
    assert row is not None
    assert outbox.carry_out(row.pk) is False
    documents._render(row)
    assert documents.keep(evaluation) is None
    assert carry_out() == before
    assert len(before) == 1, "delivered and final before the worker came: one rendering"


def test_frozen_bytes_are_never_rendered_again(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, F)
    [document] = carry_out()
    content = documents.read(document)
    Evaluation.objects.filter(pk=evaluation.pk).update(note="Diubah kemudian.")
    evaluation.refresh_from_db()
    assert documents.keep(evaluation) is None
    assert documents.read(document) == content
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert document.file.name == f"documents/{document.sha256[:2]}/{document.sha256}.pdf"


def test_nothing_is_rendered_for_what_is_not_signed(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.RATED)
    assert documents.keep(evaluation) is None
    with pytest.raises(ValueError, match="belum ditandatangani"):
        documents.render(evaluation)


def test_a_step_taken_while_rendering_drops_the_stale_result(
    agency: Agency, period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = factories.make_evaluation(agency, D)
    real = documents.store

    def store(content: bytes) -> str:
        workflow.perform(Evaluation.objects.get(pk=evaluation.pk), "sign", by=agency.staff)
        return real(content)

    monkeypatch.setattr(documents, "store", store)
    assert documents.keep(Evaluation.objects.get(pk=evaluation.pk)) is None
    assert not Document.objects.exists()
    monkeypatch.undo()
    [document] = carry_out()
    assert "belum ditandatangani" not in words(document)


# --- what ---------------------------------------------------------------------------
def test_it_prints_the_three_forms_in_their_words(agency: Agency, period: Period) -> None:
    evaluation_with_story(agency, F)
    [document] = carry_out()
    text = words(document)
    for printed in (
        "FORMAT D.1.1 DOKUMEN EVALUASI KINERJA PEGAWAI",
        "FORMAT C.1.3 HASIL EVALUASI KINERJA PEGAWAI",
        "FORMAT A.1.7 SASARAN KINERJA PEGAWAI",
        "PERIODE*: TRIWULAN IV-AKHIR",
        f"PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN {period.year}",
        "PREDIKAT KINERJA PEGAWAI : BAIK",
        "RATING HASIL KERJA SESUAI EKSPEKTASI*",
        "A. UTAMA",
        "B. TAMBAHAN",
        "93% menurut arsip aktif",
        "Pimpinan: melampaui perkiraan. Pertahankan!",
        "Pimpinan: selalu siap",
        "Rekan kerja setingkat (Rina Rekan): suka menolong",
        "Ekspektasi Khusus Pimpinan: - Siap saat dibutuhkan",
        "Pertahankan ketelitian.",
        "Pelatihan menulis laporan",
        "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI BAIK",
        "Ditandatangani dengan konfirmasi kata sandi di aplikasi Kinerja,",
    ):
        assert printed in text, printed
    assert "*opsional" not in text
    assert agency.staff.nip[:8] in text


@pytest.mark.parametrize(
    ("results", "behaviour", "line"),
    [
        ("ABOVE", "BELOW", "PREDIKAT KINERJA PEGAWAI : KURANG (MISCONDUCT)"),
        ("BELOW", "MEETS", "RATING HASIL KERJA DIBAWAH EKSPEKTASI*"),
        ("ABOVE", "ABOVE", "RATING PERILAKU KERJA DIATAS EKSPEKTASI*"),
    ],
)
def test_it_spells_ratings_as_the_forms_do(
    agency: Agency, period: Period, results: str, behaviour: str, line: str
) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.ASSESSED)
    factories.draft_rating(evaluation, agency.superior, results, behaviour)
    workflow.perform(evaluation, "rate", by=agency.superior)
    factories._walk_to(evaluation, D)
    assert line in markup(evaluation)


def test_it_prints_the_parties_of_the_day_not_of_today(agency: Agency, period: Period) -> None:
    factories.make_evaluation(agency, D)
    Employee.objects.filter(pk=agency.superior.pk).update(name="Nama Baru", rank="IV/b")
    [document] = carry_out()
    assert "Siti Atasan" in words(document)
    assert "Nama Baru" not in words(document)


def test_someone_without_a_nip_prints_a_dash(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, D)
    evaluation.appraisal.parties.filter(role="REVIEWER").update(nip="", rank="-", name="Wali Kota Contoh")
    [document] = carry_out()
    assert "NAMA : Wali Kota Contoh NIP : - PANGKAT/GOL RUANG : -" in words(document)


def test_a_lapsed_answer_prints_that_it_was_not_signed(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, D)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        reply_due_on=timezone.localdate() - timezone.timedelta(1)
    )
    evaluation.refresh_from_db()
    workflow.perform(evaluation, "lapse", by=None)
    [document] = carry_out()
    assert document.frozen_at is not None
    assert "7. Pegawai yang Dinilai tidak ditandatangani" in words(document)


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([], "–"),
        ([(0, "GOOD", False)], "BAIK"),
        ([(0, "GOOD", True)], "BAIK (sementara)"),
        ([(-1, "OUTSTANDING", False)], "ISTIMEWA (capaian tahun sebelumnya)"),
    ],
)
def test_the_organisations_result_is_this_years_or_last_years_or_a_dash(
    agency: Agency, period: Period, rows: list[tuple[int, str, bool]], printed: str
) -> None:
    for years, predicate, provisional in rows:
        of = period if not years else make_period_of(period.year + years)
        UnitRating.objects.create(
            unit=agency.section, period=of, predicate=predicate, provisional=provisional, set_on=of.starts_on
        )
    evaluation = factories.make_evaluation(agency, D)
    assert f"CAPAIAN KINERJA ORGANISASI : {printed} PREDIKAT" in markup(evaluation)


def make_period_of(year: int) -> Period:
    day = timezone.localdate()
    return Period.objects.create(
        year=year, starts_on=day.replace(year, 1, 1), ends_on=day.replace(year, 12, 31), targets_due_on=day
    )


def test_a_later_result_changes_no_signed_document(agency: Agency, period: Period) -> None:
    rating = UnitRating.objects.create(
        unit=agency.section, period=period, predicate="GOOD", provisional=True, set_on=period.starts_on
    )
    evaluation = factories.make_evaluation(agency, D)
    rating.predicate, rating.provisional = "OUTSTANDING", False
    rating.save()
    workflow.perform(evaluation, "accept", by=agency.staff)
    [document] = carry_out()
    assert "CAPAIAN KINERJA ORGANISASI : BAIK (sementara)" in words(document)


# --- reading and keeping --------------------------------------------------------------
def test_a_damaged_file_is_never_handed_out(agency: Agency, period: Period, client: Client) -> None:
    evaluation = factories.make_evaluation(agency, F)
    document = documents.keep(evaluation)  # a file of its own: the one that is remembered stays as it is
    assert document is not None
    with default_storage.open(document.file.name, "wb") as file:
        file.write(b"%PDF-1.7 palsu")
    with pytest.raises(documents.DamagedError, match="SHA-256"):
        documents.read(document)
    answer = factories.sign_in(client, agency.staff).get(reverse("document", args=[document.uuid]))
    assert answer.status_code == 500
    assert "tidak kami serahkan" in answer.content.decode()
    default_storage.delete(document.file.name)
    with pytest.raises(documents.DamagedError, match="tidak ada"):
        documents.read(document)


def test_a_file_left_incomplete_by_a_crash_is_written_anew(db: None) -> None:
    name = documents.store(b"isi lengkap")
    with default_storage.open(name, "wb") as file:
        file.write(b"isi")
    assert documents.store(b"isi lengkap") == name
    with default_storage.open(name) as file:
        assert file.read() == b"isi lengkap"


def test_who_may_download(agency: Agency, period: Period, client: Client) -> None:
    factories.make_evaluation(agency, D)
    [document] = carry_out()
    address = reverse("document", args=[document.uuid])
    for who in ("staff", "superior", "head", "personnel", "unit_personnel", "auditor"):
        answer = factories.sign_in(client, getattr(agency, who)).get(address)
        assert answer.status_code == 200, who
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert hashlib.sha256(b"".join(answer)).hexdigest() == document.sha256
    for who in ("stranger", "colleague", "other_unit_personnel"):
        assert factories.sign_in(client, getattr(agency, who)).get(address).status_code == 404, who


def test_a_team_leader_gets_no_rating_by_way_of_the_document(
    agency: Agency, period: Period, client: Client
) -> None:
    evaluation = factories.make_evaluation(agency, D)
    [document] = carry_out()
    evaluation.appraisal.parties.create(
        role="TEAM_LEADER",
        employee=agency.colleague,
        appraisee=agency.staff,
        starts_on=period.starts_on,
        name="Rina Rekan",
    )
    url = reverse("document", args=[document.uuid])
    assert factories.sign_in(client, agency.colleague).get(url).status_code == 404


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in(
    agency: Agency, period: Period, client: Client
) -> None:
    factories.make_evaluation(agency, D)
    [document] = carry_out()
    assert client.get(reverse("document", args=[document.uuid])).status_code == 302


def test_the_evaluation_page_learns_what_there_is(agency: Agency, period: Period) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.RATED)
    assert documents.of(evaluation) == documents.Offered(None, (), pending=False)
    factories._walk_to(evaluation, D)
    assert documents.of(evaluation).pending
    [first] = carry_out()
    assert documents.of(evaluation) == documents.Offered(first, (), pending=False)
    workflow.perform(evaluation, "accept", by=agency.staff)
    assert documents.of(evaluation) == documents.Offered(first, (), pending=True)
    first, second = carry_out()
    assert documents.of(evaluation) == documents.Offered(second, (first,), pending=False)


def test_the_evaluation_page_says_what_is_being_made_and_offers_what_is_there(
    agency: Agency, period: Period, client: Client
) -> None:
    evaluation = factories.make_evaluation(agency, D)
    url = evaluation.get_absolute_url()
    factories.sign_in(client, agency.staff)
    assert "Dokumen sedang dibuat" in client.get(url).content.decode()
    [document] = carry_out()
    page = client.get(url).content.decode()
    assert "sedang dibuat" not in page
    assert reverse("document", args=[document.uuid]) in page
