"""What the shape of an Indonesian word says: somebody does, it is done, it is a deed, it is a state. Pure.

The prefix and what may follow it decide ('me-' only before certain sounds); `appraisal.vocabulary` holds the words
whose shape misleads. Slips of the pen keep their shape mostly ('menyususn', 'mnyusun'), so they are read all the same.
"""

from __future__ import annotations

import re

from appraisal import vocabulary as words

# me- takes a nasal that fits the next sound, or l, m, n, r, w, y; the e is often lost in haste.
_ACTIVE = re.compile(r"(?:m{1,2}e?(?:ng|ny|mb|mp|mf|mv|nc|nd|nj|nt|ns|nz)|me(?:l|m|n|r|w|y))[a-z-]{2,}")
_HASTY = re.compile(r"n(?:g(?:e-?|u|a|i|o)|y(?:u|a|i|o|e))[a-z]{3,}")  # ngurus, nyusun, nge-print
_PASSIVE = re.compile(r"di[a-z-]{3,}|d[bcdfgjklmnpstw][a-z]{3,}(?:kan|kn)")
_STATE = re.compile(r"ter-?[a-z]{3,}")
_BER = re.compile(r"ber[a-z]{3,}|bekerja|belajar")
_DEED = re.compile(r"(?:pem|pen|peng|peny|pel|pew|per|pe)[a-z]{3,}an")
_DEED_SI = re.compile(r"[a-z]{3,}[aeiouk]si|[a-z]{4,}[nr]si")
_STATE_KE = re.compile(r"ke[a-z]{4,}an")
_NYA = re.compile(r"[a-z-]{4,}nya")


def is_active(word: str) -> bool:
    """'me-': somebody does something."""
    return bool(_ACTIVE.fullmatch(word)) and word not in words.NOT_ACTIVE and not word.endswith("nya")


def opens_as_deed(word: str) -> bool:
    """A verb at the beginning: active, 'ber-', a bare root, a root with '-kan', spoken 'ng-'."""
    return (
        word in words.BARE_VERBS
        or word in words.OPENING_VERBS
        or is_active(word)
        or (_does(word) and word not in words.BECOMING_BER)
        or bool(_HASTY.fullmatch(word))
        or _is_ordered(word)
    )


def _does(word: str) -> bool:
    return bool(_BER.fullmatch(word)) and word not in words.NOT_BER


def _is_ordered(word: str) -> bool:
    """'laksanakan', 'sampaikan'."""
    return (
        len(word) >= len("isikan")
        and word.endswith("kan")
        and not word.startswith(("pe", "ke", "di", "ter"))
        and word not in words.NOT_KAN
    )


def is_passive(word: str) -> bool:
    """'di-' or 'ter-': it is done, it became so."""
    if _PASSIVE.fullmatch(word):
        return word not in words.NOT_PASSIVE
    return bool(_STATE.fullmatch(word)) and word not in words.NOT_STATE and not word.endswith("nya")


def tells_of_subject(word: str) -> bool:
    """A verb after a noun: what the noun does or what became of it."""
    return is_active(word) or is_passive(word) or _does(word)


def is_deed(word: str) -> bool:
    """A noun of doing: 'penyusunan', 'sosialisasi', 'rapat'."""
    if word in words.DEEDS:
        return True
    if _DEED.fullmatch(word):
        return word not in words.NOT_DEED_PE
    return bool(_DEED_SI.fullmatch(word)) and word not in words.NOT_DEED_SI


def is_state(word: str) -> bool:
    """A noun of being so: 'kepuasan', 'ketepatan'."""
    return bool(_STATE_KE.fullmatch(word)) and word not in words.NOT_STATE_KE


def is_outcome(word: str) -> bool:
    """'terwujudnya', 'meningkatnya', 'selesainya', 'adanya': that it came about."""
    if not (_NYA.fullmatch(word) or word == "adanya") or word in words.NOT_NYA:
        return False
    stem = word.removesuffix("nya")
    if is_deed(stem):
        return False
    return not (is_active(stem) and stem.endswith(("kan", "i")))


def is_quality(word: str) -> bool:
    """An adjective or a word of being done: 'tepat', 'lengkap', 'selesai'."""
    return word in words.QUALITIES or word in words.WEAK_QUALITIES
