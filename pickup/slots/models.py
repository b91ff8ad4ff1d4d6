"""Where and when goods are collected."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pickup.slots.queries import SlotQuerySet
from shops.models import WEEKDAYS
from shops.models.notice import NoticeFields


class Acceptance(models.TextChoices):
    AUTOMATIC = "automatic", _("At once, by themselves")
    MANUAL = "manual", _("One by one, by us")


# A list asked for earlier than this is of the same day, later of the next.
FOR_THE_SAME_DAY_BEFORE = 12


class PickupPoint(NoticeFields):
    """Where a shop hands over; its slots are wall time in the shop's zone."""

    shop = models.OneToOneField("shops.Shop", models.CASCADE, related_name="pickup_point")
    lead_time_minutes = models.PositiveIntegerField(
        _("time to prepare, in minutes"),
        default=120,
        help_text=_("Orders and cancellations close this long before the slot starts."),
    )
    default_capacity = models.PositiveIntegerField(
        _("orders per slot"),
        default=20,
        help_text=_("Where no weekly slots are set: one slot per half-day of opening."),
    )
    # What a slot's orders may weigh in all, by the preparation weight of each product.
    default_work = models.PositiveIntegerField(_("work per slot"), null=True, blank=True)

    keeps_for_hours = models.PositiveSmallIntegerField(
        _("opening hours that goods are kept"),
        default=48,
        help_text=_("Counted from the end of the slot; then the goods are sold again."),
    )
    acceptance = models.CharField(
        _("orders are accepted"),
        max_length=10,
        choices=Acceptance,
        default=Acceptance.AUTOMATIC,
    )
    answer_within_minutes = models.PositiveSmallIntegerField(
        _("opening minutes to answer within"),
        default=120,
        help_text=_("An order without an answer by then is refused."),
    )
    guests_confirm_by_mail = models.BooleanField(
        _("guests confirm by the link of a message"),
        default=False,
        help_text=_("Who has no account confirms within half an hour, or the order lapses."),
    )

    # The hour, in wall time, at which the shop is told what to make; empty: never.
    list_hour = models.PositiveSmallIntegerField(
        _("hour of the list of what to make"), null=True, blank=True
    )
    list_by_sms = models.BooleanField(_("the list comes as a text message"), default=False)

    # « Réserver sans obligation d'achat »: a contract of its own, see pickup.reservations.
    takes_reservations = models.BooleanField(_("puts goods aside to be looked at"), default=False)
    keeps_reservations_for_hours = models.PositiveSmallIntegerField(
        _("opening hours that a reservation is kept"), default=48
    )
    warns_of_unseen = models.BooleanField(
        _("a text message tells of orders that nobody has looked at"), default=True
    )

    # Nothing more is handed over on this day; what was ordered stays.
    paused_on = models.DateField(_("paused on"), null=True, blank=True)
    # The last day whose slots were made: where no worker ran, whoever looks makes those missing.
    made_until = models.DateField(null=True, blank=True, editable=False)

    class Meta(NoticeFields.Meta):
        verbose_name = _("pickup point")
        verbose_name_plural = _("pickup points")

    def __str__(self):
        return str(self.shop)


class SlotPattern(models.Model):
    """A slot that comes back every week, in wall time of the shop's zone."""

    point = models.ForeignKey(PickupPoint, models.CASCADE, related_name="patterns")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=WEEKDAYS)
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("orders at most"))
    work = models.PositiveIntegerField(_("work at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("weekly slot")
        verbose_name_plural = _("weekly slots")
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="slots_pattern_ends_after_start"
            ),
            models.UniqueConstraint("point", "weekday", "starts", name="slots_pattern_once"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts:%H:%M}-{self.ends:%H:%M}"


class Slot(models.Model):
    """One collection window: instants, its places, and the last moment to order for it."""

    point = models.ForeignKey(PickupPoint, models.CASCADE, related_name="slots")
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    # The wall date of the start, where the shop is.
    day = models.DateField(_("day"))
    # When the shop closes after it: a service that begins then must be over. Empty: at its end.
    open_until = models.DateTimeField(_("open until"), null=True, blank=True)
    # The last moment to order, by the shop's notice and time to answer; kept by slots.services.
    cutoff = models.DateTimeField(_("order before"))
    capacity = models.PositiveIntegerField(_("places"))
    booked = models.PositiveIntegerField(_("booked"), default=0)
    # By preparation weight; no limit where `work_capacity` is empty.
    work_capacity = models.PositiveIntegerField(_("work at most"), null=True, blank=True)
    work_booked = models.PositiveIntegerField(_("work booked"), default=0)
    closed = models.BooleanField(_("closed"), default=False)
    # What the shop said of this one slot. Empty: as its hours say.
    own_capacity = models.PositiveIntegerField(_("places of this slot"), null=True, blank=True)
    own_work = models.PositiveIntegerField(_("work of this slot"), null=True, blank=True)
    # Said of its day alone: no week makes it, and none takes it away.
    added = models.BooleanField(_("added for its day alone"), default=False)
    # No more orders, until the shop opens it again with the places that it had.
    blocked = models.BooleanField(_("blocked"), default=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint("point", "start", name="slots_slot_once"),
            models.CheckConstraint(
                condition=Q(booked__lte=F("capacity")), name="slots_slot_booked_within_capacity"
            ),
            models.CheckConstraint(
                condition=Q(work_capacity=None) | Q(work_booked__lte=F("work_capacity")),
                name="slots_slot_work_within_capacity",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="slots_slot_ends_later"),
        ]
        indexes = [
            models.Index(fields=["point", "day"], name="slots_slot_by_day"),
            # The next bookable slot of many shops at once, for lists.
            models.Index(
                fields=["point", "cutoff"],
                condition=Q(closed=False, booked__lt=F("capacity")),
                name="slots_slot_bookable",
            ),
        ]

    def __str__(self):
        return f"{self.start:%Y-%m-%d %H:%M}-{self.end:%H:%M}"

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def bookable_at(self, now: datetime) -> bool:
        """Say what SlotQuerySet.bookable asks of the database."""
        return not self.closed and self.booked < self.capacity and self.cutoff > now

    def open_for(self, minutes: int) -> bool:
        """Say whether the shop stays open for so long from its start."""
        return self.start + timedelta(minutes=minutes) <= (self.open_until or self.end)

    @property
    def work_left(self) -> int | None:
        """How much work still fits; None: no limit."""
        return None if self.work_capacity is None else self.work_capacity - self.work_booked

    @property
    def wished_capacity(self) -> int:
        """What the shop wants; `capacity` is never below what is booked."""
        if self.blocked:
            return 0
        return self.capacity if self.own_capacity is None else self.own_capacity

    @property
    def wished_work(self) -> int | None:
        """What the shop wants of work; `work_capacity` is never below what is booked."""
        return self.work_capacity if self.own_capacity is None else self.own_work

    @property
    def nearly_full(self) -> bool:
        """Say whether four fifths of the places, or of the work, are taken: the tile warns."""
        of_work = self.work_capacity and self.work_booked * 5 >= self.work_capacity * 4
        return self.booked * 5 >= self.capacity * 4 or bool(of_work)
