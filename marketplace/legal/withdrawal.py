"""Right of withdrawal, product by product: the closed list of article L221-28."""

from django.db import models

from .wordings import NO_WITHDRAWAL, WITHDRAWAL_PERIOD


class WithdrawalRegime(models.TextChoices):
    """What a shopkeeper answers to: « Peut-on vous rendre ce produit sous 14 jours ? »

    There is no blanket exception for food: jam, honey, wine or tins keep the right.
    """

    NORMAL = "normal", "Droit de rétractation de 14 jours (cas général)"
    SERVICE = "service", "Service entièrement réalisé avant 14 jours, avec l’accord du client"
    PERISHABLE = "perishable", "Denrée périssable ou à durée de vie courte"
    PERSONALISED = "personalised", "Fait sur commande du client ou nettement personnalisé"
    SEALED_HYGIENE = "sealed_hygiene", "Produit d’hygiène ou de santé scellé"
    SEALED_MEDIA = "sealed_media", "Disque, film ou logiciel scellé"
    PRESS = "press", "Journal, périodique ou magazine"
    DATED_LEISURE = "dated_leisure", "Loisir, repas ou hébergement à une date fixée"
    INSEPARABLE = "inseparable", "Produit qui se mélange à d’autres après le retrait"


# Here the right exists at pickup and is lost by what the shopper then does or accepts: an
# unopened box can still be brought back, so the shopper must still be offered the way.
LOST_LATER = frozenset(
    {
        WithdrawalRegime.SERVICE,
        WithdrawalRegime.SEALED_HYGIENE,
        WithdrawalRegime.SEALED_MEDIA,
        WithdrawalRegime.INSEPARABLE,
    }
)

# Regime -> (reason, number of the case in article L221-28).
EXCEPTIONS = {
    WithdrawalRegime.SERVICE: (
        "une fois le service entièrement réalisé, s’il a commencé avec votre accord exprès",
        "1°",
    ),
    WithdrawalRegime.PERISHABLE: (
        "produit susceptible de se détériorer ou de se périmer rapidement",
        "4°",
    ),
    WithdrawalRegime.PERSONALISED: (
        "produit fait selon vos indications ou nettement personnalisé",
        "3°",
    ),
    WithdrawalRegime.SEALED_HYGIENE: (
        "une fois le produit descellé, pour des raisons d’hygiène ou de protection de la santé",
        "5°",
    ),
    WithdrawalRegime.SEALED_MEDIA: (
        "une fois descellé l’enregistrement audio ou vidéo, ou le logiciel",
        "9°",
    ),
    WithdrawalRegime.PRESS: ("journal, périodique ou magazine, hors abonnement", "10°"),
    WithdrawalRegime.DATED_LEISURE: (
        "hébergement, restauration ou loisir fourni à une date ou à une période déterminée",
        "12°",
    ),
    WithdrawalRegime.INSEPARABLE: (
        "une fois le produit mélangé de manière indissociable avec d’autres",
        "6°",
    ),
}


def has_right(regime: str) -> bool:
    """Tell whether a line under this regime can be withdrawn from, at least under a condition.

    Raise ValueError for a value out of the list.
    """
    return WithdrawalRegime(regime) is WithdrawalRegime.NORMAL or regime in LOST_LATER


def exception_sentence(regime: str) -> str:
    """Return « Pas de droit de rétractation : … » with reason and article, "" for normal.

    Show it whenever it is not empty, even where has_right is true: it then holds the condition.
    """
    if WithdrawalRegime(regime) is WithdrawalRegime.NORMAL:
        return ""
    reason, case = EXCEPTIONS[WithdrawalRegime(regime)]
    return f"{NO_WITHDRAWAL} : {reason} (article L. 221-28, {case} du code de la consommation)."


def withdrawal_sentence(regime: str) -> str:
    """Return what recap and confirmation say of a line: its exception, or the 14 days."""
    return exception_sentence(regime) or f"{WITHDRAWAL_PERIOD}."
