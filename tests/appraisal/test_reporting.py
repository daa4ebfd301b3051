"""Reports to the PyB: due by the rule, sent by the signer, replaced by D.1.3 (text lines 4694-4795)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from appraisal import report_sending, reporting
from appraisal.models import Evaluation, Event, Origin, Period, Report
from appraisal.workflow import Refused
from employees.models import Holiday
from tests import factories, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(agency):
    return factories.make_evaluation(agency, "DELIVERED")


def reported(evaluation: Evaluation) -> Report:
    """The report of its signature, whether the step made it already or not."""
    return reporting.create(evaluation)


# --- the limit ----------------------------------------------------------------------
def test_thirty_working_days_after_the_window_whenever_it_was_signed():
    """Line 4771: window to Friday 30 January 2026; day 1 is Monday 2 February, day 30 is Friday 13 March."""
    assert reporting.due_on(date(2026, 1, 30), date(2026, 1, 5)) == date(2026, 3, 13)


def test_holidays_do_not_count():
    Holiday.objects.create(day=date(2026, 2, 17), name="Imlek")
    assert reporting.due_on(date(2026, 1, 30), date(2026, 1, 5)) == date(2026, 3, 16)


def test_what_is_signed_after_the_limit_gets_days_of_its_own():
    assert reporting.due_on(date(2026, 1, 30), date(2026, 3, 16)) == date(2026, 3, 25)


# --- one report a signature ------------------------------------------------------------
def test_a_signature_makes_one_report_however_often_it_is_asked_for(signed):
    report = reported(signed)
    assert reporting.create(signed) == report
    assert Report.objects.count() == 1
    assert (report.form, report.sender, report.receiver) == (
        "D.1.1",
        signed.signed_by,
        signed.appraisal.period.report_receiver,
    )
    assert report.due_on == reporting.due_on(signed.ends_on, timezone.localdate())


def test_the_reviewers_document_is_d_1_2(agency, signed):
    """Line 4791."""
    Report.objects.all().delete()
    signed.origin = Origin.REVIEWER
    assert reported(signed).form == "D.1.2"


def changed(agency, evaluation: Evaluation) -> Evaluation:
    """As a decision leaves it: signed anew by the reviewer."""
    evaluation.origin = Origin.OBJECTION
    evaluation.signed_at, evaluation.signed_by = timezone.now(), agency.head
    evaluation.save()
    return evaluation


def test_d_1_3_replaces_the_earlier_document_whether_it_was_sent_or_not(agency, signed):
    first = reported(signed)
    report_sending.send([first], by=agency.superior.user)
    second = reporting.create(changed(agency, signed))
    first.refresh_from_db()
    assert (first.replaced_by, second.form, second.sender) == (second, "D.1.3", agency.head)
    with pytest.raises(Refused, match="sudah diganti"):
        report_sending.send([first], by=agency.superior.user)


def test_an_unsigned_evaluation_has_no_report(agency):
    with pytest.raises(ValueError, match="unsigned"):
        reporting.create(factories.make_evaluation(agency, "RATED"))


def test_taking_the_signature_back_takes_the_unsent_report_with_it(signed):
    reported(signed)
    reporting.withdraw(signed)
    assert not Report.objects.exists()


def test_what_was_sent_stays_on_record_until_a_new_signature_replaces_it(agency, signed):
    report = reported(signed)
    report_sending.send([report], by=agency.superior.user)
    reporting.withdraw(signed)
    assert Report.objects.get() == report


def test_a_reopened_decision_leaves_the_document_under_objection(agency, signed):
    first = reported(signed)
    reporting.create(changed(agency, signed))
    reporting.withdraw(signed)
    assert list(Report.objects.filter(replaced_by=None)) == [first]


@pytest.mark.parametrize(
    ("approach", "leads", "attached"),
    [
        ("QUANTITATIVE", False, ("C.1.3", "A.1.7")),
        ("QUANTITATIVE", True, ("C.1.2", "A.1.2")),
        ("QUALITATIVE", False, ("C.1.1", "A.1.6")),
        ("QUALITATIVE", True, ("C.1.1", "A.1.1")),
    ],
)
def test_the_document_goes_with_its_skp_and_its_result(signed, approach, leads, attached):
    """Line 4698."""
    report = reported(signed)
    report.evaluation.appraisal.period.approach = approach
    report.evaluation.appraisal.leads = leads
    assert reporting.attachments(report) == attached


# --- sending ------------------------------------------------------------------------
def test_the_signer_sends_and_the_history_says_to_whom(agency, signed):
    report = reported(signed)
    assert report_sending.send([report], by=agency.superior.user) == 1
    report.refresh_from_db()
    assert (report.sent_by, report.disputed) == (agency.superior, False)
    event = Event.objects.filter(action="report").get()
    assert (event.evaluation, event.actor, event.note) == (
        signed,
        agency.superior,
        f"Kepada {report.receiver}.",
    )


def test_a_document_under_objection_is_reported_as_such(agency, signed):
    """Line 4771."""
    report = reported(signed)
    Evaluation.objects.filter(pk=signed.pk).update(status="DISPUTED")
    report_sending.send([report], by=agency.superior.user)
    report.refresh_from_db()
    assert report.disputed
    assert "dalam keberatan" in Event.objects.get(action="report").label


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("head", "dikirim oleh Siti Atasan"),
        ("staff", "tentang diri sendiri"),
        ("unit_personnel", "punya akun sendiri"),
        ("other_unit_personnel", "dikirim oleh Siti Atasan"),
        ("auditor", "dikirim oleh Siti Atasan"),
    ],
)
def test_nobody_sends_for_a_signer_with_an_account(agency, signed, who, reason):
    with pytest.raises(Refused, match=reason):
        report_sending.send([reported(signed)], by=getattr(agency, who).user)
    assert not Report.objects.exclude(sent_at=None).exists()


def test_personnel_send_for_a_regional_head_without_an_account(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    report = reported(evaluation)
    Report.objects.update(sender=agency.mayor)
    report.refresh_from_db()
    report_sending.send([report], by=agency.unit_personnel.user)
    event = Event.objects.get(action="report")
    assert (event.actor, event.on_behalf_of) == (agency.unit_personnel, agency.mayor)


def test_sending_twice_is_refused(agency, signed):
    report = reported(signed)
    report_sending.send([report], by=agency.superior.user)
    with pytest.raises(Refused, match="sudah dilaporkan"):
        report_sending.send([report], by=agency.superior.user)


def test_one_that_may_not_be_sent_holds_all_back(agency, signed):
    other = factories.make_evaluation(agency, "DELIVERED", employee=agency.colleague)
    rows = [reported(signed), reported(other)]
    Report.objects.filter(pk=rows[1].pk).update(sender=agency.head)
    with pytest.raises(Refused, match="Rina Rekan"):
        report_sending.send(rows, by=agency.superior.user)
    assert not Report.objects.exclude(sent_at=None).exists()


# --- the pages ----------------------------------------------------------------------
def test_the_signer_sees_what_goes_with_a_document_and_sends_it(agency, signed, client):
    report = reported(signed)
    factories.sign_in(client, agency.superior)
    shown = client.get(reverse("reports"))
    assert [row.report for row in shown.context["rows"]] == [report]
    assert "Lampiran C.1.3 dan A.1.7" in shown.content.decode()
    client.post(reverse("reports_send"), {"pilih": [str(report.uuid)]})
    assert [row.report for row in client.get(reverse("reports")).context["rows"]] == []
    listed = client.get(reverse("reports"), {"status": "dilaporkan"}).context["rows"]
    assert [(row.report, row.label) for row in listed] == [(report, "Dilaporkan")]


def test_nothing_chosen_and_bent_addresses_send_nothing(agency, signed, client):
    reported(signed)
    factories.sign_in(client, agency.superior)
    for chosen in ([], ["bukan-uuid"]):
        response = client.post(reverse("reports_send"), {"pilih": chosen}, follow=True)
        assert "Belum ada dokumen yang dipilih" in response.content.decode()
    assert not Report.objects.exclude(sent_at=None).exists()


def test_somebody_elses_report_is_out_of_reach(agency, signed, client):
    report = reported(signed)
    factories.sign_in(client, agency.stranger)
    client.post(reverse("reports_send"), {"pilih": [str(report.uuid)]})
    assert not Report.objects.exclude(sent_at=None).exists()


def test_late_ones_are_shown_to_the_signer_his_superior_and_personnel(agency, client):
    with time_machine.travel(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), tick=False):
        report = reported(factories.make_evaluation(agency, "DELIVERED"))
    after = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    with time_machine.travel(after, tick=False):
        own = factories.sign_in(client, agency.superior).get(reverse("reports")).context
        assert [(row.report, row.label) for row in own["rows"]] == [(report, "Terlambat")]
        above = factories.sign_in(client, agency.head).get(reverse("reports")).context
        assert [row.report for row in above["below"]] == [report]
        desk = factories.sign_in(client, agency.unit_personnel)
        unit = desk.get(reverse("desk_reports")).context["page"][0]
        assert (unit.unit, unit.sent, unit.missing, unit.late) == (agency.section, 0, 1, 1)
        listed = desk.get(reverse("desk_report_list"), {"status": "terlambat"}).context["rows"]
        assert [row.report for row in listed] == [report]


def test_personnel_see_only_their_units(agency, signed, client):
    reported(signed)
    factories.sign_in(client, agency.other_unit_personnel)
    units = client.get(reverse("desk_reports")).context["page"]
    assert [row.unit for row in units] == [agency.other_office]
    assert not client.get(reverse("desk_report_list")).context["rows"]


def more(agency, count):
    period = Period.objects.get()
    for _ in range(count):
        person = factories.make_employee(login=False)
        factories.place(person, factories.make_unit(parent=agency.section), agency.superior)
        evaluation = factories.make_evaluation(agency, "OPEN", employee=person, period=period)
        now = timezone.now()
        Report.objects.create(
            evaluation=evaluation, form="D.1.1", signed_at=now, sender=agency.superior, receiver="PyB",
            due_on=timezone.localdate(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "who"),
    [("reports", "superior"), ("desk_reports", "personnel"), ("desk_report_list", "personnel")],
)
def test_a_list_asks_no_more_for_many_rows(name, who, agency, client):
    factories.make_evaluation(agency, "OPEN")
    more(agency, 1)
    factories.sign_in(client, getattr(agency, who))
    queries.assert_constant(client, reverse(name), lambda: more(agency, 15))
