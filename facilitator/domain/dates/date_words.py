"""The words in which people say days: names of a language, and what English adds to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from facilitator.domain.dates.date_math import MONDAY_TO_FRIDAY, Week

Order = Literal["DMY", "MDY", "YMD"]
Names = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DateWords:
    """How a language writes days: the order of numbers, and lower-case names.

    `weekdays` are seven groups of names that mean the same, Monday first; `months` are twelve.
    `week` is how weeks run where it is spoken, `territory` the code of that place. `between` are
    words that a written date has beside its names. Where `year_first_dotted`, "27. 3. 5." is a
    day of 2027.
    """

    order: Order
    weekdays: Names
    months: Names
    week: Week = MONDAY_TO_FRIDAY
    territory: str = "US"
    between: tuple[str, ...] = ()
    year_first_dotted: bool = False

    def merged(
        self,
        weekdays: Sequence[Iterable[str]] = (),
        months: Sequence[Iterable[str]] = (),
        order: Order | None = None,
        week: Week | None = None,
    ) -> "DateWords":
        """Return these words and a locale's own: 7 groups of weekdays, 12 of months, or none.

        What a locale calls one thing is no name of another in these words.
        """
        return DateWords(
            order or self.order,
            _joined(self.weekdays, weekdays),
            _joined(self.months, months),
            week or self.week,
            self.territory,
        )


ENGLISH = DateWords(
    order="MDY",
    weekdays=(
        ("mon", "monday"),
        ("tue", "tues", "tuesday"),
        ("wed", "weds", "wednesday", "wensday", "wednsday"),
        ("thu", "thur", "thurs", "thursday"),
        ("fri", "friday"),
        ("sat", "saturday"),
        ("sun", "sunday"),
    ),
    months=(
        ("jan", "january"),
        ("feb", "febr", "february", "febuary"),
        ("mar", "march"),
        ("apr", "april"),
        ("may",),
        ("jun", "june"),
        ("jul", "july"),
        ("aug", "august"),
        ("sep", "sept", "september"),
        ("oct", "october"),
        ("nov", "november"),
        ("dec", "december"),
    ),
)

_AROUND = """
    about ahead approx approximately around as at by ca circa clock deadline due during earlier
    effective for in is it later latest max maximum maybe most no not now o of on over please
    roughly s some sometime starting than the till time tops toward towards until up
"""
FILLERS = frozenset(_AROUND.split())
"""Words that say nothing about which day is meant, wherever they are."""

_PARTS_OF_DAY = """
    afternoon cob cop eob eod eop evening lunch lunchtime midday midnight morning night noon
"""
PARTS_OF_DAY = frozenset(_PARTS_OF_DAY.split())
"""Words that leave the day as it is; all but the morning can mean the one that is today."""

_VAGUE = """
    always announced anytime asa asap confirmed continuous continuously daily decided determined
    discussed dunno eventually ever every forever future idk immediately instantly later monthly na
    never none nothing now once ongoing open pending possible quarterly quickly regularly right
    someday sometime sometimes soon sooner soonest straight tba tbc tbd todo unclear undecided
    unknown urgent urgently weekly whenever yearly
"""
_BESIDE_VAGUE = """
    a an as away be can day do it moment month n near next p point some to very we week year yet
