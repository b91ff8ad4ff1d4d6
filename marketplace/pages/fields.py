"""Streams of blocks as columns."""

from __future__ import annotations

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A stream whose blocks stay out of migrations: to the database all streams are one JSON.

    A block renamed or given another shape needs a migration of its data, written by hand.
    """

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "marketplace.pages.fields.BlocksField", [[]], kwargs
