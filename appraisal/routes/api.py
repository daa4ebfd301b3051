"""The read API for other applications, and its tokens at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import api, api_tokens

urlpatterns: list[URLPattern] = [
    path("api/v1/periode/", api.api_periods, name="api_periods"),
    path("api/v1/periode/<int:year>/hasil/", api.api_results_of, name="api_results"),
    path("api/<path:_rest>", api.api_unknown, name="api_unknown"),
    path("bkd/aplikasi/", api_tokens.api_token_list, name="api_tokens"),
    path("bkd/aplikasi/baru/", api_tokens.api_token_new, name="api_token_new"),
    path("bkd/aplikasi/<uuid:uuid>/cabut/", api_tokens.api_token_withdraw, name="api_token_withdraw"),
]
