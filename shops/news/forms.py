"""News as a shopkeeper types it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _, ngettext

from shops.news.models import MAX_TEXT, MAX_TITLE
from shops.news.pictures import FOLDER
from shops.news.services import MAX_A_DAY
from shops.photo_forms import PhotoForm


class NewsForm(PhotoForm):
    photo_folder = FOLDER

    title = forms.CharField(label=_("Title"), max_length=MAX_TITLE)
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A few lines: what is new, and until when."),
    )
    without_picture = forms.BooleanField(label=_("Take the photo off"), required=False)

    mail = forms.BooleanField(required=False)

    def __init__(self, *args, item=None, readers=0, **kwargs):
        """Offer a mail where `readers` people would get one, ticked for what is new."""
        kwargs["initial"] = {"mail": item is None}
        if item:
            kwargs["initial"] |= {"title": item.title, "text": item.text}
        super().__init__(*args, **kwargs)
        if not (item and item.picture):
            del self.fields["without_picture"]
        if readers:
            self.fields["mail"].label = say_readers(readers)
        else:
            del self.fields["mail"]

    def facts(self) -> dict:
        """Return what the services take."""
        asked = ("title", "text", "without_picture", "mail")
        facts = {name: self.cleaned_data[name] for name in asked if name in self.fields}
        return facts | {"picture": self.chosen_photo()}

    def refuse_for_today(self) -> None:
        sentence = _(
            "%(n)s pieces of news a day at most: publish this one tomorrow, or add it to one of "
            "today’s."
        )
        self.add_error("title", sentence % {"n": MAX_A_DAY})


def say_readers(readers: int) -> str:
    sentence = ngettext(
        "Send it to those who follow the shop (%(n)s person)",
        "Send it to those who follow the shop (%(n)s people)",
        readers,
    )
    return sentence % {"n": readers}
