"""The menu of the desk: every page for those who may open it, in groups, and where one is."""

from __future__ import annotations

import pytest
from django.test import Client

from config.desk import menu
from tests import factories

pytestmark = pytest.mark.django_db
PERSONS = ("personnel", "unit_personnel", "auditor")


@pytest.mark.parametrize("who", PERSONS)
def test_every_page_of_the_menu_opens_for_those_who_are_offered_it(
    who: str, agency: factories.Agency, client: Client
) -> None:
    user = getattr(agency, who).user
    factories.sign_in(client, user.employee)
    for label, pages in menu.GROUPS:
        for page in pages:
            if page.offered_to(user):
                assert client.get(page.url).status_code == 200, (label, page.label)


def test_unit_personnel_are_not_offered_what_is_the_agencys(agency: factories.Agency) -> None:
    told = {
        who: {page.label for _group, pages in menu.GROUPS for page in pages if page.offered_to(person.user)}
        for who, person in ((who, getattr(agency, who)) for who in PERSONS)
    }
    assert {"Impor", "Periode", "Kop surat"} <= told["personnel"] - told["unit_personnel"]
    assert "Pegawai" in told["unit_personnel"] - told["auditor"]


def test_one_sees_the_group_and_the_page_in_which_one_is(agency: factories.Agency) -> None:
    groups, pages = menu.entries(agency.personnel.user, "/bkd/plt/baru/")
    assert [one.label for one in groups if one.current] == ["Orang"]
    assert [one.label for one in pages if one.current] == ["Pihak"]
    groups, pages = menu.entries(agency.personnel.user, "/bkd/")
    assert [one.label for one in pages if one.current] == ["Kemajuan"]


def test_an_address_of_no_page_shows_the_groups_alone(agency: factories.Agency) -> None:
    groups, pages = menu.entries(agency.personnel.user, "/bkd/lain/")
    assert groups
    assert pages == []
    assert not any(one.current for one in groups)
