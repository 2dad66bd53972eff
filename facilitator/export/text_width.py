"""How wide a text is, in letters of usual width."""

from unicodedata import east_asian_width


def letters(text: str) -> int:
    """Return how many letters would be as wide as a text: those of East Asia are two each."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
