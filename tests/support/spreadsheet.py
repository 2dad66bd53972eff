"""What a spreadsheet puts on the clipboard."""

from collections.abc import Iterable


def as_spreadsheet(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the rows as Excel, Calc and Sheets write them."""
    return "\r\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    quoted = any(sign in text for sign in '\t\n"')
    return '"' + text.replace('"', '""') + '"' if quoted else text
