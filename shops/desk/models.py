"""What the association's desk asks, decides and does for shops; nothing here is ever rewritten."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shops.desk.queries import ActingQuerySet, InvitationQuerySet, StatementQuerySet
from shops.desk.words import say_entry


class ApplicationQuestion(models.Model):
    """What the association asks an applicant before it decides, and the answer."""

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="questions")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question to an applicant")
        verbose_name_plural = _("questions to applicants")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "shop", condition=Q(answered_at=None), name="shop_desk_one_open_question"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (~Q(answered_at=None) & ~Q(answer="")),
                name="shop_desk_answered_with_words",
            ),
        ]

    def __str__(self):
        return f"{self.shop}: {self.question[:40]}"


class Statement(models.Model):
    """Why a shop was paused or is closed: the statement of reasons that it received.

    Regulation (EU) 2019/1150 art. 4 and Regulation (EU) 2022/2065 art. 17.
    """

    class Kind(models.TextChoices):
        PAUSE = "pause", _("Pause")
        CLOSURE = "closure", _("Closing")

    class Ground(models.TextChoices):
        OWN_REQUEST = "own_request", _("The shop asked for it")
        TERMS = "terms", _("Breach of the site’s terms")
        REPEATED = "repeated", _("Repeated breach of the site’s terms")
        LAW = "law", _("Obligation of the law, or illegal content")

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind)
    ground = models.CharField(_("ground"), max_length=15, choices=Ground)
    facts = models.TextField(_("facts"), blank=True)
    rule = models.TextField(_("rule that was applied"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    effective_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground="own_request") | (~Q(facts="") & ~Q(rule="")),
                name="shop_desk_restriction_has_reasons",
            ),
            models.CheckConstraint(
                condition=Q(effective_at__gte=F("at")),
                name="shop_desk_told_before_it_takes_effect",
            ),
            models.UniqueConstraint(
                "shop",
                condition=Q(kind="closure", done_at=None, withdrawn_at=None),
                name="shop_desk_one_closure_announced",
            ),
        ]

    def __str__(self):
        return f"{self.shop}: {self.get_kind_display()}, {self.get_ground_display()}"


class ActingSession(models.Model):
    """A member of the desk acts for a shop: for a reason, and for two hours at most."""

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="acting_sessions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"))
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ActingQuerySet.as_manager()

    class Meta:
        verbose_name = _("time of acting for a shop")
        verbose_name_plural = _("times of acting for shops")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "by", condition=Q(ended_at=None), name="shop_desk_acts_for_one_shop"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("started_at")), name="shop_desk_acting_has_an_end"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="shop_desk_acting_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.by} · {self.shop}"


class ActingEntry(models.Model):
    """One change made while acting for a shop; only ever added to."""

    session = models.ForeignKey(ActingSession, models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    # The name of the address, which the log puts into words of the reader's language.
    action = models.CharField(max_length=100)
    subject = models.CharField(_("about"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change made for a shop")
        verbose_name_plural = _("changes made for shops")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.words

    @property
    def words(self) -> str:
        """Say what was done, in the reader's language."""
        return say_entry(self.action, self.subject)


class Invitation(models.Model):
    """Somebody is asked by e-mail to work in a shop or, without one, at the desk or on pages."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        STAFF = "staff", _("Team")
        DESK = "desk", _("Desk")
        EDITOR = "editor", _("Editor of the pages")

    territory = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+")
    shop = models.ForeignKey(
        "shops.Shop", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    email = models.EmailField(_("email"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shop=None, role__in=["desk", "editor"])
                | Q(shop__isnull=False, role__in=["owner", "staff"]),
                name="shop_desk_invited_where_the_role_is",
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.shop or self.territory}"
