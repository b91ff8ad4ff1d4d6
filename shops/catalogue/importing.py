"""Saving what a shop's file says: created, updated, unchanged or refused, line by line.

The key is (shop, source, external reference): the same file twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.legal.identity import VatRate
from marketplace.money import Unit
from shops.catalogue.drafts import ProductDraft
from shops.catalogue.imports import ImportedProduct, ImportedVariant, RefusedLine
from shops.catalogue.models import ImportedProduct as Known
from shops.catalogue.own_shelves import MAX_NAME
from shops.catalogue.services import Product, create_product, publish_product, update_product
from shops.catalogue.shelves import Shelves
from shops.exceptions import CannotPublish, ShopError
from shops.models import Shop

FileRow = ImportedProduct | ImportedVariant


@dataclass
class ImportReport:
    """How many products, variants included; refusals and drafts with their line in the file."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    drafts: list[tuple[int, str]] = field(default_factory=list)


class LineRefused(ShopError):
    """A product of the file cannot be saved; `line` says which."""

    def __init__(self, line: int, reason: str):
        self.line, self.reason = line, reason
        super().__init__(reason)


def import_rows(
    *, shop: Shop, rows: Iterable[ImportedProduct | RefusedLine], dry_run: bool = False
) -> ImportReport:
    """Save a file's products; a bad one is refused and the others go on.

    Each product is a transaction of its own: shoppers order meanwhile. With dry_run all is tried
    and nothing kept: the report is the one a real run would give.
    """
    if not dry_run:
        return _import_rows(shop, rows)
    with transaction.atomic():
        report = _import_rows(shop, rows)
        transaction.set_rollback(True)
    return report


def _import_rows(shop: Shop, rows: Iterable[ImportedProduct | RefusedLine]) -> ImportReport:
    report, shelves = ImportReport(), Shelves()
    for row in rows:
        if isinstance(row, RefusedLine):
            report.refused.append((row.line, str(row.reason)))
            continue
        try:
            with transaction.atomic():
                counts = _Importer(shop, row, shelves).save()
        except LineRefused as refusal:
            report.refused.append((refusal.line, refusal.reason))
        else:
            _add(report, counts)
    return report


def _add(report: ImportReport, counts: ImportReport) -> None:
    report.created += counts.created
    report.updated += counts.updated
    report.unchanged += counts.unchanged
    report.drafts += counts.drafts


