"""Pages of an appraisal: planning and the running year, then its evaluations."""

from django.urls import path

from appraisal.views import steps

# Planning and the running year.
urlpatterns = [
    path("kinerja/<uuid:uuid>/langkah/<slug:action>/", steps.act, name="appraisal_act"),
]

# Evaluations.
urlpatterns += [
    path(
        "kinerja/<uuid:uuid>/evaluasi/<str:window>/langkah/<slug:action>/", steps.act, name="evaluation_act"
    ),
]
