"""The old unit's result in the new unit's window, by agreement of both sides; never for the year."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from appraisal import carrying, moves, workflow
from appraisal.models import EvaluationStatus, EvaluationWindow, Origin, WindowCode
from appraisal.moves import Move
from appraisal.windows import open_evaluations
from appraisal.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(agency):
    person = factories.make_employee("Bu Tuan Rumah")
    factories.place(person, agency.other_office, agency.mayor, title="Kepala Dinas Kesehatan")
    return person


@pytest.fixture
def sari(agency, host):
    """Sari's year before is final; in February she moves to a unit that evaluates every month."""
    with time_machine.travel("2026-01-06 09:00+07:00"):
        before = factories.make_period(
            2025, opens_on=date(2025, 12, 28), self_due_on=date(2026, 1, 10), ends_on=date(2026, 1, 31)
        )
        result = factories.make_evaluation(agency, "FINAL", period=before)
        period = factories.make_period(
            2026, opens_on=date(2026, 12, 28), self_due_on=date(2027, 1, 10), ends_on=date(2027, 1, 31),
            rhythm="MONTHLY",
        )  # fmt: skip
        EvaluationWindow.objects.create(
            period=period, code="B02", opens_on=date(2026, 2, 20), self_due_on=date(2026, 3, 7),
            ends_on=date(2026, 3, 14),
        )  # fmt: skip
        old = factories.make_appraisal(agency, "RUNNING", period=period)
    with time_machine.travel("2026-02-10 09:00+07:00"):
        move = Move(agency.other_office, date(2026, 2, 10), host, agency.mayor, "SK.")
        new = moves.move(old, move, by=agency.personnel)
    with time_machine.travel("2026-02-23 09:00+07:00"):
        open_evaluations(timezone.localdate())
        yield new, result


def test_saris_result_of_last_year_counts_in_february_once_both_agree(agency, host, sari):
    """Moved early in the year: the former period's result is last year's (text lines 3749-3764)."""
    new, result = sari
    begun = new.evaluations.get()
    assert carrying.agree(new, "B02", by=agency.staff) is None
    assert begun.status == EvaluationStatus.OPEN
    used = carrying.agree(new, "B02", by=host)
    begun.refresh_from_db()
    assert begun.status == EvaluationStatus.VOID
    assert (used.status, used.window, used.carried_from) == (EvaluationStatus.FINAL, "B02", result)
    assert (used.predicate, used.signed_by, used.origin) == (
        result.predicate,
        agency.superior,
        Origin.APPRAISER,
    )
    assert used.ratings.get().results == "MEETS"
    assert new.evaluations.exclude(status=EvaluationStatus.VOID).get() == used


def test_the_new_unit_may_evaluate_itself_instead(agency, sari):
    new, _result = sari
    factories.add_target(new, "Laporan kesehatan")
    assert new.evaluations.get().status == EvaluationStatus.OPEN


def test_one_side_alone_carries_nothing_and_may_take_it_back(agency, host, sari):
    new, _result = sari
    carrying.agree(new, "B02", by=host)
    carrying.withdraw(new, "B02", by=host)
    assert carrying.agree(new, "B02", by=agency.staff) is None
    with pytest.raises(Refused, match="Tidak ada persetujuan Anda"):
        carrying.withdraw(new, "B02", by=host)


@pytest.mark.parametrize("who", ["superior", "mayor", "personnel", "stranger"])
def test_nobody_else_agrees(agency, sari, who):
    new, _result = sari
    with pytest.raises(Refused, match="Hanya pegawai dan pejabat penilainya"):
        carrying.agree(new, "B02", by=getattr(agency, who))


def test_the_yearly_evaluation_is_always_the_new_appraisers(agency, host, sari):
    """Text lines 3765-3767."""
    new, _result = sari
    with time_machine.travel("2026-12-29 09:00+07:00"):
        assert WindowCode.YEAR not in {offer.window.code for offer in carrying.offers(new)}
        with pytest.raises(Refused, match="tidak dapat dipakai"):
            carrying.agree(new, WindowCode.YEAR, by=agency.staff)


def test_a_window_that_is_over_or_signed_takes_no_old_result(agency, host, sari):
    new, _result = sari
    carrying.agree(new, "B02", by=agency.staff)
    carrying.agree(new, "B02", by=host)
    assert carrying.offers(new) == []


def test_who_did_not_move_has_nothing_to_carry(agency, sari):
    _new, result = sari
    assert carrying.offers(result.appraisal) == []


def test_a_carried_result_is_not_reopened_here(agency, host, sari):
    new, _result = sari
    carrying.agree(new, "B02", by=agency.staff)
    used = carrying.agree(new, "B02", by=host)
    assert workflow.refusal(used, "reopen", agency.personnel)
