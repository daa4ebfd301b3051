"""Who sees which field group when: every group × relation × status against a literal table."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from appraisal import opening, workflow
from appraisal.models import Appraisal, EvaluationStatus, PartyRole
from appraisal.visibility import FieldGroup, Relation, relations, visible_groups
from tests import factories

pytestmark = pytest.mark.django_db

# Letters of the statuses in which the group is shown: O open, A assessed, R rated, X overdue, D delivered,
# C disputed, F final, V void. From product.md, 'Who sees what, when'.
STATUS = dict(zip("OARXDCFV", EvaluationStatus.values, strict=True))
LITERAL = {
    # group: appraisee, appraiser, reviewer, personnel, auditor, stranger
    "TARGETS": ("OARXDCFV", "OARXDCFV", "OARXDCFV", "OARXDCFV", "OARXDCFV", ""),
    "FEEDBACK": ("OARXDCFV", "OARXDCFV", "OARXDCFV", "OARXDCFV", "OARXDCFV", ""),
    "SELF_DRAFT": ("OARXDCFV", "", "", "", "", ""),
    "SELF": ("OARXDCFV", "ARXDCFV", "ARXDCFV", "ARXDCFV", "ARXDCFV", ""),
    "SELF_RATINGS": ("OARXDCFV", "ARXDCFV", "ARXDCFV", "ARXDCFV", "ARXDCFV", ""),
    "PROPOSALS": ("", "OARXDCFV", "RXDCF", "", "DCF", ""),
    "RATINGS": ("DCF", "ARXDCFV", "RXDCF", "DCF", "DCF", ""),
    "DIALOGUE": ("OARXDCFV", "OARXDCFV", "RXDCF", "DCF", "DCF", ""),
    "OBJECTION": ("RXDCF", "RXDCF", "RXDCF", "RXDCF", "RXDCF", ""),
}


def readers(agency):
    return (agency.staff, agency.superior, agency.head, agency.personnel, agency.auditor, agency.stranger)


def test_every_cell(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    factories.draft_rating(evaluation, agency.superior)
    wrong = []
    for letter, status in STATUS.items():
        evaluation.status = status
        for place, reader in enumerate(readers(agency)):
            shown = {group.name for group in visible_groups(evaluation, reader.user)}
            expected = {name for name, row in LITERAL.items() if letter in row[place]}
            if shown != expected:
                wrong.append((status, reader.name, shown ^ expected))
    assert wrong == []


def test_the_literal_table_covers_every_group():
    assert set(LITERAL) == {group.name for group in FieldGroup}


def test_the_appraiser_sees_own_ratings_of_the_employee_only_after_saving_his(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    assert FieldGroup.SELF_RATINGS not in visible_groups(evaluation, agency.superior.user)
    assert FieldGroup.SELF in visible_groups(evaluation, agency.superior.user)
    factories.draft_rating(evaluation, agency.superior)
    assert FieldGroup.SELF_RATINGS in visible_groups(evaluation, agency.superior.user)


def test_a_skipped_self_assessment_stays_private(agency):
    evaluation = factories.make_evaluation(agency)
    factories.assess(evaluation)
    evaluation.status, evaluation.self_skipped = "ASSESSED", True
    assert FieldGroup.SELF not in visible_groups(evaluation, agency.superior.user)
    assert FieldGroup.SELF in visible_groups(evaluation, agency.staff.user)


def test_ratings_opened_in_the_dialogue_are_shown_to_the_employee(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    assert FieldGroup.RATINGS not in visible_groups(evaluation, agency.staff.user)
    workflow.perform(evaluation, "show", by=agency.superior)
    assert FieldGroup.RATINGS in visible_groups(evaluation, agency.staff.user)


def test_lists_and_details_agree(agency):
    """Whoever has no relation finds nothing, and the other way round."""
    evaluation = factories.make_evaluation(agency)
    everybody = (*readers(agency), agency.unit_personnel, agency.other_unit_personnel, agency.colleague)
    for reader in everybody:
        found = Appraisal.objects.visible_to(reader.user).filter(pk=evaluation.appraisal_id).exists()
        assert found == bool(relations(evaluation.appraisal, reader.user)), reader


def test_personnel_are_no_readers_of_their_own_appraisal(agency):
    appraisal = factories.make_appraisal(agency, employee=agency.personnel)
    assert relations(appraisal, agency.personnel.user) == {Relation.APPRAISEE}


def test_a_future_party_reads_nothing_yet(agency):
    appraisal = factories.make_appraisal(agency)
    tomorrow = timezone.localdate() + timedelta(days=1)
    appraisal.parties.filter(role="APPRAISER").update(starts_on=tomorrow)
    assert relations(appraisal, agency.superior.user) == frozenset()
    assert appraisal not in Appraisal.objects.visible_to(agency.superior.user)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert relations(appraisal, agency.superior.user) == {Relation.APPRAISER}
        assert appraisal in Appraisal.objects.visible_to(agency.superior.user)


@pytest.mark.parametrize("role", ["APPRAISER", "REVIEWER"])
def test_a_former_superior_reads_none_of_his_successors_secrets(role, agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    former = {"APPRAISER": agency.superior, "REVIEWER": agency.head}[role]
    yesterday = timezone.localdate() - timedelta(days=1)
    evaluation.appraisal.parties.filter(role=role).update(ends_on=yesterday)
    assert visible_groups(evaluation, former.user) == {FieldGroup.TARGETS, FieldGroup.FEEDBACK}


def test_a_former_appraiser_reads_in_full_what_he_signed(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    before = visible_groups(evaluation, agency.superior.user)
    yesterday = timezone.localdate() - timedelta(days=1)
    evaluation.appraisal.parties.filter(role="APPRAISER").update(ends_on=yesterday)
    assert FieldGroup.RATINGS in before
    assert visible_groups(evaluation, agency.superior.user) == before


def test_a_team_leader_is_no_reader_by_that_role(agency):
    evaluation = factories.make_evaluation(agency, "FINAL")
    appraisal = evaluation.appraisal
    leader = opening.party_of(
        appraisal, PartyRole.TEAM_LEADER, agency.stranger, None, appraisal.period.starts_on
    )
    leader.save()
    assert visible_groups(evaluation, agency.stranger.user) == frozenset()
