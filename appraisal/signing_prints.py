"""Prints for signature: the document as a step will make it, with room for the signatures that it needs.

A worker draws them (docs/adr/0012). They are nobody's document of record: no version, no verification code, seen by
their requester alone, and gone after a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.module_loading import import_string

from appraisal import documents, undrawn, workflow
from appraisal.confined import DrawingError
from appraisal.models import Appraisal, Evaluation, PartyRole
from appraisal.papers import registry
from appraisal.papers.paper import Paper, moment, to_be_signed
from appraisal.papers.subject import Subject as Printed
from appraisal.workflow import Act, Refused, Step, Subject
from appraisal.workflow.rehearsing import rehearsed
from employees import jobs
from employees.models import Employee, Job

KIND = "signing_print"
FILES_KEPT = timedelta(days=7)
APPRAISEE, APPRAISER, REVIEWER = PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER
# Whose places are empty in the print for a step.
TO_SIGN: dict[str, tuple[PartyRole, ...]] = {
    "set": (APPRAISER,),
    "set_unproposed": (APPRAISER, APPRAISEE),
    "set_by_reviewer": (REVIEWER,),
    "deliver": (APPRAISER, APPRAISEE),
    "conclude": (REVIEWER, APPRAISEE),
    "change": (REVIEWER, APPRAISER, APPRAISEE),
    "sign": (APPRAISEE,),
    "sign_by_personnel": (APPRAISEE,),
}
RESULT_FORMS = ("C.", "D.")  # the SKP that goes with them bears its own signatures


@dataclass(frozen=True)
class Print:
    """What the page of a step shows: the last print that this person asked for, and whether it still says the same."""

    job: Job | None
    stale: bool

    @property
    def note(self) -> str:
        """The words that were printed: what is recorded is what was signed."""
        return str(self.job.parameters["note"]) if self.job else ""

    @property
    def waiting(self) -> bool:
        return self.job is not None and self.job.status in {Job.Status.QUEUED, Job.Status.RUNNING}


def offers(subject: Subject, step: Step, behind: Employee | None) -> bool:
    """Whether a step takes a signed file along that Kinerja can print beforehand."""
    return step.action in TO_SIGN and workflow.asks_for_scan(subject, step, behind)


def last(subject: Subject, step: Step, by: Employee) -> Print:
    """The last print of this step that somebody asked for."""
    mine = Job.objects.filter(kind=KIND, requested_by=by, parameters__subject=str(subject.uuid))
    job = mine.filter(parameters__action=step.action).first()
    stale = job is not None and job.parameters["state"] != _state(subject)
    return Print(job, stale)


def request(subject: Subject, step: Step, act: Act) -> Job:
    """Have the print drawn; the same one that still waits is not asked for twice.

    Raises:
        Refused: the step may not be taken now, so there is nothing to sign.
    """
    if act.by is None:
        raise Refused("Cetakan diminta oleh orang yang mencatat langkahnya.")
    if reason := workflow.refusal(subject, step.action, act.by, act=act):
        raise Refused(reason)
    wanted: dict[str, Any] = {
        "of": "appraisal" if isinstance(subject, Appraisal) else "evaluation",
        "subject": str(subject.uuid),
        "action": step.action,
        "note": act.note,
        "behind": act.on_behalf_of.pk if act.on_behalf_of else None,
        "state": _state(subject),
    }
    before = last(subject, step, act.by)
    if before.job is not None and before.waiting and before.job.parameters == wanted:
        return before.job
    title = f"Cetakan untuk ditandatangani: {subject}"[:200]
    return jobs.request(KIND, title=title, by=act.by, **wanted)


def _state(subject: Subject) -> list[Any]:
    """What the print was made of: whatever changes it makes the print say something else."""
    if isinstance(subject, Appraisal):
        return [subject.version("targets"), subject.version("expectations"), subject.version("annex")]
    parts = ("rating", "note", "conclusion", "conclusion_note", "decision")
    moments = [at.isoformat() if at else "" for at in (subject.rated_at, subject.signed_at)]
    return moments + [subject.version(part) for part in parts]


@jobs.works(KIND, files_kept=FILES_KEPT, drawn=True, personal=True)
def _work(job: Job) -> None:
    """Whether the requester may take the step is asked again now."""
    wanted = job.parameters
    subject = _subject(wanted)
    behind = Employee.objects.get(pk=wanted["behind"]) if wanted["behind"] else None
    act = Act(job.requested_by, timezone.now(), wanted["note"], on_behalf_of=behind, taken=False)
    try:
        built = papers_after(subject, wanted["action"], act)
    except Refused as refused:
        jobs.fail(job, str(refused))
        return
    appraisal = workflow.appraisal_of(subject)
    context = _context(appraisal, built, act)
    try:
        content = import_string(documents.ENGINE + "render_pdf")("pdf/document.html", context)
    except DrawingError as error:
        jobs.fail(job, undrawn.sentence(error))
        return
    job.file.name = default_storage.save(f"jobs/{job.uuid}.pdf", ContentFile(content))
    job.file_name = _file_name(appraisal, built[0])


def _subject(wanted: dict[str, Any]) -> Subject:
    if wanted["of"] == "appraisal":
        return Appraisal.objects.select_related("employee", "unit", "period").get(uuid=wanted["subject"])
    related = ("appraisal__employee", "appraisal__unit", "appraisal__period")
    return Evaluation.objects.select_related(*related).get(uuid=wanted["subject"])


def papers_after(subject: Subject, action: str, act: Act) -> list[Paper]:
    """The papers as they will stand after a step, with room for its signatures; the lock is held no longer.

    Raises:
        Refused: the step may not be taken.
    """
    if isinstance(subject, Appraisal):
        with rehearsed(subject, action, act) as planned:
            skp = Printed(planned)
            built = [registry.form(code).build(skp) for code in (skp.shape.form, "A.1.8")]
        return [to_be_signed(paper, TO_SIGN[action]) for paper in built]
    with rehearsed(subject, action, act) as row:
        built = documents.papers(row, documents.form_of(row))
    return [
        to_be_signed(paper, TO_SIGN[action]) if paper.form.startswith(RESULT_FORMS) else paper
        for paper in built
    ]


def _context(appraisal: Appraisal, built: list[Paper], act: Act) -> dict[str, Any]:
    return {
        "title": f"{built[0].title} {appraisal.period.year} – {appraisal.employee.full_name}",
        "agency": settings.AGENCY_NAME,
        "papers": built,
        "to_be_signed": moment(act.at),
    }


def _file_name(appraisal: Appraisal, paper: Paper) -> str:
    """'D.1.1 2026 Budi Pegawai, untuk ditandatangani.pdf'."""
    return f"{paper.form} {appraisal.period.year} {appraisal.employee.name[:90]}, untuk ditandatangani.pdf"
