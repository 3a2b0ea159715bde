"""One row of a register becomes an entry: what its columns say outright, and what is recognised in their cells.

The columns are stacked into the four cells that every entry has: name, outputs, effects, goals. Each column's
text is recognised by itself, so that no word of one reaches into another, and then moved to its place in the stack.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samgraf.passages import EMPTY, Passage, join
from samgraf.reports.chains import find_chains
from samgraf.reports.entries import FUNDS_IT, taking_part
from samgraf.reports.model import Column, Entry, Mentions, Period, TableCell
from samgraf.reports.periods import insats_period
from samgraf.reports.portions import moved, together
from samgraf.reports.recognise import recognise
from samgraf.reports.register_columns import (
    amount_mentions,
    basis_mentions,
    funding_mentions,
    goal_mentions,
    named_in,
    period_between,
    period_in,
)
from samgraf.reports.statements import split_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from samgraf.documents import Document, Span
    from samgraf.reports.context import Context
    from samgraf.reports.model import ActorMention, BasisMention, Role
    from samgraf.reports.register_spec import RegisterColumn

STACKS: Mapping[Column, tuple[RegisterColumn, ...]] = {
    "name": ("name", "description", "period", "start", "end", "funding", "amount", "granted", "paid", "owner", "convenor",
             "partners", "target-group", "actors", "question", "region", "year"),
    "outputs": ("outputs",),
    "effects": ("effects", "basis"),
    "goals": ("area", "goals"),
}  # fmt: skip
ROLES: Mapping[RegisterColumn, Role] = {
    "owner": "owner", "convenor": "convenor", "partners": "partner", "target-group": "target-group", "actors": "mentioned",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """A filled cell of a row: what its column means, the column's heading, and where the cell stands."""

    column: RegisterColumn
    heading: str
    span: Span


@dataclass(frozen=True)
class Part:
    """A cell with its text, and where that begins in the stack."""

    cell: RegisterCell
    passage: Passage
    start: int = 0

    @property
    def column(self) -> RegisterColumn:
        """Return what the column means."""
        return self.cell.column


@dataclass
class Known:
    """What was recognised in the cells of a register, by their words: rows repeat each other's partners, funding and goals."""

    context: Context
    found: dict[tuple[object, ...], Mentions] = field(default_factory=dict)

    def once(self, key: tuple[object, ...], find: Callable[[], Mentions]) -> Mentions:
        """Return what is found for a key, looked for the first time only."""
        if key not in self.found:
            self.found[key] = find()
        return self.found[key]

    def recognise(self, passage: Passage, column: Column, years: tuple[int, int] | None = None) -> Mentions:
        """Return all that is recognised in a cell of one of the four columns."""
        key = (passage.text, column, years)
        return self.once(key, lambda: recognise(passage, self.context, column=column, years=years))


def to_entry(document: Document, cells: Sequence[RegisterCell], question: str, ordinal: int, known: Known) -> Entry:
    """Return one row as an entry; what a column says comes before what is recognised in a text."""
    context = known.context
    row = document.line_at(next(cell.span.start for cell in cells if cell.column == "name")).start
    # a region merged over many rows is told by the first of them: evidence of the others stands in their own row
    cells = [cell for cell in cells if cell.span.start >= row or cell.column not in {"region", "year", "question"}]
    stacks = {column: _stack(document, cells, order) for column, order in STACKS.items()}
    whole, parts = stacks["name"]
    head = next(part for part in parts if part.column == "name")
    name_end = _end_of_line(head.passage.text)
    text_end = max(part.start + len(part.passage.text) for part in parts if part.column in {"name", "description"})
    described = whole.text[name_end:text_end].strip()
    period = _period(parts) or insats_period(whole.text[:text_end], context)
    years = _years(period)
    told = [moved(_of_column(part, known), part.start) for part in parts]
    free = known.recognise(whole.part(0, text_end), "name", years)
    free = replace(
        taking_part(free, whole.text[:text_end]), periods=(period,) if period and _period(parts) else free.periods
    )
    funds = tuple(fund for mentions in told for fund in mentions.funds) or tuple(
        f for f in free.funds if f.confidence >= FUNDS_IT
    )
    stated = _stated(told)
    mentions: dict[Column, Mentions] = {
        "name": together([_settled(free, stated), *told]),
        "outputs": _settled(known.recognise(stacks["outputs"][0], "outputs"), stated),
        "effects": _settled(_effects(stacks["effects"][1], known), stated),
        "goals": together(moved(_goals(part, known, years), part.start) for part in stacks["goals"][1]),
    }
    outputs = split_statements(stacks["outputs"][0].text, column="outputs")
    effects = split_statements(_text_of(stacks["effects"], "effects"), column="effects")
    read = [TableCell(column=column, passage=stacks[column][0], mentions=mentions[column]) for column in STACKS]
    return Entry(
        question=question,
        ordinal=ordinal,
        name=" ".join(head.passage.text[:name_end].split()),
        name_span=head.passage.spans(0, name_end),
        description=described,
        cells=(read[0], read[1], read[2], read[3]),
        period=period,
        bases=_bases(stacks["effects"][1], mentions),
        funds=funds,
        outputs=outputs,
        effects=effects,
        chains=find_chains(outputs, effects),
        method=f"table:{document.reader}",
        confidence=1.0,
    )


