"""People, units, periods, and appraisals that reach a status by walking the real workflow.

`make_agency` gives the people most tests need; `make_appraisal(status=…)` and `make_evaluation(status=…)` take
the steps that lead there, through the same doors as the pages.
"""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from appraisal import evidence, opening, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Dialogue,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    Origin,
    OverallRating,
    PartyRole,
    Period,
    SelfTarget,
    TargetIndicator,
    WindowCode,
    WorkTarget,
)
from employees import roles
from employees.models import Employee, Placement, Position, Unit, User
from tests.remembering import remembered

PASSWORD = "rahasia-sekali-123"
_count = itertools.count(1)


@dataclass
class Agency:
    """Root → dinas → bidang; a mayor without NIP above; `staff` reports to `superior`, he to `head`."""

    root: Unit
    office: Unit
    section: Unit
    other_office: Unit
    mayor: Employee
    head: Employee
    superior: Employee
    staff: Employee
    colleague: Employee
    stranger: Employee
    personnel: Employee
    unit_personnel: Employee
    other_unit_personnel: Employee
    auditor: Employee


@remembered
def make_unit(
    name: str = "", *, parent: Unit | None = None, head: Employee | None = None, **fields: object
) -> Unit:
    unit = Unit.objects.create(name=name or f"Unit {next(_count)}", parent=parent, head=head, **fields)
    Unit.objects.rebuild_paths()
    unit.refresh_from_db()
    return unit


@remembered
def make_employee(name: str = "", *, kind: str = "PNS", login: bool = True, **fields: object) -> Employee:
    """A person with an account whose password is `PASSWORD`; NON_ASN get neither NIP nor account."""
    employee = _person(name, kind=kind, **fields)
    employee.save()
    if login and kind != "NON_ASN":
        _account(employee).save()
    return employee


def _born(number: int) -> str:
    """Another day once month, sex and number of a NIP come again: 50,000 people have one of their own."""
    return f"1985{number % 12 + 1:02d}{15 + number // 3996 % 13}"


def _person(name: str, *, kind: str = "PNS", **fields: object) -> Employee:
    number = next(_count)
    name, outside = name or f"Pegawai {number}", kind == "NON_ASN"
    values = {
        "name": name,
        "kind": kind,
        "nip": "" if outside else f"{_born(number)}201001{number % 2 + 1}{number % 999 + 1:03d}",
        "sort_name": name.casefold(),
        "rank": "" if outside else "III/a",
        "email": "" if outside else f"p{number}@contoh.example",
    } | fields
    return Employee(**values)


def _account(employee: Employee) -> User:
    return User(employee=employee, username=employee.nip, email=employee.email, password=_hashed())


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


@remembered
def make_position(title: str = "Analis Kepegawaian Ahli Pertama", **fields: object) -> Position:
    values = {"category": Position.Category.FUNCTIONAL, "level": "Ahli Pertama"} | fields
    position, _created = Position.objects.get_or_create(
        title=title, category=values.pop("category"), defaults=values
    )
    return position


@remembered
def place(
    employee: Employee,
    unit: Unit,
    superior: Employee | None,
    *,
    title: str = "",
    starts_on: date = date(2020, 1, 1),
) -> Placement:
    post = {"unit": unit, "position": make_position(title) if title else make_position()}
    return Placement.objects.create(employee=employee, superior=superior, starts_on=starts_on, **post)


@remembered
def grant(employee: Employee, role: str, *units: Unit) -> Employee:
    roles.assign(employee.user, role)
    employee.user.units.add(*units)
    return employee


@remembered
def make_agency() -> Agency:
    """In few statements, because nearly every test begins with it."""
    mayor = _person("Wali Kota Contoh", kind="NON_ASN")
    head, superior, staff, colleague = map(
        _person, ("Hendra Kepala", "Siti Atasan", "Budi Pegawai", "Rina Rekan")
    )
    stranger, personnel, auditor = map(_person, ("Joko Lain", "Dewi Kepegawaian", "Ayu Inspektorat"))
    unit_personnel, other = map(_person, ("Umar Pengelola", "Oki Pengelola Lain"))
    people = [
        head, superior, staff, colleague, stranger, personnel, unit_personnel, other, auditor
    ]  # fmt: skip
    Employee.objects.bulk_create([mayor, *people])
    User.objects.bulk_create(map(_account, people))

    titles = ("Kepala Dinas Pendidikan", "Kepala Bidang Guru")
    root = Unit(name="Pemerintah Kota Contoh", head=mayor, head_title="Wali Kota")
    office = Unit(name="Dinas Pendidikan", parent=root, head=head, head_title=titles[0], echelon="22")
    section = Unit(name="Bidang Guru", parent=office, head=superior, head_title=titles[1], echelon="32")
    other_office = Unit(name="Dinas Kesehatan", parent=root)
    _save_units(root, office, section, other_office)

    leads, leads_section, works = make_position(titles[0]), make_position(titles[1]), make_position()
    places = [(head, office, mayor, leads), (superior, section, head, leads_section)]
    places += [(person, section, superior, works) for person in (staff, colleague)]
    places += [(person, office, head, works) for person in (personnel, unit_personnel, auditor)]
    places += [(person, other_office, None, works) for person in (stranger, other)]
    Placement.objects.bulk_create(
        Placement(employee=person, unit=unit, superior=above, position=position, starts_on=date(2020, 1, 1))
        for person, unit, above, position in places
    )
    grant(personnel, roles.PERSONNEL)
    grant(unit_personnel, roles.UNIT_PERSONNEL, office)
    grant(other, roles.UNIT_PERSONNEL, other_office)
    grant(auditor, roles.AUDITOR)
    return Agency(
        root, office, section, other_office, mayor, head, superior, staff, colleague, stranger, personnel,
        unit_personnel, other, auditor,
    )  # fmt: skip


