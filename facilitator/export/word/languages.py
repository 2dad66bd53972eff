"""The languages of a document, from its own tag and from the letters that are in it."""

from facilitator.export.document.blocks import Document, Heading, Outline, Paragraph, Table
from facilitator.export.text.icu import language_of
from facilitator.export.word.styles import Languages

_BY_TAG = {
    "ja": ("ja-JP", "Yu Gothic"),
    "ko": ("ko-KR", "Malgun Gothic"),
    "zh-TW": ("zh-TW", "Microsoft JhengHei"),
    "zh-HK": ("zh-HK", "Microsoft JhengHei"),
    "zh-Hant": ("zh-TW", "Microsoft JhengHei"),
    "zh": ("zh-CN", "Microsoft YaHei"),
}


def languages_of(document: Document) -> Languages:
    """Return the languages of a document: Han letters look as beside kana or Hangul, if any."""
    tag = document.language
    known = next((found for begin, found in _BY_TAG.items() if tag.startswith(begin)), None)
    if known is None:
        known = _BY_TAG[language_of("".join(_texts(document))) or "zh"]
    return Languages("en-US" if tag == "en" else tag, known[0], known[1])


def _texts(document: Document) -> list[str]:
    found = [document.title]
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [text for row in block.rows for text in row.cells]
        elif isinstance(block, Outline):
            found += [entry.text for entry in block.entries]
    return found
