"""Signed files, and what waits for superiors without an account."""

from __future__ import annotations

from typing import Any

from appraisal import evidence
from appraisal.models import Evaluation, Event
from tests.access.desk import cells as desk_cells
from tests.access.plan import NO, cells
from tests.access.world import World, photo

DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel"), 200)


def kinds(_world: World, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """The file of the delivered evaluation's signature, and of the SKP's; a print that nobody needs here, as in no
    period of passwords, and one of a signature on paper, which this employee gives by password."""
    step = {"uuid": evaluation.appraisal.uuid, "window": evaluation.window}
    delivered = Event.objects.get(evaluation=evaluation, action="deliver")
    skp = Event.objects.get(appraisal=evaluation.appraisal, action="set")
    return {
        "signed_evaluation": {"uuid": evidence.keep_for(photo(), event=delivered).uuid},
        "skp_print": {"uuid": evaluation.appraisal.uuid, "action": "set"},
        "needless_print": step | {"action": "deliver"},
        "paper_print": step | {"action": "sign_by_personnel"},
        "signed_skp": {"uuid": evidence.keep_for(photo(), event=skp).uuid},
    }


ROWS = [
    ("signed_scan", "signed_evaluation", "GET", cells(200)),
    ("signed_scan", "signed_evaluation", "POST", NO),
    ("signed_scan", "signed_skp", "GET", cells(200)),
    ("signed_scan", "unknown", "GET", cells(404)),
    ("signing_print", "paper_print", "GET", cells(302)),
    ("signing_print", "paper_print", "POST", cells(409)),
    ("signing_print", "needless_print", "GET", cells(404)),
    ("signing_print", "needless_print", "POST", cells(404)),
    ("signing_print_of_skp", "skp_print", "GET", cells(404)),
    ("signing_print_of_skp", "skp_print", "POST", cells(404)),
    ("on_behalf", "none", "GET", desk_cells(403, **DESK)),
    ("on_behalf", "none", "POST", desk_cells(403, **dict.fromkeys(DESK, 405))),
]
