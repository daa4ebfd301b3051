"""What personnel told the demo's office: a sosialisasi that was changed once and read by most, and fresh news; and
the public rules of awards and sanctions with their first version."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from appraisal.models import Period
from config.desk.demo import texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.years import Story
from employees import announcements
from employees.models import Announcement, AnnouncementReceipt, EarlierText, Employee, PublicRules

MOST = 40  # receipts of one text, so that a large office costs no more
READ, READ_NEWS = 0.7, 0.25  # share of the office


def write(story: Story, cast: Cast, _period: Period) -> None:
    """The staff member has read the first, before it was changed, and finds the second on his home page."""
    told = texts.voices()
    said = told["socialisation"]
    found = publish(story, cast, said, Announcement.Kind.SOCIALISATION, days_ago=20, edition=2)
    earlier = EarlierText.objects.create(
        announcement=found, edition=1, title=said["title"], text=said["before"], changed_by=story.personnel,
        reason=said["reason"],
    )  # fmt: skip
    EarlierText.objects.filter(pk=earlier.pk).update(
        changed_at=working_moment(story.today - timedelta(days=15), 3)
    )
    read(story, found, READ, reads=cast.staff.employee)
    news = publish(story, cast, told["news"], Announcement.Kind.NEWS, days_ago=2)
    read(story, news, READ_NEWS, reads=None, leaves=cast.staff.employee)
    _publish_rules(story, told["rules"])


def _publish_rules(story: Story, said: dict[str, str]) -> None:
    versions = [
        (1, said["text"], said["change"], 300),
        (2, f"{said['text']}\n\n{said['addition']}", said["change_now"], 60),
    ]
    for version, text, change, days_ago in versions:
        PublicRules.objects.create(version=version, text=text, change=change, author=story.personnel)
        moment = working_moment(story.today - timedelta(days=days_ago), 2)
        PublicRules.objects.filter(version=version).update(published_at=moment)


def publish(
    story: Story, cast: Cast, said: dict[str, str], kind: str, *, days_ago: int, edition: int = 1
) -> Announcement:
    return Announcement.objects.create(
        kind=kind, title=said["title"], text=said["text"], unit=cast.reviewer.placement.unit, edition=edition,
        published_on=working_moment(story.today - timedelta(days=days_ago), 1).date(), author=story.personnel,
    )  # fmt: skip


def read(
    story: Story, found: Announcement, share: float, *, reads: Employee | None, leaves: Employee | None = None
) -> None:
    draw = Random(f"{story.seed}:{found.kind}")
    people = [one for one in announcements.audience(found).order_by("nip")[:MOST] if one != leaves]
    readers = [one for one in people if one == reads or draw.random() < share]
    AnnouncementReceipt.objects.bulk_create(
        AnnouncementReceipt(announcement=found, employee=one) for one in readers
    )
    found.receipts.update(read_at=working_moment(found.published_on + timedelta(days=1), 2))
