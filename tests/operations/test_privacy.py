"""The proof: what a person left anywhere is in the export, and nowhere after the erasure."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page
from wagtail.users.models import UserProfile

from marketplace.accounts.models import User
from marketplace.accounts.person import person_of
from marketplace.accounts.preferences import set_preference
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import NewMessage, deliver_message, enqueue_messages
from marketplace.operations.privacy import ErasureRefused, erase_person, export_person
from marketplace.territories.models import Territory
from pickup.orders.links import token_of
from pickup.orders.models import OrderTransition, WrongCode
from pickup.orders.transitions import cancel_by_shopper
from shops.desk.models import ApplicationQuestion, Invitation
from shops.favourites.services import keep
from shops.models import Shop, ShopMember
from shops.reports.models import Report
from tests import factories

pytestmark = pytest.mark.django_db

# Each is left in another place.
MARKERS = {
    "email": "zq01ida@example.org",
    "second address": "zq02atelier@example.org",
    "first name": "Zq03Ida",
    "last name": "Zq04Roche",
    "phone": "+33639980405",
    "name on the order": "Zq06 Roche-Commande",
    "phone on the order": "+33639980407",
    "note": "zq08 sonnez fort",
    "report's name": "Zq09 Ida",
    "report's explanation": "zq10 j'ai vu la date effacée",
    "applicant's first name": "Zq11Ida",
    "applicant's last name": "Zq12Roche",
    "applicant's address": "zq13vendre@example.org",
    "passkey's name": "Zq14 telephone",
    "session": "/zq15/page",
    "a mail's words": "zq16 votre pain",
    "guest's name": "Zq17 Invitée",
    "guest's note": "zq18 pas de sac",
    "picture in media": "zq19portrait",
    "mail to the shop": "zq20 la cliente dit",
}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ida(territory, bakery, bread):
    return plant(territory, bakery, bread)


def plant(territory, bakery, bread):
    """Leave every marker where a shopper, an applicant or an editor can leave it."""
    user = factories.make_user(
        MARKERS["email"],
        first_name=MARKERS["first name"],
        last_name=MARKERS["last name"],
        phone=MARKERS["phone"],
    )
    for name in ("email", "second address", "applicant's address"):
        EmailAddress.objects.create(
            user=user, email=MARKERS[name], verified=True, primary=name == "email"
        )
    plant_account(user, bakery, bread)
    plant_orders(user, bread)
    plant_shop_side(user, territory, bakery)
    return user


def plant_account(user, bakery, bread):
    now = timezone.now()
    Authenticator.objects.create(
        user=user, type="webauthn", data={"name": MARKERS["passkey's name"], "credential": {}}
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["second_factor_next"] = MARKERS["session"]
    session.save()
    keep(user=user, target=bakery, now=now)
    keep(user=user, target=bread, now=now)
    set_preference(user=user, kind="shop_news", wanted=False, now=now)
    factories.make_basket({bread: 1}, owner=user)
    UserProfile.objects.create(
        user=user, avatar=ContentFile(b"portrait", f"{MARKERS['picture in media']}.png")
    )
    tell(user.email, MARKERS["a mail's words"])


def plant_orders(user, bread):
    mine = factories.make_order(
        bread,
        name=MARKERS["name on the order"],
        email=MARKERS["email"],
        phone=MARKERS["phone on the order"],
        user=user,
        notes={bread.shop.pk: MARKERS["note"]},
    )
    guest = factories.make_order(
        bread,
        name=MARKERS["guest's name"],
        email=MARKERS["second address"].upper(),
        notes={bread.shop.pk: MARKERS["guest's note"]},
    )
    for order in (mine, guest):
        cancel_by_shopper(order=order, by=user)
    tell(bread.shop.email, MARKERS["mail to the shop"], reference=mine.number)


def plant_shop_side(user, territory, bakery):
    Report.objects.create(
        reference="S-1",
        shop=bakery,
        territory=territory,
        subject="Le Fournil",
        category="food",
        explanation=MARKERS["report's explanation"],
        reporter_name=MARKERS["report's name"],
        reporter_email=MARKERS["email"],
        good_faith=True,
        created_at=timezone.now(),
    )
    factories.make_shop(
        territory,
        "Refusée",
        status="refused",
        applicant_first_name=MARKERS["applicant's first name"],
        applicant_last_name=MARKERS["applicant's last name"],
        applicant_email=MARKERS["applicant's address"],
    )
    ShopMember.objects.create(shop=bakery, user=user, role="staff")
    WrongCode.objects.create(shop=bakery, user=user, at=timezone.now())
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        label=MARKERS["first name"],
        action="wagtail.edit",
        timestamp=timezone.now(),
    )


def tell(address, text, reference=""):
    with transaction.atomic():
        enqueue_messages(
            [
                NewMessage(
                    territory=None,
                    recipient=address,
                    text=text,
                    kind="told",
                    key=str(uuid4()),
                    reference=reference,
                )
            ]
        )


def everything_held():
    """Return every row of every table, sessions opened, and every file's name and words."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(row) for row in cursor.fetchall())
    for session in apps.get_model("sessions", "Session").objects.all():
        yield str(session.get_decoded())
    for file in Path(settings.MEDIA_ROOT).rglob("*"):
        yield file.name + (file.read_bytes().decode(errors="replace") if file.is_file() else "")


