"""The page of an evaluation: which parts reach whose HTML in which status."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import record, workflow
from appraisal.evaluation_rows import IndicatorRow
from appraisal.models import (
    Dialogue,
    Evaluation,
    EvaluationStatus,
    GiverRole,
    ItemRating,
    PartyRole,
    ProgressEntry,
    Recommendation,
    SelfFigure,
    SelfTarget,
    TargetIndicator,
)
from appraisal.rating import Tone
from appraisal.views import evaluation as page_of_evaluation
from appraisal.visibility import FieldGroup
from employees import roles
from employees.models import Employee, Holiday
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

# One word a field group that stands nowhere else on the page.
WORDS = {
    "targets": "Laporan layanan 1 tersusun tepat waktu",
    "progress": "Rekonsiliasi data gaji",
    "obstacle": "Jaringan sering padam",
    "evidence": "Berita acara rekonsiliasi",
    "feedback": "Ramah kepada tamu kantor",
    "self": "Capaian-dari-pegawai",
    "self_rating": "Catatan-rating-diri",
    "draft_reason": "Alasan-hasil-dari-penilai",
    "item_rating": "Catatan-rating-penilai",
    "predicate": "Predikat kinerja pegawai",
    "minutes": "notula belum dikonfirmasi",
    "recommendation": "Ikut pelatihan penulisan",
    "note": "Pertahankan ketelitian",
}
ALWAYS = {"targets", "progress", "obstacle", "evidence", "feedback"}
SELF = {"self", "self_rating"}
RATINGS = {"draft_reason", "item_rating"}
TALK = {"minutes", "recommendation", "note"}
S = EvaluationStatus
ROLES = ("appraisee", "appraiser", "reviewer", "unit_personnel", "personnel", "auditor")
SHOWN: dict[EvaluationStatus, dict[str, set[str]]] = {
    S.OPEN: {
        "appraisee": ALWAYS | SELF,
        "appraiser": ALWAYS,
        "reviewer": ALWAYS,
        "unit_personnel": ALWAYS,
        "personnel": ALWAYS,
        "auditor": ALWAYS,
    },
    S.ASSESSED: {
        "appraisee": ALWAYS | SELF | TALK,
        "appraiser": ALWAYS | SELF | RATINGS | TALK,
        "reviewer": ALWAYS | SELF,
        "unit_personnel": ALWAYS | SELF,
        "personnel": ALWAYS | SELF,
        "auditor": ALWAYS | SELF,
    },
    S.RATED: {
        "appraisee": ALWAYS | SELF | TALK,
        "appraiser": ALWAYS | SELF | RATINGS | TALK | {"predicate"},
        "reviewer": ALWAYS | SELF | RATINGS | TALK | {"predicate"},
        "unit_personnel": ALWAYS | SELF,
        "personnel": ALWAYS | SELF,
        "auditor": ALWAYS | SELF,
    },
    S.DELIVERED: dict.fromkeys(ROLES, ALWAYS | SELF | RATINGS | TALK | {"predicate"}),
    S.FINAL: dict.fromkeys(ROLES, ALWAYS | SELF | RATINGS | TALK | {"predicate"}),
}


def fill(evaluation: Evaluation) -> None:
    """Put the word of every field group into its row, as the pages would have."""
    appraisal = evaluation.appraisal
    target = appraisal.targets.all()[0]
    entry = ProgressEntry.objects.create(
        appraisal=appraisal,
        target=target,
        day=timezone.localdate(),
        text=WORDS["progress"],
        obstacle=WORDS["obstacle"],
    )
    entry.evidence.create(title=WORDS["evidence"], link="https://contoh.example/bukti")
    record.add(
        appraisal,
        source="note:1",
        giver_role=GiverRole.LEADER,
        text=WORDS["feedback"],
        day=timezone.localdate(),
        tone=Tone.POSITIVE,
        target=target,
    )
    SelfTarget.objects.update_or_create(
        evaluation=evaluation, target=target, defaults={"achievements": WORDS["self"]}
    )
    for role, word in ((PartyRole.APPRAISEE, "self_rating"), (PartyRole.APPRAISER, "item_rating")):
        ItemRating.objects.create(
            evaluation=evaluation, by_role=role, target=target, rating="MEETS", note=WORDS[word]
        )


def person(agency: Agency, role: str) -> Employee:
    named = {"appraisee": agency.staff, "appraiser": agency.superior, "reviewer": agency.head}
    return named.get(role) or getattr(agency, role)


def prepared(agency: Agency, status: EvaluationStatus) -> Evaluation:
    """An evaluation in a status, with every field group filled as far as the status has it."""
    reached = S.ASSESSED if status in {S.RATED, S.DELIVERED, S.FINAL} else status
    evaluation = make_evaluation(agency, reached)
    fill(evaluation)
    if status == S.OPEN:
        return evaluation
    factories.draft_rating(evaluation, agency.superior)
    evaluation.ratings.update(results_reason=WORDS["draft_reason"])
    factories.hold_dialogue(evaluation, agency.superior)
    Recommendation.objects.create(evaluation=evaluation, text=WORDS["recommendation"])
    steps = [(S.RATED, "rate", agency.superior), (S.DELIVERED, "deliver", agency.superior)]
    for reached, action, by in [*steps, (S.FINAL, "accept", agency.staff)]:
        if list(S).index(status) >= list(S).index(reached):
            workflow.perform(evaluation, action, by=by)
    evaluation.refresh_from_db()
    return evaluation


def opened(client: Client, evaluation: Evaluation, employee: Employee) -> str:
    response = sign_in(client, employee).get(evaluation.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("status", SHOWN)
def test_each_reader_sees_exactly_the_groups_of_the_table(
    agency: Agency, client: Client, status: EvaluationStatus
) -> None:
    evaluation = prepared(agency, status)
    for role in ROLES:
        html = opened(client, evaluation, person(agency, role))
        assert {name for name, word in WORDS.items() if word in html} == SHOWN[status][role], role


def test_without_the_table_the_draft_would_reach_the_appraiser(
    agency: Agency, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = prepared(agency, S.OPEN)
    assert WORDS["self"] not in opened(client, evaluation, agency.superior)
    monkeypatch.setattr(page_of_evaluation, "visible_groups", lambda *_: frozenset(FieldGroup))
    assert WORDS["self"] in opened(client, evaluation, agency.superior)


@pytest.mark.parametrize("outsider", ["colleague", "stranger", "other_unit_personnel"])
def test_an_outsider_finds_nothing(agency: Agency, client: Client, outsider: str) -> None:
    evaluation = prepared(agency, S.DELIVERED)
    for name in ("evaluation", "self_assessment", "rating", "evaluation_note", "dialogue"):
        url = reverse(name, args=[evaluation.appraisal.uuid, evaluation.window])
        assert sign_in(client, person(agency, outsider)).get(url).status_code == 404, name


@pytest.mark.parametrize(
    ("came_from", "status", "readers"),
    [
        (S.OPEN, S.VOID, {"appraiser"}),
        (S.ASSESSED, S.OVERDUE, {"appraiser", "reviewer"}),
        (S.DELIVERED, S.DISPUTED, set(ROLES)),
    ],
)
def test_statuses_of_later_steps_are_readable_too(
    agency: Agency,
    client: Client,
    came_from: EvaluationStatus,
    status: EvaluationStatus,
    readers: set[str],
) -> None:
    evaluation = prepared(agency, came_from)
    Evaluation.objects.filter(pk=evaluation.pk).update(status=status, overdue_from=came_from)
    pages = {role: opened(client, evaluation, person(agency, role)) for role in ROLES}
    assert all(status.label in html for html in pages.values())
    assert {role for role, html in pages.items() if WORDS["item_rating"] in html} == readers


def test_own_ratings_of_the_employee_wait_for_the_appraisers(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.ASSESSED)
    fill(evaluation)
    ItemRating.objects.filter(by_role=PartyRole.APPRAISER).delete()
    for url in (evaluation.get_absolute_url(), reverse("rating", args=url_args(evaluation))):
        html = sign_in(client, agency.superior).get(url).content.decode()
        assert WORDS["self"] in html
        assert WORDS["self_rating"] not in html
    factories.draft_rating(evaluation, agency.superior)
    for url in (evaluation.get_absolute_url(), reverse("rating", args=url_args(evaluation))):
        html = sign_in(client, agency.superior).get(url).content.decode()
        assert WORDS["self_rating"] in html


def url_args(evaluation: Evaluation) -> list[object]:
    return [evaluation.appraisal.uuid, evaluation.window]


def test_a_skipped_draft_stays_the_employees_own(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.OPEN)
    fill(evaluation)
    indicator = evaluation.appraisal.targets.all()[0].indicators.get()
    SelfFigure.objects.create(evaluation=evaluation, indicator=indicator, achieved=98765, text="angka-draf")
    Evaluation.objects.filter(pk=evaluation.pk).update(
        opens_on=timezone.localdate() - timedelta(days=30),
        self_due_on=timezone.localdate() - timedelta(days=1),
    )
    workflow.perform(evaluation, "cut_off", by=None)
    for url in (evaluation.get_absolute_url(), reverse("rating", args=url_args(evaluation))):
        html = sign_in(client, agency.superior).get(url).content.decode()
        for word in (WORDS["self"], WORDS["self_rating"], "angka-draf", "98.765"):
            assert word not in html
    html = opened(client, evaluation, agency.staff)
    assert WORDS["self"] in html
    assert "angka-draf" in html


def test_ratings_opened_in_the_dialogue_reach_the_employee(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.RATED)
    assert WORDS["draft_reason"] not in opened(client, evaluation, agency.staff)
    workflow.perform(evaluation, "show", by=agency.superior)
    assert WORDS["draft_reason"] in opened(client, evaluation, agency.staff)


def test_a_rating_being_revised_shows_nobody_the_old_one(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.RATED)
    workflow.perform(evaluation, "show", by=agency.superior)
    workflow.perform(evaluation, "revise", by=agency.superior)
    for role in ("appraisee", "reviewer", "personnel", "auditor"):
        assert WORDS["draft_reason"] not in opened(client, evaluation, person(agency, role))
    assert WORDS["draft_reason"] in opened(client, evaluation, agency.superior)


def test_a_new_rating_is_not_open_because_the_old_one_was(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.RATED)
    for action in ("show", "revise", "rate"):
        workflow.perform(evaluation, action, by=agency.superior)
    assert WORDS["draft_reason"] not in opened(client, evaluation, agency.staff)


def test_an_appraiser_who_is_personnel_too_waits_like_any_other(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.ASSESSED)
    fill(evaluation)
    factories.grant(agency.superior, roles.PERSONNEL)
    assert WORDS["self_rating"] not in opened(client, evaluation, agency.superior)
    assert WORDS["self_rating"] in opened(client, evaluation, agency.personnel)


def test_delivery_says_what_each_answer_means_and_how_long_there_is(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.DELIVERED)
    html = opened(client, evaluation, agency.staff)
    assert "Menandatangani tidak menghilangkan hak keberatan" in html
    assert "melepaskan hak keberatan secara tegas" in html
    assert "sisa 14 hari kerja" in html
    assert evaluation.reply_due_on is not None
    Holiday.objects.create(day=evaluation.reply_due_on, name="Cuti bersama")
    assert "sisa 13 hari kerja" in opened(client, evaluation, agency.staff)


def test_the_quadrant_marks_the_cell_that_holds(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.ASSESSED)
    factories.draft_rating(evaluation, agency.superior, results="BELOW", behaviour="ABOVE")
    workflow.perform(evaluation, "rate", by=agency.superior)
    sign_in(client, agency.superior)
    lines = client.get(evaluation.get_absolute_url()).context["quadrant"]
    chosen = [(line.results, cell.label) for line in lines for cell in line.cells if cell.chosen]
    assert chosen == [("Di bawah ekspektasi", "Butuh perbaikan")]
    assert next(line.results for line in lines) == "Di atas ekspektasi"


def test_questions_and_answers_are_shown_to_both(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.DELIVERED)
    workflow.perform(evaluation, "ask_results", by=agency.staff, note="Mengapa tidak di atas?")
    assert "Mengapa tidak di atas?" in opened(client, evaluation, agency.superior)
    workflow.perform(evaluation, "answer_results", by=agency.superior, note="Karena dua laporan terlambat.")
    assert "Karena dua laporan terlambat." in opened(client, evaluation, agency.staff)


def test_buttons_are_those_the_table_offers(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.DELIVERED)
    sign_in(client, agency.staff)
    response = client.get(evaluation.get_absolute_url())
    offered = {offer.step.label for offer in workflow.offered(evaluation, to=agency.staff)}
    # The objection has a page of its own, with reasons and evidence: one way, not two.
    assert {action.label for action in response.context["actions"]} == offered - {"Ajukan keberatan"}
    assert "Ke halaman keberatan" in response.content.decode()
    assert offered == {
        "Konfirmasi notula",
        "Tanda tangani",
        "Minta penjelasan rating hasil kerja",
        "Minta penjelasan rating perilaku kerja",
        "Terima hasil evaluasi",
        "Ajukan keberatan",
    }


def test_delivering_without_a_dialogue_needs_a_reason(agency: Agency, client: Client) -> None:
    evaluation = make_evaluation(agency, S.RATED)
    with workflow.editing(evaluation, "note", by=agency.superior) as row:
        row.note = "Pertahankan."
    url = reverse("evaluation_act", args=[*url_args(evaluation), "deliver"])
    sign_in(client, agency.superior)
    client.post(url, {"password": factories.PASSWORD, "note": ""})
    evaluation.refresh_from_db()
    assert evaluation.status == S.RATED
    client.post(url, {"password": factories.PASSWORD, "note": "Pegawai sedang tugas belajar."})
    evaluation.refresh_from_db()
    assert evaluation.status == S.DELIVERED
    assert "Disampaikan tanpa dialog: Pegawai sedang tugas belajar." in opened(
        client, evaluation, agency.staff
    )


def test_the_page_costs_the_same_for_one_target_and_for_twenty(agency: Agency, client: Client) -> None:
    evaluation = prepared(agency, S.DELIVERED)
    Dialogue.objects.get(evaluation=evaluation)
    counts = [queries(client, evaluation, agency.staff)]
    for number in range(20):
        target = factories.add_target(evaluation.appraisal, f"Hasil tambahan {number}", order=number + 5)
        SelfTarget.objects.create(evaluation=evaluation, target=target, achievements="Ada.")
        entry = ProgressEntry.objects.create(
            appraisal=evaluation.appraisal, target=target, day=timezone.localdate(), text="Ada."
        )
        entry.evidence.create(title="Bukti", link="https://contoh.example/b")
        record.add(
            evaluation.appraisal,
            source=f"note:many-{number}",
            giver_role=GiverRole.PEER,
            text="Terima kasih.",
            day=timezone.localdate(),
        )
    counts.append(queries(client, evaluation, agency.staff))
    assert counts[0] == counts[1]


def test_the_recommendations_are_read_once_though_signing_asks_for_them_too(
    agency: Agency, client: Client
) -> None:
    evaluation = make_evaluation(agency, S.RATED)  # without a note: then a recommendation has to be there
    sign_in(client, agency.superior)
    with CaptureQueriesContext(connection) as captured:
        client.get(evaluation.get_absolute_url())
    theirs = re.compile(rf'"appraisal_recommendation"."evaluation_id" (= |IN \(){evaluation.pk}\b')
    assert sum(bool(theirs.search(one["sql"])) for one in captured) == 1


def queries(client: Client, evaluation: Evaluation, employee: Employee) -> int:
    sign_in(client, employee)
    client.get(evaluation.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(evaluation.get_absolute_url())
    return len(captured)


@pytest.mark.parametrize(
    ("unit", "text", "figure"),
    [
        ("%", "", "98,5 %"),
        ("%", "menurut rekapitulasi", "98,5 %"),
        ("%", "98,5 %, menurut rekapitulasi", ""),
        ("", "98,55 menurut rekapitulasi", "98,5"),
        ("", "98,5,1 menurut rekapitulasi", "98,5"),
        ("hari", "98,5 harian", "98,5 hari"),
    ],
)
def test_a_figure_that_the_words_begin_with_is_not_said_twice(unit: str, text: str, figure: str) -> None:
    row = IndicatorRow(TargetIndicator(unit=unit), own=SelfFigure(achieved=Decimal("98.5"), text=text))

    assert row.figure == figure
