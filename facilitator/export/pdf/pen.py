"""The pen of the PDF: writes what is drawn as operators, each text within its tag.

The operators are those of ISO 32000-1, 8.5 and 14.6. They are written here, since what reportlab
does for each of them would take most of the time of a long plan.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from facilitator.export.pdf.rows import INK, Picture, Style
from facilitator.export.text.drawn_text import write_line
from facilitator.export.text.shaped_lines import ShapedLine

_ROUND = 0.5523
"""How far the handles of a quarter of a circle are from its ends, in radii."""
_ROUNDING, _EDGE = 1.8, 1.2
"""The radius of the corners of a frame, and the width of its line."""


class CanvasPen:
    """A pen for a canvas whose y grows upwards from the lower edge.

    What is drawn outside of `begin` and `end` is decoration, an artifact for who hears the page.
    """

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height
        self._write = canvas._code.append
        self._is_artifact = False
        self._is_tagged = False
        self._ink = ""

    def begin(self, tag: str, piece: int) -> None:
        self.close()
        self._write(f"/{tag} <</MCID {piece}>> BDC")
        self._is_tagged = True

    def end(self) -> None:
        self._write("EMC")
        self._is_tagged = False

    def close(self) -> None:
        """End the decoration that was begun."""
        if self._is_artifact:
            self._write("EMC")
            self._is_artifact = False

    def text(
        self, x: float, y: float, text: str, style: Style, shaped: ShapedLine | None = None
    ) -> None:
        self._fill_with(style.ink)
        line = shaped or style.shaped(text)
        write_line(self._canvas, line, x, self._height - y, style.size)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._fill_with(colour)
        bottom = self._height - y - height
        self._write(f"{x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f")

    def area(self, corners: Sequence[tuple[float, float]], colour: str) -> None:
        self._fill_with(colour)
        self._write(f"{self._path(corners)} h f*")

    def stroke(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float,
        dash: Sequence[float] = (),
    ) -> None:
        self._draw_with(colour, width)
        path = self._path(points)
        if dash:
            path = f"[{' '.join(f'{each:.2f}' for each in dash)}] 0 d {path}"
        self._write(f"{path} S [] 0 d" if dash else f"{path} S")

    def frame(self, x: float, y: float, size: float) -> None:
        self._draw_with(INK, _EDGE)
        half, inner = _EDGE / 2, size - _EDGE
        self._write(f"{_rounded(x + half, self._height - y - size + half, inner, _ROUNDING)} s")

    def disc(self, x: float, y: float, radius: float, edge: str, fill: str | None) -> None:
        self._draw_with(edge, 2)
        if fill:
            self._fill_with(fill)
        inner = radius - 1
        circle = _rounded(x - inner, self._height - y - inner, 2 * inner, inner)
        self._write(f"{circle} {'b' if fill else 's'}")

    def picture(self, picture: Picture, y: float) -> None:
        self._ready()
        self._canvas.drawImage(
            ImageReader(BytesIO(picture.image)),
            picture.x,
            self._height - y - picture.height,
            picture.width,
            picture.height,
        )

    def _ready(self) -> None:
        if not self._is_tagged and not self._is_artifact:
            self._write("/Artifact BMC")
            self._is_artifact = True

    def _fill_with(self, colour: str) -> None:
        self._ready()
        if colour != self._ink:
            self._write(f"{_parts(colour)} rg")
            self._ink = colour

    def _draw_with(self, colour: str, width: float) -> None:
        self._ready()
        self._write(f"{_parts(colour)} RG {width:.2f} w")

    def _path(self, points: Sequence[tuple[float, float]]) -> str:
        first, *more = (f"{x:.2f} {self._height - y:.2f}" for x, y in points)
        return " ".join((f"{first} m", *(f"{each} l" for each in more)))


@cache
def _parts(colour: str) -> str:
    """Return a colour such as #FF8000 as its red, green and blue, each of them up to 1."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))


def _rounded(x: float, y: float, size: float, radius: float) -> str:
    """Return the path of a square whose corners are quarters of circles; y is its lower edge."""
    far, handle = size - radius, radius * (1 - _ROUND)
    end = size - handle
    return (
        f"{x + radius:.2f} {y:.2f} m {x + far:.2f} {y:.2f} l "
        f"{x + end:.2f} {y:.2f} {x + size:.2f} {y + handle:.2f} {x + size:.2f} {y + radius:.2f} c "
        f"{x + size:.2f} {y + far:.2f} l "
        f"{x + size:.2f} {y + end:.2f} {x + end:.2f} {y + size:.2f} {x + far:.2f} {y + size:.2f} c "
        f"{x + radius:.2f} {y + size:.2f} l "
        f"{x + handle:.2f} {y + size:.2f} {x:.2f} {y + end:.2f} {x:.2f} {y + far:.2f} c "
        f"{x:.2f} {y + radius:.2f} l "
        f"{x:.2f} {y + handle:.2f} {x + handle:.2f} {y:.2f} {x + radius:.2f} {y:.2f} c"
    )
