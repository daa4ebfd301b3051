"""Kepala Subdirektorat II, an administrative official by the quantitative approach: SKP, its annex, result."""

from __future__ import annotations

from appraisal.papers.work_targets import IndicatorRow, TargetRow
from tests.appraisal.official_examples.parts import (
    TO_BE_SAID,
    Example,
    Post,
    annex,
    behaviours,
    sections,
)

POST = Post("KEPALA SUBDIREKTORAT II", "DIREKTORAT II", "DIREKTUR II", "DIREKTORAT II")
INTERVENED = (
    "Meningkatnya kualitas bangunan gedung yang menjamin keselamatan, kesehatan, kenyamanan, dan kemudahan"
    " bagi penggunanya.\n"
    "Indikator Kinerja Individu: Persentase Pemerintah Daerah Kabupaten/ Kota yang Nilai Indeks"
    " Penyelenggaraan Bangunan Gedung minimal Baik"
)
SECTIONS = sections(
    (
        TargetRow(
            1,
            INTERVENED,
            "Aplikasi SIMBG menjalankan bisnis proses dan SLA (service level agreement) sesuai NSPK yang"
            " reliable dan user-friendly",
            (
                IndicatorRow(
                    "Kualitas",
                    "Tingkat kesesuaian fitur aplikasi dengan NSPK",
                    "80 – 90%",
                    "85% berdasarkan penilaian Pimpinan",
                ),
                IndicatorRow(
                    "Kuantitas",
                    "Persentase penyelesaian aplikasi SIMBG yang siap digunakan",
                    "80 – 90% sistem aplikasi siap digunakan",
                    "85% berdasarkan penilaian Pimpinan",
                ),
                IndicatorRow(
                    "Waktu",
                    "Ketepatan waktu penyelesaian aplikasi sesuai dengan jadwal yang ditetapkan",
                    "7-8 bulan",
                    "9 bulan berdasarkan data launching aplikasi",
                ),
            ),
            (
                "Pimpinan: bagus! Pertahankan",
                (
                    "Pimpinan: Secara keseluruhan aplikasi siap digunakan. Meskipun beberapa sistem masih"
                    " terkadang error namun dapat segera diatasi."
                ),
                "Pimpinan: Launching aplikasi terlambat dari jadwal yang ditetapkan",
            ),
        ),
        TargetRow(
            2,
            INTERVENED,
            "Respons yang cepat dan akurat atas pengaduan masyarakat dan permohonan konsultasi terkait"
            " layanan penerbitan PBG/IMB dan SLF melalui aplikasi SIMBG",
            (
                IndicatorRow(
                    "Kuantitas",
                    "Persentase penyelesaian pengaduan masyarakat dan pengelola SIMBG atas layanan PBG/IMB"
                    " dan SLF",
                    "80 – 90% dari jumlah pengaduan yang diajukan oleh masyarakat dan Pemda",
                    "90% berdasarkan data aktif pengaduan yang terdokumentasi dalam aplikasi SIMBG",
                ),
                IndicatorRow(
                    "Kualitas",
                    "Tingkat kepuasan masyarakat atas tindak lanjut pengaduan dan pemberian konsultasi",
                    "3,5 skala 5",
                    "4 berdasarkan hasil survery kepuasan",
                ),
                IndicatorRow(
                    "Waktu",
                    "Rata-rata waktu yang dibutuhkan untuk memproses layanan pengaduan masyarakat dan"
                    " pengelola SIMBG dan menindaklanjuti permintaan konsultasi",
                    "2-3 hari setelah permohonan / pengaduan disampaikan",
                    "1 hari berdasarkan data aktif pengaduan yang terdokumentasi dalam aplikasi SIMBG",
                ),
            ),
            (TO_BE_SAID,) * 3,
        ),
        TargetRow(
            3,
            INTERVENED,
            "Semakin banyak pegawai Dinas PU dan PTSP Pemda kab/kota yang bisa melayani penerbitan PBG/"
            " IMB dan SLF melalui SIMBG secara cepat dan akurat",
            (
                IndicatorRow(
                    "Kuantitas",
                    "Persentase Pemerintah Daerah Kabupaten/ Kota yang memiliki pegawai dalam jumlah yang"
                    " ideal yang bisa mengoperasikan aplikasi SIMBG",
                    "80-90% Pemda",
                    "80% berdasarkan Data aktif pegawai Pemda yang mengelola aplikasi SIMBG",
                ),
            ),
            (TO_BE_SAID,),
        ),
    )
)
EXPECTED = {
    ("SERVICE_ORIENTED"): (
        "- Terbuka terhadap masukan dari orang lain.\n"
        "- Selalu belajar dari kesalahan untuk perbaikan kinerja selanjutnya"
    ),
    "ACCOUNTABLE": "- Berani berterus terang dan mengakui kesalahan",
    ("COMPETENT"): (
        "- Aktif mengikuti kegiatan pengembangan kompetensi yang diadakan internal maupun eksternal\n"
        "- Aktif membagikan informasi kepada Pegawai lainnya yang sifatnya memberikan pengetahuan"
    ),
    ("HARMONIOUS"): (
        "- Membangun komunikasi yang lebih terbuka dan menjaga hubungan baik dengan stakeholder\n"
        "- Siap menawarkan bantuan tanpa harus diminta terlebih dahulu"
    ),
    "ADAPTIVE": "- Mengimplementasikan perkembangan teknologi untuk memperbaiki metode dan proses kerja.",
    "COLLABORATIVE": "- Aktif berpartisipasi dan berkontribusi sesuai keahliannya pada project unit kerja",
}
SAID = {
    "SERVICE_ORIENTED": (
        (
            "Stakeholder terkait: kurang ramah dalam memberikan pelayanan konsultasi dan terkesan"
            " terburu-buru dalam menjelaskan berdasarkan hasil survey kepuasan"
        ),
        (
            "Pimpinan (nama): yang bersangkutan dapat diandalkan ketika ada hal-hal yang membutuhkan"
            " penyelesaian segera."
        ),
    ),
    "ACCOUNTABLE": (
        (
            "Pegawai (nama): selalu menunjukkan sikap bertanggung jawab meskipun ada kesalahan yang"
            " dilakukan anggota timnya terlihat ketika ada kesalahan dalam penyelenggaraan kegiatan, yang"
            " bersangkutan selalu merespon dengan cepat dan mengambil alternatif strategi."
        ),
    ),
    "COMPETENT": (
        (
            "Pimpinan: kurang memperhatikan pengembangan kompetensi dan jarang memberikan feedback kepada"
            " Pegawainya"
        ),
        "Pimpinan: tugas dari pimpinan hampir selalu dikerjakan dengan baik",
    ),
    "HARMONIOUS": (
        (
            "Pimpinan: kurang mampu menciptakan lingkungan yang kondusif di tim kerjanya terlihat dari"
            " adanya anggota tim yang berkonflik."
        ),
    ),
    "LOYAL": (
        (
            "Pimpinan: Arahan pimpinan selalu ditindaklanjuti dengan baik dan progresnya selalu dilaporkan"
            " tepat waktu"
        ),
        (
            "Pimpinan: selalu siap kapanpun pimpinan membutuhkan terlihat dari ketika ada arahan yang"
            " mendadak maka yang bersangkutan siap membantu pimpinan meskipun di luar jam kerja"
        ),
    ),
    "ADAPTIVE": (
        (
            "Pimpinan: antusias mempelajari hal baru terlihat dari upaya upaya yang bersangkutan ketika"
            " mendapat penugasan baru"
        ),
        (
            "Pimpinan: ketika ada perubahan arah strategi dari pimpinan langsung ditindaklanjuti dengan"
            " penyesuaian dan tidak resisten"
        ),
    ),
    "COLLABORATIVE": (
        (
            "Pegawai: kurang terbuka terhadap masukan dari Pegawainya karena ketika dialog cenderung hanya"
            " 1 arah."
        ),
    ),
}
ANNEX = annex(
    (
        "Dukungan pegawai yang memiliki keahlian programming atau memahami pengembangan aplikasi",
        (
            "Kehadiran pimpinan dalam forum koordinasi nasional yang dihadiri seluruh Kepala Daerah untuk"
            " memastikan komitmen Pemerintah Daerah dalam penyelenggaraan ijin bangunan gedung melalui"
            " Aplikasi SIMBG"
        ),
        "Dukungan sarana prasarana IT yang memadai",
    ),
    (
        "Progres pengembangan aplikasi dilaporkan berkala setiap dua minggu",
        (
            "Progres pemberian layanan dan peningkatan kapasitas SDM di Dinas PU dan PTSP dilaporkan"
            " setiap minggu"
        ),
    ),
    (
        (
            "Direkomendasikan sebagai inovasi tingkat nasional pada kompetisi inovasi pelayanan publik"
            " yang diselenggarakan KemenPANRB"
        ),
        "Direkomendasikan sebagai ASN inspiratif pada kompetisi Anugerah ASN yang diselenggarakan KemenPANRB",
    ),
)
EXAMPLES = (
    Example(
        "A.1.7",
        6097,
        4,
        {"sections": SECTIONS, "behaviours": behaviours(EXPECTED)},
        ("80 – 90% sistem aplikasi siap digunakan", "3,5 skala 5", "pada project unit kerja"),
    ),
    Example(
        "A.1.8",
        6361,
        1,
        ANNEX,
        ("keahlian programming", "setiap dua minggu", "Anugerah ASN"),
    ),
    Example(
        "C.1.3",
        7891,
        7,
        {"sections": SECTIONS, "behaviours": behaviours(EXPECTED, SAID)},
        ("9 bulan berdasarkan data launching", "masih terkadang error", "cenderung hanya 1 arah."),
    ),
)
