"""What the database holds when an import begins, read with a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from employees.models import Employee, Placement, Position, Unit, User


@dataclass
class State:
    """Rows by the keys that the files use. `placements` holds, by employee, the definitive one of the day on."""

    by_siasn_id: dict[str, Employee]
    by_nip: dict[str, Employee]
    units: dict[str, Unit]
    placements: dict[int, Placement]
    positions: dict[tuple[str, str], Position]
    users: dict[int, User]
    logins: dict[str, int]

    @classmethod
    def load(cls, as_of: date) -> State:
        people = list(Employee.objects.order_by("pk"))
        users = list(User.objects.order_by("pk"))
        current = Placement.objects.definitive().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=as_of))
        return cls(
            by_siasn_id={each.siasn_id: each for each in people if each.siasn_id},
            by_nip={each.nip: each for each in people if each.nip},
            units={each.siasn_id: each for each in Unit.objects.select_related("head") if each.siasn_id},
            # The last one wins: the placement that has no end, else the latest.
            placements={each.employee_id: each for each in current.order_by("starts_on")},
            positions={(each.title, each.category): each for each in Position.objects.all()},
            users={each.employee_id: each for each in users},
            logins={each.username: each.employee_id for each in users},
        )
