"""Which font each character is printed in, and where fonts come from."""

import subprocess
from pathlib import Path

import pytest

from facilitator.errors import ExportError
from facilitator.export.text import font_files, system_fonts
from facilitator.export.text.font_files import FontFile, Weight
from facilitator.export.text.font_set import FontSet, han_language
from facilitator.export.text.glyph_font import _subset
from facilitator.export.text.typeface import primary_face, typeface
from facilitator.paths import resources

BY_SCRIPT = {
    "NotoSans-Regular": "aÅЖΩ₿…",
    "NotoSansArabic-wght400": "ع۲؟",
    "NotoSansHebrew-wght400": "א",
    "NotoSansDevanagari-wght400": "लॐ",
    "NotoSansBengali-wght400": "ব",
    "NotoSansTamil-wght400": "த",
    "NotoSansThai-wght400": "ก",
    "NotoSansKhmer-wght400": "ក",
    "NotoSansMyanmar-wght400": "မ",
    "NotoSansEthiopic-wght400": "አ",
    "NotoEmoji-wght400": "😀⌚🇧",
    "NotoSansSymbols-wght400": "→",
    "NotoSansSymbols2-Regular": "☎✓",
    "NotoSansMath-Regular": "𝔸",
}


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> FontSet:
    monkeypatch.setenv(system_fonts.SWITCH, "0")
    monkeypatch.setattr(font_files, "cjk", lambda: ())
    return FontSet(Weight.REGULAR)


def name_of(fonts: FontSet, cluster: str, language: str = "") -> str:
    found = fonts.font_for(cluster, language=language)
    return found.name if found else ""


def test_each_script_has_a_font_of_the_program(fonts: FontSet) -> None:
    found = {
        name: "".join(c for c in characters if name_of(fonts, c) == name)
        for name, characters in BY_SCRIPT.items()
    }
    assert found == BY_SCRIPT


def test_an_emoji_is_one_where_it_is_said_or_goes_without_saying(fonts: FontSet) -> None:
    assert name_of(fonts, "2\ufe0f\u20e3") == "NotoEmoji-wght400"
    assert name_of(fonts, "☎\ufe0f") == "NotoEmoji-wght400"
    assert name_of(fonts, "⌚\ufe0e") != "NotoEmoji-wght400"
    assert name_of(fonts, "👩\u200d🚒") == "NotoEmoji-wght400"


def test_text_goes_on_in_its_font(fonts: FontSet) -> None:
    devanagari = fonts.font_for("ल")
    assert devanagari and fonts.font_for(" ", devanagari) is devanagari
    assert fonts.font_for("a", devanagari) is fonts.primary


def test_what_no_font_may_have_is_in_none(fonts: FontSet) -> None:
    unshown = ("\0", "\ud800", "\ufffe", "\x85", "\ue000", "漢")
    assert [c for c in unshown if fonts.font_for(c) is not None] == []
    assert fonts.has("\u200d") and fonts.has("\u202e")


def test_chinese_characters_have_the_forms_of_their_language() -> None:
    if not font_files.cjk():
        pytest.skip("the extra cjk is not installed")
    fonts = FontSet(Weight.BOLD)
    names = [name_of(fonts, "直", language) for language in ("ja", "ko", "zh", "zh-TW")]
    assert names == [
        *("NotoSansCJK-VF-wght700", "NotoSansCJK-VF-1-wght700"),
        *("NotoSansCJK-VF-2-wght700", "NotoSansCJK-VF-3-wght700"),
    ]
    assert (han_language("直す"), han_language("직 直")) == ("ja", "ko")


def test_weights_are_pinned_within_what_a_font_has() -> None:
    file = font_files.of_script("Arab")
    assert file is not None
    bold, regular = typeface(file, Weight.BOLD), typeface(file, Weight.REGULAR)
    assert bold and regular and bold.axes == {"wght": 700.0} and regular.axes == {"wght": 400.0}
    plain = font_files.others()[2]
    one, other = typeface(plain, Weight.BOLD), typeface(plain, Weight.REGULAR)
    assert one and other and one.key == other.key


def forget_the_list() -> None:
    system_fonts.listed.cache_clear()
    system_fonts.ranked.cache_clear()


def test_fonts_of_the_system_come_from_one_list(monkeypatch: pytest.MonkeyPatch) -> None:
    noto = resources() / "fonts" / "scripts" / "NotoSansThai.ttf"
    lines = (
        f"{noto}\t0\t[0 210]\t0\tNoto Sans Thai\te01-e3a 20",
        f"{noto}\t65536\t80\t0\tNoto Sans Thai\te01-e3a",
        f"{noto}\t0\t80\t100\tNoto Sans Thai\te01-e3a",
        "/x/Some.pcf.gz\t0\t80\t0\tBitmaps\te01-e3a",
        "/x/Other.ttf\t0\t80\t0\tOther Serif\te01",
        "half a line",
    )
    asked = []

    def run(command: list[str], **_options: object) -> "subprocess.CompletedProcess[bytes]":
        asked.append(command[0])
        return subprocess.CompletedProcess(command, 0, "\n".join(lines).encode())

    monkeypatch.setenv(system_fonts.SWITCH, "1")
    monkeypatch.setattr(system_fonts.sys, "platform", "linux")
    monkeypatch.setattr(system_fonts.subprocess, "run", run)
    forget_the_list()
    try:
        found = [list(system_fonts.files_with(c, Weight.REGULAR, "zh")) for c in "\u0e01\u0e02a"]
        other = FontFile(Path("/x/Other.ttf"), 0, "zh")
        assert found == [[FontFile(noto, 0, "zh"), other], [FontFile(noto, 0, "zh")], []]
        assert (asked, system_fonts.source_name()) == (["fc-list"], "fc-list")
        monkeypatch.setenv(system_fonts.SWITCH, "0")
        assert list(system_fonts.files_with("\u0e01", Weight.REGULAR, "zh")) == []
        assert system_fonts.source_name() == ""
    finally:
        forget_the_list()


@pytest.mark.parametrize("error", [FileNotFoundError(), subprocess.TimeoutExpired("fc-list", 5)])
def test_a_system_without_a_list_has_no_fonts(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_command: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(system_fonts.subprocess, "run", run)
    system_fonts.listed.cache_clear()
    try:
        assert system_fonts.listed() == ()
    finally:
        system_fonts.listed.cache_clear()


def test_folders_of_fonts_are_read_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Fonts"
    folder.mkdir()
    for name in ("zz.ttf", "msyh.ttc", "readme.txt"):
        (folder / name).write_bytes(b"")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "none"))
    monkeypatch.setenv(system_fonts.SWITCH, "1")
    monkeypatch.setattr(system_fonts.sys, "platform", "win32")
    system_fonts._files.cache_clear()
    try:
        found = [file.path.name for file in system_fonts.files_with("漢", Weight.REGULAR, "zh")]
        assert found == ["msyh.ttc"] * 6 + ["zz.ttf"]
        assert all(typeface(FontFile(folder / name), Weight.BOLD) is None for name in found)
    finally:
        system_fonts._files.cache_clear()


@pytest.mark.parametrize("kept", [0, 100, 30_000])
def test_a_damaged_font_of_the_program_is_said_in_a_sentence(kept: int, tmp_path: Path) -> None:
    whole = font_files.primary(Weight.REGULAR).path.read_bytes()
    file = tmp_path / "NotoSans-Regular.ttf"
    file.write_bytes(whole[:kept])
    with pytest.raises(ExportError, match=f"The typeface {file} cannot be read .it is damaged."):
        _subset(primary_face(FontFile(file), Weight.REGULAR), [1, 2, 3], [])
