"""Setting the hub's database up, as its owner: tables, the hub's role, organisations."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

from facilitator.domain.text import clean_line
from facilitator.errors import InputRefusedError
from facilitator.storage.hub import migrations, row_security
from facilitator.storage.hub.base.entry_check import is_text
from facilitator.storage.hub.base.tokens import organisation_id
from facilitator.storage.hub.database import Database, code_of, not_set_up
from facilitator.storage.hub.errors import (
    DatabaseAwayError,
    HubDatabaseError,
    RoleMissingError,
    UnreachableError,
)
from facilitator.storage.hub.people import Organisation
from facilitator.storage.hub.tables import SECURED, installation, organisations

ROLE = "facilitator_hub"
LONGEST_NAME = 200


def init(
    url: str, organisation: str, *, role: str = ROLE, password: str | None = None
) -> Organisation:
    """Set a database up for a first or another organisation; may be run again.

    `url` is that of the owner of the database, `role` the name of the one that the hub logs in
    with; it is created if need be. Without a password it logs in as PostgreSQL allows otherwise.
    Raises HubDatabaseError, UnreachableError, InputRefusedError.
    """
    name = name_of(organisation)
    upgrade(url, role=role, password=password)
    with _opened(url) as database:
        org = organisation_id(name)
        return database.run(org, lambda connection: _add(connection, Organisation(org, name)))


def upgrade(url: str, *, role: str = ROLE, password: str | None = None) -> None:
    """Bring the tables up to this program, and give the hub's role its rights.

    Raises HubDatabaseError, UnreachableError.
    """
    with _opened(url) as database:
        database.run("", _upgrade)
        if database.is_postgresql:
            statement = database.run(
                "", lambda connection: _creation_if_missing(connection, role, password)
            )
            if statement:
                _create_role(database, role, statement)
            database.run("", lambda connection: _grant(connection, role))


def all_organisations(url: str) -> list[Organisation]:
    """Return all organisations of a database, as its owner. Raises as `upgrade` does."""
    with _opened(url) as database:
        return database.run("", _read_all)


def check(connection: Connection) -> None:
    """Make sure that a hub may work with a database. Raises HubDatabaseError."""
    check_revision(connection)
    if connection.dialect.name == "postgresql" and (faults := faults_of(connection)):
        raise HubDatabaseError(
            f"{' '.join(faults)} So rows of one organization would not be safe from another. Use"
            " the role that facilitator hub init has created."
        )


def faults_of(connection: Connection) -> list[str]:
    """Return what in PostgreSQL would let a hub see more than one organisation at a time."""
    faults = row_security.faults_of_role(connection)
    unsecured = row_security.unsecured(connection, [table.name for table in SECURED])
    return faults + [f"Row security is off for the table {name}." for name in unsecured]


def check_revision(connection: Connection) -> None:
    """Make sure that the tables are those of this program. Raises HubDatabaseError."""
    found = migrations.revision_of(connection)
    if found is None:
        raise not_set_up()
    if not migrations.is_known(found):
        raise HubDatabaseError(
            "This database belongs to a newer Facilitator hub. Nothing was changed. Install that"
            " version or a newer one."
        )
    if found != migrations.newest():
        raise HubDatabaseError(
            "The hub’s tables are of an older version. Make a backup and run facilitator hub init"
            " as the owner of the database to upgrade them."
        )


def name_of(text: str) -> str:
    """Return a name as it is stored. Raises InputRefusedError if it can't be one."""
    name = " ".join(clean_line(text).split()) if is_text(text, 10 * LONGEST_NAME) else ""
    if not name or len(name) > LONGEST_NAME:
        raise InputRefusedError(f"A name needs 1 to {LONGEST_NAME} characters. Choose another one.")
    return name


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    except DatabaseAwayError as away:
        raise UnreachableError(away) from None
    finally:
        database.close()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        encoding = connection.scalar(select(func.current_setting("server_encoding")))
        if encoding != "UTF8":
            raise HubDatabaseError(
                f"This database keeps text as {encoding}, which doesn’t have all characters."
                " Create one with the encoding UTF8 and start again."
            )
    found = migrations.revision_of(connection)
    if found is not None and not migrations.is_known(found):
        check_revision(connection)
    migrations.upgrade(connection)


def _creation_if_missing(connection: Connection, role: str, password: str | None) -> str | None:
    if row_security.has_role(connection, role):
        return None
    return row_security.creation_of(connection, role, password)


def _create_role(database: Database, role: str, statement: str) -> None:
    def create(connection: Connection) -> None:
        try:
            connection.exec_driver_sql(statement)
        except DBAPIError as error:
            if code_of(error) == "42501":
                raise RoleMissingError(role, f"{statement};") from None
            raise

    database.run("", create)


def _grant(connection: Connection, role: str) -> None:
    if faults := row_security.faults_of_role(connection, role):
        raise HubDatabaseError(
            f"{' '.join(faults)} The hub must log in as a role that can’t see around row security."
            " Choose another role."
        )
    row_security.grant(connection, role)


def _add(connection: Connection, added: Organisation) -> Organisation:
    known = connection.scalar(select(organisations.c.name).where(organisations.c.org == added.id))
    if known is not None:
        return Organisation(added.id, known)
    connection.execute(
        insert(organisations).values(org=added.id, name=added.name, created_at=now())
    )
    if connection.scalar(select(installation.c.org)) is None:
        connection.execute(insert(installation).values(id=1, org=added.id))
    return added


def _read_all(connection: Connection) -> list[Organisation]:
    if connection.dialect.name != "postgresql":
        return _read(connection)
    # PostgreSQL takes this back with all else that the transaction did.
    with connection.begin_nested() as attempt:
        row_security.let_owner_see_all(connection, organisations.name)
        found = _read(connection)
        attempt.rollback()
    return found


def _read(connection: Connection) -> list[Organisation]:
    columns = (organisations.c.org, organisations.c.name)
    found = connection.execute(select(*columns).order_by(organisations.c.name))
    return [Organisation(org, name) for org, name in found]
