"""Numbers and letters before the items of a list: "1.", "a)", "(iv)", "①", "一、", "1.2".

They are marks where a tab or much space follows, and where successive ones of the same form count
up, in digits or in the letters of an alphabet, one list within another or not: "1. FC Köln" alone
is a name. Letters begin with the first and have no others between, so that "J. Smith" and
"K. Jones" keep theirs; so do numbers without space or with a colon after them. A number stays where
it is a part of a date ("3. Dezember"), or all that tells one line from another ("2. Stock").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator.services.clipboard.lead import AFTER, SPACE, lead_of, without
from facilitator.services.clipboard.ordinals import HAN, Worth, enclosed, worth_of
from facilitator.services.clipboard.rows import Row

_MUCH = 3
"""Spaces after a number that only a program puts there, in place of a tab."""
_LETTER = r"[^\W\d_]"
_NUMBER = re.compile(
    rf"(?P<open>[(（\[]?)"
    rf"(?P<value>\d{{1,3}}|[{HAN}]{{1,3}}|י[א-ט]|ט[וז]|ه\u0640|[ivxlcIVXLC]{{2,7}}|[Ⅰ-Ⅻⅰ-ⅻ]|{_LETTER})"
    r"(?:"
    # "1.- so" and "1º) so" are common in Spanish, "1.) so" in German.
    rf"(?P<close>\.[-)]|[º°]\)|[.)\]-]){AFTER}"
    # A wide sign has its space within itself.
    rf"|(?P<wide>[．）、]){SPACE}*"
    rf"|(?P<loose>[.)\]](?={_LETTER})|[:/]{AFTER}|{SPACE}[-–—]{AFTER}(?!\d))"
    r")"
)
_LEVELS = re.compile(rf"(?P<value>\d{{1,3}}(?:\.\d{{1,3}}){{1,7}})(?P<close>\.?){AFTER}")
_CIRCLED = re.compile(rf"(?P<value>[^\x00-\x7f]|\d\ufe0f?\u20e3)\ufe0f?{SPACE}*")
_MAY_COUNT = re.compile(
    r"[(（\[]?[^\W_]{1,7}(?:[.)\]．）、:/º°-]|\s[-–—])|[^\x00-\u20ff]|\d[\ufe0f\u20e3]"
)
_CLOSED_BY = {"(": ")", "（": "）", "[": "]"}
_MONTH_NAMES = (
    "jan januar januari januara januarja januára jaanuar janúar jänner jän ledna siječnja feb "
    "februar februari februara februarja februára veebruar febrúar feber února veljače mär märz "
    "marts mars marta marca märts března ožujka apr april aprila apríla aprill apríl dubna "
    "travnja mai maj maja mája maí května svibnja jun juni juna junija júna juuni júní června "
    "lipnja jul juli jula julija júla juuli júlí července srpnja aug august augusti avgusta "
    "augusta ágúst srpna kolovoza sep sept september septembra septembri září rujna okt oktober "
    "oktobra októbra oktoober október října listopada nov november novembra nóvember listopadu "
    "studenoga dez dec des dezember december decembra detsember desember prosince prosinca "
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta"
)
_MONTHS = frozenset(_MONTH_NAMES.split())
"""Months as they follow a number with a dot, in languages that write days so."""
_WORD = re.compile(r"\w+")
_DAY_FOLLOWS = re.compile(r"\d{1,2}\.(?:\s|\d|$)")
_DEEPEST = 9
"""Lists within each other."""
_LONG_RUN = 3
"""Items that count up in a form that other things have, too."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A row that may be an item of a numbered list."""

    at: int
    form: tuple[str, str, str]
    """What is before the number, what kind it is of, and what is after it."""
    value: str
    rest: Row
    """The row without its number."""
    is_wide: bool
    """Whether a tab or much space follows, as only a program writes it."""
    from_first: bool
    """Whether it is a mark only in a list that begins with the first."""

    @property
    def levels(self) -> tuple[int, ...]:
        """The numbers of all the lists it is within: (1, 2) for "1.2"."""
        return tuple(map(int, self.value.split(".")))