def found(markers, texts):
    whole = "\n".join(texts).lower()
    return {name for name, marker in markers.items() if marker.lower() in whole}


def as_json(user):
    data = export_person(person_of(user))
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)


def test_twenty_markers_are_planted(ida):
    assert len(MARKERS) == 20
    assert found(MARKERS, everything_held()) == set(MARKERS)


def test_the_export_holds_them_all(ida):
    assert found(MARKERS, [as_json(ida)]) == set(MARKERS)


def test_the_erasure_leaves_none(ida):
    erase_person(person=person_of(ida), now=timezone.now())
    deliver_message(message_id=OutboxMessage.objects.get(kind="account_erased").pk)
    assert found(MARKERS, everything_held()) == set()


def test_the_accounts_of_the_shop_stay(ida, bakery):
    before = list(bakery.orders.values_list("number", "total_incl_tax", "slot"))
    erase_person(person=person_of(ida), now=timezone.now())
    assert list(bakery.orders.values_list("number", "total_incl_tax", "slot")) == before
    assert OrderTransition.objects.filter(order__shop=bakery).exists()


def test_other_people_keep_what_is_theirs(ida, bread, dora):
    other = factories.make_order(bread, name="Dora Lemaire")
    tell(dora.email, "pour Dora")
    erase_person(person=person_of(ida), now=timezone.now())
    other.purchase.refresh_from_db()
    assert other.purchase.name == "Dora Lemaire"
    assert OutboxMessage.objects.filter(text="pour Dora").exists()


def test_an_address_never_proved_gives_nothing_away(bread, dora):
    factories.make_order(bread, name="Zq Secrète", email="autre@example.org")
    EmailAddress.objects.create(user=dora, email="autre@example.org", verified=False)
    assert "Zq Secrète" not in as_json(dora)


def test_the_secrets_are_in_no_export(agnes):
    assert factories.TOTP_SECRET not in as_json(agnes)
    assert "_auth_user_hash" not in as_json(agnes)


def test_an_open_order_stands_in_the_way(bread, dora):
    order = factories.make_order(bread, user=dora)
    with pytest.raises(ErasureRefused) as refused:
        erase_person(person=person_of(dora), now=timezone.now())
    assert order.number in refused.value.obstacles[0]


def test_the_last_owner_hands_over_first(alice):
    with pytest.raises(ErasureRefused) as refused:
        erase_person(person=person_of(alice), now=timezone.now())
    assert "Le Fournil" in refused.value.obstacles[0]


def test_the_last_mail_is_told_before_the_address_is_forgotten(ida, mailoutbox):
    erase_person(person=person_of(ida), now=timezone.now(), territory=Territory.objects.get())
    farewell = OutboxMessage.objects.get(kind="account_erased")
    assert deliver_message(message_id=farewell.pk)
    assert mailoutbox[0].to == [MARKERS["email"]]
    farewell.refresh_from_db()
    assert (farewell.state, farewell.recipient, farewell.text) == ("sent", "", "")


