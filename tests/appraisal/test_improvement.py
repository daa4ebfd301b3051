"""Improvement plans: proposed by the rule, opened by personnel, noted by both sides, concluded with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import improvement, waiting
from appraisal.models import (
    Appraisal,
    Evaluation,
    Event,
    ImprovementCheckpoint,
    ImprovementPlan,
)
from appraisal.workflow import Refused
from employees.dates import months_later
from employees.models import Employee, Notification
from tests import factories, queries
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def plan_of(agency: Agency, evaluation: Evaluation) -> tuple[ImprovementPlan, ImprovementCheckpoint]:
    """As it stands in the tables, whatever the result was."""
    today = timezone.localdate()
    plan = ImprovementPlan.objects.create(
        employee=evaluation.appraisal.employee, evaluation=evaluation, goals="Laporan tepat waktu.",
        starts_on=today, ends_on=months_later(today, 6), opened_by=agency.personnel, opened_at=timezone.now(),
    )  # fmt: skip
    return plan, ImprovementCheckpoint.objects.create(plan=plan, due_on=months_later(today, 1))


def final(
    agency: Agency, results: str = "BELOW", behaviour: str = "BELOW", employee: Employee | None = None
) -> Evaluation:
    """A final yearly result of the staff member: the quadrant makes its predicate."""
    evaluation = factories.make_evaluation(agency, "DELIVERED", employee=employee or agency.staff)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status="FINAL", final_at=timezone.now(), predicate=PREDICATES[results, behaviour]
    )
    evaluation.refresh_from_db()
    return evaluation


# The quadrant (regulation.md, text lines 4114-4174).
PREDICATES = {
    ("BELOW", "BELOW"): "VERY_POOR",
    ("MEETS", "BELOW"): "POOR",
    ("BELOW", "MEETS"): "NEEDS_IMPROVEMENT",
    ("MEETS", "MEETS"): "GOOD",
}


def opened(agency: Agency) -> ImprovementPlan:
    return improvement.open_plan(
        final(agency), goals="Laporan tepat waktu.", support="", by=agency.unit_personnel.user
    )


@pytest.mark.parametrize(
    ("results", "behaviour", "leads", "calls"),
    [
        ("BELOW", "BELOW", False, True),
        ("MEETS", "BELOW", False, True),
        ("BELOW", "MEETS", False, False),
        ("BELOW", "MEETS", True, True),  # Peraturan BRIN 4/2025 Ps. 38A, as domain.md section 3.5 quotes it
        ("MEETS", "MEETS", True, False),
    ],
)
def test_a_poor_final_result_calls_for_a_plan(
    agency: Agency, results: str, behaviour: str, leads: bool, calls: bool
) -> None:
    evaluation = final(agency, results, behaviour)
    Appraisal.objects.filter(pk=evaluation.appraisal_id).update(leads=leads)
    assert improvement.proposed(agency.unit_personnel.user).exists() is calls
    assert not improvement.proposed(agency.other_unit_personnel.user).exists()


def test_a_result_that_is_not_final_calls_for_none(agency: Agency) -> None:
    evaluation = final(agency)
    Evaluation.objects.filter(pk=evaluation.pk).update(status="DELIVERED", final_at=None)
    assert not improvement.proposed(agency.personnel.user).exists()


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_it_lasts_six_months(day: date, ends: date) -> None:
    """PP 30/2019 Ps. 56-58, six months to improve (domain.md section 3.5)."""
    assert months_later(day, improvement.MONTHS) == ends


def test_opened_it_has_a_checkpoint_each_month_and_both_sides_are_told(agency: Agency) -> None:
    plan = opened(agency)
    days = list(plan.checkpoints.values_list("due_on", flat=True))
    assert (len(days), days[-1]) == (6, plan.ends_on)
    assert Event.objects.get(action="improvement").label == "Rencana perbaikan kinerja dibuka"
    told = Notification.objects.filter(title="Rencana perbaikan kinerja dibuka")
    assert set(told.values_list("employee", flat=True)) == {agency.staff.pk, agency.superior.pk}
    with pytest.raises(Refused, match="sudah punya rencana"):
        improvement.open_plan(plan.evaluation, goals="Lagi.", support="", by=agency.personnel.user)


def test_nobody_opens_his_own(agency: Agency) -> None:
    evaluation = final(agency, employee=agency.unit_personnel)
    with pytest.raises(Refused, match="diri sendiri"):
        improvement.open_plan(evaluation, goals="X.", support="", by=agency.unit_personnel.user)


@pytest.mark.parametrize(
    ("who", "may"),
    [("staff", True), ("superior", True), ("head", False), ("personnel", False), ("colleague", False)],
)
def test_employee_and_superior_write_the_notes(agency: Agency, who: str, may: bool) -> None:
    plan = opened(agency)
    checkpoint = plan.checkpoints.all()[0]
    person = getattr(agency, who)
    if may:
        assert improvement.note(checkpoint, "Sudah dua laporan.", by=person).author == person
        return
    with pytest.raises(Refused, match="pegawai dan atasannya"):
        improvement.note(checkpoint, "Sudah dua laporan.", by=person)


def test_not_improved_is_said_only_after_the_six_months(agency: Agency) -> None:
    plan = opened(agency)
    by = agency.personnel.user
    with pytest.raises(Refused, match="Enam bulannya belum habis"):
        improvement.conclude(plan, outcome="NOT_IMPROVED", reason="Tetap terlambat.", by=by)
    today = timezone.localdate()
    ImprovementPlan.objects.filter(pk=plan.pk).update(
        starts_on=today - timedelta(days=190), ends_on=today - timedelta(days=1)
    )
    plan.refresh_from_db()
    assert plan.standing[0] == "Menunggu hasil"
    done = improvement.conclude(plan, outcome="NOT_IMPROVED", reason="Tetap terlambat.", by=by)
    assert "uji kompetensi" in done.standing[0]
    with pytest.raises(Refused, match="sudah dicatat"):
        improvement.conclude(done, outcome="IMPROVED", reason="Keliru.", by=by)
    with pytest.raises(Refused, match="sudah selesai"):
        improvement.note(plan.checkpoints.all()[0], "Terlambat.", by=agency.staff)


# --- the pages ------------------------------------------------------------------------
def test_it_is_opened_noted_and_concluded_on_the_pages(agency: Agency, client: Client) -> None:
    evaluation = final(agency)
    factories.sign_in(client, agency.unit_personnel)
    assert list(client.get(reverse("desk_improvements")).context["proposed"]) == [evaluation]
    url = reverse("improvement_new", args=[evaluation.uuid])
    assert client.post(url, {"goals": ""}).status_code == 422
    assert client.post(url, {"goals": "Laporan tepat waktu."}).status_code == 302
    plan = ImprovementPlan.objects.get()
    factories.sign_in(client, agency.staff)
    note = reverse("improvement_note", args=[plan.uuid, plan.checkpoints.all()[0].uuid])
    assert client.post(note, {"text": "Dua laporan selesai."}).status_code == 302
    page = factories.sign_in(client, agency.superior).get(plan.get_absolute_url()).content.decode()
    assert "Dua laporan selesai." in page
    assert "Catat hasil" not in page
    factories.sign_in(client, agency.personnel)
    said = {"outcome": "IMPROVED", "reason": "Semua laporan tepat waktu."}
    assert client.post(reverse("improvement_conclude", args=[plan.uuid]), said).status_code == 302
    plan.refresh_from_db()
    assert plan.standing == ("Membaik", "done")


def test_the_note_is_written_at_the_nearest_checkpoint_or_the_one_asked_for(
    agency: Agency, client: Client
) -> None:
    plan = opened(agency)
    today = timezone.localdate()
    days = [today - timedelta(days=33), today - timedelta(days=3), today + timedelta(days=27)]
    kept = list(plan.checkpoints.all())
    for checkpoint, day in zip(kept, days, strict=False):
        ImprovementCheckpoint.objects.filter(pk=checkpoint.pk).update(due_on=day)
    factories.sign_in(client, agency.staff)
    url = plan.get_absolute_url()
    shown = client.get(url).context
    assert (shown["now"], shown["checkpoints"]) == (kept[1], kept[:2])
    assert client.get(url, {"tinjauan": str(kept[0].uuid)}).context["now"] == kept[0]
    factories.sign_in(client, agency.unit_personnel)
    assert "now" not in client.get(url).context


def test_what_was_typed_at_a_checkpoint_is_offered_again(agency: Agency, client: Client) -> None:
    plan = opened(agency)
    factories.sign_in(client, agency.staff)
    now = client.get(plan.get_absolute_url()).context["now"]
    client.post(reverse("draft", args=["improvement-note", now.uuid]), {"text": "Dua laporan"})
    url = plan.get_absolute_url()
    assert client.get(url).context["note_draft"] is not None
    assert "Dua laporan" in client.get(url, {"draf": 1}).content.decode()
    client.post(reverse("improvement_note", args=[plan.uuid, now.uuid]), {"text": "Dua laporan selesai."})
    assert client.get(url).context["note_draft"] is None


@pytest.mark.parametrize(
    ("who", "days", "waits"),
    [
        ("staff", 3, True), ("superior", -3, True), ("staff", 20, False), ("staff", -20, False),
        ("head", 3, False), ("colleague", 3, False),
    ],
)  # fmt: skip
def test_a_checkpoint_waits_for_both_sides_around_its_day(
    agency: Agency, who: str, days: int, waits: bool
) -> None:
    _plan, checkpoint = plan_of(agency, factories.make_evaluation(agency, "OPEN"))
    due_on = timezone.localdate() + timedelta(days=days)
    ImprovementCheckpoint.objects.filter(pk=checkpoint.pk).update(due_on=due_on)
    person = getattr(agency, who)
    assert waiting.to_note(person).exists() is waits
    if waits:
        improvement.note(checkpoint, "Sudah.", by=person)
        assert not waiting.to_note(person).exists()


def test_a_plan_that_is_over_waits_for_personnel_of_the_unit_on_their_home_page(
    agency: Agency, client: Client
) -> None:
    plan, _checkpoint = plan_of(agency, factories.make_evaluation(agency, "OPEN"))
    today = timezone.localdate()
    ImprovementPlan.objects.filter(pk=plan.pk).update(
        starts_on=today - timedelta(days=190), ends_on=today - timedelta(days=1)
    )
    words = "Rencana perbaikan menunggu hasil: 1"
    assert words in factories.sign_in(client, agency.unit_personnel).get("/").content.decode()
    assert not waiting.to_conclude(agency.other_unit_personnel.user).exists()


@pytest.mark.parametrize(("name", "who"), [("improvements", "superior"), ("desk_improvements", "personnel")])
def test_lists_ask_no_more_for_more_plans(agency: Agency, client: Client, name: str, who: str) -> None:
    plan_of(agency, factories.make_evaluation(agency, "OPEN"))
    factories.sign_in(client, getattr(agency, who))

    def more() -> None:
        others = Evaluation.objects.filter(improvement_plan=None)
        for one in others.exclude(appraisal__employee=agency.personnel):
            plan_of(agency, one)

    queries.assert_constant(client, reverse(name), more)
