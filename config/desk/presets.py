"""Ready-made settings of a year: the practice of five agencies, as data (product.md, 'Five agencies').

Choosing one fills the settings that may still change; nothing else in the product knows an agency's name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from appraisal import period_log
from appraisal.models import Criterion, GiverRole, Period
from appraisal.windows import make_windows
from config.desk import policies
from config.desk.forms import PeriodPolicy, PeriodSettings
from employees.models import Employee
from feedback.models import RoundPolicy

Rhythm, Documentation, Peers = Period.Rhythm, Period.Documentation, RoundPolicy.Peers
EVERYBODY = tuple(GiverRole.values)
WITHOUT_CITIZENS = tuple(role for role in EVERYBODY if role != GiverRole.CITIZEN)


@dataclass(frozen=True)
class Descriptor:
    """A local criterion with a sentence per level; `attendance` gives the two thresholds in per cent."""

    name: str
    above: str
    meets: str
    below: str
    attendance: tuple[int, int] | None = None


@dataclass(frozen=True)
class Preset:
    """One practice. Mappings go from a setting's field to its value; what is not named stays as it is."""

    key: str
    agency: str
    practice: str
    period: Mapping[str, Any]
    rounds: Mapping[str, Any]
    citizens: bool
    criteria: tuple[Descriptor, ...] = field(default=())


ACCURACY = Descriptor(
    "Ketepatan data",
    "Data yang diserahkan tidak pernah perlu diperbaiki.",
    "Perbaikan data sesekali dan segera.",
    "Data sering dikembalikan untuk diperbaiki.",
)
SPEED = Descriptor(
    "Kecepatan penyelesaian",
    "Pekerjaan selesai sebelum batas waktunya tanpa diingatkan.",
    "Pekerjaan selesai pada batas waktunya.",
    "Pekerjaan sering melewati batas waktunya.",
)
ANSWERS = Descriptor(
    "Kecepatan menjawab pengaduan masyarakat",
    "Pengaduan dijawab pada hari yang sama dan tuntas sekali jawab.",
    "Pengaduan dijawab dalam tiga hari kerja.",
    "Pengaduan dijawab lewat dari tiga hari kerja atau perlu diingatkan.",
)
STANDARD = Descriptor(
    "Kepatuhan pada standar pelayanan",
    "Standar dipenuhi pada setiap layanan dan usul perbaikannya dipakai.",
    "Standar dipenuhi pada layanan sehari-hari.",
    "Standar beberapa kali tidak dipenuhi.",
)
DUTY = Descriptor(
    "Pemahaman tugas dan peran",
    "Menjalankan perannya dan membantu rekan memahami perannya.",
    "Menjalankan perannya tanpa perlu dijelaskan ulang.",
    "Tugas dan perannya perlu sering dijelaskan ulang.",
)
PRESENCE = Descriptor(
    "Disiplin kehadiran",
    "Hadir sedikitnya 98% hari kerja.",
    "Hadir sedikitnya 92% hari kerja.",
    "Hadir kurang dari 92% hari kerja.",
    (98, 92),
)
QUALITY = Descriptor(
    "Mutu pekerjaan",
    "Hasil dipakai langsung dan dijadikan contoh.",
    "Hasil dipakai setelah perbaikan kecil.",
    "Hasil sering perlu dikerjakan ulang.",
)
TEAMWORK = Descriptor(
    "Kerja sama tim",
    "Menawarkan bantuan dan membagikan cara kerja yang lebih baik.",
    "Menyelesaikan bagiannya bersama tim.",
    "Bagiannya sering menghambat anggota lain.",
)
OBSTACLES = Descriptor(
    "Cara mengatasi kendala",
    "Kendala dilaporkan dini beserta jalan keluar yang dijalankan.",
    "Kendala dilaporkan tepat waktu.",
    "Kendala baru diketahui sesudah hasilnya terlambat.",
)

PRESETS: dict[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset(
            "tangsel",
            "Kota Tangerang Selatan",
            "Evaluasi bertahap dengan kriteria yang disepakati di muka, umpan balik sepanjang tahun, dan pelatihan "
            "yang menutup kesenjangan.",
            {
                "approach": Period.Approach.QUANTITATIVE,
                "rhythm": Rhythm.QUARTERLY,
                "documentation": Documentation.QUARTERLY,
                "item_ratings": True,
                "feedback_sources": EVERYBODY,
            },
            {"peers": Peers.RANDOM, "random_peers": 5, "subordinates": True, "floor": 3},
            True,
            (ACCURACY, SPEED, PRESENCE),
        ),
        Preset(
            "kotabumi",
            "Kotabumi",
            "Standar yang jelas untuk setiap indikator; suara rekan dan masyarakat yang dilayani ikut dalam rekaman "
            "evaluasi.",
            {
                "approach": Period.Approach.QUANTITATIVE,
                "standards_required": True,
                "rhythm": Rhythm.QUARTERLY,
                "documentation": Documentation.MONTHLY,
                "item_ratings": True,
                "feedback_sources": EVERYBODY,
            },
            {"peers": Peers.ALL, "subordinates": True, "floor": 3},
            True,
            (ANSWERS, STANDARD),
        ),
        Preset(
            "binjai",
            "Kota Binjai",
            "Penilaian diri, rekan, dan atasan berdampingan, lalu dibahas dalam rapat evaluasi; penghargaan bulanan "
            "dan sanksi yang aturannya terbuka.",
            {
                "approach": Period.Approach.QUANTITATIVE,
                "rhythm": Rhythm.MONTHLY,
                "documentation": Documentation.MONTHLY,
                "item_ratings": True,
                "feedback_sources": WITHOUT_CITIZENS,
            },
            {"peers": Peers.ALL, "subordinates": False, "floor": 3},
            False,
            (DUTY, PRESENCE),
        ),
        Preset(
            "jakarta",
            "Provinsi DKI Jakarta",
            "Pegawai menulis capaian dan kendala, atasan menilai dengan kriteria terukur, keduanya menyepakati "
            "rencana pengembangan; kelompok penjawab diperbesar untuk melawan bias.",
            {
                "approach": Period.Approach.QUANTITATIVE,
                "standards_required": True,
                "rhythm": Rhythm.QUARTERLY,
                "documentation": Documentation.MONTHLY,
                "item_ratings": True,
                "feedback_sources": WITHOUT_CITIZENS,
            },
            {"peers": Peers.RANDOM, "random_peers": 8, "subordinates": True, "floor": 5},
            False,
            (QUALITY, OBSTACLES),
        ),
        Preset(
            "serang",
            "Serang",
            "Disiplin, mutu, dan kerja sama diukur dari pengamatan dan laporan kerja; usaha, proses, dan sumbangan "
            "kepada masyarakat ikut dilihat.",
            {
                "approach": Period.Approach.QUALITATIVE,
                "rhythm": Rhythm.QUARTERLY,
                "documentation": Documentation.WEEKLY,
                "item_ratings": True,
                "feedback_sources": EVERYBODY,
            },
            {"peers": Peers.RANDOM, "random_peers": 5, "subordinates": True, "floor": 3},
            True,
            (PRESENCE, QUALITY, TEAMWORK),
        ),
    )
}


