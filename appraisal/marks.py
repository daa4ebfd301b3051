"""What appraisals rest on, as one value that every save and every step changes: for pages that renew themselves."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, Event, FeedbackEntry, Party, PartyRole
from employees.http import Request

SUPERIORS = (PartyRole.APPRAISER, PartyRole.REVIEWER)


def of_appraisal(_request: Request, uuid: uuid_module.UUID, **_beside: object) -> object:
    """A mark shows nothing; whether the page may be read, the page itself asks."""
    return list(_marks(Appraisal.objects.filter(uuid=uuid)))


def of_team(request: Request) -> object:
    """Of everybody whom one appraises or reviews today."""
    parties = Party.objects.on(timezone.localdate()).filter(appraisal=OuterRef("pk"), role__in=SUPERIORS)
    return list(_marks(Appraisal.objects.filter(Exists(parties.filter(employee=request.user.employee_id)))))


def of_agency(_request: Request) -> object:
    """Of everybody: each step and each act writes an event, so the newest one tells."""
    return Event.objects.aggregate(newest=Max("pk"))["newest"]


def _marks(rows: QuerySet[Appraisal]) -> QuerySet[Appraisal, tuple[object, ...]]:
    """Every save counts a part's version up (`workflow.editing`); steps, feedback and parties are rows of their own."""
    beside = Evaluation.objects.filter(appraisal=OuterRef("pk")).order_by("pk")
    said = Concat("status", Value(" "), Cast("versions", CharField()), output_field=CharField())
    mine = {"appraisal": OuterRef("pk")}
    return rows.order_by("pk").values_list(
        "pk",
        "status",
        "versions",
        ArraySubquery(beside.annotate(said=said).values("said")),
        Subquery(Event.objects.filter(**mine).order_by("-pk").values("pk")[:1]),
        Subquery(FeedbackEntry.objects.filter(**mine).order_by("-pk").values("pk")[:1]),
        Subquery(Party.objects.filter(**mine).order_by("-pk").values("pk")[:1]),
    )
