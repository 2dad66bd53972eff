"""Every state in which a power cut may leave a folder, worked out from what a program did to it.

The disk that is assumed keeps as little as it may:

- What was written to a file or cut off from it is there for certain only once an fsync or
  fdatasync of that file succeeded. Until then each write may be lost, whatever became of others
  before and after it; or there; or torn: of each 512 bytes that begin at a multiple of 512, either
  is. A lost write beyond the end leaves zeros when a later one is there. Nothing outside of a
  write is harmed.
- A name that was made, changed or removed is so for certain only once its folder was synced.
  Until then each is as before or after, whatever became of others; a rename is atomic.
- A sync that failed leaves what it was to write in limbo: it may be lost for good, for no later
  sync writes it again. That is how Linux has it.

A cut is a moment between two calls. What is uncertain there makes more states than can be tried:
nothing of it, all of it, the data alone, the names alone, each one lost, and some at random.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.trace import TOP, Event, NamedBackup, Said, Sized, Synced, Written

SECTOR = 512
MOST_LOST_ALONE = 12
"""Of more uncertain things at one cut, as many are each lost alone."""

Thing = Written | Sized | NamedBackup
Files = tuple[tuple[str, bytes | None], ...]
"""A folder: every file by its path, None for a folder in it, which comes before what it holds."""


@dataclass(slots=True, eq=False)
class _Pending:
    """Something that happened; `certain` once synced, never when it is in `limbo`."""

    thing: Thing
    certain: bool = False
    limbo: bool = False

    @property
    def nodes(self) -> set[int]:
        """The file, or the folders of the names."""
        if isinstance(self.thing, NamedBackup):
            return {folder for folder, _, _ in self.thing.names}
        return {self.thing.node}


@dataclass(slots=True)
class Disk:
    """What is on it for certain, and in order what may be."""

    folders: set[int]
    contents: dict[int, bytes] = field(default_factory=dict)
    names: dict[tuple[int, str], int] = field(default_factory=dict)
    pending: list[_Pending] = field(default_factory=list)

    def happened(self, event: Event) -> None:
        if isinstance(event, Synced):
            self._sync(event)
        elif not isinstance(event, Said):
            self.pending.append(_Pending(event))

    def _sync(self, event: Synced) -> None:
        for pending in self.pending:
            # A name that went from one folder to another would need both of them synced.
            if pending.nodes == {event.node} and not pending.certain:
                pending.limbo |= event.failed
                pending.certain = not pending.limbo
        on_disk, kept = [], []
        doubtful = set[int]()
        for pending in self.pending:
            # What is certain but lies on something that is not keeps its place in the order.
            if pending.certain and not pending.nodes & doubtful:
                on_disk.append(pending)
            else:
                kept.append(pending)
                doubtful |= pending.nodes
        self.pending = kept
        self.contents, self.names = self._with(pending.thing for pending in on_disk)

    def everything(self) -> Files:
        """What is there as long as the power does not go."""
        return self._files(self.pending)

    def states(self, chance: random.Random, shuffles: int) -> Iterator[Files]:
        """What may be there if the power goes now; some are the same."""
        doubtful = [p for p in self.pending if not p.certain]
        yield self._files(doubtful)
        if doubtful:
            names = [p for p in doubtful if isinstance(p.thing, NamedBackup)]
            data = [p for p in doubtful if not isinstance(p.thing, NamedBackup)]
            yield from map(self._files, ([], names, data))
            for lost in chance.sample(doubtful, min(len(doubtful), MOST_LOST_ALONE)):
                yield self._files([p for p in doubtful if p is not lost])
            for _ in range(shuffles):
                yield self._files([p for p in doubtful if chance.random() < 0.5], chance)

    def _files(self, there: Sequence[_Pending], chance: random.Random | None = None) -> Files:
        chosen = set(there)
        things: list[Thing] = []
        for pending in self.pending:
            if pending.certain or pending in chosen:
                torn = chance and not pending.certain and isinstance(pending.thing, Written)
                things.extend(_torn(pending.thing, chance) if torn else [pending.thing])
        contents, names = self._with(things)
        return tuple(_walk(TOP, "", names, contents, self.folders))

    def _with(self, things: Iterable[Thing]) -> tuple[dict[int, bytes], dict[tuple[int, str], int]]:
        """Contents and names, as they are once these things are on the disk too."""
        altered: dict[int, bytearray] = {}
        names = dict(self.names)
        for thing in things:
            if isinstance(thing, NamedBackup):
                for folder, name, node in thing.names:
                    names.pop((folder, name), None)
                    if node is not None:
                        names[folder, name] = node
                continue
            content = altered.setdefault(thing.node, bytearray(self.contents.get(thing.node, b"")))
            size = thing.size if isinstance(thing, Sized) else thing.offset
            content.extend(bytes(max(0, size - len(content))))
            if isinstance(thing, Sized):
                del content[size:]
            else:
                content[size : size + len(thing.data)] = thing.data
        return self.contents | {node: bytes(new) for node, new in altered.items()}, names


def _torn(thing: Thing, chance: random.Random | None) -> Iterator[Thing]:
    """The write in pieces that end where sectors end, some of them lost; now and then whole."""
    assert chance is not None
    assert isinstance(thing, Written)
    if chance.random() < 0.5:
        yield thing
        return
    end = thing.offset + len(thing.data)
    start = thing.offset
    while start < end:
        stop = min(end, start - start % SECTOR + SECTOR)
        if chance.random() < 0.5:
            yield Written(thing.node, start, thing.data[start - thing.offset : stop - thing.offset])
        start = stop


def _walk(
    folder: int,
    path: str,
    names: dict[tuple[int, str], int],
    contents: dict[int, bytes],
    folders: set[int],
) -> Iterator[tuple[str, bytes | None]]:
    inside = sorted((name, node) for (parent, name), node in names.items() if parent == folder)
    for name, node in inside:
        if node in folders:
            yield f"{path}{name}", None
            yield from _walk(node, f"{path}{name}/", names, contents, folders)
        else:
            yield f"{path}{name}", contents.get(node, b"")


def write(files: Files, top: Path) -> None:
    """Make such a folder in one that is empty."""
    for path, content in files:
        if content is None:
            (top / path).mkdir()
        else:
            (top / path).write_bytes(content)
