"""What the tests are worth: each lock and guard is taken out once, and a test must notice.

`python -m tests.mutants` changes one line at a time in a copy of the tree, runs the tests that
should fail, and says which mutants were killed; it ends in an error if one survives.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import throwaway_database

ROOT = Path(__file__).parent.parent
COPIED = ("marketplace", "pickup", "shops", "themes", "tests", "locale", "pyproject.toml")
PYTEST = (sys.executable, "-m", "pytest", "--nomigrations", "-qx", "-p", "no:cacheprovider")
FAILED = 1  # pytest's word for tests that ran and failed; any other means that none ran
RACES = "tests/races/"


@dataclass(frozen=True)
class Mutant:
    """A guard that is taken out, in words; and the test that notices."""

    name: str
    path: str
    old: str
    new: str
    test: str


MUTANTS = [
    Mutant(
        "a slot takes more orders than it has places",
        "pickup/slots/queries.py",
        'Q(closed=False, booked__lt=F("capacity"))',
        "Q(closed=False)",
        "tests/pickup/slots/test_services.py::test_a_full_slot_refuses",
    ),
    Mutant(
        "a slot takes more work than it bears",
        "pickup/slots/queries.py",
        'Q(work_capacity=None) | Q(work_booked__lte=F("work_capacity") - work)',
        "Q()",
        RACES + "test_quantities.py::test_the_last_work_of_a_slot_is_taken_exactly",
    ),
    Mutant(
        "a slot is booked at the very second of its cut-off",
        "pickup/slots/queries.py",
        "self.filter(cutoff__gt=now)",
        "self.filter(cutoff__gte=now)",
        "tests/pickup/slots/test_services.py::test_the_cutoff_is_exact_to_the_second",
    ),
    Mutant(
        "more is sold of a day than is made",
        "shops/catalogue/quotas.py",
        'filter(pk=quota_id, planned__gte=F("taken") + quantity)',
        "filter(pk=quota_id)",
        RACES + "test_quantities.py::test_the_last_units_of_a_day_are_sold_exactly",
    ),
    Mutant(
        "a chair is taken that is not free",
        "shops/catalogue/resources.py",
        'start__in=steps, planned__gte=F("taken") + quantity',
        "start__in=steps",
        "tests/pickup/orders/service_times/test_taking.py::"
        "test_what_was_taken_meanwhile_is_refused_by_name",
    ),
    Mutant(
        "a second service begins with the first",
        "pickup/orders/service_times/sequence.py",
        "= shift + service.duration_minutes",
        "= shift",
        "tests/pickup/orders/service_times/test_sequence.py::"
        "test_the_second_sits_down_when_the_first_is_done",
    ),
    Mutant(
        "stock is set aside that is not there",
        "shops/catalogue/stock.py",
        "_record(stockrecord_id).filter(enough).update(",
        "_record(stockrecord_id).update(",
        RACES + "test_last_units.py::test_the_last_units_are_sold_exactly",
    ),
    Mutant(
        "stock rows are locked in the order of the basket",
        "pickup/orders/placing/scarce.py",
        "for stockrecord_id in sorted(wanted):",
        "for stockrecord_id in wanted:",
        RACES + "test_two_shops.py::test_opposite_baskets_are_all_placed",
    ),
    Mutant(
        "a page that is sent twice adds twice",
        "pickup/orders/changes/adding.py",
        "    if not is_new:",
        "    if False:",
        "tests/pickup/orders/changes/test_adding.py::test_the_same_key_adds_once",
    ),
    Mutant(
        "an order moves on from wherever it is",
        "pickup/orders/steps.py",
        "filter(where, pk=order.pk, status=before, status__in=sources)",
        "filter(where, pk=order.pk)",
        RACES + "test_counter.py::test_cancelling_against_handing_over",
    ),
    Mutant(
        "what an order held is given back twice",
        "pickup/orders/releasing.py",
        "filter(pk=order.pk, released_at__isnull=True)",
        "filter(pk=order.pk)",
        "tests/pickup/orders/test_transitions.py::test_giving_back_happens_once",
    ),
    Mutant(
        "a question about a line is answered twice",
        "pickup/orders/lines/settling.py",
        "filter(pk=adjustment.pk, consent=Consent.ASKED)",
        "filter(pk=adjustment.pk)",
        "tests/pickup/orders/lines/test_adjusting.py::test_of_two_answers_one_counts",
    ),
    Mutant(
        "two withdrawals of one order do not wait for each other",
        "pickup/withdrawals/services.py",
        'orders.select_for_update(of=("self",)).get(pk=order_id)',
        "orders.get(pk=order_id)",
        RACES + "test_withdrawals.py::test_a_double_click_withdraws_once",
    ),
    Mutant(
        "a hold that was confirmed in time expires all the same",
        "pickup/orders/holds.py",
        "where=Q(hold_expires_at__lte=now))",
        "where=Q())",
        "tests/pickup/orders/test_holds.py::test_a_hold_that_lasts_is_not_ended",
    ),
    Mutant(
        "codes can be tried without end",
        "pickup/orders/counter/handover.py",
        "    _check_limits(shop, by, now)\n",
        "",
        "tests/pickup/orders/counter/test_handover.py::test_after_five_wrong_codes_even_the_right_one_waits",
    ),
]


def main() -> int:
    began = time.monotonic()
    with throwaway_database() as url, tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder)
        copy_to(tree)
        if run(tree, url, [mutant.test for mutant in MUTANTS]):
            say("The tests fail before anything is changed.")
            return 1
        survivors = sum(not is_killed(mutant, tree, url) for mutant in MUTANTS)
    minutes = (time.monotonic() - began) / 60
    killed = len(MUTANTS) - survivors
    say(f"{killed} of {len(MUTANTS)} mutants killed, {survivors} survived, in {minutes:.1f} min")
    return 1 if survivors else 0


def copy_to(tree: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)


def is_killed(mutant: Mutant, tree: Path, url: str) -> bool:
    with mutated(tree / mutant.path, mutant):
        killed = run(tree, url, [mutant.test]) == FAILED
    say(f"{'killed  ' if killed else 'SURVIVED'} {mutant.name}")
    return killed


@contextmanager
def mutated(path: Path, mutant: Mutant) -> Iterator[None]:
    """Change a file for a while; the guard must stand there once, or it was moved meanwhile."""
    text = path.read_text()
    if text.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.path} does not hold once: {mutant.old}")
    path.write_text(text.replace(mutant.old, mutant.new))
    try:
        yield
    finally:
        path.write_text(text)


def run(tree: Path, url: str, tests: list[str]) -> int:
    """Run tests in a copy of the tree, races on PostgreSQL; return the worst code of pytest.

    Without compiled files: a change within the same second would go unnoticed.
    """
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("DATABASE_URL", None)
    races = [test for test in tests if test.startswith(RACES)]
    others = [test for test in tests if test not in races]
    return max(
        _pytest(tree, environment | {"DATABASE_URL": url}, races),
        _pytest(tree, environment, others),
    )


def _pytest(tree: Path, environment: dict[str, str], tests: list[str]) -> int:
    if not tests:
        return 0
    ran = subprocess.run(
        [*PYTEST, *tests], cwd=tree, env=environment, capture_output=True, check=False
    )
    return ran.returncode


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
