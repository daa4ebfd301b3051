"""A midwife, an official by the qualitative approach, at work and on study leave: SKP, its annex, result."""

from __future__ import annotations

from appraisal.papers.work_targets import TargetRow
from tests.appraisal.official_examples.parts import Example, Post, annex, behaviours, sections, told

POST = Post("JABATAN FUNGSIONAL BIDAN PENYELIA", "PUSKESMAS", "KEPALA PUSKESMAS", "PUSKESMAS")
FROM_ABOVE = "(Penugasan dari Kepala Puskesmas)"
MAIN = (
    told(
        1,
        "Ibu hamil dengan kehamilan fisiologis dan patologis mendapat pemeriksaan kehamilan/antenatal"
        f" care sesuai perannya dalam SOP/flow chart layanan ANC {FROM_ABOVE}",
        (
            (
                "Ibu hamil yang datang terlayani pemeriksaan kehamilannya sesuai jam operasional puskesmas"
                " dan jika memungkinkan di luar jam operasional"
            ),
            "Tidak ada kesalahan tindakan pada pemeriksaan kehamilan sesuai perannya dalam SOP",
            "Komplain atas layanan ANC menurun dari tahun sebelumnya",
        ),
        (
            "Tidak ada kesalahan dalam pemberian layanan ANC",
            "Ibu hamil terlayani persalinannya bahkan yang diluar jam operasional.",
        ),
        (
            "Pimpinan: sudah baik, pertahankan!",
            (
                "Pimpinan: Pegawai selalu memastikan ibu hamil yang menjadi tanggung jawabnya rutin"
                " melakukan pemeriksaan"
            ),
        ),
    ),
    told(
        2,
        "Ibu hamil dengan kehamilan fisiologis dan patologis mendapat penanganan persalinan sesuai"
        f" perannya dalam SOP/flow chart layanan persalinan {FROM_ABOVE}",
        (
            "Seluruh ibu hamil yang datang terlayani persalinannya",
            "Tidak ada kesalahan tindakan pada penanganan persalinan sesuai perannya dalam SOP",
            "Komplain atas layanan persalinan menurun dari tahun sebelumnya",
        ),
        (
            "Masih terdapat komplain dari ibu hamil khususnya dari sisi keramahan.",
            "Tidak ada kesalahan dalam penanganan persalinan.",
            "Ibu hamil terlayani persalinannya bahkan yang diluar jam operasional.",
        ),
        (
            (
                "Pimpinan: terdapat komplain dari sebagian kecil ibu yang akan melahirkan bahwa"
                " penanganannya kurang ramah, tolong diperbaiki untuk tahun selanjutnya. Untuk hal yang"
                " lain, pertahankan"
            ),
        ),
    ),
    told(
        3,
        "Rekam medis ibu hamil dengan kehamilan fisiologis dan patologis serta register cohotnya tercatat"
        f" secara lengkap, diarsipkan dengan baik, dan dilaporkan tepat waktu {FROM_ABOVE}",
        (
            "Rekam medis ibu hamil serta register cohotnya tercatat sesuai dengan kategori",
            "Sedikit atau hampir tidak ada kesalahan penulisan rekam medis berupa typo error",
            (
                "Hasil evaluasi rekam medis disampaikan ke penanggung jawab paling lambat 3 bulan setelah"
                " pemeriksaan/ penanganan"
            ),
        ),
    ),
)
STUDIES = (
    told(
        4,
        "Hasil evaluasi akademik semester 1 memuaskan",
        ("Nilai Indeks Prestasi Kumulatif diatas 3,5",),
        ("IPK yang diperoleh untuk semester 1 adalah 3,39 berdasarkan transkrip nilai.",),
        (
            (
                "Pimpinan: Berdasarkan transkrip nilai, IPK semester ini masih kurang memuaskan, terlebih"
                " lagi beberapa yang kurang adalah mata kuliah yang cukup penting, tolong ditingkatkan"
                " lagi."
            ),
        ),
    ),
    told(
        5,
        "Kuliah jarak jauh kepada rekan kerja setingkat tentang resume yang diperoleh dari studi",
        (
            "Penyampaian mudah dipahami",
            (
                "Menggunakan metode belajar yang menarik, dan materi bisa diakses sewaktu-waktu oleh rekan"
                " kerja setingkat"
            ),
            "Dilaksanakan secara rutin setiap 2 minggu sekali",
        ),
    ),
)


