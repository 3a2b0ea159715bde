"""What in a report can be reviewed: each reading with its sentence, and a key that the same reading has next time.

A key holds what kind of thing it is, the sentence it rests on and the words it is read from: no positions, no
question numbers and nothing of what they are taken to mean. So a decision finds its thing again when a new version of
the program reads the file, or when the region sends a new version of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from samgraf.files import sha256_bytes
from samgraf.graph.iris import digest
from samgraf.graph.writer import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.documents import Span
    from samgraf.passages import Passage
    from samgraf.reports.model import (
        ActorMention,
        BasisMention,
        Entry,
        Figure,
        FundMention,
        GoalMention,
        GroupMention,
        Leftover,
        Mentions,
        Period,
        Report,
        Statement,
        TableCell,
    )

Kind = Literal[
    "actor", "role", "group", "goal", "fund", "figure", "period", "basis", "horizon", "chain", "entry", "cell", "left",
]  # fmt: skip
Field = Literal[
    "actors", "groups", "goals", "funds", "figures", "bases", "period", "effects", "chains", "cell", "entry", "left",
]  # fmt: skip

REACH = 240
"""Characters of a sentence that are kept on either side of a mention."""

UNTOLD = 0.5
"""How sure it is that what no insats took of a table belongs to none."""

TAKEN_PART = "in-description"
"""In the method of an actor whose part is taken from where it stands: the confidence is then that of its role."""

_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”(])|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands in a report: the answer, entry or left part by its position, the cell, the list and the position in it."""

    at: Literal["answer", "entry", "left"]
    index: int
    field: Field
    position: int = 0
    cell: int = -1


@dataclass(frozen=True, slots=True)
class Chained:
    """What an effect says of its cause: the text of the result, and of the effect that it led to."""

    cause: str
    effect: str


if TYPE_CHECKING:
    Item = (
        ActorMention
        | GroupMention
        | GoalMention
        | FundMention
        | Figure
        | Period
        | BasisMention
        | Statement
        | TableCell
        | Entry
        | Leftover
        | Chained
    )
    """What a thing is in the report's own records."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One reading that a person can confirm, reject or correct.

    `item` is the record that holds it. `surface` are the words it is read from, `quote` their sentence, `spans` where
    the words stand in the source. `rows` is how many rows of answers rest on it. `insats` is the name of the entry.
    """

    key: str
    kind: Kind
    place: Place
    question: str
    insats: str
    surface: str
    quote: str
    spans: tuple[Span, ...]
    confidence: float
    method: str
    rows: int
    item: Item


@dataclass(frozen=True, slots=True)
class _Raw:
    """A thing before it has its key: whose words they are, and where in their passage."""

    kind: Kind
    field: Field
    position: int
    cell: int
    passage: Passage
    start: int
    end: int
    confidence: float
    method: str
    rows: int
    item: Item
    surface: str = ""


def things(report: Report) -> list[Thing]:
    """Return all that can be reviewed in a report as it was read, in its order."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = [
        _thing(raw, Place("answer", index, raw.field, raw.position, raw.cell), answer.question, "", seen)
        for index, answer in enumerate(report.answers)
        for raw in _of_mentions(answer.passage, answer.mentions, -1, 1)
    ]
    found += [
        _thing(raw, Place("entry", index, raw.field, raw.position, raw.cell), entry.question, entry.name, seen)
        for index, entry in enumerate(report.entries)
        for raw in _of_entry(entry)
    ]
    return found + [
        _thing(_of_left(part), Place("left", index, "left"), part.question, "", seen)
        for index, part in enumerate(report.left)
    ]


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a part of a text, on one line, with at most 240 characters on either side."""
    left = max((match.end() for match in _END.finditer(text, 0, start)), default=0)
    after = _END.search(text, end)
    right = after.start() if after else len(text)
    return " ".join(text[max(left, start - REACH) : min(right, end + REACH)].split())


def quote_sha(quote: str) -> str:
    """Return the hexadecimal digits by which a quote is known in a key."""
    return sha256_bytes(quote.encode("utf-8", "surrogatepass"))[:16]


def _thing(raw: _Raw, place: Place, question: str, insats: str, seen: Counter[tuple[str, ...]]) -> Thing:
    """Return a thing with its key; the same words in the same sentence are told apart by their order."""
    surface = raw.surface or fold(raw.passage.text[raw.start : raw.end])
    quote = fold(sentence(raw.passage.text, raw.start, raw.end)) if raw.passage else surface
    identity = (raw.kind, quote, surface)
    seen[identity] += 1
    return Thing(
        key=f"{raw.kind}.{digest(*identity, str(seen[identity]))}.{quote_sha(quote)}",
        kind=raw.kind,
        place=place,
        question=question,
        insats=insats,
        surface=surface,
        quote=quote,
        spans=raw.passage.spans(raw.start, raw.end),
        confidence=raw.confidence,
        method=raw.method,
        rows=raw.rows,
        item=raw.item,
    )


