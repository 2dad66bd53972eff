"""Messages copied from a chat: their words alone, without who wrote them and when.

Chats differ in how they write that, and each locale writes its dates and hours in its own way. So
nothing is looked for but a time, mostly with a date, and a name, in the places where chats put them
around a message. Lines that follow belong to the message before. What a chat says of itself
("Ana joined", "<Media omitted>") is left out.

An agenda looks much the same ("[09:00] Anna: budget"), and its times must stay: without a day,
times that are all at full five minutes are those of an agenda.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from facilitator.services.clipboard.moment import (
    DAY_ALONE,
    DAY_OR_TIME,
    HAS_TIME,
    MOMENT,
    OF_AN_AGENDA,
    STAMP,
    TIME,
    TO_THE_SECOND,
)
from facilitator.services.clipboard.rows import Row, text_of, tidy_cell

_LONGEST_HEAD = 160
"""Characters of a time, a name and what is between them, at most."""
_MARKS = dict.fromkeys(
    map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
"""Invisible signs of the direction of writing, which chats put around names, dates and times."""
_OWN_WORDS = "\u200e"
"""Such a sign stands before words that the chat itself put into a message."""

_NO_TIME = r"(?!\d{1,2}[:.h]\d{2}(?!\d))"
"""After a time another one is that of the end, and no name."""
_NAME = _NO_TIME + r"[^\s:：\"“”«»<>\[\]][^:：\n\"“”«»<>\[\]]{0,59}?"
_SHORT_NAME = r"[^\W\d_][^:：\n;!?\"“”«»<>\[\]|]{0,40}?"


class _Kind(Enum):
    """What a line is that begins with a time or a name."""

    MESSAGE = auto()
    """A message begins on it."""
    NAME = auto()
    """It has nothing but a name and a time; the message follows."""
    NOTE = auto()
    """The chat itself says something."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The beginning of a message: what its line is, and the words after it."""

    kind: _Kind
    words: str = ""
    may_be_planned: bool = False
    """Whether it is at a time of an agenda, and might be of one."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A way in which chats write a head; a line of an agenda may look so unless it `is_sure`."""

    kind: _Kind
    moment: re.Pattern[str]
    pattern: re.Pattern[str]
    is_sure: bool


def _form(kind: _Kind, moment: re.Pattern[str], pattern: str, *, sure: bool = False) -> _Form:
    return _Form(kind, moment, re.compile(pattern), sure)


