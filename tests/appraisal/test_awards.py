"""Awards: who nominates, votes and decides, what is shown when, and the certificate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import awards, certificates, waiting
from appraisal.award_forms import AwardForm
from appraisal.awards import Decision, Stage
from appraisal.models import Award, AwardVote, Event, Nomination
from appraisal.workflow import Refused
from employees import matters
from employees.models import Announcement, Job, Notification
from tests import factories, queries
from tests.appraisal.test_form_prints import carry_out
from tests.factories import Agency
from tests.printed import words_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def make_award(agency: Agency, **fields: Any) -> Award:
    today = TODAY()
    values = {
        "title": "Pegawai teladan", "month": today.replace(day=1), "unit": agency.office,
        "criteria": "Ramah.\nTepat waktu.", "nominate_until": today, "opened_by": agency.personnel,
        "opened_at": timezone.now(),
    }  # fmt: skip
    return Award.objects.create(**values | fields)


def move_days(award: Award, **days: int) -> Award:
    """The days of a round, counted from today."""
    moved = {name: TODAY() + timedelta(days=number) for name, number in days.items()}
    Award.objects.filter(pk=award.pk).update(**moved)
    award.refresh_from_db()
    return award


def nominate(award: Award, by: Any, nominee: Any, reason: str = "Loket buka tepat waktu.") -> Nomination:
    return awards.nominate(award, by=by, nominee=nominee, reason=reason)


def choose(nominee: Any, **fields: str) -> Decision:
    words = {"committee": "", "decree": "", "signer_name": "", "signer_title": ""} | fields
    return Decision(nominee, "Paling tepat waktu.", **words)


def voted(agency: Agency) -> Award:
    """Two candidates; the colleague has two votes, the staff member one."""
    award = make_award(agency, method="VOTE", vote_until=TODAY() + timedelta(days=3))
    nominate(award, agency.superior, agency.staff)
    nominate(award, agency.superior, agency.colleague)
    move_days(award, nominate_until=-1)
    for voter, nominee in (
        (agency.staff, agency.colleague), (agency.superior, agency.colleague), (agency.colleague, agency.staff),
    ):  # fmt: skip
        awards.vote(award, by=voter, nominee=nominee)
    return award


# --- nominating -----------------------------------------------------------------------
def test_employees_of_the_units_nominate_others_and_a_second_time_replaces_the_reason(agency: Agency) -> None:
    award = make_award(agency)
    nominate(award, agency.staff, agency.colleague)
    nominate(award, agency.staff, agency.colleague, "Menolong di loket.")
    assert [one.reason for one in award.nominations.all()] == ["Menolong di loket."]


@pytest.mark.parametrize(
    ("by", "nominee", "reason"),
    [
        ("staff", "staff", "diri sendiri"),
        ("stranger", "staff", "untuk unit lain"),
        ("staff", "stranger", "dari unit penghargaan ini"),
        ("staff", "mayor", "pegawai ASN aktif"),
    ],
)
def test_nobody_nominates_himself_or_across_the_units(
    agency: Agency, by: str, nominee: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        nominate(make_award(agency), getattr(agency, by), getattr(agency, nominee))


def test_where_heads_nominate_others_are_told_so(agency: Agency) -> None:
    award = make_award(agency, nominators="HEADS")
    nominate(award, agency.superior, agency.staff)
    with pytest.raises(Refused, match="oleh pimpinan unit"):
        nominate(award, agency.colleague, agency.staff)


def test_after_the_last_day_nobody_nominates(agency: Agency) -> None:
    award = move_days(make_award(agency), nominate_until=-1)
    with pytest.raises(Refused, match="Masa usulan sudah berakhir"):
        nominate(award, agency.staff, agency.colleague)


# --- voting and deciding --------------------------------------------------------------
def test_one_vote_each_may_be_moved_and_is_counted_only_afterwards(agency: Agency) -> None:
    award = voted(agency)
    assert {one.votes for one in awards.candidates(award)} == {None}
    awards.vote(award, by=agency.superior, nominee=agency.staff)
    assert AwardVote.objects.filter(award=award).count() == 3
    move_days(award, nominate_until=-2, vote_until=-1)
    counted = {one.person: one.votes for one in awards.candidates(award)}
    assert counted == {agency.staff: 2, agency.colleague: 1}


def test_nobody_votes_for_himself_or_for_somebody_not_nominated(agency: Agency) -> None:
    award = voted(agency)
    with pytest.raises(Refused, match="diri sendiri"):
        awards.vote(award, by=agency.staff, nominee=agency.staff)
    with pytest.raises(Refused, match="tidak diusulkan"):
        awards.vote(award, by=agency.staff, nominee=agency.head)
    with pytest.raises(Refused, match="pegawai unitnya"):
        awards.vote(award, by=agency.stranger, nominee=agency.staff)


def test_a_vote_waits_for_colleagues_of_the_units_until_they_gave_it(agency: Agency) -> None:
    voted(agency)
    assert [awards.to_vote(one).exists() for one in (agency.staff, agency.head, agency.stranger)] == [
        False, True, False,
    ]  # fmt: skip
    assert waiting.told(matters.waiting(waiting.kinds(agency.head.user)))[0].words == (
        "Suara Anda: Pegawai teladan"
    )


def test_a_vote_binds_who_announces_it(agency: Agency) -> None:
    award = voted(agency)
    with pytest.raises(Refused, match="Suara masih diberikan"):
        awards.decide(award, choose(agency.colleague), by=agency.personnel.user)
    move_days(award, nominate_until=-2, vote_until=-1)
    with pytest.raises(Refused, match="Suara terbanyak ada pada calon lain"):
        awards.decide(award, choose(agency.staff), by=agency.personnel.user)
    made = awards.decide(award, choose(agency.colleague), by=agency.personnel.user)
    assert (made.winner, made.votes_won, made.votes_cast) == (agency.colleague, 2, 3)


def test_a_committee_decides_with_a_reason_and_everybody_is_told(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    award = make_award(agency)
    nominate(award, agency.superior, agency.staff)
    move_days(award, nominate_until=-1)
    assert awards.stage(award) == Stage.DECIDING
    made = awards.decide(award, choose(agency.staff, committee="Tim Penilai"), by=agency.unit_personnel.user)
    told = Announcement.objects.get()
    assert (told.unit, "Paling tepat waktu." in told.text) == (agency.office, True)
    assert Notification.objects.filter(employee=agency.staff, key=f"award:{award.uuid}").exists()
    assert Event.objects.get(action="award").appraisal == appraisal
    assert made.winner_unit == "Bidang Guru"
    with pytest.raises(Refused, match="sudah diumumkan"):
        awards.decide(made, choose(agency.staff), by=agency.personnel.user)


def test_personnel_do_not_name_themselves(agency: Agency) -> None:
    award = make_award(agency)
    nominate(award, agency.superior, agency.unit_personnel)
    move_days(award, nominate_until=-1)
    with pytest.raises(Refused, match="untuk diri sendiri"):
        awards.decide(award, choose(agency.unit_personnel), by=agency.unit_personnel.user)


def test_without_nominations_it_is_cancelled_with_a_reason(agency: Agency) -> None:
    award = move_days(make_award(agency), nominate_until=-1)
    with pytest.raises(Refused, match="Tidak ada usulan"):
        awards.decide(award, choose(agency.staff), by=agency.personnel.user)
    awards.cancel(award, "Tidak ada usulan.", by=agency.personnel)
    award.refresh_from_db()
    assert awards.stage(award) == Stage.CANCELLED
    with pytest.raises(Refused, match="sudah dibatalkan"):
        awards.cancel(award, "Lagi.", by=agency.personnel)


# --- the pages ------------------------------------------------------------------------
def typed(agency: Agency, **fields: str) -> dict[str, str]:
    today = TODAY()
    return {
        "kind": "MONTHLY", "title": "Pegawai teladan", "month": today.replace(day=1).isoformat(),
        "unit": str(agency.office.uuid), "criteria": "Ramah.", "nominators": "ALL", "method": "COMMITTEE",
        "nominate_until": (today + timedelta(days=5)).isoformat(), "vote_until": "", "siasn_code": "306",
    } | fields  # fmt: skip


def test_a_round_is_opened_once_a_month_and_unit_and_announced(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.unit_personnel)
    url = reverse("award_new")
    assert client.post(url, typed(agency)).status_code == 302
    assert Award.objects.get().get_siasn_code_display() == "306 Teladan kabupaten/kota"
    assert Announcement.objects.get().title.startswith("Usulkan calon: Pegawai teladan")
    again = client.post(url, typed(agency))
    assert again.status_code == 422
    assert "sudah dibuka untuk unit itu" in again.content.decode()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"method": "VOTE"}, "vote_until"),
        ({"method": "VOTE", "vote_until": "2020-01-01"}, "vote_until"),
        ({"nominate_until": "2020-01-01"}, "nominate_until"),
        ({"unit": ""}, "unit"),
    ],
)
def test_days_and_units_that_do_not_fit_are_refused(
    agency: Agency, fields: dict[str, str], wrong: str
) -> None:
    form = AwardForm(typed(agency, **fields), user=agency.unit_personnel.user)
    assert wrong in form.errors


def test_colleagues_see_candidates_while_they_vote_but_not_who_nominated(
    agency: Agency, client: Client
) -> None:
    award = voted(agency)
    page = factories.sign_in(client, agency.staff).get(award.get_absolute_url()).content.decode()
    assert "Loket buka tepat waktu." in page
    assert "Anda memilih Rina Rekan" in page
    assert "diusulkan" not in page
    desk = factories.sign_in(client, agency.personnel).get(reverse("desk_award", args=[award.uuid]))
    assert "diusulkan Siti Atasan" in desk.content.decode()


def test_a_colleague_nominates_and_votes_on_the_page(agency: Agency, client: Client) -> None:
    award = make_award(agency, method="VOTE", vote_until=TODAY() + timedelta(days=3))
    factories.sign_in(client, agency.staff)
    said = {"nominee": agency.colleague.nip, "reason": "Ramah di loket."}
    assert client.post(reverse("award_nominate", args=[award.uuid]), said).status_code == 302
    move_days(award, nominate_until=-1)
    ballot = {"nominee": str(agency.colleague.uuid)}
    assert client.post(reverse("award_vote", args=[award.uuid]), ballot).status_code == 302
    assert award.votes.get().nominee == agency.colleague
    refused = client.post(reverse("award_nominate", args=[award.uuid]), said)
    assert refused.status_code == 409
    assert "Ramah di loket." in refused.content.decode()


def test_personnel_decide_on_the_page_and_the_certificate_bears_it(agency: Agency, client: Client) -> None:
    award = make_award(agency, month=date(2026, 11, 1))
    nominate(award, agency.superior, agency.staff)
    move_days(award, nominate_until=-1)
    factories.sign_in(client, agency.personnel)
    said = {
        "nominee": str(agency.staff.uuid), "reason": "Paling ramah.", "committee": "Tim Penilai",
        "decree": "800/12/2026", "signer_name": "Wali Kota Contoh", "signer_title": "Wali Kota",
    }  # fmt: skip
    missing = client.post(reverse("award_decide", args=[award.uuid]), said | {"committee": ""})
    assert missing.status_code == 422
    assert client.post(reverse("award_decide", args=[award.uuid]), said).status_code == 302
    factories.sign_in(client, agency.staff)
    assert "Buat piagam" in client.get(award.get_absolute_url()).content.decode()
    assert client.post(reverse("award_certificate", args=[award.uuid])).status_code == 302
    job = carry_out(Job.objects.get(kind=certificates.KIND))
    assert job.file_name == "Piagam Pegawai teladan November 2026.pdf"
    with job.file.open() as file:
        words = words_of(file.read())
    for part in ("PIAGAM PENGHARGAAN", "Budi Pegawai", "800/12/2026", "Paling ramah.", "Wali Kota Contoh"):
        assert part in words


def test_what_was_begun_is_offered_again_and_forgotten_once_sent(agency: Agency, client: Client) -> None:
    award = make_award(agency)
    factories.sign_in(client, agency.staff)
    client.post(reverse("draft", args=["nomination", award.uuid]), {"reason": "Ramah"})
    url = award.get_absolute_url()
    assert client.get(url).context["draft"] is not None
    assert "Ramah" in client.get(url, {"draf": 1}).content.decode()
    said = {"nominee": agency.colleague.nip, "reason": "Ramah sekali."}
    assert client.post(reverse("award_nominate", args=[award.uuid]), said).status_code == 302
    assert client.get(url).context["draft"] is None


def test_a_choice_in_a_vote_is_kept_for_the_voter_alone_until_it_is_given(
    agency: Agency, client: Client
) -> None:
    award = make_award(agency, method="VOTE", vote_until=TODAY() + timedelta(days=3))
    nominate(award, agency.superior, agency.staff)
    move_days(award, nominate_until=-1)
    url, chosen = award.get_absolute_url(), {"nominee": str(agency.staff.uuid)}
    factories.sign_in(client, agency.colleague)
    client.post(reverse("draft", args=["vote", award.uuid]), chosen)
    assert "checked" not in client.get(url).content.decode()
    assert "checked" in client.get(url, {"draf": 1}).content.decode()
    factories.sign_in(client, agency.superior)
    assert client.get(url).context["draft"] is None
    factories.sign_in(client, agency.colleague)
    assert client.post(reverse("award_vote", args=[award.uuid]), chosen).status_code == 302
    assert client.get(url).context["draft"] is None
    assert award.votes.get().nominee == agency.staff


@pytest.mark.parametrize(("name", "who"), [("awards", "staff"), ("desk_awards", "personnel")])
def test_lists_ask_no_more_for_fifty_than_for_one(
    agency: Agency, client: Client, name: str, who: str
) -> None:
    make_award(agency, kind="OTHER")
    factories.sign_in(client, getattr(agency, who))

    def more() -> None:
        for _ in range(49):
            make_award(agency, kind="OTHER")

    queries.assert_constant(client, reverse(name), more)
