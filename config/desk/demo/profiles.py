"""The agencies that the demo can build: their units, their jobs and the names that are common there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from config.desk.demo.offices import (
    BKD,
    BKPSDM,
    CIVIL_REGISTRY,
    COMMUNICATION,
    DISTRICT,
    EDUCATION,
    FARMING,
    HEALTH,
    INSPECTORATE,
    LICENSING,
    PROVINCE,
    SECRETARIAT,
    TRANSPORT,
    VILLAGES,
    Office,
    Section,
    of_a_province,
)
from config.desk.demo.regions import Region


class Part(Enum):
    """What the demo shows of some agencies only (product.md, 'Five agencies, one product')."""

    ROUNDS = "peers and people below are asked in rounds"
    GUIDANCE = "coaching and mentoring of whoever struggles or wants to grow"
    SOCIALISATION = "sosialisasi with read receipts"
    GROWTH = "development plans agreed in the dialogue, for today's post and the next"
    RHYTHM = "how often feedback is given, agreed with each"
    COUNTERS = "many counters, with what citizens said and how soon they were answered"
    ONBOARDING = "first steps of people used to paper"
    MEETING = "evaluation meetings"
    HONOURS = "an employee of each month"
    CALIBRATION = "appraisers look at their ratings together"
    FIELD_WORK = "observations, weekly reports, effort, community, innovation"


@dataclass(frozen=True)
class Profile:
    """One agency; its practice is the preset of the same name (`config.desk.presets`).

    The first section of the first office is where the demo accounts work together. `place` is where documents are
    signed, `region` what its people call it (the demo's texts follow), `personnel` the short name of its personnel
    office.
    """

    name: str
    agency: str
    place: str
    offices: tuple[Office, ...]
    spread: Section
    spread_office: int
    surnames: tuple[str, ...]
    shows: frozenset[Part] = frozenset()
    region: Region = Region.CITY
    personnel: str = "BKPSDM"


PROFILES = {
    "tangsel": Profile(
        "tangsel",
        "Pemerintah Kota Tangerang Selatan (contoh)",
        "Tangerang Selatan",
        (COMMUNICATION, BKPSDM, INSPECTORATE, SECRETARIAT, EDUCATION, DISTRICT),
        Section("SD Negeri Contoh {n}", "sekolah", "Kepala SD Negeri Contoh {n}", ("guru",), "00"),
        4,
        (
            "Saputra", "Hidayat", "Nugraha", "Permana", "Setiawan", "Kurniawan", "Wibowo", "Santoso", "Firmansyah",
            "Maulana", "Ramdhani", "Suryana", "Gunawan", "Sutisna", "Mulyadi", "Fauzi", "Hakim", "Prasetyo",
            "Sanusi", "Rahmat", "Iskandar", "Supriyadi", "Wijaya", "Budiman", "Anwar", "Darmawan", "Suhendar",
            "Rukmana", "Yulianto", "Purnama",
        ),
        frozenset({Part.ROUNDS, Part.GUIDANCE, Part.RHYTHM, Part.GROWTH}),
    ),
    "binjai": Profile(
        "binjai",
        "Pemerintah Kota Binjai (contoh)",
        "Binjai",
        (CIVIL_REGISTRY, BKPSDM, INSPECTORATE, SECRETARIAT, HEALTH, FARMING),
        Section(
            "UPTD Puskesmas Contoh {n}", "puskesmas", "Kepala UPTD Puskesmas Contoh {n}", ("perawat", "bidan"), "00",
        ),
        4,
        (
            "Siregar", "Nasution", "Harahap", "Lubis", "Ginting", "Sembiring", "Tarigan", "Simanjuntak", "Sinaga",
            "Hasibuan", "Pane", "Daulay", "Sitepu", "Barus", "Manurung", "Pohan", "Batubara", "Rangkuti", "Tanjung",
            "Siahaan", "Situmorang", "Perangin-angin", "Matondang", "Dalimunthe", "Hutagalung", "Purba", "Damanik",
            "Saragih", "Suprianto", "Wardana",
        ),
        frozenset({Part.ROUNDS, Part.SOCIALISATION, Part.MEETING, Part.HONOURS}),
    ),
    "kotabumi": Profile(
        "kotabumi",
        "Pemerintah Kabupaten Lampung Utara (contoh)",
        "Kotabumi",
        (LICENSING, BKPSDM, INSPECTORATE, SECRETARIAT, CIVIL_REGISTRY, DISTRICT, HEALTH),
        Section(
            "UPTD Puskesmas Contoh {n}", "puskesmas", "Kepala UPTD Puskesmas Contoh {n}", ("perawat", "bidan"), "00",
        ),
        6,
        (
            "Ansori", "Burhan", "Efendi", "Firdaus", "Hamid", "Hasan", "Hermawan", "Irawan", "Ismail", "Kusumo",
            "Mukhlis", "Nurdin", "Prabowo", "Purwanto", "Rizal", "Saleh", "Setiadi", "Subekti", "Sulaiman", "Suroso",
            "Susanto", "Sutrisno", "Syahputra", "Triyono", "Utomo", "Wahyudi", "Widodo", "Yunus", "Yusuf", "Zainal",
        ),
        frozenset({Part.ROUNDS, Part.COUNTERS, Part.ONBOARDING, Part.GROWTH}),
        Region.REGENCY,
    ),
    "jakarta": Profile(
        "jakarta",
        "Pemerintah Provinsi DKI Jakarta (contoh)",
        "Jakarta",
        (TRANSPORT, BKD, *(of_a_province(one) for one in (INSPECTORATE, COMMUNICATION, EDUCATION)), PROVINCE),
        Section("SD Negeri Contoh {n}", "sekolah", "Kepala SD Negeri Contoh {n}", ("guru",), "00"),
        4,
        (
            "Abdullah", "Alatas", "Basuki", "Fadillah", "Gunadi", "Halim", "Hartono", "Kartika", "Kosasih", "Kurnia",
            "Mahendra", "Marpaung", "Nainggolan", "Oktavian", "Pangaribuan", "Pranata", "Ramadhan", "Rasyid", "Sadikin",
            "Salim", "Sihombing", "Simatupang", "Soemarno", "Sutanto", "Tambunan", "Tanoto", "Wicaksono", "Winata",
            "Yahya", "Zulkarnain",
        ),
        frozenset({Part.ROUNDS, Part.GROWTH, Part.CALIBRATION}),
        Region.PROVINCE,
        "BKD",
    ),
    "serang": Profile(
        "serang",
        "Pemerintah Kabupaten Serang (contoh)",
        "Serang",
        (VILLAGES, BKPSDM, INSPECTORATE, SECRETARIAT, FARMING, DISTRICT, EDUCATION),
        Section("SD Negeri Contoh {n}", "sekolah", "Kepala SD Negeri Contoh {n}", ("guru",), "00"),
        6,
        (
            "Apriyadi", "Badrudin", "Fathoni", "Hasanudin", "Hidayatullah", "Jaelani", "Jayadi", "Khaerudin", "Mahfud",
            "Maulana", "Muhidin", "Mulyana", "Munawar", "Nawawi", "Rohimat", "Ruhiyat", "Sanusi", "Sobari", "Subhan",
            "Sudrajat", "Suhaemi", "Suherman", "Sukarya", "Sumantri", "Syafei", "Tubagus", "Ubaidillah", "Wahab",
            "Yasin", "Zaelani",
        ),
        frozenset({Part.FIELD_WORK}),
        Region.REGENCY,
    ),
}  # fmt: skip
