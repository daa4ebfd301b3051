"""The pages of a change of the SKP: drafted, compared, decided; nothing typed is lost, two clicks are one step."""

import pytest
from django.urls import reverse

from appraisal import revisions
from appraisal.models import Evaluation, TargetRevision, WorkTarget
from tests import factories, queries
from tests.appraisal.test_concurrency import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency, "RUNNING")


@pytest.fixture
def revision(agency, appraisal):
    return revisions.open_revision(appraisal, by=agency.staff, reason="Tugas bertambah.")


def at(name, revision, *more):
    return reverse(name, args=[revision.appraisal.uuid, revision.uuid, *more])


def typed(revision, result, rows, stored=0):
    """What the form of a target posts; `rows`: the fields of each indicator."""
    posted = {
        "version": str(revision.version),
        "kind": "MAIN",
        "parent_text": "",
        "result": result,
        "indikator-TOTAL_FORMS": str(len(rows)),
        "indikator-INITIAL_FORMS": str(stored),
    }
    for number, row in enumerate(rows):
        base = {"aspect": "QUANTITY", "text": "Laporan", "goal": "12", "direction": "HIGHER"}
        posted |= {f"indikator-{number}-{name}": value for name, value in (base | row).items()}
    return posted


def test_a_change_is_begun_with_its_reason_and_leads_to_one_draft(agency, appraisal, client):
    factories.sign_in(client, agency.staff)
    url = reverse("revision_new", args=[appraisal.uuid])
    assert (
        client.get(f"{url}?sebab=RESOURCE&alasan=Anggaran+tidak+turun").context["form"]["cause"].value()
        == "RESOURCE"
    )
    assert client.post(url, {"cause": "RESOURCE", "reason": ""}).status_code == 422
    answer = client.post(url, {"cause": "RESOURCE", "reason": "Anggaran tidak turun."})
    revision = TargetRevision.objects.get()
    assert answer.url == at("revision", revision)
    assert client.get(url).url == answer.url
    assert client.post(url, {"cause": "NEW_APPRAISER", "reason": "x"}).url == answer.url


def test_a_reader_without_a_part_in_it_is_told_why_not(agency, appraisal, client):
    factories.sign_in(client, agency.personnel)
    answer = client.get(reverse("revision_new", args=[appraisal.uuid]))
    assert answer.status_code == 409
    assert "pegawai yang dinilai atau pejabat penilai kinerja" in answer.content.decode()


def test_a_target_of_the_draft_is_drawn_from_the_draft_and_saved_into_it(agency, revision, client):
    factories.sign_in(client, agency.staff)
    uuid = revision.new[0]["uuid"]
    url = at("revision_target_edit", revision, uuid)
    drawn = client.get(url).context
    assert drawn["form"]["result"].value() == revision.new[0]["result"]
    assert [row["text"].value() for row in drawn["formset"]] == ["Jumlah laporan yang tersusun", None]
    rows = [
        {"text": "Laporan tersusun", "lower": "9,5", "upper": "11", "unit": "laporan"},
        {"text": "Kepuasan"},
    ]
    assert client.post(url, typed(revision, "Laporan bulanan tersusun", rows, stored=1)).status_code == 302
    before = revision.new[0]
    revision.refresh_from_db()
    data = revision.new[0]
    assert (data["uuid"], data["result"]) == (uuid, "Laporan bulanan tersusun")
    first, second = data["indicators"]
    assert (first["uuid"], first["lower"]) == (before["indicators"][0]["uuid"], "9.50")
    assert (second["text"], second["lower"]) == ("Kepuasan", None)
    assert WorkTarget.objects.filter(result="Laporan bulanan tersusun").count() == 0


def test_an_indicator_that_is_ticked_goes_and_an_unchanged_one_stays(agency, revision, client):
    factories.sign_in(client, agency.staff)
    url = at("revision_target_edit", revision, revision.new[0]["uuid"])
    old = revision.new[0]["indicators"][0]
    same = {"text": old["text"], "goal": old["goal"], "unit": old["unit"], "lower": "10", "upper": "12"}
    client.post(url, typed(revision, "Satu", [same, {"text": "Lain"}], stored=1))
    revision.refresh_from_db()
    assert [one["text"] for one in revision.new[0]["indicators"]] == [old["text"], "Lain"]
    assert revision.new[0]["indicators"][0] == old
    client.post(url, typed(revision, "Satu", [same | {"DELETE": "on"}, {"text": "Lain"}], stored=2))
    revision.refresh_from_db()
    assert [one["text"] for one in revision.new[0]["indicators"]] == ["Lain"]


def test_a_further_target_is_written_and_taken_out_again(agency, revision, client):
    factories.sign_in(client, agency.superior)
    url = at("revision_target_new", revision)
    assert client.post(url, typed(revision, "", [{}])).status_code == 422
    assert client.post(url, typed(revision, "Arsip tertata", [{}])).status_code == 302
    revision.refresh_from_db()
    added = revision.new[-1]
    assert added["result"] == "Arsip tertata"
    gone = at("revision_target_delete", revision, added["uuid"])
    assert client.post(gone, {"version": revision.version}).status_code == 302
    revision.refresh_from_db()
    assert len(revision.new) == 2


