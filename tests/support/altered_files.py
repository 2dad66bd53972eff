"""Databases that somebody altered: with what SQLite would run, or with values none of ours has."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from facilitator.storage.db.schema import table_names

SINGLE = ("meetings", "bookmarks", "clocks", "teams", "rotis")
_LOOSE = "PRAGMA writable_schema = ON"
_CATALOG = "SELECT type, CAST(name AS BLOB), tbl_name, rootpage, sql FROM sqlite_schema"
_EMPTIES = "BEGIN DELETE FROM cards; END"
_MANY = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
INSERT INTO sqlite_schema
SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || '(a)' FROM n
"""


def rewritten(table: str, old: str, new: str) -> tuple[str, str]:
    """The statements that change what the file says of a table."""
    was, will_be = (text.replace("'", "''") for text in (old, new))
    return _LOOSE, (
        f"UPDATE sqlite_schema SET sql = replace(sql, '{was}', '{will_be}') WHERE name = '{table}'"
    )


ALTERED: dict[str, tuple[tuple[str, ...], str]] = {
    "trigger": ((f"CREATE TRIGGER tidy AFTER INSERT ON cards {_EMPTIES}",), "a trigger “tidy”"),
    "trigger of a name that would alter the screen": (
        (f'CREATE TRIGGER "<b>\x1b[2J\u202e{"x" * 99}" AFTER UPDATE ON meetings {_EMPTIES}',),
        "a trigger “�b��[2J�xx",
    ),
    "view": (("CREATE VIEW seen AS SELECT random() FROM cards",), "a view “seen”"),
    "view in the place of a table": (
        (
            _LOOSE,
            "UPDATE sqlite_schema SET type = 'view', rootpage = 0, "
            "sql = 'CREATE VIEW clocks AS SELECT * FROM meetings' WHERE name = 'clocks'",
        ),
        "a view “clocks”",
    ),
    "index": (("CREATE INDEX quick ON cards (place)",), "an index “quick”"),
    "index that calls": (
        ("CREATE INDEX quick ON cards (lower(text)) WHERE upper(text) <> ''",),
        "an index “quick”",
    ),
    "virtual table": (("CREATE VIRTUAL TABLE found USING fts5(words)",), "a virtual table “found”"),
    "other search index": (
        (
            "DROP TABLE search_index",
            "CREATE VIRTUAL TABLE search_index USING fts5(text, content='meetings', "
            "content_rowid='number', tokenize='trigram case_sensitive 1', detail=none, "
            "columnsize=0)",
        ),
        "a virtual table “search_index”",
    ),
    "trigger on the search index": (
        (f"CREATE TRIGGER tidy AFTER INSERT ON search_texts {_EMPTIES}",),
        "a trigger “tidy”",
    ),
    "check of searched texts": (
        rewritten("search_texts", "text TEXT", "text TEXT CHECK (length(text) < 9)"),
        "a table “search_texts”",
    ),
    "search index on the pages of cards": (
        (
            _LOOSE,
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE "
            "name = 'cards') WHERE name = 'search_texts'",
        ),
        "tables in another order",
    ),
    "table": (("CREATE TABLE songs (title TEXT)",), "a table “songs”"),
    "table that counts rows": (
        ("CREATE TABLE songs (id INTEGER PRIMARY KEY AUTOINCREMENT)",),
        "a table “songs”",
    ),
    "statistics": (("ANALYZE",), "a table “sqlite_stat1”"),
    "column": (("ALTER TABLE cards ADD COLUMN mood TEXT",), "“mood” in the table “cards”"),
    "generated column": (
        ("ALTER TABLE cards ADD COLUMN mood TEXT AS (lower(text))",),
        "“mood” in the table “cards”",
    ),
    "default that calls": (
        rewritten("cards", "DEFAULT ''", "DEFAULT (hex(random()))"),
        "“hex” in the table “cards”",
    ),
    "other default": (rewritten("cards", "DEFAULT '0'", "DEFAULT '1'"), "“'1'” in the table"),
    "check": (
        rewritten("cards", "text TEXT", "text TEXT CHECK (length(text) < 9)"),
        "“check” in the table “cards”",
    ),
    "collation": (
        rewritten("cards", "text TEXT", "text TEXT COLLATE NOCASE"),
        "“collate” in the table “cards”",
    ),
    "what happens on a conflict": (
        rewritten("cards", "id TEXT NOT NULL", "id TEXT NOT NULL ON CONFLICT REPLACE"),
        "“conflict” in the table “cards”",
    ),
    "what happens to the cards of an erased meeting": (
        rewritten("cards", "ON DELETE CASCADE", "ON DELETE SET NULL"),
        "“set” in the table “cards”",
    ),
    "key that is checked at once": (
        rewritten("cards", "DEFERRABLE INITIALLY DEFERRED", ""),
        "another form of the table “cards”",
    ),
    "table with row numbers": (
        (
            "CREATE TABLE copy (meeting_id TEXT NOT NULL, id TEXT NOT NULL, "
            "parent TEXT NOT NULL, text TEXT NOT NULL, place INTEGER NOT NULL, "
            "PRIMARY KEY (meeting_id, id), FOREIGN KEY (meeting_id) REFERENCES meetings (id) "
            "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO copy SELECT * FROM origins",
            "DROP TABLE origins",
            "ALTER TABLE copy RENAME TO origins",
        ),
        "another form of the table “origins”",
    ),
    "columns in another order": (
        rewritten("excuses", "gap TEXT NOT NULL,\n\ttext TEXT", "text TEXT NOT NULL,\n\tgap TEXT"),
        "another form of the table “excuses”",
    ),
    "tables that begin at each other's pages": (
        (
            _LOOSE,
            "UPDATE sqlite_schema SET rootpage = CASE name WHEN 'excuses' THEN 9 ELSE 6 END "
            "WHERE name IN ('excuses', 'strategies')",
        ),
        "tables in another order",
    ),
    "many tables": ((_LOOSE, _MANY), "more than meetings can have"),
}
"""What is done to a database of ours, and what is said of it."""

