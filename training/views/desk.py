"""The desk of those who keep training: certificates that wait, the catalogue, its sessions and who came."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from employees.desk_access import for_agency, for_desk
from employees.http import Request, page
from employees.models import Employee
from employees.tabular import Faulty
from training import enrolling, import_courses, reach
from training.desk_forms import TWICE, CancelForm, CourseForm, CourseUpload, SessionForm
from training.forms import CourseFilter
from training.models import Certificate, Course, CourseSession, Enrolment
from training.models.enrolment import HOLDING
from training.views.catalogue import TONES, catalogue, narrowed
from training.views.enrolment import as_uuid, sessions

A_PAGE = 50
TO_RECORD = Q(enrolments__status=Enrolment.Status.APPROVED)


@for_desk
@require_GET
def desk_training(request: Request) -> HttpResponse:
    """Certificates that wait for verification, the oldest first; sessions whose attendance is not recorded."""
    people = _people(request)
    listed = Paginator(unverified(request), A_PAGE)
    held = CourseSession.objects.filter(
        cancelled_at=None, ends_on__lt=timezone.localdate(), enrolments__employee__in=people.values("pk")
    )
    context = {
        "page": listed.get_page(request.GET.get("page")),
        "unrecorded": held.annotate(n=Count("enrolments", filter=TO_RECORD)).filter(n__gt=0)
        .select_related("course").order_by("ends_on", "pk")[:A_PAGE],
    }  # fmt: skip
    return page(request, "training/desk.html", context)


def _people(request: Request) -> QuerySet[Employee]:
    return reach.readable(request.user) if request.user.is_auditor else reach.administered(request.user)


def unverified(request: Request) -> QuerySet[Certificate]:
    """Certificates of this desk's people that wait, the oldest first."""
    people = _people(request).values("pk")
    rows = Certificate.objects.filter(status=Certificate.Status.WAITING, employee__in=people)
    return rows.select_related("employee").order_by("sent_at", "pk")


def offered(form: CourseFilter) -> QuerySet[Course]:
    """The catalogue as the desk's list shows it."""
    rows = narrowed(catalogue(), form.cleaned_data if form.is_valid() else {})
    return rows.order_by("-active", "title", "pk")


@for_desk
@require_GET
def desk_courses(request: Request) -> HttpResponse:
    """The whole catalogue, with what is not offered any more."""
    form = CourseFilter(request.GET)
    listed = Paginator(offered(form), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "training/desk_courses.html", {"form": form, "page": listed})


@for_agency
@require_http_methods(["GET", "POST"])
@answers_refusals
def desk_course_new(request: Request) -> HttpResponse:
    return _course_page(request, Course())


