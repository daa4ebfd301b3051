"""The 18 digits: what is read, what is dropped, what is refused and with which advice."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from employees.nip import Nip, parse

TODAY = date(2026, 1, 12)


def test_a_pns_number_tells_birth_appointment_sex_and_sequence():
    assert parse("198609262015051001", "PNS", today=TODAY) == Nip(
        digits="198609262015051001",
        birth_date=date(1986, 9, 26),
        appointed_year=2015,
        appointed_month=5,
        count=None,
        sex="M",
        sequence=1,
    )


def test_the_number_of_a_woman_and_a_later_sequence():
    nip = parse("198012302010012005", "PNS", today=TODAY)
    assert (nip.sex, nip.sequence, nip.appointed_month) == ("F", 5, 1)


def test_a_pppk_number_has_a_count_where_a_pns_has_a_month():
    assert parse("199009132025242014", "PPPK", today=TODAY) == Nip(
        digits="199009132025242014",
        birth_date=date(1990, 9, 13),
        appointed_year=2025,
        appointed_month=None,
        count=24,
        sex="F",
        sequence=14,
    )


@pytest.mark.parametrize(
    "text",
    [
        "19860926 201505 1 001",
        "  198609262015051001\t\n",
        "19860926\u00a0201505\u00a01\u00a0001",
        "\ufeff198609262015051001",
        "1986\u200b0926\u200c2015\u200d05\u20601\u00ad001",
        "\u202a198609262015051001\u202c",
        "19860926\u3000201505\u20091\u202f001",
    ],
)
def test_blanks_and_invisible_characters_are_dropped(text):
    assert parse(text, "PNS").digits == "198609262015051001"


@pytest.mark.parametrize(
    ("text", "kind", "advice"),
    [
        ("", "PNS", "NIP kosong. Isi 18 angka"),
        (" \u200b\u00a0", "PPPK", "NIP kosong. Isi 18 angka"),
        ("19900101201503100", "PNS", "berisi 17 angka, seharusnya 18"),
        ("1990010120150310011", "PNS", "berisi 19 angka, seharusnya 18"),
        ("abcdefghijklmnopqr", "PNS", "hanya boleh berisi angka"),
        ("1986.0926.201505.1.001", "PNS", "hanya boleh berisi angka"),
        ("=198609262015051001", "PNS", "hanya boleh berisi angka"),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "PNS", "hanya boleh berisi angka"),
        ("１98609262015051001", "PNS", "hanya boleh berisi angka"),
        ("19860926201505100²", "PNS", "hanya boleh berisi angka"),
        ("1.98609262015051E+17", "PNS", "Ubah format kolom NIP menjadi Teks"),
        ("1,98609e17", "PNS", "Ubah format kolom NIP menjadi Teks"),
        ("199002302015031001", "PNS", r"\(19900230\) bukan tanggal lahir"),
        ("199013012015031001", "PPPK", r"\(19901301\) bukan tanggal lahir"),
        ("190002292015031001", "PNS", "bukan tanggal lahir"),
        ("000001012015031001", "PNS", "bukan tanggal lahir"),
        ("199001012015131001", "PNS", r"\(13\) bukan bulan pengangkatan"),
        ("199001012015001001", "PNS", r"\(00\) bukan bulan pengangkatan"),
        ("199009132025242014", "PNS", r"\(24\) bukan bulan pengangkatan.*PPPK"),
        ("199001012015033001", "PNS", r"ke-15 NIP \(3\) harus 1"),
        ("199001012015030001", "PPPK", r"ke-15 NIP \(0\) harus 1"),
        ("199001012015031000", "PNS", "mulai dari 001"),
        ("199005011990041001", "PNS", "mendahului tanggal lahir"),
        ("199005011989211001", "PPPK", "mendahului tanggal lahir"),
        ("199001012026021001", "PNS", r"\(202602\) belum tiba"),
        ("199001012027211001", "PPPK", r"\(202721\) belum tiba"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_advice(text, kind, advice):
    with pytest.raises(ValueError, match=advice):
        parse(text, kind, today=TODAY)


def test_somebody_outside_the_civil_service_has_no_such_number():
    with pytest.raises(ValueError, match="harus PNS atau PPPK"):
        parse("198609262015051001", "NON_ASN")


@pytest.mark.parametrize(("text", "kind"), [("199001012026011001", "PNS"), ("199001012026211001", "PPPK")])
def test_the_present_month_is_not_the_future(text, kind):
    assert parse(text, kind, today=TODAY).appointed_year == 2026


def test_without_a_clock_the_future_is_not_judged():
    assert parse("199001012099011001", "PNS").appointed_year == 2099


@pytest.mark.parametrize(
    ("text", "kind", "age"),
    [
        ("199005012008041001", "PNS", 17),
        ("199005012008051001", "PNS", None),
        ("199005012007211001", "PPPK", 17),
        ("199005012008211001", "PPPK", None),
        ("199005011990211001", "PPPK", 0),  # only the year is known, so the same year is possible
        ("199009111994062001", "PNS", 3),
    ],
)
def test_an_appointment_before_eighteen_is_told_and_not_refused(text, kind, age):
    found = parse(text, kind, today=TODAY).warnings()
    assert [f"usia {age} tahun" in sentence for sentence in found] == ([] if age is None else [True])


def test_the_printed_style_has_four_groups():
    assert parse("198609262015051001", "PNS").spaced() == "19860926 201505 1 001"
    assert parse("199009132025242014", "PPPK").spaced() == "19900913 202524 2 014"


@st.composite
def parts(draw: st.DrawFn) -> Nip:
    """A number built from its parts, with the digits that belong to them."""
    kind = draw(st.sampled_from(["PNS", "PPPK"]))
    middle = draw(st.integers(1, 12) if kind == "PNS" else st.integers(0, 99))
    birth = draw(st.dates(date(1940, 1, 1), date(2010, 12, 31)))
    year = birth.year + draw(st.integers(1, 60))
    sex, sequence = draw(st.sampled_from("MF")), draw(st.integers(1, 999))
    digits = f"{birth:%Y%m%d}{year}{middle:02d}{1 if sex == 'M' else 2}{sequence:03d}"
    month, count = (middle, None) if kind == "PNS" else (None, middle)
    return Nip(digits, birth, year, month, count, sex, sequence)


@settings(deadline=None)
@given(parts())
def test_what_was_put_in_comes_out_also_from_the_printed_style(nip):
    kind = "PNS" if nip.count is None else "PPPK"
    assert parse(nip.digits, kind) == nip
    assert parse(nip.spaced(), kind) == nip


def outcome(text: str, kind: str) -> str:
    """The digits that were read, else the sentence of the refusal."""
    try:
        return parse(text, kind).digits
    except ValueError as refusal:
        return str(refusal)


NEARLY_DIGITS = st.text("0123456789 .,Ee+-\u200b٣", max_size=24)


@settings(deadline=None)
@given(st.text(max_size=24) | NEARLY_DIGITS | st.from_regex(r"[0-9]{18}"), st.sampled_from(["PNS", "PPPK"]))
def test_any_text_is_read_or_refused_with_a_sentence(text, kind):
    answer = outcome(text, kind)
    assert answer.endswith(".") or (len(answer) == 18 and answer.isascii() and answer.isdigit())
