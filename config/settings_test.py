"""The suite's settings: the real parts, with cheap password hashing and a folder of its own for files."""

import os
import tempfile

import time_machine

os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-the-test-suite-" + "x" * 40)
os.environ.setdefault("KINERJA_FIELD_KEYS", "only-for-the-test-suite-" + "y" * 40)

from config.settings import *
from config.settings import CELERY_BEAT_SCHEDULE, DATABASES, STORAGES

if "KINERJA_TEST_NOW" in os.environ:  # a worker beside a story that plays on another day
    time_machine.travel(os.environ["KINERJA_TEST_NOW"], tick=True).start()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if (
    "KINERJA_TEST_MAILS" in os.environ
):  # what other processes mail is seen in a file; their relay need not wait long
    EMAIL_BACKEND = "tests.mailed.FileOfMails"
    CELERY_BEAT_SCHEDULE["relay"]["schedule"] = 0.3
_files = os.environ.setdefault("KINERJA_TEST_FILES", tempfile.mkdtemp(prefix="kinerja-test-"))
STORAGES = STORAGES | {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": _files}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test is one transaction, which rests while a document is drawn.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=300s"
MFA_REQUIRED_FOR_STAFF = False
STEP_UP_MINUTES = 0  # tests sign in without a password; tests/appraisal/test_export_proof.py asks
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Static files straight from their folders, for the browser tests' live server.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