MALFORMED: dict[str, tuple[str, ...]] = {
    "name that is no text": (
        _LOOSE,
        "INSERT INTO sqlite_schema VALUES ('trigger', CAST(x'ff1b5b' AS TEXT), 'cards', 0, "
        f"'CREATE TRIGGER tidy AFTER INSERT ON cards {_EMPTIES}')",
    ),
    "endless statement": rewritten("cards", "WITHOUT", f"/*{'x' * 200_000}*/ WITHOUT"),
    "deep statement": rewritten("cards", "text TEXT", f"text TEXT CHECK ({'(' * 999}1{')' * 999})"),
    "decoy": (
        "CREATE TABLE decoy (a)",
        _LOOSE,
        "UPDATE sqlite_schema SET name = 'cards', tbl_name = 'cards' WHERE name = 'decoy'",
    ),
    "rows of no meeting": (
        "INSERT INTO excuses SELECT 'nobody', id, gap, text, place, kind, ask FROM excuses",
    ),
}
"""What SQLite itself stumbles over, or what belongs to nothing."""

HUGE = "printf('%.*c', 1000000, 'x')"
VALUES: dict[str, str] = {
    "huge title": f"UPDATE meetings SET title = {HUGE}",
    "huge names": f"UPDATE meetings SET participants = '[\"' || {HUGE} || '\"]'",
    "long title": "UPDATE meetings SET title = printf('%.*c', 5001, 'x')",
    "blob": "UPDATE cards SET text = x'0011'",
    "no UTF-8": "UPDATE cards SET text = CAST(x'41ff42' AS TEXT)",
    "no UTF-8 in a title": "UPDATE meetings SET title = CAST(x'41ff42' AS TEXT)",
    "moment of bytes": "UPDATE meetings SET updated_at = x'41ff42'",
    "long card": "UPDATE cards SET text = printf('%.*c', 5001, 'x')",
    "huge card": f"UPDATE cards SET text = {HUGE}",
    "huge id": f"UPDATE cards SET id = {HUGE} WHERE id = (SELECT max(id) FROM cards)",
    "long id": "UPDATE excuses SET gap = printf('%.*c', 101, 'x')",
    "long name": "UPDATE meetings SET participants = '[\"' || printf('%.*c', 5001, 'x') || '\"]'",
    "long draft": (
        "UPDATE bookmarks SET drafts = '[[\"a\", [\"' || printf('%.*c', 100001, 'x') || '\"]]]'"
    ),
    "deep list": "UPDATE cards SET labels = replace(hex(zeroblob(50000)), '00', '[')",
    "half a character": "UPDATE cards SET labels = '[\"\\ud800\"]'",
    "far place": "UPDATE cards SET place = 9223372036854775807",
    "worded place": "UPDATE cards SET place = 'first'",
    "broken place": "UPDATE cards SET place = 1.5",
    "endless seat": "UPDATE bookmarks SET seat = 9223372036854775807",
    "lost bookmark": "DELETE FROM bookmarks",
}
"""What is done to the rows of one meeting."""


