from decimal import Decimal


def test_a_simple_product_is_read(read):
    honey = read("woocommerce.csv").products["40"]
    assert (honey.title, honey.stock, honey.grams) == ("Miel & noix", 8, 500)
    assert honey.description_html == "<p>Au rucher.</p>"


def test_the_regular_price_is_kept_and_not_the_sale(read):
    products = read("woocommerce.csv").products
    assert products["40"].price == Decimal("9.50")
    assert products["30"].variants[1].price == Decimal(29)


def test_the_first_named_category_is_kept(read):
    products = read("woocommerce.csv").products
    assert products["30"].category_path == ("Vêtements", "Bonnets")
    assert products["40"].category_path == ("Épicerie, miels", "Miels")


def test_variations_join_their_parent_by_sku_or_id(read):
    hat = read("woocommerce.csv").products["30"]
    assert [variant.reference for variant in hat.variants] == ["31", "32"]
    assert hat.variants[0].options == {"Couleur": "Bleu", "Taille": "M"}
    assert (hat.variants[0].title, hat.variants[0].line) == ("Bleu / M", 2)


def test_an_attribute_that_may_be_any_is_left_out(read):
    hat = read("woocommerce.csv").products["30"]
    assert hat.variants[1].options == {"Couleur": "Rouge"}


def test_several_pictures_share_a_cell(read):
    hat = read("woocommerce.csv").products["30"]
    assert hat.image_urls == [
        "https://images.example/bonnet.jpg",
        "https://images.example/bonnet-2.jpg",
    ]


def test_written_out_line_ends_make_paragraphs(read):
    hat = read("woocommerce.csv").products["30"]
    assert hat.description_html == ("<p>Tricoté ici.<br>En laine du pays.</p>\n<p>Lavable.</p>")


def test_stock_counts_where_it_is_counted(read):
    products = read("woocommerce.csv").products
    assert products["30"].variants[0].stock == 4
    assert (products["41"].stock, products["42"].stock) == (None, 0)


def test_backorders_are_on_order(read):
    assert read("woocommerce.csv").products["43"].stock is None


def test_a_stock_shared_by_variations_is_not_counted_twice(read):
    assert read("woocommerce.csv").products["30"].variants[1].stock is None


def test_drafts_and_hidden_products_are_not_published(read):
    products = read("woocommerce.csv").products
    assert products["40"].published
    assert not products["41"].published
    assert not products["42"].published


def test_what_cannot_be_collected_is_refused_with_the_reason(read):
    refused = read("woocommerce.csv").refused
    assert refused[11].startswith("A grouped product is only a list")
    assert refused[12] == "This product is sold on another site."
    assert refused[13] == "A download cannot be collected in a shop."


def test_virtual_products_and_unknown_types_are_refused(read):
    refused = read("woocommerce.csv").refused
    assert refused[14] == "A virtual product cannot be collected in a shop."
    assert refused[15] == "Products of the type “subscription” cannot be taken."


def test_variations_switched_off_or_without_parent_are_refused(read):
    refused = read("woocommerce.csv").refused
    assert refused[5] == "This variation is switched off in WooCommerce."
    assert refused[6] == "The parent product “gant” is not in the file."


def test_a_variable_product_without_variations_is_refused(read):
    refused = read("woocommerce.csv").refused
    assert refused[18] == "None of this product’s variations can be taken."


def test_a_variation_of_a_refused_product_is_refused(read):
    result = read(
        "ID,Type,SKU,Name,Published,Regular price,Parent\n"
        "1,variable,a,,1,,\n2,variation,b,B,1,4,a\n"
    )
    assert result.refused == {
        2: "The product has no name.",
        3: "Its parent product, line 2, was refused.",
    }


def test_the_later_of_two_equal_ids_is_refused(read):
    result = read("woocommerce.csv")
    assert result.refused[16] == "“40” is already on line 7."
    assert result.products["40"].title == "Miel & noix"


def test_the_guard_against_formulas_is_taken_off(read):
    product = read("woocommerce.csv").products["-10"]
    assert product.title == "=Promo"


def test_nothing_else_of_the_file_is_lost(read):
    result = read("woocommerce.csv")
    assert list(result.products) == ["30", "40", "41", "42", "43", "-10"]
    assert sorted(result.refused) == [5, 6, 11, 12, 13, 14, 15, 16, 18]


def test_the_french_export_is_known(read):
    oil = read("woocommerce_fr.csv").products["12"]
    assert (oil.title, oil.price, oil.stock) == ("Huile de noix", Decimal("12.50"), 7)
    assert (oil.ean, oil.grams) == ("3017620422003", 250)
    assert oil.category_path == ("Épicerie", "Huiles")


def test_french_variations_are_known(read):
    tea = read("woocommerce_fr.csv").products["13"]
    assert tea.variants[0].options == {"Mélange": "Verveine"}
    assert (tea.variants[0].price, tea.category_path) == (Decimal("4.90"), ())
