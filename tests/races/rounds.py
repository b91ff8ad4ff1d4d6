"""How often people meet: `make race` takes its time; where all is tested, a quarter of it will do.

Each meeting is forced, and each test has its negative control: more rounds find what no one
thought of, not what the test is about.
"""

import os

DIVISOR = int(os.environ.get("RACE_DIVISOR", "1"))


def rounds(number: int) -> int:
    """Return how many rounds to run of so many; two at least."""
    return max(2, number // DIVISOR)
