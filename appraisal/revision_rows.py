"""The rows behind a revision of the SKP: what stands as JSON, what differs, and what was agreed written back.

It knows nothing of who may do what: `appraisal.revisions` is the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from appraisal import taken
from appraisal.models import (
    AgreementIndicator,
    Appraisal,
    Event,
    TargetIndicator,
    TargetRevision,
    WorkTarget,
)
from employees.dates import dated
from employees.identifiers import new_uuid

OPEN = (TargetRevision.Status.DRAFT, TargetRevision.Status.PROPOSED)


class IndicatorData(TypedDict, total=False):
    """One indicator as a revision holds it; figures are written out ("10.00"), or None."""

    uuid: str
    aspect: str
    perspective: str
    text: str
    goal: str
    unit: str
    direction: str
    lower: str | None
    upper: str | None


class TargetData(TypedDict, total=False):
    """One target as a revision holds it. `parent` and `agreement_indicator` are uuids; `intervened` is for readers."""

    uuid: str
    kind: str
    parent: str | None
    parent_text: str
    intervened: str
    result: str
    assigned_by: str
    agreement_indicator: str | None
    indicators: list[IndicatorData]


# --- from rows to JSON ------------------------------------------------------------
def snapshot(appraisal: Appraisal) -> list[TargetData]:
    """The SKP in force, in its order."""
    rows = appraisal.targets.select_related("parent", "agreement_indicator").prefetch_related("indicators")
    return [target_data(row, row.indicators.all()) for row in rows]


def target_data(row: WorkTarget, indicators: Iterable[TargetIndicator]) -> TargetData:
    """A target, saved or not, as a revision holds it."""
    return {
        "uuid": str(row.uuid),
        "kind": row.kind,
        "parent": str(row.parent.uuid) if row.parent else None,
        "parent_text": row.parent_text,
        "intervened": row.intervened,
        "result": row.result,
        "assigned_by": row.assigned_by,
        "agreement_indicator": str(row.agreement_indicator.uuid) if row.agreement_indicator else None,
        "indicators": [indicator_data(one) for one in indicators],
    }


def indicator_data(row: TargetIndicator) -> IndicatorData:
    return {
        "uuid": str(row.uuid),
        "aspect": row.aspect,
        "perspective": row.perspective,
        "text": row.text,
        "goal": row.goal,
        "unit": row.unit,
        "direction": row.direction,
        "lower": written(row.lower),
        "upper": written(row.upper),
    }


def written(figure: Decimal | None) -> str | None:
    """A figure as it is stored: always two places, so that 10 and 10.00 are no difference."""
    return None if figure is None else f"{figure:.2f}"


def target_row(appraisal: Appraisal, data: TargetData) -> WorkTarget:
    """The target of a revision as an unsaved row, for a form to draw."""
    uuid = data.get("parent")
    parent = WorkTarget.every.filter(uuid=uuid).first() if uuid else None
    pk = data.get("agreement_indicator")
    agreed = AgreementIndicator.objects.filter(uuid=pk).first() if pk else None
    return WorkTarget(
        appraisal=appraisal,
        uuid=data.get("uuid") or new_uuid(),
        kind=data.get("kind", WorkTarget.Kind.MAIN),
        parent=parent,
        parent_text=data.get("parent_text", ""),
        result=data.get("result", ""),
        assigned_by=data.get("assigned_by", ""),
        agreement_indicator=agreed,
    )


def indicator_row(data: IndicatorData) -> TargetIndicator:
    """The indicator of a revision as an unsaved row."""
    return TargetIndicator(
        uuid=data.get("uuid") or new_uuid(),
        aspect=data.get("aspect", ""),
        perspective=data.get("perspective", ""),
        text=data.get("text", ""),
        goal=data.get("goal", ""),
        unit=data.get("unit", ""),
        direction=data.get("direction", TargetIndicator.Direction.HIGHER),
        lower=figure(data.get("lower")),
        upper=figure(data.get("upper")),
    )


def complete(appraisal: Appraisal, data: TargetData) -> TargetData:
    """What somebody handed in, with every key: new uuids where there are none, defaults where nothing was said."""
    indicators = [indicator_row(one) for one in data.get("indicators", [])]
    return target_data(target_row(appraisal, data), indicators)


def figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def held_at(appraisal: Appraisal, moment: datetime) -> list[WorkTarget] | None:
    """The SKP as it was in force at a moment, unsaved; None when it is the one in force now.

    What is signed stays as it was read when it was signed, whatever a later revision did. Each row has the key of
    the stored one, so that ratings and figures find it.
    """
    later = appraisal.revisions.filter(status=TargetRevision.Status.AGREED, decided_at__gt=moment)
    first = later.order_by("decided_at").first()
    if first is None:
        return None
    old: list[TargetData] = first.old
    stored = WorkTarget.every.filter(uuid__in=[one["uuid"] for one in old])
    stored = stored.select_related("taken_over__taken_by").prefetch_related("more_evidence")
    targets = {str(row.uuid): row for row in stored}
    measured = TargetIndicator.objects.filter(
        uuid__in=[row["uuid"] for one in old for row in one["indicators"]]
    )
    keys = {str(row.uuid): row.pk for row in measured}
    return [
        _as_it_was(appraisal, data, targets.get(data["uuid"]), keys, number)
        for number, data in enumerate(old)
    ]


def _as_it_was(
    appraisal: Appraisal, data: TargetData, stored: WorkTarget | None, keys: dict[str, int], number: int
) -> WorkTarget:
    # One about which nothing was written has no row any more: a key that nothing can hang on takes its place.
    row = stored or WorkTarget(pk=-1 - number, uuid=data["uuid"])
    row.appraisal, row.kind, row.result, row.assigned_by = (
        appraisal,
        data["kind"],
        data["result"],
        data["assigned_by"],
    )
    row.parent, row.parent_text = None, data["intervened"]
    indicators = [indicator_row(one) for one in data["indicators"]]
    for one in indicators:
        one.pk, one.target = keys.get(str(one.uuid)), row
    # `row.indicators.all()` gives these, as after a prefetch.
    drawn = TargetIndicator.objects.all()
    vars(drawn)["_result_cache"] = indicators
    vars(row).setdefault("_prefetched_objects_cache", {})["indicators"] = drawn
    return row


def differs(old: list[TargetData], new: list[TargetData]) -> bool:
    """Whether anything but the readers' words changed."""
    return [_essence(one) for one in old] != [_essence(one) for one in new]


