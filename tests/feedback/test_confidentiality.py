"""Attacks on those who answer: by SQL on every table, by watching pages, by subtraction, by exports, by two offices.

Each attack has its control: the same attack finds something once the guard is taken away.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg import sql

from appraisal.exports import Report
from appraisal.models import Appraisal, FeedbackEntry
from appraisal.papers import registry
from appraisal.papers.subject import Subject
from appraisal.workflow import Refused
from employees import roles
from employees.models import Employee, Notification, Outbox, Unit
from feedback import answers, asked, publishing
from feedback.models import ConfidentialAnswer, FeedbackRequest, FeedbackRound
from feedback.sealing import seal, unseal
from tests.factories import Agency, grant, make_appraisal, sign_in
from tests.feedback import asking

pytestmark = pytest.mark.django_db
ROWS = sql.SQL("SELECT ctid::text, xmin::text || t::text FROM {} t")
SECRET = "Rapatnya sering molor setengah jam."


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


@pytest.fixture
def people(agency: Agency) -> list[Employee]:
    return asking.peers_of(agency, 5, login=True)


@pytest.fixture
def found(agency: Agency, appraisal: Appraisal, people: list[Employee]) -> FeedbackRound:
    return asking.begun(appraisal, people, agency.superior)


def dump() -> dict[str, dict[str, str]]:
    """All rows of all tables with what PostgreSQL keeps beside them: who may read everything reads this."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(ROWS.format(sql.Identifier(table)))
            found[table] = dict(cursor.fetchall())
    return found


