"""Who is named where: participations in entries, mentions in answers, groups, and actors that no register holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from samgraf.graph.iris import mint, slug
from samgraf.graph.namespaces import RDF_TYPE, concept, sg
from samgraf.graph.writer import Writer, boolean, integer
from samgraf.reports.model import ActorMention, GroupMention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.passages import Passage
    from samgraf.reports.model import TableCell

Named = ActorMention | GroupMention
SURE = 0.5
"""An actor that is less likely than not, and that nobody has confirmed, stands in the review list and not in the graph."""


def write_participations(writer: Writer, entry: NamedNode, insats: NamedNode, cells: Iterable[TableCell]) -> None:
    """Write one participation for each actor and role named in the cells of an entry, and for each group."""
    for identity, found in _gathered(
        writer, ((cell.passage, cell.mentions.actors + cell.mentions.groups) for cell in cells)
    ):
        iri = writer.thing("participation", "Participation", entry.value, *identity)
        writer.add(iri, "inEntry", entry)
        writer.add(iri, "insats", insats)
        writer.add(entry, "hasParticipation", iri)
        _about(writer, iri, entry, found)


def write_mentions(writer: Writer, answer: NamedNode, passage: Passage, named: Iterable[Named]) -> None:
    """Write one mention for each actor, role and spelling named in an answer, and for each group."""
    for identity, found in _gathered(writer, [(passage, tuple(named))], by_spelling=True):
        iri = writer.thing("mention", "ActorMention", answer.value, *identity)
        writer.add(iri, "inAnswer", answer)
        _about(writer, iri, answer, found)


def actor_iri(writer: Writer, mention: ActorMention) -> NamedNode:
    """Return the actor's address; an actor that no register holds gets a provisional one, written once per report."""
    if mention.actor:
        return NamedNode(mention.actor)
    iri = mint("actor", "provisional", writer.region, slug(mention.name))
    if writer.once(iri):
        writer.add(iri, RDF_TYPE, sg("Actor"))
        writer.add(iri, RDF_TYPE, sg(mention.kind) if mention.kind.isidentifier() else None)
        writer.add(iri, "name", mention.name)
        writer.add(iri, "provisional", boolean(value=True))
    return iri


def _gathered(
    writer: Writer,
    places: Iterable[tuple[Passage, tuple[Named, ...]]],
    *,
    by_spelling: bool = False,
) -> list[tuple[tuple[str, ...], list[tuple[Passage, Named]]]]:
    """Return mentions that say the same, together, each with its passage, in the order of the text."""
    groups: dict[tuple[str, ...], list[tuple[Passage, Named]]] = {}
    for passage, mentions in places:
        for mention in sorted(filter(_holds, mentions), key=lambda one: (one.start, -one.end)):
            if isinstance(mention, GroupMention):
                bounds = (mention.kind, mention.least, mention.most, mention.whole, mention.whole_of)
                identity: tuple[str, ...] = ("group", *map(str, bounds), mention.surface.casefold(), mention.role)
            else:
                identity = (
                    "actor",
                    actor_iri(writer, mention).value,
                    mention.role,
                    mention.surface if by_spelling else "",
                )
            groups.setdefault(identity, []).append((passage, mention))
    return list(groups.items())


def _holds(mention: Named) -> bool:
    """Return whether a mention is one to say so: sure enough, or decided by a person ("Mora" in "en mässa i Mora" is a place)."""
    return isinstance(mention, GroupMention) or mention.confidence >= SURE or mention.review != "unreviewed"


def _about(writer: Writer, iri: NamedNode, place: NamedNode, found: list[tuple[Passage, Named]]) -> None:
    """Write who, in which role, in which words, and every place where it is said."""
    first = found[0][1]
    if isinstance(first, GroupMention):
        writer.add(iri, "group", _group(writer, place, first))
    else:
        writer.add(iri, "actor", actor_iri(writer, first))
        candidates = {
            candidate for _, mention in found if isinstance(mention, ActorMention) for candidate in mention.candidates
        }
        for candidate in sorted(candidates):
            writer.add(iri, "candidate", NamedNode(candidate))
    writer.add(iri, "role", concept("role", first.role))
    writer.add(iri, "asWritten", first.surface)
    for passage, mention in found:
        writer.evidence_in(iri, passage, mention.start, mention.end, mention.method, mention.confidence, mention.review)


def _group(writer: Writer, place: NamedNode, mention: GroupMention) -> NamedNode:
    """Return the address of a group without names: what its members are, how many, of which whole."""
    bounds = (mention.kind, mention.least, mention.most, mention.whole, mention.whole_of)
    iri = writer.thing("group", "ActorGroup", place.value, *map(str, bounds), mention.surface.casefold())
    writer.add(iri, "memberKind", sg(mention.kind))
    writer.add(iri, "least", integer(mention.least))
    writer.add(iri, "most", integer(mention.most))
    writer.add(iri, "wholeSize", integer(mention.whole))
    writer.add(iri, "wholeOf", concept("county", mention.whole_of) if mention.whole_of else None)
    return iri
