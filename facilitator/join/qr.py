"""The QR code of an address, as rows of modules: what people scan to join."""

from facilitator.join.unavailable import library_needed

Rows = tuple[tuple[bool, ...], ...]
"""The modules, True for a dark one, without a quiet zone."""


def qr_rows(text: str) -> Rows:
    """Return the smallest code for a text that can lose 15 % of its modules (error level M).

    Raises JoinUnavailableError where the library for it is missing.
    """
    with library_needed():
        import segno
    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(module == 1 for module in row) for row in code.matrix)
