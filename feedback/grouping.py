"""From answers to what may be shown: groups of at least k, everything else merged or withheld. Pure, no Django.

The groups shown never overlap and nothing is summed over them, so that no figure can be taken from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RATINGS = ("ABOVE", "MEETS", "BELOW")


@dataclass(frozen=True)
class Said:
    """One answer without a name: what the giver is to the employee, a rating by value, perhaps a sentence."""

    group: str
    ratings: dict[str, str]
    sentence: str = ""


@dataclass(frozen=True)
class Shown:
    """One group that may be shown. `values`: by value the counts of each rating; none where too few could judge."""

    groups: tuple[str, ...]
    count: int
    values: dict[str, dict[str, int]]
    sentences: tuple[str, ...]


def shown(
    answers: Sequence[Said], floor: int, values: Sequence[str], shuffle: Callable[[list[str]], None]
) -> list[Shown]:
    """The groups to publish; nothing when even all together are fewer than the floor."""
    by_group: dict[str, list[Said]] = {}
    for one in answers:
        by_group.setdefault(one.group, []).append(one)
    return [
        _one(groups, by_group, floor, values, shuffle)
        for groups in merged({g: len(a) for g, a in by_group.items()}, floor)
    ]


def merged(sizes: dict[str, int], floor: int) -> list[tuple[str, ...]]:
    """Which groups stand together: thin ones with each other, and if still thin with the smallest that is not."""
    full: list[tuple[str, ...]] = [(name,) for name in sorted(sizes) if sizes[name] >= floor]
    thin = tuple(name for name in sorted(sizes) if 0 < sizes[name] < floor)
    if not thin:
        return full
    if sum(sizes[name] for name in thin) >= floor:
        return [*full, thin]
    if not full:
        return []
    smallest = min(full, key=lambda names: (sizes[names[0]], names))
    return [one for one in full if one != smallest] + [tuple(sorted((*smallest, *thin)))]


def _one(
    groups: tuple[str, ...],
    by_group: dict[str, list[Said]],
    floor: int,
    values: Sequence[str],
    shuffle: Callable[[list[str]], None],
) -> Shown:
    said = [one for name in groups for one in by_group[name]]
    sentences = [one.sentence for one in said if one.sentence]
    shuffle(sentences)
    return Shown(groups, len(said), counts(said, floor, values), tuple(sentences))


def counts(said: Sequence[Said], floor: int, values: Sequence[str]) -> dict[str, dict[str, int]]:
    """By value, how often each rating was given; a value that fewer than the floor could judge is left out."""
    found = {}
    for value in values:
        given = Counter(one.ratings.get(value, "") for one in said)
        if sum(given[rating] for rating in RATINGS) >= floor:
            found[value] = {rating: given[rating] for rating in RATINGS}
    return found
