"""Seats, the superior's answer, attendance, and what participants say."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from appraisal.models import Event, Party, PartyRole
from appraisal.workflow import Refused
from employees.models import Notification
from tests import factories, queries
from tests.factories import make_appraisal, sign_in
from tests.training.courses import attend, hold, make_course, make_session
from training import enrolling
from training.models import Certificate, CourseKind, CourseSession, Enrolment

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


@pytest.fixture
def year(agency):
    return make_appraisal(agency, targets=0)


@pytest.fixture
def request_(agency, year) -> Enrolment:
    return enrolling.enrol(make_session(), agency.staff, by=agency.staff)


def held_seats(session: CourseSession) -> tuple[int, int]:
    session.refresh_from_db()
    return session.taken, session.enrolments.exclude(status__in=["REFUSED", "WITHDRAWN"]).count()


def test_an_employee_enrols_and_the_superior_is_asked(agency, year, client):
    session = make_session()

    response = sign_in(client, agency.staff).post(
        reverse("enrol", args=[session.uuid]), {"note": "Untuk LKJ"}
    )

    row = Enrolment.objects.get()
    assert response["Location"] == row.get_absolute_url()
    assert (row.status, row.note, held_seats(session)) == ("REQUESTED", "Untuk LKJ", (1, 1))
    told = Notification.objects.get(employee=agency.superior, key__startswith="training-ask")
    assert "Budi Pegawai" in sign_in(client, agency.superior).get(told.url).content.decode()


def test_nobody_enrols_twice_in_a_session_nor_in_a_full_or_closed_one(agency, year, request_):
    session = request_.session
    with pytest.raises(Refused, match="sudah terdaftar"), transaction.atomic():
        enrolling.enrol(session, agency.staff, by=agency.staff)
    assert held_seats(session) == (1, 1)
    enrolling.enrol(session, agency.colleague, by=agency.colleague)
    with pytest.raises(Refused, match="Semua tempat"):
        enrolling.enrol(CourseSession.objects.get(pk=session.pk), agency.stranger, by=agency.stranger)
    with pytest.raises(Refused, match="ditutup"):
        enrolling.enrol(hold(make_session(make_course("Lain"))), agency.staff, by=agency.staff)


def test_a_page_that_still_shows_a_free_seat_takes_none_that_is_gone(agency, year):
    session = make_session(seats=1)
    drawn_before = CourseSession.objects.select_related("course").get(pk=session.pk)
    enrolling.enrol(session, agency.staff, by=agency.staff)

    with pytest.raises(Refused, match="Semua tempat"):
        enrolling.enrol(drawn_before, agency.colleague, by=agency.colleague)
    assert held_seats(session) == (1, 1)


def test_the_database_itself_refuses_one_more_than_there_are_seats(request_):
    with pytest.raises(IntegrityError, match="no_more_taken"), transaction.atomic():
        CourseSession.objects.filter(pk=request_.session_id).update(taken=3)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_the_last_seat(agency):
    session, answers, together = make_session(seats=1), [], threading.Barrier(2)
    drawn = {
        one: CourseSession.objects.select_related("course").get() for one in (agency.staff, agency.colleague)
    }

    def take(person) -> None:
        together.wait()
        try:
            enrolling.enrol(drawn[person], person, by=person)
            answers.append("seat")
        except Refused as reason:
            answers.append(str(reason))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(one,)) for one in drawn]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == sorted(["seat", enrolling.FULL])
    assert held_seats(session) == (1, 1)


def test_the_superior_approves_and_the_history_says_so(agency, request_, client):
    sign_in(client, agency.superior).post(reverse("enrolment_decide", args=[request_.uuid]), {"answer": "ya"})

    request_.refresh_from_db()
    assert (request_.status, request_.decided_by) == ("APPROVED", agency.superior)
    event = Event.objects.get(action="training_decide")
    assert (event.label, event.actor) == ("Pelatihan disetujui", agency.superior)
    assert "Penulisan laporan kinerja" in event.note


def test_a_refusal_says_why_and_frees_the_seat(agency, request_, client):
    url = reverse("enrolment_decide", args=[request_.uuid])
    assert sign_in(client, agency.superior).post(url, {"answer": "tidak"}).status_code == 409
    assert client.post(url, {"answer": "tidak", "note": "Bertepatan dengan audit."}).status_code == 302

    request_.refresh_from_db()
    assert (request_.status, held_seats(request_.session)) == ("REFUSED", (0, 0))
    page = sign_in(client, agency.staff).get(request_.get_absolute_url()).content.decode()
    assert "Bertepatan dengan audit." in page
    enrolling.enrol(CourseSession.objects.get(), agency.staff, by=agency.staff)


@pytest.mark.parametrize("who", ["staff", "head", "personnel", "unit_personnel"])
def test_nobody_but_the_appraiser_answers(who, agency, request_):
    with pytest.raises(Refused, match="atasan langsung"):
        enrolling.decide(request_, by=getattr(agency, who).user, approve=True)


def test_personnel_answer_where_the_superior_has_no_account(agency, request_):
    Party.objects.filter(appraisal__employee=agency.staff, role=PartyRole.APPRAISER).update(
        employee=agency.mayor
    )
    enrolling.decide(request_, by=agency.unit_personnel.user, approve=True)
    request_.refresh_from_db()
    assert request_.decided_by == agency.unit_personnel


def test_a_head_approves_all_of_a_page_at_once(agency, year, client):
    session = make_session()
    rows = [enrolling.enrol(session, one, by=one) for one in (agency.staff, agency.colleague)]
    sign_in(client, agency.superior)
    chosen = {"pilih": [str(row.uuid) for row in rows] + ["bengkok"], "_submission": str(uuid.uuid4())}

    client.post(reverse("training_approve"), chosen)

    assert set(Enrolment.objects.values_list("status", flat=True)) == {"APPROVED"}
    assert "Tidak ada yang menunggu" in client.get(reverse("training_approvals")).content.decode()


def test_withdrawing_gives_the_seat_back_until_the_session_is_over(agency, request_):
    enrolling.withdraw(request_, by=agency.staff)
    assert held_seats(request_.session) == (0, 0)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        enrolling.withdraw(request_, by=agency.staff)
    again = enrolling.enrol(CourseSession.objects.get(), agency.staff, by=agency.staff)
    with pytest.raises(Refused, match="Hanya peserta"):
        enrolling.withdraw(again, by=agency.superior)
    hold(again.session)
    with pytest.raises(Refused, match="sudah berlangsung"):
        enrolling.withdraw(again, by=agency.staff)


def test_attendance_is_of_those_approved_and_not_before_the_day(agency, request_, client):
    url = reverse("desk_attendance", args=[request_.session.uuid])
    data = {"peserta": [str(request_.uuid)], "hadir": [str(request_.uuid)]}
    assert sign_in(client, agency.personnel).post(url, data).status_code == 409
    hold(request_.session)
    client.post(url, data)
    request_.refresh_from_db()
    assert request_.status == "REQUESTED"

    enrolling.decide(request_, by=agency.superior.user, approve=True)
    client.post(url, data)
    request_.refresh_from_db()
    assert (request_.status, request_.attendance_by) == ("ATTENDED", agency.personnel)
    client.post(url, {"peserta": [str(request_.uuid)]})
    request_.refresh_from_db()
    assert request_.status == "ABSENT"


def test_sosialisasi_counts_by_attendance_as_its_own_kind_and_a_correction_takes_it_back(agency, year):
    course = make_course("Sosialisasi disiplin", kind=CourseKind.SOCIALISATION, hours=2)
    session = make_session(course)
    row = attend(session, agency.staff, superior=agency.superior, personnel=agency.personnel)

    proof = Certificate.objects.get()
    assert (proof.status, proof.verified_hours, proof.kind) == ("VERIFIED", 2, CourseKind.SOCIALISATION)
    enrolling.record_attendance(session, [], [row.pk], by=agency.personnel.user)
    proof.refresh_from_db()
    assert (proof.status, proof.verified_hours) == ("REJECTED", None)


def test_who_was_there_says_what_it_was_worth_and_from_three_on_others_read_it(agency, year, client):
    row = attend(make_session(seats=9), agency.staff, superior=agency.superior, personnel=agency.personnel)
    session, page = reverse("desk_session", args=[row.session.uuid]), row.session.course.get_absolute_url()
    scores = {"material": "5", "teaching": "4", "usefulness": "3", "opinion": "Perbanyak latihan."}

    sign_in(client, agency.staff).post(reverse("enrolment_opinion", args=[row.uuid]), scores)

    assert "Perbanyak" not in sign_in(client, agency.personnel).get(session).content.decode()
    assert "pengajar" not in client.get(page).content.decode()
    for person in (agency.colleague, agency.stranger):
        other = Enrolment.objects.create(
            session=row.session, employee=person, asked_by=person, status=Status.ATTENDED,
            attendance_by=agency.personnel, attendance_at=row.attendance_at,
        )  # fmt: skip
        enrolling.give_opinion(
            other, by=person, scores={"material": 4, "teaching": 4, "usefulness": 4}, opinion=""
        )
    assert "Perbanyak latihan." in client.get(session).content.decode()
    seen = sign_in(client, agency.stranger).get(page).content.decode()
    assert "pengajar 4,0" in seen
    assert "Perbanyak" not in seen


def test_a_cancelled_session_is_told_to_everybody_enrolled(agency, request_, client):
    url = reverse("desk_session_cancel", args=[request_.session.uuid])
    sign_in(client, agency.personnel).post(url, {"reason": "Pengajar berhalangan."})

    assert Notification.objects.filter(employee=agency.staff, key=f"cancelled:{request_.uuid}").exists()
    assert (
        "Pengajar berhalangan."
        in sign_in(client, agency.staff).get(request_.get_absolute_url()).content.decode()
    )
    assert client.post(reverse("enrol", args=[request_.session.uuid])).status_code == 409


def test_lists_ask_no_more_for_fifty_than_for_one(agency, year, client):
    course, people = make_course(), [factories.make_employee(login=False) for _ in range(50)]
    session = make_session(course, seats=100)
    for person in people:
        factories.place(person, agency.section, agency.superior)
    factories.opening.open_period(year.period, by=agency.personnel)
    urls = {"training_approvals": agency.superior, "courses": agency.staff, "desk_courses": agency.personnel}

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            enrolling.enrol(session, people[number], by=people[number])
            make_session(make_course(f"Pelatihan {number}"))

    grow(0, 1)
    few = {name: len(queries.of_the_page(sign_in(client, who), reverse(name))) for name, who in urls.items()}
    at_the_session = reverse("desk_session", args=[session.uuid])
    few_there = len(queries.of_the_page(sign_in(client, agency.personnel), at_the_session))
    grow(1, 50)
    many = {name: len(queries.of_the_page(sign_in(client, who), reverse(name))) for name, who in urls.items()}
    many_there = len(queries.of_the_page(sign_in(client, agency.personnel), at_the_session))
    assert many == few
    assert many_there == few_there
    assert max(*many.values(), many_there) <= 12
