"""What tells the one database from any other file; light to import."""

VERSION = 2
"""Kept in the file's user_version."""
APPLICATION_ID = 0x46634C54
"""Marks the file as this program's: "FcLT"."""
TABLE_NAMES = frozenset(
    {
        *("meetings", "bookmarks", "cards", "themes", "excuses"),
        *("origins", "strategies", "actions", "statements"),
    }
)
"""The tables of every version so far."""
