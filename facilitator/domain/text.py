"""Cleaning, shortening and comparing of text: everything typed, pasted or imported passes here."""

import re
import unicodedata

from facilitator.domain.limits import LONGEST
from facilitator.errors import InputRefusedError

_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
"""What editors and slide programs put on the clipboard for a new line."""

_SAME_LETTER = {
    # An apostrophe may be left out, and so may what is typed or set for one: "its" is "it's".
    "": "'`\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u055a\u05f3\u0640",
    '"': "\u201c\u201d\u201e\u2033\u05f4«»",
    "-": "\u2010\u2012\u2013\u2014\u2015\u2212",
    "i": "ı",
    "o": "øØ",
    "l": "łŁ",
    "d": "đĐðÐ",
    "h": "ħĦ",
    "t": "ŧŦ",
    "ae": "æÆ",
    "oe": "œŒ",
    # Arabic and Persian keyboards have several codes for one letter.
    "ي": "\u0649\u06cc",
    "ك": "\u06a9",
    "ا": "\u0671",
    "ه": "\u0629\u06c1\u06c3\u06d5",
}
"""What Unicode keeps apart and somebody who searches does not. Left out with the apostrophes is the
stroke that only widens an Arabic word."""
_NUKTA, _FIXED, _ATTACHED = 7, range(10, 37), 200
"""Combining classes of marks that may be left out: the dot of Indian scripts, the points of Hebrew,
Arabic and Syriac, and from 200 on the accents. Those between are vowels, tones and joiners of
scripts that can't be read without them, as is the voicing of Japanese.

https://www.unicode.org/reports/tr44/#Canonical_Combining_Class_Values
"""
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Joiners, fillers and selectors of a variant: no letters, but not among the format characters."""
_TO_HIRAGANA = ord("ァ") - ord("ぁ")


def clean(text: str) -> str:
    r"""Return the text without control characters, lone surrogates and surrounding space.

    Line ends become \n, tabs a space; a text that nobody could see, such as a zero-width space,
    becomes empty. Raises InputRefusedError when it is longer than LONGEST.
    """
    if text.isprintable():
        # Most texts: no line ends, no control characters, and no space but the one of the bar.
        tidy = text.strip()
        if len(tidy) <= LONGEST:
            return tidy
    unified = unify_line_ends(text).replace("\t", " ")
    if not unified.isprintable():
        unified = "".join(c for c in unified if c == "\n" or _allowed(c))
    tidy = unified.strip()
    if all(unicodedata.category(c) in ("Cf", "Zs") or c == "\n" for c in tidy):
        return ""
    if len(tidy) > LONGEST:
        raise InputRefusedError(
            f"A text can have up to {LONGEST:,} characters, and this one has {len(tidy):,}; "
            "nothing was added. Shorten it or split it in two."
        )
    return tidy


_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_OPENS |= {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
"""What begins an embedding, an override or an isolate, and what ends it."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile("([\n\r\v\f\x85\u2028\u2029])")


def pair_directions(text: str) -> str:
    """Return the text without signs that begin a direction and do not end it, or only end one.

    Alone they turn around what others have written beside it. Each line is looked at by itself, as
    a direction ends with it. https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings
    """
    if not _TURNS.search(text):
        return text
    return "".join(map(_paired, _LINE_END.split(text)))


def _paired(line: str) -> str:
    kept, begun = set[int](), list[int]()
    for at, sign in enumerate(line):
        if sign in _OPENS:
            begun.append(at)
        elif sign == "\u202c" and begun and _OPENS[line[begun[-1]]] == sign:
            kept |= {begun.pop(), at}
        elif sign == "\u2069" and any(_OPENS[line[start]] == sign for start in begun):
            # What was begun inside an isolate ends with it.
            while _OPENS[line[begun[-1]]] != sign:
                begun.pop()
            kept |= {begun.pop(), at}
    return "".join(c for at, c in enumerate(line) if at in kept or not _TURNS.match(c))


