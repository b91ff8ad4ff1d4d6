"""The language of a page is said by its address alone: /en/ for English, none for French."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils import translation


class OtherLanguage(NamedTuple):
    """Where the same page stands in another language, and what that language calls itself."""

    code: str
    name: str
    path: str


class LanguageMiddleware:
    """Speak the language of the address.

    Django's own would ask the browser where the address says nothing, and vary every page on it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info)
        request.LANGUAGE_CODE = language or settings.LANGUAGE_CODE
        translation.activate(request.LANGUAGE_CODE)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def other_languages(request: HttpRequest) -> list[OtherLanguage]:
    """Return the same address in the languages that the page is not in."""
    spoken = translation.get_language()
    return [
        OtherLanguage(
            code,
            translation.get_language_info(code)["name_local"].capitalize(),
            translate_url(request.get_full_path(), code),
        )
        for code, _name in settings.LANGUAGES
        if code != spoken
    ]


def language_of_texts() -> str:
    """Return what pages and legal texts are written in; empty where the page speaks it anyway.

    They are not translated: a screen reader must read them aloud in their own language.
    """
    spoken = translation.get_language()
    return "" if spoken == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
