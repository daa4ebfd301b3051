"""Every list page asks the same number of questions at 1 and at 50 rows, and no more than twelve."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Event, Period
from appraisal.opening import open_period
from employees.models import Holiday, Job, Notification
from feedback import notes
from tests import factories, queries

pytestmark = pytest.mark.django_db
MORE = 49


def more_people(agency):
    for _ in range(MORE):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    open_period(Period.objects.get(), by=agency.personnel)


def more_lines(agency):
    Notification.objects.bulk_create(
        Notification(employee=agency.staff, key=f"k{number}", title="Halo") for number in range(MORE)
    )


def more_notes(agency):
    appraisal = Appraisal.objects.get(employee=agency.staff)
    for number in range(MORE):
        notes.give(
            appraisal, by=agency.superior, kind="ADVICE", text=f"Saran {number}", day=timezone.localdate()
        )


def more_jobs(kind):
    def grow(agency):
        Job.objects.bulk_create(
            Job(kind=kind, title=f"Laporan {number}", requested_by=agency.personnel) for number in range(MORE)
        )

    return grow


def more_units(agency):
    for _ in range(MORE):
        factories.make_unit(parent=agency.root)


def more_holidays(_agency):
    Holiday.objects.bulk_create(
        Holiday(day=date(timezone.localdate().year, 1, 1) + timedelta(days=number), name="Libur")
        for number in range(MORE)
    )


def more_events(agency):
    appraisal = Appraisal.objects.get(employee=agency.staff)
    Event.objects.bulk_create(
        Event(
            appraisal=appraisal,
            action="propose",
            label="SKP diajukan",
            actor=agency.staff,
            from_status="",
            to_status="",
        )
        for _ in range(MORE)
    )


LISTS = {
    "team": ("superior", more_people),
    "feedback": ("staff", more_notes),
    "inbox": ("staff", more_lines),
    "people": ("personnel", more_people),
    "activation_slips": ("personnel", more_people),
    "desk_appraisals": ("personnel", more_people),
    "desk": ("personnel", more_units),
    "unit_ratings": ("personnel", more_units),
    "holidays": ("personnel", more_holidays),
    "exports": ("personnel", more_jobs("export")),
    "imports": ("personnel", more_jobs("import")),
    "history": ("staff", more_events),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_no_more_for_fifty_rows_than_for_one(name, agency, client):
    who, grow = LISTS[name]
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, getattr(agency, who))
    url = reverse(name, kwargs={"uuid": appraisal.uuid} if name == "history" else {})
    queries.assert_constant(client, url, lambda: grow(agency))
