"""What beat starts, and when, in the time zone of the settings."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {
        "task": "marketplace.notifications.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 55},  # sweeps do not pile up while the worker is down
    },
    "publish-scheduled-pages": {
        "task": "marketplace.pages.tasks.publish_scheduled",
        "schedule": 120.0,
        "options": {"expires": 110},
    },
    "mail-news": {
        "task": "shops.news.tasks.mail_due_news",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "end-acting": {"task": "shops.desk.tasks.end_expired_acting", "schedule": 300.0},
    "carry-out-closures": {
        "task": "shops.desk.tasks.carry_out_closures",
        "schedule": crontab(minute=20),
    },
    "purge": {
        "task": "marketplace.operations.tasks.purge",
        "schedule": crontab(hour=3, minute=40),
    },
    "generate-slots": {
        "task": "pickup.slots.tasks.generate_slots",
        "schedule": crontab(hour=3, minute=10),
    },
    "remind-of-tomorrow": {
        "task": "pickup.orders.tasks.remind_of_tomorrow",
        # Each hour of the day: it is 18 h somewhere.
        "schedule": crontab(minute=5),
    },
    "send-lists-of-what-to-make": {
        "task": "pickup.orders.tasks.send_lists",
        # Each hour of the day: it is the hour that some shop chose.
        "schedule": crontab(minute=1),
    },
    "sweep-overdue-orders": {
        "task": "pickup.orders.tasks.sweep_overdue",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "sweep-overdue-reservations": {
        "task": "pickup.reservations.tasks.sweep_overdue",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "tell-of-unseen-orders": {
        "task": "pickup.orders.tasks.tell_of_unseen",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "look-after-late-orders": {
        "task": "pickup.orders.tasks.look_after_late_orders",
        "schedule": 900.0,
        "options": {"expires": 850},
    },
    "forget-old-counts": {
        "task": "shops.audience.tasks.forget_old_counts",
        "schedule": crontab(hour=3, minute=25),
    },
    "ask-about-holidays": {
        "task": "shops.tasks.ask_about_holidays",
        "schedule": crontab(hour=8, minute=30),
    },
    "take-snapshots": {
        "task": "pickup.figures.tasks.take_snapshots",
        "schedule": crontab(hour=23, minute=40),
    },
    "write-letters": {
        "task": "pickup.figures.tasks.write_letters",
        # Keyed by month and shop: the days after the first only make up for one that failed.
        "schedule": crontab(day_of_month="1-5", hour=7, minute=30),
    },
}
