"""Sanctions: recorded by personnel with the decision, read by few, expired by their term, revoked with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import sanctions
from appraisal.models import Sanction
from appraisal.workflow import Refused
from employees.models import Draft, Employee, Notification, Outbox
from tests import factories, queries
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def made(agency: Agency, by: Employee | None = None, **fields: Any) -> Sanction:
    today = timezone.localdate()
    values = {
        "employee": agency.staff, "kind": "CUT_6", "violation": "Tidak masuk kerja 12 hari.", "decree": "800/1/2026",
        "decided_by_whom": "Kepala Dinas Pendidikan", "decided_on": today, "starts_on": today,
    } | fields  # fmt: skip
    return sanctions.record(
        Sanction(**values), factories.signed_file(), by=(by or agency.unit_personnel).user
    )


@pytest.mark.parametrize(
    ("kind", "starts", "ends"),
    [
        # PP 94/2021 as tabled in domain.md section 8: 25 % for 6, 9 or 12 months; lower post and release 12 months
        ("CUT_6", date(2026, 1, 15), date(2026, 7, 14)),
        ("CUT_9", date(2026, 6, 1), date(2027, 2, 28)),
        ("CUT_12", date(2026, 12, 1), date(2027, 11, 30)),
        ("CUT_6", date(2025, 8, 31), date(2026, 2, 28)),
        ("LOWER_POST", date(2024, 2, 29), date(2025, 2, 28)),
        ("RELEASED", date(2026, 1, 1), date(2026, 12, 31)),
        ("SPOKEN", date(2026, 1, 15), None),
        ("DISMISSED", date(2026, 1, 15), None),
    ],
)
def test_the_term_follows_from_the_kind(kind: str, starts: date, ends: date | None) -> None:
    assert sanctions.last_day(kind, starts) == ends


@pytest.mark.parametrize(
    ("kind", "level"),
    [("DISSATISFIED", "Ringan"), ("CUT_12", "Sedang"), ("LOWER_POST", "Berat"), ("DISMISSED", "Berat")],
)
def test_each_kind_has_its_level(kind: str, level: str) -> None:
    assert Sanction(kind=kind).level.label == level


def test_the_person_is_told_and_the_mail_names_nothing(agency: Agency) -> None:
    Employee.objects.filter(pk=agency.staff.pk).update(email="budi@contoh.go.id")
    agency.staff.refresh_from_db()
    row = made(agency)
    assert Notification.objects.get(employee=agency.staff).url == row.get_absolute_url()
    mail = Outbox.objects.get(kind="mail").payload
    assert mail["subject"] == "Ada catatan kepegawaian untuk Anda"
    assert "Pemotongan" not in str(mail)


@pytest.mark.parametrize(
    ("by", "about", "reason"),
    [
        ("unit_personnel", "unit_personnel", "diri sendiri"),
        ("other_unit_personnel", "staff", "bukan dari unit"),
        ("personnel", "mayor", "PNS dan PPPK"),
        ("superior", "staff", "bukan dari unit"),
    ],
)
def test_only_personnel_of_the_unit_record_and_never_about_themselves(
    agency: Agency, by: str, about: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        made(agency, getattr(agency, by), employee=getattr(agency, about))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("staff", True), ("unit_personnel", True), ("personnel", True), ("auditor", True),
        ("superior", False), ("head", False), ("colleague", False), ("other_unit_personnel", False),
    ],
)  # fmt: skip
def test_the_person_personnel_and_the_auditor_read_it_and_no_superior(
    agency: Agency, who: str, sees: bool
) -> None:
    made(agency)
    assert Sanction.objects.visible_to(getattr(agency, who).user).exists() is sees


def test_it_runs_until_its_last_day_and_ends_by_itself(agency: Agency) -> None:
    row = made(agency)
    assert row.ends_on is not None
    running = Sanction.objects.running
    assert running(row.starts_on).exists()
    assert running(row.ends_on).exists()
    assert not running(row.ends_on + timedelta(days=1)).exists()
    assert not running(row.starts_on - timedelta(days=1)).exists()


def test_a_reprimand_has_no_term_and_never_runs(agency: Agency) -> None:
    row = made(agency, kind="WRITTEN")
    assert row.standing == ("Tanpa jangka waktu", "closed")
    assert not Sanction.objects.running(timezone.localdate()).exists()


@pytest.mark.parametrize(("days", "words"), [(0, "Berlaku"), (1, "Belum berlaku"), (-400, "Berakhir")])
def test_words_say_where_it_stands(agency: Agency, days: int, words: str) -> None:
    starts = timezone.localdate() + timedelta(days=days)
    row = made(agency, starts_on=starts, decided_on=min(starts, timezone.localdate()))
    assert row.standing[0] == words


def test_revoked_it_holds_no_more_and_the_reason_stays(agency: Agency) -> None:
    row = sanctions.revoke(made(agency), "Banding diterima.", by=agency.personnel.user)
    assert row.standing[0] == "Dicabut"
    assert not Sanction.objects.running(timezone.localdate()).exists()
    with pytest.raises(Refused, match="sudah dicabut"):
        sanctions.revoke(row, "Lagi.", by=agency.personnel.user)


def test_nobody_revokes_his_own(agency: Agency) -> None:
    row = made(agency, agency.personnel, employee=agency.unit_personnel)
    with pytest.raises(Refused, match="diri sendiri"):
        sanctions.revoke(row, "Keliru.", by=agency.unit_personnel.user)


def test_a_record_is_neither_rewritten_nor_deleted_even_by_hand(agency: Agency) -> None:
    row = made(agency)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Sanction.objects.filter(pk=row.pk).update(kind="SPOKEN")
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        row.delete()


# --- the pages ------------------------------------------------------------------------
def typed(agency: Agency, **fields: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "person": agency.staff.nip, "kind": "CUT_6", "violation": "Tidak masuk kerja.", "decree": "800/1/2026",
        "decided_by_whom": "Kepala Dinas", "decided_on": today, "starts_on": today,
        "document": factories.signed_upload("keputusan.png"),
    } | fields  # fmt: skip


def test_personnel_record_find_and_revoke_on_the_pages(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.unit_personnel)
    answer = client.post(reverse("sanction_new"), typed(agency))
    row = Sanction.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    file = client.get(reverse("sanction_file", args=[row.uuid]))
    assert file.headers["Content-Disposition"].startswith("attachment")
    url = reverse("desk_sanctions")
    assert list(client.get(url, {"q": "budi"}).context["page"]) == [row]
    assert client.post(reverse("sanction_revoke", args=[row.uuid]), {"reason": "Keliru."}).status_code == 302
    assert list(client.get(url).context["page"]) == []
    assert list(client.get(url, {"berlaku": "semua"}).context["page"]) == [row]
    page = factories.sign_in(client, agency.staff).get(row.get_absolute_url()).content.decode()
    assert "mencabutnya: Keliru." in page
    assert "Cabut hukuman ini" not in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"decided_on": "2999-01-01", "starts_on": "2999-01-01"}, "decided_on"),
        ({"document": ""}, "document"),
        ({"document": factories.signed_upload("keputusan.exe")}, "document"),
        ({"person": "tidak ada"}, "person"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_typed(
    agency: Agency, client: Client, fields: dict[str, Any], wrong: str
) -> None:
    factories.sign_in(client, agency.personnel)
    answer = client.post(reverse("sanction_new"), typed(agency, **fields))
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert "Tidak masuk kerja." in answer.content.decode()


def test_a_record_that_was_begun_is_offered_again_and_lies_encrypted(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.personnel)
    url, key = reverse("sanction_new"), agency.personnel.uuid
    begun = {"violation": "Tidak masuk kerja."}
    client.post(reverse("draft", args=["private-sanction", key]), begun)
    assert "Tidak" not in Draft.objects.get().content
    assert client.get(url).context["draft"] is not None
    assert "Tidak masuk kerja." in client.get(url, {"draf": 1}).content.decode()
    client.post(url, typed(agency))
    assert not Draft.objects.exists()


def test_the_desk_asks_no_more_for_fifty_than_for_one(agency: Agency, client: Client) -> None:
    made(agency)
    factories.sign_in(client, agency.personnel)

    def more() -> None:
        for _ in range(49):
            made(agency)

    queries.assert_constant(client, reverse("desk_sanctions"), more)
