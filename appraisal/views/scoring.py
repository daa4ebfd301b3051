"""The scoring grid: a whole team on one page, saved row by row into the appraiser's own drafts."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import scoring, team_leading
from appraisal.models import Evaluation, EvaluationStatus
from appraisal.rating import RATING_LABELS
from appraisal.scoring import Line
from appraisal.scoring_seat import PARAMETER, Seat, seat_or_404
from appraisal.views import scoring_rows
from appraisal.views.scoring_rows import Row
from appraisal.views.shared import refused_when_busy
from appraisal.workflow import Refused
from employees.http import CONFLICT, INVALID, Request
from employees.models import Unit

PEOPLE_A_PAGE = 100
S = EvaluationStatus


class ScoringFilter(forms.Form):
    """What the grid is narrowed to; everything optional. `units`: those of the people in it."""

    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Semua"), *((one.value, one.label) for one in scoring.SCORED)],
    )
    perlu = forms.ChoiceField(
        label="Rating",
        required=False,
        choices=[
            ("", "Semua"),
            ("tanpa", "Belum ditinjau"),
            ("kurang", "Belum lengkap"),
            ("beda", "Berbeda dari saran"),
        ],
    )
    unit = forms.ChoiceField(label="Unit", required=False)
    penilai = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Semua unit"), *((str(one.pk), one.name) for one in units)]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=choices)


def matches(line: Line, wanted: dict[str, str]) -> bool:
    """Whether a line belongs to what the filter asks for."""
    need = {
        "": True,
        "tanpa": bool(line.unsaved),
        "kurang": line.editable and not line.unsaved and bool(line.missing),
        "beda": line.differs,
    }
    return (
        wanted.get("status", "") in {"", line.evaluation.status}
        and wanted.get("unit", "") in {"", str(line.evaluation.appraisal.unit_id)}
        and need[wanted.get("perlu", "")]
    )


@require_http_methods(["GET", "POST"])
def scoring_grid(request: Request, year: int, window: str) -> HttpResponse:
    """GET draws the grid. POST saves every row by itself and answers for those that were not saved.

    The form has no submission number: a row that is refused must not undo the others, and a row that arrives
    twice meets its own version with the same content, which is no conflict.
    """
    if request.method == "GET":
        return grid_page(request, year, window)
    seat = seat_of(request)
    rows = scoring_rows.save(scored(request, year, window), request.POST, seat.by, on_behalf_of=seat.behind)
    if all(row.in_order for row in rows):
        take_proposal(request, rows, seat)
        tell_saved(request, rows)
        return redirect(back_to_grid(request, year, window))
    return grid_page(request, year, window, [row for row in rows if not row.in_order])


def take_proposal(request: Request, rows: Sequence[Row], seat: Seat) -> None:
    """After everything typed was saved: the proposal whose button was pressed, into the draft of its row."""
    wanted = request.POST.get("usulan", "")
    offered = [one for row in rows for one in row.line.proposals if str(one.uuid) == wanted]
    for proposal in offered if seat.behind is None else []:
        try:
            with refused_when_busy():
                team_leading.take(proposal, by=seat.by, version=None)
            messages.success(request, "Usulan ketua tim disalin ke draf Anda. Periksa sebelum menetapkan.")
        except Refused as refused:
            messages.error(request, f"Usulan belum disalin: {refused}")


@require_POST
def scoring_row(request: Request, year: int, window: str, uuid: uuid_module.UUID) -> HttpResponse:
    """One row while somebody scores: the cell that says how it stands (409 and 422 keep what was typed)."""
    seat = seat_of(request)
    found = scored(request, year, window, only=uuid)
    if not found:
        raise Http404
    row = scoring_rows.save_row(found[0], request.POST, seat.by, on_behalf_of=seat.behind)
    if row.saved:
        row = scoring_rows.drawn(scored(request, year, window, only=uuid)[0])
        row.saved = True
    return render(request, "appraisal/scoring/_state.html", {"row": row}, status=status_of([row]))


@require_POST
def scoring_copy(request: Request, year: int, window: str) -> HttpResponse:
    """Save what is typed, then write the reasons of one row into the chosen ones."""
    seat = seat_of(request)
    rows = scoring_rows.save(scored(request, year, window), request.POST, seat.by, on_behalf_of=seat.behind)
    if not all(row.in_order for row in rows):
        return grid_page(request, year, window, [row for row in rows if not row.in_order])
    copy = scoring_rows.Copy.of(request.POST)
    lines = scored(request, year, window)
    done, refused = scoring_rows.copy_reasons(lines, copy, seat.by, on_behalf_of=seat.behind)
    if done:
        messages.success(request, f"Alasan disalin ke {done} pegawai. Ratingnya tetap perlu ditinjau.")
    elif not refused:
        messages.warning(
            request, "Tidak ada yang disalin: pilih pegawai asal yang alasannya sudah ditulis, dan tujuannya."
        )
    for line in refused:
        messages.error(request, f"Belum disalin: {line}")
    return redirect(back_to_grid(request, year, window))


def scored(request: Request, year: int, window: str, *, only: uuid_module.UUID | None = None) -> list[Line]:
    """The lines of the appraiser's people from the end of their self-assessment on.

    Raises:
        Http404: nobody is appraised by this user in the window.
    """
    principal = seat_of(request).principal
    rows = scoring.team(request.user, principal, year, window)
    found = list(rows.filter(uuid=only) if only else rows)
    scoring.window_or_404(found)
    return scoring.lines([one for one in found if one.status in scoring.SCORED], principal)


def seat_of(request: Request) -> Seat:
    """Whose team the page is about: one's own, or that of `?penilai=`."""
    return seat_or_404(request.user, request.GET.get(PARAMETER, ""))


