"""House rules that no reviewer should have to look for.

Who may import whom is in pyproject.toml, for lint-imports.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.import_graph import PACKAGE, ROOT, SOURCES, imports


def room_of(source: Path) -> str:
    """The room a file stands in: a folder of the package, or a module of its own."""
    return source.relative_to(PACKAGE).with_suffix("").parts[0]


def broken(rule: str, source: Path, line: int) -> str:
    return f"{source.relative_to(ROOT)}:{line} {rule}"


def test_the_domain_needs_the_standard_library_only() -> None:
    faults = [
        broken(f"imports {name}", source, line)
        for source in SOURCES
        if room_of(source) == "domain"
        for line, name, _ in imports(source)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "facilitator"}
    ]
    assert not faults


def test_imports_say_what_they_import_and_from_where() -> None:
    faults = [
        broken(f"imports {name}", source, line)
        for source in SOURCES
        for line, name, wildcard in imports(source)
        if wildcard or name.startswith(".")
    ]
    assert not faults


def test_nothing_on_the_screen_moves_by_itself() -> None:
    """Qt tells of no wish for less motion: so there is none to be taken away."""
    moving = re.compile(r"Animation|QTimeLine|QMovie|QGraphicsOpacityEffect|EasingCurve")
    faults = [
        broken(f"imports {name}", source, line)
        for source in SOURCES
        for line, name, _ in imports(source)
        if name.startswith("PySide6") and moving.search(name)
    ]
    assert not faults


def test_code_never_mentions_whom_a_meeting_is_about() -> None:
    word = "custom" + "er"
    faults = [
        broken(line.strip(), source, number)
        for source in SOURCES
        for number, line in enumerate(source.read_text("utf-8").splitlines(), start=1)
        if word in line.lower()
    ]
    assert not faults


def shipped_files() -> list[Path]:
    """Every text of the repository; what tools leave behind is not looked at."""
    ours = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    ours += [ROOT / ".ci", ROOT / ".github", ROOT / ".gitignore"]
    left_behind = {"__pycache__", "build", "dist", "venv", "env", "node_modules"}
    found = []
    for top in filter(Path.exists, ours):
        for path in [top, *top.rglob("*")]:
            parts = set(path.relative_to(ROOT).parts)
            if path.is_file() and not parts & left_behind and path.suffix != ".pyc":
                found.append(path)
    return found


KNOWN_HOSTS = {
    *("example.org", "github.com", "json-schema.org", "keepachangelog.com", "semver.org"),
    "x.invalid",
    # What this computer serves to devices in the room, and what somebody else does.
    *("127.0.0.1", "127.0.0.2", "evil.example"),
    # A hub in examples.
    *("hub.example", "hub.example.org", "hub.corner.example"),
    *("www.sqlite.org", "www.unicode.org", "www.w3.org"),
    *("chromedevtools.github.io", "html.spec.whatwg.org"),
    # This computer, and one that is not it.
    *("127.0.0.1", "127.0.0.2", "evil.example"),
    # Names of vocabularies for what is said about a PDF.
    *("ns.adobe.com", "purl.org", "www.aiim.org"),
    # These name what is in an Office file, and lead nowhere.
    *("schemas.microsoft.com", "schemas.openxmlformats.org"),
}
"""Where addresses in the repository lead: a package comes from wherever the user's pip looks."""


def test_no_file_says_where_packages_come_from() -> None:
    naming = []
    for path in shipped_files():
        text = path.read_bytes()
        if b"\0" in text:
            continue
        hosts = {host.decode() for host in re.findall(rb"https?://([\w.-]+\w)", text)}
        if hosts - KNOWN_HOSTS or re.search(rb"index[-_]url|find[-]links|registry[=]", text):
            naming.append(f"{path.relative_to(ROOT)}: {sorted(hosts - KNOWN_HOSTS)}")
    assert not naming


SQL = re.compile(
    r"""
    ^\s*(?:BEGIN(?!:)|COMMIT|ROLLBACK|SAVEPOINT|VACUUM|ATTACH|DETACH|WITH|ANALYZE|REINDEX)\b
    | (?i:^\s*pragma\s
    | \bselect\s.*\sfrom\s | \b(?:insert|replace)\s(?:.*\s)?into\s | \bdelete\s+from\s
    | \bupdate\s+\S+\s+set\s | \b(?:create|drop|alter)\s+(?:\w+\s+)?(?:table|index|view|trigger)\s
    | \b(?:order|group)\s+by\s+\w | \bjoin\s+\w+\s+on\s)
    """,
    re.DOTALL | re.VERBOSE,
)
HOMES_OF_SQL = {
    "storage/db/pragmas.py": "PRAGMA ",
    "storage/db/connection.py": r"BEGIN(?: IMMEDIATE| EXCLUSIVE)?$",
    "storage/backup/database_copy.py": r"VACUUM INTO \?$",
    "storage/hub/row_security.py": "ALTER TABLE ",
    "storage/hub/sqlite_file.py": "PRAGMA ",
    "storage/db/search_tables.py": r"CREATE (?:VIRTUAL TABLE |TABLE '$)|VACUUM$",
}
"""What of SQL has no form in SQLAlchemy's Core, and the one module in which its text is."""
TEXT_IN_CORE = {"text", "literal_column", "TextClause", "DDL"}
"""What takes text for SQL as it is."""


def texts(source: Path) -> Iterator[ast.Constant]:
    """The texts of a module but its comments; those in an f-string are parts of their own."""
    nodes = list(ast.walk(ast.parse(source.read_text("utf-8"))))
    # A text by itself explains what is above it.
    comments = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and type(node.value) is str and id(node) not in comments:
            yield node


def test_sql_is_built_by_sqlalchemy() -> None:
    faults = []
    for source in SOURCES:
        home = HOMES_OF_SQL.get(source.relative_to(PACKAGE).as_posix())
        faults += [
            broken(repr(node.value), source, node.lineno)
            for node in texts(source)
            if SQL.search(node.value) and not (home and re.match(home, node.value))
        ]
        faults += [
            broken(f"imports {name}", source, line)
            for line, name, _ in imports(source)
            if name.startswith("sqlalchemy") and name.rpartition(".")[2] in TEXT_IN_CORE
        ]
    assert not faults


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM meetings",
        "\nselect count(*)\nfrom meetings",
        "INSERT INTO cards VALUES (?)",
        "delete from cards",
        'UPDATE meetings SET "title" = ?',
        "CREATE TABLE songs (title TEXT)",
        "DROP TABLE songs",
        "PRAGMA synchronous = OFF",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "ROLLBACK",
        "VACUUM INTO ?",
        "ATTACH ? AS other",
        " ORDER BY place",
        "WITH met AS (",
    ],
)
def test_sql_is_told_from_other_text(text: str) -> None:
    assert SQL.search(text)
