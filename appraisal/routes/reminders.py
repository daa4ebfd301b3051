"""Reminders at the desk: the log, the plans of a period, the texts."""

from __future__ import annotations

from django.urls import path

from appraisal.views import reminder_texts, reminders

TEXT = "bkd/pengingat/teks/<slug:call>/"
urlpatterns = [
    path("bkd/pengingat/", reminders.reminder_log, name="reminder_log"),
    path("bkd/pengingat/jadwal/", reminders.reminder_plans_list, name="reminder_plans"),
    path("bkd/pengingat/jadwal/<int:year>/<slug:stage>/", reminders.reminder_plan, name="reminder_plan"),
    path("bkd/pengingat/teks/", reminder_texts.reminder_texts, name="reminder_texts"),
    path(TEXT, reminder_texts.reminder_text, name="reminder_text"),
    path(f"{TEXT}pratinjau/", reminder_texts.reminder_text_preview, name="reminder_text_preview"),
    path(f"{TEXT}uji/", reminder_texts.reminder_text_trial, name="reminder_text_trial"),
]
