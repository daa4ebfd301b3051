"""Finding somebody by a misspelt name, and the one screen of a person at the desk."""

from __future__ import annotations

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_misspelt_name_finds_those_that_look_like_it(agency, client):
    found = factories.make_employee("Muhammad Rizki Nugraha")
    factories.sign_in(client, agency.personnel)
    page = client.get("/bkd/pegawai/?q=muhamad+riski")
    assert page.context["page"][0].pk == found.pk
    assert "ini yang namanya mirip" in page.content.decode()
    assert not client.get("/bkd/pegawai/?q=muhammad").context["alike"]
    assert not list(client.get("/bkd/pegawai/?q=xqzw").context["page"])


def test_the_screen_of_a_person_shows_years_and_what_waits(agency, client):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    factories.sign_in(client, agency.personnel)
    html = client.get(f"/bkd/pegawai/{agency.staff.uuid}/").content.decode()
    assert evaluation.get_predicate_display() in html
    assert evaluation.appraisal.get_absolute_url() in html


def test_a_predicate_that_is_not_signed_stands_nowhere_on_the_screen(agency, client):
    evaluation = factories.make_evaluation(agency, "RATED")
    factories.sign_in(client, agency.personnel)
    html = client.get(f"/bkd/pegawai/{agency.staff.uuid}/").content.decode()
    assert f"<b>{evaluation.get_predicate_display()}</b>" not in html
