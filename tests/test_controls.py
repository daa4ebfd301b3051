"""Each guard switched off once: the attack it stops then succeeds, so the guard is what stops it.

Guards with a control of their own stand beside it: locks (test_concurrency), repeated forms (test_middleware),
append-only events (test_models), sockets and headers (config/test_guards), the broker (config/test_workers),
the table of steps (test_workflow_table), the document fetcher (test_pdf).
"""

from __future__ import annotations

import importlib
import sys

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from appraisal import visibility, workflow
from appraisal.models import Appraisal, Party
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.views import evaluation as evaluation_page
from tests import factories

pytestmark = pytest.mark.django_db


def forgotten(_request: HttpRequest) -> HttpResponse:
    """A page whose author forgot to think of access."""
    return HttpResponse("daftar gaji")


urlpatterns = [path("terlupa/", forgotten), path("", include("config.urls"))]


@pytest.mark.urls(__name__)
def test_a_forgotten_page_is_closed_and_open_without_default_deny(client, settings):
    assert client.get("/terlupa/").status_code == 302
    login_required = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != login_required]
    assert Client().get("/terlupa/").content == b"daftar gaji"


def test_a_stranger_finds_nothing_and_everything_without_visible_to(agency, client, monkeypatch):
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.stranger)
    assert client.get(appraisal.get_absolute_url()).status_code == 404
    monkeypatch.setattr(AppraisalQuerySet, "visible_to", lambda rows, _user: rows)
    assert client.get(appraisal.get_absolute_url()).status_code == 200


def test_a_rating_is_hidden_until_delivery_and_not_without_the_field_groups(agency, client, monkeypatch):
    evaluation = factories.make_evaluation(agency, "RATED")
    secret = evaluation.ratings.get().results_reason
    factories.sign_in(client, agency.staff)
    assert secret not in client.get(evaluation.get_absolute_url()).content.decode()
    monkeypatch.setattr(evaluation_page, "visible_groups", lambda *_: frozenset(visibility.FieldGroup))
    assert secret in client.get(evaluation.get_absolute_url()).content.decode()


def test_a_second_tab_is_told_and_overwrites_without_versions(agency):
    appraisal = factories.make_appraisal(agency)
    with workflow.editing(appraisal, "targets", by=agency.staff, version=0) as row:
        row.set_note = "tab pertama"
    second = workflow.editing(appraisal, "targets", by=agency.staff, version=0)
    with pytest.raises(workflow.Conflict), second:
        pass
    with workflow.editing(appraisal, "targets", by=agency.staff, version=None) as row:
        row.set_note = "tab kedua"
    assert Appraisal.objects.get(pk=appraisal.pk).set_note == "tab kedua"


def test_a_changed_party_leaves_a_trace_and_none_without_its_trigger(agency):
    appraisal = factories.make_appraisal(agency)
    history = apps.get_model("appraisal", "PartyEvent").objects.filter(name="Penyusup")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appraisal_party DISABLE TRIGGER USER")
        Party.objects.filter(appraisal=appraisal, role="REVIEWER").update(name="Penyusup")
        assert not history.exists()
        cursor.execute("ALTER TABLE appraisal_party ENABLE TRIGGER USER")
    Party.objects.filter(appraisal=appraisal, role="APPRAISER").update(name="Penyusup")
    assert history.exists()


def test_a_forged_form_is_refused_and_taken_without_the_token_check(agency, settings):
    appraisal = factories.make_appraisal(agency)
    url = reverse("appraisal_act", args=[appraisal.uuid, "propose"])
    client = factories.sign_in(Client(enforce_csrf_checks=True), agency.staff)
    assert client.post(url).status_code == 403
    csrf = "django.middleware.csrf.CsrfViewMiddleware"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != csrf]
    client = factories.sign_in(Client(enforce_csrf_checks=True), agency.staff)
    assert client.post(url).status_code == 302
    appraisal.refresh_from_db()
    assert appraisal.status == "PROPOSED"


def test_production_refuses_to_start_without_its_secrets(monkeypatch):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "")
    monkeypatch.delitem(sys.modules, "config.settings", raising=False)
    with pytest.raises(ImproperlyConfigured, match="DJANGO_SECRET_KEY"):
        importlib.import_module("config.settings")
