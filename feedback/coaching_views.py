"""Pages of guidance: where it starts, one guidance with its talks, and the four forms that are filled from it."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import form_prints
from appraisal.models import Appraisal, ProgressEntry
from appraisal.papers.guidance import COMPETENCES, QUESTIONS
from appraisal.papers.subject import Subject
from appraisal.views.drafting import drafted, typed_in
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Refused
from employees import drafts
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from feedback import coaching
from feedback.coaching_forms import (
    CompetenceForm,
    FollowUpForm,
    MeetingForm,
    PreparationForm,
    StartForm,
    StepForm,
    ViewForm,
)
from feedback.models import CoachingSession, CoachingStep, CounsellingCase

A_PAGE = 50
# Names of drafts. Nobody but his leader's superior reads what the employee says of the guidance: it lies encrypted.
NEW, PREPARE, MEET, STEP = "coaching-new", "coaching-prepare", "coaching-meet", "coaching-step"
VIEW, COMPETENCE, DECIDE = f"{drafts.PRIVATE}coaching-view", "coaching-competence", "coaching-decide"
VIEW_HINT = (
    "Hanya atasan dari pimpinan Anda yang membacanya. Pimpinan dan pembimbing tidak dapat melihatnya."
    " Yang Anda ketik tersimpan sendiri, terenkripsi, sampai disampaikan."
)


@require_GET
def coachings(request: Request) -> HttpResponse:
    """All guidance that concerns me, and the counselling that I am named in: else only the inbox leads there."""
    rows = CoachingSession.objects.visible_to(request.user).distinct()
    rows = rows.select_related("employee", "coach", "appraisal__period")
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    cases = CounsellingCase.objects.visible_to(request.user).select_related("employee")[:A_PAGE]
    context = {"page": listed, "cases": cases, "me": request.user.employee_id}
    return page(request, "feedback/coachings.html", context)


@require_GET
def appraisal_coachings(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The guidance of one year."""
    row = appraisal_or_404(request, uuid)
    found = coaching.of_appraisal(row, request.user)
    context = frame(request, row, "feedback") | {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "refusal": coaching.starting_refusal(row, request.user.employee),
        "me": request.user.employee_id,
    }
    return page(request, "feedback/appraisal_coachings.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def coaching_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The superior starts a guidance; a call for help leads here with its words."""
    row, me, posted = appraisal_or_404(request, uuid), request.user.employee, request.method == "POST"
    if reason := coaching.starting_refusal(row, me):
        raise Refused(reason)
    call = _call(row, request.GET.get("panggilan", ""))
    start: dict[str, Any] = {"kind": CoachingSession.Kind.COACHING}
    if call:
        start |= {"reason": call.obstacle or call.text, "target": call.target_id}
    form = StartForm(typed_in(request, NEW, row.uuid), appraisal=row, initial=start)
    keep_typed(request, form)
    if posted and form.is_valid():
        try:
            found = _started(request, row, form, call)
        except Refused as refused:
            form.add_error("coach", str(refused))
        else:
            drafts.discard(request.user, NEW, row.uuid)
            messages.success(
                request, f"Bimbingan dimulai. {row.employee.full_name} mengisi persiapannya dahulu."
            )
            return redirect(found)
    context = frame(request, row, "feedback") | {"form": form, "call": call}
    context |= drafted(request, NEW, row.uuid, 0, form.data if form.is_bound else None)
    return page(request, "feedback/coaching_new.html", context, invalid=posted)


def _started(
    request: Request, row: Appraisal, form: StartForm, call: ProgressEntry | None
) -> CoachingSession:
    typed = form.cleaned_data
    return coaching.start(
        row,
        by=request.user.employee,
        call=call,
        kind=typed["kind"],
        reason=typed["reason"],
        target=typed["target"],
        coach=typed["coach"],
    )


def _call(row: Appraisal, asked: str) -> ProgressEntry | None:
    """The call for help of the address, if it is one of this year."""
    try:
        number = uuid_module.UUID(asked)
    except ValueError:
        return None
    return row.progress.filter(help_wanted=True, uuid=number).select_related("target").first()


def session_or_404(request: Request, uuid: uuid_module.UUID) -> CoachingSession:
    rows = CoachingSession.objects.visible_to(request.user).distinct()
    parts = ("appraisal__period", "appraisal__employee", "employee", "coach", "started_by", "target")
    return get_object_or_404(rows.select_related(*parts, "decided_by"), uuid=uuid)


@require_GET
def coaching_page(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One guidance: what was prepared, talked about and agreed, and what is to be done next."""
    found, me = session_or_404(request, uuid), request.user.employee
    reads = coaching.reads_record(found, request.user)
    reads_view = coaching.reads_view(found, request.user)
    view = coaching.given(found) if reads_view else None
    context = {
        "session": found,
        "reads": reads,
        "view": view,
        "prepared": _prepared(found),
        "scored": _scored(found),
        "meetings": list(found.meetings.prefetch_related("steps")) if reads else [],
        "own": found.employee_id == me.pk,
        "coaching": found.coach_id == me.pk,
        "settles": me.pk in {found.employee_id, found.coach_id},
        "may": _may(found, request),
        "follow_up_form": FollowUpForm(typed_in(request, DECIDE, found.uuid)),
        "prints": _prints(found, reads=reads, viewed=view is not None),
    }
    context |= drafted(request, DECIDE, found.uuid, 0, None)
    return page(request, "feedback/coaching.html", context)


def _prepared(found: CoachingSession) -> list[tuple[str, str]]:
    """The employee's answers under the questions of this kind."""
    names = coaching.PREPARED[CoachingSession.Kind(found.kind)]
    fields = [(found._meta.get_field(name), getattr(found, name)) for name in names]
    return [(str(getattr(field, "verbose_name", "")).capitalize(), words) for field, words in fields if words]


def _scored(found: CoachingSession) -> list[tuple[str, int, str]]:
    """The competences in the order of the form, technical ones last; the database keeps them in none."""
    order = [name for _kind, names in COMPETENCES for name in names]
    places = {name: number for number, name in enumerate(order)}
    names = sorted(found.competences, key=lambda name: (places.get(name, len(order)), name))
    return [(name, *found.competences[name]) for name in names]


def _may(found: CoachingSession, request: Request) -> dict[str, bool]:
    me = request.user.employee
    asked = {
        "prepare": coaching.preparing_refusal,
        "meet": coaching.coaching_refusal,
        "end": coaching.ending_refusal,
        "view": coaching.viewing_refusal,
        "close": coaching.closing_refusal,
        "decide": coaching.deciding_refusal,
    }
    return {name: not refusal(found, me) for name, refusal in asked.items()}


def _prints(found: CoachingSession, *, reads: bool, viewed: bool) -> list[str]:
    """The forms of this guidance that somebody may print filled."""
    closed = found.status == CoachingSession.Status.CLOSED
    return [
        code
        for code, offered in ((found.form, reads), ("B.1.8", viewed), ("B.1.9", reads and closed))
        if offered
    ]


def _form_page(
    request: Request, found: CoachingSession, form: forms.BaseForm, draft: str, **words: Any
) -> HttpResponse:
    version, typed = found.version if draft == PREPARE else 0, form.data if form.is_bound else None
    context = {"session": found, "form": form} | words
    context |= drafted(request, draft, found.uuid, version, typed)
    return page(request, "feedback/coaching_form.html", context, invalid=request.method == "POST")


@require_http_methods(["GET", "POST"])
@answers_refusals
def coaching_prepare(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The employee writes what the form asks of him, before the talk and while it goes on."""
    found, posted = session_or_404(request, uuid), request.method == "POST"
    version = found.version
    form = PreparationForm(typed_in(request, PREPARE, found.uuid, version), instance=found)
    keep_typed(request, form)
    if reason := coaching.preparing_refusal(found, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        coaching.prepare(found, form.cleaned_data, by=request.user.employee, version=posted_version(request))
        drafts.discard(request.user, PREPARE, found.uuid)
        messages.success(request, "Persiapan disimpan. Pembimbing Anda dapat membacanya.")
        return redirect(found)
    found.version = version
    return _form_page(request, found, form, PREPARE, heading="Persiapan bimbingan", button="Simpan persiapan")


@require_http_methods(["GET", "POST"])
@answers_refusals
def coaching_meet(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The coach records a talk that was held."""
    found, posted, today = session_or_404(request, uuid), request.method == "POST", timezone.localdate()
    form = MeetingForm(typed_in(request, MEET, found.uuid), today=today, initial={"day": today})
    keep_typed(request, form)
    if reason := coaching.coaching_refusal(found, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        typed, by = form.cleaned_data, request.user.employee
        coaching.meet(found, day=typed["day"], place=typed["place"], topic=typed["topic"], by=by)
        drafts.discard(request.user, MEET, found.uuid)
        messages.success(request, "Pertemuan dicatat. Tambahkan langkah yang disepakati.")
        return redirect(found)
    return _form_page(request, found, form, MEET, heading="Catat pertemuan", button="Simpan pertemuan")


@require_http_methods(["GET", "POST"])
@answers_refusals
def coaching_step_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """A step that both agreed, or a resource that the coach promised, each with its day."""
    found, posted = session_or_404(request, uuid), request.method == "POST"
    form = StepForm(typed_in(request, STEP, found.uuid))
    keep_typed(request, form)
    if reason := coaching.coaching_refusal(found, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        typed, by = form.cleaned_data, request.user.employee
        told = coaching.Agreed(typed["kind"], typed["text"], typed["due_on"], adjusts=typed["adjusts"])
        coaching.agree(found, told, by=by)
        drafts.discard(request.user, STEP, found.uuid)
        messages.success(request, "Yang disepakati dicatat.")
        return redirect(found)
    return _form_page(request, found, form, STEP, heading="Yang disepakati", button="Simpan")


@require_POST
@answers_refusals
def coaching_step_settle(request: Request, uuid: uuid_module.UUID, step: uuid_module.UUID) -> HttpResponse:
    """What became of a step or a promise."""
    found = session_or_404(request, uuid)
    rows = CoachingStep.objects.filter(meeting__session=found).select_related("meeting__session")
    row = get_object_or_404(rows, uuid=step)
    coaching.settle(row, done=request.POST.get("hasil") == "ya", by=request.user.employee)
    messages.success(request, "Ditandai.")
    return redirect(found)


@require_POST
@answers_refusals
def coaching_end(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The coach ends the talks."""
    found = session_or_404(request, uuid)
    coaching.end(found, by=request.user.employee)
    messages.success(
        request, "Bimbingan selesai dilaksanakan. Isi evaluasi kompetensi (B.1.9) untuk menutupnya."
    )
    return redirect(found)


@require_http_methods(["GET", "POST"])
@answers_refusals
def coaching_view(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """B.1.8: the employee writes it once; his leader's superior reads it here, and nobody else does."""
    found, posted = session_or_404(request, uuid), request.method == "POST"
    if not coaching.reads_view(found, request.user):
        raise Http404
    form = ViewForm(typed_in(request, VIEW, found.uuid))
    keep_typed(request, form)
    given = coaching.given(found)
    if given and not posted:
        labels = dict(given.Answer.choices)
        lines = [
            (f"{n}. {line}", labels[given.answers[str(n)]]) for _who, rows in QUESTIONS for n, line in rows
        ]
        return page(request, "feedback/coaching_view.html", {"session": found, "view": given, "lines": lines})
    if reason := coaching.viewing_refusal(found, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        coaching.view(found, form.answers(), form.cleaned_data["remark"], by=request.user.employee)
        drafts.discard(request.user, VIEW, found.uuid)
        messages.success(request, "Pandangan Anda disampaikan kepada atasan pejabat penilai kinerja.")
        return redirect(found)
    return _form_page(
        request, found, form, VIEW, heading="Pandangan Anda (B.1.8)", button="Sampaikan", hint=VIEW_HINT
    )


@require_http_methods(["GET", "POST"])
@answers_refusals
def coaching_competence(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """B.1.9: the coach evaluates the competences, which closes the guidance and reports it."""
    found, posted = session_or_404(request, uuid), request.method == "POST"
    form = CompetenceForm(typed_in(request, COMPETENCE, found.uuid))
    keep_typed(request, form)
    if reason := coaching.closing_refusal(found, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        words = form.cleaned_data["recommendation"]
        coaching.close(found, form.competences(), words, by=request.user.employee)
        drafts.discard(request.user, COMPETENCE, found.uuid)
        messages.success(request, "Bimbingan ditutup dan hasilnya dilaporkan.")
        return redirect(found)
    return _form_page(
        request, found, form, COMPETENCE, heading="Evaluasi kompetensi (B.1.9)", button="Tutup dan laporkan"
    )


@require_POST
@answers_refusals
def coaching_decide(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The leader's superior says what follows."""
    found = session_or_404(request, uuid)
    form = FollowUpForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Tulis tindak lanjutnya dahulu.")
    coaching.decide(found, form.cleaned_data["follow_up"], by=request.user.employee)
    drafts.discard(request.user, DECIDE, found.uuid)
    messages.success(request, "Tindak lanjut disimpan dan diberitahukan.")
    return redirect(found)


@require_POST
@answers_refusals
def coaching_print(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One of the forms of this guidance as PDF; a worker draws it, for those who may open the year."""
    found, code = session_or_404(request, uuid), request.POST.get("formulir", "")
    viewed = coaching.reads_view(found, request.user) and coaching.given(found) is not None
    if code not in _prints(found, reads=coaching.reads_record(found, request.user), viewed=viewed):
        raise Refused("Pilih salah satu formulir di halaman bimbingan.")
    row = appraisal_or_404(request, found.appraisal.uuid)
    job = form_prints.request(Subject(row, record=str(found.uuid)), [code], request.user.employee)
    return redirect("job", uuid=job.uuid)


@for_desk
@require_GET
def desk_coaching(request: Request) -> HttpResponse:
    """Counts for the desk; what was said stays with those whom it concerns."""
    context = {"counts": coaching.counted(desk_units(request.user))}
    return page(request, "feedback/desk_coaching.html", context)