@for_agency
@require_http_methods(["GET", "POST"])
@answers_refusals
def desk_course(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Change a course; its sessions stand below."""
    return _course_page(request, get_object_or_404(catalogue(), uuid=uuid))


def _course_page(request: Request, row: Course) -> HttpResponse:
    drawn = row.version
    form = CourseForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound:
        keep_typed(request, form)
        enrolling.check_version(drawn, posted_version(request))
    if form.is_bound and form.is_valid() and _saved(form):
        messages.success(request, f"Pelatihan {form.instance.title} disimpan.")
        return redirect("desk_course", form.instance.uuid)
    found = row.sessions.order_by("-starts_on") if row.pk else CourseSession.objects.none()
    context = {"course": row, "form": form, "version": drawn, "sessions": found[:A_PAGE]}
    return page(request, "training/desk_course.html", context, invalid=form.is_bound)


def _saved(form: CourseForm) -> bool:
    """False, with a sentence beside the title, when another course has this name."""
    try:
        with transaction.atomic():
            form.instance.version += 1
            form.save()
            form.instance.required_for.set(form.cleaned_data["posts"])
    except IntegrityError:
        form.add_error("title", TWICE)
        return False
    return True


@for_agency
@require_http_methods(["GET", "POST"])
def desk_course_import(request: Request) -> HttpResponse:
    """The catalogue from a table; nothing is written while a row is wrong."""
    posted = request.method == "POST"
    form = CourseUpload(request.POST, request.FILES) if posted else CourseUpload()
    findings: list[str] = []
    if posted and form.is_valid():
        try:
            created, changed = import_courses.run(form.cleaned_data["file"])
        except Faulty as faulty:
            findings = faulty.findings
        else:
            messages.success(request, f"{created} pelatihan ditambahkan, {changed} diperbarui.")
            return redirect("desk_courses")
    return page(request, "training/desk_import.html", {"form": form, "findings": findings}, invalid=posted)


@for_agency
@require_http_methods(["GET", "POST"])
def desk_session_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """A session of a course."""
    found = get_object_or_404(catalogue(), uuid=uuid)
    form = SessionForm(
        request.POST if request.method == "POST" else None, instance=CourseSession(course=found)
    )
    if form.is_bound and form.is_valid():
        made = form.save()
        messages.success(request, "Jadwal disimpan. Pegawai dapat mendaftar.")
        return redirect("desk_session", made.uuid)
    context = {"course": found, "form": form, "session": None, "version": 0}
    return page(request, "training/desk_session_form.html", context, invalid=form.is_bound)


@for_agency
@require_http_methods(["GET", "POST"])
@answers_refusals
def desk_session_change(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Dates, place and seats of a session."""
    with transaction.atomic():
        row = get_object_or_404(sessions().select_for_update(of=("self",)), uuid=uuid)
        drawn = row.version
        form = SessionForm(request.POST if request.method == "POST" else None, instance=row)
        if form.is_bound:
            keep_typed(request, form)
            enrolling.check_version(drawn, posted_version(request))
        if form.is_bound and form.is_valid():
            row.version += 1
            form.save()
            messages.success(request, "Jadwal disimpan.")
            return redirect("desk_session", row.uuid)
    context = {"course": row.course, "form": form, "session": row, "version": drawn}
    return page(request, "training/desk_session_form.html", context, invalid=form.is_bound)


@for_agency
@require_POST
@answers_refusals
def desk_session_cancel(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Call a session off; everybody enrolled is told why."""
    row, form = get_object_or_404(sessions(), uuid=uuid), CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis alasan pembatalan, paling panjang 300 huruf.")
        return redirect("desk_session", row.uuid)
    enrolling.cancel(row, by=request.user.employee, reason=form.cleaned_data["reason"])
    messages.success(request, "Jadwal dibatalkan. Peserta diberi tahu.")
    return redirect("desk_session", row.uuid)


@for_desk
@require_GET
def desk_session(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Who takes part, as far as one may know; and what they thought of it, without names."""
    row = get_object_or_404(sessions(), uuid=uuid)
    people = reach.readable(request.user) if request.user.is_auditor else reach.administered(request.user)
    enrolled = Enrolment.objects.filter(session=row, employee__in=people.values("pk"), status__in=HOLDING)
    listed = Paginator(enrolled.select_related("employee").order_by("employee__sort_name", "pk"), A_PAGE)
    shown = listed.get_page(request.GET.get("page"))
    refusal = enrolling.attendance_refusal(row)
    context = {
        "session": row,
        "page": shown,
        "rows": [(one, TONES[one.status], one.status != Enrolment.Status.REQUESTED) for one in shown],
        "refusal": refusal,
        "records": request.user.is_personnel and not refusal,
        "thoughts": thoughts(row),
    }
    return page(request, "training/desk_session.html", context)


def thoughts(session: CourseSession) -> list[str]:
    """What participants advise, in no order; nothing while so few spoke that they could be told apart."""
    said = session.enrolments.filter(opinion_at__isnull=False)
    if said.count() < enrolling.FEWEST_OPINIONS:
        return []
    return list(said.exclude(opinion="").order_by("?").values_list("opinion", flat=True)[:20])


@for_desk
@require_POST
@answers_refusals
def desk_attendance(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Of those on the page: who is ticked came, the others did not."""
    if not request.user.is_personnel:
        raise PermissionDenied("Kehadiran dicatat oleh pengelola kepegawaian.")
    row = get_object_or_404(sessions(), uuid=uuid)
    shown = {one for text in request.POST.getlist("peserta")[:A_PAGE] if (one := as_uuid(text))}
    came = {one for text in request.POST.getlist("hadir")[:A_PAGE] if (one := as_uuid(text))}
    by_uuid = dict(Enrolment.objects.filter(session=row, uuid__in=shown).values_list("uuid", "pk"))
    present = [pk for uuid_, pk in by_uuid.items() if uuid_ in came]
    absent = [pk for uuid_, pk in by_uuid.items() if uuid_ not in came]
    changed = enrolling.record_attendance(row, present, absent, by=request.user)
    messages.success(request, f"Kehadiran {changed} peserta dicatat.")
    return redirect("desk_session", row.uuid)
