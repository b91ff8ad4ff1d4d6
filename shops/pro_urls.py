"""Products in the shop's space; mounted under /pro/<shop>/."""

from django.urls import path

from shops.views import options, shopkeeper as views

urlpatterns = [
    path("produits/", views.product_list, name="pro_products"),
    path("produits/ajouter/", views.product_add, name="pro_product_add"),
    path("produits/<int:pk>/", views.product_edit, name="pro_product_edit"),
    path("produits/<int:pk>/ligne/", views.product_row, name="pro_product_row"),
    path("produits/<int:pk>/vendre/", views.product_publish, name="pro_product_publish"),
    path("produits/<int:pk>/retirer/", views.product_unpublish, name="pro_product_unpublish"),
    path("produits/<int:pk>/epuise/", views.product_sold_out, name="pro_product_sold_out"),
    path("produits/<int:pk>/archiver/", views.product_archive, name="pro_product_archive"),
    path("produits/<int:pk>/options/", options.option_list, name="pro_options"),
    path("produits/<int:pk>/options/ajouter/", options.option_add, name="pro_option_add"),
    path("produits/<int:pk>/options/<slug:key>/", options.option_edit, name="pro_option_edit"),
    path(
        "produits/<int:pk>/options/<slug:key>/retirer/",
        options.option_remove,
        name="pro_option_remove",
    ),
]
