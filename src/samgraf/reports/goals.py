"""Goals that a text names: of the regional development strategy (RUS), of EU programmes, of Agenda 2030, of national strategies.

What was written (number, wording, area) is kept beside what it is taken to mean. A goal belongs to
the framework named last before it ("RUS:", "ERUF:") or right after it ("mål 5 i RUS").
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.reports.frameworks import Frameworks, frameworks_for
from samgraf.reports.goal_bare import (
    bare_lines,
    beside_area,
    in_bracket,
    read_bare,
    read_beside,
    wording_after,
)
from samgraf.reports.goal_beside import spread, title_before, trailing
from samgraf.reports.goal_named import read_named
from samgraf.reports.goal_ruling import STRONG_RUS, level_of, ruling, same_line, sentence_start
from samgraf.reports.goal_state import TRIM, State, distinct, mention_of
from samgraf.reports.goal_titles import TitleHit
from samgraf.reports.goal_under import read_bullets, read_under
from samgraf.reports.goal_words import NAMED, NUMBER, NUMBERED, OBJECTIVE, Label, Level, find_labels, title_end
from samgraf.reports.model import GoalMention
from samgraf.reports.windows import matches_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.context import Context

_CELL = re.compile(
    r"\s*[-•*–]?\s*(?:(?:RUS|ERUF|Eruf|ESF|Interreg|FRO|Agenda 2030|Regional utvecklingsstrategi\w*|Den regionala utvecklingsstrategin)\b[^.\n]{0,40}"
    r"|(?:del|effekt|prioriterade?\s)?mål(?:et|en|område\w*)?\s?(?:\d|:|i\sRUS|i\sden)|(?:insats|utvecklings|fokus)?område\w*\s?(?:\d|:|[\"”A-ZÅÄÖ])"
    r"|särskilt mål|prioritering|insatsen bidrar)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\bmål(?:et|en|områd\w*)?\b|(?:del|effekt)mål|\bRUS\b|utvecklingsstrategi|målområde|\bområde", re.IGNORECASE
)
_DIGIT = re.compile(r"\d+")
_OBJECTIVE_SIGN = re.compile(r"\d\.\d{1,2}\s")
_LEVEL_SIGN = re.compile(
    r"(?:mål|område|priorit|strategi|tema|inriktning|perspektiv|utmaning|målbild|kraftsamling|ställningstagande|åtgärd|PO|SO|SM)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"(?:\b(?:samt|och|även)|[,;.)/])\s*$")
"""What stands before a framework that a cell names besides the one at its head."""
_SHORTLY = 200


def find_goals(  # noqa: C901 - one branch for each kind of thing that is read
    text: str, context: Context, *, years: tuple[int, int] | None = None, in_cell: bool | None = None
) -> tuple[GoalMention, ...]:
    """Return the goals of frameworks that a text names, in its order, each goal once.

    `years` are the years of the insats: they choose between the programme periods of an EU fund.
    `in_cell` says that the text is the goals' column of a table, where a title or "mål 3" needs no
    framework's name beside it; without it, the text's own form decides.
    """
    if not text.strip():
        return ()
    cell = bool(_CELL.match(text)) if in_cell is None else in_cell
    known = frameworks_for(context, years)
    labels = find_labels(text, known.records, stem=known.stem, cell=cell)
    state = State()
    taken: list[tuple[int, int]] = []
    for at, kind, item in sorted(
        _items(text, known, labels, cell=cell), key=lambda entry: (entry[0], entry[1] != "label")
    ):
        if kind == "label" and isinstance(item, Label):
            if (
                item.heading
                or state.label is None
                or not (state.label.heading and same_line(text, state.label, at))
                or (cell and item.kind != state.label.kind and _ALSO.search(text, max(0, at - 8), at))
            ):
                state = _enter(state, item)
        elif any(start <= at < end for start, end in taken):
            continue
        elif kind == "numbered" and isinstance(item, re.Match):
            taken.append(_numbered(text, item, known, labels, state, cell=cell))
        elif kind == "objective" and isinstance(item, re.Match):
            taken.append(_objective(text, item, known, state))
        elif kind == "title" and isinstance(item, TitleHit):
            taken.append(_title(text, item, known, labels, state, cell=cell))
        elif kind == "named" and isinstance(item, re.Match):
            taken.append(read_named(text, item, known, labels, state, cell=cell))
        elif kind == "strategy" and isinstance(item, Label):
            state.found.append(_strategy(item))
        elif kind == "bare" and isinstance(item, tuple):
            taken.append((at, read_bare(text, item[0], item[1], known, labels, state)))
        elif kind == "beside" and isinstance(item, tuple):
            read_beside(text, item[0], item[1], known, state)
    return distinct([*state.found, *(_programmes_alone(text, known, labels, state.found) if cell else ())])


_STANDS_ALONE = re.compile(r"(?:^|[.;\n•*]\s?)(?:[Pp]rogrammet\s(?:för\s)?)?$")
_AND_ENDS = re.compile(r"(?:-?programmet)?\s?(?:\([^()\n]{1,40}\))?\s?(?:[.;\n]|$)")


def _programmes_alone(
    text: str, known: Frameworks, labels: Sequence[Label], found: Sequence[GoalMention]
) -> Iterator[GoalMention]:
    """Yield the programmes that a cell of goals names and says no more of ("RUS: Kompetens. ESF+"), each as a goal as a whole."""
    for label in labels:
        record = known.framework(label.kind, label, None, None) if label.kind in _PROGRAMMES else None
        if (
            record is not None
            and _STANDS_ALONE.search(text[: label.start])
            and _AND_ENDS.match(text, label.end)
            and not any(goal.framework == record.iri or goal.start < label.end <= goal.end for goal in found)
        ):
            yield replace(_strategy(label), framework=record.iri)


def _items(text: str, known: Frameworks, labels: list[Label], *, cell: bool) -> Iterator[tuple[int, str, object]]:
    """Yield everything that may name a framework or a goal, with its place and kind."""
    for label in labels:
        yield label.start, "label", label
        if label.kind == "national" and re.search(
            r"mål\w*\s(?:i|inom|enligt)\s(?:den\s)?$|[Bb]idrar\still\s(?:den\s)?$|^\s*$",
            text[max(0, label.start - 40) : label.start],
        ):
            yield label.start + 1, "strategy", label
    for pattern, kind, sign in (
        (NUMBERED, "numbered", _DIGIT),
        (NAMED, "named", _LEVEL_SIGN),
        (OBJECTIVE, "objective", _OBJECTIVE_SIGN),
    ):
        for match in matches_near(pattern, text, sign, 45, 45):
            yield match.start(), kind, match
    kinds = {"rus"} | {label.kind for label in labels} | ({"eruf"} if cell else set())
    for titles in known.titles(kinds):
        for hit in titles.find(text):
            yield hit.start, "title", hit
    if cell:
        yield from _unnamed(text, known, labels)


def _unnamed(text: str, known: Frameworks, labels: list[Label]) -> Iterator[tuple[int, str, object]]:
    """Yield the parts of a goals' cell where a goal may stand that no word introduces."""
    for label in labels:
        if label.kind == "rus" and (span := in_bracket(text, label)):
            yield span[0], "bare", span
    for start, end in bare_lines(text, labels):
        yield start, "bare", (start, end)
        if (rest := beside_area(text, start, end, known)) is not None:
            yield rest, "beside", (rest, end)


