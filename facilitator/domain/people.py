"""The people that a text names: "Tom, Aisha and Karl" is three."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from facilitator.domain.text import fold

_ANYWHERE = r"[\n\r\v\f\x85\u2028\u2029\t;；、,，،؛•|]|(?<=\s)·(?=\s)"
"""What separates names wherever it is."""
_SIGN = r"(?<!\bw)(?:(?<![\w.+])[&+/](?!\+)|(?<!\+)[&+/](?![\w.+])|(?<=\w\w)[&+/](?=\w\w))"
"""Signs between names; A/V and R&D are one."""
_CONJUNCTIONS = """
    and und et en og och ja ve és și dan và kaj ir un sekä eta agus dhe plus
    και и й та да და և और এবং மற்றும் اور و 및 그리고 和 與 与 และ と
"""
_WORDS = "|".join(_CONJUNCTIONS.split())
_WORD = rf"(?<=[\s),;])(?:{_WORDS}|And|AND|Und|UND|[yeiaі])(?=[\s(])"
"""Words for "and", not as they are written in names: Dan is one, dan is Indonesian."""
_JAPANESE = (
    r"(?<=さん)と|(?<=くん)と|(?<=[\u30a0-\u30ff\u3400-\u9fff])と(?=[\u30a0-\u30ff\u3400-\u9fff])"
)
"""Not where it may be part of a name: さとう."""
_SEPARATOR = re.compile(f"(?P<hard>{_ANYWHERE})|(?P<soft>{_SIGN}|{_WORD}|{_JAPANESE})")
_WHOLE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\"[^\"]*\"|“[^“”]*”|«[^«»]*»|\S+@\S+")
"""What has no name of its own in it, whatever is there."""

_TITLES = "mr mrs ms mx miss dr prof herr frau mme mlle sr sra don doña pan pani"
_TITLE = frozenset(_TITLES.split())
"""Alone, it waits for its name: Mr and Mrs Smith are one party."""
_SUFFIXES = "jr sr ii iii iv md phd esq"
_SUFFIX = frozenset(_SUFFIXES.split())
_GROUP = frozenset({"teams", "departments", "depts", "groups", "offices"})
"""After several names it makes one party of them: the Sales and IT teams."""
_ONE_PARTY = frozenset(
    {
        ("diversity", "inclusion"),
        ("finance", "accounting"),
        ("finance", "administration"),
        ("food", "beverage"),
        ("health", "safety"),
        ("learning", "development"),
        ("legal", "compliance"),
        ("research", "development"),
        ("sales", "marketing"),
        ("trust", "safety"),
    }
)
"""Departments whose name has an "and" in it."""


def people(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the people that a text names, each once.

    They are separated by commas, semicolons, line ends, "&", "+", "/", and "and" in many languages.
    A name that is `known` stays whole. Case and accents make no other name.
    """
    found: dict[str, str] = {}
    for name in _names(text.strip(), tuple(known)):
        found.setdefault(fold(name), name)
    return tuple(found.values())


def completion(typed: str, names: Iterable[str]) -> tuple[str, str] | None:
    """Return the text with its last name as it is known so far, and the rest of that name.

    None unless what is typed last begins one of the names and no other. Those that were typed
    before it are not offered again.
    """
    known_names = [name for name in names if name.strip()]
    folded = {fold(name): name for name in known_names}
    # A name that is known may have an "and" of its own in it.
    for start in [0, *(found.end() for found in _SEPARATOR.finditer(typed))]:
        begun = typed[start:].lstrip()
        sought = fold(begun)
        offered = [key for key in folded if key.startswith(sought)] if sought else []
        if not offered:
            continue
        before = set(map(fold, people(typed[:start])))
        offered = [key for key in offered if key not in before]
        if sought in folded or len(offered) != 1:
            return None
        name = folded[offered[0]]
        known = _beginning(name, sought)
        whole, rest = typed[: len(typed) - len(begun)] + known, name[len(known) :]
        # What is before it may not be a name at all: then this is none by itself.
        is_last = known and people(whole + rest, known_names)[-1] == name
        return (whole, rest) if is_last else None
    return None


