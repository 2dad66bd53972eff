"""The key to the hub is in the keyring, else in a private file, and on this computer only."""

import os
import stat
from pathlib import Path
from typing import Any, cast

import pytest

from facilitator.storage.protected_files import is_own_file
from facilitator.sync import token_store
from facilitator.sync.token_store import FILE, Key, TokenStore

KEY = Key("org.device.secret", "5e" * 32, 12.5)


class Ring:
    """A keyring in memory; it can be locked, or keep nothing of what it is given.

    It is no KeyringBackend, since the library offers any of these to the whole program.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False
        self.forgets = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        del self.kept[service, username]

    def _check(self) -> None:
        if self.is_locked:
            raise OSError("locked")


@pytest.fixture
def ring() -> Ring:
    return Ring()


def test_a_key_is_in_the_keyring_and_in_no_file(tmp_path: Path, ring: Ring) -> None:
    keys = TokenStore(tmp_path, cast(Any, ring))
    keys.write("device", KEY)
    assert TokenStore(tmp_path, cast(Any, ring)).read("device") == KEY
    assert list(tmp_path.iterdir()) == []
    keys.forget("device")
    assert keys.read("device") is None
    assert not ring.kept


@pytest.mark.parametrize("fault", ["is_locked", "forgets"])
def test_a_keyring_that_keeps_nothing_leaves_it_to_a_private_file(
    tmp_path: Path, ring: Ring, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    setattr(ring, fault, True)
    TokenStore(tmp_path, cast(Any, ring)).write("device", KEY)
    file = tmp_path / FILE
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert TokenStore(tmp_path, cast(Any, ring)).read("device") == KEY
    assert TokenStore(tmp_path, cast(Any, ring)).read("another") is None
    assert is_own_file(file, tmp_path)
    # Once the keyring works again, the next key is there alone.
    setattr(ring, fault, False)
    TokenStore(tmp_path, cast(Any, ring)).write("device", Key("new"))
    assert not file.exists()
    assert TokenStore(tmp_path, cast(Any, ring)).read("device") == Key("new")
    assert KEY.token not in caplog.text


def test_a_file_that_came_from_another_computer_has_no_key_for_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = tmp_path / "machine-id"
    machine.write_text("one\n")
    monkeypatch.setattr(token_store, "_MACHINE", machine)
    keys = TokenStore(tmp_path, uses_ring=False)
    keys.write("device", KEY)
    assert keys.read("device") == KEY
    assert "one" not in (tmp_path / FILE).read_text()
    machine.write_text("another\n")
    assert keys.read("device") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[" * 100_000, b'{"device": 1}', b"\xff"])
def test_a_damaged_file_is_no_key(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    assert TokenStore(tmp_path, uses_ring=False).read("device") is None
