"""Create the tables as schema.py describes them."""

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.schema import CreateTable

from facilitator.storage.db import pragmas, search_tables
from facilitator.storage.db.connection import raw_of, transaction
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.schema import as_in, columns, tables
from facilitator.storage.db.tables import sharing_tables


def create(connection: Connection) -> None:
    """Create the tables and mark the file as ours, in one transaction. Raises sqlite3.Error.

    Those of sharing and of the search index come last: every table of records begins where it
    always did.
    """
    with transaction(connection):
        create_tables(connection)
        for table in sharing_tables.tables(VERSION):
            connection.exec_driver_sql(plain_statement(table, connection.dialect))
        search_tables.create(connection)
        pragmas.mark_as_ours(raw_of(connection))


def create_tables(connection: Connection) -> None:
    """Create the tables, in the order of their first pages; the transaction is the caller's."""
    for table in tables():
        connection.exec_driver_sql(statement(table, connection.dialect))


def statement(table: Table, dialect: Dialect, version: int = VERSION) -> str:
    """Return the statement that creates a table as it is in a version.

    SQLite keeps it as it is written, on the first page, and every table begins on a page that
    depends on how much there is: without the blanks that Core puts at the ends of lines.
    """
    create = CreateTable(as_in(table, version))
    known = {column.name for column in columns(table, version)}
    create.columns = [each for each in create.columns if each.element.name in known]
    return _tidied(create, dialect)


def plain_statement(table: Table, dialect: Dialect) -> str:
    """Return the statement that creates a table which no version has altered yet."""
    return _tidied(CreateTable(table), dialect)


def _tidied(create: CreateTable, dialect: Dialect) -> str:
    text = str(create.compile(dialect=dialect)).strip()
    return text.replace(", \n", ",\n").replace("\n)\n ", "\n) ").rstrip()
