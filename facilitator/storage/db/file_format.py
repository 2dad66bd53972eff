"""The file format: what tells our database from any other file; light to import."""

VERSION = 9
"""Kept in the file's user_version."""
MAGIC = b"SQLite format 3\0"
"""How every database begins."""
APPLICATION_ID = 0x46634C54
"""Marks the file as this program's: "FcLT"."""
