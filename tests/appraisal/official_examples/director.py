"""Direktur II, a leader by the quantitative approach: SKP and result."""

from __future__ import annotations

from appraisal.papers.work_targets import IndicatorRow, TargetRow
from tests.appraisal.official_examples import director_strategy, role_matrices
from tests.appraisal.official_examples.director_general import BUDGET, IDEAS, INTERNAL, PROCESS, SERVED
from tests.appraisal.official_examples.parts import TO_BE_SAID, Example, Post, behaviours, sections

POST = Post("DIREKTUR II", "DIREKTORAT JENDERAL III", "DIREKTUR JENDERAL III", "DIREKTORAT JENDERAL III")
FROM_ABOVE = "(penugasan dari Direktur Jenderal III)"
SECTIONS = sections(
    (
        TargetRow(
            1,
            "",
            "Meningkatnya kualitas bangunan gedung yang menjamin keselamatan, kesehatan, kenyamanan dan"
            f" kemudahan bagi penggunanya {FROM_ABOVE}",
            (
                IndicatorRow(
                    SERVED,
                    "Persentase Pemda Kabupaten/Kota yang Nilai Indeks Penyelenggaraaan Bangunan Gedung"
                    " minimal Baik",
                    "30%",
                    "25%**** berdasarkan hasil evaluasi indeks penyelenggaraan bangunan gedung",
                ),
            ),
            (
                (
                    "Pimpinan: meskipun realisasi dibawah target namun masih memenuhi ekspektasi pimpinan"
                    " mengingat dalam kondisi pandemic covid 19, pemerintah daerah berfokus dalam"
                    " pemberian vaksin secara massal kepada seluruh masyarakat.\n"
                    "Secara keseluruhan, rata-rata hanya 1 dan 2 aspek indeks Penyelenggaraan Bangunan"
                    " Gedung dari keseluruhan aspek yang belum dipenuhi sehingga menyebabkan tidak"
                    " tercapainya target 30%."
                ),
            ),
        ),
        TargetRow(
            2,
            "",
            "Percepatan pembangunan Pos Lintas Batas Negara terpadu dan sarana prasarana penunjang"
            f" kawasan perbatasan. {FROM_ABOVE}",
            (
                IndicatorRow(
                    SERVED,
                    "Jumlah Pos Lintas Batas Negara Terpadu dan sarana prasarana penunjang kawasan"
                    " perbatasan yang terbangun, laik fungsi, dan telah diserahterimakan.",
                    "3 unit",
                    "3 unit berdasarkan penilaian inspektorat",
                ),
                IndicatorRow(
                    SERVED,
                    "Tingkat kepuasan pengguna dan operator Pos Lintas Batas Negara terhadap fasilitas Pos"
                    " Lintas Batas",
                    "3,5 dari skala 5",
                    "3,5 berdasarkan hasil survey kepuasan",
                ),
            ),
            (
                (
                    "Pimpinan: bagus sekali, pos lintas batas terbangun sesuai rencana awal dan masterplan"
                    " dan diserahkan ke BNPP tepat waktu"
                ),
                (
                    "Pimpinan: Saya mendapatkan apresiasi langsung dari sekretaris BNPP atas fasos dan"
                    " fasum pos lintas batas yang diserahterimakan."
                ),
            ),
        ),
        TargetRow(
            3,
            "",
            f"Meningkatnya kualitas layanan Direktorat II {FROM_ABOVE}",
            (
                IndicatorRow(
                    SERVED,
                    "Indeks kualitas layanan internal Direktorat II",
                    "4",
                    "4 berdasarkan hasil survey kepuasan",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            4,
            "",
            "Tersusunnya RUU Revisi Undang-Undang Republik Indonesia No. 28 Tahun 2002 tentang Bangunan"
            f" Gedung {FROM_ABOVE}",
            (
                IndicatorRow(
                    PROCESS,
                    "Indeks Penyelesaian Revisi Undang Undang Republik Indonesia No. 28 Tahun 2002 tentang"
                    " Bangunan Gedung",
                    "80",
                    "70 berdasarkan penilaian inspektorat",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            5,
            "",
            f"Tersusunnya RPP tentang Peraturan Pelaksanaan UU No. 6 Tahun 2017 tentang Arsitek {FROM_ABOVE}",
            (
                IndicatorRow(
                    PROCESS,
                    "Indeks penyelesaian RPP tentang Peraturan Pelaksanaan UU No. 6 Tahun 2017 tentang"
                    " Arsitek",
                    "80",
                    "90 berdasarkan penilaian inspektorat",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            6,
            "",
            f"Terwujudnya Direktorat II yang akuntabel {FROM_ABOVE}",
            (
                IndicatorRow(
                    INTERNAL,
                    "Nilai Akuntabilitas Kinerja Direktorat II",
                    "85",
                    "89 berdasarkan penilaian inspektorat",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            7,
            "",
            f"Meningkatnya kualitas pengelolaan BMN {FROM_ABOVE}",
            (
                IndicatorRow(
                    INTERNAL,
                    "Tingkat kualitas pengelolaan BMN lingkup Direktorat II",
                    "95%",
                    "90% berdasarkan penilaian inspektorat",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            8,
            "",
            "Pengelolaan anggaran Program Pembinaan dan Pengembangan Infrastruktur Permukiman yang"
            f" optimal {FROM_ABOVE}",
            (
                IndicatorRow(
                    BUDGET,
                    "Presentase pengelolaan keuangan (anggaran) yang bebas dari temuan material",
                    "100%",
                    "100% berdasarkan penilaian inspektorat",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            9,
            "",
            "Terlaksananya direktif pimpinan sesuai target waktu yang ditetapkan (penugasan dari Pimpinan)",
            (
                IndicatorRow(
                    PROCESS,
                    "Persentase penyelesaian penugasan pimpinan/direktif pimpinan sesuai target waktu yang"
                    " ditetapkan",
                    "80%",
                    "80% berdasarkan penilaian Pimpinan",
                ),
            ),
            (TO_BE_SAID,),
        ),
    ),
    (
        TargetRow(
            10,
            "",
            "Terlaksananya rencana aksi/inisiatif strategis dalam rangka pencapaian sasaran dan indikator"
            f" Kinerja utama organisasi dalam perjanjian Kinerja {FROM_ABOVE}",
            (
                IndicatorRow(
                    PROCESS,
                    "Persentase penyelesaian rencana aksi/ inisiatif strategis yang berkontribusi langsung"
                    " terhadap pencapaian indikator Perjanjian Kinerja Direktorat II sesuai target waktu"
                    " yang ditetapkan",
                    "80%",
                    "80% berdasarkan penilaian Pimpinan",
                ),
            ),
            (TO_BE_SAID,),
        ),
    ),
)
PLANNED = {
    ("ACCOUNTABLE"): (
        "Menjadi role model/ panutan dalam menjunjung antikorupsi bagi pegawai di lingkungan kerjanya."
    ),
    ("HARMONIOUS"): (
        "Memberikan kesempatan yang sama serta bersikap adil kepada setiap pegawai untuk mendapat"
        " pengembangan kompetensi"
    ),
    "LOYAL": "Melaksanakan instruksi atau tugas dari atasan dengan sungguh-sungguh dan penuh tanggung jawab",
    ("ADAPTIVE"): (
        "Mempercepat monitoring dan analisa data guna mendukung peningkatan kualitas dan kinerja unit kerja"
    ),
    ("COLLABORATIVE"): (
        "- Mampu mengelola dan melibatkan seluruh pihak sesuai dengan peran dan fungsinya untuk mencapai"
        " tujuan bersama\n"
        f"- {IDEAS}"
    ),
}
EVALUATED = PLANNED | {
    "ACCOUNTABLE": "- Menjadi role model/ panutan dalam menjunjung antikorupsi",
    ("COMPETENT"): (
        "- Memastikan Pegawainya mendapat pengembangan kompetensi secara berkala.\n"
        "- Menyelesaikan setiap pekerjaan sesuai dengan target dan standar kualitas yang ditetapkan"
    ),
    "HARMONIOUS": "- Memberikan kesempatan yang sama serta bersikap adil kepada setiap pegawai",
    "COLLABORATIVE": f"- Menciptakan suasana yang rekat antar Pegawai melalui kegiatan rutin.\n- {IDEAS}",
}
SAID = {
    "SERVICE_ORIENTED": (
        (
            "Pimpinan: pada beberapa agenda melakukan jemput bola untuk memantau permasalahan penerapan"
            " aplikasi SIMBG sehingga dapat ditindaklanjuti melalui perbaikan berkala"
        ),
    ),
    "ACCOUNTABLE": (
        (
            "Pegawai: Yang bersangkutan tidak pernah meminta fasilitas yang berlebihan ketika melakukan"
            " kunjungan ke daerah terlihat dari ketika yang bersangkutan melakukan kunjungan ke daerah"
            " tidak ingin mendapat perlakuan yang terlalu berlebihan sebagai pejabat struktural."
        ),
    ),
    "COMPETENT": (
        (
            "Pegawai di bawahnya (nama): selalu memberikan kesempatan yang sama untuk seluruh pegawainya"
            " mengikuti pengembangan kompetensi, tidak pernah membeda-bedakan terlihat dari upaya beliau"
            " untuk memastikan semua pegawainya memenuhi 20 JP pengembangan kompetensi"
        ),
    ),
    "HARMONIOUS": (
        (
            "Pegawai di bawahnya (nama): Sering mengadakan agenda bersama untuk pegawai di unit eselon 2"
            " ini, sehingga merekatkan antar satu pegawai dengan pegawai lainnya."
        ),
        (
            "Pegawai di bawahnya (nama): Memperlakukan seluruh pegawainya dengan adil dan tidak"
            " membeda-bedakan sehingga antar pegawai tidak ada rasa kecemburuan."
        ),
    ),
    "LOYAL": (
        (
            "Pimpinan: Arahan pimpinan selalu ditindaklanjuti dengan baik dan progresnya selalu dilaporkan"
            " tepat waktu"
        ),
    ),
    "ADAPTIVE": (
        (
            "Pimpinan (nama): mengutamakan feedback dari pemberian layanan di direktorat dan selalu"
            " menindaklanjuti feedback stakeholder."
        ),
    ),
    "COLLABORATIVE": (
        "Pegawai di bawahnya (nama): Selalu mempertimbangkan masukan dari pegawai di bawahnya.",
    ),
}
EXAMPLES = (
    Example(
        "A.1.2",
        5479,
        4,
        {"sections": SECTIONS, "behaviours": behaviours(PLANNED)},
        (
            "Percepatan pembangunan Pos Lintas Batas Negara",
            "bebas dari temuan material",
            "analisa data guna mendukung",
        ),
    ),
    Example(
        "A.1.3",
        5643,
        2,
        {"sheets": [director_strategy.MANUAL]},
        ("VP = variable pengungkit", "Jumlah pemda seluruhnya", "( X ) Outcome"),
    ),
    Example(
        "A.1.4",
        5807,
        2,
        {"blocks": [director_strategy.WORK_BLOCK]},
        ("Kementerian Kominfo, BSSN", "4. Data Bangunan Gedung yang memiliki", "00000000000000"),
    ),
    Example(
        "A.1.5",
        5861,
        4,
        {"grids": role_matrices.OF_DIRECTOR},
        ("TIM KERJA SUBDIREKTORAT II", "JF TEKNIK TATA BANGUNAN", "peningkatan proses kerja selanjutnya."),
    ),
    Example(
        "C.1.2",
        7641,
        7,
        {"sections": SECTIONS, "behaviours": behaviours(EVALUATED, SAID)},
        ("tidak tercapainya target 30%.", "diserahkan ke BNPP tepat waktu", "20 JP pengembangan kompetensi"),
    ),
)
