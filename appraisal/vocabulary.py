"""The closed lists behind `appraisal.wording`: function words, and words whose shape misleads.

Indonesian tells verb, deed and state apart by prefix and suffix (`appraisal.morphology`); these are the exceptions.
Pure data. Nothing is listed because an example of the regulation needs it.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- function words -------------------------------------------------------------------------------------------------
# What may stand before the real beginning of a statement, beside figures.
FILLERS = _words(
    "telah sudah akan untuk agar supaya ikut turut serta aktif selalu semua setiap seluruh segenap para segera "
    "tetap terus dapat mampu bisa harus wajib perlu senantiasa rutin dalam rangka secara dengan berkala optimal "
    "dan guna demi sering kembali langsung bersama saya kami kita sebanyak sejumlah sebesar sekitar minimal "
    "maksimal kurang lebih paling sedikit kali buah eksemplar lembar persen set"
)
NEGATIONS = _words("tidak tak tanpa nihil nol zero tiada belum bukan bebas")
NUMERALS = _words(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas seratus seribu puluh belas ratus ribu "
    "juta"
)
# A figure behind these counts nothing: a year, a number of a rule, a stage, a class.
NUMBERED = _words(
    "tahun ta triwulan tw semester tahap nomor no pasal ayat kelas golongan gol ke seri tipe eselon jenjang bulan "
    "tanggal periode angkatan bab lampiran rt rw pp uu perda perwal jilid versi sma smp sd smk tk"
)
CONJUNCTIONS = _words("dan atau serta maupun & sekaligus")
JOINING = CONJUNCTIONS | {","}
# Written apart by habit or by haste.
TORN = frozenset({("back", "up"), ("tindak", "lanjut"), ("follow", "up")})
# Directly behind these a verb says what for or how, not what became of the subject.
SUBORDINATORS = _words("untuk guna dalam oleh cara rangka sambil dengan tentang mengenai")
# Behind these the verb of a subordinate part may come later: 'sejak berkas diterima'.
WHENS = _words("sejak setelah sesudah sebelum saat ketika bila jika apabila selama oleh tentang mengenai")
# Here the statement itself ends: what follows says what the work is good for.
PURPOSES = _words("agar supaya sehingga demi")
# What the deed is done to, or what the thing is for; a quality behind them is not the subject's.
RECEIVERS = _words("kepada terhadap bagi untuk terkait tentang mengenai atas")
PREPOSITIONS = _words(
    "di ke dari kepada terhadap bagi untuk dengan pada dalam oleh atas antara serta sebagai tentang"
)
PLACES = _words("ke di kepada pada dalam")
MODALS = _words("dapat mampu bisa telah sudah siap berhasil mulai kian makin semakin boleh sanggup tidak tak")
# Right behind 'yang' these say which one is meant, not how it is.
NEUTRAL = _words(
    "ada lain baru sama bersangkutan berlaku diperlukan sedang dimaksud belum masuk keluar hilang rusak akan "
    "dapat mampu bisa telah sudah berhasil mulai boleh sanggup"
)
LIMITS = _words("minimal maksimal paling lebih sangat minimum maksimum selambat-lambatnya sekurang-kurangnya")

# --- words that look like verbs and are none ------------------------------------------------------------------------
# me-: nouns, prepositions, and verbs that qualify a noun ('penyakit menular', 'minat membaca').
NOT_ACTIVE = _words(
    "mebel menara menit menteri mental mentor menu memori member memorandum mengi mentah mentari menor mentega "
    "melayu menengah menurut menuju mengenai melalui menjelang menular menahun menyusui melahirkan menyeluruh "
    "memadai memuaskan mendesak mendadak mendalam menyenangkan meyakinkan mencukupi merata melekat meriah mewah "
    "merah merdeka mereka merit merek mengajar membaca memasak menjahit menulis mendatang menerus membahas "
    "meliputi mencakup menyangkut"
)
# Of these, what opens a statement as a deed all the same.
OPENING_VERBS = _words(
    "mengajar membaca memasak menjahit menulis membahas menyenangkan meyakinkan melahirkan"
)
NOT_PASSIVE = _words(
    "dia diagnosa diagnosis diagnostik diagram dialog diam diameter diare didik diesel diet difabel difteri "
    "digital digitalisasi digitasi diklat diktat dimensi dinamika dinamis dinas dinding dingin dini dinkes dinsos "
    "diploma diplomasi dipa direksi direktif direktorat direktori direktur dirjen diri disabilitas disdik "
    "disdukcapil disertasi diseminasi disiplin diskominfo diskon diskriminasi diskusi dispensasi dispora "
    "disposisi dispenser distribusi distributor distrik ditjen dividen divisi diversifikasi dibanding "
    "dibandingkan disertai dishub disnaker disperindag"
)
# ter- that qualifies a noun ('daerah tertinggal', 'ujian tertulis') or is no prefix.
NOT_STATE = _words(
    "tera teras terasi terampil terang terapi terapis terapan terbaik terbanyak terbaru terbatas terbesar terbit "
    "terburuk tercepat terdahulu terdekat terdepan teritorial terhadap terima terjun terkait terkemuka terkenal "
    "terkini terlalu terlantar terluar terluas terminal termasuk termometer ternak terowongan teror terpadu "
    "terpal terpencil terpidana tersangka tersebut tersendiri tersier tertentu tertinggal tertinggi terendah "
    "terkecil tertua tertulis terumbu terus terutama terutang terusan terbuka terdampak terlarang terstruktur "
    "teratas terbawah termuda terdiri terduga terobosan"
)
# ber- that qualifies a noun or is no prefix.
NOT_BER = _words(
    "berada berat beras berbagai berbasis berdasar berdasarkan berita berikut berikutnya berisiko berjenjang "
    "berkala berkas berkelanjutan berkaitan berkebutuhan bermain bermotor bernama berencana bersama berturut "
    "bersih beruang berupa beringin berlian bermasalah bersubsidi bergerak bergizi berbahaya berusia berumur "
    "berlangganan berpenghasilan berprestasi berkenaan berhubungan bersangkutan bersejarah bersenjata berhak "
    "bertanda berkedudukan berlaku berbayar bermutu beredar"
)
# ber- at the beginning that speaks of a state, not of a deed.
BECOMING_BER = _words(
    "berhasil berfungsi berjalan berlangsung bertambah berkurang berkualitas berkembang beroperasi"
)

# --- deeds ----------------------------------------------------------------------------------------------------------
# Roots that open a statement as an order or a note: 'buat laporan', 'upload dokumen'.
BARE_VERBS = _words(
    "ajar ambil antar atur awasi bagikan bantu bayar belikan berikan bikin bimbing bina buat catat cek cetak "
    "conduct create dampingi datangi develop download edit followup garap hadiri handle himpun hitung hubungi "
    "ikuti inventarisir isikan jadwalkan jawab jemput kaji kawal kelola kirim koordinir kumpulkan laporkan latih "
    "layani lengkapi make manage mohon ngecek ngetik ngurus nulis nyusun olah organize organise panggil pantau "
    "pasang pelihara penuhi perbaiki perbarui periksa prepare rancang rapikan rumuskan sapu simpan sortir submit "
    "susun tangani terbitkan terlibat tinjau tulis unduh unggah upload urus posting tanggapi lindungi sirami "
    "temui temani tandai patuhi taati hormati obati wakili lampiri akhiri awali kurangi jalani selesaikan "
    "keliling kerjakan kembangkan keluarkan kelompokkan kendalikan kenalkan"
)
# Roots that stand for a kind of work as well: written apart from 'di' they are verbs, in front they are deeds.
ROOTS = BARE_VERBS | _words(
    "proses update review revisi validasi verifikasi evaluasi fasilitasi rekap telaah scan terima undang bangun "
    "jaga rawat baca susun tata uji ukur bawa pakai beli jual tutup buka tetapkan"
)
# To go somewhere, when a place follows: 'turun ke lapangan'.
GOING = _words("turun pergi datang naik masuk hadir ikut")
# Nouns of doing that have no shape of their own.
DEEDS = _words(
    "analisa analisis apel asesmen audit backup bimbingan bimtek briefing cek coaching controlling diagnosa "
    "diagnosis dialog diklat diskusi edit entri entry fgd filing followup hearing input inspeksi kajian kampanye "
    "konseling kunjungan kuliah kursus latihan lelang lokakarya lomba magang maintenance mapping meeting "
    "mentoring monev monitoring musyawarah opname outreach patroli piket planning posting rapat rakor razia rekap "
    "review reviu riset safari scan scanning screening seminar servis sidak sidang simulasi skrining supervisi "
    "survei survey telaah tender tes testing tindaklanjut tinjauan training troubleshooting uji update updating "
    "upgrade upgrading upload visitasi wawancara webinar workshop fotokopi penggandaan"
)
# -si that is a thing or a field, not a deed.
NOT_DEED_SI = _words(
    "administrasi agensi aksi akomodasi akreditasi aplikasi apresiasi asosiasi asuransi birokrasi dedikasi "
    "demokrasi deskripsi destinasi dimensi direksi disertasi dispensasi disposisi divisi donasi edisi efisiensi "
    "ekspedisi emisi federasi fraksi frekuensi fungsi garasi generasi gratifikasi imigrasi implikasi indikasi "
    "inflasi informasi inovasi inspirasi instalasi instansi institusi instruksi integrasi investasi irigasi "
    "kasasi kolaborasi koleksi komisi kompensasi kompetensi komposisi komunikasi kondisi konferensi konsentrasi "
    "konsesi konsistensi konstitusi kontribusi konversi koperasi korporasi korupsi kreasi kursi legislasi lisensi "
    "literasi lokasi migrasi misi motivasi narasi navigasi nutrisi obsesi opsi organisasi orientasi otorisasi "
    "partisipasi pensi persepsi polisi polusi populasi porsi posisi potensi prediksi presensi prestasi prevalensi "
    "produksi profesi propinsi proporsi provinsi radiasi reaksi referensi reformasi regulasi rekomendasi rekreasi "
    "relasi remunerasi reputasi resolusi retensi retribusi revolusi rotasi saksi sanitasi sanksi sensasi sesi "
    "situasi solusi spesifikasi stasiun subsidi substansi televisi telekomunikasi tensi toleransi tradisi "
    "transaksi transmigrasi transmisi transparansi transportasi urbanisasi variasi vegetasi ventilasi versi visi "
    "vokasi"
)
# pe-…-an that is a thing, a field or a body.
NOT_DEED_PE = _words(
    "pecahan pedalaman pedesaan pegadaian pegunungan pejabatan pekarangan pekerjaan pelabuhan pelajaran pelataran "
    "pelayanan pelayaran pemandangan pemerintahan pemukiman penampilan pencapaian pendapatan penderitaan "
    "pendidikan penduduk penerbangan pengadilan pengalaman pengertian pengetahuan penghasilan peninggalan "
    "peradilan perairan peralatan peranan perasaan peraturan perawakan perbankan perbukitan perceraian "
    "percontohan perdagangan perdamaian perdesaan peredaran perekonomian perempuan perfilman pergaulan perguruan "
    "perhatian perhotelan perhubungan perhutanan peribadatan perikanan perindustrian perizinan perjalanan "
    "perjanjian perkantoran perkapalan perkawinan perkebunan perkembangan perkeretaapian perkoperasian perkotaan "
    "perkumpulan perlengkapan permasalahan permintaan permodalan permohonan permukaan permukiman pernyataan "
    "perpajakan perparkiran perpipaan perpustakaan persalinan persampahan persandian persatuan persediaan "
    "persekolahan perselisihan perseroan persoalan persyaratan pertahanan pertamanan pertambangan pertanahan "
    "pertandingan pertanggungjawaban pertanian pertanyaan pertokoan pertumbuhan perumahan perundangan perusahaan "
    "perwakilan pesanan peternakan"
)
# ke-…-an that names a field of work, a body or an evil, not a state that somebody could wish for.
NOT_STATE_KE = _words(
    "keadaan keagamaan keahlian keamanan kearsipan kebakaran kebangsaan kebencanaan keberatan kebersihan "
    "kebidanan kebijakan kebudayaan kebutuhan kecamatan kecelakaan kedinasan kediklatan kedokteran kefarmasian "
    "kegagalan kegawatan kegawatdaruratan kegiatan kehakiman kehumasan kehutanan keimigrasian kejadian kejaksaan "
    "kejuaraan kekayaan kekerasan kekurangan kelahiran kelautan kelembagaan keluaran keluhan kelurahan "
    "kemahasiswaan kemasyarakatan kematian kementerian kemitraan kenaikan kendaraan kepariwisataan kepegawaian "
    "kepelabuhanan kepemimpinan kepemudaan kependidikan kependudukan keperawatan kepolisian kepramukaan "
    "keprotokolan keputusan kerajinan kerugian kerumahtanggaan kerusakan kesalahan kesatuan kesehatan "
    "kesejahteraan kesekretariatan kesempatan kesenian kesiswaan kesulitan ketahanan ketatausahaan "
    "ketenagakerjaan ketenteraman ketentraman ketentuan keterampilan keterangan keterlambatan ketertiban keuangan "
    "kewenangan kewilayahan kewirausahaan keolahragaan"
)
# -kan at the end of a noun.
NOT_KAN = _words(
    "akan bukan makan ikan tindakan gerakan masukan masakan pasukan cetakan rujukan bahkan melainkan sedangkan "
    "tembakan pijakan petikan belokan seakan tekan tabrakan tumpukan galakan"
)
# -nya at the beginning that is no result.
NOT_NYA = _words(
    "hanya tanya punya karya lainnya khususnya umumnya biasanya misalnya sebaiknya seharusnya sebelumnya "
    "selanjutnya selebihnya sesungguhnya akhirnya kiranya agaknya"
)

# --- what leads a statement -----------------------------------------------------------------------------------------
# Doing is all that these say, so what follows is done, also when it alone would name a kind of work.
CARRYING_OUT = _words(
    "pelaksanaan penyelenggaraan pemberian pengadaan pembuatan penyediaan peningkatan penguatan percepatan "
    "optimalisasi implementasi penerapan"
)
# With a figure these are a result: 'kenaikan nilai sebesar 5 poin'.
CHANGES = _words(
    "peningkatan penurunan kenaikan penambahan pengurangan pertumbuhan perluasan percepatan penghematan "
    "pencapaian pemenuhan"
)
# Fields: an adjective or 'ber-' behind them says which one, not what became of it.
FIELD_HEADS = _words(
    "bidang urusan seksi subbagian subbidang bagian program layanan pelayanan jasa administrasi manajemen sistem "
    "fungsi unit tugas kegiatan dinas badan kantor pajak dukungan sarana prasarana hubungan tata pendidikan hukum "
    "media usaha"
)
# Before a verb these make it a name: 'kegiatan menyusun', 'pelatihan menjahit'.
EFFORTS = _words(
    "kegiatan tugas pekerjaan upaya usaha proses aktivitas pelatihan kursus bimbingan lomba diklat bimtek "
    "workshop cara belajar keterampilan teknis teknik"
)
MEASURES = _words(
    "persentase presentase prosentase jumlah tingkat rata-rata rerata indeks nilai skor rasio angka cakupan "
    "capaian opini predikat waktu lama kecepatan frekuensi banyaknya volume level peringkat selisih prevalensi "
    "biaya"
)
# Abstract states that are no 'ke-…-an'.
STATES = _words(
    "akurasi efisiensi efektivitas transparansi akuntabilitas konsistensi validitas produktivitas integritas "
    "stabilitas aksesibilitas responsivitas reliabilitas"
)
# Things made by thinking: together with what they are for, a result that can be shown.
PRODUCTS = _words(
    "ide inovasi gagasan usulan usul rekomendasi solusi terobosan masukan saran rumusan alternatif temuan "
    "telaahan rancangan prototipe purwarupa desain model"
)
# They leave a kind of work a kind of work: 'rapat rutin', 'kunjungan kerja'.
KINDS = _words(
    "rutin berkala harian mingguan bulanan triwulanan tahunan semesteran internal eksternal umum teknis lapangan "
    "kerja dinas khusus terpadu bersama publik daring luring online offline sejawat berjenjang melekat langsung "
    "tertulis kelompok massal mandiri periodik kedinasan insidental tambahan lainnya lain dll dsb"
)

# --- how something is -----------------------------------------------------------------------------------------------
QUALITIES = _words(
    "tepat cepat akurat benar lengkap sesuai rapi mutakhir jelas mudah ramah aman nyaman efektif efisien optimal "
    "prima memuaskan memadai berkualitas bermutu transparan akuntabel responsif laik sigap sempurna handal andal "
    "sederhana layak merata lancar puas kompeten paham patuh taat selesai tuntas rampung lulus lunas sembuh "
    "selamat nihil tanggap valid sah unggul ideal selaras sinkron konsisten tertata naik turun meningkat menurun "
    "membaik bertambah berkurang terbit tampil utuh bebas kondusif inklusif profesional inovatif informatif "
    "komprehensif tepercaya terpercaya terjangkau berhasil sukses murah user-friendly reliable accurate complete "
    "paripurna wtp teratur terampil terintegrasi adil objektif obyektif relevan berkesinambungan beres kelar "
    "singkat up-to-date bersertifikat berizin berfungsi tangguh bermanfaat harmonis stabil normal seimbang "
    "proporsional tersedia cukup siap sedia menyala"
)
# These also name kinds of things ('arsip aktif', 'air bersih', 'surat masuk'): they need a place that makes them clear.
WEAK_QUALITIES = _words(
    "terpadu mandiri hadir ada tahu bersih sehat gratis terbuka terbaru terkini baik aktif disiplin tertib sampai "
    "masuk hidup tiba"
)
# Fixed pairs in which the second word is no judgement.
PAIRS = frozenset(
    {
        "air bersih", "hidup sehat", "hidup bersih", "orang tua", "tepat guna", "reaksi cepat", "gerak cepat",
        "layak anak", "siap siaga", "naik pangkat", "surat masuk", "arsip aktif", "kas lancar", "aset lancar",
        "pasar murah", "usaha mandiri", "ruang terbuka", "data terpadu", "daftar hadir", "keluarga sehat",
    }
)  # fmt: skip
