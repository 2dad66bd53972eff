"""The revisions of the hub's tables, from an empty database to the newest.

Each is a module of Alembic in `versions`, done in a transaction of its own. It must not wait long
for a table that the hub works with: whoever comes after it would wait too.
"""

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

VERSIONS = "hub_version"
"""The table that says which revision a database has."""
_LOCK_TIMEOUT = "5s"


def newest() -> str:
    """Return the newest revision that this program knows."""
    return str(_scripts().get_current_head())


def revision_of(connection: Connection) -> str | None:
    """Return the revision that a database has; None if the hub's tables are not there."""
    return _context(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Return whether this program knows a revision; it does not know those of newer ones."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def upgrade(connection: Connection, to: str = "head") -> None:
    """Do all revisions that a database lacks, inside of the transaction of the connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.set_config("lock_timeout", _LOCK_TIMEOUT, True)))
    scripts = _scripts()
    context = _context(
        connection,
        fn=lambda revision, _: scripts._upgrade_revs(to, revision),
    )
    with Operations.context(context):
        context.run_migrations()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent))


def _context(connection: Connection, **options: object) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"version_table": VERSIONS, **options})
