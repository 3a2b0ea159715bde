"""A report as people have corrected it: each decision finds its thing again, or is told to have lost it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from samgraf.passages import EMPTY
from samgraf.reports.entries import taking_part
from samgraf.reports.left_over import notes_on_left
from samgraf.reports.model import ActorMention, Entry, Figure, Mention, Mentions, Statement, TableCell
from samgraf.review.records import latest
from samgraf.review.things import Place, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.reports.model import Answer, ChainLink, Leftover, Report
    from samgraf.review.records import Correction
    from samgraf.review.things import Thing

State = Literal["applied", "stale", "missing"]
"""What became of a decision: it holds; its sentence is no longer in the source; the sentence is there, but the
program no longer reads in it what was decided about."""

Decided = dict[Place, list["Correction"]]
_M = TypeVar("_M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one correction when the report was read."""

    record: Correction
    state: State


def apply_corrections(report: Report, records: Iterable[Correction]) -> tuple[Report, tuple[Outcome, ...]]:
    """Return the report with the corrections that hold for it, and what became of each, in the order of the records.

    `report` is as it was read. A correction is applied where its thing is found; one that is not found changes nothing.
    """
    held = latest(records)
    if not held:
        return report, ()
    found = things(report)
    places = _places(found, held)
    decided: Decided = {}
    for key, place in places.items():
        decided.setdefault(place, []).append(held[key])
    lost = [record for key, record in held.items() if key not in places]
    stands = _standing(report, lost)
    so_read = {record.key for record in lost if record.key in stands and _so_read(record, found)}
    outcomes = tuple(
        Outcome(record, "applied" if key in places or key in so_read else "missing" if key in stands else "stale")
        for key, record in held.items()
    )
    answers = tuple(_answer(answer, index, decided) for index, answer in enumerate(report.answers))
    entries = [each for index, entry in enumerate(report.entries) if (each := _entry(entry, index, decided))]
    left = tuple(_left(part, index, decided) for index, part in enumerate(report.left))
    told = [note for note in report.notes if note.kind != "unread-text"]
    return replace(
        report,
        answers=answers,
        entries=with_added(entries, left),
        left=left,
        notes=(*told, *notes_on_left(report.document, left)),
    ), outcomes


def _places(found: Sequence[Thing], held: Mapping[str, Correction]) -> dict[str, Place]:
    """Return where the things of corrections stand now.

    Where the same sentence is read in more or fewer of its words ("Fiskrådet", now "Fiskrådet i Väst", since a register
    knows it), what was confirmed or corrected goes with it if it can only be one thing; what was rejected does not.
    """
    places = {thing.key: thing.place for thing in found if thing.key in held}
    for key, record in held.items():
        if key not in places and record.decision != "rejected":
            near = [
                thing.place
                for thing in found
                if thing.key not in held
                and (thing.kind, thing.quote) == (record.kind, record.quote)
                and (thing.surface in record.surface or record.surface in thing.surface)
            ]
            if len(near) == 1:
                places[key] = near[0]
    return places


def _so_read(record: Correction, found: Sequence[Thing]) -> bool:
    """Return whether a decision holds though its thing is gone: the sentence is read as was decided without it."""
    there = [thing for thing in found if (thing.kind, thing.quote) == (record.kind, record.quote)]
    if record.decision == "rejected":
        return not any(thing.surface in record.surface or record.surface in thing.surface for thing in there)
    return bool(record.new) and any(
        all(str(getattr(thing.item, name, None)) == str(value) for name, value in record.new.items()) for thing in there
    )


def _standing(report: Report, lost: Sequence[Correction]) -> set[str]:
    """Return the keys of those corrections whose sentence is still in the source, however its lines are broken."""
    if not lost:
        return set()
    passages = [answer.passage for answer in report.answers]
    passages += [cell.passage for entry in report.entries for cell in entry.cells]
    text = "\n".join([_squeezed(report.document.text), *(_squeezed(passage.text) for passage in passages)])
    return {record.key for record in lost if _squeezed(record.quote.removesuffix("…")) in text}


def _squeezed(text: str) -> str:
    """Return the characters of a text without white space and hyphens."""
    return re.sub(r"[\s\u00ad‐-]+", "", text)


def _answer(answer: Answer, index: int, decided: Decided) -> Answer:
    """Return an answer with its decisions."""
    here = {place: said for place, said in decided.items() if place.at == "answer" and place.index == index}
    return replace(answer, mentions=_mentions(answer.mentions, here, -1)) if here else answer


