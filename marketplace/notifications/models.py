"""The outbox: each message is a row first, written with the fact that it tells."""

from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_message_id() -> str:
    """Return a Message-ID on the sender's domain; asks no name server, unlike the default."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


class OutboxMessage(models.Model):
    """One message to one recipient; instants are UTC.

    The row is the truth and a task only carries its id: a dead worker or broker delays a
    message and never loses one.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("Text message")
        PUSH = "push", _("Notification on a phone")

    class State(models.TextChoices):
        PENDING = "pending", _("To send")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")

    # Empty for a message that no territory sends, such as an account's on another host.
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    recipient = models.CharField(max_length=254)
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    html = models.TextField(blank=True)
    sender_name = models.CharField(max_length=150, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    # Where the reader leaves such messages in one click; only for what may be left (RFC 8058).
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    # What a notification on a phone opens.
    url = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=50)
    reference = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=200)
    message_id = models.CharField(max_length=255, default=new_message_id)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Who sent it once more after it had failed.
    resent_at = models.DateTimeField(null=True, blank=True)
    resent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="notifications_outbox_key_once"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="notifications_outbox_sent_at_when_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="outbox_state_due_idx"),
            models.Index(fields=["reference"], name="outbox_reference_idx"),
            models.Index(fields=["territory", "-created_at"], name="outbox_territory_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} ({self.state})"


class PushSubscription(models.Model):
    """A browser that agreed to be woken; its endpoint is an address at its maker's service."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions"
    )
    # What it is told of, in the words of who sends: the outbox knows no shop.
    topic = models.CharField(max_length=100)
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=50)
    created_at = models.DateTimeField(default=timezone.now)
    # In a row; one that works begins anew.
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("phone to notify")
        verbose_name_plural = _("phones to notify")
        indexes = [models.Index(fields=["topic"], name="push_topic_idx")]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
