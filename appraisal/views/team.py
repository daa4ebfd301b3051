"""The superior's team: who stands where, who waits, who needs help; many SKP set at once."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from appraisal import marks, team_windows, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    EvaluationStatus,
    Party,
    PartyRole,
    ProgressEntry,
    TargetIndicator,
    WindowCode,
    WorkTarget,
)
from appraisal.stages import CHOICES, LABELS, TONES, late, with_stage
from appraisal.workflow import Refused
from employees.hints import hint_for
from employees.http import Request, page
from employees.live import live
from employees.models import Employee, User

PEOPLE_A_PAGE = 50
# Those who wait for the appraiser come first; then names.
WAITING_FIRST = Case(When(stage__in=["PROPOSED", "ASSESSED", "RATED"], then=0), default=1)
ORDERS = {
    "": (WAITING_FIRST.asc(), "employee__sort_name", "pk"),
    "nama": ("employee__sort_name", "pk"),
    "-nama": ("-employee__sort_name", "pk"),
    "tenggat": (F("limit").asc(nulls_last=True), "employee__sort_name", "pk"),
    "-tenggat": (F("limit").desc(nulls_last=True), "employee__sort_name", "pk"),
}


class TeamFilter(forms.Form):
    """Search and filter of the team; everything optional."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua yang berjalan"), *CHOICES]
    )
    perlu = forms.ChoiceField(
        label="Perlu perhatian",
        required=False,
        choices=[("", "Semua"), ("bantuan", "Butuh bantuan"), ("terlambat", "Terlambat")],
    )
    sebagai = forms.ChoiceField(
        label="Saya sebagai",
        required=False,
        choices=[("", "Semua"), ("APPRAISER", "Pejabat penilai"), ("REVIEWER", "Atasan pejabat penilai")],
    )


