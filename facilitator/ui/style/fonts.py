"""The typefaces of the window: the same that a plan is printed in."""

from PySide6.QtCore import QLocale, QLoggingCategory
from PySide6.QtGui import QFontDatabase

from facilitator.paths import cjk_font, fonts_of_scripts, resources

_CJK = {
    "ja": "Noto Sans CJK JP",
    "ko": "Noto Sans CJK KR",
    "zh": "Noto Sans CJK SC",
    "zh_TW": "Noto Sans CJK TC",
    "zh_HK": "Noto Sans CJK HK",
}
"""The typefaces of the extra `cjk`, by the locale whose forms of Chinese characters they have."""


def _cjk_families() -> list[str]:
    """Return the typefaces of the extra, that of the locale first, else Chinese."""
    name = QLocale.system().name()
    first = _CJK.get(name) or _CJK.get(name[:2], _CJK["zh"])
    return [first, *(family for family in _CJK.values() if family != first)]


FAMILIES = (
    "Noto Sans",
    # The few signs, such as arrows, that it lacks.
    "Facilitator Symbols",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Thai",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Oriya",
    "Noto Sans Sinhala",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Myanmar",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "Noto Emoji",
    *_cjk_families(),
)
"""In the order in which they are asked for a letter; what none has comes from the system."""

_LATIN = ("NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Bold", "FacilitatorSymbols")


def load_fonts() -> None:
    """Load the bundled typefaces; call this before the first window is made.

    Qt reads of a file only its head until a letter of it is wanted: all take some milliseconds.
    """
    # That a typeface lacks a script is why there is another one after it.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    files = [resources() / "fonts" / f"{name}.ttf" for name in _LATIN]
    files += fonts_of_scripts()
    extra = cjk_font()
    if extra is not None:
        files.append(extra)
    for file in files:
        # Qt would wait for a pipe.
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))
