"""The account's own mails (password reset, address to confirm) by the same outbox."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest

from marketplace.territories.models import Territory

from .rendering import render_html
from .services import NewMessage, enqueue_messages


class OutboxAccountAdapter(DefaultAccountAdapter):
    """A mail relay that is down delays these mails; it never breaks a login page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        site = _site_of(allauth_context.request)
        values = {"request": allauth_context.request, "email": email, "current_site": site}
        mail = self.render_mail(template_prefix, email, values | context)
        message = NewMessage(
            territory=_territory_of(allauth_context.request),
            recipient=email,
            subject=str(mail.subject),
            text=str(mail.body),
            html=_html_of(mail, site.name),
            sender_name=site.name,
            kind=f"account_{template_prefix.rpartition('/')[2]}"[:50],
            key=f"account:{uuid4()}",
        )
        with transaction.atomic():
            enqueue_messages([message])


def _territory_of(request: HttpRequest | None) -> Territory | None:
    """Return the territory itself, not the lazy stand-in that the request carries."""
    territory = getattr(request, "territory", None)
    return Territory.objects.get(pk=territory.pk) if territory else None


def _site_of(request: HttpRequest | None) -> Any:
    """Return what allauth's templates call the site: here the territory, on its host."""
    territory = getattr(request, "territory", None)
    if request is None or not territory:
        return get_current_site(request)
    return SimpleNamespace(name=territory.name, domain=request.get_host())


def _html_of(mail: EmailMessage, site_name: str) -> str:
    """Return the mail's own HTML, or its text in the house's layout."""
    for alternative in getattr(mail, "alternatives", []):
        if alternative.mimetype == "text/html":
            return str(alternative.content)
    context = {"subject": mail.subject, "text": mail.body, "site_name": site_name}
    return render_html("notifications/account_mail.html", context)


def plain_mail(
    *, recipient: str, kind: str, key: str, subject: str, text: str, territory: Territory | None
) -> NewMessage:
    """Write a mail of a few lines in the house's layout; without a territory, the site's own."""
    site_name = territory.name if territory else ""
    context = {"subject": subject, "text": text, "site_name": site_name}
    return NewMessage(
        territory=territory,
        recipient=recipient,
        subject=subject,
        text=text,
        html=render_html("notifications/account_mail.html", context),
        sender_name=site_name,
        kind=kind,
        key=key,
    )
