"""The key of this laptop to the hub: in the keyring of the system, else in a private file."""

import logging
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, json

from facilitator import durable, file_faults, file_reader, own_files
from facilitator.errors import StorageError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Facilitator"
FILE = "hub-key.json"
_MACHINE = Path("/etc/machine-id")
_LEAST_PRIORITY = 1
"""What keyring itself recommends; below are those that keep nothing, or not in secret."""

_log = logging.getLogger(__name__)


class Key(Struct, frozen=True):
    """What opens the hub: the token, the certificate that is trusted, and when it was given.

    `since` are seconds of the clock, and only say when to ask for a new token. `former` is the
    token before this one: a hub that was restored from a backup may know nothing newer.
    """

    token: str
    pin: str = ""
    since: float = 0.0
    former: str = ""


class _Kept(Struct, frozen=True):
    """A key in the file, and of which laptop at which computer it is."""

    device: str
    computer: str
    key: Key


class TokenStore:
    """The keys of one data folder: never in its database, so in no backup, export or log.

    A folder that is copied to another computer comes without its key there, since that is in the
    keyring, or known as the key of another computer. `ring` is the keyring to use instead of the
    system's own; `uses_ring` False leaves it out.
    """

    def __init__(
        self, data: Path, ring: "KeyringBackend | None" = None, *, uses_ring: bool = True
    ) -> None:
        self._file = data / FILE
        self._ring = ring
        self._uses_ring = uses_ring

    def read(self, device: str) -> Key | None:
        """Return the key of this laptop, None if it is not on this computer."""
        kept = self._read_file()
        if kept is not None and kept.device == device and kept.computer == _computer():
            return kept.key
        if (ring := self._working_ring()) is None:
            return None
        try:
            words = ring.get_password(SERVICE, device)
            return None if words is None else json.decode(words, type=Key)
        except Exception as error:  # noqa: BLE001 - each system's keyring has errors of its own
            _log.warning("the keyring could not be read: %s", type(error).__name__)
            return None

    def write(self, device: str, key: Key) -> None:
        """Keep the key of this laptop, in place of an older one. Raises StorageError."""
        if self._write_ring(device, key):
            with suppress(OSError):
                durable.remove(self._file)
            return
        kept = _Kept(device, _computer(), key)
        try:
            durable.set_odd_aside(self._file, own_files.HUB_KEY.largest)
            durable.replace(self._file, json.encode(kept), is_read_back=True)
        except OSError as error:
            raise StorageError(
                f"The key to the hub can’t be saved in {self._file} "
                f"({file_faults.reason(error)}). Nothing was changed on this laptop; make room or "
                "get access to that folder, and try again."
            ) from error

    def forget(self, device: str) -> None:
        """Remove the key of this laptop, wherever it is."""
        with suppress(OSError):
            durable.remove(self._file)
        if (ring := self._working_ring()) is not None:
            # Not there, or locked: at the hub it is worth nothing any more.
            with suppress(Exception):
                ring.delete_password(SERVICE, device)

    def _write_ring(self, device: str, key: Key) -> bool:
        """Return whether the keyring has the key now: it is read back."""
        if (ring := self._working_ring()) is None:
            return False
        words = json.encode(key).decode()
        try:
            ring.set_password(SERVICE, device, words)
            return ring.get_password(SERVICE, device) == words
        except Exception as error:  # noqa: BLE001 - each system's keyring has errors of its own
            _log.warning("the keyring took no key: %s", type(error).__name__)
            return False

    def _working_ring(self) -> "KeyringBackend | None":
        if not self._uses_ring:
            return None
        if self._ring is not None:
            return self._ring
        try:
            import keyring

            found = keyring.get_keyring()
            return found if found.priority >= _LEAST_PRIORITY else None
        except Exception as error:  # noqa: BLE001 - where none works, the file does
            _log.warning("the keyring can’t be used: %s", type(error).__name__)
            return None

    def _read_file(self) -> _Kept | None:
        try:
            return json.decode(file_reader.read(self._file, own_files.HUB_KEY.largest), type=_Kept)
        except (OSError, DecodeError, UnicodeError, RecursionError):
            return None


def _computer() -> str:
    """Return a mark of this computer, empty where the system has none; not the mark itself."""
    try:
        known = file_reader.read(_MACHINE, 1_000)
    except OSError:
        return ""
    return sha256(b"Facilitator/" + known.strip()).hexdigest()[:32]
