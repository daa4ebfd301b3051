"""Offices that local governments have, with their sections and the jobs there; `profiles` chooses among them."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
LICENSING = Office(
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "dpmptsp",
    "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    (
        Section(
            "Bidang Pelayanan Perizinan",
            "bidang_perizinan",
            "Kepala Bidang Pelayanan Perizinan",
            ("penata_perizinan", "pengelola_layanan", "penata_perizinan"),
        ),
        Section(
            "Bidang Pengaduan dan Informasi Layanan",
            "bidang_pengaduan",
            "Kepala Bidang Pengaduan dan Informasi Layanan",
            ("pengelola_layanan", "penata_perizinan"),
        ),
        _secretariat("DPMPTSP", "Sekretaris DPMPTSP"),
    ),
)
TRANSPORT = Office(
    "Dinas Perhubungan",
    "perhubungan",
    "Kepala Dinas Perhubungan",
    (
        Section(
            "Bidang Angkutan Jalan",
            "bidang_angkutan",
            "Kepala Bidang Angkutan Jalan",
            ("penguji_kendaraan", "perencana", "pranata_komputer"),
            "31",
        ),
        Section(
            "Bidang Lalu Lintas Jalan",
            "bidang_lalu_lintas",
            "Kepala Bidang Lalu Lintas Jalan",
            ("perencana", "penguji_kendaraan"),
            "31",
        ),
        _secretariat("Dinas Perhubungan", "Sekretaris Dinas Perhubungan"),
    ),
    "21",
)
VILLAGES = Office(
    "Dinas Pemberdayaan Masyarakat dan Desa",
    "dpmd",
    "Kepala Dinas Pemberdayaan Masyarakat dan Desa",
    (
        Section(
            "Bidang Pemberdayaan Masyarakat",
            "bidang_pemberdayaan",
            "Kepala Bidang Pemberdayaan Masyarakat",
            ("penggerak_swadaya", "penggerak_swadaya", "pengadministrasi"),
        ),
        Section(
            "Bidang Pemerintahan Desa",
            "bidang_desa",
            "Kepala Bidang Pemerintahan Desa",
            ("perencana", "penggerak_swadaya"),
        ),
        _secretariat("DPMD", "Sekretaris DPMD"),
    ),
)
BKD = Office(
    "Badan Kepegawaian Daerah",
    "bkpsdm",
    "Kepala Badan Kepegawaian Daerah",
    (
        Section(
            "Bidang Pengendalian dan Penilaian Kinerja",
            "bidang_kinerja",
            "Kepala Bidang Pengendalian dan Penilaian Kinerja",
            STAFF,
            "31",
        ),
        Section(
            "Bidang Pengembangan Karier",
            "bidang_mutasi",
            "Kepala Bidang Pengembangan Karier",
            STAFF,
            "31",
        ),
        _secretariat("BKD", "Sekretaris BKD"),
    ),
    "21",
)


def of_a_province(office: Office, echelon: str = "21") -> Office:
    """The same office one step higher: II.a below I.b, its sections III.a."""
    sections = tuple(
        replace(one, echelon="31" if one.echelon == "32" else one.echelon) for one in office.sections
    )
    return replace(office, sections=sections, echelon=echelon)


PROVINCE = of_a_province(SECRETARIAT, "12")
