"""The language of a text, where its script tells."""

import unicodedata
from functools import lru_cache

# Scripts of one language, or of one that is by far the most frequent, by the first word of the
# Unicode names of their letters.
_LANGUAGES = {
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    # Of several languages: the script alone is told, "und" for an undetermined language.
    "ARABIC": "ar",
    "CJK": "zh",
    "CYRILLIC": "und-Cyrl",
    "DEVANAGARI": "und-Deva",
}
_MOST_LATIN = 2
"""Latin letters to each other one from which on a text only quotes words of another language."""
_PERSIAN, _URDU = set("پچژگک"), set("ٹڈڑںے")


def language_of(text: str) -> str:
    """Return the language of a text as a BCP 47 tag, "" where it is in Latin letters.

    A text in another script may well have names and words in Latin letters.
    """
    return "" if text.isascii() else _language(text)


@lru_cache(maxsize=1024)
def _language(text: str) -> str:
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = "LATIN" if letter.isascii() else unicodedata.name(letter, "").split(" ")[0]
            language = _LANGUAGES.get(script, "")
            counts[language] = counts.get(language, 0) + 1
    if "ja" in counts and "zh" in counts:
        # Han letters among kana are Japanese.
        counts["ja"] += counts.pop("zh")
    latin = counts.pop("", 0)
    found = max(counts, key=lambda each: counts[each], default="")
    if not found or latin > _MOST_LATIN * counts[found]:
        return ""
    if found == "ar":
        letters = set(text)
        return "ur" if letters & _URDU else "fa" if letters & _PERSIAN else "ar"
    return found
