"""Holidays whose date is fixed or can be computed, by the names that people write."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from facilitator.domain.dates.date_math import real_day

_BY_THE_OLD_CALENDAR = "BY ER ET GE MD ME MK RS RU"
_CHRISTMAS_IN_JANUARY = frozenset(_BY_THE_OLD_CALENDAR.split())
_ORTHODOX_EASTER = _CHRISTMAS_IN_JANUARY | {"BG", "CY", "GR", "RO", "UA", "XK"}
"""Territories where most people keep Easter by the Julian calendar."""
_UNITED_STATES = frozenset({"AS", "GU", "MP", "PR", "UM", "US", "VI"})

_FIXED = {
    "new year|new years|new year day|new years day|neujahr|nouvel an|jour de l an": (1, 1),
    "año nuevo|capodanno|ano novo|nyår|nytår|nyttår|nieuwjaar|nowy rok": (1, 1),
    "epiphany|three kings|twelfth night": (1, 6),
    "burns night": (1, 25),
    "groundhog day": (2, 2),
    "valentine|valentines|valentine day|valentines day|saint valentine day": (2, 14),
    "leap day": (2, 29),
    "womens day|women day|international womens day|international women day": (3, 8),
    "saint patrick day|saint patricks day|paddy day|paddys day": (3, 17),
    "april fool|april fools|april fool day|april fools day": (4, 1),
    "anzac day": (4, 25),
    "labour day|may day|workers day|tag der arbeit": (5, 1),
    "saint john day|midsummer day": (6, 24),
    "canada day": (7, 1),
    "bastille day": (7, 14),
    "assumption|assumption day": (8, 15),
    "german unity day|day of german unity": (10, 3),
    "halloween|hallowe en|all hallows eve": (10, 31),
    "all saints|all saints day": (11, 1),
    "all souls|all souls day": (11, 2),
    "guy fawkes|guy fawkes night|bonfire night": (11, 5),
    "armistice day|remembrance day": (11, 11),
    "saint andrew day|saint andrews day": (11, 30),
    "saint nicholas|saint nicholas day": (12, 6),
    "saint lucia|saint lucy day": (12, 13),
    "christmas eve|xmas eve|heiligabend|heilig abend|nochebuena|julaften|julafton": (12, 24),
    "boxing day|saint stephen day|saint stephens day|second day christmas": (12, 26),
    "new year eve|new years eve|nye|silvester|saint sylvester|nochevieja|hogmanay": (12, 31),
}
"""Month and day by names."""

_CHRISTMAS = (
    "christmas|xmas|x mas|chrismas|christmas day|xmas day|weihnachten|noël|noel|navidad|natale|"
    "natal|jul|jól|joulu|kerst|kerstmis|vánoce|boże narodzenie|karácsony"
)
_FROM_EASTER = {
    "mardi gras|shrove tuesday|pancake day": -47,
    "ash wednesday|aschermittwoch": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday|karfreitag": -2,
    "easter|easter sunday|easter day|ostern|pâques|pascua|pasqua|páscoa|påske|påsk|pasen": 0,
    "easter monday|ostermontag": 1,
    "ascension|ascension day|christi himmelfahrt": 39,
    "pentecost|whitsun|whit sunday|pfingsten|pentecôte": 49,
    "whit monday|pentecost monday|pfingstmontag": 50,
    "corpus christi|fronleichnam": 60,
}
_IN_AMERICA = {
    "martin luther king day|mlk day": (1, 0, 3),
    "presidents day|president day|washington birthday": (2, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "labour day": (9, 0, 1),
    "columbus day|indigenous peoples day": (10, 0, 2),
}
"""Month, weekday and its number in it; the last for -1."""
_IN_AMERICA_FIXED = {
    "juneteenth": (6, 19),
    "independence day|july fourth|fourth july": (7, 4),
    "veterans day|veteran day": (11, 11),
}


def holidays(territory: str) -> dict[str, Callable[[int], date | None]]:
    """Return holidays by their names; each returns its day of a year."""
    found: dict[str, Callable[[int], date | None]] = {}

    def add(names: str, on: Callable[[int], date | None]) -> None:
        found.update((name, on) for name in names.split("|"))

    for names, (month, day) in _FIXED.items():
        add(names, _fixed(month, day))
    julian = territory in _CHRISTMAS_IN_JANUARY
    add(_CHRISTMAS, _fixed(1, 7) if julian else _fixed(12, 25))
    if julian:
        add("christmas eve|xmas eve", _fixed(1, 6))
    for names, days in _FROM_EASTER.items():
        add(names, _from_easter(days, orthodox=territory in _ORTHODOX_EASTER))
    for names, on in _american(territory):
        add(names, on)
    return found


def _american(territory: str) -> Iterator[tuple[str, Callable[[int], date | None]]]:
    if territory not in _UNITED_STATES | {"CA"}:
        return
    month, weekday, number = (10, 0, 2) if territory == "CA" else (11, 3, 4)
    yield "thanksgiving|thanksgiving day", _nth(month, weekday, number)
    yield "labor day|labour day", _nth(9, 0, 1)
    # In Canada they follow the Thanksgiving of its neighbor.
    yield "black friday", _after(_nth(11, 3, 4), 1)
    yield "cyber monday", _after(_nth(11, 3, 4), 4)
    if territory in _UNITED_STATES:
        for names, (month, day) in _IN_AMERICA_FIXED.items():
            yield names, _fixed(month, day)
        for names, (month, weekday, number) in _IN_AMERICA.items():
            yield names, _nth(month, weekday, number)


def easter(year: int, *, orthodox: bool = False) -> date:
    """Return Easter Sunday, by the algorithm of Meeus and Jones, or of Meeus for the Julian one.

    Jean Meeus, Astronomical Algorithms, chapter 8.
    """
    if orthodox:
        lunar = (19 * (year % 19) + 15) % 30
        solar = (2 * (year % 4) + 4 * (year % 7) - lunar + 34) % 7
        month, day = divmod(lunar + solar + 114, 31)
        between = year // 100 - year // 400 - 2
        return date(year, month, day + 1) + timedelta(between)
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: real_day(year, month, day)


def _from_easter(days: int, *, orthodox: bool) -> Callable[[int], date | None]:
    return lambda year: easter(year, orthodox=orthodox) + timedelta(days)


def _nth(month: int, weekday: int, number: int) -> Callable[[int], date | None]:
    def on(year: int) -> date | None:
        first = date(year, month, 1)
        if number < 0:
            last = date(year, month + 1, 1) - timedelta(1)
            return last - timedelta((last.weekday() - weekday) % 7)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))

    return on


def _after(holiday: Callable[[int], date | None], days: int) -> Callable[[int], date | None]:
    def on(year: int) -> date | None:
        day = holiday(year)
        return day and day + timedelta(days)

    return on
