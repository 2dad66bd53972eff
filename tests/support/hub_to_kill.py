"""A hub that dies, as of a kill, right before a step of its database work.

The variable HUB_DIES_AT says before which, or BEFORE_ANSWER: when it has committed entries and has
not said so. Its arguments are those of the program.
"""

import os
import sys
from itertools import count

from sqlalchemy import Connection, Engine, event

from facilitator.cli.dispatch import main as begin

DIES_AT = "HUB_DIES_AT"
BEFORE_ANSWER = "answer"


def main() -> None:
    if os.environ[DIES_AT] == BEFORE_ANSWER:
        die_before_answer()
    else:
        die_at(int(os.environ[DIES_AT]))
    begin(sys.argv[1:])


def die_before_answer() -> None:
    pushed = False

    def execute(_: Connection, __: object, statement: str, *___: object) -> None:
        nonlocal pushed
        pushed |= statement.startswith("INSERT INTO log ")

    def given_back(*_: object) -> None:
        if pushed:
            os._exit(9)

    event.listen(Engine, "before_cursor_execute", execute)
    # After the end of the transaction.
    event.listen(Engine, "checkin", given_back)


def die_at(last: int) -> None:
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


if __name__ == "__main__":
    main()