@require_GET
@live(marks.of_team)
def team(request: Request) -> HttpResponse:
    """One's people of today, as appraiser or reviewer."""
    form = TeamFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    people = narrowed(my_people(request.user.employee, str(wanted.get("sebagai", ""))), wanted)
    rows = with_signs(people.filter(pk__in=Appraisal.objects.visible_to(request.user).values("pk")))
    order = ORDERS.get(request.GET.get("sort", ""), ORDERS[""])
    listed = Paginator(rows.order_by(*order), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    shown = [TeamRow.of(row) for row in listed]
    context = {
        "form": form,
        "page": listed,
        "rows": shown,
        "selectable": any(row.selectable and not row.odd for row in shown),
        "all_chosen": request.GET.get("pilih") == "semua",
        "windows": team_windows.windows(request.user.employee),
        "first_visit": _first_visit(request.user),
    }
    return page(request, "appraisal/team.html", context)


def _first_visit(user: User) -> str:
    """As whom somebody opens the page: as appraiser, then as the superior of appraisers."""
    if hint_for(user, "reviews") is None:
        return "team"
    held = Party.objects.on(timezone.localdate()).filter(employee=user.employee_id)
    roles = set(held.exclude(role=PartyRole.APPRAISEE).values_list("role", flat=True).distinct())
    greeted = PartyRole.APPRAISER not in roles or hint_for(user, "team") is None
    return "reviews" if greeted and PartyRole.REVIEWER in roles else "team"


@dataclass(frozen=True)
class TeamRow:
    """One line of the list. `url`: the yearly evaluation once that is the stage, else the overview;
    `selectable`: a proposed SKP that waits for this person."""

    appraisal: Appraisal
    url: str
    stage_label: str
    tone: str
    limit: date | None
    is_late: bool
    calls: int
    last_progress: date | None
    mine: bool
    odd: str
    selectable: bool
    shown_version: int

    @classmethod
    def of(cls, row: Appraisal) -> TeamRow:
        """From a row of `with_signs(my_people(…))`."""
        signs = vars(row)
        limit: date | None = signs["limit"]
        judged = signs["stage"] in EvaluationStatus.values
        return cls(
            appraisal=row,
            url=reverse("evaluation", args=[row.uuid, WindowCode.YEAR]) if judged else row.get_absolute_url(),
            stage_label=LABELS[signs["stage"]],
            tone=TONES[signs["stage"]],
            limit=limit,
            is_late=limit is not None and limit < timezone.localdate(),
            calls=signs["calls"],
            last_progress=signs["last_progress"],
            mine=signs["mine"],
            odd=oddity(row),
            selectable=signs["mine"] and row.status == AppraisalStatus.PROPOSED,
            shown_version=row.version("targets"),
        )


def my_people(employee: Employee, role: str = "") -> QuerySet[Appraisal]:
    """Appraisals in which this person is appraiser or reviewer today; `mine` tells the appraiser's."""
    today = timezone.localdate()
    held = Party.objects.on(today).filter(appraisal=OuterRef("pk"), employee=employee)
    roles = [role] if role else [PartyRole.APPRAISER, PartyRole.REVIEWER]
    rows = with_stage(Appraisal.objects.filter(Exists(held.filter(role__in=roles))))
    return rows.annotate(mine=Exists(held.filter(role=PartyRole.APPRAISER)))


def narrowed(rows: QuerySet[Appraisal], wanted: dict[str, str]) -> QuerySet[Appraisal]:
    """By status, words and need. Closed ones only on request."""
    status = wanted.get("status")
    rows = rows.filter(Q(stage=status)) if status else rows.exclude(status=AppraisalStatus.CLOSED)
    if words := wanted.get("q"):
        rows = rows.filter(employee__in=Employee.objects.search(words))
    match wanted.get("perlu"):
        case "bantuan":
            rows = rows.filter(Exists(help_wanted()))
        case "terlambat":
            rows = rows.filter(late(timezone.localdate()))
    return rows


def help_wanted() -> QuerySet[ProgressEntry]:
    return ProgressEntry.objects.filter(
        appraisal=OuterRef("pk"), help_wanted=True, helped_at__isnull=True
    ).order_by()


def with_signs(rows: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """What a row of the list shows, all within its one query."""
    targets = WorkTarget.objects.filter(appraisal=OuterRef("pk"))
    bare = targets.filter(~Exists(TargetIndicator.objects.filter(target=OuterRef("pk"))))
    loose = TargetIndicator.objects.filter(
        target__appraisal=OuterRef("pk"), target__dropped_by__isnull=True, lower__isnull=True
    )
    calls = help_wanted().values("appraisal").annotate(n=Count("pk")).values("n")
    latest = ProgressEntry.objects.filter(appraisal=OuterRef("pk")).order_by().values("appraisal")
    return rows.select_related("employee", "unit", "period").annotate(
        calls=Coalesce(Subquery(calls), 0),
        last_progress=Subquery(latest.annotate(day=Max("day")).values("day")),
        has_main=Exists(targets.filter(kind=WorkTarget.Kind.MAIN)),
        has_bare=Exists(bare),
        has_loose=Exists(loose),
    )


def oddity(row: Appraisal) -> str:
    """Why this SKP wants to be read on its own before it is set; "" when nothing is odd."""
    signs = vars(row)
    if not signs["has_main"]:
        return "belum ada hasil kerja utama"
    if signs["has_bare"]:
        return "ada hasil kerja tanpa indikator"
    if signs["has_loose"]:
        return "ada indikator tanpa ambang"
    return ""


@require_POST
def team_set(request: Request) -> HttpResponse:
    """Set every chosen SKP, each by its own step; whoever is refused is named with the reason."""
    chosen = dict(filter(None, map(choice, request.POST.getlist("pilih")[:PEOPLE_A_PAGE])))
    if not chosen:
        messages.warning(request, "Belum ada SKP yang dipilih. Centang «Pilih» pada pegawainya dahulu.")
        return redirect("team")
    refused = []
    with transaction.atomic():
        people = Appraisal.objects.visible_to(request.user).filter(uuid__in=chosen)
        rows = list(people.select_for_update(of=("self",)).select_related("employee").order_by("pk"))
        odd = _odd_ones(rows)
        for row in rows:
            try:
                _set(request, row, chosen[row.uuid], odd.get(row.pk, ""))
            except Refused as reason:
                refused.append(f"{row.employee.full_name}: {reason}")
    if done := len(rows) - len(refused):
        messages.success(request, f"{done} SKP ditetapkan.")
    for line in refused:
        messages.error(request, f"Belum ditetapkan: {line}")
    return redirect("team")


def _odd_ones(rows: Iterable[Appraisal]) -> dict[int, str]:
    signed = with_signs(Appraisal.objects.filter(pk__in=[row.pk for row in rows]))
    return {row.pk: oddity(row) for row in signed}


def _set(request: Request, row: Appraisal, shown_version: int, odd: str) -> None:
    """One step. What changed since it was shown, or is odd, is to be read first."""
    if row.version("targets") != shown_version:
        raise Refused("SKP berubah sejak daftar ini ditampilkan. Buka dan periksa dahulu.")
    if odd:
        raise Refused(f"{odd}. Buka dan periksa dahulu.")
    workflow.perform(row, "set", by=request.user.employee)


def choice(text: str) -> tuple[uuid_module.UUID, int] | None:
    """'<uuid>.<version>' as the checkbox carries it; None when bent."""
    identifier, _dot, version = text.partition(".")
    try:
        return uuid_module.UUID(identifier), int(version)
    except ValueError:
        return None
