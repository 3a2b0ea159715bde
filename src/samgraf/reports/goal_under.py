"""Titles of targets that stand right under an area in a goals' cell, with no word for a goal: "AREA – Title", "AREA (title)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.list_signs import ITEMS
from samgraf.reports.goal_state import TRIM, State, mention_of
from samgraf.reports.goal_words import NAMED, NO_TITLE, NUMBERED, find_labels, title_end

if TYPE_CHECKING:
    from samgraf.reports.frameworks import Frameworks
    from samgraf.reports.goal_words import Label
    from samgraf.reports.model import GoalMention

_UNDER = re.compile(
    r"[\"”»]?[ ]?(?:[–—-][ ]|[:>→|/][ ]?|(?P<bracket>\()|,?[ ]?(?=[\"”“«]))(?P<quote>[\"”“«]?)(?=[^\W\d_])"
)
"""What parts an area from a target under it: a dash, a colon, an arrow, a bracket, or quotation marks round the target."""
_BULLET = re.compile(rf"\s*\n\s*[{ITEMS}]\s?(?=[A-ZÅÄÖ])")
_PARTED = re.compile(r"\s[–—-]\s(?=[\"”“«]?[A-ZÅÄÖ])|:\s(?=[\"”“«]?[A-ZÅÄÖ])|\s?[>→]\s?(?=[\"”“«]?[A-ZÅÄÖ])")
_LONGEST = 9
_FEW_SMALL = 6
_NOT_HERE = re.compile(
    rf"(?:se|ej|inte|jfr|samtliga|alla|många|flera|några|hälften|vissa|de\sflesta|även|delvis|främst|insatsen|projektet|uppföljning|utvärdering|{NO_TITLE})\b",
    re.IGNORECASE,
)


def area_length(part: str) -> int:
    """Return how much of a part of a cell is the area's title, where a target's may stand after it ("Näringsliv – Fler företag")."""
    parted = _PARTED.search(part)
    return parted.start() if parted and parted.start() else len(part)


def read_under(text: str, end: int, known: Frameworks, label: Label | None, state: State) -> int:
    """Add the target that stands right after an area which ends at a place, and return where it ends; the place itself where none does."""
    match = _UNDER.match(text, end)
    if match is None:
        return end
    start = match.end()
    stop = _stop(
        text, start, bracket=bool(match["bracket"]), quoted=bool(match["quote"]) or text[start - 1 : start] in '"”“«'
    )
    title = text[start:stop].strip(TRIM)
    if not title or not _is_title(title, text, start, known):
        return end
    start = text.index(title, start)
    state.found.append(_target(text, start, title, known, label, state))
    return max(stop, start + len(title))


def read_bullets(text: str, end: int, opens: int, known: Frameworks, label: Label | None, state: State) -> int:
    """Add the targets that a list right below an area's line names, one a bullet, and return where the list ends."""
    if re.match(rf"\s*[{ITEMS}]", text[opens:]):
        return end
    while bullet := _BULLET.match(text, end):
        line = text.find("\n", bullet.end())
        stop = min(title_end(text, bullet.end(), prose=False), line if line >= 0 else len(text))
        title = text[bullet.end() : stop].strip(TRIM)
        if not title or not _is_title(title, text, bullet.end(), known):
            break
        state.found.append(_target(text, text.index(title, bullet.end()), title, known, label, state))
        end = stop
    return end


def _target(text: str, start: int, title: str, known: Frameworks, label: Label | None, state: State) -> GoalMention:
    return mention_of(
        text, start, start + len(title), known, label, "rus", "target", state, wording=title, cell=True, sure=False
    )


def _stop(text: str, start: int, *, bracket: bool, quoted: bool) -> int:
    """Return where a title ends: at its bracket or its quotation mark, else where titles end."""
    if quoted and (close := re.search(r"[\"”“»]", text[start:])):
        return start + close.start()
    if bracket and (close := re.search(r"[)\n]", text[start:])):
        return start + close.start()
    return title_end(text, start, prose=False)


def _is_title(title: str, text: str, start: int, known: Frameworks) -> bool:
    """Return whether words can be a target's title: few, no framework, no area of it, no word for a level."""
    words = title.split()
    return (
        len(words) <= (_LONGEST if title[0].isupper() else _FEW_SMALL)
        and not re.search(r"\d", title)
        and not _NOT_HERE.match(title)
        and not find_labels(title, known.records, stem=known.stem)
        and not NAMED.match(text, start)
        and not NUMBERED.match(text, start)
        and not any(hit.goal.level == "area" for titles in known.titles({"rus"}) for hit in titles.find(title))
    )
