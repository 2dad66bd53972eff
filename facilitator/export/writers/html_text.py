"""Words and elements of HTML: nothing of what somebody typed is read as markup."""

from collections.abc import Iterable
from html import escape

from facilitator.export import phrases
from facilitator.export.writers.lines import lines_of

_TURNS = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
"""What turns the direction of the words after it, and its name in Unicode."""


def plain_words(text: str) -> str:
    """Return a text with its lines."""
    return "<br>".join(escape(line) for line in lines_of(text))


def words(text: str) -> str:
    """Return a text with its lines; what turns its direction gets a sign that is seen."""
    escaped = plain_words(text)
    for sign, name in _TURNS.items():
        if sign in escaped:
            escaped = escaped.replace(sign, f'<span class="turn" data-name="{name}">{sign}</span>')
    return escaped


def element(name: str, inner: str, **attributes: str) -> str:
    """Return an element of what is HTML already; an attribute that is empty is left out.

    An underscore at the end of an attribute's name is none of it, one within is a hyphen.
    """
    given = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{''.join(given)}>{inner}</{name}>"


def said(text: str, name: str = "span", **attributes: str) -> str:
    """Return an element with a text that runs in its own direction; empty for an empty one."""
    inner = words(text)
    return element(name, inner, dir="auto", **attributes) if inner else ""


def listed(parts: Iterable[str]) -> str:
    """Return parts of one line with a sign between them."""
    return phrases.SEPARATOR.join(filter(None, parts))
