"""Opening who wrote a published sentence: by two people of two offices, told and recorded, and never by one alone."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from appraisal.models import Appraisal, Event
from appraisal.workflow import Refused
from employees import roles
from employees.models import Employee, Notification
from feedback import unsealing
from feedback.management.commands import open_answer
from feedback.models import FeedbackRound
from feedback.unsealing import Complaint, Witness
from tests.employees.visits import enrol, totp_code
from tests.factories import PASSWORD, Agency, grant, make_appraisal, make_employee, sign_in
from tests.feedback import asking

pytestmark = pytest.mark.django_db
THREAT = "Hati-hati kalau pulang malam."
COMPLAINT = Complaint("700/12/2026", "Kalimat ini mengancam pegawai.")


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


@pytest.fixture
def people(agency: Agency) -> list[Employee]:
    return asking.peers_of(agency, 4, login=True)


@pytest.fixture
def found(agency: Agency, appraisal: Appraisal, people: list[Employee]) -> FeedbackRound:
    """Three answered, the second of them with the sentence that is complained about; one did not."""
    running = asking.begun(appraisal, people, agency.superior)
    for person, said in zip(people, ("Rapatnya lama.", THREAT, ""), strict=False):
        asking.say(running, person, said)
    return asking.close(running)


def witness(person: Employee, password: str = PASSWORD) -> Witness:
    return Witness(person.user, password)


def opened(found: FeedbackRound, agency: Agency, **others: Any) -> list[Employee]:
    who = {"personnel": witness(agency.personnel), "auditor": witness(agency.auditor)} | others
    return unsealing.open_sentence(found, THREAT, COMPLAINT, **who)


def everything() -> dict[str, set[str]]:
    """All rows of all tables as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            found[table] = {row for (row,) in cursor.fetchall()}
    return found


