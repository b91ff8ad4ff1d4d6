"""Accounts that are made or found for somebody, by e-mail address."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse

from marketplace.accounts.models import User


def verified_user(email: str) -> User | None:
    """Return the active account that has proved to own this address; None if none has."""
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    address = proved.select_related("user").first()
    return address.user if address else None


def has_account(email: str) -> bool:
    """Tell whether an account, proved or not, uses this address."""
    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email).exists()
    )


def invite_user(*, email: str, first_name: str = "", last_name: str = "") -> User:
    """Make an account without a password: only `password_link`, sent to the address, opens it.

    Raises:
        django.db.IntegrityError: the address has an account already.
    """
    return User.objects.create_user(email, first_name=first_name, last_name=last_name)


def password_link(user: User) -> str:
    """Return the path where a person chooses a password; valid once, for PASSWORD_RESET_TIMEOUT.

    Give it to nobody but the mailbox of the account.
    """
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )


def end_sessions(*, user: User) -> None:
    """Sign the person out everywhere."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def end_other_sessions(*, user: User, request: HttpRequest) -> None:
    """Sign the person out everywhere but in the session of this request."""
    end_sessions(user=user)
    update_session_auth_hash(request, user)


def reset_second_factor(*, user: User) -> int:
    """Take every second factor and recovery code away, for who lost them; end all sessions.

    Returns how many were taken away. The password, or the mailbox, opens the account again: see
    in person, or by telephone, that the one who asks is the one who owns it.
    """
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        end_sessions(user=user)
    return removed