def _enter(state: State, label: Label) -> State:
    """Return the state after a framework's name: what was said of areas belongs to the one before."""
    same = state.label is not None and state.label.kind == label.kind and not label.heading
    return replace(state, label=label) if same else State(label=label, found=state.found)


def _numbered(
    text: str, match: re.Match[str], known: Frameworks, labels: list[Label], state: State, *, cell: bool
) -> tuple[int, int]:
    """Add the goals of "delmål 14 Öka …" or "mål 7 & 8", and return the span they take up."""
    level = level_of(match)
    strong = bool(STRONG_RUS.match(match[0]))
    numbers = [(number.start() + match.start("numbers"), number[0]) for number in NUMBER.finditer(match["numbers"])]
    numbers = spread(match["numbers"], numbers)
    wording_span = wording_after(text, match.end(), prose=not cell) if len(numbers) == 1 else None
    label = ruling(text, match.start(), match.end(), labels, state, strong=strong)
    if label is None and wording_span:
        label = ruling(text, match.start(), wording_span[1], labels, state, strong=strong)
    kind = (
        label.kind
        if label
        else (
            "eruf"
            if level == "objective"
            else "rus"
            if strong or cell or _rus_before(state, text, match.start())
            else None
        )
    )
    stop = wording_span[1] if wording_span else match.end()
    if kind is None or kind == "other":
        return match.start(), match.end()
    if kind != "rus":
        level = {"area": "priority", "target": "objective"}.get(level, level) if kind != "agenda" else "target"  # type: ignore[assignment]
    elif level in {"objective", "priority"}:
        level = "target" if level == "objective" else "area"
    wording = text[slice(*wording_span)].strip(TRIM) if wording_span else None
    opens, titled = match.start(), None
    if level == "area" and len(numbers) == 1 and wording is None and (before := title_before(text, opens, state)):
        opens, wording, titled = before.start, before.wording, before.goal if known.record(before.goal or "") else None
    for at, number in numbers:
        start, end = (
            (opens, stop) if len(numbers) == 1 else (at if at > numbers[0][0] else match.start(), at + len(number))
        )
        own: Level = "objective" if kind in _PROGRAMMES and level == "priority" and "." in number else level
        state.found.append(
            mention_of(
                text, start, end, known, label, kind, own, state, number=number, wording=wording, goal=titled, cell=cell
            )
        )
    if level == "area" and len(numbers) > 1:
        state.area = state.area_iri = None  # what follows several areas is under none of them
    return match.start(), stop


