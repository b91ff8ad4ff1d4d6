"""One small world: two shops with their people, and another territory that nobody here is of."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.core import signing
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.preferences import unsubscribe_url
from marketplace.accounts.services import password_link
from marketplace.notifications.models import OutboxMessage
from marketplace.pages.services import make_editor
from marketplace.territories.models import AssociationMember, Territory
from marketplace.texts.models import TerritoryText
from pickup.figures.models import ShopCall
from pickup.figures.services import letter_token
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.links import confirm_url, token_of
from pickup.orders.placing.placement import Contact
from pickup.orders.transitions import collect_order
from pickup.reservations.links import token_of as reservation_token
from pickup.reservations.reserving import reserve
from pickup.withdrawals.lookup import key_of
from pickup.withdrawals.services import Declarant, withdraw
from shops import admission
from shops.desk import questions, team
from shops.desk.models import ActingSession, Invitation
from shops.hours.questions import token_of as holiday_token
from shops.models import Closure, HolidayQuestion, HoursPeriod, Shop
from shops.reports.models import Report
from tests import factories
from tests.access.editing import begun_by, editing_of
from tests.access.passkeys import credential
from tests.shops.applications import make_applicant

# The columns of the matrix: a visitor, two shoppers, owner and team of shop A and of shop B, the
# association, somebody of the association who acts for shop A, and an editor of the pages who is
# of the desk too, and sets menu and footer.
ROLES = (
    *("visitor", "dora", "theo"),
    *("alice", "bob", "charlie", "diane"),
    *("agnes", "ines", "edith"),
)


@dataclass
class Party:
    """A shop with its people and one shopper's things, at one territory."""

    territory: Territory
    shop: Shop
    shopper: str
    people: tuple[str, ...]
    things: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    people: dict[str, User]
    a: Party
    b: Party
    # Another territory's: nobody of the columns has anything there.
    elsewhere: Party
    clients: dict[str, Client] = field(default_factory=dict)
    # What ids that nobody has were answered, see `tests.access.absent`.
    absent: dict[Any, Any] = field(default_factory=dict)


def make_world() -> World:
    here = factories.make_territory()
    there = factories.make_territory("Bas-Pays", hostname="bas-pays.example")
    category = factories.make_category()
    for territory in (here, there):
        # What is public only if the association says so is public.
        territory.association.open_numbers = True
        territory.association.save()
    dora, theo, other = (factories.make_user(f"{name}@example.org") for name in SHOPPERS)
    a = make_party(here, "le-fournil", "dora", ("alice", "bob"), dora, category)
    b = make_party(here, "buron", "theo", ("charlie", "diane"), theo, category)
    elsewhere = make_party(there, "moulin", "otto", ("olga", "omar"), other, category)
    people = {"dora": dora, "theo": theo, **members_of(a), **members_of(b), **deciders(here)}
    world = World(people=people, a=a, b=b, elsewhere=elsewhere)
    begin_acting(people["ines"], a.shop)
    begun_by(people["edith"], a.things)
    world.clients = {"visitor": Client()} | {
        name: signed_in(person) for name, person in people.items()
    }
    for party, person in ((a, dora), (b, theo), (elsewhere, other)):
        party.things |= password_of(person)  # signing in has spent older links
    return world


SHOPPERS = ("dora", "theo", "otto")


def members_of(party: Party) -> dict[str, User]:
    return {name: User.objects.get(email=f"{name}@example.org") for name in party.people}


def deciders(territory: Territory) -> dict[str, User]:
    edith = factories.make_user("edith@example.org")
    make_editor(territory=territory, user=edith, at_desk=True)
    factories.add_totp(edith)
    agnes = factories.make_desk_member(territory)
    ines = factories.make_desk_member(territory, "ines@example.org")
    return {"agnes": agnes, "ines": ines, "edith": edith}


def begin_acting(by: User, shop: Shop) -> None:
    now = timezone.now()
    ActingSession.objects.create(
        shop=shop, by=by, reason="Aider", started_at=now, expires_at=now + timedelta(hours=2)
    )


