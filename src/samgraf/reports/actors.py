"""Actors in Swedish text: who is named, as what, playing which part.

The register's names come first, then what the report introduced itself, names under a shared head, names
whose form says that they are organisations, definite nouns, and last the proper names that the
grammar puts where somebody acts. Each mention says which of these found it, and how sure it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from samgraf.reports.actor_branches import bare, of_a_place, with_second_place
from samgraf.reports.actor_forms import Gazetteer, Name, find_names, gazetteer
from samgraf.reports.actor_mentions import of_chunk, of_name
from samgraf.reports.actor_nouns import find_nouns, of_the_region
from samgraf.reports.actor_patterns import Chunk, find_chunks
from samgraf.reports.actor_places import share_heads
from samgraf.reports.groups import find_groups
from samgraf.reports.introduced import introduced_names, short_forms
from samgraf.reports.misspelt import correct
from samgraf.reports.needles import Needles
from samgraf.reports.roles import Part, Unit, parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.reports.context import Context, Introduced
    from samgraf.reports.misspelt import Corrected
    from samgraf.reports.model import ActorMention, GroupMention

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,80}@[^\s@]{1,120}")
_ABBREVIATION = re.compile(
    (
        r"\b(?:bl\.\s?a\.|t\.\s?ex\.|s\.\s?k\.|m\.\s?fl\.|d\.\s?v\.\s?s\.|fr\.\s?o\.\s?m\.|inkl\.|resp\.|f\.\s?d\.|"
        r"ca\.|t\.\s?o\.\s?m\.|m\.\s?m\.)"
    ),
    re.IGNORECASE,
)
_UNREADABLE = (_ADDRESS, _ABBREVIATION)
_UNREADABLE_WORDS = Needles(_UNREADABLE)


def introduce(text: str, context: Context) -> dict[str, Introduced]:
    """Return the short forms that a report introduces itself, by short form.

    `text` is the whole report. A short form of something that is no actor ("Kompetensplan X (KPX)") has the kind "":
    it keeps the recogniser from taking it for one.
    """
    gazette = gazetteer(context.reference, context.region, context.year)
    plain = re.sub(r"(?<=\S)[ \t]*\n(?=[ \t]*[^\s•\-–])", lambda match: " " * len(match[0]), _readable(text))
    plain = re.sub(r"[^\S\n]+", " ", plain)
    names, _ = _names(plain, gazette, {})
    return short_forms(plain, names, gazette)


def find_actors(text: str, context: Context) -> tuple[tuple[ActorMention, ...], tuple[GroupMention, ...]]:
    """Return the actors and the groups of actors that a text names, in its order, none overlapping another.

    A bare place name that nothing makes a municipality has the method "place" or "location" and a confidence below 0.5.
    """
    gazette = gazetteer(context.reference, context.region, context.year)
    corrected = correct(_readable(text), gazette)
    plain = corrected.text
    names, chunks = _names(plain, gazette, context.introduced)
    groups = _free(find_groups(plain, context), names, plain)
    short = {at for at, name in enumerate(names) if at and _in_own_brackets(plain, names[at - 1], name)}
    units = [unit for unit in _units(names, chunks, groups) if unit.sort != "other" or unit.index not in short]
    units = _with_rest(plain, units)
    found = parts(plain, units)
    found.update(_places_of_work(plain, names, units, found))
    found.update(_listed(plain, units, found))
    mentions = [
        *(of_name(plain, names[unit.index], found.get(unit)) for unit in units if unit.sort in {"actor", "place"}),
        *(of_chunk(plain, chunks[unit.index], found.get(unit)) for unit in units if unit.sort == "chunk"),
    ]
    actors = _apart([mention for mention in mentions if mention is not None])
    playing = [
        replace(groups[unit.index], role=found[unit].role) if unit in found else groups[unit.index]
        for unit in units
        if unit.sort == "group"
    ]
    return (
        tuple(_back(mention, text, corrected) for mention in actors),
        tuple(
            replace(group, start=corrected.original(group.start), end=corrected.original(group.end, end=True))
            for group in playing
        ),
    )


def _places_of_work(
    text: str, names: Sequence[Name], units: Sequence[Unit], found: Mapping[Unit, Part]
) -> dict[Unit, Part]:
    """Return the part of municipalities where something is done ("drivs av X i A, B och C"): they take part."""
    acting = [unit.start for unit, part in found.items() if part.role in {"owner", "partner"}]
    return {
        unit: Part("partner", strong=False, subject=False, size=1)
        for unit in units
        if unit.sort == "place"
        and names[unit.index].method == "place-list"
        and any(at < unit.start and not re.search(r"[.;\n]", text[at : unit.start]) for at in acting)
    }


_AT = re.compile(r"\b(?:i|på|vid|till|från|mellan)\s+$")
_JOINS = re.compile(r"\s*(?:,|,?\s*(?:och|samt|liksom))\s*")


def _listed(text: str, units: Sequence[Unit], found: Mapping[Unit, Part]) -> dict[Unit, Part]:
    """Return the part of unknown names in a list of known actors ("Riksteatern, Film i Väst och Vinnova"): they are named."""
    runs: list[list[Unit]] = []
    for unit in units:
        if runs and _JOINS.fullmatch(text[runs[-1][-1].end : unit.start]):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return {
        unit: Part(found[unit].role if unit in found else "mentioned", strong=True, subject=False, size=len(run))
        for run in runs
        if len(run) > 1 and {"actor", "chunk"} <= {one.sort for one in run} <= {"actor", "chunk", "group", "place"}
        for unit in run
        if unit.sort == "chunk"
        and not (unit in found and found[unit].strong)
        and not _AT.search(text, max(0, run[0].start - 12), run[0].start)
    }


def _readable(text: str) -> str:
    """Return the text, as long as before, without addresses and without the full stops of abbreviations."""
    likely = _UNREADABLE_WORDS.fitting(_UNREADABLE, text)
    if _ADDRESS in likely:
        text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    return _ABBREVIATION.sub(lambda match: match[0].replace(".", " "), text) if _ABBREVIATION in likely else text


def _names(text: str, gazette: Gazetteer, introduced: Mapping[str, Introduced]) -> tuple[list[Name], list[Chunk]]:
    """Return the names in a text in its order, and the capitalised words that only their place could make actors."""
    names = _merged(find_names(text, gazette), introduced_names(text, introduced))
    names = [
        replace(name, sort="other") if _in_own_brackets(text, names[at - 1] if at else None, name) else name
        for at, name in enumerate(names)
    ]
    names = [of_a_place(text, _branch(text, name, introduced), gazette) for name in names]
    names = share_heads(text, names, gazette)
    formed, chunks = find_chunks(text, names, gazette)
    formed = of_the_region(text, formed, gazette)
    formed = [name if name.name else replace(name, name=bare(text, name.start, name.end)) for name in formed]
    begun = {name.start for name in names if name.sort == "actor"}
    formed = [name for name in formed if not (name.end + 1 in begun and _HEAD_NOUN.fullmatch(name.name))]
    names = _merged(names, [with_second_place(text, name, gazette) for name in formed])
    names = [
        replace(name, sort="other") if _in_own_brackets(text, names[at - 1] if at else None, name) else name
        for at, name in enumerate(names)
    ]
    names = _merged(names, find_nouns(text, names, gazette))
    covered = sorted((name.start, name.end) for name in names if name.sort in {"actor", "other"})
    starts, ends = [start for start, _ in covered], list(accumulate((end for _, end in covered), max))
    begins = set(starts)
    chunks = [
        chunk
        for chunk in chunks
        if not ((at := bisect_left(starts, chunk.end)) and ends[at - 1] > chunk.start)
        and not (chunk.end + 1 in begins and text[chunk.end] == " ")  # "Inkubatorn Movexum"
    ]
    return names, chunks


_HEAD_NOUN = re.compile(
    r"[A-ZÅÄÖ]\w*(?:förbundet|föreningen|sällskapet|museet|klustret|universitetet|bolaget|kammaren)"
)
"""A definite noun that only says what the name after it is ("Fackförbundet X")."""


def _branch(text: str, name: Name, introduced: Mapping[str, Introduced]) -> Name:
    """Return a compound's actor as the one that the report introduced under that name ("Almiprojektet")."""
    if "compound" not in name.method:
        return name
    short = next((short for short in introduced if text.startswith(short, name.start) and introduced[short].kind), None)
    return (
        replace(name, actor=introduced[short].actor, name=introduced[short].name, kind=introduced[short].kind)
        if short
        else name
    )


