"""City, regency or province: whose head it is, and the demo's sentences in its words."""

from __future__ import annotations

import re
from enum import Enum


class Region(Enum):
    """The value is the word in a sentence."""

    CITY = "kota"
    REGENCY = "kabupaten"
    PROVINCE = "provinsi"

    @property
    def head(self) -> str:
        return {Region.CITY: "Wali Kota", Region.REGENCY: "Bupati", Region.PROVINCE: "Gubernur"}[self]

    def in_its_words(self, text: str) -> str:
        """The demo's texts are written for a city."""
        if self == Region.CITY:
            return text
        text = text.replace("Wali Kota", self.head).replace("wali kota", self.head.lower())
        text = re.sub(r"\bKota\b", self.value.capitalize(), text)
        return re.sub(r"\bkota\b", self.value, text)
