"""URL patterns of the core, a module a part of the year; `appraisal.urls` joins them."""
