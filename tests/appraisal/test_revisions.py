"""A change of the SKP inside RUNNING: who may, what the old and the new SKP are, and what stays of the old."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from appraisal import revision_steps, revisions, workflow
from appraisal.evaluation_rows import material
from appraisal.forms import ProgressForm
from appraisal.models import (
    Evaluation,
    Event,
    Party,
    ProgressEntry,
    SelfFigure,
    TargetIndicator,
    TargetRevision,
    WorkTarget,
)
from appraisal.revision_rows import indicator_data
from appraisal.views.progress import figures
from appraisal.visibility import FieldGroup
from appraisal.workflow import Conflict, Refused
from appraisal.working_days import working_day
from employees.models import Employee, Notification
from tests import factories

pytestmark = pytest.mark.django_db
Status, Cause = TargetRevision.Status, TargetRevision.Cause
NEW = {"result": "Aplikasi arsip dipakai lima bidang", "indicators": [{"text": "Bidang", "goal": "5 bidang"}]}


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency, "RUNNING")


@pytest.fixture
def revision(agency, appraisal):
    return revisions.open_revision(appraisal, by=agency.staff, reason="Tugas bertambah.")


def changed(revision, agency, text="Laporan layanan tersusun tiap bulan"):
    with revisions.editing(revision, by=agency.staff, version=revision.version) as row:
        revisions.put_target(row, row.new[0] | {"result": text})
    revision.refresh_from_db()
    return revision


def proposed(revision, agency):
    revisions.perform(changed(revision, agency), "propose", by=agency.staff)
    return revision


def results(appraisal):
    return list(appraisal.targets.values_list("result", flat=True))


# --- opening ----------------------------------------------------------------------
def test_appraisee_and_appraiser_get_the_same_one_open_revision(agency, appraisal, revision):
    assert revisions.open_revision(appraisal, by=agency.superior) == revision
    assert revision.old == revision.new
    assert [one["result"] for one in revision.old] == results(appraisal)
    assert Event.objects.get(action="revision_open").note == "Tugas bertambah."


@pytest.mark.parametrize("who", ["head", "personnel", "unit_personnel", "stranger", "auditor"])
def test_nobody_else_begins_a_change(who, agency, appraisal):
    with pytest.raises(Refused, match="hanya dapat dimulai"):
        revisions.open_revision(appraisal, by=getattr(agency, who))


def test_what_is_not_set_yet_is_changed_as_a_draft_and_not_by_a_revision(agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    with pytest.raises(Refused, match="sudah ditetapkan"):
        revisions.open_revision(appraisal, by=agency.staff)


def test_a_rated_year_is_not_changed_any_more(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    with pytest.raises(Refused, match="sudah dinilai"):
        revisions.open_revision(evaluation.appraisal, by=agency.staff)


# --- the old SKP holds until the new one is agreed -------------------------------------
def test_the_old_skp_holds_while_the_new_one_is_drafted_and_proposed(agency, appraisal, revision):
    before = results(appraisal)
    proposed(revision, agency)
    assert results(appraisal) == before
    revisions.perform(revision, "agree", by=agency.superior)
    assert results(appraisal) == ["Laporan layanan tersusun tiap bulan", before[1]]
    assert revision.status == Status.AGREED
    assert revision.decided_by == agency.superior
    assert revision.old[0]["result"] == before[0]


def test_a_change_in_june_adds_changes_and_drops_and_everything_written_before_stays(agency, appraisal):
    """The SKP may grow with feedback and new assignments all year (PermenPANRB 6/2022, text line 405)."""
    first, second = appraisal.targets.all()
    bare = factories.add_target(appraisal, "Belum disentuh", order=2)
    entry = ProgressEntry.objects.create(
        appraisal=appraisal, target=second, indicator=second.indicators.get(), day=date(2026, 5, 4), text="Lima",
        achieved=5,
    )  # fmt: skip
    revision = revisions.open_revision(appraisal, by=agency.staff, reason="Perubahan Juni.")
    with revisions.editing(revision, by=agency.staff, version=0) as row:
        revisions.remove_target(row, str(second.uuid))
        revisions.remove_target(row, str(bare.uuid))
    added = revisions.add_target(revision, NEW)
    revisions.perform(revision, "propose", by=agency.staff)
    revisions.perform(revision, "agree", by=agency.superior)
    assert list(appraisal.targets.all()) == [first, WorkTarget.objects.get(uuid=added)]
    second = WorkTarget.every.get(pk=second.pk)
    assert second.dropped_by == revision
    entry.refresh_from_db()
    assert (entry.target, entry.indicator) == (second, second.indicators.get())
    assert not WorkTarget.every.filter(pk=bare.pk).exists()


def test_an_indicator_with_figures_that_goes_keeps_them_beside_a_copy_of_its_target(agency, appraisal):
    target = appraisal.targets.first()
    old = target.indicators.get()
    entry = ProgressEntry.objects.create(
        appraisal=appraisal, target=target, indicator=old, day=date(2026, 5, 4), text="Lima", achieved=5
    )
    revision = revisions.open_revision(appraisal, by=agency.staff)
    with revisions.editing(revision, by=agency.staff, version=0) as row:
        revisions.put_target(row, row.new[0] | {"indicators": [one_indicator("Kepuasan pembaca")]})
    revisions.perform(revision, "propose", by=agency.staff)
    revisions.perform(revision, "agree", by=agency.superior)
    assert [one.text for one in target.indicators.all()] == ["Kepuasan pembaca"]
    old.refresh_from_db()
    entry.refresh_from_db()
    assert entry.indicator == old
    assert (old.target.dropped_by, old.target.result) == (revision, target.result)


def one_indicator(text):
    data = TargetIndicator(text=text, goal="80 persen", aspect="QUALITY")
    return indicator_data(data)


def test_an_untouched_indicator_keeps_its_row_and_what_was_said_of_it(agency):
    evaluation = factories.make_evaluation(agency, "OPEN")
    appraisal = evaluation.appraisal
    indicator = appraisal.targets.first().indicators.get()
    figure = SelfFigure.objects.create(evaluation=evaluation, indicator=indicator, text="Sepuluh laporan")
    revision = revisions.open_revision(appraisal, by=agency.staff)
    proposed(revision, agency)
    revisions.perform(revision, "agree", by=agency.superior)
    figure.refresh_from_db()
    assert figure.indicator == appraisal.targets.first().indicators.get()


def test_a_target_that_came_by_another_door_is_not_dropped(agency, appraisal, revision):
    later = factories.add_target(appraisal, "Datang belakangan", order=5)
    proposed(revision, agency)
    revisions.perform(revision, "agree", by=agency.superior)
    assert later in appraisal.targets.all()


# --- who takes which step -------------------------------------------------------------
def test_only_the_appraisee_proposes_and_only_the_appraiser_sets(agency, revision):
    changed(revision, agency)
    with pytest.raises(Refused, match="hanya untuk pegawai yang dinilai"):
        revisions.perform(revision, "propose", by=agency.superior)
    revisions.perform(revision, "propose", by=agency.staff)
    for person in (agency.staff, agency.personnel, agency.stranger):
        with pytest.raises(Refused, match="hanya untuk pejabat penilai kinerja"):
            revisions.perform(revision, "agree", by=person)


def test_an_unchanged_or_incomplete_skp_is_not_proposed(agency, appraisal, revision):
    with pytest.raises(Refused, match="Belum ada yang diubah"):
        revisions.perform(revision, "propose", by=agency.staff)
    revisions.add_target(revision, {"result": "Tanpa indikator"})
    with pytest.raises(Refused, match="Lengkapi indikator dan target untuk «Tanpa indikator»"):
        revisions.perform(revision, "propose", by=agency.staff)
    with revisions.editing(revision, by=agency.staff, version=None) as row:
        row.new = [one | {"kind": "ADDITIONAL"} for one in row.new]
    with pytest.raises(Refused, match="hasil kerja utama"):
        revisions.perform(revision, "propose", by=agency.staff)


def test_the_appraiser_refuses_with_a_note_and_the_old_skp_holds(agency, appraisal, revision):
    before = results(appraisal)
    proposed(revision, agency)
    with pytest.raises(Refused, match="Alasan menolak"):
        revisions.perform(revision, "refuse", by=agency.superior)
    revisions.perform(revision, "refuse", by=agency.superior, note="Belum perlu.")
    assert (revision.status, revision.decision_note) == (Status.REFUSED, "Belum perlu.")
    assert results(appraisal) == before
    assert revisions.open_revision(appraisal, by=agency.staff) != revision


def test_a_proposal_is_withdrawn_or_sent_back_before_it_is_changed(agency, revision):
    proposed(revision, agency)
    for action, person, note in (
        ("withdraw", agency.staff, ""),
        ("send_back", agency.superior, "Ambangnya?"),
    ):
        with pytest.raises(Refused, match="sudah diajukan"):
            changed(revision, agency)
        revisions.perform(revision, action, by=person, note=note)
        revisions.perform(changed(revision, agency, action), "propose", by=agency.staff)


def test_the_appraiser_sets_without_a_proposal_only_with_a_reason(agency, revision):
    changed(revision, agency)
    with pytest.raises(Refused, match="Alasan menetapkan tanpa pengajuan"):
        revisions.perform(revision, "agree_unproposed", by=agency.superior)
    revisions.perform(revision, "agree_unproposed", by=agency.superior, note="Disepakati dalam rapat.")
    assert revision.status == Status.AGREED


def test_the_reviewer_sets_from_the_twenty_first_working_day_on(agency, revision):
    """Product rule for text line 2680: 20 working days after the opening the appraiser's superior may set too."""
    proposed(revision, agency)
    revision.appraisal.period.windows.update(
        opens_on=date(2099, 1, 1), self_due_on=date(2099, 1, 1), ends_on=date(2099, 1, 1)
    )
    began = timezone.localdate()
    for opened in (began, began - timedelta(days=40)):
        due = revision_steps.last_day(revision.appraisal, opened)
        assert due == working_day(opened, 20)
        TargetRevision.objects.filter(pk=revision.pk).update(due_on=due)
        if opened == began:
            with pytest.raises(Refused, match="setelah itu Anda dapat menetapkannya"):
                revisions.perform(revision, "agree_by_reviewer", by=agency.head, note="Terlambat.")
    revisions.perform(revision, "agree_by_reviewer", by=agency.head, note="Pejabat penilai tidak menetapkan.")
    assert revision.decided_by == agency.head


