"""Forms of the association's desk: questions, reasons, invitations, rulings, settings, texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from marketplace.legal.identity import compact_siren, validate_rna, validate_siren
from marketplace.legal.terms import altered_articles, unknown_marks
from marketplace.territories.models import Association, Territory
from marketplace.texts.models import TerritoryText
from shops.admission_forms import ApplicationForm, validate_phone
from shops.desk.models import Invitation, Statement
from shops.models import ShopMember
from shops.reports.decisions import decisions_for
from shops.reports.models import Report
from themes.choices import available_themes

# Regulation (EU) 2019/1150 art. 3 (2): shops get changed terms fifteen days before.
NOTICE_DAYS = 15
# What binds shops, and so needs the notice.
BINDING = {TerritoryText.Page.TERMS, TerritoryText.Page.MODEL_TERMS}


def words(label: str, *, rows: int = 4, required: str = "", **fields: Any) -> forms.CharField:
    """Return a field for sentences; `required` is what to say when they are missing."""
    return forms.CharField(
        label=label,
        max_length=2000,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
        **fields,
    )


class QuestionForm(forms.Form):
    question = words(
        _("Your question, sent to the applicant"), required=_("Write what you want to know.")
    )


class AnswerForm(ApplicationForm):
    """The applicant's answer, above the application that can be corrected with it."""

    answer = words(_("Your answer"), required=_("Answer in a few words."))

    def corrections(self) -> dict[str, Any]:
        """Return the shop's fields as `answer_question` takes them."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "answer"}
        facts["applicant_first_name"] = facts.pop("first_name")
        facts["applicant_last_name"] = facts.pop("last_name")
        return facts


class ReasonsForm(forms.Form):
    """Why a shop is paused or closed; what the shop asked for itself needs no rule."""

    ground = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    facts = words(_("The facts, in plain words"), help_text=_("The shop receives these words."))
    rule = words(
        _("The rule: which law, or which clause of the terms, and why it applies"), rows=3
    )

    def __init__(self, *args: Any, grounds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Statement.Ground.choices)
        self.fields["ground"].choices = [(ground, labels[ground]) for ground in grounds]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("ground") not in (None, Statement.Ground.OWN_REQUEST):
            require_reasons(self, given, facts=True)
        return given


class ActingForm(forms.Form):
    reason = words(
        _("Why do you act for this shop?"),
        rows=2,
        required=_("Say why: the shop reads it."),
        help_text=_("For example: asked by telephone to add three products."),
    )


class ShopInvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ShopMember.Role,
        initial=ShopMember.Role.STAFF,
        widget=forms.RadioSelect,
    )


class DeskInvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.CharField(
        required=False, initial=Invitation.Role.DESK, widget=forms.HiddenInput()
    )

    def clean_role(self) -> str:
        return Invitation.Role.DESK


class StaffInvitationForm(DeskInvitationForm):
    """What an owner sends: a place in the team. Owners are named at the desk."""

    role = forms.CharField(
        required=False, initial=Invitation.Role.STAFF, widget=forms.HiddenInput()
    )

    def clean_role(self) -> str:
        return Invitation.Role.STAFF


class RulingForm(forms.Form):
    """The decision on a report, with what article 17 (3) of the DSA wants said."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    facts = words(
        _("The facts that you found"), required=_("Say what you found: the decision needs it.")
    )
    ground = forms.ChoiceField(
        label=_("What is it measured by?"),
        required=False,
        choices=Report.Ground,
        widget=forms.RadioSelect,
    )
    rule = words(_("Which article or clause, and why it applies"), rows=3)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Report.Decision.choices)
        possible = decisions_for(report)
        self.fields["decision"].choices = [(decision, labels[decision]) for decision in possible]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") not in (None, Report.Decision.NO_ACTION):
            require_reasons(self, given)
            if not given.get("ground"):
                self.add_error("ground", gettext("Choose the law or the terms of use."))
        return given


