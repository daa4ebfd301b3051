"""How a target is worded: a result, a deed or only a field of work; absolute words. Pure: no Django, no clock.

A work plan names results. PermenPANRB 6/2022 shows in annex 1 (text lines 5000-5073) how to tell an achievement
(pencapaian) from an activity (aktivitas) and a category (kategori). `classify` reads a statement as one reads a
sentence: how it begins, what is said of its subject, what kind of word leads it. It gives a hint, never an error.

A target of an administrative or functional official should leave room for a mistake; 'semua', 'selalu',
'setiap' and 'tidak pernah' leave none (text lines 2114-2125). Where life, injury, national security or much money is
at stake, absolute is right.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from appraisal import morphology as shape
from appraisal import vocabulary as words

LONGEST = 1000
_ECHO = 4  # letters that a verb shares with the noun that it repeats
# 'setiap bulan' says how often, which is what a target should say; 'setiap pemohon' is absolute.
_TIMES = "hari|minggu|pekan|bulan|triwulan|semester|tahun|jam|senin|selasa|rabu|kamis|jumat|akhir|awal"
_ABSOLUTE = re.compile(
    rf"\b(semua|selalu|tidak\s+pernah|setiap(?!\s+(?:\d+\s+)?(?:{_TIMES})\b))(?:nya)?\b", re.IGNORECASE
)
_MARK = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z])[.)]\s+|[-*•–—▪]+\s*)+")
_ASIDE = re.compile(r"\([^()]*\)")
_TOKEN = re.compile(r"\d[\d.,]*%?|[^\W\d_][\w'-]*|[,;&%]")
_FIGURE = re.compile(r"\d[\d.,]*%?")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Wording(Enum):
    """What a statement of a work plan says."""

    ACHIEVEMENT = "pencapaian"
    ACTIVITY = "aktivitas"
    CATEGORY = "kategori"


def absolute_words(*texts: str) -> list[str]:
    """The absolute words of some texts, each once, in the order in which they appear."""
    found = (" ".join(match[1].lower().split()) for text in texts for match in _ABSOLUTE.finditer(text))
    return list(dict.fromkeys(found))


def classify(statement: str) -> Wording:
    """What kind of statement this is. Nothing readable names no result and no deed: a category."""
    tokens, counted = _beginning(tokens_of(statement))
    if not tokens:
        return Wording.CATEGORY
    found = _by_beginning(tokens) or _by_predicate(tokens)
    return found or _by_head(tokens, counted=counted)


def tokens_of(statement: str) -> list[str]:
    """The words and figures in small letters; what was torn apart ('di susun', 'terwujud nya') is joined."""
    text = unicodedata.normalize("NFKC", statement[:LONGEST]).lower()
    text = _ASIDE.sub(" ", _MARK.sub("", text)).replace("dan/atau", "dan").replace("/", " dan ")
    joined: list[str] = []
    for word in _TOKEN.findall(text):
        before = joined[-1] if joined else ""
        if (before, word) in words.TORN or word == "nya" or (before == "di" and _torn(word)):
            joined[-1:] = [before + word]
        else:
            joined.append(word)
    return joined


def _torn(word: str) -> bool:
    return word in words.ROOTS or (word.endswith("kan") and word not in words.NOT_KAN)


def is_figure(tokens: list[str], place: int) -> bool:
    """A figure that counts something: no year, no number of a rule or a stage."""
    word = tokens[place]
    if not _FIGURE.fullmatch(word) or _YEAR.fullmatch(word):
        return False
    return not (place and tokens[place - 1] in words.NUMBERED)


def _beginning(tokens: list[str]) -> tuple[list[str], bool]:
    """Without what may stand in front: 'selalu', 'turut', '12', 'saya'. And whether something is counted there."""
    counted, place = False, 0
    while place < len(tokens):
        word = tokens[place]
        if is_figure(tokens, place) or word in words.NUMERALS:
            counted = True
        elif word[0].isalpha() and word not in words.FILLERS:
            break
        place += 1
    return tokens[place:], counted


def _by_beginning(tokens: list[str]) -> Wording | None:
    """Statements whose first word says it all."""
    first, more = tokens[0], len(tokens) > 1
    if first in words.NEGATIONS or shape.is_outcome(first):
        return Wording.ACHIEVEMENT
    if shape.opens_as_deed(first) or (more and _goes(first, tokens[1])):
        return Wording.ACTIVITY
    if shape.is_passive(first) or first in words.BECOMING_BER or (more and _is_wished(first)):
        return Wording.ACHIEVEMENT
    return None


def _goes(first: str, second: str) -> bool:
    """Deeds of two words: 'kegiatan menyusun', 'turun ke'."""
    return (first in words.EFFORTS and shape.is_active(second)) or (
        first in words.GOING and second in words.PLACES
    )


def _is_wished(first: str) -> bool:
    """A measure, a state or a quality of what follows: 'persentase …', 'kepuasan …', 'tertibnya', 'tepat …'."""
    strong = shape.is_quality(first) and first not in words.WEAK_QUALITIES
    return strong or first in words.MEASURES or first in words.STATES or shape.is_state(first)


class _Reader:
    """Reads on from the subject until something is said of it."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.first = tokens, tokens[0]
        self.deed = shape.is_deed(self.first)
        self.field = self.first in words.FIELD_HEADS
        self.which = False  # after 'yang', until its verb
        self.aside = False  # behind 'sejak', 'oleh': the next verb belongs to a subordinate part
        self.towards = False  # behind 'kepada', 'untuk': a quality there is not the subject's

    def says_something(self) -> bool:
        """Whether something is said of the subject."""
        for place in range(1, len(self.tokens)):
            word = self.tokens[place]
            if word in words.PURPOSES:
                return False
            if word == "yang":
                self.which = True
            elif self._is_said(place, word):
                return True
        return False

    def _is_said(self, place: int, word: str) -> bool:
        before = self.tokens[place - 1]
        if shape.tells_of_subject(word):
            return self._verb(word, before)
        if self._quality(place, word, before):
            return True
        self.aside = self.aside or word in words.WHENS
        self.towards = self.towards or word in words.RECEIVERS
        return False

    def _verb(self, word: str, before: str) -> bool:
        if self.which:
            self.which = False
            of_subject = not self.deed and not self.towards
            return of_subject and (shape.is_active(word) or shape.is_quality(word))
        if self.aside or before in words.SUBORDINATORS:
            self.aside = False
            return False
        if word[-_ECHO:] == before[-_ECHO:] or (self.deed and before in words.JOINING):
            return False  # 'surat-menyurat'; 'koordinasi dan menyusun laporan'
        if shape.is_active(word) and (before in words.EFFORTS or self.first in words.EFFORTS):
            return False
        return not (self.field and word.startswith("ber"))

    def _quality(self, place: int, word: str, before: str) -> bool:
        if self.which:
            return self._which_one(word)
        if word in words.MODALS and not self.aside:
            return not self.towards
        if self.towards:
            return False
        if self.deed:
            return self._is_praised(place, word, before) and word not in words.WEAK_QUALITIES
        if is_figure(self.tokens, place) or word in words.LIMITS:
            return True
        return self._is_praised(place, word, before)

    def _which_one(self, word: str) -> bool:
        if word in words.NEUTRAL:
            return False
        self.which = False
        return not self.towards and (not self.deed or shape.is_quality(word))

    def _is_praised(self, place: int, word: str, before: str) -> bool:
        if not shape.is_quality(word) or f"{before} {word}" in words.PAIRS:
            return False
        if word not in words.WEAK_QUALITIES:
            return True
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else ""
        if after in words.PLACES:
            return not self.deed
        return not self.field and place > 1 and (not after or after in words.JOINING)


