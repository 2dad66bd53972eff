"""What is printed in any script is found again by who reads the PDF with another program."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from facilitator.export.paper import Paper
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import examine
from facilitator.export.pdf.pages import Document, draw_pages
from facilitator.export.pdf.rows import MARGIN, Cell, Row
from facilitator.export.pdf.styles import BODY, STRONG
from facilitator.export.text import font_files, glyph_font, icu
from facilitator.export.text.unprintable import Remedy, Unprintable, named, remedy_for, sentence
from tests.support.needs import do_without

DOTS = "\u0323\u0308" * 40
LEFT_TO_RIGHT = {
    "Latin": "A fine office, to-day: R&D <b>x</b> ½ €",
    "decomposed": "cafe\u0301 n\u0303 A\u0323\u0308",
    "marks without end": f"Z{DOTS}algo",
    "Greek": "Ξυπνάμε νωρίς",
    "Cyrillic": "Мы не слышим вас",
    "Vietnamese": "Nguyễn Ế ộ ữ",
    "Devanagari": "विद्यालय में क्षमा Xyz-",
    "Bengali": "বাংলা পরিকল্পনা",
    "Tamil": "தமிழ் திட்டம்",
    "Telugu": "తెలుగు ప్రణాళిక",
    "Kannada": "ಕನ್ನಡ ಯೋಜನೆ",
    "Malayalam": "മലയാളം പദ്ധതി",
    "Gujarati": "ગુજરાતી યોજના",
    "Gurmukhi": "ਪੰਜਾਬੀ ਯੋਜਨਾ",
    "Sinhala": "සිංහල සැලැස්ම",
    "Thai": "การประชุมวันนี้ดีมากและน้ำ",
    "Lao": "ແຜນການປະຊຸມ",
    "Khmer": "ភាសាខ្មែរ",
    "Myanmar": "မြန်မာဘာသာ",
    "Georgian": "ქართული გეგმა",
    "Armenian": "Հայերեն ծրագիր",
    "Ethiopic": "አማርኛ ዕቅድ",
    "emoji": "👩\u200d🚒🏴\u200d☠️👋🏿🇧🇷2️⃣",
    "symbols": "done → ✓ and call ☎ now",
    "override": "abc\u202egpj.exe",
}
EAST_ASIAN = {
    "Chinese": "中文会议记录，今天。",
    "Japanese": "日本語の会議、ありがとう。",
    "Korean": "한국어 회의를 엽니다",
    "mixed": "混合 mixed テキスト 12",
}
RIGHT_TO_LEFT = {
    "Arabic": "اتصل بالعميل قبل الظهر، ثم أرسل التقرير",
    "Persian": "۲۷ مهر — می\u200cخواهم",
    "Hebrew": "להזמין report.pdf ב-9:15 (v3)",
    "within English": "Call לקוח tomorrow (בוקר) at 9",
    "vocalized": "اَلْعَرَبِيَّةُ",
}
DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


@pytest.fixture(scope="module", autouse=True)
def _icu() -> None:
    if icu.loaded() is None:
        do_without("ICU", "neither Qt's nor the system's was found")


def pdf_of(texts: Sequence[str]) -> bytes:
    flow = Flow(Paper.A4)
    examine(tuple(texts))
    for text in texts:
        cells = (Cell(MARGIN, BODY.lines(text, 300)), Cell(400, STRONG.lines("Lin", 60)))
        flow.place(Row(cells=cells, below=8))
    about = Document("Texts", "", "", date(2026, 11, 22), lambda pen, number, pages: None)
    return draw_pages(flow, about)


def read_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def read_by_poppler(pdf: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        do_without("pdftotext", "it is a program of poppler")
    file = folder / "texts.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def tidy(text: str) -> str:
    return " ".join(text.translate(DIRECTIONS).split())


def words_of(text: str) -> list[str]:
    """The words of a text without signs at their ends, which readers turn round at will."""
    plain = unicodedata.normalize("NFC", text.translate(DIRECTIONS))
    words = (word.strip("()،—-.:") for word in re.split(r"\s+|(?<=ב)-|،", plain))
    return [word for word in words if word]


def not_found(texts: dict[str, str], read: str) -> list[str]:
    return [name for name, text in texts.items() if tidy(text) not in tidy(read)]


def words_not_found(texts: dict[str, str], read: str, marks: bool = True) -> list[str]:
    def plain(word: str) -> str:
        return word if marks else "".join(c for c in word if not unicodedata.combining(c))

    found = plain(" ".join(words_of(read)))
    return [w for text in texts.values() for w in words_of(text) if plain(w) not in found]


def test_text_is_found_as_it_was_typed(tmp_path: Path) -> None:
    pdf = pdf_of(list(LEFT_TO_RIGHT.values()))
    assert not_found(LEFT_TO_RIGHT, read_by_pdfium(pdf)) == []
    assert not_found(LEFT_TO_RIGHT, read_by_poppler(pdf, tmp_path)) == []


def test_what_runs_leftwards_is_found_word_by_word(tmp_path: Path) -> None:
    pdf = pdf_of(list(RIGHT_TO_LEFT.values()))
    assert words_not_found(RIGHT_TO_LEFT, read_by_pdfium(pdf)) == []
    assert words_not_found(RIGHT_TO_LEFT, read_by_poppler(pdf, tmp_path), marks=False) == []


def test_chinese_japanese_and_korean_are_found_as_they_were_typed(tmp_path: Path) -> None:
    if not font_files.cjk():
        do_without("manimgx-fonts-cjk", "it is the extra cjk")
    pdf = pdf_of(list(EAST_ASIAN.values()))
    assert not_found(EAST_ASIAN, read_by_pdfium(pdf)) == []
    assert not_found(EAST_ASIAN, read_by_poppler(pdf, tmp_path)) == []


def test_equal_texts_give_equal_bytes_and_all_fonts_are_embedded() -> None:
    texts = [*LEFT_TO_RIGHT.values(), *RIGHT_TO_LEFT.values(), *EAST_ASIAN.values()]
    pdf = pdf_of(texts)
    assert pdf == pdf_of(texts)
    assert b"/Helvetica" not in pdf and b"/Subtype /Type1" not in pdf


def test_documents_are_printed_beside_each_other() -> None:
    kinds = [list(texts.values()) for texts in (LEFT_TO_RIGHT, RIGHT_TO_LEFT, EAST_ASIAN)]
    alone = [pdf_of(texts) for texts in kinds] * 3
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf_of, kinds * 3)) == alone


def test_without_icu_text_is_shaped_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icu, "loaded", lambda: None)
    for texts in (LEFT_TO_RIGHT, EAST_ASIAN):
        fresh = {name: f"{text} (plain)" for name, text in texts.items()}
        assert not_found(fresh, read_by_pdfium(pdf_of(list(fresh.values())))) == []
    fresh = {name: f"{text} 1" for name, text in RIGHT_TO_LEFT.items()}
    assert words_not_found(fresh, read_by_pdfium(pdf_of(list(fresh.values())))) == []


def test_a_font_that_is_full_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyph_font, "MOST_CODES", 12)
    texts = ["abcdefg hijklmn", "opqrstu vwxyzab", "cafe\u0301 A\u0323\u0308 cdefg"]
    read = tidy(read_by_pdfium(pdf_of(texts)))
    assert [text for text in texts if text not in read] == []


def test_what_no_font_has_is_a_box_that_is_found_counted_and_named() -> None:
    texts = ("Ask \ue000 and \ue000\ue001", "a\0b\ufffe", "\ud800c")
    read = read_by_pdfium(pdf_of(texts))
    assert "Ask \ue000 and \ue000\ue001" in read
    assert "a\ufffdb\ufffd" in read and "\ufffdc" in read
    lacking = examine(texts)
    assert lacking == Unprintable(6, texts, ("\ue000", "\ue001", "\0", "\ufffe", "\ud800"))
    assert [named(character) for character in (*lacking.characters, "\u16a0", "漢")] == [
        *("private character U+E000", "private character U+E001", "control character U+0000"),
        *("unknown character U+FFFE", "half a character U+D800"),
        *("ᚠ runic letter fehu feoh fe f", "漢 Chinese character U+6F22"),
    ]


def test_it_is_said_what_to_install() -> None:
    assert sentence(()) == ""
    assert sentence(("\ue000",)) == "In no font here: private character U+E000."
    assert "Noto Sans CJK" in sentence(("漢",))
    assert "ᚠ runic letter" in sentence(("ᚠ",)) and "install a font" in sentence(("ᚠ",))
    assert [remedy_for(c) for c in ("한", "ᚠ", "\0")] == [
        *(Remedy.EAST_ASIAN_FONT, Remedy.OTHER_FONT, Remedy.NONE),
    ]


def test_a_text_without_its_font_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from facilitator.export.pdf import fonts
    from facilitator.export.text.font_files import Weight
    from facilitator.export.text.font_set import FontSet
    from facilitator.export.text.paragraphs import Typesetter

    monkeypatch.setattr(font_files, "cjk", lambda: ())
    letters = Typesetter(Weight.REGULAR)
    letters.fonts = FontSet(Weight.REGULAR)
    monkeypatch.setattr(fonts, "typesetter", lambda weight: letters)
    lacking = examine(("Say 你好 to all", "The same 🎂\ufe0f", "你"))
    assert (lacking.count, lacking.characters) == (3, ("你", "好"))
    assert lacking.texts == ("Say 你好 to all", "你")
