"""Home, the personnel desk and the health check."""

from django.urls import path

from config.desk import (
    dashboard,
    duplicates,
    health,
    history,
    holidays,
    home,
    nudging,
    overview,
    period_rules,
    periods,
    search,
    showcase,
    unit_ratings,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.search, name="search"),
    path("healthz/", health.health, name="health"),
    path("gaya/", showcase.showcase, name="showcase"),
    path("bkd/", overview.desk, name="desk"),
    path("bkd/ringkasan/", dashboard.desk_summary, name="desk_summary"),
    path("bkd/kinerja/", overview.desk_appraisals, name="desk_appraisals"),
    path("bkd/pengingat/kirim/", nudging.nudge, name="nudge"),
    path("bkd/periode/", periods.periods, name="periods"),
    path("bkd/periode/<int:year>/", periods.period, name="period"),
    path("bkd/periode/<int:year>/uji-coba/", periods.dry_run, name="period_dry_run"),
    path("bkd/periode/<int:year>/buka/", periods.open_period, name="period_open"),
    path("bkd/periode/<int:year>/masa-evaluasi/", period_rules.period_windows, name="period_windows"),
    path("bkd/periode/<int:year>/susunan/", period_rules.period_preset, name="period_preset"),
    path("bkd/periode/<int:year>/riwayat/", period_rules.period_history, name="period_history"),
    path("bkd/predikat-unit/", unit_ratings.unit_ratings, name="unit_ratings"),
    path("bkd/ganda/", duplicates.duplicates, name="duplicates"),
    path("bkd/ganda/<uuid:uuid>/", duplicates.duplicate, name="duplicate"),
    path("bkd/ganda/<uuid:uuid>/batal/", duplicates.duplicate_undo, name="duplicate_undo"),
    path("bkd/riwayat/", history.desk_history, name="desk_history"),
    path("bkd/libur/", holidays.holidays, name="holidays"),
    path("bkd/libur/unggah/", holidays.holiday_upload, name="holiday_upload"),
    path("bkd/libur/hapus/", holidays.delete_holiday, name="holiday_delete"),
]
