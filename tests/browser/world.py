"""A territory where every page has something to show, and the people who open them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

from marketplace.accounts.preferences import Kind, unsubscribe_url
from marketplace.accounts.services import invite_user, password_link
from marketplace.notifications.mailbox import MailboxSmsSender, read_mailbox
from marketplace.operations.seed.content import picture_path
from marketplace.pages.services import make_editor
from marketplace.texts.models import TerritoryText
from marketplace.texts.services import write_text
from pickup.figures.services import letter_token, log_call
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.lines.settling import answer
from pickup.orders.links import confirm_url, token_of
from pickup.orders.models import LineAdjustment
from pickup.orders.placing.placement import Contact
from pickup.orders.transitions import cancel_by_shop, collect_order, mark_ready
from pickup.reservations.links import token_of as reservation_token
from pickup.reservations.reserving import reserve
from pickup.withdrawals.lookup import key_of
from pickup.withdrawals.services import Declarant, withdraw
from shops.admission import CLAIM_SALT
from shops.catalogue.services import add_picture
from shops.desk import questions, team
from shops.desk.acting import begin_acting, end_acting, record_change
from shops.desk.models import Invitation
from shops.favourites.services import keep
from shops.hours.questions import token_of as holiday_token
from shops.models import HolidayQuestion, HoursPeriod, ShopMember
from shops.reports.services import Notice, file_report
from tests import factories
from tests.browser.written import write_pages
from tests.shops.applications import make_applicant

HOST = "localhost"
PASSWORD = "correct horse battery"


@dataclass
class World:
    """What was made, as pieces of routes: the longest piece that a route holds is filled first."""

    territory: object
    order: object
    values: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)

    def address_of(self, route: str) -> str:
        for piece in sorted(self.values, key=len, reverse=True):
            route = route.replace(piece, self.values[piece])
        assert "<" not in route, f"no value for {route}: add one in {__file__}"
        return f"/{route}"

    def cookies_of(self, who: str, url: str) -> list[dict]:
        """Return the cookies that open the site as this person, for a browser's context."""
        jar = self.clients[who].cookies
        return [{"name": name, "value": one.value, "url": url} for name, one in jar.items()]


def make_world() -> World:
    """Make two shops with goods, orders in every state, pages, applications, reports, messages."""
    territory = factories.make_territory(hostname=HOST)
    bakery = factories.make_shop(territory, "Le Fournil", slug="le-fournil", kind="artisan")
    dairy = factories.make_shop(territory, "Buron de la Croix", slug="buron")
    bread, cheese = stock(bakery, dairy)
    people = make_people(territory, bakery, dairy)
    orders = make_orders(bread, cheese, people["dora"])
    world = World(territory, orders[0])
    world.values = everything_else(territory, bakery, bread, people)
    world.values |= ways_to(orders[0], bread) | ways_to_withdraw(bakery, people)
    world.values |= ways_to_reserve(bakery, people)
    world.clients = sign_in(people, bread, cheese)
    world.pages = write_pages(territory, bread)
    return world


def stock(bakery, dairy):
    """Put goods on the shelves: in a category with a picture, with allergens, sold out, unseen."""
    category = factories.make_category("Boulangerie", "boulangerie")
    bread = factories.make_product(bakery, description="Au levain, cuit au bois.")
    bread.categories.add(category)
    factories.make_option(bread, values=[("Tranché", "0.20"), ("Entier", "0")])
    factories.make_option(bread, "Message", (), kind="text")
    with picture_path("pain").open("rb") as photo:
        add_picture(product=bread, picture=File(photo))
    factories.make_product(bakery, "Brioche", available=0)
    factories.make_product(bakery, "Fougasse", published=False)
    cheese = factories.make_product(dairy, "Tome de la Croix", allergens=["milk"])
    for shop in (bakery, dairy):
        for hours in (26, 50, 74):
            factories.make_slot(shop, start=on_the_hour() + timedelta(hours=hours))
    return bread, cheese


def on_the_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def make_people(territory, bakery, dairy) -> dict:
    alice = factories.make_member(bakery, "alice@example.org", first_name="Alice")
    ShopMember.objects.create(shop=dairy, user=alice, role="owner")
    factories.make_member(bakery, "bob@example.org", role="staff", first_name="Bob")
    dora = factories.make_user("dora@example.org", first_name="Dora", last_name="Lemaire")
    for user in (alice, dora):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    factories.add_totp(dora)
    RecoveryCodes.activate(dora)
    erin = factories.make_user("erin@example.org", first_name="Erin")
    agnes = factories.make_desk_member(territory)
    factories.make_desk_member(territory, "paul@example.org")
    newcomer = invite_user(email="nour@example.org")
    return {"alice": alice, "dora": dora, "agnes": agnes, "erin": erin, "newcomer": newcomer}


