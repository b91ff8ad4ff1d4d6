import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template

from marketplace.images.templatetags.images import PLACEHOLDERS

NAME = "products/0123/original.jpg"


def render(arguments, **context):
    template = Template("{% load images %}{% picture " + arguments + " %}")
    return template.render(Context(context)).strip()


def test_a_picture_offers_webp_first_and_jpeg_to_old_browsers():
    html = render("name alt='Pain'", name=NAME)
    assert html.startswith(
        '<picture><source type="image/webp" srcset="/media/products/0123/240.webp'
    )
    assert '<img src="/media/products/0123/480.jpg" srcset="/media/products/0123/240.jpg' in html
    assert html.count('sizes="(min-width: 48rem) 15rem, 45vw"') == 2


def test_a_picture_holds_its_place_and_waits_until_seen():
    html = render("name alt='Pain'", name=NAME)
    assert 'alt="Pain" width="480" height="480" loading="lazy" decoding="async"' in html


def test_the_first_picture_of_a_screen_does_not_wait():
    assert "loading" not in render("name lazy=False", name=NAME)


def test_sizes_are_written_as_plain_numbers():
    assert 'width="1600" height="1000"' in render("name width=1600 height=1000", name=NAME)


def test_a_picture_without_text_is_decorative():
    assert 'alt=""' in render("name", name=NAME)


def test_the_text_of_a_picture_cannot_leave_its_attribute():
    assert "<script>" not in render("name alt=text", name=NAME, text='"><script>')


def test_a_picture_is_taken_from_a_model_field(photo):
    class FieldFile:
        name = NAME

    assert "/media/products/0123/480.jpg" in render("image", image=FieldFile())


def test_without_picture_the_placeholder_stands_there():
    for image in ("", None):
        html = render("image alt='Pain'", image=image)
        assert html.startswith('<img src="/static/img/placeholder')
        assert 'alt="Pain" width="480" height="480"' in html


@pytest.mark.parametrize("kind", PLACEHOLDERS)
def test_each_kind_of_thing_has_its_own_placeholder(kind):
    assert finders.find(PLACEHOLDERS[kind])
    assert f"/static/img/placeholder-{kind}" in render(f"'' kind='{kind}'")


def test_a_thing_of_no_known_kind_gets_the_common_placeholder():
    assert "/static/img/placeholder" in render("'' kind='boat'")


def test_a_file_from_elsewhere_is_shown_alone():
    html = render("name", name="pages/chart.png")
    assert '<img src="/media/pages/chart.png" alt=""' in html
    assert "srcset" not in html
