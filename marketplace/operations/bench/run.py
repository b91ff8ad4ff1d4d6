"""One run: fill, serve, warm up, ask in turns, and sum up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from marketplace.operations.bench import load, sites
from marketplace.operations.bench.load import Tally
from marketplace.operations.bench.scratch import scratch_databases
from marketplace.operations.bench.shoppers import Browser, order_oscar, order_ours
from marketplace.operations.bench.sites import Site
from marketplace.operations.processes import ProcessGroup

PAGES = ("home", "product_list", "category", "product")
# Orders whose buyers choose among all products, meet on one slot, or spread over fifty.
ORDERS = {
    "place_order": "product",
    "slot_booking": "slot_booking",
    "slot_booking_50": "slot_booking_50",
}
SLOT_SEARCH = "slot_search"
ROWS = (*PAGES, *ORDERS, SLOT_SEARCH)
# As in production; every other row is what a page costs when nothing keeps it.
CACHED = ("home",)
# A word that no page of ours knows: the page is made each time, for a visitor who is the first to
# ask for it. What all pages have in common is held as in production.
NEVER_KEPT = "?bench"
TURNS = 2


@dataclass(frozen=True)
class Size:
    products: int = 20_000
    shops: int = 100
    seconds: float = 4.0  # a turn of one site
    cold: bool = False  # what pages have in common is held by nobody either


@dataclass(frozen=True)
class Row:
    """Things a second, higher is better; None: a figure without meaning.

    queries and cpu_ms are ours alone, for one page, or for one order with every page on its way.
    """

    name: str
    ours: float | None
    oscar: float | None
    floor: float | None
    unit: str
    queries: int | None
    cpu_ms: float | None


@dataclass(frozen=True)
class Stand:
    """The three sites of a run: ours with pages that are kept, ours without, and Oscar's."""

    cached: Site
    uncached: Site
    oscar: Site

    def ours(self, name: str) -> Site:
        return self.cached if name in CACHED else self.uncached


def run(
    names: Sequence[str], *, size: Size, server: str, folder: Path, say: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """Yield a row by name, in the order of ROWS."""
    group = ProcessGroup(log_dir=folder)
    with scratch_databases(("ours", "oscar"), server=server, folder=folder) as urls:
        try:
            stand = _prepare(urls, size, folder, group, say)
            for name in (one for one in ROWS if one in names):
                say(f"Measuring {name}")
                yield asdict(measure(name)(name, stand, seconds=size.seconds))
        finally:
            group.stop()


def measure(name: str) -> Callable[..., Row]:
    if name in ORDERS:
        return order_row
    return search_row if name == SLOT_SEARCH else page_row


def page_row(name: str, stand: Stand, *, seconds: float) -> Row:
    ours = stand.ours(name)
    turns = {
        "ours": (ours, ours.pages(name)),
        "oscar": (stand.oscar, stand.oscar.pages(name)),
        "floor": (ours, ours.addresses["floor"]),
    }
    for site, paths in turns.values():
        load.warm_up(site, paths)
    tallies = in_turns({key: partial(load.visit, *turn) for key, turn in turns.items()}, seconds)
    browser = Browser(ours, counting=True)
    browser.get(ours.pages(name)[0])
    return summed(name, tallies, unit="pages/s", queries=browser.queries)


def search_row(name: str, stand: Stand, *, seconds: float) -> Row:
    """Look for slots over the horizon; Oscar has none, so that the floor is the one measure."""
    ours = stand.ours(name)
    turns = {"ours": ours.addresses[name], "floor": ours.addresses["floor"]}
    for paths in turns.values():
        load.warm_up(ours, paths)
    tallies = in_turns(
        {key: partial(load.visit, ours, paths) for key, paths in turns.items()}, seconds
    )
    browser = Browser(ours, counting=True)
    browser.get(ours.addresses[name][0])
    return summed(name, tallies, unit="searches/s", queries=browser.queries)


def order_row(name: str, stand: Stand, *, seconds: float) -> Row:
    """Order on both sites; on ours, the products say on which slots the buyers meet."""
    ours, oscar = stand.ours(name), stand.oscar
    goods = {"ours": ours.addresses[ORDERS[name]], "oscar": oscar.addresses["product"]}
    ways = {"ours": (ours, order_ours), "oscar": (oscar, order_oscar)}
    for key, (site, order) in ways.items():
        for product in goods[key][: load.WARM_VISITS]:
            order(Browser(site), product)
    tallies = in_turns(
        {
            key: partial(load.drive, site, partial(_orders, site, order, goods[key]))
            for key, (site, order) in ways.items()
        },
        seconds * 2,
    )
    browser = Browser(ours, counting=True)
    order_ours(browser, goods["ours"][0])
    return summed(name, tallies, unit="orders/s", queries=browser.queries)


def in_turns(sides: dict[str, Callable[..., Tally]], seconds: float) -> dict[str, Tally]:
    """Measure A, B, A, B: what else the machine does in between falls on every side."""
    tallies = {key: Tally() for key in sides}
    for _turn in range(TURNS):
        for key, measure in sides.items():
            tallies[key].add(measure(seconds=seconds))
    return tallies


def summed(name: str, tallies: dict[str, Tally], *, unit: str, queries: int) -> Row:
    rates = {key: _rounded(tally.per_second) for key, tally in tallies.items()}
    return Row(
        name=name,
        ours=rates["ours"],
        oscar=rates.get("oscar"),
        floor=rates.get("floor"),
        unit=unit,
        queries=queries,
        cpu_ms=_rounded(tallies["ours"].cpu_ms),
    )


def _orders(
    site: Site, order: Callable, products: Sequence[str], client: int
) -> Iterator[Callable[[], object]]:
    chance = random.Random(client)
    while True:
        yield partial(order, Browser(site), chance.choice(products))


def _prepare(
    urls: dict[str, str], size: Size, folder: Path, group: ProcessGroup, say: Callable
) -> Stand:
    """Fill both databases side by side, then start the servers."""
    say(f"Making {size.products} products of {size.shops} shops, twice")
    ours = sites.environment_of(sites.OURS, urls["ours"], folder / "ours")
    cold = {"PAGE_CACHE": "off"} if size.cold else {}
    oscars = sites.environment_of(sites.OSCAR, urls["oscar"], folder / "oscar")
    stand = Stand(
        Site("cached", sites.OURS, ours),
        Site("uncached", sites.OURS, ours | cold, query=NEVER_KEPT),
        Site("oscar", sites.OSCAR, oscars),
    )
    fillings = [
        sites.start_filling(site, products=size.products, shops=size.shops)
        for site in (stand.uncached, stand.oscar)
    ]
    stand.uncached.addresses, stand.oscar.addresses = map(sites.addresses_from, fillings)
    stand.cached.addresses = stand.uncached.addresses
    for site in (stand.cached, stand.uncached, stand.oscar):
        sites.serve(site, group)
    return stand


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