def as_known(typed: str, names: Iterable[str]) -> str:
    """Return the text with each name that is known in the letters in which it is known."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(fold(name), name)
    whole = known.get(fold(typed))
    if whole is not None:
        return whole
    pieces, start = [], 0
    for found in (*_SEPARATOR.finditer(typed), None):
        piece = typed[start : found.start() if found else len(typed)]
        name = piece.strip()
        pieces.append(piece.replace(name, known.get(fold(name), name)) if name else piece)
        if found:
            pieces.append(found[0])
            start = found.end()
    return "".join(pieces)


def _beginning(name: str, sought: str) -> str:
    """Return the beginning of a name that is searched as `sought`; empty if it is half a sign."""
    begins = (name[:end] for end in range(len(name), 0, -1))
    return next((begin for begin in begins if fold(begin) == sought), "")


def renamed(text: str, old: str, new: str, known: Iterable[str] = ()) -> str:
    """Return the text with one of the people it names called otherwise; without `new` left out.

    What is between the others stays, unless one is left out or is named there already.
    """
    sought = fold(" ".join(old.split()))
    if not sought or sought not in fold(text):
        return text
    names = (old, *(name for name in known if fold(name) != sought))
    pieces = list(_pieces(text, names))
    found = [" ".join(text[start:end].split()) for start, end in pieces]
    if all(fold(name) != sought for name in found):
        return text
    others = {fold(name) for name in found if fold(name) != sought}
    if new and fold(new) not in others:
        for start, end in reversed(pieces):
            piece = text[start:end]
            if fold(" ".join(piece.split())) == sought:
                lead = len(piece) - len(piece.lstrip())
                tail = len(piece.rstrip())
                text = f"{text[:start]}{piece[:lead]}{new}{piece[tail:]}{text[end:]}"
        return text
    kept = [new if fold(name) == sought else name for name in found]
    once: dict[str, str] = {}
    for name in filter(None, kept):
        once.setdefault(fold(name), name)
    return ", ".join(once.values())


def all_renamed(text: str, called: Callable[[str], str], known: Iterable[str] = ()) -> str:
    """Return the text with each of the people it names called otherwise; all else stays."""
    for start, end in reversed(list(_pieces(text, tuple(known)))):
        piece = text[start:end]
        for name in _tidy(piece):
            lead = len(piece) - len(piece.lstrip())
            tail = len(piece.rstrip())
            text = f"{text[:start]}{piece[:lead]}{called(name)}{piece[tail:]}{text[end:]}"
    return text


def mentions(text: str, name: str) -> bool:
    """Return whether a name is somewhere in a text, as words of their own."""
    sought, whole = fold(name), fold(text)
    return bool(sought) and sought in whole and bool(_whole_words(sought).search(whole))


@lru_cache(maxsize=8)
def _whole_words(folded: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")


def _names(text: str, known: Sequence[str]) -> Iterator[str]:
    for start, end in _pieces(text, known):
        yield from _tidy(text[start:end])


def _pieces(text: str, known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each part of a text that is a name, or empty."""
    masked = _WHOLE.sub(_mask, text)
    for name in known:
        if name and _SEPARATOR.search(name):
            whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            masked = whole.sub(_mask, masked)
    between = list(_SEPARATOR.finditer(masked))
    starts = [0, *(found.end() for found in between)]
    ends = [*(found.start() for found in between), len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    begun = 0
    for at, found in enumerate(between):
        if _are_two(pieces[at].strip(), found, pieces[at + 1].strip(), only=len(pieces) == 2):
            yield begun, found.start()
            begun = found.end()
    yield begun, len(text)


def _mask(found: re.Match[str]) -> str:
    return "x" * len(found[0])


def _tidy(name: str) -> Iterator[str]:
    words = name.split()
    if words:
        yield " ".join(words)


def _are_two(left: str, between: re.Match[str], right: str, *, only: bool) -> bool:
    """Return whether what is on both sides of a separator are names; `only`, that it is alone."""
    if between["hard"]:
        return _bare(right) not in _SUFFIX
    if not (left and right):
        return True
    words = [fold(word) for word in right.split()]
    has_letters = any(map(str.isalpha, left)) and any(map(str.isalpha, right))
    is_one = _bare(left) in _TITLE or words[-1] in _GROUP or (fold(left), words[0]) in _ONE_PARTY
    if is_one or not has_letters:
        return False
    word = between["soft"]
    if not word[0].isalpha() or word.lower() in ("and", "und"):
        return True
    if len(word) == 1 and word.isalpha() and only and len(left.split()) > len(words) == 1:
        # Ortega y Gasset, with a first name.
        return False
    return not (left[0].islower() or right[0].islower())


def _bare(name: str) -> str:
    return fold(name).rstrip(".")
