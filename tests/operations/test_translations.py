"""Strings are found where Django will look them up, and translations survive."""

import pytest
from babel.messages import Catalog

from marketplace.operations import translations
from marketplace.operations.translations import Phrase


def phrases(source):
    return set(translations.phrases_of_template(source))


def test_a_translate_tag_is_found():
    assert phrases('{% translate "Basket" %}') == {Phrase("Basket")}


def test_a_percent_sign_is_doubled_as_django_looks_it_up():
    assert phrases('{% translate "100 % wool" %}') == {Phrase("100 %% wool")}


def test_a_trimmed_block_is_found_as_one_line():
    source = """
        {% blocktranslate trimmed with shop=order.shop %}
            Collected
            at {{ shop }}
        {% endblocktranslate %}"""
    assert phrases(source) == {Phrase("Collected at %(shop)s")}


def test_a_plural_is_found_inside_branches_and_blocks():
    source = """{% block body %}{% if a %}{% for b in c %}
        {% blocktranslate count n=b %}{{ n }} shop{% plural %}{{ n }} shops{% endblocktranslate %}
        {% endfor %}{% endif %}{% endblock %}"""
    assert phrases(source) == {Phrase("%(n)s shop", "%(n)s shops")}


def test_a_context_is_kept():
    assert phrases('{% translate "May" context "month" %}') == {Phrase("May", context="month")}


def test_a_marked_literal_in_an_include_is_found():
    assert phrases('{% include "x.html" with title=_("Your basket") %}') == {Phrase("Your basket")}


def test_python_calls_are_found():
    source = b'a = _("Shop"); b = ngettext("%(n)s shop", "%(n)s shops", n); c = print("x")'
    assert set(translations.phrases_of_python(source)) == {
        Phrase("Shop"),
        Phrase("%(n)s shop", "%(n)s shops"),
    }


def test_merging_keeps_what_is_known_and_drops_what_is_gone():
    known = Catalog(locale="fr")
    known.add("Shop", "Commerce")
    known.add("Gone", "Parti")
    merged = translations.merge({Phrase("Shop"), Phrase("Basket")}, known)
    assert merged["Shop"].string == "Commerce"
    assert merged.get("Gone") is None
    assert translations.untranslated(merged) == ["Basket"]


def test_a_plural_is_complete_with_both_forms():
    catalog = translations.merge({Phrase("%(n)s shop", "%(n)s shops")}, Catalog(locale="fr"))
    assert translations.fill(catalog, {"%(n)s shop": ["%(n)s commerce", "%(n)s commerces"]}) == 1
    assert translations.untranslated(catalog) == []
    assert translations.broken(catalog) == []


def test_one_form_does_not_translate_a_plural():
    catalog = translations.merge({Phrase("%(n)s shop", "%(n)s shops")}, Catalog(locale="fr"))
    assert translations.fill(catalog, {"%(n)s shop": "%(n)s commerce"}) == 0


def test_a_missing_translation_is_not_called_broken():
    catalog = translations.merge({Phrase("At %(shop)s")}, Catalog(locale="fr"))
    assert translations.untranslated(catalog) == ["At %(shop)s"]
    assert translations.broken(catalog) == []


def test_a_wrong_placeholder_is_named():
    catalog = translations.merge({Phrase("At %(shop)s")}, Catalog(locale="fr"))
    translations.fill(catalog, {"At %(shop)s": "Chez %(boutique)s"})
    assert translations.broken(catalog)


@pytest.mark.parametrize("text", ["Prêt ?", "« Prêt\u00a0»", "Lundi : fermé"])
def test_a_sign_that_could_stand_alone_on_a_line_is_named(text):
    catalog = translations.merge({Phrase("Ready?"), Phrase("Open")}, Catalog(locale="fr"))
    translations.fill(catalog, {"Ready?": text, "Open": "Ouvert\u00a0: «\u00a0oui\u00a0»"})
    assert translations.loose(catalog) == ["Ready?"]


def test_writing_twice_gives_the_same_file(tmp_path):
    catalog = translations.merge({Phrase("Shop"), Phrase("Basket")}, Catalog(locale="fr"))
    path = tmp_path / "django.po"
    translations.write_catalog(catalog, path)
    first = path.read_bytes()
    translations.write_catalog(
        translations.merge({Phrase("Basket"), Phrase("Shop")}, translations.read_catalog(path)),
        path,
    )
    assert path.read_bytes() == first


@pytest.fixture
def locale(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    catalog = translations.merge({Phrase("Market hall")}, Catalog(locale="fr"))
    translations.fill(catalog, {"Market hall": "Halle"})
    translations.write_catalog(catalog, translations.catalog_path())
    return tmp_path


def test_a_catalogue_is_compiled_only_when_it_changed(locale):
    assert len(translations.compile_catalogs()) == 1
    assert translations.compile_catalogs() == []
