"""The window writes in the typefaces that a plan is printed in."""

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from facilitator.export.text import font_files
from facilitator.export.text.font_set import script_of
from facilitator.ui.style.theme import Metrics, Type

SAMPLES = (
    *("Żółć", "Ελλάδα", "Москва", "مرحبا", "שלום", "नमस्ते", "বাংলা", "தமிழ்", "ไทย", "ខ្មែរ"),
    *("မြန်မာ", "ქართული", "Հայերեն", "አማርኛ", "ગુજરાતી", "ਪੰਜਾਬੀ", "ಕನ್ನಡ", "മലയാളം", "తెలుగు", "ລາວ"),
    *("සිංහල", "ଓଡ଼ିଆ"),
)


@pytest.mark.parametrize("word", SAMPLES)
def test_a_script_is_in_the_typeface_of_the_print(dressed: QApplication, word: str) -> None:
    layout = QTextLayout(word, Metrics(1.0).font(Type.CARD))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    families = {run.rawFont().familyName().replace(" ", "") for run in layout.glyphRuns()}
    file = font_files.of_script(script_of(word[0]))
    assert families == {file.path.stem if file else "NotoSans"}
