"""What every form shares: its head, the snapshots of its parties, its signatures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import letterhead
from appraisal.models import Appraisal, Evaluation, Origin, Party, PartyRole, Period, WindowCode

MOST_CHARACTERS = 10_000
PERIOD_PRINTED = {
    WindowCode.Q1: "TRIWULAN I",
    WindowCode.Q2: "TRIWULAN II",
    WindowCode.Q3: "TRIWULAN III",
    WindowCode.YEAR: "TRIWULAN IV-AKHIR",
} | {code: f"BULAN {code.label.upper()}" for code in WindowCode if code.value.startswith("B")}
ASTRAL = "\U00010000"  # emoji and the like: no official typeface draws them
BY_PERSONNEL = "_by_personnel"  # how the steps are called that personnel record from paper
ABSENT = "-"  # the forms' sign for a NIP or rank that somebody does not have


@dataclass(frozen=True)
class Paper:
    """One form, filled: its number, its title as a bookmark, the template that lays it out, what it prints."""

    form: str
    title: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Person:
    """The five rows that every form has for a party, as they stood on the day of the form."""

    name: str = ABSENT
    nip: str = ABSENT
    rank: str = ABSENT
    position: str = ABSENT
    unit: str = ABSENT

    @classmethod
    def of(cls, party: Party | None) -> Person:
        if party is None:
            return cls()
        return cls(
            name=printed(party.name) or ABSENT,
            nip=party.nip or ABSENT,
            rank=printed(party.rank) or ABSENT,
            position=printed(party.position) or ABSENT,
            unit=printed(party.unit_name) or ABSENT,
        )


@dataclass(frozen=True)
class Signature:
    """A signature block: whose, where and when, and by which means (or that there is none).

    `empty`: room for a signature with pen or BSrE, in a print that is made to be signed.
    """

    label: str
    person: Person
    how: str
    place: str = ""
    day: date | None = None
    party: PartyRole | None = None
    empty: bool = False


def to_be_signed(paper: Paper, parties: Collection[PartyRole]) -> Paper:
    """The paper with room for these signatures; the others stay as they stand."""
    place = letterhead.place()
    signatures = tuple(
        replace(one, how="", place=place, day=None, empty=True) if one.party in parties else one
        for one in paper.context.get("signatures", ())
    )
    return replace(paper, context=paper.context | {"signatures": signatures})


def printed(text: str) -> str:
    """Text as it goes onto paper: without control characters, pictographs as □, cut where no form holds more."""
    kept = (sign for sign in text if sign.isprintable() or sign in "\n\t")
    clean = "".join(sign if sign < ASTRAL else "□" for sign in kept).strip()
    return clean if len(clean) <= MOST_CHARACTERS else f"{clean[:MOST_CHARACTERS]} … (dipotong)"


def snapshot(appraisal: Appraisal, role: PartyRole, day: date) -> Party | None:
    """Who held a role on a day; if nobody did, whoever held it last before, else first after."""
    rows = sorted((row for row in appraisal.parties.all() if row.role == role), key=lambda row: row.starts_on)
    begun = [row for row in rows if row.starts_on <= day]
    holding = [row for row in begun if row.ends_on is None or row.ends_on >= day]
    return next(iter(holding[-1:] or begun[-1:] or rows[:1]), None)


def appraiser_of(evaluation: Evaluation, day: date) -> Party | None:
    """The appraiser of this evaluation as he prints: who signed or keeps it, else whoever holds the role."""
    person = evaluation.kept_by_id
    if evaluation.origin == Origin.APPRAISER:
        person = evaluation.signed_by_id
    rows = [row for row in evaluation.appraisal.parties.all() if row.employee_id == person]
    mine = [row for row in rows if row.role == PartyRole.APPRAISER and row.starts_on <= day]
    latest = max(mine, key=lambda row: row.starts_on, default=None)
    return latest or snapshot(evaluation.appraisal, PartyRole.APPRAISER, day)


def head(period: Period, appraisee: Party | None, appraiser: Party | None) -> dict[str, Any]:
    """NAMA INSTANSI, PERIODE PENILAIAN and the two blocks of people of the A and C forms."""
    return {
        "agency": settings.AGENCY_NAME,
        "period": period,
        "appraisee": Person.of(appraisee),
        "appraiser": Person.of(appraiser),
    }


def moment(at: datetime) -> str:
    """'12 Januari 2027 10.42 WIB', with the agency's time zone named."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y H.i')} {local:%Z}"


def means(evaluation: Evaluation, action: str, at: datetime) -> str:
    """How a signature was given: confirmed with the password, on paper, by BSrE, or recorded by personnel."""
    recorded = f"{action.removesuffix(BY_PERSONNEL)}{BY_PERSONNEL}"
    event = evaluation.events.filter(action__in=[action, recorded]).order_by("at", "pk").last()
    if event is not None and (event.on_behalf_of_id is not None or event.action == recorded):
        return f"Ditandatangani di atas kertas, dicatat oleh {printed(event.actor_name)}, {moment(at)}"
    match evaluation.appraisal.period.signature_mode:
        case Period.SignatureMode.SCAN:
            return f"Ditandatangani di atas kertas, dicatat di aplikasi Kinerja, {moment(at)}"
        case Period.SignatureMode.BSRE:
            return f"Ditandatangani secara elektronik dengan BSrE, dicatat di aplikasi Kinerja, {moment(at)}"
    return f"Ditandatangani dengan konfirmasi kata sandi di aplikasi Kinerja, {moment(at)}"


def signed_on(evaluation: Evaluation) -> date:
    """The day of the appraiser's signature, whose parties the evaluation papers print.

    Raises ValueError before it is signed: there is no paper yet.
    """
    if evaluation.signed_at is None:
        raise ValueError("Evaluasi ini belum ditandatangani, jadi belum ada dokumennya.")
    return timezone.localdate(evaluation.signed_at)
