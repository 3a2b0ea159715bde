"""What a source says otherwise than the reference data: changes to look at, and to accept one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from samgraf.facts import ID, SG
from samgraf.graph.iris import digest, slug
from samgraf.linking.likeness import folded
from samgraf.linking.things import IDENTIFIER, SAME, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samgraf.facts import Facts
    from samgraf.refdata.upstream import Entry, Source

Sort = Literal["renamed", "new", "ended", "number", "other-number", "wikidata", "missing"]
_KINDS = {
    "agencies": ("Agency", "University", "UniversityCollege", "CountyBoard", "Government"),
    "municipalities": ("Municipality",),
    "counties": ("County",),
}
_LABELS = tuple(f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("prefLabel", "altLabel"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: which thing, what our data says, what the source says, and from which year the source's holds.

    "missing" (the source has it no more) and "other-number" (two numbers for one name) are only told: what to do of them, a
    person must find out.
    """

    source: str
    sort: Sort
    subject: str
    name: str
    old: str
    new: str
    year: int | None = None
    number: str | None = None
    item: str | None = None

    @property
    def id(self) -> str:
        """Return eight hexadecimal digits by which the change is known as long as it says the same."""
        return digest(self.source, self.sort, self.subject, self.old, self.new)[:8]

    @property
    def can_be_accepted(self) -> bool:
        """Return whether the change can be taken over as it stands."""
        return self.sort not in {"missing", "other-number"}


@dataclass(frozen=True, slots=True)
class _Known:
    """A thing of ours: its names now and before, its number, code, item, and whether it has ended."""

    iri: str
    name: str
    names: frozenset[str]
    number: str | None
    code: str | None
    item: str | None
    ended: bool


def changes(source: Source, entries: Iterable[Entry], facts: Facts, year: int) -> list[Change]:
    """Return how a source differs from the reference data, sorted; `year` is that from which a new name is said to hold."""
    known = [_known(iri, facts) for kind in _KINDS[source.key] for iri in facts.of_type(SG + kind)]
    listed = list(entries)
    found = list(_compared(source, listed, known, year))
    if source.key != "agencies":  # a list of agencies is never whole, one of municipalities is
        codes = {entry.code for entry in listed}
        found += [
            Change(source=source.key, sort="missing", subject=one.iri, name=one.name, old=one.code, new="")
            for one in known
            if one.code and one.code not in codes and not one.ended
        ]
    order = ("renamed", "new", "ended", "number", "other-number", "wikidata", "missing")
    return sorted(found, key=lambda change: (order.index(change.sort), change.subject, change.new))


def _compared(source: Source, entries: Iterable[Entry], known: list[_Known], year: int) -> Iterator[Change]:
    """Yield the differences entry by entry; what is the same body is told by number or code, else by name."""
    by_number = {one.number: one for one in known if one.number}
    by_code = {one.code: one for one in known if one.code}
    by_name = {name: one for one in known for name in one.names}
    for entry in entries:
        ours = by_number.get(entry.number or "") or by_code.get(entry.code or "") or by_name.get(folded(entry.name))
        if ours is None:
            if entry.end is None or entry.end >= year:
                yield from _new(source, entry)
            continue
        same = Change(source=source.key, sort="renamed", subject=ours.iri, name=ours.name, old="", new="")
        if folded(entry.name) not in ours.names and (entry.end is None or entry.end >= year):
            yield replace(same, old=ours.name, new=_cased(entry.name), year=year)
        if entry.end and not ours.ended and folded(entry.name) in ours.names:
            yield replace(same, sort="ended", new=str(entry.end), year=entry.end)
        if entry.number and ours.number is None and entry.number not in by_number:
            yield replace(same, sort="number", new=entry.number, number=entry.number)
        elif entry.number and ours.number and entry.number != ours.number:
            yield replace(same, sort="other-number", old=ours.number, new=entry.number)
        if entry.item and ours.item is None:
            yield replace(same, sort="wikidata", new=entry.item, item=entry.item)


def _new(source: Source, entry: Entry) -> Iterator[Change]:
    """Yield a body that our data does not have: agencies with a number only, since a name alone is no proof of one."""
    if source.key == "agencies" and entry.number:
        name = _cased(entry.name)
        yield Change(
            source=source.key, sort="new", subject=f"{ID}actor/{slug(name)}", name=name, old="", new=name, year=entry.start,
            number=entry.number, item=entry.item,
        )  # fmt: skip
    elif source.key == "municipalities" and entry.code:
        yield Change(
            source=source.key,
            sort="new",
            subject=f"{ID}actor/kommun-{entry.code}",
            name=entry.name,
            old="",
            new=entry.name,
        )


def _known(iri: str, facts: Facts) -> _Known:
    """Return what is known of one thing of ours."""
    periods = facts.all(iri, SG + "namePeriod")
    names = {
        name
        for one in (iri, *periods)
        for name in (*facts.all(one, SG + "name"), *(n for label in _LABELS for n in facts.all(one, label)))
    }
    names |= {*facts.all(iri, SG + "shortName"), *facts.all(iri, SG + "acronym")}
    return _Known(
        iri=iri,
        name=facts.one(iri, SG + "name") or iri,
        names=frozenset(folded(name) for name in names),
        number=facts.one(iri, IDENTIFIER),
        code=facts.one(iri, SG + "municipalityCode") or facts.one(iri, SG + "countyCode"),
        item=next((same for same in facts.all(iri, SAME) if same.startswith(WIKIDATA)), None),
        ended=bool(facts.all(iri, SG + "validTo")),
    )


def _cased(name: str) -> str:
    """Return a name as one writes it: registers shout ("STATENS SKOLVERK")."""
    return name.capitalize() if name.isupper() else name
