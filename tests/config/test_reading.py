"""What auditors read and anybody takes is written down by itself; counselling and givers in confidence never are.

That each of those pages leaves its one line is asked in tests/test_access.py, where an auditor opens them all.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from appraisal.models import Appraisal, Evaluation, ViewLog
from config.desk import read_pages
from config.desk.reading import file_name
from employees.models import Job
from feedback.behaviour_papers import KIND as CONFIDENTIAL_PRINT
from tests import factories
from tests.access import world as worlds
from tests.factories import Agency
from tests.test_access import rows, url_names

pytestmark = pytest.mark.django_db

# What an auditor may open by an address of its own and which is nobody's case, or must leave no line.
NOBODYS = {
    "account_reset_password_from_key", "activate", "draft", "announcement", "award", "desk_award", "calibration",
    "receipt_of", "service_form", "service_tablet", "service_point", "verification", "guest_note",
    "colleague_note_new", "work_team", "unit_rating", "unit_rating_file", "course", "enrol", "desk_session",
    "guide", "guide_file",
}  # fmt: skip
CONFIDENTIAL = {"behaviours", "behaviour", "counselling", "case_officers", "round_request", "round_people"}


def test_every_page_about_somebody_that_an_auditor_may_open_is_logged_or_left_out_on_purpose() -> None:
    opened = {
        name
        for name, kind, method, told in rows()
        if (method, told["auditor"]) == ("GET", 200) and kind != "none"
    }
    assert opened - read_pages.CASE.keys() - read_pages.OTHERS.keys() - CONFIDENTIAL == NOBODYS


def test_what_is_confidential_is_never_logged_and_every_logged_page_exists() -> None:
    logged = read_pages.CASE.keys() | read_pages.OTHERS.keys()
    assert logged & CONFIDENTIAL == set()
    assert logged - set(url_names()) == set()


def read(client: Client, url: str) -> ViewLog:
    assert client.get(url).status_code == 200
    return ViewLog.objects.get()


def test_a_line_says_who_read_which_page_of_whom(agency: Agency, client: Client) -> None:
    row = factories.make_appraisal(agency)
    line = read(factories.sign_in(client, agency.auditor), reverse("progress", args=[row.uuid]))
    assert (line.kind, line.actor, line.what) == ("READ", agency.auditor, "Realisasi")
    assert (line.appraisal, line.about, line.unit) == (row, agency.staff, agency.section)


@pytest.mark.parametrize("who", ["staff", "superior", "head", "personnel", "unit_personnel"])
def test_who_is_no_auditor_reads_without_a_line(who: str, agency: Agency, client: Client) -> None:
    row = factories.make_appraisal(agency)
    factories.sign_in(client, getattr(agency, who)).get(reverse("progress", args=[row.uuid]))
    assert not ViewLog.objects.exists()


def test_an_auditor_reads_what_is_his_own_without_a_line(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    own = Appraisal.objects.get(employee=agency.auditor)
    factories.sign_in(client, agency.auditor).get(reverse("appraisal", args=[own.uuid]))
    factories.grant(agency.superior, "auditor")
    mine = Appraisal.objects.get(employee=agency.staff)
    factories.sign_in(client, agency.superior).get(reverse("appraisal", args=[mine.uuid]))
    assert not ViewLog.objects.exists()


def test_nothing_found_and_nothing_asked_leave_no_line(agency: Agency, client: Client) -> None:
    row = factories.make_appraisal(agency)
    factories.sign_in(client, agency.auditor)
    client.get(reverse("progress", args=[agency.staff.uuid]))
    client.head(reverse("progress", args=[row.uuid]))
    client.post(reverse("progress", args=[row.uuid]))
    assert not ViewLog.objects.exists()


def test_a_file_that_anybody_takes_leaves_a_line(agency: Agency, client: Client) -> None:
    evaluation: Evaluation = factories.make_evaluation(agency, "DELIVERED")
    document = worlds.kept(evaluation)
    factories.sign_in(client, agency.superior)
    b"".join(client.get(reverse("document", args=[document.uuid])))
    line = ViewLog.objects.get()
    assert (line.kind, line.actor, line.about) == ("DOWNLOAD", agency.superior, agency.staff)
    assert line.what.startswith("Dokumen evaluasi: Dokumen evaluasi kinerja")


def test_the_file_of_a_job_is_named_by_what_was_asked_for(agency: Agency, client: Client) -> None:
    job = worlds.finished(agency.unit_personnel)
    factories.sign_in(client, agency.personnel)
    b"".join(client.get(reverse("job_file", args=[job.uuid])))
    assert ViewLog.objects.get().what == "Laporan kinerja: kinerja.json"


def test_a_form_printed_in_confidence_leaves_no_line(agency: Agency, client: Client) -> None:
    """B.1.10: a line would tell that somebody's behaviour was reported."""
    job = worlds.finished(agency.superior)
    Job.objects.filter(pk=job.pk).update(kind="form_print", personal=True)
    factories.sign_in(client, agency.superior)
    b"".join(client.get(reverse("job_file", args=[job.uuid])))
    assert ViewLog.objects.count() == 1
    Job.objects.filter(pk=job.pk).update(kind=CONFIDENTIAL_PRINT)
    client.get(reverse("job_file", args=[job.uuid]))
    assert ViewLog.objects.count() == 1


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="a b.csv"', "a b.csv"),
        ("attachment; filename*=utf-8''S%C3%A9.pdf", "Sé.pdf"),
        ("attachment", "berkas"),
    ],
)
def test_the_name_of_a_file_is_read_off_its_header(header: str, name: str) -> None:
    assert file_name(header) == name


def test_no_line_can_be_changed_or_deleted_even_by_hand(agency: Agency, client: Client) -> None:
    row = factories.make_appraisal(agency)
    line = read(factories.sign_in(client, agency.auditor), reverse("progress", args=[row.uuid]))
    for change in (lambda: ViewLog.objects.update(what="x"), line.delete):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            change()


def test_the_case_itself_shows_on_which_days_auditors_read_it(agency: Agency, client: Client) -> None:
    row = factories.make_appraisal(agency)
    factories.sign_in(client, agency.auditor)
    for name in ("appraisal", "progress", "history"):
        client.get(reverse(name, args=[row.uuid]))
    told: Any = factories.sign_in(client, agency.staff).get(reverse("history", args=[row.uuid]))
    assert [(one.name, one.pages) for one in told.context["readings"]] == [("Ayu Inspektorat", 3)]
    assert "Ayu Inspektorat membuka 3 halaman" in told.content.decode()
