"""Moderation, reply and record of citizens' feedback: who decides, who reads what when, and what the year keeps."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from appraisal.models import Appraisal, Event, FeedbackEntry
from appraisal.workflow import Refused
from employees.models import Employee, Holiday, Notification
from feedback import beside, citizens, service_points
from feedback.models import Badge, CitizenFeedback, CitizenPolicy, ServicePoint
from feedback.models.citizen import officials
from tests import queries
from tests.factories import Agency, make_appraisal, sign_in

pytestmark = pytest.mark.django_db
WORDS = "Petugas ramah dan cepat."


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


@pytest.fixture
def point(agency: Agency, appraisal: Appraisal) -> ServicePoint:
    return ServicePoint.objects.create(unit=agency.section, name="Loket 3")


def said(point: ServicePoint, official: Employee | None = None, score: int = 4) -> CitizenFeedback:
    return citizens.take_down(point, uuid.uuid4(), score=score, text=WORDS, official=official)


def published(point: ServicePoint, by: Employee, official: Employee | None = None, score: int = 4):
    row = said(point, official, score)
    citizens.publish([row.uuid], by=by.user)
    row.refresh_from_db()
    return row


def reads(client: Client, person: Employee, row: CitizenFeedback) -> bool:
    return sign_in(client, person).get(row.get_absolute_url()).status_code == 200


# --- who reads ------------------------------------------------------------------------------
def test_before_moderation_only_the_desk_reads_and_after_it_those_whom_it_concerns(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    row = said(point, agency.staff)
    desk = [agency.personnel, agency.unit_personnel, agency.auditor]
    concerned = [agency.staff, agency.superior, agency.head]
    others = [agency.colleague, agency.stranger, agency.other_unit_personnel]
    assert [reads(client, one, row) for one in [*desk, *concerned, *others]] == [True] * 3 + [False] * 6
    citizens.publish([row.uuid], by=agency.unit_personnel.user)
    assert [reads(client, one, row) for one in [*desk, *concerned, *others]] == [True] * 6 + [False] * 3
    citizens.hide([row.uuid], reason="Memuat nama warga.", by=agency.personnel.user)
    assert [reads(client, one, row) for one in [*desk, *concerned]] == [True] * 3 + [False] * 3
    assert CitizenFeedback.objects.get().text == WORDS, "hidden, never deleted"


def test_what_names_nobody_is_for_the_head_of_the_unit(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    row = published(point, agency.personnel)
    assert [reads(client, one, row) for one in (agency.superior, agency.staff)] == [True, False]
    assert WORDS in sign_in(client, agency.superior).get(reverse("citizens")).content.decode()
    assert WORDS not in sign_in(client, agency.staff).get(reverse("citizens")).content.decode()


# --- who decides ----------------------------------------------------------------------------
def test_nobody_decides_about_what_is_said_of_himself(agency: Agency) -> None:
    own = ServicePoint.objects.create(unit=agency.office, name="Loket kepegawaian")
    row = said(own, agency.unit_personnel, score=1)
    assert citizens.hide([row.uuid], reason="Tidak benar.", by=agency.unit_personnel.user) == (0, 1)
    assert CitizenFeedback.objects.get().status == "WAITING"
    assert citizens.publish([row.uuid], by=agency.personnel.user) == (1, 0)


def test_personnel_of_another_unit_and_auditors_decide_nothing(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    row = said(point)
    form = {"pilih": [str(row.uuid)], "reason": "x"}
    sign_in(client, agency.other_unit_personnel)
    assert client.post(reverse("citizen_hide"), form).status_code == 422
    assert WORDS not in client.get(reverse("citizen_queue")).content.decode()
    sign_in(client, agency.auditor)
    assert client.post(reverse("citizen_publish"), form).status_code == 403
    assert WORDS in client.get(reverse("citizen_queue")).content.decode()
    assert CitizenFeedback.objects.get().status == "WAITING"


def test_the_queue_decides_many_at_once_and_asks_for_the_reason(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    rows = [said(point) for _ in range(3)]
    sign_in(client, agency.unit_personnel)
    chosen = [str(row.uuid) for row in rows]
    refused = client.post(reverse("citizen_hide"), {"pilih": chosen, "reason": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count("checked") == 3, "the ticks stay"
    assert client.post(reverse("citizen_publish"), {"pilih": ["bukan-uuid"]}).status_code == 422
    assert client.post(reverse("citizen_hide"), {"pilih": chosen[:1], "reason": "Iklan."}).status_code == 302
    assert client.post(reverse("citizen_publish"), {"pilih": chosen[1:]}).status_code == 302
    assert sorted(CitizenFeedback.objects.values_list("status", flat=True)) == [
        "HIDDEN", "PUBLISHED", "PUBLISHED"
    ]  # fmt: skip
    hidden = client.get(reverse("citizen_queue"), {"status": "HIDDEN", "q": "loket"}).content.decode()
    assert "Iklan." in hidden


def test_the_one_who_is_named_is_told_and_the_history_says_who_decided(
    agency: Agency, point: ServicePoint, appraisal: Appraisal
) -> None:
    row = published(point, agency.personnel, agency.staff)
    event = Event.objects.get(action="citizen_published")
    assert (event.appraisal, event.actor) == (appraisal, agency.personnel)
    told = Notification.objects.filter(url=row.get_absolute_url()).values_list("employee", flat=True)
    assert set(told) == {agency.staff.pk, agency.superior.pk}
    citizens.hide([row.uuid], reason="Memuat nama warga.", by=agency.personnel.user)
    assert Event.objects.get(action="citizen_hidden").note == "Memuat nama warga."


# --- the record -----------------------------------------------------------------------------
def test_text_line_2863_others_concerned_stand_in_the_record_of_the_year(
    agency: Agency, point: ServicePoint, appraisal: Appraisal
) -> None:
    """'Pihak lain yang berhubungan dengan kinerja pegawai' (Ps. 18): the public that was served."""
    row = said(point, agency.staff)
    assert not FeedbackEntry.objects.exists(), "nothing counts before somebody read it"
    citizens.publish([row.uuid], by=agency.personnel.user)
    entry = FeedbackEntry.objects.get(appraisal=appraisal)
    assert (entry.giver_role, entry.shown_name, entry.value, entry.tone) == (
        "CITIZEN", "Masyarakat, Loket 3", "SERVICE_ORIENTED", "NEUTRAL"
    )  # fmt: skip
    assert entry.text == f"Nilai 4 dari 5. {WORDS}"
    CitizenPolicy.objects.create(
        period=appraisal.period, in_record=False
    )  # since then; what is there is hidden too
    citizens.hide([row.uuid], reason="Memuat nama warga.", by=agency.personnel.user)
    entry.refresh_from_db()
    assert entry.text == "Tidak ditayangkan lagi: Memuat nama warga."


def test_the_unit_s_head_has_one_line_a_month_which_is_written_anew(
    agency: Agency, point: ServicePoint
) -> None:
    head_s = Appraisal.objects.get(employee=agency.superior)
    published(point, agency.personnel, score=3)
    row = published(point, agency.personnel, score=4)
    month = date_format(timezone.localdate(), "F Y")
    entry = FeedbackEntry.objects.get(appraisal=head_s)
    assert entry.text == f"{month}: 2 penilaian, rata-rata 3,5 dari 5; belum ada yang dibalas."
    citizens.reply(row, text="Terima kasih.", by=agency.superior.user)
    entry = FeedbackEntry.objects.get(appraisal=head_s)
    assert entry.text.endswith("1 dibalas, median 0 hari kerja.")


def test_a_period_may_keep_citizens_out_of_the_record(
    agency: Agency, point: ServicePoint, appraisal: Appraisal, client: Client
) -> None:
    sign_in(client, agency.personnel).post(reverse("citizen_policy"), {})  # the box is not ticked
    assert not CitizenPolicy.objects.get().in_record
    published(point, agency.personnel, agency.staff)
    assert not FeedbackEntry.objects.exists()
    assert citizens.column(appraisal) is None


def test_citizens_stand_beside_the_other_voices(
    agency: Agency, point: ServicePoint, appraisal: Appraisal
) -> None:
    """1 to 5 becomes 1 to 3: 5 is 'di atas', 3 is 'sesuai'."""
    published(point, agency.personnel, agency.staff, score=5)
    published(point, agency.personnel, agency.staff, score=4)
    said(point, agency.staff, score=1)  # not read yet, so it counts for nothing
    found = beside.of(appraisal, agency.staff.user)
    column = next(one for one in found.columns if one.key == "citizens")
    assert list(column.scores.values()) == [Decimal("2.8")]
    assert column.note == "2 penilaian"
    head_s = citizens.column(Appraisal.objects.get(employee=agency.superior))
    assert head_s is not None
    assert head_s.note == "2 penilaian"


def test_the_home_page_says_what_waits_to_be_read_and_answered(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    row = said(point)
    read, answer = "Penilaian masyarakat menunggu diperiksa: 1", "Penilaian masyarakat belum dibalas: 1"
    assert read in sign_in(client, agency.unit_personnel).get("/").content.decode()
    assert read not in sign_in(client, agency.other_unit_personnel).get("/").content.decode()
    assert answer not in sign_in(client, agency.superior).get("/").content.decode()
    citizens.publish([row.uuid], by=agency.personnel.user)
    assert answer in client.get("/").content.decode()
    citizens.reply(row, text="Terima kasih.", by=agency.superior.user)
    assert answer not in client.get("/").content.decode()


# --- the reply --------------------------------------------------------------------------------
def test_the_unit_answers_once_after_moderation(agency: Agency, point: ServicePoint, client: Client) -> None:
    row = said(point, agency.staff)
    url, form = row.get_absolute_url(), {"text": "Terima kasih."}
    assert sign_in(client, agency.unit_personnel).post(url, form).status_code == 409
    citizens.publish([row.uuid], by=agency.personnel.user)
    assert sign_in(client, agency.staff).post(url, form).status_code == 409, "the official does not answer"
    assert sign_in(client, agency.superior).post(url, form).status_code == 302
    refused = sign_in(client, agency.unit_personnel).post(url, {"text": "Sekali lagi."})
    assert refused.status_code == 409
    assert "Sekali lagi." in refused.content.decode()
    with pytest.raises(Refused, match="sudah dibalas"):
        citizens.reply(row, text="Lagi.", by=agency.superior.user)


@pytest.mark.parametrize(
    ("received", "replied", "days"),
    [
        ("2026-05-04 08:00", "2026-05-04 15:00", 0),  # a Monday, the same day
        ("2026-05-01 23:30", "2026-05-04 07:30", 1),  # Friday night to Monday morning
        ("2026-05-04 08:00", "2026-05-08 16:00", 3),  # Wednesday is a holiday
    ],
)
def test_the_time_of_a_reply_is_counted_in_working_days(
    received: str, replied: str, days: int, agency: Agency
) -> None:
    Holiday.objects.create(day=date(2026, 5, 6), name="Libur")
    zone = timezone.get_default_timezone()
    start, end = (datetime.fromisoformat(one).replace(tzinfo=zone) for one in (received, replied))
    assert citizens.days_taken(CitizenFeedback(received_at=start, replied_at=end)) == days


def test_the_figures_of_a_month(agency: Agency, point: ServicePoint) -> None:
    """Scores of what is shown; the median of what was answered; how much is hidden stands beside it."""
    now = timezone.localtime().replace(day=15, hour=10)
    for score, status, days in [
        (5, "PUBLISHED", 0), (4, "PUBLISHED", 1), (4, "PUBLISHED", 9), (2, "PUBLISHED", None), (1, "HIDDEN", None),
        (1, "WAITING", None),
    ]:  # fmt: skip
        decided = {} if status == "WAITING" else {"decided_by": agency.personnel, "decided_at": now}
        answered = {} if days is None else {
            "reply": "Ya.", "replied_by": agency.superior, "replied_at": now, "reply_days": days
        }  # fmt: skip
        CitizenFeedback.objects.create(
            point=point, score=score, status=status, received_at=now, hidden_reason="x" * (status == "HIDDEN"),
            **decided, **answered,
        )  # fmt: skip
    (month,) = service_points.months(CitizenFeedback.objects.all())
    assert (month.received, month.waiting, month.published, month.hidden) == (6, 1, 4, 1)
    assert (month.mean, month.scores) == (Decimal("3.8"), [0, 1, 0, 2, 1])
    assert (month.replied, month.unanswered, month.median_days) == (3, 1, Decimal("1.0"))


# --- points and badges ----------------------------------------------------------------------
def test_a_point_is_kept_by_its_unit_s_personnel(agency: Agency, client: Client) -> None:
    sign_in(client, agency.unit_personnel)
    url = reverse("service_point_new")
    assert client.post(url, {"unit": agency.other_office.uuid, "name": "Loket"}).status_code == 422
    assert client.post(url, {"unit": agency.section.uuid, "name": "Loket"}).status_code == 302
    point = ServicePoint.objects.get()
    assert client.post(url, {"unit": agency.section.uuid, "name": "Loket"}).status_code == 422
    edit = reverse("service_point_edit", args=[point.uuid])
    assert client.post(edit, {"name": "Loket 1", "active": "on", "version": 1}).status_code == 302
    stale = client.post(edit, {"name": "Loket 2", "active": "on", "version": 1})
    assert stale.status_code == 409
    assert "Loket 2" in stale.content.decode()
    poster = client.get(reverse("service_point_poster", args=[point.uuid])).content.decode()
    assert service_points.address(point) in poster
    assert service_points.picture(point).path in poster
    assert sign_in(client, agency.other_unit_personnel).get(edit).status_code == 404


def test_badges_are_given_once_to_those_who_serve_there(
    agency: Agency, point: ServicePoint, client: Client
) -> None:
    sign_in(client, agency.unit_personnel)
    url = reverse("service_point_badges", args=[point.uuid])
    assert client.post(url).status_code == 302
    given = dict(Badge.objects.values_list("employee", "code"))
    assert set(given) == {one.pk for one in officials(point)} == {
        agency.superior.pk, agency.staff.pk, agency.colleague.pk
    }  # fmt: skip
    client.post(url)
    assert dict(Badge.objects.values_list("employee", "code")) == given
    assert given[agency.staff.pk] in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("name", "who"),
    [("citizen_queue", "personnel"), ("citizens", "superior"), ("service_points", "personnel"),
     ("service_point", "superior"), ("service_point_badges", "unit_personnel")],
)  # fmt: skip
def test_a_list_asks_no_more_for_fifty_rows(
    name: str, who: str, agency: Agency, point: ServicePoint, client: Client
) -> None:
    def grow(count: int) -> None:
        CitizenFeedback.objects.bulk_create(
            CitizenFeedback(
                point=point, score=3, text=WORDS, official=agency.staff, status="PUBLISHED",
                decided_by=agency.personnel, decided_at=timezone.now(),
            )
            for _ in range(count)
        )  # fmt: skip
        CitizenFeedback.objects.bulk_create(CitizenFeedback(point=point, score=3) for _ in range(count))
        ServicePoint.objects.bulk_create(
            ServicePoint(unit=agency.section, name=str(uuid.uuid4())) for _ in range(count)
        )

    grow(1)
    sign_in(client, getattr(agency, who))
    kwargs = {"uuid": point.uuid} if name.startswith("service_point_") or name == "service_point" else {}
    queries.assert_constant(client, reverse(name, kwargs=kwargs), lambda: grow(49))
