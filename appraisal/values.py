"""The core values of civil servants (BerAKHLAK) with their three guiding behaviours.

Wording: PermenPANRB 6/2022, article 10 (3), with the shorter 'ASN' and the capitals that every form uses.
The forms disagree with each other about 'setia pada NKRI', so that line keeps the article's full words.
The values' names are spelled as on the forms.
"""

from enum import StrEnum


class Value(StrEnum):
    """The seven values, in the order of the forms."""

    SERVICE_ORIENTED = "SERVICE_ORIENTED"
    ACCOUNTABLE = "ACCOUNTABLE"
    COMPETENT = "COMPETENT"
    HARMONIOUS = "HARMONIOUS"
    LOYAL = "LOYAL"
    ADAPTIVE = "ADAPTIVE"
    COLLABORATIVE = "COLLABORATIVE"


VALUE_LABELS: dict[Value, str] = {
    Value.SERVICE_ORIENTED: "Berorientasi pelayanan",
    Value.ACCOUNTABLE: "Akuntabel",
    Value.COMPETENT: "Kompeten",
    Value.HARMONIOUS: "Harmonis",
    Value.LOYAL: "Loyal",
    Value.ADAPTIVE: "Adaptif",
    Value.COLLABORATIVE: "Kolaboratif",
}

VALUE_BEHAVIOURS: dict[Value, tuple[str, str, str]] = {
    Value.SERVICE_ORIENTED: (
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ),
    Value.ACCOUNTABLE: (
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ),
    Value.COMPETENT: (
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ),
    Value.HARMONIOUS: (
        "Menghargai setiap orang apapun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ),
    Value.LOYAL: (
        (
            "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, "
            "setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan yang sah"
        ),
        "Menjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara",
        "Menjaga rahasia jabatan dan negara",
    ),
    Value.ADAPTIVE: (
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ),
    Value.COLLABORATIVE: (
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumberdaya untuk tujuan bersama",
    ),
}
