"""Readable makers of the things that tests need; each gives a whole, valid thing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count

from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from oscar.core.loading import get_model
from PIL import Image
from wagtail.models import Locale, Page, Site

from marketplace.accounts.models import User
from marketplace.pages.models import HomePage
from marketplace.territories.models import Association, AssociationMember, Territory, Town
from pickup.orders.placing.basket import (
    ShopPart,
    add_to_basket,
    choose_slot,
    group_by_shop,
    with_strategy,
)
from pickup.orders.placing.placement import Contact, place_purchase
from pickup.reservations.offers import set_reservable
from pickup.slots.models import PickupPoint, Slot
from shops.catalogue.drafts import ProductDraft
from shops.catalogue.models import PreorderCampaign
from shops.catalogue.options.model import OptionValue
from shops.catalogue.options.services import OptionDraft, save_option
from shops.catalogue.service_terms import Service, set_service
from shops.catalogue.services import create_product, publish_product
from shops.models import OpeningHours, Shop, ShopMember, VatStatus
from shops.news.models import NewsItem

Basket = get_model("basket", "Basket")
Category = get_model("catalogue", "Category")
Product = get_model("catalogue", "Product")
Partner = get_model("partner", "Partner")
numbers = count(1)


def make_user(email="", **fields) -> User:
    return User.objects.create_user(
        email or f"person{next(numbers)}@example.org", "correct horse battery", **fields
    )


def make_territory(name="Haut-Velune", hostname="testserver") -> Territory:
    """Make a territory with its home page, association and one town."""
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    home = root.add_child(
        instance=HomePage(title=name, slug=name.lower(), headline=name, lead="Ici.", locale=locale)
    )
    site, _ = Site.objects.update_or_create(hostname=hostname, defaults={"root_page": home})
    territory = Territory.objects.create(site=site, name=name, slug=name.lower())
    Town.objects.create(territory=territory, name="Valcendre", slug="valcendre", postcode="43999")
    Association.objects.create(
        territory=territory,
        name=f"Les commerces du {name}",
        legal_form="association loi 1901",
        address="1 place du Marché\n43999 Valcendre",
        email="bonjour@example.org",
        phone="04 65 71 00 00",
        rna="W431000001",
        publication_director="Agnès Vidal",
        host_name="Hébergeur Exemple",
        host_address="2 rue du Serveur",
    )
    return territory


def make_desk_member(territory: Territory, email="agnes@example.org") -> User:
    user = make_user(email, first_name="Agnès", last_name="Vidal")
    AssociationMember.objects.create(association=territory.association, user=user)
    add_totp(user)
    return user


TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_totp(user: User) -> None:
    """Give a person the second factor that the association's desk asks for."""
    TOTP.activate(user, TOTP_SECRET)


def make_shop(territory: Territory, name="Le Fournil", *, hours=True, **fields) -> Shop:
    """Make a shop open to orders, open every day from 9 to 12 and from 14 to 19."""
    slug = fields.pop("slug", "") or f"commerce-{next(numbers)}"
    facts = {
        "town": territory.towns.first(),
        "status": Shop.Status.APPROVED,
        "trade": "Boulangerie",
        "address": "3 rue Haute",
        "postcode": "43999",
        "phone": "04 65 71 00 01",
        "email": f"{slug}@example.org",
        "legal_name": f"{name} SARL",
        "legal_form": "sarl",
        "siren": "732829320",
        "mediator_name": "Médiateur Exemple",
        "mediator_address": "1 rue du Conseil, 75000 Paris",
        "mediator_website": "https://mediateur.example",
        "means_of_payment": ["cash", "card"],
    }
    shop = Shop.objects.create(
        partner=Partner.objects.create(name=name, code=slug),
        territory=territory,
        name=name,
        slug=slug,
        **(facts | fields),
    )
    VatStatus.objects.create(shop=shop, regime="liable", since=date(2026, 1, 1))
    # Its slots are made by hand, as each test wants them.
    PickupPoint.objects.create(shop=shop, made_until=date.max)
    if hours:
        make_hours(shop)
    return shop


def make_hours(shop: Shop) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(shop=shop, weekday=day, opens=opens, closes=closes)
        for day in range(7)
        for opens, closes in ((time(9), time(12)), (time(14), time(19)))
    )


def make_member(shop: Shop, email="", role=ShopMember.Role.OWNER, **fields) -> User:
    user = make_user(email, **fields)
    ShopMember.objects.create(shop=shop, user=user, role=role)
    return user


