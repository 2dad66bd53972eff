"""What is said to the database by hand fits the tables as SQLAlchemy knows them."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateTable

from facilitator.domain.records import Record
from facilitator.storage.db import statements
from facilitator.storage.db.rows import TABLE_NAMES
from facilitator.storage.db.schema import TABLES, metadata
from facilitator.storage.db.tables import CREATE

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


def test_the_tables_are_made_as_they_are_described() -> None:
    described = [
        str(CreateTable(table).compile(dialect=dialect())) for table in metadata.sorted_tables
    ]
    assert sorted(map(_on_one_line, CREATE)) == sorted(map(_on_one_line, described))


def test_no_start_loads_sqlalchemy(tmp_path: Path) -> None:
    for start in ("the first ever", "a later one"):
        said = subprocess.run(
            [sys.executable, "-c", LOADED, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert said.strip() == "False", start


def _on_one_line(statement: str) -> str:
    return " ".join(statement.split())
