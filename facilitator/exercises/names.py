"""Ids from titles: lowercase letters, digits and hyphens."""

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 50
"""Characters of an id, with room for a number after it."""


def free_name(title: str, taken: Collection[str]) -> str:
    """Return an id made from a title that is none of those `taken`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "exercise"
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