_MOST_MARKS = 5
"""Marks on one letter: no language has more, and a tower of them would cover the lines above."""


def with_few_marks(text: str) -> str:
    """Return the text without what is piled onto a letter that has its marks already."""
    if text.isascii():
        return text
    kept, marks = list[str](), 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            marks += 1
        elif kind != "Cf":
            # A joiner between marks is seen by nobody, and they pile up all the same.
            marks = 0
        if marks <= _MOST_MARKS or kind == "Cf":
            kept.append(sign)
    return "".join(kept)


def clean_line(text: str) -> str:
    """Return the text as clean() does, on one line."""
    return " ".join(clean(text).split("\n"))


class _SearchTable(dict[int, str]):
    """A table of what each character becomes in a search, filled when a character is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _may_be_left_out(character):
            found = ""
        elif character.isdecimal():
            found = str(unicodedata.decimal(character))
        else:
            # An input method offers Japanese words in either of two scripts of the same sounds.
            found = chr(code - _TO_HIRAGANA) if "ァ" <= character <= "ヶ" else character
        self[code] = found
        return found


def _may_be_left_out(character: str) -> bool:
    """Return whether a character is invisible, or a mark without which a word is recognized."""
    if unicodedata.category(character) == "Cf" or _INVISIBLE.match(character):
        return True
    mark = unicodedata.combining(character)
    return mark in (1, _NUKTA) or mark in _FIXED or mark >= _ATTACHED


_SEARCHED = _SearchTable(
    {ord(one): same for same, others in _SAME_LETTER.items() for one in others}
)


def fold(text: str) -> str:
    """Return the text as a search compares it: two spellings of the same words become equal.

    Case, accents, apostrophes, the width of letters, the script of digits and invisible signs make
    no difference.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    # Alone, this accent serves as an apostrophe; by its likeness it would become a space.
    whole = unicodedata.normalize("NFD", text).replace("\u00b4", "'")
    whole = unicodedata.normalize("NFKD", whole).casefold().translate(_SEARCHED)
    return unicodedata.normalize("NFKD", whole)


class _PrintTable(dict[int, str]):
    """A table of what each character is on a terminal, filled when a character is first met."""

    def __missing__(self, code: int) -> str:
        character, kind = chr(code), unicodedata.category(chr(code))
        found = character
        if 0xDC80 <= code <= 0xDCFF:
            # A byte of a file's name that is in no text.
            found = f"\\x{code & 0xFF:02x}"
        elif kind in ("Cc", "Cs", "Zl", "Zp"):
            found = " " if character == "\t" else "\ufffd"
        elif kind == "Cf" and character not in _JOINERS_AND_MARKS:
            found = ""
        self[code] = found
        return found


_JOINERS_AND_MARKS = "\u200c\u200d\u200e\u200f\u061c"
_PRINTED = _PrintTable()


def printable(text: str) -> str:
    """Return a text as one line that a terminal can be given.

    Nothing in it is a command to the terminal, ends the line or turns the direction of what
    follows; a byte of a file's name that is no character is written as such.
    """
    return text if text.isprintable() else text.translate(_PRINTED)


def says_something(text: str) -> bool:
    """Return whether clean() would leave anything of a text, even of one that is too long."""
    return bool(clean(text[: LONGEST // 2])) or len(text.strip()) > LONGEST // 2


def shortened(text: str, longest: int = 40) -> str:
    """Return the first line, cut at a word with an ellipsis when longer than `longest`.

    A direction that would have ended in what is cut off does not begin.
    """
    line = text.split("\n", 1)[0]
    if len(line) <= longest and line == text:
        return line
    cut = line[: longest - 1]
    if len(line) > len(cut) and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return pair_directions(cut).rstrip(" ,.;:") + "…"


def unify_line_ends(text: str) -> str:
    """Return the text with one kind of line end."""
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _allowed(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs")
