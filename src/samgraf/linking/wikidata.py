"""Wikidata: the items of actors, by organisation number, by municipality code, and by name in Sweden.

Properties: P6460 Swedish organisation number, P525 Swedish municipality code, P17 country (Q34 Sweden). Endpoint and form of
answer: https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service, read 2026-11-28.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from samgraf.linking.likeness import folded
from samgraf.linking.link import Link, foreign_iri, said
from samgraf.linking.things import WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samgraf.linking.asking import Asker
    from samgraf.linking.things import Place, Things

NAME = "wikidata"
ADDRESS = "https://query.wikidata.org/sparql"
BATCH = 60
"""Names or numbers in one query."""

BY_NUMBER, BY_CODE, BY_NAME = 0.97, 0.97, 0.6


def propose(things: Things, ask: Asker, address: str) -> Iterator[Link]:
    """Yield the Wikidata items of the actors that have none yet."""
    wanted = [actor for actor in things.actors if actor.wikidata is None]
    numbered = {actor.number: actor for actor in wanted if actor.number}
    coded = {actor.municipality: actor for actor in wanted if actor.municipality}
    rest = [actor for actor in wanted if not actor.number and not actor.municipality]
    yield from _by_value(numbered, "P6460", "organisationsnummer", BY_NUMBER, ask, address)
    yield from _by_value(coded, "P525", "kommunkod", BY_CODE, ask, address)
    yield from _by_name(rest, ask, address)


def _by_value(actors: dict[str, Place], prop: str, word: str, sure: float, ask: Asker, address: str) -> Iterator[Link]:
    """Yield the items that have an actor's number as the value of a property; several with the same are less sure."""
    for batch in _batches(sorted(actors)):
        values = " ".join(str(Literal(value)) for value in batch)
        rows, on = ask.sparql(
            address,
            "PREFIX wdt: <http://www.wikidata.org/prop/direct/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
            f"SELECT DISTINCT ?value ?item ?label WHERE {{ VALUES ?value {{ {values} }} ?item wdt:{prop} ?value . "
            'OPTIONAL { ?item rdfs:label ?label FILTER(LANG(?label) = "sv") } } ORDER BY ?value ?item',
        )
        found = _items(rows, "value")
        for value, items in sorted(found.items()):
            if value in actors:
                for item in items:
                    yield _link(actors[value], item, "number", sure / len(items), f"{word} {value}", address, on)


def _by_name(actors: Iterable[Place], ask: Asker, address: str) -> Iterator[Link]:
    """Yield the items in Sweden that have an actor's very name as their Swedish label."""
    named: dict[str, list[Place]] = {}
    for actor in actors:
        named.setdefault(actor.name, []).append(actor)
    for batch in _batches(sorted(named)):
        values = " ".join(str(Literal(name, language="sv")) for name in batch)
        rows, on = ask.sparql(
            address,
            "PREFIX wd: <http://www.wikidata.org/entity/> PREFIX wdt: <http://www.wikidata.org/prop/direct/> "
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
            f"SELECT DISTINCT ?label ?item WHERE {{ VALUES ?label {{ {values} }} ?item rdfs:label ?label ; wdt:P17 wd:Q34 . }} "
            "ORDER BY ?label ?item",
        )
        for label, items in sorted(_items(rows, "label").items()):
            for name in batch:
                if folded(name) == folded(label):
                    for actor in named[name]:
                        for item, _ in items:
                            others = "" if len(items) == 1 else f"; {len(items)} i Sverige heter så"
                            grounds = f"samma namn, i Sverige{others}"
                            yield _link(actor, (item, label), "name", BY_NAME / len(items), grounds, address, on)


def _items(rows: Iterable[dict[str, str]], column: str) -> dict[str, list[tuple[str, str]]]:
    """Return the items by the value of a column, each with its label; what is no item of Wikidata is left out."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        item = foreign_iri(row.get("item"))
        if item and item.startswith(WIKIDATA + "Q") and row.get(column):
            found.setdefault(row[column], {}).setdefault(item, said(row.get("label", "")))
    return {value: sorted(items.items()) for value, items in found.items()}


def _link(
    actor: Place, item: tuple[str, str], method: str, confidence: float, grounds: str, address: str, on: str
) -> Link:
    """Return the proposal that an actor is an item, which comes with its label."""
    return Link(
        kind="same", subject=actor.iri, target=item[0], target_name=item[1] or actor.name, method=method,
        confidence=round(confidence, 2), grounds=grounds, found_at=address, found_on=on,
    )  # fmt: skip


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield values in pieces of one query each."""
    for at in range(0, len(values), BATCH):
        yield values[at : at + BATCH]
