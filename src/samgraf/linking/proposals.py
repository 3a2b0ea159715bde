"""All proposals for a report: what the reference data says, what the sources that the user named answer, what was there before."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode, RdfFormat, parse

from samgraf.errors import RemoteError, UsageError, WorkspaceError
from samgraf.facts import Facts
from samgraf.graph.namespaces import REFERENCE_GRAPHS
from samgraf.linking import dataportal, eu_projects, kolada, offline, wikidata
from samgraf.linking.graph import from_quads, to_quads
from samgraf.linking.link import best
from samgraf.linking.records import NAME, read_decisions
from samgraf.linking.things import things_of
from samgraf.ontology import stamps
from samgraf.reference import load_reference, reference_quads
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from samgraf.linking.asking import Asker
    from samgraf.linking.link import Link, Status
    from samgraf.linking.things import Things
    from samgraf.records import Reference
    from samgraf.workspace import Workspace

SOURCES = {module.NAME: module for module in (wikidata, eu_projects, dataportal, kolada)}
"""The sources that can be asked, in the order in which they are."""

OFFLINE = "reference"


@dataclass(frozen=True, slots=True)
class Linked:
    """The links of one report as they now stand, how many are new, and what went wrong with which source."""

    report: str
    links: tuple[Link, ...]
    new: int
    found: dict[str, int] = field(default_factory=dict)
    faults: dict[str, RemoteError] = field(default_factory=dict)


def link_report(
    workspace: Workspace, report: str, asked: Sequence[str], asker: Callable[[str], Asker], addresses: Mapping[str, str]
) -> Linked:
    """Return the links of a report, written to its graph of links.

    `asked` are the sources that the user lets us ask, `asker` gives what asks one of them. A source that fails leaves what it
    gave before; so does one that is not asked. What somebody confirmed stays as long as the report has what it is about.
    """
    things, before = _things(workspace, report), stored(workspace, report)
    facts, records, provenance = _reference(stamps(workspace.reference_folder), workspace.reference_folder)
    proposed = list(offline.propose(things, facts, records, provenance))
    found, faults = {OFFLINE: len(proposed)}, {}
    for name in asked:
        given: list[Link] = []
        try:
            given.extend(SOURCES[name].propose(things, asker(name), addresses.get(name, SOURCES[name].ADDRESS)))
        except RemoteError as error:
            faults[name] = error
            given.extend(link for link in before if source_of(link) == name)
        found[name] = len(best(given))
        proposed += given
    decided = statuses(workspace)
    here = {*_subjects(things)}
    again = {OFFLINE, *asked}
    kept = [
        link
        for link in before
        if link.subject in here and (source_of(link) not in again or decided.get(link.key) == "confirmed")
    ]
    links = best([*proposed, *kept])
    region, year = report.split("-")
    workspace.write_links(region, int(year), to_quads(report, links, decided))
    known = {link.key for link in before}
    return Linked(report, tuple(links), sum(link.key not in known for link in links), found, faults)


def stored(workspace: Workspace, report: str) -> list[Link]:
    """Return the links that are stored for a report.

    Raises:
        WorkspaceError: the file is damaged.
    """
    at = workspace.path / "links" / f"{report}.nq"
    try:
        return from_quads(parse(at.read_bytes(), RdfFormat.N_QUADS)) if at.is_file() else []
    except (SyntaxError, ValueError) as error:
        sv, en = reason_of(error)
        raise WorkspaceError(
            f"{at}: filen är skadad ({sv}). Ta bort den och kör samgraf link igen; besluten står i {NAME}.",
            f"{at}: the file is damaged ({en}). Remove it and run samgraf link again; the decisions are in {NAME}.",
        ) from error


def statuses(workspace: Workspace) -> dict[str, Status]:
    """Return what was decided about links, by their keys."""
    decided = read_decisions(workspace.path / NAME)
    return {key: cast("Status", one.decision) for key, one in decided.items()}


def rewrite(workspace: Workspace, reports: Iterable[str]) -> None:
    """Return when each report's graph of links says what was decided."""
    decided = statuses(workspace)
    for report in reports:
        if links := stored(workspace, report):
            region, year = report.split("-")
            workspace.write_links(region, int(year), to_quads(report, links, decided))


def source_of(link: Link) -> str:
    """Return the source that a link came from."""
    by_kind = {"eu-project": eu_projects.NAME, "data-set": dataportal.NAME, "indicator": kolada.NAME}
    if link.kind in by_kind:
        return by_kind[link.kind]
    ours = link.kind != "same" or link.found_at.startswith(REFERENCE_GRAPHS)
    return OFFLINE if ours else wikidata.NAME


def addresses_of(written: Iterable[str]) -> dict[str, str]:
    """Return the addresses that a user gave sources as `name=address`.

    Raises:
        UsageError: there is no such source, or no address.
    """
    found = {}
    for one in written:
        name, _, address = one.partition("=")
        if name not in SOURCES or not address:
            names = ", ".join(SOURCES)
            raise UsageError(
                f"{one!r}: skriv källa=adress, där källan är en av {names}.",
                f"{one!r}: write source=address, where the source is one of {names}.",
            )
        found[name] = address.rstrip("/")
    return found


def _subjects(things: Things) -> Iterable[str]:
    """Yield the addresses of all that can be linked in a report."""
    for listed in (things.actors, things.goals, things.funds, things.works):
        yield from (thing.iri for thing in listed)
    yield from (statute.answer for statute in things.statutes)


def _things(workspace: Workspace, report: str) -> Things:
    """Return what of a stored report can be linked."""
    facts, _, _ = _reference(stamps(workspace.reference_folder), workspace.reference_folder)
    return things_of(report, parse(workspace.graph_bytes(report), RdfFormat.N_QUADS), facts)


@lru_cache(maxsize=2)
def _reference(_state: object, folder: Path) -> tuple[Facts, Reference, offline.Provenance]:
    """Return the reference data in the three forms that linking needs, read once for each state of the folder."""
    quads = reference_quads(folder)
    facts = Facts(quads)
    graphs = {
        quad.subject.value: quad.graph_name.value
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
    }
    return facts, load_reference(folder), offline.Provenance(graphs, facts)