def grid_page(request: Request, year: int, window: str, unsaved: Sequence[Row] = ()) -> HttpResponse:
    """`unsaved`: rows of a POST that were not saved, drawn with what was typed; they answer 409 or 422."""
    seat = seat_of(request)
    people = list(scoring.team(request.user, seat.principal, year, window))
    lines = scoring.lines([one for one in people if one.status in scoring.SCORED], seat.principal)
    form = ScoringFilter(request.GET, units=units_of(people))
    wanted = form.cleaned_data if form.is_valid() else {}
    typed = {row.line.evaluation.pk: row for row in unsaved}
    shown = [one for one in lines if one.evaluation.pk in typed or matches(one, wanted)]
    listed = Paginator(shown, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "window": scoring.window_or_404(people),
        "seat": seat,
        "form": form,
        "page": listed,
        "rows": [typed.get(one.evaluation.pk) or scoring_rows.drawn(one) for one in listed],
        "sources": [one for one in lines if explained(one)],
        "assessing": sum(one.status == S.OPEN for one in people),
        "ratings": [
            (rating.value, label.removesuffix(" ekspektasi")) for rating, label in RATING_LABELS.items()
        ],
        "tally": tally(lines),
    }
    return render(request, "appraisal/scoring/grid.html", context, status=status_of(unsaved))


def explained(line: Line) -> bool:
    """Whether the row has a reason that could be copied."""
    return line.draft is not None and bool(line.draft.results_reason or line.draft.behaviour_reason)


def status_of(rows: Sequence[Row]) -> int:
    """409 when a row is held against another version or refused, 422 when one cannot be read, else 200."""
    if any(row.reason or row.differences for row in rows):
        return CONFLICT
    return INVALID if any(row.errors for row in rows) else 200


def units_of(people: Sequence[Evaluation]) -> list[Unit]:
    units = {one.appraisal.unit_id: one.appraisal.unit for one in people}
    return sorted(units.values(), key=lambda one: one.name)


def tally(lines: Sequence[Line]) -> dict[str, int]:
    """How far the appraiser is."""
    open_ones = [one for one in lines if one.editable]
    return {
        "all": len(lines),
        "open": len(open_ones),
        "reviewed": sum(not one.unsaved for one in open_ones),
        "ready": sum(not one.blocked for one in open_ones),
        "rated": len(lines) - len(open_ones),
    }


def tell_saved(request: Request, rows: Sequence[Row]) -> None:
    saved = sum(row.saved for row in rows)
    if saved:
        messages.success(request, f"{saved} penilaian disimpan sebagai draf. Pegawai belum melihatnya.")
    else:
        messages.info(request, "Tidak ada yang berubah. Isian awal baru tersimpan setelah ditinjau.")


def back_to_grid(request: Request, year: int, window: str) -> str:
    """The grid with the filter it was drawn with."""
    asked = request.GET.urlencode()
    return reverse("scoring", args=[year, window]) + (f"?{asked}" if asked else "")
