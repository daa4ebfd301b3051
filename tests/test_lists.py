"""Every list page asks the same number of questions at 1 and at 50 rows, and no more than twelve."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, Event, ExportSchedule, Objection, Period
from appraisal.opening import open_period
from employees.models import Holiday, Job, Notification
from feedback import notes
from tests import factories, queries

pytestmark = pytest.mark.django_db


def more_people(agency, count):
    for _ in range(count):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    open_period(Period.objects.get(), by=agency.personnel)


def more_lines(agency, count):
    Notification.objects.bulk_create(
        Notification(employee=agency.staff, key=f"k{count}-{number}", title="Halo") for number in range(count)
    )


def more_notes(agency, count):
    appraisal = Appraisal.objects.get(employee=agency.staff)
    for number in range(count):
        notes.give(
            appraisal, by=agency.superior, kind="ADVICE", text=f"Saran {number}", day=timezone.localdate()
        )


def more_jobs(kind):
    def grow(agency, count):
        Job.objects.bulk_create(
            Job(kind=kind, title=f"Laporan {number}", requested_by=agency.personnel)
            for number in range(count)
        )

    return grow


def more_schedules(agency, count):
    ExportSchedule.objects.bulk_create(
        ExportSchedule(
            owner=agency.unit_personnel,
            receiver=agency.personnel,
            kind="tahunan",
            format="csv",
            unit=agency.office,
            purpose="Rapat.",
            rhythm="MONTH",
            next_on=date(2026, 11, 1),
            last_job=Job.objects.create(kind="export", title="Laporan", requested_by=agency.unit_personnel),
        )
        for _ in range(count)
    )


def more_units(agency, count):
    for _ in range(count):
        factories.make_unit(parent=agency.root)


def more_holidays(_agency, count):
    Holiday.objects.bulk_create(
        Holiday(day=date(timezone.localdate().year, 1, 1) + timedelta(days=number + count), name="Libur")
        for number in range(count)
    )


def more_objections(agency, count):
    more_people(agency, count)
    now = timezone.now()
    Objection.objects.bulk_create(
        Objection(evaluation=one, signed_at=now, reasons="Keliru.", filed_at=now, explain_due_on=now.date())
        for one in Evaluation.objects.filter(objections=None)
    )


def more_events(agency, count):
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
        for _ in range(count)
    )


LISTS = {
    "team": ("superior", more_people),
    "feedback": ("staff", more_notes),
    "inbox": ("staff", more_lines),
    "people": ("personnel", more_people),
    "activation_slips": ("personnel", more_people),
    "desk_appraisals": ("personnel", more_people),
    "desk": ("personnel", more_units),
    "desk_summary": ("personnel", more_units),
    "desk_objections": ("personnel", more_objections),
    "desk_hours": ("personnel", more_people),
    "unit_ratings": ("personnel", more_units),
    "holidays": ("personnel", more_holidays),
    "exports": ("personnel", more_jobs("export")),
    "export_schedules": ("personnel", more_schedules),
    "imports": ("personnel", more_jobs("import")),
    "history": ("staff", more_events),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_no_more_for_fifty_rows_than_for_one(name, agency, client):
    who, grow = LISTS[name]
    appraisal = factories.make_appraisal(agency)
    grow(agency, 1)
    factories.sign_in(client, getattr(agency, who))
    url = reverse(name, kwargs={"uuid": appraisal.uuid} if name == "history" else {})
    queries.assert_constant(client, url, lambda: grow(agency, 49))
