"""Templates per position, last year's targets, and links to the superior's: what brings targets into a draft."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.urls import reverse

from appraisal import carry_over, target_templates, workflow
from appraisal.models import TargetTemplate, WorkTarget
from appraisal.workflow import Refused
from tests.factories import add_target, make_appraisal, make_employee, make_period, place, sign_in

pytestmark = pytest.mark.django_db
POST = "Analis Kepegawaian Ahli Pertama"


def sent(**fields: object) -> dict[str, object]:
    return {"_submission": str(uuid.uuid4())} | fields


@pytest.fixture
def template(agency):
    return TargetTemplate.objects.create(
        position_title=POST, result="Berkas kenaikan pangkat tuntas", indicator="Berkas tuntas", aspect="QUANTITY",
        goal="40 berkas", unit="berkas", lower=38, upper=40, made_by=agency.superior,
    )  # fmt: skip


def results(appraisal):
    return list(appraisal.targets.values_list("result", flat=True))


def test_many_drafts_get_the_target_at_once_and_the_page_says_who_not_and_why(client, agency, template):
    draft = make_appraisal(agency, targets=0)
    running = make_appraisal(agency, "RUNNING", employee=agency.colleague)
    sign_in(client, agency.superior)
    url = reverse("template_apply", args=[template.uuid])

    page = client.post(url, sent(pilih=[draft.uuid, running.uuid])).content.decode()

    assert "Ditambahkan ke 1 draf" in page
    assert "bukan draf lagi: pelaksanaan" in page
    target = draft.targets.get()
    indicator = target.indicators.get()
    assert (target.result, indicator.goal, indicator.lower) == (template.result, "40 berkas", 38)
    draft.refresh_from_db()
    assert draft.version("targets") == 1
    assert draft.events.filter(action="template_applied").exists()
    assert template.result not in results(running)


def test_applying_twice_adds_nothing(agency, template):
    draft = make_appraisal(agency, targets=0)
    user = agency.superior.user

    first = target_templates.apply(template, [draft.uuid], by=user)
    second = target_templates.apply(template, [draft.uuid], by=user)

    assert [one.reason for one in first + second] == ["", target_templates.HERE_ALREADY]
    assert draft.targets.count() == 1


def test_a_template_reaches_only_ones_own_people_with_that_post(agency, template):
    make_appraisal(agency)
    user = agency.superior.user
    assert {row.employee for row in target_templates.people(user, template)} == {
        agency.staff,
        agency.colleague,
    }

    template.position_title = "Kepala Bidang Guru"
    assert not target_templates.people(user, template).exists()
    assert {row.employee for row in target_templates.people(agency.personnel.user, template)} == {
        agency.superior
    }


def test_personnel_never_apply_one_to_themselves(agency, template):
    make_appraisal(agency)
    people = {row.employee for row in target_templates.people(agency.unit_personnel.user, template)}

    assert agency.unit_personnel not in people
    assert agency.personnel in people


def test_somebody_elses_appraisal_in_the_post_is_ignored(client, agency, template):
    make_appraisal(agency)
    theirs = make_appraisal(agency, employee=agency.stranger, targets=0)
    sign_in(client, agency.superior).post(
        reverse("template_apply", args=[template.uuid]), sent(pilih=[theirs.uuid])
    )

    assert not theirs.targets.exists()


def test_a_template_is_written_and_changed_by_its_maker(client, agency):
    fields = {
        "position_title": POST, "kind": "MAIN", "result": "Arsip tertata", "aspect": "QUALITY",
        "indicator": "Arsip", "goal": "100%", "unit": "%", "direction": "HIGHER", "lower": "90,5", "upper": "100",
        "version": "0",
    }  # fmt: skip
    sign_in(client, agency.superior).post(reverse("template_new"), sent(**fields))
    made = TargetTemplate.objects.get()
    assert (made.made_by, str(made.lower)) == (agency.superior, "90.50")

    url = reverse("template_edit", args=[made.uuid])
    assert client.post(url, sent(**fields | {"lower": ""})).status_code == 422
    assert client.post(url, sent(**fields | {"version": "1", "goal": "95%"})).status_code == 302
    late = client.post(url, sent(**fields | {"version": "1", "goal": "80%"}))
    assert late.status_code == 409
    assert "95%" in late.content.decode()
    assert "80%" in late.content.decode()
    assert TargetTemplate.objects.get().goal == "95%"
    assert sign_in(client, agency.head).get(url).status_code == 403


def test_two_hundred_drafts_cost_no_more_questions_than_one(agency, template, django_assert_max_num_queries):
    make_appraisal(agency)
    for _ in range(30):
        place(make_employee(login=False), agency.section, agency.superior)
    make_appraisal(agency, employee=make_employee_placed(agency))
    chosen = [row.uuid for row in target_templates.people(agency.superior.user, template)]

    with django_assert_max_num_queries(20):
        assert len(target_templates.apply(template, chosen, by=agency.superior.user)) > 30


def make_employee_placed(agency):
    person = make_employee(login=False)
    place(person, agency.section, agency.superior)
    return person


# --- copying last year ------------------------------------------------------------------
@pytest.fixture
def years(agency):
    """An SKP of last year with an indicator, and this year's draft."""
    this = date.today().year
    last = make_period(this - 1, targets_due_on=date(this - 1, 1, 31))
    old = make_appraisal(agency, period=last, targets=1)
    new = make_appraisal(agency, period=make_period(this), targets=0)
    return old, new


