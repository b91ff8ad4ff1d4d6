"""A photo that is not lost when another field of its form is refused."""

from __future__ import annotations

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from marketplace.images.forms import PictureField
from marketplace.images.pictures import store_picture

PHOTO_SALT = "shops.photo"
KEPT_FOR = 86400  # seconds


class PhotoForm(forms.Form):
    """A shop's form with one photo; a subclass says in which folder photos go."""

    photo_folder: str

    photo = PictureField(label=_("Photo"), required=False)
    kept_photo = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, shop, **kwargs):
        super().__init__(*args, **kwargs)
        self.shop = shop

    def clean_kept_photo(self):
        """Return the photo kept from a former try; its name is signed, so nobody makes one up."""
        token = self.cleaned_data["kept_photo"]
        try:
            return signing.loads(token, salt=self.photo_salt, max_age=KEPT_FOR) if token else ""
        except signing.BadSignature as error:
            raise forms.ValidationError(_("Choose the photo again.")) from error

    @property
    def photo_salt(self) -> str:
        return f"{PHOTO_SALT}.{self.photo_folder}.{self.shop.pk}"

    def keep_photo(self) -> str:
        """Store a good photo although another field is wrong; returns what the form hides."""
        photo = self.cleaned_data.get("photo")
        if photo:
            name = store_picture(photo, folder=self.photo_folder)
            return signing.dumps(name, salt=self.photo_salt)
        return self.data.get("kept_photo", "") if "kept_photo" not in self.errors else ""

    def chosen_photo(self):
        """Return the photo sent now, or the name of the one kept; None without any."""
        return self.cleaned_data["photo"] or self.cleaned_data["kept_photo"] or None
