"""What a row begins with in bold, italics or underlined stands on a line of its own: only its look parts a name from what describes it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST = 16  # words of a name
_OFF = {"0", "false", "off", "none"}
_MARKS = ("b", "i", "u")
_STRONG = re.compile("strong|stark", re.IGNORECASE)  # the style of such letters, English or Swedish
_COUNTS = re.compile(r"(?:^|\s)\d{1,2}[.)]?$")
_PARTED = re.compile(r"\s|[.–—(]")
_TEXT = {f"{W}t", f"{W}br", f"{W}tab", f"{W}sym"}


def part_leads(root: ET.Element) -> None:
    """Return nothing; break the line in the first cell with words of each row after marked letters that begin it.

    It is not broken where these are a label ("Namn:") or a count ("Insats 2"), or the sentence goes on after them.
    A tab parts them as well.
    """
    for row in root.iter(f"{W}tr"):
        for cell in row.findall(f"{W}tc"):
            first = next((one for one in cell.iter(f"{W}p") if _text(one).strip()), None)
            if first is not None and any(character.isalpha() for character in _text(first)):
                _break_tab(first)
                _part(first)
                break


def _break_tab(paragraph: ET.Element) -> None:
    """Return nothing; make a tab that parts a name from what begins anew after it the end of a line."""
    lead = ""
    pieces = [one for one in paragraph.iter() if one.tag in _TEXT]
    for place, piece in enumerate(pieces):
        rest = "".join(one.text or "" for one in pieces[place + 1 :])
        if piece.tag == f"{W}tab" and any(letter.isalpha() for letter in lead) and is_name(lead) and rest[:1].isupper():
            piece.tag = f"{W}br"
            return
        lead += piece.text or " "


def _part(paragraph: ET.Element) -> None:
    """Return nothing; break a paragraph's line after the marked letters that begin it."""
    lead = ""
    for place, child in enumerate(paragraph):
        text = _text(child)
        if not text.strip() or _is_marked(child):
            lead += text
            continue
        if is_name(lead) and begins_anew(lead, text):
            line = ET.Element(f"{W}r")
            ET.SubElement(line, f"{W}br")
            paragraph.insert(place, line)
        return


def is_name(lead: str) -> bool:
    """Return whether what is marked at the beginning can be a name."""
    bare = lead.strip()
    words = bare.split()
    return bool(words) and len(words) <= _LONGEST and not (bare.endswith(":") or _COUNTS.search(bare))


def begins_anew(lead: str, rest: str) -> bool:
    """Return whether what follows marked letters is no more of their word, their label or their sentence."""
    begun = rest.lstrip(" \u00a0\t.–—-(")
    parted = lead[-1:].isspace() or _PARTED.match(rest) is not None
    return parted and rest.strip()[:1] not in {":", ","} and (begun[:1].isupper() or begun != rest.lstrip(" \u00a0\t."))


def _is_marked(run: ET.Element) -> bool:
    """Return whether a run, or all that somebody has put in, is set in letters that mark it."""
    if run.tag == f"{W}ins":
        return all(_is_marked(one) for one in run)
    properties = run.find(f"{W}rPr") if run.tag == f"{W}r" else None
    if properties is None:
        return False
    if any(look.get(f"{W}val", "").lower() not in _OFF for mark in _MARKS for look in properties.findall(f"{W}{mark}")):
        return True
    style = properties.find(f"{W}rStyle")
    return style is not None and _STRONG.search(style.get(f"{W}val", "")) is not None


def _text(element: ET.Element) -> str:
    """Return what an element shows, line ends and tabs as blanks."""
    return "".join((one.text or "") if one.tag == f"{W}t" else " " for one in element.iter() if one.tag in _TEXT)
