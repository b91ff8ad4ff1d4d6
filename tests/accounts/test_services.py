"""Accounts found and made by e-mail address."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from marketplace.accounts.services import (
    has_account,
    invite_user,
    password_link,
    verified_user,
)
from marketplace.notifications.models import OutboxMessage


def test_an_address_is_proved_or_it_is_nobodys(dora):
    address = EmailAddress.objects.create(user=dora, email=dora.email)
    assert verified_user(dora.email) is None
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    assert verified_user("DORA@example.org") == dora


def test_a_closed_account_owns_no_address(dora):
    EmailAddress.objects.create(user=dora, email=dora.email, verified=True)
    dora.is_active = False
    dora.save(update_fields=["is_active"])
    assert verified_user(dora.email) is None


def test_an_address_is_in_use_in_any_case(dora):
    assert has_account("Dora@Example.org")
    assert not has_account("nobody@example.org")


def test_an_invited_person_has_no_password(db):
    erin = invite_user(email="Erin@example.org", first_name="Erin")
    assert erin.email == "erin@example.org"
    assert not erin.has_usable_password()


def test_nobody_is_invited_twice(dora):
    with pytest.raises(IntegrityError), transaction.atomic():
        invite_user(email="DORA@example.org")


def test_an_invited_person_who_lost_the_link_asks_for_another(client, territory):
    erin = invite_user(email="erin@example.org")
    client.post("/compte/mot-de-passe/oublie/", {"email": erin.email})
    assert "/compte/mot-de-passe/nouveau/" in OutboxMessage.objects.get().text


def test_a_link_for_a_password_holds_the_person_and_a_token(db):
    link = password_link(invite_user(email="erin@example.org"))
    assert link.startswith("/compte/mot-de-passe/nouveau/")
