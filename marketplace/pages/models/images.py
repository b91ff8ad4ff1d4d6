"""Pictures of pages: cleaned as all uploads are, described, cut around what matters."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from marketplace.images.processing import process_upload

JPEG = {"format": "JPEG", "quality": 88, "progressive": True}


class CleanImageFieldFile(WagtailImageFieldFile):
    """Keeps clean pixels only, whichever way the file came: no place, no camera, no surprise.

    Raises ImageRefused; forms have asked before.
    """

    def save(self, name, content, save=True):
        clean = BytesIO()
        process_upload(content).pixels.save(clean, **JPEG)
        name = str(PurePosixPath(name).with_suffix(".jpg"))
        super().save(name, ContentFile(clean.getvalue()), save=False)
        self.instance._set_image_file_metadata()
        if save:
            self.instance.save()


class CleanImageField(WagtailImageField):
    attr_class = CleanImageFieldFile


class PageImage(AbstractImage):
    file = CleanImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    # « decorative » is taken: Wagtail sets it on each use of an image.
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It shows nothing that the text does not say: screen readers skip it."),
    )

    # Without tags: Wagtail keeps one list of them, and offers every territory's words to all.
    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description


class PageRendition(AbstractRendition):
    image = models.ForeignKey(PageImage, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("picture’s rendition")
        verbose_name_plural = _("pictures’ renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="pages_rendition_once"
            )
        ]
