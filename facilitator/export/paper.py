"""The sheets a plan is printed on."""

from enum import StrEnum

MILLIMETRE = 72 / 25.4


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points, upright."""
        if self is Paper.LETTER:
            return 612.0, 792.0
        return 210 * MILLIMETRE, 297 * MILLIMETRE
