"""What beat starts is there to be started: a worker that cannot import its tasks does not run."""

from importlib import import_module

import pytest
from django.conf import settings

TASKS = sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()})


@pytest.mark.parametrize("task", TASKS)
def test_each_scheduled_task_can_be_imported(task):
    module, name = task.rsplit(".", 1)
    assert callable(getattr(import_module(module), name))
