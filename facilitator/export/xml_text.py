"""Texts as an Office file can hold them."""

import re

REPLACED = "\ufffd"
"""What is seen in the place of a character that no such file can hold."""

_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters and what is none.

https://www.w3.org/TR/xml/#charsets
"""


def xml_text(text: str) -> str:
    r"""Return a text in which a mark is seen for each character that XML forbids; lines end in \n.

    Nothing is dropped: whoever reads the file sees that something was there.
    """
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(REPLACED, _LINE_END.sub("\n", text))
