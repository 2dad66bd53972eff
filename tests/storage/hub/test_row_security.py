"""Rows of another organisation do not exist for the hub's role, nor for the owner of the tables."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from facilitator.storage.hub.errors import HubDatabaseError, RoleMissingError, UnreachableError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import ROLE, all_organisations, init
from facilitator.storage.hub.people import Role
from facilitator.storage.hub.tables import SECURED, metadata
from tests.support.cluster import Cluster
from tests.support.stored_hub import (
    ORGANISATION,
    OTHER,
    Place,
    StoredHub,
    address,
    entry,
    erasure,
    postgresql_place,
)

SECURED_NAMES = [table.name for table in SECURED]


@contextmanager
def raw(place: str, org: str | None) -> Iterator[psycopg.Connection]:
    with psycopg.connect(place) as connection:
        if org is not None:
            connection.execute("SELECT set_config('facilitator.org', %s, true)", [org])
        yield connection
        connection.rollback()


@pytest.fixture
def full(postgres_hub: StoredHub) -> StoredHub:
    """One whose tables all have rows of the first organisation."""
    ana = postgres_hub.laptop()
    postgres_hub.push(ana, entry(postgres_hub.team, "a1"), erasure(postgres_hub.team, "a2"))
    postgres_hub.store.invite(postgres_hub.org, Role.MEMBER, [(postgres_hub.team, True)])
    return postgres_hub


def test_every_table_with_rows_of_organisations_is_secured() -> None:
    assert set(metadata.tables) - set(SECURED_NAMES) == {"installation"}


@pytest.mark.parametrize("role", ["hub", "owner"])
def test_nobody_sees_or_writes_rows_of_another(full: StoredHub, role: str) -> None:
    place = getattr(full.place, role)
    bank = init(full.place.owner, OTHER).id
    for table in SECURED_NAMES:
        with raw(place, full.org) as connection:
            (own,) = connection.execute(f"SELECT * FROM {table}").fetchmany(1)
        values = [Jsonb(value) if isinstance(value, dict | list) else value for value in own]
        marks = ", ".join(["%s"] * len(values))
        for org in (None, "", bank, "*", f"{full.org}' OR 'a' = 'a"):
            with raw(place, org) as connection:
                rows = connection.execute(f"SELECT * FROM {table} WHERE org <> %s", [org or ""])
                assert rows.fetchall() == [], (table, org)
                if role == "owner":
                    gone = connection.execute(f"DELETE FROM {table} WHERE org <> %s", [org or ""])
                    assert gone.rowcount == 0, (table, org)
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)


def test_the_hub_s_role_does_what_the_hub_does_and_no_more(full: StoredHub) -> None:
    forbidden = [
        "DELETE FROM log",
        "UPDATE log SET actor = ''",
        "UPDATE log SET org = 'another'",
        "UPDATE teams SET org = 'another'",
        "DELETE FROM teams",
        "UPDATE organisations SET name = ''",
        "ALTER TABLE log NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own_rows ON log",
        "TRUNCATE log",
        "CREATE TABLE others (id text)",
        "SET ROLE hub_owner",
        "UPDATE hub_version SET version_num = '9'",
    ]
    for statement in forbidden:
        with raw(full.place.hub, full.org) as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


def test_no_error_tells_what_is_in_a_row(full: StoredHub) -> None:
    """Even where the database itself would quote the row."""
    bank = init(full.place.owner, OTHER).id
    with pytest.raises(HubDatabaseError) as found:
        full.store._database.run(
            bank, lambda c: c.exec_driver_sql("INSERT INTO organisations VALUES ('secret', '', '')")
        )
    assert "secret" not in str(found.value)
    assert found.value.__cause__ is None


def test_a_hub_does_not_serve_with_a_role_that_sees_everything(
    full: StoredHub, server: Cluster
) -> None:
    name = full.place.hub.partition("@/")[2].partition("?")[0]
    with pytest.raises(HubDatabaseError, match="superuser"):
        HubStore(address(server, "facilitator", name))
    with pytest.raises(HubDatabaseError, match="owns the hub’s tables"):
        HubStore(full.place.owner)
    with psycopg.connect(full.place.owner) as connection:
        connection.execute("ALTER TABLE devices NO FORCE ROW LEVEL SECURITY")
    with pytest.raises(HubDatabaseError, match="off for the table devices"):
        HubStore(full.place.hub)


@pytest.mark.parametrize(
    ("attribute", "said"),
    [("SUPERUSER", "is a superuser"), ("BYPASSRLS", "may bypass"), ("", "owns the hub’s tables")],
)
def test_a_hub_does_not_serve_with_a_role_that_can_become_one_that_sees_everything(
    full: StoredHub, server: Cluster, attribute: str, said: str
) -> None:
    other = "mighty" if attribute else "hub_owner"
    if attribute:
        server.execute(f"CREATE ROLE mighty {attribute}")
    server.execute(f"GRANT {other} TO {ROLE}")
    try:
        with pytest.raises(HubDatabaseError, match=f"can become {other}, which {said}"):
            HubStore(full.place.hub)
    finally:
        server.execute(f"REVOKE {other} FROM {ROLE}")
        server.execute("DROP ROLE IF EXISTS mighty")
    HubStore(full.place.hub).close()


def test_the_owner_lists_all_organisations_and_the_hub_does_not(full: StoredHub) -> None:
    init(full.place.owner, OTHER)
    assert [each.name for each in all_organisations(full.place.owner)] == [OTHER, ORGANISATION]
    with pytest.raises(HubDatabaseError):
        all_organisations(full.place.hub)
    with raw(full.place.owner, None) as connection:
        assert connection.execute("SELECT * FROM organisations").fetchall() == []


def test_the_role_is_created_with_a_password_that_no_log_has(server: Cluster) -> None:
    with postgresql_place(server) as place:
        init(place.owner, ORGANISATION, role="hub_with_password", password="ocean “blue”")
        (stored,) = server.execute(
            "SELECT rolpassword, rolsuper, rolbypassrls FROM pg_authid"
            " WHERE rolname = 'hub_with_password'"
        )
        assert stored[0].startswith("SCRAM-SHA-256$")
        assert stored[1:] == (False, False)
    server.execute("DROP ROLE hub_with_password")


def test_who_may_create_no_role_is_told_what_to_run(server: Cluster) -> None:
    server.execute("CREATE ROLE plain_owner LOGIN")
    server.execute("CREATE DATABASE plain OWNER plain_owner")
    try:
        owner = address(server, "plain_owner", "plain")
        with pytest.raises(RoleMissingError) as found:
            init(owner, ORGANISATION, role="plain_hub", password="secret")
        assert "secret" not in found.value.statement
        assert re.match('CREATE ROLE "?plain_hub"? LOGIN', found.value.statement)
        server.execute(found.value.statement)
        init(owner, ORGANISATION, role="plain_hub")
        with HubStore(address(server, "plain_hub", "plain")) as store:
            assert store.organisation().name == ORGANISATION
    finally:
        server.execute("DROP DATABASE plain WITH (FORCE)")
        server.execute("DROP ROLE IF EXISTS plain_hub")
        server.execute("DROP ROLE plain_owner")


def test_an_administrator_reads_why_there_is_no_connection(
    postgres: Place, server: Cluster, tmp_path: Path
) -> None:
    name = postgres.owner.partition("@/")[2].partition("?")[0]
    with pytest.raises(UnreachableError, match='role "nobody_here" does not exist'):
        HubStore(address(server, "nobody_here", name))
    with pytest.raises(UnreachableError, match='database "nowhere" does not exist'):
        init(address(server, "hub_owner", "nowhere"), ORGANISATION)
    with pytest.raises(UnreachableError, match="Is the server running"):
        HubStore(f"postgresql://hub:secret@/hub?host={tmp_path}")


def test_a_role_that_sees_everything_is_not_taken(postgres: Place, server: Cluster) -> None:
    server.execute("CREATE ROLE sees_all LOGIN BYPASSRLS")
    try:
        with pytest.raises(HubDatabaseError, match="bypass row security"):
            init(postgres.owner, ORGANISATION, role="sees_all")
    finally:
        server.execute("DROP ROLE sees_all")
    assert ROLE != "sees_all"
