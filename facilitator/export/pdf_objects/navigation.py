"""Ways through a PDF: the outline, named places, links, and boxes that can be ticked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from facilitator.export.pdf_objects.objects import PdfObjects
from facilitator.export.pdf_objects.structure import Element, Structure
from facilitator.export.pdf_objects.values import array, points, reference, text

Corners = tuple[float, float, float, float]
"""Left, lower, right and upper edge; y grows upwards from the lower edge of the page."""
_PRINTED = 4
_READ_ONLY = 1
TICK = ((0.22, 0.48), (0.43, 0.26), (0.8, 0.74))
"""A tick in a box of the edge 1."""


@dataclass(slots=True)
class Bookmark:
    """An entry of the outline, with those below it; `page` is an object's number."""

    title: str
    page: int
    y: float
    below: "list[Bookmark]" = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(1 + each.count for each in self.below)


def write_outline(objects: PdfObjects, top: Sequence[Bookmark]) -> int:
    """Write the outline; return its number."""
    root = objects.number()
    first, last = _write_level(objects, top, root)
    count = sum(1 + each.count for each in top)
    objects.write(
        root,
        f"<< /Type /Outlines /First {reference(first)} /Last {reference(last)} /Count {count} >>",
    )
    return root


def _write_level(objects: PdfObjects, marks: Sequence[Bookmark], parent: int) -> tuple[int, int]:
    numbers = [objects.number() for _ in marks]
    for place, (mark, number) in enumerate(zip(marks, numbers, strict=True)):
        entries = [f"/Title {text(mark.title)}", f"/Parent {reference(parent)}"]
        entries.append(f"/Dest {_place(mark.page, mark.y)}")
        if place:
            entries.append(f"/Prev {reference(numbers[place - 1])}")
        if place + 1 < len(numbers):
            entries.append(f"/Next {reference(numbers[place + 1])}")
        if mark.below:
            first, last = _write_level(objects, mark.below, number)
            entries.append(f"/First {reference(first)} /Last {reference(last)}")
            entries.append(f"/Count {mark.count}")
        objects.write(number, f"<< {' '.join(entries)} >>")
    return numbers[0], numbers[-1]


def write_places(objects: PdfObjects, places: dict[str, tuple[int, float]]) -> int:
    """Write the page and height of every name; return the number of the tree of names."""
    entries = [f"{text(name)} {_place(*places[name])}" for name in sorted(places)]
    return objects.add(f"<< /Names [{' '.join(entries)}] >>")


def _place(page: int, y: float) -> str:
    return f"[{reference(page)} /XYZ 0 {points(y)} null]"


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box whose label is heard; one that is fixed cannot be ticked on the screen."""

    label: str
    is_ticked: bool
    is_fixed: bool


class Annotations:
    """The links and tick boxes of a document, page by page."""

    def __init__(self, objects: PdfObjects, structure: Structure) -> None:
        self._objects = objects
        self._structure = structure
        self._fields: list[int] = []
        self._looks: dict[str, int] = {}
        self.on_page: list[int] = []
        """Numbers of those on the page that is being written."""

    def link(self, element: Element, page: int, edges: Corners, name: str, said: str) -> None:
        """Lead from a part of the page to a named place; `said` tells where that is."""
        self._add(element, page, f"/Subtype /Link /Border [0 0 0] /Dest {text(name)} ", edges, said)

    def box(self, element: Element, page: int, edges: Corners, box: TickBox) -> None:
        """Put a box on a page, with the tick that it gets on the screen."""
        edge = edges[2] - edges[0]
        # The page itself shows the frame, and whether a box was ticked that stays so.
        empty = self._look(edge, "")
        tick = empty if box.is_fixed else self._look(edge, _tick(edge))
        state = "/Yes" if box.is_ticked else "/Off"
        number = self._add(
            element,
            page,
            f"/Subtype /Widget /FT /Btn /T {text(f'box {len(self._fields) + 1}')} "
            f"/TU {text(box.label)} /Ff {_READ_ONLY if box.is_fixed else 0} "
            f"/V {state} /AS {state} "
            f"/AP << /N << /Yes {reference(tick)} /Off {reference(empty)} >> >> "
            f"/MK << >> ",
            edges,
            "",
        )
        self._fields.append(number)

    def form(self) -> int:
        """Write what the boxes have in common; return its number, 0 where there are none."""
        return self._objects.add(f"<< /Fields {array(self._fields)} >>") if self._fields else 0

    def _add(self, element: Element, page: int, kind: str, edges: Corners, said: str) -> int:
        number = self._objects.number()
        key = self._structure.own(element, number)
        contents = f"/Contents {text(said)} " if said else ""
        self._objects.write(
            number,
            f"<< /Type /Annot {kind}{contents}/F {_PRINTED} /Rect [{points(*edges)}] "
            f"/P {reference(page)} /StructParent {key} >>",
        )
        self.on_page.append(number)
        return number

    def _look(self, edge: float, code: str) -> int:
        """Return the number of what a box shows; it is written once."""
        key = f"{points(edge)} {code}"
        if key not in self._looks:
            entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {points(edge, edge)}]"
            data = f"/Tx BMC {code}EMC".encode("ascii")
            self._looks[key] = self._objects.add_stream(data, f"{entries} /Resources << >>")
        return self._looks[key]


def _tick(edge: float) -> str:
    (x, y), *more = [(edge * x, edge * y) for x, y in TICK]
    lines = " ".join(f"{points(*corner)} l" for corner in more)
    return f"q 0 G 1.5 w {points(x, y)} m {lines} S Q "
