"""One talk with many: a date and one set of minutes for all, strengths and advice for each alone.

Every person gets a dialogue row of their own, so that each confirms by himself and reads nobody else's part.
"""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from appraisal import scoring, workflow
from appraisal.evaluation_forms import DialogueForm
from appraisal.models import Dialogue, Evaluation
from appraisal.scoring import Window
from appraisal.views.shared import refused_when_busy
from appraisal.views.team import choice
from appraisal.workflow import PARTS, Refused
from employees import drafts
from employees.http import CONFLICT, INVALID, Request
from employees.models import Employee

PART, NOTE = "dialogue", "note"
ELSEWHERE = "Dialognya sudah dicatat sendiri atau dalam dialog bersama lain. Ubah dari halaman dialognya."


class CommonForm(DialogueForm):
    """What is the same for everybody: the day and the minutes."""

    class Meta(DialogueForm.Meta):
        fields = ["held_on", "minutes"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = True


class PersonForm(forms.Form):
    """What only this person reads; the note goes into the document."""

    strengths = forms.CharField(label="Kekuatan", max_length=4000, required=False)
    to_improve = forms.CharField(label="Yang perlu ditingkatkan", max_length=4000, required=False)
    note = forms.CharField(label="Catatan dalam dokumen evaluasi", max_length=4000, required=False)

    def __init__(self, *args: Any, person: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.label = f"{field.label}, {person}"
            field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": 4000})


@dataclass
class Participant:
    """One person who may take part. `reason`: why the last attempt was not saved."""

    evaluation: Evaluation
    talk: Dialogue | None
    form: PersonForm
    chosen: bool
    blocked: str
    reason: str = ""

    @property
    def value(self) -> str:
        """As the checkbox carries it: who, and the version that was shown."""
        return f"{self.evaluation.uuid}.{self.evaluation.version(PART)}"

    @property
    def note_version(self) -> int:
        return self.evaluation.version(NOTE)


@require_http_methods(["GET", "POST"])
def group_dialogue(request: Request, year: int, window: str) -> HttpResponse:
    """GET: choose people and write. POST saves each through the door; who is refused does not undo the others.

    The form has no submission number for that reason; sent twice it finds its own words and changes nothing.
    """
    people = list(scoring.team(request.user, request.user.employee, year, window))
    found = scoring.window_or_404(people)
    name, talks = f"dialog-{found.code}", talks_of(people)
    data = request.POST if request.method == "POST" else drafts.restore(request, name, found.period.uuid, 0)
    group = group_of(data or request.GET)
    common = CommonForm(data, instance=model_of(group, talks), prefix="bersama")
    rows = participants(people, talks, group, data)
    if (
        request.method == "POST"
        and common.is_valid()
        and all(row.form.is_valid() for row in rows if row.chosen)
    ):
        refused = save_all(rows, common, group, request)
        if not refused and any(row.chosen for row in rows):
            drafts.discard(request.user, name, found.period.uuid)
            messages.success(request, f"Dialog bersama {sum(row.chosen for row in rows)} pegawai dicatat.")
            return redirect("delivering", year, window)
    draft = drafts.waiting(request, name, found.period.uuid, 0) if request.method == "GET" else None
    return talk_page(request, found, common, rows, {"group": group, "draft": draft, "name": name})


def talks_of(people: Sequence[Evaluation]) -> dict[int, Dialogue]:
    return {
        one.evaluation_id: one
        for one in Dialogue.objects.filter(evaluation__in=people)
        if one.evaluation_id is not None
    }


def group_of(data: QueryDict) -> uuid_module.UUID:
    """The common dialogue that is written: the one named, else a new one. A POST brings the one it was drawn with."""
    try:
        return uuid_module.UUID(data.get("kelompok", ""))
    except ValueError:
        return uuid_module.uuid4()


def model_of(group: uuid_module.UUID, talks: dict[int, Dialogue]) -> Dialogue:
    """The day and minutes that stand for this group; a row of its own, which is never saved."""
    stands = next((one for one in talks.values() if one.group == group), Dialogue())
    return Dialogue(held_on=stands.held_on, minutes=stands.minutes)


def participants(
    people: Sequence[Evaluation],
    talks: dict[int, Dialogue],
    group: uuid_module.UUID,
    data: QueryDict | None,
) -> list[Participant]:
    """Those whose dialogue can be written now, with what stands or what was typed."""
    chosen = {text.partition(".")[0] for text in data.getlist("pilih")} if data is not None else None
    found = []
    for one in people:
        if one.status not in PARTS[PART].statuses or scoring.passed_on(one):
            continue
        talk = talks.get(one.pk)
        stands = {name: getattr(talk, name, "") for name in ("strengths", "to_improve")} | {"note": one.note}
        member = talk is not None and talk.group == group
        found.append(
            Participant(
                evaluation=one,
                talk=talk,
                form=PersonForm(
                    data, initial=stands, prefix=one.uuid.hex, person=one.appraisal.employee.full_name
                ),
                chosen=str(one.uuid) in chosen if chosen is not None else member,
                blocked=ELSEWHERE if talk and talk.minutes and not member else "",
            )
        )
    return found


def save_all(
    rows: Sequence[Participant], common: CommonForm, group: uuid_module.UUID, request: Request
) -> list[Participant]:
    """Save every chosen person; gives back those who were refused, each with the reason."""
    versions = dict(filter(None, map(choice, request.POST.getlist("pilih"))))
    for row in sorted(rows, key=lambda one: one.evaluation.pk):
        if not row.chosen:
            continue
        note_version = request.POST.get(f"{row.evaluation.uuid.hex}-note_version", "")
        try:
            with refused_when_busy(), transaction.atomic():
                save_talk(row, common, group, request.user.employee, versions.get(row.evaluation.uuid, -1))
                save_note(row, request.user.employee, int(note_version) if note_version.isdecimal() else -1)
        except Refused as reason:
            row.reason = "" if stands_already(row, common, group) else str(reason)
    return [row for row in rows if row.reason]


def save_talk(
    row: Participant, common: CommonForm, group: uuid_module.UUID, by: Employee, version: int
) -> None:
    """Write the common words and the personal ones; new minutes need a new confirmation."""
    with workflow.editing(row.evaluation, PART, by=by, version=version) as locked:
        talk, _made = Dialogue.objects.get_or_create(
            evaluation=locked, defaults={"appraisal": locked.appraisal}
        )
        if talk.minutes and talk.group != group:
            raise Refused(ELSEWHERE)
        if talk.minutes != common.cleaned_data["minutes"]:
            talk.confirmed_at = None
        talk.group, talk.held_on = group, common.cleaned_data["held_on"]
        talk.minutes = common.cleaned_data["minutes"]
        talk.strengths = row.form.cleaned_data["strengths"]
        talk.to_improve = row.form.cleaned_data["to_improve"]
        talk.save()


def save_note(row: Participant, by: Employee, version: int) -> None:
    """The note is a part of its own: it is written only where it changed."""
    if "note" not in row.form.changed_data:
        return
    with workflow.editing(row.evaluation, NOTE, by=by, version=version) as locked:
        locked.note = row.form.cleaned_data["note"]


def stands_already(row: Participant, common: CommonForm, group: uuid_module.UUID) -> bool:
    """The form arrived twice: everything that it says is saved."""
    talk = Dialogue.objects.filter(evaluation=row.evaluation, group=group).first()
    if talk is None:
        return False
    typed = common.cleaned_data | row.form.cleaned_data
    now = Evaluation.objects.filter(pk=row.evaluation.pk).values_list("note", flat=True)
    same = all(
        getattr(talk, name) == typed[name] for name in ("held_on", "minutes", "strengths", "to_improve")
    )
    return same and list(now) == [typed["note"]]


def talk_page(
    request: Request,
    found: Window,
    common: CommonForm,
    rows: Sequence[Participant],
    context: dict[str, Any],
) -> HttpResponse:
    """The page; rows that were refused show what stands now, under the version that stands now."""
    refused = [row for row in rows if row.reason]
    if refused or request.method == "POST":
        fresh = Evaluation.objects.in_bulk([row.evaluation.pk for row in rows])
        for row in rows:
            row.evaluation.versions = fresh[row.evaluation.pk].versions
    nobody = request.method == "POST" and not any(row.chosen for row in rows)
    groups = {row.talk.group: row.talk for row in rows if row.talk and row.talk.group}
    context |= {
        "window": found,
        "form": common,
        "rows": rows,
        "groups": list(groups.values()),
        "nobody": nobody,
    }
    wrong = request.method == "POST" and not refused
    status = CONFLICT if refused else INVALID if wrong else 200
    return render(request, "appraisal/scoring/dialogue.html", context, status=status)
