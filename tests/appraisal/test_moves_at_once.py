"""Two tabs at the same moment, and many changes in any order: one holder of a role a day, one successor."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from appraisal import moves, parties
from appraisal.models import Appraisal, Event, Party, PartyRole
from appraisal.moves import Move
from appraisal.parties import Change
from appraisal.workflow import Refused
from tests import factories
from tests.appraisal.test_concurrency import together

ROLES = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)


def holders(appraisal, role, day):
    return Party.objects.on(day).filter(appraisal=appraisal, role=role).count()


@pytest.mark.django_db(transaction=True)
def test_two_people_moving_the_same_employee_open_one_successor():
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency)
    to = Move(agency.other_office, timezone.localdate(), agency.head, agency.mayor, "SK.")

    def go(by):
        return lambda: moves.move(Appraisal.objects.get(pk=appraisal.pk), to, by=by)

    answers = together(go(agency.personnel), go(agency.unit_personnel))
    assert sorted(type(answer).__name__ for answer in answers) == ["Appraisal", "Refused"]
    assert Appraisal.objects.filter(predecessor=appraisal).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_leave_one_holder_a_day():
    agency = factories.make_agency()
    appraisal = factories.make_appraisal(agency)
    today = timezone.localdate()

    def go(person):
        change = Change({PartyRole.APPRAISER: person}, today, "Salah.")
        return lambda: parties.change_parties(
            Appraisal.objects.get(pk=appraisal.pk), change, by=agency.personnel
        )

    answers = together(go(agency.colleague), go(agency.stranger))
    assert all(isinstance(answer, Event) for answer in answers)
    assert holders(appraisal, PartyRole.APPRAISER, today) == 1
    connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_every_role_has_at_most_one_holder_a_day(agency, seed):
    dice, today = random.Random(seed), timezone.localdate()
    appraisal = factories.make_appraisal(agency)
    people = [
        agency.superior,
        agency.head,
        agency.colleague,
        agency.stranger,
        agency.mayor,
        agency.staff,
        None,
    ]
    done = 0
    for _ in range(25):
        roles = dice.sample(ROLES[1:], dice.choice([1, 2]))
        on = today + timedelta(days=dice.randint(-60, 60))
        until = on + timedelta(days=dice.randint(0, 40)) if dice.random() < 0.4 else None
        change = Change({role: dice.choice(people) for role in roles}, on, "Acak.", until=until)
        try:
            parties.change_parties(appraisal, change, by=agency.personnel)
        except Refused:
            continue
        done += 1
    assert done > 3
    for offset in range(-70, 120):
        day = today + timedelta(days=offset)
        held = {role: Party.objects.on(day).filter(appraisal=appraisal, role=role) for role in ROLES}
        assert all(rows.count() <= 1 for rows in held.values())
        assert not set(held[PartyRole.APPRAISER].values_list("employee", flat=True)) & set(
            held[PartyRole.REVIEWER].values_list("employee", flat=True)
        )
        assert agency.staff.pk not in held[PartyRole.APPRAISER].values_list("employee", flat=True)
