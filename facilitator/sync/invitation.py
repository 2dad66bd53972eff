"""Invitations to an organisation, as they are pasted: address of the hub and one-time code."""

import re
from dataclasses import dataclass
from ipaddress import ip_address

from facilitator.errors import InputRefusedError

LONGEST = 1_000_000
"""Characters of what is pasted that are looked at: a whole mail is fine."""

_FOUND = re.compile(
    r"(?P<scheme>https?)://(?P<place>[^\s/#?<>\"'“”%]+)(?P<path>(?:/[\w.~-]+)*)/?(?:#|%23)"
    r"(?P<code>[0-9a-f]{32}\.[0-9a-f]{48})(?:\.(?P<pin>[0-9a-f]{1,64}))?",
    re.IGNORECASE,
)
"""A code is the id of the organisation and a secret; see storage.hub.tokens."""
_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
_BEGUN = re.compile(r"https?://\S+(?:#|%23)\s*[0-9a-f]", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BREAKS = re.compile(r"=\r?\n|\s*[\r\n][ \t>]*|\s+")
"""What mail programs put into long lines."""
_PIN = 64


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the hub is, the code that lets one laptop in, and perhaps the hub's certificate.

    `pin` is the SHA-256 of that certificate in hex, for a hub that no authority vouches for.
    """

    address: str
    code: str
    pin: str = ""


def parse_invitation(pasted: str) -> Invitation:
    """Return the invitation in what was pasted, a whole mail perhaps. Raises InputRefusedError."""
    words = _INVISIBLE.sub("", pasted[:LONGEST]).strip()
    if not words:
        raise InputRefusedError(
            "There is no invitation yet. Paste the one you were sent: it begins with https://."
        )
    # Whole first: what follows the invitation must not become part of it.
    together = _BREAKS.sub("", words)
    both = [found for text in (words, together) if (found := _FOUND.search(text))]
    whole = [found for found in both if len(found["pin"] or "") in (0, _PIN)]
    if not whole:
        raise InputRefusedError(_lacking(words, bool(both)))
    # The longer one, where a line was broken before the certificate's mark.
    found = max(whole, key=lambda each: len(each["pin"] or ""))
    address = _address(found["scheme"].lower(), found["place"], found["path"])
    return Invitation(address, found["code"].lower(), (found["pin"] or "").lower())


def _lacking(words: str, has_code: bool) -> str:
    if not _ADDRESS.search(words):
        return (
            "That is not an invitation: it has no address in it. Paste the whole line that begins "
            "with https://."
        )
    if has_code or _BEGUN.search(words):
        return (
            "The end of the invitation is missing. Copy all of it, up to its last character, and "
            "paste it again."
        )
    return (
        "The address is there, but its code is missing. Copy all of the invitation, also what "
        "comes after “#”, and paste it again."
    )


def _address(scheme: str, place: str, path: str) -> str:
    host, port = _host_and_port(place)
    if scheme == "http" and not is_loopback(host):
        raise InputRefusedError(
            f"The invitation leads to {host} without encryption (http), so nothing was sent. Ask "
            "for one that begins with https://."
        )
    return f"{scheme}://{f'[{host}]' if ':' in host else host}{port}{path}"


def _host_and_port(place: str) -> tuple[str, str]:
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:@]+))(?::([0-9]{1,5}))?", place)
    try:
        if found is None or not 0 < int(found[3] or 1) < 1 << 16:
            raise ValueError
        port = f":{int(found[3])}" if found[3] else ""
        if found[1]:
            return str(ip_address(found[1])), port
        return found[2].encode("idna").decode().lower(), port
    except ValueError:
        raise InputRefusedError(
            f"The invitation leads to “{place[:100]}”, which is not an address. Ask for a new one."
        ) from None


def is_loopback(host: str) -> bool:
    """Return whether a host is this computer, so that no network is between."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
