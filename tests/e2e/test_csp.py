"""Injected script in a real browser: the policy stops it, and without the policy it runs."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests import conftest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
INJECTED = (
    "<!DOCTYPE html><html lang=id><title>aman</title><p>x</p><script>document.title = 'diambil alih'</script>"
)


def injected(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(INJECTED)


injected.login_required = False  # what @login_not_required sets
urlpatterns = [path("suntik/", injected), path("", include("config.urls"))]


@pytest.mark.parametrize(("policy", "title"), [("ours", "aman"), ("none", "diambil alih")])
def test_an_injected_script_runs_only_without_the_policy(policy, title, browser, live_server, settings):
    if policy == "none":
        settings.CONTENT_SECURITY_POLICY = None
    page = browser.new_page()
    page.goto(f"{live_server.url}/suntik/")
    assert page.title() == title
    page.close()
    assert bool(conftest.forget_complaints()) == (policy == "none"), "the recorder sees the missing policy"
