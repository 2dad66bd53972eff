"""Moments as chats write them: a date and a time, in the way of any locale."""

import re

_LETTERS = r"[^\s\d\[\]()<>{}|,،:;/\"“”—–-]"
_WORD = rf"{_LETTERS}{{1,12}}"
_NO_LOG = r"(?!(?:TRACE|DEBUG|INFO|NOTICE|WARN|ERROR|FATAL|CRITICAL))"
_HALF = rf"{_NO_LOG}{_LETTERS}{{1,14}}(?:\s{_LETTERS}{{1,12}}){{0,2}}"
"""am, p.m., a. m., Uhr, e pasdites: what follows hours, or leads them in many languages.

The level of a line in a log (INFO, ERROR) is none.
"""
_TIME = rf"(?:{_HALF}\s?)?\d{{1,2}}(?:[:.]|\s?h\s?)\d{{2}}(?:[:.]\d{{2}})?(?:\s?{_HALF})?"
_SHORT_HALF = r"(?:[^\W\d_]{1,4}\.?(?:\s?[^\W\d_]\.)?)"
_ONLY_TIME = rf"(?:{_SHORT_HALF}\s?)?\d{{1,2}}[:h]\d{{2}}(?:[:.]\d{{2}})?(?:\s?{_SHORT_HALF})?"
"""Without a date less is taken for a time: a dot may be that of a number."""
_DATE = (
    rf"(?:\d{{1,4}}\s?[./-]\s?\d{{1,2}}(?:\s?[./-]\s?\d{{1,4}})?\.?(?:\s{_LETTERS}{{1,2}})?"
    r"|\d{1,2}\s\d{1,2}\s\d{4}"
    r"|\d{2,4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    rf"|\d{{1,2}}\.?\s(?:de\s)?{_WORD},?\s(?:de\s)?\d{{2,4}}(?:\sг\.)?"
    rf"|{_WORD}\s\d{{1,2}},?\s\d{{2,4}})"
)
_BETWEEN = r"(?:\s?[,،])?\s?(?:[^\W\d_]{1,3}\.?\s){0,2}"
_MOMENT = rf"{_DATE}{_BETWEEN}{_TIME}"
_TIME_FIRST = rf"{_TIME}{_BETWEEN}{_DATE}"
_DAYS = "Today|Yesterday|Heute|Gestern|Aujourd[’']hui|Hier|Hoy|Ayer|Hoje|Ontem|Oggi|Ieri"

MOMENT = re.compile(rf"{_MOMENT}|{_TIME_FIRST}")
"""A date and a time, in any order."""
DAY_ALONE = re.compile(rf"(?:{_WORD}\.?,?\s)?{_DATE}(?:,?\s?\(?{_WORD}\)?)?")
"""A date, with the day of the week or without."""
_DAY_OF_MONTH = rf"\d{{1,2}}\.?\s{_WORD}"
STAMP = re.compile(
    rf"{_MOMENT}|{_DAY_OF_MONTH}{_BETWEEN}{_ONLY_TIME}|{_TIME_FIRST}"
    rf"|(?:{_WORD}\s){{0,2}}{_ONLY_TIME}"
)
"""The same, or a time alone, with a day before it or without."""
TIME = re.compile(_ONLY_TIME)
"""A time without a date."""
DAY_OR_TIME = re.compile(rf"{_MOMENT}|(?:(?:{_DAYS}){_BETWEEN})?{_ONLY_TIME}")
"""A date and a time, or a time with a day as one says it today, or without."""
TO_THE_SECOND = re.compile(rf"{_DATE}{_BETWEEN}\d{{1,2}}:\d{{2}}:\d{{2}}")
"""A date and a time as only a program writes it."""
HAS_TIME = re.compile(r"\d(?:[:.]|\s?h\s?)\d\d")
"""What all of them hold somewhere, and few other lines."""
OF_AN_AGENDA = re.compile(rf"(?:{_SHORT_HALF}\s?)?\d{{1,2}}[:h]\d[05](?:\s?{_SHORT_HALF})?")
"""A time at which something is planned: of chats few have nothing but such."""
