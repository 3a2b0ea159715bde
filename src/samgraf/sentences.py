"""An answer in one sentence, made from its rows by the template in the question's header.

    {rows}                      the number of rows
    {insats}                    the number of different values in a column, or what the summary says
    {insats|insats|insatser}    the same, with the word in singular or plural after it
    {question:list}             the different values, listed: "3.4, 5.4 och 6.4"
    {insatser:sum}              the sum of a column of numbers
    {exists=nej}                the number of rows with that value in the column; {start=}: the number with none
    [; {start=} saknar period]  left out where anything in it is nothing: 0, an empty list

A summary is a second query in the header, for what no count over the rows can say. Its variables are used like columns,
and come before them: one value stands as it is, several are listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_LISTED = 6
"""Values of a list that a sentence names; the rest are counted."""

_PLACE = re.compile(
    r"\{(?P<name>\w+)(?:=(?P<value>[^{}|:]*)|:(?P<how>list|sum))?(?:\|(?P<one>[^{}|]*)\|(?P<many>[^{}|]*))?\}"
)
_PART = re.compile(r"\[([^\[\]]*)\]")

Cells = tuple["str | None", ...]
"""A row as text, None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a template: the column or variable, and what is to be said of it."""

    name: str
    value: str | None
    how: str | None
    one: str | None
    many: str | None


def places(template: str) -> Iterator[Place]:
    """Yield the places of a template that are filled."""
    for match in _PLACE.finditer(template):
        yield Place(**match.groupdict())


def odd(template: str, columns: Sequence[str], summary: Sequence[str]) -> str | None:
    """Return the first thing in a template that cannot be filled or read, None where all is well."""
    known = {"rows", *columns, *summary}
    for place in places(template):
        if place.name not in known:
            return f"{{{place.name}}}"
    rest = _PART.sub("", _PLACE.sub("x", template))
    left = re.search(r"\{[^}]*\}?|[}\[\]]", rest)
    return left.group() if left else None


def filled(
    template: str, columns: Sequence[str], rows: Sequence[Cells], summary: Mapping[str, tuple[str, ...]], lang: str
) -> str:
    """Return the sentence that a template says of rows and of what the summary found."""
    at = {name: [row[number] for row in rows] for number, name in enumerate(columns)}

    def say(match: re.Match[str]) -> str:
        return _said(Place(**match.groupdict()), at, len(rows), summary, lang)

    def part(match: re.Match[str]) -> str:
        found = [_said(place, at, len(rows), summary, lang) for place in places(match[1])]
        return "" if any(_is_nothing(each) for each in found) else _PLACE.sub(say, match[1])

    return _PLACE.sub(say, _PART.sub(part, template))


def listed(values: Sequence[str], lang: str) -> str:
    """Return values in a row as one says them: "3.4, 5.4 och 6.4"; of many, the first six and how many more."""
    word = "and" if lang == "en" else "och"
    if len(values) > MOST_LISTED + 1:
        more = f"{len(values) - MOST_LISTED} more" if lang == "en" else f"{len(values) - MOST_LISTED} till"
        values = [*values[:MOST_LISTED], more]
    *before, last = values or [""]
    return f"{', '.join(before)} {word} {last}" if before else last


def natural(value: str) -> list[tuple[int, int, str]]:
    """Return what sorts values as people count: 9.2 before 10.1."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in re.split(r"(\d+)", value)]


def _said(
    place: Place, at: Mapping[str, list[str | None]], rows: int, summary: Mapping[str, tuple[str, ...]], lang: str
) -> str:
    """Return what stands in a place."""
    if place.name in summary:
        found = sorted(set(summary[place.name]), key=natural)
        text = listed(found, lang)
    elif place.name == "rows":
        text = str(rows)
    else:
        column = at[place.name]
        values = sorted({value for value in column if value is not None}, key=natural)
        if place.how == "list":
            text = listed(values, lang)
        elif place.how == "sum":
            text = str(sum(map(_number, column)))
        elif place.value is not None:
            text = str(sum((value or "") == place.value for value in column))
        else:
            text = str(len(values))
    if place.one is None or place.many is None:
        return text
    return f"{text} {place.one if text == '1' else place.many}"


def _is_nothing(said: str) -> bool:
    """Return whether what stands in a place is nothing: an empty list, or zero of something."""
    return said == "" or re.match(r"0(?: |$)", said) is not None


def _number(value: str | None) -> Decimal:
    """Return a cell as a number, 0 where it is none."""
    try:
        return Decimal(value or "0")
    except InvalidOperation:
        return Decimal(0)
