"""What a cell says because of the column that it stands in: who, when, by whom it is paid, how much, on what basis, to which goal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from samgraf.reports.actors import find_actors
from samgraf.reports.bases import find_bases
from samgraf.reports.figures import find_figures
from samgraf.reports.funds import find_funds
from samgraf.reports.goals import find_goals
from samgraf.reports.model import ActorMention, Figure, FundMention, GoalMention, Mentions, Period
from samgraf.reports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.context import Context
    from samgraf.reports.model import Mention, Role

STATED = 0.8
"""How sure it is that an unknown name in a column of actors, funds or goals is one."""

LONGEST_NAME = 100
_PIECE = re.compile(r"[^;\n]+")
_LIST = re.compile(r"(?:[^;\n,()]|\([^)]*\)|[(),](?=\d))+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:-?(?P<month>0[1-9]|1[0-2]))?(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = re.compile(rf"(?<![^\W\d])(?P<month>{'|'.join(_MONTHS)}|may|oct)", re.IGNORECASE)
_RANGE = re.compile(r"(?P<start>(?:19|20)\d\d)\s?[-\u2010-\u2015/]\s?(?P<end>(?:19|20)?\d\d)(?!\d)")
_BETWEEN = re.compile(r"\s[-\u2010\u2011]\s|[\u2012-\u2015/]|(?<=\d{6})-(?=\d{6})|\btill\b|\bto\b|t\.?\s?o\.?\s?m\.?")
_UNITS = (
    (re.compile(r"\b(?:tkr|tsek|ksek|tusental(?:s)? kr\w*|1 ?000 ?kr|kkr)\b"), "tkr"),
    (re.compile(r"\b(?:mnkr|mkr|msek|miljoner(?: kr\w*)?|mn kr)\b"), "mnkr"),
)
_FRAMEWORK = re.compile(r"\b(?:rus|eruf|esf|fro|interreg|regional\w* utvecklingsstrategi\w*|agenda 2030)\b")
_BARE_NUMBERS = re.compile(r"\s*\d[\d\s,.;–-]*\s*")


def named_in(text: str, role: Role, context: Context) -> Mentions:
    """Return the actors and groups of a cell in a column of actors, all in the column's role.

    A name that no register knows is an actor all the same, because of its column.
    """
    actors, groups = find_actors(text, context)
    taken = [*actors, *groups]
    found = [replace(a, role=role, method=f"{a.method}+column", confidence=max(a.confidence, STATED)) for a in actors]
    for start, end in _pieces(text, _LIST, taken):
        if _LETTERS.search(text, start, end) and end - start <= LONGEST_NAME:
            name = text[start:end]
            found.append(ActorMention(start=start, end=end, surface=name, method="column", confidence=STATED, actor=None,
                                      name=" ".join(name.split()), kind="Actor", role=role))  # fmt: skip
    return Mentions(actors=tuple(found), groups=tuple(replace(group, role=role) for group in groups))


def funding_mentions(text: str, context: Context) -> Mentions:
    """Return the sources of money of a cell in a column of funding, the amounts in it, and who of them is an actor."""
    lead = "Finansiering: "
    funds: list[FundMention] = []
    figures = tuple(figure for figure in find_figures(text, context) if figure.kind in {"amount", "share"})
    for start, end in _pieces(text, _LIST, ()):
        piece = text[start:end]
        known = [
            fund for fund in find_funds(lead + piece, context) if (fund.fund or fund.actor) and fund.start >= len(lead)
        ]
        shift = start - len(lead)
        funds += [
            replace(fund, start=fund.start + shift, end=fund.end + shift, confidence=max(fund.confidence, STATED))
            for fund in known
        ]
        inside = [figure for figure in figures if start <= figure.start < end]
        bare = piece if not inside else text[start : inside[0].start].strip(" :(–-")
        if not known and _LETTERS.search(bare) and len(bare) <= LONGEST_NAME:
            funds.append(FundMention(start=start, end=start + len(bare), surface=bare, method="column", confidence=STATED,
                                     name=" ".join(bare.split())))  # fmt: skip
    actors, _ = find_actors(text, context)
    paying = tuple(replace(actor, role="funder", method=f"{actor.method}+column") for actor in actors)
    return Mentions(actors=paying, funds=_once(funds), figures=figures)


def _once(funds: Sequence[FundMention]) -> tuple[FundMention, ...]:
    """Return the sources of money in their order, each once."""
    kept: dict[str, FundMention] = {}
    for fund in funds:
        kept.setdefault(fund.fund or fund.actor or fund.name.casefold(), fund)
    return tuple(kept.values())


def amount_mentions(
    text: str, heading: str, context: Context, *, status: Literal["granted", "paid"] | None = None
) -> Mentions:
    """Return the amounts of a cell in a column of money; a number without a unit has the heading's ("Belopp (tkr)")."""
    found: Sequence[Figure] = [figure for figure in find_figures(text, context) if figure.kind == "amount"]
    if not found:
        plain = fold(heading)
        unit = next((unit for pattern, unit in _UNITS if pattern.search(plain)), "kr")
        found = [
            replace(
                figure,
                end=min(figure.end, len(text)),
                surface=text[figure.start : figure.end],
                method=f"{figure.method}+column",
            )
            for figure in find_figures(f"{text} {unit}", context)
            if figure.kind == "amount"
        ]
    return Mentions(figures=tuple(replace(figure, status=status or figure.status) for figure in found))


