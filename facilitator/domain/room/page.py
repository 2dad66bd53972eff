"""Where a column is turned to; a list of cards needs nothing else of the domain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where a column is turned to: the page begins with card `index` (from 0), or ends with it.

    `sought` is the id of a card that must be on the page.
    """

    index: int = 0
    begins: bool = True
    sought: str | None = None
