"""What Wagtail's own migrations leave, for tests that run without them."""

import pytest
from wagtail.models import Locale, Page, Site


def make_bare_wagtail():
    """Make a root, a welcome page and a site."""
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.filter(depth=1).first()
    root = root or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    welcome = root.add_child(instance=Page(title="Welcome", slug="home", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": welcome}
    )


@pytest.fixture
def bare_wagtail(db):
    make_bare_wagtail()
