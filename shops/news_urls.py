"""A shop's news in its own space; mounted under /pro/<shop>/."""

from django.urls import path

from shops.views import news as views

urlpatterns = [
    path("nouvelles/", views.news_list, name="pro_news"),
    path("nouvelles/publier/", views.news_add, name="pro_news_add"),
    path("nouvelles/<int:pk>/", views.news_edit, name="pro_news_edit"),
    path("nouvelles/<int:pk>/retirer/", views.news_withdraw, name="pro_news_withdraw"),
    path("nouvelles/<int:pk>/remettre/", views.news_put_back, name="pro_news_put_back"),
]