def test_the_reviewer_sets_at_the_latest_when_the_yearly_window_opens(agency, revision):
    proposed(revision, agency)  # this world's yearly window opened five days ago
    assert revisions.reviewer_from(revision) <= timezone.localdate()
    revisions.perform(revision, "agree_by_reviewer", by=agency.head, note="Masa evaluasi dimulai.")
    assert revision.status == Status.AGREED


def test_personnel_records_the_act_of_an_appraiser_without_an_account(agency):
    appraisal = factories.make_appraisal(agency, employee=agency.head, targets=1)
    workflow.perform(appraisal, "propose", by=agency.head)
    workflow.perform(
        appraisal, "set", by=agency.personnel, on_behalf_of=agency.mayor, scan=factories.signed_file()
    )
    revision = revisions.open_revision(appraisal, by=agency.head)
    with revisions.editing(revision, by=agency.head, version=0) as row:
        row.new[0]["result"] = "Layanan sekolah membaik"
    revisions.perform(revision, "propose", by=agency.head)
    with pytest.raises(workflow.Refused, match="Lampirkan"):
        revisions.perform(revision, "agree", by=agency.personnel)
    event = revisions.perform(revision, "agree", by=agency.personnel, scan=factories.signed_file())
    assert (event.actor, event.on_behalf_of) == (agency.personnel, agency.mayor)
    assert revision.decided_by == agency.mayor


