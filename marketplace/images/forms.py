from __future__ import annotations

from typing import Any

from django import forms

from marketplace.images.exceptions import ImageRefused
from marketplace.images.processing import CONTENT_TYPES, ProcessedImage, process_upload


class PictureField(forms.FileField):
    """A photo to send. Its value is a ProcessedImage, decoded once, ready for `store_picture`.

    Left empty, the value is the initial picture or None; cleared, it is False. It is never the
    file itself, so that no form can save a photo with the place where it was taken.
    """

    def to_python(self, data: Any) -> ProcessedImage | None:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return process_upload(file)
        except ImageRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # Named types rather than image/*: an iPhone then sends JPEG instead of HEIC.
        return {**super().widget_attrs(widget), "accept": ",".join(CONTENT_TYPES)}