def _in_own_brackets(text: str, before: Name | None, name: Name) -> bool:
    """Return whether a name is only the short form in brackets after itself ("Umeå universitet (UmU)")."""
    if before is None or text[before.end : name.start].strip() not in {"(", ""} or text[name.end : name.end + 1] != ")":
        return False
    return text[before.end : name.start].strip() == "(" and (before.actor, before.name) == (name.actor, name.name)


def _merged(names: Sequence[Name], more: Sequence[Name]) -> list[Name]:
    """Return both lists in the order of the text; where they overlap the longer stays, of equals the later list's."""
    ordered = sorted(
        [*((name, 1) for name in names), *((name, 0) for name in more)],
        key=lambda pair: (-(pair[0].end - pair[0].start), pair[1], pair[0].start),
    )
    kept: list[Name] = []
    taken: set[int] = set()
    for name, _ in ordered:
        span = range(name.start, name.end)
        if not any(at in taken for at in span):
            kept.append(name)
            taken.update(span)
    return sorted(kept, key=lambda name: name.start)


def _free(groups: Sequence[GroupMention], names: Sequence[Name], text: str) -> list[GroupMention]:
    """Return the groups that are no part of a name and no head of a list of names ("kommunerna Nora och Laxå")."""
    spans = [(name.start, name.end) for name in names if name.sort in {"actor", "other"}]
    heads = {name.start for name in names if name.method == "coordination"}
    return [
        group
        for group in groups
        if not any(start < group.end and group.start < end for start, end in spans)
        and not any(
            start >= group.end and re.fullmatch(r"\s*[:,(]?\s*(?:i|som)?\s*", text[group.end : start])
            for start in heads
        )
    ]