# --- a new appraiser ------------------------------------------------------------------
def new_appraiser(appraisal, person):
    rows = Party.objects.filter(appraisal=appraisal, role="APPRAISER")
    rows.update(employee=person, name=person.full_name)


def test_a_new_appraiser_sets_the_skp_anew_unchanged_by_one_click(agency, appraisal):
    """Appraiser moves: the SKP is agreed anew with the new one (text line 2688)."""
    new_appraiser(appraisal, agency.colleague)
    revision = revisions.open_revision(appraisal, by=agency.personnel, cause=Cause.NEW_APPRAISER)
    with pytest.raises(Refused, match="hanya untuk pejabat penilai kinerja"):
        revisions.perform(revision, "confirm_unchanged", by=agency.superior)
    with pytest.raises(Refused, match="tetap perlu menetapkan"):
        revisions.perform(revision, "discard", by=agency.colleague)
    before = results(appraisal)
    revisions.perform(revision, "confirm_unchanged", by=agency.colleague)
    assert (revision.status, results(appraisal)) == (Status.AGREED, before)


def test_a_new_appraiser_takes_over_a_change_that_is_open(agency, appraisal, revision):
    again = revisions.open_revision(appraisal, by=None, cause=Cause.NEW_APPRAISER)
    assert (again, again.cause) == (revision, Cause.NEW_APPRAISER)


def test_one_click_is_only_for_a_new_appraiser_and_only_without_a_change(agency, appraisal, revision):
    with pytest.raises(Refused, match="yang baru"):
        revisions.perform(revision, "confirm_unchanged", by=agency.superior)
    revisions.open_revision(appraisal, by=None, cause=Cause.NEW_APPRAISER)
    changed(revision, agency)
    with pytest.raises(Refused, match="sudah diubah"):
        revisions.perform(revision, "confirm_unchanged", by=agency.superior)


# --- ends -----------------------------------------------------------------------------
def test_an_open_revision_lapses_when_the_year_is_rated(agency, appraisal, revision):
    revisions.lapse(appraisal)
    revision.refresh_from_db()
    assert revision.status == Status.LAPSED
    assert Event.objects.get(action="revision_lapse").actor is None
    revisions.lapse(appraisal)
    assert Event.objects.filter(action="revision_lapse").count() == 1


