"""Kepala Dinas Kesehatan, a leader by the qualitative approach: SKP, an indicator's manual, result."""

from __future__ import annotations

from appraisal.models import IndicatorManual
from tests.appraisal.official_examples.director_general import (
    BUDGET,
    IDEAS,
    INTERNAL,
    PROCESS,
    SERVED,
)
from tests.appraisal.official_examples.parts import (
    Example,
    Post,
    behaviours,
    manual,
    sections,
    told,
)

POST = Post("KEPALA DINAS KESEHATAN", "DINAS KESEHATAN", "KEPALA DAERAH", "PEMERINTAH DAERAH X")
FROM_ABOVE = "(penugasan dari Kepala Daerah)"
SECTIONS = sections(
    (
        told(
            1,
            f"Meningkatnya pelayanan Kesehatan dan kemandirian masyarakat untuk hidup sehat {FROM_ABOVE}",
            (
                (
                    "Keluarga di wilayah kerja yang masuk dalam kategori keluarga sehat meningkat dari"
                    " tahun sebelumnya"
                ),
                "Sebagian besar unit kerja memenuhi standar kepuasan minimal",
                "Komplain atas layanan Dinas Kesehatan berkurang dari tahun sebelumnya",
            ),
            (
                (
                    "Pada wilayah kecamatan III, IV, V, dan VI kurang lebih hanya 50-60% keluarga yang"
                    " masuk dalam kategori keluarga sehat dan sebagian lainnya masih belum memenuhi aspek"
                    " keluarga sehat seperti belum adanya sarana air bersih dan jamban keluarga yang layak"
                ),
                (
                    "Sebagian besar unit pelayanan kesehatan khususnya wilayah kecamatan I dan II telah"
                    " memenuhi standar kepuasan minimal berdasarkan hasil survey"
                ),
            ),
            (
                (
                    "Pimpinan: realisasi Pegawai telah memenuhi ekspektasi Pimpinan, meskipun masih"
                    " terdapat keluarga yang belum dapat dikategorikan sebagai keluarga sehat. Namun hal"
                    " ini, sangat dimaklumi mengingat dengan adanya pandemic covid-19 pemerintah masih"
                    " berfokus kepada pemberian vaksin secara massif. Data realisasi ini juga sudah"
                    " menunjukkan peningkatan yang signifikan dari tahun sebelumnya dimana ada 1 kecamatan"
                    " yang sama sekali belum dapat dikategorikan sebagai keluarga sehat. Tolong"
                    " ditingkatkan lagi untuk tahun berikutnya, kembangkan lagi strategi yang sudah"
                    " dilakukan."
                ),
            ),
            perspective=SERVED,
        ),
        told(
            2,
            f"Meningkatnya Akuntabilitas Kinerja Dinas Kesehatan {FROM_ABOVE}",
            (
                "Temuan hasil pemeriksaan ditindaklanjuti sesuai prosedur",
                "LAKIP Dinas Kesehatan mencapai predikat A",
            ),
            (
                (
                    "Temuan hasil pemeriksaan baik internal maupun eksternal telah ditindaklanjuti sesuai"
                    " prosedur"
                ),
                "Predikat Lakip Dinas Kesehatan adalah BB",
            ),
            (
                (
                    "Pimpinan: untuk tindaklanjut temuan sudah bagus, pertahankan! Untuk Lakip, tingkatkan"
                    " lagi, khususnya dari komponen pengukuran, pastikan ada trajectory target untuk"
                    " pengukuran periodik. Agar supaya catatan evaluasi segera ditindaklanjuti tahun"
                    " depan."
                ),
            ),
            perspective=INTERNAL,
        ),
        told(
            3,
            f"Pengelolaan anggaran Dinas Kesehatan yang optimal {FROM_ABOVE}",
            (
                "Pengelolaan keuangan (anggaran) bebas dari temuan material",
                "Penyerapan anggaran Dinas Kesehatan meningkat dibandingkan tahun sebelumnya",
            ),
            perspective=BUDGET,
        ),
        told(
            4,
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
            5,
            "Terlaksananya rencana aksi/inisiatif strategis dalam rangka pencapaian sasaran dan indikator"
            f" Kinerja utama organisasi dalam perjanjian kerja {FROM_ABOVE}",
            (
                (
                    "Rencana aksi/inisiatif strategis yang berkontribusi langsung terhadap pencapaian"
                    " indikator Perjanjian Kinerja Dinas Kesehatan diselesaikan sesuai target waktu yang"
                    " ditetapkan"
                ),
            ),
            perspective=PROCESS,
        ),
    ),
)
MODEL = "Menjadi role model/ panutan dalam menjunjung komitmen dan integritas pegawai di lingkungan kerjanya"
TOGETHER = (
    "- Mampu mengelola dan melibatkan seluruh pihak sesuai dengan peran dan fungsinya untuk mencapai"
    " tujuan bersama\n"
    f"- {IDEAS}"
)
EXPECTED = {
    "ACCOUNTABLE": f"- {MODEL}",
    "COMPETENT": "- Menyelesaikan setiap pekerjaan sesuai dengan target dan standar kualitas yang ditetapkan",
    "HARMONIOUS": "- Membangun komunikasi yang lebih terbuka dan menjaga hubungan baik dengan stakeholder",
    "LOYAL": "- Berani menyampaikan adanya indikasi/ hal-hal yang dapat merugikan dan membahayakan negara",
    "COLLABORATIVE": TOGETHER,
}
SAID = {
    "SERVICE_ORIENTED": (
        (
            "Pimpinan (nama): Bagus sekali karena mengutamakan kepuasan penerima layanan Dinas Kesehatan"
            " namun ada beberapa standar layanan yang perlu ditingkatkan"
        ),
    ),
    "ACCOUNTABLE": (
        (
            "Pegawai (nama): tidak pernah menggunakan barang milik negara untuk kepentingan pribadi, dan"
            " tidak mengharapkan selalu diberikan perlakuan istimewa sebagai pejabat"
        ),
    ),
    "COMPETENT": (
        (
            "Pegawai (nama): sangat menjaga keakuratan pelayanan dengan memastikan pegawai selalu"
            " mendapatkan bimbingan berkala"
        ),
        "Pegawai (nama): selalu mendorong pegawainya untuk mengikuti pendidikan dan pelatihan",
    ),
    "HARMONIOUS": ("Pegawai (nama): sering memberikan apresiasi kepada pegawainya.",),
    "LOYAL": ("Pimpinan: selalu menindaklanjuti arahan pimpinan dengan baik dan respon cepat",),
    "ADAPTIVE": (
        (
            "Pimpinan: bersedia untuk belajar best practice dari kabupaten/kota lain untuk diadopsi di"
            " lingkungan kerjanya"
        ),
        "Pimpinan: mengutamakan digitalisasi pelayanan kesehatan",
    ),
    "COLLABORATIVE": (
        (
            "Rekan kerja setingkat (nama): tidak mementingkan ego sectoral namun selalu berkoordinasi"
            " dengan instansi terkait dalam pencapaian IKU di level kabupaten/kota."
        ),
        (
            "Rekan kerja setingkat (nama): kerjasama dalam tim/ pokja penanganan covid 19 dan penurunan"
            " stunting sangat bagus dan mengakomodir masukan dari berbagai pihak"
        ),
    ),
}
MANUAL = manual(
    "Meningkatnya pelayanan kesehatan dan kemandirian masyarakat untuk hidup sehat",
    "18% keluarga sehat",
    purpose="Mengetahui jumlah keluarga sehat di wilayah kerja",
    definition="Pendekatan keluarga adalah pendekatan pelayanan kesehatan yang dilakukan oleh Puskesmas yang"
    " mengintegrasikan UKP dan UKM secara berkesinambungan kepada keluarga berdasarkan siklus hidup dari"
    " pelayanan kesehatan pada ibu hamil sampai lansia. Pelaksanaan pembangunan kesehatan menuju Indonesia"
    " Sehat melalui pendekatan keluarga melibatkan peran serta jaringan, jejaring Puskesmas dan"
    " masyarakat. Puskesmas sebagai fasilitas pelayanan kesehatan kesehatan pertama merupakan kunci dalam"
    " pelaksanaan pembangunan kesehatan menuju Indonesia Sehat melalui pendekatan keluarga.\n"
    "Keluarga Sehat adalah keluarga yang memenuhi IKS (Indeks Keluarga Sehat) ≥ 0,800 dari jumlah keluarga"
    " yang ada.\n"
    "Indikator keluarga sehat adalah:\n"
    "1. Keluarga mengikuti program KB (Keluarga Berencana)\n"
    "2. Ibu hamil memeriksakan kehamilannya (ANC) sesuai standar\n"
    "3. Bayi mendapatkan Imunisasi lengkap\n"
    "4. Pemberian ASI eksklusif bayi 0 sd 6 bulan\n"
    "5. Pemantuan pertumbuhan balita\n"
    "6. Penderita TB Paru yang berobat sesuai standar\n"
    "7. Penderita hipertensi yang berobat teratur\n"
    "8. Penderita gangguan jiwa berat yang diobati\n"
    "9. Tidak ada anggota keluarga yang merokok\n"
    "10. Sekeluarga sudah menjadi anggota JKN\n"
    "11. Mempunyai sarana air bersih\n"
    "12. Menggunakan jamban keluarga",
    formula="∑ keluarga sehat\nTotal keluarga",
    measure="Persen",
    quality=IndicatorManual.Quality.OUTCOME,
    source="Rekapitulasi data Persentase Keluarga sehat di setlap wilayah kerja puskesmas per RT/RW, per"
    " desa/kelurahan dalam suatu kecamatan dari surveyor",
    reporting=IndicatorManual.Reporting.YEARLY,
)
EXAMPLES = (
    Example(
        "A.1.1",
        6611,
        3,
        {"sections": SECTIONS, "behaviours": behaviours(EXPECTED)},
        ("mencapai predikat A (Perspektif Penguatan Internal)", "hasilnya memuaskan", "membahayakan negara"),
    ),
    Example(
        "A.1.3",
        6829,
        2,
        {"sheets": [MANUAL]},
        ("18% keluarga sehat", "12. Menggunakan jamban keluarga", "( X ) Outcome"),
    ),
    Example(
        "C.1.1",
        8366,
        6,
        {"sections": SECTIONS, "behaviours": behaviours(EXPECTED, SAID)},
        (
            "air bersih dan jamban keluarga",
            "Predikat Lakip Dinas Kesehatan adalah BB",
            "penurunan stunting sangat bagus",
        ),
    ),
)
