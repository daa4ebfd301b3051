"""'Peran saya': the path from a target up through the superiors' targets to the PK and the city's goals.

Of a superior's target only the result is read: who may see an appraisal may see this path.
"""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.models import AgreementIndicator, Appraisal, Party, PartyRole, WorkTarget

LEVELS = 8  # from a team member to the head of a region there are five or six


@dataclass(frozen=True)
class Station:
    """One superior's result on the way up."""

    result: str
    name: str
    position: str


@dataclass(frozen=True)
class Path:
    """From one target upward. `agreement` is the PK indicator where it arrives; `loose`: a superior's result that
    was written as text and not linked; `broken`: the links turn in a circle or go on too long."""

    target: WorkTarget
    stations: tuple[Station, ...]
    agreement: AgreementIndicator | None
    loose: str
    broken: bool

    @property
    def arrives(self) -> bool:
        return self.agreement is not None


def paths(appraisal: Appraisal) -> list[Path]:
    """One path for each target, with one query a level."""
    own = list(
        appraisal.targets.select_related("agreement_indicator__agreement__unit", "appraisal__employee")
    )
    known = _with_superiors(own)
    posts = _posts({row.appraisal_id for row in known.values()} - {appraisal.pk})
    return [_path(target, known, posts) for target in own]


def _with_superiors(own: list[WorkTarget]) -> dict[int, WorkTarget]:
    known = {row.pk: row for row in own}
    level = own
    for _level in range(LEVELS):
        wanted = {row.parent_id for row in level if row.parent_id} - known.keys()
        if not wanted:
            break
        above = WorkTarget.every.filter(pk__in=wanted)
        level = list(above.select_related("agreement_indicator__agreement__unit", "appraisal__employee"))
        known |= {row.pk: row for row in level}
    return known


def _posts(appraisals: set[int]) -> dict[int, str]:
    """The post of each superior as his own SKP prints it; the latest."""
    rows = Party.objects.filter(role=PartyRole.APPRAISEE, appraisal__in=appraisals).order_by("starts_on")
    return dict(rows.values_list("appraisal", "position"))


def _path(target: WorkTarget, known: dict[int, WorkTarget], posts: dict[int, str]) -> Path:
    way, seen = [target], {target.pk}
    while way[-1].parent_id in known and way[-1].parent_id not in seen:
        way.append(known[way[-1].parent_id])
        seen.add(way[-1].pk)
    last = way[-1]
    agreement = next((row.agreement_indicator for row in reversed(way) if row.agreement_indicator), None)
    return Path(
        target=target,
        stations=tuple(
            Station(row.result, row.appraisal.employee.full_name, posts.get(row.appraisal_id, ""))
            for row in way[1:]
        ),
        agreement=agreement,
        loose=last.parent_text,
        broken=last.parent_id is not None,
    )
