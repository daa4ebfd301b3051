"""Who wrote a published sentence, after a formal complaint about it: opened by two people of two offices together.

The key lies outside the database (employees/field_keys.py), so this runs on the server alone, by the command
`open_answer`; no page does it and none shows what came out. What is kept says that it happened, who did it and why,
never the name: not the event, and not the lines in the inbox, which everybody who was asked gets alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from appraisal.acts import record_act
from appraisal.models import PartyRole
from appraisal.workflow import Act, Refused
from employees.models import Employee, User
from employees.notifications import Line, notify_all
from feedback import publishing
from feedback.answers import KEY_GONE
from feedback.models import FeedbackRound
from feedback.sealing import State, slots_of, unseal

OPENED = "Satu jawaban tertutup dibuka atas pengaduan resmi"


@dataclass(frozen=True)
class Witness:
    """One of the two, with what only this person can type."""

    user: User
    password: str
    code: str = ""  # of the second factor, where the account has one

    def proof_refusal(self) -> str:
        """Why this is not shown to be that person; "" means it is."""
        name = self.user.employee.full_name
        if not self.user.check_password(self.password):
            return f"Kata sandi {name} salah."
        factor = Authenticator.objects.filter(user_id=self.user.pk, type=Authenticator.Type.TOTP).first()
        if factor is not None and not factor.wrap().validate_code(self.code):
            return f"Kode faktor kedua {name} salah."
        return ""


@dataclass(frozen=True)
class Complaint:
    """The formal complaint: its number in the agency's post, and in words why the writer must be known."""

    number: str
    reason: str


def sentences_of(found: FeedbackRound) -> list[str]:
    """What was published in words, in the order of the page; these alone can be complained about."""
    return [one for group in publishing.groups_of(found) for one in group.sentences]


def refusal(found: FeedbackRound, complaint: Complaint, personnel: Witness, auditor: Witness) -> str:
    """Why these two may not open anything now; "" means they may."""
    one, other = personnel.user, auditor.user  # a closed account has no rights
    if found.status != FeedbackRound.Status.PUBLISHED:
        return "Hanya kalimat yang sudah terbit yang dapat diadukan."
    if not complaint.number.strip() or not complaint.reason.strip():
        return "Tulis nomor pengaduan dan alasannya."
    if one.employee_id == other.employee_id:
        return "Diperlukan dua orang yang berbeda."
    if not one.has_perm("employees.administer_agency") or not other.is_auditor:
        return "Diperlukan seorang admin kepegawaian instansi dan seorang auditor."
    concerned = set(found.appraisal.parties.values_list("employee", flat=True))
    concerned |= set(found.requests.values_list("person", flat=True))
    if concerned & {one.employee_id, other.employee_id}:
        return "Pihak kinerja ini dan mereka yang diminta menjawab tidak dapat membukanya. Tunjuk orang lain."
    return personnel.proof_refusal() or auditor.proof_refusal()


@transaction.atomic
def open_sentence(
    found: FeedbackRound, sentence: str, complaint: Complaint, *, personnel: Witness, auditor: Witness
) -> list[Employee]:
    """Whoever wrote these very words: one person, or all who wrote the same. Nothing else of any answer is told.

    Raises:
        Refused: with the reason; nothing was opened and nothing recorded.
    """
    if reason := refusal(found, complaint, personnel, auditor):
        raise Refused(reason)
    if sentence not in sentences_of(found):
        raise Refused("Kalimat itu tidak terbit dalam putaran ini.")
    writers = _writers(found, sentence)
    _record(found, complaint, personnel.user.employee, auditor.user.employee)
    return writers


def _writers(found: FeedbackRound, sentence: str) -> list[Employee]:
    asked = {
        slot: one.person for one in found.requests.select_related("person") for slot in slots_of(one.uuid)
    }
    try:
        answers = [(asked[row.slot], unseal(row.sealed)) for row in found.slots.all()]
    except (InvalidToken, KeyError) as gone:
        raise Refused(KEY_GONE) from gone
    return [person for person, said in answers if said.state == State.DONE and said.sentence == sentence]


def _record(found: FeedbackRound, complaint: Complaint, one: Employee, other: Employee) -> None:
    """An event that names the two and the reason, and the same line to everybody who was asked."""
    words = f"Oleh {one.full_name} dan {other.full_name}. Pengaduan {complaint.number}: {complaint.reason}"
    tells = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
    act = Act(by=one, at=timezone.now(), note=words)
    event = record_act(
        found.appraisal, "answer_opened", OPENED, act, tells=tells, url=found.get_absolute_url()
    )
    notify_all(
        Line(
            request.person,
            key=f"opened:{event.uuid}",
            title=f"{OPENED}: putaran untuk {found.appraisal.employee.full_name}",
            body=f"{words}\nSemua yang diminta dalam putaran itu menerima pesan ini.",
            subject=OPENED,
        )
        for request in found.requests.select_related("person")
    )
