"""For work on the code: the demo's data, with Django's debug pages and unhashed static files."""

from marketplace.settings.demo import *

DEBUG = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
