"""Addresses of the site before the basket."""

from django.urls import path

from marketplace.storefront.views import (
    favourites,
    legal,
    lists,
    news,
    products,
    publicity,
    shops,
)

app_name = "storefront"

urlpatterns = [
    path("produits/", lists.product_list, name="product_list"),
    path("produits/rayon/<slug:slug>/", lists.category, name="category"),
    path("produits/<slug:slug>/", products.product, name="product"),
    path("recherche/", lists.search, name="search"),
    path("commerces/", shops.shop_list, name="shop_list"),
    path("compte/favoris/", favourites.favourites, name="favourites"),
    path("compte/favoris/bouton/", favourites.button, name="favourite_button"),
    path("compte/favoris/changer/", favourites.change, name="favourite_change"),
    path("commerces/<slug:slug>/", shops.shop, name="shop"),
    path("commerces/<slug:slug>/conditions/", shops.shop_terms, name="shop_terms"),
    path("commerces/<slug:slug>/nouvelles/", news.news_list, name="news_list"),
    path("commerces/<slug:slug>/nouvelles/<int:pk>/", news.news_item, name="news_item"),
    path("pro/<slug:shop_slug>/affiche/", publicity.publicity, name="pro_publicity"),
    path("pro/<slug:shop_slug>/affiche/affiche.pdf", publicity.poster, name="pro_poster"),
    path(
        "pro/<slug:shop_slug>/affiche/apercu.png",
        publicity.poster_preview,
        name="pro_poster_preview",
    ),
    path(
        "pro/<slug:shop_slug>/affiche/image.jpg",
        publicity.shop_picture,
        name="pro_shop_picture",
    ),
    path(
        "pro/<slug:shop_slug>/produits/<int:pk>/partage/",
        publicity.share_product,
        name="pro_share",
    ),
    path(
        "pro/<slug:shop_slug>/produits/<int:pk>/partage/image.jpg",
        publicity.product_picture,
        name="pro_product_picture",
    ),
    *(
        path(f"{address}/", legal.legal_page, {"page": page}, name=page)
        for address, page in (
            ("classement", "ranking"),
            ("comment-ca-marche", "how_it_works"),
            ("mentions-legales", "legal_notice"),
            ("conditions", "terms"),
            ("confidentialite", "privacy"),
            ("contact", "contact"),
            ("retractation", "withdrawal"),
        )
    ),
]
