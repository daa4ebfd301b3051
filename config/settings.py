"""Settings, read from the environment. Production refuses to start on a missing secret.

Every deployment serves one agency. `KINERJA_*` variables are documented in docs/operations.md.
"""

import json
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

# Lets forms say which model they are of: ModelForm[Period] is a type and runs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DJANGO_DEBUG", default=False)
DEMO = env.bool("KINERJA_DEMO", default=False)
SECRET_KEY = env.str("DJANGO_SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("DJANGO_SECRET_KEY is not set: give it 50 random characters or more.")

# What encrypts second factors at rest: long random texts, the newest first (older ones still decrypt). They lie
# outside the database and its backup, in the environment or one a line in a file.
_key_file = env.str("KINERJA_FIELD_KEYS_FILE", default="")
FIELD_KEYS = Path(_key_file).read_text().split() if _key_file else env.list("KINERJA_FIELD_KEYS", default=[])
if not FIELD_KEYS and (DEBUG or DEMO):
    FIELD_KEYS = [f"derived-for-demo-and-development-only:{SECRET_KEY}"]
if not FIELD_KEYS or min(len(key) for key in FIELD_KEYS) < 32:
    raise ImproperlyConfigured("KINERJA_FIELD_KEYS is not set: give it 50 random characters or more.")

ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("KINERJA_BASE_URL", default="http://127.0.0.1:8000")
HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # its widget templates, for FORM_RENDERER
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "employees",
    "appraisal",
    "feedback",
    "training",
    "config.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "employees.middleware.compressed_pages",
    "csp.middleware.CSPMiddleware",
    "employees.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "employees.middleware.keep_what_was_typed",
    "employees.middleware.sign_out_the_idle",
    "employees.middleware.second_factor_first",
    "employees.middleware.repeated_forms",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.desk.reading.record_reading",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.desk.context.agency",
            ],
            "builtins": ["employees.templatetags.kinerja"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data -------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgresql://kinerja@127.0.0.1/kinerja")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": False,  # a transaction begins at a door, where a reader sees it
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"]["options"] = (
    "-c lock_timeout=2s -c idle_in_transaction_session_timeout=15s "
    "-c pg_trgm.similarity_threshold=0.5 "  # of names on one day of birth: at 0.3 one in eleven of 100,000 looked alike
    "-c pg_trgm.word_similarity_threshold=0.3 "  # «Riski» is a third like Rizki; the likest come first
    "-c pgtrigger.ignore={} "  # asked by the history's trigger for each row, which would fail and catch it each time
    "-c jit=off "  # a page asks many small questions; compiling one takes longer than answering it
    f"-c statement_timeout={env.str('KINERJA_STATEMENT_TIMEOUT', default='10s')}"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
VAR_DIR = Path(env.str("KINERJA_VAR", default=str(BASE_DIR / "var")))
_FILES = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": VAR_DIR / "files"},
}
STORAGES = {
    "default": _FILES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- people and sign-in -----------------------------------------------------
AUTH_USER_MODEL = "employees.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "employees.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "employees.accounts.AccountAdapter"
MFA_ADAPTER = "employees.accounts.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False  # names are kept in lower case, so that sign-in uses the index
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_FORMS = {
    "login": "employees.forms.SignInForm",
    "change_password": "employees.forms.ChangePasswordForm",
    "reset_password": "employees.forms.ForgottenPasswordForm",
    "reset_password_from_key": "employees.forms.NewPasswordForm",
    "reauthenticate": "employees.forms.ConfirmForm",
}
# An office shares one address, so the limits per address are wide and the limits per login are tight.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "activate": "60/m/ip,10/10m/key",
}
MFA_FORMS = {
    "authenticate": "employees.forms.SecondFactorForm",
    "reauthenticate": "employees.forms.SecondFactorConfirmForm",
    "activate_totp": "employees.forms.EnrolForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kinerja"
MFA_REQUIRED_FOR_STAFF = env.bool("KINERJA_REQUIRE_SECOND_FACTOR", default=not (DEMO or DEBUG))
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KINERJA_TRUSTED_PROXIES", default=0)
ACTIVATION_HOURS = 72
STEP_UP_MINUTES = env.int("KINERJA_STEP_UP_MINUTES", default=5)  # 0: nobody is asked for a password again
IDLE_MINUTES = env.int("KINERJA_IDLE_MINUTES", default=60)

# --- cookies and headers ----------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sesi" if HTTPS else "sesi"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # lives as long as the session: a form left open over lunch still saves
CSRF_FAILURE_VIEW = "config.desk.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's icons are data: images in its stylesheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- words and time ---------------------------------------------------------
LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("KINERJA_TIME_ZONE", default="Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True
# The demo names its agency in a file, so that pages and papers bear the name that its data bear.
_demo_file = VAR_DIR / "demo-agency.json"
_demo = json.loads(_demo_file.read_text()) if DEMO and _demo_file.exists() else {}
AGENCY_NAME = env.str("KINERJA_AGENCY", default=_demo.get("agency", "Pemerintah Kota Contoh"))
AGENCY_PLACE = env.str("KINERJA_PLACE", default=_demo.get("place", "Kota Contoh"))
PERSONNEL_OFFICE = env.str("KINERJA_PERSONNEL_OFFICE", default="BKPSDM")
# A picture for the head of printed documents (PNG, JPEG, SVG).
EMBLEM_FILE = env.str("KINERJA_EMBLEM", default="")

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("KINERJA_STATIC", default=str(VAR_DIR / "static")))
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- mail -------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("KINERJA_MAIL_FROM", default="kinerja@contoh.example")

# --- background work (the reasons stand in docs/adr/0003) -------------------
CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "retry_on_timeout": True,
    "health_check_interval": 30,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 120, 180
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30.0
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BEAT_SCHEDULE = {
    "relay": {"task": "employees.tasks.relay", "schedule": 5.0},
    "pulse": {"task": "employees.tasks.pulse", "schedule": 20.0},
    "system-steps": {"task": "appraisal.tasks.system_steps", "schedule": 600.0},
    "reminders": {"task": "appraisal.tasks.send_reminders", "schedule": 600.0},
    "scheduled-exports": {"task": "appraisal.tasks.make_scheduled_exports", "schedule": 600.0},
    "rating-patterns": {"task": "appraisal.tasks.renew_patterns", "schedule": 3600.0},
    "feedback-rounds": {"task": "feedback.tasks.close_rounds", "schedule": 600.0},
    "tidy": {"task": "employees.tasks.tidy", "schedule": 3600.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("KINERJA_LOG_LEVEL", default="INFO")},
    # A line per step of every PDF says nothing to an operator.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}
