"""The agencies that the demo can build: their units, their jobs and the names that are common there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Section:
    """A unit below an office. `families` are the jobs of its staff, most frequent first."""

    name: str
    theme: str
    head_title: str
    families: tuple[str, ...]
    echelon: str = "32"


@dataclass(frozen=True)
class Office:
    """An OPD. `echelon` 22 is a pimpinan tinggi, appraised by the head of the region."""

    name: str
    theme: str
    head_title: str
    sections: tuple[Section, ...]
    echelon: str = "22"


class Part(Enum):
    """What the demo shows of some agencies only (product.md, 'Five agencies, one product')."""

    ROUNDS = "peers and people below are asked in rounds"
    GUIDANCE = "coaching and mentoring of whoever struggles or wants to grow"
    SOCIALISATION = "sosialisasi with read receipts"


@dataclass(frozen=True)
class Profile:
    """One agency; its practice is the preset of the same name (`config.desk.presets`).

    The first section of the first office is where the demo accounts work together.
    """

    name: str
    agency: str
    offices: tuple[Office, ...]
    spread: Section
    spread_office: int
    surnames: tuple[str, ...]
    shows: frozenset[Part] = frozenset()


STAFF = ("analis_sdm", "pengadministrasi", "arsiparis")
SUPPORT = ("perencana", "bendahara", "pengadministrasi", "arsiparis", "analis_sdm")


def _secretariat(of: str, head: str) -> Section:
    return Section(f"Sekretariat {of}", "sekretariat", head, SUPPORT, "31")


BKPSDM = Office(
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "bkpsdm",
    "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    (
        Section(
            "Bidang Penilaian Kinerja Aparatur",
            "bidang_kinerja",
            "Kepala Bidang Penilaian Kinerja Aparatur",
            STAFF,
        ),
        Section("Bidang Mutasi dan Promosi", "bidang_mutasi", "Kepala Bidang Mutasi dan Promosi", STAFF),
        Section(
            "Bidang Pengembangan Kompetensi",
            "bidang_kompetensi",
            "Kepala Bidang Pengembangan Kompetensi",
            ("analis_sdm", "perencana", "pengadministrasi"),
        ),
        _secretariat("BKPSDM", "Sekretaris BKPSDM"),
    ),
)
INSPECTORATE = Office(
    "Inspektorat Daerah",
    "inspektorat",
    "Inspektur Daerah",
    (
        Section("Inspektur Pembantu Wilayah I", "irban", "Inspektur Pembantu Wilayah I", ("auditor",)),
        Section("Inspektur Pembantu Wilayah II", "irban", "Inspektur Pembantu Wilayah II", ("auditor",)),
        _secretariat("Inspektorat Daerah", "Sekretaris Inspektorat Daerah"),
    ),
)
SECRETARIAT = Office(
    "Sekretariat Daerah",
    "sekda",
    "Sekretaris Daerah",
    (
        Section(
            "Bagian Organisasi", "bagian_organisasi", "Kepala Bagian Organisasi", ("perencana", "analis_sdm")
        ),
        Section(
            "Bagian Umum", "bagian_umum", "Kepala Bagian Umum", ("pengadministrasi", "bendahara", "arsiparis")
        ),
        Section("Bagian Hukum", "bagian_hukum", "Kepala Bagian Hukum", ("arsiparis", "pengadministrasi")),
    ),
    "21",
)
COMMUNICATION = Office(
    "Dinas Komunikasi dan Informatika",
    "kominfo",
    "Kepala Dinas Komunikasi dan Informatika",
    (
        Section(
            "Bidang Aplikasi dan Data",
            "bidang_aplikasi",
            "Kepala Bidang Aplikasi dan Data",
            ("pranata_komputer", "pranata_komputer", "pengadministrasi"),
        ),
        _secretariat("Dinas Komunikasi dan Informatika", "Sekretaris Dinas Komunikasi dan Informatika"),
        Section(
            "Bidang Infrastruktur dan Keamanan Informasi",
            "bidang_infrastruktur",
            "Kepala Bidang Infrastruktur dan Keamanan Informasi",
            ("pranata_komputer",),
        ),
    ),
)
EDUCATION = Office(
    "Dinas Pendidikan dan Kebudayaan",
    "pendidikan",
    "Kepala Dinas Pendidikan dan Kebudayaan",
    (
        Section(
            "Bidang Sekolah Dasar",
            "bidang_sd",
            "Kepala Bidang Sekolah Dasar",
            ("perencana", "pengadministrasi"),
        ),
        Section("SD Negeri Contoh 1", "sekolah", "Kepala SD Negeri Contoh 1", ("guru",), "00"),
        Section(
            "Bidang Sekolah Menengah Pertama",
            "bidang_smp",
            "Kepala Bidang Sekolah Menengah Pertama",
            ("perencana", "arsiparis"),
        ),
        _secretariat("Dinas Pendidikan dan Kebudayaan", "Sekretaris Dinas Pendidikan dan Kebudayaan"),
    ),
)
DISTRICT = Office(
    "Kecamatan Tirta Asri",
    "kecamatan",
    "Camat Tirta Asri",
    (
        Section(
            "Seksi Pelayanan Umum Kecamatan Tirta Asri",
            "seksi_pelayanan",
            "Kepala Seksi Pelayanan Umum",
            ("pengelola_layanan",),
            "41",
        ),
        Section(
            "Seksi Pemerintahan Kecamatan Tirta Asri",
            "seksi_pemerintahan",
            "Kepala Seksi Pemerintahan",
            ("pengelola_layanan", "pengadministrasi"),
            "41",
        ),
    ),
    "31",
)
CIVIL_REGISTRY = Office(
    "Dinas Kependudukan dan Pencatatan Sipil",
    "dukcapil",
    "Kepala Dinas Kependudukan dan Pencatatan Sipil",
    (
        Section(
            "Bidang Pelayanan Pendaftaran Penduduk",
            "bidang_dafduk",
            "Kepala Bidang Pelayanan Pendaftaran Penduduk",
            ("operator_kependudukan", "operator_kependudukan", "pengelola_layanan"),
        ),
        _secretariat(
            "Dinas Kependudukan dan Pencatatan Sipil", "Sekretaris Dinas Kependudukan dan Pencatatan Sipil"
        ),
        Section(
            "Bidang Pelayanan Pencatatan Sipil",
            "bidang_capil",
            "Kepala Bidang Pelayanan Pencatatan Sipil",
            ("operator_kependudukan", "pengelola_layanan", "arsiparis"),
        ),
    ),
)
HEALTH = Office(
    "Dinas Kesehatan",
    "kesehatan",
    "Kepala Dinas Kesehatan",
    (
        Section(
            "UPTD Puskesmas Contoh 1",
            "puskesmas",
            "Kepala UPTD Puskesmas Contoh 1",
            ("perawat", "bidan"),
            "00",
        ),
        Section(
            "Bidang Pelayanan Kesehatan",
            "bidang_yankes",
            "Kepala Bidang Pelayanan Kesehatan",
            ("perawat", "perencana"),
        ),
        Section(
            "Bidang Kesehatan Masyarakat",
            "bidang_kesmas",
            "Kepala Bidang Kesehatan Masyarakat",
            ("bidan", "perencana"),
        ),
        _secretariat("Dinas Kesehatan", "Sekretaris Dinas Kesehatan"),
    ),
)
FARMING = Office(
    "Dinas Ketahanan Pangan dan Pertanian",
    "pertanian",
    "Kepala Dinas Ketahanan Pangan dan Pertanian",
    (
        Section("Bidang Tanaman Pangan", "bidang_tanaman", "Kepala Bidang Tanaman Pangan", ("penyuluh",)),
        Section(
            "Bidang Ketahanan Pangan",
            "bidang_pangan",
            "Kepala Bidang Ketahanan Pangan",
            ("penyuluh", "pengadministrasi"),
        ),
        _secretariat(
            "Dinas Ketahanan Pangan dan Pertanian", "Sekretaris Dinas Ketahanan Pangan dan Pertanian"
        ),
    ),
)

PROFILES = {
    "tangsel": Profile(
        "tangsel",
        "Pemerintah Kota Tangerang Selatan (contoh)",
        (COMMUNICATION, BKPSDM, INSPECTORATE, SECRETARIAT, EDUCATION, DISTRICT),
        Section("SD Negeri Contoh {n}", "sekolah", "Kepala SD Negeri Contoh {n}", ("guru",), "00"),
        4,
        (
            "Saputra", "Hidayat", "Nugraha", "Permana", "Setiawan", "Kurniawan", "Wibowo", "Santoso", "Firmansyah",
            "Maulana", "Ramdhani", "Suryana", "Gunawan", "Sutisna", "Mulyadi", "Fauzi", "Hakim", "Prasetyo",
            "Sanusi", "Rahmat", "Iskandar", "Supriyadi", "Wijaya", "Budiman", "Anwar", "Darmawan", "Suhendar",
            "Rukmana", "Yulianto", "Purnama",
        ),
        frozenset({Part.ROUNDS, Part.GUIDANCE}),
    ),
    "binjai": Profile(
        "binjai",
        "Pemerintah Kota Binjai (contoh)",
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
        frozenset({Part.ROUNDS, Part.SOCIALISATION}),
    ),
}  # fmt: skip
