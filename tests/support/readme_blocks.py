"""The commands of the README, as they are there."""

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

README = Path(__file__).resolve().parents[2] / "README.md"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the heading it stands under, its language, and its text."""

    heading: str
    language: str
    text: str


def blocks() -> list[Block]:
    """Return all blocks in their order."""
    found: list[Block] = []
    tokens = MarkdownIt().parse(README.read_text("utf-8"))
    heading = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.type == "heading_open":
            heading = token.content
        if token.type == "fence":
            found.append(Block(heading, token.info, token.content))
    return found


def under(heading: str, language: str = "sh") -> list[str]:
    """Return the blocks of a language under a heading. Fails if there is none."""
    found = [each.text for each in blocks() if (each.heading, each.language) == (heading, language)]
    assert found, f"the README has no {language} under “{heading}”"
    return found
