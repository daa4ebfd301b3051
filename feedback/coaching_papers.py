"""B.1.6 to B.1.9 filled from the guidance; whoever may not read it gets the official empty form.

One guidance a paper: the one whose page asked for it, else the latest of its kind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from appraisal import documents
from appraisal.models import Party, PartyRole
from appraisal.papers import guidance
from appraisal.papers.guidance import APPRAISEE, COACH, Ahead, Fact, Goal
from appraisal.papers.paper import Paper, Person, printed, snapshot
from appraisal.papers.registry import Builder, Reader
from appraisal.papers.subject import Subject
from employees.models import Employee, User
from feedback import coaching
from feedback.models import CoachingSession, CoachingStep, CoachingView

Kind = CoachingSession.Kind
Having = dict[str, Any]


COACHED: Having = {"kind": Kind.COACHING}
MENTORED: Having = {"kind": Kind.MENTORING}
VIEWED: Having = {"view__isnull": False}
EVALUATED: Having = {"status": CoachingSession.Status.CLOSED}


def session_of(subject: Subject, having: Having) -> CoachingSession | None:
    """The guidance that a form is about."""
    rows = CoachingSession.objects.filter(appraisal=subject.appraisal).select_related(
        "coach", "target", "view"
    )
    if subject.record:
        rows = rows.filter(uuid=UUID(subject.record))
    return rows.filter(**having).first()


def _coach(subject: Subject, person: Employee) -> Person:
    """As the parties know him, else by name and NIP: who signs is not asked for more."""
    party: Party | None = snapshot(subject.appraisal, PartyRole.APPRAISER, subject.day)
    if party is not None and party.employee_id == person.pk:
        return Person.of(party)
    return Person(printed(person.full_name), person.nip or "-", person.rank or "-")


def coaching_paper(subject: Subject) -> Paper:
    """B.1.6 (lines 3238-3290)."""
    found = session_of(subject, COACHED)
    if found is None:
        return guidance.coaching(subject)
    target = found.target
    indicators = list(target.indicators.all()) if target else []
    names = "\n".join(printed(one.text) for one in indicators)
    strategy = printed(found.strategy)
    goals = [Goal(printed(one.text), printed(one.goal), strategy) for one in indicators[:1]]
    goals += [Goal(printed(one.text), printed(one.goal)) for one in indicators[1:]]
    fact = Fact(
        printed(target.result) if target else "",
        printed(found.progress),
        printed(found.obstacle),
        printed(found.cause),
    )
    rows = CoachingStep.objects.filter(meeting__session=found, kind=CoachingStep.Kind.STEP)
    steps = [Ahead(names, printed(one.text), "YA" if one.adjusts else "TIDAK") for one in rows]
    signers = ((APPRAISEE, subject.appraisee), (COACH, _coach(subject, found.coach)))
    context = guidance.blocks(subject, "B.1.6", *signers) | {
        "goals": goals or [Goal(strategy=strategy)],
        "facts": [fact],
        "solutions": printed(found.solutions),
        "steps": steps or [Ahead()],
    }
    return replace(guidance.coaching(subject), context=context)


def mentoring_paper(subject: Subject) -> Paper:
    """B.1.7 (lines 3348-3380): one line of the journal for each agreed step."""
    found = session_of(subject, MENTORED)
    if found is None:
        return guidance.mentoring(subject)
    aims = [tuple(map(printed, (found.skill, found.duration, found.change, found.measure)))]
    signers = ((APPRAISEE, subject.appraisee), (COACH, _coach(subject, found.coach)))
    context = guidance.blocks(subject, "B.1.7", *signers) | {
        "aims": aims,
        "journal": _journal(found) or [("", "", "", "")],
    }
    return replace(guidance.mentoring(subject), context=context)


def _journal(found: CoachingSession) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for meeting in found.meetings.prefetch_related("steps"):
        when = f"{date_format(meeting.day, 'j F Y')}, {printed(meeting.place)}"
        steps = [one for one in meeting.steps.all() if one.kind == CoachingStep.Kind.STEP]
        plans = "\n".join(printed(one.text) for one in steps)
        days = "\n".join(date_format(one.due_on, "j F Y") for one in steps)
        lines.append((when, printed(meeting.topic), plans, days))
    return lines


def view_paper(subject: Subject) -> Paper:
    """B.1.8 (lines 3396-3440), with 'Ya', 'Sebagian' or 'Tidak' beside each statement."""
    found, paper = session_of(subject, VIEWED), guidance.view(subject)
    if found is None:
        return paper
    said = {key: CoachingView.Answer(value).label for key, value in found.view.answers.items()}
    questions = [
        (who, [(number, line, said.get(str(number), "")) for number, line in lines])
        for who, lines in guidance.QUESTIONS
    ]
    return replace(paper, context=paper.context | {"questions": questions})


def competence_paper(subject: Subject) -> Paper:
    """B.1.9 (lines 3449-3490)."""
    found = session_of(subject, EVALUATED)
    if found is None:
        return guidance.competence(subject)
    known = {name for kind, names in guidance.COMPETENCES for name in names}
    technical = [name for name in found.competences if name not in known]
    rows = [
        (kind, [_scored(found, name) for name in (technical or names if kind == "Teknis" else names)])
        for kind, names in guidance.COMPETENCES
    ]
    signer = ("Pimpinan atau Pihak Lain yang Diberikan Penugasan Khusus", _coach(subject, found.coach))
    context = guidance.blocks(subject, "B.1.9", signer) | {
        "competences": rows,
        "scale": guidance.SCALE,
        "recommendation": printed(found.recommendation),
    }
    return replace(guidance.competence(subject), context=context)


def _scored(found: CoachingSession, name: str) -> tuple[str, str, str]:
    score, reason = found.competences.get(name, ("", ""))
    return printed(name), str(score), printed(reason)


def _reader(having: Having) -> Reader:
    def reads(subject: Subject, user: User) -> bool:
        found = session_of(subject, having)
        if found is None:
            return True
        seen = CoachingSession.objects.visible_to(user).filter(pk=found.pk).exists()
        return seen and coaching.reads_record(found, user)

    return reads


def _reads_view(subject: Subject, user: User) -> bool:
    found = session_of(subject, VIEWED)
    return found is not None and coaching.reads_view(found, user)


FORMS: dict[str, tuple[Builder, Reader]] = {
    "B.1.6": (coaching_paper, _reader(COACHED)),
    "B.1.7": (mentoring_paper, _reader(MENTORED)),
    "B.1.8": (view_paper, _reads_view),
    "B.1.9": (competence_paper, _reader(EVALUATED)),
}


def register() -> None:
    for code, (builder, reader) in FORMS.items():
        documents.register(code, builder, reader)