"""
VAGUE = frozenset(_VAGUE.split())
BESIDE_VAGUE = FILLERS | {"within"} | frozenset(_BESIDE_VAGUE.split())
"""A text of these words alone, one of them vague, says that there is a day and not which."""

UNITS = {
    name: unit
    for unit, names in {
        "day": "d day days",
        "week": "w wk wks week weeks",
        "weekend": "weekend weekends wkend",
        "fortnight": "fortnight fortnights",
        "month": "m mo mth mths mos month months",
        "quarter": "quarter quarters qtr qtrs",
        "half": "half halves",
        "year": "y yr yrs year years",
        "hour": "h hr hrs hour hours",
        "minute": "min mins minute minutes",
        "workday": "workday workdays weekday weekdays bd wd",
    }.items()
    for name in names.split()
}

PHRASES = {
    tuple(said.split()): tuple(meant.split())
    for said, meant in {
        "close business": "eod",
        "close play": "eod",
        "end business": "eod",
        "end play": "eod",
        "end day": "eod",
        "end working day": "eod",
        "end business day": "eod",
        "end work day": "eod",
        "first thing": "morning",
        "last thing": "evening",
        "am": "morning",
        "a m": "morning",
        "pm": "afternoon",
        "p m": "afternoon",
        "tonight": "this evening",
        "tonite": "this evening",
        "tmr": "tomorrow",
        "tmrw": "tomorrow",
        "tomorow": "tomorrow",
        "tommorow": "tomorrow",
        "tommorrow": "tomorrow",
        "2 moro": "tomorrow",
        "2 morrow": "tomorrow",
        "overnight": "tomorrow",
        "eom": "end month",
        "eoy": "end year",
        "eow": "end week",
        "eoq": "end quarter",
        "eofy": "end year",
        "midweek": "mid week",
        "midmonth": "mid month",
        "midyear": "mid year",
        "working day": "workday",
        "working days": "workdays",
        "business day": "workday",
        "business days": "workdays",
        "work day": "workday",
        "work days": "workdays",
        "bank day": "workday",
        "bank days": "workdays",
        "couple": "2",
        "pair": "2",
        "week commencing": "week",
        "week starting": "week",
        "week beginning": "week",
        "week ending": "",
        "this coming": "coming",
        "upcoming": "coming",
        "following": "coming",
        "forthcoming": "coming",
        "nxt": "next",
        "or before": "",
        "or so": "",
        "calendar week": "week",
        "turn year": "end year",
        "start business": "morning",
        "beginning": "start",
        "begin": "start",
        "early": "start",
        "late": "end",
        "close": "end",
        "middle": "mid",
        "halfway": "mid",
        "half way through": "mid",
        "halfway through": "mid",
        "through": "",
        "ago": "before",
        "prior to": "before",
        "up to": "",
        "within": "",
        "within week": "this week",
        "within month": "this month",
        "within quarter": "this quarter",
        "within year": "this year",
        "w c": "week",
        "previous": "last",
        "st": "saint",
        "kw": "week",
        "cw": "week",
        "semester": "half",
    }.items()
}
"""What else people say for the words that the reader knows, the longest first."""

_ONE_TO_TWENTY = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_FIRST_TO_TWENTIETH = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
"""
_TWENTY_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL, _FIRST = _ONE_TO_TWENTY.split(), _FIRST_TO_TWENTIETH.split()
_TENS = _TWENTY_TO_NINETY.split()

NUMBERS: dict[tuple[str, ...], tuple[int, bool]] = {
    **{(word,): (n, False) for n, word in enumerate(_SMALL)},
    **{(word,): (n, True) for n, word in enumerate(_FIRST)},
    **{(word,): (10 * n, False) for n, word in enumerate(_TENS, start=2)},
    **{(f"{word[:-1]}ieth",): (10 * n, True) for n, word in enumerate(_TENS, start=2)},
    **{
        (ten, small): (10 * n + m, False)
        for n, ten in enumerate(_TENS, start=2)
        for m, small in enumerate(_SMALL[1:10], start=1)
    },
    **{
        (ten, nth): (10 * n + m, True)
        for n, ten in enumerate(_TENS, start=2)
        for m, nth in enumerate(_FIRST[1:10], start=1)
    },
    ("hundred",): (100, False),
    ("dozen",): (12, False),
}
"""Numbers by their words, and whether they are ordinals."""


def _joined(known: Names, added: Sequence[Iterable[str]]) -> Names:
    groups = [*added, *([()] * (len(known) - len(added)))]
    lower = [[name.casefold() for name in group if name] for group in groups]
    taken = {name: at for at, group in enumerate(lower) for name in group}
    kept = [[n for n in group if taken.get(n, at) == at] for at, group in enumerate(known)]
    return tuple(tuple(dict.fromkeys((*k, *a))) for k, a in zip(kept, lower, strict=True))