def _save_units(*units: Unit) -> None:
    """Each parent before its children; the paths are written once for all."""
    for unit in units:
        unit.save()
    Unit.objects.rebuild_paths()
    paths = dict(Unit.objects.values_list("pk", "path"))
    for unit in units:
        unit.path = paths[unit.pk]


@remembered
def make_period(year: int | None = None, **fields: object) -> Period:
    """This year's period with a yearly window that is open today, unless dates are given."""
    today = timezone.localdate()
    year = year or today.year
    window = {
        "opens_on": fields.pop("opens_on", today - timedelta(days=5)),
        "self_due_on": fields.pop("self_due_on", today + timedelta(days=20)),
        "ends_on": fields.pop("ends_on", today + timedelta(days=40)),
    }
    values = {
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "targets_due_on": max(date(year, 1, 31), today + timedelta(days=10)),
    } | fields
    period = Period.objects.create(year=year, **values)
    EvaluationWindow.objects.create(period=period, code=WindowCode.YEAR, **window)
    return period


@remembered
def make_appraisal(
    agency: Agency,
    status: str = AppraisalStatus.PLANNING,
    *,
    employee: Employee | None = None,
    period: Period | None = None,
    targets: int = 2,
) -> Appraisal:
    """The staff member's appraisal of this year, walked to a status (CLOSED: as opened in error)."""
    employee = employee or agency.staff
    period = period or Period.objects.first() or make_period()
    if not Appraisal.objects.filter(period=period, employee=employee).exists():
        opening.open_period(period, by=agency.personnel)
    appraisal = Appraisal.objects.get(period=period, employee=employee)
    for number in range(targets):
        add_target(appraisal, f"Laporan layanan {number + 1} tersusun tepat waktu", order=number)
    if status == AppraisalStatus.PLANNING:
        return appraisal
    workflow.perform(appraisal, "propose", by=employee)
    if status == AppraisalStatus.PROPOSED:
        return appraisal
    workflow.perform(appraisal, "set", by=appraiser_of(appraisal))
    if status == AppraisalStatus.CLOSED:
        workflow.perform(appraisal, "close_in_error", by=agency.personnel, note="Pegawai terdaftar ganda.")
    return appraisal


def appraiser_of(appraisal: Appraisal) -> Employee:
    party = appraisal.party(PartyRole.APPRAISER, timezone.localdate())
    assert party is not None
    return party.employee


def add_target(appraisal: Appraisal, result: str, *, order: int = 0, kind: str = "MAIN") -> WorkTarget:
    target = WorkTarget.objects.create(appraisal=appraisal, result=result, order=order, kind=kind)
    TargetIndicator.objects.create(
        target=target,
        aspect=TargetIndicator.Aspect.QUANTITY,
        text="Jumlah laporan yang tersusun",
        goal="12 laporan",
        unit="laporan",
        lower=10,
        upper=12,
    )
    return target


@remembered
def make_evaluation(
    agency: Agency,
    status: str = EvaluationStatus.OPEN,
    *,
    employee: Employee | None = None,
    period: Period | None = None,
) -> Evaluation:
    """The staff member's yearly evaluation, walked to OPEN, ASSESSED, RATED, DELIVERED or FINAL."""
    appraisal = make_appraisal(agency, AppraisalStatus.RUNNING, employee=employee, period=period)
    opening.open_evaluations(timezone.localdate())
    return walk_on(appraisal.evaluations.get(), status)


def walk_on(evaluation: Evaluation, status: str) -> Evaluation:
    """From where it stands to OPEN, ASSESSED, RATED, DELIVERED or FINAL, through the doors."""
    order = [EvaluationStatus.OPEN, EvaluationStatus.ASSESSED, EvaluationStatus.RATED]
    order += [EvaluationStatus.DELIVERED, EvaluationStatus.FINAL]
    here, there = (order.index(EvaluationStatus(one)) for one in (evaluation.status, status))
    for reached in order[here + 1 : there + 1]:
        _walk_to(evaluation, reached)
    return evaluation