_AT = r"(?P<at>[^\[\]<>]{4,60}?)"
_FORMS = (
    # WhatsApp on an iPhone and in a browser, Skype, Teams, Viber: [11/12/26, 09:14:02] Ana: …
    _form(_Kind.MESSAGE, STAMP, rf"\[\s?{_AT}\s?\]\s?{_NAME}\s?[:：]\s?"),
    # WhatsApp on Android: 12/11/26, 9:14 am - Ana: …
    _form(_Kind.MESSAGE, MOMENT, rf"{_AT}\s[-–—]\s{_NAME}\s?[:：]\s?"),
    _form(_Kind.MESSAGE, MOMENT, rf"(?P<at>[^\[\]<>]{{4,60}}),\s{_NAME}\s[:：]\s"),
    # KakaoTalk: [Ana] [9:14 AM] …
    _form(_Kind.MESSAGE, STAMP, rf"\[{_NAME}\]\s\[{_AT}\]\s", sure=True),
    # Pidgin: (09:14:02) Ana: …
    _form(_Kind.MESSAGE, STAMP, rf"\((?=\d){_AT}\)\s{_NAME}\s?[:：]\s"),
    # Internet Relay Chat: [09:14] <Ana> …
    _form(_Kind.MESSAGE, STAMP, rf"\[{_AT}\]\s?<[@+~&% ]?{_NAME}>\s", sure=True),
    _form(_Kind.MESSAGE, TIME, rf"(?=\d){_AT}\s<[@+~&% ]?{_NAME}>\s", sure=True),
    # Zoom: 09:14:02 From Ana to Everyone: …
    _form(
        _Kind.MESSAGE,
        STAMP,
        rf"(?=\d){_AT}\s+(?:From|Von|De|Da|Van)\s+{_NAME}\s?[:：]\s?",
        sure=True,
    ),
    _form(_Kind.MESSAGE, TIME, rf"(?=\d){_AT}\t{_NAME}\s?[:：](?:\t|$)"),
    # Telegram: Ana, [11 Dec 2026 at 09:14:02]:
    _form(_Kind.NAME, STAMP, rf"{_SHORT_NAME},\s\[{_AT}\]:?$"),
    # QQ: Ana 2026/12/11 9:14:02
    _form(_Kind.NAME, TO_THE_SECOND, rf"{_SHORT_NAME}\s{{1,2}}(?=\d){_AT}$"),
    # Slack: Ana  9:14 AM
    _form(_Kind.NAME, TIME, rf"{_SHORT_NAME}(?:\s\s+\[?|\s\[){_AT}\]?$"),
    # Discord: Ana — Today at 9:14 AM, and of the same day Ana — 9:14 AM
    _form(_Kind.NAME, DAY_OR_TIME, rf"{_SHORT_NAME}\s—\s{_AT}$"),
    # Teams: [9:14 AM] Ana Lopez
    _form(_Kind.NAME, STAMP, rf"\[{_AT}\]\s{_SHORT_NAME}$"),
    _form(_Kind.NOTE, MOMENT, rf"\[{_AT}\]\s"),
    _form(_Kind.NOTE, MOMENT, rf"{_AT}\s[-–—]\s"),
)
_FORMS_WITH_WORDS = tuple(form for form in _FORMS if form.kind is not _Kind.NAME)
_TIME_ALONE = re.compile(rf"\[?(?:{TIME.pattern})\]?")
"""Between what one person said on and on."""
_STAMP_ALONE = re.compile(rf"(?:—\s)?\[?{_AT}\]?")
_BARE_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_A_NAME = re.compile(_SHORT_NAME)
_OMITTED = re.compile(r"<[^<>]{3,60}>$")
_EDITED = (
    "This message was edited|Diese Nachricht wurde bearbeitet|Ce message a été modifié|"
    "Se editó este mensaje|Mensagem editada|Questo messaggio è stato modificato|"
    "Dit bericht is bewerkt|Сообщение изменено"
)
_DELETED = re.compile(
    r"(?:This message was deleted|You deleted this message|Diese Nachricht wurde gelöscht|"
    r"Du hast diese Nachricht gelöscht|Ce message a été supprimé|Vous avez supprimé ce message|"
    r"Se eliminó este mensaje|Eliminaste este mensaje|Mensagem apagada|Apagou esta mensagem|"
    r"Você apagou esta mensagem|Questo messaggio è stato eliminato|Hai eliminato questo messaggio|"
    r"Dit bericht is verwijderd|Je hebt dit bericht verwijderd|Данное сообщение удалено|"
    r"Вы удалили данное сообщение)\.?"
)
_FILE = re.compile(
    rf"\A(?:{_OWN_WORDS}[^\n]{{1,120}}|[A-Z]{{3}}-\d+-WA\d+)\.\w{{2,5}} \([^()\n]{{5,40}}\)(?:\n|$)"
)
"""A picture or another file: "IMG-20261112-WA0001.jpg (file attached)"; words may follow it."""
_REMARK = re.compile(rf"\s*(?:{_OWN_WORDS}<[^<>]{{3,60}}>|<(?:{_EDITED})\.?>)$")
"""Of a message: "<This message was edited>"."""
_ADDRESS = re.compile(r"\w://")


@dataclass(slots=True)
class _Message:
    """The lines of a message; of what the chat itself says they are left out."""

    lines: list[str]
    is_note: bool = False

    @property
    def row(self) -> Row:
        text = _REMARK.sub("", _FILE.sub("", "\n".join(filter(None, self.lines)), count=1))
        own = text.startswith(_OWN_WORDS) and "\n" not in text and not _ADDRESS.search(text)
        if self.is_note or own or _left_out(text.translate(_MARKS)):
            return ()
        cell = tidy_cell(text)
        return (cell,) if cell else ()


def _left_out(text: str) -> bool:
    """Return whether a chat says that there was something: a picture, or a deleted message."""
    return _OMITTED.match(text) is not None or _DELETED.fullmatch(text) is not None


def messages_of(rows: Sequence[Row]) -> list[Row]:
    """Return the messages of a chat, a row each; other rows stay what they are."""
    heads = _heads_of(rows)
    begun = [head for head in heads if head and head.kind is not _Kind.NOTE]
    if not begun or all(head.may_be_planned for head in begun):
        return list(rows)
    found: list[Row] = []
    message: _Message | None = None
    for row, head in zip(rows, heads, strict=True):
        if head is not None:
            found += [message.row] if message else []
            message = _Message([head.words], head.kind is _Kind.NOTE)
        elif message is not None:
            message.lines.append(text_of(row))
        else:
            found.append(row)
    found += [message.row] if message else []
    return [row for row in found if row] or list(rows)


def _heads_of(rows: Sequence[Row]) -> list[_Head | None]:
    """Return for each row what begins on it, None where nothing does."""
    for heads in (_heads_by_days(rows), _heads_by_names(rows)):
        if any(heads):
            return heads
    heads = [_head_of(row, _FORMS) for row in rows]
    if _names_lead(heads):
        return _with_times_alone(rows, heads)
    again = [
        _head_of(row, _FORMS_WITH_WORDS) if head and head.kind is _Kind.NAME else head
        for row, head in zip(rows, heads, strict=True)
    ]
    # Where some times have a name and others have none, nothing is surely a message.
    lacks_some = any(head and not other for head, other in zip(heads, again, strict=True))
    return [None] * len(rows) if lacks_some else again


