"""The file beside join.json to which a line is added for each contribution that was answered.

A line for the key and its answer says nothing of who sent it. A line of what a device has from then
on counts until join.json is written again. A line that a power cut tore is left out.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, BinaryIO, cast

import msgspec
from msgspec import Meta, Struct

from facilitator import durable, file_reader, own_files
from facilitator.domain.contributions.own import Own
from facilitator.join.join_file import make_way
from facilitator.join.keys import Outcome
from facilitator.typed_reader import short_json

NAME = "join-keys.jsonl"


class KeyLine(Struct, frozen=True, array_like=True, tag="key"):
    """A key that was answered; `mark` in hex, `at` in whole seconds since 1970."""

    mark: str
    at: int
    is_taken: bool
    has_item: bool
    waits: bool
    why: str

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.is_taken, self.has_item, self.waits, self.why)


class OwnLine(Struct, frozen=True, array_like=True, tag="own"):
    """What a device has: the first `kept` of the items it had, then `items`.

    `seen` is what is new in Own.seen. `generation` is that of the join.json to which it adds.
    """

    generation: int
    device: str
    name: str
    slip: str
    ballot: str
    fingers: int | None
    kept: Annotated[int, Meta(ge=0)]
    items: tuple[str, ...]
    seen: dict[str, str] = {}

    def applied(self, before: Own) -> Own:
        items = (*before.items[: self.kept], *self.items)
        seen = {**before.seen, **self.seen}
        return Own(
            name=self.name,
            items=items,
            seen={item: words for item, words in seen.items() if item in items},
            slip=self.slip,
            ballot=self.ballot,
            fingers=self.fingers,
        )


Line = KeyLine | OwnLine
_read_line = short_json(cast("type[Line]", Line))


def key_line(mark: bytes, outcome: Outcome, at: int) -> KeyLine:
    is_taken, has_item, waits = outcome.is_taken, outcome.has_item, outcome.waits
    return KeyLine(mark.hex(), at, is_taken, has_item, waits, outcome.why)


def own_line(generation: int, device: str, before: Own, after: Own) -> OwnLine:
    """Return the line that makes of what a device had what it has now."""
    kept = 0
    while kept < min(len(before.items), len(after.items)):
        if before.items[kept] != after.items[kept]:
            break
        kept += 1
    return OwnLine(
        generation=generation,
        device=device,
        name=after.name,
        slip=after.slip,
        ballot=after.ballot,
        fingers=after.fingers,
        kept=kept,
        items=after.items[kept:],
        seen={item: words for item, words in after.seen.items() if before.seen.get(item) != words},
    )


class Journal:
    """The journal as a file; what it is told is on the disk when a method returns."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._opened: BinaryIO | None = None
        self.count = 0
        """Lines in the file."""

    def read(self) -> Iterator[Line]:
        """Yield the lines that can be read; none when there is no such file of ours."""
        try:
            data = b"" if self.file.is_symlink() else self._content()
        except OSError:
            return
        for text in data.split(b"\n"):
            with suppress(ValueError):
                yield _read_line(text.decode("ascii"))

    def _content(self) -> bytes:
        return file_reader.read(self.file, own_files.JOIN_KEYS.largest)

    @property
    def is_whole(self) -> bool:
        """Whether lines can be added: it was begun, and since then nothing failed."""
        return self._opened is not None

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines to a journal that is whole. Raises OSError; a part of them may be there then.

        After that it has to be begun again: its last line may be torn.
        """
        assert self._opened is not None
        text, count = _text(lines)
        try:
            durable.append(self._opened, text)
        except OSError:
            self.close()
            raise
        self.count += count

    def rewrite(self, lines: Iterable[Line]) -> None:
        """Begin again with these lines, in the place of all others. Raises OSError."""
        self.close()
        make_way(self.file)
        text, self.count = _text(lines)
        durable.replace_own(self.file, text, own_files.JOIN_KEYS.largest)
        self._opened = self.file.open("ab", buffering=0)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _text(lines: Iterable[Line]) -> tuple[bytes, int]:
    """Return the lines as text, and how many they are."""
    texts = [msgspec.json.encode(line) for line in lines]
    return b"".join(text + b"\n" for text in texts), len(texts)
