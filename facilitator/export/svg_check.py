"""A look into an SVG file before it is drawn: nothing from elsewhere, nothing without end."""

import re
from collections.abc import Callable
from xml.parsers import expat

MOST_DRAWN = 20_000
"""Elements that a picture may come to, those counted again that it uses again."""
DEEPEST = 200
"""Elements within each other: the library that draws them takes each further one off the stack."""
_SLOW = ("feTurbulence", "feConvolveMatrix", "feMorphology")
"""Effects that take as long as the file says, and that no logo needs."""
_PATHS = ("d", "points")
_PER_CORNER = 4
"""Letters of a path to one of its corners, at least: a marker may be drawn at each."""
THINNEST = 40
"""How many times longer than high a picture may be, or higher than long."""

_COMPLICATED = "it is too complicated"
_SVG = ("http://www.w3.org/2000/svg svg", "svg")
_LINKS = ("href", "http://www.w3.org/1999/xlink href", "src")
_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
_USED = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)")


class LogoRefusedError(Exception):
    """Why a file is not used as a logo, as the second half of a sentence."""


class SvgCheck:
    """A reader of an SVG file that refuses what would reach outside it or grow without end."""

    def __init__(self) -> None:
        self.encoding = "utf-8"
        self.is_wide = True
        self._open: list[str] = []
        self._count: dict[str, int] = {"": 0}
        self._used: dict[str, list[str]] = {"": []}
        self._words: list[str] = []
        self._markers: list[str] = []
        self._letters_of_paths = 0

    def read(self, data: bytes) -> None:
        """Read a file. Raises LogoRefusedError."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.XmlDeclHandler = self._on_declaration
        parser.EntityDeclHandler = _refuse("it declares XML entities")
        parser.ExternalEntityRefHandler = _refuse("it refers to other files")
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._words.append
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise LogoRefusedError("it is neither a PNG nor an SVG picture") from error
        _check_style("".join(self._words))
        known: dict[str, int] = {}
        corners = self._letters_of_paths // _PER_CORNER
        at_corners = corners * max((self._drawn(each, known) for each in self._markers), default=0)
        if max(self._drawn("", known), at_corners) > MOST_DRAWN:
            raise LogoRefusedError(_COMPLICATED)

    def _on_declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        self.encoding = encoding or self.encoding

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open:
            if name not in _SVG:
                raise LogoRefusedError("it is neither a PNG nor an SVG picture")
            self._measure(attributes)
        kind, known_as = name.rpartition(" ")[2], attributes.get("id", "")
        if kind in ("script", "foreignObject"):
            raise LogoRefusedError("it has a program or a web page in it")
        if kind in _SLOW or len(self._open) >= DEEPEST:
            raise LogoRefusedError(_COMPLICATED)
        if kind == "marker" and known_as:
            self._markers.append(known_as)
        self._letters_of_paths += sum(len(attributes.get(key, "")) for key in _PATHS)
        self._open.append(known_as)
        inside = {"", *self._open}
        for each in inside:
            self._count[each] = self._count.get(each, 0) + 1
        for key, value in attributes.items():
            _check_style(value)
            link = value.strip() if key in _LINKS else ""
            if link and not link.startswith(("#", *_PICTURES)):
                raise LogoRefusedError("it refers to other files")
            used = _USED.findall(value) + ([link[1:]] if link.startswith("#") else [])
            for each in inside if used else ():
                self._used.setdefault(each, []).extend(used)

    def _on_end(self, _name: str) -> None:
        self._open.pop()

    def _measure(self, attributes: dict[str, str]) -> None:
        """Note whether a picture is wider than high. Raises LogoRefusedError for a mere line."""
        box = attributes.get("viewBox", "").replace(",", " ").split()[2:4]
        sides = box or [attributes.get("width", ""), attributes.get("height", "")]
        found = [float(each[1]) for each in map(_NUMBER.match, sides) if each]
        if len(found) != 2:
            return
        width, height = found
        if not width or not height or max(width / height, height / width) > THINNEST:
            raise LogoRefusedError("it has the shape of a line")
        self.is_wide = width >= height

    def _drawn(self, name: str, known: dict[str, int]) -> int:
        """Return how many elements something comes to, with all that it uses."""
        if name not in known:
            known[name] = MOST_DRAWN  # What uses itself is never drawn whole.
            total = self._count.get(name, 0)
            for each in self._used.get(name, ()):
                total += self._drawn(each, known)
                if total > MOST_DRAWN:
                    break
            known[name] = total
        return known[name]


def _check_style(style: str) -> None:
    """Refuse a style that takes anything from elsewhere; `url(#name)` is in the same file."""
    words = "".join(style.split()).replace("'", "").replace('"', "").casefold()
    if "@import" in words or words.count("url(") > words.count("url(#"):
        raise LogoRefusedError("it refers to other files")


def _refuse(reason: str) -> Callable[..., int]:
    def refuse(*_: object) -> int:
        raise LogoRefusedError(reason)

    return refuse
