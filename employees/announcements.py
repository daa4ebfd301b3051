"""Announcements and sosialisasi: who is meant, who has not read them, the reminder; and the public rules."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from employees import jobs, roles
from employees.models import (
    Announcement,
    AnnouncementReceipt,
    Employee,
    Job,
    Placement,
    PublicRules,
    Unit,
    User,
)
from employees.models.person import EmployeeQuerySet
from employees.notifications import Line, notify_all

REMIND = "remind_announcement"
ON_HOME = 3  # texts on the home page; the others are a link away


def audience(found: Announcement) -> EmployeeQuerySet:
    """Active civil servants with an account whom the text is meant for today."""
    today = timezone.localdate()
    people = Employee.objects.active().exclude(kind=Employee.Kind.NON_ASN).filter(user__is_active=True)
    here = Placement.objects.on(today).filter(employee=OuterRef("pk"))
    if found.unit:
        people = people.filter(Exists(here.filter(unit__path__startswith=found.unit.path)))
    if found.staff_kind:
        people = people.filter(kind=found.staff_kind)
    match Announcement.Role(found.role):
        case Announcement.Role.SUPERIORS:
            people = people.filter(Exists(Placement.objects.on(today).filter(superior=OuterRef("pk"))))
        case Announcement.Role.HEADS:
            people = people.filter(Exists(Unit.objects.filter(head=OuterRef("pk"))))
        case Announcement.Role.PERSONNEL:
            people = people.filter(user__groups__name__in=(roles.PERSONNEL, roles.UNIT_PERSONNEL)).distinct()
        case Announcement.Role.ALL:
            pass
    return people


def without_receipt(found: Announcement) -> EmployeeQuerySet:
    """Who has not said that he read it, by name."""
    read = AnnouncementReceipt.objects.filter(announcement=found, employee=OuterRef("pk"))
    return audience(found).exclude(Exists(read)).order_by("sort_name", "pk")


def listed(user: User) -> QuerySet[Announcement]:
    """What this desk keeps, with how many have read each."""
    rows = Announcement.objects.administered_by(user).annotate(read=Count("receipts"))
    return rows.select_related("unit").order_by("-published_on", "-pk")


def read(found: Announcement, by: Employee) -> None:
    AnnouncementReceipt.objects.get_or_create(announcement=found, employee=by)


def remind(found: Announcement, by: Employee) -> Job | None:
    """Ask a worker to remind everybody who has not read it; once a day."""
    today = timezone.localdate()
    rows = Announcement.objects.filter(pk=found.pk).exclude(reminded_on=today)
    if not rows.update(reminded_on=today):
        return None
    return jobs.request(REMIND, title=f"Pengingat: {found.title}", by=by, announcement=str(found.uuid))


@jobs.works(REMIND)
def _remind(job: Job) -> None:
    found = Announcement.objects.select_related("unit").get(uuid=job.parameters["announcement"])
    people = list(without_receipt(found))
    key = f"announcement:{found.uuid}:{timezone.localdate():%Y%m%d}"
    title = f"Belum Anda baca: {found.title}"
    notify_all(Line(one, key=key, title=title, url=found.get_absolute_url()) for one in people)
    jobs.progress(job, len(people), len(people))
    job.message = f"{len(people)} pegawai diingatkan."


def publish_rules(text: str, change: str, *, by: Employee, version: int) -> PublicRules | None:
    """Add a version after the one that the form was drawn with; None when there is a newer one."""
    newest = PublicRules.objects.first()
    if (newest.version if newest else 0) != version:
        return None
    try:
        with transaction.atomic():
            return PublicRules.objects.create(version=version + 1, text=text, change=change, author=by)
    except IntegrityError:  # two at once: the other was first
        return None
