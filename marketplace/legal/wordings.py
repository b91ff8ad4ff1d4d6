"""Every statutory string of the site, in French, each with the article it comes from.

Nothing here goes through gettext: a court reads these words. Change one only together with
its test, and only because the law changed.
"""

from typing import NamedTuple

from .texts import load_text

# C. conso. L221-14: the last button names the obligation to pay, or the contract is void.
# Only the words on the button count (CJEU, C-249/21).
ORDER_BUTTON = "Commander avec obligation de paiement"

# C. conso. L221-14 and L221-5: how one pays, said beside the button and never on it.
PAY_IN_STORE = "paiement au retrait"

# The sale is concluded in the shop: a reservation binds to nothing and must say so.
RESERVE_BUTTON = "Réserver sans obligation d’achat"

# C. conso. L221-21 and D221-5 (ordonnance 2026-2, decree 2026-3), contracts made since
# 19 June 2026: label of the way in, then of the second, separate button.
WITHDRAW_LINK = "Renoncer au contrat ici"
WITHDRAW_CONFIRM = "Confirmer la rétractation"

# C. conso. L221-5 and R221-3: before the contract one is told that the function exists, and where.
WITHDRAW_WHERE = (
    "Rétractation en ligne, gratuite : par le lien « Renoncer au contrat ici », en bas de chaque "
    "page, sur celle de votre commande et dans nos messages."
)

# Regulation (EU) 2022/2065 (DSA), art. 16: notice mechanism on every content.
REPORT_LINK = "Signaler un contenu illicite"

# C. conso. L111-7 and D111-6: this page is linked from every page.
RANKING_LINK = "Comment les offres sont classées"

# C. conso. L221-5, I, 7° and 8°: said on the product page, in the recap and in the confirmation.
NO_WITHDRAWAL = "Pas de droit de rétractation"
# C. conso. L221-18 and L221-19: the day of pickup itself does not count.
WITHDRAWAL_PERIOD = "Droit de rétractation : 14 jours à compter du lendemain du retrait"

# C. conso. L112-1 and decree of 16 November 1999: prices are all-inclusive, in euros.
PRICE_INCLUDING_TAX = "Prix TTC"

# C. conso. L211-2 and D211-2: box in the terms of sale, model annexed to the code.
GUARANTEE_BOX_TITLE = "Garanties légales"
GUARANTEE_BOX = load_text("guarantee_box")

# Directive (EU) 2024/825, regulation (EU) 2025/1960, applied since 27 September 2026. These are
# the notice's main elements in words: the official picture exists only as the Commission's own
# files, which nobody may redraw; it is added beside this text, it does not replace it.
EU_GUARANTEE_NOTICE = (
    "Garantie légale de conformité : 2 ans au moins dans toute l’Union européenne. "
    "Si le bien n’est pas conforme, le vendeur doit le réparer ou le remplacer sans frais ; "
    "dans certains cas, vous pouvez obtenir une réduction du prix ou un remboursement. "
    "Une garantie commerciale peut s’y ajouter, elle ne la remplace pas."
)
EU_GUARANTEE_URL = (
    "https://europa.eu/youreurope/citizens/consumers/shopping/guarantees/index_fr.htm"
)

# C. conso. L223-2 (law 2025-594), since 11 August 2026: the contract states the ban, clearly.
CANVASSING_SENTENCE = (
    "Il est interdit de démarcher par téléphone un consommateur sans son consentement préalable "
    "(article L. 223-2 du code de la consommation)."
)

# C. conso. L223-2, same date: said where the number is asked for. The site uses it for the
# order alone.
PHONE_PURPOSE = (
    "Votre numéro sert seulement à vous joindre au sujet de votre commande. Toute sollicitation "
    "téléphonique à des fins commerciales, sauf dans le cadre de l’exécution d’un contrat en "
    "cours, suppose votre consentement préalable."
)

# CGI 293 B. Default of a text each shop can edit: VAT moved to the CIBS on 1 September 2026 and
# the old reference is accepted on invoices until 31 December 2027.
VAT_FRANCHISE_MENTION = "TVA non applicable, art. 293 B du CGI"


class Link(NamedTuple):
    """A link as a page or a text mail needs it."""

    label: str
    url: str


# CGI 242 bis, 1°: at each transaction the seller is told of tax and social duties, with links
# to the administrations; the order mail to the shop carries them.
TAX_SENTENCE = (
    "Les sommes que vous recevez pour cette commande peuvent être soumises à des obligations "
    "fiscales et sociales. Conformément à l’article 242 bis du code général des impôts, "
    "voici où les connaître et les remplir :"
)
TAX_LINKS = (
    Link(
        "Obligations fiscales (impots.gouv.fr)",
        "https://www.impots.gouv.fr/portail/economie-collaborative-et-plateformes-numeriques",
    ),
    Link(
        "Obligations sociales (urssaf.fr)",
        "https://www.urssaf.fr/portail/home/espaces-dedies/activites-relevant-de-leconomie.html",
    ),
)

# C. conso. L111-7 and D111-7: who sells, in what capacity, and who does what.
SELLER_STATUS = (
    "Vendeur professionnel : vous achetez directement à ce commerce, et le droit de la "
    "consommation vous protège."
)
PLATFORM_ROLE = (
    "Le commerce vend, prépare, remet et encaisse : il est votre seul vendeur et répond des "
    "produits, des garanties et des remboursements. L’association édite le site et transmet "
    "votre commande : elle n’est pas partie à la vente et ne reçoit jamais votre argent."
)

# C. conso. L221-5 and R221-1 (model form), R221-3 (model notice, as changed by decree 2026-3).
# Both hold placeholders: print them through terms.render_withdrawal_form and _notice.
WITHDRAWAL_FORM = load_text("withdrawal_form")
WITHDRAWAL_NOTICE = load_text("withdrawal_notice")
