"""Reminders: the right people on the days of their calls, once, in one mail a day, and never on a day off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from appraisal import reminder_plans, reminders, reporting, workflow
from appraisal.calls import Call, Plan
from appraisal.clocks import working_day_before
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    Objection,
    Party,
    PartyRole,
    ReminderSchedule,
    Report,
    UnitRating,
)
from appraisal.reminder_stages import BY_CODE
from config.desk.periods import make_period
from employees.models import Employee, Holiday, Notification, Outbox
from tests import factories
from tests.factories import Agency

MONDAY = date(2026, 3, 9)
TOMORROW = date(2026, 3, 10)  # one working day away: everybody's last call but that of an SKP to propose
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    """A Monday at 09.00 in Jakarta; the window is open, its limits a month away."""
    with time_machine.travel(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), tick=False):
        yield


def limit_skp(day: date) -> None:
    Appraisal.objects.update(targets_due_on=day)


def reminded(stage: str, day: date = MONDAY, call: Call | None = None) -> list[str]:
    """Names of those who would be told in a stage."""
    found = reminders.due(day)
    return [p.name for p, one in found if one.stage.code == stage and call in {None, one.call}]


def lines(person: Employee) -> list[Notification]:
    return list(Notification.objects.filter(employee=person, key__startswith="remind:").order_by("pk"))


def only(agency: Agency, *people: Employee) -> None:
    """Leave the appraisals of these people as the only ones that anybody could be late with."""
    for appraisal in Appraisal.objects.alive().exclude(employee__in=people):
        workflow.perform(appraisal, "close_in_error", by=closer(agency, appraisal), note="Bukan bagian uji.")


def closer(agency: Agency, appraisal: Appraisal) -> Employee:
    """Personnel close any appraisal but their own."""
    if appraisal.employee_id != agency.personnel.pk:
        return agency.personnel
    return agency.unit_personnel


@pytest.mark.parametrize(
    ("limit", "call"),
    [
        (date(2026, 3, 31), None),  # sixteen working days away
        (date(2026, 3, 30), Call.FIRST),  # fifteen
        (date(2026, 3, 27), None),
        (date(2026, 3, 18), Call.SECOND),  # seven
        (date(2026, 3, 11), Call.LAST),  # two
        (MONDAY, None),
        (date(2026, 3, 8), Call.LATE),  # the Sunday before: this is the first working day after it
        (date(2026, 3, 6), Call.LATE),
        (date(2026, 3, 5), None),
        (date(2026, 2, 27), Call.LATE),  # five working days after the first of these calls
    ],
)
def test_an_unproposed_skp_is_called_three_times_and_while_it_is_late(
    agency: Agency, limit: date, call: Call | None
) -> None:
    """Set by the end of January, or what the agency sets (text line 405); days are working days."""
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(limit)

    assert [one.call for _person, one in reminders.due(MONDAY)] == ([call] if call else [])
    assert reminded("propose") == (["Budi Pegawai"] if call else [])


def test_holidays_bring_a_call_forward(agency: Agency) -> None:
    """Without the holiday Thursday the 12th is three working days away, with it two."""
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(date(2026, 3, 12))
    assert reminded("propose") == []
    Holiday.objects.create(day=date(2026, 3, 11), name="Cuti bersama")

    assert reminded("propose", call=Call.LAST) == ["Budi Pegawai"]


@pytest.mark.parametrize("day", [date(2026, 3, 14), date(2026, 3, 15), date(2026, 3, 16)])
def test_days_off_are_quiet(agency: Agency, day: date) -> None:
    factories.make_appraisal(agency)
    limit_skp(date(2026, 3, 13))
    Holiday.objects.create(day=date(2026, 3, 16), name="Hari libur")

    assert reminders.send(day) is None
    assert not Notification.objects.filter(key__startswith="remind:").exists()
    reminders.send(date(2026, 3, 17))
    assert {line.key.split(":")[2] for line in lines(agency.staff)} == {"late"}


def test_what_a_stopped_server_missed_goes_on_the_next_working_day_once(agency: Agency) -> None:
    """The call of Wednesday the 11th (two working days before Friday) goes out on Thursday."""
    factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(date(2026, 3, 13))
    reminders.send(date(2026, 3, 10))
    assert lines(agency.staff) == []

    reminders.send(date(2026, 3, 12))
    reminders.send(date(2026, 3, 13))

    (line,) = lines(agency.staff)
    assert line.key == "remind:propose:last:2026-03-12"
    assert "1 hari kerja lagi" in line.title


def test_the_superior_hears_of_it_then_the_superiors_superior_and_nobody_of_a_vacant_post(
    agency: Agency,
) -> None:
    """Three and eight working days after the limit (the usual plan); the names stand in the inbox only."""
    appraisal = factories.make_appraisal(agency)
    only(agency, agency.staff)
    three, eight = date(2026, 3, 4), date(2026, 2, 25)
    for limit, call, who in ((three, Call.SUPERIOR, agency.superior), (eight, Call.HIGHER, agency.head)):
        limit_skp(limit)
        assert reminded("propose", call=call) == [who.name]
    limit_skp(three)
    reminders.send(MONDAY)
    (line,) = lines(agency.superior)
    assert line.title == "SKP belum diajukan (Budi Pegawai): terlambat, batasnya 4 Maret 2026"
    assert line.url == appraisal.get_absolute_url()
    payload = Outbox.objects.get(kind="digest", payload__employee=agency.superior.pk).payload
    assert "Budi" not in str(payload)

    Employee.objects.filter(pk=agency.superior.pk).update(active=False)
    assert reminded("propose", call=Call.SUPERIOR) == ["Hendra Kepala"]
    Employee.objects.filter(pk=agency.staff.pk).update(active=False)
    assert reminded("propose") == []


def test_above_a_reviewer_stand_the_superiors_of_his_post(agency: Agency) -> None:
    """The usual plan of a decision: one and three working days after its limit."""
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    factories.place_above(agency.head, agency.personnel)
    workflow.perform(evaluation, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
    Evaluation.objects.filter(pk=evaluation.pk).update(decide_due_on=date(2026, 3, 6))

    assert reminded("decide", call=Call.LATE) == ["Hendra Kepala"]
    assert reminded("decide", call=Call.SUPERIOR) == ["Dewi Kepegawaian"]
    (line,) = [one for _p, one in reminders.due(MONDAY) if one.call == Call.SUPERIOR]
    assert line.asked[agency.head.pk] == "Hendra Kepala"


@pytest.mark.parametrize(
    ("status", "stage", "who"),
    [
        (EvaluationStatus.OPEN, "self", "staff"),
        (EvaluationStatus.ASSESSED, "rating", "superior"),
        (EvaluationStatus.RATED, "deliver", "superior"),
        (EvaluationStatus.DELIVERED, "reply", "staff"),
        (EvaluationStatus.FINAL, "", ""),
    ],
)
def test_an_evaluation_reminds_whose_turn_it_is(agency: Agency, status: str, stage: str, who: str) -> None:
    evaluation = factories.make_evaluation(agency, status)
    only(agency, agency.staff)
    type(evaluation).objects.filter(pk=evaluation.pk).update(
        opens_on=MONDAY, self_due_on=TOMORROW, ends_on=TOMORROW, reply_due_on=TOMORROW
    )
    evaluation.appraisal.period.windows.update(opens_on=TOMORROW, self_due_on=TOMORROW, ends_on=TOMORROW)

    found = [(one.stage.code, person.name) for person, one in reminders.due(MONDAY)]

    assert found == ([(stage, getattr(agency, who).name)] if stage else [])


def test_a_proposed_skp_reminds_the_appraiser(agency: Agency) -> None:
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    only(agency, agency.staff)
    limit_skp(TOMORROW)

    assert (reminded("set"), reminded("propose")) == (["Siti Atasan"], [])


def test_a_question_about_a_rating_reminds_early_and_only_until_it_is_answered(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    for about in ("results", "behaviour"):
        workflow.perform(evaluation, f"ask_{about}", by=agency.staff, note="Mengapa?")
    evaluation.refresh_from_db()
    assert evaluation.reply_due_on is not None
    day = working_day_before(evaluation.reply_due_on, 5, set())

    assert reminded("explanation", day) == ["Siti Atasan"]
    (asked,) = [one for _person, one in reminders.due(day) if one.stage.code == "explanation"]
    assert len(asked.matters) == 1

    for about in ("results", "behaviour"):
        workflow.perform(evaluation, f"answer_{about}", by=agency.superior, note="Karena target tercapai.")
    assert reminded("explanation", day) == []


def test_somebody_who_signed_has_answered(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    evaluation.refresh_from_db()
    assert evaluation.reply_due_on is not None
    day = working_day_before(evaluation.reply_due_on, 3, set())
    assert reminded("reply", day) == ["Budi Pegawai"]

    workflow.perform(evaluation, "sign", by=agency.staff)

    assert reminded("reply", day) == []


def test_nobody_inactive_outside_the_service_or_closed_is_reminded(agency: Agency) -> None:
    """One cause each: the same appraisal reminds before and does not after."""
    appraisal = factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    only(agency, agency.staff)
    limit_skp(TOMORROW)
    assert reminded("set") == ["Siti Atasan"]

    Employee.objects.filter(pk=agency.superior.pk).update(active=False)
    assert reminded("set") == []
    Party.objects.filter(appraisal=appraisal, role=PartyRole.APPRAISER).update(employee=agency.mayor)
    assert reminded("set") == []
    Party.objects.filter(appraisal=appraisal, role=PartyRole.APPRAISER).update(employee=agency.head)
    assert reminded("set") == ["Hendra Kepala"]
    workflow.perform(appraisal, "close_in_error", by=agency.personnel, note="Keliru.")
    assert reminded("set") == []


def test_only_the_party_of_the_day_is_reminded(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    only(agency, agency.staff)
    limit_skp(TOMORROW)
    old = Party.objects.get(appraisal=appraisal, role=PartyRole.APPRAISER)
    Party.objects.filter(pk=old.pk).update(ends_on=MONDAY - timedelta(1))
    old.pk, old.employee, old.starts_on = None, agency.head, MONDAY
    old.save()

    assert reminded("set") == ["Hendra Kepala"]


def test_many_matters_make_one_line_that_counts_and_names_five(agency: Agency) -> None:
    for number in range(7):
        person = factories.make_employee(f"Anggota {number}")
        factories.place(person, agency.section, agency.superior)
    factories.make_appraisal(agency)
    members = Employee.objects.filter(name__startswith="Anggota")
    only(agency, *members)
    for member in members:
        factories.make_appraisal(agency, AppraisalStatus.PROPOSED, employee=member)
    limit_skp(date(2026, 3, 6))

    reminders.send(MONDAY)

    line = Notification.objects.get(employee=agency.superior, key=f"remind:set:late:{MONDAY}")
    assert line.title == "7 SKP menunggu penetapan Anda: terlambat, batasnya 6 Maret 2026"
    assert line.body.count("Anggota") == 5
    assert line.body.endswith("dan 2 lainnya")
    assert "terlambat, batasnya 6 Maret 2026" in line.body
    assert line.url == "/"


def test_an_empty_call_of_a_period_is_not_made_and_a_new_year_takes_the_plans_along(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    only(agency, agency.staff)
    limit_skp(date(2026, 3, 6))
    stage, period = BY_CODE["propose"], appraisal.period
    reminder_plans.save(period, stage, Plan(first=4), by=agency.personnel, version=0)
    assert reminded("propose") == []
    limit_skp(date(2026, 3, 13))
    assert reminded("propose", call=Call.FIRST) == ["Budi Pegawai"]
    with pytest.raises(workflow.Conflict):
        reminder_plans.save(period, stage, Plan(), by=agency.personnel, version=0)

    made = make_period(2027, by=agency.personnel)

    assert ReminderSchedule.objects.get(period=made).plan == Plan(first=4)


def test_the_leader_above_is_called_for_units_without_a_result(agency: Agency) -> None:
    """The office's own setter is the mayor, who has no account: the desk lists that one."""
    period = factories.make_period(status="OPEN")
    period.windows.update(opens_on=MONDAY, self_due_on=date(2026, 3, 11), ends_on=date(2026, 3, 11))
    assert reminded("unit_result", call=Call.LAST) == ["Hendra Kepala"]
    (one,) = [one for _person, one in reminders.due(MONDAY)]
    assert one.matters[0].name == "Bidang Guru"
    assert "masa=AKHIR" in one.matters[0].url
    UnitRating.objects.create(unit=agency.section, period=period, predicate="GOOD", set_on=MONDAY)
    assert reminded("unit_result") == []


