"""Opens a database, and ends as a kill would, right before a statement of its migration.

Arguments: the data folder, and how many statements are executed.
"""

import os
import sqlite3
import sys
from pathlib import Path

import facilitator.storage.db.migrations  # noqa: F401 - loaded before the fork
from facilitator.storage.opening import open_database


def main() -> None:
    data, left, begun, connect = Path(sys.argv[1]), int(sys.argv[2]), False, sqlite3.connect

    def statement(sql: str) -> None:
        nonlocal left, begun
        begun = begun or "foreign_keys = OFF" in sql
        left -= begun
        if left < 0:
            os._exit(9)

    def watched(*arguments: object, **options: object) -> sqlite3.Connection:
        raw: sqlite3.Connection = connect(*arguments, **options)
        raw.set_trace_callback(statement)
        return raw

    sqlite3.connect = watched
    open_database(data).close()
