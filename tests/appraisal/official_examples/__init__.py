"""The filled examples of the regulation's annexes 3 to 6, in its words, one module a person.

Where an SKP and its result word a row differently, the longer words stand in both.
"""

from __future__ import annotations

from tests.appraisal.official_examples import (
    director,
    director_general,
    functional_official,
    head_of_clinic,
    head_of_health,
    midwife,
    section_head,
)
from tests.appraisal.official_examples.parts import Example, Post

BY_PERSON: dict[str, tuple[Post, tuple[Example, ...]]] = {
    "Direktur Jenderal III": (director_general.POST, director_general.EXAMPLES),
    "Direktur II": (director.POST, director.EXAMPLES),
    "Kepala Subdirektorat II": (section_head.POST, section_head.EXAMPLES),
    "JF Tata Bangunan": (functional_official.POST, functional_official.EXAMPLES),
    "Kepala Dinas Kesehatan": (head_of_health.POST, head_of_health.EXAMPLES),
    "Kepala Puskesmas": (head_of_clinic.POST, head_of_clinic.EXAMPLES),
    "Bidan Penyelia": (midwife.POST, midwife.EXAMPLES),
    "Bidan Penyelia, tugas belajar": (midwife.POST, midwife.EXAMPLES_ON_LEAVE),
}
