"""How well colours are told apart, on paper, on a screen and projected."""


def luminance(name: str) -> float:
    """Relative luminance of a colour that is written #RRGGBB, from 0 to 1 (WCAG 2)."""
    assert len(name) == 7 and name[0] == "#", name
    parts = [byte / 255 for byte in bytes.fromhex(name[1:])]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def ratio(one: str, other: str, stray: float = 0.05) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + stray) / (low + stray)


def reads_projected(ink: str, ground: str) -> bool:
    """Through the stray light of a room in which white is 15, and 7, times as bright as black."""
    return ratio(ink, ground, 1 / 14) >= 7 and ratio(ink, ground, 1 / 6) >= 4.5
