"""The deployment: settings, URLs, Celery and the desk that sees all apps."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
