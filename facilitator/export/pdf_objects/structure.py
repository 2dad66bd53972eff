"""The tags of a PDF: what each text is, for who has it read aloud (ISO 14289-1, PDF/UA).

An element is numbered when it is opened and written when it is closed, so that a long document
needs little memory.
"""

from facilitator.export.pdf_objects.objects import PdfObjects
from facilitator.export.pdf_objects.values import array, reference, text


class Element:
    """An element of the structure while it is open."""

    __slots__ = ("entries", "kids", "number", "page", "parent", "tag")

    def __init__(self, number: int, tag: str, parent: int, entries: str) -> None:
        self.number = number
        self.tag = tag
        self.parent = parent
        self.entries = entries
        self.kids: list[str] = []
        self.page = 0
        """The number of the page on which its contents begin, 0 without any of its own."""


class Structure:
    """The tree of elements, and which element each piece of a page belongs to."""

    def __init__(self, objects: PdfObjects) -> None:
        self._objects = objects
        self._root = objects.number()
        self._open: dict[int, Element] = {}
        self._nums: list[str] = []
        self._keys = 0
        self._page = self._page_key = 0
        self._on_page: list[int] = []
        self.document = self._new("Document", self._root, "")

    def open(self, tag: str, parent: Element, *, lang: str = "", entries: str = "") -> Element:
        """Open an element below another; `entries` are further ones of its dictionary."""
        language = f"/Lang {text(lang)} " if lang else ""
        element = self._new(tag, parent.number, language + entries)
        parent.kids.append(reference(element.number))
        return element

    def close(self, element: Element) -> None:
        """Write an element; nothing may be added to it afterwards. Once is enough."""
        if self._open.pop(element.number, None) is None:
            return
        page = f"/Pg {reference(element.page)} " if element.page else ""
        kids = f"/K {element.kids[0]}" if len(element.kids) == 1 else ""
        if len(element.kids) > 1:
            kids = f"/K [{' '.join(element.kids)}]"
        self._objects.write(
            element.number,
            f"<< /S /{element.tag} /P {reference(element.parent)} {page}{element.entries}{kids} >>",
        )

    def begin_page(self, page: int) -> int:
        """Go on with a page of this number; return its key among the parents."""
        self._end_page()
        self._page, self._page_key = page, self._key()
        return self._page_key

    def mark(self, element: Element) -> int:
        """Return the number of a new piece of the page that belongs to an element."""
        piece = len(self._on_page)
        self._on_page.append(element.number)
        element.page = element.page or self._page
        if element.page == self._page:
            element.kids.append(str(piece))
        else:
            element.kids.append(f"<< /Type /MCR /Pg {reference(self._page)} /MCID {piece} >>")
        return piece

    def own(self, element: Element, annotation: int) -> int:
        """Say that an annotation of the page belongs to an element; return its key."""
        page, key = reference(self._page), self._key()
        element.kids.append(f"<< /Type /OBJR /Pg {page} /Obj {reference(annotation)} >>")
        self._nums.append(f"{key} {reference(element.number)}")
        return key

    def finish(self) -> int:
        """Write what is open; return the number of the root."""
        self._end_page()
        for element in list(self._open.values()):
            self.close(element)
        parents = self._objects.add(f"<< /Nums [{' '.join(self._sorted())}] >>")
        self._objects.write(
            self._root,
            f"<< /Type /StructTreeRoot /K {reference(self.document.number)} "
            f"/ParentTree {reference(parents)} /ParentTreeNextKey {self._keys} >>",
        )
        return self._root

    def _new(self, tag: str, parent: int, entries: str) -> Element:
        element = Element(self._objects.number(), tag, parent, entries)
        self._open[element.number] = element
        return element

    def _end_page(self) -> None:
        if self._page:
            pieces = self._objects.add(array(self._on_page))
            self._nums.append(f"{self._page_key} {reference(pieces)}")
        self._on_page = []

    def _sorted(self) -> list[str]:
        return sorted(self._nums, key=lambda entry: int(entry.split(" ", 1)[0]))

    def _key(self) -> int:
        key = self._keys
        self._keys += 1
        return key