def without_numbers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the numbers and letters of the lists they are items of."""
    forms: dict[tuple[str, str, str], list[_Numbered]] = defaultdict(list)
    outline: list[_Numbered] = []
    for at, row in enumerate(rows):
        item = _number_of(at, row)
        if item is None:
            continue
        if item.form[1] == "levels":
            outline.append(item)
            continue
        forms[item.form].append(item)
        if item.form == ("", "number", "."):
            outline.append(item)
    found = list(rows)
    for item in _items_of_outline(outline):
        found[item.at] = item.rest
    for items in forms.values():
        for item in _items_of_lists(items):
            found[item.at] = item.rest
    return found


def _number_of(at: int, row: Row) -> _Numbered | None:
    """Return the number that a row begins with, if other words follow it."""
    lead = lead_of(row)
    if not _MAY_COUNT.match(lead):
        return None
    if levels := _LEVELS.match(lead):
        value, end, close = levels["value"], levels.end(), levels["close"]
        form = ("", "levels", "")
        is_wide = end == len(lead) and bool(close)
        from_first = not is_wide
    elif number := _NUMBER.match(lead):
        value, end = number["value"], number.end()
        close = (number["close"] or number["wide"] or number["loose"]).strip()
        form = (number["open"], _kind(value), close)
        if number["open"] and _CLOSED_BY[number["open"]] != close:
            return None
        if not number["open"] and close == "]":
            return None
        if close == "." and number["loose"] and form[1] != "number":
            return None
        space = end - len(lead[:end].rstrip())
        # "J." and a tab may be the beginning of a name.
        is_initial = form[1] == "capitals" and close in (".", "-")
        is_wide = not is_initial and not number["loose"] and (end == len(lead) or space >= _MUCH)
        from_first = number["loose"] is not None
    elif circled := _CIRCLED.match(lead):
        sign = circled["value"][0]
        value, end, close = enclosed(sign) if not sign.isascii() else sign, circled.end(), ""
        form, is_wide, from_first = ("", f"circled {_kind(value)}", ""), False, False
    else:
        return None
    rest = without(row, end)
    if not value or rest is None or (close == "." and _is_date(value, lead[end:])):
        return None
    return _Numbered(at, form, value, rest, is_wide, from_first)


def _is_date(value: str, rest: str) -> bool:
    """Return whether a number with a dot and what follows are a day of a month."""
    word = _WORD.match(rest)
    is_day = value.isdecimal() and int(value) <= 31
    return is_day and bool(
        _DAY_FOLLOWS.match(rest) or (word is not None and word[0].lower() in _MONTHS)
    )


def _kind(value: str) -> str:
    if value.isdecimal():
        return "number"
    if all(sign in HAN for sign in value):
        return "han"
    return "capitals" if value.isupper() else "letters"


# Lists


@dataclass(slots=True)
class _List:
    """Items that count up, as far as they were read."""

    items: list[_Numbered]
    ways: Worth
    """What the last item is worth in each way of counting that all of them follow."""

    @property
    def from_first(self) -> bool:
        return len(self.items) in self.ways.values()

    @property
    def counts(self) -> bool:
        """Whether these are marks, and not numbers or letters of anything else."""
        first = self.items[0]
        needs_first = first.from_first or first.form[1] in ("letters", "capitals")
        return len(self.items) > 1 and (not needs_first or self.from_first)


def _items_of_lists(items: Sequence[_Numbered]) -> Iterable[_Numbered]:
    """Return those of one form that are marks: they count up, or much space follows."""
    yield from (item for item in items if item.is_wide)
    lists = _lists(items)
    known = [one for one in lists if one.counts]
    is_letters = items[0].form[1] in ("letters", "capitals")
    has_others = sum(len(one.items) for one in known) < len(items)
    if (is_letters and has_others) or len({item.rest for item in items}) == 1:
        return
    for one in lists:
        # The first item of a list within another may be the only one.
        if one.counts or (known and one.from_first):
            yield from one.items


def _lists(items: Sequence[_Numbered]) -> list[_List]:
    """Return the lists that items of one form are of, one within another."""
    found: list[_List] = []
    within: list[_List] = []
    for item in items:
        worth = worth_of(item.value)
        depth = len(within)
        while depth and not _ways_up(within[depth - 1].ways, worth):
            depth -= 1
        if depth:
            del within[depth:]
            within[-1].items.append(item)
            within[-1].ways = _ways_up(within[-1].ways, worth)
        else:
            found.append(_List([item], worth))
            within = [*within[-_DEEPEST:], found[-1]]
    return found


def _ways_up(before: Worth, after: Worth) -> Worth:
    """Return what the later one is worth in the ways of counting in which it is the next."""
    return {way: worth for way, worth in after.items() if before.get(way) == worth - 1}


# Lists whose numbers say which list they are within


def _items_of_outline(items: Sequence[_Numbered]) -> Iterable[_Numbered]:
    """Return those of "1.", "1.1", "1.2", "2." that are marks: each is the next of one before."""
    begin = 0
    for end in range(1, len(items) + 1):
        if end < len(items) and _is_next(items[end - 1].levels, items[end].levels):
            continue
        run = items[begin:end]
        begin = end
        levels = [item for item in run if item.form[1] == "levels"]
        least = _LONG_RUN if any(item.from_first for item in levels) else 2
        if levels and len(run) >= least and run[0].levels[-1] == 1:
            yield from run
        else:
            yield from (item for item in levels if item.is_wide and len(run) > 1)


def _is_next(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Return whether one number follows another, within it or beside it or what it is within."""
    *above, last = after
    at = len(above)
    is_within = at == len(before) and above == list(before) and last == 1
    return is_within or (above == list(before[:at]) and before[at : at + 1] == (last - 1,))
