"""Prices include VAT; what is for sale is what the guard would grant."""

from decimal import Decimal

from django.utils import timezone
from oscar.apps.partner import availability, prices, strategy

from marketplace.legal.identity import VatRegime
from marketplace.money import price_excl_tax


class Selector:
    """One price for everybody: the strategy needs neither the request nor the user."""

    def strategy(self, request=None, user=None, **kwargs):
        return Strategy()


class Strategy(strategy.Base):
    def __init__(self, request=None):
        """Leave the request unread: reading its user would make every page vary on cookies."""
        self.request = self.user = None

    def fetch_for_product(self, product, stockrecord=None):
        return self._info(stockrecord or sole_stockrecord(product), product)

    def fetch_for_parent(self, product):
        return self._info(None, product)

    def fetch_for_line(self, line, stockrecord=None):
        """Use the line's own stock record; Oscar's version would look for another one."""
        return self._info(line.stockrecord, line.product, extra=line.extra_price)

    def _info(self, record, product, extra=Decimal(0)):
        if record is None or record.price is None:
            return strategy.PurchaseInfo(prices.Unavailable(), availability.Unavailable(), None)
        price = fixed_price(record, product, extra)
        return strategy.PurchaseInfo(price, stock_of(record), record)


def sole_stockrecord(product):
    """Return the one stock record of a product; None for a parent."""
    return next(iter(product.stockrecords.all()), None)


def stock_of(record):
    if record.num_in_stock is None:
        return availability.Available()
    return availability.StockRequired(record.net_stock_level)


def vat_rate_of(product):
    """Return the per cent of VAT that a product is sold with today; 0 where its shop owes none."""
    liable = product.shop.vat_regime_on(timezone.localdate()) == VatRegime.LIABLE
    return product.vat_rate if liable else Decimal(0)


def fixed_price(record, product, extra=Decimal(0)):
    """Return a unit's price with what its options add, TTC; all at the product's rate."""
    rate = vat_rate_of(product)
    price = record.price + extra
    excl_tax = price_excl_tax(price, rate)
    return prices.TaxInclusiveFixedPrice(
        currency=record.price_currency,
        excl_tax=excl_tax,
        tax=price - excl_tax,
        tax_code=str(rate.normalize()),
    )
