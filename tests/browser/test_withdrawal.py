"""A guest changes their mind with nothing but the number and the address of the order."""

from marketplace.legal import wordings
from pickup.withdrawals.models import Withdrawal
from shops.models import Shop
from tests import factories
from tests.browser.conftest import follow, nothing_overflows


def test_from_the_footer_to_the_receipt(page, market):
    bakery = Shop.objects.get(slug="le-fournil")
    honey = factories.make_product(bakery, "Miel de sapin", withdrawal_regime="normal")
    order = factories.make_order(honey)
    page.goto("/")
    page.get_by_role("link", name=wordings.WITHDRAW_LINK).click()
    page.get_by_label("Numéro de commande").fill(order.number)
    page.get_by_label("E-mail ou téléphone").fill("dora@example.org")
    follow(page, page.get_by_role("button", name="Trouver la commande"))
    assert nothing_overflows(page)
    page.get_by_label("Votre nom").fill("Dora Lemaire")
    page.get_by_label("E-mail pour l’accusé").fill("dora@example.org")
    follow(page, page.get_by_role("button", name="Continuer"))
    assert nothing_overflows(page)
    assert not Withdrawal.objects.exists()
    page.get_by_role("button", name=wordings.WITHDRAW_CONFIRM, exact=True).click()
    page.get_by_role("heading", name="Votre rétractation est reçue").wait_for()
    assert nothing_overflows(page)
    assert Withdrawal.objects.get().order == order
