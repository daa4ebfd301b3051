"""The doors to a change of the SKP inside RUNNING: begun, drafted, proposed, agreed; the old SKP holds until then.

The SKP may grow with feedback and new assignments all year (PermenPANRB 6/2022, text line 405); a superior who is
new agrees it anew (2688). `open_revision` begins one, `editing` changes its draft, `perform` takes its steps; the
table of steps is in `appraisal.revision_steps`, the rows behind it in `appraisal.revision_rows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from appraisal import evidence
from appraisal.acts import record_act
from appraisal.evidence import Checked
from appraisal.models import (
    Appraisal,
    Evaluation,
    Event,
    PartyRole,
    TargetRevision,
    WindowCode,
)
from appraisal.revision_rows import OPEN, TargetData, complete, lapse, snapshot
from appraisal.revision_steps import (
    BOTH,
    DRAFT,
    PROPOSED,
    STEPS,
    Asker,
    Cause,
    Step,
    last_day,
    reviewer_from,
    standing,
)
from appraisal.workflow import Act, Actor, Conflict, Refused
from employees.models import Employee

__all__ = [
    "OPEN",
    "STEPS",
    "add_target",
    "editing",
    "editing_refusal",
    "lapse",
    "offered",
    "open_revision",
    "opening_refusal",
    "perform",
    "principal",
    "put_target",
    "refusal",
    "remove_target",
    "reviewer_from",
    "standing",
]


# --- opening ----------------------------------------------------------------------
def opening_refusal(appraisal: Appraisal, by: Employee | None, cause: str = Cause.CHANGE) -> str:
    """Why this person may not begin a change of the SKP now; "" means they may. `by` None is the system."""
    asker = Asker(appraisal, by)
    if asker.too_late:
        return asker.too_late
    actors = [Actor.APPRAISEE, Actor.APPRAISER]
    if cause == Cause.NEW_APPRAISER:
        actors += [Actor.PERSONNEL, Actor.SYSTEM]
    if asker.first_act(actors) is None:
        return "Perubahan SKP hanya dapat dimulai oleh pegawai yang dinilai atau pejabat penilai kinerja."
    return ""


@transaction.atomic
def open_revision(
    appraisal: Appraisal, *, by: Employee | None, cause: str = Cause.CHANGE, reason: str = ""
) -> TargetRevision:
    """Begin a change with the SKP as it stands, or give the one that is open already.

    A new appraiser who meets an open one sets that anew: its cause becomes his.

    Raises:
        Refused: not now, or not by this person.
    """
    row = _locked(appraisal)
    if refused := opening_refusal(row, by, cause):
        raise Refused(refused)
    found = standing(row)
    if found is not None:
        if cause == Cause.NEW_APPRAISER and found.cause != cause:
            found.cause = cause
            found.save(update_fields=["cause"])
        return found
    now = snapshot(row)
    revision = TargetRevision.objects.create(
        appraisal=row,
        cause=cause,
        reason=reason.strip(),
        old=now,
        new=now,
        opened_by=by,
        due_on=last_day(row, timezone.localdate()),
    )
    _record(
        revision, "open", "Perubahan SKP dimulai", Act(by=by, at=timezone.now(), note=reason.strip()), BOTH
    )
    return revision


# --- content ----------------------------------------------------------------------
def editing_refusal(revision: TargetRevision, by: Employee) -> str:
    """Why this person may not change the draft now; "" means they may."""
    return _editing_refusal(revision, Asker(revision.appraisal, by))


def _editing_refusal(revision: TargetRevision, asker: Asker) -> str:
    if asker.first_act((Actor.APPRAISEE, Actor.APPRAISER)) is None:
        return "Draf perubahan SKP hanya dapat diisi oleh pegawai yang dinilai atau pejabat penilai kinerja."
    if revision.status == PROPOSED:
        return "Perubahan SKP sudah diajukan. Tarik kembali atau kembalikan dahulu, lalu ubah."
    if revision.status != DRAFT:
        return f"Perubahan SKP ini sudah selesai: {revision.get_status_display().lower()}."
    return asker.too_late


@contextmanager
def editing(revision: TargetRevision, *, by: Employee, version: int | None) -> Iterator[TargetRevision]:
    """Change the draft: yields the locked row, whose `new` is saved and whose version counts up at the end.

    Raises:
        Refused: not now, or not by this person.
        Conflict: the draft was saved in the meantime.
    """
    with transaction.atomic():
        row = _locked_revision(revision)
        if reason := editing_refusal(row, by):
            raise Refused(reason)
        if version is not None and row.version != version:
            raise Conflict(row.version)
        yield row
        row.version += 1
        row.save()


@transaction.atomic
def add_target(revision: TargetRevision, data: TargetData) -> str:
    """Put one more target into an open revision, for another module that has asked who may; returns its uuid.

    Whoever is about to set the revision sees a new version first.
    """
    row = _locked_revision(revision)
    if row.status not in OPEN:
        raise Refused(f"Perubahan SKP ini sudah selesai: {row.get_status_display().lower()}.")
    added = complete(row.appraisal, data)
    row.new = [*row.new, added]
    row.version += 1
    row.save()
    revision.refresh_from_db()
    return added["uuid"]


def put_target(row: TargetRevision, data: TargetData) -> None:
    """Within `editing`: the target of that uuid anew, or a further one."""
    found = [one["uuid"] for one in row.new]
    if data["uuid"] in found:
        row.new[found.index(data["uuid"])] = data
    else:
        row.new.append(data)


def remove_target(row: TargetRevision, uuid: str) -> None:
    """Within `editing`: without that target. Already gone: nothing more to do."""
    row.new = [one for one in row.new if one["uuid"] != uuid]


# --- steps ------------------------------------------------------------------------
def principal(revision: TargetRevision, action: str, by: Employee) -> Employee | None:
    """The superior without an account for whom this person would record the step; None for everybody else."""
    step = STEPS.get(action)
    act = Asker(revision.appraisal, by).first_act(step.parties) if step else None
    return act.on_behalf_of if act else None


def refusal(revision: TargetRevision, action: str, by: Employee) -> str:
    """Why this person may not take this step now; "" means they may."""
    return _refusal(revision, action, Asker(revision.appraisal, by))


def _refusal(revision: TargetRevision, action: str, asker: Asker) -> str:
    step = STEPS.get(action)
    if step is None:
        return "Langkah ini tidak dikenal."
    act = asker.first_act(step.parties)
    if act is None:
        return f"Langkah «{step.label}» hanya untuk {' atau '.join(one.label for one in step.parties)}."
    if revision.status not in step.sources:
        return f"Langkah «{step.label}» tidak berlaku: perubahan ini {revision.get_status_display().lower()}."
    return asker.too_late or step.guard(revision, act)


@dataclass(frozen=True)
class Offered:
    """What a page offers: whether the draft may be edited, and the steps.

    Each step with what blocks it, and the superior for whom personnel would record it.
    """

    may_edit: bool
    steps: list[tuple[Step, str, Employee | None]]


def offered(revision: TargetRevision, to: Employee) -> Offered:
    """All that this person may do with it in its status."""
    asker, steps = Asker(revision.appraisal, to), []
    for step in STEPS.values():
        act = asker.first_act(step.parties) if revision.status in step.sources else None
        if act is None:
            continue
        blocked = _refusal(revision, step.action, asker)
        if not (step.on_demand and blocked):
            steps.append((step, blocked, act.on_behalf_of))
    return Offered(not _editing_refusal(revision, asker), steps)


@transaction.atomic
def perform(
    revision: TargetRevision,
    action: str,
    *,
    by: Employee,
    note: str = "",
    version: int | None = None,
    scan: Checked | None = None,
) -> Event:
    """Take a step: the only way a revision's status changes, and with it the SKP. `scan`: the signed file.

    Raises:
        Refused: with the sentence for the user; nothing was written.
        Conflict: the draft was saved since the page that asks was drawn.
    """
    row = _locked_revision(revision, and_the_year=True)
    asker = Asker(row.appraisal, by)
    if reason := _refusal(row, action, asker):
        raise Refused(reason)
    if version is not None and row.version != version:
        raise Conflict(row.version)
    step = STEPS[action]
    asked = asker.first_act(step.parties)
    act = Act(by=by, at=timezone.now(), note=note.strip(), on_behalf_of=asked.on_behalf_of if asked else None)
    if step.note_required and not act.note:
        raise Refused(f"Isi «{step.note_label}» dahulu.")
    if step.signs and act.on_behalf_of is not None and scan is None:
        raise Refused(f"Lampirkan dahulu berkas yang sudah ditandatangani, lalu ulangi «{step.label}».")
    step.effect(row, act)
    row.status = step.target
    row.version += 1
    row.save()
    event = _record(row, step.action, step.done, act, step.tells)
    if scan is not None:
        evidence.keep_for(scan, event=event)
    revision.refresh_from_db()
    return event


def _record(
    revision: TargetRevision, action: str, label: str, act: Act, tells: frozenset[PartyRole]
) -> Event:
    url = reverse("revision", args=[revision.appraisal.uuid, revision.uuid])
    return record_act(revision.appraisal, f"revision_{action}", label, act, tells=tells, url=url)


# --- locks ------------------------------------------------------------------------
def _locked(appraisal: Appraisal) -> Appraisal:
    rows = Appraisal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("employee", "period").get(pk=appraisal.pk)


def _locked_revision(revision: TargetRevision, *, and_the_year: bool = False) -> TargetRevision:
    """The appraisal, then its yearly evaluation, then the revision: the order in which rating takes them too."""
    appraisal = _locked(revision.appraisal)
    if and_the_year:
        list(
            Evaluation.objects.filter(appraisal=appraisal, window=WindowCode.YEAR).select_for_update(
                no_key=True
            )
        )
    row = TargetRevision.objects.select_for_update(of=("self",), no_key=True).get(pk=revision.pk)
    row.appraisal = appraisal
    return row