def additional(number: int) -> tuple[TargetRow, ...]:
    """The one additional result, which the studies move down."""
    return (
        told(
            number,
            "Ibu hamil dan ibu melahirkan terdata dalam aplikasi SICANTIK sesuai pembagian tanggungjawab"
            f" pendataan {FROM_ABOVE}",
            (
                (
                    "Hampir tidak ada kesalahan data ibu hamil yang menjadi tanggung jawabnya pada"
                    " aplikasi SICANTIK"
                ),
                "Data ibu hamil diupdate pada SICANTIK 1 hari setelah pemeriksaan",
            ),
        ),
    )


AT_WORK = sections(MAIN, additional(4))
ON_LEAVE = sections(MAIN + STUDIES, additional(6))
EXPECTED = {
    "COMPETENT": "- Bersedia untuk mengajarkan pengetahuan dan keterampilan yang dimiliki kepada orang lain",
    "HARMONIOUS": "- Membantu rekan kerja yang membutuhkan",
    ("LOYAL"): (
        "- Mengutamakan kepentingan organisasi diatas kepentingan pribadi atau kelompok\n"
        "- Melaksanakan instruksi atau tugas dari atasan dengan sungguh-sungguh dan penuh tanggung jawab"
    ),
    "COLLABORATIVE": "- Aktif berpartisipasi dan berkontribusi sesuai keahliannya",
}
SAID = {
    "SERVICE_ORIENTED": (
        "Pasien: Kurang ramah dalam menangani pasien, namun yang bersangkutan sangat cekatan.",
        (
            "Pimpinan: sudah baik karena memberikan pelayanan di luar jam operasional, tapi tingkatkan"
            " lagi dari aspek keramahan."
        ),
    ),
    "ACCOUNTABLE": (
        (
            "Pimpinan: sangat bertanggung jawab, teliti, dan detil dalam mengerjakan sesuatu. Jarang dan"
            " hampir tidak pernah melakukan kesalahan dalam penanganan pasien"
        ),
    ),
    "COMPETENT": (
        "Pasien: ketika memberikan penjelasan kepada pasien sangat jelas dan mudah dipahami",
        (
            "Rekan kerja setingkat: ketika dimintai bantuan selalui siap membantu. Bersedia membagi"
            " pengetahuannya kepada bidan mahir dan terampil."
        ),
    ),
    "HARMONIOUS": (
        "Rekan kerja setingkat: selalu mengingatkan rekan kerjanya untuk memberikan pelayanan maksimal",
        "Pimpinan: senang membantu rekan kerja setingkat",
    ),
    "LOYAL": ("Pimpinan: selalu mengikuti arahan pimpinan dengan baik dan respon cepat",),
    "ADAPTIVE": ("Pimpinan: secara aktif memberikan masukan untuk meningkatkan pelayanan kebidanan",),
    "COLLABORATIVE": (
        (
            "Pegawai (nama): melibatkan bidan dengan jenjang di bawahnya dalam memberikan pelayanan dan"
            " pengawasan berkala agar memastikan semua Pegawai mengembangkan keahliannya"
        ),
        (
            "Pegawai (nama): tidak segan untuk meminta bantuan kepada rekan sesamanya apabila yang"
            " bersangkutan tidak mampu menangani"
        ),
    ),
}
EXPECTED_ON_LEAVE = {
    "ACCOUNTABLE": "Hadir secara aktif dalam kegiatan perkuliahan",
    ("HARMONIOUS"): (
        "Menjalin hubungan baik denga tenaga pengajar/ pembimbing, dan pihak lain di lingkungan kampus"
    ),
    "LOYAL": "Tidak terlibat dalam Gerakan separatis",
    "COLLABORATIVE": "Aktif dalam kegiatan berorganisasi yang sifatnya positif\nAktif dalam kegiatan sosial",
}
SAID_ON_LEAVE = {
    "SERVICE_ORIENTED": (
        (
            "Rekan perkuliahan (nama): ketika mendapat koreksi atau masukan dari dosen yang bersangkutan"
            " langsung menunjukkan perbaikan"
        ),
    ),
    "ACCOUNTABLE": (
        "Rekan perkuliahan (nama): jarang membolos kuliah, aktif diskusi dengan pembimbing",
        "Dosen (nama): hampir tidak pernah absen kelas, selalu mengikuti perkuliahan dengan baik",
    ),
    "COMPETENT": (
        (
            "Rekan perkuliahan (nama): selalu membantu teman yang kesulitan, memberikan catatan kuliah,"
            " dan selalu terbuka untuk diskusi"
        ),
    ),
    "HARMONIOUS": (
        "Rekan perkuliahan (nama): yang bersangkutan menyenangkan dan sangat nyaman ketika diajak berdiskusi",
    ),
    "LOYAL": (
        (
            "Dekan fakultas (nama): yang bersangkutan tidak pernah terlibat dalam Gerakan separatis atau"
            " gerakan lainnya yang menentang pemerintahan"
        ),
    ),
    "ADAPTIVE": (
        (
            "Rekan perkuliahan (nama): yang bersangkutan aktif di media sosial dalam membagikan pengalaman"
            " yang bermanfaat bagi orang lain."
        ),
    ),
    "COLLABORATIVE": ("Rekan perkuliahan (nama): Sering menjadi panitia charity bagi masyarakat.",),
}
ANNEX = annex(
    (
        "Dukungan sumber daya sebagai tenaga administratif sehingga bidan fokus dalam memberikan pelayanan",
        "Kendaraan operasional untuk bidan desa sehingga jangkauan pelayanan menjadi lebih luas",
        (
            "Pelatihan untuk penggunaan aplikasi Sicantik sehingga updating data ibu hamil menjadi lebih"
            " valid dan terkini"
        ),
    ),
    (
        (
            "Kinerja pelayanan bidan akan direviu setiap 2 minggu, khususnya jika terdapat komplain dari"
            " ibu hamil maka akan direviu setiap minggu sampai komplain berkurang"
        ),
    ),
    (
        (
            "Bidan yang memberikan pelayanan paling memuaskan berdasarkan hasil survey kepuasan akan"
            " ditetapkan sebagai bidan teladan bulanan dan foto yang bersangkutan akan dipajang di front"
            " office Puskesmas"
        ),
        (
            "Jika memberikan pelayanan terbaik berdasarkan pengamatan pimpinan akan mendapatkan prioritas"
            " untuk pelatihan di Tingkat Kabupaten atau Daerah lain."
        ),
    ),
)
EXAMPLES = (
    Example(
        "A.1.6",
        7256,
        3,
        {"sections": AT_WORK, "behaviours": behaviours(EXPECTED)},
        ("berupa typo error", "SICANTIK 1 hari setelah pemeriksaan", "pribadi atau kelompok"),
    ),
    Example(
        "A.1.8",
        7363,
        1,
        ANNEX,
        ("Kendaraan operasional untuk bidan desa", "sampai komplain berkurang", "bidan teladan bulanan"),
    ),
    Example(
        "C.1.1",
        8807,
        5,
        {"sections": AT_WORK, "behaviours": behaviours(EXPECTED, SAID)},
        ("diluar jam operasional.", "bahwa penanganannya kurang ramah", "tidak mampu menangani"),
    ),
)
EXAMPLES_ON_LEAVE = (
    Example(
        "A.1.6",
        9007,
        3,
        {"sections": ON_LEAVE, "behaviours": behaviours(EXPECTED_ON_LEAVE)},
        ("Nilai Indeks Prestasi Kumulatif diatas 3,5", "Gerakan separatis"),
    ),
    Example(
        "C.1.1",
        9117,
        6,
        {"sections": ON_LEAVE, "behaviours": behaviours(EXPECTED_ON_LEAVE, SAID_ON_LEAVE)},
        ("adalah 3,39 berdasarkan transkrip nilai.", "selalu terbuka untuk diskusi", "panitia charity"),
    ),
)
