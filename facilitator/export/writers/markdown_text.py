"""Words in Markdown: nothing of what somebody typed is read as markup, and no more is escaped.

The rules are those of CommonMark 0.31.2 and of the tables, strikes and task lists of GitHub.
"""

import re
from collections.abc import Iterable

from facilitator.export.writers.lines import lines_of, on_one_line

_ADDRESS = re.compile(r"https?://[^\s<>|\\]*[^\s<>.,;:!?'\"*_~`|\\)\]}»”’]")
"""An address up to its last sign that is not more likely to end a sentence or a bracket."""
_HARMLESS_ADDRESS = re.compile(r"[\w./:?=%#@,;+'-]*(?:&(?![#\w]+;)[\w./:?=%#@,;+'-]*)*", re.ASCII)
_SPACED_LINE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore that is not between letters: only there is it no markup."""
_SIGNS = re.compile(
    r"""[\\`*\[\]|~]            # what is markup anywhere
    | <(?=[A-Za-z/!?]|$)        # the beginning of a tag, or of an address
    | &(?=\#?\w+;)              # a character by its name or number
    """,
    re.VERBOSE,
)
_OPENINGS = re.compile(
    r"""(?:
        \#(?=\#*(?:\s|$))       # a heading
      | [-+](?=\s|$)            # a list
      | -(?=[-\s]*$)            # a rule, or the line below a heading
      | =(?==*\s*$)             # the line below a heading
      | >                       # a quotation
      | :(?=-)                  # the line below the heading of a table
    )""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
BREAK = "  \n"


def inline(text: str) -> str:
    """Return a text on one line, within a line that has other words before it."""
    return _escaped(on_one_line(text))


def lines(text: str) -> list[str]:
    """Return the lines of a text, each of which may be the first of a paragraph."""
    return [_opened(line) for line in lines_of(text)]


def strong(text: str) -> str:
    """Return a text on one line, in strong letters; empty for an empty one."""
    words = inline(text)
    return f"**{words}**" if words else ""


def heading(text: str, level: int) -> str:
    """Return a heading; signs at its end are words, too."""
    words = inline(text)
    if words.endswith("#"):
        words = f"{words[:-1]}\\#"
    return f"{'#' * level} {words}".rstrip()


def cell(words: Iterable[str]) -> str:
    """Return a cell of a table of what is escaped already."""
    return " ".join(filter(None, words))


def _opened(line: str) -> str:
    """Return a line that may be the first of a paragraph."""
    words = _escaped(line)
    number = _NUMBER.match(words)
    if number:
        return f"{number[1]}\\{words[number.start(2) :]}"
    return f"\\{words}" if _OPENINGS.match(words) else words


def _escaped(line: str) -> str:
    """Return a line in which addresses are as they are, and all else is words."""
    if line.isalnum():
        return line
    parts, at = [], 0
    for found in _ADDRESS.finditer(line):
        parts += [_words(line[at : found.start()]), _address(found[0])]
        at = found.end()
    return "".join([*parts, _words(line[at:])])


def _words(text: str) -> str:
    return _SPACED_LINE.sub(r"\\_", _SIGNS.sub(r"\\\g<0>", text))


def _address(found: str) -> str:
    """Return an address so that a reader of Markdown changes nothing in it."""
    is_harmless = _HARMLESS_ADDRESS.fullmatch(found) and not _SPACED_LINE.search(found)
    return found if is_harmless else f"<{found}>"
