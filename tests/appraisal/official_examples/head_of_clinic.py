"""Kepala Puskesmas, a leader by the qualitative approach: SKP, work block, role matrix, result."""

from __future__ import annotations

from appraisal.models import TargetIndicator, WorkBlock
from appraisal.papers.work_blocks import _block
from tests.appraisal.official_examples import role_matrices
from tests.appraisal.official_examples.director_general import BUDGET, INTERNAL, PROCESS, SERVED
from tests.appraisal.official_examples.head_of_health import MODEL, TOGETHER
from tests.appraisal.official_examples.parts import Example, Post, behaviours, sections, told

POST = Post("KEPALA PUSKESMAS", "PUSKESMAS", "KEPALA DINAS KESEHATAN", "DINAS KESEHATAN")
FROM_ABOVE = "(Penugasan dari Kepala Dinas Kesehatan)"
SECTIONS = sections(
    (
        told(
            1,
            f"Meningkatnya kualitas pelayanan puskesmas {FROM_ABOVE}",
            (
                "Ibu hamil mendapatkan pelayanan antenatal sesuai standar bahkan sampai ke pelosok daerah",
                (
                    "ibu bersalin mendapatkan pelayanan persalinan sesuai standar bahkan sampai ke pelosok"
                    " daerah"
                ),
                "Komplain ibu hamil atas layanan antenatal dan persalinan turun dibandingkan tahun lalu",
            ),
            (
                (
                    "Berdasarkan data pada aplikasi SiCantik, jangkauan pelayanan sudah meluas ditandai"
                    " dengan penurunan angka ibu hamil yang melahirkan dibantu dukun beranak."
                ),
                "Tidak ada kesalahan tindakan dalam pelayanan baik ANC maupun persalinan kepada ibu hamil",
                (
                    "Masih terdapat ibu hamil yang komplain atas layanan puskesmas, pada umumnya karena"
                    " pelayanan kurang ramah."
                ),
            ),
            (
                (
                    "Pimpinan: untuk jangkauan pelayanan sudah cukup meluas bahkan sampai memberikan"
                    " pelayanan di luar operasional, ini sangat baik, tingkatkan lagi dari segi kualitas"
                    " pelayanan."
                ),
            ),
            perspective=SERVED,
        ),
        told(
            2,
            f"Operasional rutin UPT Puskesmas dikelola dengan baik {FROM_ABOVE}",
            ("Pegawai puas atas layanan internal Puskesmas",),
            (
                (
                    "Tenaga Kesehatan dan Pegawai di internal puskesmas sebagian besar menyatakan puas"
                    " atas layanan internal puskesmas"
                ),
            ),
            (
                (
                    "Pimpinan: terdapat umpan balik dari Pegawai di bawahnya bahwa secara keseluruhan puas"
                    " terhadap layanan internal, namun beberapa Pegawai mengusulkan untuk lebih"
                    " diperhatikan terkait pengembangan kompetensinya"
                ),
            ),
            perspective=PROCESS,
        ),
        told(
            3,
            f"Obat dan bahan medis habis pakai (BMHP) tersedia sesuai kebutuhan {FROM_ABOVE}",
            (
                (
                    "Obat-obatan dan bahan medis habis pakai (BMHP) tersedia sesuai kebutuhan dan siap"
                    " digunakan kapanpun dibutuhkan"
                ),
            ),
            perspective=PROCESS,
        ),
        told(
            4,
            f"Tersedianya alat Kesehatan yang layak fungsi {FROM_ABOVE}",
            (
                "Alat Kesehatan untuk mendukung pelayanan semakin lengkap",
                "Alat Kesehatan yang tersedia layak fungsi dan siap digunakan sewaktu waktu",
            ),
            perspective=PROCESS,
        ),
        told(
            5,
            f"Terpenuhinya jasa pelayanan tenaga kesehatan {FROM_ABOVE}",
            ("Tenaga Kesehatan yang terpenuhi jasa pelayanannya meningkat dibandingkan tahun sebelumnya",),
            perspective=INTERNAL,
        ),
        told(
            6,
            f"Meningkatnya Akuntabilitas Kinerja Puskesmas {FROM_ABOVE}",
            (
                "Temuan hasil pemeriksaan ditindaklanjuti sesuai prosedur",
                "Aspek aspek manajemen risiko terpenuhi",
            ),
            perspective=INTERNAL,
        ),
        told(
            7,
            f"Pengelolaan anggaran Puskesmas yang optimal {FROM_ABOVE}",
            ("Penyerapan anggaran puskesmas meningkat dibandingkan tahun sebelumnya",),
            perspective=BUDGET,
        ),
        told(
            8,
            f"Terlaksananya direktif pimpinan sesuai target waktu yang ditetapkan {FROM_ABOVE}",
            (
                (
                    "Penugasan/direktif pimpinan diselesaikan sesuai target waktu yang ditetapkan dan"
                    " hasilnya memuaskan"
                ),
            ),
            perspective=PROCESS,
        ),
    ),
    (
        told(
            9,
            "Terlaksananya rencana aksi/inisiatif strategis dalam rangka pencapaian sasaran dan indikator"
            f" Kinerja utama organisasi dalam perjanjian kerja {FROM_ABOVE}",
            (
                (
                    "Rencana aksi/inisiatif strategis yang berkontribusi langsung terhadap pencapaian"
                    " indikator Perjanjian Kinerja puskesmas diselesaikan sesuai target waktu yang"
                    " ditetapkan"
                ),
            ),
            perspective=PROCESS,
        ),
    ),
)
EXPECTED = {
    "ACCOUNTABLE": f"- {MODEL}",
    "HARMONIOUS": "- Memberikan kesempatan yang sama serta bersikap adil kepada setiap pegawai",
    ("LOYAL"): (
        "- Melaksanakan instruksi atau tugas dari atasan dengan sungguh-sungguh dan penuh tanggung jawab"
    ),
    ("ADAPTIVE"): (
        "- Mempercepat monitoring dan analisa data guna mendukung peningkatan kualitas dan kinerja unit kerja"
    ),
    "COLLABORATIVE": TOGETHER,
}
SAID = {
    "SERVICE_ORIENTED": (
        "Pimpinan: tanggap dan bersedia turun tangan untuk memberikan pelayanan optimal",
        (
            "Pasien (nama): bagus sekali karena selalui mengajak pegawai di bawahnya untuk mengutamakan"
            " pelayanan yang ramah dan tanggap kepada pasien"
        ),
    ),
    "ACCOUNTABLE": (
        (
            "Pimpinan: bersedia mengakui kesalahan dan terbuka atas kritik dan saran dari pimpinan maupun"
            " stakeholder lainnya"
        ),
        (
            "Pegawai (nama): sering memberikan contoh kepada Pegawainya untuk memberikan pelayanan"
            " meskipun diluar jam kerja"
        ),
    ),
    "COMPETENT": (
        "Pegawai (nama): selalu memberikan bimbingan rutin kepada pegawainya",
        "Pegawai (nama): dengan sabar memberikan penjelasan teknis terkait instruksi kerja kepada pegawai",
    ),
    "HARMONIOUS": (
        "Pasien (nama): saya adalah pasien kurang mampu, namun tetap mendapat pelayanan yang baik dan ramah",
    ),
    "LOYAL": ("Pimpinan: selalu mengikuti arahan pimpinan dengan baik dan respon cepat",),
    "ADAPTIVE": (
        (
            "Pimpinan: ketika melakukan diskusi dengan pihak lain aktik menyampaikan gagasan dan pendapat"
            " yang sifatnya konstruktif"
        ),
    ),
    "COLLABORATIVE": (
        (
            "Pegawai (nama): tidak membedakan antara satu pegawai dengan pegawai lainnya meskipun pegawai"
            " tersebut masih baru."
        ),
        "Pegawai (nama): sering menginisiasi kegiatan untuk meningkatkan kolaborasi antar pegawai.",
        "Pimpinan (nama): membiasakan pegawainya untuk menyampaikan pendapat",
    ),
}
WORK_BLOCK = _block(
    WorkBlock(
        title="Peningkatan Layanan ANC dan Persalinan melalui pemanfaatan Aplikasi SiCantik dan pengaktifan"
        " Bidan Desa",
        indicator=TargetIndicator(
            text="Seluruh ibu hamil di wilayah kerja mendapatkan layanan ANC dan persalinan sesuai prosedur dan"
            " ibu hamil puas"
        ),
        owner="Kepala Puskesmas",
        involved="Poliklinik Desa, Dinas Kominfo",
        due="12 Bulan",
        beneficiaries="Ibu Hamil",
        purpose="Meningkatnya kualitas pelayanan puskesmas",
        budget="00000000000000",
        routine_activities="Meningkatkan jumlah Ibu hamil yang puas atas layanan ANC dengan mengurangi waktu tunggu"
        " layanan ANC\n"
        "Meningkatkan jumlah Ibu hamil yang puas atas layanan persalinan dengan mengurangi waktu tunggu"
        " layanan persalinan.\n"
        "Meningkatkan efisiensi biaya layanan ANC dan persalinan melalui optimalisasi sarana dan prasarana"
        " layanan\n"
        "Meningkatkan jumlah Ibu hamil yang melahirkan dibantu tenaga kesehatan dengan mengaktifkan bidan"
        " desa/bidan wilayah di polides.",
        new_activities="Meningkatkan jumlah Ibu hamil yang mendapat layanan ANC secara lengkap minimal 4 kali dengan"
        " pembaharuan/updating data ibu hamil melalui aplikasi Sicantik.",
        routine_milestones="Layanan antenatal care (ANC) dilakukan dengan respon cepat dan akurat\n"
        "Layanan persalinan dilakukan dengan respon cepat dan akurat",
        new_milestones="Ibu hamil dan ibu melahirkan terdata secara lengkap, akurat dan termutakhirkan melalui aplikasi"
        " SiCantik\n"
        "Semakin banyak bidan yang siap memberikan pelayanan di polides",
    )
)
EXAMPLES = (
    Example(
        "A.1.1",
        6713,
        3,
        {"sections": SECTIONS, "behaviours": behaviours(EXPECTED)},
        ("sampai ke pelosok daerah (Perspektif Penerima Layanan)", "manajemen risiko terpenuhi", MODEL),
    ),
    Example(
        "A.1.4",
        7036,
        1,
        {"blocks": [WORK_BLOCK]},
        ("Poliklinik Desa, Dinas Kominfo", "minimal 4 kali", "4. Semakin banyak bidan"),
    ),
    Example(
        "A.1.5",
        7088,
        4,
        {"grids": role_matrices.OF_CLINIC},
        ("KEPALA PUSKESMAS", "TIM KERJA UKP KEFARMASIAN", "sesuai prosedur pendampingan"),
    ),
    Example(
        "C.1.1",
        8577,
        6,
        {"sections": SECTIONS, "behaviours": behaviours(EXPECTED, SAID)},
        ("dibantu dukun beranak.", "terkait pengembangan kompetensinya", "menginisiasi kegiatan"),
    ),
)
