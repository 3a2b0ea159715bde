"""The numbers that Word counts for headings and questions ("3.4") are no text in the file; here they become text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a numbering: where it starts, the form of its number, and the text with "%1" for numbers."""

    start: int
    form: str
    text: str


@dataclass
class _Numberings:
    """The numberings of a document: levels and counts by scheme, the scheme of each number id."""

    schemes: dict[str, dict[int, _Level]] = field(default_factory=dict)
    scheme_of: dict[str, str] = field(default_factory=dict)
    linked: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begins: dict[str, dict[int, int]] = field(default_factory=dict)

    def by_section(self, number_id: str) -> bool:
        """Return whether a numbering counts within its sections somewhere ("3.4"), as forms do and lists do not."""
        levels = self.schemes.get(self.scheme_of.get(number_id, ""), {}).values()
        return any(len(re.findall(r"%[1-9]", level.text)) > 1 for level in levels)

    def next(self, number_id: str, level: int) -> str:
        """Return the next number of a level as it is shown, or nothing where it shows none."""
        scheme = self.scheme_of.get(number_id, "")
        levels = self.schemes.get(scheme, {})
        if level not in levels or levels[level].form in {"bullet", "none"}:
            return ""
        counts = self.counts.setdefault(scheme, {})
        for at, begin in self.begins.pop(number_id, {}).items():
            counts[at] = begin - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            known = levels.get(at, levels[level])
            return shaped(counts.setdefault(at, known.start), known.form)

        return re.sub(r"%([1-9])", shown, levels[level].text).strip()


def number_headings(root: ET.Element, styles: bytes, numbering: bytes) -> None:
    """Return nothing; write the numbers of the main part's headings and questions into it as text."""
    if not styles or b"<w:abstractNum " not in numbering:
        return
    known = _read(ET.fromstring(numbering))  # noqa: S314 - parts with a DOCTYPE are refused before
    headings, others = _numbered_styles(ET.fromstring(styles), known)  # noqa: S314 - as above
    for paragraph in root.iter(f"{W}p"):
        style = _value(paragraph, "pPr/pStyle")
        from_style = headings.get(style) or others.get(style) or ("", 0)
        number_id = _value(paragraph, "pPr/numPr/numId") or from_style[0]
        if not number_id or not (style in headings or known.by_section(number_id)):
            continue
        if not any(text.text for text in paragraph.iter(f"{W}t")):
            continue
        level = _value(paragraph, "pPr/numPr/ilvl")
        text = known.next(number_id, int(level) if level.isdigit() else from_style[1])
        if text:
            run = ET.Element(f"{W}r")
            ET.SubElement(run, f"{W}t").text = f"{text} "
            properties = paragraph.find(f"{W}pPr")
            paragraph.insert(0 if properties is None else list(paragraph).index(properties) + 1, run)


def shaped(number: int, form: str) -> str:
    """Return a number in a form of Word's: decimal, letters or Roman."""
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= len(_LETTERS):
        text = _LETTERS[number - 1]
    elif form in {"lowerRoman", "upperRoman"} and 0 < number < 40:  # noqa: PLR2004 - no report has forty parts
        text, rest = "", number
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text


def _read(root: ET.Element) -> _Numberings:
    """Return the numberings that the numbering part defines."""
    known = _Numberings()
    for abstract in root.iter(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        for level in abstract.iter(f"{W}lvl"):
            place = level.get(f"{W}ilvl", "0")
            if not (place.isascii() and place.isdigit()):
                continue
            at = int(place)
            start = _value(level, "start")
            form, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText")
            known.schemes.setdefault(name, {})[at] = _Level(int(start) if start.isdigit() else 1, form, text)
            if _value(level, "pStyle"):
                known.linked[_value(level, "pStyle")] = (name, at)
    for number in root.iter(f"{W}num"):
        number_id = number.get(f"{W}numId", "")
        known.scheme_of[number_id] = _value(number, "abstractNumId")
        for own in number.iter(f"{W}lvlOverride"):
            begin, deep = _value(own, "startOverride"), own.get(f"{W}ilvl", "")
            if begin.isdigit() and deep.isdigit():
                known.begins.setdefault(number_id, {})[int(deep)] = int(begin)
    return known


def _numbered_styles(
    root: ET.Element, known: _Numberings
) -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]]]:
    """Return the number id and the level of each heading style, "" for none of its own, and of other numbered styles."""
    styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    headings: dict[str, tuple[str, int]] = {}
    others: dict[str, tuple[str, int]] = {}
    for name in styles:
        number_id, level, current, is_heading = "", "", name, False
        for _ in range(_DEEPEST):
            if current not in styles:
                break
            is_heading = is_heading or _value(styles[current], "name").lower().startswith("heading")
            number_id = number_id or _value(styles[current], "pPr/numPr/numId")
            level = level or _value(styles[current], "pPr/numPr/ilvl")
            current = _value(styles[current], "basedOn")
        at = int(level) if level.isdigit() else known.linked.get(name, ("", 0))[1]
        (headings if is_heading else others)[name] = (number_id, at)
    return headings, others


def _value(element: ET.Element, path: str) -> str:
    """Return the value of the element at a path, or nothing."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")
