"""What people read is plain English: turns of phrase that nobody would say stay out of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from facilitator.paths import resources

ROOT = Path(__file__).parents[1]
ODD = {
    "a word nobody says": r"\b(anew|afresh|whoever|half-typed|at hand|takes part no more)\b",
    "“is no text” for “is not a text”": r"\b((?<!here )is|names|holds) no (?!longer|more|\{)",
    "a request tacked on by “so” or a comma": r"; [^.;:]*\b(safe|untouched|nothing was \w+),"
    r" (so )?(please )?(\{|allow|check|choose|close|fix|get|give|leave|make|put|shorten|start|take|"
    r"try|update|wait)",
    "an apostrophe of a typewriter in a sentence": r"\w+n't\b",
}
SEARCH_WORDS = re.compile(r"[a-z ]+")
"""Words that only the search for commands reads: the more, the better it finds."""


def sentences(file: Path) -> Iterator[str]:
    """Yield the texts of a module, with {} for what is filled in; its docstrings are left out."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    inner = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            inner |= {id(part) for part in node.values}
            texts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
            yield "".join(map(str, texts))
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.value


def test_nobody_reads_what_nobody_would_say() -> None:
    modules = sorted((ROOT / "facilitator").rglob("*.py"))
    read = [(file, text) for file in modules for text in sentences(file)]
    folders = (resources() / "exercises", resources() / "guides")
    scripts = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    pages = [*scripts, ROOT / "README.md"]
    read += [(page, page.read_text(encoding="utf-8")) for page in pages]
    odd = [
        f"{file.relative_to(ROOT)}: {found[0]!r} is {why}"
        for file, text in read
        if " " in text and not SEARCH_WORDS.fullmatch(text)
        for why, pattern in ODD.items()
        if (found := re.search(pattern, text))
    ]
    assert not odd, "\n".join(odd)
