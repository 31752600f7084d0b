"""Settings, all from the environment; docs/settings.md lists the variables."""

import logging
import os
from pathlib import Path
from typing import Any

import dj_database_url

from toposmith.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("TOPOSMITH_HOME", BASE_DIR / "var"))

SECRET_KEY = os.environ.get("TOPOSMITH_SECRET_KEY", "")
DEBUG = os.environ.get("TOPOSMITH_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TOPOSMITH_ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TOPOSMITH_TRUSTED_ORIGINS", "").split(",") if origin]

# The web process holds only the public half and cannot open what it sealed.
SEAL_PUBLIC_KEY = os.environ.get("TOPOSMITH_SEAL_PUBLIC_KEY", "")
SEAL_PRIVATE_KEYS = [key for key in os.environ.get("TOPOSMITH_SEAL_PRIVATE_KEYS", "").split(",") if key]
DIGEST_KEY = os.environ.get("TOPOSMITH_DIGEST_KEY", "")

# Endpoints and networks that users may name although they lead to this machine or its surroundings.
ALLOWED_ENDPOINTS = [entry for entry in os.environ.get("TOPOSMITH_ALLOWED_ENDPOINTS", "").split(",") if entry]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_structlog",
    "django_vite",
    "ninja",
    "topology",
    "provisioners",
    "webui.accounts",
    "webui.api",
    "webui.portal",
]

MIDDLEWARE = [
    "django_structlog.middlewares.RequestMiddleware",
    "webui.middleware.finishing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "toposmith.urls"
ASGI_APPLICATION = "toposmith.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


LEASE_SECONDS = float(os.environ.get("TOPOSMITH_LEASE_SECONDS", "30"))
RECONCILE_SECONDS = float(os.environ.get("TOPOSMITH_RECONCILE_SECONDS", "5"))


def database(url: str) -> dict[str, Any]:
    """The configuration for a database URL.

    SQLite gets the options under which no transaction is refused. PostgreSQL ends the transaction of a process that
    was stopped in the middle of it when its lease would end, so that nobody waits for its locks.
    """
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = SQLITE_OPTIONS
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        idle = f"-c idle_in_transaction_session_timeout={LEASE_SECONDS * 1000:.0f}"
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "options": idle}
    return settings


DATABASES = {"default": database(os.environ.get("TOPOSMITH_DATABASE_URL", f"sqlite:///{HOME / 'db.sqlite3'}"))}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("TOPOSMITH_HTTPS") == "1"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
FRONTEND_DIST = BASE_DIR / "webui" / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
DJANGO_VITE = {
    "default": {
        "dev_mode": os.environ.get("TOPOSMITH_VITE_DEV") == "1",
        "manifest_path": FRONTEND_DIST / "manifest.json",
    }
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

MESSAGE_APP = "toposmith.celery.app"
CELERY_BROKER_URL = os.environ.get("TOPOSMITH_BROKER_URL", "filesystem://localhost")
BROKER_FOLDER = HOME / "broker"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {
        "data_folder_in": str(BROKER_FOLDER),
        "data_folder_out": str(BROKER_FOLDER),
        "control_folder": str(BROKER_FOLDER / "control"),
        "polling_interval": 0.1,
    }
    if CELERY_BROKER_URL.startswith("filesystem")
    else {"socket_connect_timeout": 5, "socket_timeout": 30}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
# Steps wait for outside commands and calls: threads do, and one process has one life and one reconciler.
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_CONCURRENCY = int(os.environ.get("TOPOSMITH_WORKER_SLOTS", "4"))

WORKER_QUEUES = os.environ.get("TOPOSMITH_WORKER_QUEUES", "default").split(",")
CELERY_TASK_QUEUES = {queue: {"exchange": queue, "routing_key": queue} for queue in WORKER_QUEUES}
RETENTION_HOURS: dict[str, int] = {
    "api.IdempotencyRecord": 24,
    "provisioners.Inquiry": 24,
    "provisioners.Plan": 24 * 14,
    "provisioners.Event": 24 * 365,
}

LOGGING = logging_settings(os.environ.get("TOPOSMITH_LOG_LEVEL", "INFO"))
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_REQUEST_CANCELLED_LOG_LEVEL = logging.INFO
