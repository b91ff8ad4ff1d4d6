"""The WSGI entry point; `marketplace/__init__.py` loads the Celery app, so that tasks are sent."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")

application = get_wsgi_application()
