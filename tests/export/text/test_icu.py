"""Where text may be broken and which way it runs: by ICU, and roughly without it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ctypes import CDLL
from itertools import pairwise

import pytest

from facilitator.export.text import icu, icu_library, plain_rules
from facilitator.export.text.icu_library import Boundary, Candidate, Icu, candidates, load
from tests.support.needs import do_without

EMOJI = "👩\u200d🚒🏴\u200d☠️👋🏿🇧🇷2️⃣"
EMOJI_PARTS = ["👩\u200d🚒", "🏴\u200d☠️", "👋🏿", "🇧🇷", "2️⃣"]


def pieces(text: str, ends: list[int]) -> list[str]:
    assert ends == sorted(set(ends)) and ends[-1:] == [len(text)][: len(ends)]
    return [text[start:end] for start, end in pairwise([0, *ends])]


@pytest.fixture
def found() -> Icu:
    library = icu.loaded()
    if library is None:
        do_without("ICU", "neither Qt's nor the system's was found")
    return library


class Renamed:
    """ICU as Windows and macOS have it: the names of its functions have no number at the end."""

    def __init__(self, library: CDLL, suffix: str) -> None:
        self._library = library
        self._suffix = suffix

    def __getattr__(self, name: str) -> object:
        return getattr(self._library, name + self._suffix)


def test_text_breaks_where_its_script_allows(found: Icu) -> None:
    parts = {
        "Say hello to-day, and/or (e.g. this).": [
            *("Say ", "hello ", "to-", "day, ", "and/", "or ", "(e.g. ", "this)."),
        ],
        "การประชุมวันนี้ดีมาก": ["การ", "ประชุม", "วัน", "นี้", "ดี", "มาก"],
        "「はい」です。": ["「は", "い」", "で", "す。"],
        "한국어 회의를 3번 엽니다": ["한국어 ", "회의를 ", "3번 ", "엽니다"],
        "9:15 (v3) x\u00a0y": ["9:15 ", "(v3) ", "x\u00a0y"],
    }
    assert {text: pieces(text, icu.line_breaks(text)) for text in parts} == parts


def test_a_character_is_what_a_reader_takes_for_one(found: Icu) -> None:
    assert pieces(EMOJI, icu.graphemes(EMOJI)) == EMOJI_PARTS
    assert icu.graphemes("e\u0301a") == [2, 3]
    assert icu.graphemes("") == icu.line_breaks("") == []


def test_direction_is_that_of_the_first_letter_unless_it_is_given(found: Icu) -> None:
    text = "ab אב 12"
    assert icu.levels(text) == ([0, 0, 0, 1, 1, 1, 2, 2], 0)
    assert icu.levels(text, 1)[1] == 1
    assert icu.levels("אב")[1] == 1
    assert icu.levels("😀א") == ([1, 1], 1)


def test_threads_do_not_share_what_belongs_to_one(found: Icu) -> None:
    texts = [f"word {n} การประชุม אב {EMOJI}" * 20 for n in range(8)]

    def broken(text: str) -> tuple[object, ...]:
        return icu.line_breaks(text), icu.graphemes(text), icu.levels(text)

    alone = [broken(text) for text in texts] * 20
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(broken, texts * 20)) == alone


def test_windows_and_macos_have_icu_under_names_of_their_own() -> None:
    assert [each.path for each in candidates("win32")] == ["icu.dll", "icuuc.dll"]
    assert "/usr/lib/libicucore.dylib" in [each.path for each in candidates("darwin")]
    assert all(not each.suffix for name in ("win32", "darwin") for each in candidates(name))


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_library_is_used_by_the_names_of_its_platform(found: Icu, platform: str) -> None:
    real = next(each for each in candidates("linux") if each.path == found.path)
    asked = []

    def open_file(path: str) -> object:
        asked.append(path)
        if len(asked) == 1:
            raise OSError("no such file")
        return Renamed(CDLL(real.path), real.suffix)

    library = load(candidates(platform), open_file)
    assert library is not None and library.path == asked[1]
    assert library.boundaries("a b", Boundary.LINE, "en") == [2, 3]
    assert library.is_emoji("😀") and not library.is_emoji("a")


def test_what_is_no_icu_is_passed_over() -> None:
    assert load([Candidate("/nowhere/libicuuc.so.1", "_1")]) is None
    assert load([Candidate("libc.so.6")]) is None
    assert load([]) is None


def test_without_icu_text_is_broken_and_ordered_roughly(
    found: Icu, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (
        *("Say hello to-day, and/or (e.g. this).", "日本語の文章です。「はい」", "a\u00a0b c"),
        *("להזמין report.pdf ב-9:15 (v3)", "۲۷ مهر", "ab אב 12", "विद्यालय", "e\u0301a", ""),
        *("한국어 회의를 3번 엽니다", EMOJI),
    )
    with_icu = [(icu.graphemes(text), icu.levels(text)) for text in texts]
    breaks = [icu.line_breaks(text) for text in texts[:-1]]
    monkeypatch.setattr(icu, "loaded", lambda: None)
    assert icu.loaded_from() == ""
    assert [(icu.graphemes(text), icu.levels(text)) for text in texts] == with_icu
    assert [icu.line_breaks(text) for text in texts[:-1]] == breaks
    assert plain_rules.line_breaks("การประชุม ดี") == [10, 12]
    assert icu.is_emoji("😀") and not icu.is_emoji("a")


def test_nothing_of_qt_is_loaded() -> None:
    code = (
        "import sys; from facilitator.export.text import icu; icu.line_breaks('a b');"
        "print([name for name in sys.modules if 'PySide' in name or 'uharfbuzz' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_broken_library_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    class Confused:
        def __getattr__(self, name: str) -> object:
            class Function:
                restype = argtypes = None

                def __call__(self, *arguments: object) -> int:
                    return 0

            return Function()

    assert icu_library.load([Candidate("icu.dll")], lambda path: Confused()) is None
