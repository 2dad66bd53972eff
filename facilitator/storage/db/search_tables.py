"""The tables of the search index, for which Core has no form; the only place for their text.

They are SQLite's alone, come last in a file and hold nothing that is not in the other tables: where
they are missing or damaged they are made again. A text that is searched has a number, which grows:
the index of its trigrams knows it by that.
"""

import sqlite3
from functools import cache

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
    delete,
    func,
    select,
    table,
)
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateTable, DropTable

from facilitator.storage.db import pragmas
from facilitator.storage.db.connection import raw_of, rows_of, transaction

SINCE = 6
"""The version of the file that brought them."""
OLDEST_SQLITE = (3, 34, 0)
"""Since when SQLite can have an index of trigrams."""

texts = Table(
    "search_texts",
    MetaData(),
    Column("number", Integer, primary_key=True),
    # First in its index: no row of that looks like one of a record to who salvages a file.
    Column("kind", Integer, nullable=False),
    Column("meeting_id", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("day", Text),
    UniqueConstraint("kind", "meeting_id", "id"),
)
"""Every searched text as it is compared. `day` is that of what is said in a journal."""
trigrams = table(
    "search_index", column("rowid"), column("text"), column("search_index"), column("rank")
)
"""The index of the texts. Its last columns take commands."""
_TRIGRAMS = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_texts', "
    "content_rowid='number', tokenize='trigram case_sensitive 1', detail=none, columnsize=0)"
)
terms = table("search_terms", column("term"))
"""The trigrams that the index knows; a table of the connection alone."""
_TERMS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms "
    "USING fts5vocab('main', 'search_index', 'row')"
)
_SHADOWS = {
    "data": "(id INTEGER PRIMARY KEY, block BLOB)",
    "idx": "(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "config": "(k PRIMARY KEY, v) WITHOUT ROWID",
}
"""What SQLite itself makes for the index, and how it writes that down."""
_catalog = table("sqlite_master", *map(column, ("type", "name", "tbl_name", "sql", "rootpage")))


def statements() -> tuple[str, ...]:
    """Return the statements that make the tables, in their order."""
    made = str(CreateTable(texts).compile(dialect=dialect())).strip()
    return made.replace(", \n", ",\n").replace("\n)", "\n)").rstrip(), _TRIGRAMS


def are_possible(raw: sqlite3.Connection) -> bool:
    """Return whether the SQLite of this Python has an index of trigrams."""
    return sqlite3.sqlite_version_info >= OLDEST_SQLITE and "fts5" in pragmas.modules(raw)


def create(connection: Connection) -> None:
    """Create the tables, empty; the transaction is the caller's."""
    for statement in statements():
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Remove the tables, as far as they are there; the transaction is the caller's.

    Raises as SQLAlchemy does where their pages are damaged.
    """
    # The index first: it takes along what is its own.
    for name in sorted(names(), key=len):
        connection.execute(DropTable(Table(name, MetaData()), if_exists=True))


def cut_out(connection: Connection) -> None:
    """Remove the tables without looking at their pages, which are damaged. Raises sqlite3.Error.

    Outside of a transaction; the file is then written anew, without what was theirs.
    """
    raw = raw_of(connection)
    pragmas.open_catalog(raw)
    try:
        with transaction(connection):
            connection.execute(delete(_catalog).where(_catalog.c.tbl_name.in_(names())))
    finally:
        pragmas.read_catalog_again(raw)
    raw.execute("VACUUM")


def provide_terms(connection: Connection) -> None:
    """Make sure that the connection has the table of trigrams; the transaction is the caller's."""
    connection.exec_driver_sql(_TERMS)


def names() -> frozenset[str]:
    """Return the names of the tables, those that the index makes for itself included."""
    return frozenset({texts.name, trigrams.name, *(f"{trigrams.name}_{n}" for n in _SHADOWS)})


def are_complete(connection: Connection) -> bool:
    """Return whether all of the tables are there; the transaction is the caller's."""
    return rows_of(connection, _COUNT) == [(len(names()),)]


_COUNT = select(func.count()).where(_catalog.c.type == "table", _catalog.c.name.in_(names()))


@cache
def expected() -> dict[str, tuple[str, str, str]]:
    """Return type, table and statement of each entry in the catalog, by name."""
    made_texts, made_trigrams = statements()
    shadows = (
        ("table", f"{trigrams.name}_{name}", f"CREATE TABLE '{trigrams.name}_{name}'{form}")
        for name, form in _SHADOWS.items()
    )
    return {
        texts.name: ("table", texts.name, made_texts),
        f"sqlite_autoindex_{texts.name}_1": ("index", texts.name, ""),
        trigrams.name: ("table", trigrams.name, made_trigrams),
        **{name: (kind, name, made) for kind, name, made in shadows},
    }
