"""How Direktur II means to reach an indicator: its manual (text line 5643), the work block (line 5807)."""

from __future__ import annotations

from appraisal.models import IndicatorManual, TargetIndicator, WorkBlock
from appraisal.papers.work_blocks import _block
from tests.appraisal.official_examples.parts import manual

MANUAL = manual(
    "Meningkatnya kualitas bangunan Gedung yang menjamin keselamatan, Kesehatan, kenyamanan, dan kemudahan"
    " bagi penggunanya",
    "Persentase Pemerintah Daerah Kabupaten/ Kota yang Nilai Indeks Penyelenggaraan Bangunan Gedung"
    " minimal Baik",
    purpose="Untuk mengetahui penerapan peraturan tentang bangunan Gedung dalam penyelenggaraan bangunan Gedung"
    " oleh pemerintah daerah kabupaten/ kota",
    definition="Untuk mengetahui sejauh mana Pemerintah Daerah menerapkan peraturan perundang-undangan tentang"
    " Bangunan Gedung beserta peraturan pelaksanaannya (Peraturan Pemerintah dan Peraturan Menteri), maka"
    " diperlukan suatu alat penilai:\n"
    "\n"
    "Indeks penyelenggaraan Bangunan Gedung mengukur penerapan peraturan perundangan tersebut secara"
    " kuantitatif, yang dapat terwakili oleh aspek dan variabel sebagai berikut:\n"
    "Variabel Pengungkit:\n"
    "1. Persetujuan bangunan Gedung, SLF, Surat Bukti Kepemilikan Gedung diterbitkan melalui SIMBG\n"
    "2. Pemerintah Daerah menggunakan aplikasi SIMBG sebagai media pembinaan penyelenggaraan bangunan"
    " Gedung\n"
    "3. Pemerintah Daerah memiliki data bangunan Gedung yang memiliki persetujuan bangunan Gedung, SLF,"
    " dan dokumen SKBKG yang akurat, terupdate, dan terintegrasi dengan SIMBG\n"
    "4. Pemerintah Daerah memiliki tim profesi ahli sesuai NSPK\n"
    "5. Pemerintah Daerah memiliki rencana aksi implementasi NSPK penyelenggaraan bangunan Gedung\n"
    "Variabel Hasil:\n"
    "1. Kepuasan masyarakat atas layanan persetujuan bangunan Gedung dan SLF\n"
    "2. Kesesuaian persetujuan bangunan Gedung dengan Peraturan Daerah RTRW\n"
    "3. Persentase penyelesaian pengaduan masyarakat atas layanan persetujuan bangunan Gedung dan SLF",
    formula="Indeks penyelenggaraan bangunan Gedung = [ …. (VP1) + …. (VP2) + …. (VP3) + …. (VP4) + …. (VP5) + ….."
    " (VH1) + …. (VH2) + …. (VH3)]\n"
    "Kategori nilai indeks: 1 > 4 = kurang; 4 > 7 = cukup; 7 > 10 = baik\n"
    "*) Keterangan:\n"
    "1. …. = bobot dengan total nilai 10\n"
    "2. VP = variable pengungkit\n"
    "3. VH = variable hasil\n"
    "\n"
    "Persentase pemda kabupaten/ kota yang nilai indeks penyelenggaraan bangunan Gedung minimal baik =\n"
    "\n"
    "Jumlah pemda yang memiliki indeks baik x 100%\n"
    "\n"
    "Jumlah pemda seluruhnya",
    measure="Persen",
    quality=IndicatorManual.Quality.OUTCOME,
    source="Aplikasi SIMBG dan hasil evaluasi penyelenggaraan bangunan Gedung pada Pemda Kabupaten/ Kota",
    reporting=IndicatorManual.Reporting.YEARLY,
)
WORK_BLOCK = _block(
    WorkBlock(
        title="Pemanfaataan teknologi informasi (Aplikasi SIMBG) dalam rangka peningkatan layanan Penerbitan"
        " PBG/IMB (Persetujuan Bangunan Gedung/ Ijin Mendirikan Bangunan) dan SLF (Sertifikat Laik Fungsi)",
        indicator=TargetIndicator(
            text="30% Pemerintah Daerah Kabupaten/ Kota yang nilai indeks penyelenggaraan bangunan gedung"
            " minimal baik"
        ),
        owner="Direktur II",
        involved="Kementerian Kominfo, BSSN",
        due="12 Bulan",
        beneficiaries="Pemerintah Daerah Kabupaten/Kota",
        purpose="Untuk mengetahui penerapan peraturan tentang bangunan gedung dalam penyelenggaraan bangunan"
        " gedung oleh Pemerintah Daerah Kabupaten/ Kota.",
        budget="00000000000000",
        routine_activities="Meningkatkan kepuasan masyarakat atas layanan PBG/IMB dan SLF dengan membuka layanan"
        " pengaduan atau konsultasi terkait Bangunan Gedung dan SIMBG.",
        new_activities="Meningkatkan jumlah Bangunan Gedung yang memiliki PBG/IMB dan SLF dengan memastikan Pemerintah"
        " Daerah Kabupaten/ Kota menggunakan aplikasi SIMBG sebagai media pembinaan penyelenggaraan"
        " Bangunan Gedung.\n"
        "Meningkatkan jumlah PBG/ IMB dan SLF yang diterbitkan sesuai NSPK dengan memastikan SDM di"
        " Pemerintah Daerah dapat mereviu dokumen PBG/ IMB secara akurat melalui aplikasi SIMBG\n"
        "Meningkatkan keakuratan dan kemutakhiran data Bangunan Gedung yang memiliki (PBG/IMB), SLF dan"
        " dokumen SBKBG memastikan Pemerintah Daerah Kabupaten/ Kota melakukan pembaharuan/ updating data"
        " Bangunan Gedung melalui SIMBG.",
        routine_milestones="Respons yang cepat dan akurat atas pengaduan masyarakat dan permohonan konsultasi"
        " penerbitan PBG/IMB dan SLF melalui aplikasi SIMBG.",
        new_milestones="Tersedianya aplikasi SIMBG yang Reliable dan User Friendly.\n"
        "Semakin banyak pegawai Dinas PU dan PTSP Pemda kab/kota yang bisa melayani penerbitan PBG/ IMB"
        " dan SLF melalui SIMBG secara cepat dan akurat.\n"
        "Data Bangunan Gedung yang memiliki (PBG/IMB), SLF dan dokumen SBKBG akurat dan terupdate secara"
        " berkala",
    )
)
