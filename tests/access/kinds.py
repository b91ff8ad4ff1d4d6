"""What each placeholder of a route stands for; the longest beginning that fits says it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tests.access.routes import placeholders_of

# Beginning of the route -> placeholder -> a party's thing, or "=" and the same for everybody.
KINDS = {
    "admin/": {
        **dict.fromkeys(("page_id", "page_to_move_id"), "page"),
        **dict.fromkeys(("parent_page_id", "destination_id"), "index"),
        "revision_id": "revision",
        "revision_id_a": "revision",
        "revision_id_b": "last revision",
        "image_id": "image",
        **dict.fromkeys(("document_id", "doc_id"), "document"),
        "uploaded_file_id": "upload",
        "redirect_id": "redirect",
        "collection_id": "collection",
        "session_id": "editing session",
        "task_id": "task",
        "workflow_pk": "workflow",
        "page_pk": "page",
        **dict.fromkeys(("task_state_id", "workflow_state_id"), "=1"),
        "filter_spec": "=fill-100x100",
        "nowhere": "=nulle-part",
        **dict.fromkeys(("app_label", "app_name", "content_type_app_name"), "=pages"),
        **dict.fromkeys(("model_name", "content_type_model_name"), "=articlepage"),
        "action_name": "=approve",
        "object_id": "page",
        "uidb64": "uid",
        "token": "password key",
    },
    "admin/api/main/documents/": {"pk": "document"},
    "admin/api/main/images/": {"pk": "image"},
    "admin/api/main/pages/": {"pk": "page", "action_name": "=copy"},
    "admin/bulk/": {"app_label": "=wagtailcore", "model_name": "=page", "action": "=delete"},
    "admin/category_chooser/": {"pk": "category pk"},
    "admin/collections/": {"pk": "collection"},
    "admin/documents/chooser/": {"pk": "document"},
    # A session that is not the editor's is passed over for a new one, whose number is told.
    "admin/editing-sessions/ping/": {"session_id": "=0"},
    "admin/groups/": {"pk": "group"},
    "admin/images/chooser/": {"pk": "image"},
    "admin/pages/": {"pk": "page"},
    "admin/product_chooser/": {"pk": "product"},
    "admin/settings/": {"pk": "site", "model_name": "=navigation"},
    "admin/shop_chooser/": {"pk": "shop pk"},
    "admin/sites/": {"pk": "site"},
    "admin/tag-autocomplete/": {"app_name": "=taggit", "model_name": "=tag"},
    "admin/town_chooser/": {"pk": "town"},
    "admin/users/": {"pk": "user"},
    "admin/workflows/": {"pk": "workflow"},
    "admin/workflows/tasks/": {
        "pk": "task",
        "app_label": "=wagtailcore",
        "model_name": "=groupapprovaltask",
    },
    "association/": {"slug": "shop"},
    "association/chiffres/appels/": {"pk": "call"},
    "association/commerces/<slug:slug>/equipe/": {"pk": "member"},
    "association/commerces/<slug:slug>/journal/": {"pk": "acting"},
    "association/equipe/": {"pk": "desk member"},
    "association/invitations/": {"pk": "desk invitation"},
    "association/messages/": {"pk": "message"},
    "association/redaction/": {"pk": "editor"},
    "association/reglages/": {"page": "=comment-ca-marche", "pk": "text"},
    "association/signalements/": {"reference": "report"},
    "commerces/": {"slug": "shop"},
    "commerces/<slug:slug>/nouvelles/": {"pk": "news"},
    "compte/adresse/": {"key": "email key"},
    "compte/courriels/": {"token": "unsubscription"},
    "compte/invitation/": {"token": "invitation"},
    "compte/invitation/redaction/": {"token": "editor invitation"},
    "compte/mot-de-passe/": {"uidb36": "uid", "key": "password key"},
    "compte/securite/": {"pk": "passkey"},
    "courrier/": {"name": "=message"},
    "ferie/": {"token": "holiday"},
    "lettre/": {"token": "letter"},
    "panier/": {"pk": "line"},
    "pro/": {"shop_slug": "shop", "number": "number", "day": "=2026-12-24"},
    "pro/<slug:shop_slug>/commandes/<number:number>/lignes/": {"pk": "order line"},
    "pro/<slug:shop_slug>/equipe/": {"pk": "member"},
    "pro/<slug:shop_slug>/equipe/invitations/": {"pk": "shop invitation"},
    "pro/<slug:shop_slug>/creneaux/": {"pk": "slot"},
    "pro/<slug:shop_slug>/horaires/": {"pk": "closure"},
    "pro/<slug:shop_slug>/horaires/saisons/": {"pk": "season"},
    "pro/<slug:shop_slug>/nouvelles/": {"pk": "news"},
    "pro/<slug:shop_slug>/precommandes/": {"pk": "campaign"},
    "pro/<slug:shop_slug>/produits/": {"pk": "product", "key": "option"},
    "pro/<slug:shop_slug>/reservations/": {"pk": "reservation pk"},
    "pro/<slug:shop_slug>/retractations/": {"pk": "withdrawal"},
    "produits/": {"slug": "product slug"},
    "produits/rayon/": {"slug": "category"},
    "renoncer/": {"key": "withdrawal key"},
    "reservation/": {"token": "reservation"},
    "reserver/": {"slug": "reservable"},
    "retrait/confirmer/": {"token": "confirmation"},
    "retrait/": {"token": "purchase", "number": "number", "pk": "adjustment"},
    "signaler/commerce/": {"slug": "shop"},
    "signaler/nouvelle/": {"pk": "news"},
    "signaler/produit/": {"slug": "product slug"},
    "signaler/recu/": {"reference": "report"},
    "vendre-ici/ouvrir/": {"token": "claim"},
    "vendre-ici/repondre/": {"token": "question"},
    "_util/": {"page_view_restriction_id": "=1", "page_id": "page"},
    "<page_path>": {"page_path": "page path"},
}
# What a form must hold to be looked at at all; what names somebody's things in forms.
POSTED = {
    "association/commerces/<slug:slug>/equipe/<int:pk>/role/": {"role": "=owner"},
    "compte/favoris/changer/": {"product": "product"},
    "panier/ajouter/": {"product": "product", "quantity": "=1"},
    "panier/ligne/<int:pk>/": {"quantity": "=2"},
    "pro/<slug:shop_slug>/code/": {"code": "code"},
    "pro/<slug:shop_slug>/reservations/<int:pk>/": {"what": "=not_came"},
    "pro/<slug:shop_slug>/retractations/<int:pk>/": {"what": "=returned"},
    "vendre-ici/": {"town": "town"},
    "admin/choose-external-link/": {"external-link-chooser-url": "=/"},
    "admin/settings/<slug:app_name>/<slug:model_name>/<int:pk>/": {
        "main_menu-count": "=0",
        "footer_columns-count": "=0",
    },
    "admin/pages/<int:page_id>/copy/": {"new_parent_page": "index"},
    "admin/pages/<int:page_to_move_id>/move/": {"new_parent_page": "index"},
    "admin/pages/create/<slug:app_label>/<slug:model_name>": {"parent_page": "index"},
    **{
        f"admin/pages/{rest}": {"body-count": "=0"}
        for rest in (
            "add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            "<int:page_id>/edit/",
            "<int:page_id>/revisions/<int:revision_id>/revert/",
        )
    },
}
# What no thing has. Whole numbers fit the smallest column; tokens are signed by nobody.
ABSENT = {
    "shop": "nulle-part",
    "number": "YYYY-9999",
    "code": "YYYYYY",
    **dict.fromkeys(("product slug", "reservable"), "rien"),
    "report": "SZZZZZZZZZ",
    "page path": "nulle-part/",
    "uid": "zzzz",
    **dict.fromkeys(
        ("purchase", "email key", "password key", "unsubscription"), "invente:par:personne"
    ),
    **dict.fromkeys(
        ("invitation", "question", "claim", "letter", "holiday", "withdrawal key"),
        "invente:par:personne",
    ),
    **dict.fromkeys(("editor invitation", "reservation"), "invente:par:personne"),
}
SHARED = {"category", "category pk"}
NO_ID = 99_999_999


@cache
def kinds_of(route: str) -> dict[str, str]:
    """Return, for each placeholder of a route, what it stands for."""
    known: dict[str, str] = {}
    for beginning in sorted(KINDS, key=len):
        if route.startswith(beginning):
            known |= KINDS[beginning]
    missing = [name for name in placeholders_of(route) if name not in known]
    assert not missing, f"say in kinds.KINDS what {missing} of {route} stands for"
    return {name: known[name] for name in placeholders_of(route)}


def values_of(route: str, things: Mapping[str, object]) -> dict[str, object]:
    """Fill a route's placeholders with a party's things."""
    return {name: value_of(kind, things) for name, kind in kinds_of(route).items()}


def form_for(route: str, things: Mapping[str, object]) -> dict[str, object]:
    """Return what is posted to a route: nothing, but where that is no form at all."""
    return {name: value_of(kind, things) for name, kind in POSTED.get(route, {}).items()}


def value_of(kind: str, things: Mapping[str, object]) -> object:
    return kind[1:] if kind.startswith("=") else things[kind]


def absent_for(route: str) -> dict[str, object]:
    """Fill the same placeholders, and fields, with what nobody has, of the same form."""
    objects = objects_of(route) | objects_in_form(route)
    return {name: ABSENT.get(kind, NO_ID) for name, kind in objects.items()}


def objects_of(route: str) -> dict[str, str]:
    """Return the placeholders that name what belongs to somebody."""
    return somebody_s(kinds_of(route))


def objects_in_form(route: str) -> dict[str, str]:
    """Return the fields that name what belongs to somebody."""
    return somebody_s(POSTED.get(route, {}))


def somebody_s(kinds: Mapping[str, str]) -> dict[str, str]:
    return {name: kind for name, kind in kinds.items() if kind[0] != "=" and kind not in SHARED}
