"""What stands right beside a goal: an area's title before its number, numbers after its title, further areas, the numbers of a range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.goal_bare import NOT_TITLE
from samgraf.reports.goal_state import State, mention_of
from samgraf.reports.goal_words import NAMED, NUMBER, NUMBERED, ONE, Label, find_labels

if TYPE_CHECKING:
    from samgraf.reports.frameworks import Frameworks
    from samgraf.reports.model import GoalMention

_BEFORE_NUMBER = re.compile(r"\s?(?::|\(|–|-)\s?")


def title_before(text: str, start: int, state: State) -> GoalMention | None:
    """Take back and return the area whose title stands right before its number ("Attraktiva X: strategiskt område 2")."""
    last = state.found[-1] if state.found else None
    if last is None or last.level != "area" or last.number or not _BEFORE_NUMBER.fullmatch(text[last.end : start]):
        return None
    return state.found.pop()


def spread(written: str, numbers: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbers with those between the ends of "3–5" put in."""
    match = re.fullmatch(r"(\d{1,2})\s?(?:[-–]|till)\s?(\d{1,2})", written)
    if not match or not int(match[1]) < int(match[2]) <= int(match[1]) + 9:
        return numbers
    first, last = numbers[0][0], numbers[-1][0]
    between = [(last, str(number)) for number in range(int(match[1]) + 1, int(match[2]))]
    return [(first, match[1]), *between, (last, match[2])]


_TRAILING = re.compile(rf"\s(?P<numbers>{ONE}(?:\s?(?:,|och|&|samt|–|-)\s?{ONE})*)(?=\s*(?:[.;)\n]|$))")


def trailing(text: str, at: int, known: Frameworks, label: Label | None, kind: str, state: State) -> int:
    """Add the targets whose numbers stand right after an area's title ("Ett nyskapande X 15–17"), and return where they end."""
    match = _TRAILING.match(text, at)
    if match is None or kind != "rus":
        return at
    numbers = [(number.start() + match.start("numbers"), number[0]) for number in NUMBER.finditer(match["numbers"])]
    for start, number in spread(match["numbers"], numbers):
        state.found.append(
            mention_of(text, start, start + len(number), known, label, kind, "target", state, number=number, cell=True)
        )
    return match.end()


_FURTHER = re.compile(r";\s(?P<title>[A-ZÅÄÖ][^;.:\n()]{3,60})(?=[;.\n]|$)")


def further(text: str, end: int) -> int:
    """Return where a list of areas ends whose first has the word for it ("Kraftsamling X; Öka Y")."""
    while match := _FURTHER.match(text, end):
        title = match["title"]
        if find_labels(title, ()) or NUMBERED.search(title) or NAMED.search(title) or NOT_TITLE.match(title):
            break
        end = match.end()
    return end
