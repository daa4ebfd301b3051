from datetime import date, timedelta

import pytest

from appraisal.models import Party
from employees.models import Employee, Placement, User
from tests import factories
from tests.employees.import_files import (
    AS_OF,
    OFFICE,
    SECTION,
    nip,
    now_at,
    person,
    run,
    said,
    stored,
    superior,
    three_people,
    three_units,
)

pytestmark = pytest.mark.django_db


# --- placements --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("since", "start"),
    [
        ("01-01-2023", date(2023, 1, 1)),
        ("", AS_OF),
        ("03-03-2026", AS_OF),
        ("02-03-2026", AS_OF),
        ("01-01-1990", AS_OF),
    ],
)
def test_the_first_placement_begins_with_the_post_where_that_can_be_true(since: str, start: date) -> None:
    run([person(9, nama="Sari", tmt_jabatan=since)], three_units())
    assert now_at("Sari").starts_on == start


def test_a_move_closes_the_old_placement_the_day_before_and_opens_a_new_one() -> None:
    run(three_people(), three_units())
    people = three_people()
    people[2]["unor_id"] = OFFICE
    later = AS_OF + timedelta(days=40)
    report = run(people, three_units(), as_of=later)
    assert (report.people.updated, report.people.unchanged) == (1, 2)
    old, new = Placement.objects.filter(employee__name="Budi").order_by("starts_on")
    assert (old.unit.siasn_id, old.ends_on) == (SECTION, later - timedelta(days=1))
    assert (new.unit.siasn_id, new.starts_on, new.ends_on) == (OFFICE, later, None)


def test_a_new_head_moves_everybody_below_to_a_new_placement() -> None:
    run(three_people(), three_units())
    report = run(three_people(), three_units(section_head="p3"), as_of=AS_OF + timedelta(days=1))
    assert (superior("Wulan"), superior("Budi")) == ("Budi", "Hendra")
    assert report.people.updated == 2


def test_a_correction_on_the_same_day_mends_the_placement_of_that_day() -> None:
    run([person(9, nama="Sari", tmt_jabatan="")], three_units())
    run([person(9, nama="Sari", tmt_jabatan="", unor_id=OFFICE)], three_units())
    assert now_at("Sari").unit.siasn_id == OFFICE
    assert Placement.objects.count() == 1


def test_older_data_never_rewrites_a_placement_that_began_later() -> None:
    run([person(9, nama="Sari", tmt_jabatan="")], three_units())
    old = [person(9, nama="Sari", tmt_jabatan="", unor_id=OFFICE)]
    report = run(old, three_units(), as_of=AS_OF - timedelta(days=9))
    assert any("sesudah tanggal impor" in each.message for each in report.warnings)
    assert now_at("Sari").unit.siasn_id == SECTION


def test_an_import_never_alters_the_parties_of_an_appraisal() -> None:
    agency = factories.make_agency()
    factories.make_appraisal(agency)
    before = list(Party.objects.order_by("pk").values())
    assert before
    people = [
        person(1, nip_baru=agency.staff.nip, nama="Budi", unor_id=OFFICE),
        person(2, nip_baru=agency.superior.nip, unor_id=SECTION),
    ]
    report = run(people, three_units(head="p2", section_head="p1"))
    assert report.people.updated == 2
    assert list(Party.objects.order_by("pk").values()) == before


# --- people and accounts -----------------------------------------------------------------------------------
def test_everybody_gets_an_account_that_nobody_can_open_yet() -> None:
    run(three_people(), three_units())
    user = stored("Budi").user
    assert (user.username, user.is_active, user.has_usable_password()) == (nip(3), True, False)
    assert not user.check_password("")


def test_retirement_ends_the_account_and_its_sessions_and_return_opens_it_again() -> None:
    run(three_people(), three_units())
    people = three_people()
    people[2]["kedudukan_hukum"] = "Pensiun"
    before = stored("Budi").user.session_epoch
    run(people, three_units())
    budi = stored("Budi")
    assert (budi.active, budi.user.is_active) == (False, False)
    assert budi.user.session_epoch == before + 1
    run(three_people(), three_units())
    assert stored("Budi").active
    assert stored("Budi").user.is_active


def test_a_repeated_import_does_not_undo_what_personnel_decided_since() -> None:
    run(three_people(), three_units())
    Employee.objects.filter(name="Budi").update(active=False)
    User.objects.filter(employee__name="Budi").update(is_active=False)
    assert run(three_people(), three_units()).people.updated == 0
    assert not stored("Budi").active


def test_the_key_is_pns_id_and_else_the_nip() -> None:
    known = factories.make_employee("Lama", nip=nip(3))
    run(three_people(), three_units())
    known.refresh_from_db()
    assert (known.name, known.siasn_id) == ("Budi", "p3")
    people = three_people()
    people[2] |= {"nip_baru": nip(30), "nama": "Budi Baru"}
    report = run(people, three_units())
    known.refresh_from_db()
    assert (known.name, known.nip, known.user.username) == ("Budi Baru", nip(30), nip(30))
    assert report.people.updated == 1


def test_a_nip_that_belongs_to_somebody_else_is_refused() -> None:
    run(three_people(), three_units())
    people = three_people()
    people[1] |= {"nip_baru": nip(40)}
    people[2] |= {"nip_baru": nip(2)}
    report = run(people, three_units())
    assert said(report.rejected) == [(4, "nip_baru")]
    assert "Wulan" in report.rejected[0].message
    assert stored("Budi").nip == nip(3)


def test_an_empty_contact_or_unknown_rank_leaves_what_is_stored() -> None:
    first = person(9, nama="Sari", email="sari@contoh.example", nomor_hp="0812", gol_akhir="III/b")
    run([first], three_units())
    run([first | {"email": "", "nomor_hp": "", "gol_akhir": "X/y"}], three_units())
    sari = stored("Sari")
    assert (sari.email, sari.phone, sari.rank) == ("sari@contoh.example", "0812", "III/b")
    run([first | {"email": "", "email_gov": "sari@kota.example"}], three_units())
    assert stored("Sari").email == "sari@kota.example"
    assert stored("Sari").user.email == "sari@kota.example"


def test_blanks_and_invisible_signs_go_and_letter_case_stays() -> None:
    run([person(9, nama="  SARI\u200b  de  Wi ", nip_baru="19860926 201505 1 009")], three_units())
    sari = Employee.objects.get(nip=nip(9))
    assert (sari.name, sari.sort_name) == ("SARI de Wi", "sari de wi")