class _Importer:
    """One product of the file, with its variants."""

    def __init__(self, shop: Shop, row: ImportedProduct, shelves: Shelves):
        self.shop, self.row = shop, row
        self.category = shelves.find(row.category_path)
        self.is_food = row.allergens is not None or shelves.holds_food(self.category)
        self.report = ImportReport()

    def save(self) -> ImportReport:
        row = self.row
        structure = Product.PARENT if row.variants else Product.STANDALONE
        product, is_new = self._save_one(row, row.title, structure=structure)
        for variant in row.variants:
            child, child_is_new = self._save_one(variant, _title_of(variant), parent=product)
            if child_is_new:
                self._publish(child, variant)
        if is_new:
            self._publish(product, row)
        return self.report

    def _save_one(self, row: FileRow, title: str, *, parent=None, structure=Product.STANDALONE):
        known = self._known(row)
        fingerprint = _fingerprint(row)
        if known and known.fingerprint == fingerprint:
            self.report.unchanged += 1
            return known.product, False
        draft = self._draft(row, title, known.product if known else None)
        self._check_ean(row, known)
        if known is None:
            product = create_product(
                shop=self.shop, draft=draft, parent=parent, structure=structure
            )
            self._remember(row, product, fingerprint)
            self.report.created += 1
            return product, True
        self._update(row, known, draft, structure)
        known.fingerprint, known.image_urls, known.stock = fingerprint, row.image_urls, row.stock
        known.save(update_fields=["fingerprint", "image_urls", "stock"])
        self.report.updated += 1
        return known.product, False

    def _update(self, row: FileRow, known: Known, draft: ProductDraft, structure: str) -> None:
        if known.product.is_parent != (structure == Product.PARENT):
            raise LineRefused(row.line, _("This product had no variants before, or had some."))
        try:
            # What the file changed since its last reading; sales of the site stay sold.
            update_product(product=known.product, draft=draft, stock_seen=known.stock)
        except CannotPublish as refusal:
            raise LineRefused(row.line, str(refusal)) from refusal

    def _known(self, row: FileRow) -> Known | None:
        mine = Known.objects.filter(shop=self.shop, source=self.row.source)
        return mine.filter(reference=row.reference).select_related("product__shop__town").first()

    def _remember(self, row: FileRow, product, fingerprint: str) -> None:
        Known.objects.create(
            shop=self.shop,
            source=self.row.source,
            reference=row.reference,
            product=product,
            image_urls=row.image_urls,
            stock=row.stock,
            fingerprint=fingerprint,
        )

    def _check_ean(self, row: FileRow, known: Known | None) -> None:
        others = Product.objects.filter(shop=self.shop, ean=row.ean).exclude(ean="")
        other = others.exclude(pk=known.product_id if known else None).first()
        if other:
            message = _("“%(product)s” already has the EAN %(ean)s.")
            raise LineRefused(row.line, message % {"product": other, "ean": row.ean})

    def _draft(self, row: FileRow, title: str, former) -> ProductDraft:
        """Say what the file says; where it is silent, keep what the shop has said before."""
        whole = self.row
        draft = ProductDraft(
            title=title,
            price=row.price,
            available=row.stock,
            vat_rate=whole.vat_rate or (former.vat_rate if former else VatRate.STANDARD.value),
            description=whole.description_html if row is whole else "",
            categories=[self.category] if self.category and row is whole else [],
            # The narrowest of the shop's own words, whether or not the site has such a category.
            shelf=whole.category_path[-1][:MAX_NAME] if whole.category_path else "",
            is_food=self.is_food,
            allergens=None if whole.allergens is None else list(whole.allergens),
            ean=row.ean,
        )
        if row.grams:
            draft.net_quantity, draft.unit = Decimal(row.grams), Unit.GRAM
        return _keeping(draft, former) if former else draft

    def _publish(self, product, row: FileRow) -> None:
        """Publish what the file published, where it is known whether it is food."""
        if not self.row.published:
            return
        if self.category is None and not self.is_food:
            reason = _("Kept as a draft: choose a category, so that food states its allergens.")
            self.report.drafts.append((row.line, reason))
            return
        try:
            publish_product(product=product)
        except CannotPublish as refusal:
            self.report.drafts.append((row.line, str(refusal)))


# No file states these; and these, where this file does not.
NEVER_STATED = (
    "withdrawal_regime",
    "sold_by_weight",
    "weight_tolerance",
    "ingredients",
    "origin",
    "storage",
    "manufacturer",
    "is_alcohol",
)
MAY_BE_SILENT = ("description", "shelf", "ean", "net_quantity", "unit")


def _keeping(draft: ProductDraft, former) -> ProductDraft:
    silent = [name for name in MAY_BE_SILENT if not getattr(draft, name)]
    for name in [*NEVER_STATED, *silent]:
        setattr(draft, name, getattr(former, name))
    draft.is_food = draft.is_food or former.is_food
    if draft.allergens is None:
        draft.allergens = former.allergens
    if not draft.categories and not former.is_child:
        draft.categories = list(former.categories.all())
    return draft


def _title_of(variant: ImportedVariant) -> str:
    return ", ".join(variant.options.values()) or variant.title


def _fingerprint(row: FileRow) -> str:
    """Hash what the file says of one product; lines move, and variants have their own."""
    facts = asdict(row)
    facts.pop("line")
    facts.pop("variants", None)
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
