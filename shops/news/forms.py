"""News as a shopkeeper types it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shops.news.models import MAX_TEXT, MAX_TITLE
from shops.news.services import FOLDER, MAX_A_DAY
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

    def __init__(self, *args, item=None, **kwargs):
        if item:
            kwargs["initial"] = {"title": item.title, "text": item.text}
        super().__init__(*args, **kwargs)
        if not (item and item.picture):
            del self.fields["without_picture"]

    def facts(self) -> dict:
        """Return what the services take."""
        facts = {"title": self.cleaned_data["title"], "text": self.cleaned_data["text"]}
        facts["picture"] = self.chosen_photo()
        if "without_picture" in self.fields:
            facts["without_picture"] = self.cleaned_data["without_picture"]
        return facts

    def refuse_for_today(self) -> None:
        sentence = _(
            "%(n)s pieces of news a day at most: publish this one tomorrow, or add it to one of "
            "today’s."
        )
        self.add_error("title", sentence % {"n": MAX_A_DAY})