def basis_mentions(text: str) -> Mentions:
    """Return what a cell says that results rest on."""
    return Mentions(bases=find_bases(text, column="effects"))


def goal_mentions(text: str, heading: str, context: Context, *, area: bool, years: tuple[int, int] | None) -> Mentions:
    """Return the goals of a cell in a column of goals, or of goal areas.

    The heading speaks along where it names a framework ("Mål i ERUF"), and where the cell alone says nothing. What
    is not known is kept as it is written.
    """
    plain = re.sub(r"(?<=\d)(\s*);(?=\s*\d)", r"\1,", text)
    leads = ["", f"{heading}: "]
    if area:
        leads = ["RUS målområde: ", ""] if _BARE_NUMBERS.fullmatch(text) else ["", "RUS målområde: "]
    elif _FRAMEWORK.search(fold(heading)) and not _FRAMEWORK.search(fold(text)):
        leads.reverse()
    for lead in leads:
        said = find_goals(lead + plain, context, years=years, in_cell=True)
        found = [_unled(goal, lead, text) for goal in said if goal.end > len(lead)]
        if found:
            return Mentions(goals=tuple(found))
    return Mentions(goals=tuple(_as_written(text, heading, area=area)))


def _unled(goal: GoalMention, lead: str, text: str) -> GoalMention:
    """Return a goal that was found behind a lead at its place in the cell."""
    start, end = max(0, goal.start - len(lead)), goal.end - len(lead)
    return replace(goal, start=start, end=end, surface=text[start:end], confidence=max(goal.confidence, STATED))


def _as_written(text: str, heading: str, *, area: bool) -> Iterator[GoalMention]:
    """Yield the pieces of a cell as goals that nobody knows."""
    for start, end in _pieces(text, _PIECE, ()):
        if any(character.isalnum() for character in text[start:end]):
            yield GoalMention(start=start, end=end, surface=text[start:end], method="column", confidence=0.5, framework=None,
                              written_framework=heading, level="area" if area else "target", wording=text[start:end])  # fmt: skip


def _pieces(text: str, pattern: re.Pattern[str], taken: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of a list stand that nothing recognised touches, without white space around."""
    for match in pattern.finditer(text):
        if any(one.start < match.end() and match.start() < one.end for one in taken):
            continue
        piece = match[0]
        start = match.start() + len(piece) - len(piece.lstrip(" •–-*\n"))
        tail = " \n" if "." in piece.rstrip(" .\n") else " .\n"  # the full stop of "ek. för." is the name's
        end = match.end() - (len(piece) - len(piece.rstrip(tail)))
        if start < end:
            yield start, end


def period_between(start: str | None, end: str | None) -> Period | None:
    """Return the period between a start and an end as two cells say them; None where neither tells a year."""
    first, last = _point(start), _point(end)
    if first is None and last is None:
        return None
    written = f"{(start or '').strip()} – {(end or '').strip()}".strip()
    return Period(start=0, end=0, surface=written, method="column", confidence=1.0,
                  start_year=first[0] if first else None, start_month=first[1] if first else None,
                  end_year=last[0] if last else None, end_month=last[1] if last else None)  # fmt: skip


def period_in(text: str) -> Period | None:
    """Return the period that one cell tells: two points in time, two years, or one."""
    if (match := _RANGE.search(text)) and len(list(_DATE.finditer(text))) < 3:  # noqa: PLR2004  (three: dates with days)
        first = int(match["start"])
        last = int(match["end"]) if len(match["end"]) > 2 else first // 100 * 100 + int(match["end"])  # noqa: PLR2004
        if last >= first and not (len(match["end"]) == 2 and _is_month(text, match)):  # noqa: PLR2004
            return _whole(text, (first, None), (last, None))
    points = [point for piece in _BETWEEN.split(text) if (point := _point(piece))]
    if not points:
        return None
    opened = bool(re.search(r"[-\u2010-\u2015]\s*$", text.strip())) and len(points) == 1
    return _whole(text, points[0], (None, None) if opened else points[-1])


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Return whether "2021-03" is a month rather than the years 2021 to 2103: something stands after it, or a month fits."""
    return match["end"] <= "12" and "-" in match[0] and match["start"][2:] >= match["end"] and bool(text)


def _whole(text: str, first: tuple[int, int | None], last: tuple[int | None, int | None]) -> Period:
    """Return the period that a whole cell tells."""
    return Period(start=0, end=len(text), surface=text.strip(), method="column", confidence=1.0,
                  start_year=first[0], start_month=first[1], end_year=last[0], end_month=last[1])  # fmt: skip


def _point(text: str | None) -> tuple[int, int | None] | None:
    """Return the year and the month of a point in time: "2021", "2021-03-01", "202103", "mars 2021", "2021 mars"."""
    match = _DATE.search(text or "") or re.search(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])\d\d(?!\d)", text or ""
    )
    if match is None or text is None:
        return None
    named = _MONTH.search(text)
    if match["month"]:
        return int(match["year"]), int(match["month"])
    if named is None:
        return int(match["year"]), None
    word = {"may": "maj", "oct": "okt"}.get(named["month"].lower(), named["month"].lower())
    return int(match["year"]), _MONTHS.index(word) + 1
