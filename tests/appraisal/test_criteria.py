"""Local criteria: published before the first SKP, locked once used, fed by attendance, never in the predicate."""

from decimal import Decimal
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from appraisal import attendance, criteria, workflow
from appraisal.models import AttendanceRecap, Criterion, CriterionRating, Period
from appraisal.rating import Rating, predicate
from appraisal.workflow import Refused
from tests import factories, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency, "PLANNING")


def criterion(appraisal, name="Kehadiran", published=True, by=None, **fields):
    moment = {"published_at": timezone.now(), "published_by": by or appraisal.employee} if published else {}
    return Criterion.objects.create(
        period=appraisal.period, name=name, above="Selalu siap", meets="Hadir", below="Sering absen",
        **moment, **fields,
    )  # fmt: skip


def by_attendance(appraisal, **fields):
    return criterion(appraisal, source="ATTENDANCE", above_from=98, meets_from=90, **fields)


def recap(appraisal, window, working, present, late=0):
    return AttendanceRecap.objects.create(
        period=appraisal.period, window=window, employee=appraisal.employee, working_days=working,
        present_days=present, late_days=late,
    )  # fmt: skip


# --- publishing and locking -----------------------------------------------------------
def test_a_criterion_is_published_before_the_first_skp_of_its_reach_is_proposed(agency, appraisal):
    first = criterion(appraisal, published=False)
    criteria.publish(first, by=agency.personnel)
    first.refresh_from_db()
    assert first.published_by == agency.personnel
    with pytest.raises(Refused, match="sudah diterbitkan"):
        criteria.publish(first, by=agency.personnel)
    late = criterion(appraisal, "Terlambat", published=False)
    elsewhere = criterion(appraisal, "Di unit lain", published=False, unit=agency.other_office)
    workflow.perform(appraisal, "propose", by=agency.staff)
    workflow.perform(appraisal, "withdraw", by=agency.staff)
    with pytest.raises(Refused, match="sebelum SKP pertama diajukan"):
        criteria.publish(late, by=agency.personnel)
    criteria.publish(elsewhere, by=agency.personnel)


def test_a_unit_above_the_proposing_one_is_too_late_as_well(agency, appraisal):
    late = criterion(appraisal, published=False, unit=agency.office)
    workflow.perform(appraisal, "propose", by=agency.staff)
    with pytest.raises(Refused, match="sebelum SKP pertama diajukan"):
        criteria.publish(late, by=agency.personnel)


def test_a_criterion_is_locked_once_somebody_relies_on_it_or_a_rating_uses_it(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    draft = criterion(evaluation.appraisal, "Draf", published=False)
    assert criteria.changing_refusal(draft) == ""
    relied_on = criterion(evaluation.appraisal)
    assert "SKP sudah diajukan" in criteria.changing_refusal(relied_on)
    CriterionRating.objects.create(evaluation=evaluation, criterion=draft, rating="MEETS")
    with pytest.raises(Refused, match="sudah dipakai"):
        criteria.delete(draft)


def test_the_desk_offers_no_change_of_what_is_locked(agency, client):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    elsewhere = factories.make_unit("Kecamatan", parent=agency.root)
    rows = [
        criterion(evaluation.appraisal, "Draf", published=False),
        criterion(evaluation.appraisal, "Terbit"),
        criterion(evaluation.appraisal, "Dinas", unit=agency.office),
        criterion(evaluation.appraisal, "Kecamatan", unit=elsewhere),
        criterion(evaluation.appraisal, "Dipakai", published=False),
    ]
    CriterionRating.objects.create(evaluation=evaluation, criterion=rows[-1], rating="MEETS")
    found = {row.name: row.locked for row in criteria.with_locks(Criterion.objects.all())}
    assert found == {row.name: bool(criteria.changing_refusal(row)) for row in rows}
    assert found == {"Draf": False, "Terbit": True, "Dinas": True, "Kecamatan": False, "Dipakai": True}
    said = factories.sign_in(client, agency.personnel).get(reverse("criteria")).content.decode()
    for row in rows:
        assert (reverse("criterion_edit", args=[row.uuid]) in said) is not found[row.name], row


def test_it_reaches_its_subtree_and_everybody_when_it_names_no_unit(agency, appraisal):
    everybody, office = criterion(appraisal), criterion(appraisal, "Dinas", unit=agency.office)
    criterion(appraisal, "Lain", unit=agency.other_office)
    criterion(appraisal, "Belum terbit", published=False)
    assert set(criteria.of_appraisal(appraisal)) == {everybody, office}


# --- the desk ---------------------------------------------------------------------------
def typed(**fields):
    base = {"unit": "", "name": "Cepat tanggap", "source": "JUDGED", "above": "a", "meets": "m", "below": "b"}
    return base | fields


def test_personnel_writes_changes_publishes_and_deletes(agency, appraisal, client):
    factories.sign_in(client, agency.personnel)
    assert client.post(reverse("criterion_new"), typed()).status_code == 302
    made = Criterion.objects.get()
    assert (made.unit, made.order, made.published_at) == (None, 0, None)
    assert client.post(reverse("criterion_new"), typed()).status_code == 422  # the same name once more
    client.post(reverse("criterion_edit", args=[made.uuid]), typed(name="Tanggap"))
    client.post(reverse("criterion_publish", args=[made.uuid]))
    made.refresh_from_db()
    assert (made.name, made.published_by) == ("Tanggap", agency.personnel)
    assert "Tanggap" in client.get(reverse("criteria")).content.decode()
    client.post(reverse("criterion_delete", args=[made.uuid]))
    assert not Criterion.objects.exists()


def test_unit_personnel_writes_for_its_units_only(agency, appraisal, client):
    factories.sign_in(client, agency.unit_personnel)
    for unit in ("", agency.other_office.pk):
        assert client.post(reverse("criterion_new"), typed(unit=unit)).status_code == 422
    assert client.post(reverse("criterion_new"), typed(unit=agency.section.pk)).status_code == 302
    other = criterion(appraisal, "Seluruh instansi")
    assert client.post(reverse("criterion_delete", args=[other.uuid])).status_code == 404
    assert "Seluruh instansi" in client.get(reverse("criteria")).content.decode()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "above_from"),
        ({"above_from": "80", "meets_from": "90"}, "above_from"),
        ({"above_from": "101", "meets_from": "90"}, "above_from"),
    ],
)
def test_attendance_needs_thresholds_that_make_sense(fields, wrong, agency, appraisal, client):
    factories.sign_in(client, agency.personnel)
    answer = client.post(reverse("criterion_new"), typed(source="ATTENDANCE", **fields))
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    good = typed(source="ATTENDANCE", above_from="97,5", meets_from="90")
    client.post(reverse("criterion_new"), good)
    assert Criterion.objects.get().above_from == Decimal("97.5")


