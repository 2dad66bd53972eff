"""What is said to the database by hand fits the tables as SQLAlchemy knows them."""

import subprocess
import sys

import pytest

from facilitator.domain.records import Record
from facilitator.storage import statements
from facilitator.storage.rows import TABLE_NAMES
from facilitator.storage.schema import TABLES, metadata

LOADED = """
import sys
from datetime import date
from pathlib import Path
from facilitator.storage.store import Store

store = Store(Path(sys.argv[1]))
store.start()
store.warm_up()
store.meetings(date.today()).result()
assert store.close()
print("sqlalchemy" in sys.modules)
"""


@pytest.mark.parametrize("kind", TABLE_NAMES, ids=lambda kind: kind.__name__)
def test_every_record_has_its_table_and_every_column_its_field(kind: type[Record]) -> None:
    assert set(statements.columns(kind)) == {column.name for column in TABLES[kind].columns}


def test_every_table_holds_records() -> None:
    assert set(TABLE_NAMES.values()) == set(metadata.tables)


def test_only_the_first_start_ever_loads_sqlalchemy(tmp_path: object) -> None:
    starts = [
        subprocess.run(
            [sys.executable, "-c", LOADED, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert starts == ["True", "False"]
