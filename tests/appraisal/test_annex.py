"""The annex of the SKP (form A.1.8), with the regulation's example of a Bidan Penyelia (text lines 7364-7385)."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from appraisal import workflow
from appraisal.models import AnnexLine, Appraisal, Event
from employees import drafts
from employees.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db
RESOURCES = [
    "Dukungan sumber daya sebagai tenaga administratif sehingga bidan fokus dalam memberikan pelayanan",
    "Kendaraan operasional untuk bidan desa sehingga jangkauan pelayanan menjadi lebih luas",
    "Pelatihan untuk penggunaan aplikasi Sicantik",
]
ACCOUNTABILITY = ["Kinerja pelayanan bidan akan direviu setiap 2 minggu"]
CONSEQUENCES = ["Jika memberikan pelayanan terbaik akan mendapatkan prioritas untuk pelatihan"]


def posted(appraisal, parts, **fields):
    """`parts`: {prefix: [line, …]}; a line is a text or a dict of fields."""
    data = {
        "_submission": str(uuid.uuid4()),
        "version": Appraisal.objects.get(pk=appraisal.pk).version("annex"),
    }
    for prefix in ("resource", "accountability", "consequence"):
        lines = [{"text": one} if isinstance(one, str) else one for one in parts.get(prefix, [])]
        data[f"{prefix}-TOTAL_FORMS"] = len(lines)
        data[f"{prefix}-INITIAL_FORMS"] = sum("id" in line for line in lines)
        for number, line in enumerate(lines):
            data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data | fields


def example():
    return {"resource": RESOURCES, "accountability": ACCOUNTABILITY, "consequence": CONSEQUENCES}


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency)


def edit(client, appraisal, parts, **fields):
    return client.post(reverse("annex_edit", args=[appraisal.uuid]), posted(appraisal, parts, **fields))


def texts(appraisal, kind):
    return list(appraisal.annex.filter(kind=kind).values_list("text", flat=True))


@pytest.mark.parametrize("who", ["staff", "superior"])
def test_both_sides_write_the_three_lists(agency, appraisal, client, who):
    factories.sign_in(client, getattr(agency, who))

    assert edit(client, appraisal, example()).status_code == 302

    assert texts(appraisal, "RESOURCE") == RESOURCES
    assert texts(appraisal, "ACCOUNTABILITY") == ACCOUNTABILITY
    assert texts(appraisal, "CONSEQUENCE") == CONSEQUENCES
    page = client.get(reverse("annex", args=[appraisal.uuid])).content.decode()
    assert RESOURCES[1] in page
    assert "Dijanjikan" in page


@pytest.mark.parametrize("who", ["head", "unit_personnel", "auditor"])
def test_others_read_it_and_change_nothing(agency, appraisal, client, who):
    AnnexLine.objects.create(appraisal=appraisal, kind="CONSEQUENCE", text="Teguran")
    factories.sign_in(client, getattr(agency, who))

    assert "Teguran" in client.get(reverse("annex", args=[appraisal.uuid])).content.decode()
    assert edit(client, appraisal, example()).status_code == 409
    assert appraisal.annex.count() == 1


def test_an_empty_annex_says_what_to_do(appraisal, agency, client):
    factories.sign_in(client, agency.staff)
    page = client.get(reverse("annex", args=[appraisal.uuid])).content.decode()
    assert "Isi lampiran" in page
    assert (
        reverse("annex", args=[appraisal.uuid])
        in client.get(reverse("targets", args=[appraisal.uuid])).content.decode()
    )


def test_lines_are_changed_deleted_and_kept_in_order(agency, appraisal, client):
    factories.sign_in(client, agency.staff)
    edit(client, appraisal, example())
    first, second, third = appraisal.annex.filter(kind="RESOURCE")

    edit(
        client,
        appraisal,
        {
            "resource": [
                {"id": first.pk, "text": first.text, "DELETE": "on"},
                {"id": second.pk, "text": "Kendaraan roda dua", "due_on": "2026-06-30"},
                {"id": third.pk, "text": third.text},
                "Ruang arsip",
            ]
        },
    )

    assert texts(appraisal, "RESOURCE") == ["Kendaraan roda dua", third.text, "Ruang arsip"]
    second.refresh_from_db()
    assert (str(second.due_on), second.order) == ("2026-06-30", 0)


def test_a_line_of_somebody_else_cannot_be_rewritten(agency, appraisal, client):
    other = factories.make_appraisal(agency, employee=agency.colleague)
    theirs = AnnexLine.objects.create(appraisal=other, kind="RESOURCE", text="Milik Rina")
    factories.sign_in(client, agency.staff)

    edit(client, appraisal, {"resource": [{"id": theirs.pk, "text": "Diubah"}]})

    theirs.refresh_from_db()
    assert theirs.text == "Milik Rina"


def test_a_form_drawn_before_the_last_save_shows_both_texts(agency, appraisal, client):
    line = AnnexLine.objects.create(appraisal=appraisal, kind="RESOURCE", text="Versi lama")
    old = posted(appraisal, {"resource": [{"id": line.pk, "text": "Versi saya"}]})
    with workflow.editing(appraisal, "annex", by=agency.superior):
        AnnexLine.objects.update(text="Versi atasan")
    factories.sign_in(client, agency.staff)

    response = client.post(reverse("annex_edit", args=[appraisal.uuid]), old)

    assert response.status_code == 409
    assert "Versi saya" in response.content.decode()
    assert "Versi atasan" in response.content.decode()


def test_too_long_a_line_is_refused_beside_what_was_typed(agency, appraisal, client):
    factories.sign_in(client, agency.staff)

    response = edit(client, appraisal, {"consequence": ["x" * 501], "resource": ["Laptop"]})

    assert response.status_code == 422
    assert "Laptop" in response.content.decode()
    assert not appraisal.annex.exists()


def test_an_unfinished_annex_comes_back(agency, appraisal, client):
    factories.sign_in(client, agency.staff)
    client.post(
        reverse("draft", args=["annex", appraisal.uuid]), posted(appraisal, {"resource": ["Belum jadi"]})
    )

    url = reverse("annex_edit", args=[appraisal.uuid])
    assert drafts.RESTORE in client.get(url).content.decode()
    assert "Belum jadi" in client.get(url, {drafts.RESTORE: "1"}).content.decode()


# --- resources that come or do not ----------------------------------------------------
@pytest.fixture
def running(agency):
    return factories.make_appraisal(agency, "RUNNING")


@pytest.fixture
def vehicle(running):
    return AnnexLine.objects.create(appraisal=running, kind="RESOURCE", text=RESOURCES[1])


def mark(client, running, line, state, note=""):
    version = Appraisal.objects.get(pk=running.pk).version("resources")
    return client.post(
        reverse("resource", args=[running.uuid, line.uuid]),
        {"version": version, "state": state, "state_note": note},
    )


@pytest.mark.parametrize("sides", [("staff", "superior"), ("superior", "staff")])
def test_what_did_not_come_is_noted_told_and_offers_another_expectation(agency, vehicle, client, sides):
    """Text lines 2441-2443: an agreed resource that does not come allows adjusting the expectation."""
    who, other = sides
    running = vehicle.appraisal
    factories.sign_in(client, getattr(agency, who))

    assert mark(client, running, vehicle, "NOT_COME", "Anggaran dipotong pada Maret").status_code == 302

    vehicle.refresh_from_db()
    assert (vehicle.state, vehicle.state_note) == ("NOT_COME", "Anggaran dipotong pada Maret")
    event = Event.objects.get(appraisal=running, action="mark_resource")
    assert RESOURCES[1] in event.note
    assert Notification.objects.filter(employee=getattr(agency, other), key=f"event:{event.uuid}").exists()
    page = client.get(reverse("annex", args=[running.uuid])).content.decode()
    assert f"{reverse('revision_new', args=[running.uuid])}?sebab=RESOURCE" in page
    assert (
        "sumber daya: tidak tersedia"
        in client.get(reverse("history", args=[running.uuid])).content.decode().lower()
    )


def test_what_did_not_come_needs_a_word(agency, running, vehicle, client):
    factories.sign_in(client, agency.staff)

    response = mark(client, running, vehicle, "NOT_COME")

    assert response.status_code == 422
    assert "apa akibatnya" in response.content.decode()
    vehicle.refresh_from_db()
    assert vehicle.state == "PROMISED"


def test_what_came_offers_no_other_expectation(agency, running, vehicle, client):
    factories.sign_in(client, agency.superior)

    mark(client, running, vehicle, "COME", "Diserahkan 2 Februari")

    page = client.get(reverse("annex", args=[running.uuid])).content.decode()
    assert "Sudah tersedia" in page
    assert "sebab=RESOURCE" not in page


def test_a_mark_is_taken_back_with_its_note(agency, running, vehicle, client):
    factories.sign_in(client, agency.superior)
    mark(client, running, vehicle, "NOT_COME", "Belum ada")

    mark(client, running, vehicle, "PROMISED", "sisa")

    vehicle.refresh_from_db()
    assert (vehicle.state, vehicle.state_note) == ("PROMISED", "")


def test_nothing_is_marked_before_the_skp_is_set(agency, appraisal, client):
    line = AnnexLine.objects.create(appraisal=appraisal, kind="RESOURCE", text="Laptop")
    factories.sign_in(client, agency.staff)

    assert mark(client, appraisal, line, "COME").status_code == 409


def test_only_resources_come(agency, running, client):
    line = AnnexLine.objects.create(appraisal=running, kind="CONSEQUENCE", text="Penghargaan")
    factories.sign_in(client, agency.staff)

    assert mark(client, running, line, "COME").status_code == 404


def test_editing_the_annex_leaves_a_mark_alone_and_cannot_delete_it(agency, running, vehicle, client):
    factories.sign_in(client, agency.superior)
    mark(client, running, vehicle, "COME")

    edit(client, running, {"resource": [{"id": vehicle.pk, "text": "Kendaraan", "DELETE": "on"}]})

    vehicle.refresh_from_db()
    assert (vehicle.text, vehicle.state) == ("Kendaraan", "COME")


def test_two_marks_at_once_are_a_conflict(agency, running, vehicle, client):
    factories.sign_in(client, agency.superior)
    mark(client, running, vehicle, "COME")

    late = client.post(
        reverse("resource", args=[running.uuid, vehicle.uuid]),
        {"version": 0, "state": "NOT_COME", "state_note": "Tidak ada"},
    )

    assert late.status_code == 409
    vehicle.refresh_from_db()
    assert vehicle.state == "COME"
