"""The letters of the PDF: what a document needs of them, and what they lack."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from facilitator.export import phrases
from facilitator.export.text import icu
from facilitator.export.text.font_files import Weight
from facilitator.export.text.font_set import document_language
from facilitator.export.text.paragraphs import Typesetter, typesetter
from facilitator.export.text.unprintable import MOST_NAMED, Unprintable

__all__ = ["Typesetter", "Unprintable", "Weight", "examine", "printable_days", "typesetter"]

_OF_EACH_MONTH = tuple(date(2026, month, month) for month in range(1, 13))
"""Days of every month and every weekday."""


def examine(document: object) -> Unprintable:
    """Return what the fonts lack of the texts of a document of dataclasses and tuples.

    A text that is there several times is counted once. Chinese characters that are laid out from
    here on have the forms of the document's language. Raises ExportError.
    """
    texts = _texts(document)
    languages = (language for text in texts if (language := icu.language_of(text)))
    document_language.set(next(languages, ""))
    letters = typesetter(Weight.REGULAR)
    lacking = {text: found for text in texts if (found := letters.lacks(text))}
    every = [character for found in lacking.values() for character in found]
    return Unprintable(len(every), tuple(lacking), tuple(dict.fromkeys(every))[:MOST_NAMED])


def _texts(document: object) -> dict[str, None]:
    """Return the texts of a document in their order, each once."""
    found: dict[str, None] = {}
    # What is still to be looked through, the next one last; a long plan has very many values.
    waiting: list[object] = [document]
    known = _Kinds()
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if not isinstance(value, Enum):
                found[value] = None
        elif isinstance(value, tuple):
            waiting += reversed(value)
        else:
            waiting += [getattr(value, name) for name in known.fields_of(value)]
    return found


class _Kinds:
    """The fields of the kinds of values that were met."""

    def __init__(self) -> None:
        self._known: dict[type, tuple[str, ...]] = {}

    def fields_of(self, value: object) -> tuple[str, ...]:
        """Return the fields of a value from the last to the first, none of what has none."""
        kind = type(value)
        names = self._known.get(kind)
        if names is None:
            known = fields(kind) if is_dataclass(kind) else ()
            names = self._known[kind] = tuple(field.name for field in reversed(known))
        return names


def printable_days(day_text: phrases.DayText) -> phrases.DayText:
    """Return what writes days as the locale has them, in English where the fonts lack a letter."""
    letters = typesetter(Weight.REGULAR)
    if any(letters.lacks(day_text(day, True, True)) for day in _OF_EACH_MONTH):
        return phrases.day_in_english
    return day_text
