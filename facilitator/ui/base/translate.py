"""Translation of every sentence of the interface, with named placeholders.

lupdate finds the literal arguments of tr(); in free functions and methods alike it files them
under the empty context.
"""

from PySide6.QtCore import QCoreApplication, QLocale

from facilitator.ui.base.bidi import bidi_isolate

CONTEXT = ""


def tr(source: str, **values: object) -> str:
    """Return the sentence in the user's language, its {placeholders} filled in."""
    text = QCoreApplication.translate(CONTEXT, source)
    return _filled(text, values) if values else text


def tr_noop(source: str) -> str:
    """Return the sentence as it is, for data that is made before the language is known.

    tr() translates it where it is shown; lupdate finds it with -tr-function-alias.
    """
    return source


def counted(n: int, one: str, many: str, **values: object) -> str:
    """Return the sentence for `n` things, of two that went through tr(); {n} is the number."""
    return _filled(one if n == 1 else many, {**values, "n": n})


def number(value: int) -> str:
    """Return a number in the digits and groups of the user's locale: "1,234"."""
    return QLocale().toString(value)


def _filled(sentence: str, values: dict[str, object]) -> str:
    """Fill in numbers as the locale writes them, and words without reordering the sentence."""
    return sentence.format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    if isinstance(value, int):
        return number(value)
    return bidi_isolate(value) if isinstance(value, str) else value
