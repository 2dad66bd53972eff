"""The same examples in every run of the suite, whichever modules happen to be loaded."""

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis.internal.conjecture import providers

PICKED = "_get_local_constants"
"""What gives Hypothesis the numbers and texts that it picks from the code of the program.

It goes by the modules that are loaded, which depends on the tests that ran before.
"""


def pick_nothing_from_the_program() -> None:
    """Let examples depend on nothing but the test, as long as every run tries the same."""
    pick: Callable[[], Any] | None = getattr(providers, PICKED, None)
    if pick is None:
        # Older ones pick nothing.
        return
    nothing = providers.Constants()
    setattr(providers, PICKED, lambda: nothing if settings.default.derandomize else pick())
