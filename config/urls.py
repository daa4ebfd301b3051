"""Every page. Paths are Indonesian, lower case; ids in URLs are UUIDs."""

from django.urls import include, path

handler400 = "config.desk.errors.bad_request"
handler403 = "config.desk.errors.permission_denied"
handler404 = "config.desk.errors.page_not_found"
handler429 = "config.desk.errors.too_many_requests"  # called by allauth's rate limits
handler500 = "config.desk.errors.server_error"

urlpatterns = [
    path("", include("config.desk.urls")),
    path("", include("employees.urls")),
    path("", include("appraisal.urls")),
    path("", include("feedback.urls")),
    path("", include("training.urls")),
]
