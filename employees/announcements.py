"""Announcements and sosialisasi: who is meant, who has not read them, what was changed; and the public rules.

A changed text keeps the receipts of the old one. Its sender says whether they count on, or everybody is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from employees import jobs, roles
from employees.models import (
    Announcement,
    AnnouncementReceipt,
    EarlierText,
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
    read = receipts(found).filter(employee=OuterRef("pk"))
    return audience(found).exclude(Exists(read)).order_by("sort_name", "pk")


def receipts(found: Announcement) -> QuerySet[AnnouncementReceipt]:
    """Those that count: of the text as it stands, or of an earlier one whose readers were not asked again."""
    return AnnouncementReceipt.objects.filter(announcement=found, edition__gte=found.asks_from)


READ_THEN = Subquery(  # of an earlier text: how many said that they had read just that one
    AnnouncementReceipt.objects.filter(announcement=OuterRef("announcement"), edition=OuterRef("edition"))
    .order_by()
    .values("edition")
    .annotate(n=Count("pk"))
    .values("n")
)


def readers(found: Announcement) -> int:
    return receipts(found).values("employee").distinct().count()


def listed(user: User) -> QuerySet[Announcement]:
    """What this desk keeps, with how many have read each."""
    counts = Q(receipts__edition__gte=F("asks_from"))
    rows = Announcement.objects.administered_by(user)
    rows = rows.annotate(read=Count("receipts__employee", filter=counts, distinct=True))
    return rows.select_related("unit").order_by("-published_on", "-pk")


def read(found: Announcement, by: Employee, edition: int = 1) -> None:
    """He has read the edition that his page showed."""
    shown = min(max(edition, 1), found.edition)
    AnnouncementReceipt.objects.get_or_create(announcement=found, employee=by, edition=shown)


# --- changing and withdrawing ---------------------------------------------------------------
@dataclass(frozen=True)
class Change:
    """The new text, why it is changed, and whether its readers are asked again."""

    title: str
    text: str
    ends_on: date | None
    reason: str
    asks_again: bool


@transaction.atomic
def change(found: Announcement, new: Change, *, by: Employee, edition: int) -> bool:
    """Keep what stood there, and publish the new text; False when it is another edition by now, or withdrawn."""
    row = Announcement.objects.select_for_update().get(pk=found.pk)
    if row.edition != edition or row.withdrawn_at is not None:
        return False
    EarlierText.objects.create(
        announcement=row,
        edition=row.edition,
        title=row.title,
        text=row.text,
        changed_by=by,
        reason=new.reason,
        asks_again=new.asks_again,
    )
    row.title, row.text, row.ends_on = new.title, new.text, new.ends_on
    row.edition += 1
    if new.asks_again:
        row.asks_from, row.reminded_on = row.edition, None
    row.save()
    return True


def withdraw(found: Announcement, reason: str, *, by: Employee) -> bool:
    """It stands on no page any more but says why to whoever comes; False when it was withdrawn before."""
    rows = Announcement.objects.filter(pk=found.pk, withdrawn_at__isnull=True)
    return bool(rows.update(withdrawn_by=by, withdrawn_at=timezone.now(), withdrawn_reason=reason))


# --- reminding ------------------------------------------------------------------------------


def remind(found: Announcement, by: Employee) -> Job | None:
    """Ask a worker to remind everybody who has not read it; once a day."""
    today = timezone.localdate()
    rows = Announcement.objects.filter(pk=found.pk, withdrawn_at__isnull=True).exclude(reminded_on=today)
    if not rows.update(reminded_on=today):
        return None
    return jobs.request(REMIND, title=f"Pengingat: {found.title}", by=by, announcement=str(found.uuid))


@jobs.works(REMIND)
def _remind(job: Job) -> None:
    found = Announcement.objects.select_related("unit").get(uuid=job.parameters["announcement"])
    people = list(without_receipt(found)) if found.withdrawn_at is None else []
    key = f"announcement:{found.uuid}:{found.asks_from}:{timezone.localdate():%Y%m%d}"
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
