"""Goals without a number that a word for their level introduces: "område Attraktiva platser", "delmålet om god service"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.goal_bare import LONGEST_BARE, NOT_TITLE, parts
from samgraf.reports.goal_beside import further
from samgraf.reports.goal_ruling import STRONG_RUS, level_of, ruling, sentence_start
from samgraf.reports.goal_state import TRIM, State, mention_of
from samgraf.reports.goal_under import read_under
from samgraf.reports.goal_words import Label, Level, find_labels, title_end
from samgraf.reports.windows import REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.frameworks import Frameworks

_QUOTES = "\"”“«»'’"
_LETTER = re.compile(r"[A-H]\s?[:.–]\s(?!(?:RUS|ERUF|Eruf|ESF|FRO|JTF|Interreg|Agenda)\b)(?=[\"”“«A-ZÅÄÖ])")
"""A letter that counts areas, before the area's title ("Strategisk inriktning B: Kompetens")."""
_ALSO_QUOTED = re.compile(r"[\"”“«»]\s?(?:,|och|samt|/)\s[\"”“«»](?P<title>[^\"”“«»\n]{3,120})(?=[\"”“«»])")
_OWN_GOAL = re.compile(r"(?:insats|projekt|satsning|aktivitet|arbete|verksamhet|företag|kommun)\w*s\s$", re.IGNORECASE)
"""What makes a goal that of an insats: "projektets mål att …"."""
_INTO_LABEL = re.compile(
    r"[\s,(]*(?:(?:i|inom|enligt|från|ur|för|av|till|under|och)\s)?(?:den|det|vår|länets|regionens)?\s?$"
)
"""Between a title and the name of the framework that it belongs to."""
_SPOKEN = re.compile(r"(?:del|effekt)mål\s?\d|målområde")


def read_named(
    text: str, match: re.Match[str], known: Frameworks, labels: list[Label], state: State, *, cell: bool
) -> tuple[int, int]:
    """Add the goal of "område Attraktiva platser", "Delmål: Fler i arbete" or "målet att fler ska läsa vidare", and return its span."""
    start = match.end()
    lettered = _LETTER.match(text, start)
    start = lettered.end() if lettered else start
    while start < len(text) and text[start] in _QUOTES + " ":
        start += 1
    quoted = text[start - 1] in _QUOTES
    about, small = match["about"] is not None, match["small"] is not None
    clause = about and match["about"].endswith("att ")
    end = title_end(text, start, prose=not clause and (about or (not cell and not quoted)))
    end = before_label(text, start, end, labels)
    level: Level = "target" if about or small else level_of(match)
    written = text[start:end].strip(TRIM)
    strong = bool(STRONG_RUS.match(match[0]))
    label = ruling(text, match.start(), end, labels, state, strong=strong)
    if (
        cell
        and label
        and label.kind != "rus"
        and label.start >= end
        and "," in text[end : label.start]
        and _in_area(text, start, state)
    ):
        label = None  # "Ett tryggt län, målet om …, ERUF"
    kind = label.kind if label else "rus"
    sentence = text[sentence_start(text, match.start()) : end + 60]
    ours = label is not None and kind == "rus"
    in_small = (
        (about and kind == "rus" and (label is not None or strong or cell))
        or (cell and match["colon"] is not None and kind == "rus")
        or (cell and (small or quoted) and kind == "rus")
    )
    if (
        not (text[start : start + 1].isupper() or in_small)
        or not (cell or ours or _SPOKEN.search(sentence))
        or kind == "other"
        or len(written.split()) > LONGEST_BARE
        or find_labels(written, ())
        or any(name.start <= start < name.end for name in labels)
        or (NOT_TITLE.match(written) and not quoted)
        or _OWN_GOAL.search(text, max(0, match.start() - REACH), match.start())
    ):
        return match.start(), match.start()
    if kind != "rus":
        level = "objective" if level == "target" else "priority" if level == "area" else level
    elif level in {"objective", "priority"}:
        level = "target" if level == "objective" else "area"
    if cell and level == "area":
        end = further(text, end)
    listed = parts(text, start, end)
    while quoted and (also := _ALSO_QUOTED.match(text, end)):
        listed.append((also.start("title"), also["title"]))
        end = also.end()
    for at, part in listed:
        goal = known.by_title(kind, part, text)
        begin = match.start() if at == start else at
        state.found.append(
            mention_of(
                text, begin, at + len(part), known, label, kind, level, state, wording=part, goal=goal, cell=cell
            )
        )
    if cell and level == "area" and len(listed) == 1:
        end = read_under(text, end, known, label, state)
    return match.start(), end


def before_label(text: str, start: int, end: int, labels: Sequence[Label]) -> int:
    """Return where a title ends that the name of its framework follows ("fler växande företag, X 2035", "… i Y-strategin")."""
    for label in labels:
        if (
            start < label.start < end
            and (into := _INTO_LABEL.search(text, start, label.start))
            and into.start() > start
        ):
            return into.start()
    return end


def _in_area(text: str, start: int, state: State) -> bool:
    """Return whether an area of the strategy stands before a place in its line."""
    return state.area_kind == "rus" and 0 <= state.area_at <= start and "\n" not in text[state.area_at : start]
