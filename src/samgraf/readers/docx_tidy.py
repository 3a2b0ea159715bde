"""What Word shows and mammoth does not know, put in forms that mammoth knows; what Word does not show, taken out.

Taken out: hidden text, and the words by which an empty content control asks to be filled in. Put in: the choice of an old
drop-down field, the cells that a row is indented by, cells merged sideways in the old way, boxes drawn in a symbol font,
formulas on one line.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from samgraf.readers.signs import sign

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED = re.compile(rb"<w:(?:vanish|showingPlcHdr|ddList|gridBefore|hMerge)\b|<m:oMath|Wingdings")
"""What a part of a Word file holds that needs this; without, it is left alone, which is faster."""


_OFF = {"0", "false", "off", "none"}
_ASKS = re.compile(r"\s*(?:klicka|tryck|skriv|ange|välj|fyll|infoga|click|tap|choose|enter|select)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile("placeh|platsh", re.IGNORECASE)  # the style of such words, English or Swedish
_MOST_CELLS = 63  # columns of a table in Word


def tidy(root: ET.Element) -> None:
    """Return nothing; leave in a part of a Word file what it shows alone, in forms that mammoth knows."""
    for element in root.iter():
        name = _local(element)
        if name == "r":
            _run(element)
        elif name == "sdt":
            _control(element)
        elif name == "tr":
            _row(element)
        elif name == "p":
            _choices(element)
            _formulas(element)


def _run(run: ET.Element) -> None:
    """Return nothing; empty a hidden run, and write the boxes of a symbol font as boxes."""
    properties = _child(run, "rPr")
    if properties is None:
        return
    vanish, fonts = _child(properties, "vanish"), _child(properties, "rFonts")
    if vanish is not None and _attribute(vanish, "val").lower() not in _OFF:
        for text in _texts(run):
            text.text = ""
    elif fonts is not None and (font := _attribute(fonts, "ascii") or _attribute(fonts, "hAnsi")).startswith("Wing"):
        for text in _texts(run):
            text.text = "".join(sign(character, font) for character in text.text or "")


def _control(control: ET.Element) -> None:
    """Return nothing; empty a content control that nobody has filled in."""
    properties, content = _child(control, "sdtPr"), _child(control, "sdtContent")
    if properties is None or content is None:
        return
    shown = _child(properties, "showingPlcHdr")
    if shown is None or _attribute(shown, "val").lower() in _OFF or _child(properties, "checkbox") is not None:
        return
    styled = any(_local(one) == "rStyle" and _PLACEHOLDER.search(_attribute(one, "val")) for one in content.iter())
    texts = list(_texts(content))
    if styled or _ASKS.match("".join(text.text or "" for text in texts)):
        for text in texts:
            text.text = ""


def _row(row: ET.Element) -> None:
    """Return nothing; put cells where a row is indented, and make one of cells merged sideways in the old way."""
    properties = _child(row, "trPr")
    before = _child(properties, "gridBefore") if properties is not None else None
    if before is not None and properties is not None and 0 < _number(_attribute(before, "val")) <= _MOST_CELLS:
        cell = _element(row, "tc")
        span = ET.SubElement(ET.SubElement(cell, _like(row, "tcPr")), _like(row, "gridSpan"))
        span.set(_like(row, "val"), _attribute(before, "val"))
        cell.append(_element(row, "p"))
        row.insert(list(row).index(properties) + 1, cell)
    first: ET.Element | None = None
    for cell in [one for one in row if _local(one) == "tc"]:
        cell_properties = _child(cell, "tcPr")
        merge = _child(cell_properties, "hMerge") if cell_properties is not None else None
        if merge is None or cell_properties is None:
            first = None
        elif _attribute(merge, "val") == "restart" or first is None:
            first = cell_properties
        else:
            span_before = _child(first, "gridSpan")
            span = ET.SubElement(first, _like(row, "gridSpan")) if span_before is None else span_before
            span.set(_like(row, "val"), str(max(1, _number(_attribute(span, "val"))) + 1))
            holder = next(one for one in row if _child(one, "tcPr") is first)
            holder.extend(one for one in cell if _local(one) != "tcPr" and any(text.text for text in _texts(one)))
            row.remove(cell)


def _choices(paragraph: ET.Element) -> None:
    """Return nothing; write what is chosen in a paragraph's old drop-down fields."""
    for place, run in reversed(list(enumerate(paragraph))):
        mark = _child(run, "fldChar") if _local(run) == "r" else None
        data = _child(mark, "ffData") if mark is not None else None
        chosen = _child(data, "ddList") if data is not None else None
        if chosen is None:
            continue
        entries = [_attribute(one, "val") for one in chosen if _local(one) == "listEntry"]
        told = _child(chosen, "result")
        told = _child(chosen, "default") if told is None else told
        at = _number(_attribute(told, "val")) if told is not None else 0
        if at < len(entries):
            shown = _element(run, "r")
            ET.SubElement(shown, _like(run, "t")).text = entries[at]
            paragraph.insert(place, shown)


def _formulas(paragraph: ET.Element) -> None:
    """Return nothing; write a paragraph's formulas as text on one line."""
    for place, formula in enumerate(paragraph):
        if _local(formula) in {"oMath", "oMathPara"}:
            shown = _element(paragraph, "r")
            ET.SubElement(shown, _like(paragraph, "t")).text = "".join(text.text or "" for text in _texts(formula))
            paragraph[place] = shown


def _texts(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the pieces of text in an element, those that stand for a sign too."""
    return (one for one in element.iter() if _local(one) == "t")


def _child(element: ET.Element, name: str) -> ET.Element | None:
    """Return the first child with a name, in whatever namespace."""
    return next((one for one in element if _local(one) == name), None)


def _attribute(element: ET.Element, name: str) -> str:
    """Return an attribute, in whatever namespace, or nothing."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _element(near: ET.Element, name: str) -> ET.Element:
    """Return a new element in the namespace of another."""
    return ET.Element(_like(near, name))


def _like(near: ET.Element, name: str) -> str:
    """Return a name in the namespace of an element."""
    return f"{near.tag.rpartition('}')[0]}}}{name}"


def _local(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _number(value: str) -> int:
    """Return a count, 0 where there is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0  # noqa: PLR2004 - no count has six digits
