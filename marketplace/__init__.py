"""The site: settings, foundation packages and the public pages."""

from marketplace.celery import app as celery_app

__all__ = ["celery_app"]
