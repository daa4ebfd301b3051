"""What an import changes in people, their placements and their accounts."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from employees.dates import dated
from employees.import_changes import PERSON_FIELDS, Changes, Entry
from employees.models import Employee, Placement, Position, User
from employees.models.person import LegalStatus
from employees.siasn import PersonRow, plausible_start
from employees.unit_tree import UnitTree, category_in, no_superior


def match(changes: Changes, entries: list[Entry]) -> list[Entry]:
    """Find or make the person of every row; rows that would take somebody else's number are refused."""
    ids_of_file = {entry.row.pns_id for entry in entries if entry.row.pns_id}
    for entry in entries:
        stored = _stored(changes, entry, ids_of_file)
        if entry.reader.rejected:
            continue
        entry.employee = stored or entry.employee
        before = {name: getattr(entry.employee, name) for name in PERSON_FIELDS}
        nip_before = entry.employee.nip
        after = _values(entry.row, stored)
        for name, value in after.items():
            setattr(entry.employee, name, value)
        if stored is None:
            entry.outcome = "created"
        elif any(before[name] != value for name, value in after.items()):
            entry.outcome = "updated"
            changes.changed_people.append(entry.employee)
        _plan_user(changes, entry, nip_before)
    accepted = [entry for entry in entries if not entry.reader.rejected]
    changes.entries = accepted
    return accepted


def _stored(changes: Changes, entry: Entry, ids_of_file: set[str]) -> Employee | None:
    row, state = entry.row, changes.state
    by_id = state.by_siasn_id.get(row.pns_id) if row.pns_id else None
    by_nip = state.by_nip.get(row.nip.digits)
    of_another_row = by_nip is not None and by_nip.siasn_id != row.pns_id and by_nip.siasn_id in ids_of_file
    if by_nip is not None and ((by_id is not None and by_id.pk != by_nip.pk) or of_another_row):
        entry.reader.reject(
            "nip_baru",
            f"NIP ini tersimpan pada {by_nip.full_name}, yang pns_id-nya lain. Periksa milik siapa NIP itu, "
            "lalu perbaiki di SIASN.",
        )
        return None
    found = by_id or by_nip
    login_of = state.logins.get(row.nip.digits)
    if login_of is not None and (found is None or login_of != found.pk):
        entry.reader.reject(
            "nip_baru", "NIP ini sudah menjadi nama masuk akun orang lain. Ubah nama masuk akun itu dahulu."
        )
    return found


def _values(row: PersonRow, stored: Employee | None) -> dict[str, Any]:
    """The person as the row tells it. An empty contact or unknown rank leaves what is stored."""
    values: dict[str, Any] = {
        "kind": row.kind,
        "nip": row.nip.digits,
        "name": row.name,
        "sort_name": row.name.casefold()[:150],
        "front_title": row.front_title,
        "back_title": row.back_title,
        "birth_date": row.birth_date,
        "sex": row.sex,
    }
    told = {"siasn_id": row.pns_id, "email": row.email, "phone": row.phone, "rank": row.rank}
    values |= {name: value for name, value in told.items() if value}
    # Only a status that SIASN changed acts: what personnel decided here since then outlives a repeated import.
    if row.legal_status is not None and (stored is None or row.legal_status_text != stored.legal_status_text):
        active = row.legal_status != LegalStatus.LEFT
        values |= {
            "legal_status": row.legal_status,
            "legal_status_text": row.legal_status_text,
            "active": active,
        }
        if active:
            values |= {"inactive_reason": "", "inactive_at": None, "inactive_by": None}
    return values


def _plan_user(changes: Changes, entry: Entry, nip_before: str) -> None:
    """An account without a password for everybody new; for the others name, address and state follow."""
    person = entry.employee
    user = changes.state.users.get(person.pk) if person.pk else None
    if user is None:
        entry.touch()
        changes.new_users.append(
            User(
                employee=person,
                username=person.nip,
                email=person.email,
                is_active=person.active,
                password=UNUSABLE_PASSWORD_PREFIX + token_urlsafe(30),
            )
        )
        return
    before = (user.username, user.email, user.is_active)
    user.username = person.nip if user.username == nip_before else user.username
    user.email = person.email
    user.is_active = person.active
    if before != (user.username, user.email, user.is_active):
        entry.touch()
        changes.changed_users.append(user)
        if before[2] and not user.is_active:
            changes.signed_out.append(user)


def place(changes: Changes, entries: list[Entry], tree: UnitTree) -> None:
    """Give everybody the unit, post and superior of the file, from the import's day on where they differ."""
    for entry in entries:
        superior = tree.superior(entry.employee, entry.unit)
        if superior is None and entry.employee.active:
            entry.reader.warnings.append(no_superior(entry.reader))
        position = _position(changes, entry)
        wanted = Placement(
            employee=entry.employee,
            unit=changes.units[entry.unit.id].unit,
            position=position,
            superior=superior,
            starts_on=changes.as_of,
        )
        _plan_placement(changes, entry, wanted)


def _position(changes: Changes, entry: Entry) -> Position:
    row = entry.row
    category = category_in(entry.unit, entry.employee, row)
    position = changes.state.positions.get((row.position, category))
    if position is None:
        position = Position(title=row.position, category=category, level=row.level)
        changes.state.positions[row.position, category] = position
        changes.positions.append(position)
    return position


def _plan_placement(changes: Changes, entry: Entry, wanted: Placement) -> None:
    person = entry.employee
    current = changes.state.placements.get(person.pk) if person.pk else None
    if current is None:
        wanted.starts_on = changes.as_of if person.pk else plausible_start(entry.row, changes.as_of)
        changes.new_placements.append(wanted)
        entry.touch()
    elif not person.active or _same(current, wanted):
        return
    elif current.starts_on > changes.as_of:
        entry.reader.warn(
            "unor_id",
            f"Penempatan yang tersimpan baru mulai {dated(current.starts_on)}, sesudah tanggal impor, jadi "
            "dibiarkan. Impor lagi dengan tanggal yang tidak lebih awal.",
        )
    elif current.starts_on == changes.as_of:
        current.unit, current.position, current.superior = wanted.unit, wanted.position, wanted.superior
        changes.changed_placements.append(current)
        entry.touch()
    else:
        current.ends_on = changes.as_of - timedelta(days=1)
        changes.changed_placements.append(current)
        changes.new_placements.append(wanted)
        entry.touch()


def _same(current: Placement, wanted: Placement) -> bool:
    known = wanted.unit.pk and wanted.position.pk and (wanted.superior is None or wanted.superior.pk)
    return bool(known) and (current.unit_id, current.position_id, current.superior_id) == (
        wanted.unit.pk,
        wanted.position.pk,
        wanted.superior.pk if wanted.superior else None,
    )