# --- two together ---------------------------------------------------------------------
def test_two_of_two_offices_learn_the_writer_and_it_is_recorded_and_told_to_all_alike(
    agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    """Security page 5.5: 'opened by a two-person procedure for a formal complaint, logged'."""
    assert opened(found, agency) == [people[1]]

    event = Event.objects.get(action="answer_opened")
    assert event.actor == agency.personnel
    for words in (agency.auditor.full_name, COMPLAINT.number, COMPLAINT.reason):
        assert words in event.note
    told = Notification.objects.filter(title__startswith=unsealing.OPENED)
    assert set(told.values_list("employee", flat=True)) == {
        *(one.pk for one in people), agency.staff.pk, agency.superior.pk,
    }  # fmt: skip
    assert len(set(told.filter(employee__in=people).values_list("title", "body", "url"))) == 1


def test_nothing_that_is_kept_names_the_writer_apart_from_the_others(
    agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    before = everything()
    opened(found, agency)
    new = {table: rows - before[table] for table, rows in everything().items()}
    assert {table for table, rows in new.items() if rows} == {
        "appraisal_event", "employees_notification", "employees_outbox",
    }  # fmt: skip
    names = [(one.name, one.nip) for one in people]
    assert not [row for rows in new.values() for row in rows if any(n in row or i in row for n, i in names)]
    assert len(new["employees_notification"]) == len(people) + 2  # the line that all get; the two parties


def test_no_page_shows_it_to_anybody(agency: Agency, found: FeedbackRound, people: list[Employee]) -> None:
    opened(found, agency)
    where = [found.get_absolute_url(), reverse("history", args=[found.appraisal.uuid]), reverse("inbox")]
    where += [reverse(name) for name in ("home", "desk")]
    for who in ("staff", "superior", "head", "personnel", "auditor", "unit_personnel"):
        client = sign_in(Client(), getattr(agency, who))
        pages = [client.get(url).content.decode() for url in where]
        assert not [one.name for one in people for page in pages if one.name in page]
    assert unsealing.OPENED in sign_in(Client(), agency.staff).get(where[1]).content.decode()


def test_two_who_wrote_the_same_words_are_both_named(
    agency: Agency, appraisal: Appraisal, people: list[Employee]
) -> None:
    running = asking.begun(appraisal, people, agency.superior)
    for person in people[:3]:
        asking.say(running, person, THREAT if person != people[0] else "")
    assert set(opened(asking.close(running), agency)) == set(people[1:3])


# --- and never one alone ------------------------------------------------------------------
def both_offices(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    grant(agency.personnel, roles.AUDITOR)
    return {"auditor": witness(agency.personnel)}


def two_of_personnel(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    return {"auditor": witness(grant(make_employee("Kedua"), roles.PERSONNEL))}


def personnel_of_a_unit(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    return {"personnel": witness(agency.unit_personnel)}


def somebody_elses_password(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    return {"auditor": witness(agency.auditor, "tebakan")}


def no_second_factor(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    enrol(sign_in(Client(), agency.auditor))
    return {"auditor": witness(agency.auditor)}


def closed_account(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    agency.auditor.user.is_active = False
    return {"auditor": witness(agency.auditor)}


def one_who_was_asked(agency: Agency, people: list[Employee]) -> dict[str, Witness]:
    return {"auditor": witness(grant(people[3], roles.AUDITOR))}


def the_superior_himself(agency: Agency, _people: list[Employee]) -> dict[str, Witness]:
    return {"personnel": witness(grant(agency.superior, roles.PERSONNEL))}


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (both_offices, "dua orang yang berbeda"), (two_of_personnel, "seorang auditor"),
        (personnel_of_a_unit, "seorang admin kepegawaian instansi"),
        (somebody_elses_password, "Kata sandi .* salah"), (closed_account, "seorang auditor"),
        (no_second_factor, "faktor kedua .* salah"), (one_who_was_asked, "tidak dapat membukanya"),
        (the_superior_himself, "tidak dapat membukanya"),
    ],
)  # fmt: skip
def test_one_alone_opens_nothing_and_leaves_no_trace_of_a_writer(
    who: Callable[..., dict[str, Witness]], says: str, agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:  # fmt: skip
    with pytest.raises(Refused, match=says):
        opened(found, agency, **who(agency, people))
    assert not Event.objects.filter(action="answer_opened").exists()


def test_with_its_second_factor_the_same_account_may(
    agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    secret = enrol(sign_in(Client(), agency.auditor))
    proved = Witness(agency.auditor.user, PASSWORD, totp_code(secret))
    assert opened(found, agency, auditor=proved) == [people[1]]


@pytest.mark.parametrize("complaint", [Complaint(" ", "Alasan"), Complaint("700/1", "")])
def test_without_a_complaint_and_its_reason_nothing_is_opened(
    complaint: Complaint, agency: Agency, found: FeedbackRound
) -> None:
    one, other = witness(agency.personnel), witness(agency.auditor)
    with pytest.raises(Refused, match="nomor pengaduan"):
        unsealing.open_sentence(found, THREAT, complaint, personnel=one, auditor=other)


def test_what_was_not_published_cannot_be_complained_about(
    agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    one, other = witness(agency.personnel), witness(agency.auditor)
    with pytest.raises(Refused, match="tidak terbit"):
        unsealing.open_sentence(found, "Kalimat lain.", COMPLAINT, personnel=one, auditor=other)
    FeedbackRound.objects.update(status="OPEN", result={})
    found.refresh_from_db()
    with pytest.raises(Refused, match="sudah terbit"):
        opened(found, agency)


def test_without_the_key_nothing_opens_and_nothing_is_recorded(
    agency: Agency, found: FeedbackRound, settings: Any
) -> None:
    settings.FIELD_KEYS = ["another-key-altogether-" + "z" * 40]
    with pytest.raises(Refused, match="tidak dapat dibuka"):
        opened(found, agency)
    assert not Event.objects.filter(action="answer_opened").exists()


# --- at the terminal ------------------------------------------------------------------------
def typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    left = list(passwords)
    monkeypatch.setattr(open_answer, "getpass", lambda _prompt: left.pop(0))


def run(found: FeedbackRound, agency: Agency, **options: Any) -> str:
    out = StringIO()
    given = {
        "kepegawaian": agency.personnel.nip, "auditor": agency.auditor.nip, "pengaduan": COMPLAINT.number,
        "alasan": COMPLAINT.reason,
    } | options  # fmt: skip
    call_command("open_answer", str(found.uuid), stdout=out, **given)
    return out.getvalue()


def test_the_command_lists_sentences_without_names_and_asks_both_for_their_passwords(
    agency: Agency, found: FeedbackRound, people: list[Employee], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = run(found, agency)
    assert not [one.name for one in people if one.name in listed]
    number = next(line.partition(".")[0] for line in listed.splitlines() if THREAT in line)
    typed(monkeypatch, PASSWORD, "salah")
    with pytest.raises(CommandError, match="Kata sandi"):
        run(found, agency, kalimat=int(number))
    typed(monkeypatch, PASSWORD, PASSWORD)
    said = run(found, agency, kalimat=int(number))
    assert people[1].name in said
    assert not [one.name for one in people if one != people[1] and one.name in said]


@pytest.mark.parametrize(
    ("options", "says"), [({"kalimat": 9}, "kalimat 1 sampai 2"), ({"kalimat": 1, "auditor": ""}, "kedua orangnya")]
)  # fmt: skip
def test_the_command_says_what_is_missing(
    options: dict[str, Any], says: str, agency: Agency, found: FeedbackRound, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    typed(monkeypatch, PASSWORD, PASSWORD)
    with pytest.raises(CommandError, match=says):
        run(found, agency, **options)


def test_whoever_is_asked_can_read_beforehand_that_there_is_this_way(
    agency: Agency, appraisal: Appraisal, people: list[Employee]
) -> None:
    running = asking.begun(appraisal, people, agency.superior)
    url = reverse("round_request", args=[asking.request_of(running, people[0]).uuid])
    assert "seorang auditor bersama-sama" in sign_in(Client(), people[0]).get(url).content.decode()
