"""Tokens of laptops and codes of invitations; the database has only their hashes."""

import re
from hashlib import sha256
from secrets import token_hex

from facilitator.domain.text import clean_line, fold

_BYTES = 24
"""Of a secret: 192 bits, so a hash without salt can't be tried out."""
_TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9a-f]{48})")
_CODE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{48})")


def new_id() -> str:
    return token_hex(16)


def new_secret() -> str:
    return token_hex(_BYTES)


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def organisation_id(name: str) -> str:
    """Return the id of the organisation of that name, the same on every hub.

    Case and the spaces between its words make no difference.
    """
    words = " ".join(clean_line(name).split())
    return sha256(f"organisation/{fold(words)}".encode()).hexdigest()[:32]


def token_of(org: str, device: str, secret: str) -> str:
    return f"{org}.{device}.{secret}"


def parts_of_token(token: str) -> tuple[str, str, str] | None:
    """Return organisation, device and secret; None if it is not a token."""
    found = _TOKEN.fullmatch(token)
    return (found[1], found[2], found[3]) if found else None


def code_of(org: str, secret: str) -> str:
    return f"{org}.{secret}"


def parts_of_code(code: str) -> tuple[str, str] | None:
    """Return organisation and secret; None if it is not a code."""
    found = _CODE.fullmatch(code)
    return (found[1], found[2]) if found else None
