"""What people report as illegal (Regulation (EU) 2022/2065, art. 16)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shops.reports.queries import ReportQuerySet


class Report(models.Model):
    """One notice about one product, one shop or its news; kept as it was sent."""

    class Category(models.TextChoices):
        DANGEROUS = "dangerous", _("Dangerous product, or one that may not be sold")
        FOOD = "food", _("Food: allergens, origin or hygiene")
        MISLEADING = "misleading", _("False or misleading information, price")
        COUNTERFEIT = "counterfeit", _("Counterfeit, or somebody else’s picture or text")
        PERSON = "person", _("Insult, hatred, or breach of privacy")
        OTHER = "other", _("Something else that the law forbids")

    class State(models.TextChoices):
        OPEN = "open", _("To be examined")
        CLOSED = "closed", _("Decided")

    class Decision(models.TextChoices):
        NO_ACTION = "no_action", _("No action: nothing illegal was found")
        WARNED = "warned", _("The shop is warned and asked to correct it")
        WITHDRAWN = "withdrawn", _("The product is taken off sale, or the news off the site")
        PAUSED = "paused", _("The shop is paused")

    class Ground(models.TextChoices):
        LAW = "law", _("The law")
        TERMS = "terms", _("The site’s terms of use")

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    product = models.ForeignKey(
        "catalogue.Product", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    shop = models.ForeignKey(
        "shops.Shop", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    # Where it is about one piece of the shop's news, and not the shop itself.
    news = models.ForeignKey(
        "shop_news.NewsItem", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    territory = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    # The name on the day of the report: what is reported may be reworded the next minute.
    subject = models.CharField(_("what is reported"), max_length=400)
    category = models.CharField(_("why it is illegal"), max_length=20, choices=Category)
    explanation = models.TextField(_("explanation"))
    reporter_name = models.CharField(_("name"), max_length=200, blank=True)
    reporter_email = models.EmailField(_("email"), blank=True)
    good_faith = models.BooleanField(_("sent in good faith"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("received"))
    # The statement of reasons (DSA art. 16 (5) and 17 (3)), as it was sent.
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    facts = models.TextField(_("facts"), blank=True)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True)
    rule = models.TextField(_("rule that was applied"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # Only a decision that took something off the site can be lifted.
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifting_words = models.TextField(_("why it is lifted"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(product__isnull=False, shop__isnull=True)
                | Q(product__isnull=True, shop__isnull=False),
                name="shop_reports_one_target",
            ),
            models.CheckConstraint(
                condition=Q(news=None) | Q(shop__isnull=False),
                name="shop_reports_news_with_its_shop",
            ),
            models.CheckConstraint(
                condition=Q(good_faith=True), name="shop_reports_in_good_faith"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decision="", decided_at=None)
                | (Q(state="closed") & ~Q(decision="") & ~Q(facts="") & ~Q(decided_at=None)),
                name="shop_reports_decided_with_reason_and_date",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "no_action"]) | (~Q(ground="") & ~Q(rule="")),
                name="shop_reports_measure_names_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifting_words="")
                | (Q(decision="withdrawn", lifted_at__isnull=False) & ~Q(lifting_words="")),
                name="shop_reports_lifted_with_words",
            ),
        ]

    def __str__(self):
        return f"{self.reference} · {self.subject}"

    @property
    def target(self):
        return self.product or self.news or self.shop

    @property
    def can_be_lifted(self) -> bool:
        return self.decision == self.Decision.WITHDRAWN and self.lifted_at is None

    @property
    def concerned_shop(self):
        """The shop that answers for what is reported."""
        return self.product.shop if self.product else self.shop
