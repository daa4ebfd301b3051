"""What waits for somebody in matters of training, for the home page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from appraisal.models import Evaluation
from employees.matters import Matter, Row, counted, kind
from employees.models import User
from training import gaps, planning, reach
from training.models import Certificate, DevelopmentItem, Enrolment

NAMES = {
    "enrolment": ("Permintaan pelatihan menunggu jawaban Anda: {n}", "training_approvals"),
    "certificate": ("Sertifikat menunggu verifikasi: {n}", "desk_training"),
    "own_item": ("Usulan pengembangan dari atasan menunggu Anda: {n}", "my_development"),
    "team_item": ("Usulan pengembangan pegawai menunggu Anda: {n}", "team_development"),
}


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


def kinds(user: User) -> list[QuerySet[Any, Any]]:
    """What may wait for this person here, for `employees.matters`."""
    own, team = proposals(user)
    asked = Enrolment.objects.filter(
        status=Enrolment.Status.REQUESTED, employee__in=reach.decided_by(user).values("pk")
    )
    found: dict[str, QuerySet[Any]] = {"enrolment": asked, "own_item": own, "team_item": team}
    if user.is_personnel:
        found["certificate"] = Certificate.objects.filter(
            status=Certificate.Status.WAITING, employee__in=reach.administered(user).values("pk")
        )
    return [kind(name, rows) for name, rows in found.items()]


def told(rows: Iterable[Row]) -> list[Matter]:
    """Those of these kinds in words."""
    count = counted(rows)
    return [
        Matter(words.format(n=count[name]), reverse(url))
        for name, (words, url) in NAMES.items()
        if count[name]
    ]
