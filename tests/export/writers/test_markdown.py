"""Markdown as a reader of Markdown that knows nothing of this program finds it."""

from collections.abc import Iterator

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitator.export.writers.lines import lines_of
from facilitator.export.writers.markdown import markdown
from tests.support.hostile_texts import TEXTS, everywhere

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(text: str) -> list[Token]:
    """All that a reader finds, the inner parts of lines after these."""
    return list(_flat(READER.parse(text)))


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def structure(tokens: list[Token]) -> list[str]:
    """What the text is made of, but for the words and the addresses among them."""
    words = ("text", "text_special", "inline")
    return [
        f"{token.type}{token.hidden}"
        for token in tokens
        if token.type not in words and token.info != "auto"
    ]


def words(tokens: list[Token]) -> str:
    """The words, as they are seen; white space is not compared."""
    found = (token.content if token.type == "text" else " " for token in tokens)
    return "".join("".join(found).split())


@settings(max_examples=20, deadline=None)
@given(text=TEXTS)
def test_what_is_typed_is_words_and_never_markup(text: str) -> None:
    has_lines = max(1, len(lines_of(text)))
    plain = "\n".join(["Zq"] * has_lines) if lines_of(text) else ""
    for has_tables in (True, False):
        found = read(markdown(everywhere(text), has_tables=has_tables))
        expected = read(markdown(everywhere(plain), has_tables=has_tables))
        assert structure(found) == structure(expected)
        typed = "".join("".join(lines_of(text)).split())
        if typed:
            said = words(expected).split("Zq" * has_lines)
            assert words(found) == typed.join(said)