@pytest.mark.parametrize("name", ["targets", "appraisal_criteria"])
def test_everybody_of_the_period_reads_them_beside_the_skp(name, agency, appraisal, client):
    criterion(appraisal)
    factories.sign_in(client, agency.staff)
    text = client.get(reverse(name, args=[appraisal.uuid])).content.decode()
    assert "Kehadiran" in text
    assert "tidak mengubah predikat" in text


def test_the_desk_page_costs_the_same_for_fifty_criteria(agency, appraisal, client):
    criterion(appraisal)
    factories.sign_in(client, agency.personnel)

    def grow():
        for number in range(49):
            criterion(appraisal, f"Kriteria {number}", unit=agency.office)

    queries.assert_constant(client, reverse("criteria"), grow)


# --- at the evaluation ------------------------------------------------------------------
@pytest.mark.parametrize("given", list(product(Rating, Rating, [*Rating, None])))
def test_no_criterion_can_change_the_predicate(given, agency):
    """The predicate follows from the quadrant alone (PermenPANRB 6/2022, text lines 4114-4174)."""
    results, behaviour, local = given
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    if local is not None:
        row = criterion(evaluation.appraisal)
        CriterionRating.objects.create(evaluation=evaluation, criterion=row, rating=local)
    factories.draft_rating(evaluation, agency.superior, results, behaviour)
    workflow.perform(evaluation, "rate", by=agency.superior)
    assert evaluation.predicate == predicate(results, behaviour)


def rating_data(row, **more):
    return {
        "version": "0",
        "rating-results": "MEETS",
        "rating-results_reason": "x",
        "rating-behaviour": "MEETS",
        "rating-behaviour_reason": "y",
    } | {f"kriteria-{row.uuid.hex}-{name}": value for name, value in more.items()}


def test_the_appraiser_rates_them_on_the_page_of_the_ratings(agency, client):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    row = criterion(evaluation.appraisal)
    factories.sign_in(client, agency.superior)
    url = reverse("rating", args=[evaluation.appraisal.uuid, evaluation.window])
    assert "tidak mengubah predikat" in client.get(url).content.decode()
    assert client.post(url, rating_data(row, note="Tanpa rating")).status_code == 422
    assert client.post(url, rating_data(row, rating="BELOW", note="Sering absen")).status_code == 302
    stored = CriterionRating.objects.get()
    assert (stored.rating, stored.note) == ("BELOW", "Sering absen")


def test_they_are_read_with_the_appraisers_ratings_and_not_before(agency, client):
    evaluation = factories.make_evaluation(agency, "RATED")
    row = criterion(evaluation.appraisal)
    CriterionRating.objects.create(evaluation=evaluation, criterion=row, rating="ABOVE", note="Teladan hadir")
    factories.sign_in(client, agency.staff)
    assert "Teladan hadir" not in client.get(evaluation.get_absolute_url()).content.decode()
    factories.hold_dialogue(evaluation, agency.superior)
    workflow.perform(evaluation, "deliver", by=agency.superior)
    assert "Teladan hadir" in client.get(evaluation.get_absolute_url()).content.decode()


