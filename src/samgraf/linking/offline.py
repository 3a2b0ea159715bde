"""What the reference data links by itself: actors, places, funds, statutes, and goals to the global goals by their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.facts import SG, Facts
from samgraf.linking.likeness import folded, has_word
from samgraf.linking.link import Link
from samgraf.linking.things import EXACT, HIDDEN, SAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samgraf.linking.things import Place, Things
    from samgraf.records import Reference

SURE, BY_NUMBER, BY_NAME, BY_TIME, TWO_WORDS, ONE_WORD = 1.0, 0.95, 0.9, 0.5, 0.6, 0.4
"""How sure a link is: stated by a register, a number that makes an address, the same name, a period that was open, shared words."""

LAWS = "https://lagen.nu/"


class Provenance:
    """Which reference graph says a thing, and on which day it was read."""

    def __init__(self, graphs: Mapping[str, str], facts: Facts) -> None:
        """Keep the graph of each subject, and what the graphs say of themselves."""
        self._graphs = graphs
        self._facts = facts

    def of(self, iri: str) -> tuple[str, str | None]:
        """Return the graph that a thing is described in, and the day that its source was read, None if only a month is known."""
        graph = self._graphs.get(iri, "")
        day = self._facts.one(graph, "http://purl.org/dc/terms/date") or ""
        return graph, day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None


def propose(things: Things, facts: Facts, records: Reference, provenance: Provenance) -> Iterator[Link]:
    """Yield what the reference data says of a report's things."""
    for actor in things.actors:
        yield from _same(actor, provenance)
        yield from _place(actor, facts, provenance)
        if actor.provisional:
            yield from _named(actor, things.year, records, provenance)
    yield from _funds(things, facts, provenance)
    yield from _statutes(things, facts, provenance)
    yield from _global_goals(things, facts, provenance)


def _same(actor: Place, provenance: Provenance) -> Iterator[Link]:
    """Yield what a register says that an actor is."""
    graph, day = provenance.of(actor.iri)
    for target in actor.same:
        by = f"organisationsnummer {actor.number}" if actor.number and "dataportal" in target else "angivet i registret"
        yield Link(
            kind="same", subject=actor.iri, target=target, target_name=actor.name, method="reference", confidence=SURE,
            grounds=by, found_at=graph, found_on=day,
        )  # fmt: skip


def _place(actor: Place, facts: Facts, provenance: Provenance) -> Iterator[Link]:
    """Yield the NUTS area that an actor belongs to: that of its county."""
    if not actor.county:
        return
    graph, day = provenance.of(actor.county)
    for target in facts.all(actor.county, SAME):
        if "data.europa.eu/nuts/" in target:
            code = f", kommunkod {actor.municipality}" if actor.municipality else ""
            name = facts.one(actor.county, SG + "name") or ""
            yield Link(
                kind="place", subject=actor.iri, target=target, target_name=name, method="reference", confidence=SURE,
                grounds=f"hör till {name}{code}", found_at=graph, found_on=day,
            )  # fmt: skip


def _named(actor: Place, year: int, records: Reference, provenance: Provenance) -> Iterator[Link]:
    """Yield the actors of the register that have a provisional actor's name in the year of the report."""
    wanted = folded(actor.name)
    found = {
        record.iri: record
        for record in records.actors
        if (record.valid_from or 0) <= year <= (record.valid_to or 9999)
        and wanted in {folded(name) for name in (record.name, *record.aliases)}
    }
    for iri, record in sorted(found.items()):
        graph, day = provenance.of(iri)
        others = "" if len(found) == 1 else f"; {len(found)} aktörer heter så"
        yield Link(
            kind="same", subject=actor.iri, target=iri, target_name=record.name, method="name",
            confidence=round(BY_NAME / len(found), 2), grounds=f"samma namn år {year}{others}", found_at=graph, found_on=day,
        )  # fmt: skip


def _funds(things: Things, facts: Facts, provenance: Provenance) -> Iterator[Link]:
    """Yield the EU's own address of a fund, or those of the periods that were open where the report says no period."""
    for fund in things.funds:
        graph, day = provenance.of(fund.iri)
        for target in fund.exact:
            yield Link(
                kind="fund", subject=fund.iri, target=target, target_name=fund.name, method="reference", confidence=SURE,
                grounds="angivet i registret", found_at=graph, found_on=day,
            )  # fmt: skip
        for below, target in fund.under if not fund.exact else ():
            yield Link(
                kind="fund", subject=fund.iri, target=target, target_name=facts.one(below, SG + "name") or "",
                method="period", confidence=round(max(0.3, BY_TIME / max(1, len(fund.under) - 1)), 2),
                grounds=f"perioden kunde betala ut {things.year}; rapporten säger inte vilken", found_at=graph, found_on=day,
            )  # fmt: skip


def _statutes(things: Things, facts: Facts, provenance: Provenance) -> Iterator[Link]:
    """Yield the address of each statute that a text names by its number."""
    known = {facts.one(iri, SG + "number"): iri for iri in facts.of_type(SG + "Statute")}
    for statute in things.statutes:
        iri = known.get(statute.number)
        graph, day = provenance.of(iri) if iri else (LAWS, None)
        for target in facts.all(iri, EXACT) if iri else [LAWS + statute.number]:
            yield Link(
                kind="statute", subject=statute.answer, target=target,
                target_name=(facts.one(iri, SG + "name") if iri else None) or f"SFS {statute.number}",
                method="reference" if iri else "number", confidence=SURE if iri else BY_NUMBER,
                grounds=f"texten nämner ”{statute.quote}”", found_at=graph, found_on=day,
            )  # fmt: skip


def _global_goals(things: Things, facts: Facts, provenance: Provenance) -> Iterator[Link]:
    """Yield the global goals whose words stand in a goal's title: an inference, never more sure than that."""
    words = {iri: facts.all(iri, HIDDEN) for iri in facts.of_type(SG + "SDG")}
    for goal in things.goals:
        if goal.title is None or goal.iri in words:
            continue
        for iri, listed in words.items():
            shared = [word for word in listed if has_word(goal.title, word, ending=False)]
            graph, day = provenance.of(iri)
            for target in facts.all(iri, EXACT) if shared else ():
                yield Link(
                    kind="global-goal", subject=goal.iri, target=target, target_name=facts.one(iri, SG + "name") or "",
                    method="words-of-goal", confidence=TWO_WORDS if len(shared) > 1 else ONE_WORD,
                    grounds="slutsats av målets ord: " + ", ".join(f"”{word}”" for word in shared),
                    found_at=graph, found_on=day,
                )  # fmt: skip
