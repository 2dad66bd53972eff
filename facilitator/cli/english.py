"""Plain English for what is printed without a window."""


def counted(number: int, what: str) -> str:
    """Return a number with its noun: "1 meeting", "3 strategies"."""
    many = f"{what[:-1]}ies" if what.endswith("gy") else f"{what}s"
    return f"{number} {what if number == 1 else many}"
