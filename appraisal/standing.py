"""Who stands where: who acts as a party today, who keeps an evaluation, and which posts nobody fills.

Rights come from dated `Party` rows; only a Plt or Plh is looked up live (`Party.objects.acting`).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, Party, PartyRole
from appraisal.models.appraisal import AppraisalQuerySet, PartyQuerySet, readable_as_successor
from employees.models import Employee, Placement

IN_SERVICE = Q(employee__active=True, employee__duplicate_of__isnull=True)


def holds(subject: Appraisal | Evaluation, role: PartyRole, person: Employee, on: date | None = None) -> bool:
    """Whether somebody acts in a role on a day (today), himself or as Plt or Plh.

    Of an evaluation that is kept, its keeper appraises and nobody else.
    """
    on = on or timezone.localdate()
    if role == PartyRole.APPRAISER and isinstance(subject, Evaluation) and (keeper := keeper_of(subject)):
        return keeper.pk == person.pk
    appraisal = subject if isinstance(subject, Appraisal) else subject.appraisal
    own = Party.objects.on(on).filter(appraisal=OuterRef("pk"), role=role, employee=person)
    # Only a delegation of this person, or of the appraisee, can make another row count.
    delegated = Placement.objects.delegated().on(on).filter(employee__in=[person.pk, appraisal.employee_id])
    found = Appraisal.objects.filter(pk=appraisal.pk).order_by().values_list(Exists(own), Exists(delegated))
    holds_it, look_further = found.first() or (False, False)
    if holds_it or not look_further:
        return bool(holds_it)
    return Party.objects.acting(person.pk, on).filter(appraisal=appraisal, role=role).exists()


def keeper_of(evaluation: Evaluation) -> Employee | None:
    """The appraiser who left inside the window and finishes this evaluation; None once he is inactive too."""
    keeper = evaluation.kept_by
    return keeper if keeper is not None and keeper.active else None


def evaluations_of(person: Employee, role: PartyRole, on: date) -> Q:
    """A condition on evaluations: this person acts in the role, or keeps the appraiser's duty."""
    held = Q(appraisal__in=Party.objects.acting(person.pk, on).filter(role=role).values("appraisal"))
    if role != PartyRole.APPRAISER:
        return held
    unkept = Q(kept_by__isnull=True) | Q(kept_by__active=False)
    return Q(kept_by=person, kept_by__active=True) | (held & unkept)


def without_account(on: date) -> PartyQuerySet:
    """Superiors who are no civil servants and need no account."""
    held = Party.objects.on(on).filter(employee__kind=Employee.Kind.NON_ASN)
    return held.exclude(role=PartyRole.APPRAISEE)


def appraisals_without_account(role: PartyRole, on: date) -> Q:
    """A condition on appraisals: the role is held by one of them."""
    return Q(pk__in=without_account(on).filter(role=role).values("appraisal"))


def evaluations_without_account(role: PartyRole, on: date) -> Q:
    """The same of evaluations; one that is kept waits for its keeper."""
    found = Q(appraisal__in=without_account(on).filter(role=role).values("appraisal"))
    if role != PartyRole.APPRAISER:
        return found
    kept = Q(kept_by__kind=Employee.Kind.NON_ASN, kept_by__active=True)
    return kept | (found & (Q(kept_by__isnull=True) | Q(kept_by__active=False)))


def vacant(today: date, role: PartyRole = PartyRole.APPRAISER) -> AppraisalQuerySet:
    """Living appraisals that have nobody in service in a role: the queue 'penilai kosong', never overdue."""
    serving = Party.objects.on(today).filter(IN_SERVICE, appraisal=OuterRef("pk"), role=role)
    return Appraisal.objects.alive().filter(~Exists(serving))


def held_on(role: PartyRole, day: date) -> Q:
    """A condition on the joined parties of an appraisal: its one holder of a role on a day."""
    lasts = Q(parties__ends_on__isnull=True) | Q(parties__ends_on__gte=day)
    return lasts & Q(parties__role=role, parties__starts_on__lte=day)


def reads_predecessor(appraisal: Appraisal, person: Employee, on: date) -> bool:
    """Whether somebody is a superior in the appraisal that followed this one after a move, and so reads all of it."""
    wanted = readable_as_successor(Party.objects.acting(person.pk, on))
    return Appraisal.objects.filter(wanted, pk=appraisal.pk).exists()
