"""Which rows of the small agency a large one repeats, and what each column of a repeated row says.

A row belongs to a person or to a unit. Its number moves by `copy` times the highest number of its table, and so does
every reference to something that is repeated too; what is shared (periods, posts, courses, criteria) stays. Public
identifiers are drawn from the original's and the copy, so that the record can name the note it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from psycopg import sql
from psycopg.sql import Composed, Identifier, Literal

from appraisal.models import (
    ActionPlanItem,
    AgreementIndicator,
    AnnexLine,
    Appraisal,
    AttendanceRecap,
    BehaviourExpectation,
    CreditBalance,
    CriterionRating,
    Dialogue,
    Evaluation,
    Event,
    ExplanationRequest,
    FeedbackEntry,
    IndicatorManual,
    ItemRating,
    OverallRating,
    Party,
    PerformanceAgreement,
    ProgressEntry,
    Recommendation,
    Report,
    SelfFigure,
    SelfTarget,
    TargetIndicator,
    Trajectory,
    UnitRating,
    WorkBlock,
    WorkTarget,
)
from employees.models import AnnouncementReceipt, Employee, Notification, Placement, Unit, User
from feedback.models import FeedbackNote
from training.models import Certificate

# `grown_person` and `grown_unit` are temporary tables: by copy and source the new number, name and so on.
UUID = "md5({}::text || ':' || g.copy)::uuid"
MAIL = "CASE WHEN g.nip = '' THEN '' ELSE 'u' || g.nip || '@contoh.example' END"


@dataclass(frozen=True)
class Repeated:
    """A table. `owner` leads by references to the person or unit whose row it is.

    `says` gives expressions for columns that are not simply kept; in them and in `joins` `t` is the original, `g` its
    owner in the copy, and {person} the distance of people's numbers.
    """

    model: type[models.Model]
    owner: str
    says: Mapping[str, str] = field(default_factory=dict)
    joins: str = ""
    only: str = "true"

    @property
    def of_units(self) -> bool:
        return self.model is Unit or self.owner.endswith("unit")


def _of(owner: str, *models_: type[models.Model]) -> list[Repeated]:
    return [Repeated(model, owner) for model in models_]


# Leaves before what they hang from: each statement then reads the small agency's rows only.
REPEATED: tuple[Repeated, ...] = (
    *_of("indicator__target__appraisal__employee", Trajectory, IndicatorManual),
    *_of("target__appraisal__employee", TargetIndicator),
    *_of(
        "evaluation__appraisal__employee", SelfTarget, SelfFigure, ItemRating, OverallRating, CriterionRating
    ),
    *_of("evaluation__appraisal__employee", Recommendation, ExplanationRequest, Report),
    Repeated(
        Event,
        "appraisal__employee",
        {"actor_name": "coalesce(q.full_name, t.actor_name)"},
        "LEFT JOIN grown_person q ON q.copy = g.copy AND q.source = t.actor_id",
    ),
    Repeated(
        FeedbackEntry,
        "appraisal__employee",
        {
            "source": "'note:' || " + UUID.format("n.uuid"),
            "shown_name": "coalesce(q.full_name, t.shown_name)",
        },
        "JOIN feedback_feedbacknote n ON t.source = 'note:' || n.uuid "
        "LEFT JOIN grown_person q ON q.copy = g.copy AND q.source = n.giver_id",
    ),
    *_of("appraisal__employee", FeedbackNote, Dialogue, ProgressEntry, ActionPlanItem, AnnexLine, WorkBlock),
    *_of("appraisal__employee", BehaviourExpectation, WorkTarget, Evaluation),
    Repeated(
        Party,
        "appraisal__employee",
        {
            "name": "q.full_name",
            "nip": "q.nip",
            "unit_name": "CASE WHEN t.unit_name = '' THEN '' ELSE t.unit_name || q.suffix END",
        },
        "JOIN grown_person q ON q.copy = g.copy AND q.source = t.employee_id",
    ),
    Repeated(
        Notification,
        "employee",
        {"url": "replace(t.url, a.uuid::text, " + UUID.format("a.uuid") + "::text)"},
        "JOIN appraisal_appraisal a ON a.employee_id = t.employee_id AND strpos(t.url, a.uuid::text) > 0",
        "t.key LIKE 'open:%'",
    ),
    *_of("employee", AnnouncementReceipt, Appraisal, AttendanceRecap, CreditBalance, Certificate, Placement),
    Repeated(
        User,
        "employee",
        {"username": "g.nip", "email": MAIL, "password": "'!' || md5(g.nip) || md5(t.password)"},
    ),
    *_of("agreement__unit", AgreementIndicator),
    *_of("unit", PerformanceAgreement, UnitRating),
    Repeated(
        Employee,
        "",
        {
            "nip": "g.nip",
            "name": "g.name",
            "sort_name": "lower(g.name)",
            "birth_date": "g.birth_date",
            "email": MAIL,
        },
    ),
    Repeated(
        Unit,
        "",
        {
            "name": "t.name || g.suffix",
            "code": "g.copy || '-' || t.code",
            "parent_id": "CASE WHEN t.parent_id IS NULL THEN t.id ELSE t.parent_id + g.copy * {unit} END",
        },
    ),
)
MODELS = tuple(one.model for one in REPEATED)


@dataclass(frozen=True)
class Originals:
    """People and units that are repeated, and by table the highest number before anything was."""

    people: list[int]
    units: list[int]
    distance: Mapping[type[models.Model], int]

    @classmethod
    def of(cls, people: list[int], units: list[int]) -> Originals:
        highest = {
            model: model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0 for model in MODELS
        }
        return cls(people, units, highest)


def repeat(one: Repeated, originals: Originals) -> None:
    """Write the rows of one table for every copy, in one statement."""
    columns: Iterable[Any] = one.model._meta.concrete_fields
    names = sql.SQL(", ").join([Identifier(item.column) for item in columns])
    values = sql.SQL(", ").join([_value(one, item, originals) for item in columns])
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} t {} {} WHERE {}").format(
        Identifier(one.model._meta.db_table), names, values, Identifier(one.model._meta.db_table),
        sql.SQL(" ").join(_way(one)), _as_written(one.joins, originals), _as_written(one.only, originals),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _way(one: Repeated) -> Iterator[Composed]:
    """The joins from a row to its owner in each copy."""
    model, alias, column = one.model, "t", str(one.model._meta.pk.column)
    for number, name in enumerate(part for part in one.owner.split("__") if part):
        reference: Any = model._meta.get_field(name)
        if number:
            yield sql.SQL("JOIN {} {} ON {}.id = {}").format(
                Identifier(model._meta.db_table), Identifier(f"w{number}"),
                Identifier(f"w{number}"), Identifier(alias, column),
            )  # fmt: skip
            alias = f"w{number}"
        model, column = reference.related_model, str(reference.column)
    yield sql.SQL("JOIN {} g ON g.source = {}").format(
        Identifier("grown_unit" if model is Unit else "grown_person"), Identifier(alias, column)
    )


def _value(one: Repeated, item: Any, originals: Originals) -> Composed:
    if item.column in one.says:
        return _as_written(one.says[item.column], originals)
    kept = sql.SQL("t.{}").format(Identifier(item.column))
    if item.primary_key:
        return _moved(kept, originals.distance[one.model])
    if isinstance(item, models.UUIDField):
        return sql.SQL("md5({}::text || ':' || g.copy)::uuid").format(kept)
    target: Any = item.related_model if item.is_relation else None
    if target in (Employee, Unit):
        among = originals.people if target is Employee else originals.units
        return sql.SQL("CASE WHEN {} = ANY({}) THEN {} ELSE {} END").format(
            kept, Literal(among), _moved(kept, originals.distance[target]), kept
        )
    return _moved(kept, originals.distance[target]) if target in originals.distance else kept


def _moved(column: Composed, distance: int) -> Composed:
    return sql.SQL("{} + g.copy::bigint * {}").format(column, Literal(distance))


def _as_written(text: str, originals: Originals) -> Composed:
    numbers = {"person": originals.distance[Employee], "unit": originals.distance[Unit]}
    return sql.SQL(text).format(**{name: Literal(number) for name, number in numbers.items()})
