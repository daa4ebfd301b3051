"""The rows that are laid down are those that the doors would have left, and only where they would leave the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from employees.models import Holiday, Unit
from tests import factories, remembering

pytestmark = pytest.mark.django_db
WALKED, LAID = 60, 8


def delivered(between: Callable[[], Any] = lambda: None) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """Statements of the walk to a delivered evaluation, and what it leaves; all of it undone."""
    remembering.begin(transactional=False)
    with transaction.atomic():
        agency = factories.make_agency()
        between()
        with CaptureQueriesContext(connection) as asked:
            evaluation = factories.make_evaluation(agency, "DELIVERED")
        left = everything()
        assert evaluation.appraisal.employee == agency.staff
        evaluation.refresh_from_db()
        transaction.set_rollback(True)
    return len(asked), left


def everything() -> dict[str, list[dict[str, Any]]]:
    """By model, each row without what differs from one making to the next: keys, moments and random parts."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in {"appraisal", "employees", "feedback", "training"}:
            rows = model._default_manager.order_by("pk").values()
            names = [one.attname for one in model._meta.concrete_fields if told(one)]
            found[model._meta.label] = [{name: row[name] for name in names} for row in rows]
    return found


def told(column: models.Field[Any, Any]) -> bool:
    theirs = (models.AutoField, models.ForeignKey, models.UUIDField, models.DateTimeField, models.JSONField)
    return not isinstance(column, theirs) and column.name not in {
        "id", "path", "nip", "username", "email", "sort_name", "key", "url", "pgh_label"
    }  # fmt: skip


def test_laid_rows_are_those_that_walking_leaves() -> None:
    remembering.forget()
    (first, walked), *_remembering, (last, laid) = (delivered() for _ in range(4))
    assert first > WALKED
    assert last < LAID
    for name in walked:
        assert laid[name] == walked[name], name
    assert [one["status"] for one in laid["appraisal.Evaluation"]].count("DELIVERED") == 1
    assert laid["appraisal.Event"], "with their history"


def test_a_test_that_wrote_something_beside_walks_by_itself() -> None:
    for _ in range(4):
        delivered()
    assert delivered()[0] < LAID
    beside, _left = delivered(lambda: Holiday.objects.create(day=date(2020, 1, 1), name="Hari uji"))
    assert beside > WALKED


def test_so_does_one_with_other_settings(settings: Any) -> None:
    for _ in range(4):
        delivered()
    assert delivered()[0] < LAID
    settings.ADMINS = []
    other, _left = delivered()
    assert other > WALKED


@remembering.remembered
def renamed(agency: factories.Agency) -> int:
    return Unit.objects.filter(pk=agency.section.pk).update(name="Bidang Lama")


def test_an_earlier_row_that_a_call_changed_is_laid_as_it_became() -> None:
    for _ in range(4):
        remembering.begin(transactional=False)
        with transaction.atomic():
            agency = factories.make_agency()
            assert renamed(agency) == 1
            agency.section.refresh_from_db()
            assert agency.section.name == "Bidang Lama"
            transaction.set_rollback(True)