def _entry(entry: Entry, index: int, decided: Decided) -> Entry | None:
    """Return an entry with its decisions, None if there is no such insats."""
    here = {place: said for place, said in decided.items() if place.at == "entry" and place.index == index}
    if not here:
        return entry
    cells = [_cell(cell, number, here) for number, cell in enumerate(entry.cells)]
    gone = {cell.column for cell in cells if cell.review == "rejected"}
    lists = _mentions(Mentions(bases=entry.bases, funds=entry.funds), here, -1)
    effects = [_effect(effect, here.get(_at(here, "effects", at), [])) for at, effect in enumerate(entry.effects)]
    period = _changed(entry.period, here.get(_at(here, "period", 0), [])) if entry.period else None
    chains = (_changed(link, here.get(_at(here, "chains", at), [])) for at, link in enumerate(entry.chains))
    links: tuple[ChainLink, ...] = tuple(link for link in chains if link)
    changed = replace(
        entry,
        cells=(cells[0], cells[1], cells[2], cells[3]),
        bases=lists.bases,
        funds=lists.funds,
        period=period,
        outputs=() if "outputs" in gone else entry.outputs,
        effects=() if "effects" in gone else tuple(effects),
        chains=() if "effects" in gone else tuple(c for c in links if c.from_column not in gone),
    )
    for record in here.get(_at(here, "entry", 0), []):
        if record.decision == "rejected":
            return None
        name = str(record.new.get("name") or entry.name)
        changed = replace(changed, name=name, review=record.decision)
    return changed


def _left(part: Leftover, index: int, decided: Decided) -> Leftover:
    """Return a part of a table that no insats took, with what was decided of it."""
    for record in decided.get(Place("left", index, "left"), []):
        part = replace(part, review=record.decision, insats=str(record.new.get("name") or ""))
    return part


def with_added(entries: Sequence[Entry], left: Sequence[Leftover]) -> tuple[Entry, ...]:
    """Return the insatser with those that somebody said the left parts of their tables are."""
    found = list(entries)
    for part in left:
        own = [entry for entry in found if entry.question == part.question]
        if not part.insats or any(entry.name.casefold() == part.insats.casefold() for entry in own):
            continue
        place = found.index(own[-1]) + 1 if own else len(found)
        name = TableCell(column="name", passage=part.passage, mentions=taking_part(part.mentions, part.passage.text))
        found.insert(
            place,
            Entry(
                question=part.question,
                ordinal=len(own) + 1,
                name=part.insats,
                name_span=part.passage.spans(),
                description=part.passage.text,
                cells=(name, TableCell(column="outputs"), TableCell(column="effects"), TableCell(column="goals")),
                funds=part.mentions.funds,
                method="review",
                review="corrected",
            ),
        )
    return tuple(found)


def _at(here: Mapping[Place, object], field: str, position: int, cell: int = -1) -> Place:
    """Return the place of a decision in this answer or entry, or one that there is not."""
    matching = (p for p in here if p.field == field and p.position == position and p.cell == cell)
    return next(matching, Place("answer", -1, "entry"))


def _cell(cell: TableCell, number: int, here: Decided) -> TableCell:
    """Return a cell with its decisions; one that does not belong to the row is empty."""
    for record in here.get(_at(here, "cell", number, number), []):
        if record.decision == "rejected":
            return replace(cell, passage=EMPTY, mentions=Mentions(), review="rejected")
        cell = replace(cell, confidence=1.0, review=record.decision)
    return replace(cell, mentions=_mentions(cell.mentions, here, number))


def _mentions(mentions: Mentions, here: Decided, cell: int) -> Mentions:
    """Return what is recognised in a passage, with the decisions about it."""

    def each(field: str, items: Sequence[_M]) -> tuple[_M, ...]:
        said = [(item, here.get(_at(here, field, position, cell), [])) for position, item in enumerate(items)]
        return tuple(changed for item, records in said for changed in [_changed(item, records)] if changed is not None)

    return replace(
        mentions,
        actors=each("actors", mentions.actors),
        groups=each("groups", mentions.groups),
        goals=each("goals", mentions.goals),
        funds=each("funds", mentions.funds),
        figures=each("figures", mentions.figures),
        bases=each("bases", mentions.bases),
    )


def _changed(item: _M, records: Sequence[Correction]) -> _M | None:
    """Return a mention as it was decided, None if it is none."""
    for record in records:
        if record.decision == "rejected":
            if record.kind != "role":
                return None
            item = cast("_M", replace(cast("ActorMention", item), role="mentioned", review="corrected"))
            continue
        new = {**record.new}
        if isinstance(item, Figure) and "value" in new:
            item = cast("_M", _figure(item, str(new.pop("value"))))
        if isinstance(item, ActorMention) and record.kind == "actor":
            item = cast("_M", replace(item, candidates=()))
        status = "corrected" if "corrected" in {record.decision, item.review} else "confirmed"
        item = replace(item, **new, confidence=1.0, review=status)  # type: ignore[arg-type]
    return item


def _figure(item: Figure, value: str) -> Figure:
    """Return a figure with another value; its bounds were those of the value that was read."""
    number = Decimal(value)
    return item if number == item.value else replace(item, value=number, lower=None, upper=None, approximate=False)


def _effect(effect: Statement, records: Sequence[Correction]) -> Statement:
    """Return an effect with the horizon that was decided."""
    for record in records:
        if record.decision == "rejected":
            effect = replace(effect, horizon=None, horizon_method=None, review="corrected")
        else:
            horizon = record.new.get("horizon", effect.horizon)
            effect = replace(effect, horizon=horizon, horizon_method="review", confidence=1.0, review=record.decision)  # type: ignore[arg-type]
    return effect
