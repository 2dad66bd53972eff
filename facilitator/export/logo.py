"""The logo of a team: a PNG or SVG file that is checked before anything of it is used."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from facilitator import file_faults
from facilitator.domain.text import printable
from facilitator.errors import ExportError
from facilitator.export.svg_check import LogoRefusedError, SvgCheck

MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
"""Pixels of a PNG: more than any logo has, and no more than fits in memory."""
LONGEST_EDGE = 1200
"""Pixels of the longer edge on paper: 400 to the inch at the largest size of a logo."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo on white ground: `image` is a PNG, `width` and `height` are in pixels."""

    image: bytes
    width: int
    height: int


def read_logo(file: Path) -> Logo:
    """Return the logo in a file. Raises ExportError, which says what is wrong with it."""
    try:
        data = _bytes_of(file)
        return _of_png(data) if data.startswith(_PNG) else _of_svg(data)
    except OSError as error:
        raise _error(file, file_faults.reason(error)) from error
    except LogoRefusedError as refused:
        raise _error(file, str(refused)) from refused


def _error(file: Path, reason: str) -> ExportError:
    return ExportError(
        f"The logo {printable(str(file))} can’t be used because {reason}. Choose another PNG or "
        f"SVG file, or none."
    )


def _bytes_of(file: Path) -> bytes:
    file_faults.check_file(file)
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LogoRefusedError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    return data


def _of_png(data: bytes) -> Logo:
    from PIL import Image

    # Before anything is unpacked: the first chunk of a PNG begins with its size.
    if int.from_bytes(data[16:20]) * int.from_bytes(data[20:24]) > MOST_PIXELS:
        raise LogoRefusedError("it has too many pixels")
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as opened:
            found = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LogoRefusedError("the picture is damaged") from error
    ground = Image.new("RGBA", found.size, "white")
    shown = Image.alpha_composite(ground, found).convert("RGB")
    shown.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    written = BytesIO()
    shown.save(written, "PNG")
    return Logo(written.getvalue(), shown.width, shown.height)


def _of_svg(data: bytes) -> Logo:
    import resvg_py

    checked = SvgCheck()
    checked.read(data)
    wide = checked.is_wide
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=data.decode(checked.encoding),
            width=LONGEST_EDGE if wide else None,
            height=None if wide else LONGEST_EDGE,
        )
    except (ValueError, LookupError) as error:
        raise LogoRefusedError("it can’t be drawn") from error
    return _of_png(bytes(drawn))