def make_draft(**fields) -> ProductDraft:
    facts = {
        "title": "Pain de campagne",
        "price": Decimal("4.80"),
        "available": 10,
        "vat_rate": Decimal("5.5"),
        "withdrawal_regime": "perishable",
        "is_food": True,
        "allergens": ["gluten"],
    }
    return ProductDraft(**(facts | fields))


def make_product(shop: Shop, title="Pain de campagne", *, published=True, **fields):
    """Make a published product with ten units in stock."""
    product = create_product(shop=shop, draft=make_draft(title=title, **fields))
    if published:
        publish_product(product=product)
    return product


def allow_reserving(*products) -> None:
    """Let some products of shops that put goods aside be reserved."""
    set_reservable(products=products, allowed=True)
    for product in products:
        PickupPoint.objects.filter(shop=product.shop).update(takes_reservations=True)
        product.refresh_from_db()


def make_option(product, name="Pain", values=("Tranché", "Entier"), *, kind="one", **fields):
    """Give a product an option; values are names, or pairs of a name and its extra price."""
    pairs = [(value, "0") if isinstance(value, str) else value for value in values]
    draft = OptionDraft(
        name=name,
        kind=kind,
        values=[OptionValue("", title, Decimal(extra)) for title, extra in pairs],
        **fields,
    )
    option = save_option(product=product, draft=draft)
    product.refresh_from_db(fields=["own_options"])
    return option


def make_photo(name="photo.jpg") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (64, 48), "tan").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def make_news(shop: Shop, title="Le pain de seigle est revenu", **fields) -> NewsItem:
    """Make a piece of news, published now unless told."""
    now = fields.pop("published_at", None) or timezone.now()
    facts = {"text": "Chaque vendredi.", "published_at": now, "changed_at": now}
    return NewsItem.objects.create(shop=shop, title=title, **(facts | fields))


def make_category(name="Épicerie", slug="epicerie", parent=None):
    node = Category(name=name, slug=slug)
    return parent.add_child(instance=node) if parent else Category.add_root(instance=node)


def make_slot(shop: Shop, start: datetime | None = None, *, capacity=5, **fields) -> Slot:
    """Make a one-hour slot, tomorrow at this hour unless told; it closes two hours before."""
    start = start or timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    facts = {
        "day": start.astimezone(shop.zone).date(),
        "end": start + timedelta(hours=1),
        "cutoff": start - timedelta(hours=2),
    }
    defaults = {"capacity": capacity} | facts | fields
    slot, _ = Slot.objects.get_or_create(point=shop.pickup_point, start=start, defaults=defaults)
    return slot


def make_service(shop: Shop, title="Coupe", *, minutes=60, resource="Fauteuil", n=1, **fields):
    """Make a product on order that lasts so long and takes one of `n` of a resource."""
    product = make_product(shop, title, available=None)
    service = Service(
        duration_minutes=minutes, resource_name=resource, resource_quantity=n, **fields
    )
    set_service(product=product, service=service)
    return Product.objects.get(pk=product.pk)


def make_campaign(shop: Shop, name="Bûches de Noël", **fields) -> PreorderCampaign:
    """Make a campaign that takes orders for a day of next month; without a product yet."""
    now = timezone.now()
    day = now.astimezone(shop.zone).date() + timedelta(days=30)
    facts = {
        "days": [day.isoformat()],
        "last_day": day,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=20),
    }
    return PreorderCampaign.objects.create(shop=shop, name=name, **(facts | fields))


def make_basket(quantities: dict, slots: dict | None = None, owner=None, picked=None):
    """Make an open basket with products and, by shop, the chosen slots.

    Args:
        picked: the values chosen of the products' options, by key.
    """
    basket = with_strategy(Basket.objects.create(owner=owner))
    for product, quantity in quantities.items():
        add_to_basket(basket=basket, product=product, quantity=quantity, picked=picked)
    parts = {part.shop: part for part in group_by_shop(basket.all_lines())}
    for shop, slot in (slots or {}).items():
        part = parts.get(shop, ShopPart(shop))
        choose_slot(basket=basket, part=part, slot_id=slot.pk, now=timezone.now())
    return basket


def place(basket, territory, *, name="Dora Lemaire", email="dora@example.org", **fields):
    """Order a basket as a guest; returns the purchase."""
    contact = Contact(name=name, email=email, phone=fields.pop("phone", ""))
    return place_purchase(basket=basket, territory=territory, contact=contact, **fields).purchase


def make_order(product, territory=None, *, quantity=1, slot=None, picked=None, **fields):
    """Order one product of one shop, and return the one order."""
    shop = product.shop
    slots = {shop: slot or make_slot(shop)}
    basket = make_basket({product: quantity}, slots=slots, picked=picked)
    return place(basket, territory or shop.territory, **fields).orders.get()
