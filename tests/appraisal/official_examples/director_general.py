"""Direktur Jenderal III, a leader by the quantitative approach: SKP, an indicator's manual, result."""

from __future__ import annotations

from appraisal.models import IndicatorManual
from appraisal.papers.work_targets import IndicatorRow, TargetRow
from tests.appraisal.official_examples.parts import TO_BE_SAID, Example, Post, behaviours, manual, sections

POST = Post("DIREKTUR JENDERAL III", "DIREKTORAT JENDERAL III", "MENTERI", "KEMENTERIAN X")
SERVED, PROCESS, INTERNAL, BUDGET = "Penerima Layanan", "Proses Bisnis", "Penguatan Internal", "Anggaran"
SECTIONS = sections(
    (
        TargetRow(
            1,
            "",
            "Meningkatnya pelayanan infrastruktur perumahan dan permukiman yang layak dan aman (penugasan"
            " dari Menteri)",
            (
                IndicatorRow(
                    SERVED,
                    "Persentase peningkatan pelayanan infrastruktur pemukiman yang layak dan aman melalui"
                    " pendekatan smart living",
                    "61,95%",
                    "50%**** berdasarkan hasil penilaian pelayanan infrastruktur pemukiman",
                ),
            ),
            (
                (
                    "Pimpinan: menurut saya, ini sudah cukup baik karena meskipun dalam kondisi pandemi"
                    " covid-19, yang bersangkutan terus mengembangkan strategi untuk pencapaian target."
                    " Harapannya tahun depan bisa ditingkatkan lagi khususnya untuk aspek yang pertama"
                    " yaitu rumah tangga dengan akses air minum layak, karena aspek ini yang masih kurang"
                    " di beberapa daerah"
                ),
            ),
        ),
        TargetRow(
            2,
            "",
            "Meningkatkan kualitas layanan Direktorat Jenderal III (penugasan dari Menteri)",
            (
                IndicatorRow(
                    SERVED,
                    "Indeks kualitas layanan yang dihasilkan oleh unit kerja lingkup Direktorat Jenderal III",
                    "3,5 dari skala 5",
                    "3,0 berdasarkan hasil survey",
                ),
            ),
            (
                (
                    "Pimpinan: Kualitas layanan eksternal sudah sesuai yang diharapkan namun perlu"
                    " ditingkatkan terkait layanan internal Setditjen. Layanan internal belum terlalu"
                    " diperhatikan."
                ),
            ),
        ),
        TargetRow(
            3,
            "",
            "Tersusunnya revisi Undang-Undang Republik Indonesia No. 28 Tahun 2002 tentang Bangunan Gedung"
            " (penugasan dari Menteri)",
            (
                IndicatorRow(
                    PROCESS,
                    "Indeks penyelesaian revisi Undang-Undang Republik Indonesia No. 28 Tahun 2002 tentang"
                    " Bangunan Gedung",
                    "90",
                    "70 berdasarkan penilaian inspektorat",
                ),
            ),
            (
                (
                    "Pimpinan: penyelesaian tidak sesuai dengan target waktu yang disepakati, realisasi"
                    " ini belum memenuhi ekspektasi saya."
                ),
            ),
        ),
        TargetRow(
            4,
            "",
            "Tersusunnya RPP tentang Peraturan Pelaksanaan UU No. 6 Tahun 2017 tentang Arsitek (penugasan"
            " dari Menteri)",
            (
                IndicatorRow(
                    PROCESS,
                    "Indeks penyelesaian RPP tentang Peraturan Pelaksanaan UU No. 6 Tahun 2017 tentang"
                    " Arsitek",
                    "90",
                    "90 berdasarkan penilaian inspektorat",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            5,
            "",
            "Terwujudnya Direktorat Jenderal III yang reform dan akuntabel (penugasan dari Menteri)",
            (
                IndicatorRow(
                    INTERNAL,
                    "Nilai pelaksanaan Reformasi Birokrasi Direktorat Jenderal III",
                    "85",
                    "89 berdasarkan penilaian KemenPANRB",
                ),
                IndicatorRow(
                    INTERNAL,
                    "Nilai Akuntabilitas Kinerja Direktorat Jenderal III",
                    "85",
                    "85 berdasarkan penilaian KemenPANRB",
                ),
            ),
            (TO_BE_SAID,) * 2,
        ),
        TargetRow(
            6,
            "",
            "Pengelolaan anggaran Program Pembinaan dan Pengembangan Infrastruktur Permukiman yang optimal"
            " (penugasan dari Menteri)",
            (
                IndicatorRow(
                    BUDGET,
                    "Nilai Indikator Kinerja Pelaksanaan Anggaran Direktorat Jenderal III",
                    "95",
                    "93 berdasarkan penilaian Kementerian Keuangan",
                ),
            ),
            (TO_BE_SAID,),
        ),
        TargetRow(
            7,
            "",
            "Terlaksananya direktif pimpinan sesuai target waktu yang ditetapkan (penugasan dari Pimpinan)",
            (
                IndicatorRow(
                    PROCESS,
                    "Persentase penyelesaian penugasan/direktif pimpinan sesuai target waktu yang ditetapkan",
                    "80%",
                    "80% berdasarkan penilaian Pimpinan",
                ),
            ),
            (TO_BE_SAID,),
        ),
    ),
    (
        TargetRow(
            8,
            "",
            "Terlaksananya rencana aksi/inisiatif strategis dalam rangka pencapaian sasaran dan indikator"
            " Kinerja utama organisasi dalam perjanjian kerja (penugasan dari Menteri)",
            (
                IndicatorRow(
                    PROCESS,
                    "Persentase penyelesaian rencana aksi/inisiatif strategis yang berkontribusi langsung"
                    " terhadap pencapaian indikator Perjanjian Kinerja Direktorat Jenderal III sesuai"
                    " target waktu yang ditetapkan",
                    "80%",
                    "80% berdasarkan penilaian Pimpinan",
                ),
            ),
            (TO_BE_SAID,),
        ),
    ),
)
IDEAS = "Memberikan kesempatan kepada setiap anggota untuk menyampaikan ide atau gagasan yang produktif"
PLANNED = {
    ("ACCOUNTABLE"): (
        "- Menjadi role model/ panutan dalam menjunjung komitmen dan integritas pegawai di lingkungan"
        " kerjanya"
    ),
    ("COMPETENT"): (
        "- Bersedia untuk mengajarkan pengetahuan atau keterampilan yang dimiliki kepada orang lain\n"
        "- Menyelesaikan setiap pekerjaan sesuai dengan target dan standar kualitas yang ditetapkan"
    ),
    "HARMONIOUS": "- Membangun komunikasi yang lebih terbuka dan menjaga hubungan baik dengan stakeholder",
    "LOYAL": "- Berani menyampaikan adanya indikasi/ hal-hal yang dapat merugikan dan membahayakan negara",
    ("COLLABORATIVE"): (
        "- Mampu mengelola dan melibatkan seluruh pihak sesuai dengan peran dan fungsinya untuk mencapai"
        " tujuan bersama\n"
        f"- {IDEAS}"
    ),
}
EVALUATED = PLANNED | {
    ("COMPETENT"): (
        "- Memastikan Pegawainya mendapat pengembangan kompetensi secara berkala.\n"
        "- Menyelesaikan setiap pekerjaan sesuai dengan target dan standar kualitas yang ditetapkan"
    ),
    ("COLLABORATIVE"): (
        f"- Menciptakan suasana yang rekat antar Pegawai melalui kegiatan rutin.\n- {IDEAS}\n{IDEAS}"
    ),
}
SAID = {
    "SERVICE_ORIENTED": (
        (
            "Pimpinan: Hampir selalu memberikan masukan/ rekomendasi terhadap tantangan-tantangan"
            " organisasi yang bersifat strategis terlihat dari masukan yang bersangkutan ketika rapat"
            " pimpinan"
        ),
        (
            "Pegawai di bawahnya (nama): selalu menekankan pada improvement kualitas layanan terlihat dari"
            " upaya beliau untuk merombak SOP dan SLA serta mendorong pegawainya patuh terhadap SOP dan"
            " SLA tersebut"
        ),
    ),
    "ACCOUNTABLE": (
        (
            "Pegawai di bawahnya (nama): Yang bersangkutan tidak pernah meminta fasilitas yang berlebihan"
            " ketika melakukan kunjungan ke daerah dan selalu mengajarkan hal tersebut ke seluruh"
            " pegawainya terlihat dari ketika yang bersangkutan melakukan kunjungan ke daerah tidak ingin"
            " mendapat perlakuan yang terlalu berlebihan sebagai pejabat struktural."
        ),
    ),
    "COMPETENT": (
        (
            "Pegawai di bawahnya (nama): Sangat mendukung pegawainya mengikuti pengembangan kompetensi"
            " secara berkala terlihat ketika yang bersangkutan selalu mengupayakan hal terbaik agar"
            " pegawainya mengikuti pengembangan kompetensi"
        ),
    ),
    "HARMONIOUS": (
        (
            "Pegawai di bawahnya (nama): selalu memberikan apresiasi atas keberhasilan kinerja pegawai dan"
            " membiasakan para direktur untuk melakukan hal yang sama terlihat dari apresiasi yang"
            " bersangkutan kepada pegawai berkinerja tinggi yang disampaikan ketika rapat atau dalam"
            " bentuk hadiah kecil."
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
            "Pimpinan: terus melakukan inovasi terlihat dari upaya-upayanya untuk selalu melakukan"
            " evaluasi terhadap kebijakan yang dikeluarkan."
        ),
    ),
    "COLLABORATIVE": (
        (
            "Pegawai di bawahnya (nama): Rutin mengadakan pertemuan mingguan dengan seluruh pegawai dan"
            " selalu memberikan kesempatan kepada seluruh pegawai untuk berbicara dan memberikan pendapat."
        ),
        (
            "Stakeholder terkait (instansi pemerintah lain): keterlibatan untuk mendukung pencapaian"
            " target unit lain sangat konkrit dan dilakukan dengan penuh tanggung jawab."
        ),
    ),
}
MANUAL = manual(
    "Tersusunnya revisi Undang Undang Republik Indonesia No. 28 Tahun 2002 tentang Bangunan Gedung",
    "Indeks Penyelesaian Revisi Undang Undang Republik Indonesia No. 28 Tahun 2002 tentang Bangunan Gedung",
    purpose="Menghitung tingkat penyelesaian suatu peraturan perundang-undangan/ produk kebijakan",
    definition="Indeks Penyelesaian peraturan perundang-undangan/ produk kebijakan merupakan indikator yang mengukur"
    " sejauh mana Pegawai mampu menyelesaikan peraturan perundang-undangan/ produk kebijakan dilihat dari"
    " tahapan penyusunannya.",
    formula="Indeks penyelesaian Revisi Undang Undang Republik Indonesia No. 28 Tahun 2002 tentang Bangunan Gedung"
    " diukur berdasarkan tahapan (staging) suatu peraturan perundang-undangan (PUU) sebagai berikut:\n"
    "100: Rancangan PUU selesai/ sudah ditetapkan\n"
    "90: Rancangan PUU selesai harmonisasi\n"
    "80: Rancangan PUU sudah disampaikan ke Dit. Perancangan Perundang-Undangan Kementerian Hukum dan HAM"
    " untuk Harmonisasi\n"
    "70: Rancangan PUU telah memuat substansi kunci dan telah melalui proses uji publik\n"
    "50: Rancangan PUU dalam proses uji publik\n"
    "30: Rancangan PUU masih dalam bentuk draft dan belum memuat substansi kunci\n"
    "20: Rancangan PUU masih dalam bentuk Naskah Akademik\n"
    "10: Rancangan PUU masih dalam bentuk telaahan/rekomendasi kebijakan",
    measure="Nilai",
    quality=IndicatorManual.Quality.LOW_CONTROL,
    source="Laporan Pemantauan Inspektorat",
    reporting=IndicatorManual.Reporting.YEARLY,
)
EXAMPLES = (
    Example(
        "A.1.2",
        5367,
        3,
        {"sections": SECTIONS, "behaviours": behaviours(PLANNED)},
        ("3,5 dari skala 5", "Terwujudnya Direktorat Jenderal III yang reform", "gagasan yang produktif"),
    ),
    Example(
        "A.1.3",
        5606,
        1,
        {"sheets": [MANUAL]},
        ("Rancangan PUU selesai harmonisasi", "( X ) Output kendali rendah", "( X ) Tahunan"),
    ),
    Example(
        "C.1.2",
        7408,
        7,
        {"sections": SECTIONS, "behaviours": behaviours(EVALUATED, SAID)},
        (
            "50%**** berdasarkan hasil penilaian",
            "rumah tangga dengan akses air minum layak",
            "dalam bentuk hadiah kecil.",
        ),
    ),
)
