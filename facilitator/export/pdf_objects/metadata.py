"""What programs read about a PDF, as XMP: its title and maker, and that it is PDF/UA-1."""

from datetime import date
from html import escape

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <pdfuaid:part>1</pdfuaid:part>
{entries}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_LETTERS = {*range(0x20, 0xD800), *range(0xE000, 0xFFFE), 0x9, 0xA}


def xmp(title: str, author: str, subject: str, made_on: date, maker: str, language: str) -> bytes:
    """Return a packet of metadata."""
    moment = f"{made_on.isoformat()}T00:00:00Z"
    entries = [
        f"   <dc:title><rdf:Alt>{_default(title)}</rdf:Alt></dc:title>",
        f"   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>",
        f"   <xmp:CreatorTool>{_safe(maker)}</xmp:CreatorTool>",
        f"   <xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"   <xmp:ModifyDate>{moment}</xmp:ModifyDate>",
    ]
    if author:
        creator = f"<rdf:Seq><rdf:li>{_safe(author)}</rdf:li></rdf:Seq>"
        entries.append(f"   <dc:creator>{creator}</dc:creator>")
    if subject:
        about = f"<rdf:Alt>{_default(subject)}</rdf:Alt>"
        entries.append(f"   <dc:description>{about}</dc:description>")
    return _PACKET.format(entries="\n".join(entries)).encode()


def _default(text: str) -> str:
    return f'<rdf:li xml:lang="x-default">{_safe(text)}</rdf:li>'


def _safe(text: str) -> str:
    """Return a text as XML can have it."""
    return escape("".join(c for c in text if ord(c) in _LETTERS or ord(c) > 0xFFFF), quote=False)
