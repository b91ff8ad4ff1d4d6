"""What is missing before a shop may sell, and the sheet on which it is said."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from shops.identity import SHEET_FIELDS, missing_to_sell
from shops.models import Shop, VatStatus
from shops.queries import REQUIRED_TO_SELL, legally_complete
from tests import factories

GAPS = [
    *(({field: ""}, field) for field in REQUIRED_TO_SELL),
    ({"siren": "", "rna": ""}, "siren"),
    ({"uses_model_terms": False, "own_terms": ""}, "own_terms"),
    ({"means_of_payment": []}, "means_of_payment"),
]


@pytest.mark.parametrize(("emptied", "field"), GAPS, ids=[field for _, field in GAPS])
def test_each_gap_is_seen_by_the_database_and_said_to_the_shop(bakery, emptied, field):
    Shop.objects.filter(pk=bakery.pk).update(**emptied)
    shop = Shop.objects.get(pk=bakery.pk)
    assert [item.field for item in missing_to_sell(shop)] == [field]
    assert not Shop.objects.filter(legally_complete(), pk=bakery.pk).exists()


def test_a_shop_without_vat_regime_may_not_sell(bakery):
    VatStatus.objects.all().delete()
    assert [item.field for item in missing_to_sell(bakery)] == ["vat_regime"]
    assert not Shop.objects.open_to_orders().exists()


@pytest.mark.parametrize(
    "enough", [{"siren": "", "rna": "W431000001"}, {"uses_model_terms": False, "own_terms": "x"}]
)
def test_an_rna_number_or_own_terms_will_do(territory, enough):
    shop = factories.make_shop(territory, **enough)
    assert missing_to_sell(shop) == []
    assert Shop.objects.open_to_orders().get() == shop


def test_every_gap_has_its_sentence_and_its_field_on_the_sheet(client, bakery, alice):
    Shop.objects.filter(pk=bakery.pk).update(**{k: v for gap, _ in GAPS for k, v in gap.items()})
    VatStatus.objects.all().delete()
    answer = visit(client, alice, bakery)
    page = answer.content.decode()
    assert len(answer.context["missing"]) == len(GAPS) + 1
    for item in answer.context["missing"]:
        assert f'id="id_{item.field}"' in page


def test_strangers_find_no_sheet(client, bakery, charlie, dora, agnes):
    for stranger in (charlie, dora, agnes):
        client.force_login(stranger)
        assert client.get(sheet_of(bakery)).status_code == 404
        assert client.post(sheet_of(bakery), {"tagline": "x"}).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, bakery):
    assert client.get(sheet_of(bakery)).url.startswith(reverse("account_login"))


def test_an_employee_opens_the_sheet_too(client, bakery, bob):
    assert visit(client, bob, bakery).status_code == 200


def test_the_sheet_is_saved(client, bakery, alice):
    answer = save(client, alice, bakery, tagline="Pain au levain", siren="732 829 320")
    bakery.refresh_from_db()
    assert answer.url == sheet_of(bakery)
    assert (bakery.tagline, bakery.siren) == ("Pain au levain", "732829320")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("siren", "732829321"),
        ("siren", "73282932000074"),
        ("rna", "431000001"),
        ("vat_number", "FR1"),
        ("mediator_website", "pas un site"),
        ("phone", ""),
        ("email", "x"),
        ("means_of_payment", ["bitcoin"]),
        ("vat_since", "demain"),
        ("vat_since", ""),
        ("vat_regime", ""),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_lost(client, bakery, alice, field, value):
    answer = save(client, alice, bakery, description="Au levain", **{field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Au levain" in answer.content.decode()


def test_a_refused_sheet_changes_nothing_in_the_checklist(client, bakery, alice):
    answer = save(client, alice, bakery, legal_name="", siren="1")
    assert answer.context["missing"] == []
    assert answer.context["shop"].legal_name


def test_an_unfinished_identity_can_be_saved(client, bakery, alice):
    assert save(client, alice, bakery, legal_name="", siren="").status_code == 302
    assert not Shop.objects.open_to_orders().exists()


def test_a_change_of_vat_regime_keeps_the_former_one(client, bakery, alice):
    today = timezone.localdate()
    save(client, alice, bakery, vat_regime="franchise", vat_since=today.isoformat())
    bakery = Shop.objects.get(pk=bakery.pk)
    assert bakery.vat_regime_on(today) == "franchise"
    assert bakery.vat_regime_on(today - timedelta(days=1)) == "liable"


def test_the_first_vat_regime_cannot_begin_tomorrow(client, bakery, alice):
    VatStatus.objects.all().delete()
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = save(client, alice, bakery, vat_since=tomorrow.isoformat())
    assert list(answer.context["form"].errors) == ["vat_since"]


def test_a_change_of_vat_regime_can_be_announced(client, bakery, alice):
    tomorrow = timezone.localdate() + timedelta(days=1)
    save(client, alice, bakery, vat_regime="franchise", vat_since=tomorrow.isoformat())
    assert bakery.vat_statuses.count() == 2


def test_a_new_photo_replaces_the_former_one(
    client, bakery, alice, tmp_path, django_capture_on_commit_callbacks
):
    save(client, alice, bakery, picture_file=photo(tmp_path))
    former = Shop.objects.get(pk=bakery.pk).picture
    with django_capture_on_commit_callbacks(execute=True):
        save(client, alice, bakery, picture_file=photo(tmp_path))
    assert Shop.objects.get(pk=bakery.pk).picture != former
    assert not default_storage.exists(former)


def test_a_file_that_is_no_photo_is_refused(client, bakery, alice):
    text = SimpleUploadedFile("photo.jpg", b"not a photo", "image/jpeg")
    answer = save(client, alice, bakery, picture_file=text)
    assert list(answer.context["form"].errors) == ["picture_file"]


def test_the_sheet_of_a_showcase_says_how_to_sell(client, territory):
    shop = factories.make_shop(territory, mode="showcase")
    page = visit(client, factories.make_member(shop), shop).content.decode()
    assert territory.association.email in page


def sheet_of(shop):
    return reverse("shops:pro_shop", args=[shop.slug])


def visit(client, person, shop):
    client.force_login(person)
    return client.get(sheet_of(shop))


def save(client, person, shop, **changes):
    """Send the whole sheet as a browser does, with some answers changed."""
    client.force_login(person)
    facts = model_to_dict(shop, fields=SHEET_FIELDS)
    vat = {"vat_regime": "liable", "vat_since": date(2026, 1, 1).isoformat()}
    return client.post(sheet_of(shop), {**facts, **vat} | changes)


def photo(folder):
    path = folder / "photo.png"
    Image.new("RGB", (300, 200), "brown").save(path)
    return SimpleUploadedFile("photo.png", path.read_bytes(), "image/png")
