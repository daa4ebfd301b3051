"""The core values, word for word where the regulation is unanimous."""

from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS, Value


def test_the_seven_values_stand_in_the_order_of_the_forms():
    assert [VALUE_LABELS[value] for value in Value] == [
        "Berorientasi pelayanan",
        "Akuntabel",
        "Kompeten",
        "Harmonis",
        "Loyal",
        "Adaptif",
        "Kolaboratif",
    ]
    assert all(value.value == value.name for value in Value)


def test_every_value_has_three_different_behaviours():
    assert list(VALUE_BEHAVIOURS) == list(Value)
    every = [behaviour for three in VALUE_BEHAVIOURS.values() for behaviour in three]
    assert len(every) == len(set(every)) == 21


def test_spelling_follows_article_10_and_not_its_copies():
    assert "disiplin, dan berintegritas tinggi" in VALUE_BEHAVIOURS[Value.ACCOUNTABLE][0]
    assert "setia kepada Negara Kesatuan Republik Indonesia serta" in VALUE_BEHAVIOURS[Value.LOYAL][0]
    assert "berbagai sumberdaya untuk tujuan bersama" in VALUE_BEHAVIOURS[Value.COLLABORATIVE][2]
