"""How long something is, in words: 2 weeks, a year and a half, 2 weeks and 3 days."""

from collections.abc import Sequence

from facilitator.domain.dates.date_tokens import Number, Token, Unit

Span = tuple[int, str]
"""How many of a unit."""


def spans(said: Sequence[Token], *, bare: bool = False) -> list[Span]:
    """Return the spans that tokens mean, none for others; if `bare`, a unit alone is one of it."""
    match said:
        case [Unit("fortnight" | "half" as unit)]:
            return [(1, unit)]
        case [Unit("day" | "week" | "month" | "quarter" | "year" | "workday" as unit)] if bare:
            return [(1, unit)]
        case [Unit("hour" | "minute")] if bare:
            return [(0, "day")]
        case ["a" | "an", *rest] if rest:
            return spans(rest, bare=True) if len(rest) < 3 else spans([Number(1), *rest])
        case [Number(count, False), Unit(unit)] if count >= 0:
            return _counted(count, unit)
        case [Unit("half"), "a" | "an", Unit(unit)]:
            return _half(unit)
        case [Number(count, False), "and", "a", Unit("half"), Unit(unit)] if count >= 0:
            return _with_half(count, unit)
        case [Number(count, False), Unit(unit), "and", "a", Unit("half")] if count >= 0:
            return _with_half(count, unit)
    if "and" in said:
        at = said.index("and")
        first, second = spans(said[:at]), spans(said[at + 1 :])
        return [*first, *second] if first and second else []
    return []


def _counted(count: int, unit: str) -> list[Span]:
    if unit == "weekend":
        return []
    if unit in ("hour", "minute"):
        return [(count // (24 if unit == "hour" else 24 * 60), "day")]
    return [(count, unit)]


def _half(unit: str) -> list[Span]:
    halves = {"year": (1, "half"), "month": (15, "day"), "week": (4, "day"), "quarter": (45, "day")}
    return [halves.get(unit, (0, "day"))] if unit not in ("weekend", "half") else []


def _with_half(count: int, unit: str) -> list[Span]:
    whole, half = _counted(count, unit), _half(unit)
    return [*whole, *half] if whole and half else []


def with_half_years(said: Sequence[Token]) -> list[Token]:
    """Return "half year" as the one unit that it is, but not in "one and a half years"."""
    found: list[Token] = []
    for token in said:
        half = found[-1:] == [Unit("half")] and found[-3:-1] != ["and", "a"]
        if not (half and token == Unit("year")):
            found.append(token)
    return found
