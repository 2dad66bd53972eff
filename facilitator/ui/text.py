"""Every sentence of the interface goes through here, with named placeholders.

lupdate finds the literal arguments of tr(); in free functions and methods alike it files them
under the empty context.
"""

from PySide6.QtCore import QCoreApplication

CONTEXT = ""


def tr(source: str, **values: object) -> str:
    """The sentence in the user's language, its {placeholders} filled in."""
    text = QCoreApplication.translate(CONTEXT, source)
    return text.format(**values) if values else text


def counted(n: int, one: str, many: str, **values: object) -> str:
    """The sentence for `n` things, of two that went through tr(); {n} is the number."""
    return (one if n == 1 else many).format(n=n, **values)
