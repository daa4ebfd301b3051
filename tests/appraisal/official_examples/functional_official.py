"""JF Teknis Tata Bangunan dan Perumahan Muda, an official by the quantitative approach: SKP, result."""

from __future__ import annotations

from appraisal.papers.work_targets import BehaviourRow, IndicatorRow, TargetRow
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS
from tests.appraisal.official_examples.parts import TO_BE_SAID, Example, Post, sections

POST = Post(
    "JABATAN FUNGSIONAL TEKNIS TATA BANGUNAN DAN PERUMAHAN MUDA",
    "DIREKTORAT II",
    "KEPALA SUBDIREKTORAT II",
    "DIREKTORAT II",
)
ANSWERING = "Respons yang cepat dan akurat atas pengaduan masyarakat dan permohonan konsultasi"
LICENCES = "terkait layanan penerbitan PBG/IMB dan SLF melalui aplikasi SIMBG"
TARGETS = (
    TargetRow(
        1,
        "Aplikasi SIMBG menjalankan bisnis proses dan SLA (service level agreement) sesuai NSPK yang"
        " reliable dan"
        " user-friendly",
        "Proses bisnis aplikasi SIMBG dalam bentuk arsitektur aplikasi yang lengkap dan sesuai NSPK",
        (
            IndicatorRow(
                "Kualitas",
                "Tingkat kesesuaian proses bisnis aplikasi SIMBG dengan NSPK",
                "80 - 90% sesuai",
                "85% berdasarkan penilaian Pimpinan",
            ),
            IndicatorRow(
                "Waktu",
                "Tingkat ketepatan waktu penyelesaian dokumen arsitektur aplikasi untuk diserahkan ke tim IT",
                "4-5 bulan setelah NSPK terbit",
                "2 bulan berdasarkan penilaian Pimpinan",
            ),
        ),
        (
            (
                "Pimpinan: modul proses bisnis secara keseluruhan sudah sesuai dengan NSPK, meskipun masih"
                " dapat"
                " dimungkinkan adanya sedikit perbaikan."
            ),
            (
                "Pimpinan: penyelesaian proses bisnis sangat cepat, melampaui perkiraan dan ekspektasi"
                " saya. Pertahankan!"
            ),
        ),
    ),
    TargetRow(
        2,
        f"{ANSWERING} {LICENCES}",
        "Pengguna dan pengelola layanan aplikasi dapat mengetahui progres/tindak lanjut pengaduannya"
        " secara up-to-date"
        " melalui aplikasi SIMBG",
        (
            IndicatorRow(
                "Kuantitas",
                "Persentase pengaduan yang progres tindak lanjutnya terbaharui di aplikasi SIMBG",
                "90 – 95% pengaduan yang diproses",
                "93% berdasarkan data dalam arsip aktif di Aplikasi SIMBG",
            ),
            IndicatorRow(
                "Waktu",
                "Tingkat ketepatan waktu updating progres/tindak lanjut pengaduan pada aplikasi SIMBG",
                "1 – 2 hari setelah progres/tindak lanjut dilaksanakan",
                "Rata rata 2 jam setelah tindak lanjut selesai berdasarkan data dalam arsip aktif di"
                " Aplikasi SIMBG",
            ),
        ),
        (TO_BE_SAID, TO_BE_SAID),
    ),
    TargetRow(
        3,
        f"{ANSWERING} pengelola SIMBG {LICENCES}",
        "Telaahan jawaban atas pengaduan pengguna dan pengelola aplikasi tersusun secara cepat dan akurat"
        " (berdasarkan"
        " objek atau jenis masalah atau berdasarkan wilayah)",
        (
            IndicatorRow(
                "Kualitas",
                "Presentase telaahan yang digunakan untuk menjawab pengaduan masyarakat",
                "80 – 90% telaahan",
                "85% berdasarkan penilaian Pimpinan",
            ),
            IndicatorRow(
                "Kuantitas",
                "Persentase penyelesaian telaahan jawaban atas pengaduan",
                "80 - 90% telaahan jawaban selesai",
                "90% berdasarkan penilaian Pimpinan",
            ),
            IndicatorRow(
                "Waktu",
                "Rata – rata waktu yang dibutuhkan untuk menyelesaikan telaahan jawaban atas pengaduan",
                "1- 2 minggu setelah pengaduan masuk",
                "10 hari kerja berdasarkan penilaian Pimpinan",
            ),
        ),
        (TO_BE_SAID,) * 3,
    ),
    TargetRow(
        4,
        "Semakin banyak pegawai Dinas PU dan PTSP Pemda kab/kota yang bisa melayani penerbitan PBG/ IMB"
        " dan SLF melalui"
        " SIMBG secara cepat dan akurat",
        "Peserta peningkatan kapasitas pada Pemda Kab/Kota yang menjadi tanggung jawabnya memahami dan dapat"
        " mempraktekan materi yang disampaikan dan peserta puas atas pelaksanaan peningkatan kapasitas",
        (
            IndicatorRow(
                "Kuantitas",
                "Persentase peserta peningkatan kapasitas yang dapat memahami dan mempraktekan materi yang"
                " disampaikan",
                "80%-90% peserta",
                "80% berdasarkan hasil post test",
            ),
            IndicatorRow(
                "Kualitas",
                "Persentase peserta yang puas atas pelayanan selama proses pelaksanaan peningkatan kapasitas",
                "80%-90% peserta puas",
                "95% berdasarkan survey persepsi peserta peningkatan",
            ),
            IndicatorRow(
                "Kualitas",
                "Persentase pelaksanaan peningkatan kapasitas yang seluruh checklistnya terpenuhi",
                "80% - 90% peningkatan kapasitas yang menjadi tanggung jawabnya",
                "100% berdasarkan penilaian Pimpinan",
            ),
        ),
        (TO_BE_SAID,) * 3,
    ),
)
SECTIONS = sections(TARGETS)
EXPECTED_AND_SAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "SERVICE_ORIENTED": (
        "- Memberikan pelayanan maksimal kepada pelanggan",
        (
            "Stakeholder terkait (nama): ketika menjelaskan mudah dipahami dan sabar",
            "Pimpinan: selalu menanyakan hal apa yang bisa diimprove",
        ),
    ),
    "ACCOUNTABLE": (
        "",
        (
            (
                "Pimpinan: berani berterus terang dan mengakui kesalahan terlihat ketika ada komplain dari"
                " peserta"
                " peningkatan yang bersangkutan dengan tanggung jawab mengakui kesalahan dan segera"
                " merespon dengan"
                " cepat komplain tersebut."
            ),
        ),
    ),
    "COMPETENT": (
        (
            "- Menyelesaikan setiap pekerjaan sesuai dengan target dan standar mutu yang ditetapkan\n"
            "- Bersedia untuk"
            " mengajarkan pengetahuan atau keterampilan yang dimiliki kepada orang lain\n"
            "- Selalu melakukan perbaikan"
            " untuk memenuhi kualitas yang terbaik"
        ),
        (
            (
                "Pimpinan (nama): ketika deliver tugas dari pimpinan selalu mengupayakan yang terbaik"
                " terlihat dari"
                " minimnya kesalahan dan perbaikan tugas yang diserahkan"
            ),
            (
                "Rekan kerja setingkat (nama): bersedia membantu apabila dibutuhkan terlihat ketika yang"
                " bersangkutan"
                " diminta untuk menjelaskan substansi yang belum dimengerti maka dengan sabar menjelaskan"
            ),
        ),
    ),
    "HARMONIOUS": (
        (
            "- Membangun komunikasi yang lebih terbuka dan menjaga hubungan baik dengan stakeholder\n"
            "- Membantu rekan"
            " kerja yang membutuhkan"
        ),
        (
            (
                "Stakeholder terkait (nama): ketika menerima tamu dari daerah untuk konsultasi dilayani"
                " dengan baik"
                " berdasarkan hasil survey kepuasan"
            ),
            "Satpam: sering memberikan makanan untuk dibagikan kepada tenaga keamanan",
        ),
    ),
    "LOYAL": (
        "",
        (
            (
                "Pimpinan: selalu siap kapanpun pimpinan membutuhkan terlihat dari ketika ada arahan yang"
                " mendadak maka"
                " yang bersangkutan siap membantu pimpinan meskipun di luar jam kerja"
            ),
        ),
    ),
    "ADAPTIVE": (
        "- Mengimplementasikan perkembangan teknologi untuk memperbaiki metode dan proses kerja.",
        (
            (
                "Pimpinan (nama): semangat untuk mempelajari hal baru terlihat dari meskipun yang"
                " bersangkutan"
                " terhitung baru pada unit kerja ini, namun bisa beradaptasi dengan cepat."
            ),
        ),
    ),
    "COLLABORATIVE": (
        "- Aktif berpartisipasi dan berkontribusi sesuai keahliannya",
        (
            (
                "Pimpinan (nama): selalu melibatkan tim kerja lain di unit nya dan stakeholder terkait"
                " ketika melakukan"
                " pembahasan proses bisnis aplikasi sehingga semakin banyak masukan untuk pengembangan"
                " aplikasi"
            ),
        ),
    ),
}
BEHAVIOURS = tuple(
    BehaviourRow(number, VALUE_LABELS[value], VALUE_BEHAVIOURS[value], *EXPECTED_AND_SAID[value.value])
    for number, value in enumerate(VALUE_LABELS, start=1)
)
FILLED = {"sections": SECTIONS, "behaviours": BEHAVIOURS}
WORDS = ("checklistnya terpenuhi", "berkontribusi sesuai keahliannya")
EXAMPLES = (Example("A.1.7", 6238, 3, FILLED, WORDS), Example("C.1.3", 8134, 6, FILLED, WORDS))