def _walk_to(evaluation: Evaluation, status: EvaluationStatus) -> None:
    appraisee, appraiser = evaluation.appraisal.employee, appraiser_of(evaluation.appraisal)
    match status:
        case EvaluationStatus.ASSESSED:
            assess(evaluation)
            workflow.perform(evaluation, "submit", by=appraisee)
        case EvaluationStatus.RATED:
            draft_rating(evaluation, appraiser)
            workflow.perform(evaluation, "rate", by=appraiser)
        case EvaluationStatus.DELIVERED:
            hold_dialogue(evaluation, appraiser)
            workflow.perform(evaluation, "deliver", by=appraiser)
        case EvaluationStatus.FINAL:
            workflow.perform(evaluation, "accept", by=appraisee)


def assess(evaluation: Evaluation) -> None:
    with workflow.editing(evaluation, "self", by=evaluation.appraisal.employee):
        for target in evaluation.appraisal.targets.all():
            SelfTarget.objects.update_or_create(
                evaluation=evaluation, target=target, defaults={"achievements": "Dua belas laporan tersusun."}
            )


def draft_rating(
    evaluation: Evaluation, by: Employee, results: str = "MEETS", behaviour: str = "MEETS"
) -> None:
    with workflow.editing(evaluation, "rating", by=by):
        OverallRating.objects.update_or_create(
            evaluation=evaluation,
            by=by,
            given_at=None,
            defaults={
                "origin": Origin.APPRAISER,
                "results": results,
                "results_reason": "Semua laporan utama tersusun tepat waktu.",
                "behaviour": behaviour,
                "behaviour_reason": "Melayani dengan ramah dan dapat diandalkan.",
            },
        )


def draft_conclusion(
    evaluation: Evaluation,
    by: Employee,
    results: str = "MEETS",
    behaviour: str = "MEETS",
    *,
    part: str = "conclusion",
    behind: Employee | None = None,
) -> None:
    """The reviewer's draft, of a conclusion or (part 'decision') of a decision on an objection."""
    with workflow.editing(evaluation, part, by=by, on_behalf_of=behind):
        OverallRating.objects.update_or_create(
            evaluation=evaluation,
            by=behind or by,
            given_at=None,
            defaults={
                "origin": Origin.REVIEWER,
                "results": results,
                "results_reason": "Laporan dan buktinya saya periksa sendiri.",
                "behaviour": behaviour,
                "behaviour_reason": "Sesuai umpan balik sepanjang tahun.",
            },
        )
    if part == "conclusion":
        with workflow.editing(evaluation, "conclusion_note", by=by, on_behalf_of=behind) as row:
            row.note = "Dievaluasi oleh atasan pejabat penilai."


def signed_file(title: str = "bertanda-tangan.png") -> evidence.Checked:
    """A file that proves a signature given outside; its content does not matter."""
    return evidence.Checked(title, ".png", "image/png", b"signed on paper")


def signed_upload(name: str = "skp.png") -> SimpleUploadedFile:
    """The same as a browser sends it: a small picture that can be read."""
    Image.new("RGB", (12, 8), "white").save(out := io.BytesIO(), "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def place_above(employee: Employee, superior: Employee) -> None:
    """Give somebody's present post this superior."""
    employee.placements.update(superior=superior)


def object_to(evaluation: Evaluation, reasons: str = "Dua laporan tidak dihitung.") -> None:
    """The employee's objection, with both explanations given."""
    appraisal = evaluation.appraisal
    workflow.perform(evaluation, "object", by=appraisal.employee, note=reasons)
    workflow.perform(evaluation, "explain_as_appraisee", by=appraisal.employee, note="Buktinya terlampir.")
    workflow.perform(
        evaluation, "explain_as_appraiser", by=appraiser_of(appraisal), note="Laporan itu milik tahun lalu."
    )


def hold_dialogue(evaluation: Evaluation, by: Employee) -> None:
    with workflow.editing(evaluation, "dialogue", by=by):
        Dialogue.objects.update_or_create(
            evaluation=evaluation,
            defaults={
                "appraisal": evaluation.appraisal,
                "held_on": timezone.localdate(),
                "strengths": "Teliti.",
                "to_improve": "Menulis laporan lebih ringkas.",
                "minutes": "Hasil setahun dibahas bersama.",
            },
        )
    with workflow.editing(evaluation, "note", by=by) as row:
        row.note = "Pertahankan ketelitian."


def sign_in(client: Client, employee: Employee) -> Client:
    client.force_login(employee.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
