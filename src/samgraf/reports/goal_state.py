"""A goal as it is read: what ruled before it, which area and policy objective it stands under, what it is taken to mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samgraf.reports.frameworks import THINGS, Frameworks
from samgraf.reports.model import GoalMention

if TYPE_CHECKING:
    from samgraf.reports.goal_words import Label, Level

SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ\"”•-])|\n")
_BACKWARDS = re.compile(r"\s?,?\s?(?:inom|under|i|tillhörande|från)?\s?(?:målområdet|området)?\s?", re.IGNORECASE)
_BESIDES = re.compile(r"\b(?:och|samt)\s(?:till|för|om)\s*$")
"""What names a goal beside an area, not in it ("till området X och till delmål 6")."""
_LISTED = 6
TRIM = " \t\n.,;:–-\"”“«»'’()*•"


@dataclass
class State:
    """Where the reading stands: the label that rules, the area named last, the policy objective named last."""

    label: Label | None = None
    area: str | None = None
    area_iri: str | None = None
    area_at: int = -1
    area_kind: str = ""
    policy: str | None = None
    found: list[GoalMention] = field(default_factory=list)


def mention_of(  # noqa: PLR0913, PLR0917 - the fields of a mention
    text: str, start: int, end: int, known: Frameworks, label: Label | None, kind: str, level: Level, state: State, *,
    number: str | None = None, wording: str | None = None, goal: str | None = None, cell: bool, sure: bool = True,
) -> GoalMention:  # fmt: skip
    """Return a goal as written with what it is taken to mean, and keep areas and policy objectives for those that follow."""
    number = re.sub(r":", ".", number) if number else None
    method = "number" if number else "title"
    if kind == "eruf" and level == "objective" and number and "." not in number and state.policy:
        number, method = f"{state.policy}.{number}", "composed-number"
    record = known.framework(kind, label, number, wording)
    framework = record.iri if record else (f"{THINGS}framework/{known.unlisted(label)}" if kind == "rus" else None)
    goal = None if kind == "rus" and known.is_other_version(label) else goal
    found = known.record(goal) if goal else known.goal(record, level, number, wording)
    if found and not number and level != "area":
        number = found.number
    unlisted = known.provisional(record, label, level, number, wording) if kind == "rus" else None
    goal = found.iri if found else unlisted
    if kind == "eruf" and level == "priority" and number:
        state.policy = number.removeprefix("PO").split(".")[0]
    prose_far = (
        not cell
        and state.area_at >= 0
        and (not _follows(text, state.area_at, start) or bool(_BESIDES.search(text[state.area_at : start])))
    )
    foreign = state.area_kind != kind
    area, area_iri = (None, None) if prose_far or foreign else (state.area, state.area_iri)
    mention = GoalMention(
        start=start, end=end, surface=text[start:end], method=method,
        confidence=(0.95 if sure else 0.8) - (0.0 if cell or label else 0.2) - (0.0 if found or kind != "rus" or record is None else 0.2),
        framework=framework, written_framework=label.surface if label else "", level=level, number=number, wording=wording,
        written_area=area if level in {"target", "objective"} else None, area=area_iri if level in {"target", "objective"} else None, goal=goal,
    )  # fmt: skip
    if level == "area":
        _give_area(text, state.found, start, wording or text[start:end], goal)
    if level == "area" or (level == "priority" and kind != "rus"):
        state.area, state.area_iri, state.area_at, state.area_kind = wording or text[start:end], goal, end, kind
    return mention


def _give_area(text: str, found: list[GoalMention], start: int, written: str, area: str | None) -> None:
    """Put the targets right before "inom området X" under that area."""
    for n in range(len(found) - 1, -1, -1):
        goal = found[n]
        between = text[goal.end : start]
        if (
            goal.level != "target"
            or goal.written_area
            or not (
                re.search(
                    r"(?:(?:inom|under|i|tillhörande)\s(?:målområdet|området)?\s?|\((?:[^(),]{1,60},\s)?)$",
                    text[:start],
                )
                and _BACKWARDS.fullmatch(between.split("(")[0].lstrip('"”»'))
            )
        ):
            return
        found[n] = replace(goal, written_area=written, area=area)
        start = goal.start
        while (
            n
            and found[n - 1].level == "target"
            and found[n - 1].written_area is None
            and found[n - 1].end <= start
            and start - found[n - 1].end <= _LISTED
        ):
            n -= 1  # noqa: PLW2901 - the loop ends here
            found[n], start = replace(found[n], written_area=written, area=area), found[n].start
        return


def _follows(text: str, area_end: int, start: int) -> bool:
    """Return whether a goal stands in the sentence of an area, or in a list that this sentence introduces."""
    between = text[area_end:start]
    return same_sentence(text, area_end, start) or bool(re.match(r"[^.\n]{0,60}:\s*\n", between))


def distinct(found: list[GoalMention]) -> tuple[GoalMention, ...]:
    """Return the mentions in the order of the text, each goal under each area once."""
    kept: dict[tuple[str | None, ...], GoalMention] = {}
    for goal in sorted(found, key=lambda goal: (goal.start, goal.end)):
        meant = goal.goal or goal.number or (goal.wording or "").lower()
        areas = {key[3] for key in kept if key[:3] == (goal.framework, goal.level, meant)}
        if areas and (goal.written_area is None or goal.area in areas):
            continue
        kept[goal.framework, goal.level, meant, goal.area] = goal
    return tuple(kept.values())


def same_sentence(text: str, one: int, other: int) -> bool:
    """Return whether no sentence or line ends between two places."""
    return not SENTENCE_END.search(text, min(one, other), max(one, other))
