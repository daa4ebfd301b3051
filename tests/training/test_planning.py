"""The development plan: gaps with proposals, agreement in the dialogue, recommendations, years, and who sees what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Dialogue, Evaluation, Event, ItemRating, Period, Recommendation
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Conflict, Refused
from employees.models import Notification, Position
from tests import factories
from tests.factories import make_appraisal, make_evaluation, sign_in, signed_upload, walk_on
from tests.training.courses import make_course, prove
from training import certificates, gaps, planning
from training.gaps import Gap
from training.models import CareerGoal, DevelopmentItem

pytestmark = pytest.mark.django_db
Source, Way = DevelopmentItem.Source, DevelopmentItem.Way
VALUE = Gap(Source.VALUE, "ACCOUNTABLE", "Akuntabel")


def rate_below(evaluation: Evaluation, value: str = "ACCOUNTABLE") -> None:
    """An item rating of the appraiser; written straight, for the page of ratings has its own tests."""
    ItemRating.objects.create(
        evaluation=evaluation, by_role="APPRAISER", value=value, rating="BELOW", note="Terlambat."
    )


@pytest.fixture
def evaluation(agency) -> Evaluation:
    found = make_evaluation(agency, "RATED")
    rate_below(found)
    return found


def values(employee, **fields: object) -> dict[str, object]:
    return {
        "about": "Akuntabel", "way": Way.TRAINING, "course": None, "text": "Belajar menulis laporan",
        "owner": employee, "due_on": timezone.localdate() + timedelta(days=60),
    } | fields  # fmt: skip


def propose(employee, by, gap: Gap | None = None, evaluation: Evaluation | None = None, **fields: object):
    source, key = (gap.source, gap.key) if gap else (Source.WISH, "")
    return planning.propose(
        employee, values(employee, **fields), by=by.user, source=source, key=key, evaluation=evaluation
    )


def plan(client, person, evaluation: Evaluation) -> str:
    response = sign_in(client, person).get(reverse("development", args=[evaluation.appraisal.uuid]))
    assert response.status_code == 200
    return response.content.decode()


# --- gaps ---------------------------------------------------------------------------------
def test_gaps_are_what_the_appraiser_rated_below_and_where_the_employee_saw_more(agency, evaluation):
    target = evaluation.appraisal.targets.first()
    ItemRating.objects.bulk_create(
        [
            ItemRating(evaluation=evaluation, by_role="APPRAISER", target=target, rating="BELOW"),
            ItemRating(evaluation=evaluation, by_role="APPRAISER", value="LOYAL", rating="MEETS"),
            ItemRating(evaluation=evaluation, by_role="APPRAISEE", value="LOYAL", rating="ABOVE"),
            ItemRating(evaluation=evaluation, by_role="APPRAISEE", value="ACCOUNTABLE", rating="ABOVE"),
            ItemRating(evaluation=evaluation, by_role="APPRAISEE", value="HARMONIOUS", rating="BELOW"),
        ]
    )
    assert [(gap.source, gap.key) for gap in gaps.of_evaluation(evaluation)] == [
        (Source.VALUE, "ACCOUNTABLE"), (Source.TARGET, str(target.uuid)), (Source.SIDES, "LOYAL"),
    ]  # fmt: skip


def test_each_gap_has_work_somebody_to_learn_from_and_fitting_courses(agency):
    fits, _other = make_course("Akuntabilitas", values=["ACCOUNTABLE"]), make_course("Lain")
    make_course("Ditarik", values=["ACCOUNTABLE"], active=False)
    offer = gaps.offers([VALUE])[0]
    assert [one.way for one in offer.proposals] == [Way.ASSIGNMENT, Way.MENTORING, Way.TRAINING]
    assert offer.proposals[-1].course == fits


def test_the_post_aimed_at_asks_for_what_is_not_yet_proved(agency, client):
    post = Position.objects.get(title="Kepala Bidang Guru")
    asked = make_course("Kepemimpinan pengawas")
    asked.required_for.add(post)
    form = {"post": "kepala bidang guru", "by_year": timezone.localdate().year + 1, "version": "0"}
    sign_in(client, agency.staff)
    assert (
        "tidak ada dalam daftar"
        in client.post(reverse("career_goal"), form | {"post": "Kepala"}).content.decode()
    )
    client.post(reverse("career_goal"), form)
    assert CareerGoal.objects.get().position == post
    assert client.post(reverse("career_goal"), form).status_code == 409

    assert [gap.key for gap in gaps.of_goal(CareerGoal.objects.get())] == [str(asked.uuid)]
    proof = prove(agency.staff, title="Kepemimpinan pengawas")
    certificates.verify(proof, by=agency.personnel.user, hours=8, note="", drawn=proof.version)
    assert gaps.of_goal(CareerGoal.objects.get()) == []


def test_another_app_can_add_gaps(evaluation, monkeypatch):
    monkeypatch.setattr(gaps, "_FINDERS", [])
    gaps.register(lambda _evaluation, _ratings: [Gap(Source.SIDES, "LOYAL", "Loyal")])
    assert gaps.of_evaluation(evaluation)[-1].key == "LOYAL"


# --- who sees what (product.md) ---------------------------------------------------------
def test_the_employee_reads_neither_gap_nor_item_of_a_rating_before_it_is_shown(agency, evaluation, client):
    propose(agency.staff, agency.superior, VALUE, evaluation)
    assert "Belajar menulis laporan" in plan(client, agency.superior, evaluation)
    assert "Terlambat." in plan(client, agency.superior, evaluation)
    assert "Belajar menulis" in plan(client, agency.head, evaluation)
    for person in (agency.staff, agency.personnel, agency.auditor):
        assert "Belajar menulis laporan" not in plan(client, person, evaluation)
        assert "Terlambat." not in plan(client, person, evaluation)
    assert not Notification.objects.filter(employee=agency.staff, key__startswith="item:").exists()

    walk_on(evaluation, "DELIVERED")
    for person in (agency.staff, agency.personnel, agency.auditor):
        assert "Belajar menulis laporan" in plan(client, person, evaluation)
    assert "Terlambat." in plan(client, agency.staff, evaluation)


def test_ratings_opened_in_the_dialogue_show_their_items_at_once(agency, evaluation, client):
    propose(agency.staff, agency.superior, VALUE, evaluation)
    factories.hold_dialogue(evaluation, agency.superior)
    Dialogue.objects.update(ratings_shown_at=timezone.now())
    assert "Belajar menulis laporan" in plan(client, agency.staff, evaluation)


def test_a_wish_is_between_the_two_until_it_is_agreed(agency, evaluation, client):
    item = propose(agency.staff, agency.staff)
    for person in (agency.staff, agency.superior):
        assert "Belajar menulis laporan" in plan(client, person, evaluation)
    for person in (agency.head, agency.personnel, agency.auditor):
        assert "Belajar menulis laporan" not in plan(client, person, evaluation)
    planning.agree(item, by=agency.superior.user)
    assert "Belajar menulis laporan" in plan(client, agency.head, evaluation)


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("status", ["RATED", "DELIVERED"])
def test_the_page_shows_ratings_exactly_where_the_table_of_field_groups_does(status, opened, agency, client):
    """The page asks in one query; `visible_groups` is the rule."""
    evaluation = make_evaluation(agency, status)
    rate_below(evaluation)
    if status == "RATED":
        factories.hold_dialogue(evaluation, agency.superior)
    Dialogue.objects.update(ratings_shown_at=timezone.now() if opened else None)
    for person in (agency.staff, agency.superior):
        allowed = FieldGroup.RATINGS in visible_groups(evaluation, person.user)
        assert ("Terlambat." in plan(client, person, evaluation)) is allowed


# --- agreement ----------------------------------------------------------------------------
def test_plans_are_agreed_from_the_dialogue_on_and_by_the_other_side(agency):
    evaluation = make_evaluation(agency, "ASSESSED")
    item = propose(agency.staff, agency.staff)
    with pytest.raises(Refused, match="dalam dialog evaluasi"):
        planning.agree(item, by=agency.superior.user)
    walk_on(evaluation, "RATED")
    for person in (agency.staff, agency.head, agency.personnel):
        with pytest.raises(Refused, match="pihak lain"):
            planning.agree(item, by=person.user)
    planning.agree(item, by=agency.superior.user)
    item.refresh_from_db()
    assert (item.status, item.agreed_by, item.evaluation) == ("AGREED", agency.superior, evaluation)
    assert Event.objects.get(action="development_agree").note == item.text


@pytest.mark.parametrize("who", ["head", "colleague", "personnel", "unit_personnel", "auditor"])
def test_nobody_else_writes_into_a_plan(who, agency, evaluation):
    with pytest.raises(Refused, match="pegawai dan pejabat penilainya"):
        propose(agency.staff, getattr(agency, who))


def test_a_superiors_item_is_a_recommendation_of_the_document_while_it_is_unsigned(agency, evaluation):
    """Text line 4707: notes or a recommendation are a minimum content of the document."""
    item = propose(agency.staff, agency.superior, VALUE, evaluation)
    told = evaluation.recommendations.get()
    assert (told.text, told.owner, told.due_on) == (item.text, agency.staff, item.due_on)
    planning.change(item, values(agency.staff, text="Magang"), by=agency.superior.user, drawn=item.version)
    assert evaluation.recommendations.get().text == "Magang"
    item.refresh_from_db()
    planning.close(
        item, by=agency.superior.user, done=False, note="Tidak jadi.", file=None, drawn=item.version
    )
    assert not Recommendation.objects.exists()


def test_after_the_signature_the_document_stays_as_it_was(agency, evaluation):
    walk_on(evaluation, "DELIVERED")
    item = propose(agency.staff, agency.superior, VALUE, evaluation)
    assert (item.recommendation, Recommendation.objects.count()) == (None, 0)


def test_an_employees_wish_becomes_a_recommendation_when_the_superior_agrees(agency, evaluation):
    item = propose(agency.staff, agency.staff)
    assert not Recommendation.objects.exists()
    planning.agree(item, by=agency.superior.user)
    assert evaluation.recommendations.get().text == item.text


def test_finishing_an_item_follows_its_recommendation_up_and_keeps_the_evidence(agency, evaluation, client):
    item = propose(agency.staff, agency.superior, VALUE, evaluation)
    walk_on(evaluation, "DELIVERED")
    planning.agree(item, by=agency.staff.user)
    args = [evaluation.appraisal.uuid, item.uuid]
    item.refresh_from_db()
    sent = {"note": "Dua laporan ditulis.", "version": item.version, "file": signed_upload("laporan.png")}

    assert (
        sign_in(client, agency.staff).post(reverse("development_finish", args=args), sent).status_code == 302
    )

    item.refresh_from_db()
    told = evaluation.recommendations.get()
    assert (item.status, item.file_name) == ("DONE", "laporan.png")
    assert (told.status, told.followed_note) == ("DONE", "Dua laporan ditulis.")
    assert client.get(reverse("development_file", args=args))["Content-Disposition"].startswith("attachment")


def test_what_personnel_recorded_on_the_recommendation_closes_the_item(agency, evaluation, client):
    item = propose(agency.staff, agency.superior, VALUE, evaluation)
    walk_on(evaluation, "DELIVERED")
    planning.agree(item, by=agency.staff.user)
    Recommendation.objects.update(
        status="DONE", followed_by=agency.personnel, followed_at=timezone.now(), followed_note="Sudah ikut."
    )
    assert "Tandai selesai" not in plan(client, agency.staff, evaluation)
    assert not planning.open_items(type(agency.staff).objects.all()).exists()


def test_a_proposal_is_changed_by_its_proposer_only_and_not_over_a_newer_one(agency, evaluation):
    item = propose(agency.staff, agency.staff)
    with pytest.raises(Refused, match="pengusulnya"):
        planning.change(item, values(agency.staff), by=agency.superior.user, drawn=0)
    planning.change(item, values(agency.staff, text="Lain"), by=agency.staff.user, drawn=0)
    with pytest.raises(Conflict):
        planning.change(item, values(agency.staff, text="Lagi"), by=agency.staff.user, drawn=0)


def test_an_open_item_is_there_in_the_next_year_too(agency, evaluation, client):
    planning.agree(propose(agency.staff, agency.staff), by=agency.superior.user)
    walk_on(evaluation, "DELIVERED")
    year = evaluation.appraisal.period.year + 1
    following = make_appraisal(agency, period=factories.make_period(year), targets=0)
    for person in (agency.staff, agency.superior):
        page = sign_in(client, person).get(reverse("development", args=[following.uuid])).content.decode()
        assert "Belajar menulis laporan" in page
        assert f"Tahunan {year - 1}" in page


# --- pages ----------------------------------------------------------------------------------
def test_a_proposal_is_taken_up_from_the_page_with_its_words_filled_in(agency, evaluation, client):
    course = make_course("Akuntabilitas", values=["ACCOUNTABLE"])
    page = plan(client, agency.superior, evaluation)
    address = reverse("development_item_new", args=[evaluation.appraisal.uuid])
    query = f"?celah=VALUE%3AACCOUNTABLE&cara=TRAINING&pelatihan={course.uuid}"
    assert f"{address}{query.replace('&', '&amp;').replace('%3A', '%3A')}" in page
    form = client.get(address + query).context["form"]
    assert (form.initial["course"], form.initial["text"]) == (course, "Mengikuti Akuntabilitas")

    sent = {
        "about": "Akuntabel",
        "way": "TRAINING",
        "course": course.pk,
        "text": "",
        "owner": agency.staff.pk,
    }
    assert client.post(address + query, sent).status_code == 422
    client.post(address + query, sent | {"due_on": (timezone.localdate() + timedelta(days=9)).isoformat()})
    item = DevelopmentItem.objects.get()
    assert (item.source, item.key, item.evaluation, item.text) == (
        "VALUE", "ACCOUNTABLE", evaluation, "Mengikuti Akuntabilitas",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"due_on": "2001-01-01"}, "Pilih tenggat hari ini"),
        ({"way": "MENTORING"}, "hanya untuk cara"),
        ({"course": "", "text": ""}, "Tulis kegiatannya"),
        ({"owner": "0"}, "Pilih"),
    ],
)
def test_what_does_not_fit_is_said(fields, sentence, agency, evaluation, client):
    sent = {
        "about": "Akuntabel", "way": "TRAINING", "course": make_course().pk, "text": "", "owner": agency.staff.pk,
        "due_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    } | fields  # fmt: skip
    address = reverse("development_item_new", args=[evaluation.appraisal.uuid])
    response = sign_in(client, agency.staff).post(address, sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_my_plan_leads_to_the_present_year_and_says_so_without_any(agency, client):
    assert (
        "Belum ada kinerja" in sign_in(client, agency.staff).get(reverse("my_development")).content.decode()
    )
    row = make_appraisal(agency, targets=0)
    assert client.get(reverse("my_development"))["Location"] == reverse("development", args=[row.uuid])
    assert Period.objects.count() == 1