def _stack(
    document: Document, cells: Sequence[RegisterCell], order: Sequence[RegisterColumn]
) -> tuple[Passage, list[Part]]:
    """Return the cells of some columns as one passage, one under another in the order given, and its parts."""
    text, offsets = "", array("L")
    parts = []
    for cell in sorted((cell for cell in cells if cell.column in order), key=lambda cell: order.index(cell.column)):
        passage = cell_passage(document, cell.span)
        if not passage:
            continue
        if text:
            text += "\n"
            offsets.append(offsets[-1])
        parts.append(Part(cell, passage, len(text)))
        text += passage.text
        offsets.extend(passage.offsets)
    return (Passage(text, offsets) if parts else EMPTY), parts


def cell_passage(document: Document, span: Span) -> Passage:
    """Return the text of a cell; a line break in a cell is meant, so it stays."""
    text = document.quote(span)
    starts = [span.start, *(span.start + at + 1 for at, character in enumerate(text) if character == "\n")]
    return join(document, [span], paragraphs=starts)


def _end_of_line(text: str) -> int:
    at = text.find("\n")
    return len(text) if at < 0 else at


def _period(parts: Sequence[Part]) -> Period | None:
    """Return the period that the columns for it say: start and end before a period in one cell."""
    first = next((part for part in parts if part.column == "start"), None)
    last = next((part for part in parts if part.column == "end"), None)
    between = period_between(first.passage.text if first else None, last.passage.text if last else None)
    if between:
        bounds = [part for part in (first, last) if part]
        return replace(between, start=bounds[0].start, end=bounds[-1].start + len(bounds[-1].passage.text))
    for part in parts:
        if part.column == "period" and (period := period_in(part.passage.text)):
            return replace(period, start=period.start + part.start, end=period.end + part.start)
    return None


def _years(period: Period | None) -> tuple[int, int] | None:
    first, last = (
        (period.start_year or period.end_year, period.end_year or period.start_year) if period else (None, None)
    )
    return (first, last) if first and last else None


def _goals(part: Part, known: Known, years: tuple[int, int] | None) -> Mentions:
    """Return the goals that a column for them names."""
    text, heading, area = part.passage.text, part.cell.heading, part.column == "area"
    key = ("goals", text, heading, area, years)
    return known.once(key, lambda: goal_mentions(text, heading, known.context, area=area, years=years))


def _of_column(part: Part, known: Known) -> Mentions:
    """Return what a column of the name's stack says outright; nothing for those that are read elsewhere."""
    text, column, context = part.passage.text, part.column, known.context
    if column in ROLES:
        return known.once((column, text), lambda: named_in(text, ROLES[column], context))
    if column == "funding":
        return known.once((column, text), lambda: funding_mentions(text, context))
    if column == "amount":
        return amount_mentions(text, part.cell.heading, context)
    if column == "granted" or column == "paid":  # noqa: PLR1714  (so that the type is narrowed)
        return amount_mentions(text, part.cell.heading, context, status=column)
    return Mentions()


def _effects(parts: Sequence[Part], known: Known) -> Mentions:
    """Return what is recognised in the cells of effects and of what they rest on."""
    found = []
    for part in parts:
        if part.column == "basis":
            found.append(moved(basis_mentions(part.passage.text), part.start))
        else:
            found.append(moved(known.recognise(part.passage, "effects"), part.start))
    return together(found)


def _bases(parts: Sequence[Part], mentions: Mapping[Column, Mentions]) -> tuple[BasisMention, ...]:
    """Return what the results rest on: what the column for it says, else what is recognised in effects and outputs."""
    column = next((part for part in parts if part.column == "basis"), None)
    stated = tuple(basis for basis in mentions["effects"].bases if column and basis.start >= column.start)
    return stated or (*mentions["effects"].bases, *mentions["outputs"].bases)


def _text_of(stack: tuple[Passage, Sequence[Part]], column: RegisterColumn) -> str:
    """Return the text of a stack's first parts, those of one column."""
    whole, parts = stack
    return whole.text[
        : max((part.start + len(part.passage.text) for part in parts if part.column == column), default=0)
    ]


def _stated(told: Iterable[Mentions]) -> dict[str, Role]:
    """Return the role that a column gives each actor."""
    roles: dict[str, Role] = {}
    for mentions in told:
        for actor in mentions.actors:
            if actor.role != "mentioned":
                roles.setdefault(_key(actor), actor.role)
    return roles


def _settled(mentions: Mentions, stated: Mapping[str, Role]) -> Mentions:
    """Return mentions with the roles that columns give; where a column names the owner, no text names another."""
    owned = "owner" in stated.values()
    actors = []
    for actor in mentions.actors:
        role = stated.get(_key(actor)) or ("mentioned" if owned and actor.role == "owner" else actor.role)
        actors.append(actor if role == actor.role else replace(actor, role=role, method=f"{actor.method}+column"))
    return replace(mentions, actors=tuple(actors))


def _key(actor: ActorMention) -> str:
    return actor.actor or actor.name.casefold()
