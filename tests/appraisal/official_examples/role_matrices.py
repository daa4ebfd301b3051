"""MATRIKS PEMBAGIAN PERAN DAN HASIL of Direktur II and of Kepala Puskesmas: the first level, then a team's."""

from __future__ import annotations

from appraisal.papers.role_matrix import Grid
from tests.appraisal.official_examples.parts import bullets

NAME = "NAMA PEGAWAI"
TRAINED = (
    "Peserta peningkatan kapasitas pada Pemda Kab/Kota yang menjadi tanggung jawabnya memahami dan dapat"
    " mempraktekan materi yang disampaikan dan peserta puas atas pelaksanaan peningkatan kapasitas"
)
OF_DIRECTOR = (
    Grid(
        "",
        (NAME, "DIREKTUR II"),
        ("PERSENTASE KABUPATEN/KOTA MEMILIKI NILAI INDEKS PENYELENGGARAAAN BANGUNAN GEDUNG MINIMAL BAIK",),
        (
            (
                NAME,
                "KASUBDIT II",
                (
                    bullets(
                        "Aplikasi SIMBG menjalankan bisnis proses dan SLA (service level agreement) sesuai"
                        " NSPK yang reliable dan user-friendly",
                        "Respons yang cepat dan akurat atas pengaduan masyarakat dan permohonan konsultasi"
                        " penerbitan PBG/IMB dan SLF melalui aplikasi SIMBG",
                        "Semakin banyak pegawai Dinas PU dan PTSP Pemda kab/kota yang bisa melayani"
                        " penerbitan PBG/ IMB dan SLF melalui SIMBG secara cepat dan akurat.",
                    ),
                ),
            ),
        ),
    ),
    Grid(
        "TIM KERJA SUBDIREKTORAT II",
        (NAME, "KASUBDIT II"),
        (
            (
                "APLIKASI SIMBG MENJALANKAN BISNIS PROSES DAN SLA (SERVICE LEVEL AGREEMENT) SESUAI NSPK"
                " YANG RELIABLE DAN USER-FRIENDLY"
            ),
            (
                "RESPONS YANG CEPAT DAN AKURAT ATAS PENGADUAN MASYARAKAT DAN PERMOHONAN KONSULTASI"
                " PENERBITAN PBG/IMB DAN SLF MELALUI APLIKASI SIMBG"
            ),
            (
                "SEMAKIN BANYAK PEGAWAI DINAS PU DAN PTSP PEMDA KAB/KOTA YANG BISA MELAYANI PENERBITAN"
                " PBG/ IMB DAN SLF MELALUI SIMBG SECARA CEPAT DAN AKURAT"
            ),
        ),
        (
            (
                NAME,
                "JF TEKNIK TATA BANGUNAN DAN PERUMAHAN MUDA",
                (
                    bullets(
                        "Proses bisnis aplikasi SIMBG dalam bentuk arsitektur aplikasi yang lengkap dan"
                        " sesuai NSPK"
                    ),
                    bullets(
                        "Pengguna dan Pengelola Layanan SIMBG dapat mengetahui progres/tindak lanjut"
                        " pengaduannya secara up-to-date melalui aplikasi SIMBG",
                        "Telaahan jawaban atas pengaduan masyarakat tersusun secara cepat dan akurat"
                        " (berdasarkan objek atau jenis masalah atau berdasarkan wilayah)",
                    ),
                    bullets(TRAINED),
                ),
            ),
            (
                NAME,
                "PRANATA KOMPUTER",
                (
                    bullets(
                        "Aplikasi SIMBG dapat dioperasikan pada saat soft launching aplikasi SIMBG kepada"
                        " pemerintah daerah terpilih",
                        "Manual book dan simulasi penggunaan aplikasi SIMBG memuat informasi yang jelas,"
                        " lengkap, mutakhir dan mudah dipahami",
                        "Telaahan berdasarkan hasil simulasi fitur-fitur aplikasi SIMBG agar dapat"
                        " dioperasikan pada saat soft launching",
                        "Pengguna mendapatkan akses username dan password sesuai prosedur, mudah, dan cepat",
                    ),
                    bullets(
                        "Perbaikan aplikasi berdasarkan hasil survey, masukan, dan saran pengguna aplikasi"
                        " serta berdasarkan data permasalahan teknis aplikasi.",
                        "Jawaban atas pertanyaan terkait teknis aplikasi dari pengelola aplikasi di daerah"
                        " disampaikan dengan respon cepat dan akurat",
                    ),
                    bullets(TRAINED),
                ),
            ),
            (
                NAME,
                "PENGELOLA DATA",
                (
                    bullets(
                        "Data pengguna aplikasi SIMBG terdokumentasi secara akurat, reliable, dan"
                        " dimutakhirkan secara berkala",
                        "Data monitoring penggunaan aplikasi tersedia secara akurat, reliable, mutakhir,"
                        " dan disajikan secara informatif",
                        "Data permasalahan teknis aplikasi tersedia secara akurat, mutakhir, dan"
                        " dilaporkan secara berkala untuk ditindaklanjuti perbaikannya oleh tim IT.",
                        "Data masukan, saran, dan keluhan dari pengguna aplikasi terdokumentasi secara"
                        " akurat, reliable, dan mutakhir",
                    ),
                    bullets(
                        "Data pengaduan masyarakat terdokumentasi secara akurat, mutakhir, dan dilaporkan"
                        " dengan cepat."
                    ),
                    "",
                ),
            ),
            (
                NAME,
                "PENGELOLA MONEV",
                (
                    bullets(
                        "Telaahan pengembangan fitur aplikasi SIMBG agar reliable dan user-friendly",
                        "Data pengguna aplikasi dievaluasi dan dilaporkan secara berkala",
                        "Data penggunaan aplikasi dievaluasi dan dilaporkan secara berkala",
                        "Data permasalahan teknis aplikasi dievaluasi dan dilaporkan secara berkala.",
                        "Data masukan, saran, dan keluhan dari pengguna aplikasi dievaluasi dan dilaporkan"
                        " secara berkala",
                    ),
                    bullets(
                        "Progres penyelesaian pengaduan masyarakat dievaluasi dan dilaporkan secara berkala"
                    ),
                    bullets(
                        "Data hasil pre- dan posttest peserta dievaluasi untuk perbaikan modul materi dan"
                        " metode bimbingan teknis.",
                        "Pelaksanaan peningkatan kapasitas dievaluasi dan dilaporkan sebagai bahan"
                        " peningkatan proses kerja selanjutnya.",
                    ),
                ),
            ),
        ),
    ),
)
CARE = (
    "Ibu hamil dengan kehamilan {} mendapat pemeriksaan kehamilan/antenatal care sesuai perannya dalam"
    " SOP/flow chart layanan ANC"
)
BIRTH = (
    "Ibu hamil dengan kehamilan {} mendapat penanganan persalinan sesuai perannya dalam SOP/flow chart"
    " layanan persalinan"
)
FILES = (
    "Rekam medis ibu hamil dengan kehamilan {} register cohotnya tercatat secara lengkap, diarsipkan"
    " dengan baik, dan dilaporkan tepat waktu"
)
BOTH, HEALTHY, ILL = "fisiologis dan patologis", "fisiologis", "patologis"
LISTED = "Ibu hamil dan ibu {} terdata dalam aplikasi SICANTIK sesuai pembagian tanggungjawab pendataan"
ASKED = (
    "Pertanyaan pasien melalui telepon atau media komunikasi lainnya dengan direspon dengan cepat dan"
    " menggunakan bahasa yang ramah."
)
OF_CLINIC = (
    Grid(
        "",
        (NAME, "KEPALA PUSKESMAS"),
        (
            (
                "IBU HAMIL DI WILAYAH KERJA MENDAPATKAN LAYANAN ANC DAN PERSALINAN SESUAI PROSEDUR DAN IBU"
                " HAMIL PUAS"
            ),
        ),
        (
            (
                NAME,
                "PENANGGUNG JAWAB UKP KEFARMASIAN DAN LABORATORIUM",
                (
                    bullets(
                        "Layanan antenatal care (ANC) dilakukan dengan respon cepat dan akurat",
                        "Layanan persalinan dilakukan dengan respon cepat dan akurat",
                        "Ibu hamil dan ibu melahirkan terdata secara lengkap, akurat dan termutakhirkan",
                    ),
                ),
            ),
        ),
    ),
    Grid(
        "TIM KERJA UKP KEFARMASIAN DAN LABORATORIUM",
        (NAME, "PENANGGUNG JAWAB UKP KEFARMASIAN DAN LABORATORIUM"),
        (
            "LAYANAN ANTENATAL CARE (ANC) DILAKUKAN DENGAN RESPON CEPAT DAN AKURAT",
            "LAYANAN PERSALINAN DILAKUKAN DENGAN RESPON CEPAT DAN AKURAT",
            (
                "IBU HAMIL DAN IBU MELAHIRKAN TERDATA SECARA LENGKAP, AKURAT DAN TERMUTAKHIRKAN MELALUI"
                " APLIKASI SICANTIK"
            ),
        ),
        (
            (
                NAME,
                "DOKTER",
                (
                    bullets(CARE.format(BOTH), FILES.format(f"{ILL} dan")),
                    bullets(
                        "Rujukan untuk persalinan ke fasyankes yang lebih tinggi dilakukan dengan respon"
                        " yang cepat dan sesuai hasil diagnosa bagi ibu hamil dengan kehamilan patologis"
                    ),
                    "",
                ),
            ),
            (
                NAME,
                "BIDAN PENYELIA",
                (
                    bullets(CARE.format(BOTH), FILES.format(f"{BOTH} serta")),
                    bullets(BIRTH.format(BOTH)),
                    bullets(LISTED.format("melahirkan")),
                ),
            ),
            (
                NAME,
                "BIDAN MAHIR",
                (
                    bullets(CARE.format(HEALTHY), FILES.format(f"{HEALTHY} dan")),
                    bullets(BIRTH.format(HEALTHY)),
                    bullets(LISTED.format("melahirkan")),
                ),
            ),
            (
                NAME,
                "BIDAN TERAMPIL",
                (
                    bullets(CARE.format(HEALTHY), FILES.format(f"{HEALTHY} dan")),
                    bullets(BIRTH.format(HEALTHY)),
                    bullets(LISTED.format("bersalin")),
                ),
            ),
            (
                NAME,
                "NUTRISIONIS PELAKSANA LANJUTAN",
                (
                    bullets(
                        CARE.format(BOTH),
                        "Register gizi telah diisi secara lengkap dan akurat dan dilaporkan kepada"
                        " penanggung jawab tepat waktu",
                    ),
                    bullets(BIRTH.format(BOTH)),
                    "",
                ),
            ),
            (NAME, "PETUGAS LOKET", (bullets(ASKED), f"- {ASKED}", "")),
            (
                NAME,
                "SOPIR AMBULANS",
                (
                    "",
                    (
                        "- Ibu hamil dengan kehamilan patologis yang persalinannya dirujuk ke fasyankes"
                        " yang lebih tinggi diantarkan ketempat rujukan sesuai prosedur pendampingan"
                    ),
                    "",
                ),
            ),
        ),
    ),
)