def signed_in(person: User) -> Client:
    """Return a browser where the person has just proved once more who they are."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return client


def make_party(territory, slug, shopper, people, person, category) -> Party:
    shop = factories.make_shop(territory, slug.title(), slug=slug)
    for name, role in zip(people, ("owner", "staff"), strict=True):
        factories.make_member(shop, f"{name}@example.org", role=role)
    party = Party(territory=territory, shop=shop, shopper=shopper, people=people)
    party.things = {
        **goods_of(party, person, category),
        **withdrawal_of(party, person),
        **reservation_of(party, person),
        **account_of(person),
        **team_of(party),
        **desk_of(party),
        **editing_of(territory, person),
    }
    return party


def goods_of(party: Party, person: User, category) -> dict[str, Any]:
    shop = party.shop
    product = factories.make_product(shop, f"Pain {shop.slug}", categories=[category])
    option = factories.make_option(product)
    who = {"user": person, "name": person.email, "email": person.email}
    order = factories.make_order(product, quantity=2, **who)
    line = order.lines.get()
    asked = report_shortage(order=order, line_id=line.pk, quantity=1, by=None, sold_out=False)
    basket = factories.make_basket({product: 1}, owner=person)
    report = Report.objects.create(
        reference=f"S{shop.slug.upper().replace('-', '')}",
        product=product,
        territory=party.territory,
        subject=product.title,
        category="food",
        explanation="Sans étiquette.",
        good_faith=True,
        created_at=timezone.now(),
    )
    return {
        "shop": shop.slug,
        "shop pk": shop.pk,
        "number": order.number,
        "slot": order.slot_id,
        "campaign": factories.make_campaign(shop).pk,
        "order line": line.pk,
        "adjustment": asked.pk,
        "code": order.code,
        "purchase": token_of(order.purchase),
        "confirmation": token_in(confirm_url(order.purchase)),
        "product": product.pk,
        "product slug": product.slug,
        "option": option.key,
        "category": category.slug,
        "category pk": category.pk,
        "line": basket.all_lines().first().pk,
        "report": report.reference,
        "news": factories.make_news(shop, f"Four de {shop.slug}").pk,
    }


def withdrawal_of(party: Party, person: User) -> dict[str, Any]:
    """Make an order that was collected and withdrawn from."""
    shop = party.shop
    honey = factories.make_product(shop, f"Miel {shop.slug}", withdrawal_regime="normal")
    order = factories.make_order(honey, user=person, name=person.email, email=person.email)
    collect_order(order=order, by=shop.members.get(role="owner").user)
    declarant = Declarant(name=person.email, email=person.email)
    lines = [line.pk for line in order.lines.all()]
    withdrawal = withdraw(order=order, lines=lines, declarant=declarant)
    return {"withdrawal": withdrawal.pk, "withdrawal key": key_of(order, known=True)}


def reservation_of(party: Party, person: User) -> dict[str, Any]:
    """Make a product that can be put aside, and put it aside."""
    shop = party.shop
    knife = factories.make_product(shop, f"Couteau {shop.slug}", is_food=False)
    factories.allow_reserving(knife)
    contact = Contact(person.email, email=person.email)
    kept = reserve(product=knife, quantity=1, contact=contact, user=person)
    return {
        "reservation": reservation_token(kept),
        "reservation pk": kept.pk,
        "reservable": knife.slug,
    }


def account_of(person: User) -> dict[str, Any]:
    address = EmailAddress.objects.create(user=person, email=f"neuf.{person.email}")
    passkey = Authenticator.objects.create(
        user=person,
        type="webauthn",
        data={"name": "Téléphone", "credential": credential(person.email)},
    )
    return {
        "user": person.pk,
        "passkey": passkey.pk,
        "email key": EmailConfirmationHMAC(address).key,
        "unsubscription": unsubscribe_url(person, "shop_news").rstrip("/").rsplit("/", 1)[1],
    }


def password_of(person: User) -> dict[str, Any]:
    uid, key = password_link(person).rstrip("/").rsplit("/", 1)[1].split("-", 1)
    return {"uid": uid, "password key": key}


def team_of(party: Party) -> dict[str, Any]:
    shop, today = party.shop, timezone.localdate()
    applicant = make_applicant(
        party.territory, name=f"Poterie {shop.slug}", email=f"poterie.{shop.slug}@example.org"
    )
    questions.ask_applicant(shop=applicant, question="Depuis quand ?", by=None)
    unclaimed = factories.make_shop(
        party.territory, f"Tissage {shop.slug}", slug=f"tissage-{shop.slug}", hours=False
    )
    invitation = invited(party, shop)
    return {
        "member": shop.members.get(role="staff").pk,
        "closure": Closure.objects.create(shop=shop, first_day=today, last_day=today).pk,
        "shop invitation": invitation.pk,
        "invitation": token_in(team.link_to(invitation)),
        "question": token_in(questions.link_to(applicant.questions.get())),
        "claim": signing.TimestampSigner(salt=admission.CLAIM_SALT).sign(unclaimed.slug),
        "season": HoursPeriod.objects.create(shop=shop, name="Été", recurs="school").pk,
        "holiday": holiday_token(
            HolidayQuestion.objects.create(
                shop=shop, day=today + timedelta(days=5), asked_at=timezone.now()
            )
        ),
        "letter": letter_token(shop),
    }


def invited(party: Party, shop: Shop | None, role="desk") -> Invitation:
    return Invitation.objects.create(
        territory=party.territory,
        shop=shop,
        role="staff" if shop else role,
        email=f"nouveau.{party.shop.slug}@example.org",
        at=timezone.now(),
    )


def token_in(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def desk_of(party: Party) -> dict[str, Any]:
    now, shop = timezone.now(), party.shop
    member = factories.make_user(f"bureau.{shop.slug}@example.org")
    desk = AssociationMember.objects.create(association=party.territory.association, user=member)
    session = ActingSession.objects.create(
        shop=shop, reason="Aider", started_at=now, expires_at=now + timedelta(1), ended_at=now
    )
    message = OutboxMessage.objects.create(
        territory=party.territory,
        channel="email",
        recipient="perdu@example.org",
        kind="order_ready",
        key=f"lost:{shop.slug}",
        state="failed",
    )
    editor = factories.make_user(f"redaction.{shop.slug}@example.org")
    make_editor(territory=party.territory, user=editor)
    text = TerritoryText.objects.create(
        territory=party.territory,
        page="how_it_works",
        text="Venez.",
        since=timezone.localdate(),
        written_at=now,
    )
    return {
        "desk member": desk.pk,
        "desk invitation": invited(party, None).pk,
        "editor": editor.pk,
        "editor invitation": token_in(team.link_to(invited(party, None, "editor"))),
        "acting": session.pk,
        "call": ShopCall.objects.create(shop=shop, at=now).pk,
        "message": message.pk,
        "text": text.pk,
        "text page": "comment-ca-marche",
    }