def test_a_signer_is_called_for_what_he_has_not_reported(agency: Agency) -> None:
    report = reporting.create(factories.make_evaluation(agency, "DELIVERED"))
    only(agency, agency.staff)
    Report.objects.update(due_on=TOMORROW)
    assert reminded("report") == ["Siti Atasan"]
    Report.objects.update(due_on=date(2026, 3, 4))
    assert reminded("report", call=Call.SUPERIOR) == ["Hendra Kepala"]
    Report.objects.update(sent_by=agency.superior, sent_at=report.signed_at)
    assert reminded("report") == []


def test_a_paper_that_was_not_handed_over_calls_its_signer(agency: Agency) -> None:
    """The signer's duty: at most 14 working days after the signature (text line 4712)."""
    factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    Evaluation.objects.update(received_at=None, reply_due_on=None, receipt_due_on=TOMORROW)
    assert reminded("hand_over", call=Call.LAST) == ["Siti Atasan"]


def test_both_sides_of_an_objection_are_called_to_explain_it(agency: Agency) -> None:
    """Both are asked for their explanation (text line 4870)."""
    evaluation = factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    only(agency, agency.staff)
    workflow.perform(evaluation, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
    Objection.objects.update(explain_due_on=MONDAY + timedelta(2))
    assert (reminded("objector"), reminded("objected")) == (["Budi Pegawai"], ["Siti Atasan"])
    workflow.perform(evaluation, "explain_as_appraisee", by=agency.staff, note="Buktinya terlampir.")
    assert (reminded("objector"), reminded("objected")) == ([], ["Siti Atasan"])