def add_passkey(user) -> Authenticator:
    """Give a person a passkey that can be shown, not used: nobody has its private half."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(Aaguid.NONE, b"passkey", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    device = AuthenticatorData.create(bytes(32), flags, 0, attested)
    attestation = AttestationObject.create("none", device, {})
    said = {"type": "webauthn.create", "challenge": "", "origin": "https://localhost"}
    credential = {
        "id": websafe_encode(b"passkey"),
        "rawId": websafe_encode(b"passkey"),
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(said).encode()),
            "attestationObject": websafe_encode(bytes(attestation)),
        },
    }
    data = {"name": "Téléphone", "credential": credential}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)


def make_orders(bread, cheese, dora) -> list:
    """Place the orders of a morning: one for each state, the first still to be made ready."""
    alice = bread.shop.members.first().user
    later = factories.make_slot(bread.shop, start=on_the_hour() + timedelta(hours=26))
    notes = {bread.shop.pk: "Tranché"}
    waiting = factories.make_order(bread, quantity=2, slot=later, user=dora, notes=notes)
    facts = {"line_id": waiting.lines.get().pk, "quantity": 1, "sold_out": False}
    asked = report_shortage(order=waiting, by=alice, reason="Un seul est levé", **facts)
    answer(order=waiting, adjustment=asked, agreed=True)
    ready, collected, cancelled = (
        factories.make_order(bread, slot=later, name=name, phone="06 39 98 04 05")
        for name in ("Victor Hugon", "Zoé Mar", "Hélène Roche")
    )
    mark_ready(order=ready, by=alice)
    collect_order(order=collected, by=alice)
    cancel_by_shop(order=cancelled, by=alice, reason="Plus de farine")
    return [waiting, ready, collected, cancelled]


def everything_else(territory, bakery, bread, people) -> dict[str, str]:
    """Make what the desk and the links of mails show; return the pieces of their addresses."""
    alice, agnes, dora = (people[who] for who in ("alice", "agnes", "dora"))
    make_applicant(territory)
    asked = make_applicant(territory, name="Savons du Lac", email="savons@example.org")
    questions.ask_applicant(shop=asked, question="Où fabriquez-vous ?", by=agnes)
    unclaimed = factories.make_shop(territory, "Rucher des Ormes", slug="rucher")
    report = file_report(
        target=bread,
        notice=Notice(category="food", explanation="Date effacée.", good_faith=True),
    )
    team.invite(territory=territory, email="new@example.org", role="staff", by=alice, shop=bakery)
    team.invite(territory=territory, email="desk@example.org", role="desk", by=agnes)
    team.invite(territory=territory, email="plume@example.org", role="editor", by=agnes)
    make_editor(territory=territory, user=agnes, at_desk=True)
    session = begin_acting(shop=bakery, by=agnes, reason="Alice a téléphoné")
    record_change(session=session, action="shops:pro_product_add", subject="Brioche")
    end_acting(session=session)
    log_call(shop=bakery, by=agnes, reason="", note="Ils rappellent demain")
    text = write_text(
        territory=territory,
        page=TerritoryText.Page.TERMS,
        text="## Règles\n\nUn texte.",
        since=timezone.localdate(),
        by=agnes,
    )
    keep(user=dora, target=bakery, now=timezone.now())
    keep(user=dora, target=bread, now=timezone.now())
    key = add_passkey(dora)
    MailboxSmsSender().send(recipient="+33639980405", text="Prêt : code ABCD", message_id="<a@b>")
    letter = read_mailbox(settings.MAILBOX_DIR)[0]
    type(territory.association).objects.update(open_numbers=True)
    news = factories.make_news(bakery)
    slot = factories.make_slot(bakery)
    season = HoursPeriod.objects.create(shop=bakery, name="Vacances", recurs="school")
    question = HolidayQuestion.objects.create(
        shop=bakery, day=timezone.localdate() + timedelta(days=5), asked_at=timezone.now()
    )
    return {
        "vendre-ici/ouvrir/<str:token>": f"vendre-ici/ouvrir/{claim_token(unclaimed)}",
        "vendre-ici/repondre/<str:token>/": path_of(questions.link_to(asked.questions.get())),
        "compte/invitation/<str:token>/": path_of(
            team.link_to(Invitation.objects.get(email="new@example.org"))
        ),
        "compte/invitation/redaction/<str:token>/": path_of(
            team.link_to(Invitation.objects.get(email="plume@example.org"))
        ),
        "compte/courriels/arreter/<str:token>/": path_of(unsubscribe_url(dora, Kind.values[0])),
        "compte/mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": path_of(
            password_link(invite_user(email="ines@example.org"))
        ),
        "adresse/confirmer/<key>": "adresse/confirmer/"
        + EmailConfirmationHMAC(EmailAddress.objects.get(user=alice)).key,
        "courrier/<slug:name>": f"courrier/{letter.name}",
        "lettre/<str:token>": f"lettre/{letter_token(bakery)}",
        "ferie/<str:token>": f"ferie/{holiday_token(question)}",
        "creneaux/<int:pk>": f"creneaux/{slot.pk}",
        "precommandes/<int:pk>": f"precommandes/{factories.make_campaign(bakery).pk}",
        "saisons/<int:pk>": f"saisons/{season.pk}",
        "<slug:reference>": report.reference,
        "securite/cles/<int:pk>": f"securite/cles/{key.pk}",
        "journal/<int:pk>": f"journal/{session.pk}",
        "nouvelles/<int:pk>": f"nouvelles/{news.pk}",
        "nouvelle/<int:pk>": f"nouvelle/{news.pk}",
        "textes/<slug:page>": "textes/conditions",
        "textes/<slug:page>/<int:pk>": f"textes/conditions/{text.pk}",
    }


def held_order(bread):
    """Place an order that its guest has still to confirm by the link of a message."""
    point = type(bread.shop.pickup_point).objects.filter(shop=bread.shop)
    point.update(guests_confirm_by_mail=True)
    slot = factories.make_slot(bread.shop, start=on_the_hour() + timedelta(hours=26))
    held = factories.make_order(bread, slot=slot, name="Paul Attend")
    point.update(guests_confirm_by_mail=False)
    return held


def ways_to(order, bread) -> dict[str, str]:
    return {
        "favoris/changer/": f"favoris/changer/?product={bread.pk}",
        "recherche/": "recherche/?q=pain",
        "horaires/commandes/": "horaires/commandes/?all=1",
        "retrait/confirmer/<str:token>/": path_of(confirm_url(held_order(bread).purchase)),
        "<str:token>": token_of(order.purchase),
        "<number:number>": order.number,
        "question/<int:pk>": f"question/{LineAdjustment.objects.get(line__order=order).pk}",
        "<slug:shop_slug>": order.shop.slug,
        "produits/<slug:slug>": f"produits/{bread.slug}",
        "produit/<slug:slug>": f"produit/{bread.slug}",
        "options/<slug:key>": f"options/{bread.own_options[0]['key']}",
        "rayon/<slug:slug>": "rayon/boulangerie",
        "<slug:slug>": order.shop.slug,
        "<str:day>": (order.slot.start.astimezone(order.shop.zone)).date().isoformat(),
        "<int:pk>": str(bread.pk),
    }


def ways_to_withdraw(bakery, people) -> dict[str, str]:
    """Make an order that may be withdrawn from, and one that was, after its collection."""
    honey = factories.make_product(bakery, "Miel de sapin", withdrawal_regime="normal")
    slot = factories.make_slot(bakery, start=on_the_hour() + timedelta(hours=74))
    kept, gone = (factories.make_order(honey, slot=slot, user=people["dora"]) for _ in range(2))
    collect_order(order=gone, by=people["alice"])
    lines = [line.pk for line in gone.lines.all()]
    declarant = Declarant(name="Dora Lemaire", email="dora@example.org")
    withdrawal = withdraw(order=gone, lines=lines, declarant=declarant)
    return {
        "renoncer/<str:key>/": f"renoncer/{key_of(kept, known=True)}/",
        "renoncer/<str:key>/recu/": f"renoncer/{key_of(gone, known=True)}/recu/",
        "retractations/<int:pk>/": f"retractations/{withdrawal.pk}/",
    }


def ways_to_reserve(bakery, people) -> dict[str, str]:
    """Put a knife aside; it stays kept for whoever looks."""
    knife = factories.make_product(bakery, "Couteau à pain", is_food=False)
    factories.allow_reserving(knife)
    contact = Contact("Dora Lemaire", email="dora@example.org")
    kept = reserve(product=knife, quantity=1, contact=contact, user=people["dora"])
    token = reservation_token(kept)
    return {
        "reserver/<slug:slug>/": f"reserver/{knife.slug}/",
        "reservation/<str:token>/": f"reservation/{token}/",
        "reservation/<str:token>/annuler/": f"reservation/{token}/annuler/",
        "reservations/<int:pk>/": f"reservations/{kept.pk}/",
    }


def claim_token(shop) -> str:
    return signing.TimestampSigner(salt=CLAIM_SALT).sign(shop.slug)


def path_of(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def sign_in(people, bread, cheese) -> dict[str, Client]:
    """Open a session each: as browsers hold them, with an identity that was just confirmed."""
    clients = {who: Client(headers={"host": HOST}) for who in (*people, "guest", "at the door")}
    for who, user in people.items():
        clients[who].force_login(user)
        clients[who].post("/compte/identite/", {"password": PASSWORD})
    fill_basket(clients["guest"], bread, cheese)
    fill_basket(clients["dora"], bread, cheese)
    # Whose password was right, and whose second factor is still to come.
    clients["at the door"].post(
        "/compte/connexion/", {"login": people["agnes"].email, "password": PASSWORD}
    )
    clients["awaiting a code"] = Client(headers={"host": HOST})
    clients["awaiting a code"].post("/compte/connexion/code/", {"email": people["alice"].email})
    return clients


def fill_basket(client, *products) -> None:
    for product in products:
        client.post("/panier/ajouter/", {"product": product.pk, "quantity": 1})
    slots = {
        f"slot-{product.shop.pk}": product.shop.pickup_point.slots.order_by("start").first().pk
        for product in products
    }
    client.post("/panier/continuer/", slots)
