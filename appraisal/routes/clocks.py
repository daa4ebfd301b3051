"""Extensions and the closing of a period."""

from __future__ import annotations

from django.urls import path

from appraisal.views import clocks

urlpatterns = [
    path("bkd/perpanjangan/", clocks.extension_list, name="extensions"),
    path("bkd/kinerja/<uuid:uuid>/perpanjangan/", clocks.extension_of, name="extension"),
    path("bkd/periode/<int:year>/penutupan/", clocks.period_closing, name="period_closing"),
    path("bkd/periode/<int:year>/penutupan/gugurkan/", clocks.period_void, name="period_void"),
    path("bkd/periode/<int:year>/penutupan/tutup/", clocks.period_close, name="period_close"),
    path("bkd/periode/<int:year>/penutupan/buka-kembali/", clocks.period_reopen, name="period_reopen"),
]