def _by_predicate(tokens: list[str]) -> Wording | None:
    return Wording.ACHIEVEMENT if _Reader(tokens).says_something() else None


def _by_head(tokens: list[str], *, counted: bool) -> Wording:
    """Nothing is said of the subject: its own kind decides."""
    if tokens[0] in words.EFFORTS and len(tokens) > 1 and shape.is_deed(tokens[1]):
        tokens = tokens[1:]
    first, rest = tokens[0], tokens[1:]
    figures = any(is_figure(tokens, place) for place in range(1, len(tokens)))
    if first in words.CHANGES and figures:
        return Wording.ACHIEVEMENT
    if shape.is_deed(first):
        return Wording.ACTIVITY if _has_object(first, rest) else Wording.CATEGORY
    if first in words.PRODUCTS and words.RECEIVERS.intersection(rest):
        return Wording.ACHIEVEMENT
    return Wording.ACHIEVEMENT if counted else Wording.CATEGORY


def _has_object(first: str, rest: list[str]) -> bool:
    """What is done to whom: 'sosialisasi' names a kind of work, 'sosialisasi program KB' a deed."""
    if first in words.CARRYING_OUT:
        return bool(rest)
    return any(
        word[0].isalpha()
        and word not in words.CONJUNCTIONS
        and word not in words.KINDS
        and not shape.is_deed(word)
        for word in rest
    )
