"""Values as they are written in a PDF: texts, names, numbers."""

import re

from facilitator.domain.facilitation.lifecycle import storable

_PLAIN = re.compile(r"[\x20-\x7e\n\r]*")
_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\n": r"\n", "\r": r"\r"})


def text(value: str) -> str:
    """Return a text for people, in any script."""
    kept = storable(value)
    if _PLAIN.fullmatch(kept):
        return f"({kept.translate(_ESCAPED)})"
    return f"<FEFF{kept.encode('utf-16-be').hex().upper()}>"


def reference(number: int) -> str:
    return f"{number} 0 R"


def array(numbers: list[int]) -> str:
    """Return the objects of these numbers, in this order."""
    return f"[{' '.join(f'{number} 0 R' for number in numbers)}]"


def points(*lengths: float) -> str:
    return " ".join(f"{length:.2f}".rstrip("0").rstrip(".") for length in lengths)