def _of_mentions(passage: Passage, mentions: Mentions, cell: int, goals: int, actors: int = 0) -> Iterator[_Raw]:
    """Yield what is recognised in a passage; an actor counts once for each goal of its place, a goal for each actor."""
    for position, actor in enumerate(mentions.actors):
        yield _mention("actor", "actors", position, cell, passage, actor, max(1, goals))
        if actor.role != "mentioned":
            role = _mention("role", "actors", position, cell, passage, actor, max(1, goals))
            yield role if TAKEN_PART in actor.method else replace(role, confidence=1.0)
    for position, group in enumerate(mentions.groups):
        if group.least is not None:  # "kommunerna" counts nobody: there is nothing to settle
            yield _mention("group", "groups", position, cell, passage, group, 1)
    for position, goal in enumerate(mentions.goals):
        yield _mention("goal", "goals", position, cell, passage, goal, max(1, actors))
    for position, figure in enumerate(mentions.figures):
        yield _mention("figure", "figures", position, cell, passage, figure, 1)
    if cell < 0:
        for position, fund in enumerate(mentions.funds):
            yield _mention("fund", "funds", position, cell, passage, fund, 1)
        for position, basis in enumerate(mentions.bases):
            yield _mention("basis", "bases", position, cell, passage, basis, 1)


def _of_left(part: Leftover) -> _Raw:
    """Return a part of a table that no insats took: an insats, if it is one, has a name, outputs, effects and goals."""
    return _Raw("left", "left", 0, -1, part.passage, 0, len(part.passage.text), UNTOLD, "left-over", 4, part)


def _of_entry(entry: Entry) -> Iterator[_Raw]:
    """Yield what an entry says: itself, its cells, and what is recognised in them."""
    actors = sum(len(cell.mentions.actors) + len(cell.mentions.groups) for cell in entry.cells)
    goals = sum(len(cell.mentions.goals) for cell in entry.cells)
    every = 1 + actors + goals + len(entry.funds) + len(entry.outputs) + len(entry.effects)
    name = entry.cells[0].passage
    at = max(0, name.text.find(entry.name))
    yield _Raw(
        "entry",
        "entry",
        0,
        -1,
        name,
        at,
        at + len(entry.name),
        entry.confidence,
        entry.method,
        every,
        entry,
        fold(entry.name),
    )
    for position, cell in enumerate(entry.cells[1:], start=1):
        if cell.passage:
            said = len({"outputs": entry.outputs, "effects": entry.effects}.get(cell.column, ()))
            named = cell.mentions
            rows = max(1, said + len(named.actors) + len(named.groups) + len(named.goals))
            end = len(cell.passage.text)
            yield _Raw(
                "cell", "cell", position, position, cell.passage, 0, end, cell.confidence, entry.method, rows, cell
            )
    if entry.period:
        yield _mention("period", "period", 0, -1, name, entry.period, 1)
    for position, basis in enumerate(entry.bases):
        yield _mention("basis", "bases", position, -1, _holding(entry, basis, name), basis, 1)
    for position, fund in enumerate(entry.funds):
        yield _mention("fund", "funds", position, -1, _holding(entry, fund, name), fund, 1)
    effects = entry.cell("effects").passage
    for position, effect in enumerate(entry.effects):
        if effect.horizon:
            method = effect.horizon_method or "unknown"
            yield _Raw(
                "horizon",
                "effects",
                position,
                -1,
                effects,
                effect.start,
                effect.end,
                effect.confidence,
                method,
                1,
                effect,
            )
    yield from _of_chains(entry, effects)
    for number, cell in enumerate(entry.cells):
        yield from _of_mentions(cell.passage, cell.mentions, number, goals, actors)


def _of_chains(entry: Entry, effects: Passage) -> Iterator[_Raw]:
    """Yield which results the effects say led to which: one for each result and effect."""
    for position, link in enumerate(entry.chains):
        causes = entry.outputs if link.from_column == "outputs" else entry.effects
        item = Chained(causes[link.from_index].text, entry.effects[link.to_index].text)
        yield _Raw(
            "chain", "chains", position, -1, effects, link.start, link.end, link.confidence, link.method, 1, item
        )


def _mention(
    kind: Kind,
    field: Field,
    position: int,
    cell: int,
    passage: Passage,
    item: ActorMention | GroupMention | GoalMention | FundMention | Figure | Period | BasisMention,
    rows: int,
) -> _Raw:
    """Return a mention as a thing without its key."""
    return _Raw(kind, field, position, cell, passage, item.start, item.end, item.confidence, item.method, rows, item)


def _holding(entry: Entry, item: BasisMention | FundMention, otherwise: Passage) -> Passage:
    """Return the passage of the cell that a mention was found in."""
    held = [cell.passage for cell in entry.cells if item in (*cell.mentions.bases, *cell.mentions.funds)]
    like = [cell.passage for cell in entry.cells if cell.passage.text[item.start : item.end] == item.surface]
    return [*held, *like, otherwise][0]