def test_a_draft_is_thrown_away_and_a_finished_one_is_left_alone(agency, revision):
    revisions.perform(revision, "discard", by=agency.superior)
    assert revision.status == Status.LAPSED
    for action in ("propose", "discard"):
        with pytest.raises(Refused, match="tidak berlaku"):
            revisions.perform(revision, action, by=agency.staff)
    with pytest.raises(Refused, match="sudah selesai"):
        revisions.add_target(revision, NEW)


# --- versions and telling -----------------------------------------------------------
def test_two_tabs_do_not_overwrite_each_other_and_nobody_sets_what_he_did_not_see(agency, revision):
    seen = revision.version
    changed(revision, agency)
    with pytest.raises(Conflict), revisions.editing(revision, by=agency.superior, version=seen):
        pass
    revisions.perform(revision, "propose", by=agency.staff)
    shown = revision.version
    revisions.add_target(revision, NEW)
    with pytest.raises(Conflict):
        revisions.perform(revision, "agree", by=agency.superior, version=shown)


def test_the_other_side_is_told(agency, revision):
    proposed(revision, agency)
    assert Notification.objects.filter(
        employee=agency.superior, title__startswith="Perubahan SKP diajukan"
    ).exists()
    revisions.perform(revision, "agree", by=agency.superior)
    line = Notification.objects.get(employee=agency.staff, title__startswith="Perubahan SKP ditetapkan")
    assert line.url.endswith(f"{revision.uuid}/")


def test_every_button_that_is_offered_works_and_no_other(agency, revision):
    proposed(revision, agency)
    everybody = Employee.objects.exclude(kind="NON_ASN")
    for person in everybody:
        open_ = {step.action for step, blocked, _ in revisions.offered(revision, person).steps if not blocked}
        assert open_ == {name for name in revisions.STEPS if not revisions.refusal(revision, name, person)}


# --- what is signed -------------------------------------------------------------------
def test_a_signed_evaluation_keeps_the_skp_that_it_was_signed_on(agency, client):
    """A periodic evaluation is signed, then the SKP changes: its page still shows what was signed."""
    year = factories.make_evaluation(agency, "OPEN")
    appraisal = year.appraisal
    first, second = appraisal.targets.all()
    signed = Evaluation.objects.create(
        appraisal=appraisal, window="TW1", opens_on=date(2026, 3, 20), self_due_on=date(2026, 4, 1),
        ends_on=date(2026, 4, 15), status="DELIVERED", predicate="GOOD", rated_at=timezone.now(),
        signed_at=timezone.now(), signed_by=agency.superior,
    )  # fmt: skip
    SelfFigure.objects.create(evaluation=signed, indicator=first.indicators.get(), text="Tiga laporan")
    before = [row.target.result for row in material(signed, frozenset(FieldGroup)).targets]
    revision = revisions.open_revision(appraisal, by=agency.staff)
    with revisions.editing(revision, by=agency.staff, version=0) as row:
        row.new[0] = row.new[0] | {"result": "Hasil baru", "indicators": [one_indicator("Kepuasan")]}
        revisions.remove_target(row, str(second.uuid))
    revisions.perform(revision, "propose", by=agency.staff)
    revisions.perform(revision, "agree", by=agency.superior)
    shown = material(signed, frozenset(FieldGroup)).targets
    assert [row.target.result for row in shown] == before
    assert [one.indicator.text for one in shown[0].indicators] == ["Jumlah laporan yang tersusun"]
    assert shown[0].indicators[0].own.text == "Tiga laporan"
    assert [row.target.result for row in material(year, frozenset(FieldGroup)).targets] == ["Hasil baru"]
    factories.sign_in(client, agency.superior)
    assert before[1] in client.get(signed.get_absolute_url()).content.decode()


def test_an_entry_keeps_the_result_that_was_taken_out_and_no_other_entry_is_offered_it(agency, appraisal):
    first, second = appraisal.targets.all()
    entry = ProgressEntry.objects.create(
        appraisal=appraisal, target=second, day=timezone.localdate(), text="Ada", achieved=1,
        indicator=second.indicators.get(),
    )  # fmt: skip
    revision = revisions.open_revision(appraisal, by=agency.staff)
    with revisions.editing(revision, by=agency.staff, version=0) as row:
        revisions.remove_target(row, str(second.uuid))
    revisions.perform(revision, "propose", by=agency.staff)
    revisions.perform(revision, "agree", by=agency.superior)
    today = timezone.localdate()
    old = ProgressForm(instance=entry, appraisal=appraisal, today=today)
    new = ProgressForm(instance=ProgressEntry(appraisal=appraisal), appraisal=appraisal, today=today)
    assert (set(old.fields["target"].queryset), set(new.fields["target"].queryset)) == (
        {first, second},
        {first},
    )
    assert second.indicators.get() not in new.fields["indicator"].queryset
    assert [one.indicator.target for one in figures(appraisal)] == [first]
