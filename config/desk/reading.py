"""Writes down what an auditor read of somebody's matters, and which files anybody took: beside every answer.

It stands around the pages and not in them, so that no page can forget it; `tests/config/test_reading.py` walks every
address that an auditor may open. A line that cannot be written fails the answer. docs/adr/0028 gives the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from appraisal import view_log
from appraisal.models import Appraisal, Party, PartyRole, ViewLog
from appraisal.view_log import Subject
from config.desk.read_pages import of_appraisal, subject_of, words_of
from employees.models import Job, User
from feedback.behaviour_papers import KIND as CONFIDENTIAL_PRINT

GetResponse = Callable[[HttpRequest], HttpResponse]
FILE_NAME = re.compile(r"filename\*=utf-8''(?P<coded>[^;]+)|filename=\"(?P<plain>[^\"]*)\"", re.IGNORECASE)
UNNAMED = "berkas"
HANDBOOKS = "guide_file"  # the same for everybody, about nobody


def record_reading(get_response: GetResponse) -> GetResponse:
    """The middleware: only what was answered counts, and only what was asked for by reading."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if (
            request.method == "GET"
            and response.status_code == 200
            and match
            and isinstance(request.user, User)
        ):
            if response.headers.get("Content-Disposition", "").startswith("attachment"):
                _note_download(match, request.user, response.headers["Content-Disposition"])
            elif request.user.is_auditor:
                _note_reading(match, request.user)
        return response

    return middleware


def _note_reading(match: ResolverMatch, user: User) -> None:
    """What an auditor reads as one; as a party of a year, or about himself, he reads what is his."""
    name = match.url_name or ""
    if not words_of(name):
        return
    subject = subject_of(name, match.kwargs)
    if not _his_own(subject, user):
        view_log.record(ViewLog.Kind.READ, words_of(name), subject, by=user.employee)


def _his_own(subject: Subject, user: User) -> bool:
    if subject.about in {None, user.employee_id}:
        return subject.about is not None
    held = Party.objects.filter(appraisal=subject.appraisal, employee=user.employee_id)
    return subject.appraisal is not None and held.exclude(role=PartyRole.TEAM_LEADER).exists()


def _note_download(match: ResolverMatch, user: User, disposition: str) -> None:
    """A file that somebody took, under the name that it went out with."""
    name, file = match.url_name or "", file_name(disposition)
    if name == HANDBOOKS:
        return
    if name == "job_file":
        _note_job(match.kwargs, user, file)
        return
    words = words_of(name)
    subject = subject_of(name, match.kwargs) if words else Subject()
    view_log.record(ViewLog.Kind.DOWNLOAD, f"{words}: {file}" if words else file, subject, by=user.employee)


def _note_job(arguments: dict[str, Any], user: User, file: str) -> None:
    """What a worker made. Of a form printed in confidence nothing is said: a line would tell that there is one."""
    job = Job.objects.filter(uuid=arguments["uuid"]).first()
    if job is None or job.kind == CONFIDENTIAL_PRINT:
        return
    subject = Subject()
    if named := job.parameters.get("appraisal"):
        subject = of_appraisal(Appraisal.objects.filter(uuid=named))
    taken = replace(subject, job=job.pk)
    view_log.record(ViewLog.Kind.DOWNLOAD, f"{job.title}: {file}", taken, by=user.employee)


def file_name(disposition: str) -> str:
    """The name in a header as Django writes it."""
    found = FILE_NAME.search(disposition)
    return (unquote(found["coded"]) if found["coded"] else found["plain"]) if found else UNNAMED