def _essence(data: TargetData) -> dict[str, object]:
    return {key: value for key, value in data.items() if key != "intervened"}


# --- from JSON to rows ------------------------------------------------------------
def apply(revision: TargetRevision) -> None:
    """Write the new SKP to the rows: matched by uuid, added, or taken out of force.

    A target or indicator about which something was written stays on record, out of force. Only what the revision
    itself began with is taken out: a target that came by another door since stays.
    """
    appraisal = revision.appraisal
    stored = {str(row.uuid): row for row in appraisal.targets.prefetch_related("indicators")}
    new: list[TargetData] = revision.new
    wanted = {data["uuid"] for data in new}
    for began in revision.old:
        row = stored.get(began["uuid"])
        if row is not None and began["uuid"] not in wanted:
            take_out(row, revision)
    for order, data in enumerate(new):
        row = stored.get(data["uuid"])
        if row is not None:
            _part_with_indicators(row, data["indicators"], revision)
        typed = target_row(appraisal, data)
        typed.order = order
        _write(typed, row)
        _write_indicators(typed, data["indicators"])
    taken.link(appraisal)


def take_out(row: WorkTarget, revision: TargetRevision) -> None:
    """Out of force. What carries nothing leaves no trace but the revision's own text."""
    if carries(row) or any(carries(one) for one in row.indicators.all()):
        row.dropped_by = revision
        row.save(update_fields=["dropped_by"])
    else:
        row.delete()


def carries(row: WorkTarget | TargetIndicator) -> bool:
    """Whether anything hangs on it: progress, self-assessment, ratings, plans, a target of somebody else's."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model is TargetIndicator:
            continue
        field = relation.field
        if field.model._meta.base_manager.filter(**{field.name: row.pk}).exists():
            return True
    return False


def _write(typed: WorkTarget | TargetIndicator, stored: WorkTarget | TargetIndicator | None) -> None:
    if stored is not None:
        typed.pk = stored.pk
    typed.save(force_update=stored is not None)


def _part_with_indicators(target: WorkTarget, wanted: list[IndicatorData], revision: TargetRevision) -> None:
    """Indicators that go while their target stays. What carries figures moves to a copy that is out of force."""
    kept = {data["uuid"] for data in wanted}
    gone = [one for one in target.indicators.all() if str(one.uuid) not in kept]
    carrying = [one for one in gone if carries(one)]
    if carrying:
        copy = WorkTarget.every.create(
            appraisal=target.appraisal,
            kind=target.kind,
            parent=target.parent,
            parent_text=target.parent_text,
            result=target.result,
            assigned_by=target.assigned_by,
            order=target.order,
            dropped_by=revision,
        )
        TargetIndicator.objects.filter(pk__in=[one.pk for one in carrying]).update(target=copy)
    TargetIndicator.objects.filter(pk__in=[one.pk for one in gone if one not in carrying]).delete()


def _write_indicators(target: WorkTarget, wanted: list[IndicatorData]) -> None:
    stored = {str(one.uuid): one for one in TargetIndicator.objects.filter(target=target)}
    for order, data in enumerate(wanted):
        typed = indicator_row(data)
        typed.target, typed.order = target, order
        _write(typed, stored.get(data["uuid"]))


# --- lapse ------------------------------------------------------------------------
def lapse(appraisal: Appraisal) -> None:
    """Open revisions end undecided: the yearly evaluation was rated on the SKP in force.

    Locks the revision alone, never the appraisal: whoever rates holds the evaluation already.
    """
    rows = TargetRevision.objects.select_for_update(of=("self",), no_key=True)
    for revision in rows.filter(appraisal=appraisal, status__in=OPEN):
        revision.status = TargetRevision.Status.LAPSED
        revision.version += 1
        revision.save()
        Event.objects.create(
            appraisal=appraisal,
            action="revision_lapse",
            label="Usulan perubahan SKP gugur",
            from_status=appraisal.status,
            to_status=appraisal.status,
            note=f"Evaluasi tahunan dinilai pada {dated(timezone.localdate())} atas SKP yang berlaku.",
        )