def test_last_years_targets_come_with_their_indicators(client, agency, years):
    old, new = years
    superiors = add_target(make_appraisal(agency, employee=agency.superior, period=old.period), "Guru merata")
    old.targets.update(parent=superiors)
    sign_in(client, agency.staff).post(reverse("targets_copy", args=[new.uuid]), sent())

    target = new.targets.get()
    assert target.result == old.targets.get().result
    assert (target.parent, target.parent_text) == (None, "Guru merata")
    assert target.indicators.get().lower == 10


def test_nothing_is_overwritten_and_nothing_comes_twice(agency, years):
    old, new = years
    add_target(new, "Arsip tertata")
    assert [carry_over.copy(new, by=agency.staff) for _ in range(2)] == [1, 0]
    assert results(new) == ["Arsip tertata", old.targets.get().result]


def test_without_an_earlier_year_the_page_says_what_to_do(client, agency):
    draft = make_appraisal(agency)
    sign_in(client, agency.staff)
    url = reverse("targets_copy", args=[draft.uuid])

    assert "Belum ada SKP tahun sebelumnya" in client.get(url).content.decode()
    assert client.post(url, sent()).status_code == 409


def test_a_running_skp_copies_nothing(agency, years):
    _old, new = years
    add_target(new, "Arsip tertata")
    workflow.perform(new, "propose", by=agency.staff)
    with pytest.raises(Refused, match="tidak dapat diubah"):
        carry_over.copy(new, by=agency.staff)


# --- linking later ----------------------------------------------------------------------
def test_a_target_is_linked_once_the_superior_has_his(client, agency):
    draft = make_appraisal(agency, targets=1)
    mine = draft.targets.get()
    sign_in(client, agency.staff)
    url = reverse("targets_link", args=[draft.uuid])
    assert "Pimpinan belum menulis SKP" in client.get(url).content.decode()
    parent = add_target(make_appraisal(agency, employee=agency.superior, targets=0), "Guru merata")

    assert "Guru merata (Siti Atasan)" in client.get(url).content.decode()
    client.post(url, sent(version=0, **{str(mine.uuid): parent.uuid}))

    mine.refresh_from_db()
    assert mine.parent == parent


def test_only_a_superiors_target_can_be_served(client, agency):
    draft = make_appraisal(agency, targets=1)
    mine = draft.targets.get()
    add_target(make_appraisal(agency, employee=agency.superior, targets=0), "Guru merata")
    foreign = add_target(make_appraisal(agency, employee=agency.stranger, targets=0), "Puskesmas ramah")
    page = sent(version=0, **{str(mine.uuid): foreign.uuid})

    assert (
        sign_in(client, agency.staff).post(reverse("targets_link", args=[draft.uuid]), page).status_code
        == 422
    )
    assert WorkTarget.objects.get(pk=mine.pk).parent is None


def test_a_stale_form_of_links_is_a_conflict(client, agency):
    draft = make_appraisal(agency, targets=1)
    parent = add_target(make_appraisal(agency, employee=agency.superior, targets=0), "Guru merata")
    page = sent(version=7, **{str(draft.targets.get().uuid): parent.uuid})

    assert (
        sign_in(client, agency.staff).post(reverse("targets_link", args=[draft.uuid]), page).status_code
        == 409
    )
