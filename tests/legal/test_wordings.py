"""A statutory string changes only when the law does: each is written out here once more."""

from marketplace.legal import wordings


def test_the_order_button_says_the_obligation_to_pay() -> None:
    assert wordings.ORDER_BUTTON == "Commander avec obligation de paiement"


def test_paying_in_the_shop_has_its_words() -> None:
    assert wordings.PAY_IN_STORE == "paiement au retrait"


def test_the_reservation_button_says_that_nothing_is_owed() -> None:
    assert wordings.RESERVE_BUTTON == "Réserver sans obligation d’achat"


def test_the_two_labels_of_the_withdrawal_function() -> None:
    assert wordings.WITHDRAW_LINK == "Renoncer au contrat ici"
    assert wordings.WITHDRAW_CONFIRM == "Confirmer la rétractation"


def test_where_the_withdrawal_function_is_told_before_the_contract() -> None:
    assert wordings.WITHDRAW_WHERE == (
        "Rétractation en ligne, gratuite : par le lien « Renoncer au contrat ici », en bas de "
        "chaque page, sur celle de votre commande et dans nos messages."
    )


def test_the_report_link() -> None:
    assert wordings.REPORT_LINK == "Signaler un contenu illicite"


def test_the_ranking_link() -> None:
    assert wordings.RANKING_LINK == "Comment les offres sont classées"


def test_the_words_for_no_withdrawal_and_for_the_period() -> None:
    assert wordings.NO_WITHDRAWAL == "Pas de droit de rétractation"
    assert wordings.WITHDRAWAL_PERIOD == (
        "Droit de rétractation : 14 jours à compter du lendemain du retrait"
    )


def test_prices_are_said_to_include_tax() -> None:
    assert wordings.PRICE_INCLUDING_TAX == "Prix TTC"


def test_the_guarantee_box_is_the_annexed_model() -> None:
    paragraphs = wordings.GUARANTEE_BOX.split("\n\n")
    assert wordings.GUARANTEE_BOX_TITLE == "Garanties légales"
    assert len(paragraphs) == 13
    assert paragraphs[0] == (
        "Le consommateur dispose d’un délai de deux ans à compter de la délivrance du bien pour "
        "obtenir la mise en œuvre de la garantie légale de conformité en cas d’apparition d’un "
        "défaut de conformité. Durant ce délai, le consommateur n’est tenu d’établir que "
        "l’existence du défaut de conformité et non la date d’apparition de celui-ci."
    )


def test_the_guarantee_box_ends_with_hidden_defects() -> None:
    assert wordings.GUARANTEE_BOX.split("\n\n")[-1] == (
        "Le consommateur bénéficie également de la garantie légale des vices cachés en "
        "application des articles 1641 à 1649 du code civil, pendant une durée de deux ans à "
        "compter de la découverte du défaut. Cette garantie donne droit à une réduction de prix "
        "si le bien est conservé ou à un remboursement intégral contre restitution du bien."
    )


def test_the_guarantee_box_names_the_fine() -> None:
    assert (
        "amende civile d’un montant maximal de 300 000 euros, qui peut être porté jusqu’à "
        "10 % du chiffre d’affaires moyen annuel (article L. 241-5 du code de la consommation)"
    ) in wordings.GUARANTEE_BOX


def test_the_european_guarantee_notice() -> None:
    assert wordings.EU_GUARANTEE_NOTICE == (
        "Garantie légale de conformité : 2 ans au moins dans toute l’Union européenne. Si le "
        "bien n’est pas conforme, le vendeur doit le réparer ou le remplacer sans frais ; dans "
        "certains cas, vous pouvez obtenir une réduction du prix ou un remboursement. Une "
        "garantie commerciale peut s’y ajouter, elle ne la remplace pas."
    )
    assert wordings.EU_GUARANTEE_URL.startswith("https://europa.eu/youreurope/")


def test_the_ban_on_canvassing_by_telephone() -> None:
    assert wordings.CANVASSING_SENTENCE == (
        "Il est interdit de démarcher par téléphone un consommateur sans son consentement "
        "préalable (article L. 223-2 du code de la consommation)."
    )


def test_the_purpose_of_the_telephone_number() -> None:
    assert wordings.PHONE_PURPOSE == (
        "Votre numéro sert seulement à vous joindre au sujet de votre commande. Toute "
        "sollicitation téléphonique à des fins commerciales, sauf dans le cadre de l’exécution "
        "d’un contrat en cours, suppose votre consentement préalable."
    )


def test_the_default_mention_of_a_seller_without_vat() -> None:
    assert wordings.VAT_FRANCHISE_MENTION == "TVA non applicable, art. 293 B du CGI"


def test_the_tax_sentence_names_its_article() -> None:
    assert wordings.TAX_SENTENCE == (
        "Les sommes que vous recevez pour cette commande peuvent être soumises à des obligations "
        "fiscales et sociales. Conformément à l’article 242 bis du code général des impôts, "
        "voici où les connaître et les remplir :"
    )


def test_the_tax_links_lead_to_both_administrations() -> None:
    tax, social = wordings.TAX_LINKS
    assert tax == (
        "Obligations fiscales (impots.gouv.fr)",
        "https://www.impots.gouv.fr/portail/economie-collaborative-et-plateformes-numeriques",
    )
    assert social == (
        "Obligations sociales (urssaf.fr)",
        "https://www.urssaf.fr/portail/home/espaces-dedies/activites-relevant-de-leconomie.html",
    )


def test_the_status_of_the_seller() -> None:
    assert wordings.SELLER_STATUS == (
        "Vendeur professionnel : vous achetez directement à ce commerce, et le droit de la "
        "consommation vous protège."
    )


def test_who_does_what() -> None:
    assert wordings.PLATFORM_ROLE == (
        "Le commerce vend, prépare, remet et encaisse : il est votre seul vendeur et répond des "
        "produits, des garanties et des remboursements. L’association édite le site et transmet "
        "votre commande : elle n’est pas partie à la vente et ne reçoit jamais votre argent."
    )


def test_the_withdrawal_form_is_the_annexed_model() -> None:
    assert (
        "Je/nous (*) vous notifie/notifions (*) par la présente ma/notre (*) rétractation du "
        "contrat portant sur la vente du bien (*)/pour la prestation de services (*) ci-dessous :"
    ) in wordings.WITHDRAWAL_FORM
    assert wordings.WITHDRAWAL_FORM.startswith("MODÈLE DE FORMULAIRE DE RÉTRACTATION")
    assert wordings.WITHDRAWAL_FORM.endswith("(*) Rayez la mention inutile.")


def test_the_withdrawal_notice_says_the_period() -> None:
    assert (
        "Vous avez le droit de vous rétracter du présent contrat sans donner de motif dans un "
        "délai de quatorze jours."
    ) in wordings.WITHDRAWAL_NOTICE


def test_the_withdrawal_notice_says_that_the_function_is_online_and_what_it_answers() -> None:
    assert "exercer votre droit de rétractation en ligne" in wordings.WITHDRAWAL_NOTICE
    assert (
        "un accusé de réception vous sera envoyé sans délai sur un support durable"
    ) in wordings.WITHDRAWAL_NOTICE
    assert (
        "indiquant le contenu de votre déclaration de rétractation ainsi que la date et l’heure "
        "de sa transmission"
    ) in wordings.WITHDRAWAL_NOTICE
