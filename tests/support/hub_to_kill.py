"""A hub that dies, as of a kill, right before a step of its database work.

The variable HUB_DIES_AT says before which; its arguments are those of the program.
"""

import os
import sys
from itertools import count

from sqlalchemy import Connection, Engine, event

from facilitator.cli.dispatch import main as begin

DIES_AT = "HUB_DIES_AT"


def main() -> None:
    last = int(os.environ[DIES_AT])
    steps = count()

    def step(*_: object, **__: object) -> None:
        if next(steps) == last:
            os._exit(9)

    def begun(connection: Connection) -> None:
        step()

    # Every statement, then the end of each transaction: before it, and before what comes after it.
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", begun)
    event.listen(Engine, "rollback", begun)
    event.listen(Engine, "checkin", step)
    begin(sys.argv[1:])


if __name__ == "__main__":
    main()
