"""What the desk types after a call."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CallForm(forms.Form):
    reason = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
