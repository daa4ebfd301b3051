"""From a deed to what it brings about: 'Menyusun laporan' becomes 'Laporan tersusun tepat waktu'. Pure.

Only a suggestion beside the field, so it stays silent where the grammar is not sure: what matters is that nothing
strange is proposed. The verb's root is won back from its nasal (menulis: tulis, memeriksa: periksa, mengirim: kirim).
"""

from __future__ import annotations

import re

from appraisal import vocabulary as words
from appraisal.wording import LONGEST, Wording, classify, tokens_of

# Verbs whose result has a word of its own; behind these no standard needs to be named.
_BECOMES = {
    "meningkatkan": "meningkat",
    "menurunkan": "menurun",
    "mengurangi": "berkurang",
    "menambah": "bertambah",
    "memperbaiki": "membaik",
    "mempercepat": "menjadi lebih cepat",
    "mewujudkan": "terwujud",
    "menertibkan": "menjadi tertib",
}
# The state after the deed, with the standard by which it is usually told good.
_STATES = {
    "menyusun": "tersusun tepat waktu",
    "menyelesaikan": "selesai tepat waktu",
    "menyediakan": "tersedia tepat waktu",
    "menyalurkan": "tersalurkan tepat sasaran",
    "mencatat": "tercatat lengkap",
    "menyimpan": "tersimpan rapi",
    "menata": "tertata rapi",
    "mengelola": "terkelola tertib",
    "mengarsipkan": "terarsip rapi",
    "mendokumentasikan": "terdokumentasi lengkap",
    "memelihara": "terpelihara dan siap digunakan",
    "menjaga": "terjaga",
    "memenuhi": "terpenuhi",
    "menangani": "tertangani sesuai standar waktu",
    "melayani": "terlayani sesuai standar",
    "melatih": "mampu bekerja sesuai standar",
    "membimbing": "mampu bekerja sesuai standar",
    "memantau": "terpantau berkala",
    "mengawasi": "terawasi sesuai jadwal",
}
# Verbs that only say that something is done: what comes of it is not in the sentence.
_EMPTY = frozenset(
    {
        "melakukan", "melaksanakan", "memberikan", "mengikuti", "menghadiri", "mengadakan", "menyelenggarakan",
        "menjadi", "menjalankan", "membantu", "mendukung", "mewakili", "mengajar", "menjamin", "memastikan", "hadiri",
        "ikuti", "bantu", "latih",
    }
)  # fmt: skip
_OF_PEOPLE = frozenset({"melatih", "membimbing"})  # 'pelatihan komputer': what follows the noun is no person
_KEPT_M = ("utakhir", "asak", "uat", "ohon", "ulai", "iliki", "otivasi", "onitor", "ediasi", "odifikasi")
_LOST_K = (
    "elola", "irim", "umpul", "endali", "erja", "oordin", "elompok", "enal", "etik", "awal", "uasai", "onfirm",
    "embang", "emas", "emudi", "unjung", "unci", "utip", "ategori", "ompilasi", "onsult", "eluar", "embali", "ontrol",
    "alibrasi", "onsolid", "oreksi", "ampanye", "epak", "lasifikasi",
)  # fmt: skip
_SHORT = frozenset({"cek", "cat", "las", "tes", "pak", "klik"})
_ENDS = re.compile(
    r"[.;,!?]|\s(?:agar|supaya|sehingga|demi|guna|untuk|dengan|secara|dalam rangka|serta|setiap|hingga|sampai)\s",
    re.IGNORECASE,
)
_FRONT = re.compile(r"^\W*(?:\(?\w{1,2}[.)]\s+)?([\w-]+)\s+(.+)$", re.DOTALL)


def as_result(statement: str) -> str:
    """A result that the deed in `statement` could bring about; "" where the grammar is not sure."""
    found = _FRONT.match(" ".join(statement[:LONGEST].split()))
    while found is not None and found[1].lower() in words.FILLERS:
        found = _FRONT.match(found[2])
    if found is None:
        return ""
    what, end = _ENDS.split(found[2] + " ")[0].strip(), _end_of(found[1].lower())
    if not end or not _is_plain_object(what):
        return ""
    result = f"{what[0].upper()}{what[1:]} {end}"
    return result if classify(result) is Wording.ACHIEVEMENT else ""


def _is_plain_object(what: str) -> bool:
    """One thing: no second verb, no preposition in front, not yet judged itself."""
    tokens = tokens_of(what)
    unfit = words.CONJUNCTIONS | words.PREPOSITIONS
    return (
        bool(tokens)
        and tokens[0] not in unfit
        and "yang" not in tokens
        and not any(map(_is_deed_word, tokens))
    )


def _is_deed_word(word: str) -> bool:
    return word in _BECOMES or word in _STATES or word in _EMPTY


def _end_of(verb: str) -> str:
    for one in (verb, *_verbs_of(verb)):
        if end := _BECOMES.get(one) or _STATES.get(one):
            return end
    if verb in _EMPTY or not (verb.startswith("me") or verb in words.BARE_VERBS):
        return ""
    root = root_of(verb)
    return f"di{root} sesuai standar dan tepat waktu" if root else ""


def _verbs_of(noun: str) -> tuple[str, ...]:
    """'penyusunan': 'menyusun'; 'penyelesaian': 'menyelesaikan'."""
    if not (noun.startswith("pe") and noun.endswith("an")):
        return ()
    stem = f"me{noun[2:-2]}"
    return tuple(verb for verb in (stem, f"{stem}kan", f"{stem}i") if verb not in _OF_PEOPLE)


def root_of(verb: str) -> str:
    """What 'di-' is put before: 'menulis' gives 'tulis'. A verb without 'me-' is its own root; "" when unsure."""
    if not verb.startswith("me"):
        return verb
    if verb.startswith("menge") and verb[5:] in _SHORT:
        return verb[5:]
    for nasal, lost, kept in (
        ("meny", "s", ()),
        ("meng", "k", ()),
        ("mem", "p", _KEPT_M),
        ("men", "t", ("ilai",)),
    ):
        if verb.startswith(nasal):
            return _without(nasal, verb.removeprefix(nasal), lost, kept)
    return verb.removeprefix("me")


def _without(nasal: str, rest: str, lost: str, kept: tuple[str, ...]) -> str:
    """The sound that the nasal swallowed comes back before a vowel, unless the root begins with the nasal itself."""
    if not rest or rest[0] not in "aeiou":
        return rest
    if rest.startswith(kept):
        return nasal[-1] + rest
    if nasal == "meng" and not rest.startswith(_LOST_K):
        return rest
    return lost + rest