def _units(names: Sequence[Name], chunks: Sequence[Chunk], groups: Sequence[GroupMention]) -> list[Unit]:
    """Return all that may fill a slot of a sentence, in the order of the text."""
    covered = [(chunk.start, chunk.end) for chunk in chunks]
    units = [
        Unit(name.start, name.end, name.sort if name.sort in {"actor", "place"} else "other", index)
        for index, name in enumerate(names)
        if name.sort == "actor" or not any(start < name.end and name.start < end for start, end in covered)
    ]
    units += [Unit(chunk.start, chunk.end, "chunk", index) for index, chunk in enumerate(chunks)]
    units += [Unit(group.start, group.end, "group", index) for index, group in enumerate(groups)]
    return sorted(units, key=lambda unit: (unit.start, unit.end))


def _with_rest(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Return the units with what only goes on with an actor's name as part of it ("Uppsala universitet Campus Gotland")."""
    found: list[Unit] = []
    for unit in units:
        if unit.sort == "other" and found and found[-1].sort == "actor" and text[found[-1].end : unit.start] == " ":
            found[-1] = replace(found[-1], end=unit.end)
        else:
            found.append(unit)
    return found


def _apart(mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the mentions in the order of the text, of two that overlap the surer."""
    kept: list[ActorMention] = []
    for mention in sorted(mentions, key=lambda one: (one.start, -one.confidence, -one.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


_MISSPELT = 0.75


def _back(mention: ActorMention, text: str, corrected: Corrected) -> ActorMention:
    """Return a mention at its place in the text as it was written."""
    start, end = corrected.original(mention.start), corrected.original(mention.end, end=True)
    surface = text[start:end]
    if corrected.touched(mention.start, mention.end):
        return replace(
            mention,
            start=start,
            end=end,
            surface=surface,
            method="misspelling",
            confidence=min(mention.confidence, _MISSPELT),
        )
    return replace(mention, start=start, end=end, surface=surface)
