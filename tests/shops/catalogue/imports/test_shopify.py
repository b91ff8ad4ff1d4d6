from decimal import Decimal

HEADERS = "Handle,Title,Option1 Name,Option1 Value,Variant Price"


def test_a_product_without_choice_is_sold_itself(read):
    soap = read("shopify.csv").products["savon-au-miel"]
    assert (soap.price, soap.stock, soap.grams) == (Decimal("6.50"), 12, 100)
    assert (soap.ean, soap.variants) == ("3017620422003", [])
    assert soap.category_path == ("Savons",)


def test_a_description_over_several_lines_is_made_safe(read):
    soap = read("shopify.csv").products["savon-au-miel"]
    assert soap.description_html.startswith("<p>Savon <strong>doux</strong>, au miel")
    assert '4,5"</li>' in soap.description_html


def test_picture_rows_add_their_addresses(read):
    soap = read("shopify.csv").products["savon-au-miel"]
    assert soap.image_urls == [f"https://images.example/savon-{n}.jpg" for n in (1, 2)]


def test_rows_of_one_handle_are_variants(read):
    apron = read("shopify.csv").products["tablier"]
    small, medium = apron.variants
    assert apron.price is None
    assert small.options == {"Taille": "S", "Couleur": "Écru"}
    assert (medium.line, medium.reference, medium.title) == (9, "tablier/M/Écru", "M / Écru")


def test_a_variant_has_its_own_picture(read):
    small, medium = read("shopify.csv").products["tablier"].variants
    assert small.image_urls == ["https://images.example/tablier-s.jpg"]
    assert medium.image_urls == []


def test_stock_below_zero_reads_as_none_left(read):
    assert read("shopify.csv").products["tablier"].variants[1].stock == 0


def test_what_is_not_tracked_is_on_order(read):
    candle = read("shopify.csv").products["bougie"]
    assert candle.stock is None


def test_what_is_sold_on_below_zero_is_on_order(read):
    lines = f"{HEADERS},Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy"
    result = read(f"{lines}\nsel,Sel,Title,Default Title,3,shopify,5,continue\n")
    assert result.products["sel"].stock is None


def test_a_tracked_quantity_that_the_export_leaves_out_promises_nothing(read):
    result = read(f"{HEADERS},Variant Inventory Tracker\nsel,Sel,Title,Default Title,3,shopify\n")
    assert result.products["sel"].stock == 0


def test_drafts_are_not_published(read):
    products = read("shopify.csv").products
    assert (products["bougie"].published, products["tablier"].published) == (False, True)


def test_hidden_products_are_not_published(read):
    result = read(f"{HEADERS},Published\nsel,Sel,Title,Default Title,3,false\n")
    assert not result.products["sel"].published


def test_the_standard_category_serves_without_a_type(read):
    assert read("shopify.csv").products["tablier"].category_path == ("Home & Garden", "Linens")


def test_bad_variants_are_refused_alone(read):
    refused = read("shopify.csv").refused
    assert refused[10] == "“-39” is not a price: write for example 12,90."
    assert refused[11] == "“tablier/S/Écru” is already on line 8."


def test_gift_cards_and_missing_prices_are_refused(read):
    refused = read("shopify.csv").refused
    assert refused[13] == "Gift cards cannot be sold here."
    assert refused[14] == "The price is missing."


def test_nothing_else_of_the_file_is_lost(read):
    result = read("shopify.csv")
    assert list(result.products) == ["savon-au-miel", "tablier", "bougie"]
    assert list(result.refused) == [10, 11, 13, 14]


def test_a_second_product_of_the_same_handle_is_refused(read):
    row = "sel,Sel,Title,Default Title,3\n"
    result = read(f"{HEADERS}\n{row}{row}")
    assert list(result.products) == ["sel"]
    assert result.refused == {3: "“sel” is already on line 2."}


def test_a_row_without_handle_or_title_is_refused(read):
    result = read(f"{HEADERS}\n,Sel,Title,Default Title,3\nsel,,Title,Default Title,3\n")
    assert result.refused == {2: "The Handle is missing.", 3: "The product has no name."}


def test_grams_stay_grams_whatever_unit_is_shown(read):
    lines = f"{HEADERS},Variant Grams,Variant Weight Unit"
    result = read(f"{lines}\nsel,Sel,Title,Default Title,3,28,oz\n")
    assert result.products["sel"].grams == 28


def test_a_weight_in_another_unit_becomes_grams(read):
    lines = f"{HEADERS},Variant Weight,Variant Weight Unit"
    row = "{0},Sel,Title,Default Title,3,{1},{0}\n"
    text = "".join(row.format(*pair) for pair in [("lb", 2), ("oz", 8), ("kg", 1.5), ("g", 9)])
    products = read(f"{lines}\n{text}").products
    assert [product.grams for product in products.values()] == [907, 227, 1500, 9]


def test_the_columns_of_the_newer_export_are_known(read):
    headers = (
        "Title,URL handle,Description,Status,Option1 name,Option1 value,Price,Inventory tracker,"
        "Inventory quantity,Continue selling when out of stock,Weight value (grams),"
        "Product image URL"
    )
    row = "Sel,sel,Gris,Active,Title,Default Title,3.5,shopify,4,DENY,500,https://i.example/s.jpg"
    salt = read(f"{headers}\n{row}\n").products["sel"]
    assert (salt.price, salt.stock, salt.grams) == (Decimal("3.50"), 4, 500)
    assert (salt.published, len(salt.image_urls)) == (True, 1)
