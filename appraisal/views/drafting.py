"""What a form that autosaves needs in its page: its version, and the draft that waits for it."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from appraisal.views.shared import draft_to_offer
from employees import drafts
from employees.http import Request


def typed_in(
    request: Request, form: str, object_uuid: uuid_module.UUID, version: int = 0
) -> QueryDict | None:
    """What was just sent, or what the page was opened to go on with; None for an empty form."""
    if request.method == "POST":
        return request.POST
    return drafts.restore(request, form, object_uuid, version)


def drafted(
    request: Request, form: str, object_uuid: uuid_module.UUID, version: int, typed: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Context of the form: `version` stays the one it was typed upon, so that a late save is told apart."""
    return {
        "version": version if typed is None else typed.get("version", version),
        "draft": draft_to_offer(request, form, object_uuid, version),
        "draft_form": form,
        "draft_uuid": object_uuid,
    }
