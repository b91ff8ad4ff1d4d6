"""What a form of Wagtail's editor refers to: choosers, links in texts, blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.http import Http404
from wagtail.admin.forms import WagtailAdminModelForm

from marketplace.pages.reach import is_of_others

Reference = tuple[type[Model], str]


class OwnReferencesForm(WagtailAdminModelForm):
    """A form that is not there for who newly names things of another territory in it.

    What the page or setting refers to already stays: an operator may have put it there. What is
    gone meanwhile is said beside the field, so that nobody loses what they wrote.
    """

    def clean(self):
        cleaned = super().clean()
        if self.for_user and not self.for_user.is_superuser:
            new = set(self._referred_to()) - set(self._referred_to_already())
            if any(is_of_others(self.for_user, model, pk) for model, pk in new):
                raise Http404
        return cleaned

    def _referred_to(self) -> Iterator[Reference]:
        """Yield from what was sent: a field with an error is shown again as well."""
        for name, field in self._model_fields():
            widget = self.fields[name].widget
            sent = widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            yield from _references(field, sent)

    def _referred_to_already(self) -> Iterator[Reference]:
        for _name, field in self._model_fields():
            yield from _references(field, field.value_from_object(self.instance))

    def _model_fields(self) -> Iterator[tuple[str, Field]]:
        for name in self.fields:
            try:
                yield name, self.instance._meta.get_field(name)
            except FieldDoesNotExist:
                continue  # of the form alone


def _references(field: Field, value: Any) -> Iterator[Reference]:
    if value and field.many_to_one:
        yield field.related_model, str(value)
    elif value and hasattr(field, "extract_references"):
        for model, pk, *_path in field.extract_references(value):
            yield model, str(pk)
