"""A thumbnailer that costs nothing: the picture itself, at its own address."""

from oscar.core.thumbnails import AbstractThumbnailer


class OriginalThumbnailer(AbstractThumbnailer):
    def generate_thumbnail(self, source, **opts):
        return source

    def delete_thumbnails(self, source):
        """There are none."""
