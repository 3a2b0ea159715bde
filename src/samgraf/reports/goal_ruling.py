"""Which framework a goal belongs to, and which level the word before it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.goal_state import SENTENCE_END, State, same_sentence
from samgraf.reports.windows import REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.goal_words import Label, Level

_LEVEL_NAMES: tuple[Level, ...] = ("objective", "priority", "area", "target")
STRONG_RUS = re.compile(r"\b(?:del|effekt|inriktnings|utvecklings|visions)mål|målområde|RUS", re.IGNORECASE)
_INTO = re.compile(
    r"[\s,(]{0,2}(?:som\s\w+\s)?(?:i|inom|enligt|från|ur|för|av|till|under)?\s?(?:den|det|de|vår|länets|regionens|målen\si|programmet\sför)?\s?"
)
_ADJACENT = 30
_TOUCHING = 3


def ruling(text: str, start: int, end: int, labels: Sequence[Label], state: State, *, strong: bool) -> Label | None:
    """Return the label that a goal from `start` to `end` belongs to: the one right after it, else the last before it."""
    touching = next((label for label in labels if label.start == start), None) or next(
        (
            label
            for label in labels
            if label.end <= start and start - label.end <= _TOUCHING and not text[label.end : start].strip(" -:,")
        ),
        None,
    )
    for label in labels:
        between = text[end : label.start] if end <= label.start <= end + _ADJACENT else "\n"
        into = "\n" not in between and _INTO.fullmatch(between) and not label.heading
        if into and not (touching and not between.strip(" ,(")):  # "ERUF SO 2.1, RUS prioritering 2"
            return label
    if touching is not None:
        return touching
    last = state.label
    if last is None or (last.heading and (last.kind == "rus" or not strong or same_line(text, last, start))):
        return last
    far = strong and last.kind != "rus" and start - last.end > _ADJACENT
    return last if same_sentence(text, last.end, start) and not far else None


def same_line(text: str, label: Label, at: int) -> bool:
    """Return whether no line ends between a label and a place."""
    return "\n" not in text[label.end : at]


def sentence_start(text: str, at: int) -> int:
    """Return where the sentence that holds a place begins, or a place far before it where none ends."""
    reach = REACH
    while True:
        begin = max(0, at - reach)
        ends = [match.end() for match in SENTENCE_END.finditer(text, begin, at)]
        if ends or not begin or reach > _LONGEST_SENTENCE:
            return ends[-1] if ends else begin
        reach *= 2


_LONGEST_SENTENCE = 4000


def level_of(match: re.Match[str]) -> Level:
    """Return what level the word before a number or a title says; a word for a goal without one says a target."""
    return next((level for level in _LEVEL_NAMES if match[level]), "target")
