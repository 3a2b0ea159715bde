"""XML of Word files: pieces made from their source, and what is done to runs, paragraphs and parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any
"""An element of lxml, which has no types."""
Parts = dict[str, bytes]
"""The parts of a Word file by their names."""
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
W = f"{{{SPACES['w']}}}"
EDITED = 'w:id="7" w:author="A. Andersson" w:date="2024-02-01T09:00:00Z"'


def own_properties(paragraph: Element) -> Element:
    """Return a paragraph's properties, made where it has none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = elements("<w:pPr/>")[0]
        paragraph.insert(0, properties)
    return properties


def put_in_control(element: Element, properties: str) -> None:
    """Put a content control around an element."""
    control = elements(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent/></w:sdt>")[0]
    element.addprevious(control)
    control[1].append(element)


def wrap(element: Element, around: str) -> None:
    """Put an element into another, given as XML."""
    outer = elements(around)[0]
    element.addprevious(outer)
    outer.append(element)


def add_part(parts: Parts, name: str, inner: str) -> None:
    """Add to a part, or write it, with its content type and its relationship to the document."""
    path = f"word/{name}.xml"
    if path in parts:
        root = etree.fromstring(parts[path])
        abstract = [one for one in elements(inner) if one.tag == f"{W}abstractNum"]
        for one in reversed(abstract):
            root.insert(0, one)
        root.extend(one for one in elements(inner) if one.tag != f"{W}abstractNum")
        parts[path] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return
    parts[path] = f'<w:{name} xmlns:w="{SPACES["w"]}">{inner}</w:{name}>'.encode()
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    append_to(parts, "[Content_Types].xml", f'<Override PartName="/{path}" ContentType="{kind}"/>')
    target = f'<Relationship Id="rId{name}" Type="{SPACES["r"]}/{name}" Target="{name}.xml"/>'
    append_to(parts, "word/_rels/document.xml.rels", target)


def append_to(parts: Parts, name: str, element: str) -> None:
    """Write an element at the end of a part that is a list of its like."""
    at = parts[name].rindex(b"</")
    parts[name] = parts[name][:at] + element.encode() + parts[name][at:]


def elements(source: str) -> list[Element]:
    """Return the elements that a piece of XML holds."""
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
    return list(etree.fromstring(f"<all {names}>{source}</all>"))


def _texts(element: Element) -> Iterator[str]:
    return (text.text or "" for text in element.iter(f"{W}t"))


def text_of(element: Element) -> str:
    """Return what an element says, without what somebody has taken out."""
    return "".join(_texts(element))


def say(run: Element, told: str) -> None:
    """Make a run say something else, blanks and all."""
    text = run.find(f"{W}t")
    if text is not None:
        text.text = told
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
