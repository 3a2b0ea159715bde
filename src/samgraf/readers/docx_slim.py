"""What Word says of looks taken out of its XML before mammoth reads it: most of its time goes to what no report needs."""

from __future__ import annotations

import xml.etree.ElementTree as ET

_LOOKS = frozenset(
    {"sectPr", "tblPr", "tblGrid", "tblPrEx", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak"}
    | {"blip", "imagedata"}
)
"""Elements that say how something looks, mark places for Word alone, or show a picture, whose file may be missing."""
_KEPT = {
    "pPr": frozenset({"pStyle", "numPr", "rPr"}),
    "rPr": frozenset({"del", "ins", "moveFrom", "moveTo"}),
    "tcPr": frozenset({"gridSpan", "vMerge", "hMerge"}),
    "trPr": frozenset({"tblHeader", "del", "ins", "gridBefore"}),
    "sdtPr": frozenset({"checkbox"}),
}
"""What is kept of the properties of paragraphs, runs, cells, rows and controls."""
_BARE = frozenset({"p", "r", "tr", "t"})
"""Elements whose attributes say who edited them and when."""
_STYLE = frozenset({"name", "basedOn", "pPr"})


def slimmed(root: ET.Element) -> bytes:
    """Return a part without what says how it looks."""
    for element in root.iter():
        name = _local(element)
        if name in _BARE:
            element.attrib.clear()
        if name in _KEPT:
            kept = _KEPT[name]
            element[:] = [child for child in element if _local(child) in kept]
        elif len(element):
            inside = [child for child in element if not _is_looks(child)]
            if name == "p":
                inside = _joined(inside)
            if len(inside) < len(element):
                element[:] = inside
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _joined(children: list[ET.Element]) -> list[ET.Element]:
    """Return a paragraph's children with runs of nothing but text made one: Word cuts them at each look and each edit."""
    found: list[ET.Element] = []
    last: ET.Element | None = None
    for child in children:
        texts = list(child) if _local(child) == "r" and _says_only(child) else []
        if last is not None and texts:
            last.text = (last.text or "") + "".join(text.text or "" for text in texts)
            continue
        found.append(child)
        last = texts[-1] if texts else None
    return found


def _says_only(run: ET.Element) -> bool:
    """Return whether a run has text and nothing else, but for what says how it looks."""
    run[:] = [child for child in run if not _is_looks(child)]
    return len(run) > 0 and all(_local(child) == "t" for child in run)


def slim_styles(styles: bytes, used: set[str]) -> bytes:
    """Return the styles part with the names of the styles that are used and how they number, nothing else.

    Raises:
        ParseError: the XML is broken.
    """
    root = ET.fromstring(styles)  # noqa: S314 - parts with a DOCTYPE are refused before
    root[:] = [style for style in root if _local(style) == "style" and used & set(style.attrib.values())]
    for style in root:
        style[:] = [child for child in style if _local(child) in _STYLE]
        for properties in style:
            if _local(properties) == "pPr":
                properties[:] = [child for child in properties if _local(child) == "numPr"]
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _is_looks(element: ET.Element) -> bool:
    """Return whether an element says only how something looks."""
    name = _local(element)
    return name in _LOOKS or (name == "rPr" and not any(_local(child) in _KEPT["rPr"] for child in element))


def _local(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]
