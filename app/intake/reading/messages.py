"""XML messages as rows of the native columns: told apart by their root, parsed without entities or DTDs.

Names are compared without their namespaces, because each administration publishes the same message under its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.core.tables import Limits, Table, table_of
from app.intake.reading.native import COLUMNS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Line = dict[str, str]
Message = Callable[["Node"], Iterator[Line]]

MOST_DEPTH = 60
"""Deeper than any message of the three kinds; a hostile file may be as deep as it is long."""


class Node:
    """An element of a message, asked for by paths of plain names; what is not there is empty."""

    __slots__ = ("_element",)

    def __init__(self, element: Element) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """The element's name without its namespace."""
        return _plain(self._element.tag)

    def all(self, path: str) -> list[Node]:
        """Every element at the end of a path like `Traders/Exporter`."""
        found = [self._element]
        for name in path.split("/"):
            found = [child for element in found for child in element if _plain(child.tag) == name]
        return [Node(element) for element in found]

    def everywhere(self, name: str) -> list[Node]:
        """Every element of that name at any depth, itself included."""
        return [Node(element) for element in self._element.iter() if _plain(element.tag) == name]

    def below(self) -> Iterator[Node]:
        """Every element at any depth, without itself."""
        return (Node(element) for element in self._element.iter() if element is not self._element)

    def text(self, *paths: str) -> str:
        """The first text that is not empty at one of the paths; a single child that only wraps a text is read too."""
        for path in paths:
            for node in self.all(path):
                if words := node.words():
                    return words
        return ""

    def words(self) -> str:
        """The element's own text, or that of its only child."""
        own = (self._element.text or "").strip()
        if own or len(self._element) != 1:
            return own
        return (self._element[0].text or "").strip()

    def attribute(self, path: str, name: str) -> str:
        """An attribute of the first element at a path that has it."""
        return next((found for node in self.all(path) if (found := node._element.get(name, "").strip())), "")


def _plain(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def message_table(data: bytes, file: str, wanted: str, limits: Limits) -> Table:
    """The goods lines of a message as rows; Refused where it is no XML that may be read, or of another kind."""
    root = _parsed(data, file)
    kind = _kind(root)
    if kind is None or wanted not in {"auto", kind}:
        raise Refused("intake.unknown_message", file=file)
    lines = list(_readers()[kind](root))
    if not lines:
        raise Refused("intake.no_goods", file=file)
    return table_of(lines, file, COLUMNS, limits)


def _parsed(data: bytes, file: str) -> Node:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused("tables.broken_xml", file=file) from error
    if _too_deep(root):
        raise Refused("tables.broken_xml", file=file)
    return Node(root)


def _too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(MOST_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _kind(root: Node) -> str | None:
    if root.name == "ASYCUDA":
        return "asycuda-xml"
    if "itmatt" in root.name.lower():
        return "itmatt"
    return "wco-xml" if root.everywhere("GoodsShipment") else None


def _readers() -> dict[str, Message]:
    from app.intake.reading import asycuda, itmatt, wco

    return {"asycuda-xml": asycuda.lines, "itmatt": itmatt.lines, "wco-xml": wco.lines}


def one_origin(lines: list[Line]) -> Iterator[Line]:
    """A declaration has one origin here; where its lines differ, each keeps its own in a column of its own."""
    origins = {line.get("origin", "") for line in lines}
    for line in lines:
        if len(origins) > 1:
            line["line_origin"] = line.pop("origin", "")
        yield line


def short_day(text: str) -> str:
    """A day as ISO where a message's form leaves no doubt (20241112…, 2024-11-12T…, 11/25/24), else as it came."""
    if text[:8].isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    parts = text.split("/")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and len(parts[2]) in {2, 4}:
        first, second, year = map(int, parts)
        if first <= 12 and second <= 12 and first != second:
            return text  # 03/04/24: nobody can say which is the month, so the check refuses it
        month, day = (second, first) if first > 12 else (first, second)
        return f"{year + 2000 if year < 100 else year}-{month:02d}-{day:02d}"
    return text[:10] if text[4:5] == "-" else text
