"""A large demo: parts of the small agency repeated set by set, as consistent as if each row had been written alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from appraisal.models import Appraisal, Evaluation, FeedbackEntry, Party, Period, WindowCode
from config.desk.demo import growing, loading
from config.desk.demo.growing import Pattern
from employees.models import Employee, Notification, Placement, Unit, User

# Amid the whole suite its loading once outlasted the limit of a test, and its transaction held up what came after.
pytestmark = pytest.mark.nightly

SMALL, ALL = 100, 260
DAY = date(2026, 6, 17)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The highest number of a person of the small agency; loaded once, undone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load("tangsel", employees=ALL, history=1, today=DAY, small=SMALL)
        yield SMALL + 1 + Employee.objects.order_by("pk").values_list("pk", flat=True)[0] - 1
        transaction.set_rollback(True)


@pytest.fixture
def new(loaded: int, db: None) -> list[Employee]:
    """Civil servants who were added by repeating others; who came in twice has no post."""
    return list(Employee.objects.filter(pk__gt=loaded, placements__isnull=False).distinct())


def test_there_are_exactly_so_many_people_each_with_a_number_of_their_own(new: list[Employee]) -> None:
    assert Employee.objects.filter(placements__isnull=False).distinct().count() == ALL
    assert len(new) == ALL - SMALL
    assert all(one.nip[:8] == f"{one.birth_date:%Y%m%d}" for one in new)
    names = Counter(one.name for one in new)
    assert names.most_common(1)[0][1] < 4, "drawn anew, not copied"
    accounts = User.objects.filter(employee__in=new)
    assert accounts.count() == len(new)
    assert not any(one.has_usable_password() for one in accounts)


def test_everything_agrees_with_everything(new: list[Employee]) -> None:
    out = StringIO()
    call_command("consistency", stdout=out)
    assert "Semua pernyataan berlaku" in out.getvalue()


def test_everybody_reports_to_somebody_of_the_own_area_and_has_both_years(new: list[Employee]) -> None:
    found = Placement.objects.filter(employee__in=new).select_related("unit", "superior")
    areas = {unit.path: unit for unit in Unit.objects.filter(parent__parent=None, name__contains="Wilayah")}
    assert areas
    for placement in found:
        area = next(unit for path, unit in areas.items() if placement.unit.path.startswith(path))
        assert placement.unit.name.endswith(area.name[area.name.index(" Wilayah") :])
        boss = placement.superior
        assert boss == area.head or boss.placements.get().unit.path.startswith(area.path)
    years = Counter(Appraisal.objects.filter(employee__in=new).values_list("employee", flat=True))
    assert set(years.values()) <= {1, 2}
    assert Evaluation.objects.filter(
        appraisal__employee__in=new, status="FINAL", window=WindowCode.YEAR
    ).exists()


def test_parties_record_and_inbox_speak_of_the_people_of_the_copy(new: list[Employee]) -> None:
    names = {one.pk: one.full_name for one in Employee.objects.all()}
    parties = Party.objects.filter(appraisee__in=new)
    assert all(party.name == names[party.employee_id] for party in parties)
    givers = FeedbackEntry.objects.filter(appraisal__employee__in=new, giver_role="LEADER")
    heads = set(Placement.objects.filter(employee__in=new).values_list("superior", flat=True))
    assert {entry.shown_name for entry in givers} <= {names[head] for head in heads}
    mine = {one.get_absolute_url(): one.employee_id for one in Appraisal.objects.filter(employee__in=new)}
    lines = Notification.objects.filter(employee__in=new, key__startswith="open:")
    assert lines
    assert all(mine[line.url] == line.employee_id for line in lines)


def test_the_control_a_row_written_past_the_triggers_is_found(new: list[Employee]) -> None:
    period = Period.objects.earliest("year")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE appraisal_party DISABLE TRIGGER USER")
            cursor.execute(
                "UPDATE appraisal_party SET rank = 'lain' WHERE id = (SELECT min(id) FROM appraisal_party)"
            )
            cursor.execute("DROP INDEX employee_name_trigrams")
        Unit.objects.filter(parent=None).update(path="keliru")
        final = Evaluation.objects.filter(appraisal__period=period, status="FINAL")[:1]
        Evaluation.objects.filter(pk__in=[one.pk for one in final]).update(predicate="VERY_POOR")
        out = StringIO()
        with pytest.raises(CommandError, match="pernyataan tidak berlaku"):
            call_command("consistency", stdout=out)
        transaction.set_rollback(True)
    wrong = [line for line in out.getvalue().splitlines() if line.startswith("TIDAK")]
    for words in (
        "yang dinyatakan program",
        "aktif dan sudah diperiksa",
        "Jalur setiap unit",
        "predikatnya",
        "Riwayat «party»",
    ):
        assert any(words in line for line in wrong), words


@pytest.mark.parametrize("wanted", [150, 500, 1001, 2345])
def test_areas_have_together_as_many_people_as_were_asked_for(wanted: int) -> None:
    one: Any = object()
    sections: dict[Any, Any] = {number: [one] * size for number, size in enumerate([9, 15, 16, 30])}
    pattern = Pattern([one] * 12, sections)
    areas = list(growing.divide(pattern, wanted, Random(1)))
    assert sum(len(pattern.people(area)) for area in areas) == wanted
    assert all(area.sections and area.lacks < 30 for area in areas)
    assert len({len(pattern.people(area)) for area in areas[:-1]}) > 1 or len(areas) < 3


def test_more_than_the_demo_was_made_for_is_refused() -> None:
    with pytest.raises(ValueError, match="20 sampai 100000"):
        growing.written(100_001, growing.SMALL)