def _heads_by_days(rows: Sequence[Row]) -> list[_Head | None]:
    """Return the heads of a chat that has a line for each day, and cells for time, name and words.

    So does LINE. Cells without such a day before them are those of a timetable.
    """
    found: list[_Head | None] = []
    is_day = False
    for at, row in enumerate(rows):
        head = _head_of_cells(row)
        following = rows[at + 1] if at + 1 < len(rows) else ()
        if len(row) == 1 and _head_of_cells(following) and DAY_ALONE.fullmatch(row[0]):
            is_day = True
            found.append(_Head(_Kind.NOTE))
        else:
            found.append(head if is_day else None)
    return found


def _head_of_cells(row: Row) -> _Head | None:
    if len(row) < 2 or not TIME.fullmatch(row[0]):
        return None
    # Without a name the chat itself says something.
    kind = _Kind.MESSAGE if len(row) > 2 and row[1] else _Kind.NOTE
    is_planned = OF_AN_AGENDA.fullmatch(row[0]) is not None
    return _Head(kind, text_of(row[2:]), is_planned)


def _heads_by_names(rows: Sequence[Row]) -> list[_Head | None]:
    """Return the heads of a chat with a line for each name and one for the time after it.

    So do Slack, Teams and Telegram in a browser. A timetable looks the same, but that no name comes
    back in it: Köln, 9:14, platform 3.
    """
    times = [_moment_alone(row) for row in rows]
    begun = [
        at
        for at in range(len(rows) - 2)
        if times[at + 1]
        and not (times[at] or times[at + 2] or (at and times[at - 1]))
        and _is_name(rows[at])
    ]
    count = Counter(rows[at] for at in begun)
    known = [at for at in begun if count[rows[at]] > 1]
    if not known or all(map(OF_AN_AGENDA.fullmatch, filter(None, times))):
        return [None] * len(rows)
    # After a bare time it may be the last line of a message, with another of the same person after.
    known += [
        at for at in begun if count[rows[at]] == 1 and not _BARE_TIME.fullmatch(times[at + 1])
    ]
    found = [_Head(_Kind.MESSAGE) if time else None for time in times]
    for at in known:
        found[at] = _Head(_Kind.NOTE)
    return found


def _moment_alone(row: Row) -> str:
    """Return the time that a row is, with a day or without; empty for other rows."""
    line = text_of(row)
    if len(line) > _LONGEST_HEAD or not HAS_TIME.search(line):
        return ""
    found = _STAMP_ALONE.fullmatch(line.translate(_MARKS))
    return found["at"] if found and STAMP.fullmatch(found["at"]) else ""


def _is_name(row: Row) -> bool:
    return len(row) == 1 and _A_NAME.fullmatch(row[0].translate(_MARKS)) is not None


def _names_lead(heads: Sequence[_Head | None]) -> bool:
    """Return whether a message follows each line that has nothing but a name and a time."""
    return all(
        after < len(heads) and heads[after] is None
        for after, head in enumerate(heads, start=1)
        if head and head.kind is _Kind.NAME
    )


def _with_times_alone(rows: Sequence[Row], heads: Sequence[_Head | None]) -> list[_Head | None]:
    """Return the heads and, as more of them, times between what one person said on and on."""
    found = list(heads)
    names = (at for at, head in enumerate(heads) if head and head.kind is _Kind.NAME)
    for at in range(next(names, len(rows)) + 2, len(rows) - 1):
        is_between = heads[at - 1] is heads[at] is heads[at + 1] is None
        if is_between and _TIME_ALONE.fullmatch(text_of(rows[at])):
            found[at] = _Head(_Kind.MESSAGE)
    return found


def _head_of(row: Row, forms: Sequence[_Form]) -> _Head | None:
    """Return the beginning of a message, or None for any other line."""
    line = "\t".join(filter(None, row))
    found: _Head | None = None
    # A message that is sent on may have another's time and name before it.
    while "\n" not in line and (head := _one_head(line, forms)):
        line = head.words
        found = replace(found, words=line) if found else head
        if head.kind is not _Kind.MESSAGE:
            break
    return found


def _one_head(line: str, forms: Sequence[_Form]) -> _Head | None:
    begin = line[:_LONGEST_HEAD]
    if not HAS_TIME.search(begin):
        return None
    bare = begin if begin.isascii() else begin.translate(_MARKS)
    # A form that ends with the line does not end where it was cut.
    cut = "\n." if len(line) > _LONGEST_HEAD else ""
    for form in forms:
        found = form.pattern.match(bare + cut)
        if found is not None and form.moment.fullmatch(found["at"]):
            is_bare = len(bare) == len(begin)
            words = line[found.end() :] if is_bare else _after(line, found.end())
            is_planned = not form.is_sure and OF_AN_AGENDA.fullmatch(found["at"]) is not None
            return _Head(form.kind, words, is_planned)
    return None


def _after(line: str, visible: int) -> str:
    """Return what follows so many characters, not counting the signs that are not looked at."""
    at = 0
    for at, character in enumerate(line):
        if visible == 0:
            return line[at:]
        visible -= ord(character) not in _MARKS
    return ""