def alter(file: Path, statements: Sequence[str]) -> None:
    """Do these to a database, with what any program could do to it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


def spoil_values(file: Path, statement: str, meeting: str) -> None:
    """Do this to the rows of one meeting."""
    table = statement.split()[2 if statement.startswith("DELETE") else 1]
    key = "id" if table in SINGLE else "meeting_id"
    joint = "AND" if " WHERE " in statement else "WHERE"
    inner = statement.replace("FROM cards)", f"FROM cards WHERE meeting_id = '{meeting}')")
    alter(file, [f"{inner} {joint} {key} = '{meeting}'"])


class Chance:
    """Alters a database at random: `form` if what SQLite would run or use, else values."""

    def __init__(self, random: Random, meeting: str) -> None:
        self._random = random
        self._meeting = meeting

    def alter(self, file: Path, *, form: bool) -> bool:
        """Whether something was altered: not everything that comes by chance is possible."""
        statement = self._form() if form else self._value()
        with suppress(sqlite3.Error), closing(sqlite3.connect(file, isolation_level=None)) as raw:
            before = raw.execute(_CATALOG).fetchall()
            raw.execute(_LOOSE)
            altered = raw.execute(*statement).rowcount != 0
            return raw.execute(_CATALOG).fetchall() != before if form else altered
        return False

    def _form(self) -> tuple[str, tuple[object, ...]]:
        pick = self._random.choice
        name = "".join(pick('abž“<&"\x1b\n\u202e ') for _ in range(pick((1, 5, 300))))
        quoted, table = '"' + name.replace('"', '""') + '"', pick(table_names())
        call = pick(("random()", "1", "lower(id)", "abs(-9223372036854775808)"))
        word = pick((f"CHECK ({call})", "COLLATE NOCASE", "UNIQUE", "REFERENCES cards (text)"))
        what = pick(("INSERT", "UPDATE", "DELETE"))
        made = (
            f"CREATE TRIGGER {quoted} {pick(('BEFORE', 'AFTER'))} {what} ON {table} {_EMPTIES}",
            f"CREATE VIEW {quoted} AS SELECT {call} FROM {table}",
            f"CREATE INDEX {quoted} ON {table} ({pick(('id', 'lower(id)'))})",
            f"CREATE TABLE {quoted} AS SELECT * FROM {table}",
            f"CREATE VIRTUAL TABLE {quoted} USING {pick(('fts5(a)', 'rtree(a, b, c)'))}",
            f"ALTER TABLE {table} ADD COLUMN {quoted} {pick(('TEXT', f'AS ({call})'))}",
            f"UPDATE sqlite_schema SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT NOT NULL {word}')"
            f" WHERE name = '{table}'",
            f"UPDATE sqlite_schema SET rootpage = {pick(range(-1, 40))} WHERE name = '{table}'",
            f"UPDATE sqlite_schema SET name = '{pick(('x', 'cards'))}' WHERE name = '{table}'",
        )
        return pick(made), ()

    def _value(self) -> tuple[str, tuple[object, ...]]:
        pick = self._random.choice
        table, column = pick(
            (
                *(
                    ("meetings", name)
                    for name in ("title", "held_on", "participants", "updated_at")
                ),
                *(("bookmarks", name) for name in ("stage", "drafts", "seat", "private", "gap")),
                *(("cards", name) for name in ("id", "column", "rank", "labels", "text", "place")),
                *(("actions", name) for name in ("strategy", "owner", "due", "kind", "agreed")),
                *(("verdicts", name) for name in ("action", "status", "day", "due", "text")),
                *(("earlier_actions", name) for name in ("action", "history", "promised_on")),
            )
        )
        junk = pick(
            (
                *("", "x" * 5001, "x" * 2_000_000, "\0", "[" * 5000, '["\\ud800"]', "9" * 5000),
                *(b"", b"\xff" * 300, 1.5, -1, 1 << 62, -(1 << 63), "[[1, 2]]", '["x"]', "2026"),
            )
        )
        text = "CAST(? AS TEXT)" if isinstance(junk, bytes) and pick((True, False)) else "?"
        key = "id" if table in SINGLE else "meeting_id"
        return (
            f'UPDATE {table} SET "{column}" = {text} WHERE {key} = ? AND id = '
            f"(SELECT max(id) FROM {table} WHERE {key} = ?)",
            (junk, self._meeting, self._meeting),
        )
