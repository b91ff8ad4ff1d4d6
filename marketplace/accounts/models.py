"""People who sign in: by e-mail, never by a user name."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("email"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    is_staff = models.BooleanField(_("operates the platform"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    # Raised to end every session of the person, see services.end_other_sessions.
    session_epoch = models.PositiveIntegerField(default=0)
    inactivity_warned_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once_any_case"),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def _get_session_auth_hash(self, secret=None):
        """Return what each session of the person must carry; Django's own, and the epoch."""
        value = f"{self.session_epoch}:{self.password}"
        return salted_hmac(
            "accounts.session", value, secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name or self.email


class MailPreference(models.Model):
    """What a person said of one kind of mail; without a row the kind's default holds.

    Messages about an order, the account or the law are no kind: nobody can refuse them.
    """

    class Kind(models.TextChoices):
        SHOP_NEWS = "shop_news", _("News of the shops I follow")
        TERRITORY_LETTER = "territory_letter", _("The territory’s letter")

    user = models.ForeignKey(User, models.CASCADE, related_name="mail_preferences")
    kind = models.CharField(max_length=30, choices=Kind)
    wanted = models.BooleanField(_("wanted"))
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("e-mail preference")
        verbose_name_plural = _("e-mail preferences")
        constraints = [
            models.UniqueConstraint("user", "kind", name="accounts_preference_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.kind}: {self.wanted}"
