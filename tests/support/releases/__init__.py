"""The database of every released schema, as that release wrote it, and what it read from it.

version-N.db holds the sample meeting and one with every kind of record, in letters of many
scripts and with half-typed texts; version-N.json holds the same records as that release itself
loaded them. Both were written once, by the code of the release (version 1: commit 4082730,
version 2: commit 20ac574, version 3: commit b87f9f0; version 4 with what this folder says), with

    python -m tests.support.releases.make tests.support.releases

and are never written again: a new schema gets a new pair.
"""

import shutil
from pathlib import Path

from facilitator import paths

FOLDER = Path(__file__).parent


RELEASES = sorted(FOLDER.glob("version-*.db"))


def released(data: Path, release: Path = RELEASES[0]) -> Path:
    """A data folder as that release left it."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(shutil.copy(release, paths.database_file(data)))