def confirm(client):
    client.post(reverse("account_reauthenticate"), {"password": "correct horse battery"})


def test_one_reads_and_downloads_one_s_data(client, ida):
    client.force_login(ida)
    page = client.get(reverse("privacy:mine")).content.decode()
    assert MARKERS["note"] in page
    answer = client.get(reverse("privacy:download"))
    assert "attachment" in answer["Content-Disposition"]
    assert MARKERS["note"] in answer.content.decode()


def test_erasing_asks_once_more_who_one_is(client, ida):
    client.force_login(ida)
    assert "identite" in client.get(reverse("privacy:erase")).url
    assert "identite" in client.post(reverse("privacy:erase"), {"understood": "1"}).url
    assert User.objects.filter(pk=ida.pk).exists()


def test_one_erases_one_s_account(client, ida):
    client.force_login(ida)
    confirm(client)
    assert client.post(reverse("privacy:erase")).status_code == 422
    answer = client.post(reverse("privacy:erase"), {"understood": "1"}, follow=True)
    assert "Votre compte est effacé" in answer.content.decode()
    assert not User.objects.filter(pk=ida.pk).exists()
    assert "_auth_user_id" not in client.session


def test_what_stands_in_the_way_is_said(client, bread, dora, territory):
    order = factories.make_order(bread, user=dora)
    client.force_login(dora)
    confirm(client)
    answer = client.post(reverse("privacy:erase"), {"understood": "1"})
    assert answer.status_code == 422
    assert order.number in answer.content.decode()


def test_a_guest_reads_and_erases_one_order_by_its_link(client, bread):
    order = factories.make_order(bread, name="Zq Invitée", email="zq@example.org")
    address = reverse("privacy:purchase", args=[token_of(order.purchase)])
    assert "Zq Invitée" in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    cancel_by_shopper(order=order, by=None)
    assert "Zq Invitée" in client.get(address + "?json=1").content.decode()
    client.post(address)
    assert found({"name": "Zq Invitée", "mail": "zq@example.org"}, everything_held()) == set()


def test_a_request_by_letter(ida, capsys):
    call_command("export_person", MARKERS["email"])
    assert MARKERS["note"] in capsys.readouterr().out
    call_command("erase_person", MARKERS["email"].upper())
    assert not User.objects.filter(pk=ida.pk).exists()


def test_a_letter_cannot_erase_what_is_open(bread, dora):
    factories.make_order(bread, user=dora)
    with pytest.raises(CommandError):
        call_command("erase_person", dora.email)


def test_a_guest_by_letter(bread, capsys):
    order = factories.make_order(bread, name="Zq Courrier", email="lettre@example.org")
    cancel_by_shopper(order=order, by=None)
    call_command("export_person", "Lettre@example.org")
    assert "Zq Courrier" in capsys.readouterr().out
    call_command("erase_person", "lettre@example.org")
    assert found({"name": "Zq Courrier"}, everything_held()) == set()


def test_the_desk_s_papers_lose_the_person(ida, bakery, territory):
    refused = Shop.objects.get(name="Refusée")
    now = timezone.now()
    ApplicationQuestion.objects.create(
        shop=refused, question="Où ?", answer="zq21 chez ma mère", asked_at=now, answered_at=now
    )
    Invitation.objects.create(
        territory=territory, shop=bakery, role="staff", email="ZQ01ida@example.org", at=now
    )
    assert "zq21" in as_json(ida)
    erase_person(person=person_of(ida), now=now)
    assert found({"answer": "zq21"}, everything_held()) == set()
    assert not Invitation.objects.exists()


def test_pages_stay_without_their_author(ida, territory):
    Page.objects.filter(title="Haut-Velune").update(owner=ida)
    erase_person(person=person_of(ida), now=timezone.now())
    assert Page.objects.get(title="Haut-Velune").owner is None


def test_codes_that_open_an_account_are_forgotten_once_sent(client, territory, dora):
    client.post(reverse("account_request_login_code"), {"email": dora.email})
    code = OutboxMessage.objects.get(kind="account_login_code")
    deliver_message(message_id=code.pk, now=timezone.now() + timedelta(seconds=1))
    code.refresh_from_db()
    assert (code.state, code.text) == ("sent", "")
