"""The pages for people who move: look, apply, plan; lists with a constant number of questions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import planned
from appraisal.models import Appraisal, ClosedReason, Event, Party, PartyRole, Period, PlannedMove
from appraisal.opening import open_period
from employees.models import Employee, Leave, Placement
from tests import factories, queries

pytestmark = pytest.mark.django_db
APPRAISER = PartyRole.APPRAISER


def today():
    return timezone.localdate()


@pytest.fixture
def desk(agency, client):
    return factories.sign_in(client, agency.unit_personnel)


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency)


@pytest.fixture
def newcomer(agency):
    person = factories.make_employee("Pak Baru")
    factories.place(person, agency.office, agency.head, title="Kepala Bidang Baru")
    return person


def asked(newcomer, **more):
    return {
        "appraiser": newcomer.nip,
        "reviewer": "Hendra Kepala",
        "cause": "CORRECTION",
        "on": f"{today():%Y-%m-%d}",
        "reason": "Salah tercatat.",
    } | more


# --- one appraisal ----------------------------------------------------------------------
def test_a_look_shows_whose_turn_changes_and_writes_nothing(agency, desk, newcomer):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    answer = desk.get(reverse("parties", args=[appraisal.uuid]), asked(newcomer))
    text = answer.content.decode()
    assert "SKP: Tetapkan SKP" in text
    assert "Siti Atasan" in text
    assert "Pak Baru" in text
    assert appraisal.party(APPRAISER, today()).employee == agency.superior


def test_applying_changes_the_party_with_one_event(agency, desk, appraisal, newcomer):
    answer = desk.post(reverse("parties", args=[appraisal.uuid]), asked(newcomer), follow=True)
    assert "semua yang bersangkutan sudah diberi tahu" in answer.content.decode()
    assert appraisal.party(APPRAISER, today()).employee == newcomer
    assert Event.objects.filter(appraisal=appraisal, action="change_parties").count() == 1


def test_a_later_day_becomes_a_plan_that_the_page_shows(agency, desk, appraisal, newcomer):
    later = today() + timedelta(days=5)
    values = asked(newcomer, cause="MOVED", on=f"{later:%Y-%m-%d}")
    answer = desk.post(reverse("parties", args=[appraisal.uuid]), values, follow=True)
    assert "Pejabat penilai berganti direncanakan pada" in answer.content.decode()
    listed = desk.get(reverse("plans")).content.decode()
    assert "Budi Pegawai" in listed
    plan = PlannedMove.objects.get()
    desk.post(reverse("plan_cancel", args=[plan.uuid]))
    assert not planned.waiting().exists()


def test_what_is_refused_keeps_everything_typed(agency, desk, appraisal, newcomer):
    values = asked(newcomer, appraiser="Hendra Kepala", reason="Alasan yang panjang.")
    answer = desk.post(reverse("parties", args=[appraisal.uuid]), values)
    assert answer.status_code == 409
    assert "Alasan yang panjang." in answer.content.decode()
    assert "sekaligus atasannya" in answer.content.decode()


def test_a_person_who_is_not_found_is_told_beside_the_field(desk, appraisal, newcomer):
    answer = desk.post(reverse("parties", args=[appraisal.uuid]), asked(newcomer, appraiser="Tidak Ada"))
    assert answer.status_code == 422
    assert "Tidak ada pegawai aktif" in answer.content.decode()


def test_ones_own_appraisal_is_not_there(agency, desk, appraisal):
    own = Appraisal.objects.get(employee=agency.unit_personnel)
    for name in ("parties", "move", "close_appraisal", "study_leave"):
        assert desk.get(reverse(name, args=[own.uuid])).status_code == 404


# --- move, close, study leave -------------------------------------------------------------
def test_moving_somebody_names_the_head_of_the_new_unit_by_itself(agency, desk, appraisal, newcomer):
    agency.office.head, target = (
        newcomer,
        factories.make_unit("UPTD Baru", parent=agency.office, head=newcomer),
    )
    values = {"unit": str(target.uuid), "on": f"{today():%Y-%m-%d}", "note": "SK 1/2026."}
    look = desk.get(reverse("move", args=[appraisal.uuid]), values).content.decode()
    assert "Pak Baru" in look
    assert "Hendra Kepala" in look
    desk.post(reverse("move", args=[appraisal.uuid]), values)
    new = Appraisal.objects.get(predecessor=appraisal)
    assert new.party(APPRAISER, today()).employee == newcomer
    page = desk.get(reverse("parties", args=[appraisal.uuid])).content.decode()
    assert "Buka kinerja di unit baru" in page


def test_closing_a_retirement(agency, desk, appraisal):
    values = {"reason": "RETIRED", "on": f"{today():%Y-%m-%d}", "note": "SK pensiun 3/2026."}
    answer = desk.post(reverse("close_appraisal", args=[appraisal.uuid]), values, follow=True)
    assert "Kinerja ini ditutup: pensiun" in answer.content.decode()
    appraisal.refresh_from_db()
    assert appraisal.closed_reason == ClosedReason.RETIRED


def test_who_dropped_out_of_study_leave_is_marked_with_a_reason(agency, desk, appraisal):
    """Only Kurang or Sangat Kurang (text line 4176): the mark is set here, the guard reads it."""
    url = reverse("study_leave", args=[appraisal.uuid])
    assert desk.post(url, {"dropped": "on", "reason": ""}).status_code == 422
    desk.post(url, {"dropped": "on", "reason": "Surat kampus 9/2026."})
    appraisal.refresh_from_db()
    assert appraisal.study_leave_dropped
    assert Event.objects.get(appraisal=appraisal, action="study_leave").note == "Surat kampus 9/2026."
    assert desk.post(url, {"dropped": "on", "reason": "Lagi."}).status_code == 409


# --- many, differences, vacancies ----------------------------------------------------------
def test_a_new_superior_for_everybody_under_the_old_one(agency, desk, appraisal, newcomer):
    values = {
        "old": agency.superior.nip, "new": newcomer.nip, "role": "APPRAISER", "cause": "MOVED",
        "on": f"{today():%Y-%m-%d}", "reason": "SK 7/2026.",
    }  # fmt: skip
    look = desk.get(reverse("party_mass"), values).content.decode()
    assert "2 pegawai" in look
    answer = desk.post(reverse("party_mass"), values, follow=True)
    assert "Pihak 2 pegawai diubah." in answer.content.decode()
    assert Party.objects.on(today()).filter(employee=newcomer, role=APPRAISER).count() == 2


def test_a_difference_is_taken_over_with_one_click(agency, desk, appraisal, newcomer):
    Placement.objects.filter(employee=agency.staff).update(superior=newcomer)
    assert "Pak Baru" in desk.get(reverse("party_differences")).content.decode()
    desk.post(reverse("party_align", args=[appraisal.uuid]))
    assert appraisal.party(APPRAISER, today()).employee == newcomer
    assert "Tidak ada selisih" in desk.get(reverse("party_differences")).content.decode()


def test_a_group_of_vacancies_is_filled_with_one_click(agency, desk, appraisal):
    Employee.objects.filter(pk=agency.superior.pk).update(active=False)
    assert "Bidang Guru" in desk.get(reverse("vacant_posts")).content.decode()
    values = {"unit": str(agency.section.uuid), "role": "APPRAISER", "last": str(agency.superior.uuid)}
    answer = desk.post(reverse("vacant_posts_fill"), values, follow=True)
    assert "Pihak 2 pegawai diubah." in answer.content.decode()
    assert appraisal.party(APPRAISER, today()).employee == agency.head


# --- leave and delegation -------------------------------------------------------------------
def test_leave_is_recorded_shortened_and_removed(agency, desk):
    url = reverse("leaves", args=[agency.staff.uuid])
    ends = today() + timedelta(days=9)
    values = {"kind": "ANNUAL", "starts_on": f"{today():%Y-%m-%d}", "ends_on": f"{ends:%Y-%m-%d}"}
    assert desk.post(url, values).status_code == 302
    leave = Leave.objects.get()
    desk.post(reverse("leave_end", args=[leave.uuid]), {"ends_on": f"{today():%Y-%m-%d}"})
    leave.refresh_from_db()
    assert leave.ends_on == today()
    desk.post(reverse("leave_delete", args=[leave.uuid]))
    assert not Leave.objects.exists()


def test_a_plh_is_recorded_and_ended(agency, desk):
    values = {
        "unit": str(agency.section.uuid), "person": agency.stranger.nip, "kind": "PLH",
        "starts_on": f"{today():%Y-%m-%d}", "ends_on": "", "reports_there": "",
    }  # fmt: skip
    answer = desk.post(reverse("delegations"), values, follow=True)
    assert "Joko Lain" in answer.content.decode()
    row = Placement.objects.get(kind="PLH")
    desk.post(reverse("delegation_end", args=[row.uuid]), {"ends_on": f"{today():%Y-%m-%d}"})
    row.refresh_from_db()
    assert row.ends_on == today()


# --- lists ----------------------------------------------------------------------------------
def more_people(agency, count):
    for _ in range(count):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    open_period(Period.objects.get(), by=agency.personnel)


def more_plans(agency, count):
    more_people(agency, count)
    rows = Appraisal.objects.exclude(planned_moves__isnull=False).exclude(employee=agency.unit_personnel)
    PlannedMove.objects.bulk_create(
        PlannedMove(
            appraisal=row, kind="CLOSE", closed_reason="RETIRED", on_day=today(), planned_by=agency.personnel,
            planned_at=timezone.now(),
        )
        for row in rows.filter(unit=agency.section)[:count]
    )  # fmt: skip


def more_delegates(agency, count):
    for _ in range(count):
        unit = factories.make_unit(parent=agency.office)
        Placement.objects.create(
            employee=factories.make_employee(login=False), unit=unit, position=factories.make_position(),
            kind="PLH", starts_on=today(),
        )  # fmt: skip


def vacant(agency, count):
    more_people(agency, count)
    Employee.objects.filter(pk=agency.superior.pk).update(active=False)


def different(agency, count):
    more_people(agency, count)
    Placement.objects.filter(unit=agency.section).exclude(employee=agency.superior).update(
        superior=agency.head
    )


LISTS = {
    "plans": more_plans,
    "delegations": more_delegates,
    "vacant_posts": vacant,
    "party_differences": different,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_no_more_for_fifty_rows_than_for_one(name, agency, desk, appraisal):
    LISTS[name](agency, 1)
    queries.assert_constant(desk, reverse(name), lambda: LISTS[name](agency, 49))


def test_the_people_of_a_mass_change_are_a_constant_list(agency, desk, appraisal, newcomer):
    values = f"?old={agency.superior.nip}&new={newcomer.nip}&role=APPRAISER&cause=MOVED&reason=SK&on={today():%Y-%m-%d}"
    queries.assert_constant(desk, reverse("party_mass") + values, lambda: more_people(agency, 49))
