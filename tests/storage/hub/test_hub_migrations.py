"""The tables of the hub are what its revisions make of an empty database, step by step."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, column, table, update

from facilitator.storage.hub import migrations
from facilitator.storage.hub.database import Database
from facilitator.storage.hub.errors import HubDatabaseError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init, upgrade
from facilitator.storage.hub.row_security import unsecured
from facilitator.storage.hub.tables import SECURED, metadata
from tests.support.cluster import Cluster
from tests.support.stored_hub import ORGANISATION, Place, address, stored_hub

FIRST = "1"


def differences(connection: Connection) -> list[object]:
    found = MigrationContext.configure(
        connection, opts={"version_table": migrations.VERSIONS, "compare_type": True}
    )
    return list(compare_metadata(found, metadata))


def test_the_first_revision_is_upgraded_to_what_the_hub_works_with(place: Place) -> None:
    database = Database(place.owner)
    try:
        database.run("", lambda connection: migrations.upgrade(connection, FIRST))
        assert database.run("", migrations.revision_of) == FIRST
        upgrade(place.owner)
        assert database.run("", migrations.revision_of) == migrations.newest()
        assert database.run("", differences) == []
        if place.is_postgresql:
            names = [table.name for table in SECURED]
            assert database.run("", lambda connection: unsecured(connection, names)) == []
    finally:
        database.close()


def test_setting_up_again_changes_nothing(place: Place) -> None:
    with stored_hub(place) as hub:
        assert init(place.owner, f" {ORGANISATION.upper()} ").name == ORGANISATION
        assert [team.name for team in hub.store.teams(hub.org)] == ["Front desk"]


def test_a_database_of_another_version_is_refused(place: Place) -> None:
    with pytest.raises(HubDatabaseError, match="hub init first"):
        HubStore(place.owner)
    with stored_hub(place):
        pass
    set_revision(place, "a revision of next year")
    with pytest.raises(HubDatabaseError, match="newer Facilitator hub"):
        HubStore(place.hub)
    with pytest.raises(HubDatabaseError, match="newer Facilitator hub"):
        upgrade(place.owner)


def test_a_database_of_an_older_version_waits_for_its_owner(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored_hub(place):
        pass
    monkeypatch.setattr(migrations, "newest", lambda: "a revision of next year")
    with pytest.raises(HubDatabaseError, match="Make a backup and run facilitator hub init"):
        HubStore(place.hub)


def test_a_database_that_lacks_characters_is_refused(server: Cluster) -> None:
    server.execute("CREATE DATABASE narrow ENCODING 'SQL_ASCII' TEMPLATE template0")
    try:
        with pytest.raises(HubDatabaseError, match="encoding UTF8"):
            init(address(server, "facilitator", "narrow"), ORGANISATION)
    finally:
        server.execute("DROP DATABASE narrow WITH (FORCE)")


def test_an_upgrade_does_not_wait_long_for_a_table(postgres: Place) -> None:
    """Whatever came after it would wait as well."""
    database = Database(postgres.owner)
    try:
        database.run("", migrations.upgrade)
        timeout = database.run("", _timeout_while_upgrading)
    finally:
        database.close()
    assert timeout == "5s"


def _timeout_while_upgrading(connection: Connection) -> str:
    migrations.upgrade(connection)
    return str(connection.exec_driver_sql("SHOW lock_timeout").scalar())


def set_revision(place: Place, revision: str) -> None:
    database = Database(place.owner)
    versions = table(migrations.VERSIONS, column("version_num"))
    set_it = update(versions).values(version_num=revision)
    database.run("", lambda connection: connection.execute(set_it))
    database.close()
