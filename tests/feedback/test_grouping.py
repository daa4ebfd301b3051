"""Which groups may be shown: at least k, thin ones merged or withheld, nothing by subtraction; in no order."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.grouping import Said, merged, shown

VALUES = ("LOYAL", "ADAPTIVE")


def said(group: str, sentence: str = "", **ratings: str) -> Said:
    return Said(group, {"LOYAL": "ABOVE", "ADAPTIVE": "MEETS"} | ratings, sentence)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"PEER": 2}, []),
        ({"PEER": 3}, [("PEER",)]),
        ({"PEER": 5, "SUBORDINATE": 4}, [("PEER",), ("SUBORDINATE",)]),
        ({"PEER": 2, "SUBORDINATE": 1}, [("PEER", "SUBORDINATE")]),
        ({"PEER": 5, "SUBORDINATE": 1}, [("PEER", "SUBORDINATE")]),
        ({"PEER": 5, "SUBORDINATE": 2, "OTHER": 1}, [("PEER",), ("OTHER", "SUBORDINATE")]),
        ({"PEER": 4, "SUBORDINATE": 3, "OTHER": 1}, [("PEER",), ("OTHER", "SUBORDINATE")]),
        ({"PEER": 1, "SUBORDINATE": 1}, []),
        ({}, []),
    ],
)
def test_thin_groups_are_merged_or_withheld(sizes, groups):
    assert merged(sizes, 3) == groups


def test_whatever_is_shown_has_k_people_and_nobody_stands_in_two_groups():
    """So no figure can be taken from another: every count is of k or more people of its own."""
    for floor, sizes in product((3, 4, 5), product(range(8), repeat=3)):
        found = merged(dict(zip(("OTHER", "PEER", "SUBORDINATE"), sizes, strict=True)), floor)
        by_name = dict(zip(("OTHER", "PEER", "SUBORDINATE"), sizes, strict=True))
        named = [name for one in found for name in one]
        assert len(named) == len(set(named))
        assert all(sum(by_name[name] for name in one) >= floor for one in found)
        if found:  # all who answered are in a group: nobody's silence is a figure of its own
            assert set(named) == {name for name, size in by_name.items() if size}


def test_a_value_that_fewer_than_k_could_judge_is_left_out():
    given = [said("PEER"), said("PEER"), said("PEER", ADAPTIVE="")]
    (group,) = shown(given, 3, VALUES, random.shuffle)
    assert group.values == {"LOYAL": {"ABOVE": 3, "MEETS": 0, "BELOW": 0}}
    assert group.count == 3


@given(st.lists(st.sampled_from(["PEER", "SUBORDINATE", "OTHER"]), max_size=12))
def test_fewer_than_k_give_nothing(groups):
    found = shown([said(one, "kata") for one in groups], 3, VALUES, random.shuffle)
    assert (found == []) == (len(groups) < 3)


def matched(shuffle) -> float:
    """Over 1,000 teams of 5 to 12: how often the n-th sentence is the n-th giver's."""
    dice, hits, tries = random.Random(7), 0, 0
    for _ in range(1000):
        size = dice.randint(5, 12)
        (group,) = shown([said("PEER", str(n)) for n in range(size)], 3, VALUES, shuffle)
        hits += sum(sentence == str(place) for place, sentence in enumerate(group.sentences))
        tries += size
    return hits / tries - 1000 / tries  # one hit a team is chance


def test_the_order_of_sentences_tells_no_more_than_chance():
    assert matched(random.Random(3).shuffle) <= 0.05


def test_the_control_without_the_shuffle_every_sentence_has_its_giver():
    assert matched(lambda _sentences: None) > 0.8
