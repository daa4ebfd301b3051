"""Announcements to the office's subtree, the first steps, and the public rules."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appraisal.models import Evaluation
from employees.models import Announcement
from tests.access.plan import NO, anybody


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """One text for the office of the appraisee."""
    found = Announcement.objects.create(
        title="Batas SKP", text="Akhir Januari", unit=world.agency.office, published_on=timezone.localdate(),
        author=world.agency.personnel,
    )  # fmt: skip
    return {"announcement": {"uuid": found.uuid}, "hint": {"code": "team"}, "guide": {"slug": "pegawai"}}


def audience(status: int) -> dict[str, int]:
    """404 for whom it was not written."""
    return anybody(status) | {"anonymous": 302, "stranger": 404, "other_unit_personnel": 404}


def desk(status: int, **others: int) -> dict[str, int]:
    people = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel"), status)
    return anybody(403) | {"anonymous": 302} | people | others


def agency(status: int) -> dict[str, int]:
    return anybody(403) | {"anonymous": 302, "personnel": status}


ROWS = [
    ("announcements", "none", "GET", anybody(200)),
    ("announcements", "none", "POST", NO),
    ("announcement", "announcement", "GET", audience(200)),
    ("announcement", "announcement", "POST", NO),
    ("announcement_read", "announcement", "GET", NO),
    ("announcement_read", "announcement", "POST", audience(302)),
    ("desk_announcements", "none", "GET", desk(200)),
    ("desk_announcements", "none", "POST", NO),
    ("announcement_new", "none", "GET", desk(200)),
    ("announcement_new", "none", "POST", desk(422)),
    ("announcement_readers", "announcement", "GET", desk(200, other_unit_personnel=404)),
    ("announcement_readers", "announcement", "POST", NO),
    ("announcement_remind", "announcement", "GET", NO),
    ("announcement_remind", "announcement", "POST", desk(302, other_unit_personnel=404)),
    ("announcement_change", "announcement", "GET", desk(200, other_unit_personnel=404)),
    ("announcement_change", "announcement", "POST", desk(422, other_unit_personnel=404)),
    ("announcement_withdraw", "announcement", "GET", NO),
    ("announcement_withdraw", "announcement", "POST", desk(422, other_unit_personnel=404)),
    ("guides", "none", "GET", anybody(200)),
    ("guides", "none", "POST", NO),
    ("guide", "guide", "GET", anybody(200)),
    ("guide", "guide", "POST", NO),
    ("guide_file", "guide", "GET", anybody(200)),
    ("guide_file", "guide", "POST", NO),
    ("terms", "none", "GET", anybody(200)),
    ("terms", "none", "POST", NO),
    ("hint_put_away", "hint", "GET", NO),
    ("hint_put_away", "hint", "POST", anybody(302)),
    ("first_steps", "none", "GET", anybody(200)),
    ("first_steps", "none", "POST", NO),
    ("first_steps_next", "none", "GET", NO),
    ("first_steps_next", "none", "POST", anybody(302)),
    ("first_steps_put_away", "none", "GET", NO),
    ("first_steps_put_away", "none", "POST", anybody(302)),
    ("public_rules", "none", "GET", anybody(200) | {"anonymous": 200}),
    ("public_rules", "none", "POST", NO | {"anonymous": 405}),
    ("rules_edit", "none", "GET", agency(200)),
    ("rules_edit", "none", "POST", agency(422)),
]