_PROGRAMMES = frozenset({"eruf", "esf", "fro", "interreg"})


def _rus_before(state: State, text: str, at: int) -> bool:
    """Return whether a goal of the RUS was found shortly before a place."""
    return any(
        goal.method != "area-title" and 0 <= at - goal.end < _SHORTLY and "\n\n" not in text[goal.end : at]
        for goal in state.found
    )


def _objective(text: str, match: re.Match[str], known: Frameworks, state: State) -> tuple[int, int]:
    """Add an objective that a list names by its number and title under a programme's name, and return its span."""
    label = state.label
    end = title_end(text, match.end(), prose=False)
    following = OBJECTIVE.search(text, match.end(), end)
    end = following.start() if following else end
    if label is None or label.kind not in {"eruf", "esf", "interreg", "fro"}:
        return match.start(), match.start()
    wording = text[match.end() : end].strip(TRIM)
    state.found.append(
        mention_of(
            text,
            match.start(),
            match.start() + len(text[match.start() : end].rstrip()),
            known,
            label,
            label.kind,
            "objective",
            state,
            number=match["number"],
            wording=wording,
            cell=True,
        )
    )
    return match.start(), end


def _title(
    text: str, hit: TitleHit, known: Frameworks, labels: list[Label], state: State, *, cell: bool
) -> tuple[int, int]:
    """Add the goal whose title stands in the text, where the text speaks of goals, and return its span."""
    kind = known.kind_of(hit.goal)
    label = ruling(text, hit.start, hit.end, labels, state, strong=False)
    if label is not None and label.kind == "other":
        return hit.start, hit.end
    ruled = label.kind if label else "rus"
    headed = label is not None and label.kind == kind
    sentence = text[sentence_start(text, hit.start) : hit.end + 40]
    spoken = headed or cell or bool(_CUE.search(sentence))
    if kind != ruled and not (kind == "rus" and hit.goal.level == "area" and spoken and not (label and label.heading)):
        return hit.start, hit.start
    if not spoken or (hit.goal.level != "area" and not cell and not re.search(r"mål", sentence)):
        return hit.start, hit.start
    level: Level = (
        "area"
        if hit.goal.level == "area"
        else "target"
        if kind in {"rus", "agenda"}
        else "objective"
        if hit.goal.level == "objective"
        else "priority"
    )
    state.found.append(
        mention_of(
            text,
            hit.start,
            hit.end,
            known,
            label if headed else None,
            kind,
            level,
            state,
            wording=text[hit.start : hit.end],
            goal=hit.goal.iri,
            cell=cell,
            sure=hit.whole,
        )
    )
    if cell and level == "area":
        own = label if headed else None
        end = trailing(text, hit.end, known, own, kind, state)
        end = read_under(text, end, known, own, state) if kind == "rus" and end == hit.end else end
        opens = text.rfind("\n", 0, hit.start) + 1
        return hit.start, read_bullets(text, end, opens, known, own, state) if kind == "rus" else end
    return hit.start, hit.end


def _strategy(label: Label) -> GoalMention:
    """Return a national strategy that is named as a goal as a whole."""
    return GoalMention(
        start=label.start, end=label.end, surface=label.surface, method="strategy", confidence=0.8, level="priority",
        framework=label.framework.iri if label.framework else None, written_framework=label.surface,
    )  # fmt: skip