@dataclass(frozen=True)
class Change:
    """One setting that a preset would change; `kept` says why it may not change any more."""

    label: str
    now: str
    then: str
    kept: str = ""


def changes(preset: Preset, period: Period) -> list[Change]:
    """What choosing it would do to this year; settings that are already so are left out."""
    return [
        *_of_the_period(preset, period),
        *_of_the_rounds(preset, period),
        *_of_citizens(preset, period),
        *(Change("Kriteria baru", "–", one.name) for one in _missing(preset, period)),
    ]


def _of_the_period(preset: Preset, period: Period) -> list[Change]:
    frozen = frozen_names(period)
    return [
        Change(
            policies.label_of(period, name),
            policies.spoken(period, name, getattr(period, name)),
            policies.spoken(period, name, wanted),
            "Sudah berlaku bagi pegawai." if name in frozen else "",
        )
        for name, wanted in preset.period.items()
        if not policies.same(getattr(period, name), wanted)
    ]


def _of_the_rounds(preset: Preset, period: Period) -> list[Change]:
    rules = policies.rounds_of(period)
    return [
        Change(
            f"Umpan balik 360: {policies.label_of(rules, name)}",
            policies.spoken(rules, name, getattr(rules, name)),
            policies.spoken(rules, name, wanted),
        )
        for name, wanted in preset.rounds.items()
        if not policies.same(getattr(rules, name), wanted)
    ]


def _of_citizens(preset: Preset, period: Period) -> list[Change]:
    rules = policies.citizens_of(period)
    if rules.in_record == preset.citizens:
        return []
    return [
        Change(
            "Penilaian masyarakat masuk rekaman",
            policies.yes_no(rules.in_record),
            policies.yes_no(preset.citizens),
        )
    ]


def _missing(preset: Preset, period: Period) -> list[Descriptor]:
    known = set(period.criteria.filter(unit=None).values_list("name", flat=True))
    return [one for one in preset.criteria if one.name not in known]


def frozen_names(period: Period) -> set[str]:
    """Settings that hold for people already, by the same rule as the period's own page."""
    forms = (PeriodPolicy(None, period), PeriodSettings(None, period))
    return {name for form in forms for name, one in form.fields.items() if one.disabled}


@transaction.atomic
def apply(preset: Preset, period: Period, *, by: Employee) -> list[Change]:
    """Write what may still change; returns all changes, the kept ones with their reason. Criteria come as drafts."""
    found, frozen = changes(preset, period), frozen_names(period)
    fill(preset, period, [name for name in preset.period if name not in frozen])
    note = "\n".join(f"{one.label}: {one.now} → {one.then}" for one in found if not one.kept)
    period_log.record(period, f"Susunan {preset.agency} dipakai", by=by, note=note)
    return found


def fill(preset: Preset, period: Period, names: Collection[str]) -> None:
    """These settings of the period, and everything that is kept beside it."""
    rhythm = period.rhythm
    for name in names:
        setattr(period, name, policies.plain(preset.period[name]))
    period.save(update_fields=names)
    if period.rhythm != rhythm:
        make_windows(period)
    rounds, citizens = policies.rounds_of(period), policies.citizens_of(period)
    for name, wanted in preset.rounds.items():
        setattr(rounds, name, wanted)
    rounds.save()
    citizens.in_record = preset.citizens
    citizens.save()
    write_criteria(_missing(preset, period), period)


def write_criteria(wanted: list[Descriptor], period: Period) -> list[Criterion]:
    """Unpublished rows, after those that are there."""
    first = period.criteria.count()
    return Criterion.objects.bulk_create(
        Criterion(
            period=period,
            name=one.name,
            above=one.above,
            meets=one.meets,
            below=one.below,
            source=Criterion.Source.ATTENDANCE if one.attendance else Criterion.Source.JUDGED,
            above_from=one.attendance[0] if one.attendance else None,
            meets_from=one.attendance[1] if one.attendance else None,
            order=first + number,
        )
        for number, one in enumerate(wanted)
    )
