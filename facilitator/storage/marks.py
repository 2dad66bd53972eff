"""What tells the one database from any other file; light to import."""

VERSION = 3
"""Kept in the file's user_version."""
MAGIC = b"SQLite format 3\0"
"""How every database begins."""
APPLICATION_ID = 0x46634C54
"""Marks the file as this program's: "FcLT"."""
_FIRST = (
    *("meetings", "bookmarks", "cards", "themes", "excuses"),
    *("origins", "strategies", "actions", "statements"),
)
_ADDED = {3: ("clocks", "ballots")}
"""The tables that came later, by the version that brought them."""


def table_names(version: int) -> frozenset[str]:
    """The tables that a file of that version has."""
    later = (names for since, names in _ADDED.items() if since <= version)
    return frozenset(_FIRST).union(*later)