def test_a_second_tab_gets_both_texts(agency, revision, client):
    factories.sign_in(client, agency.staff)
    url = at("revision_target_edit", revision, revision.new[0]["uuid"])
    late = typed(revision, "Dari tab kedua", [{}], stored=1)
    client.post(url, typed(revision, "Dari tab pertama", [{}], stored=1))
    answer = client.post(url, late)
    assert answer.status_code == 409
    assert {"Dari tab kedua", "Dari tab pertama"} <= {
        text for part in answer.context["parts"] for text in (part["yours"], part["stored"])
    }


def test_the_comparison_says_in_words_what_is_new_changed_gone_or_the_same(
    agency, appraisal, revision, client
):
    third = factories.add_target(appraisal, "Ketiga", order=2)
    revisions.perform(revision, "discard", by=agency.staff)
    revision = revisions.open_revision(appraisal, by=agency.staff)
    with revisions.editing(revision, by=agency.staff, version=None) as row:
        row.new[0]["result"] = "Hasil yang diubah"
        revisions.remove_target(row, str(third.uuid))
    revisions.add_target(revision, {"result": "Hasil baru", "indicators": [{"text": "A", "goal": "1"}]})
    factories.sign_in(client, agency.superior)
    answer = client.get(at("revision", revision))
    assert [row.change for row in answer.context["rows"]] == ["diubah", "tetap", "baru", "dihapus"]
    assert answer.context["counts"] == "1 baru, 1 diubah, 1 dihapus"
    text = answer.content.decode()
    assert '<ins class="user-text">Hasil yang diubah</ins>' in text
    assert "Sesuai ekspektasi: 10 sampai 12 laporan" in text


def test_steps_are_taken_on_the_page_and_a_stale_page_decides_nothing(agency, revision, client):
    with revisions.editing(revision, by=agency.staff, version=None) as row:
        row.new[0]["result"] = "Hasil yang diubah"
    revision.refresh_from_db()
    factories.sign_in(client, agency.staff)
    client.post(at("revision_act", revision, "propose"), {"version": revision.version})
    revision.refresh_from_db()
    assert revision.status == "PROPOSED"
    factories.sign_in(client, agency.superior)
    stale = client.post(
        at("revision_act", revision, "agree"), {"version": revision.version - 1, "note": "Baik"}
    )
    assert stale.status_code == 409
    assert "Baik" in stale.content.decode()
    assert client.post(at("revision_act", revision, "unknown")).status_code == 404
    client.post(at("revision_act", revision, "agree"), {"version": revision.version})
    assert revision.appraisal.targets.first().result == "Hasil yang diubah"


@pytest.mark.parametrize("name", ["appraisal", "targets"])
def test_overview_and_skp_show_the_open_change_and_those_that_are_over(
    name, agency, appraisal, revision, client
):
    factories.sign_in(client, agency.superior)
    url = reverse(name, args=[appraisal.uuid])
    assert "Buka perubahan" in client.get(url).content.decode()
    revisions.perform(revision, "discard", by=agency.staff)
    text = client.get(url).content.decode()
    assert "Buka perubahan" not in text
    assert at("revision", revision) in text
    assert reverse("revision_new", args=[appraisal.uuid]) in text


def test_the_page_asks_no_more_for_many_targets_than_for_one(agency, revision, client):
    factories.sign_in(client, agency.staff)

    def grow():
        for number in range(20):
            revisions.add_target(revision, {"result": f"Hasil {number}"})

    queries.assert_constant(client, at("revision", revision), grow)


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_agreements_apply_the_new_skp_once():
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency, "RUNNING")
    revision = revisions.open_revision(appraisal, by=agency.staff)
    revisions.add_target(revision, {"result": "Tambahan", "indicators": [{"text": "A", "goal": "1"}]})
    revisions.perform(revision, "propose", by=agency.staff)

    def agree():
        own = TargetRevision.objects.select_related("appraisal").get(pk=revision.pk)
        return revisions.perform(own, "agree", by=agency.superior)

    answers = together(agree, agree)
    assert sorted(type(answer).__name__ for answer in answers) == ["Event", "Refused"]
    assert WorkTarget.every.filter(appraisal=appraisal).count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_agreement_and_a_rating_of_the_year_at_once_never_both_go_through_on_different_skps():
    """Either the SKP changes first, or the rating is first and the change is refused."""
    agency = factories.make_agency()
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    factories.draft_rating(evaluation, agency.superior)
    revision = revisions.open_revision(evaluation.appraisal, by=agency.staff)
    revisions.add_target(revision, {"result": "Tambahan", "indicators": [{"text": "A", "goal": "1"}]})
    revisions.perform(revision, "propose", by=agency.staff)

    def agree():
        own = TargetRevision.objects.select_related("appraisal").get(pk=revision.pk)
        return revisions.perform(own, "agree", by=agency.superior)

    def rate():
        own = Evaluation.objects.select_related("appraisal").get(pk=evaluation.pk)
        return factories.workflow.perform(own, "rate", by=agency.superior)

    agreed, _rated = together(agree, rate)
    evaluation.refresh_from_db()
    assert evaluation.status == "RATED"
    changed = WorkTarget.objects.filter(appraisal=evaluation.appraisal).count() == 3
    assert changed == (type(agreed).__name__ == "Event")
