"""Asked feedback: who proposes, who approves, who is asked and how often, what closes it, what is published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import opening, reminders
from appraisal.models import Appraisal, Event, FeedbackEntry, Reminder
from appraisal.workflow import Conflict, Refused
from employees.models import Job, Notification
from feedback import answers, publishing, rounds, works
from feedback.models import ConfidentialAnswer, FeedbackRequest, FeedbackRound, RoundPolicy
from feedback.sealing import State
from tests import queries
from tests.factories import Agency, make_appraisal, make_employee, place, sign_in
from tests.feedback import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


def in_days(days: int) -> object:
    return timezone.localdate() + timedelta(days=days)


def test_the_employee_proposes_the_superior_changes_and_approves_and_only_then_people_are_told(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    people = asking.peers_of(agency, 4)
    chosen = [one.pk for one in people[:3]]
    sign_in(client, agency.staff).post(
        reverse("round_new", args=[appraisal.uuid]),
        {"peers": chosen, "closes_on": in_days(10), "focus": "Rapat"},
    )
    found = FeedbackRound.objects.get()
    assert (found.status, found.origin, found.requests.count()) == ("PROPOSED", "EMPLOYEE", 3)
    assert not Notification.objects.filter(employee__in=people).exists()
    assert not ConfidentialAnswer.objects.exists()
    sign_in(client, agency.superior)
    client.post(reverse("round_people", args=[found.uuid]), {"peers": [one.pk for one in people]})
    assert "Setujui dan mulai" in client.get(found.get_absolute_url()).content.decode()
    client.post(reverse("round_approve", args=[found.uuid]))
    found.refresh_from_db()
    assert (found.status, found.slots.count()) == ("OPEN", 4)
    assert Notification.objects.filter(employee__in=people, key=f"round:{found.uuid}").count() == 4
    assert "4 orang diminta" in Event.objects.get(action="round_opened").note


def test_nobody_but_the_appraiser_approves_and_the_employee_never(
    agency: Agency, appraisal: Appraisal
) -> None:
    people = asking.peers_of(agency, 3)
    found = rounds.propose(appraisal, people, closes_on=in_days(10), by=agency.staff)
    for other in (agency.staff, agency.head, agency.personnel, people[0]):
        with pytest.raises(Refused, match="disetujui pejabat penilai"):
            rounds.approve(found, by=other)
    with pytest.raises(Refused, match="Masih ada putaran"):
        rounds.propose(appraisal, people, closes_on=in_days(10), by=agency.superior)


@pytest.mark.parametrize(
    ("who", "reason"),
    [("two", "Pilih 3 sampai"), ("superior", "tidak ikut menjawab"), ("tired", "Sudah banyak diminta")],
)
def test_who_may_not_be_asked(who: str, reason: str, agency: Agency, appraisal: Appraisal) -> None:
    people = asking.peers_of(agency, 3)
    match who:
        case "two":
            people = people[:2]
        case "superior":
            people = [*people, agency.head]
        case "tired":
            RoundPolicy.objects.create(period=appraisal.period, most_requests=1)
            other = make_appraisal(agency, "RUNNING", employee=agency.colleague)
            asking.begun(other, people, agency.superior)
    with pytest.raises(Refused, match=reason):
        asking.begun(appraisal, people, agency.superior)


@pytest.mark.parametrize("days", [2, 61])
def test_a_round_takes_three_to_sixty_days(days: int, agency: Agency, appraisal: Appraisal) -> None:
    with pytest.raises(Refused, match="paling sedikit 3 dan paling lama 60"):
        asking.begun(appraisal, asking.peers_of(agency, 3), agency.superior, days)


def test_a_refused_choice_keeps_what_was_ticked(agency: Agency, appraisal: Appraisal, client: Client) -> None:
    people = asking.peers_of(agency, 2)
    sent = {"peers": [one.pk for one in people], "closes_on": in_days(10), "focus": "Rapat"}
    answer = sign_in(client, agency.superior).post(reverse("round_new", args=[appraisal.uuid]), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Pilih 3 sampai" in page
    assert page.count(" checked") == 2


def test_somebody_answers_changes_declines_and_takes_it_back_until_the_close(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    people = asking.peers_of(agency, 3, login=True)
    found = asking.begun(appraisal, people, agency.superior)
    request = asking.request_of(found, people[0])
    url = answers.url(request)
    sign_in(client, people[0])
    assert "Umpan balik tertutup untuk Budi Pegawai" in client.get(reverse("home")).content.decode()
    assert client.post(url, {"version": 0, "LOYAL": "ABOVE"}).status_code == 422
    assert client.post(url, asking.form(0, "Baik.", LOYAL="CANNOT")).status_code == 302
    mine = answers.mine([request])[request.pk]
    assert (mine.state, mine.sentence, "LOYAL" in mine.ratings) == (State.DONE, "Baik.", False)
    assert "Baik." in client.get(url).content.decode()
    assert client.post(url, asking.form(0, "Tab lain.")).status_code == 409
    assert client.post(url, asking.form(1, "Lebih baik.")).status_code == 302
    client.post(reverse("round_request_decline", args=[request.uuid]))
    assert answers.mine([request])[request.pk].state is State.DECLINED
    client.post(reverse("round_request_take_back", args=[request.uuid]))
    assert answers.mine([request])[request.pk].state is State.EMPTY
    asking.say(found, people[0])
    asking.close(found)
    assert client.get(url).status_code == 404
    with pytest.raises(Refused, match="sudah ditutup"):
        answers.give(request, ratings={}, sentence="", version=4)


def test_two_of_five_are_too_few_and_everything_is_destroyed(agency: Agency, appraisal: Appraisal) -> None:
    people = asking.peers_of(agency, 5)
    found = asking.begun(appraisal, people, agency.superior)
    for one in people[:2]:
        asking.say(found, one, "Sering terlambat.")
    answers.decline(asking.request_of(found, people[2]))
    asking.close(found)
    assert (found.status, found.result) == ("WITHHELD", {})
    assert "Kurang dari 3 orang" in found.reason
    assert not FeedbackEntry.objects.exists()
    assert not ConfidentialAnswer.objects.exists()


def test_three_of_five_are_published_once_into_page_and_record(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    people = asking.peers_of(agency, 5)
    found = asking.begun(appraisal, people, agency.superior)
    for number, one in enumerate(people[:3]):
        asking.say(found, one, f"Kalimat {number}.", LOYAL=("ABOVE", "MEETS", "MEETS")[number])
    asking.close(found)
    (group,) = publishing.groups_of(found)
    assert (group.groups, group.count) == (("PEER",), 3)
    assert group.values["LOYAL"] == {"ABOVE": 1, "MEETS": 2, "BELOW": 0}
    loyal = FeedbackEntry.objects.get(value="LOYAL")
    assert loyal.text == "di atas ekspektasi 1, sesuai ekspektasi 2"
    assert (loyal.giver_role, loyal.tone) == ("PEER", "NEUTRAL")
    assert "kebijakan instansi" in loyal.shown_name
    assert set(FeedbackEntry.objects.values_list("day", flat=True)) == {found.closes_on}
    for reader in (agency.staff, agency.superior, agency.head, agency.personnel, agency.auditor):
        page = sign_in(client, reader).get(found.get_absolute_url()).content.decode()
        assert "Rekan kerja setingkat: 3 jawaban" in page
        assert "kebijakan instansi" in page
    for reader in (agency.colleague, agency.stranger):
        assert sign_in(client, reader).get(found.get_absolute_url()).status_code == 404
    before = found.result
    asking.close(found)
    assert found.result == before
    assert FeedbackEntry.objects.count() == 10


def test_a_thin_group_is_merged_with_the_other(agency: Agency, appraisal: Appraisal, client: Client) -> None:
    people = asking.peers_of(agency, 3)
    below = make_employee("Bawahan", login=False)
    place(below, agency.section, agency.staff)
    found = asking.begun(appraisal, [*people, below], agency.superior)
    for one in (*people, below):
        asking.say(found, one)
    asking.close(found)
    (group,) = publishing.groups_of(found)
    assert (group.groups, group.count) == (("PEER", "SUBORDINATE"), 4)
    page = sign_in(client, agency.staff).get(found.get_absolute_url()).content.decode()
    assert "kelompok yang kurang dari 3 orang tidak ditampilkan sendiri" in page
    assert {row.giver_role for row in FeedbackEntry.objects.all()} == {"OTHER"}


def test_the_superior_cancels_and_what_was_answered_is_gone(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    found = asking.begun(appraisal, people := asking.peers_of(agency, 3), agency.superior)
    asking.say(found, people[0], "Rahasia.")
    url = reverse("round_cancel", args=[found.uuid])
    assert sign_in(client, agency.staff).post(url, {"note": "x"}).status_code == 409
    assert sign_in(client, agency.superior).post(url, {"note": "Salah pilih orang."}).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.reason, found.slots.count()) == ("CANCELLED", "Salah pilih orang.", 0)


def test_an_unapproved_round_lapses_on_its_day(agency: Agency, appraisal: Appraisal) -> None:
    found = rounds.propose(appraisal, asking.peers_of(agency, 3), closes_on=in_days(5), by=agency.staff)
    asking.close(found)
    assert found.status == "CANCELLED"


def test_another_tab_of_the_same_giver_is_told(agency: Agency, appraisal: Appraisal) -> None:
    found = asking.begun(appraisal, people := asking.peers_of(agency, 3), agency.superior)
    asking.say(found, people[0])
    with pytest.raises(Conflict):
        answers.give(asking.request_of(found, people[0]), ratings={}, sentence="", version=0)


def test_the_period_s_rule_draws_people_and_the_superior_approves_many_at_once(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    asking.peers_of(agency, 6)
    RoundPolicy.objects.create(period=appraisal.period, random_peers=4, closes_on=in_days(20))
    make_appraisal(agency, "RUNNING", employee=agency.colleague)
    sign_in(client, agency.personnel).post(reverse("round_policy_run"))
    works.open_rounds(job := Job.objects.get())
    assert "2 putaran dibuat" in job.message
    assert {one.requests.count() for one in FeedbackRound.objects.all()} == {4}
    works.open_rounds(job)
    assert FeedbackRound.objects.count() == 2
    sign_in(client, agency.superior)
    assert "2" in client.get(reverse("home")).content.decode()
    client.post(reverse("rounds_approve"), {"pilih": [str(one.uuid) for one in FeedbackRound.objects.all()]})
    assert set(FeedbackRound.objects.values_list("status", flat=True)) == {"OPEN"}


def test_personnel_set_the_floor_between_three_and_ten(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    sent = {"most_requests": 5, "peers": "ALL", "random_peers": 5, "subordinates": "on"}
    url = reverse("round_policy")
    assert sign_in(client, agency.personnel).post(url, sent | {"floor": 2}).status_code == 422
    assert client.post(url, sent | {"floor": 4}).status_code == 302
    with pytest.raises(Refused, match="Pilih 4 sampai"):
        asking.begun(appraisal, asking.peers_of(agency, 3), agency.superior)


def test_everybody_who_is_asked_is_reminded_answered_or_not(agency: Agency, appraisal: Appraisal) -> None:
    """A reminder only for the others would tell who answered."""
    people = asking.peers_of(agency, 3)
    found = asking.begun(appraisal, people, agency.superior, 3)
    asking.say(found, people[0])
    day = found.closes_on
    while day.weekday() > 4:
        day -= timedelta(days=1)
    for _ in range(2):
        reminders.send(day)
    told = Notification.objects.filter(key=f"remind:round:{found.uuid}").values_list("employee", flat=True)
    assert set(told) == {one.pk for one in people}
    # Who is asked is nothing for the log that personnel and auditors read (docs/adr/0016).
    assert not Reminder.objects.filter(employee__in=told).exists()


def test_the_pages_ask_no_more_for_fifty_rows_than_for_one(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            row = Appraisal.objects.create(
                period=appraisal.period, employee=make_employee(login=False), unit=agency.section,
                targets_due_on=timezone.localdate(),
            )  # fmt: skip
            found = FeedbackRound.objects.create(
                appraisal=row,
                origin="PERIOD",
                status="OPEN",
                closes_on=in_days(9),
                proposed_by=agency.superior,
            )
            asked = FeedbackRequest.objects.create(round=found, person=agency.staff, group="PEER")
            answers.make_slots(found, [asked])

    more(1)
    queries.assert_constant(sign_in(client, agency.staff), reverse("feedback"), lambda: more(49))


def test_a_head_with_many_people_reads_what_to_approve_in_as_many_queries_as_one(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            place(person := make_employee(login=False), agency.section, agency.superior)
            opening.open_period(appraisal.period, by=agency.personnel)
            row = Appraisal.objects.get(employee=person)
            FeedbackRound.objects.create(
                appraisal=row, origin="PERIOD", closes_on=in_days(9), proposed_by=agency.superior
            )

    more(1)
    queries.assert_constant(sign_in(client, agency.superior), reverse("rounds_waiting"), lambda: more(9))
