"""The page on people's own devices: one answer, with all that it needs and without any meeting."""

import re
from collections.abc import Iterator
from functools import cache

from facilitator.paths import resources

SCRIPTS = (
    "memory",
    "wording",
    "elements",
    "outbox",
    "connection",
    "forms",
    "promises",
    "parts",
    "wall",
    "page",
)
"""The files of the page's script, in the order in which they build on each other."""
LARGEST = 60_000
"""Bytes of the page: it comes at once over the worst Wi-Fi, and to thirty phones at a time."""


def page(nonce: str) -> bytes:
    """Return the page, whose script and styles a browser runs under this nonce only."""
    return _page().replace("{{nonce}}", nonce).encode()


@cache
def _page() -> str:
    """Return the page with a gap for the nonce."""
    script = "\n".join(_text(f"{name}.js") for name in SCRIPTS)
    # A style sheet reads the same without the spaces around its signs.
    style = re.sub(r"\s*([{},;:])\s+", r"\1", _text("page.css"))
    html = _text("page.html").replace("{{style}}", style)
    return html.replace("{{script}}", f'(() => {{\n"use strict";\n{script}\n}})();')


def _text(name: str) -> str:
    """Return a file of the page without what only its readers need: indents and comments."""
    text = (resources() / "join" / name).read_text(encoding="utf-8")
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = line.strip()
        is_comment = bare.startswith("//") or (bare.startswith("/*") and bare.endswith("*/"))
        if bare and not is_comment:
            yield bare
