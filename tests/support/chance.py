"""What is left to chance in the fault tests, and how a run of it is had again."""

import os
import random

SEED_VARIABLE = "FACILITATOR_TEST_SEED"


def drawn_seed() -> int:
    """The seed named in FACILITATOR_TEST_SEED, else any; the tests print it."""
    named = os.environ.get(SEED_VARIABLE)
    seed = int(named) if named else random.randrange(10**6)
    print(f"{SEED_VARIABLE}={seed}")
    return seed
