"""Help wanted in the superior's queue with the four offers of Ps. 20, and a result taken over with its note."""

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import help as helping
from appraisal.help import Answer
from appraisal.models import Event, ProgressEntry, TakeOver
from appraisal.workflow import Refused
from employees.models import Notification
from tests import factories, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency, "RUNNING")


def call(appraisal, text="Macet"):
    return ProgressEntry.objects.create(
        appraisal=appraisal, target=appraisal.targets.first(), day=timezone.localdate(), text=text,
        obstacle="Tidak ada data", help_wanted=True,
    )  # fmt: skip


def test_a_call_lands_in_the_appraisers_queue_and_in_nobody_elses(agency, appraisal, client):
    entry = call(appraisal)
    assert list(helping.wanted_from(agency.superior.user)) == [entry]
    for person in (agency.head, agency.staff, agency.personnel, agency.stranger):
        assert list(helping.wanted_from(person.user)) == []
    factories.sign_in(client, agency.superior)
    text = client.get(reverse("help_queue")).content.decode()
    assert "Tidak ada data" in text
    assert all(label in text for _value, label in Answer.choices)


@pytest.mark.parametrize(
    ("answer", "leads_to"),
    [("EXPECTATION", "revision_new"), ("RESOURCES", "annex"), ("COACHING", "coaching_new")],
)
def test_an_answered_call_leaves_the_queue_and_the_answer_is_carried_out_on_its_page(
    answer, leads_to, agency, appraisal, client
):
    """No progress: adjust the expectation, adjust the resources, or coach (Ps. 20)."""
    entry = call(appraisal)
    factories.sign_in(client, agency.superior)
    url = reverse("help_answer", args=[appraisal.uuid, entry.uuid])
    posted = {f"{entry.uuid.hex}-answer": answer, f"{entry.uuid.hex}-note": "Kita bahas besok."}
    said = f"?panggilan={entry.uuid}" if answer == "COACHING" else ""
    assert client.post(url, posted).url == reverse(leads_to, args=[appraisal.uuid]) + said
    assert list(helping.wanted_from(agency.superior.user)) == []
    assert Event.objects.get(action="help_answer").note == "Kita bahas besok."
    assert Notification.objects.filter(employee=agency.staff, title__startswith="Permintaan bantuan").exists()
    assert client.post(url, posted).status_code == 409


def test_an_answer_has_to_be_chosen(agency, appraisal, client):
    entry = call(appraisal)
    factories.sign_in(client, agency.superior)
    url = reverse("help_answer", args=[appraisal.uuid, entry.uuid])
    answer = client.post(url, {f"{entry.uuid.hex}-note": "Tulisan saya"})
    assert answer.status_code == 409
    assert "Tulisan saya" in answer.content.decode()
    assert list(helping.wanted_from(agency.superior.user)) == [entry]


def test_taking_over_asks_for_its_note_first_and_then_answers_the_call(agency, appraisal, client):
    """Still no progress: the leader may take the result over, with a note that counts at the evaluation (Ps. 20)."""
    entry, target = call(appraisal), appraisal.targets.first()
    factories.sign_in(client, agency.superior)
    url = reverse("take_over", args=[appraisal.uuid, target.uuid])
    posted = {f"{entry.uuid.hex}-answer": "TAKE_OVER"}
    assert client.post(reverse("help_answer", args=[appraisal.uuid, entry.uuid]), posted).url == url
    assert list(helping.wanted_from(agency.superior.user)) == [entry]
    assert client.post(url, {"note": ""}).status_code == 422
    assert client.post(url, {"note": "Sudah dibimbing tiga kali."}).status_code == 302
    taken = TakeOver.objects.get()
    assert (taken.target, taken.taken_by) == (target, agency.superior)
    assert list(helping.wanted_from(agency.superior.user)) == []
    assert "Sudah dibimbing tiga kali." in Event.objects.get(action="take_over").note
    assert Notification.objects.filter(employee=agency.staff, title__contains="diambil alih").exists()
    assert client.get(url).status_code == 409


def test_only_the_appraiser_takes_over_and_only_while_it_runs(agency, appraisal):
    target = appraisal.targets.first()
    for person in (agency.staff, agency.head, agency.personnel, agency.stranger):
        with pytest.raises(Refused):
            helping.take_over(target, by=person, note="Alasan")
    proposed = factories.make_appraisal(agency, "PROPOSED", employee=agency.colleague)
    with pytest.raises(Refused):
        helping.take_over(proposed.targets.first(), by=agency.superior, note="Alasan")
    with pytest.raises(Refused, match="catatan pengambilalihan"):
        helping.take_over(target, by=agency.superior, note="  ")


@pytest.mark.parametrize("who", ["staff", "superior", "head"])
def test_the_note_is_part_of_the_material_of_the_evaluation(who, agency, client):
    evaluation = factories.make_evaluation(agency, "RATED")
    target = evaluation.appraisal.targets.first()
    helping.take_over(target, by=agency.superior, note="Diselesaikan oleh kepala bidang.")
    factories.sign_in(client, getattr(agency, who))
    assert "Diselesaikan oleh kepala bidang." in client.get(evaluation.get_absolute_url()).content.decode()


def test_the_note_stands_on_the_page_where_the_appraiser_rates(agency, client):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    helping.take_over(evaluation.appraisal.targets.first(), by=agency.superior, note="Diselesaikan sendiri.")
    factories.sign_in(client, agency.superior)
    url = reverse("rating", args=[evaluation.appraisal.uuid, evaluation.window])
    assert "Diselesaikan sendiri." in client.get(url).content.decode()


def test_the_queue_costs_the_same_for_one_call_and_for_fifty(agency, appraisal, client):
    call(appraisal)
    factories.sign_in(client, agency.superior)
    queries.assert_constant(
        client, reverse("help_queue"), lambda: [call(appraisal, f"Macet {number}") for number in range(49)]
    )
