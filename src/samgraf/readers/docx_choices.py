"""A "Ja" and a "Nej" of which only the look tells which is chosen get boxes: one is bold, underlined or marked, or one is struck out."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from samgraf.readers.signs import TICKED, UNTICKED

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none", "nil"}
_MARKS = ("b", "u", "highlight")
_STRUCK = ("strike", "dstrike")
_AROUND = " \t\u00a0/|,.:;–—-()"


def box_choices(root: ET.Element) -> None:
    """Return nothing; put a box after the "Ja" and the "Nej" that end a paragraph, ticked after the one that looks chosen."""
    for paragraph in root.iter(f"{W}p"):
        said = [(run, text) for run in paragraph.iter(f"{W}r") if (text := _text(run).strip(_AROUND))]
        if [text.lower() for _, text in said[-2:]] != ["ja", "nej"]:
            continue
        runs = [run for run, _ in said[-2:]]
        chosen = _only(runs, _MARKS)
        struck = _only(runs, _STRUCK)
        if chosen is None and struck is not None:
            chosen = 1 - struck
        if chosen is None:
            continue
        for place, run in enumerate(runs):
            ET.SubElement(run, f"{W}t").text = f" {TICKED if place == chosen else UNTICKED} "


def _only(runs: list[ET.Element], looks: tuple[str, ...]) -> int | None:
    """Return which of two runs alone has one of some looks, None where both or neither have."""
    having = [any(_has(run, look) for look in looks) for run in runs]
    return having.index(True) if sum(having) == 1 else None


def _has(run: ET.Element, look: str) -> bool:
    """Return whether a run has a look of its own."""
    found = run.find(f"{W}rPr/{W}{look}")
    return found is not None and found.get(f"{W}val", "").lower() not in _OFF


def _text(run: ET.Element) -> str:
    """Return the text of a run."""
    return "".join(one.text or "" for one in run.iter(f"{W}t"))
