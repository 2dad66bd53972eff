"""ICU without a binding: the library that Qt, the system or neither brings, called by ctypes.

It knows where lines may break in every script, what a reader takes for one character, and in which
direction each part of a text runs.
"""

import ctypes
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from threading import local
from typing import Any

UBIDI_DEFAULT_LTR = 0xFE
"""The level of the first strong character, else left to right."""
_UCHAR_EMOJI_PRESENTATION = 58


Function = Callable[..., Any]


class Boundary(IntEnum):
    """What is looked for; the values are those of UBreakIteratorType."""

    GRAPHEME = 0
    LINE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be ICU's common library; its functions' names end with `suffix`."""

    path: str
    suffix: str = ""


def candidates(platform: str = sys.platform) -> Iterator[Candidate]:
    """Yield where ICU may be, the likeliest first."""
    if platform == "win32":
        # Part of Windows 10 since 1903, and in two files since 1703.
        yield Candidate("icu.dll")
        yield Candidate("icuuc.dll")
        return
    if platform == "darwin":
        yield Candidate("/usr/lib/libicucore.dylib")
        yield Candidate("libicucore.dylib")
        return
    for folder in _folders():
        for file in _files(folder):
            if version := re.search(r"\.so\.(\d+)$", file.name):
                yield Candidate(str(file), f"_{version[1]}")


def _folders() -> Iterator[str]:
    # Only where Qt is gets looked up: an export does without it.
    found = importlib.util.find_spec("PySide6")
    for place in (found and found.submodule_search_locations) or ():
        yield str(Path(place) / "Qt" / "lib")
    if bundle := getattr(sys, "_MEIPASS", None):
        yield str(bundle)
        yield str(Path(bundle) / "PySide6" / "Qt" / "lib")
    yield from ("/usr/lib/*", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib/*")


def _files(folder: str) -> list[Path]:
    root = Path(folder)
    places = sorted(root.parent.glob("*")) if root.name == "*" else [root]
    return [file for place in places for file in sorted(place.glob("libicuuc.so.*"), reverse=True)]


def load(
    found: Iterable[Candidate], open_file: Callable[[str], object] | None = None
) -> "Icu | None":
    """Return the first of the candidates that works, or None."""
    for candidate in found:
        try:
            library = (open_file or _open)(candidate.path)
            icu = Icu(library, candidate)
            if icu.boundaries("a b", Boundary.LINE, "en") == [2, 3] and icu.levels("a")[1] == 0:
                return icu
        except (OSError, AttributeError, RuntimeError):
            continue
    return None


def _open(path: str) -> ctypes.CDLL:
    # Of a library that is not where the system looks, its data has to be there first.
    data = path.replace("icuuc", "icudata")
    if data != path and Path(data).is_file():
        ctypes.CDLL(data, mode=ctypes.RTLD_GLOBAL)
    return ctypes.CDLL(path)


class _Handle:
    """An object of ICU that is closed with its thread."""

    def __init__(self, address: int, close: Callable[[int], None]) -> None:
        if not address:
            raise RuntimeError("ICU gave nothing")
        self.address = address
        self._close = close

    def __del__(self) -> None:
        if hasattr(self, "_close"):
            self._close(self.address)


class _Own(local):
    """What belongs to one thread."""

    def __init__(self) -> None:
        self.iterators: dict[tuple[Boundary, str], _Handle] = {}
        self.bidi: _Handle | None = None


class Icu:
    """The functions of ICU that are needed. Positions are those of characters, not of UTF-16."""

    def __init__(self, library: object, source: Candidate) -> None:
        """Raise AttributeError where the library lacks a function."""
        self.path = source.path
        # Iterators may be used by one thread only.
        self._own = _Own()
        pointer, number, error = ctypes.c_void_p, ctypes.c_int32, ctypes.POINTER(ctypes.c_int)

        def function(name: str, result: object, *arguments: object) -> Function:
            found: Any = getattr(library, name + source.suffix)
            found.restype, found.argtypes = result, arguments
            return found  # type: ignore[no-any-return]

        self._open_iterator = function(
            "ubrk_open", pointer, ctypes.c_int, ctypes.c_char_p, pointer, number, error
        )
        self._close_iterator = function("ubrk_close", None, pointer)
        self._set_text = function("ubrk_setText", None, pointer, pointer, number, error)
        self._next = function("ubrk_next", number, pointer)
        self._open_bidi = function("ubidi_open", pointer)
        self._close_bidi = function("ubidi_close", None, pointer)
        self._set_paragraph = function(
            "ubidi_setPara", None, pointer, pointer, number, ctypes.c_uint8, pointer, error
        )
        self._levels = function("ubidi_getLevels", ctypes.POINTER(ctypes.c_uint8), pointer, error)
        self._paragraph_level = function("ubidi_getParaLevel", ctypes.c_uint8, pointer)
        self._has_property = function(
            "u_hasBinaryProperty", ctypes.c_int8, ctypes.c_int32, ctypes.c_int
        )

    def boundaries(self, text: str, kind: Boundary, language: str) -> list[int]:
        """Return the positions after which a part of the text ends, its end among them."""
        if not text:
            return []
        buffer, length = _utf16(text)
        error = ctypes.c_int(0)
        iterator = self._iterator(kind, language)
        self._set_text(iterator, buffer, length, ctypes.byref(error))
        _check(error)
        found, step = [], self._next
        while (position := step(iterator)) >= 0:
            found.append(position)
        if length == len(text):
            return found
        index = {unit: i for i, unit in enumerate(_unit_of_each(text))}
        index[length] = len(text)
        return [index[unit] for unit in found if unit in index]

    def levels(self, text: str, base: int = UBIDI_DEFAULT_LTR) -> tuple[list[int], int]:
        """Return the level of each character and that of the paragraph; odd ones run leftwards."""
        if not text:
            return [], 0 if base == UBIDI_DEFAULT_LTR else base
        buffer, length = _utf16(text)
        error = ctypes.c_int(0)
        bidi = self._bidi()
        self._set_paragraph(bidi, buffer, length, base, None, ctypes.byref(error))
        _check(error)
        found = self._levels(bidi, ctypes.byref(error))
        _check(error)
        units = list(found[:length])
        paragraph = int(self._paragraph_level(bidi))
        if length == len(text):
            return units, paragraph
        return [units[unit] for unit in _unit_of_each(text)], paragraph

    def is_emoji(self, character: str) -> bool:
        """Return whether a character is an emoji unless something else is said."""
        return bool(self._has_property(ord(character), _UCHAR_EMOJI_PRESENTATION))

    def _iterator(self, kind: Boundary, language: str) -> int:
        own = self._own.iterators
        handle = own.get((kind, language))
        if handle is None:
            error = ctypes.c_int(0)
            address = self._open_iterator(kind, language.encode(), None, 0, ctypes.byref(error))
            _check(error)
            handle = own[kind, language] = _Handle(address, self._close_iterator)
        return handle.address

    def _bidi(self) -> int:
        if self._own.bidi is None:
            self._own.bidi = _Handle(self._open_bidi(), self._close_bidi)
        return self._own.bidi.address


def _utf16(text: str) -> tuple[Any, int]:
    data = text.encode("utf-16-le" if sys.byteorder == "little" else "utf-16-be", "surrogatepass")
    return ctypes.create_string_buffer(data, len(data) + 2), len(data) // 2


def _unit_of_each(text: str) -> Iterator[int]:
    """Yield where in UTF-16 each character begins."""
    unit = 0
    for character in text:
        yield unit
        unit += 2 if character > "\uffff" else 1


def _check(error: ctypes.c_int) -> None:
    """Raise RuntimeError for a code of ICU that is no mere warning."""
    if error.value > 0:
        raise RuntimeError(f"ICU says {error.value}")
