"""Recommendations: who records what was done, and which come back in the next period."""

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import following_up
from appraisal.models import Event, Period, Recommendation
from appraisal.workflow import Refused
from employees.models import Notification
from tests import factories, queries
from tests.appraisal.test_credit_record import finished

pytestmark = pytest.mark.django_db


def advise(evaluation, text="Ikuti pelatihan penyusunan laporan.", **fields):
    return Recommendation.objects.create(evaluation=evaluation, text=text, **fields)


@pytest.fixture
def signed(agency):
    return factories.make_evaluation(agency, "DELIVERED")


def follow(row, person, status="DONE", note="Pelatihan diikuti pada Mei.", drawn=0):
    return following_up.follow_up(row, by=person.user, status=status, note=note, drawn=drawn)


def test_personnel_record_what_was_done_and_the_history_says_it(agency, signed):
    row = follow(advise(signed), agency.unit_personnel)
    assert (row.status, row.followed_by, row.followed_note) == (
        "DONE", agency.unit_personnel, "Pelatihan diikuti pada Mei.",
    )  # fmt: skip
    event = Event.objects.get(action="follow_up")
    assert (event.label, event.evaluation) == ("Rekomendasi ditindaklanjuti", signed)
    assert Notification.objects.filter(employee=agency.staff, key=f"event:{event.uuid}").exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("colleague", True),
        ("personnel", True),
        ("unit_personnel", True),
        ("other_unit_personnel", False),
        ("staff", False),
        ("superior", False),
        ("auditor", False),
    ],
)
def test_the_owner_and_personnel_of_the_unit_record_it(agency, signed, who, may):
    row = advise(signed, owner=agency.colleague)
    person = getattr(agency, who)
    if may:
        assert follow(row, person).status == "DONE"
    else:
        with pytest.raises(Refused, match="dicatat oleh pelaksananya"):
            follow(row, person)


def test_personnel_do_not_follow_up_what_is_about_themselves(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED", employee=agency.unit_personnel)
    with pytest.raises(Refused):
        follow(advise(evaluation), agency.unit_personnel)


def test_a_record_may_be_corrected_but_not_over_somebody_elses(agency, signed):
    row = follow(advise(signed), agency.personnel)
    with pytest.raises(Refused, match="sudah disimpan dari tempat lain"):
        follow(row, agency.unit_personnel, "DROPPED", "Tidak perlu.", drawn=0)
    again = follow(row, agency.unit_personnel, "DROPPED", "Tidak perlu.", drawn=following_up.version(row))
    assert again.status == "DROPPED"
    assert following_up.version(again) != following_up.version(row)
    assert Event.objects.filter(action="follow_up").count() == 2


def test_before_the_signature_nobody_is_told(agency):
    advise(factories.make_evaluation(agency, "RATED"), owner=agency.colleague)
    for who in ("colleague", "staff", "personnel", "auditor"):
        assert not following_up.reachable(getattr(agency, who).user).exists()


def test_open_ones_of_an_earlier_period_come_back_until_they_are_done(agency, client):
    old = advise(finished(agency, timezone.localdate().year - 1))
    evaluation = factories.make_evaluation(agency, "OPEN", period=factories.make_period())
    appraisal = evaluation.appraisal
    assert list(following_up.carried(appraisal)) == [old]
    pages = [
        reverse("appraisal", args=[appraisal.uuid]),
        reverse("targets", args=[appraisal.uuid]),
        evaluation.get_absolute_url(),
    ]
    for person in (agency.staff, agency.superior):
        factories.sign_in(client, person)
        for url in pages:
            assert old.text in client.get(url).content.decode(), url
    follow(old, agency.personnel)
    assert not following_up.carried(appraisal).exists()


def test_this_years_own_do_not_come_back_at_once(signed):
    advise(signed)
    assert not following_up.carried(signed.appraisal).exists()


# --- the pages --------------------------------------------------------------------------
def test_the_desk_lists_filters_and_records(agency, signed, client):
    late = advise(signed, "Terlambat.", due_on=timezone.localdate().replace(day=1, month=1))
    advise(signed, "Tanpa tenggat.", owner=agency.colleague)
    factories.sign_in(client, agency.unit_personnel)
    url = reverse("desk_recommendations")
    assert [line.row.text for line in client.get(url).context["rows"]] == ["Terlambat.", "Tanpa tenggat."]
    assert [line.row for line in client.get(url, {"status": "lewat"}).context["rows"]] == [late]
    assert [line.row.text for line in client.get(url, {"pelaksana": "rina"}).context["rows"]] == [
        "Tanpa tenggat."
    ]
    typed = {"status": "DONE", "note": "Sudah.", "version": "0"}
    assert client.post(reverse("recommendation", args=[late.uuid]), typed).status_code == 302
    assert [line.row for line in client.get(url, {"status": "DONE"}).context["rows"]] == [late]
    assert "Sudah." in client.get(url, {"status": "semua"}).content.decode()
    assert [number for *_words, number in client.get(url).context["counts"]] == [1, 0, 1, 0]


def test_an_owner_finds_his_own_and_records_it(agency, signed, client):
    row = advise(signed, owner=agency.stranger)
    factories.sign_in(client, agency.stranger)
    (line,) = client.get(reverse("recommendations")).context["rows"]
    assert (line.row, line.may_follow) == (row, True)
    url = reverse("recommendation", args=[row.uuid])
    assert client.get(url).status_code == 200
    assert client.post(url, {"status": "DONE", "note": ""}).status_code == 422
    assert client.post(url, {"status": "DONE", "note": "Sudah.", "version": "0"}).status_code == 302


def test_a_second_record_is_answered_with_both_texts(agency, signed, client):
    row = follow(advise(signed), agency.personnel)
    factories.sign_in(client, agency.unit_personnel)
    typed = {"status": "DROPPED", "note": "Tidak perlu lagi.", "version": "0"}
    response = client.post(reverse("recommendation", args=[row.uuid]), typed)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Tidak perlu lagi." in shown
    assert "Pelatihan diikuti pada Mei." in shown


def more(evaluation, count):
    for number in range(count):
        person = factories.make_employee(login=False)
        advise(evaluation, f"Saran {number}", owner=person)


@pytest.mark.parametrize(
    ("name", "who"), [("recommendations", "staff"), ("desk_recommendations", "unit_personnel")]
)
def test_a_list_asks_no_more_for_many_rows(name, who, agency, signed, client):
    more(signed, 1)
    factories.sign_in(client, getattr(agency, who))
    queries.assert_constant(client, reverse(name), lambda: more(signed, 48))
    assert Period.objects.count() == 1