class LiftingForm(forms.Form):
    """Why a decision is lifted: the shop reads it."""

    words = words(_("Why is it lifted?"), required=_("Say why: the shop reads it."), rows=3)


class IdentityForm(forms.ModelForm):
    """Who publishes the site: what its legal notice and its mails say."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        validators=[validate_phone],
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    siren = forms.CharField(
        label=_("SIREN number"),
        required=False,
        max_length=14,
        help_text=_("Nine digits; spaces do not matter."),
    )
    rna = forms.CharField(label=_("RNA number"), required=False, max_length=12)

    class Meta:
        model = Association
        fields = [
            *("name", "publisher_type", "legal_form", "address", "phone", "email", "rna", "siren"),
            *("publication_director", "host_name", "host_address"),
        ]
        labels = {
            "name": _("Name of the association"),
            "publisher_type": _("The publisher is"),
            "legal_form": _("Legal form"),
            "address": _("Registered address"),
            "email": _("E-mail that shops and shoppers write to"),
            "publication_director": _("Publication director"),
            "host_name": _("Host of the site"),
            "host_address": _("Address of the host"),
        }
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "host_address": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_siren(self) -> str:
        value = compact_siren(self.cleaned_data["siren"])
        if value:
            validate_siren(value)
        return value

    def clean_rna(self) -> str:
        value = self.cleaned_data["rna"].replace(" ", "").upper()
        if value:
            validate_rna(value)
        return value

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "rna" in given and "siren" in given and not (given["rna"] or given["siren"]):
            self.add_error("rna", gettext("Give the RNA number or the SIREN number."))
        return given


class LookForm(forms.ModelForm):
    """The territory's name, and the theme it is shown in."""

    theme = forms.ChoiceField(label=_("Theme"), widget=forms.RadioSelect)

    class Meta:
        model = Territory
        fields = ["name", "theme"]
        labels = {"name": _("Name of the territory")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = available_themes()
        self.fields["theme"].choices = [(theme.slug, theme.name) for theme in self.themes]


class TextForm(forms.Form):
    """A version of a text, and the day it takes effect."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    since = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, page: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.first_day = page, first_day_of(page, today)
        if page in BINDING:
            self.fields["since"].help_text = _("Shops are told fifteen days before, by e-mail.")
        if page != TerritoryText.Page.MODEL_TERMS:
            self.fields["text"].help_text = _(
                "## Heading, **bold**, *italics*, - list, [words](https://address). An empty "
                "text brings the site’s own back."
            )

    def clean_since(self) -> date:
        since = self.cleaned_data["since"]
        if since < self.first_day:
            day = self.first_day.strftime("%d/%m/%Y")
            raise ValidationError(gettext("Not before %(day)s.") % {"day": day})
        if since > self.first_day + timedelta(days=730):
            raise ValidationError(gettext("Choose a day within two years."))
        return since

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        if text and self.page == TerritoryText.Page.MODEL_TERMS:
            check_model(text)
        return text


def first_day_of(page: str, today: date) -> date:
    return today + timedelta(days=NOTICE_DAYS if page in BINDING else 0)


def check_model(text: str) -> None:
    """Refuse model terms without the words that the law dictates, or with marks nobody fills."""
    errors = [
        gettext("The article “%(title)s” is dictated by law: keep its words as they are.")
        % {"title": title}
        for title in altered_articles(text)
    ]
    errors += [
        gettext("“%(mark)s” is not something that can be filled in.") % {"mark": mark}
        for mark in unknown_marks(text)
    ]
    if errors:
        raise ValidationError(errors)


def require_reasons(form: forms.Form, given: dict[str, Any], *, facts: bool = False) -> None:
    """Ask for what a measure against a shop must state."""
    if facts and not given.get("facts") and "facts" not in form.errors:
        form.add_error("facts", gettext("Say what happened: the shop has a right to know."))
    if not given.get("rule") and "rule" not in form.errors:
        form.add_error("rule", gettext("Name the rule: the shop has a right to know."))


def today_in(territory: Territory) -> date:
    return timezone.localdate(timezone=territory.zone)
