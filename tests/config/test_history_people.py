"""'Penempatan' and 'Masuk ke aplikasi' in the desk's history: what is told, by whom, and to whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from employees import sign_ins, tidying
from employees.import_jobs import APPLY
from employees.models import Employee, Job, Placement, SignIn
from tests import factories
from tests.employees.visits import enrol, enter, is_signed_in
from tests.factories import Agency

pytestmark = pytest.mark.django_db
URL = "/bkd/riwayat/"


def lines(client: Client, who: Employee, kind: str, **asked: str) -> list[Any]:
    factories.sign_in(client, who)
    answer = client.get(URL, {"jenis": kind, **asked})
    assert answer.status_code == 200
    return list(answer.context["lines"])


def moved(agency: Agency, client: Client, who: Employee, **asked: str) -> list[tuple[str, str, str, str]]:
    """What the history tells of the staff member's placements, without the first one."""
    told = lines(client, who, "penempatan", tentang=agency.staff.nip, **asked)
    return [(line.what, line.by, line.change, line.note) for line in told if line.what.count("diubah")]


def placement(agency: Agency) -> Placement:
    return Placement.objects.get(employee=agency.staff)


# --- placements -------------------------------------------------------------------
def test_a_move_by_hand_tells_what_changed_and_by_whom(agency: Agency, client: Client) -> None:
    row = placement(agency)
    before = row.unit.name
    row.unit, row.superior = agency.other_office, agency.head
    with pghistory.context(user=agency.personnel.user.pk):
        row.save()
    [(what, by, change, note)] = moved(agency, client, agency.personnel)
    assert what == f"Penempatan diubah: {row.position.title}, Dinas Kesehatan"
    assert by == agency.personnel.full_name
    assert change == (
        f"unit kerja dari «{before}» menjadi «Dinas Kesehatan»; "
        f"atasan langsung dari «{agency.superior.name}» menjadi «{agency.head.name}»"
    )
    assert note == ""


def test_a_move_by_an_import_is_its_requesters(agency: Agency, client: Client) -> None:
    """A worker has no request: whoever asked for the import in whose course it was written moved them."""
    now = timezone.now()
    hour = timedelta(hours=1)
    job = Job.objects.create(
        kind=APPLY, title="Terapkan impor pegawai", requested_by=agency.personnel,
        status="DONE", started_at=now - hour, finished_at=now + hour,
    )  # fmt: skip
    Placement.objects.filter(employee=agency.staff).update(ends_on=date(2099, 12, 31))
    told = (agency.personnel.full_name, "sampai dari «seterusnya» menjadi «31 Desember 2099»")
    [found] = moved(agency, client, agency.auditor)
    assert found[1:] == (*told, "Melalui impor pegawai.")
    assert moved(agency, client, agency.auditor, oleh=agency.personnel.nip) == [found]
    assert moved(agency, client, agency.auditor, oleh=agency.head.nip) == []
    Job.objects.filter(pk=job.pk).update(started_at=now + hour / 2)
    assert [one[1] for one in moved(agency, client, agency.auditor)] == ["sistem"]


def test_an_assignment_that_is_taken_away_leaves_a_line(agency: Agency, client: Client) -> None:
    row = placement(agency)
    Placement.objects.create(
        employee=agency.staff, unit=agency.section, position=row.position, kind="PLT", starts_on=date(2099, 1, 1)
    ).delete()  # fmt: skip
    told = lines(client, agency.personnel, "penempatan", tentang=agency.staff.nip)
    assert [line.what for line in told[:2]] == [
        "Penugasan dibatalkan: Pelaksana Tugas, Bidang Guru",
        "Penugasan: Pelaksana Tugas, Bidang Guru",
    ]


def test_unit_personnel_read_placements_of_their_units_alone(agency: Agency, client: Client) -> None:
    here = {line.about for line in lines(client, agency.unit_personnel, "penempatan")}
    there = {line.about for line in lines(client, agency.other_unit_personnel, "penempatan")}
    assert agency.staff.full_name in here
    assert agency.staff.full_name not in there
    assert there


# --- sign-ins ---------------------------------------------------------------------
def told(client: Client, who: Employee, **asked: str) -> list[tuple[str, str, str]]:
    return [(line.what, line.about, line.by) for line in lines(client, who, "masuk", **asked)]


def test_success_failure_and_lock_are_on_record(agency: Agency, client: Client) -> None:
    for _ in range(7):
        enter(client, agency.staff.nip, "salah")
    enter(client, "nama-siapa", "salah")
    enter(client, agency.superior.nip)
    assert is_signed_in(client)
    where = "seseorang di alamat 127.0.0.1"
    staff = f"Akun {agency.staff.full_name}"
    superior = agency.superior.full_name
    found = told(client, agency.personnel)
    assert found == [
        ("Masuk ke aplikasi", superior, superior),
        ("Gagal masuk: kata sandi salah", "Nama masuk yang tidak dikenal", where),
        ("Dikunci sementara: terlalu banyak percobaan gagal", staff, where),
        *[("Gagal masuk: kata sandi salah", staff, where)] * 5,
    ]
    assert told(client, agency.auditor) == found
    assert told(client, agency.auditor, oleh=agency.staff.nip) == []
    assert len(told(client, agency.auditor, tentang=agency.staff.nip)) == 6


@pytest.mark.parametrize("who", ["unit_personnel", "other_unit_personnel"])
def test_nobody_but_the_agencys_personnel_and_auditors_reads_sign_ins(
    who: str, agency: Agency, client: Client
) -> None:
    enter(client, agency.staff.nip)
    assert told(client, agency.personnel)
    assert told(client, getattr(agency, who)) == []
    factories.sign_in(client, getattr(agency, who))
    assert "masuk" not in {line.source for line in client.get(URL).context["lines"]}


def test_a_wrong_code_after_the_right_password_is_on_record(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.staff)
    enrol(client)
    client.post("/keluar/")
    enter(client, agency.staff.nip)
    SignIn.objects.all().delete()
    client.post("/masuk/faktor-kedua/", {"code": "000000"})
    assert [(one.outcome, one.employee) for one in SignIn.objects.all()] == [("WRONG_CODE", agency.staff)]


def test_sign_ins_are_changed_by_nobody_and_go_when_their_time_is_over(agency: Agency) -> None:
    now = timezone.now()
    for days, employee in ((400, agency.staff), (40, agency.staff), (40, None), (1, None)):
        with time_machine.travel(now - timedelta(days=days), tick=False):
            sign_ins.record(SignIn.Outcome.WRONG_PASSWORD, employee, "10.0.0.1")
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        SignIn.objects.update(at=now)
    assert tidying.tidy()["sign-ins"] == 2
    assert [(now - one.at).days for one in SignIn.objects.all()] == [1, 40]
