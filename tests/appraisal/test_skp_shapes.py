"""The four shapes of the SKP, written in the browser with the regulation's own filled-in examples."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from appraisal.advice import NO_BUDGET
from appraisal.models import Appraisal, Period
from appraisal.shape import Shape, shape_of
from tests import factories

pytestmark = pytest.mark.django_db
# Table 5: the SKP of Direktur Jenderal III, quantitative (text lines 5368-5430).
DIRECTOR = [
    ("Meningkatkan kualitas layanan Direktorat Jenderal III", "Menteri",
     "Indeks kualitas layanan yang dihasilkan oleh unit kerja lingkup Direktorat Jenderal III",
     "3,5 dari skala 5", "RECIPIENTS"),
    ("Pengelolaan anggaran Program Pembinaan dan Pengembangan Infrastruktur Permukiman yang optimal", "Menteri",
     "Nilai Indikator Kinerja Pelaksanaan Anggaran Direktorat Jenderal III", "95", "BUDGET"),
]  # fmt: skip
# Table 4: the SKP of Kepala Dinas Kesehatan, qualitative (text lines 6612-6660).
HEALTH = [
    ("Meningkatnya pelayanan kesehatan dan kemandirian masyarakat untuk hidup sehat", "Kepala Daerah",
     "Keluarga di wilayah kerja yang masuk dalam kategori keluarga sehat meningkat dari tahun sebelumnya",
     "RECIPIENTS"),
    ("Pengelolaan anggaran Dinas Kesehatan yang optimal", "Kepala Daerah",
     "Penyerapan anggaran Dinas Kesehatan meningkat dibandingkan tahun sebelumnya", "BUDGET"),
]  # fmt: skip
# Table 11: the SKP of a Bidan Penyelia, qualitative (text lines 7257-7300).
MIDWIFE = (
    "Ibu hamil dengan kehamilan fisiologis dan patologis mendapat pemeriksaan kehamilan",
    "Kepala Puskesmas",
    "Komplain atas layanan ANC menurun dari tahun sebelumnya",
)


def posted(appraisal, result, indicator, **fields):
    data = {
        "_submission": str(uuid.uuid4()),
        "version": Appraisal.objects.get(pk=appraisal.pk).version("targets"),
        "kind": "MAIN",
        "result": result,
        "indikator-TOTAL_FORMS": 1,
        "indikator-INITIAL_FORMS": 0,
    } | fields
    return data | {f"indikator-0-{name}": value for name, value in indicator.items()}


@pytest.fixture
def head(agency, client):
    """Kepala Dinas, signed in, with his appraisal."""
    appraisal = factories.make_appraisal(agency, employee=agency.head, targets=0)
    factories.sign_in(client, agency.head)
    return appraisal


def qualitative():
    Period.objects.update(approach=Period.Approach.QUALITATIVE)


def write(client, appraisal, *args, **fields):
    return client.post(reverse("target_new", args=[appraisal.uuid]), posted(appraisal, *args, **fields))


@pytest.mark.parametrize(
    ("shape", "form"),
    [
        (Shape(leads=True, qualitative=True), "A.1.1"),
        (Shape(leads=True, qualitative=False), "A.1.2"),
        (Shape(leads=False, qualitative=True), "A.1.6"),
        (Shape(leads=False, qualitative=False), "A.1.7"),
    ],
)
def test_each_shape_is_one_official_form(shape, form):
    assert shape.form == form


def test_a_leader_plans_by_perspective_in_figures(head, client):
    for result, assigned_by, text, goal, perspective in DIRECTOR:
        indicator = {"text": text, "goal": goal, "perspective": perspective, "direction": "HIGHER"}
        assert write(client, head, result, indicator, assigned_by=assigned_by).status_code == 302

    target = head.targets.get(result=DIRECTOR[1][0])
    indicator = target.indicators.get()
    assert (indicator.perspective, indicator.aspect, indicator.goal) == ("BUDGET", "", "95")
    assert target.assigned_by == "Menteri"
    page = client.get(reverse("targets", args=[head.uuid])).content.decode()
    assert "Perspektif" in page
    assert "format A.1.2" in page
    assert "Penugasan dari Menteri" in page
    assert NO_BUDGET not in page


def test_a_leaders_form_has_no_intervened_result_and_asks_for_the_perspective(head, client):
    page = client.get(reverse("target_new", args=[head.uuid])).content.decode()

    assert 'name="parent_text"' not in page
    assert 'name="indikator-0-aspect"' not in page
    without = write(client, head, "Layanan", {"text": "Indeks", "goal": "90", "direction": "HIGHER"})
    assert without.status_code == 422
    assert not head.targets.exists()


def test_a_leader_tells_measure_and_target_in_a_sentence(head, client):
    qualitative()
    for result, assigned_by, text, perspective in HEALTH:
        indicator = {"text": text, "perspective": perspective}
        assert write(client, head, result, indicator, assigned_by=assigned_by).status_code == 302

    indicator = head.targets.first().indicators.get()
    assert (indicator.text, indicator.goal, indicator.lower) == (HEALTH[0][2], "", None)
    page = client.get(reverse("targets", args=[head.uuid])).content.decode()
    assert "Perspektif Penerima Layanan" in page
    assert "format A.1.1" in page
    assert "ambang belum disepakati" not in page


def test_an_official_tells_measure_and_target_in_a_sentence_without_an_aspect(agency, client):
    appraisal = factories.make_appraisal(agency, targets=0)
    qualitative()
    result, assigned_by, text = MIDWIFE
    factories.sign_in(client, agency.staff)

    form = client.get(reverse("target_new", args=[appraisal.uuid])).content.decode()
    assert write(client, appraisal, result, {"text": text}, assigned_by=assigned_by).status_code == 302

    assert 'name="indikator-0-goal"' not in form
    assert 'value="Kepala Bidang Guru"' in form  # who assigns: the appraiser's post, to be changed
    assert appraisal.targets.get().indicators.get().aspect == ""
    page = client.get(reverse("targets", args=[appraisal.uuid])).content.decode()
    assert text in page
    assert "format A.1.6" in page


def test_an_official_names_an_aspect_and_the_result_he_serves(agency, client):
    appraisal = factories.make_appraisal(agency, targets=0)
    factories.sign_in(client, agency.staff)
    indicator = {"text": "Jumlah laporan", "goal": "12 laporan", "direction": "HIGHER"}

    without = write(client, appraisal, "Laporan", indicator, parent_text="Layanan guru membaik")
    full = write(
        client, appraisal, "Laporan", indicator | {"aspect": "TIME"}, parent_text="Layanan guru membaik"
    )

    assert (without.status_code, full.status_code) == (422, 302)
    page = client.get(reverse("targets", args=[appraisal.uuid])).content.decode()
    assert "Mendukung hasil kerja pimpinan: Layanan guru membaik" in page
    assert "format A.1.7" in page


def test_figures_from_before_stay_when_the_approach_becomes_qualitative(agency, client):
    appraisal = factories.make_appraisal(agency, targets=1)
    qualitative()
    factories.sign_in(client, agency.staff)
    target = appraisal.targets.get()

    page = client.get(reverse("target_edit", args=[appraisal.uuid, target.uuid])).content.decode()

    assert 'name="indikator-0-goal"' in page
    assert 'name="indikator-0-lower"' in page
    assert 'name="indikator-1-lower"' not in page


def test_the_other_kinds_word_goes_when_an_indicator_is_saved_again(head, client):
    target = factories.add_target(head, "Layanan")
    one = target.indicators.get()
    form = posted(
        head,
        "Layanan",
        {"id": one.pk, "text": one.text, "goal": one.goal, "perspective": "PROCESS", "direction": "HIGHER"},
    )
    form |= {"indikator-INITIAL_FORMS": 1}

    assert client.post(reverse("target_edit", args=[head.uuid, target.uuid]), form).status_code == 302

    one.refresh_from_db()
    assert (one.aspect, one.perspective) == ("", "PROCESS")


# --- hints that block nothing ---------------------------------------------------------
def test_a_leader_without_the_budget_perspective_is_told_and_proposes_all_the_same(head, client):
    """Text lines 1246-1249: this perspective must be in every SKP of a leader."""
    factories.add_target(head, "Layanan")
    url = reverse("targets", args=[head.uuid])

    assert NO_BUDGET in client.get(url).content.decode()
    assert NO_BUDGET in client.get(reverse("appraisal", args=[head.uuid])).content.decode()
    client.post(reverse("appraisal_act", args=[head.uuid, "propose"]))

    head.refresh_from_db()
    assert head.status == "PROPOSED"
    assert NO_BUDGET in client.get(url).content.decode()


def test_an_additional_result_under_the_budget_does_not_count(head, client):
    beside = factories.add_target(head, "Anggaran", kind="ADDITIONAL")
    beside.indicators.update(aspect="", perspective="BUDGET")

    assert NO_BUDGET in client.get(reverse("targets", args=[head.uuid])).content.decode()


def test_absolute_words_of_an_official_get_a_hint_on_saving(agency, client):
    """Text lines 2114-2125; the second sentence is the regulation's example."""
    appraisal = factories.make_appraisal(agency, targets=0)
    factories.sign_in(client, agency.staff)
    indicator = {"text": "Semua pemrosesan klaim dilakukan dengan waktu cepat", "goal": "100%",
                 "aspect": "TIME", "direction": "HIGHER"}  # fmt: skip

    answer = client.post(
        reverse("target_new", args=[appraisal.uuid]),
        posted(appraisal, "Klaim diproses", indicator),
        follow=True,
    )

    page = answer.content.decode()
    assert "disimpan" in page
    assert "kata «semua» membuat target mutlak" in page
    assert appraisal.targets.count() == 1


def test_a_leaders_absolute_words_are_left_alone(head, client):
    indicator = {"text": "Semua layanan", "goal": "100%", "perspective": "BUDGET", "direction": "HIGHER"}

    answer = client.post(
        reverse("target_new", args=[head.uuid]), posted(head, "Layanan", indicator), follow=True
    )

    assert "membuat target mutlak" not in answer.content.decode()


def test_once_the_skp_runs_nothing_is_advised(agency, client):
    appraisal = factories.make_appraisal(agency, "RUNNING")
    appraisal.targets.update(result="Semua laporan selalu tepat")
    factories.sign_in(client, agency.staff)

    assert "Patut dilihat" not in client.get(reverse("targets", args=[appraisal.uuid])).content.decode()


def test_the_shape_follows_the_appraisal_and_its_period(head):
    assert shape_of(head) == Shape(leads=True, qualitative=False)
