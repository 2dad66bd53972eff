"""A laptop that adds cards and shares them, and dies as of a kill right before a step of its own.

Arguments: the data folder, its meeting, what to write on the cards, and before which statement of
its database it dies. It says each card that is on its disk.
"""

import os
import sys
from itertools import count
from pathlib import Path

from facilitator.domain.chain import verbs
from facilitator.storage.db.database import Database
from tests.support.shared_laptop import Laptop, syncs_when_it_can
from tests.support.small_meeting import EXERCISE

CARDS = 4
NEVER = 1_000_000
DEAD = 9
COLUMN = EXERCISE.columns[0].id


def main() -> None:
    folder, meeting, words, last = Path(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4])
    laptop = Laptop(folder, folder.name)
    steps = count()

    def step(_: str) -> None:
        if next(steps) == last:
            os._exit(DEAD)

    def watch(database: Database, _: object) -> None:
        database.raw.set_trace_callback(step)

    laptop.store._read(watch).result()
    for number in range(CARDS):
        text = f"{words}.{number}"
        laptop.does(meeting, lambda known, text=text: verbs.add_cards(known, COLUMN, [text]))
        print(text, flush=True)
        if number % 2:
            syncs_when_it_can(laptop)
    laptop.close()


if __name__ == "__main__":
    main()
