"""What a program did to a folder, call by call, read from what strace noted of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

OPTIONS = (
    *("-xx", "-s", str(1 << 22), "-e"),
    "trace=openat,open,creat,close,lseek,pwrite64,pwritev,write,writev,ftruncate,truncate,"
    "fallocate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,rmdir,symlink,"
    "symlinkat,fsync,fdatasync,msync,sync_file_range,copy_file_range,sendfile,dup,dup2,dup3",
)
"""For strace: every call that can alter a file or a name, or says where; all bytes in hex."""

_LINE = re.compile(r"(\d+) +(?:(\w+)\(|<\.\.\. \w+ resumed>)(.*?)(?:\) += (-?\d+)\b.*| <unfin.*)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Said:
    """The program said this; it must be true from now on."""

    line: str


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes at a place of a file."""

    node: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Sized:
    """A file got this size."""

    node: int
    size: int


@dataclass(frozen=True, slots=True)
class NamedBackup:
    """Names in folders that now mean a file or folder, or nothing; they change together."""

    names: tuple[tuple[int, str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Synced:
    """A file or folder was asked to be on the disk; when `failed`, the disk refused."""

    node: int
    failed: bool = False


Event = Said | Written | Sized | NamedBackup | Synced
TOP = 0
"""The node of the folder that is watched; it was empty and on the disk at the beginning."""


@dataclass(slots=True)
class _Handle:
    node: int | None
    offset: int = 0
    appending: bool = False


class Reader:
    """Follows one process through its calls; `folders` are the nodes that are no files."""

    def __init__(self, top: Path) -> None:
        self._top = PurePosixPath(top)
        self._names: dict[tuple[int, str], int] = {}
        self._handles: dict[int, _Handle] = {}
        self._sizes: dict[int, int] = {}
        self.folders = {TOP}

    def events(self, noted: Path) -> Iterator[Event]:
        """All that happened to the folder, in order. Fails for a call that it does not know."""
        begun: dict[str, tuple[str, str]] = {}
        for line in noted.read_text("ascii").splitlines():
            found = _LINE.match(line)
            if found is None:
                continue
            thread, call, arguments, result = found.groups()
            if call is None:
                call, before = begun.pop(thread)
                arguments = before + arguments
            if result is None:
                begun[thread] = call, arguments
            else:
                yield from self._called(call, arguments, int(result))

    def _called(self, call: str, arguments: str, result: int) -> Iterator[Event]:
        strings = [bytes.fromhex(s.replace("\\x", "")) for s in _STRING.findall(arguments)]
        rest = _STRING.sub("", arguments).split(", ")
        if call in ("fsync", "fdatasync"):
            node = self._node(rest[0])
            if node is not None:
                yield Synced(node, failed=result < 0)
        elif result < 0:
            return
        elif call in ("openat", "open", "creat"):
            yield from self._opened(strings[0], rest, result)
        elif call == "close":
            self._handles.pop(int(rest[0]), None)
        elif call == "writev" and rest[0] == "1":
            yield Said(strings[0].decode().removesuffix("\n"))
        elif call in ("rename", "link", "unlink", "mkdir", "unlinkat", "rmdir", "linkat"):
            yield from self._renamed(call, [self._place(string) for string in strings])
        elif strings and any(self._place(string) for string in strings[:2] if b"/" in string):
            raise AssertionError(f"{call} is a call that nobody thought of")
        else:
            yield from self._altered(call, strings, rest, result)

    def _altered(
        self, call: str, strings: list[bytes], rest: list[str], result: int
    ) -> Iterator[Event]:
        handle = self._handles.get(int(rest[0])) if rest[0].isdigit() else None
        if handle is None or handle.node is None or handle.node in self.folders:
            return
        if call == "lseek":
            handle.offset = result
        elif call == "pwrite64":
            yield self._wrote(handle.node, int(rest[-1]), strings[0][:result])
        elif call == "write":
            if handle.appending:
                handle.offset = self._sizes[handle.node]
            yield self._wrote(handle.node, handle.offset, strings[0][:result])
            handle.offset += result
        elif call == "ftruncate":
            self._sizes[handle.node] = int(rest[1])
            yield Sized(handle.node, int(rest[1]))
        else:
            raise AssertionError(f"{call} is a call that nobody thought of")

    def _wrote(self, node: int, offset: int, data: bytes) -> Written:
        self._sizes[node] = max(self._sizes[node], offset + len(data))
        return Written(node, offset, data)

    def _opened(self, path: bytes, rest: list[str], handle: int) -> Iterator[Event]:
        self._handles.pop(handle, None)
        place = self._place(path)
        if place is None:
            return
        node = TOP if place == (TOP, "") else self._names.get(place)
        if node is None:
            node = self._fresh()
            self._sizes[node] = 0
            yield self._bound((*place, node))
        elif "O_TRUNC" in "".join(rest):
            self._sizes[node] = 0
            yield Sized(node, 0)
        self._handles[handle] = _Handle(node, appending="O_APPEND" in "".join(rest))

    def _renamed(self, call: str, places: list[tuple[int, str] | None]) -> Iterator[Event]:
        if None in places:
            assert not any(places), "a name came from elsewhere or went there"
            return
        first, *second = (place for place in places if place is not None)
        if call == "mkdir":
            node = self._fresh()
            self.folders.add(node)
            yield self._bound((*first, node))
        elif call.startswith("unlink") or call == "rmdir":
            yield self._bound((*first, None))
        elif call.startswith("link"):
            yield self._bound((*second[0], self._names[first]))
        else:
            yield self._bound((*first, None), (*second[0], self._names[first]))

    def _bound(self, *names: tuple[int, str, int | None]) -> NamedBackup:
        for folder, name, node in names:
            if node is None:
                del self._names[folder, name]
            else:
                self._names[folder, name] = node
        return NamedBackup(names)

    def _fresh(self) -> int:
        return max(self._sizes.keys() | self.folders) + 1

    def _node(self, handle: str) -> int | None:
        known = self._handles.get(int(handle))
        return known.node if known else None

    def _place(self, path: bytes) -> tuple[int, str] | None:
        """The folder a path leads to, and the name in it; None outside of what is watched."""
        whole = PurePosixPath(path.decode("utf-8", "replace"))
        if not whole.is_relative_to(self._top):
            return None
        folder, parts = TOP, whole.relative_to(self._top).parts
        for part in parts[:-1]:
            folder = self._names[folder, part]
        return (folder, parts[-1]) if parts else (TOP, "")
