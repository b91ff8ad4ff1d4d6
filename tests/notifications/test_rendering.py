"""Subject, text and HTML from templates."""

from pathlib import Path

import pytest

import themes
from marketplace.notifications.rendering import render_mail

TEMPLATES = {
    "placed_subject.txt": "Commande chez\n{{ shop }}\n",
    "placed.txt": "{% extends 'notifications/mail_base.txt' %}"
    "{% block content %}Chez {{ shop }}{% endblock %}",
    "placed.html": "{% extends 'notifications/mail_base.html' %}"
    "{% block content %}<p>{{ shop }}</p>"
    "{% include 'notifications/_mail_code.html' with code='4821' %}"
    "{% include 'notifications/_mail_button.html' with url='/x/' label='Voir' %}{% endblock %}",
}


LAYOUTS = Path(themes.__path__[0]) / "default" / "templates"


@pytest.fixture
def placed(settings):
    loaders = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        ("django.template.loaders.filesystem.Loader", [LAYOUTS]),
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": loaders},
        }
    ]
    context = {"shop": "L'Étable & <Cie>", "subject": "Commande", "site_name": "Haut-Velune"}
    return render_mail("placed", context)


def test_the_subject_is_one_line_as_typed(placed):
    assert placed.subject == "Commande chez L'Étable & <Cie>"


def test_the_text_is_never_escaped(placed):
    assert "Chez L'Étable & <Cie>" in placed.text
    assert "Haut-Velune" in placed.text


def test_the_html_is_escaped_and_in_the_layout(placed):
    assert "<p>L&#x27;Étable &amp; &lt;Cie&gt;</p>" in placed.html
    assert '<html lang="fr">' in placed.html
    assert "prefers-color-scheme: dark" in placed.html