def changed(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> set[str]:
    return {table for table in after if after[table] != before.get(table)}


def marks() -> list[tuple[str, str, str]]:
    """Of every slot: its transaction, its slot and its sealed text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, slot, sealed FROM feedback_confidentialanswer ORDER BY slot")
        return cursor.fetchall()


# --- SQL on every table, without the key --------------------------------------------------
def test_an_answer_changes_all_slots_alike_and_nothing_else(
    found: FeedbackRound, people: list[Employee]
) -> None:
    seen = marks()
    for person, act in ((people[0], "say"), (people[1], "say"), (people[0], "say"), (people[2], "decline")):
        before, request = dump(), asking.request_of(found, person)
        if act == "say":
            asking.say(found, person, SECRET, LOYAL="BELOW")
        else:
            answers.decline(request)
        assert changed(before, dump()) == {"feedback_confidentialanswer"}
        now = marks()
        assert len({xmin for xmin, _slot, _sealed in now}) == 1
        assert all(old[2] != new[2] for old, new in zip(seen, now, strict=True))
        assert len({len(sealed) for _xmin, _slot, sealed in now}) == 1
        seen = now


def test_the_control_a_slot_written_alone_tells_whose_turn_it_was(
    found: FeedbackRound, people: list[Employee]
) -> None:
    seen, request = marks(), asking.request_of(found, people[0])
    row = ConfidentialAnswer.objects.get(slot=answers.slots_of(request.uuid)[0])
    ConfidentialAnswer.objects.filter(pk=row.pk).update(sealed=seal(unseal(row.sealed)))
    apart = [new for old, new in zip(seen, marks(), strict=True) if old[2] != new[2]]
    assert len(apart) == 1


def test_through_the_page_no_table_holds_what_was_said_before_the_close(
    found: FeedbackRound, people: list[Employee]
) -> None:
    """Neither draft, log of sent forms, session, audit trail, inbox nor outbox."""
    client = sign_in(Client(), people[0])
    url = answers.url(asking.request_of(found, people[0]))
    page = client.get(url).content.decode()
    assert re.findall(r'data-autosave="([^"]*)"', page) == ["off"]
    assert "_submission" not in page.split("Saya tidak ingin", maxsplit=1)[0].split('autocomplete="off"')[1]
    before = dump()
    assert client.post(url, asking.form(0, SECRET)).status_code == 302
    after = dump()
    assert changed(before, after) <= {"feedback_confidentialanswer", "django_session"}
    assert not any(SECRET in row for rows in after.values() for row in rows.values())


def test_after_the_close_the_words_stand_in_one_transaction_beside_no_name(
    found: FeedbackRound, people: list[Employee]
) -> None:
    for number, one in enumerate(people[:3]):
        asking.say(found, one, f"{SECRET} {number}")
    asking.close(found)
    tables = {table: [row for row in rows.values() if SECRET in row] for table, rows in dump().items()}
    holding = {table: rows for table, rows in tables.items() if rows}
    assert set(holding) == {"feedback_feedbackround", "appraisal_feedbackentry"}
    rows = [row for kept in holding.values() for row in kept]
    givers = [str(value) for one in people for value in (one.name, one.nip, one.uuid)]
    givers += [str(asking.request_of(found, one).uuid) for one in people]
    givers += list(ConfidentialAnswer.objects.values_list("slot", flat=True))
    assert not [name for name in givers for row in rows if name in row]


def test_neither_request_nor_slot_keeps_a_moment_or_a_number_of_order() -> None:
    moments = (models.DateField, models.DateTimeField, models.TimeField)
    for model in (FeedbackRequest, ConfidentialAnswer):
        assert not [field.name for field in model._meta.local_fields if isinstance(field, moments)]
    assert isinstance(ConfidentialAnswer._meta.pk, models.UUIDField)
    assert not [
        f for f in ConfidentialAnswer._meta.local_fields if f.related_model in {Employee, FeedbackRequest}
    ]


def test_no_audit_trail_follows_rounds_requests_or_answers() -> None:
    """pghistory keeps who changed a row when; of these three it keeps nothing."""
    tracked = {model.__name__ for model in apps.get_app_config("feedback").get_models()}
    assert not {name for name in tracked if name.endswith("Event")}


def test_a_sealed_text_bears_no_moment_and_opens_with_an_older_key(
    found: FeedbackRound, settings: Any
) -> None:
    one, two = (seal(unseal(row.sealed)) for row in ConfidentialAnswer.objects.all()[:2])
    assert one[:11] == two[:11]  # version and eight bytes of time, which are nought
    request = found.requests.all()[0]
    settings.FIELD_KEYS = ["a-newer-key-of-the-agency-" + "z" * 40, *settings.FIELD_KEYS]
    assert answers.mine([request])[request.pk].group == "PEER"
    answers.give(request, ratings=asking.ALL_ABOVE, sentence="", version=0)
    assert answers.mine([request])[request.pk].version == 1


def test_without_its_key_a_round_waits_breaks_no_page_and_destroys_nothing(
    found: FeedbackRound, people: list[Employee], agency: Agency, client: Client, settings: Any
) -> None:
    for one in people[:3]:
        asking.say(found, one, SECRET)
    kept, settings.FIELD_KEYS = settings.FIELD_KEYS, ["another-key-altogether-" + "z" * 40]
    sign_in(client, people[0])
    assert client.get(reverse("home")).status_code == 200
    url = answers.url(asking.request_of(found, people[0]))
    assert client.get(url).status_code == client.post(url, asking.form(1)).status_code == 409
    assert asking.close(found).status == "OPEN"
    settings.FIELD_KEYS = kept
    assert asking.close(found).status == "PUBLISHED"


# --- pages, offices, exports --------------------------------------------------------------
PRIVATE = re.compile(
    r'name="(csrfmiddlewaretoken|_submission|_owner)" value="[^"]*"|csrf-token"\s+content="[^"]*"|error-code">[^<]*<'
    r"|membuka \d+ halaman"  # the auditor reads that he read
)


def everything(client: Client, found: FeedbackRound) -> list[str]:
    """What the pages about the round and its employee say, without what differs each time."""
    appraisal = found.appraisal
    urls = [found.get_absolute_url(), reverse("home"), reverse("feedback"), reverse("team_notes")]
    urls += [
        reverse(name, args=[appraisal.uuid])
        for name in ("rounds", "appraisal_feedback", "history", "appraisal")
    ]
    urls += [reverse(name) for name in ("rounds_waiting", "desk", "round_policy", "inbox")]
    return [PRIVATE.sub("", client.get(url).content.decode()) for url in urls]


@pytest.mark.parametrize("who", ["staff", "superior", "head", "personnel", "auditor", "both"])
def test_no_page_changes_when_somebody_answers_or_declines(
    who: str, agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    """So nobody who watches the pages learns who answered when; a superior who is also personnel neither."""
    reader = agency.superior if who == "both" else getattr(agency, who)
    if who == "both":
        grant(agency.superior, roles.PERSONNEL)
    client = sign_in(Client(), reader)
    before = everything(client, found)
    asking.say(found, people[0], SECRET)
    answers.decline(asking.request_of(found, people[1]))
    for old, new in zip(before, everything(client, found), strict=True):
        assert old == new


@pytest.mark.parametrize(
    "who", ["staff", "superior", "head", "personnel", "auditor", "unit_personnel", "both"]
)
def test_after_the_close_no_role_can_get_a_name(
    who: str, agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    reader = agency.superior if who == "both" else getattr(agency, who)
    if who == "both":
        grant(agency.superior, roles.PERSONNEL)
    for one in people[:3]:
        asking.say(found, one, SECRET)
    asking.close(found)
    client = sign_in(Client(), reader)
    names = [one.name for one in people]
    page = client.get(found.get_absolute_url()).content.decode()
    assert page.count(SECRET) == 3
    for text in everything(client, found)[:6]:
        assert not [name for name in names if name in text]
    for one in people:
        assert client.get(answers.url(asking.request_of(found, one))).status_code == 404


def test_names_of_those_asked_are_shown_to_whoever_chose_them_only(
    agency: Agency, found: FeedbackRound, people: list[Employee], client: Client
) -> None:
    shown = {}
    for role in ("staff", "superior", "head", "personnel", "auditor"):
        page = sign_in(client, getattr(agency, role)).get(found.get_absolute_url()).content.decode()
        shown[role] = people[0].name in page
    assert shown == {"staff": False, "superior": True, "head": False, "personnel": False, "auditor": False}


def test_exports_and_prints_tell_nothing_of_who_answered(
    agency: Agency, appraisal: Appraisal, found: FeedbackRound, people: list[Employee]
) -> None:
    def exported() -> str:
        return json.dumps(
            [list(row) for row in Report(appraisal.period, Unit.objects.all()).table()[1]], default=str
        )

    before = exported()
    for one in people[:3]:
        asking.say(found, one, SECRET)
    asking.close(found)
    assert exported() == before
    printed = str(registry.form("B.1.5").build(Subject.find(appraisal, "AKHIR")).context)
    assert SECRET in printed
    assert not [one.name for one in people if one.name in printed]


def test_no_mail_and_no_inbox_line_joins_giver_and_round_result(
    found: FeedbackRound, people: list[Employee]
) -> None:
    told, mailed = Notification.objects.count(), Outbox.objects.count()
    for one in people[:3]:
        asking.say(found, one, SECRET)
    assert (Notification.objects.count(), Outbox.objects.count()) == (told, mailed)
    asking.close(found)
    assert not Notification.objects.filter(employee__in=people, key__startswith="event:").exists()


# --- subtraction ----------------------------------------------------------------------
def test_a_published_result_never_changes_and_shows_no_group_below_k(
    found: FeedbackRound, people: list[Employee]
) -> None:
    for one in people[:3]:
        asking.say(found, one, LOYAL="BELOW")
    assert publishing.groups_of(found) == []
    asking.close(found)
    published = found.result
    for one in people:
        with pytest.raises(Refused):
            asking.say(found, one, LOYAL="ABOVE")
    asking.close(found)
    assert found.result == published
    assert FeedbackEntry.objects.filter(value="LOYAL").count() == 1


def published_earlier(found: FeedbackRound, people: list[Employee]) -> None:
    for one in people:
        asking.say(found, one)
    asking.close(found)
    FeedbackRound.objects.update(closes_on=timezone.localdate() - asked.REST * 2)


@pytest.mark.parametrize(
    ("dropped", "added", "status"), [(0, 0, "OPEN"), (1, 0, "refused"), (0, 1, "refused"), (3, 3, "OPEN")]
)
def test_a_later_round_differs_by_nobody_or_by_k(
    dropped: int, added: int, status: str, found: FeedbackRound, agency: Agency
) -> None:
    """Five and then four of the same five would tell what the fifth had said."""
    people = [one.person for one in found.requests.all()]
    published_earlier(found, people)
    chosen = [*people[dropped:], *asking.peers_of(agency, added)]
    if status == "OPEN":
        assert asking.begun(found.appraisal, chosen, agency.superior).status == status
    else:
        with pytest.raises(Refused, match="hampir sama"):
            asking.begun(found.appraisal, chosen, agency.superior)


def test_the_control_without_that_guard_the_difference_is_one_person_s_answer(
    agency: Agency, found: FeedbackRound, people: list[Employee], monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.say(found, people[0], LOYAL="BELOW")
    published_earlier(found, people[1:])
    monkeypatch.setattr(asked, "subtraction_refusal", lambda *_: "")
    second = asking.begun(found.appraisal, people[1:], agency.superior)
    for one in people[1:]:
        asking.say(second, one)
    asking.close(second)
    earlier, later = (publishing.groups_of(one)[0].values["LOYAL"] for one in (found, second))
    assert {key: earlier[key] - later[key] for key in earlier} == {"ABOVE": 0, "MEETS": 0, "BELOW": 1}


def test_results_do_not_follow_each_other_within_a_month(
    agency: Agency, found: FeedbackRound, people: list[Employee]
) -> None:
    for one in people:
        asking.say(found, one)
    asking.close(found)
    with pytest.raises(Refused, match="30 hari"):
        asking.begun(found.appraisal, people, agency.superior, 10)


def test_over_fifty_snapshots_nothing_is_shown_before_the_close(
    found: FeedbackRound, people: list[Employee], agency: Agency
) -> None:
    client, shown = sign_in(Client(), agency.superior), []
    for number in range(50):
        asking.say(found, people[number % 5], SECRET, LOYAL=("ABOVE", "BELOW")[number % 2])
        shown.append(PRIVATE.sub("", client.get(found.get_absolute_url()).content.decode()))
    assert all(one == another for one, another in pairwise(shown))
