"""Pages of people, accounts and the inbox."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import URLPattern, path, re_path

from employees.views import accounts, activation, announcements, drafts, guidance, imports, inbox, people

urlpatterns: list[URLPattern] = []

# Sign-in and one's own account. allauth's views are mounted one by one: sign-up, e-mail addresses and the rest
# of its pages stay closed. Names that begin with account_ or mfa_ are reversed by allauth.
urlpatterns += [
    path("masuk/", accounts.sign_in, name="account_login"),
    path("masuk/faktor-kedua/", mfa.authenticate, name="mfa_authenticate"),
    path("keluar/", allauth.logout, name="account_logout"),
    path("masuk/nonaktif/", allauth.account_inactive, name="account_inactive"),
    path("lupa-kata-sandi/", allauth.password_reset, name="account_reset_password"),
    path("lupa-kata-sandi/terkirim/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "lupa-kata-sandi/selesai/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^lupa-kata-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("akun/", accounts.account, name="account"),
    path("akun/surel/", accounts.mail_choice, name="account_mail"),
    path("akun/keluar-semua/", accounts.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("akun/kata-sandi/", allauth.password_change, name="account_change_password"),
    path("akun/kata-sandi/kosong/", accounts.own_account, name="account_set_password"),
    path("akun/konfirmasi/", allauth.reauthenticate, name="account_reauthenticate"),
    path("akun/konfirmasi/faktor-kedua/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/faktor-kedua/", accounts.own_account, name="mfa_index"),
    path("akun/faktor-kedua/aktifkan/", accounts.activate_second_factor, name="mfa_activate_totp"),
    path("akun/faktor-kedua/nonaktifkan/", accounts.deactivate_second_factor, name="mfa_deactivate_totp"),
    path("akun/faktor-kedua/pemulihan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/faktor-kedua/pemulihan/baru/", accounts.renew_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "akun/faktor-kedua/pemulihan/unduh/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

# Activation.
urlpatterns += [
    path("aktivasi/", activation.activate_by_code, name="activate_by_code"),
    path("aktivasi/<str:token>/", activation.activate, name="activate"),
    path("bkd/aktivasi/", activation.activation_slips, name="activation_slips"),
    path("bkd/aktivasi/slip/", activation.print_activation_slips, name="print_activation_slips"),
    path("bkd/aktivasi/surel/", activation.mail_activation_links, name="mail_activation_links"),
]

# The inbox, and what was typed.
urlpatterns += [
    path("kotak-masuk/", inbox.inbox, name="inbox"),
    path("kotak-masuk/dibaca/", inbox.mark_inbox_read, name="mark_inbox_read"),
    path("kotak-masuk/<uuid:uuid>/", inbox.notification, name="notification"),
    path("draf/", drafts.kept, name="drafts"),
    path("draf/halaman/", drafts.page_draft, name="page_draft"),
    path("draf/<slug:form>/<uuid:uuid>/", drafts.draft, name="draft"),
    path("draf/<slug:form>/<uuid:uuid>/buang/", drafts.discard_draft, name="discard_draft"),
]

# People and their import.
urlpatterns += [
    path("bkd/pegawai/", people.people, name="people"),
    path("bkd/pegawai/<uuid:uuid>/", people.person, name="person"),
    path("bkd/pegawai/<uuid:uuid>/ubah/", people.person_contact, name="person_contact"),
    path("bkd/pegawai/<uuid:uuid>/nonaktif/", people.deactivate_person, name="deactivate_person"),
    path("bkd/pegawai/<uuid:uuid>/aktif/", people.reactivate_person, name="reactivate_person"),
    path("bkd/impor/", imports.imports, name="imports"),
    path("bkd/impor/<uuid:uuid>/", imports.import_, name="import"),
    path("bkd/impor/<uuid:uuid>/terapkan/", imports.apply_import, name="apply_import"),
    path("bkd/impor/<uuid:uuid>/masalah/<slug:file>/", imports.import_problems, name="import_problems"),
]

# Announcements, the first steps, and the public rules of awards and sanctions.
urlpatterns += [
    path("pengumuman/", announcements.announcements_list, name="announcements"),
    path("pengumuman/<uuid:uuid>/", announcements.announcement, name="announcement"),
    path("pengumuman/<uuid:uuid>/dibaca/", announcements.announcement_read, name="announcement_read"),
    path("bkd/pengumuman/", announcements.desk_announcements, name="desk_announcements"),
    path("bkd/pengumuman/baru/", announcements.announcement_new, name="announcement_new"),
    path("bkd/pengumuman/<uuid:uuid>/", announcements.announcement_readers, name="announcement_readers"),
    path(
        "bkd/pengumuman/<uuid:uuid>/ingatkan/", announcements.announcement_remind, name="announcement_remind"
    ),
    path("bkd/pengumuman/<uuid:uuid>/ubah/", announcements.announcement_change, name="announcement_change"),
    path(
        "bkd/pengumuman/<uuid:uuid>/tarik/",
        announcements.announcement_withdraw,
        name="announcement_withdraw",
    ),
    path("istilah/", guidance.terms, name="terms"),
    path("panduan/", guidance.guides_list, name="guides"),
    path("panduan/<slug:slug>/", guidance.guide_page, name="guide"),
    path("panduan/<slug:slug>/pdf/", guidance.guide_file, name="guide_file"),
    path("petunjuk/<slug:code>/tutup/", guidance.hint_put_away, name="hint_put_away"),
    path("langkah-awal/", announcements.first_steps, name="first_steps"),
    path("langkah-awal/lanjut/", announcements.first_steps_next, name="first_steps_next"),
    path("langkah-awal/tutup/", announcements.first_steps_put_away, name="first_steps_put_away"),
    path("penghargaan-dan-sanksi/", announcements.public_rules, name="public_rules"),
    path("bkd/penghargaan-dan-sanksi/", announcements.rules_edit, name="rules_edit"),
]
