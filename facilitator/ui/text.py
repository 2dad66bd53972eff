"""Every sentence of the interface goes through here, with named placeholders."""

from PySide6.QtCore import QCoreApplication

CONTEXT = "Facilitator"


def tr(source: str, **values: object) -> str:
    """The sentence in the user's language, its {placeholders} filled in."""
    text = QCoreApplication.translate(CONTEXT, source)
    return text.format(**values) if values else text


def tr_n(one: str, many: str, n: int, **values: object) -> str:
    """The sentence for `n` things; {n} is the number."""
    return tr(one if n == 1 else many, n=n, **values)
