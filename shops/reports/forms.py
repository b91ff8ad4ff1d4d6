from django import forms
from django.utils.translation import gettext_lazy as _

from shops.reports.models import Report


class ReportForm(forms.ModelForm):
    """The elements of a notice (DSA art. 16 (2)); nobody must say who they are."""

    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I write here is accurate and complete."),
        error_messages={"required": _("Tick this box to send the report.")},
    )

    class Meta:
        model = Report
        fields = ["category", "explanation", "reporter_name", "reporter_email", "good_faith"]
        labels = {
            "category": _("Why is it illegal?"),
            "explanation": _("What is wrong, and where can it be seen?"),
            "reporter_name": _("Your name"),
            "reporter_email": _("Your e-mail"),
        }
        help_texts = {
            "reporter_name": _("Optional."),
            "reporter_email": _("Optional; with it you get a receipt and the decision."),
        }
        widgets = {
            "category": forms.RadioSelect,
            "explanation": forms.Textarea(attrs={"rows": 5, "maxlength": 5000}),
            "reporter_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "reporter_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = Report.Category.choices  # without "nothing chosen"
        self.fields["explanation"].max_length = 5000
