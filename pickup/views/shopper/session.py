"""The open basket of a request: found when first asked for, never made by looking."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from oscar.core.loading import get_model

from pickup.orders.placing.basket import merge_baskets, with_strategy

Basket = get_model("basket", "Basket")

COOKIE = "panier"
COOKIE_AGE = 30 * 24 * 3600  # seconds
SALT = "pickup.basket"


def current_basket(request: HttpRequest):
    """Return the open basket of the visitor; an unsaved one where there is none yet."""
    if not hasattr(request, "_open_basket"):
        request._open_basket = with_strategy(_find(request) or Basket(owner=_owner(request)))
    return request._open_basket


def basket_for_writing(request: HttpRequest):
    """Return the same, saved, so that something can be put into it."""
    basket = current_basket(request)
    if basket.pk is None:
        basket.save()
    return basket


def remember_basket(response: HttpResponse, request: HttpRequest, basket) -> HttpResponse:
    """Let the browser keep an anonymous basket; it is strictly necessary, so needs no consent."""
    if not request.user.is_authenticated:
        response.set_cookie(
            COOKIE,
            sign_basket(basket),
            max_age=COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def forget_basket(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def sign_basket(basket) -> str:
    return signing.Signer(salt=SALT).sign(str(basket.pk))


def read_basket_id(token: str) -> int | None:
    """Return the basket that a token names; None for a forged one."""
    try:
        return int(signing.Signer(salt=SALT).unsign(token))
    except signing.BadSignature:
        return None


def _owner(request: HttpRequest):
    return request.user if request.user.is_authenticated else None


def _find(request: HttpRequest):
    mine = None
    if request.user.is_authenticated:
        mine = Basket.open.filter(owner=request.user).order_by("pk").first()
    token = request.COOKIES.get(COOKIE)
    guest_id = read_basket_id(token) if token else None
    guest = Basket.open.filter(pk=guest_id, owner=None).first() if guest_id else None
    if guest and request.user.is_authenticated:
        return merge_baskets(guest=guest, mine=mine, owner=request.user)
    return mine or guest
