"""The logo of a team: what is used of a file, and what is refused."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from facilitator.errors import ExportError
from facilitator.export.logo import LONGEST_EDGE, read_logo

HEAD = b"\x89PNG\r\n\x1a\n"


def svg(inside: str, before: str = "", box: str = "0 0 40 10") -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg {spaces} viewBox="{box}">{inside}</svg>'.encode()


def png(width: int, height: int, colour: tuple[int, ...] = (200, 0, 0, 255)) -> bytes:
    written = BytesIO()
    Image.new("RGBA", (width, height), colour).save(written, "PNG")
    return written.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is large."""
    said = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return HEAD + struct.pack(">I", 13) + b"IHDR" + said + struct.pack(">I", zlib.crc32(said))


USES = [f'<use href="#a{n}"/>' * 9 for n in range(12)]
NESTED = '<path id="a0" d="M0 0h1v1z"/>' + "".join(
    f'<g id="a{n + 1}">{used}</g>' for n, used in enumerate(USES)
)
MARKED = f'<marker id="m">{"<g/>" * 100}</marker><path marker-mid="url(#m)" d="{"L1 1" * 999}"/>'
ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
GROWING = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
ELSEWHERE = "it refers to other files"
NO_PICTURE = "it is neither a PNG nor an SVG picture"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", NO_PICTURE),
        (b"\xff\xd8\xff\xe0 a photo", NO_PICTURE),
        (b"<html><body/></html>", NO_PICTURE),
        (svg("<g>"), NO_PICTURE),
        (png(40, 10)[:60], "the picture is damaged"),
        (HEAD, "the picture is damaged"),
        (claiming(60_000, 60_000), "it has too many pixels"),
        (HEAD + b"0" * 6_000_000, "it is larger than 5 MB"),
        (svg("&x;", ENTITY), "it declares XML entities"),
        (svg("&b;", GROWING), "it declares XML entities"),
        (svg('<image href="/etc/hostname"/>'), ELSEWHERE),
        (svg('<image xlink:href="file:///etc/hostname"/>'), ELSEWHERE),
        (svg('<image href="data:image/svg+xml;base64,AAAA"/>'), ELSEWHERE),
        (svg('<path style="fill: url( \'//elsewhere/x#y\')" d="M0 0h1v1z"/>'), ELSEWHERE),
        (svg("<style>@import 'x.css';</style>"), ELSEWHERE),
        (svg("<script>1</script>"), "it has a program or a web page in it"),
        (svg(NESTED), "it is too complicated"),
        (svg('<g id="a"><use href="#a"/></g>'), "it is too complicated"),
        (svg("<g>" * 20_000 + "</g>" * 20_000), "it is too complicated"),
        (svg('<filter><feTurbulence numOctaves="100000"/></filter>'), "it is too complicated"),
        (svg(MARKED), "it is too complicated"),
        (svg("", box="0 0 1 100000"), "it has the shape of a line"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_a_sentence(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "logo"
    file.write_bytes(data)
    with pytest.raises(ExportError) as refused:
        read_logo(file)
    told = f"The logo {file} can’t be used because {reason}. Choose another PNG or SVG file"
    assert str(refused.value).startswith(told)


def test_a_logo_keeps_its_shape_and_lies_on_white(tmp_path: Path) -> None:
    file = tmp_path / "logo"
    drawn = '<path fill="url(#g)" d="M0 0h20v10H0z"/>'
    shade = '<linearGradient id="g"><stop stop-color="#00f"/></linearGradient>'
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    file.write_bytes(svg(shade + drawn, doctype))
    logo = read_logo(file)
    assert (logo.width, logo.height) == (LONGEST_EDGE, LONGEST_EDGE / 4)
    image = Image.open(BytesIO(logo.image))
    assert [image.getpixel((x, 150)) for x in (300, 900)] == [(0, 0, 255), (255, 255, 255)]
    file.write_bytes(png(30, 3000, (0, 0, 0, 0)))
    logo = read_logo(file)
    assert (logo.width, logo.height) == (LONGEST_EDGE / 100, LONGEST_EDGE)
    assert Image.open(BytesIO(logo.image)).getpixel((5, 5)) == (255, 255, 255)
    with pytest.raises(ExportError, match="because it does not exist"):
        read_logo(tmp_path / "none")
