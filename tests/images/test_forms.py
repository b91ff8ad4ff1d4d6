from django import forms

from marketplace.images.forms import PictureField
from marketplace.images.pictures import store_picture
from marketplace.images.processing import ProcessedImage


class PhotoForm(forms.Form):
    photo = PictureField(required=False)


def submit(file=None, data=None, **options):
    return PhotoForm(data or {}, {"photo": file} if file else {}, **options)


def test_a_photo_comes_out_decoded_and_ready_to_store(photo):
    form = submit(photo())
    assert form.is_valid()
    assert isinstance(form.cleaned_data["photo"], ProcessedImage)
    assert store_picture(form.cleaned_data["photo"], folder="products")


def test_a_file_that_is_no_photo_is_refused_beside_its_field(photo):
    form = submit(photo(content=b"Bonjour"))
    assert form.has_error("photo", "not_a_photo")
    assert "JPEG" in form.errors["photo"][0]


def test_a_photo_may_be_left_out():
    form = submit()
    assert form.is_valid()
    assert form.cleaned_data["photo"] is None


def test_a_required_photo_is_asked_for():
    class RequiredForm(forms.Form):
        photo = PictureField()

    assert RequiredForm({}, {}).has_error("photo", "required")


def test_the_picture_of_before_stays_when_none_is_sent():
    form = submit(initial={"photo": "products/0123/original.jpg"})
    assert form.is_valid()
    assert form.cleaned_data["photo"] == "products/0123/original.jpg"


def test_the_picture_of_before_can_be_cleared():
    form = submit(data={"photo-clear": "on"}, initial={"photo": "products/0123/original.jpg"})
    assert form.is_valid()
    assert form.cleaned_data["photo"] is False


def test_phones_are_told_which_formats_to_send():
    assert 'accept="image/jpeg,image/png,image/webp"' in str(PhotoForm()["photo"])
