"""What waits for somebody in matters of training, for the home page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse

from appraisal.models import Evaluation
from employees.models import User
from training import gaps, planning, reach
from training.models import Certificate, DevelopmentItem, Enrolment

NAMES = {
    "approve": ("Permintaan pelatihan menunggu jawaban Anda: {n}", "training_approvals"),
    "verify": ("Sertifikat menunggu verifikasi: {n}", "desk_training"),
    "own": ("Usulan pengembangan dari atasan menunggu Anda: {n}", "my_development"),
    "team": ("Usulan pengembangan pegawai menunggu Anda: {n}", "team_development"),
}


@dataclass(frozen=True)
class Matter:
    """One thing to do, as a link."""

    words: str
    url: str


def proposals(user: User) -> tuple[QuerySet[DevelopmentItem], QuerySet[DevelopmentItem]]:
    """Those of my superior that I may read, and those of my people whose dialogue has begun."""
    open_ones = DevelopmentItem.objects.filter(status=planning.Status.PROPOSED)
    mine = open_ones.filter(plan__employee=user.employee_id).exclude(proposed_by=user.employee_id)
    own = mine.filter(planning.shown_to_employee())
    begun = Evaluation.objects.filter(
        appraisal__employee=OuterRef("plan__employee"), status__in=gaps.RATED, rated_at__isnull=False
    )
    led = reach.led_by(user.employee_id)
    team = open_ones.filter(
        Exists(begun), proposed_by=F("plan__employee"), plan__employee__in=led.values("pk")
    )
    rated = Evaluation.objects.filter(appraisal__employee=user.employee_id, status__in=gaps.RATED)
    return own.filter(Exists(rated)), team


def matters(user: User) -> list[Matter]:
    """Everything, in one query."""
    own, team = proposals(user)
    asked = Enrolment.objects.filter(
        status=Enrolment.Status.REQUESTED, employee__in=reach.decided_by(user).values("pk")
    )
    kinds: dict[str, QuerySet[Any]] = {"approve": asked, "own": own, "team": team}
    if user.is_personnel:
        kinds["verify"] = Certificate.objects.filter(
            status=Certificate.Status.WAITING, employee__in=reach.administered(user).values("pk")
        )
    first, *others = (rows.order_by().values_list(Value(name)) for name, rows in kinds.items())
    counted = Counter(name for (name,) in first.union(*others, all=True))
    return [
        Matter(words.format(n=counted[name]), reverse(url))
        for name, (words, url) in NAMES.items()
        if counted[name]
    ]
