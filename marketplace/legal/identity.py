"""Legal identity of those who sell: forms, registers, VAT, means of payment."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.fr import siren

RNA_FORMAT = re.compile(r"W[0-9]{9}")


class LegalForm(models.TextChoices):
    SOLE_TRADER = "sole_trader", "Entreprise individuelle"
    MICRO = "micro", "Micro-entreprise"
    SARL = "sarl", "SARL"
    EURL = "eurl", "EURL"
    SAS = "sas", "SAS"
    SASU = "sasu", "SASU"
    SA = "sa", "SA"
    SNC = "snc", "SNC"
    EARL = "earl", "EARL"
    GAEC = "gaec", "GAEC"
    SCEA = "scea", "SCEA"
    SCOP = "scop", "SCOP"
    SCIC = "scic", "SCIC"
    COOPERATIVE = "cooperative", "Société coopérative"
    ASSOCIATION = "association", "Association loi 1901"
    PUBLIC = "public", "Collectivité ou établissement public"
    OTHER = "other", "Autre forme"


class MeansOfPayment(models.TextChoices):
    """What a shop takes at its own till; the site never records such a payment."""

    CASH = "cash", "espèces"
    CARD = "card", "carte bancaire"
    CHEQUE = "cheque", "chèque"
    MEAL_VOUCHER = "meal_voucher", "titres-restaurant"
    TRANSFER = "transfer", "virement"
    GIFT_CHEQUE = "gift_cheque", "chèque-cadeau local"


class VatRegime(models.TextChoices):
    FRANCHISE = "franchise", "Franchise en base (TVA non applicable)"
    LIABLE = "liable", "Assujetti, TVA facturée"


class VatRate(Decimal, models.Choices):
    """Rates of mainland France, in percent, one decimal place.

    Store in DecimalField(max_digits=4, decimal_places=1): with another number of places a
    select box finds no selected option, since it compares "5.50" with "5.5".
    """

    STANDARD = "20.0", "20 %"
    INTERMEDIATE = "10.0", "10 %"
    REDUCED = "5.5", "5,5 %"
    SUPER_REDUCED = "2.1", "2,1 %"
    ZERO = "0.0", "0 %"

    def __str__(self) -> str:
        """Print the number, as an instance not yet saved would in a template or an export."""
        return str(self.value)


def compact_siren(value: str) -> str:
    """Return the number as stored: nine digits without spaces."""
    return siren.compact(value)


def validate_siren(value: str) -> None:
    """Accept a SIREN of nine digits with its check digit, spaces allowed; refuse a SIRET."""
    try:
        siren.validate(value)
    except InvalidNumber as error:
        message = _("This is not a SIREN number: nine digits, as on your registration document.")
        raise ValidationError(message, code="invalid_siren") from error


def validate_rna(value: str) -> None:
    """Accept the number of an association in the national register: W and nine digits."""
    if not RNA_FORMAT.fullmatch(value):
        message = _("This is not an association number: the letter W, then nine digits.")
        raise ValidationError(message, code="invalid_rna")
