"""The database of every released schema, as that release wrote it, and what it read from it.

version-N.db holds the sample meeting and one with every kind of record, in letters of many
scripts and with half-typed texts; version-N.json holds the same records as that release itself
loaded them. Both were written once, by the code of the release (version 1: commit 4082730,
version 2: commit 20ac574), with

    python -m tests.storage.releases.make tests/storage/releases

and are never written again: a new schema gets a new pair.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
