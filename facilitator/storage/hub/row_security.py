"""PostgreSQL shows and takes rows of one organisation only: that of the transaction.

FORCE holds the owner of the tables to it as well. So a revision that alters rows of all
organisations must take FORCE off in its transaction, and pg_dump needs a superuser or BYPASSRLS.
The hub's role owns nothing: a fault in the hub can't switch this off.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, func, select, table

from facilitator.storage.hub.base.postgresql_engine import SETTING

_IS_OWN = f"org = current_setting('{SETTING}', true)"
_POLICY = "own_rows"
_RIGHTS = {
    "installation": "SELECT",
    "hub_version": "SELECT",
    "organisations": "SELECT",
    "teams": "SELECT, INSERT, UPDATE (name, head)",
    "log": "SELECT, INSERT, UPDATE (body, size)",
    "meetings": "SELECT, INSERT",
    "erased_meetings": "SELECT, INSERT",
    "devices": "SELECT, INSERT, UPDATE",
    "device_teams": "SELECT, INSERT, UPDATE, DELETE",
    "invitations": "SELECT, INSERT, UPDATE, DELETE",
}
"""What the hub's role may do, by table: what it does, and no more."""

_roles = table(
    "pg_roles", column("oid"), column("rolname"), column("rolsuper"), column("rolbypassrls")
)
_classes = table(
    "pg_class",
    column("relname"),
    column("relkind"),
    column("relnamespace"),
    column("relowner"),
    column("relrowsecurity"),
    column("relforcerowsecurity"),
)


def secure(connection: Connection, names: Iterable[str]) -> None:
    """Switch row security on for tables, which all have a column `org`."""
    for name in names:
        _alter(connection, name, "ENABLE ROW LEVEL SECURITY")
        force(connection, name)
        connection.exec_driver_sql(
            f"CREATE POLICY {_POLICY} ON {name} USING ({_IS_OWN}) WITH CHECK ({_IS_OWN})"
        )


def force(connection: Connection, name: str) -> None:
    """Hold the owner of a table to row security too."""
    _alter(connection, name, "FORCE ROW LEVEL SECURITY")


def let_owner_see_all(connection: Connection, name: str) -> None:
    """Show the owner of a table all rows until `force`, or until the transaction is taken back."""
    _alter(connection, name, "NO FORCE ROW LEVEL SECURITY")


def vacuum_soon(connection: Connection, name: str) -> None:
    """Have PostgreSQL clear away erased bodies soon, though they are few among many rows."""
    options = "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20"
    both = f"{options}, toast.{options.replace(', ', ', toast.')}"
    _alter(connection, name, f"SET ({both})")


def grant(connection: Connection, role: str) -> None:
    """Give the hub's role its rights, and take away all others that it had."""
    quoted = _quoted(connection, role)
    schema = _quoted(connection, str(connection.scalar(select(func.current_schema()))))
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {quoted}")
    for name, rights in _RIGHTS.items():
        connection.exec_driver_sql(f"REVOKE ALL ON {name} FROM {quoted}")
        connection.exec_driver_sql(f"GRANT {rights} ON {name} TO {quoted}")


def creation_of(connection: Connection, role: str, password: str | None) -> str:
    """Return the statement that creates the hub's role; a password is in it only as its hash."""
    statement = (
        f"CREATE ROLE {_quoted(connection, role)} LOGIN"
        " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
    )
    if password is None:
        return statement
    raw = connection.connection.dbapi_connection
    assert raw is not None
    hashed = raw.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return f"{statement} PASSWORD '{hashed.decode('ascii')}'"


def has_role(connection: Connection, role: str) -> bool:
    return connection.scalar(select(_roles.c.rolname).where(_roles.c.rolname == role)) is not None


def faults_of_role(connection: Connection, role: str | None = None) -> list[str]:
    """Return why rows of others would not be safe from a role; from that in use by default.

    A role that is a member of another one can become that one.
    """
    own = connection.scalar(select(func.current_user())) if role is None else role
    found = connection.execute(
        select(_roles.c.rolname, _roles.c.rolsuper, _roles.c.rolbypassrls)
        .where(func.pg_has_role(own, _roles.c.oid, "MEMBER"))
        .order_by(_roles.c.rolname != own, _roles.c.rolname)
    ).all()
    if found[0].rolsuper:
        # It can become any role there is.
        found = found[:1]
    owners = set(connection.scalars(_tables(func.pg_get_userbyid(_classes.c.relowner))))
    faults = []
    for each in found:
        can = "" if each.rolname == own else f" can become {each.rolname}, which"
        if each.rolsuper:
            faults.append(f"The role {own}{can} is a superuser.")
        if each.rolbypassrls:
            faults.append(f"The role {own}{can} may bypass row security.")
        if each.rolname in owners:
            faults.append(f"The role {own}{can} owns the hub’s tables.")
    return faults


def unsecured(connection: Connection, names: Iterable[str]) -> list[str]:
    """Return the tables whose row security is not on, or not for their owner."""
    secured = _tables(_classes.c.relname).where(
        _classes.c.relrowsecurity, _classes.c.relforcerowsecurity
    )
    return sorted(set(names) - set(connection.scalars(secured)))


def _tables(what: ColumnElement[str]) -> Select[Any]:
    """Select something of the tables in the schema in use."""
    space = func.to_regnamespace(func.quote_ident(func.current_schema()))
    return select(what).where(_classes.c.relkind.in_(["r", "p"]), _classes.c.relnamespace == space)


def _alter(connection: Connection, name: str, what: str) -> None:
    connection.exec_driver_sql(f"ALTER TABLE {name} {what}")


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
