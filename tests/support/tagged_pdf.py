"""A tagged PDF, as a program finds it that reads pages aloud."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import page
from pypdf import PdfReader

from tests.support.needs import do_without

Node = dict[str, Any]


class TaggedPdf:
    """The structure of a PDF, its links and its fields."""

    def __init__(self, data: bytes) -> None:
        self._reader = PdfReader(BytesIO(data))
        self.root: Node = self._reader.trailer["/Root"]  # type: ignore[assignment]

    @cached_property
    def elements(self) -> list[Node]:
        """Every element, in the order of reading."""
        return list(_below(self.root["/StructTreeRoot"]["/K"].get_object()))

    def tagged(self, *tags: str) -> list[Node]:
        return [each for each in self.elements if each["/S"][1:] in tags]

    @property
    def headings(self) -> list[str]:
        return [each["/S"][1:] for each in self.tagged("H1", "H2", "H3")]

    @cached_property
    def places(self) -> dict[str, tuple[int, float]]:
        """The page, from 0, and the height of every name that a link may lead to."""
        if "/Names" not in self.root:
            return {}
        names = self.root["/Names"]["/Dests"]["/Names"]
        return {
            names[at]: (self._page_number(names[at + 1][0]), float(names[at + 1][3]))
            for at in range(0, len(names), 2)
        }

    @property
    def annotations(self) -> list[tuple[int, Node]]:
        """Links and boxes, each with its page."""
        return [
            (number, each.get_object())
            for number, page_ in enumerate(self._reader.pages)
            for each in page_.get("/Annots", ())
        ]

    @property
    def links(self) -> list[tuple[int, Node]]:
        return [found for found in self.annotations if found[1]["/Subtype"] == "/Link"]

    @property
    def boxes(self) -> list[Node]:
        return [each for _, each in self.annotations if each["/Subtype"] == "/Widget"]

    def owner(self, annotation: Node) -> Node:
        """Return the element of the tree that an annotation says it belongs to."""
        numbers = self.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        return numbers[numbers.index(annotation["/StructParent"]) + 1].get_object()

    def fonts(self) -> Iterator[Node]:
        """Yield every font that a page or a form may use."""
        for page_ in self._reader.pages:
            for font in page_["/Resources"].get("/Font", {}).values():
                yield font.get_object()
        form = self.root.get("/AcroForm", {})
        assert "/DA" not in form and "/DR" not in form
        assert not any("/DA" in box for box in self.boxes)

    def _page_number(self, found: object) -> int:
        return next(
            number
            for number, page_ in enumerate(self._reader.pages)
            if page_.indirect_reference == found
        )


def _below(element: Node) -> Iterator[Node]:
    yield element
    for kid in kids(element):
        if isinstance(kid, dict) and "/S" in kid:
            yield from _below(kid)


def kids(element: Node) -> list[Any]:
    """The children of an element: elements, pieces of a page, and objects."""
    found = element.get("/K", [])
    return [kid.get_object() for kid in (found if isinstance(found, list) else [found])]


def faults(data: bytes) -> list[str]:
    """What a validator of PDF/UA-1 says against a PDF."""
    return [each.message for each in page.validate_pdf_bytes(data, profile="ua1").failures]


def check_syntax(file: Path) -> None:
    """Let another program read a PDF whole, where it is installed."""
    if shutil.which("qpdf") is None:
        do_without("qpdf", "it reads a PDF whole")
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
