"""Each task that beat calls is one that the worker knows."""

from django.conf import settings

from marketplace.celery import app


def test_the_worker_finds_every_task_that_is_due_by_the_clock():
    app.loader.import_default_modules()
    due = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert due <= set(app.tasks)