# --- attendance -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("present", "expected"), [(98, Rating.ABOVE), (97, Rating.MEETS), (90, Rating.MEETS), (89, Rating.BELOW)]
)
def test_attendance_suggests_from_the_thresholds_and_decides_nothing(present, expected, agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    row = by_attendance(evaluation.appraisal)
    recap(evaluation.appraisal, "AKHIR", 100, present)
    days = criteria.attendance_of(evaluation)
    assert criteria.suggested(row, days) is expected
    assert criteria.suggested(criterion(evaluation.appraisal, "Lain"), days) is None
    assert criteria.suggested(row, None) is None
    assert not CriterionRating.objects.exists()


def test_the_year_without_a_recap_of_its_own_adds_up_its_periods(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    assert criteria.attendance_of(evaluation) is None
    recap(evaluation.appraisal, "TW1", 60, 60)
    recap(evaluation.appraisal, "TW2", 60, 54, 3)
    found = criteria.attendance_of(evaluation)
    assert (found.working, found.present, found.late, found.percent) == (120, 114, 3, Decimal("95.00"))


def look(agency, text, period=None, who="personnel"):
    period = period or Period.objects.get()
    user = getattr(agency, who).user
    return attendance.look_at(text.encode(), "rekap.csv", period=period, window="TW1", user=user)


def test_a_recap_is_checked_row_by_row(agency, appraisal):
    nip = agency.staff.nip
    lines = [
        f"{nip},60,58,2", f"{nip},60,58,2", "123,60,58,2", f"{agency.colleague.nip},60,61,0",
        f"{agency.superior.nip},enam,1,0", f"{agency.head.nip},60,60,",
    ]  # fmt: skip
    found = look(agency, "\n".join(["nip,hari_kerja,hari_hadir,hari_terlambat", *lines]))
    assert [(row.nip, row.days, row.change) for row in found.rows] == [
        (nip, (60, 58, 2), "baru"),
        (agency.head.nip, (60, 60, 0), "baru"),
    ]
    assert [line for line, _sentence in found.errors] == [3, 4, 5, 6]


@pytest.mark.parametrize("text", ["", "nip,hari\n1,2", "a;b\n"])
def test_what_is_no_recap_is_refused_with_a_sentence(text, agency, appraisal):
    with pytest.raises(ValueError, match=r"[Kk]olom|kosong"):
        look(agency, text)


def test_unit_personnel_uploads_for_its_own_people_only(agency, appraisal):
    text = f"nip,hari_kerja,hari_hadir\n{agency.staff.nip},60,58"
    assert len(look(agency, text, who="unit_personnel").rows) == 1
    assert look(agency, text, who="other_unit_personnel").rows == []


def test_the_same_file_twice_changes_nothing_and_a_corrected_one_only_what_differs(agency, appraisal):
    head = "nip,hari_kerja,hari_hadir,hari_terlambat\n"
    period = appraisal.period
    for text, written in ((f"{agency.staff.nip},60,58,2", 1), (f"{agency.staff.nip},60,58,2", 0)):
        assert attendance.write(look(agency, head + text), period=period, window="TW1") == written
    changed = look(agency, f"{head}{agency.staff.nip},60,59,2")
    assert [row.change for row in changed.rows] == ["berubah"]
    assert attendance.write(changed, period=period, window="TW1") == 1
    assert AttendanceRecap.objects.get().present_days == 59


def test_the_upload_is_looked_at_first_and_written_by_a_second_request(agency, appraisal, client):
    factories.sign_in(client, agency.personnel)
    url = f"{reverse('attendance')}?tahun={appraisal.period.year}"
    text = f"NIP;Hari Kerja;Hari Hadir;Hari Terlambat\n'{agency.staff.nip};60;58;2\n999;1;1;0\n"
    file = SimpleUploadedFile("rekap.csv", text.encode())
    answer = client.post(url, {"window": "TW1", "file": file})
    assert answer.status_code == 200
    assert "Baris 3:" in answer.content.decode()
    assert not AttendanceRecap.objects.exists()
    apply = f"{reverse('attendance_apply')}?tahun={appraisal.period.year}"
    posted = {"window": "TW1", "rows": answer.context["recap"].as_text()}
    assert client.post(apply, posted).status_code == 302
    assert AttendanceRecap.objects.get().late_days == 2
    assert client.post(apply, posted | {"window": "B99"}).status_code == 409
    assert client.post(apply, posted | {"rows": ""}).status_code == 409


def test_a_file_that_is_no_table_says_so_beside_the_field(agency, appraisal, client):
    factories.sign_in(client, agency.personnel)
    file = SimpleUploadedFile("rekap.csv", b"halo")
    answer = client.post(reverse("attendance"), {"window": "TW1", "file": file})
    assert answer.status_code == 422
    assert "Kolom" in str(answer.context["form"].errors["file"])


def test_the_suggestion_stands_beside_the_rating_and_is_not_saved_by_itself(agency, client):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    by_attendance(evaluation.appraisal)
    recap(evaluation.appraisal, "AKHIR", 240, 239)
    factories.sign_in(client, agency.superior)
    text = client.get(reverse("rating", args=[evaluation.appraisal.uuid, evaluation.window])).content.decode()
    assert "Saran dari rekap kehadiran" in text
    assert "Hadir 239 dari 240 hari kerja (99,58%)" in text
    assert not CriterionRating.objects.exists()
