"""Years are prepared, tried out and opened by the agency's personnel; results of units and holidays beside them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appraisal.models import Appraisal, EvaluationWindow, Period, UnitRating
from config.desk.works import OPEN_PERIOD
from employees import outbox
from employees.models import Employee, Holiday, Job, Notification, Outbox
from tests import factories, queries
from tests.factories import Agency

pytestmark = pytest.mark.django_db
DATES = {
    "targets_due_on": "2031-02-14",
    "opens_on": "2031-12-20",
    "self_due_on": "2032-01-09",
    "ends_on": "2032-02-06",
    "item_ratings": "on",
}
POLICY = {
    "approach": "QUALITATIVE",
    "rhythm": "QUARTERLY",
    "documentation": "MONTHLY",
    "signature_mode": "SCAN",
    "report_receiver": "Sekretaris Daerah",
    "explanation_days": "4",
    "concluded_reply_days": "8",
    "decided_reply_days": "9",
    "training_hours": "24",
    "contract_training_hours": "30",
    "feedback_sources": ["LEADER", "PEER"],
}
KEPT = {name: str(value) for name, value in POLICY.items()}


@pytest.mark.parametrize(
    "url",
    [
        "/bkd/periode/",
        "/bkd/periode/2031/",
        "/bkd/periode/2031/uji-coba/",
        "/bkd/predikat-unit/",
        "/bkd/libur/",
    ],
)
def test_only_personnel_of_the_agency_come_in(
    agency: Agency, client: Client, prepared: Period, url: str
) -> None:
    for person in (agency.staff, agency.superior, agency.unit_personnel, agency.auditor):
        factories.sign_in(client, person)
        assert client.get(url).status_code == 403
        assert client.post(url).status_code in {403, 405}


def test_the_years_stand_latest_first_and_the_next_one_is_proposed(desk: Client) -> None:
    for year in (2032, 2030, 2033, 2031):
        desk.post("/bkd/periode/", {"year": str(year)})

    response = desk.get("/bkd/periode/")

    years = [row.year for row in response.context["periods"]]
    assert years == sorted(years, reverse=True)
    assert response.context["form"].initial["year"] == 2034


def test_a_year_begins_with_the_usual_dates(prepared: Period) -> None:
    window = prepared.yearly_window()
    assert (prepared.status, prepared.targets_due_on) == (Period.Status.PREPARING, date(2031, 1, 31))
    assert (prepared.starts_on, prepared.ends_on) == (date(2031, 1, 1), date(2031, 12, 31))
    assert (window.opens_on, window.self_due_on, window.ends_on) == (
        date(2031, 12, 28),
        date(2032, 1, 10),
        date(2032, 1, 31),
    )
    assert not Appraisal.objects.exists()


@pytest.mark.parametrize(("year", "words"), [("2031", "sudah ada"), ("1999", "2022"), ("", "kosong")])
def test_a_year_that_cannot_be_is_refused(desk: Client, prepared: Period, year: str, words: str) -> None:
    response = desk.post("/bkd/periode/", {"year": year})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Period.objects.count() == 1


def test_dates_and_policy_are_edited_before_opening(desk: Client, prepared: Period) -> None:
    asked = {name: value for name, value in DATES.items() if name != "item_ratings"}

    assert desk.post("/bkd/periode/2031/", asked | POLICY).status_code == 302

    prepared.refresh_from_db()
    assert (prepared.targets_due_on, prepared.item_ratings) == (date(2031, 2, 14), False)
    assert prepared.yearly_window().ends_on == date(2032, 2, 6)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("targets_due_on", "2030-12-31", "dalam tahun 2031"),
        ("opens_on", "2031-06-30", "dibuka antara"),
        ("self_due_on", "2031-12-19", "tidak boleh sebelum"),
        ("ends_on", "2032-01-08", "tidak boleh berakhir"),
        ("ends_on", "2032-08-01", "paling lama enam bulan"),
        ("ends_on", "besok", "tanggal"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    desk: Client, prepared: Period, name: str, value: str, words: str
) -> None:
    response = desk.post("/bkd/periode/2031/", DATES | POLICY | {name: value})

    assert response.status_code == 422
    assert words in response.content.decode()
    prepared.refresh_from_db()
    assert prepared.targets_due_on == date(2031, 1, 31)


def test_what_has_begun_is_not_changed_any_more(agency: Agency, desk: Client) -> None:
    factories.make_appraisal(agency)
    period = Period.objects.get()
    before = (period.targets_due_on, EvaluationWindow.objects.values_list().get())
    far = {name: f"{period.year}-08-0{day}" for day, name in enumerate(list(DATES)[:4], start=1)}

    desk.post(f"/bkd/periode/{period.year}/", far | POLICY)

    period.refresh_from_db()
    assert (period.targets_due_on, EvaluationWindow.objects.values_list().get()) == before
    assert period.item_ratings
    assert (period.approach, period.signature_mode, period.explanation_days) == ("QUANTITATIVE", "CONFIRM", 3)


def test_the_agency_chooses_how_it_runs_the_year(desk: Client, prepared: Period) -> None:
    """Approach (Ps. 9), rhythm of evaluations (text line 3706) and of documentation (2756), and its own limits."""
    assert desk.post("/bkd/periode/2031/", DATES | POLICY).status_code == 302

    prepared.refresh_from_db()
    chosen = {name: str(getattr(prepared, name)) for name in POLICY}
    assert chosen == KEPT
    assert list(prepared.windows.order_by("opens_on").values_list("code", flat=True)) == [
        "TW1", "TW2", "TW3", "AKHIR",
    ]  # fmt: skip
    assert "Triwulan I" in desk.get("/bkd/periode/2031/").content.decode()

    desk.post("/bkd/periode/2031/", DATES | POLICY | {"rhythm": "YEARLY"})
    assert list(prepared.windows.values_list("code", flat=True)) == ["AKHIR"]


@pytest.mark.parametrize("days", ["0", "31", "tiga"])
def test_a_limit_is_between_one_and_thirty_working_days(desk: Client, prepared: Period, days: str) -> None:
    response = desk.post("/bkd/periode/2031/", DATES | POLICY | {"explanation_days": days})

    assert response.status_code == 422
    prepared.refresh_from_db()
    assert prepared.explanation_days == 3


def test_the_next_year_begins_with_the_policy_of_the_last(desk: Client, prepared: Period) -> None:
    desk.post("/bkd/periode/2031/", DATES | POLICY)
    desk.post("/bkd/periode/", {"year": "2032"})

    following = Period.objects.get(year=2032)
    assert {name: str(getattr(following, name)) for name in POLICY} == KEPT
    assert following.windows.count() == 4


def test_what_the_skp_rests_on_is_settled_before_the_year_opens(agency: Agency, desk: Client) -> None:
    period = factories.make_period(2031, opens_on=date(2031, 12, 20), self_due_on=date(2032, 1, 9),
                                   ends_on=date(2032, 1, 31))  # fmt: skip
    Period.objects.update(status=Period.Status.OPEN)

    assert desk.post("/bkd/periode/2031/", DATES | POLICY).status_code == 302

    period.refresh_from_db()
    assert (period.approach, period.rhythm, period.documentation) == ("QUANTITATIVE", "YEARLY", "QUARTERLY")
    assert (period.signature_mode, period.explanation_days) == ("SCAN", 4)


def test_the_dry_run_shows_parties_gaps_and_who_is_left_out(
    agency: Agency, desk: Client, prepared: Period
) -> None:
    Employee.objects.filter(pk=agency.colleague.pk).update(legal_status="UNPAID_LEAVE")

    everybody = desk.get("/bkd/periode/2031/uji-coba/?tampil=semua")
    gaps = desk.get("/bkd/periode/2031/uji-coba/")
    left_out = desk.get("/bkd/periode/2031/uji-coba/?tampil=dilewati")

    rows = {row.employee: row for row in everybody.context["page"]}
    assert rows[agency.staff].appraiser == agency.superior
    assert rows[agency.staff].reviewer == agency.head
    assert gaps.context["shown"] == "masalah"
    assert agency.stranger in [row.employee for row in gaps.context["page"]]
    assert "Belum punya pejabat penilai" in gaps.content.decode()
    assert [row.employee for row in left_out.context["page"]] == [agency.colleague]
    assert "CLTN" in left_out.content.decode()
    found = desk.get("/bkd/periode/2031/uji-coba/?tampil=semua&q=%00budi").context["page"]
    assert [row.employee for row in found] == [agency.staff]
    assert not Appraisal.objects.exists()
    assert not Notification.objects.exists()


def test_opening_is_a_job_that_tells_everybody_once(agency: Agency, desk: Client, prepared: Period) -> None:
    first = desk.post("/bkd/periode/2031/buka/")
    second = desk.post("/bkd/periode/2031/buka/")

    job = Job.objects.get(kind=OPEN_PERIOD)
    assert first.headers["Location"] == second.headers["Location"] == f"/pekerjaan/{job.uuid}/"
    assert not Appraisal.objects.exists()

    for row in Outbox.objects.filter(kind="job"):
        outbox.carry_out(row.pk)

    job.refresh_from_db()
    prepared.refresh_from_db()
    assert (job.status, prepared.status) == (Job.Status.DONE, Period.Status.OPEN)
    assert Appraisal.objects.count() == job.done == job.total == 9
    assert "dibuka untuk 9 pegawai" in job.message
    assert Notification.objects.filter(employee=agency.staff, key="open:2031").count() == 1


def test_opening_again_takes_only_new_people(agency: Agency, desk: Client, prepared: Period) -> None:
    for _time in range(2):
        desk.post("/bkd/periode/2031/buka/")
        for row in Outbox.objects.filter(kind="job", done_at=None):
            outbox.carry_out(row.pk)
        factories.place(factories.make_employee("Nia Baru"), agency.section, agency.superior)

    assert Appraisal.objects.filter(period=prepared).count() == 10
    assert list(Job.objects.order_by("pk").values_list("done", flat=True)) == [9, 1]


def test_a_closed_year_is_not_opened(desk: Client, prepared: Period) -> None:
    Period.objects.update(status=Period.Status.CLOSED)

    response = desk.post("/bkd/periode/2031/buka/")

    assert response.headers["Location"] == "/bkd/periode/2031/"
    assert not Job.objects.exists()


def test_opening_needs_a_post_by_the_agencys_personnel(
    agency: Agency, client: Client, desk: Client, prepared: Period
) -> None:
    assert desk.get("/bkd/periode/2031/buka/").status_code == 405
    for person in (agency.staff, agency.unit_personnel, agency.auditor):
        assert factories.sign_in(client, person).post("/bkd/periode/2031/buka/").status_code == 403
    assert not Job.objects.exists()


def test_a_year_that_is_not_there_is_404(desk: Client) -> None:
    for url in ("/bkd/periode/2031/", "/bkd/periode/2031/uji-coba/"):
        assert desk.get(url).status_code == 404


# --- results of units -----------------------------------------------------------------
def test_unit_results_are_set_and_changed(agency: Agency, desk: Client, prepared: Period) -> None:
    office, section = agency.office.uuid, agency.section.uuid
    asked = {f"{office}-predicate": "GOOD", f"{office}-provisional": "on"}

    assert desk.post("/bkd/predikat-unit/?tahun=2031", asked).status_code == 302

    rating = UnitRating.objects.get()
    assert (rating.unit, rating.predicate, rating.provisional) == (agency.office, "GOOD", True)
    assert (rating.set_by, rating.set_on) == (agency.personnel, timezone.localdate())

    desk.post("/bkd/predikat-unit/", {f"{office}-predicate": "OUTSTANDING", f"{section}-predicate": ""})
    assert list(UnitRating.objects.values_list("predicate", "provisional")) == [("OUTSTANDING", False)]


def test_a_unit_result_is_replaced_never_emptied_and_never_invented(
    agency: Agency, desk: Client, prepared: Period
) -> None:
    name = f"{agency.office.uuid}-predicate"
    desk.post("/bkd/predikat-unit/", {name: "POOR"})

    for value in ("", "SANGAT_BAGUS"):
        assert desk.post("/bkd/predikat-unit/", {name: value}).status_code == 422
    assert UnitRating.objects.get().predicate == "POOR"


def test_only_units_with_a_head_are_offered(agency: Agency, desk: Client, prepared: Period) -> None:
    rows = desk.get("/bkd/predikat-unit/").context["rows"]
    assert [row.unit for row in rows] == [agency.root, agency.office, agency.section]
    rows = desk.get("/bkd/predikat-unit/?q=guru").context["rows"]
    assert [row.unit for row in rows] == [agency.section]


# --- holidays -------------------------------------------------------------------------
def test_holidays_are_kept(desk: Client) -> None:
    asked = {"day": "2026-08-17", "name": "Hari Kemerdekaan"}

    assert desk.post("/bkd/libur/", asked).headers["Location"] == "/bkd/libur/?tahun=2026"
    assert desk.post("/bkd/libur/", asked).status_code == 422
    assert "Hari Kemerdekaan" in desk.get("/bkd/libur/?tahun=2026").content.decode()
    assert "17 Agustus" not in desk.get("/bkd/libur/?tahun=2027").content.decode()

    for _time in range(2):
        assert desk.post("/bkd/libur/hapus/", {"day": "2026-08-17"}).status_code == 302
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("day", ["", "kemarin"])
def test_deleting_nothing_in_particular_deletes_nothing(desk: Client, day: str) -> None:
    Holiday.objects.create(day=date(2026, 8, 17), name="Hari Kemerdekaan")

    assert desk.post("/bkd/libur/hapus/", {"day": day}).status_code == 302
    assert Holiday.objects.count() == 1


# --- cost -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "url",
    [
        "/bkd/periode/",
        "/bkd/periode/2031/",
        "/bkd/periode/2031/uji-coba/?tampil=semua",
        "/bkd/predikat-unit/",
        "/bkd/libur/?tahun=2031",
    ],
)
def test_the_pages_cost_the_same_for_one_and_fifty_rows(
    agency: Agency, desk: Client, prepared: Period, url: str
) -> None:
    Holiday.objects.create(day=date(2031, 1, 1), name="Tahun Baru")

    def grow() -> Any:
        for number in range(50):
            head = factories.make_employee(f"Kepala {number}")
            office = factories.make_unit(f"Badan {number}", parent=agency.root, head=head)
            factories.place(head, office, agency.mayor)
            Holiday.objects.create(day=date(2031, number % 12 + 1, number // 12 + 2), name="Libur")
        for year in range(2040, 2050):
            desk.post("/bkd/periode/", {"year": str(year)})

    queries.assert_constant(desk, url, grow)
