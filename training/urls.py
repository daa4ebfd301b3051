"""Pages of training, of the development plan, and of needs."""

from django.urls import path

from training.views import (
    catalogue,
    desk,
    development,
    enrolment,
    followed,
    growth,
    hours_desk,
    needs,
    proofs,
)

urlpatterns = [
    path("pelatihan/", catalogue.training, name="training"),
    path("pelatihan/katalog/", catalogue.courses, name="courses"),
    path("pelatihan/katalog/<uuid:uuid>/", catalogue.course, name="course"),
    path("pelatihan/jadwal/<uuid:uuid>/daftar/", enrolment.enrol, name="enrol"),
    path("pelatihan/pendaftaran/<uuid:uuid>/", enrolment.enrolment, name="enrolment"),
    path("pelatihan/pendaftaran/<uuid:uuid>/batal/", enrolment.enrolment_withdraw, name="enrolment_withdraw"),
    path("pelatihan/pendaftaran/<uuid:uuid>/jawab/", enrolment.enrolment_decide, name="enrolment_decide"),
    path(
        "pelatihan/pendaftaran/<uuid:uuid>/penilaian/", enrolment.enrolment_opinion, name="enrolment_opinion"
    ),
    path("pelatihan/pendaftaran/<uuid:uuid>/sertifikat/", proofs.certificate_of, name="certificate_of"),
    path("pelatihan/sertifikat/baru/", proofs.certificate_new, name="certificate_new"),
    path("pelatihan/sertifikat/<uuid:uuid>/", proofs.certificate, name="certificate"),
    path("pelatihan/sertifikat/<uuid:uuid>/berkas/", proofs.certificate_file, name="certificate_file"),
    path("pelatihan/persetujuan/", enrolment.training_approvals, name="training_approvals"),
    path("pelatihan/persetujuan/setujui/", enrolment.training_approve, name="training_approve"),
    path("tim/kesenjangan/", growth.team_development, name="team_development"),
    path("pelatihan/karier/", growth.career_goal, name="career_goal"),
    path("pelatihan/rencana/", development.my_development, name="my_development"),
    path("pelatihan/rencana/<uuid:uuid>/", development.development, name="development"),
    path(
        "pelatihan/rencana/<uuid:uuid>/tambah/", development.development_item_new, name="development_item_new"
    ),
    path("pelatihan/rencana/<uuid:uuid>/<uuid:item>/", development.development_item, name="development_item"),
    path(
        "pelatihan/rencana/<uuid:uuid>/<uuid:item>/sepakat/",
        development.development_agree,
        name="development_agree",
    ),
    path(
        "pelatihan/rencana/<uuid:uuid>/<uuid:item>/selesai/",
        development.development_finish,
        name="development_finish",
    ),
    path(
        "pelatihan/rencana/<uuid:uuid>/<uuid:item>/hentikan/",
        development.development_drop,
        name="development_drop",
    ),
    path(
        "pelatihan/rencana/<uuid:uuid>/<uuid:item>/bukti/",
        development.development_file,
        name="development_file",
    ),
    path("bkd/pelatihan/kebutuhan/", needs.training_needs, name="training_needs"),
    path("bkd/pelatihan/jadwal/<uuid:uuid>/isi/", needs.desk_session_fill, name="desk_session_fill"),
    path("bkd/rekomendasi/pengembangan/", followed.desk_development, name="desk_development"),
    path("bkd/pelatihan/jp/", hours_desk.desk_hours, name="desk_hours"),
    path("bkd/pelatihan/", desk.desk_training, name="desk_training"),
    path("bkd/pelatihan/katalog/", desk.desk_courses, name="desk_courses"),
    path("bkd/pelatihan/katalog/baru/", desk.desk_course_new, name="desk_course_new"),
    path("bkd/pelatihan/katalog/impor/", desk.desk_course_import, name="desk_course_import"),
    path("bkd/pelatihan/katalog/<uuid:uuid>/", desk.desk_course, name="desk_course"),
    path("bkd/pelatihan/katalog/<uuid:uuid>/jadwal/", desk.desk_session_new, name="desk_session_new"),
    path("bkd/pelatihan/jadwal/<uuid:uuid>/", desk.desk_session, name="desk_session"),
    path("bkd/pelatihan/jadwal/<uuid:uuid>/ubah/", desk.desk_session_change, name="desk_session_change"),
    path("bkd/pelatihan/jadwal/<uuid:uuid>/batal/", desk.desk_session_cancel, name="desk_session_cancel"),
    path("bkd/pelatihan/jadwal/<uuid:uuid>/hadir/", desk.desk_attendance, name="desk_attendance"),
]
