"""A guest who orders one line, on our site and on Oscar's, by the forms that they are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from marketplace.operations.bench.counting import ANSWER, ASK
from marketplace.operations.bench.load import TIMEOUT, BadAnswer
from marketplace.operations.bench.sites import Site

INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Browser:
    """Keeps cookies, follows redirects, asks for the number of queries where told to.

    Attributes:
        queries: statements that the requests so far sent to the database; counted by our site.
    """

    def __init__(self, site: Site, *, counting: bool = False):
        self.site, self.counting = site, counting
        self.cookies: dict[str, str] = {}
        self.queries = 0
        self.path = ""

    def get(self, path: str) -> str:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, object]) -> str:
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, self._headers(body))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        self.queries += int(answer.headers.get(ANSWER, 0))
        self.path = path
        if answer.status in (301, 302, 303):
            target = urlsplit(answer.headers["Location"])
            return self.get(target.path + (f"?{target.query}" if target.query else ""))
        if answer.status != 200:
            raise BadAnswer(f"{method} {path}: {answer.status}\n{text[:2000]}")
        return text

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.counting:
            headers[ASK] = "1"
        return headers

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def order_ours(browser: Browser, product: str) -> None:
    """Order from the product's page to the confirmation; raises BadAnswer where it fails."""
    address = browser.site.addresses
    fields = inputs(browser.get(product))
    basket = browser.post(address["add"], {"product": fields["product"], "quantity": 1})
    chosen = {name: value for name, value in inputs(basket).items() if name.startswith("slot-")}
    recap = inputs(browser.post(address["continue"], chosen | token(basket)))
    sent = {"basket": recap["basket"], "shown": recap["shown"]}
    guest = {"name": "Jeanne Durand", "email": "jeanne@example.org"}
    browser.post(address["checkout"], sent | guest | {TOKEN: recap[TOKEN]})
    must_be_at(browser, "/merci/")


def order_oscar(browser: Browser, product: str) -> None:
    """Order by Oscar's anonymous checkout, each of its steps."""
    address = browser.site.addresses
    page = browser.get(product)
    add = re.search(r'action="([^"]*/add/\d+/)"', page)
    if add is None:
        raise BadAnswer(f"{product}: no form to add it to the basket")
    browser.post(add[1], {"quantity": 1} | token(page))
    page = browser.get(address["checkout"])
    guest = {"username": "jeanne@example.org", "options": "anonymous"}
    page = browser.post(address["checkout"], guest | token(page))
    page = browser.post(address["address"], ADDRESS | token(page))
    page = browser.get(address["preview"])
    browser.post(address["preview"], {"action": "place_order"} | token(page))
    must_be_at(browser, "/thank-you/")


TOKEN = "csrfmiddlewaretoken"
ADDRESS = {
    "first_name": "Jeanne",
    "last_name": "Durand",
    "line1": "1 place du Marché",
    "line4": "Valcendre",
    "postcode": "63600",
    "country": "FR",
}


def token(page: str) -> dict[str, str]:
    return {TOKEN: inputs(page)[TOKEN]}


def inputs(page: str) -> dict[str, str]:
    """Return the values of a page's fields by name; of several with one name, the first."""
    found: dict[str, str] = {}
    for tag in INPUT.findall(page):
        facts = dict(ATTRIBUTE.findall(tag))
        if facts.get("name"):
            found.setdefault(facts["name"], facts.get("value", ""))
    return found


def must_be_at(browser: Browser, end: str) -> None:
    if not browser.path.endswith(end):
        raise BadAnswer(f"no order was placed: the way ended at {browser.path}")
