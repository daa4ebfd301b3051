"""Pages of behaviour problems and counselling: only for those who are named; for everybody else they are not there."""

from __future__ import annotations

import uuid as uuid_module
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal.views.drafting import drafted, typed_in
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed, posted_version
from appraisal.workflow import Refused
from employees import drafts
from employees.desk_access import for_agency
from employees.http import Request, page
from feedback import behaviour_papers, counselling
from feedback.counselling_forms import (
    AppointForm,
    DeclineForm,
    FollowUpForm,
    OfficerForm,
    RecordForm,
    ReplyForm,
    ReportForm,
    TellForm,
)
from feedback.models import BehaviourReport, CounsellingCase, FeedbackNote

A_PAGE = 50
# Names of drafts, all of which lie encrypted.
TELL, REPLY, REPORT, APPOINT, DECLINE, RECORD, FOLLOW = (
    f"{drafts.PRIVATE}{name}"
    for name in ("tell", "reply", "report", "appoint", "decline", "record", "follow")
)


# --- the report -----------------------------------------------------------------------
@require_GET
def behaviours(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What was told about a year; for most people there is nothing here."""
    row = appraisal_or_404(request, uuid)
    found = BehaviourReport.objects.visible_to(request.user).filter(appraisal=row)
    context = frame(request, row, "feedback") | {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "refusal": counselling.telling_refusal(row, request.user.employee),
    }
    return page(request, "feedback/behaviours.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def behaviour_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The appraiser tells the employee first."""
    row, posted = appraisal_or_404(request, uuid), request.method == "POST"
    if reason := counselling.telling_refusal(row, request.user.employee):
        raise Refused(reason)
    form = TellForm(typed_in(request, TELL, row.uuid))
    keep_typed(request, form)
    if posted and form.is_valid():
        found = counselling.tell(row, form.cleaned_data["words"], by=request.user.employee)
        drafts.discard(request.user, TELL, row.uuid)
        messages.success(request, f"Disampaikan kepada {row.employee.full_name}.")
        return redirect(found)
    context = frame(request, row, "feedback") | {"form": form}
    context |= drafted(request, TELL, row.uuid, 0, form.data if form.is_bound else None)
    return page(request, "feedback/behaviour_new.html", context, invalid=posted)


def report_or_404(request: Request, uuid: uuid_module.UUID) -> BehaviourReport:
    rows = BehaviourReport.objects.visible_to(request.user)
    parts = ("appraisal__period", "appraisal__employee", "appraisal__unit", "employee", "reporter", "case")
    return get_object_or_404(rows.select_related(*parts), uuid=uuid)


@require_GET
@answers_refusals
def behaviour(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What was told and answered, and the report where there is one."""
    found, me = report_or_404(request, uuid), request.user.employee
    said = found.said()
    case = CounsellingCase.objects.visible_to(request.user).filter(report=found).first()
    context = {
        "report": found,
        "said": said,
        "notes": _attached(said.get("notes", [])),
        "own": found.employee_id == me.pk,
        "may_reply": not counselling.replying_refusal(found, me),
        "may_settle": not counselling.settling_refusal(found, me),
        "reply_form": ReplyForm(
            typed_in(request, REPLY, found.uuid, found.version), initial={"words": said.get("reply", "")}
        ),
        "case": case,
    }
    context |= drafted(request, REPLY, found.uuid, found.version, None)
    return page(request, "feedback/behaviour.html", context)


def _attached(uuids: list[str]) -> list[FeedbackNote]:
    return list(FeedbackNote.objects.filter(uuid__in=uuids)) if uuids else []


@require_POST
@answers_refusals
def behaviour_reply(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The employee's own words."""
    found = report_or_404(request, uuid)
    form = ReplyForm(request.POST, initial={"words": found.said().get("reply", "")})
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Tulis tanggapan Anda dahulu.")
    by = request.user.employee
    counselling.reply(found, form.cleaned_data["words"], by=by, version=posted_version(request))
    drafts.discard(request.user, REPLY, found.uuid)
    messages.success(request, "Tanggapan Anda disampaikan.")
    return redirect(found)


@require_POST
@answers_refusals
def behaviour_improved(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """It changed, so nothing is reported."""
    found = report_or_404(request, uuid)
    counselling.improve(found, by=request.user.employee)
    messages.success(request, "Dicatat: sudah berubah. Tidak ada laporan.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
@answers_refusals
def behaviour_report(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """B.1.10, after the employee was told and nothing changed."""
    found, posted = report_or_404(request, uuid), request.method == "POST"
    if reason := counselling.settling_refusal(found, request.user.employee):
        raise Refused(reason)
    typed = typed_in(request, REPORT, found.uuid, found.version)
    form = ReportForm(typed, notes=counselling.notes_of(found))
    keep_typed(request, form)
    if posted and form.is_valid():
        clean = form.cleaned_data
        said = counselling.Problem(
            clean["expectation"], clean["problem"], clean["similar"], clean["done"], list(clean["notes"])
        )
        counselling.report(found, said, by=request.user.employee, version=posted_version(request))
        drafts.discard(request.user, REPORT, found.uuid)
        messages.success(request, "Laporan disampaikan kepada unit kepegawaian.")
        return redirect(found)
    heading = "Laporan permasalahan perilaku kerja (B.1.10)"
    return _form_page(request, found, form, REPORT, heading=heading, button="Laporkan")


@require_POST
@answers_refusals
def behaviour_print(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """B.1.10 as PDF, which lies encrypted until its requester fetches it."""
    found = report_or_404(request, uuid)
    if found.status != BehaviourReport.Status.REPORTED:
        raise Refused("Belum ada laporan yang dapat dicetak.")
    return redirect("job", uuid=behaviour_papers.request(found, request.user.employee).uuid)


def _form_page(
    request: Request, found: BehaviourReport | CounsellingCase, form: forms.BaseForm, draft: str, **texts: Any
) -> HttpResponse:
    context = {"found": found, "form": form} | texts
    context |= drafted(request, draft, found.uuid, found.version, form.data if form.is_bound else None)
    return page(request, "feedback/private_form.html", context, invalid=request.method == "POST")


# --- the desk -------------------------------------------------------------------------
@for_agency
@require_GET
def counselling_cases(request: Request) -> HttpResponse:
    """That there are cases, and who is named in them; what they say only those who are named can open."""
    rows = CounsellingCase.objects.exclude(employee=request.user.employee)
    rows = rows.select_related("employee", "report__appraisal__unit").prefetch_related("officers__officer")
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return page(request, "feedback/counselling_cases.html", {"page": listed, "me": request.user.employee_id})


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def case_officers(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Name an officer of a case."""
    rows = CounsellingCase.objects.exclude(employee=request.user.employee)
    found = get_object_or_404(rows.select_related("employee", "report__appraisal"), uuid=uuid)
    posted = request.method == "POST"
    if reason := counselling.naming_refusal(found, request.user):
        raise Refused(reason)
    form = OfficerForm(request.POST if posted else None)
    keep_typed(request, form)
    if posted and form.is_valid():
        try:
            counselling.name(found, form.cleaned_data["officer"], by=request.user)
        except Refused as refused:
            form.add_error("officer", str(refused))
        else:
            messages.success(request, "Petugas kasus ditunjuk.")
            return redirect("counselling_cases")
    context = {"case": found, "form": form, "officers": counselling.officers_of(found)}
    return page(request, "feedback/case_officers.html", context, invalid=posted)


# --- the case -------------------------------------------------------------------------
def case_or_404(request: Request, uuid: uuid_module.UUID) -> CounsellingCase:
    rows = CounsellingCase.objects.visible_to(request.user)
    parts = ("employee", "counsellor", "report__appraisal__employee", "report__reporter")
    return get_object_or_404(rows.select_related(*parts), uuid=uuid)


@require_GET
@answers_refusals
def counselling_page(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The case as far as this person may read it; a superior to whom it was reported reads the record alone."""
    found, user = case_or_404(request, uuid), request.user
    officer = counselling.is_officer(found, user)
    whole = officer or user.employee_id in {found.employee_id, found.counsellor_id}
    said = found.said()
    context = {
        "case": found,
        "said": said,
        "day": date.fromisoformat(said["day"]) if "day" in said else None,
        "whole": whole,
        "officers": counselling.officers_of(found),
        "may_appoint": not counselling.appointing_refusal(found, user),
        "may_record": not counselling.recording_refusal(found, user.employee),
        "may_follow": not counselling.following_refusal(found, user),
        "decline_form": DeclineForm(typed_in(request, DECLINE, found.uuid)),
        "follow_form": FollowUpForm(typed_in(request, FOLLOW, found.uuid)),
    }
    now = DECLINE if context["may_appoint"] else FOLLOW
    context |= drafted(request, now, found.uuid, 0, None)
    return page(request, "feedback/counselling.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def counselling_appoint(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Counsellor, day and place."""
    found, posted = case_or_404(request, uuid), request.method == "POST"
    if reason := counselling.appointing_refusal(found, request.user):
        raise Refused(reason)
    said = found.said()
    start = {"by": found.by, "counsellor": found.counsellor.nip if found.counsellor else ""}
    form = AppointForm(
        typed_in(request, APPOINT, found.uuid, found.version),
        initial=start | {name: said.get(name, "") for name in ("day", "hour", "place")},
    )
    keep_typed(request, form)
    if posted and form.is_valid():
        typed = form.cleaned_data
        refused = counselling.counsellor_refusal(found, typed["counsellor"], typed["by"])
        if not refused:
            day, hour = typed["day"].isoformat(), f"{typed['hour']:%H:%M}"
            planned = counselling.Schedule(typed["counsellor"], typed["by"], day, hour, typed["place"])
            counselling.appoint(found, planned, by=request.user, version=posted_version(request))
            drafts.discard(request.user, APPOINT, found.uuid)
            messages.success(request, "Konselor dan jadwal disimpan; keduanya diberi tahu bahwa ada jadwal.")
            return redirect(found)
        form.add_error("counsellor", refused)
    return _form_page(request, found, form, APPOINT, heading="Konselor dan jadwal", button="Simpan jadwal")


@require_POST
@answers_refusals
def counselling_decline(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Not selected for counselling."""
    found, form = case_or_404(request, uuid), DeclineForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Tulis alasannya dahulu.")
    counselling.decline(found, form.cleaned_data["reason"], by=request.user)
    drafts.discard(request.user, DECLINE, found.uuid)
    messages.success(request, "Dicatat: tidak dikonseling.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
@answers_refusals
def counselling_record(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What the counsellor records and reports."""
    found, posted = case_or_404(request, uuid), request.method == "POST"
    if reason := counselling.recording_refusal(found, request.user.employee):
        raise Refused(reason)
    form = RecordForm(typed_in(request, RECORD, found.uuid, found.version))
    keep_typed(request, form)
    if posted and form.is_valid():
        by = request.user.employee
        counselling.record(found, form.cleaned_data["record"], by=by, version=posted_version(request))
        drafts.discard(request.user, RECORD, found.uuid)
        messages.success(request, "Rekaman konseling dilaporkan.")
        return redirect(found)
    return _form_page(request, found, form, RECORD, heading="Rekaman konseling", button="Laporkan rekaman")


@require_POST
@answers_refusals
def counselling_follow_up(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What follows from the record."""
    found, form = case_or_404(request, uuid), FollowUpForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Tulis tindak lanjutnya dahulu.")
    counselling.follow_up(found, form.cleaned_data["words"], by=request.user)
    drafts.discard(request.user, FOLLOW, found.uuid)
    messages.success(request, "Tindak lanjut disimpan.")
    return redirect(found)
