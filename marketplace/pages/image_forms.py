"""What is asked of a picture."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from marketplace.images.exceptions import ImageRefused
from marketplace.images.processing import process_upload


class PageImageForm(BaseImageForm):
    """Refuse what is no photo; ask what it shows, for those who do not see it."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            try:
                process_upload(file)
            except ImageRefused as refusal:
                raise ValidationError(refusal.message, code=refusal.code) from refusal
            file.seek(0)
        return file

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("description") and not cleaned.get("is_decorative"):
            self.add_error("description", _("Say what it shows, or tick “decorative”."))
        return cleaned
