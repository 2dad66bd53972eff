"""The file format: what tells our database from any other file; light to import."""

VERSION = 3
"""Kept in the file's user_version."""
MAGIC = b"SQLite format 3\0"
"""How every database begins."""
APPLICATION_ID = 0x46634C54
"""Marks the file as this program's: "FcLT"."""
_FIRST = (
    "meetings",
    "bookmarks",
    "cards",
    "themes",
    "excuses",
    "origins",
    "strategies",
    "actions",
    "statements",
)
_ADDED = {3: ("clocks", "ballots")}
"""The tables that came later, by the version that brought them."""
_COLUMNS_ADDED: dict[int, dict[str, tuple[str, ...]]] = {
    2: {"meetings": ("discarded_at",)},
    3: {
        "meetings": ("signed",),
        "bookmarks": ("turn", "seat", "private"),
        "cards": ("author", "veiled"),
    },
}
"""The columns that were added to a table, by the version that brought them."""


def table_names(version: int) -> frozenset[str]:
    """Return the tables that a file of that version has."""
    later = (names for since, names in _ADDED.items() if since <= version)
    return frozenset(_FIRST).union(*later)


def later_columns(version: int) -> dict[str, tuple[str, ...]]:
    """Return the columns, by table, that a file of that version does not have yet."""
    found: dict[str, tuple[str, ...]] = {}
    for since, tables in _COLUMNS_ADDED.items():
        for table, columns in tables.items():
            if since > version:
                found[table] = found.get(table, ()) + columns
    return found
